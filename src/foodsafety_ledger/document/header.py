"""What a document says about itself: title, number, issuer, date of issue, year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from foodsafety_ledger.document import numerals, unit_names
from foodsafety_ledger.document.date_words import MONTH_NAMES, MONTHS, REPUBLIC
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches, simple
from foodsafety_ledger.document.term import Term, stated_term
from foodsafety_ledger.document.title_years import HAN_REPUBLIC, stated_years, years_of
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.period import parse_date

_KINDS = (
    "(?:安排|方案|计划|计画|要点|意见|措施|办法|规划|清单|行动|分工|分解|任务|决定|通知|表|细则|重点|纲领|纲要"
    "|(?:绩效|衡量)指标)"
)
_TITLE_ENDS: Final = re.compile(rf"{_KINDS}(?:（[^）]{{1,12}}）)?$")
_YEARS_BEHIND: Final = re.compile(
    r"(?P<all>(?P<years> ?20\d\d(?: ?[—–\-/~] ?(?:20)?\d\d)?(?:年度?)?) ?)"
)
"""The years that a title ends with behind the kind of paper it is: 工作纲领 2024-25."""
_GLUED_TITLE: Final = re.compile(
    rf"[^。；，：]{{4,60}}?{_KINDS}(?:（[^）]{{1,12}}）)?(?=为(?:了|[^，。；]{{2,40}}，)|根据|按照|各[^，。；：]{{1,12}}[，、：]|一、)"
)
"""A title that its text follows without a break, as in text pasted from a web page."""
_CIRCULATED: Final = (
    re.compile(rf"印发《?(?P<title>[^。；]{{4,80}}?{_KINDS}(?:（[^）]{{1,12}}）)?)》?的通知"),
    re.compile("《(?P<title>[^》]{4,80}(?<!报告))》(?:已经|已由|业经)"),
    re.compile("现将《(?P<title>[^》]{4,80})》印发"),
    re.compile(f"《(?P<title>[^》]{{4,80}}{_KINDS})》，现予?以?印发"),
    re.compile(
        rf"^[一-鿿]{{4,60}}印发《(?P<title>[^》]{{4,80}}{_KINDS}(?:（[^）]{{1,12}}）)?)》(?![一-鿿]{{0,6}}{_KINDS})"
    ),
    re.compile(
        f"(?:检送|函[送颁]|颁[布行]|[订修]正|订定)[^，。；]{{0,12}}?[「《](?P<title>[^」》]{{2,80}}{_KINDS})[」》]"
    ),
)
_ATTACHED: Final = re.compile("附(?:件|表)[0-9一二三四五]{0,2}：? ?")
_ENGLISH_TITLE: Final = re.compile(
    r"(?:20\d\d )?[A-Z][A-Za-z &：（）–—-]{0,90}(?:P(?i:lan|rogramme|rogram)|S(?i:trategy)|Workplan"
    r"|Priorities|(?:Results|Delivery|Performance|Implementation|Action) Framework|Roadmap)\b"
    r"(?: for(?= ?20)|：(?=20))?(?: ?20\d\d)?"
    r"(?:/\d\d ?(?:[—–-]|to) ?20\d\d/\d\d|(?:[—–/-]| to )(?:20)?\d\d)?"
    r"(?:，? ?（20\d\d ?(?:[—–/-]|to) ?(?:20)?\d\d）)?"
)
_NUMBER: Final = re.compile(
    r"(?:发文字号|文号|字号)：[|｜]?(?P<stated>[^，。：|｜]{4,30}?号)"
    r"|第\d{1,4}/[A-Z]{2,8}/\d{4}号(?:公告|批示|通告)?|[一-鿿]{2,16}（\d{4}）第?\d+ ?号"
    r"|[一-鿿]{2,12}字第\d{5,12}号"
)
_NUMBER_BEHIND: Final = re.compile(r"（[一-鿿]{2,16}（\d{4}）第?\d+ ?号）")
"""The number of a paper in brackets behind its title."""
_SEALED: Final = re.compile("（[代盖印签]章）$")
"""What behind the name of a unit says whose seal is beside it."""
_REFERENCE: Final = re.compile(
    r"(?:档案编号|文件编号|参考编号)："
    r"|(?i:(?:our |file |document |circular )?(?:ref(?:erence)?|no|number)\.?(?: no\.?)?)(?:：| ) ?"
)
"""What stands before the number of a paper from abroad, which fills the rest of its line."""
_GOES_ON: Final = re.compile(
    rf"(?:：| (?i:on|for|of|to|against|in)\b| ?[–—-] |[， ] ?(?:FY ?20"
    rf"|(?:(?i:(?:fiscal|financial) years?) )?20\d\d ?[–—-]|{MONTH_NAMES} ?[–—-]))"
    r"(?!.*\b(?i:adopted|approved|issued|published|released)\b)"
)
"""What goes on with a title in English behind what kind of plan it is."""
_YEAR_OF: Final = (
    rf"(?:(?:民国|(?<=字第\d{{10}}号)|(?<=日期：))(?P<republic>\d{{2,3}}|{HAN_REPUBLIC})"
    r"|(?P<year>\d{4}|[〇零○一二三四五六七八九]{4}))"
)
_DATE: Final = re.compile(
    rf"{_YEAR_OF}(?:年|(?<=：\d{{4}})[-./]|(?<=期：\d{{3}})[-./])(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})[月./-]"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})(?:日|(?<=[-./]\d\d)(?!\d)|(?<=[-./]\d)(?!\d))"
)
_SIGNED_BY: Final = re.compile("(?:发文|发布|印发|制定)(?:机构|机关|单位|部门)：")
_STATED: Final = re.compile(
    r"（(?:(?P<number>[一-鿿]{2,16}（\d{4}）第?\d+号)，?)?(?P<signer>[一-鿿]{2,30}?)?"
    rf"{_DATE.pattern}(?:，?(?P<issuer>[^），。]{{2,30}}?)?(?:印发|[发公]布))?）"
)
"""A date in brackets below the title, with the unit that circulated the paper, if it is named."""
_TITLE_BEGINS: Final = 8
"""So many characters tell the title that is circulated from other words."""
_GLUED_SIGNATURE: Final = re.compile(rf"(?<=[。；》）])(?P<signer>[一-鿿]{{4,30}}){_DATE.pattern}")
_DECREED: Final = re.compile(
    rf"(?:(?!中华|民国)[一-鿿]{{2,12}})?(?:(?:中华)?民国)?(?P<republic>1[01]\d|{HAN_REPUBLIC})年"
    r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?P<number>[一-鿿]{2,12}字第\d{5,12}号)"
    "(?:书?函|令)?(?P<how>核定|核准|备查|颁布?|颁行|订定|修正|发布|公告)?"
)
"""A line below a title that says by which paper of which day it was sent out, or agreed to."""
_AGREED: Final = ("核定", "核准", "备查")
_FORM: Final = re.compile(
    "(?:档号|保存年限|密等|索引号|(?:主题|组配|体裁)?分类|信息类别|主题词|(?:发文|政策)?[文字]号|(?:统一|登记)?编号|规范性文件登记号"
    "|(?:信息)?来源|作者|编辑|有效性|公开(?:方式|类别|范围)|[访浏阅点][问览读击](?:次?数|量)?|【?字体"
    "|(?:发文|发布|公布|印发|制定|成文|生成|生效|废止)(?:机构|机关|单位|部门|日期|时间))"
    "(?:：| ?[|｜])"
    "|[-|｜ ]{3}"
)
"""Blanks of a form above a letterhead, or what a web page says of a paper above its title."""
_ENTITLED: Final = re.compile("(?:名称|标题)：")
"""What a web page says before a title."""
_ADDRESS: Final = re.compile("各[^。；：《]{2,100}：")
"""Those to whom a paper is sent, on the line before its title."""
_COUNTED: Final = re.compile(r"\d{1,2}[.、] ?(?=[一-鿿\d“《]{4})")
"""The number of an annex, among others, before its title."""
_LED_BY: Final = re.compile(
    "(?:发文|印发|[发公]布|公告|成文|[制订]定)?(?:日期|时间)：(?:中华)?$|中华$"
)
_ISSUER_IN_TITLE: Final = re.compile("(?P<issuer>[一-鿿]{3,30}?)(?:(?:印发)?《?关于|印发《)")
_LETTERHEAD: Final = re.compile("(?P<issuer>[一-鿿]{3,60}?)(?P<paper>文件|书?函|令|公告)?")
_HEAD_LINES: Final = 8
_OF_A_YEAR: Final = re.compile(
    rf"20\d\d(?:年|[—–/-]\d\d年?度)|二[〇零○]|(?<!\d)(?:1\d\d|{HAN_REPUBLIC})年度"
)
_OF_UNIT: Final = re.compile("关于|印发|贯彻|对|的|[（第]")
"""What a line begins with that goes on with the name above it, or is no title."""
_SHORT_LINE: Final = 12
_REGION: Final = re.compile(
    "[一-鿿]{2,4}特别行政区(?:政府)?|[一-鿿]{2,10}范畴(?:[及和、][一-鿿]{2,10}范畴)*"
)
"""A line above a title that says in which region, or in whose field, the paper is written."""
_ENDED: Final = re.compile("[。；>]")
"""What ends the line before a title, and stands in none."""
_KIND_OF_TITLE: Final = re.compile(
    f"^(?!.*(?:。|，.*，))(?![一二三四五六七八九十]+、).*{_KINDS}|表|细则|清单|(?:项目|实事|责任书)$|(?i:plan|strategy|programme|priorities|framework|roadmap)"
)
_ACROSS: Final = re.compile(
    r"(?:20\d\d(?:[—–\-~至/]20\d\d)?)?年?(?:[春秋]季)?学[年期]"
    r"|(?i:(?:school|academic|fiscal|financial) years?)|FY ?20\d\d"
    r"|20\d\d ?[—–/-] ?\d\d(?!\d)|冬春季?"
    "|二[〇零○][一二三四五六七八九]{2}至[一二三四五六七八九]{2}年度?"
)
"""A year in a title that is none of the calendar: a school's, or one that begins in spring."""
_TWO_YEARS: Final = re.compile(r"20\d\d(?: ?[–—/-] ?| to )(?:[A-Z][a-z]+ )?20\d\d(?!\d|年)")
"""Two years in a title, which may stand for one that begins in spring or summer."""
_ENGLISH_DATE: Final = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[A-Z][a-z]{2})[a-z]* "
    r"|(?P<name>[A-Z][a-z]{2})[a-z]* (?P<nth>\d{1,2})， ?)(?P<year>\d{4})"
)
_ISSUED: Final = re.compile(
    rf"(?P<how>Issued|Approved|Adopted|Published|Released|Endorsed|Agreed) by (?:the )?"
    rf"(?P<issuer>[A-Z][^，。.]{{3,60}}?)(?:，|：| on|，? dated) ?{_ENGLISH_DATE.pattern}"
)
_OF_STATE: Final = re.compile(" (?:Department|Ministry|Office|Board|Agency|Authority|Bureau) of ")
"""What makes of a line a unit that is named behind its state: Westland Department of Health."""
_DATED: Final = re.compile(
    "(?i:(?:date(?:d)?(?: of (?:issue|approval|adoption))?|issued|published|approved|adopted"
    "|endorsed|released)(?: on)?)：? ?"
)
"""What before a day on its line says that the paper was issued then."""
_LAST_MONTH: Final = 12
_LONGEST_SIGNER: Final = 40
_LONGEST_TITLE: Final = 80
_HAN_NAME: Final = re.compile(f"[一-鿿]{{3,{_LONGEST_SIGNER}}}")
_TAIL: Final = 300
"""A date that stands alone so near to the end of a document is that of its issue."""


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of the document; None and empty where it does not say.

    ``first`` and ``last`` are the years that the plan is for, ``across`` is the title's year
    where it is none of the calendar; ``issued_is_sure`` is false where a date stands alone
    without the unit that signed it; ``term`` is from when to when it says that it is for;
    ``places`` are where all this stands.
    """

    title: str
    number: str
    issuer: str
    issued: date | None
    first: int
    last: int
    year_is_known: bool
    across: str
    issued_is_sure: bool
    title_is_sure: bool
    term: Term | None
    places: tuple[Place, ...]

    @property
    def is_astride(self) -> bool:
        """Whether the plan's year is none of the calendar."""
        return self.term.end.month < _LAST_MONTH if self.term else bool(self.across)


class _Found(NamedTuple):
    """Words of the head and their place."""

    words: str
    place: Place


_NOTHING: Final = _Found("", (0, 0))


def read_header(document: Document, first_heading: int, tables: Stretches) -> Header:
    """Reads the head of a document, before its first heading, and its signature and date.

    What stands in ``tables`` is no signature.
    """
    title = _title(document, first_heading)
    number = _document_number(document, first_heading)
    issuer, issued, dated, sure = _signature(document, first_heading, tables)
    if not issuer.words:
        opening = document.flat[: first_heading or 80]
        found = _ISSUER_IN_TITLE.match(opening, _past_letterhead(document, opening))
        issuer = _letterhead(document, opening)
        if not issuer.words:
            issuer = _labelled_issuer(document, opening)
        if found:
            issuer = _Found(found["issuer"], found.span("issuer"))
        if not issuer.words:
            issuer = _english_letterhead(document, title.place)
    years = years_of(document, title.words, issued)
    across = _ACROSS.search(simple(title.words)) or (
        _TWO_YEARS.search(title.words) if years[-1] - years[0] == 1 else None
    )
    term = stated_term(document, range(years[0], years[-1] + 1))
    titles = re.finditer(re.escape(document.words[slice(*title.place)]) or "(?!)", document.words)
    own = (number.place, issuer.place, dated, term.place if term else (0, 0))
    places = (*(found.span() for found in titles), *own)
    return Header(
        title.words,
        number.words,
        issuer.words,
        issued,
        term.start.year if term else years[0],
        term.end.year if term else years[-1],
        bool(stated_years(document, title.words)) or issued is not None,
        across[0] if across else "",
        sure,
        _KIND_OF_TITLE.search(simple(title.words)) is not None,
        term,
        tuple(place for place in places if place[1] > place[0]),
    )


def _title(document: Document, first_heading: int) -> _Found:
    head = document.flat[: first_heading or 1500][:1500]
    found = [match for pattern in _CIRCULATED for match in pattern.finditer(head)]
    own = [match for match in found if not _is_cited(head, match.start())]
    if own:
        first = min(own, key=lambda match: match.start())
        return _named(document, first.start("title"), first.end("title"))
    start = _past_letterhead(document, head)
    attached = _ATTACHED.match(head, start)
    labelled = attached and (attached[0].endswith("：") or _ends_at(document, attached.end()))
    start = attached.end() if attached and labelled else start
    address = _ADDRESS.match(head, start)
    below = address.end() if address and address.end() in document.lines else start
    start = start if "，" in head[below : _line_end(document, below + 1)] else below
    counted = _COUNTED.match(head, start)
    start = counted.end() if counted else start
    lines = (i for i in range(start, len(head)) if document.gaps[i] is Gap.LINE)
    english = next(filter(None, (_ENGLISH_TITLE.match(head, line) for line in lines)), None)
    if english:
        words = (i for i in range(*english.span()) if document.gaps[i] is Gap.LINE)
        end = _line_end(document, english.end())
        whole = end - english.end() <= _LONGEST_TITLE and not _ENDED.search(
            head, english.end(), end
        )
        goes_on = whole and _GOES_ON.match(head, english.end(), end)
        return _named(document, max(words), end if goes_on else english.end())
    for end in range(start + 4, min(len(head), start + 120) + 1):
        numbered = _NUMBER_BEHIND.match(head, end)
        whole = _ends_at(document, numbered.end() if numbered else end)
        if whole and _TITLE_ENDS.search(head[start:end]):
            behind = _document_number(document, first_heading).place[1]
            begin = behind if start < behind < end else start
            stops = [found.end() for found in _ENDED.finditer(head, begin, end)]
            after = stops[-1] if stops else begin
            lines = (i for i in range(after, end) if i in document.lines)
            begin = next(lines, end) if stops else begin
            if begin < end:
                years = _YEARS_BEHIND.match(document.flat, end)
                dated = years and _ends_at(document, years.end("all"))
                return _named(document, begin, years.end("years") if years and dated else end)
    if glued := _GLUED_TITLE.match(head, start):
        return _named(document, *glued.span())
    ends = (i for i in range(start + 2, len(head)) if document.gaps[i] and head[i - 1] != " ")
    return _named(document, start, min(next(ends, len(head)), start + 60))


def _is_cited(head: str, at: int) -> bool:
    """Whether what stands there is part of a title between the marks of one."""
    return head.rfind("《", 0, at) > head.rfind("》", 0, at)


def _named(document: Document, start: int, end: int) -> _Found:
    return _Found(document.tidy(start, end), (start, end))


def _ends_at(document: Document, end: int) -> bool:
    return end >= len(document.flat) or bool(document.gaps[end])


def _letterhead(document: Document, head: str) -> _Found:
    """Who the letterhead says the paper is from: ``某某委员会文件`` on a line of its own.

    The first line may name units and nothing else, above a title that begins with its year, or
    several of them above one that begins with 关于.
    """
    lines = [i for i in range(len(head)) if i in document.lines][: _HEAD_LINES + 1]
    several = _lines_of_units(document, head, lines)
    if several is not None:
        return several
    for start, end in pairwise(lines):
        found = _LETTERHEAD.fullmatch(head, start, end)
        if found is None:
            continue
        place = found.span("issuer")
        cuts = [i for i in range(start + 1, place[1]) if document.gaps[i]]
        names = [head[a:b] for a, b in pairwise([start, *cuts, place[1]])]
        begins = _title_behind(head, [one for one in lines if one >= end]) if start == 0 else None
        if begins is None and start == 0 and cuts and head.startswith("关于", end):
            begins = end
        if not all(map(unit_names.ends_like_a_unit, names)):
            continue
        if found["paper"] or begins is not None:
            return _Found(document.verbatim(*place), (start, begins or end))
    return _NOTHING


def _title_behind(head: str, lines: list[int]) -> int | None:
    """Where the title begins in the lines behind a unit's name: in the first that bears a year.

    Or in the second, where it begins with one; what stands between says which field it is about.
    """
    first, second, *_ = *lines, len(head), len(head)
    if _OF_A_YEAR.search(head, first, second) and not _OF_UNIT.match(head, first):
        return first
    return second if _OF_A_YEAR.match(head, second) and second - first <= _SHORT_LINE else None


def _lines_of_units(document: Document, head: str, lines: list[int]) -> _Found | None:
    """The units of which each has a line of its own above a title, a government's bureau alone."""
    places = list(pairwise(lines))
    count = next(
        (
            n
            for n, (start, end) in enumerate(places)
            if not _HAN_NAME.fullmatch(head, start, end)
            or not unit_names.ends_like_a_unit(head[start:end])
        ),
        0,
    )
    if count < 2 or not _OF_A_YEAR.match(head, places[count][0]):
        return None
    names = [document.verbatim(*place) for place in places[:count]]
    below = head[slice(*places[0])].endswith("政府")
    return _Found(" ".join(names[1 if below else 0 :]), (0, places[count][0]))


def _english_letterhead(document: Document, title: Place) -> _Found:
    """The last line above a title in English that is a unit's name, or the line below it."""
    above, below = title[0], _line_end(document, title[1])
    starts = [i for i in range(min(above + 1, len(document.gaps))) if document.gaps[i] is Gap.LINE]
    lines = list(pairwise(starts[: _HEAD_LINES + 1]))
    for start, stop in (*reversed(lines), (below, _line_end(document, below + 1))):
        name = document.words[start:stop].strip().replace("，", ", ")
        titled = name.title().replace(" Of ", " of ")
        unit = name.isascii() and (
            unit_names.ENGLISH_ENDINGS.search(titled) or _OF_STATE.search(titled)
        )
        if unit and len(name) <= _LONGEST_TITLE and not any(map(str.isdigit, name)):
            return _Found(document.verbatim(start, stop), (start, stop))
    return _NOTHING


def _line_end(document: Document, start: int) -> int:
    """Where the line ends that ``start`` is in."""
    ends = range(start, len(document.flat))
    return next((i for i in ends if document.gaps[i] is Gap.LINE), len(document.flat))


def _labelled_issuer(document: Document, head: str) -> _Found:
    """The unit behind 发布机构： at the head."""
    label = _SIGNED_BY.search(head)
    if label is None:
        return _NOTHING
    start = label.end()
    end = next((i for i in range(start, len(head)) if document.gaps[i]), start)
    unit = unit_names.ends_like_a_unit(head[start:end])
    return _Found(document.words[start:end], (start, end)) if unit else _NOTHING


def _past_letterhead(document: Document, head: str) -> int:
    """Where the title may begin: behind a letterhead and the document's number under it."""
    start = _letterhead(document, head).place[1]
    number = _NUMBER.match(head, start)
    start = number.end() if number else start
    while start in document.lines and (blank := _FORM.match(head, start)):
        start = next((i for i in range(blank.end(), len(head)) if i in document.lines), start)
        if start < blank.end():
            break
    entitled = _ENTITLED.match(head, start)
    start = entitled.end() if entitled else start
    while start in document.lines and (region := _REGION.match(head, start)):
        if region.end() not in document.lines:
            break
        start = region.end()
    return start


def _document_number(document: Document, first_heading: int) -> _Found:
    """The number that stands alone at the head or the end; one within a sentence is cited."""
    flat, gaps = document.flat, document.gaps
    near = max(first_heading, 600)
    if place := _stated_number(document, near):
        return _Found(document.tidy(*place), place)
    if decreed := _decreed(document, near):
        return _Found(document.tidy(*decreed.span("number")), decreed.span())
    for found in _REFERENCE.finditer(flat, 0, min(near, first_heading or near)):
        end = _line_end(document, found.end())
        dated = _ENGLISH_DATE.search(flat, found.end(), end)
        end = dated.start() if dated else end
        words = flat[found.end() : end]
        numbered = "/" in words or any(map(str.isdigit, words))
        if gaps[found.start()] is Gap.LINE and numbered and len(words) <= _LONGEST_SIGNER:
            return _Found(document.verbatim(found.end(), end), (found.start(), end))
    for found in _NUMBER.finditer(flat[:3000]):
        if found["stated"]:
            return _Found(document.tidy(*found.span("stated")), found.span("stated"))
        year = flat.find("（", *found.span())
        run = _run_start(document, year if year > 0 else found.end())
        start, end = max(run, found.start()), found.end()
        cited = flat[start - 1 : start] in ("（", "》")
        ends = _ends_at(document, end) or (start in document.lines and _heads(flat, end))
        if not cited and gaps[start] and ends and start <= near:
            return _Found(document.tidy(start, end), (start, end))
    return _NOTHING


def _stated_number(document: Document, near: int) -> Place | None:
    """The number that stands in a bracket below the title, before a day, or behind the title."""
    flat = document.flat
    stated = _STATED.search(flat, 0, near)
    if stated and stated["number"]:
        return stated.span("number")
    for found in _NUMBER_BEHIND.finditer(flat, 0, near):
        titled = _TITLE_ENDS.search(flat, 0, found.start()) and not _ENDED.search(
            flat, 0, found.start()
        )
        if titled and _ends_at(document, found.end()):
            return found.start() + 1, found.end() - 1
    return None


def _heads(flat: str, start: int) -> bool:
    """Whether a title that begins with its unit does so at ``start``: 某局关于."""
    found = _ISSUER_IN_TITLE.match(flat, start)
    return found is not None and unit_names.ends_like_a_unit(found["issuer"])


def _decreed(document: Document, near: int) -> re.Match[str] | None:
    """The line at the head that says by which paper the document was sent out."""
    lines = (at for at in range(min(near, len(document.flat))) if document.gaps[at] is Gap.LINE)
    found = (_DECREED.match(document.flat, at) for at in lines)
    return next((one for one in found if one and _ends_at(document, one.end())), None)


def printed_number(document: Document) -> str:
    """The document's number as it is printed at its head; empty if there is none."""
    return _document_number(document, 0).words


def _run_start(document: Document, end: int) -> int:
    """Where the run of text without white space that ends at ``end`` begins."""
    start = end - 1
    while start > 0 and not document.gaps[start]:
        start -= 1
    return start


def _signature(
    document: Document, first_heading: int, without: Stretches
) -> tuple[_Found, date | None, Place, bool]:
    """The issuer and the date under the circular, or the first date that stands alone.

    Also the date's place, and whether a unit signed it, or it stands at the head or the end.
    """
    flat = document.flat
    if told := _told(document, first_heading):
        return told
    stated = _STATED.search(flat, 0, first_heading or _TAIL)
    if stated and document.gaps[stated.start()] and _ends_at(document, stated.end()):
        key = "signer" if stated["signer"] else "issuer"
        who = _Found(document.words[slice(*stated.span(key))], stated.span(key))
        return who if stated[key] else _NOTHING, _day(stated), stated.span(), True
    alone: tuple[date, Place] | None = None
    for found, day, start in _dates_apart(document, without):
        signs = _run_start(document, start)
        signs += len(label[0]) if (label := _SIGNED_BY.match(flat, signs, start)) else 0
        signer = document.words[signs:start]
        labelled = "：" in signer or len(signer) >= _LONGEST_SIGNER
        if not labelled and unit_names.ends_like_a_unit(simple(signer)):
            who = _signers(document, signs, start)
            if label or _is_parted(document, who.place[0]):
                return who, day, found.span(), True
        issues = found.end() + 2 if is_dated(flat, found.start()) else found.end()
        ends = _ends_at(document, issues) or flat[issues] == "（"
        if ends and _is_parted(document, start):
            alone = alone or (day, found.span())
    if alone is None:
        alone = _english_date_apart(document, first_heading or _TAIL)
    if alone is None:
        return _NOTHING, None, (0, 0), True
    at = alone[1][0]
    return _NOTHING, *alone, at < first_heading or at > len(flat) - _TAIL


def _glued_signature(
    document: Document, first_heading: int
) -> tuple[_Found, date | None, Place, bool] | None:
    """A unit and the day that stand before the first heading, and no gap between them.

    Pasted text has them so behind a sentence or the name of what is attached, and the title of
    what is circulated may follow.
    """
    circulated = [one for rule in _CIRCULATED for one in rule.finditer(document.flat[:1500])]
    for found in _GLUED_SIGNATURE.finditer(document.flat, 0, first_heading):
        end = found.end()
        title = document.flat[end : end + _TITLE_BEGINS]
        begins = any(found["title"].startswith(title) for found in circulated)
        ends = begins or _ends_at(document, end) or document.flat[end] == "（"
        if ends and unit_names.ends_like_a_unit(simple(found["signer"])):
            who = _Found(document.tidy(*found.span("signer")), found.span("signer"))
            return who, _day(found), (found.end("signer"), end), True
    return None


def _told(document: Document, first_heading: int) -> tuple[_Found, date | None, Place, bool] | None:
    """The same as a line says it: Issued by A on 1 May 2026, or by which paper it was sent out.

    Else as it is glued to a sentence.
    """
    issued = _ISSUED.search(document.flat)
    if issued:
        who = _Found(issued["issuer"], issued.span("issuer"))
        own = issued["how"] in ("Issued", "Published", "Released")
        return who if own else _NOTHING, _english_day(issued), issued.span(), own
    decreed = _decreed(document, max(first_heading, _TAIL))
    if decreed is None:
        return _glued_signature(document, first_heading or _TAIL)
    return _NOTHING, _day(decreed), decreed.span(), decreed["how"] not in _AGREED


def _english_date_apart(document: Document, end: int) -> tuple[date, Place] | None:
    """The day at the head in English that has a line to itself, or stands behind a reference.

    So it does behind a word that says that the paper is of that day.
    """
    flat = document.flat
    for found in _ENGLISH_DATE.finditer(flat, 0, end):
        start = next(i for i in range(found.start(), -1, -1) if document.gaps[i] is Gap.LINE)
        alone = start == found.start() or _REFERENCE.match(flat, start)
        alone = alone or _DATED.fullmatch(flat, start, found.start())
        last = _line_end(document, found.end()) <= found.end() + 1
        if alone and last and (day := _english_day(found)):
            return day, found.span()
    return None


def _dates_apart(
    document: Document, without: Stretches
) -> Iterator[tuple[re.Match[str], date, int]]:
    """The dates behind a gap that are no deadlines, each with its day and where it begins."""
    flat = document.flat
    for found in _DATE.finditer(flat):
        day, start = _day(found), found.start()
        led = _LED_BY.search(flat, max(0, start - 12), start)
        start = led.start() if led else start
        parted = start > 0 and document.gaps[start] and flat[start - 1] != "："
        bounds = flat[found.end() : found.end() + 1] in ("前", "起", "至", "之")
        if day and parted and not bounds and not without.holding(start):
            yield found, day, start


def _is_parted(document: Document, at: int) -> bool:
    """Whether what stands at an offset begins a line, or follows a sentence or a number of a paper.

    A cell of a row does not.
    """
    return at in document.lines or document.flat[at - 1] in "。；号"


def _signers(document: Document, start: int, end: int) -> _Found:
    """The unit that signs at ``start``, with those that sign before it: a notice of several."""
    words = [_SEALED.sub("", document.words[start:end])]
    while start > 0:
        before = _run_start(document, start)
        run = document.words[before:start]
        one = _HAN_NAME.fullmatch(run) and not unit_names.is_group(run)
        if not one or not unit_names.ends_like_a_unit(simple(run)):
            break
        start, words = before, [run, *words]
    return _Found(" ".join(words), (start, end))


def printed_days(document: Document) -> list[tuple[date, Place]]:
    """The full dates that a document has, each with its place."""
    found = [(_day(match), match.span()) for match in _DATE.finditer(document.flat)]
    english = [
        (_english_day(match), match.span()) for match in _ENGLISH_DATE.finditer(document.flat)
    ]
    return [(day, place) for day, place in (*found, *english) if day]


_OF_ISSUE: Final = re.compile(f"{_SIGNED_BY.pattern}|{_LED_BY.pattern}")
_BEHIND_DATE: Final = re.compile("(?:印发|发布)?[）。]?")
_MOST_BEHIND: Final = len("印发）")


def is_dated(flat: str, at: int) -> bool:
    """Whether a date stands at an offset and behind it that something was issued then."""
    found = _DATE.match(flat, at)
    return found is not None and flat[found.end() : found.end() + 2] in ("印发", "发布")


def signs(document: Document, place: Place) -> bool:
    """Whether a date has its line to itself, but for the unit that signs and words for issuing.

    What ends a text without lines needs no more than a gap before it.
    """
    flat, gaps, (start, end) = document.flat, document.gaps, place
    ends = (i for i in range(end, end + _MOST_BEHIND + 1) if i == len(flat) or gaps[i] is Gap.LINE)
    last = next(ends, None)
    if last is None or not _BEHIND_DATE.fullmatch(flat, end, last):
        return False  # most dates; of the others each has a line of its own to go back on
    at_end = document.lines if last == len(flat) else ()
    first = next(i for i in range(start, -1, -1) if gaps[i] is Gap.LINE or i in at_end)
    signer = flat[first:start].removeprefix("（")
    unit = "：" not in signer and unit_names.ends_like_a_unit(signer)
    return (not signer and flat[first - 1] != "：") or unit or _OF_ISSUE.match(signer) is not None


def _english_day(found: re.Match[str]) -> date | None:
    """The day of an English date; None where it names none."""
    name, day = found["month"] or found["name"], found["day"] or found["nth"]
    if name not in MONTHS:
        return None
    return parse_date(f"{found['year']}-{MONTHS.index(name) + 1:02d}-{int(day):02d}")


def _day(found: re.Match[str]) -> date | None:
    texts = (found["republic"] or found["year"].replace("○", "〇"), found["month"], found["day"])
    year, month, day = (int(numerals.parse_any(text) or 0) for text in texts)
    year += REPUBLIC if found["republic"] else 0
    return parse_date(f"{year:04d}-{month:02d}-{day:02d}")
