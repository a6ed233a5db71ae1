"""Asks git which commit last changed a line of the workspace."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from foodsafety_ledger.files.clock import day_of
from foodsafety_ledger.render.provenance import Commit, Provenance, Unanswered
from foodsafety_ledger.values.failure import OperatingError

if TYPE_CHECKING:
    from foodsafety_ledger.cli.opening import Opened
    from foodsafety_ledger.files.git import Repository
    from foodsafety_ledger.values.location import Location


@dataclass(frozen=True, slots=True)
class _Failing:
    """Nothing is known of any line: git failed before it could be asked."""

    answer: Unanswered

    def commit_of(self, place: Location) -> Unanswered:  # noqa: ARG002 - the same of every line
        return self.answer


class _GitProvenance:
    """Lines of the work tree, or of a revision, in their repository."""

    def __init__(self, repository: Repository, root: Path, rev: str) -> None:
        self._repository = repository
        self._root = root
        self._rev = rev
        self._of_line = cache(self._look_up)

    def commit_of(self, place: Location) -> Commit | Unanswered | None:
        return self._of_line(place.path, place.span.line if place.span else 1)

    def _look_up(self, path: str, line: int) -> Commit | Unanswered | None:
        file = self._repository.path_of(self._root / path)
        try:
            found = self._repository.line_commit(file, line, self._rev)
        except OperatingError as failure:
            return _unanswered(failure)
        return Commit(found.id, found.author, day_of(found.date)) if found else None


def provenance_of(opened: Opened) -> Provenance | None:
    """Who knows the commits of the workspace's lines; None without git or a repository."""
    from foodsafety_ledger.files.git import repository

    try:
        found = repository(opened.root)
    except OperatingError as failure:
        return _Failing(_unanswered(failure))
    return _GitProvenance(found, opened.root, opened.commit or "") if found else None


def _unanswered(failure: OperatingError) -> Unanswered:
    return Unanswered(str(failure.facts.get("what", failure.key)))
