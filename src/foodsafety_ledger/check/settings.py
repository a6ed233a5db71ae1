"""What the repository's own settings files mean for ledgers: CODEOWNERS, ``.gitattributes``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from foodsafety_ledger.check.codeowners import check_codeowners
from foodsafety_ledger.files.hosting import ATTRIBUTES, owners_file, repository_top
from foodsafety_ledger.files.opening import Trouble, read_inside
from foodsafety_ledger.files.text import MAX_BYTES
from foodsafety_ledger.files.workspace import EVIDENCE, LEDGERS
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.location import Location, Span

_KEPT: Final = f"{EVIDENCE}/** -text"
_UNION: Final = "merge=union"


def check_settings(root: Path, plan: Plan | None) -> Iterator[Diagnostic]:
    """What does not fit; silent outside a repository. Git is started only where there is doubt."""
    owners = owners_file(root)
    if owners is not None and plan is not None:
        yield from check_codeowners(plan, owners.path, owners.text, owners.prefix)
    if repository_top(root) is not None:
        yield from _check_attributes(root)


def _check_attributes(root: Path) -> Iterator[Diagnostic]:
    raw = read_inside(root, ATTRIBUTES, MAX_BYTES)
    lines = [] if isinstance(raw, Trouble) else raw.decode("utf-8", "replace").splitlines()
    union = [number for number, line in enumerate(lines, 1) if _UNION in line]
    has_evidence = (root / EVIDENCE).is_dir()
    kept = _KEPT in (" ".join(line.split()) for line in lines)
    if union and _attribute(root, "merge", f"{LEDGERS}/x.yaml") == "union":
        at = Span(union[-1], 1, union[-1], len(lines[union[-1] - 1]) + 1)
        yield Diagnostic("FL910", Location(ATTRIBUTES, at))
    if has_evidence and not kept and _attribute(root, "text", f"{EVIDENCE}/x/x.txt") != "unset":
        yield Diagnostic("FL911", Location(ATTRIBUTES))


def _attribute(root: Path, name: str, path: str) -> str:
    """What git makes of an attribute; what is wanted where git is not there to do any harm."""
    from foodsafety_ledger.files.git import repository  # noqa: PLC0415 - seldom needed
    from foodsafety_ledger.files.gitlog import attributes_of  # noqa: PLC0415 - seldom needed

    repo = repository(root)
    if repo is None:
        return "unset"
    inside = repo.path_of(root)
    return attributes_of(repo, (name,), f"{inside}/{path}" if inside else path)[name]
