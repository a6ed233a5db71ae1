"""By when an item is due, and each of its targets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document import date_words
from foodsafety_ledger.document.deadlines import (
    Deadline,
    is_read_whole,
    is_whole_year,
    parse_deadline,
    read_dates,
)
from foodsafety_ledger.document.demands import TargetReading
from foodsafety_ledger.document.folded import Document, Stretches
from foodsafety_ledger.document.header import Header
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.outline import Node, title_of
from foodsafety_ledger.document.task_text import ItemDraft, TaskText

_MONTH_ITSELF: Final = re.compile("月[之以]?前")
"""What leaves open whether a deadline's month is within it."""
_ODD_DATE: Final = re.compile(
    r"[0-9](?!st|nd|rd|th)[A-Za-z曰〇○丨]|(?!Q)[A-Za-z〇○丨〡][0-9]"
    r"|[0-9](?:(?<!Q\d) |[·,：]|(?<![a-z] \d)(?<![a-z] \d\d)，)[0-9]"
    r"|月\d+(?![\d日号.])|月[、和及/]\d"
    r"|[日底末前旬][、和及/]?\d|(?i:early|mid|beginning|start)"
    rf"|(?:Q[1-4]|{date_words.MONTH_NAMES})(?:[，、；/&]| and )+.*(?:Q[1-4]|{date_words.MONTH})"
)
"""What in a deadline was not read whole."""
_YEAR_SAID: Final = re.compile(r"\d{4}|1\d\d年|[〇零○一二三四五六七八九]{4}年|十[三四五六]五")
_QUARTER: Final = re.compile("季|(?i:Q[1-4]|quarter|year)")
"""What of a year from spring to spring may be another part than of the calendar's."""
_FISCAL: Final = re.compile("Q(?P<quarter>[1-4]),? (?:of )?(?:the )?(?:FY|financial|fiscal)")
_A_YEAR: Final = timedelta(days=366)
_ENDLESS: Final = re.compile(
    "长期|持续|常态|全年|经常|(?i:ongoing|continu|throughout|permanent|all year|year[ -]round)"
)
_ALL_ABOVE: Final = re.compile(
    "(?P<of>(?:以上|上述|前述)(?:各项|所有|全部)?(?:重点|工作){0,2}(?:任务|工作|事项|措施|项目|目标)"
    "(?:均|都|要|应|须|需|务必|必须|全部|请)*)[^，。；：]{2,16}(?:完成|到位|落实|办结|销号)"
)
"""A sentence on all that stands above it, and by when that is to be done."""
_LONGEST_HEADING: Final = 80
"""Of more words under a number the first ones are its heading."""
_LONGEST_SENTENCE: Final = 600


def read_item_dues(
    document: Document, item: ItemDraft, header: Header, deadlines: list[tuple[Deadline, bool]]
) -> None:
    """The deadline of an item: as its label or cell says, else the last of its text's.

    Of those each is with whether it closes what it stands behind.
    """
    year, stated = header.last, item.phrase.due
    day = parse_deadline(stated, year) if stated else None
    if day:
        day = _in_term(header, day, stated)
        item.targets = [_due_as_stated(target, day, stated) for target in item.targets]
    else:
        item.targets = [_due_anyway(target, header) for target in item.targets]
    dated = all(target.due for target in item.targets)
    item.due = (
        day
        if stated
        else max((one.day for one, closing in deadlines if dated or closing), default=None)
    )
    bound = {item.due, *(target.due for target in item.targets)}
    lost = [one for one, _ in deadlines if one.day not in bound]
    item.phrase.doubts += [Doubt("due", words=document.verbatim(*one[1:])) for one in lost]
    item.dated += [*((one.start, one.end) for one, _ in deadlines), *item.phrase.dated]
    item.ongoing = item.due is None and _ENDLESS.search(stated) is not None
    words = [stated, *(document.verbatim(one.start, one.end) for one, _ in deadlines)]
    if header.first < header.last:
        vague = [one for one in words if one and not _names_year(header, one)]
        item.phrase.doubts += [Doubt("due", words=one) for one in vague if not _ENDLESS.search(one)]
    item.phrase.doubts += [Doubt("due", words=one) for one in words if "每" in one]
    months = [one for one in words if _MONTH_ITSELF.search(one)]
    item.phrase.doubts += [Doubt("due-month", words=one) for one in months]
    whole = item.ongoing or (day is not None and is_read_whole(stated, year))
    if stated and (not whole or _ODD_DATE.search(stated)):
        item.phrase.doubts.append(Doubt("due", words=stated))


def in_plan(flat: str, deadlines: Sequence[Deadline], header: Header) -> Iterator[Deadline]:
    """The deadlines but for ends of the year in a plan from spring to spring, which ends then."""
    for one in deadlines:
        if not (header.is_astride and is_whole_year(flat, one)):
            yield one._replace(day=_in_term(header, one.day, flat[one.start : one.end]))


def _in_term(header: Header, day: date, words: str) -> date:
    """A day without a year in the one year of a plan from spring to spring that it can be in.

    A quarter of such a year is counted from its beginning.
    """
    term = header.term
    fiscal = _FISCAL.search(words) if term and header.is_astride else None
    if term and fiscal:
        month = term.start.month - 1 + 3 * int(fiscal["quarter"])
        return date(term.start.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    if term is None or day <= term.end or _YEAR_SAID.search(words):
        return day
    before = date(day.year - 1, day.month, 1) + (day - day.replace(day=1))
    return before if before >= term.start else day


def _names_year(header: Header, words: str) -> bool:
    """Whether words for a deadline name its year, or there is but one that a month can be in."""
    term = header.term
    one = term is not None and term.end - term.start < _A_YEAR and not _QUARTER.search(words)
    return one or _YEAR_SAID.search(words) is not None


def _due_as_stated(target: TargetReading, day: date, stated: str) -> TargetReading:
    """The target, marked where its own words name a later day than its label or cell does."""
    later = target.due is not None and target.due > day
    doubts = (*target.doubts, Doubt("due", words=stated))
    return replace(target, doubts=doubts) if later else target


def _due_anyway(target: TargetReading, header: Header) -> TargetReading:
    """The target, without a doubt whose deadline it is where that is the plan's end."""
    ends = header.term.end if header.term else date(header.last, 12, 31)
    doubts = tuple(doubt for doubt in target.doubts if doubt.key != "due-goes-on")
    return replace(target, doubts=doubts) if target.due == ends else target


def read_dues_above(
    document: Document, header: Header, tasks: Sequence[TaskText], nodes: Mapping[int, Node]
) -> None:
    """Gives items without a deadline that of a heading above them, with a mark.

    ``nodes`` are the headings and list items by where they start.
    """
    flat, year, head = document.flat, header.last, Stretches(header.places)
    for task in tasks:
        node = nodes.get(task.start)
        above = [(one.body, one.own_end) for one in (node.path()[:-1] if node else ())]
        for start, end in above or [task.section or (0, 0)]:
            stop = end if end - start <= _LONGEST_HEADING else title_of(document, start, end)[1]
            here, unread = read_dates(flat, start, stop, year, document.lines)
            places = [*((one.start, one.end) for one in here), *unread]
            places = [place for place in places if not head.touching(*place)]
            for place in places:
                words = document.verbatim(*place)
                day = parse_deadline(flat[slice(*place)], year) if len(places) == 1 else None
                for item in task.items:
                    item.phrase.doubts.append(Doubt("due-above" if day else "due", words=words))
                    item.due = item.due or day


def read_dues_behind(document: Document, header: Header, tasks: Sequence[TaskText]) -> None:
    """Gives items without a deadline that of a sentence behind them on all above, with a mark.

    It is said of the tasks before it in the section of the last of them.
    """
    flat, year = document.flat, header.last
    for said in _ALL_ABOVE.finditer(flat):
        here, _ = read_dates(flat, said.end("of"), said.end(), year, (said.end("of"),))
        above = [task for task in tasks if task.start < said.start()]
        if len(here) != 1 or not above:
            continue
        words = document.verbatim(*here[0][1:])
        for task in above:
            items = task.items if task.section == above[-1].section else []
            for item in (one for one in items if one.due in (None, here[0].day)):
                item.phrase.doubts = [
                    *(one for one in item.phrase.doubts if one.facts.get("words") != words),
                    Doubt("due-behind", words=words),
                ]
                item.due = here[0].day


def closing_some(
    flat: str, closings: Sequence[Deadline], targets: Sequence[TargetReading]
) -> list[Deadline]:
    """The deadlines that close some of the targets, and not all that have none of their own.

    Each closes those before it in its sentence, or the one that it stands in; one that is a
    sentence by itself closes all.
    """
    quotes = Stretches((one.start, one.end) for one in targets)
    free = [one for one in targets if one.due is None]
    last = max((one.start for one in free), default=0)
    ends = sorted(one.end for one in free)
    found = []
    for closing in closings:
        begin = flat.rfind("。", max(0, closing.start - _LONGEST_SENTENCE), closing.start)
        earlier = bisect_left(ends, begin + 1) if closing.start - begin > 1 else 0
        if earlier or last > closing.end or quotes.holding(closing.start):
            found.append(closing)
    return found


def due_by(deadlines: Sequence[Deadline], target: TargetReading, flat: str) -> TargetReading:
    """The target with the first deadline behind it in its sentence, if it has none of its own."""
    behind = bisect_left(deadlines, target.end, key=attrgetter("start"))
    if target.due is not None or behind == len(deadlines):
        return target
    deadline = deadlines[behind]
    apart = flat.find("。", target.end, deadline.start) >= 0
    return target if apart else replace(target, due=deadline.day)
