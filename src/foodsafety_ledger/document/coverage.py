"""Backward: everything in the document that asks for something is accounted for by the plan.

Headings, responsibility phrases, numbers and brackets are covered by a phrase or quote, by the
document's own head, by the number of a task, or by words that the plan ignores with a reason.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.alignment import Alignment
from foodsafety_ledger.document.anchors import Place
from foodsafety_ledger.document.draft import Reading
from foodsafety_ledger.document.figures import find_figures
from foodsafety_ledger.document.findings import Findings
from foodsafety_ledger.document.outline import Node
from foodsafety_ledger.document.tasks import TaskText
from foodsafety_ledger.document.text import Gap
from foodsafety_ledger.values.location import Location

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
    _check_brackets(reading, ground)


class _Ground:
    """The document with what is covered so far."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.flat = findings.document.flat
        self._covered = bytearray(len(self.flat) + 1)
        for cover in findings.covers:
            self._covered[cover.start : cover.end] = b"\1" * (cover.end - cover.start)

    def holds(self, place: Place) -> bool:
        """Whether every character of a stretch is covered."""
        return all(self._covered[place[0] : place[1]])

    def touches(self, place: Place) -> bool:
        """Whether any character of a stretch is covered."""
        return any(self._covered[place[0] : place[1]])

    def near(self, offset: int) -> Location | None:
        """Where the plan would account for an offset: at the item whose text it stands in."""
        before = [c for c in self.findings.covers if c.kind == "phrase" and c.end > offset]
        first = min(before, key=lambda cover: cover.start, default=None)
        return None if first is None else self.findings.plan.items[first.ref].location

    def report(self, code: str, place: Place, variant: str = "") -> None:
        """Reports a stretch that is not covered."""
        self.findings.of_document(code, place, self.near(place[0]), variant)


def _cover_numbering(reading: Reading, alignment: Alignment, findings: Findings) -> None:
    """Covers the numbers of the tasks that the plan has, of what is above and of lists in them."""
    tasks = alignment.tasks.values()
    for node in (node for top in reading.outline for node in top.walk()):
        for task in tasks:
            inside = task.start <= node.start < task.end
            if inside or node.start < task.start < node.end:
                findings.cover((node.start, node.body), "number", task.id)
                break
    for task in tasks:
        if not any(task.start == n.start for top in reading.outline for n in top.walk()):
            findings.cover((task.start, task.start), "number", task.id)


def _check_sections(reading: Reading, findings: Findings) -> None:
    """Finds chapters whose tasks are not those of one section of the plan (FL711)."""
    grouped: dict[Section, list[TaskText]] = {}
    for task in reading.tasks:
        if task.section:
            grouped.setdefault((task.section, task.section_numbers), []).append(task)
    planned = {tuple(task.id for task in section.tasks) for section in findings.plan.sections}
    for (heading, _), tasks in grouped.items():
        covered = tuple(task.id for task in tasks) in planned
        findings.counts["sections"].count(covered=covered)
        place = heading if isinstance(heading, tuple) else (tasks[0].start, tasks[0].start + 1)
        if not covered:
            near = _section_at(tasks, findings)
            findings.of_document("FL711", place, near, "section")
        elif isinstance(heading, tuple):
            findings.cover(heading, "number", tasks[0].id)


def _section_at(tasks: list[TaskText], findings: Findings) -> Location | None:
    ids = {task.id for task in tasks}
    sections = findings.plan.sections
    return next((s.location for s in sections if any(t.id in ids for t in s.tasks)), None)


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
    for node in (node for top in reading.outline for node in top.walk()):
        inside = any(task.start <= node.start < task.end for task in reading.tasks)
        above = any(node.start < task.start < node.end for task in reading.tasks)
        within = node.parent is not None and not any(
            node.parent.start < task.start < node.parent.end for task in reading.tasks
        )
        if not inside and not above and not within and node.own_end - node.body >= 2:
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


def _check_brackets(reading: Reading, ground: _Ground) -> None:
    """Finds brackets without their other half (FL714), and those that name units (FL712)."""
    nodes = [node for top in reading.outline for node in top.walk()]
    waiting: list[int] = []
    borders = {node.start for node in nodes}
    numbering = {i for node in nodes for i in range(node.start, node.body)}
    for offset, char in enumerate(ground.flat):
        if offset in borders:
            _report_unpaired(waiting, ground)
            waiting = []
        if offset in numbering:
            continue
        if char == "（":
            waiting.append(offset)
        elif char == "）":
            _close(waiting, offset, ground)
    _report_unpaired(waiting, ground)


def _close(waiting: list[int], offset: int, ground: _Ground) -> None:
    if not waiting:
        if not _numbers_a_list(ground, offset):
            _report_unpaired([offset], ground)
        return
    opened = waiting.pop()
    if _PAIRS.get(_kind(ground, opened)) != _kind(ground, offset):
        _report_unpaired([opened], ground)
    inside = ground.flat[opened + 1 : offset]
    full = len(inside) > _SHORT and lexicon.ends_like_a_unit(inside, lexicon.SURE_ENDINGS)
    names = full or _ROLE.search(inside) is not None
    seen = any(start <= opened < end for (start, end), _ in ground.findings.gaps)
    if names and not seen and not ground.touches((opened, offset + 1)):
        ground.findings.counts["phrases"].count(covered=False)
        ground.report("FL712", (opened, offset + 1), "bracket")


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


def _report_unpaired(offsets: list[int], ground: _Ground) -> None:
    for offset in offsets:
        ignored = ("ignored", "erratum")
        covers = ground.findings.covers
        if not any(c.start <= offset < c.end and c.kind in ignored for c in covers):
            place = offset, min(len(ground.flat), offset + _SHOWN)
            ground.report("FL714", place)
