"""By when something is due: every moment that a text names, and which of them are deadlines.

A moment is a run of words for a year, a month, a day, a quarter, a feast, a term. The words around
it say whether something is due by then. One that is neither a deadline nor of a known other use is
left to a person, and so is one that no calendar fixes.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Container, Iterable
from datetime import date
from typing import Final, NamedTuple

from foodsafety_ledger.document import figures as numerals
from foodsafety_ledger.document.figure_words import MONTH, MONTH_ENDS, MONTHS, NTH
from foodsafety_ledger.document.folded import Place, Stretches
from foodsafety_ledger.model.period import YEARS

REPUBLIC: Final = 1911
"""The year before the first that is counted as one of 民國."""
_LAST_OF_REPUBLIC: Final = 1000
_HAN: Final = "[一二三四五六七八九十]"
_YEAR: Final = (
    r"(?:(?P<year>(?<!\d)(?:1[01]\d(?=年(?:度|\d|[底末第]|[上下]半))|(?:19|20)\d\d)"
    r"|[〇零○一二三四五六七八九]{4})年度?|(?P<same>[今本当]年)|(?P<next>[次翌]年)|(?P<other>[明来后]年))"
)
_PART: Final = (
    rf"(?:(?P<month>(?<![\d丨〡lI])\d{{1,2}}|(?<![一二三四五六七八九十每]){_HAN}{{1,2}})月(?!氏|[一两二三四]次|以?[内上下](?!旬))"
    rf"(?:(?P<day>\d{{1,2}}|{_HAN}{{1,3}})[日号](?!常)|份|(?P<third>[上中下]旬)|[底末]|初)?"
    "|(?<![每按逐])第?(?P<quarter>[一二三四1-4首])季(?!节)度?[底末]?|(?P<half>[上下])半年"
    "|(?<![每逐])年(?P<end>[底末]))"
)
_FEASTS: Final = (
    "元旦|春节|清明|端午|中秋|国庆|五一(?=[前期、])|十一(?=[前期])|重阳|节日?[之以]?(?=前|期间)|两会|汛期"
    "|[寒暑]假|开学|(?<!每)(?<!每个)(?:第?[一二上下本春秋]个?季?)?学期|学年|[中高]考"
    "|(?:开始|结束|开业|开幕|来临|到来|召开|开市|开园)(?=[之以]?前)"
)
_DAY_ONLY: Final = re.compile(r"(?<=[至到—–~\-])(?P<day>\d{1,2})日(?!常)")
"""The last day of a span within a month."""
_SHAPES: Final = (
    re.compile(rf"{_YEAR}(?:{_PART}|(?P<of>年?[底末]))?"),
    re.compile(_PART),
    _DAY_ONLY,
    re.compile(r"(?<!\d)\d{1,2}(?=[至到—–~\-]+\d{1,2}月)"),
    re.compile(
        r"(?<![\d.])(?P<year>20\d\d)(?P<dot>[./\-])(?P<month>0?[1-9]|1[0-2])"
        r"(?:(?P=dot)(?P<day>\d{1,2}))?(?![\d%])"
    ),
    re.compile(r"(?<!\d)20\d\d[/—–~\-]\d\d(?!\d)(?:年度?|学年)?"),
    re.compile(r"(?P<whole>全年)(?=[^，。；]{0,24}\d)"),
    re.compile(
        rf"{_FEASTS}|(?<!每)[季月][底末](?=前)|年中(?=前|，)|[本当下次][月周旬][底末初]?|即日"
        "|(?:印发|下发|发布|公布|签[约订]|批[准复]|实施|施行|启动|签署)之日"
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
        r"(?:(?: of)? (?P<year>20\d\d)(?!\d))?"
    ),
    re.compile(rf"(?<![A-Za-z]){_PARTLY}[ -](?:of )?(?:the )?(?:20\d\d(?!\d)|{MONTH}|year|Q[1-4])"),
    re.compile(r"(?<=[Bb]y )(?:the )?(?:\d{1,2} )?[A-Za-z]+ 20\d\d(?!\d)"),
    re.compile(r"(?i:prior to|ahead of) (?:the )?[A-Za-z0-9-]+(?: [A-Za-z-]+){0,2}"),
    re.compile(r"(?<=[a-z][ -])(?P<year>20\d\d)(?![\d/–-]|[.,]\d)"),
    re.compile(
        "(?i:(?<=by )|(?<=before )|(?<=until )|(?<=ahead of )|(?<=prior to ))(?:the )?"
        rf"(?:[a-z-]+ ){{0,3}}(?:year(?![a-z])|{_FESTIVE})"
    ),
    re.compile("(?i:(?<=by )|(?<=before )|(?<=until ))(?:the )?end of (?:the )?[a-z]+"),
    re.compile(r"(?i:no later than) [a-z\d]+ (?:days|weeks|months) (?:after|before|of)"),
    re.compile("(?<!each )(?<!every )(?<!per )(?:school|academic|financial|fiscal) year"),
)
_COLUMN_SHAPES: Final = (
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d)"),
)
"""How a day may be written where nothing else stands beside it."""
_SPANS: Final = re.compile("(?:起|开始)?(?:[至到—–~～-]+| to | through | until )| and ")
_BETWEEN: Final = re.compile("[Bb]etween $")


_KINDS: Final = (
    *("day", "third", "month", "name", "quarter", "nth", "half", "end", "of", "whole"),
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


class Deadline(NamedTuple):
    """A deadline and where it stands; the day itself is included (design 3)."""

    day: date
    start: int
    end: int


def _moments(
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
        joint = last and _SPANS.fullmatch(flat, last.end, match.start())
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
    fixed = bool(match.lastgroup) and not said.get("other") and said.get("nth") != "last"
    day = _last_day(in_year, month, said) if fixed else None
    kind = next((key for key in _KINDS if said.get(key)), "")
    return Moment(*match.span(), day, kind, in_year, month, relative=relative)


def _last_day(year: int, month: int, said: dict[str, str | None]) -> date | None:
    """The day that is named, or the last of the third of a month, the month or the year."""
    if not (1 <= month <= 12 and year in YEARS):
        return None
    last = monthrange(year, month)[1]
    day = _whole(said.get("day"), {"上旬": 10, "中旬": 20}.get(said.get("third") or "", last))
    return date(year, month, day) if 1 <= day <= last else None


def _whole(digits: str | None, default: int) -> int:
    """A number in digits or characters; the default where there is none."""
    spelled = numerals.parse_any((digits or "").replace("○", "〇"))
    return default if spelled is None else int(spelled)


_YEAR_SAID: Final = re.compile("[12]\\d{2,3}年|[〇零○一二三四五六七八九]{4}年")
_BEFORE: Final = re.compile("(?:或?[之以]?前)(?!后|提|沿|端|期)")
_DOING: Final = (
    "[^，。；]{0,4}?(?:完成|达|实现|建成|全部|基本|办结|到位|不[低少超]|完工|[清归]零|销号)"
)
_DUE_BEHIND: Final = re.compile(f"，|{_DOING}")
_DONE_BEHIND: Final = re.compile(_DOING)
_LISTED: Final = re.compile(
    r"(?:[、和及](?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[底末])?)+前[^，。；]{0,12}?分别"
)
"""What behind a day says that it is the first of several: 6月底、12月底前分别达到50%、80%."""
_COMPLETION: Final = ("完成时间", "完成时限", "完成期限")
_LED: Final = re.compile(f"(?:(?:{'|'.join(_COMPLETION)})[为是]|不[迟晚]于|最[迟晚][在于]?)$")
_BY: Final = re.compile(
    "(?:[Bb]y|[Nn]ot? later than|[Oo]n or before)(?: the)? (?:end[ -](?:of )?(?:the )?)?$"
)
_BEFORE_DAY: Final = re.compile("[Bb]efore $")
_DURING: Final = re.compile("(?:[Ii]n|[Dd]uring|[Tt]hroughout|[Ff]rom|[Bb]etween)(?: the)? $")
_LONGEST_LEAD: Final = 24
_TO_YEAR: Final = re.compile("[到至]$")
_GOES_ON: Final = re.compile("[度期初]")
_BEGINS: Final = re.compile("起|开始|[之以]?后(?!期)")
_LEAD_IN: Final = re.compile(
    r"(?:^|[，。；：、（）]|^\d{1,2}\. ?)"
    rf"(?:{_HAN}是|并|且|最迟|最晚|务必|力争|争取|确保|要|须|应|请|在|于|到|至|截至|自|从|[次翌]年)*$"
)
_OWN_YEAR: Final = re.compile(r"(\d{4})年度?(?![\d底末初前内起]|以|之|第|上半|下半)")
_DUE_THERE: Final = re.compile(
    f"{_DOING}|[^，。；]{{0,4}}?(?:[拨支兑]付|结束|到岗|上线|投[入运用产]|竣工|验收|启用|开通|交付|印发|出台"
    "|[开复]工|更换|安装|改造|淘汰|关停|整改|开展|举办|召开|组织|制定)"
)
_HOW_MUCH: Final = re.compile(r"(?!以?[前后来])[^，。；的]{0,24}?\d")
_AT: Final = re.compile("[于在]$")
_OF_WHOM: Final = re.compile("[对凡自从将把每逐按][^，。；：]*$")
"""What before a date within a clause says that it tells of whom or what that is about."""
_EACH_YEAR: Final = re.compile(" (?:each|every|per) year| annually")
_SCOPE: Final = re.compile("(?:到期|期满|登记|注册|成立|发生)[^，。；\\d]{0,6}的|到期|期满|已|的")


def find_deadlines(
    flat: str, start: int, end: int, year: int, lines: Container[int] = (), first: int = 0
) -> list[Deadline]:
    """The deadlines of a stretch of text, each at the head of its clause or of one of ``lines``.

    ``year`` is the plan's; ``first`` the first of several that it is for: of what is asked in one
    of them the last day of that is the deadline.
    ``对2020年6月30日前到期的`` and the like say whom a clause is about and are left out.
    """
    years = range(first, year + 1) if 0 < first < year else ()
    found = (
        _deadline(flat, start, one, lines) or _in_year(flat, start, one, years)
        for one in _moments(flat, start, end, year)
    )
    return [deadline for deadline in found if deadline]


def _in_year(flat: str, start: int, one: Moment, years: Container[int]) -> Deadline | None:
    """The last day of one of several years, where its clause begins with it and says how much."""
    asks = one.kind == "year" and not one.spans and one.year in years and one.day
    much = _HOW_MUCH.match(flat, one.end) and not _BEGINS.match(flat, one.end)
    if not (asks and much and begins_clause(flat, start, one.start)):
        return None
    return Deadline(date(one.year, 12, 31), one.start, one.end)


def _deadline(flat: str, start: int, one: Moment, lines: Container[int]) -> Deadline | None:
    """A moment as the deadline that the words around it make it; None where they do not."""
    stop = _due_until(flat, one)
    lead = _lead(flat, start, one)
    if one.day is None or (stop is None and not lead) or _SCOPE.match(flat, stop or one.end):
        return None
    begin = one.start - len(lead)
    if _EACH_YEAR.match(flat, one.end):
        return None
    heads = begin in lines or _heads_clause(flat, start, begin, stop or one.end)
    return Deadline(one.day, begin, stop or one.end) if heads else None


def _due_until(flat: str, one: Moment) -> int | None:
    """Where a moment ends that its own words, or those behind, make a deadline; else None."""
    before = _BEFORE.match(flat, one.end)
    if before:
        return before.end()
    if _is_english(flat, one):
        return None
    ends = flat[one.end - 1] in "底末"
    due = (
        one.kind in ("half", "whole")
        or (one.spans and one.kind != "year")
        or (one.kind == "quarter" and (ends or _DONE_BEHIND.match(flat, one.end)))
        or (ends and _DUE_BEHIND.match(flat, one.end))
        or _LISTED.match(flat, one.end)
    )
    return one.end if due and not _BEGINS.match(flat, one.end) else None


def _lead(flat: str, start: int, one: Moment) -> str:
    """The words before a moment that say that something is due by then; empty if none do."""
    before = flat[max(start, one.start - _LONGEST_LEAD) : one.start]
    found = _LED.search(before)
    to_year = one.kind in ("year", "of") and not _GOES_ON.match(flat, one.end)
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
    "，?(?:要|应|须|确保|力争|争取|予以|全部|全面|基本|均|都|一律|按[时期质])*"
    "(?:[一-鿿]{0,2}(?:完毕|完成)|(?P<again>[一-鿿]{0,2})到位|(?:完成|达到?|实现|建成|办结|到位|完工|竣工|投[运用产]|投入|交付|验收|启用|上线|运行|开通|销号|[清归]零|落实)"
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
    stated = flat.startswith(_COMPLETION, deadline.start)
    again = rest is not None and rest["what"] in before and (rest["again"] or "") in before
    english = flat[deadline.start].isascii() and flat[deadline.start].isalpha()
    last = english and flat[deadline.end : end].strip(" .") == ""
    again = again and not _DIGIT.search(rest["what"] if rest else "")
    return heads and (stated or last or again)


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


def parse_deadline(text: str, year: int) -> date | None:
    """The last day that the words of a deadline name (12月底前, 3月至10月); None if none.

    A day from which something holds is no deadline, and a year that is not named is not guessed.
    """
    moments = _moments(text, 0, len(text), year, _COLUMN_SHAPES)
    one = next((one for one in moments if one.day and (one.kind != "year" or one.spans)), None)
    if one is None or one.relative or _BEGINS.match(text, one.end) or _SPANS.match(text, one.end):
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
    moments = _moments(text, 0, len(text), year, _COLUMN_SHAPES)
    rest = "".join(text[: moments[0].start] + text[moments[0].end :]) if moments else text
    return len(moments) == 1 and _FILLING.fullmatch(rest) is not None


_FREQUENT: Final = re.compile("(?:[每各逐按当]个?|[Ee]ach |[Ee]very |[Pp]er )$")
_OTHER_USE: Final = re.compile("以来|来(?![临到])|的?基础|版|(?:食品)?(?:安全)?宣传[周月日]")
_WHOSE: Final = re.compile("(?:[对凡]|作为)[^，。；：]*$|[较比上]$")
_EVERY: Final = re.compile("[每逐][^，。；：]*$")
_QUOTING: Final = re.compile("[《“][^》”]*$")
_LONGEST_QUOTE: Final = 40


def unread_deadlines(
    flat: str, start: int, end: int, year: int, found: Iterable[Deadline]
) -> list[Place]:
    """The moments of a stretch that are none of those ``found``, and not known to be harmless."""
    read = Stretches((one.start, one.end) for one in found)
    return [
        (one.start, _due_until(flat, one) or one.end)
        for one in _moments(flat, start, end, year)
        if not (read.touching(one.start, one.end) or _is_harmless(flat, start, one, year))
    ]


def _is_harmless(flat: str, start: int, one: Moment, year: int) -> bool:
    """Whether a moment says how often, or of which year, or since when, or names something."""
    before = flat[max(start, one.start - _LONGEST_QUOTE) : one.start]
    due = _due_until(flat, one) is not None or _DONE_BEHIND.match(flat, one.end)
    own = one.kind == "same" or (one.kind == "year" and one.year == year)
    other = one.kind == "year" and not due and not _lead(flat, start, one)
    of_no_month = one.kind not in ("day", "third", "month")
    feast = one.kind == "" and not _is_english(flat, one)
    holds = feast and not due and not _HOW_MUCH.match(flat, one.end)
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
