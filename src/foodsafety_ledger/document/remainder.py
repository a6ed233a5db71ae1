"""What of a document found no place in the draft: text, phrases, and figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from foodsafety_ledger.document.figures import clause_of
from foodsafety_ledger.document.items import ItemDraft
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.outline import Node
from foodsafety_ledger.document.phrases import Phrase
from foodsafety_ledger.document.tables import Table
from foodsafety_ledger.document.targets import read_targets
from foodsafety_ledger.document.tasks import TaskText, title_of
from foodsafety_ledger.document.text import Document, Stretches
from foodsafety_ledger.model.diagnostic import Diagnostic, Location

_SHOWN: Final = 30
_LEAST: Final = 12

IgnoredEntry = tuple[str, str, list[Doubt]]
"""A quote, the key of the reason, and doubts."""


def text_left(
    document: Document, outline: Sequence[Node], tasks: Sequence[TaskText]
) -> Iterator[Diagnostic]:
    """Numbered headings and items without a phrase, and text behind the last phrase of a task."""
    placed = Stretches((task.start, task.end) for task in tasks)
    for node in (node for top in outline for node in top.walk()):
        tasked = placed.holding(node.start) or placed.between(node.start, node.end)
        if not tasked and node.own_end - node.body >= 2:
            yield _finding(document, "FL721", node.start, node.own_end)
    for task in tasks:
        last = max([task.items[-1].phrase.outer_end, *(b for _, b in task.items[-1].ranges)])
        if task.end - last >= _LEAST:
            yield _finding(document, "FL721", last, task.end)


def phrases_left(
    document: Document, phrases: Sequence[Phrase], tasks: Sequence[TaskText]
) -> Iterator[Diagnostic]:
    """Responsibility phrases that stand under no task."""
    placed = {id(item.phrase) for task in tasks for item in task.items}
    for phrase in phrases:
        if id(phrase) not in placed:
            yield _finding(document, "FL723", phrase.outer_start, phrase.outer_end)


def figures_left(
    document: Document,
    outline: Sequence[Node],
    tables: Sequence[Table],
    tasks: Sequence[TaskText],
    items: Sequence[Sequence[ItemDraft]],
    year: int,
) -> tuple[list[Diagnostic], list[IgnoredEntry]]:
    """Figures that are no target of an item: findings, and entries for ``ignored``.

    Those of an item's own text tell of facts or scope; those elsewhere may ask for something, but
    no unit is named for them.
    """
    found: list[Diagnostic] = []
    entries: dict[tuple[int, int], IgnoredEntry] = {}
    for clause in (
        place for members in items for item in members for place in _facts(document, item)
    ):
        _enter(document, entries, clause, "fact", [Doubt("fact")])
    for start, end in _outside(
        document, [*_headings(document, outline), *((t.start, t.end) for t in tables)], tasks
    ):
        readings = read_targets(document.flat, start, end, year)
        for target in readings.targets:
            if any(char.isdigit() for char in target.goal) and not target.due:
                found.append(_finding(document, "FL722", target.start, target.end))
                doubt = Doubt("nobody", goal=target.goal)
                _enter(document, entries, (target.start, target.end), "nobody", [doubt])
        for at, stop in readings.facts:
            if document.flat[at:stop].replace(".", "").isdecimal():
                continue
            clause = clause_of(document.flat, start, end, at)
            _enter(document, entries, clause, "fact", [])
    return found, [entries[place] for place in sorted(entries)]


def _facts(document: Document, item: ItemDraft) -> Iterator[tuple[int, int]]:
    """The clauses of an item that hold figures which ask for nothing."""
    for start, end in item.text.ranges:
        for at, _ in item.facts:
            if start <= at < end:
                yield clause_of(document.flat, start, end, at)


def _headings(document: Document, outline: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Where headings and the numbers of list items stand."""
    for top in outline:
        for node in top.walk():
            title = title_of(document, node.body, node.own_end)
            plain = not any(map(str.isdigit, document.flat[slice(*title)]))
            yield node.start, title[1] if plain else node.body


def _enter(
    document: Document,
    entries: dict[tuple[int, int], IgnoredEntry],
    place: tuple[int, int],
    why: str,
    doubts: list[Doubt],
) -> None:
    if place not in entries:
        entries[place] = document.verbatim(*place), why, []
    entries[place][2].extend(doubts)


def _outside(
    document: Document, without: Sequence[tuple[int, int]], tasks: Sequence[TaskText]
) -> Iterator[tuple[int, int]]:
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


def _finding(document: Document, code: str, start: int, end: int) -> Diagnostic:
    words = document.verbatim(start, min(end, start + _SHOWN))
    shown = f"{words}…" if end - start > _SHOWN else words
    place = Location(document.name, document.span(start, end))
    return Diagnostic(code, place, {"text": shown})
