"""Which commits history is compared with, and what stands in the way of it (FL810 to FL816)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from foodsafety_ledger.files.git import Repository, require_repository
from foodsafety_ledger.files.gitlog import is_on_a_branch, merge_bases
from foodsafety_ledger.files.revisions import commit_meant
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.failure import OperatingError, UsageError
from foodsafety_ledger.values.location import Location

REPOSITORY: Final = Location(".git")
"""The place of findings about the repository as a whole."""

_NO_COMMIT = re.compile(r"0{40,}")
"""What hosting sites give for the commit before a new branch."""

_ID = re.compile(r"[0-9a-fA-F]{4,64}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared with: ``rev``; with ``replaces`` that commit itself, not the merge base.

    ``signed`` has every commit that writes in a ledger or in evidence verified.
    """

    rev: str
    replaces: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """What can be compared: ``bases`` with HEAD; ``tip`` is the commit that ``rev`` names."""

    repo: Repository
    head: str
    tip: str
    bases: tuple[str, ...]


def find_ground(root: Path, asked: Asked) -> tuple[Ground | None, list[Diagnostic]]:
    """What to compare with, and what there is to say about it; None where nothing can be.

    Raises ``OperatingError`` without git, repository or any commit, ``UsageError`` where ``rev``
    names no commit, or may mean several. In a shallow clone there is always an FL810, whatever else
    can be compared.
    """
    repo = require_repository(root)
    if _NO_COMMIT.fullmatch(asked.rev):
        return None, [Diagnostic("FL816", REPOSITORY, {"rev": asked.rev})]
    head, tip = repo.commit_of("HEAD"), commit_meant(repo, asked.rev)
    if head is None:
        raise OperatingError("no-commits", folder=str(repo.top))
    if repo.is_shallow():
        bases = _bases(repo, asked, head, tip) if tip else []
        ground = Ground(repo, head, tip, tuple(bases)) if tip and bases else None
        return ground, [Diagnostic("FL810", REPOSITORY)]
    if tip is None:
        key = "no-commit-id" if _ID.fullmatch(asked.rev) else "no-commit"
        raise UsageError(key, rev=asked.rev)
    bases = _bases(repo, asked, head, tip)
    if not bases:
        unrelated = Diagnostic("FL811", REPOSITORY, {"rev": asked.rev})
        return Ground(repo, head, tip, (tip,)), [unrelated]
    if tip not in bases and _is_abandoned(repo, asked, tip):
        replaced = Diagnostic("FL812", REPOSITORY, {"rev": asked.rev}, "abandoned")
        return Ground(repo, head, tip, (tip,)), [replaced]
    return Ground(repo, head, tip, tuple(bases)), []


def _bases(repo: Repository, asked: Asked, head: str, tip: str) -> list[str]:
    return [tip] if asked.replaces else merge_bases(repo, tip, head)


def _is_abandoned(repo: Repository, asked: Asked, tip: str) -> bool:
    """Whether a commit, given by its id, is on no branch any more: HEAD was pushed over it."""
    return _ID.fullmatch(asked.rev) is not None and not is_on_a_branch(repo, tip)
