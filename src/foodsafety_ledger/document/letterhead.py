"""Whom a paper is from by its letterhead, and where that ends."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from foodsafety_ledger.document import unit_names
from foodsafety_ledger.document.folded import Document, Gap, Place
from foodsafety_ledger.document.head_lines import (
    HAN_NAME,
    ISSUER_IN_TITLE,
    LONGEST_TITLE,
    NOTHING,
    Found,
    line_end,
)
from foodsafety_ledger.document.paper_number import NUMBER
from foodsafety_ledger.document.printed_dates import ISSUERS, ISSUES, SIGNED_BY
from foodsafety_ledger.document.title_years import HAN_REPUBLIC

_FORM: Final = re.compile(
    "(?:档号|保存年限|密等|索引号|(?:主题|组配|体裁)?分类|信息类别|主题词|(?:发文|政策)?[文字]号|(?:统一|登记)?编号|规范性文件登记号"
    "|(?:信息)?来源|作者|编辑|有效性|公开(?:方式|类别|范围)|[访浏阅点][问览读击](?:次?数|量)?|【?字体"
    f"|(?:{ISSUES}|生成|生效|废止)(?:{ISSUERS}|日期|时间))"
    "(?:：| ?[|｜])"
    "|[-|｜ ]{3}"
)
"""Blanks of a form above a letterhead, or what a web page says of a paper above its title."""
_FRAME: Final = re.compile(
    "(?:首页|当前位置|您?(?:现在|当前)?(?:所在)?的?位置)[：>＞ ].*"
    "|[一-鿿]{0,12}?(?:(?:政府)?信息公开|政务公开)(?:专栏|平台|目录|指南|网)?"
    "|(?:法定)?主动公开内容|政策文件|打印|关闭|分享"
)
"""A line of the frame of a web page, above all that belongs to the paper."""
_ENTITLED: Final = re.compile("(?:名称|标题)：")
"""What a web page says before a title."""
_LETTERHEAD: Final = re.compile(
    "(?P<issuer>[一-鿿]{3,60}?)(?:(?:（[一-鿿]{2,20}）)?(?P<paper>文件|书?函|令|公告))?"
)
_HEAD_LINES: Final = 8
_OF_A_YEAR: Final = re.compile(
    rf"20\d\d(?:年|[—–/-]\d\d年?度)|二[〇零○]|(?<!\d)(?:1\d\d|{HAN_REPUBLIC})年(?:度|(?=[一-鿿]))"
)
_OF_UNIT: Final = re.compile("关于|印发|贯彻|对|的|[（第]")
"""What a line begins with that goes on with the name above it, or is no title."""
_SHORT_LINE: Final = 12
_REGION: Final = re.compile(
    "[一-鿿]{2,4}特别行政区(?:政府)?|[一-鿿]{2,10}范畴(?:[及和、][一-鿿]{2,10}范畴)*"
)
"""A line above a title that says in which region, or in whose field, the paper is written."""
_OF_STATE: Final = re.compile(" (?:Department|Ministry|Office|Board|Agency|Authority|Bureau) of ")
"""What makes of a line a unit that is named behind its state: Westland Department of Health."""


def head_issuer(document: Document, first_heading: int, title: Place) -> Found:
    """The unit that the title begins with, else the letterhead's, or the one behind a label."""
    opening = document.flat[: first_heading or 80]
    entitled = ISSUER_IN_TITLE.match(opening, past_letterhead(document, opening))
    if entitled:
        return Found(entitled["issuer"], entitled.span("issuer"))
    found = _letterhead(document, opening)
    found = found if found.words else _labelled_issuer(document, opening)
    return found if found.words else _english_letterhead(document, title)


def _letterhead(document: Document, head: str) -> Found:
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
            return Found(document.verbatim(*place), (start, begins or end))
    return NOTHING


def _title_behind(head: str, lines: list[int]) -> int | None:
    """Where the title begins in the lines behind a unit's name: in the first that bears a year.

    Or in the second, where it begins with one; what stands between says which field it is about.
    """
    first, second, *_ = *lines, len(head), len(head)
    if _OF_A_YEAR.search(head, first, second) and not _OF_UNIT.match(head, first):
        return first
    return second if _OF_A_YEAR.match(head, second) and second - first <= _SHORT_LINE else None


def _lines_of_units(document: Document, head: str, lines: list[int]) -> Found | None:
    """The units of which each has a line of its own above a title, a government's bureau alone."""
    places = list(pairwise(lines))
    count = next(
        (
            n
            for n, (start, end) in enumerate(places)
            if not HAN_NAME.fullmatch(head, start, end)
            or not unit_names.ends_like_a_unit(head[start:end])
        ),
        0,
    )
    if count < 2 or not _OF_A_YEAR.match(head, places[count][0]):
        return None
    names = [document.verbatim(*place) for place in places[:count]]
    below = head[slice(*places[0])].endswith("政府")
    return Found(" ".join(names[1 if below else 0 :]), (0, places[count][0]))


def _english_letterhead(document: Document, title: Place) -> Found:
    """The last line above a title in English that is a unit's name, or the line below it."""
    above, below = title[0], line_end(document, title[1])
    starts = [i for i in range(min(above + 1, len(document.gaps))) if document.gaps[i] is Gap.LINE]
    lines = list(pairwise(starts[: _HEAD_LINES + 1]))
    for start, stop in (*reversed(lines), (below, line_end(document, below + 1))):
        name = document.words[start:stop].strip().replace("，", ", ")
        titled = name.title().replace(" Of ", " of ")
        unit = name.isascii() and (
            unit_names.ENGLISH_ENDINGS.search(titled) or _OF_STATE.search(titled)
        )
        if unit and len(name) <= LONGEST_TITLE and not any(map(str.isdigit, name)):
            return Found(document.verbatim(start, stop), (start, stop))
    return NOTHING


def _labelled_issuer(document: Document, head: str) -> Found:
    """The unit behind 发布机构： at the head."""
    label = SIGNED_BY.search(head)
    if label is None:
        return NOTHING
    start = label.end()
    end = next((i for i in range(start, len(head)) if document.gaps[i]), start)
    unit = unit_names.ends_like_a_unit(head[start:end])
    return Found(document.words[start:end], (start, end)) if unit else NOTHING


def _behind_frame(document: Document, head: str) -> int:
    """Where the lines of a web page's frame end that stand above a paper."""
    lines = [i for i in range(len(head)) if i in document.lines]
    frames = (
        start for start, end in pairwise([0, *lines[1:]]) if not _FRAME.fullmatch(head, start, end)
    )
    return next(frames, 0)


def past_letterhead(document: Document, head: str) -> int:
    """Where the title may begin: behind a letterhead and the document's number under it."""
    start = max(_behind_frame(document, head), _letterhead(document, head).place[1])
    number = NUMBER.match(head, start)
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
