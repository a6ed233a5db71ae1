"""Exact numbers as they are typed: integers, decimals, and ``numerator/denominator`` counts."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

MAX_DIGITS: Final = 15
"""More digits than any count of a district has; longer numbers are refused, not computed with."""

_INTEGER = re.compile(r"(?:0|[1-9][0-9]*)")
_COUNTS = re.compile(rf"({_INTEGER.pattern})/({_INTEGER.pattern})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


BLANKS: Final = " \t\r\n"
"""What may stand around a number that is typed."""

_HALVED: Final[dict[int, int | str]] = {
    **{wide: wide - 0xFEE0 for wide in range(ord("！"), ord("～") + 1)},
    **dict.fromkeys((0x3000, 0xA0), " "),
}


def halved(text: str) -> str:
    """``text`` with full-width forms made half-width and the blanks around it gone."""
    return text.translate(_HALVED).strip(BLANKS)


HAN_DIGITS: Final = "〇一二三四五六七八九"


def spell_numeral(number: int) -> str:
    """A number from 0 to 9999 as headings count in Chinese: 十二 for 12, 一百零二 for 102."""
    if number < 10:
        return HAN_DIGITS[number]
    digits = f"{number:04}"
    parts = [
        HAN_DIGITS[int(digit)] + place if digit != "0" else "零"
        for digit, place in zip(digits, ("千", "百", "十", ""), strict=True)
    ]
    spelled = re.sub("零+", "零", "".join(parts)).strip("零")
    return spelled[1:] if 10 <= number < 20 else spelled


class Counts(NamedTuple):
    """A ratio as reported: how many of how many. ``0/0`` means there was nothing to do."""

    numerator: int
    denominator: int

    def __str__(self) -> str:
        """``118/120``."""
        return f"{self.numerator}/{self.denominator}"


def parse_integer(text: str) -> int | None:
    """The count that plain ASCII digits spell; None for signs, separators, other digits."""
    if len(text) > MAX_DIGITS or _INTEGER.fullmatch(text) is None:
        return None
    return int(text)


def parse_counts(text: str) -> Counts | None:
    """``118/120`` as two counts; None for any other form and for ``n/0`` with n above 0."""
    match = _COUNTS.fullmatch(text)
    if match is None or max(map(len, match.groups())) > MAX_DIGITS:
        return None
    counts = Counts(int(match[1]), int(match[2]))
    return None if counts.denominator == 0 < counts.numerator else counts


def parse_decimal(text: str) -> Fraction | None:
    """The exact value of a plain decimal such as ``94.96``; None for any other form."""
    if len(text) > MAX_DIGITS + 2 or _DECIMAL.fullmatch(text) is None:
        return None
    return Fraction(Decimal(text))
