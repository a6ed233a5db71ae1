"""By when something is due: which of the moments that a text names are deadlines.

The words around a moment say whether something is due by then. One that is neither a deadline nor
of a known other use is left to a person, and so is one that no calendar fixes.
"""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from foodsafety_ledger.document import date_words, figure_words
from foodsafety_ledger.document.folded import Place, Stretches
from foodsafety_ledger.document.lexicon import BETWEEN
from foodsafety_ledger.document.moments import COLUMN_SHAPES, JOINS, Moment, moments_in


class Deadline(NamedTuple):
    """A deadline and where it stands; the day itself is included (design 3)."""

    day: date
    start: int
    end: int


_BEFORE: Final = re.compile(f"{date_words.CLOCK}(?:或?[之以]?前)(?!后|提|沿|端|期)")
_DOING: Final = f"[^，。；]{{0,4}}?(?:{date_words.DONE})"
_DUE_BEHIND: Final = re.compile(f"，|{_DOING}")
_DONE_BEHIND: Final = re.compile(_DOING)
_LISTED: Final = re.compile(
    r"(?:[、和及](?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[底末])?)+前[^，。；]{0,12}?分别"
)
"""What behind a day says that it is the first of several: 6月底、12月底前分别达到50%、80%."""
_QUARTERS: Final = re.compile(
    r"(?:[、和及](?:第?[一二三四]季度|[上下]半年))*[^，。；、和及\d]{0,12}?分别[^，。；\d]{0,8}\d"
)
"""What behind a quarter says that it is one of several, each with its figure."""
_COMPLETION: Final = re.compile(date_words.COMPLETION)
_LED: Final = re.compile(f"(?:{date_words.COMPLETION}[为是：]?|不[迟晚]于|最[迟晚][在于]?)$")
_BY: Final = re.compile(
    "(?:[Bb]y|[Nn]ot? later than|[Oo]n or before)(?: the)? (?:end[ -](?:of )?(?:the )?)?$"
)
_BEFORE_DAY: Final = re.compile("[Bb]efore $")
_DURING: Final = re.compile("(?:[Ii]n|[Dd]uring|[Tt]hroughout|[Ff]rom|[Bb]etween)(?: the)? $")
_LONGEST_LEAD: Final = 24
_TO_YEAR: Final = re.compile("(?:截[至止]到?|[到至])$")
_PARTS: Final = ("third", "month", "quarter")
_GOES_ON: Final = re.compile("[度期初]")
_BEGINS: Final = re.compile("起|开始|[之以]?后(?!期)")
_LEAD_IN: Final = re.compile(
    r"(?:^|[，。；：、（）]|^\d{1,2}\. ?)"
    "(?:[一二三四五六七八九十]是|其中|并|且|最迟|最晚|务必|力争|争取|确保|要|须|应|请|在|于|到|至|截至|自|从|[次翌]年)*$"
)
_OWN_YEAR: Final = re.compile(r"(\d{4})年度?(?![\d底末初前内起]|以|之|第|上半|下半)")
_DUE_THERE: Final = re.compile(f"{_DOING}|[^，。；]{{0,4}}?(?:{date_words.UNDER_WAY})")
_REACHED: Final = re.compile("[^，。；]{0,24}?(?:达到?|实现|不[低少]于|提[高升])[^，。；]{0,6}?\\d")
_ASKED: Final = re.compile(
    "(?!或?[之以]?[前后中起]|左右)(?:，|[^，。；、和及与]{0,4}?"
    f"(?:{date_words.DONE}|{date_words.UNDER_WAY}|{figure_words.TO_DO.pattern}))"
)
_OF_WHAT: Final = re.compile("[^，。；]{0,12}?的")
_TOLD: Final = re.compile(f"[^，。；]{{0,12}}?(?:{date_words.TOLD})")
"""What behind a month or quarter asks for something in it, or tells of it."""
_HOW_MUCH: Final = re.compile(
    r"(?!以?[前后来]|[^，。；的\d]{0,8}?已)[^，。；的]{0,24}?(?:\d|全覆盖)"
)
_SO_MUCH_WITHIN: Final = re.compile(r"内[把将][^，。；]{0,24}?\d")
"""What behind a year says how much is changed in it: 2024年内把街市的巡查次数增加20%."""
_SO_MANY_IN: Final = re.compile(r"\d%?(?: [a-z-]+){0,3} (?P<lead>in )$")
"""What before a year of several says that so many are for it: 40 inspectors in 2026."""
_AT: Final = re.compile("[于在]$")
_OF_WHOM: Final = re.compile("[对凡自从将把每逐按][^，。；：]*$")
"""What before a date within a clause says that it tells of whom or what that is about."""
_YEARLY: Final = re.compile("每[年季月][^，。；：]*$")
_EACH_YEAR: Final = re.compile(" (?:each|every|per) year| annually")
_SCOPE: Final = re.compile(
    "(?:出台|发布|印发|制定|颁布)的|(?:到期|期满|登记|注册|成立|发生)[^，。；\\d]{0,6}的|到期|期满|已|的"
)


class Dates(NamedTuple):
    """What of a stretch's moments are deadlines, and where those stand that are left to a person.

    The others are of a known other use.
    """

    deadlines: list[Deadline]
    unread: list[Place]


def read_dates(
    flat: str, start: int, end: int, year: int, lines: Container[int] = (), first: int = 0
) -> Dates:
    """The deadlines of a stretch of text, each at the head of its clause or of one of ``lines``.

    ``year`` is the plan's; ``first`` the first of several that it is for: of what is asked in one
    of them the last day of that is the deadline.
    ``对2020年6月30日前到期的`` and the like say whom a clause is about and are left out.
    """
    years = range(first, year + 1) if 0 < first <= year else range(0)
    moments = moments_in(flat, start, end, year)
    found: list[Deadline] = []
    for one in moments:
        joined = [one.start] if found and flat[found[-1].end : one.start] in BETWEEN else []
        deadline = _deadline(flat, start, one, joined or lines) or _in_year(flat, start, one, years)
        deadline = (
            deadline
            or _in_bracket(flat, one)
            or _reached(flat, start, one, years or range(year, year + 1))
        )
        deadline = deadline or _listed(flat, one, found[-1:])
        found += [deadline] if deadline else []
    read = Stretches((one.start, one.end) for one in found)
    left = (one for one in moments if not read.touching(one.start, one.end))
    told = [one for one in left if not _is_harmless(flat, start, one, year)]
    return Dates(found, [(one.start, _due_until(flat, one) or one.end) for one in told])


_ALONE_IN_BRACKET: Final = re.compile(
    f"[底末]?前?(?:{date_words.WHOLLY})?(?:{date_words.FINISHED})）"
)
"""All that a bracket says behind a year: what stands before it is due in that (2025年完成)."""


def _in_bracket(flat: str, one: Moment) -> Deadline | None:
    """The last day of a year that a bracket names as that in which something is done."""
    alone = flat[one.start - 1 : one.start] == "（" and _ALONE_IN_BRACKET.match(flat, one.end)
    asks = alone and one.kind == "year" and one.day and not one.spans
    return Deadline(date(one.year, 12, 31), one.start, one.end) if asks else None


def _listed(flat: str, one: Moment, before: list[Deadline]) -> Deadline | None:
    """A year that is the next in a list of those by which something is due: 到2022年和2025年."""
    joined = before and flat[before[0].end : one.start] in BETWEEN
    if not joined or one.kind != "year" or one.spans or _GOES_ON.match(flat, one.end):
        return None
    return Deadline(date(one.year, 12, 31), one.start, one.end)


def _in_year(flat: str, start: int, one: Moment, years: Container[int]) -> Deadline | None:
    """The last day of one of several years, where its clause begins with it and says how much.

    A comma may part them, as behind the five years of a plan (“十四五”期间，改造冷库60家).
    """
    five = one.kind == "five" and flat[one.end - 1] != "末"
    asks = five or (one.kind == "year" and (one.spans or one.year in years) and one.day)
    if asks and (
        lead := _SO_MANY_IN.search(flat, max(start, one.start - _LONGEST_LEAD), one.start)
    ):
        return Deadline(date(one.year, 12, 31), lead.start("lead"), one.end)
    behind = one.end + flat.startswith("，", one.end)
    within = flat.startswith("内", one.end) and _SO_MUCH_WITHIN.match(flat, one.end)
    much = (within or _HOW_MUCH.match(flat, behind)) and not _BEGINS.match(flat, one.end)
    if not (asks and much and begins_clause(flat, start, one.start)):
        return None
    return Deadline(date(one.year, 12, 31), one.start, one.end)


_COMES_TO: Final = re.compile(
    r"(?:[、和及与]\d{4}年[底末]?){1,4}分别[^，。；、\d]{1,8}\d|(?:(?:[、和及与]\d{4}年[底末]?){1,4}(?=分别))?(?:要|应|须|力争|确保)?(?:分别)?(?:达到?|不[低少高]于|不超过|(?:提[高升]|增加|降低?|控制)[到至在])[\d百]"
    "|实现全覆盖"
)
"""What stands directly behind a year in which so much is to be reached: 回收率2025年达85%."""
_SO_MUCH_BY: Final = re.compile(rf"\d[\d.]*(?:{figure_words.UNITS})")
"""So much, directly behind a year by which it is to be: 普及率到2026年80%."""
_BASED: Final = re.compile("[^，。；]{0,20}?基础")


def _reached(flat: str, start: int, one: Moment, years: range) -> Deadline | None:
    """The last day of a year, the plan's first or a later one, in which so much is reached.

    A later one may stand alone before the clause that says how much: 2026年，入园率达到96%.
    """
    asks = one.kind == "year" and one.day and not one.spans and one.year >= years.start
    told = _BASED.match(flat, one.end) or date_words.NOT_BY.search(
        flat, max(0, one.start - 1), one.start
    )
    beyond = one.year > years.start
    later = beyond and flat.startswith("，", one.end)
    later = later and begins_clause(flat, start, one.start)
    comes = _COMES_TO.match(flat, one.end) or (later and _HOW_MUCH.match(flat, one.end + 1))
    led = _TO_YEAR.search(flat, max(start, one.start - 2), one.start)
    several = beyond or len(years) > 1
    comes = comes or (several and led and _SO_MUCH_BY.match(flat, one.end))
    if not asks or told or not comes:
        return None
    return Deadline(date(one.year, 12, 31), one.start, one.end)


def _deadline(flat: str, start: int, one: Moment, lines: Container[int]) -> Deadline | None:
    """A moment as the deadline that the words around it make it; None where they do not."""
    stop = _due_until(flat, one)
    lead = _lead(flat, start, one)
    if one.day is None or (stop is None and not lead) or _SCOPE.match(flat, stop or one.end):
        return None
    begin = one.start - len(lead)
    yearly = _YEARLY.search(flat, max(start, begin - _LONGEST_LEAD), begin)
    if yearly or _EACH_YEAR.match(flat, one.end):
        return None
    heads = begin in lines or _heads_clause(flat, start, begin, stop or one.end)
    return Deadline(one.day, begin, stop or one.end) if heads else None


def _due_until(flat: str, one: Moment) -> int | None:
    """Where a moment ends that its own words, or those behind, make a deadline; else None."""
    before = _BEFORE.match(flat, one.end)
    if before:
        return before.end()
    if one.kind == "quarter" and flat.startswith("内", one.end):
        return one.end + 1
    if _is_english(flat, one):
        return None
    ends = flat[one.end - 1] in "底末"
    behind = _ASKED if one.kind in _PARTS else _DONE_BEHIND if one.kind == "day" else None
    asked = behind and behind.match(flat, one.end) and not _OF_WHAT.match(flat, one.end)
    due = not _TOLD.match(flat, one.end) and (
        one.kind in ("half", "whole")
        or (one.spans and one.kind != "year")
        or (one.kind == "quarter" and ends)
        or asked
        or (ends and (_DUE_BEHIND.match(flat, one.end) or _REACHED.match(flat, one.end)))
        or _LISTED.match(flat, one.end)
        or (one.kind == "quarter" and _QUARTERS.match(flat, one.end))
    )
    return one.end if due and not _BEGINS.match(flat, one.end) else None


def _lead(flat: str, start: int, one: Moment) -> str:
    """The words before a moment that say that something is due by then; empty if none do."""
    before = flat[max(start, one.start - _LONGEST_LEAD) : one.start]
    found = _LED.search(before)
    to_year = one.kind in ("year", "of", "five") and not _GOES_ON.match(flat, one.end)
    found = found or (_TO_YEAR.search(before) if to_year else None)
    if _is_english(flat, one):
        named = one.kind != "year" or one.month != 12
        within = one.spans or one.kind in ("quarter", "nth")
        found = (
            _BY.search(before)
            or (_BEFORE_DAY.search(before) if one.kind == "day" else None)
            or (_DURING.search(before) if named and within else None)
        )
    return found[0] if found else ""


def _is_english(flat: str, one: Moment) -> bool:
    words = flat[one.start : one.end].replace("，", "")
    return words.isascii() and flat[one.start - 1 : one.start] in (" ", "-", "")


_CLOSING: Final = re.compile(
    f"，?(?:要|应|须|确保|力争|争取|予以|{date_words.WHOLLY}|均|都|一律|按[时期质])*"
    "(?:[一-鿿]{0,2}(?:完毕|完成)(?:任务|工作|目标)?|(?P<again>[一-鿿]{0,2})到位"
    f"|(?:{date_words.FINISHED}|达到?|办结|投[运入]|交付|验收|启用|上线|运行|开通|销号|[清归]零|落实)"
    "(?:使用|运[行营]|目标|任务|工作|到位|标)?)?(?P<what>[^，。；：（）]{0,200})"
)
_FAR: Final = 2000
"""What a deadline binds does not stand farther before it."""
_DIGIT: Final = re.compile(r"\d")


def closes(flat: str, start: int, end: int, deadline: Deadline) -> bool:
    """Whether a deadline says of nothing new that it is due, and so binds what stands before it.

    ``检查40家，9月底前完成`` does, ``检查40家，9月底前建成平台`` and ``9月底前整改到位`` do not.
    In English what ends the text does.
    """
    before = flat[max(start, deadline.start - _FAR) : deadline.start]
    rest = _CLOSING.match(flat, deadline.end, end)
    heads = begins_clause(flat, start, deadline.start)
    stated = _COMPLETION.match(flat, deadline.start) is not None
    again = rest is not None and rest["what"] in before and (rest["again"] or "") in before
    english = flat[deadline.start].isascii() and flat[deadline.start].isalpha()
    last = english and flat[deadline.end : end].strip(" .") == ""
    again = again and not _DIGIT.search(rest["what"] if rest else "")
    goes_on = rest is not None and rest["what"] and flat[rest.end() : end][:1] == "，"
    again = again and not goes_on
    return heads and (stated or last or again)


def is_whole_year(flat: str, deadline: Deadline) -> bool:
    """Whether a deadline is the end of the plan's year, whenever that is: 全年, 年内."""
    return flat.startswith(("全年", "年内"), deadline.start)


def names_year(flat: str, at: int, years: Container[int]) -> bool:
    """Whether one of the years stands there by itself: 2024年全区食品安全工作, not 2024年底前."""
    found = _OWN_YEAR.match(flat, at)
    return found is not None and int(found[1]) in years


def begins_clause(flat: str, start: int, at: int) -> bool:
    """Whether nothing but a particle stands before ``at`` in its clause."""
    return _LEAD_IN.search(flat[max(start, at - 8) : at]) is not None


def _heads_clause(flat: str, start: int, at: int, behind: int) -> bool:
    head = flat[max(start, at - 40) : at]
    if re.match("[A-Za-z]", flat[at]) or begins_clause(head, 0, len(head)):
        return True
    done = _DUE_THERE.match(flat, behind) or _AT.search(head)
    return bool(done) and _OF_WHOM.search(head) is None


@lru_cache(maxsize=1024)
def parse_deadline(text: str, year: int) -> date | None:
    """The last day that the words of a deadline name (12月底前, 3月至10月); None if none.

    A day from which something holds is no deadline, and a year that is not named is not guessed.
    """
    moments = moments_in(text, 0, len(text), year, COLUMN_SHAPES)
    one = next((one for one in moments if one.day and (one.kind != "year" or one.spans)), None)
    if one is None or one.relative or _BEGINS.match(text, one.end) or JOINS.match(text, one.end):
        return None
    return one.day


_FILLING: Final = re.compile(
    "(?:最[迟晚]|不[迟晚]于|完成|办结|到位|落实|全部|全面|基本|任务|整改|并?(?:长期|持续)(?:坚持|推进)?"
    "|[Bb]y|[Nn]o later than|[Oo]n or before|the|end of"
    "|[于在截至到前底末内份并或之以，。；、：（）. ])*+"
)
"""Words that add nothing to a day; the longer ones first, for none of them is given back."""


def is_read_whole(text: str, year: int) -> bool:
    """Whether one moment, and words that add nothing, are all that states a deadline."""
    moments = moments_in(text, 0, len(text), year, COLUMN_SHAPES)
    rest = "".join(text[: moments[0].start] + text[moments[0].end :]) if moments else text
    one = len(moments) == 1 and moments[0].day is not None
    return one and _FILLING.fullmatch(rest) is not None


_FREQUENT: Final = re.compile("(?:[每各逐按当]个?|[Ee]ach |[Ee]very |[Pp]er )$")
_OTHER_USE: Final = re.compile("以来|来(?![临到])|的?基础|版|(?:食品)?(?:安全)?宣传[周月日]")
_WHOSE: Final = re.compile("(?:[对凡]|作为)[^，。；：]*$|[较比上]$")
_EVERY: Final = re.compile("[每逐][^，。；：]*$")
_QUOTING: Final = re.compile("[《“][^》”]*$")
_LONGEST_QUOTE: Final = 40


def _is_harmless(flat: str, start: int, one: Moment, year: int) -> bool:
    """Whether a moment says how often, or of which year, or since when, or names something."""
    before = flat[max(start, one.start - _LONGEST_QUOTE) : one.start]
    due = _due_until(flat, one) is not None or _DONE_BEHIND.match(flat, one.end)
    own = one.kind == "same" or (one.kind == "year" and one.year == year)
    other = one.kind in ("year", "five") and not due and not _lead(flat, start, one)
    other = other and (one.kind == "year" or not _HOW_MUCH.match(flat, one.end))
    of_no_month = one.kind not in ("day", "third", "month")
    feast = one.kind == "" and not _is_english(flat, one)
    within = flat[one.end - 1] == "内"
    holds = feast and not (due or within or _HOW_MUCH.match(flat, one.end))
    return bool(
        own
        or other
        or holds
        or one.kind == "whole"
        or (of_no_month and (_FREQUENT.search(before) or _EVERY.search(before)))
        or _OTHER_USE.match(flat, one.end)
        or _QUOTING.search(before)
        or _SCOPE.match(flat, one.end)
        or _WHOSE.search(before)
    )
