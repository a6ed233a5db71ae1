"""Chinese numerals: 十二, 一百零五, 3万, 百分之九十五, 三分之二."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "〇": 0,
}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"万": 10_000, "亿": 100_000_000}

PLACES: Final = _PLACES | _MYRIADS
"""What a digit before a character is multiplied by."""

CHARS: Final = "".join((*_DIGITS, *_PLACES, *_MYRIADS))
"""Every character that a Chinese numeral is made of."""


def parse_numeral(text: str) -> int | None:
    """The number that ``text`` spells in Chinese characters; None if it spells none.

    Characters without a place among them are read digit by digit (二〇二一 is 2021).
    """
    if not text or any(char not in CHARS for char in text):
        return None
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _PLACES:
            section, digit = section + (digit or 1) * _PLACES[char], 0
        else:
            total, section, digit = (total + section + digit) * _MYRIADS[char], 0, 0
    return total + section + digit


def parse_any(text: str) -> Fraction | None:
    """The value of a decimal in digits or of a Chinese numeral; None if it is neither."""
    plain = text.replace(",", "")
    if plain.replace(".", "", 1).isascii() and plain.replace(".", "", 1).isdigit():
        return Fraction(plain)
    spelled = parse_numeral(text)
    return None if spelled is None else Fraction(spelled)
