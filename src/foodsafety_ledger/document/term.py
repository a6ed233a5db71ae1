"""From which day to which a plan says at its head that it is for."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

from foodsafety_ledger.document.date_words import MONTH_ENDS, MONTHS, NTH, REPUBLIC
from foodsafety_ledger.document.folded import Document, Place
from foodsafety_ledger.model.period import parse_date

_HAN_DAY: Final = r"(?:民国)?(\d{3,4})年(\d{1,2})月(\d{1,2})日"
_ENGLISH_DAY: Final = rf"(\d{{1,2}}){NTH} ({'|'.join(MONTHS)}){MONTH_ENDS},? (\d{{4}})"
_SPANS: Final = (
    re.compile(f"(?:自|从)?{_HAN_DAY}起?(?:[至到]|[—–~～-]{{1,2}}){_HAN_DAY}(?:止|为止)?"),
    re.compile(f"{_ENGLISH_DAY} ?(?:to|until|through|[—–-]) ?{_ENGLISH_DAY}"),
)
_MONTHS: Final = re.compile(
    r"(\d{4})年(\d{1,2})月份?(?:起|开始)?(?:[至到]|[—–~～-]{1,2})(\d{4})年(\d{1,2})月[份底末]?(?!\d)"
)
"""The first and the last month of what is done from one year into the next."""
_OF_ACTION: Final = re.compile(
    "(?:行动|整治|活动|实施|起止|工作|执行)(?:时间|期限|周期|时段)(?:安排)?(?:从|自|为|：)*$"
)
_ACTION_BEHIND: Final = re.compile("[^。；]{0,40}(?:行动|整治)")
"""What around such months says that all is done in them."""
_LABEL: Final = re.compile(
    "(?:(?:计[划画]|方案|实施|执行|适用|推动|规划)?(?:期程|期间|期限|年期)(?:为|：)?"
    "|(?i:(?:plan(?:ning)?|programme|reporting)? ?(?:period|year)(?: covered)?：? ?|cover(?:s|ing)"
    "(?: the period)?(?: from)? ))$"
)
"""What before a span of days says that the plan is for it; a bracket does, too."""
_FAR: Final = 1500
"""A plan says so within so many characters."""
_LONGEST_LABEL: Final = 40
_SHORTEST: Final = timedelta(days=360)


class Term(NamedTuple):
    """The first and the last day of a plan, and where it says so."""

    start: date
    end: date
    place: Place


def stated_term(document: Document, years: range) -> Term | None:
    """The term at the head of a document, if it begins and ends with a month and fills years.

    The ``years`` that its title names are all in it.
    """
    flat = document.flat
    for pattern in _SPANS:
        for found in pattern.finditer(flat, 0, _FAR):
            start, end = _day(*found.groups()[:3]), _day(*found.groups()[3:])
            if start is None or end is None or start.day != 1 or end - start < _SHORTEST:
                continue
            whole = (end + timedelta(days=1)).day == 1
            named = years.start >= start.year and years.stop - 1 <= end.year
            place = _told(document, *found.span())
            if whole and named and place:
                return Term(start, end, place)
    return _over_new_year(flat, years)


def _over_new_year(flat: str, years: range) -> Term | None:
    """The months of an action that goes on over the end of a year, as its document says."""
    for found in _MONTHS.finditer(flat, 0, _FAR):
        start, last = _day(found[1], found[2], "1"), _day(found[3], found[4], "1")
        said = _OF_ACTION.search(flat, max(0, found.start() - _LONGEST_LABEL), found.start())
        told = flat[found.start() - 1 : found.start()] in ("自", "从", "于")
        told = told and _ACTION_BEHIND.match(flat, found.end()) is not None
        if start is None or last is None or not (said or told):
            continue
        end = (last + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        if start.year < end.year and years.start >= start.year and years.stop - 1 <= end.year:
            return Term(start, end, (said.start() if said else found.start(), found.end()))
    return None


def _told(document: Document, start: int, end: int) -> Place | None:
    """A span that stands alone in a bracket, or with the words before it that say what it is of.

    Where those are all of their line, its number goes with them.
    """
    flat = document.flat
    if flat[start - 1 : start] == "（" and flat[end : end + 1] == "）":
        return start - 1, end + 1
    label = _LABEL.search(flat, max(0, start - _LONGEST_LABEL), start)
    if label is None:
        return None
    begin = label.start()
    line = next((i for i in range(begin, max(-1, begin - 4), -1) if i in document.lines), begin)
    return line, end + flat.startswith("。", end)


def _day(first: str, month: str, last: str) -> date | None:
    """A day as Chinese writes it, year first, or as English does."""
    if month in MONTHS:
        return parse_date(f"{last}-{MONTHS.index(month) + 1:02d}-{int(first):02d}")
    year = int(first) + (REPUBLIC if len(first) == 3 else 0)
    return parse_date(f"{year:04d}-{int(month):02d}-{int(last):02d}")
