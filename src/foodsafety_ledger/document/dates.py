"""Deadlines as documents write them: 2021年11月15日前, 6月底前, 年底前, 到2025年."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final, NamedTuple

from foodsafety_ledger.values.period import YEARS

_YEAR = r"(?:(?P<year>\d{4})年)?"
_BEFORE = "(?:之前|以前|前)"
_FORMS: Final = (
    re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?P<before>{_BEFORE})?"),
    re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})月(?:份|底|末)?(?P<before>{_BEFORE})?"),
    re.compile(rf"(?:(?P<year>\d{{4}})年|年)年?(?:底|末)(?P<before>{_BEFORE})?"),
    re.compile(r"到(?P<year>\d{4})年(?:底|末)?(?P<before>)(?=，)"),
    re.compile(r"(?P<before>上半年)"),
)
_LEAD_IN: Final = re.compile(r"(?:^|[，。；：、])(?:力争|争取|确保|要|须|应|在|于|到|至|截至)*$")
_SCOPE: Final = re.compile("(?:到期|期满|登记|注册|成立|发生|已|的)")


class Deadline(NamedTuple):
    """A deadline and where it stands; the day itself is included (design 3)."""

    day: date
    start: int
    end: int


def find_deadlines(flat: str, start: int, end: int, year: int) -> list[Deadline]:
    """The deadlines of a stretch of text, each at the head of its clause; ``year`` is the plan's.

    ``对2020年6月30日前到期的`` and the like say whom a clause is about and are left out.
    """
    found: dict[int, Deadline] = {}
    taken: set[int] = set()
    for form in _FORMS:
        for match in form.finditer(flat, start, end):
            inside = match.start() in taken
            if inside or match["before"] is None or not _heads_clause(flat, start, match):
                continue
            day = read_day(match, year)
            if day:
                found[match.start()] = Deadline(day, match.start(), match.end())
                taken.update(range(*match.span()))
    return [found[offset] for offset in sorted(found)]


def parse_deadline(text: str, year: int) -> date | None:
    """The last day that the words of a deadline name (2021年12月, 12月底前); None if none."""
    for form in _FORMS:
        match = form.search(text)
        if match:
            return read_day(match, year)
    return None


def read_day(match: re.Match[str], year: int) -> date | None:
    """The day of a match: the day itself, or the last of the month or year it names."""
    parts = match.groupdict()
    in_year = int(parts.get("year") or year)
    month = int(parts.get("month") or (6 if parts.get("before") == "上半年" else 12))
    if not (1 <= month <= 12 and in_year in YEARS):
        return None
    last = monthrange(in_year, month)[1]
    day = int(parts.get("day") or last)
    return date(in_year, month, day) if 1 <= day <= last else None


def _heads_clause(flat: str, start: int, match: re.Match[str]) -> bool:
    head = flat[max(start, match.start() - 8) : match.start()]
    return _LEAD_IN.search(head) is not None and _SCOPE.match(flat, match.end()) is None
