"""The title of a paper, or of what a circular sends out."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from foodsafety_ledger.document.date_words import MONTH_NAMES
from foodsafety_ledger.document.folded import Document, Gap, simple
from foodsafety_ledger.document.head_lines import (
    ENDED,
    KINDS,
    LONGEST_TITLE,
    TITLE_ENDS,
    Found,
    ends_at,
    line_end,
    named,
)
from foodsafety_ledger.document.letterhead import past_letterhead
from foodsafety_ledger.document.paper_number import NUMBER_BEHIND, document_number

_YEARS_BEHIND: Final = re.compile(
    r"(?P<all>(?P<years> ?20\d\d(?: ?[—–\-/~] ?(?:20)?\d\d)?(?:年度?)?) ?)"
)
"""The years that a title ends with behind the kind of paper it is: 工作纲领 2024-25."""
_GLUED_TITLE: Final = re.compile(
    rf"[^。；，：]{{4,60}}?{KINDS}(?:（[^）]{{1,12}}）)?(?=为(?:了|[^，。；]{{2,40}}，)|根据|按照|各[^，。；：]{{1,12}}[，、：]|一、)"
)
"""A title that its text follows without a break, as in text pasted from a web page."""
CIRCULATED: Final = (
    re.compile(rf"印发《?(?P<title>[^。；]{{4,80}}?{KINDS}(?:（[^）]{{1,12}}）)?)》?的通知"),
    re.compile("《(?P<title>[^》]{4,80}(?<!报告))》(?:已经|已由|业经)"),
    re.compile("现将《(?P<title>[^》]{4,80})》印发"),
    re.compile(f"《(?P<title>[^》]{{4,80}}{KINDS})》，现予?以?印发"),
    re.compile(
        rf"^[一-鿿]{{4,60}}印发《(?P<title>[^》]{{4,80}}{KINDS}(?:（[^）]{{1,12}}）)?)》(?![一-鿿]{{0,6}}{KINDS})"
    ),
    re.compile(
        f"(?:检送|函[送颁]|颁[布行]|[订修]正|订定)[^，。；]{{0,12}}?[「《](?P<title>[^」》]{{2,80}}{KINDS})[」》]"
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
_RUN: Final = re.compile(rf"[^：；。，>]{{8,60}}{KINDS}(?:（[^）]{{1,12}}）)?")
"""A run of text that may be a title."""
_GOES_ON: Final = re.compile(
    rf"(?:：| (?i:on|for|of|to|against|in)\b| ?[–—-] |[， ] ?(?:FY ?20"
    rf"|(?:(?i:(?:fiscal|financial) years?) )?20\d\d ?[–—-]|{MONTH_NAMES} ?[–—-]))"
    r"(?!.*\b(?i:adopted|approved|issued|published|released)\b)"
)
"""What goes on with a title in English behind what kind of plan it is."""
_GOAL: Final = re.compile(
    r"[：，；。](?=一是|[^：，；。]*(?:(?:达到?|不[低少高多]于|至少|超过|以内|控制在)\d[\d.]*[%％‰一-鿿]"
    r"|\d[\d.]*[%％‰一-鿿]{1,3}以[上下内]))"
)
"""Before what begins a clause that holds a goal, and is in no title."""
_ADDRESS: Final = re.compile("各[^。；：《]{2,100}：")
"""Those to whom a paper is sent, on the line before its title."""
_LABEL: Final = re.compile("(?:标题|名称|题名)：")
"""What stands before a title in the table at the head of a web page."""
_ON_PAGE: Final = re.compile("首页|当前位置|索引号：|字体|[发公]布(?:机构|日期|时间)：|来源：")
"""What shows that a page's own words stand before the title of its paper."""
_COUNTED: Final = re.compile(r"\d{1,2}[.、] ?(?=[一-鿿\d“《]{4})")
"""The number of an annex, among others, before its title."""
KIND_OF_TITLE: Final = re.compile(
    f"^(?!.*(?:。|，.*，))(?![一二三四五六七八九十]+、).*{KINDS}|表|细则|清单|(?:项目|实事|责任书)$|(?i:plan|strategy|programme|priorities|framework|roadmap)"
)


def read_title(document: Document, first_heading: int) -> Found:
    """The title: of what is sent out, where the paper is a circular, else the one at the head."""
    head = document.flat[: first_heading or 1500][:1500]
    if sent := _sent_out(document, head):
        return sent
    start = _past_opening(document, head)
    return (
        _in_english(document, head, start)
        or _by_its_end(document, head, start, first_heading)
        or _on_page(document, head)
        or _glued(document, head, start)
        or _first_words(document, head, start)
    )


def _sent_out(document: Document, head: str) -> Found | None:
    """The title of what a circular sends out, by which it says that it does."""
    found = [match for pattern in CIRCULATED for match in pattern.finditer(head)]
    own = (match for match in found if not _is_cited(head, match.start()))
    first = min(own, key=lambda match: match.start(), default=None)
    return named(document, *first.span("title")) if first else None


def _past_opening(document: Document, head: str) -> int:
    """Where a title may begin: behind the letterhead, 附件1, who is addressed and a number."""
    start = past_letterhead(document, head)
    attached = _ATTACHED.match(head, start)
    labelled = attached and (attached[0].endswith("：") or ends_at(document, attached.end()))
    start = attached.end() if attached and labelled else start
    address = _ADDRESS.match(head, start)
    below = address.end() if address and address.end() in document.lines else start
    start = start if "，" in head[below : line_end(document, below + 1)] else below
    counted = _COUNTED.match(head, start)
    return counted.end() if counted else start


def _in_english(document: Document, head: str, start: int) -> Found | None:
    """The title of a line that is one in English, with what goes on with it."""
    lines = (i for i in range(start, len(head)) if document.gaps[i] is Gap.LINE)
    english = next(filter(None, (_ENGLISH_TITLE.match(head, line) for line in lines)), None)
    if english is None:
        return None
    begin = max(i for i in range(*english.span()) if document.gaps[i] is Gap.LINE)
    end = line_end(document, english.end())
    whole = end - english.end() <= LONGEST_TITLE and not ENDED.search(head, english.end(), end)
    goes_on = whole and _GOES_ON.match(head, english.end(), end)
    return named(document, begin, end if goes_on else english.end())


def _by_its_end(document: Document, head: str, start: int, first_heading: int) -> Found | None:
    """The title of a line that ends as titles do, behind its number and what its line ends."""
    for end in range(start + 4, min(len(head), start + 120) + 1):
        numbered = NUMBER_BEHIND.match(head, end)
        whole = ends_at(document, numbered.end() if numbered else end)
        if whole and TITLE_ENDS.search(head[start:end]):
            behind = document_number(document, first_heading).place[1]
            begin = behind if start < behind < end else start
            stops = [found.end() for found in ENDED.finditer(head, begin, end)]
            if stops:
                begin = next((i for i in range(stops[-1], end) if i in document.lines), end)
            labels = [found.end() for found in _LABEL.finditer(head, begin, end)]
            begin = labels[-1] if labels else begin
            if begin < end:
                return named(document, begin, _with_years(document, end))
    return None


def _on_page(document: Document, head: str) -> Found | None:
    """The title among the words of a web page: the first run of text that is like one."""
    if not _ON_PAGE.search(head):
        return None
    starts = [i for i in range(len(head)) if document.gaps[i]]
    runs = (named(document, *run) for run in pairwise([*starts, len(head)]))
    return next((run for run in runs if _RUN.fullmatch(simple(run.words))), None)


def _with_years(document: Document, end: int) -> int:
    """Where a title ends with the years behind the kind of paper it is, if its line does."""
    years = _YEARS_BEHIND.match(document.flat, end)
    return years.end("years") if years and ends_at(document, years.end("all")) else end


def _glued(document: Document, head: str, start: int) -> Found | None:
    """The title that its text follows without a break."""
    glued = _GLUED_TITLE.match(head, start)
    return named(document, *glued.span()) if glued else None


def _first_words(document: Document, head: str, start: int) -> Found:
    """What stands first, up to a break or a goal, where nothing says that it is the title."""
    ends = (i for i in range(start + 2, len(head)) if document.gaps[i] and head[i - 1] != " ")
    end = min(next(ends, len(head)), start + 60)
    asks = _GOAL.search(head, start + 2, line_end(document, start + 2))
    return named(document, start, min(asks.start(), end) if asks else end)


def _is_cited(head: str, at: int) -> bool:
    """Whether what stands there is part of a title between the marks of one."""
    return head.rfind("《", 0, at) > head.rfind("》", 0, at)
