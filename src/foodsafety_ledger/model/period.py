"""Dates and reporting periods: plain dates in Asia/Shanghai, periods such as ``2021Q3``."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

YEARS: Final = range(1900, 3000)
"""The years that dates and periods may lie in: others are slips of the pen, and no arithmetic with
days leaves the calendar."""

NEAR: Final = 10
"""How many years a date may lie from a plan's period, and how many a plan may span."""

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def parse_date(text: str) -> date | None:
    """The calendar date that ``YYYY-MM-DD`` names; None for any other form or no such day.

    None, too, outside ``YEARS``.
    """
    match = _DATE.fullmatch(text)
    if match is None or int(match[1]) not in YEARS:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def why_no_date(text: str) -> str:
    """Why a text in the form of a date is none: ``century``, ``no-such-day``; empty for others."""
    match = _DATE.fullmatch(text)
    if match is None:
        return ""
    return "no-such-day" if int(match[1]) in YEARS else "century"


def is_near(day: date, start: date, end: date) -> bool:
    """Whether a day lies in the time from ``start`` to ``end`` or within ``NEAR`` years of it."""
    return start.year - NEAR <= day.year <= end.year + NEAR


@lru_cache(maxsize=4096)
def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


class Cadence(StrEnum):
    """How often a report is owed, as ``reporting.every`` says (design 2); the values are its words.

    Periods of a cadence divide the calendar year.
    """

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months a period has."""
        match self:
            case Cadence.MONTH:
                return 1
            case Cadence.QUARTER:
                return 3
            case Cadence.HALF_YEAR:
                return 6
            case Cadence.YEAR:
                return 12

    def holding(self, day: date) -> Period:
        """The period that ``day`` lies in."""
        return Period(day.year, (day.month - 1) // self.months + 1, self)


class Period(NamedTuple):
    """A month, quarter, half-year or year: the ``number``-th of its cadence in a calendar year.

    Periods of one cadence compare in time order.
    """

    year: int
    number: int
    cadence: Cadence = Cadence.QUARTER

    def __str__(self) -> str:
        """``2021-09``, ``2021Q3``, ``2021H2``, ``2021``."""
        match self.cadence:
            case Cadence.MONTH:
                return f"{self.year:04d}-{self.number:02d}"
            case Cadence.QUARTER:
                return f"{self.year:04d}Q{self.number}"
            case Cadence.HALF_YEAR:
                return f"{self.year:04d}H{self.number}"
            case Cadence.YEAR:
                return f"{self.year:04d}"

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, self.cadence.months * (self.number - 1) + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return _last_day(self.year, self.cadence.months * self.number)

    @property
    def next(self) -> Period:
        """The period after this one."""
        if self.cadence.months * self.number == 12:
            return Period(self.year + 1, 1, self.cadence)
        return Period(self.year, self.number + 1, self.cadence)

    def through(self, last: Period) -> Iterator[Period]:
        """Every period from this one to ``last``, both included; nothing if it lies before."""
        period = self
        while period <= last:
            yield period
            period = period.next

    @property
    def weeks(self) -> int:
        """How many weeks the calendar has in the period, those that lie in it in part too."""
        return self.mondays(self.end) + (self.start.weekday() != 0)

    def mondays(self, until: date) -> int:
        """How many weeks belong to the period up to ``until``: those whose Monday lies in it."""
        first = self.start + timedelta(days=-self.start.weekday() % 7)
        return max(0, ((min(self.end, until) - first).days + 7) // 7)


WITHIN_YEAR: Final = "Q[1-4]|H[12]|-(?:0[1-9]|1[0-2])"
"""What stands behind the year of a period that is a part of it, as a regular expression."""

_PERIOD = re.compile(f"([0-9]{{4}})({WITHIN_YEAR})?")
_BY_SIGN: Final = {"Q": Cadence.QUARTER, "H": Cadence.HALF_YEAR, "-": Cadence.MONTH}


def parse_period(text: str) -> Period | None:
    """The period that ``2021Q3``, ``2021-09``, ``2021H2`` or ``2021`` names.

    None for any other form, and outside ``YEARS``.
    """
    match = _PERIOD.fullmatch(text)
    if match is None or int(match[1]) not in YEARS:
        return None
    if match[2] is None:
        return Period(int(match[1]), 1, Cadence.YEAR)
    return Period(int(match[1]), int(match[2][1:]), _BY_SIGN[match[2][0]])
