"""A second, simpler reading of the days by which something is due."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from foodsafety_ledger.document import date_words
from foodsafety_ledger.document.numerals import parse_any

_NUMERAL_OF_DATE: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_MANY: Final = r"[\d一二两三四五六七八九十几半近前]"
_ATOM: Final = re.compile(
    r"(?P<year>(?<!\d)(?:1[01]\d|(?:19|20)\d\d|[〇零○一二三四五六七八九]{4})年度?)|[今本当]年"
    rf"|(?P<next>[次翌]年)|(?P<month>{_NUMERAL_OF_DATE}月份?)|(?P<day>{_NUMERAL_OF_DATE}[日号])"
    r"|(?P<third>上中旬|中下旬|[上中下]旬)|第?(?P<quarter>[一二三四1-4首]季)度?|(?P<half>[上下])半年|(?P<whole>全年|(?<!{_MANY})年内)"
    r"|(?P<last>年?[底末])|(?P<to>(?:起|开始)?[至到—–~\-]+)"
    rf"|(?P<before>{date_words.CLOCK}或?[之以]?前(?![后提]))"
    rf"|[“\"]?(?P<five>{'|'.join(date_words.FIVE_YEARS)})[”\"]?(?:(?:规划|时期)?期?(?=末)|期[间内]|时期)"
    r"|即日|[一-鿿]{0,6}之日|(?<!\d)\d{1,2}(?=[至到—–~\-]+\d{1,2}月)"
)
"""A word of a date; words that stand side by side are one."""
_FIRM: Final = re.compile(
    f"[^，。；]{{0,4}}?(?:{date_words.DONE})"
    r"|(?:[、和及](?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[底末])?)+前[^，。；]{0,12}?分别"
)
_WITHIN: Final = re.compile(f"[一-鿿]{{0,4}}(?:{date_words.DONE_ONCE})|[^，。；的]{{0,24}}[0-9]")
"""What behind 年内 is done by the end of the year, and behind “十四五”期间 by the last of them."""
_NAMES: Final = re.compile("[^，。；0-9]{0,12}(?:会议|总结|报告|例会|小结|通报|情况|形势|经验)")
"""What behind half a year bears its name, and is not due in it: 上半年工作会议."""
_REACHED: Final = re.compile("[^，。；]{0,24}(?:达|实现|不[低少]于|提[高升])[^，。；]{0,6}\\d")
_IN_BRACKET: Final = re.compile(f"前?[一-鿿]{{0,2}}?(?:{date_words.FINISHED})）")
"""What behind a year, to the end of its bracket, says that what stands before is done then."""
_STATES: Final = re.compile(f"(?:{date_words.COMPLETION}[为是：]?|不[迟晚]于|最[迟晚][在于]?)$")
_IN_PART: Final = re.compile(
    rf"(?![初前后中起])(?:，|[^，。；、和及与]{{0,4}}?(?:{date_words.UNDER_WAY})|[^，。；]{{0,24}}\d)"
)
"""What behind a month or a quarter by itself is to be done in it."""
_TOLD: Final = re.compile(f"[^，。；]{{0,24}}(?:{date_words.TOLD}|的)")
_THEN: Final = re.compile(
    r"[^，。；\d]{0,4}?(?:达到?|(?:不[低少高]|多|高|少)于|不超过?|[到至在])\d(?![^，。；]{0,16}基础)"
)
"""What behind a year says how much is reached in it."""
_SOME: Final = re.compile(r"[^，。；]{0,24}\d")
_WHEN: Final = re.compile(
    r"(?:[Bb]y|[Nn]ot? later than|[Oo]n or before|[Ff]rom [A-Z0-9][A-Za-z0-9 ]{0,18} to"
    r"|[Bb]etween [A-Z0-9][A-Za-z0-9 ]{0,18} and|(?:[Ii]n|[Dd]uring)(?= (?:the )?(?:Q|[a-z]+ q))"
    rf"|[Bb]efore(?= \d{{1,2}}\D| {date_words.MONTH} \d{{1,2}}(?!\d)))(?: the)?"
    r" (?:end[ -](?:of )?(?:the )?)?"
    r"(?:Q(?P<fourth>[1-4])|(?P<nth>first|second|third|fourth) quarter|(?=20\d\d)"
    r"|(?P<slashed>\d{1,2}/\d{1,2})/(?=20\d\d)"
    "|(?:(?<=end of the )(?:calendar )?year|end of this year|year[ -]end)(?![a-z])"
    rf"|(?:(?P<date>\d{{1,2}}){date_words.NTH}(?: of)? )?"
    rf"(?P<name>{'|'.join(date_words.MONTHS)})"
    rf"{date_words.MONTH_ENDS}(?: (?P<behind>\d{{1,2}}){date_words.NTH}(?!\d))?)"
    r"(?:(?: of)?(?:，| )?(?P<of>20\d\d))?(?! (?:each|every|per) year| annually)"
)
"""English words for a day that something is due by."""
_SO_MANY_IN: Final = re.compile(r"\d%?(?: [a-z-]+){0,3} (?P<in>in (?P<year>20\d\d))(?!\d)")
"""So many in one of several years, in English."""
_LONGEST_TITLE: Final = 60
_NOT_DUE: Final = re.compile("(?:到期|期满|登记|注册|成立|发生)[^，。；\\d]{0,6}的|到期|期满|已|的")
_ABOUT_WHOM: Final = re.compile("(?:[对凡每逐]|作为)[^，。；：（]*$|[较比]$")


def days_in(
    flat: str, start: int, end: int, year: int, first: int = 0
) -> list[tuple[date, int, int]]:
    """The days by which a stretch says that something is due, each with its place.

    ``year`` is that of days without one, ``first`` the first of several that the plan is for.
    """
    said = [*_runs(flat, start, end), *([one] for one in _WHEN.finditer(flat, start, end))]
    found = []
    for run in sorted(said, key=lambda words: words[0].start()):
        at, stop = run[0].start(), run[-1].end()
        whom: object = _ABOUT_WHOM.search(flat, max(start, at - 40), at)
        told = flat[max(start, at - 2) : at] in ("明年", "来年") or _is_in_title(flat, start, at)
        if not (whom or told or _NOT_DUE.match(flat, stop, end)):
            day = (
                _day_of_run(flat, run, year, first) if run[0].re is _ATOM else _day_of(run[0], year)
            )
            found += [(day, at, stop)] if day else []
    so_many = _SO_MANY_IN.finditer(flat, start, end) if 0 < first < year else ()
    years = [(int(one["year"]), one) for one in so_many]
    found += [
        (date(in_year, 12, 31), one.start("in"), one.end())
        for in_year, one in years
        if first <= in_year <= year
    ]
    return sorted(found, key=lambda one: one[1])


def _is_in_title(flat: str, start: int, at: int) -> bool:
    """Whether what stands there is part of the title of a paper: 《规划（2021—2025年）》."""
    opened = flat.rfind("《", max(start, at - _LONGEST_TITLE), at)
    return opened >= 0 and flat.find("》", opened, opened + _LONGEST_TITLE) > at


def _runs(flat: str, start: int, end: int) -> Iterator[list[re.Match[str]]]:
    """Words of dates, those side by side together."""
    run: list[re.Match[str]] = []
    for atom in _ATOM.finditer(flat, start, end):
        if run and atom.start() != run[-1].end():
            yield run
            run = []
        run.append(atom)
    if run:
        yield run


def _day_of_run(flat: str, run: list[re.Match[str]], year: int, first: int) -> date | None:
    """The last day that a run of words for dates names, if the words around say that it is due."""
    said: dict[str, str] = {}
    in_year, month, spans = year, 0, False
    for atom in run:
        key = atom.lastgroup or "begun"
        spans = spans or (key == "to" and atom is not run[0])
        said = {} if key == "to" else {**said, key: atom[key] if atom.lastgroup else ""}
        if key == "year":
            in_year = _number(atom[0]) + (1911 if _number(atom[0]) < 1000 else 0)
        in_year = date_words.FIVE_YEARS[atom["five"]] if key == "five" else in_year
        in_year += key == "next"
        month = _number(atom[0]) if key == "month" else month
    one_of = spans or (0 < first < year and in_year in range(first, year + 1))
    later = said.keys() == {"year"} and in_year >= (first or year)
    start, stop = run[0].start(), run[-1].end()
    if (
        later
        and _THEN.match(flat, stop)
        and not date_words.NOT_BY.search(flat, max(0, start - 1), start)
    ):
        return date(in_year, 12, 31)
    bracketed = said.keys() <= {"year", "last"} and flat[start - 1 : start] == "（"
    if bracketed and _IN_BRACKET.match(flat, stop):
        return date(in_year, 12, 31)
    if not _is_due(flat, run, said, spans=spans, one_of=one_of):
        return None
    if "quarter" in said:
        month = 3 * _number(said["quarter"].replace("首", "一"))
    elif "half" in said or "month" not in said:
        month = 6 if said.get("half", "") == "上" else month if "day" in said else 12
    try:
        last = monthrange(in_year, month)[1]
        third = date_words.THIRDS.get(said.get("third", ""), last)
        return date(in_year, month, _number(said["day"]) if "day" in said else third)
    except ValueError:
        return None


def _is_due(
    flat: str, run: list[re.Match[str]], said: Mapping[str, str], *, spans: bool, one_of: bool
) -> bool:
    """Whether a run of words for dates, or those around it, say that something is due by then."""
    start, stop, end = run[0].start(), run[-1].end(), run[-1].endpos
    dated = said.keys() & {"month", "day", "quarter", "half", "third"}
    last = said.get("last", "")
    ends = last.startswith("年") or (last != "" and (dated or bool(said.keys() & {"year", "five"})))
    if not (dated or ends or said.keys() & {"year", "next", "whole", "begun", "five"}):
        return False
    if said.keys() == {"five"}:
        stop += flat.startswith("，", stop)
        return _WITHIN.match(flat, stop, end) is not None
    if "half" in said and _NAMES.match(flat, stop, end):
        return False
    if said.get("whole") == "年内":
        return _WITHIN.match(flat, stop, end) is not None
    if "whole" in said or (one_of and said.keys() <= {"year", "to"}):
        return "before" in said or _SOME.match(flat, stop, end) is not None
    to_year = run[0].lastgroup == "to" and not dated and flat[stop : stop + 1] not in "度期初"
    due = "before" in said or "half" in said or to_year or (spans and dated)
    due = due or (ends and flat[stop : stop + 1] == "，") or ("quarter" in said and "last" in said)
    part = said.keys() & {"month", "quarter", "third"} and "day" not in said
    in_part = part and _IN_PART.match(flat, stop, end) and not _TOLD.match(flat, stop, end)
    return bool(
        due
        or in_part
        or (ends and _REACHED.match(flat, stop, end))
        or ((dated or ends) and _FIRM.match(flat, stop, end))
        or _STATES.search(flat, max(0, start - 6), start)
    )


def _number(words: str) -> int:
    """The number that the word of a date begins with."""
    return int(parse_any(re.sub("[年月日号季].*", "", words).replace("○", "〇")) or 0)


_MONTHS: Final = 12


def _day_of(match: re.Match[str], year: int) -> date | None:
    """The last day that English words for a day name."""
    nth = ("first", "second", "third", "fourth", match["nth"]).index(match["nth"]) + 1
    month = 3 * (nth if match["nth"] else int(match["fourth"] or 4))
    if match["name"]:
        month = 1 + date_words.MONTHS.index(match["name"])
    in_year, day = int(match["of"] or year), match["date"] or match["behind"]
    if match["slashed"]:
        month, last = sorted(map(int, match["slashed"].split("/")))
        if month != last <= _MONTHS:
            return None  # 03/04/2026 is in March or in April
        day = str(last)
    try:
        return date(in_year, month, int(day or monthrange(in_year, month)[1]))
    except ValueError:
        return None
