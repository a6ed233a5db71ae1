"""By when something is due: the deadlines that a text states, and those that it seems to state."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Container, Iterable
from datetime import date
from operator import attrgetter
from typing import Final, NamedTuple

from foodsafety_ledger.document import figures as numerals
from foodsafety_ledger.document.figure_words import MONTH, MONTH_ENDS, MONTHS, NTH
from foodsafety_ledger.document.folded import Place, Stretches
from foodsafety_ledger.model.period import YEARS

REPUBLIC: Final = 1911
"""The year before the first that is counted as one of 民國."""
_YEAR_DATES = r"(?:(?P<year>1\d\d|\d{4}|[〇零○一二三四五六七八九]{4})年)?"
_MONTH = (
    r"(?P<month>(?<![丨〡lI])\d{1,2}|(?<![一二三四五六七八九十每])[一二三四五六七八九十]{1,2})月"
)
_LEAST_YEAR: Final = 1000
_BEFORE = "(?:或?之前|或?以前|前)"
_DOING = "[^，。；]{0,4}?(?:完成|达|实现|建成|全部|基本|办结|到位|不[低少超]|完工|[清归]零|销号)"
_LISTED: Final = r"(?:[、和及](?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[底末])?)+前[^，。；]{0,12}?分别"
"""What behind a day says that it is the first of several: 6月底、12月底前分别达到50%、80%."""
_DUE = f"(?:{_BEFORE}|(?<=[底末])(?=，|{_DOING})|(?={_LISTED}))"
_COMPLETION: Final = ("完成时间", "完成时限", "完成期限")
_NTH_DAY: Final = rf"(?P<day>\d{{1,2}}){NTH}"
_NAMED_MONTH: Final = rf"(?P<name>{'|'.join(MONTHS)}){MONTH_ENDS}"
_ENGLISH_DAYS: Final = (
    rf"(?:{_NTH_DAY}(?: of)? )?{_NAMED_MONTH}(?:，| )(?P<year>\d{{4}})",
    rf"{_NAMED_MONTH} {_NTH_DAY}(?:，| )(?P<year>\d{{4}})",
)
_DAY_ALONE: Final = (
    rf"(?:{_NTH_DAY}(?: of)? )?{_NAMED_MONTH}(?!,? \d)",
    rf"{_NAMED_MONTH} {_NTH_DAY}(?![\d〇○丨A-Za-z])",
)
_QUARTERS: Final = ("first", "second", "third", "fourth")
_NTH_QUARTER: Final = rf"(?:Q(?P<quarter>[1-4])|(?P<nth>{'|'.join(_QUARTERS)}) quarter)"
_ENGLISH_QUARTER: Final = rf"{_NTH_QUARTER}(?:(?: of)? (?P<year>\d{{4}}))?"
_BY: Final = "(?:[Bb]y|[Nn]ot? later than|[Oo]n or before)(?: the)? (?:end[ -](?:of )?(?:the )?)?"
_FORMS: Final = (
    re.compile(
        rf"(?:{'|'.join(_COMPLETION)})[为是]{_YEAR_DATES}{_MONTH}(?:(?P<day>\d{{1,2}})日)?[底末]?(?P<before>前?)"
    ),
    re.compile(
        rf"{_YEAR_DATES}{_MONTH}(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日(?P<before>{_BEFORE}|(?={_LISTED}))?"
    ),
    re.compile(rf"{_YEAR_DATES}{_MONTH}(?:份|底|末|(?P<third>[上中下]旬))?(?P<before>{_DUE})?"),
    re.compile(rf"(?:(?P<year>\d{{4}})年|年)年?(?:底|末)(?P<before>{_DUE})?"),
    re.compile(r"[到至](?P<year>\d{4})年(?:底|末)?(?P<before>)(?![\d度期初一二三四五六七八九十])"),
    re.compile(rf"{_YEAR_DATES}(?P<before>[上下]半年)"),
    re.compile(r"(?P<before>全年)(?=[^，。；]{0,24}\d)"),
    re.compile(
        rf"{_YEAR_DATES}第?(?P<quarter>[一二三四1-4])季度?(?:末|底)?(?P<before>{_BEFORE}|(?<=[末底])|(?={_DOING}))"
    ),
    *(
        re.compile(
            f"(?:{_BY}|[Bb]efore (?=\\d{{1,2}}\\D|{MONTH} \\d{{1,2}}(?!\\d))){form}(?P<before>)"
        )
        for form in (*_ENGLISH_DAYS, _ENGLISH_QUARTER, r"(?P<year>20\d\d)(?!\d)", *_DAY_ALONE)
    ),
)
_COLUMN_FORMS: Final = (
    *_FORMS,
    re.compile(
        r"(?P<year>\d{4})(?P<dot>[./\-])(?P<month>\d{1,2})(?:(?P=dot)(?P<day>\d{1,2}))?(?!\d)"
    ),
    re.compile(rf"{_YEAR_DATES}第?(?P<quarter>[一二三四1-4])季度?"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>\d{4})(?!\d)"),
    *map(re.compile, (*_ENGLISH_DAYS, _ENGLISH_QUARTER, *_DAY_ALONE)),
)
"""How a deadline may be written where nothing else stands beside it."""
_SPANS: Final = re.compile("(?:起|开始)?(?:[至到—–~～-]+| to )")
"""What behind a day says that it is the first of several: the last of them is the deadline."""
_BEGINS: Final = re.compile("起|开始|[之以]?后(?!期)")
_NEXT_YEAR: Final = re.compile("[次明翌来]年?$")
_LEAD_IN: Final = re.compile(
    r"(?:^|[，。；：、）]|^\d{1,2}\. ?)"
    r"(?:并|且|最迟|最晚|务必|力争|争取|确保|要|须|应|在|于|到|至|截至|[次翌]年)*$"
)
_DUE_THERE: Final = re.compile(
    f"{_DOING}|[^，。；]{{0,4}}?(?:[拨支兑]付|结束|到岗|上线|投[入运用产]|竣工|验收|启用|开通|交付|印发|出台"
    "|[开复]工|更换|安装|改造|淘汰|关停|整改|开展|举办|召开|组织|制定)"
)
_OF_WHOM: Final = re.compile("[对凡自从将把每逐按][^，。；：]*$")
"""What before a date within a clause says that it tells of whom or what that is about."""
_SCOPE: Final = re.compile("(?:到期|期满|登记|注册|成立|发生|已|的)")


class Deadline(NamedTuple):
    """A deadline and where it stands; the day itself is included (design 3)."""

    day: date
    start: int
    end: int


def find_deadlines(
    flat: str, start: int, end: int, year: int, lines: Container[int] = ()
) -> list[Deadline]:
    """The deadlines of a stretch of text, each at the head of its clause or of one of ``lines``.

    ``year`` is the plan's.
    ``对2020年6月30日前到期的`` and the like say whom a clause is about and are left out.
    """
    found: list[Deadline] = []
    taken: set[int] = set()
    for form in _FORMS:
        for match in form.finditer(flat, start, end):
            inside = match.start() in taken
            heads = match.start() in lines or _heads_clause(flat, start, match)
            if inside or match["before"] is None or not heads or _SCOPE.match(flat, match.end()):
                continue
            said = flat[max(start, match.start() - 2) : match.start()]
            day = _last_day(match, year + (said in ("次年", "翌年")))
            if day and said not in ("明年", "来年"):
                found.append(Deadline(day, *match.span()))
                taken.update(range(*match.span()))
    return sorted(found, key=attrgetter("start"))


_CLOSING: Final = re.compile(
    "，?(?:要|应|须|确保|力争|争取|予以|全部|全面|基本|均|都|一律|按[时期质])*"
    "(?:[一-鿿]{0,2}(?:完毕|完成|到位)|(?:完成|达到?|实现|建成|办结|到位|完工|竣工|投[运用产]|投入|交付|验收|启用|上线|运行|开通|销号|[清归]零|落实)"
    "(?:使用|运[行营]|目标|任务|工作|到位|标)?)?(?P<what>[^，。；：（）]*)"
)


_DIGIT: Final = re.compile(r"\d")


def closes(flat: str, start: int, end: int, deadline: Deadline) -> bool:
    """Whether a deadline says of nothing new that it is due, and so binds what stands before it.

    ``检查40家，9月底前完成`` does, ``检查40家，9月底前建成平台`` does not.
    """
    before, rest = flat[start : deadline.start], _CLOSING.match(flat, deadline.end, end)
    heads = begins_clause(flat, start, deadline.start)
    stated = flat.startswith(_COMPLETION, deadline.start)
    again = rest is not None and rest["what"] in before and not _DIGIT.search(rest["what"])
    return heads and (stated or again)


def begins_clause(flat: str, start: int, at: int) -> bool:
    """Whether nothing but a particle stands before ``at`` in its clause."""
    return _LEAD_IN.search(flat[start:at][-8:]) is not None


def parse_deadline(text: str, year: int) -> date | None:
    """The last day that the words of a deadline name (12月底前, 3月至10月); None if none.

    A day from which something holds is no deadline, and a year that is not named is not guessed.
    """
    found = next(filter(None, (form.search(text) for form in _COLUMN_FORMS)), None)
    day = _last_day(found, year) if found else None
    if not (found and day) or _NEXT_YEAR.search(text, 0, found.start()):
        return None
    if span := _SPANS.match(text, found.end()):
        last = parse_deadline(text[span.end() :], day.year)
        return last if last and last >= day else None
    return None if _BEGINS.match(text, found.end()) else day


def _last_day(match: re.Match[str], year: int) -> date | None:
    """The day of a match: the day itself, or the last of the month or year it names."""
    parts = match.groupdict()
    in_year = _whole(parts.get("year"), year)
    in_year += REPUBLIC if in_year < _LEAST_YEAR else 0
    month = _whole(parts.get("month"), 6 if parts.get("before") == "上半年" else 12)
    if parts.get("quarter"):
        month = 3 * int(numerals.parse_any(parts["quarter"]) or 4)
    if parts.get("nth"):
        month = 3 * (_QUARTERS.index(parts["nth"]) + 1)
    if parts.get("name"):
        month = MONTHS.index(parts["name"]) + 1
    if not (1 <= month <= 12 and in_year in YEARS):
        return None
    last = monthrange(in_year, month)[1]
    third = {"上旬": 10, "中旬": 20}.get(parts.get("third") or "", last)
    day = _whole(parts.get("day"), third)
    return date(in_year, month, day) if 1 <= day <= last else None


def _whole(digits: str | None, default: int) -> int:
    """A number in digits or characters; the default where there is none."""
    spelled = numerals.parse_any((digits or "").replace("○", "〇"))
    return default if spelled is None else int(spelled)


def _heads_clause(flat: str, start: int, match: re.Match[str]) -> bool:
    head = flat[max(start, match.start() - 40) : match.start()]
    if re.match("[A-Za-z]", flat[match.start()]) or begins_clause(head, 0, len(head)):
        return True
    return bool(_DUE_THERE.match(flat, match.end())) and _OF_WHOM.search(head) is None


_TIME = (
    r"(?:\d{4}年|今年|[上下]半年|第?[一二三四1-4]?季度|(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:月内?|日)"
    "|[上中下]旬|[月周]|[寒暑]假|[国元五][庆旦一]|[春中][节秋]|学期|开学|汛期|节)"
)
_PART: Final = "(?:early|mid|late|end|start|beginning|first half|second half)"
_UNREAD_ENGLISH: Final = (
    rf"\d{{1,2}}{NTH}(?: of)? {MONTH}"
    rf"|{MONTH} \d{{1,2}}{NTH}(?!\d|[.,]\d|%| ?[a-z])"
    "|(?i:by|before|until|in|during|from|to|through|at|for)(?: the)?"
    rf"(?: (?:{_PART}[ -](?:of )?(?:the )?)?(?:{MONTH}|Q[1-4]"
    rf"|(?:{'|'.join(_QUARTERS)}|last) quarter)"
    rf"| {_PART}[ -](?:of )?(?:the )?(?:20\d\d(?!\d)|spring|summer|autumn|winter))"
    r"|[Bb]y (?:the )?(?:end of |start of )?(?:\d{1,2} )?(?:[A-Za-z]+|Q[1-4]) 20\d\d"
    r"|[Bb]y (?:the )?(?:[a-z]+[ -](?:of )?(?:the )?)?(?:[a-z]+ )?year(?![a-z])"
)
_UNREAD: Final = re.compile(
    rf"(?<![每各逐按当第\d一-十]){_TIME}{{1,4}}[份底末初]?(?!内)"
    rf"(?:{_BEFORE}(?!后|提|[一-鿿]{{0,4}}的)|(?={_DOING}))"
    r"|(?<!\d)\d{1,2}月(?:\d{1,2}日|[上中下]旬)?[至到—–\-~](?!12月)"
    r"(?:\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|末)?|\d{1,2}日)"
    f"|(?<![A-Za-z])(?:{_UNREAD_ENGLISH})"
)


def unread_deadlines(
    flat: str, start: int, end: int, year: int, found: Iterable[Deadline]
) -> list[Place]:
    """Where a stretch seems to say by when, and none of those ``found`` stands."""
    read = Stretches((one.start, one.end) for one in found)
    return [
        match.span()
        for match in _UNREAD.finditer(flat, start, end)
        if not (
            read.touching(*match.span())
            or match[0] in ("今年", f"{year}年")
            or _SCOPE.match(flat, match.end())
            or _OF_WHOM.search(flat, max(start, match.start() - 40), match.start())
        )
    ]
