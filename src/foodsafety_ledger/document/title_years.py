"""The years that a plan is for: those of its title, else that of its issue, else the likeliest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from foodsafety_ledger.document import numerals
from foodsafety_ledger.document.date_words import FIVE_YEARS, REPUBLIC
from foodsafety_ledger.document.folded import Document, simple
from foodsafety_ledger.files.clock import today
from foodsafety_ledger.model.period import YEARS

HAN_REPUBLIC: Final = (
    "一(?:[一二〇零○][〇零○一二三四五六七八九]|百[零一二]?十?[一二三四五六七八九]?)(?=年)"
)
"""A year of the Republic of China in characters: 一一四年."""
_YEARS: Final = re.compile(
    r"(20\d{2})(?=学?年|(?: ?[—–\-~至/] ?| to )20\d{2}年?)|(?:^|(?<=[ A-Za-z–—]))(20\d{2})(?![\d%])"
    r"|(?<=20\d\d[–/—~-])(20\d{2})(?!\d)|(?<=（)(20\d{2})(?=、20\d\d年?）)|(?<=（20\d\d、)(20\d{2})(?=年?）)"
)
_SHORT_YEARS: Final = re.compile(r"(?<!\d)(20)(\d\d) ?[–—/-] ?(\d\d)(?!\d)")
"""The years of a title of which the second has two digits: 2025/26."""
_FIVE_YEARS: Final = re.compile(f"“?({'|'.join(FIVE_YEARS)})(?:”|时期|期间|规划|食品)")
"""The five years that a title is for which names no other."""
_PART_OF_FIVE: Final = re.compile("([前后])([两二三四])年")
_HAN_YEAR: Final = re.compile("二[〇零○][一二三四五六七八九〇零]{2}(?=年|至)")
_SPAN_OF_REPUBLIC: Final = re.compile(
    r"(?<!\d)(1[01]\d)年?度? ?(?:[—–\-－~～至到]|—— ?) ?(1[01]\d)(?=学?年)"
)
"""Two years of the Republic of China in a title: 112－114年."""
_OF_REPUBLIC: Final = re.compile(rf"(?:民国|^\D{{0,24}}?)(1\d{{2}}(?=学?年)|{HAN_REPUBLIC})")
_ACROSS: Final = re.compile(
    r"(?:20\d\d(?:[—–\-~至/]20\d\d)?)?年?(?:[春秋]季)?学[年期]"
    r"|(?i:(?:school|academic|fiscal|financial) years?)|FY ?20\d\d"
    r"|20\d\d ?[—–/-] ?\d\d(?!\d)|冬春季?"
    "|二[〇零○][一二三四五六七八九]{2}至[一二三四五六七八九]{2}年度?"
)
"""A year in a title that is none of the calendar: a school's, or one that begins in spring."""
_TWO_YEARS: Final = re.compile(r"20\d\d(?: ?[–—/-] ?| to )(?:[A-Z][a-z]+ )?20\d\d(?!\d|年)")
"""Two years in a title, which may stand for one that begins in spring or summer."""


def stated_years(document: Document, title: str) -> list[int]:
    """The years in the title, counted from 1912 where the document counts so."""
    title = simple(title)
    years = years_in(title)
    if not years and ("民国" in document.flat or document.flat != document.words):
        span = _SPAN_OF_REPUBLIC.search(title)
        said = span.groups() if span else _OF_REPUBLIC.findall(title)
        found = (numerals.parse_any(one.replace("○", "〇")) for one in said)
        years = [int(one or 0) + REPUBLIC for one in found]
    if not years and (five := _FIVE_YEARS.search(title)):
        last = FIVE_YEARS[five[1]]
        years = _some_of(list(range(last - 4, last + 1)), title[five.end() :])
    return sorted(year for year in years if year in YEARS)


def _some_of(five: list[int], words: str) -> list[int]:
    """Of five years those that the words behind them leave: “十四五”后三年."""
    part = _PART_OF_FIVE.match(words)
    many = numerals.parse_numeral(part[2]) if part else None
    if part is None or many is None:
        return five
    return five[-many:] if part[1] == "后" else five[:many]


def years_in(title: str) -> list[int]:
    """The years that a title names, the first one first."""
    years = [int(found[found.lastindex or 1]) for found in _YEARS.finditer(title)]
    years += [int(year) for found in _SHORT_YEARS.findall(title) for year in _both_years(*found)]
    spelled = (found.replace("○", "〇") for found in _HAN_YEAR.findall(title))
    return sorted({*years, *(numerals.parse_numeral(one) or 0 for one in spelled)})


def _both_years(century: str, first: str, last: str) -> list[str]:
    """2025/26 as two years; none where the second is before the first (2025-06 is a month)."""
    return [century + first, century + last] if first < last else []


def years_of(document: Document, title: str, issued: date | None) -> list[int]:
    """The years of the plan: the title's, else that of the date of issue, else the likeliest."""
    stated = stated_years(document, title)
    if stated:
        return stated
    if issued is not None:
        return [issued.year]
    years = Counter(int(found[found.lastindex or 1]) for found in _YEARS.finditer(document.flat))
    return [years.most_common(1)[0][0] if years else today().year]


def year_astride(title: str, years: Sequence[int]) -> str:
    """The words of a title for a year that is none of the calendar; empty where it has none."""
    two = _TWO_YEARS.search(title) if years[-1] - years[0] == 1 else None
    found = _ACROSS.search(simple(title)) or two
    return found[0] if found else ""
