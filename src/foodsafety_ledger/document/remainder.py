"""What of a document found no place in the draft: text, brackets that name units, and figures.

Whatever is neither an item's text nor a phrase, a heading or the document's own head is listed,
paragraph by paragraph, so that nothing of it is lost in silence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from foodsafety_ledger.document.draft_items import ItemDraft
from foodsafety_ledger.document.figures import clause_of
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches
from foodsafety_ledger.document.header import Header
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.outline import Node, title_of
from foodsafety_ledger.document.phrases import Phrase
from foodsafety_ledger.document.tables import Table
from foodsafety_ledger.document.targets import read_targets
from foodsafety_ledger.document.tasks import TaskText
from foodsafety_ledger.model.diagnostic import Diagnostic, Location

_DIGITS: Final = re.compile(r"\d+")
_SHOWN: Final = 30
_LEAST: Final = 12
"""Text of fewer characters asks for nothing by itself."""


class IgnoredEntry(NamedTuple):
    """A quote of what asks for nothing, the key of the reason, and doubts."""

    quote: str
    why: str
    doubts: list[Doubt]


class Placed(NamedTuple):
    """What was read of a document beside its tasks; ``left`` are brackets that are no phrase."""

    header: Header
    outline: Sequence[Node]
    tables: Sequence[Table]
    phrases: Sequence[Phrase]
    left: Sequence[Place]


def remainder(
    document: Document,
    placed: Placed,
    tasks: Sequence[TaskText],
    items: Sequence[Sequence[ItemDraft]],
) -> tuple[list[Diagnostic], list[IgnoredEntry]]:
    """What is not in the draft, as findings and as entries for ``ignored``."""
    texts = list(_text_left(document, placed, tasks))
    found = [_finding(document, "FL721", *place, variant) for place, variant in texts]
    found += _phrases_left(document, placed, tasks)
    figures, entries = _figures_left(document, placed, tasks, items)
    for place in placed.left:
        _enter(document, entries, place, "bracket", [Doubt("bracket")])
    for place in _numbers_left(document, [*entries, *_spoken(placed, items)]):
        _enter(document, entries, place, "number", [Doubt("number")])
    held = Stretches(entries)
    for place, _ in texts:
        if not held.touching(*place):
            _enter(document, entries, place, "text", [Doubt("text")])
    return found + figures, [entries[place] for place in sorted(entries)]


def _spoken(placed: Placed, items: Sequence[Sequence[ItemDraft]]) -> Iterator[Place]:
    """What has a place in the draft: quotes, phrases, numbers of headings, the document's head."""
    yield from ((t.start, t.end) for members in items for item in members for t in item.targets)
    yield from ((phrase.outer_start, phrase.outer_end) for phrase in placed.phrases)
    yield from ((node.start, node.body) for top in placed.outline for node in top.walk())
    yield from placed.header.places
    for row in (row for table in placed.tables for row in table.rows):
        yield from row.stated
        yield from ((start, end) for _, start, end in row.roles)


def _numbers_left(document: Document, known: Iterable[Place]) -> Iterator[Place]:
    """The clauses with digits that nothing in the draft takes up: years, names, service hours."""
    known, flat = list(known), document.flat
    held = Stretches(known)
    lines = (i for i, gap in enumerate(document.gaps) if gap is Gap.LINE)
    borders = sorted({0, len(flat), *lines, *(at for place in known for at in place)})
    for found in _DIGITS.finditer(flat):
        at = found.start()
        if not held.holding(at):
            start, end = clause_of(flat, 0, len(flat), at)
            behind = bisect_right(borders, at)
            yield max(start, borders[behind - 1]), min(end, borders[behind])


def _text_left(
    document: Document, placed: Placed, tasks: Sequence[TaskText]
) -> Iterator[tuple[Place, str]]:
    """Paragraphs, and numbered headings, that stand outside of every task; and tables not read."""
    tables = [(table.start, table.end) for table in placed.tables if table.rows]
    for table in placed.tables:
        if not table.rows:
            yield (table.start, table.end), "table"
    inside = Stretches([*_inside(tasks), *tables, *placed.header.places])
    phrases = Stretches((p.outer_start, p.outer_end) for p in placed.phrases)
    headings = Stretches(_titles(document, placed.outline, tasks))
    starts = {node.start for top in placed.outline for node in top.walk()}
    first = min(
        [*(task.start for task in tasks), *(node.start for node in placed.outline[:1])], default=0
    )
    free = (
        place
        for paragraph in _paragraphs(document, starts)
        for place in _without(inside, *paragraph)
    )
    for start, end in _merged(free, starts):
        known = end <= first or phrases.touching(start, end) or headings.touching(start, end)
        if not known and (end - start >= _LEAST or (start in starts and end - start >= 2)):
            yield (start, end), ""


def _merged(places: Iterable[Place], starts: set[int]) -> Iterator[Place]:
    """The stretches, those that touch as one, unless a list item begins there."""
    last: Place | None = None
    for start, end in places:
        if last and last[1] == start and start not in starts:
            last = last[0], end
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last


def _inside(tasks: Sequence[TaskText]) -> Iterator[Place]:
    """The stretches that items answer for, with their numbers and phrases."""
    for task in tasks:
        ranges = [r for item in task.items for r in item.ranges]
        phrases = [(i.phrase.outer_start, i.phrase.outer_end) for i in task.items]
        own = [place for place in (*ranges, *phrases) if place[1] > task.start]
        yield task.start, max([behind for _, behind in own], default=task.start)
        yield from phrases


def _titles(
    document: Document, outline: Sequence[Node], tasks: Sequence[TaskText]
) -> Iterator[Place]:
    """Where headings stand under which there are tasks."""
    placed = Stretches((task.start, task.end) for task in tasks)
    for node in (node for top in outline for node in top.walk()):
        if placed.between(node.start, node.end):
            yield node.start, title_of(document, node.body, node.own_end)[1]


def _paragraphs(document: Document, items: set[int]) -> Iterator[Place]:
    """The lines of the document, or of a flat one what is set apart, and the list items in them."""
    parted = Gap.SPACE if document.is_one_line else Gap.LINE
    starts = [i for i, gap in enumerate(document.gaps) if gap >= parted or i in items]
    yield from pairwise([*starts, len(document.flat)])


def _without(inside: Stretches, start: int, end: int) -> Iterator[Place]:
    """What of a stretch none of the others holds."""
    at = start
    while at < end:
        held = inside.holding(at)
        if held:
            at = held[1]
            continue
        following = inside.between(at, end)
        stop = following[0] if following else end
        yield at, stop
        at = stop


def _phrases_left(
    document: Document, placed: Placed, tasks: Sequence[TaskText]
) -> Iterator[Diagnostic]:
    """Responsibility phrases that stand under no task."""
    taken = {item.phrase.outer_start for task in tasks for item in task.items}
    for phrase in placed.phrases:
        if phrase.outer_start not in taken:
            yield _finding(document, "FL723", phrase.outer_start, phrase.outer_end)
    for place in placed.left:
        yield _finding(document, "FL723", *place)


def _figures_left(
    document: Document,
    placed: Placed,
    tasks: Sequence[TaskText],
    items: Sequence[Sequence[ItemDraft]],
) -> tuple[list[Diagnostic], dict[Place, IgnoredEntry]]:
    """Figures that are no target of an item: findings, and entries for ``ignored``.

    Those of an item's own text tell of facts or scope; those elsewhere may ask for something, but
    no unit is named for them.
    """
    found: list[Diagnostic] = []
    entries: dict[Place, IgnoredEntry] = {}
    for place, doubt in (
        fact for members in items for item in members for fact in _facts(document, item)
    ):
        _enter(document, entries, place, "fact", [doubt])
    for cell in (cell for table in placed.tables for cell in table.aside if cell[0] < cell[1]):
        if any(map(str.isdigit, document.flat[slice(*cell)])):
            _enter(document, entries, cell, "aside", [Doubt("aside")])
    tables = [(table.start, table.end) for table in placed.tables if table.rows]
    for start, end in _outside(document, [*_headings(document, placed.outline), *tables], tasks):
        readings = read_targets(document.flat, start, end, placed.header.last)
        for target in readings.targets:
            if any(char.isdigit() for char in target.goal) and not target.due:
                found.append(_finding(document, "FL722", target.start, target.end))
                doubt = Doubt("nobody", goal=target.goal)
                _enter(document, entries, (target.start, target.end), "nobody", [doubt])
        for fact in readings.facts:
            if not document.flat[fact.start : fact.end].replace(".", "").isdecimal():
                clause = clause_of(document.flat, start, end, fact.start)
                _enter(document, entries, clause, "fact", [Doubt("fact")])
    return found, entries


def _facts(document: Document, item: ItemDraft) -> Iterator[tuple[Place, Doubt]]:
    """The clauses of an item that hold figures which ask for nothing, each with its doubt."""
    for start, end in item.text.ranges:
        for fact in item.facts:
            if start <= fact.start < end:
                yield clause_of(document.flat, start, end, fact.start), fact.doubt


def _headings(document: Document, outline: Sequence[Node]) -> Iterator[Place]:
    """Where headings and the numbers of list items stand."""
    for top in outline:
        for node in top.walk():
            title = title_of(document, node.body, node.own_end)
            plain = not any(map(str.isdigit, document.flat[slice(*title)]))
            yield node.start, title[1] if plain else node.body


def _enter(
    document: Document,
    entries: dict[Place, IgnoredEntry],
    place: Place,
    why: str,
    doubts: Iterable[Doubt],
) -> None:
    if place not in entries:
        entries[place] = IgnoredEntry(document.verbatim(*place), why, [])
    entries[place].doubts.extend(doubts)


def _outside(
    document: Document, without: Sequence[Place], tasks: Sequence[TaskText]
) -> Iterator[Place]:
    """The stretches of text that no item answers for, and that are not in ``without``."""
    inside = sorted(
        [*without]
        + [r for task in tasks for item in task.items for r in item.ranges]
        + [(i.phrase.outer_start, i.phrase.outer_end) for task in tasks for i in task.items]
    )
    start = 0
    for begin, end in inside:
        if begin > start:
            yield start, begin
        start = max(start, end)
    yield start, len(document.flat)


def _finding(document: Document, code: str, start: int, end: int, variant: str = "") -> Diagnostic:
    words = document.verbatim(start, min(end, start + _SHOWN))
    shown = f"{words}…" if end - start > _SHOWN else words
    place = Location(document.name, document.span(start, end))
    return Diagnostic(code, place, {"text": shown}, variant)
