"""Every moment that a text names, and the last day of each.

A moment is a run of words for a year, a month, a day, a quarter, a feast, a term; some no calendar
fixes.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from foodsafety_ledger.document import numerals
from foodsafety_ledger.document.date_words import (
    FIVE_YEARS,
    MONTH,
    MONTH_ENDS,
    MONTHS,
    NTH,
    REPUBLIC,
    SINCE_THE_PAPER,
    THIRDS,
    WITHIN_THE_YEAR,
)
from foodsafety_ledger.model.period import YEARS

_LAST_OF_REPUBLIC: Final = 1000
_HAN: Final = "[一二三四五六七八九十]"
_YEAR: Final = (
    r"(?:(?P<year>(?<!\d)(?:1[01]\d(?=年(?:度|\d|[底末第]|[上下]半))|(?:19|20)\d\d)"
    r"|[〇零○一二三四五六七八九]{4}"
    r"|(?<![〇零○一二三四五六七八九])一[一〇零○][〇零○一二三四五六七八九](?=年))年度?"
    "|(?P<same>[今本当]年)|(?P<next>[次翌]年)|(?P<other>[明来后]年))"
)
_PART: Final = (
    rf"(?:(?P<month>(?<![\dA-Za-z丨〡！&{{}}])(?<![，。；：（]\|)\d{{1,2}}|(?<![一二三四五六七八九十每]){_HAN}{{1,2}})月(?!氏|[一两二三四]次|以?[内上下](?!中?旬))"
    rf"(?:(?P<day>\d{{1,2}}|{_HAN}{{1,3}})[日号](?!常)|份|(?P<third>上中旬|中下旬|[上中下]旬)|[底末]|(?P<early>初))?"
    "|(?<![每按逐])第?(?P<quarter>[一二三四1-4首])季(?!节)度?[底末]?|(?P<half>[上下])半年"
    "|(?<![每逐])年(?P<end>[底末]))"
)
_FEASTS: Final = (
    "元旦|春节|清明|端午|中秋|国庆|五一(?=[前期、])|十一(?=[前期])|重阳|节日?[之以]?(?=前|期间)|两会|汛期"
    "|汛(?=前(?:，|全[部面]|[要应须]|必须|对|组织|完成|建成|开展))"
    "|[寒暑]假|(?:[春秋]季)?开学|(?<!每)(?<!每个)(?:第?[一二上下本春秋]个?季?)?学期|学年|[中高]考"
    "|(?:开始|结束|开业|开幕|来临|到来|召开|开市|开园)(?=[之以]?前)"
)
_DAY_ONLY: Final = re.compile(r"(?<=[至到—–~\-])(?P<day>\d{1,2})日(?!常)")
"""The last day of a span within a month."""
_SHAPES: Final = (
    re.compile(r"(?<!\d)(?:20\d\d|[今明本次])年初(?=前)"),
    re.compile(
        f'[“"]?(?P<five>{"|".join(FIVE_YEARS)})[”"]?(?:(?:规划|时期)?期?末|期(?:间|内)|时期)'
    ),
    re.compile(rf"{_YEAR}(?:{_PART}|(?P<of>年?[底末]))?"),
    re.compile(_PART),
    _DAY_ONLY,
    re.compile(r"(?<!\d)\d{1,2}(?=[至到—–~\-]+\d{1,2}月)"),
    re.compile(
        r"(?<![\d.])(?P<year>20\d\d)(?P<dot>[./\-])(?P<month>0?[1-9]|1[0-2])"
        r"(?:(?P=dot)(?P<day>\d{1,2}))?(?![\d%])"
    ),
    re.compile(
        r"(?<![\d.])(?P<year>1[01]\d)(?P<sign>[./])(?P<month>0?[1-9]|1[0-2])(?P=sign)"
        r"(?P<day>\d{1,2})(?![\d%])"
    ),
    re.compile(r"(?<!\d)20\d\d[/—–~\-]\d\d(?!\d)(?:年度?|学年)?"),
    re.compile(rf"(?P<whole>全年(?=[^，。；]{{0,24}}\d)|{WITHIN_THE_YEAR})"),
    re.compile(
        f"{_FEASTS}|(?<!每)[季月][底末](?=前)|年中(?=前|，)|即日"
        rf"|[本当下次][月周旬](?:[底末初]|\d{{1,2}}[日号])?"
        "|(?:印发|下发|发布|公布|签[约订]|批[准复]|实施|施行|启动|签署)之日"
        rf"(?:起的?(?:\d{{1,3}}|{_HAN}{{1,3}}|两)个?(?:工作日|[月日天周年])内)?"
        r"|(?<![\d近前])[一二两三四五六七八九\d]{1,2}年(?:内|时间)"
    ),
)
"""How Chinese writes a moment; those without a group no calendar fixes."""
_QUARTERS: Final = ("first", "second", "third", "fourth")
_NAMED_MONTH: Final = rf"(?P<name>{'|'.join(MONTHS)}){MONTH_ENDS}"
_NTH_DAY: Final = rf"(?P<day>\d{{1,2}}){NTH}"
_OF_YEAR: Final = r"(?:(?:， ?|,? )(?P<year>20\d\d)(?!\d))?"
_PARTLY: Final = "(?:early|mid|late|start|beginning|first half|second half)"
_FESTIVE: Final = (
    "(?:holidays?|Christmas|Easter|New Year|Ramadan|Eid|festival|season|term|semester|elections?"
    "|spring|summer|autumn|winter|year[- ]end)"
)
_ENGLISH_SHAPES: Final = (
    re.compile(rf"(?:{_NTH_DAY}(?: of)? )?{_NAMED_MONTH}(?! \d{{1,2}}(?!\d)){_OF_YEAR}"),
    re.compile(rf"{_NAMED_MONTH} {_NTH_DAY}(?![\d〇○丨A-Za-z]|[.,]\d|%){_OF_YEAR}"),
    re.compile(
        rf"(?<![A-Za-z])(?:Q(?P<quarter>[1-4])|(?P<nth>{'|'.join(_QUARTERS)}|last) quarter)"
        r"(?:(?: of)? (?:FY ?)?(?P<year>20\d\d)(?!\d))?"
    ),
    re.compile(rf"(?<![A-Za-z]){_PARTLY}[ -](?:of )?(?:the )?(?:20\d\d(?!\d)|{MONTH}|year|Q[1-4])"),
    re.compile(r"(?<=[Bb]y )(?:the )?(?:\d{1,2} )?[A-Za-z]+ 20\d\d(?!\d)"),
    re.compile(r"(?i:prior to|ahead of) (?:the )?[A-Za-z0-9-]+(?: [A-Za-z-]+){0,2}"),
    re.compile(r"(?<=[a-z][ -])(?P<year>20\d\d)(?![\d/–-]|[.,]\d)"),
    re.compile("(?<=[Bb]y )(?:the )?(?P<end>end of (?:the|this) (?:calendar )?year|year[ -]end)"),
    re.compile(f"{SINCE_THE_PAPER}(?![a-z])"),
    re.compile(
        r"(?<![\d/])(?P<month>0?[1-9]|1[0-2])/(?P<day>1[3-9]|2\d|3[01])/(?P<year>20\d\d)(?!\d)"
    ),
    re.compile(
        r"(?<![\d/])(?P<day>1[3-9]|2\d|3[01])/(?P<month>0?[1-9]|1[0-2])/(?P<year>20\d\d)(?!\d)"
    ),
    re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/20\d\d(?!\d)"),
    re.compile(
        "(?i:(?<=by )|(?<=before )|(?<=until )|(?<=ahead of )|(?<=prior to ))(?:the )?"
        rf"(?:[a-z-]+ ){{0,3}}(?:year(?![a-z])|{_FESTIVE})"
    ),
    re.compile("(?i:(?<=by )|(?<=before )|(?<=until ))(?:the )?end of (?:the )?[a-z]+"),
    re.compile(r"(?i:no later than) [a-z\d]+ (?:days|weeks|months) (?:after|before|of)"),
    re.compile("(?<!each )(?<!every )(?<!per )(?:school|academic|financial|fiscal) year"),
)
COLUMN_SHAPES: Final = (
    re.compile(
        r"^ ?(?:[Bb]y )?(?:the )?(?:[Ee]nd[ -](?:of )?)?"
        r"(?:20\d\d ?(?:[–—-]|to) ?)?(?P<of>(?P<year>20\d\d)) ?$"
    ),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d)"),
    re.compile(r"^(?P<month>0?[1-9]|1[0-2])\.(?P<day>[0-3]?\d)(?=日?(?:[之以]?前)?$)"),
)
"""How a day may be written where nothing else stands beside it."""
JOINS: Final = re.compile("(?:起|开始)?(?: ?[至到—–~～-]+ ?| to | through | until )| and ")
_BETWEEN: Final = re.compile("[Bb]etween $")
_YEAR_SAID: Final = re.compile("[12]\\d{2,3}年|[〇零○一二三四五六七八九]{4}年")
_KINDS: Final = (
    *(
        "early",
        "day",
        "third",
        "month",
        "name",
        "quarter",
        "nth",
        "half",
        "end",
        "of",
        "five",
        "whole",
    ),
    *("year", "same"),
)


class Moment(NamedTuple):
    """Words for a time: their place, and the last day that they name; None where none is fixed.

    ``kind`` is the finest group of a calendar's words; ``year`` is that which they name, or
    the plan's; ``spans`` is true of a stretch of time.
    """

    start: int
    end: int
    day: date | None
    kind: str
    year: int
    month: int
    relative: bool = False
    spans: bool = False


def moments_in(
    flat: str, start: int, end: int, year: int, more: Iterable[re.Pattern[str]] = ()
) -> list[Moment]:
    """Every moment of a stretch, of what spans time with its last day; ``year`` is the plan's."""
    taken: set[int] = set()
    read: list[re.Match[str]] = []
    for shape in (*more, *_SHAPES, *_ENGLISH_SHAPES):
        for match in shape.finditer(flat, start, end):
            if taken.isdisjoint(range(*match.span())):
                taken.update(range(*match.span()))
                read.append(match)
    found: list[Moment] = []
    for match in sorted(read, key=lambda one: one.start()):
        last = found[-1] if found else None
        joint = last and JOINS.fullmatch(flat, last.end, match.start())
        if last and joint and (joint[0] != " and " or _BETWEEN.search(flat, start, last.start)):
            upto = _moment(match, last.year, last.month)
            ordered = upto.day and (last.day is None or upto.day >= last.day)
            day = upto.day if ordered else None
            found[-1] = upto._replace(start=last.start, day=day, spans=True)
        elif match.re is not _DAY_ONLY:
            named = (
                last is not None and last.kind != "" and bool(_YEAR_SAID.match(flat, last.start))
            )
            found.append(_moment(match, last.year if last and named else year, 0, year))
    return found


def _moment(match: re.Match[str], near: int, month: int, year: int = 0) -> Moment:
    """The moment of a match; ``near`` is the year that was named before it, ``month`` its month."""
    said = match.groupdict()
    relative = bool(said.get("next") or said.get("other"))
    in_year = near + 1 if said.get("next") else _whole(said.get("year"), year or near)
    in_year += REPUBLIC if in_year < _LAST_OF_REPUBLIC else 0
    if said.get("name"):
        month = MONTHS.index(said["name"]) + 1
    elif said.get("quarter"):
        month = 3 * _whole(said["quarter"].replace("首", "1"), 4)
    elif said.get("nth") in _QUARTERS:
        month = 3 * (_QUARTERS.index(said["nth"]) + 1)
    elif said.get("half"):
        month = 6 if said["half"] == "上" else 12
    else:
        month = _whole(said.get("month"), month or 12)
    in_year = FIVE_YEARS.get(said.get("five") or "", in_year)
    vague = said.get("other") or said.get("early") or said.get("nth") == "last"
    fixed = bool(match.lastgroup) and not vague
    day = _last_day(in_year, month, said) if fixed else None
    kind = next((key for key in _KINDS if said.get(key)), "")
    return Moment(*match.span(), day, kind, in_year, month, relative=relative)


def _last_day(year: int, month: int, said: dict[str, str | None]) -> date | None:
    """The day that is named, or the last of the third of a month, the month or the year."""
    if not (1 <= month <= 12 and year in YEARS):
        return None
    last = monthrange(year, month)[1]
    day = _whole(said.get("day"), THIRDS.get(said.get("third") or "", last))
    return date(year, month, day) if 1 <= day <= last else None


def _whole(digits: str | None, default: int) -> int:
    """A number in digits or characters; the default where there is none."""
    spelled = numerals.parse_any((digits or "").replace("○", "〇"))
    return default if spelled is None else int(spelled)
