"""What the text of a value means: counts, an amount, or a date, by the target's measure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from foodsafety_ledger.assess.standing import time_order
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.number import (
    MAX_DIGITS,
    Counts,
    parse_counts,
    parse_decimal,
    parse_integer,
)
from foodsafety_ledger.model.period import Period, parse_date
from foodsafety_ledger.model.plan import Denominator, Measure, Target
from foodsafety_ledger.reading.typed import halved

Figure = Counts | Fraction
"""What can be added up and compared with a bound or a baseline."""

Value = Figure | date
"""Counts for a ratio; an exact amount for a count, score or occasions; a milestone's date."""


class ValueProblem(StrEnum):
    """Why a text is no value of its target."""

    PERCENTAGE = "percentage"
    NOT_COUNTS = "not-counts"
    ZERO_DENOMINATOR = "zero-denominator"
    NOTHING_OF_COMMON = "nothing-of-common"
    NOT_A_NUMBER = "not-a-number"
    NEGATIVE = "negative"
    NOT_WHOLE = "not-whole"
    NOT_A_DATE = "not-a-date"
    TOO_LONG = "too-long"
    FULL_WIDTH = "full-width"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value that a live entry gives."""

    entry: Entry
    value: Value

    @property
    def period(self) -> Period:
        """The period it is about."""
        return time_order(self.entry)[0]

    @property
    def stamp(self) -> tuple[Period, date, str]:
        """What "latest" goes by."""
        return time_order(self.entry)


def is_nothing(value: Value | None) -> bool:
    """Whether a value is ``0/0``: there was nothing to do."""
    return isinstance(value, Counts) and value.denominator == 0


def read_value(target: Target, text: str) -> Value | ValueProblem:
    """The value that ``text`` spells for ``target``, or why it spells none.

    A ratio is two counts, never a percentage; counts and scores are exact decimals that are not
    negative; occasions are whole; a milestone's value is a date (design 4.1 and 4.2). Whether the
    value is possible beside other values is for the rules to say.
    """
    value = _read(target, text)
    if not isinstance(value, ValueProblem) or (plain := halved(text)) == text:
        return value
    meant = _read(target, plain)
    return meant if isinstance(meant, ValueProblem) else ValueProblem.FULL_WIDTH


def _read(target: Target, text: str) -> Value | ValueProblem:
    match target.measure:
        case Measure.RATIO:
            return _read_counts(target, text)
        case Measure.OCCASIONS:
            return _read_whole(text)
        case Measure.MILESTONE:
            return parse_date(text) or ValueProblem.NOT_A_DATE
        case Measure.COUNT | Measure.SCORE:
            return _read_amount(text)


def _read_counts(target: Target, text: str) -> Value | ValueProblem:
    counts = parse_counts(text)
    if counts is None:
        return _why_no_counts(text)
    if is_nothing(counts) and target.denominator is Denominator.COMMON:
        return ValueProblem.NOTHING_OF_COMMON
    return counts


def _why_no_counts(text: str) -> ValueProblem:
    if text.endswith(("%", "‰")):
        return ValueProblem.PERCENTAGE
    numerator, slash, denominator = text.partition("/")
    if _is_too_long(numerator) or _is_too_long(denominator):
        return ValueProblem.TOO_LONG
    if slash and parse_integer(numerator) is not None and denominator == "0":
        return ValueProblem.ZERO_DENOMINATOR
    return ValueProblem.NOT_COUNTS


def _read_whole(text: str) -> Value | ValueProblem:
    number = parse_integer(text)
    if number is not None:
        return Fraction(number)
    amount = _read_amount(text)
    return amount if isinstance(amount, ValueProblem) else ValueProblem.NOT_WHOLE


def _read_amount(text: str) -> Value | ValueProblem:
    amount = parse_decimal(text)
    if amount is None:
        return ValueProblem.TOO_LONG if _is_too_long(text) else ValueProblem.NOT_A_NUMBER
    return ValueProblem.NEGATIVE if text.startswith("-") else amount


def _is_too_long(text: str) -> bool:
    return len(text) > MAX_DIGITS and text.isascii() and text.replace(".", "", 1).isdigit()
