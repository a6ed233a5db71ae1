"""CODEOWNERS from the plan's lists of authors, and whether the file still says the same (FL823).

The last line that matches a path wins, and there is no way to take a path out again; so the lines
stand together in one section, general ones first, and belong at the end of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final, NamedTuple

from foodsafety_ledger.files.section import Section
from foodsafety_ledger.files.workspace import EVIDENCE, LEDGERS, ledger_path
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.location import Location, Span

CODEOWNERS: Final = Section(
    "# >>> foodsafety-ledger: written by `ledger init --codeowners`", "# <<< foodsafety-ledger"
)


_PART = re.compile(r"\*\*/?|[*?]|[^*?]+")
_WILD: Final = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


class _Owned(NamedTuple):
    path: str
    owners: tuple[str, ...]

    def line(self) -> str:
        pattern = self.path.replace(" ", "\\ ")
        return f"/{pattern} {' '.join(self.owners)}"


def codeowners_lines(plan: Plan, prefix: str = "") -> list[str]:
    """The section's lines; ``prefix`` is the workspace's folder in the repository, ending in ``/``.

    The office owns the plan and what nobody else owns; each department with authors its ledger and
    its evidence, together with the office. Empty where no authors are listed at all.
    """
    return [owned.line() for owned in _owned(plan, prefix)]


def _owned(plan: Plan, prefix: str) -> Iterator[_Owned]:
    office = plan.departments.get(plan.office)
    ours = office.authors if office else ()
    if ours:
        for folder in ("data", LEDGERS, EVIDENCE):
            yield _Owned(f"{prefix}{folder}/", ours)
    for department in plan.departments.values():
        if department.authors and department is not office:
            owners = tuple(dict.fromkeys((*department.authors, *ours)))
            yield _Owned(prefix + ledger_path(department.id), owners)
            yield _Owned(f"{prefix}{EVIDENCE}/{department.id}/", owners)


def check_codeowners(plan: Plan, path: str, text: str, prefix: str = "") -> Iterator[Diagnostic]:
    """Where CODEOWNERS differs from what the plan's authors call for.

    Silent where the file has no section of ours: nobody asked for one.
    """
    found = CODEOWNERS.find(text)
    if found is None:
        return
    lines = text.splitlines()
    wanted = [CODEOWNERS.begin, *codeowners_lines(plan, prefix), CODEOWNERS.end]
    first, last = found
    for number, (is_, should) in enumerate(zip_longest(lines[first : last + 1], wanted), first):
        if is_ != should:
            yield Diagnostic("FL823", _line(path, min(number, last), lines))
            break
    paths = [owned.path for owned in _owned(plan, prefix)]
    for number, line in enumerate(lines[last + 1 :], last + 1):
        if any(_covers(line, owned) for owned in paths):
            yield Diagnostic("FL823", _line(path, number, lines), variant="after")


def _covers(line: str, path: str) -> bool:
    """Whether a line's pattern takes in a path; a path that ends in ``/`` is a folder's."""
    pattern = line.partition("#")[0].split(maxsplit=1)
    if not pattern:
        return False
    text = pattern[0].rstrip("/")
    anchored = "/" in text
    body = "".join(_WILD.get(part, re.escape(part)) for part in _PART.findall(text.lstrip("/")))
    return re.match(("" if anchored else "(?:.*/)?") + body + r"(?:/|\Z)", path) is not None


def _line(path: str, number: int, lines: list[str]) -> Location:
    return Location(path, Span(number + 1, 1, number + 1, len(lines[number]) + 1))
