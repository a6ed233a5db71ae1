"""Where the tasks and items of a plan stand in its document.

The plan's own words lead: titles in their order, the numbers before them, then each item's phrase
within its task. Nothing here knows what a phrase or a task looks like, so that what ``draft``
overlooks or takes for something else is not overlooked again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document.anchors import Anchors, compact
from foodsafety_ledger.document.folded import Document, Gap, Place
from foodsafety_ledger.document.lexicon import (
    BARE_LABELS,
    BESIDE,
    BY_PERSONS,
    ENDING_STEMS,
    ENGLISH_OUGHT,
    LABELS,
    OUGHT,
    ROLES_BESIDE,
)
from foodsafety_ledger.document.outline import Mark, find_numbers
from foodsafety_ledger.model.plan import Item, Plan, Section, Task

_STOPS: Final = "。；！？"
_ENGLISH_STOP: Final = re.compile(r"\.(?= [A-Z]|$)")
_POINTS: Final = re.compile(r"（\d{1,3}分）")
"""What a heading that names units may end with: what they can score."""
_LEAD_IN: Final = 16
"""So many characters may stand between the number of a task and its title."""
_CLAUSE: Final = re.compile("[^，。；：、（）]*")
_ROLE: Final = re.compile(f"(?:{ENDING_STEMS})(?:{BESIDE})?$|会同[^，。；]+$")
_OUGHT: Final = re.compile(OUGHT)
_ENGLISH_OUGHT: Final = re.compile(ENGLISH_OUGHT)
_LAST_ROLE: Final = re.compile(f"{_ROLE.pattern}|(?:参加|落实|实施|{ROLES_BESIDE})$")
"""A role that units beside others may have, at the end of a phrase."""
_OTHER_ROLE: Final = re.compile(f"{_ROLE.pattern}|^[和及与]")
_INNER: Final = tuple("、，“《%‰")
"""Marks behind which no phrase begins."""
_LABELS: Final = "|".join(LABELS[kind] for kind in ("lead", "support", "responsible"))
_OPENS: Final = re.compile(f"由|(?:{_LABELS})：|{BARE_LABELS}")
"""What a phrase behind a comma begins with."""
_PERSONS: Final = re.compile(f"{BY_PERSONS}$")
_PERSONS_LEAD: Final = 12
"""Words that say that persons lead are not longer, but for their names."""
_WINDOW: Final = 4
"""Of a title that stands in many places, so many before and behind its turn are looked at."""
_HEADING: Final = 40
_FAR: Final = 1 << 62
_START: Final = attrgetter("start")
_END: Final = attrgetter("end")


@dataclass(slots=True)
class Head:
    """Where a section or a task begins: its number's mark, if it has one, and its title."""

    start: int
    title: Place
    mark: Mark | None


@dataclass(slots=True)
class Spot:
    """An item's place: its phrase (with the bracket around it), and the stretch it answers for.

    ``differs`` is where another phrase stands in its place; ``carried`` is true where its phrase
    stands above its task, ``leads`` where it begins the sentence that it answers for.
    """

    item: Item
    phrase: Place | None = None
    outer: Place | None = None
    reach: Place | None = None
    differs: Place | None = None
    carried: bool = False
    leads: bool = False


@dataclass(slots=True)
class Placement:
    """The plan's sections, tasks and items in the document's order of things.

    ``marks`` are the numbers of the document's headings and list items, ``starts`` and
    ``ends`` their offsets.
    ``brackets`` are the document's pairs of brackets, ``unpaired`` those without their other half;
    no pair reaches over the number of a list item.
    """

    marks: list[Mark]
    starts: frozenset[int]
    ends: frozenset[int]
    brackets: list[Place] = field(default_factory=list)
    unpaired: list[int] = field(default_factory=list)
    sections: dict[str, Head] = field(default_factory=dict)
    tasks: dict[str, Head] = field(default_factory=dict)
    spots: list[Spot] = field(default_factory=list)
    missing: list[Task] = field(default_factory=list)


def place_plan(plan: Plan, anchors: Anchors) -> Placement:
    """Finds the places of a plan's parts; what has none is ``missing``, or has no phrase."""
    marks = [mark for mark in find_numbers(anchors.document) if _is_mark(mark, anchors.document)]
    starts, ends = (frozenset(map(of, marks)) for of in (_START, _END))
    found = Placement(marks, starts, ends)
    found.brackets, found.unpaired = _pairs(anchors.document, found.marks)
    heads: list[Section | Task] = []
    for section in plan.sections:
        heads += [section, *section.tasks]
    places = _chain(heads, anchors, found)
    _fill(heads, places, found)
    borders = sorted(head.start for head in places if head)
    chapter = ""
    for one, head in zip(heads, places, strict=True):
        if isinstance(one, Section):
            chapter = head.mark.form if head and head.mark else ""
            if head:
                found.sections[one.id] = head
        elif head is None:
            found.missing.append(one)
            found.spots += [Spot(item) for item in one.items]
        else:
            found.tasks[one.id] = head
            behind = bisect_right(borders, head.start)
            end = borders[behind] if behind < len(borders) else len(anchors.document.words)
            _place_items(one, (head.start, end), chapter, anchors, found)
    return found


_DAY_STATED: Final = re.compile("时限：[^，。；：]{2,16}$|时间：[^，。；：]{2,16}$")
"""A deadline behind its label."""
_ORGANS: Final = "局委办厅部会院府心署道镇"
"""What the names of units end with behind which a chapter's number may stand without a break."""


def _is_mark(mark: Mark, document: Document) -> bool:
    """Whether a number stands at a beginning, or is glued to a word as pasted ones are."""
    before, behind = document.flat[mark.start - 1], document.flat[mark.end : mark.end + 1]
    if mark.form == "spaced":
        return mark.line and (bool(document.gaps[mark.end]) or behind in "|｜")
    if mark.form.startswith("dotted") and not mark.line:
        return False
    stated = _DAY_STATED.search(document.flat, max(0, mark.start - _LEAD_IN), mark.start)
    chapter = mark.form == "han" and (before in _ORGANS or stated is not None)
    glued = mark.form in ("digit", "bracketed-han") or chapter
    words = "一" <= behind.replace("“", "一") <= "鿿"
    return mark.apart or (glued and words and before not in "第附件表")


def _chain(
    heads: Sequence[Section | Task], anchors: Anchors, found: Placement
) -> list[Head | None]:
    """For each title the place that fits best into the order of all of them."""
    candidates = [
        (position, rank, head)
        for position, one in enumerate(_with_turns(heads))
        for rank, head in _candidates(*one, anchors, found)
    ]
    starts = sorted({head.title[0] for _, _, head in candidates})
    tree: list[tuple[int, int]] = [(0, -1)] * (len(starts) + 1)
    before: list[int] = []
    candidates.sort(key=lambda one: (one[0], -one[2].title[0]))
    for index, (_, rank, head) in enumerate(candidates):
        spot = bisect_left(starts, head.title[0])
        best, last = _best(tree, spot)
        before.append(last)
        _enter(tree, spot + 1, (best + rank, index))
    chosen: list[Head | None] = [None] * len(heads)
    at = _best(tree, len(starts))[1]
    while at >= 0:
        position, _, head = candidates[at]
        chosen[position] = head
        at = before[at]
    return chosen


def _best(tree: list[tuple[int, int]], end: int) -> tuple[int, int]:
    best = 0, -1
    while end > 0:
        best = max(best, tree[end])
        end -= end & -end
    return best


def _enter(tree: list[tuple[int, int]], at: int, value: tuple[int, int]) -> None:
    while at < len(tree):
        tree[at] = max(tree[at], value)
        at += at & -at


def _with_turns(heads: Sequence[Section | Task]) -> Iterator[tuple[Section | Task, int, int]]:
    """Each heading with its turn among those of the same title, and how many there are."""
    many = Counter(compact(one.title.zh) for one in heads)
    turns: Counter[str] = Counter()
    for one in heads:
        title = compact(one.title.zh)
        yield one, turns[title], many[title]
        turns[title] += 1


def _candidates(
    one: Section | Task, turn: int, many: int, anchors: Anchors, found: Placement
) -> Iterator[tuple[int, Head]]:
    """The places of a title, each with how much speaks for it."""
    title = one.title.zh
    first = max(0, turn - _WINDOW) if many > 1 else 0
    for place in anchors.some_places(title, first, 2 * _WINDOW):
        mark = _mark_before(found.marks, place[0], anchors.document)
        rank = 2 + (1 if mark else 0) + (3 if mark and mark.number == _number_of(one) else 0)
        yield rank, Head(mark.start if mark else _row_of(anchors.document, place[0]), place, mark)


def _row_of(document: Document, at: int) -> int:
    """Where the row of a table begins in whose cell a title without a number stands, or itself."""
    far = range(at, max(0, at - _ROW), -1)
    line = next((i for i in far if document.gaps[i] is Gap.LINE), at)
    before = document.flat[line:at]
    cells = before.endswith(_CELL_ENDS) and not any(stop in before for stop in _STOPS)
    return line if cells else at


_CELL_ENDS: Final = ("|", "| ", "\t", "｜")
_ROW: Final = 120
"""So many characters of a row may stand before the cell with its task's title."""


def _number_of(one: Section | Task) -> int:
    """The number that stands before a task, by its id; 0 where it does not say."""
    number = one.id.rpartition("-")[2]
    return int(number) if isinstance(one, Task) and number.isdecimal() else 0


def _mark_before(marks: Sequence[Mark], at: int, document: Document) -> Mark | None:
    """The number that stands before an offset, with no sentence's end between."""
    index = bisect_right(marks, at, key=_END) - 1
    if index < 0 or at - marks[index].end > _LEAD_IN:
        return None
    between = document.flat[marks[index].end : at]
    return None if any(stop in between for stop in _STOPS) else marks[index]


def _fill(heads: Sequence[Section | Task], starts: list[Head | None], found: Placement) -> None:
    """Tasks whose title is not in the document: the next number that is theirs."""
    by_number: dict[int, list[Mark]] = {}
    for mark in found.marks:
        by_number.setdefault(mark.number, []).append(mark)
    later = [head.start if head else _FAR for head in (*starts[1:], None)]
    limits = [*accumulate(reversed(later), min)][::-1]
    behind = 0
    for position, one in enumerate(heads):
        head = starts[position]
        marks = [] if head else by_number.get(_number_of(one), [])
        index = bisect_left(marks, behind, key=_START)
        if index < len(marks) and marks[index].start < limits[position]:
            mark = marks[index]
            head = starts[position] = Head(mark.start, (mark.end, mark.end), mark)
        behind = head.start + 1 if head else behind


def _place_items(
    task: Task, stretch: Place, chapter: str, anchors: Anchors, found: Placement
) -> None:
    """Places the phrases of a task's items in their order, and cuts its stretch at them.

    It ends at a heading of the ``chapter``'s form behind them, which the plan does not have.
    """
    start, end = stretch
    at = start
    spots: list[Spot] = []
    for item in task.items:
        spot = Spot(item)
        places = (
            p
            for p in anchors.every_place(item.phrase, at, end)
            if fills(anchors.document, p, found)
        )
        spot.phrase = next(places, None)
        if spot.phrase is None and all(other.item.phrase != item.phrase for other in spots):
            above = anchors.last_place(item.phrase, start)
            if above and fills(anchors.document, above, found):
                spot.phrase, spot.carried = above, True
        if spot.phrase:
            spot.leads = _goes_on(anchors.document, spot.phrase)
            spot.outer = _outer(anchors.document, spot.phrase)
            at = at if spot.carried else spot.outer[1]
        spots.append(spot)
    _find_others(spots, stretch, anchors.document, found)
    last = max((spot.outer[1] for spot in spots if spot.outer), default=end)
    first, behind = (bisect_left(found.marks, at, key=_START) for at in (max(start + 1, last), end))
    rest = (found.marks[i] for i in range(first, behind))
    ends = (mark.start for mark in rest if mark.line and mark.form == chapter)
    _cut(spots, (start, min(end, next(ends, end))))
    found.spots += spots


def _find_others(spots: list[Spot], stretch: Place, document: Document, found: Placement) -> None:
    """For items without a place, the bracket at a sentence's end that stands there instead."""
    if all(spot.phrase for spot in spots):
        return
    taken = {spot.outer for spot in spots if spot.outer}
    first, behind = (bisect_left(found.brackets, (at, 0)) for at in stretch)
    free = [
        place
        for place in found.brackets[first:behind]
        if place not in taken and ends_sentence(document, place, found)
    ]
    for index, spot in enumerate(spots):
        if spot.phrase is None and free:
            before = max(
                [s.outer[1] for s in spots[:index] if s.outer and not s.carried], default=0
            )
            place = next((b for b in free if b[0] >= before), None)
            if place:
                free.remove(place)
                spot.differs = place


def _cut(spots: list[Spot], stretch: Place) -> None:
    """Each item answers for the text from the phrase before it on; the last for what follows.

    One whose phrase leads answers for what follows up to the next.
    """
    start, end = stretch
    at = start
    if spots and all(spot.leads and spot.outer for spot in spots):
        starts = [spot.outer[0] for spot in spots if spot.outer]
        for spot, place in zip(spots, pairwise([*starts, end]), strict=True):
            spot.reach = place
        return
    for index, spot in enumerate(spots):
        own = None if spot.carried else spot.outer or spot.differs
        stop = own[1] if own else end
        stop = end if index == len(spots) - 1 else stop
        if own or spot.carried:
            spot.reach = at, stop
        at = stop if own else at


def fills(document: Document, place: Place, found: Placement) -> bool:
    """Whether words stand by themselves: they fill a bracket, a line, a cell or a sentence."""
    flat, (start, end) = document.flat, place
    behind = end + (flat[end : end + 1] == " ")
    before, after = flat[start - 1 : start], flat[behind : behind + 1]
    ends = (
        after in ("", *_STOPS)
        or (_ENGLISH_STOP.match(flat, behind) or _POINTS.match(flat, behind)) is not None
        or bool(document.gaps[behind])
        or after in "|｜："
        or behind in found.starts
    )
    if flat[start] == "（":
        return True
    if before == "（":
        return after == "）" or ends
    begins = not (before.isalnum() or before in _INNER) or bool(document.gaps[start])
    begins = begins or (before == "，" and _OPENS.match(flat, start) is not None)
    begins = begins or _PERSONS.search(flat, max(0, start - _PERSONS_LEAD), start) is not None
    numbered = start in found.ends
    lead_in = flat[max(0, start - 4) : start].endswith(("工作", "任务", "此项", "该项"))
    closed = after == "）" and end in found.unpaired
    whole = closed or (ends and after != "）") or _goes_on(document, place)
    return (begins or numbered or lead_in) and whole


def _goes_on(document: Document, place: Place) -> bool:
    """Whether words end with a role, and their sentence goes on without another one."""
    flat, (start, end) = document.flat, place
    behind = _CLAUSE.match(flat, end + (flat[end : end + 1] == "，"))
    following = behind[0] if behind and behind[0] and not document.gaps[end] else ""
    if _OUGHT.match(following) or _ENGLISH_OUGHT.match(flat, end):
        return True
    return bool(
        following and _LAST_ROLE.search(flat, start, end) and not _OTHER_ROLE.search(following)
    )


def _outer(document: Document, phrase: Place) -> Place:
    flat, (start, end) = document.flat, phrase
    opened = flat[start - 1 : start] == "（"
    return start - opened, end + (opened and flat[end : end + 1] == "）")


def _pairs(document: Document, marks: Sequence[Mark]) -> tuple[list[Place], list[int]]:
    """The pairs of brackets, and the brackets without another half."""
    borders = {mark.start for mark in marks}
    numbering = {i for mark in marks for i in range(mark.start, mark.end)}
    pairs: list[Place] = []
    waiting: list[int] = []
    alone: list[int] = []
    for offset, char in enumerate(document.flat):
        if offset in borders and document.gaps[offset]:
            alone += waiting
            waiting = []
        if offset in numbering or char not in "（）" or _is_list_letter(document, offset):
            continue
        if char == "（":
            waiting.append(offset)
        elif waiting:
            pairs.append((waiting.pop(), offset + 1))
        else:
            alone.append(offset)
    return sorted(pairs), sorted(alone + waiting)


def _is_list_letter(document: Document, offset: int) -> bool:
    """Whether a bracket closes behind a letter alone at the head of a line: a)."""
    flat, gaps = document.flat, document.gaps
    letter = "a" <= flat[offset - 1 : offset] <= "z" and gaps[offset - 1] is Gap.LINE
    return letter and flat[offset] == "）"


def ends_sentence(document: Document, place: Place, found: Placement) -> bool:
    """Whether a bracket stands behind a full stop, or nothing of its sentence follows it."""
    flat, (start, end) = document.flat, place
    ends = end >= len(flat) or flat[end] in _STOPS or document.gaps[end] is Gap.LINE
    return flat[start - 1 : start] in (*_STOPS, "") or ends or end in found.starts


def is_heading(document: Document, start: int, end: int) -> bool:
    """Whether a stretch is short and holds no sentence."""
    return end - start <= _HEADING and not any(
        stop in document.flat[start : end - 1] for stop in _STOPS
    )
