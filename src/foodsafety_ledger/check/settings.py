"""What stands around and beside the ledgers: CODEOWNERS, ``.gitattributes``, links, repositories.

A ledger is a plain file that git keeps byte for byte, or else nobody can tell tomorrow what it said
today (FL116, FL912).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import accumulate, chain, zip_longest
from typing import Final

from foodsafety_ledger.files.gitsetup import MarkedSection
from foodsafety_ledger.files.surroundings import TO_COME, Conversion, Surroundings
from foodsafety_ledger.files.workspace import DATA, EVIDENCE, LEDGERS, ledger_path
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Span
from foodsafety_ledger.model.plan import Plan

CODEOWNERS: Final = MarkedSection(
    "# >>> foodsafety-ledger: written by `ledger init --codeowners`", "# <<< foodsafety-ledger"
)


_PART = re.compile(r"\*\*/?|[*?]|[^*?]+")
_WILD: Final = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/\n]*", "?": "[^/\n]"}
_BLANK: Final = "\\ "
_MOST_WILD: Final = 6
"""A pattern with more wild cards is taken to take in everything: to try would not end."""


def codeowners_lines(plan: Plan, prefix: str = "") -> list[str]:
    """The section's lines; ``prefix`` is the workspace's folder in the repository, ending in ``/``.

    The office owns the plan and what nobody else owns; each department with authors its ledger and
    its evidence, together with the office. Empty where no authors are listed at all.
    """
    owned = _owned(plan, prefix).items()
    return [f"/{path.replace(' ', _BLANK)} {' '.join(owners)}" for path, owners in owned]


def writers(plan: Plan) -> dict[str, tuple[str, ...]]:
    """The addresses that may write in the files of each department that lists any.

    They are its own, those of whoever took over from it, and the office's.
    """
    heirs, office, found = plan.heirs, plan.departments.get(plan.office), {}
    for department in plan.departments.values():
        may = [department]
        while may[-1].id in heirs:
            may.append(heirs[may[-1].id])
        listed = chain.from_iterable(one.authors for one in (*may, office) if one)
        if department.authors:
            found[department.id] = tuple(dict.fromkeys(listed))
    return found


def _owned(plan: Plan, prefix: str) -> Mapping[str, tuple[str, ...]]:
    """The addresses that own each path; a folder's ends in ``/``."""
    may_write, owned = writers(plan), {}
    for folder in (DATA, LEDGERS, EVIDENCE) if plan.office in may_write else ():
        owned[f"{prefix}{folder}/"] = may_write[plan.office]
    for department, owners in may_write.items():
        if department != plan.office:
            owned[prefix + ledger_path(department)] = owners
            owned[f"{prefix}{EVIDENCE}/{department}/"] = owners
    return owned


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
    covers = _covering(_owned(plan, prefix))
    for number, line in enumerate(lines[last + 1 :], last + 1):
        if covers(line):
            yield Diagnostic("FL823", _line(path, number, lines), variant="after")


def _covering(paths: Collection[str]) -> Callable[[str], bool]:
    """Tells whether a line's pattern takes in any of these paths; a folder's ends in ``/``."""
    parts = [path.rstrip("/").split("/") for path in paths]
    names = {part for path in parts for part in path}
    stems = {stem for path in parts for stem in accumulate(path, "{}/{}".format)}
    listed = "\n".join(paths)

    def covers(line: str) -> bool:
        pattern = line.partition("#")[0].split(maxsplit=1)
        if not pattern:
            return False
        text, body = pattern[0].rstrip("/"), pattern[0].strip("/")
        pieces = _PART.findall(body)
        wild = sum(piece in _WILD for piece in pieces)
        if not wild:
            return body in (stems if "/" in text else names) or not body
        start = "^" if "/" in text else "^(?:.*/)?"
        wanted = start + "".join(_WILD.get(piece, re.escape(piece)) for piece in pieces)
        return wild > _MOST_WILD or re.search(wanted + "(?:/|$)", listed, re.MULTILINE) is not None

    return covers


def _line(path: str, number: int, lines: list[str]) -> Location:
    return Location(path, Span(number + 1, 1, number + 1, len(lines[number]) + 1))


_TO_COME: Final = {"merge": "FL910", "text": "FL911"}
"""The rules of the attributes in ``TO_COME``."""


def check_settings(around: Surroundings, plan: Plan | None) -> Iterator[Diagnostic]:
    """What around a workspace does not fit; outside a repository only what is seen without one."""
    for path, kind in around.not_plain:
        yield Diagnostic("FL116", Location(path), variant=kind)
    owners = around.owners
    if owners is not None and plan is not None:
        yield from check_codeowners(plan, owners.path, owners.text, owners.prefix)
    for path in around.special:
        yield Diagnostic("FL101", Location(path), variant="special")
    if around.refused:
        yield Diagnostic("FL912", Location(".git"), {"what": around.refused}, "unasked")
    yield from _converted(around.conversions)


def _converted(found: Iterable[Conversion]) -> Iterator[Diagnostic]:
    """One finding for each attribute at each place where it is set."""
    by_place: dict[tuple[Location, str], list[str]] = {}
    for one in found:
        span = Span(one.line, 1, one.line, one.width + 1) if one.line else None
        by_place.setdefault((Location(one.file, span), one.attribute), []).append(one.path)
    for (at, attribute), paths in by_place.items():
        if attribute in TO_COME:
            yield Diagnostic(_TO_COME[attribute], at)
        else:
            facts: dict[str, Fact] = {"attribute": attribute, "path": paths[0], "count": len(paths)}
            yield Diagnostic("FL912", at, facts)
