"""The full dates that a paper has, and which of them say when it was issued."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from foodsafety_ledger.document import numerals, unit_names
from foodsafety_ledger.document.date_words import MONTHS, REPUBLIC
from foodsafety_ledger.document.folded import Document, Gap, Place
from foodsafety_ledger.document.title_years import HAN_REPUBLIC
from foodsafety_ledger.model.period import parse_date

_YEAR_OF: Final = (
    rf"(?:(?:民国|(?<=字第\d{{10}}号)|(?<=日期：))(?P<republic>\d{{2,3}}|{HAN_REPUBLIC})"
    r"|(?P<year>\d{4}|[〇零○一二三四五六七八九]{4}))"
)
DATE: Final = re.compile(
    rf"{_YEAR_OF}(?:年|(?<=：\d{{4}})[-./]|(?<=期：\d{{3}})[-./])(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})[月./-]"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})(?:日|(?<=[-./]\d\d)(?!\d)|(?<=[-./]\d)(?!\d))"
)
ISSUES: Final = "发文|印发|[发公]布|公告|成文|[制订]定"
"""What is done with a paper by those whom a label names, or on the day that it names."""
ISSUERS: Final = "机构|机关|单位|部门"
"""What such a label calls them."""
SIGNED_BY: Final = re.compile(f"(?:{ISSUES})(?:{ISSUERS})：")
LED_BY: Final = re.compile(f"(?:{ISSUES})?(?:日期|时间)：(?:中华)?$|中华$")
ENGLISH_DATE: Final = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[A-Z][a-z]{2})[a-z]* "
    r"|(?P<name>[A-Z][a-z]{2})[a-z]* (?P<nth>\d{1,2})， ?)(?P<year>\d{4})"
)


def printed_days(document: Document) -> list[tuple[date, Place]]:
    """The full dates that a document has, each with its place."""
    found = [(day_of(match), match.span()) for match in DATE.finditer(document.flat)]
    english = [(english_day(match), match.span()) for match in ENGLISH_DATE.finditer(document.flat)]
    return [(day, place) for day, place in (*found, *english) if day]


_OF_ISSUE: Final = re.compile(f"{SIGNED_BY.pattern}|{LED_BY.pattern}")
_BEHIND_DATE: Final = re.compile("(?:印发|发布)?[）。]?")
_MOST_BEHIND: Final = len("印发）")


def is_dated(flat: str, at: int) -> bool:
    """Whether a date stands at an offset and behind it that something was issued then."""
    found = DATE.match(flat, at)
    return found is not None and flat[found.end() : found.end() + 2] in ("印发", "发布")


def signs(document: Document, place: Place) -> bool:
    """Whether a date has its line to itself, but for the unit that signs and words for issuing.

    In a text without lines the unit stands before the gap before it, if it does not end the text.
    """
    flat, lines, (start, end) = document.flat, document.lines, place
    ends = (i for i in range(end, end + _MOST_BEHIND + 1) if i == len(flat) or i in lines)
    last = next(ends, None)
    if last is None or not _BEHIND_DATE.fullmatch(flat, end, last):
        return False  # most dates; of the others each has a line of its own to go back on
    first = next(i for i in range(start, -1, -1) if i in lines)
    if first == start > 0 and document.gaps[start] is not Gap.LINE and last < len(flat):
        first = next(i for i in range(start - 1, -1, -1) if i in lines)
    signer = flat[first:start].removeprefix("（")
    unit = "：" not in signer and unit_names.ends_like_a_unit(signer)
    return (not signer and flat[first - 1] != "：") or unit or _OF_ISSUE.match(signer) is not None


def english_day(found: re.Match[str]) -> date | None:
    """The day of an English date; None where it names none."""
    name, day = found["month"] or found["name"], found["day"] or found["nth"]
    if name not in MONTHS:
        return None
    return parse_date(f"{found['year']}-{MONTHS.index(name) + 1:02d}-{int(day):02d}")


def day_of(found: re.Match[str]) -> date | None:
    """The day of a date in Chinese; None where there is no such day."""
    texts = (found["republic"] or found["year"].replace("○", "〇"), found["month"], found["day"])
    year, month, day = (int(numerals.parse_any(text) or 0) for text in texts)
    year += REPUBLIC if found["republic"] else 0
    return parse_date(f"{year:04d}-{month:02d}-{day:02d}")
