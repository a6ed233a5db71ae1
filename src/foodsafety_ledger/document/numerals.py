"""Numbers as documents write them: in digits, in Chinese characters, in English words."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil
from typing import Final

from foodsafety_ledger.document import number_words

DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "〇": 0,
}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"万": 10_000, "亿": 100_000_000}
PLACES: Final = _PLACES | _MYRIADS
"""What a digit before a character is multiplied by."""
CHARS: Final = "".join((*DIGITS, *_PLACES, *_MYRIADS))
"""Every character that a Chinese numeral is made of."""


def parse_numeral(text: str) -> int | None:
    """The number that ``text`` spells in Chinese characters; None if it spells none.

    Characters without a place among them are read digit by digit (二〇二一 is 2021).
    """
    if not text or any(char not in CHARS for char in text):
        return None
    if len(text) > 1 and all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in _PLACES:
            section, digit = section + (digit or 1) * _PLACES[char], 0
        else:
            total, section, digit = (total + section + digit) * _MYRIADS[char], 0, 0
    return total + section + digit


def parse_parts(text: str) -> int | None:
    """How many parts make a whole in a share, of which 万 alone are ten thousand (万分之二)."""
    return _MYRIADS.get(text) or parse_numeral(text)


_IN_MYRIADS: Final = re.compile(r"(?P<high>\d+)(?:万(?P<thousands>\d)(?!\d)|[万亿](?P<rest>\d+))")


def written_out(number: str) -> str:
    """A number of which only the higher part has its myriads written, as digits."""
    return _IN_MYRIADS.sub(
        lambda found: str(
            10 * int(found["high"]) + int(found["thousands"])
            if found["thousands"]
            else 10_000 * int(found["high"]) + int(found["rest"])
        ),
        number,
    )


def parse_any(text: str) -> Fraction | None:
    """The value of a decimal in digits, or of a numeral in words; None if it is neither."""
    plain = written_out(text.replace(",", "").replace("点", "."))
    if plain.replace(".", "", 1).isascii() and plain.replace(".", "", 1).isdigit():
        return Fraction(plain)
    if in_english := parse_english(text):
        return in_english
    whole, _, places = text.partition("点")
    spelled, digits = parse_numeral(whole), [DIGITS.get(char) for char in places]
    if spelled is None or None in digits:
        return None
    tenths = (Fraction(digit or 0, 10**at) for at, digit in enumerate(digits, 1))
    return sum(tenths, Fraction(spelled))


def parse_english(words: str) -> Fraction | None:
    """The number, or the share of a whole, that English words say; None if they say none."""
    said = words.lower().replace("-", " ")
    said = "one" if said in ("a", "an") else said
    return number_words.ENGLISH_NUMERALS.get(said)


_MOST_PLACES: Final = 10**6
"""What divides this has so many decimal places at most, or fewer."""


def in_percent(share: Fraction) -> Fraction:
    """A share in percent, rounded up to two places where no few of them tell it exactly."""
    percent = 100 * share
    few = _MOST_PLACES % percent.denominator == 0
    return percent if few else Fraction(ceil(percent * 100), 100)
