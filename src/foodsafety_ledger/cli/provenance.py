"""Asks git which commit last changed a line of the workspace."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from foodsafety_ledger.files.clock import day_of
from foodsafety_ledger.render.provenance import Commit

if TYPE_CHECKING:
    from foodsafety_ledger.cli.opening import Opened
    from foodsafety_ledger.files.git import Repository
    from foodsafety_ledger.values.location import Location


class GitProvenance:
    """Lines of the work tree, or of a revision, in their repository."""

    def __init__(self, repository: Repository, root: Path, rev: str) -> None:
        self._repository = repository
        self._root = root
        self._rev = rev
        self._of_line = cache(self._look_up)

    def commit_of(self, place: Location) -> Commit | None:
        """The commit that last changed the line at ``place``; None where it is not committed."""
        return self._of_line(place.path, place.span.line if place.span else 1)

    def _look_up(self, path: str, line: int) -> Commit | None:
        file = self._repository.path_of(self._root / path)
        found = self._repository.line_commit(file, line, self._rev)
        return Commit(found.id, found.author, day_of(found.date)) if found else None


def provenance_of(opened: Opened) -> GitProvenance | None:
    """Who knows the commits of the workspace's lines; None without git."""
    from foodsafety_ledger.files.git import repository

    found = repository(opened.root)
    return GitProvenance(found, opened.root, opened.commit or "") if found else None
