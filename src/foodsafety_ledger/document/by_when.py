"""By when a target is due: the day of its clause or sentence; and what only a day asks for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter, lt
from typing import Final

from foodsafety_ledger.document import date_words, figure_words
from foodsafety_ledger.document.clauses import STOPS, clause_of
from foodsafety_ledger.document.deadlines import Deadline, begins_clause, is_whole_year
from foodsafety_ledger.document.demands import TargetReading, in_words
from foodsafety_ledger.document.folded import Place, Stretches
from foodsafety_ledger.document.lexicon import BETWEEN
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.setting import SHORTEST, is_hoped
from foodsafety_ledger.model.measure import MILESTONE, OCCASIONS
from foodsafety_ledger.model.plan import Holds

_DUE_ALONE: Final = re.compile(
    f"(?:{date_words.WHOLLY}|{date_words.COMPLETED}|完毕|按期|任务|目标|工作)+"
)
"""What behind a deadline says only that it is one."""
_ALONE: Final = re.compile("[^，。；：\\d]{0,2}[，：]")
"""What behind a deadline ends its clause before anything is asked in it."""
_HEADS_LIST: Final = re.compile("[并且要力争取确保应请在于到至截]*")
"""What may stand between a sentence's beginning and the deadline that heads it."""
_SOON: Final = re.compile(r"[\d一-十]+个?(?:工作日|小时|分钟|[日天])内")
"""A time that runs from what has happened (接到报告后2小时内), whatever day is named before."""
_NEW_CLAUSE: Final = re.compile("， ?(?:and|then) (?!by |before |in |then )")
"""What behind an English deadline begins a clause of its own: by 31 July 2025, and inspect 20."""
_NEAR: Final = 30
"""So far behind its bracket's beginning a deadline stands that is of a part alone."""
_FAR: Final = 2000
"""So far behind a deadline stands what is due by it."""
_AT: Final = attrgetter("start")
_ALL_YEAR: Final = re.compile(r"全年(?!目标|任务|计划|[^，。；]{0,4}的$)|(?<!\d)年内")
"""What before a figure says that the whole year is its time, whatever day is named before."""


def milestones(
    flat: str, deadlines: Sequence[Deadline], end: int, taken: list[Place]
) -> Iterator[TargetReading]:
    """What must be done by a day, where nothing else says how much of it."""
    others, begins = Stretches(taken), {deadline.start for deadline in deadlines}
    for deadline in deadlines:
        if flat[deadline.end : deadline.end + 1] in BETWEEN and deadline.end + 1 in begins:
            continue
        at = _deed(flat, deadline.end + (flat[deadline.end : deadline.end + 1] == "，"), end)
        stop = clause_of(flat, at, end, min(at, end))[1]
        passing = figure_words.PASSING.search(flat[deadline.end : stop])
        alone = stop - at < SHORTEST or _DUE_ALONE.fullmatch(flat, at, stop)
        scope = flat.startswith("对", at)
        if not (scope or passing or alone or others.touching(deadline.start, stop)):
            quote = deadline.start, stop
            yield replace(in_words(flat, quote, flat[at:stop], MILESTONE, "done"), due=deadline.day)


def _deed(flat: str, at: int, end: int) -> int:
    """Where the first clause from ``at`` on begins that says what is done, and not only how."""
    while at < end:
        manner = figure_words.MANNER.match(flat, at, end)
        if not manner or (
            manner[0][0] not in "除对针凡面" and figure_words.TO_DO.search(manner[0])
        ):
            break
        at = manner.end() + 1
    return at


def by_when(
    flat: str,
    start: int,
    target: TargetReading,
    deadlines: Sequence[Deadline],
    together: list[TargetReading],
) -> TargetReading:
    """A target with the deadline of its clause, or the last before it in its sentence.

    Of several in its clause each is that of one of the targets of its quote (``together``), where
    they stand so, and so it is of several that head a sentence, in each of its parts. One that
    stands within a clause is for that alone, and what is done, or holds, all the time has none of
    another's. Behind what is asked of the whole year it may be the year's, and is marked.
    """
    first, behind = (bisect_left(deadlines, end, key=_AT) for end in (target.start, target.end))
    own: Sequence[Deadline] = [
        one
        for one in deadlines[first:behind]
        if not _is_of_part(flat, target.at, target.end + 1, one)
    ]
    following = deadlines[behind : behind + (not own)]
    doubts = (*target.doubts, *_of_both(flat, target.end, following))
    target = replace(target, doubts=doubts)
    behind = behind if own else first
    while behind and not own and _is_of_earlier(flat, target.start, deadlines[behind - 1]):
        behind -= 1
    if not own:
        over = behind
        behind = _carried(flat, deadlines, behind)
        last = deadlines[behind - 1] if behind else None
        stop = STOPS.search(flat, last.end, target.start) if last else None
        apart = last is None or target.start - last.end > _FAR
        if last is None or apart:
            return target
        own = _list_before(flat, deadlines, behind)
        if stop and not _heads_list(flat, start, own, target.start):
            return target
        english = re.match("[A-Za-z]", flat[last.start])
        heads = english or begins_clause(flat, start, own[0].start)
        steady = target.measure is OCCASIONS or target.holds is Holds.EVERY_PERIOD
        steady = (
            steady or figure_words.EACH_PERIOD.search(flat, target.start, target.at) is not None
        )
        steady = steady or _ALL_YEAR.search(flat, target.start, target.at) is not None
        steady = steady or _SOON.search(flat, target.at, target.end) is not None
        if not heads or steady:
            return target
        loose = stop is not None and not is_hoped(flat, start, target.start)
        loose = loose or (english is not None and _NEW_CLAUSE.match(flat, last.end) is not None)
        if behind < over or loose or not _stands_alone(flat, last):
            key = "due" if behind < over else "due-goes-on"
            doubts = (*doubts, Doubt(key, words=flat[last.start : last.end]))
    if len(own) < 2:
        return replace(target, due=own[0].day, doubts=doubts)
    day = _its_own(flat, target, own, together)
    if day:
        return replace(target, due=day)
    doubt = Doubt("due", words=flat[own[0].start : own[-1].end])
    return replace(target, due=own[-1].day, doubts=(*target.doubts, doubt))


def _of_both(flat: str, end: int, following: Sequence[Deadline]) -> Iterator[Doubt]:
    """The doubt about the day behind what English words join to a clause: it may be of both."""
    for day in following:
        joined = flat.startswith(" and ", end) and not re.search("[.，；]", flat[end : day.start])
        if joined:
            yield Doubt("due", words=flat[day.start : day.end])


def _its_own(
    flat: str, target: TargetReading, days: Sequence[Deadline], together: list[TargetReading]
) -> date | None:
    """Which of several days is a target's, where each of its quote has one.

    Of those that head it each is for a figure of every name.
    """
    ahead = days[-1].end < target.start
    figures = sorted({one.at for one in together if not ahead or one.name == target.name})
    paired = len(days) == len(figures) and all(map(lt, (one.start for one in days), figures))
    each = ahead or days[-1].start > figures[0] or "分别" in flat[days[-1].end : figures[0]]
    english = re.match("[A-Za-z]", flat[days[0].start]) and _each_behind(figures, days)
    return days[figures.index(target.at)].day if (paired and each) or english else None


def _heads_list(flat: str, start: int, days: Sequence[Deadline], end: int) -> bool:
    """Whether deadlines head a sentence of several parts: 到11月底，A达到…；B达到…."""
    first, last = days[0].start, days[-1].end
    begin = max(start, flat.rfind("。", start, first) + 1)
    heads = _HEADS_LIST.fullmatch(flat, begin, first)
    stops = {stop[0] for stop in STOPS.finditer(flat, last, end)}
    return bool(heads and _ALONE.match(flat, last)) and stops == {"；"}


def _is_of_part(flat: str, at: int, end: int, deadline: Deadline) -> bool:
    """Whether a bracket between two offsets says how much is due then: 60部（1—6月20部）."""
    opened = flat.rfind("（", max(at, 0), deadline.start)
    closed = flat.find("）", deadline.end, end)
    if opened < 1 or closed < 0 or "）" in flat[opened : deadline.start]:
        return False
    return any(map(str.isdigit, flat[opened : deadline.start] + flat[deadline.end : closed]))


def _is_of_earlier(flat: str, end: int, deadline: Deadline) -> bool:
    """Whether a deadline is that of a part of something that is told before."""
    return _is_of_part(flat, deadline.start - _NEAR, end, deadline)


def _stands_alone(flat: str, deadline: Deadline) -> bool:
    """Whether a deadline is for all that follow: the whole year's, or one alone in its clause.

    ``6月底前，检查40家，抽检200批次`` says of both when they are due; without its first comma it
    may say so of the first alone.
    """
    return is_whole_year(flat, deadline) or _ALONE.match(flat, deadline.end) is not None


def _each_behind(figures: Sequence[int], days: Sequence[Deadline]) -> bool:
    """Whether each day stands behind a figure, and before the next: 75% by 2028 and 90% by 2030."""
    ends = [*figures[1:], days[-1].end]
    return len(figures) == len(days) and all(
        figure < day.start < end for figure, day, end in zip(figures, days, ends, strict=True)
    )


def _carried(flat: str, deadlines: Sequence[Deadline], behind: int) -> int:
    """Behind which deadline the clauses of a sentence are: the whole year is only for its own."""
    if behind < 2 or not flat.startswith("全年", deadlines[behind - 1].start):
        return behind
    apart = STOPS.search(flat, deadlines[behind - 2].end, deadlines[behind - 1].start)
    return behind if apart else behind - 1


def _list_before(flat: str, deadlines: Sequence[Deadline], behind: int) -> Sequence[Deadline]:
    """The deadline before the ``behind``-th, with those it is listed with: 到2022年和2025年."""
    first = behind - 1
    while first > 0 and flat[deadlines[first - 1].end : deadlines[first].start] in BETWEEN:
        first -= 1
    return deadlines[first:behind]
