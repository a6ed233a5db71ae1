"""Figures in a text: their value, unit, and the words that say how they are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, prod
from typing import Final

from foodsafety_ledger.document import measures, numerals
from foodsafety_ledger.document.stretches import Stretches
from foodsafety_ledger.values.goal import Operator
from foodsafety_ledger.values.number import parse_decimal
from foodsafety_ledger.values.unit import HEADS, is_unit

_CHINESE = f"[{numerals.CHARS}]{{1,12}}(?![{numerals.CHARS}])"
_DECIMAL = r"\d{1,24}(?:,\d{3}){0,6}(?:\.\d{1,24})?"
_NUMBER: Final = re.compile(
    rf"(?:(?P<low>{_DECIMAL})(?:%|个|家|年|天|日|月)?[—–\-~至](?=\d))?"
    rf"(?P<number>(?<![\d.])(?:百分之)?{_DECIMAL}) ?(?P<unit>{measures.UNITS})?"
    rf"|百分之(?P<percent>{_CHINESE})"
    rf"|(?P<parts>{_CHINESE})分之(?P<share>{_CHINESE})"
    rf"|(?<![第“十五一二三四六七八九])(?P<spelled>[{numerals.CHARS}]{{1,6}})(?P<its_unit>{measures.UNITS})"
    r"|(?P<half>减半)"
)
_SKIPPED: Final = re.compile("|".join((measures.NAMES, measures.DATES, measures.OTHER_NUMBERS)))
_BEFORE: Final = tuple(
    (re.compile(f"(?:{words})(?:{measures.FILLER})*$"), operator)
    for words, operator in measures.BEFORE
)
_AFTER: Final = tuple((re.compile(words), operator) for words, operator in measures.AFTER)
_STRICT: Final = re.compile(measures.STRICT)
_HEADS: Final = {heads: word for word, heads in HEADS.items()}
_ABOUT: Final = re.compile(measures.ABOUT)
_HEAD: Final = 14
"""How far before a figure the words that compare it begin."""
_REGULAR: Final = re.compile("每[年月季周学]|一年|全年|年内")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit: ``start`` to ``end`` with the words behind it that compare.

    ``low`` is the lower end of a range. ``operator`` is None where no words compare; ``before`` and
    ``after`` say on which side they stand. ``exact`` is false where the words are vague or leave
    out the bound itself, or where the value had to be rounded.
    """

    start: int
    end: int
    number: str
    unit: str
    low: str = ""
    operator: Operator | None = None
    before: bool = False
    after: bool = False
    exact: bool = True
    spelled: bool = False


def find_figures(flat: str, start: int, end: int) -> list[Figure]:
    """The figures of a stretch of text; dates, names, document and telephone numbers are none."""
    skipped = Stretches(m.span() for m in _SKIPPED.finditer(flat, start, end))
    figures = []
    for match in _NUMBER.finditer(flat, start, end):
        if not skipped.touching(*match.span()):
            figure = _figure(flat, start, match)
            if figure:
                figures.append(figure)
    return figures


def _figure(flat: str, start: int, match: re.Match[str]) -> Figure | None:
    value, unit, exact = _value(match)
    before, at = _operator_before(flat, start, match.start())
    after, end = _operator_after(flat, match.end())
    spelled = match["spelled"] is not None
    if not is_bound(value) or (spelled and not _counts(flat, match, before or after)):
        return None
    head = flat[max(start, match.start() - _HEAD) : match.start()]
    return Figure(
        start=match.start(),
        end=end,
        number=value,
        unit=unit,
        low=_lower_end(match),
        operator=after or before,
        before=before is not None,
        after=after is not None,
        exact=exact
        and not _ABOUT.search(flat[match.end() : end] or flat[at : match.start()])
        and (after is not None or before is None or not _STRICT.search(head)),
        spelled=spelled,
    )


def _lower_end(match: re.Match[str]) -> str:
    low = _plain(match["low"] or "")
    number = _in_full(low, match["unit"] or "")[0] if is_bound(low) else ""
    return number if is_bound(number) else ""


def is_bound(value: str) -> bool:
    """Whether a number can stand in a goal: a plain decimal of a usual length."""
    return parse_decimal(value) is not None


def _value(match: re.Match[str]) -> tuple[str, str, bool]:
    """The number, its unit, and whether it is exactly what the document says."""
    if match["number"]:
        plain = _plain(match["number"])
        if plain.startswith("百分之"):
            return plain.removeprefix("百分之"), "%", True
        return *_in_full(plain, match["unit"] or ""), True
    if match["half"]:
        return "50", "%", True
    if match["percent"]:
        return _spelled(match["percent"]), "%", True
    if match["parts"]:
        return _share(match["parts"], match["share"])
    return *_in_full(_spelled(match["spelled"]), match["its_unit"]), True


def _plain(number: str) -> str:
    return re.sub(r"^(\D*)0+(?=\d)", r"\1", number.replace(",", ""))


def _in_full(number: str, unit: str) -> tuple[str, str]:
    """A number and its unit as goals write them: 3千家 is 3000家, 5批次/1000人 is 5批次/千人."""
    unit = re.sub("/(?:1(0*))?([十百千万]*)人?$", _heads, unit)
    factor = 1
    while unit and number and not is_unit(unit):
        factor, unit = factor * numerals.PLACES[unit[0]], unit[1:]
    return number if factor == 1 else f"{(Decimal(number) * factor).normalize():f}", unit


def _heads(match: re.Match[str]) -> str:
    heads = 10 ** len(match[1] or "") * prod(numerals.PLACES[char] for char in match[2])
    return f"/{_HEADS.get(heads, '')}人"


def _spelled(text: str) -> str:
    number = numerals.parse_numeral(text)
    return "" if number is None else str(number)


def _share(parts: str, share: str) -> tuple[str, str, bool]:
    """三分之二 in percent, rounded up to two places where it does not come out even."""
    whole, part = numerals.parse_numeral(parts), numerals.parse_numeral(share)
    if not whole or part is None or part > whole:
        return "", "%", False
    percent = Fraction(100 * part, whole)
    hundredths = ceil(percent * 100)
    text = f"{hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
    return text, "%", Fraction(hundredths, 100) == percent


def _counts(flat: str, match: re.Match[str], operator: Operator | None) -> bool:
    """Whether a number in Chinese characters counts something (至少两次), as most do not (一批)."""
    numeral = match["spelled"]
    if numeral[0] in "万亿" or not numerals.parse_numeral(numeral):
        return False
    if operator is not None:
        return numeral != "一" or "次" in match["its_unit"]
    if len(numeral) > 1 and (numerals.parse_numeral(numeral) or 0) >= 10:
        return match["its_unit"] not in ("年", "个")
    regular = _REGULAR.search(flat[max(0, match.start() - 6) : match.start()])
    return regular is not None and "次" in match["its_unit"]


def _operator_before(flat: str, start: int, end: int) -> tuple[Operator | None, int]:
    head = flat[max(start, end - _HEAD) : end]
    for pattern, operator in _BEFORE:
        found = pattern.search(head)
        if found:
            return operator, end - len(head) + found.start()
    return None, end


def _operator_after(flat: str, end: int) -> tuple[Operator | None, int]:
    for pattern, operator in _AFTER:
        found = pattern.match(flat, end)
        if found:
            return operator, found.end()
    return None, end
