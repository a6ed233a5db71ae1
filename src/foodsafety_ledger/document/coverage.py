"""Backward: everything in the document that asks for something is accounted for by the plan.

Headings, responsibility phrases, numbers and brackets are covered by a phrase or quote, by the
document's own head, by the number of a task, or by words that the plan ignores with a reason.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.anchors import Alignment
from foodsafety_ledger.document.draft import Reading
from foodsafety_ledger.document.figures import find_figures
from foodsafety_ledger.document.findings import Cover, Findings
from foodsafety_ledger.document.outline import Node
from foodsafety_ledger.document.tasks import TaskText
from foodsafety_ledger.document.text import Gap, Place, Stretches
from foodsafety_ledger.model.diagnostic import Location

_END: Final = attrgetter("end")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_ROLE: Final = re.compile("负责|牵头|配合|协助|责任单位|分工")
_PAIRS: Final = {"(": ")", "[": "]", "【": "】", "〔": "〕", "〖": "〗"}
_LIST_NUMBER: Final = re.compile("(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[a-z])$")
_SHOWN: Final = 24
_SHORT: Final = 3
"""A bracket of so few characters varies the word before it (``市（区）``) and names no unit."""

Section = tuple[Place | str, tuple[int, ...]]


def check_coverage(reading: Reading, alignment: Alignment, findings: Findings) -> None:
    """Finds what the plan does not account for; call it when all covers are gathered."""
    _cover_numbering(reading, alignment, findings)
    ground = _Ground(findings)
    _check_sections(reading, findings)
    _check_headings(reading, alignment, ground)
    _check_phrases(reading, alignment, ground)
    _check_numbers(ground)
    _Brackets(ground).check(reading)


class _Ground:
    """The document with what is covered so far."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.flat = findings.document.flat
        marked = self.marked((cover.start, cover.end) for cover in findings.covers)
        self._covered = array("L", accumulate(marked, initial=0))
        phrases = [cover for cover in findings.covers if cover.kind == "phrase"]
        self._phrases = sorted(phrases, key=_END)
        firsts = accumulate(reversed(self._phrases), _beginning_first)
        self._firsts = [*reversed(list(firsts))]

    def marked(self, places: Iterable[Place]) -> bytearray:
        """A 1 for each character that one of the stretches holds, a 0 for the others."""
        marked = bytearray(len(self.flat))
        for start, end in places:
            marked[start:end] = b"\1" * (min(end, len(marked)) - start)
        return marked

    def holds(self, place: Place) -> bool:
        """Whether every character of a stretch is covered."""
        start, end = place
        return self._covered[end] - self._covered[start] == end - start

    def touches(self, place: Place) -> bool:
        """Whether any character of a stretch is covered."""
        return self._covered[place[1]] > self._covered[place[0]]

    def near(self, offset: int) -> Location | None:
        """Where the plan would account for an offset: at the item whose text it stands in."""
        behind = bisect_right(self._phrases, offset, key=_END)
        first = self._firsts[behind] if behind < len(self._firsts) else None
        return None if first is None else self.findings.plan.items[first.ref].location

    def report(self, code: str, place: Place, variant: str = "") -> None:
        """Reports a stretch that is not covered."""
        self.findings.of_document(code, place, self.near(place[0]), variant)


def _beginning_first(one: Cover, other: Cover) -> Cover:
    return one if one.start <= other.start else other


def _cover_numbering(reading: Reading, alignment: Alignment, findings: Findings) -> None:
    """Covers the numbers of the tasks that the plan has, of what is above and of lists in them."""
    tasks = {(task.start, task.end): task.id for task in alignment.tasks.values()}
    placed = Stretches(tasks)
    nodes = [node for top in reading.outline for node in top.walk()]
    for node in nodes:
        place = placed.holding(node.start) or placed.between(node.start, node.end)
        if place:
            findings.cover((node.start, node.body), "number", tasks[place])
    numbered = {node.start for node in nodes}
    for task in alignment.tasks.values():
        if task.start not in numbered:
            findings.cover((task.start, task.start), "number", task.id)


def _check_sections(reading: Reading, findings: Findings) -> None:
    """Finds chapters whose tasks are not those of one section of the plan (FL711)."""
    grouped: dict[Section, list[TaskText]] = {}
    for task in reading.tasks:
        if task.section:
            grouped.setdefault((task.section, task.section_numbers), []).append(task)
    sections = findings.plan.sections
    planned = {tuple(task.id for task in section.tasks) for section in sections}
    numbered = {t.id: number for number, section in enumerate(sections) for t in section.tasks}
    for (heading, _), tasks in grouped.items():
        covered = tuple(task.id for task in tasks) in planned
        findings.counts["sections"].count(covered=covered)
        place = heading if isinstance(heading, tuple) else (tasks[0].start, tasks[0].start + 1)
        if not covered:
            numbers = [numbered[task.id] for task in tasks if task.id in numbered]
            near = sections[min(numbers)].location if numbers else None
            findings.of_document("FL711", place, near, "section")
        elif isinstance(heading, tuple):
            findings.cover(heading, "number", tasks[0].id)


def _check_headings(reading: Reading, alignment: Alignment, ground: _Ground) -> None:
    """Finds tasks, and numbered headings without any, that the plan does not have (FL711)."""
    counts = ground.findings.counts
    for task in reading.tasks:
        covered = alignment.tasks.get(task.id) is task
        counts["tasks"].count(covered=covered)
        if not covered:
            ground.report("FL711", (task.start, max(task.title[1], task.start + 1)), "task")
    for node in _without_tasks(reading):
        place = node.start, min(node.own_end, node.body + _SHOWN)
        covered = ground.touches(place)
        counts["sections" if node.parent is None else "tasks"].count(covered=covered)
        if not covered:
            ground.report("FL711", place, "heading")


def _without_tasks(reading: Reading) -> Iterator[Node]:
    placed = Stretches((task.start, task.end) for task in reading.tasks)
    for node in (node for top in reading.outline for node in top.walk()):
        tasked = placed.holding(node.start) or placed.between(node.start, node.end)
        within = node.parent and not placed.between(node.parent.start, node.parent.end)
        if not tasked and not within and node.own_end - node.body >= 2:
            yield node


def _check_phrases(reading: Reading, alignment: Alignment, ground: _Ground) -> None:
    """Finds responsibility phrases that no item quotes (FL712)."""
    placed = [item.phrase for task in reading.tasks for item in task.items]
    known = {id(phrase) for phrase in placed}
    left = [phrase for phrase in reading.phrases if id(phrase) not in known]
    differing = {id(p.draft.text.phrase) for p in alignment.pairs if p.draft and not p.same}
    for phrase in [*placed, *left]:
        place = phrase.outer_start, phrase.outer_end
        covered = ground.holds(place)
        ground.findings.counts["phrases"].count(covered=covered)
        if covered:
            continue
        if id(phrase) in differing:
            ground.findings.gaps.append((place, "FL703"))
        else:
            ground.report("FL712", place)


def _check_numbers(ground: _Ground) -> None:
    """Finds numbers, in digits or in words that count something, without a cover (FL713)."""
    flat = ground.flat
    places = [(found.start(), found.end()) for found in _NUMBER.finditer(flat)]
    figures = [(figure.start, figure.end) for figure in find_figures(flat, 0, len(flat))]
    places += [place for place in figures if _NUMBER.search(flat, *place) is None]
    for place in sorted(places):
        covered = ground.holds(place)
        ground.findings.counts["numbers"].count(covered=covered)
        if not covered:
            ground.report("FL713", _with_unit(flat, place))


def _with_unit(flat: str, place: Place) -> Place:
    """A number with the character behind it, which mostly says what it counts."""
    start, end = place
    return start, min(end + (flat[end : end + 1] not in ("", "。", "，", "；", "）")), len(flat))


class _Brackets:
    """Finds brackets without their other half (FL714), and those that name units (FL712)."""

    def __init__(self, ground: _Ground) -> None:
        self._ground = ground
        self._roles = [found.span() for found in _ROLE.finditer(ground.flat)]
        self._reported = ground.marked(place for place, _ in ground.findings.gaps)
        covers = [c for c in ground.findings.covers if c.kind in ("ignored", "erratum")]
        self._excused = ground.marked((cover.start, cover.end) for cover in covers)

    def check(self, reading: Reading) -> None:
        """Looks at every bracket; one that is open where a list item begins stays open."""
        nodes = [node for top in reading.outline for node in top.walk()]
        waiting: list[int] = []
        borders = {node.start for node in nodes}
        numbering = {i for node in nodes for i in range(node.start, node.body)}
        for offset, char in enumerate(self._ground.flat):
            if offset in borders:
                self._report_unpaired(waiting)
                waiting = []
            if offset in numbering:
                continue
            if char == "（":
                waiting.append(offset)
            elif char == "）":
                self._close(waiting, offset)
        self._report_unpaired(waiting)

    def _close(self, waiting: list[int], offset: int) -> None:
        ground = self._ground
        if not waiting:
            if not _numbers_a_list(ground, offset):
                self._report_unpaired([offset])
            return
        opened = waiting.pop()
        if _PAIRS.get(_kind(ground, opened)) != _kind(ground, offset):
            self._report_unpaired([opened])
        place = opened, offset + 1
        if self._names(place) and not self._reported[opened] and not ground.touches(place):
            ground.findings.counts["phrases"].count(covered=False)
            ground.report("FL712", place, "bracket")

    def _names(self, place: Place) -> bool:
        """Whether the words in a bracket name units, or a role of theirs."""
        start, end = place[0] + 1, place[1] - 1
        role = bisect_left(self._roles, (start, 0))
        if role < len(self._roles) and self._roles[role][1] <= end:
            return True
        inside = self._ground.flat[start : min(end, start + lexicon.LONGEST_NAME + 1)]
        return len(inside) > _SHORT and lexicon.ends_like_a_unit(inside, lexicon.SURE_ENDINGS)

    def _report_unpaired(self, offsets: list[int]) -> None:
        flat = self._ground.flat
        for offset in offsets:
            if not self._excused[offset]:
                place = offset, min(len(flat), offset + _SHOWN)
                self._ground.report("FL714", place)
                self._reported[slice(*place)] = b"\1" * (place[1] - place[0])


def _kind(ground: _Ground, offset: int) -> str:
    document = ground.findings.document
    return unicodedata.normalize("NFKC", document.raw[document.origin[offset]])


def _numbers_a_list(ground: _Ground, offset: int) -> bool:
    """Whether a closing bracket stands behind the number of a list item (``1）``)."""
    found = _LIST_NUMBER.search(ground.flat[max(0, offset - 3) : offset])
    if found is None:
        return False
    start = offset - len(found[0])
    gap = ground.findings.document.gaps[start]
    return gap is not Gap.NONE or ground.flat[start - 1 : start] in ("。", "；", "：", "")
