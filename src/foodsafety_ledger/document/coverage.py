"""Backward: everything in the document that asks for something is accounted for by the plan.

Every bracket, numeral, list number and sentence from the first heading on is inside a phrase, a
quote, an item's own stretch, or words that the plan ignores with a reason that a person confirmed.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import accumulate, pairwise
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.anchors import compact, kind_of
from foodsafety_ledger.document.deadlines import names_year
from foodsafety_ledger.document.folded import BRACKETS, Place, Stretches
from foodsafety_ledger.document.gathered import Cover, Verification
from foodsafety_ledger.document.outline import Mark
from foodsafety_ledger.document.placing import (
    Head,
    Placement,
    ends_sentence,
    is_heading,
)
from foodsafety_ledger.document.second import Units
from foodsafety_ledger.document.telling import NUMERAL, telling_words
from foodsafety_ledger.model.diagnostic import Location

_END: Final = attrgetter("end")
_START: Final = attrgetter("start")
_DIGITS: Final = re.compile(r"\d+")
_LETTERED: Final = re.compile("[0-9][A-Z](?![A-Za-z])")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+(?!\d?月|\d{0,3}年))*")
_ROLE: Final = re.compile(f"{lexicon.ROLE_STEMS}|责任单位|分工|[Ll]ead|[Rr]esponsible")
_PAIRS: Final = BRACKETS | dict(zip('「『“"<{', '」』”">}', strict=True))
_SHOWN: Final = 24
_SHORT: Final = 3
"""A bracket of so few characters varies the word before it (``市（区）``) and names no unit."""
_SENTENCE: Final = 12
"""A sentence of fewer characters asks for nothing by itself."""
_OPENS: Final = re.compile(
    rf"[^\w（“《]*(?P<unit>[^，。；：、（）\d]{{2,20}}?(?:{'|'.join(lexicon.SURE_ENDINGS)}))"
    "(?:：|总?牵头|负责|会同)"
)
"""A unit that a sentence or a line begins with, and that it is about."""
_LABEL: Final = re.compile("[A-Z][a-z]+(?: [a-z]+)?(?:[：；，]| ?[.] ?| )")
"""What an English line begins with that may be a label."""
_STOPS: Final = re.compile("[。；！？]")


def check_coverage(placement: Placement, units: Units, findings: Verification) -> None:
    """Finds what the plan does not account for; call it when all covers are gathered."""
    headings = list(_cover_numbers(placement, findings))
    ground = _Ground(findings)
    _check_sections(placement, findings)
    _check_headings(placement, headings, ground)
    _check_phrases(placement, ground)
    _check_numbers(placement, ground)
    _Brackets(ground, units).check(placement)
    _check_openings(placement, ground)
    _check_labels(placement, ground, units)
    _check_sentences(placement, ground)


class _Ground:
    """The document with what is covered so far."""

    def __init__(self, findings: Verification) -> None:
        self.findings = findings
        self.flat = findings.document.flat
        self._covered = self._sums(c for c in findings.covers if c.kind != "open")
        self._open = self._sums(c for c in findings.covers if c.kind == "open")
        self._drafted = {(c.start, c.end): c.at for c in findings.covers if c.kind == "open"}
        self._drafts = Stretches(self._drafted)
        phrases = [cover for cover in findings.covers if cover.kind == "phrase"]
        self._phrases = sorted(phrases, key=_END)
        firsts = accumulate(reversed(self._phrases), partial(min, key=_START))
        self._firsts = [*firsts][::-1]

    def _sums(self, covers: Iterable[Cover]) -> array[int]:
        marked = self.marked((cover.start, cover.end) for cover in covers)
        return array("L", accumulate(marked, initial=0))

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

    def touches(self, place: Place, *, open_too: bool = False) -> bool:
        """Whether any character of a stretch is covered; with ``open_too`` by a draft alone."""
        start, end = place
        opened = open_too and self._open[end] > self._open[start]
        return opened or self._covered[end] > self._covered[start]

    def _near(self, offset: int) -> Location | None:
        """Where the plan would account for an offset: at the item whose text it stands in."""
        behind = bisect_right(self._phrases, offset, key=_END)
        first = self._firsts[behind] if behind < len(self._firsts) else None
        return None if first is None else self.findings.plan.items[first.ref].location

    def report(self, code: str, place: Place, variant: str = "") -> None:
        """Reports a stretch that is not covered, or that a draft alone ignores."""
        start = place[0]
        ignored = self._drafts.holding(start)
        near = self._drafted[ignored] if ignored else self._near(start)
        self.findings.of_document(code, place, near, "open" if ignored else variant)


def _cover_numbers(placement: Placement, findings: Verification) -> Iterator[Mark]:
    """Covers the list numbers that the plan accounts for; gives those that it does not.

    A task's number is that of its id. Lists inside an item begin at 1 and go on by one, in a form
    that no task and no section has. What is above a section or a task is a heading of its own form.
    """
    sections, tasks = (
        {head.mark: id_ for id_, head in heads.items() if head.mark}
        for heads in (placement.sections, placement.tasks)
    )
    heads = {m.start: id_ for m, id_ in tasks.items()} | {m.start: "" for m in sections}
    forms = {mark.form for mark in (*sections, *tasks)}
    above = _headings_above(placement, findings, heads)
    lists: dict[tuple[int, str], int] = {}
    latest: dict[str, int] = {}
    chapters: dict[str, list[str]] = {}
    reaches = sorted({spot.reach for spot in placement.spots if spot.reach})
    for mark in placement.marks:
        named = heads.get(mark.start)
        if named is not None:
            following = mark.number in (1, latest.get(mark.form, 0) + 1)
            chapter = _numbers(mark, findings.document.flat)[:-1]
            same = mark.number == 1 or chapters.get(mark.form, chapter) == chapter
            chapters[mark.form] = chapter
            bears = same and _bears(named, mark, findings.document.flat)
            if bears if named else following:
                findings.cover((mark.start, mark.end), "number", named)
            else:
                yield mark
            latest[mark.form] = mark.number
            continue
        if mark.start in above:
            findings.cover((mark.start, mark.end), "number", "")
            latest[mark.form] = mark.number
            continue
        index = bisect_right(reaches, (mark.start, 1 << 62)) - 1
        inside = index >= 0 and mark.start < reaches[index][1]
        goes_on = lists.get((index, mark.form), 0) + 1 == mark.number
        if inside and goes_on and mark.form not in forms:
            lists[index, mark.form] = mark.number
            findings.cover((mark.start, mark.end), "number", "")
        elif not inside or mark.form in forms or _begins(findings, mark):
            latest[mark.form] = mark.number
            yield mark


def _begins(findings: Verification, mark: Mark) -> bool:
    """Whether a mark surely is one: it stands at a line's beginning or behind a stop."""
    flat, start = findings.document.flat, mark.start
    return bool(findings.document.gaps[start]) or flat[start - 1] in "。；"


def _numbers(mark: Mark, flat: str) -> list[str]:
    """The numbers in digits of a mark, and that of a letter behind them: Action 2B."""
    lettered = _LETTERED.search(flat, mark.start, mark.end)
    return [*_DIGITS.findall(flat, mark.start, mark.end), *([str(mark.number)] if lettered else [])]


def _bears(id_: str, mark: Mark, flat: str) -> bool:
    """Whether a task's id ends with the number, or the dotted numbers, of the mark."""
    numbers = _numbers(mark, flat) or [str(mark.number)]
    own = re.split("[-.]", id_)[-len(numbers) :]
    return own[-1] == str(mark.number) and (len(own) < len(numbers) or numbers == own)


def _headings_above(
    placement: Placement, findings: Verification, heads: dict[int, str]
) -> frozenset[int]:
    """The marks of headings directly above a section or a task, in forms that are not theirs."""
    found: set[int] = set()
    sections = _section_forms(placement)
    placed = {mark.form for mark in placement.marks if mark.start in heads}
    following: set[int] = set()
    latest: dict[str, int] = {}
    for mark in placement.marks:
        if mark.number in (1, latest.get(mark.form, 0) + 1):
            following.add(mark.start)
        latest[mark.form] = mark.number
    below: Mark | None = None
    border = 0
    forms: set[str] = set()
    for mark in reversed(placement.marks):
        if mark.start in heads:
            above_task = sections if heads[mark.start] else set[str]()
            below, border, forms = mark, mark.start, {mark.form} | above_task
            continue
        apart = mark.form not in placed and mark.start in following
        opens = below is not None and (below.number == 1 or apart)
        if opens and mark.form not in forms and is_heading(findings.document, mark.end, border):
            found.add(mark.start)
            below, border = mark, mark.start
            forms.add(mark.form)
        else:
            below = None
    return frozenset(found)


def _section_forms(placement: Placement) -> set[str]:
    return {head.mark.form for head in placement.sections.values() if head.mark}


def _check_sections(placement: Placement, findings: Verification) -> None:
    """Finds sections of the plan whose title heads no chapter of the document (FL711)."""
    for section in findings.plan.sections:
        head = placement.sections.get(section.id)
        if head is None and section.title == findings.plan.title:
            continue
        findings.counts["sections"].count(covered=head is not None)
        if head:
            findings.cover(head.title, "number", "")
            continue
        first = next(filter(None, (placement.tasks.get(t.id) for t in section.tasks)), None)
        if first:
            place = first.start, first.start + 1
            findings.of_document("FL711", place, section.location, "section")


def _check_headings(placement: Placement, headings: list[Mark], ground: _Ground) -> None:
    """Finds list numbers, with what they head, that the plan does not have (FL711)."""
    counts = ground.findings.counts
    counts["tasks"].total += len(placement.tasks)
    counts["tasks"].covered += len(placement.tasks)
    sections = _section_forms(placement)
    for mark in headings:
        behind = bisect_right(placement.marks, mark.start, key=_START)
        end = placement.marks[behind].start if behind < len(placement.marks) else len(ground.flat)
        place = mark.start, min(end, mark.end + _SHOWN)
        if not ground.holds((mark.start, mark.end)):
            counts["sections" if mark.form in sections else "tasks"].count(covered=False)
            ground.report("FL711", place, "heading")


def _check_phrases(placement: Placement, ground: _Ground) -> None:
    for spot in placement.spots:
        if spot.phrase or spot.differs:
            ground.findings.counts["phrases"].count(covered=spot.phrase is not None)


def _check_numbers(placement: Placement, ground: _Ground) -> None:
    """Finds numbers, in digits and in an item's words, without a cover (FL713).

    The plan's own years, as its opening and its chapters' titles name them, need none.
    """
    flat, plan = ground.flat, ground.findings.plan
    whole = {section.id for section in plan.sections if section.title == plan.title}
    chapters = (head for id_, head in placement.sections.items() if id_ not in whole)
    heads = (*chapters, *placement.tasks.values())
    opening = min((head.start for head in heads), default=0)
    years = range(plan.start.year, plan.end.year + 1)
    titles = Stretches(head.title for head in placement.sections.values())
    told = Stretches(place for place, _ in ground.findings.gaps)
    places = [found.span() for found in _NUMBER.finditer(flat)]
    digits = {start for start, _ in places}
    reaches = (spot.reach for spot in placement.spots if spot.reach)
    words = (word for reach in reaches for word in telling_words(flat, *reach))
    spelled = (word for word in words if word.kind == NUMERAL and word.start not in digits)
    places += [(word.start, word.end) for word in spelled]
    for place in sorted(places):
        heads_it = place[0] < opening or titles.holding(place[0]) is not None
        own = heads_it and names_year(flat, place[0], years)
        covered = own or ground.holds(place)
        ground.findings.counts["numbers"].count(covered=covered)
        if not covered and not told.touching(*place):
            ground.report("FL713", _with_unit(flat, place))


def _with_unit(flat: str, place: Place) -> Place:
    """A number with the character behind it, which mostly says what it counts."""
    start, end = place
    return start, min(end + (flat[end : end + 1] not in ("", "。", "，", "；", "）")), len(flat))


class _Brackets:
    """Finds brackets without their other half (FL714), and those that may name units (FL712)."""

    def __init__(self, ground: _Ground, units: Units) -> None:
        self._ground, self._units = ground, units
        self._roles = [found.span() for found in _ROLE.finditer(ground.flat)]
        self._reported = ground.marked(place for place, _ in ground.findings.gaps)
        covers = [c for c in ground.findings.covers if c.kind in ("ignored", "erratum")]
        self._excused = ground.marked((cover.start, cover.end) for cover in covers)

    def check(self, placement: Placement) -> None:
        """Looks at every bracket."""
        first = min(
            (head.start for head in placement.tasks.values()), default=len(self._ground.flat)
        )
        self._report_unpaired(placement.unpaired)
        for place in placement.brackets:
            if _PAIRS.get(self._kind(place[0])) != self._kind(place[1] - 1):
                self._report_unpaired([place[0]])
            if self._reported[place[0]] or self._ground.touches(place):
                continue
            if lexicon.EXPLAINS.search(self._ground.flat, place[0], place[1] - 1):
                continue
            ends = place[0] > first and ends_sentence(
                self._ground.findings.document, place, placement
            )
            behind = self._ground.flat[place[0] - 1 : place[0]] in "。；！？."
            if (ends and behind and place[1] - place[0] > 3) or self._names(place, ends=ends):
                self._ground.findings.counts["phrases"].count(covered=False)
                self._ground.report("FL712", place, "" if ends else "bracket")

    def _kind(self, offset: int) -> str:
        return kind_of(self._ground.findings.document, offset)

    def _names(self, place: Place, *, ends: bool) -> bool:
        """Whether the words in a bracket name units, or a role of theirs."""
        start, end = place[0] + 1, place[1] - 1
        role = bisect_left(self._roles, (start, 0))
        if role < len(self._roles) and self._roles[role][1] <= end:
            return True
        inside = self._ground.flat[start : min(end, start + unit_names.LONGEST_NAME + 1)]
        endings = unit_names.UNIT_ENDINGS if ends else lexicon.SURE_ENDINGS
        known = len(inside) > 1 and ends and self._units.touches(compact(inside))
        return known or (len(inside) > _SHORT and unit_names.ends_like_a_unit(inside, endings))

    def _report_unpaired(self, offsets: Iterable[int]) -> None:
        flat = self._ground.flat
        for offset in offsets:
            if not self._excused[offset]:
                place = offset, min(len(flat), offset + _SHOWN)
                self._ground.report("FL714", place)
                self._reported[slice(*place)] = b"\1" * (place[1] - place[0])


def _check_openings(placement: Placement, ground: _Ground) -> None:
    """Finds units that sentences begin with, where phrases of the plan are such, and none is it."""
    flat, phrases = ground.flat, [spot.phrase for spot in placement.spots if spot.phrase]
    opens = [_OPENS.match(flat, start) for start, _ in phrases]
    if not any(opens):
        return
    first = min(start for start, _ in phrases)
    starts = {*ground.findings.document.lines, *(found.end() for found in _STOPS.finditer(flat))}
    for opened in (_OPENS.match(flat, start) for start in sorted(starts) if start > first):
        if opened and not ground.touches(opened.span("unit"), open_too=True):
            ground.findings.counts["phrases"].count(covered=False)
            ground.report("FL712", opened.span())


def _check_labels(placement: Placement, ground: _Ground, units: Units) -> None:
    """Finds English lines that are a label, perhaps misread, and a unit that no phrase holds."""
    flat, lines = ground.flat, ground.findings.document.lines
    first = min((head.start for head in placement.tasks.values()), default=len(flat))
    for start, end in pairwise([*sorted(line for line in lines if line >= first), len(flat)]):
        words = flat[start : min(end, start + unit_names.LONGEST_NAME)].rstrip(" .")
        label = _LABEL.match(words)
        name = words[label.end() :] if label else ""
        if name in units and not ground.touches((start, start + len(words)), open_too=True):
            ground.findings.counts["phrases"].count(covered=False)
            ground.report("FL712", (start, start + len(words)))


def _check_sentences(placement: Placement, ground: _Ground) -> None:
    """Finds sentences, from the first heading on, that no item answers for (FL711)."""
    heads: list[Head] = [*placement.sections.values(), *placement.tasks.values()]
    marked = [head.start for head in heads if head.mark]
    if not marked:
        return
    inside = Stretches(
        [
            *_answered(placement),
            *((c.start, c.end) for c in ground.findings.covers if c.kind != "open"),
        ]
    )
    told = Stretches(place for place, _ in ground.findings.gaps)
    stops = (found.end() for found in _STOPS.finditer(ground.flat, min(marked)))
    for start, end in pairwise([min(marked), *stops]):
        at = start
        while at < end and (held := inside.holding(at)):
            at = held[1]
        known = ground.touches((at, end), open_too=True) or told.touching(at, end)
        if end - at >= _SENTENCE and not known:
            ground.report("FL711", (at, end), "text")


def _answered(placement: Placement) -> Iterator[Place]:
    """What the items answer for: up to their phrase, or all where their phrase comes first.

    Before one that comes first stands its task's title.
    """
    for spot in placement.spots:
        if spot.reach:
            (start, end), head = spot.reach, placement.tasks[spot.item.task]
            begins = start + head.title[1] - head.start + 4
            closes = spot.outer and not (spot.carried or spot.leads) and spot.outer[0] > begins
            yield start, spot.outer[1] if spot.outer and closes else end
            if spot.leads:
                yield head.start, head.title[1] + 1
