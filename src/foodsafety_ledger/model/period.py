"""Dates and reporting periods: plain dates in Asia/Shanghai, quarters such as ``2021Q3``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

YEARS: Final = range(1900, 3000)
"""The years that dates and periods may lie in: others are slips of the pen, and no arithmetic with
days leaves the calendar."""

NEAR: Final = 10
"""How many years a date may lie from a plan's period, and how many a plan may span."""

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_PERIOD = re.compile(r"([0-9]{4})Q([1-4])")


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


def is_near(day: date, start: date, end: date) -> bool:
    """Whether a day lies in the time from ``start`` to ``end`` or within ``NEAR`` years of it."""
    return start.year - NEAR <= day.year <= end.year + NEAR


class Period(NamedTuple):
    """A quarter of a calendar year; periods compare in time order."""

    year: int
    quarter: int

    def __str__(self) -> str:
        """``2021Q3``."""
        return f"{self.year:04d}Q{self.quarter}"

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return date(self.year, 12, 31) if self.quarter == 4 else self.next.start - timedelta(days=1)

    @property
    def next(self) -> Period:
        """The quarter after this one."""
        return (
            Period(self.year + 1, 1) if self.quarter == 4 else Period(self.year, self.quarter + 1)
        )

    @classmethod
    def holding(cls, day: date) -> Period:
        """The quarter that ``day`` lies in."""
        return cls(day.year, (day.month + 2) // 3)

    def through(self, last: Period) -> Iterator[Period]:
        """Every quarter from this one to ``last``, both included; nothing if it lies before."""
        period = self
        while period <= last:
            yield period
            period = period.next


def parse_period(text: str) -> Period | None:
    """The quarter that ``2021Q3`` names; None for any other form, and outside ``YEARS``."""
    match = _PERIOD.fullmatch(text)
    if match is None or int(match[1]) not in YEARS:
        return None
    return Period(int(match[1]), int(match[2]))
