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

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.anchors import is_balanced
from foodsafety_ledger.document.clauses import clause_of
from foodsafety_ledger.document.deadlines import names_year
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.outline import title_of
from foodsafety_ledger.document.recognised import seen_doubts
from foodsafety_ledger.document.structure import Structure
from foodsafety_ledger.document.targets import read_targets
from foodsafety_ledger.document.task_text import ItemDraft, TaskText
from foodsafety_ledger.document.telling import telling_words
from foodsafety_ledger.model.diagnostic import Diagnostic, Location

_DIGITS: Final = re.compile(r"\d+")
_SHOWN: Final = 30
_TELLING: Final = 8
"""Fewer characters than these are found all over a document."""
_GLUED_HEADS: Final = re.compile(
    "序号[一-鿿（）、/ ]{0,30}?(?:任务|措施|内容|事项|项目)[一-鿿（）、/ ]{0,30}?"
    "(?:责任|牵头|主管|配合|落实|承办|主责)(?:单位|部门)[一-鿿（）、/ ]{0,20}(?=[一1])"
)
"""The heads of a table that has lost its cells, and behind them the number of its first row."""
_TITLE_ENDS: Final = ("。", "：")
_LEAST: Final = 12
"""Text of fewer characters asks for nothing by itself."""


class IgnoredEntry(NamedTuple):
    """A quote of what asks for nothing, where it stands, the key of the reason, and doubts."""

    place: Place
    quote: str
    why: str
    doubts: list[Doubt]


def remainder(read: Structure) -> tuple[list[Diagnostic], list[IgnoredEntry]]:
    """What is not in the draft, as findings and as entries for ``ignored``."""
    document, texts = read.document, list(_text_left(read))
    found = [_finding(document, "FL721", *place, variant) for place, variant in texts]
    unplaced = _phrases_left(read)
    found += [_finding(document, "FL723", *place) for place in unplaced]
    figures, entries = _figures_left(read)
    for cell in (cell for table in read.tables for cell in table.remarks):
        _enter(document, entries, cell, "aside", Doubt("aside"))
    for place in unplaced:
        _enter(document, entries, place, "bracket", Doubt("bracket"))
    for place, variant in texts:
        _enter(document, entries, place, "text", Doubt(variant or "text"))
    for place in _numbers_left(read, [*entries, *_spoken(read)]):
        _enter(document, entries, place, "number", Doubt("number"))
    return found + figures, [entries[place] for place in sorted(entries)]


def _spoken(read: Structure) -> Iterator[Place]:
    """What has a place in the draft: quotes, phrases, numbers of headings, the document's head."""
    yield from ((t.start, t.end) for item in read.items for t in item.targets)
    yield from (place for item in read.items for place in item.dated)
    yield from (phrase.outer for phrase in read.phrases)
    yield from ((node.start, node.body) for node in read.nodes)
    yield from read.header.places
    for row in read.rows:
        yield from row.stated
        yield from ((start, end) for _, start, end in row.roles)


def _numbers_left(read: Structure, known: list[Place]) -> Iterator[Place]:
    """The clauses with numerals that nothing in the draft takes up: years, names, service hours.

    Of those in characters, and other words that may ask for something, only those of items; of the
    plan's own years those that its opening, or a heading, names tell nothing.
    """
    document, flat, held = read.document, read.document.flat, Stretches(known)
    lines = (i for i, gap in enumerate(document.gaps) if gap is Gap.LINE)
    borders = sorted({0, len(flat), *lines, *(at for place in known for at in place)})
    found = [numeral.span() for numeral in _DIGITS.finditer(flat)]
    found += [place for item in read.items for place in item.left]
    opening, years = _opening(read), range(read.header.first, read.header.last + 1)
    titles = Stretches(title_of(document, node.body, node.own_end) for node in read.nodes)
    for at, _ in sorted(found):
        own = (at < opening or titles.holding(at)) and names_year(flat, at, years)
        if not own and not held.holding(at):
            start, end = clause_of(flat, 0, len(flat), at)
            behind = bisect_right(borders, at)
            yield max(start, borders[behind - 1]), min(end, borders[behind])


def _text_left(read: Structure) -> Iterator[tuple[Place, str]]:
    """Paragraphs, and numbered headings, that stand outside of every task; and tables not read."""
    yield from ((table.place, "table") for table in read.tables if not table.rows)
    tabled = Stretches(table.place for table in read.tables)
    heads = (found.span() for found in _GLUED_HEADS.finditer(read.document.flat))
    yield from ((place, "table") for place in heads if not tabled.touching(*place))
    own = [*_inside(read.tasks), *_tables(read), *read.header.places, *_titles(read)]
    inside = Stretches(own)
    phrases = Stretches(phrase.outer for phrase in read.phrases)
    starts = {node.start for node in read.nodes}
    first = _opening(read)
    free = (
        place
        for paragraph in _paragraphs(read.document, starts)
        for place in inside.without(*paragraph)
    )
    for start, end in _merged(free, starts):
        known = end <= first or phrases.touching(start, end)
        if not known and (end - start >= _LEAST or (start in starts and end - start >= 2)):
            yield (start, end), ""


def _opening(read: Structure) -> int:
    """Where the text before the first heading and the first task ends."""
    firsts = [*(task.start for task in read.tasks), *(top.start for top in read.outline[:1])]
    return min(firsts, default=0)


def _tables(read: Structure) -> list[Place]:
    return [table.place for table in read.tables if table.rows]


def _merged(places: Iterable[Place], starts: set[int]) -> list[Place]:
    """The stretches, those that touch as one, unless a list item begins there."""
    merged: list[Place] = []
    for start, end in places:
        joins = merged and merged[-1][1] == start and start not in starts
        merged.append((merged.pop()[0] if joins else start, end))
    return merged


def _inside(tasks: Sequence[TaskText]) -> Iterator[Place]:
    """The stretches that items answer for, with their numbers and phrases."""
    for task in tasks:
        phrases = [item.phrase.outer for item in task.items]
        ranges = (place for item in task.items for place in item.ranges)
        ends = [end for _, end in (*ranges, *phrases) if end > task.start]
        lost, behind = _before_leading(task)
        yield task.start, lost
        yield behind, max(ends, default=behind)
        yield from phrases


def _before_leading(task: TaskText) -> Place:
    """The text behind a task's title that no item has: the first phrase speaks for what follows."""
    first, end = task.items[0], task.title[1]
    opened = first.phrase.outer_start
    taken = any(start < opened for start, _ in first.ranges)
    return (end, opened) if first.phrase.leads and not taken and end < opened else (end, end)


def _titles(read: Structure) -> Iterator[Place]:
    """Where headings stand under which there are tasks."""
    placed = Stretches((task.start, task.end) for task in read.tasks)
    for node in read.nodes:
        if placed.between(node.start, node.end):
            end = title_of(read.document, node.body, node.own_end)[1]
            yield node.start, end + read.document.flat.startswith(_TITLE_ENDS, end)


def _paragraphs(document: Document, items: set[int]) -> Iterator[Place]:
    """The lines of the document, or of a flat one what is set apart, and the list items in them."""
    yield from pairwise([*sorted(document.lines | items), len(document.flat)])


def _phrases_left(read: Structure) -> list[Place]:
    """Responsibility phrases that stand under no task, and brackets outside of all of them."""
    taken = {at for item in read.items for at in (item.phrase.outer_start, item.phrase.above)}
    head = Stretches(read.header.places)
    others = (
        phrase.outer
        for phrase in read.phrases
        if phrase.outer_start not in taken and not head.holding(phrase.outer_start)
    )
    return [*others, *read.left]


def _figures_left(read: Structure) -> tuple[list[Diagnostic], dict[Place, IgnoredEntry]]:
    """Figures that are no target of an item: findings, and entries for ``ignored``.

    Those of an item's own text tell of facts or scope; those elsewhere may ask for something, but
    no unit is named for them.
    """
    document, flat = read.document, read.document.flat
    found: list[Diagnostic] = []
    entries: dict[Place, IgnoredEntry] = {}
    quoted = {(t.start, t.end) for item in read.items for t in item.targets}
    for place, doubt in (fact for item in read.items for fact in _facts(flat, item, quoted)):
        _enter(document, entries, place, "fact", doubt)
    for cell in _cells_aside(read):
        _enter(document, entries, cell, "aside", Doubt("aside"))
    for start, end in _outside(read):
        readings = read_targets(flat, start, end)
        for target in readings.targets:
            if any(map(str.isdigit, target.goal)):
                place, doubt = (target.start, target.end), Doubt("nobody", goal=target.goal)
                found.append(_finding(document, "FL722", *place))
                _enter(document, entries, place, "nobody", doubt)
        for fact in readings.facts:
            if not flat[fact.start : fact.end].replace(".", "").isdecimal():
                clause = clause_of(flat, start, end, fact.start)
                _enter(document, entries, clause, "fact", Doubt("number"))
        for clause in _ratios(flat, start, end):
            found.append(_finding(document, "FL722", *clause))
            _enter(document, entries, clause, "fact", Doubt("number"))
    return found, entries


def _cells_aside(read: Structure) -> Iterator[Place]:
    """The cells beside those of tasks that name whom or what, or may ask for something."""
    flat = read.document.flat
    for cell in (cell for table in read.tables for cell in table.aside):
        names = lexicon.SUBJECT.search(flat, *cell) or lexicon.NARROWS.search(flat, *cell)
        asks = next(telling_words(flat, *cell), None)
        if names or asks or any(map(str.isdigit, flat[slice(*cell)])):
            yield cell


_ONE_TO_MANY: Final = r"\d+(?:\.\d+)?[：∶比]\d+(?:\.\d+)?"
_RATIO: Final = re.compile(
    f"比(?!分|赛)[^，。；：∶\\d]{{0,12}}{_ONE_TO_MANY}|{_ONE_TO_MANY}的?配?比[例率]"
    f"|(?i:ratio)[^，。；：∶\\d]{{0,24}}{_ONE_TO_MANY}"
)
"""A goal of so many to so many (医护比不低于1：1.2), which no target can say."""


def _ratios(flat: str, start: int, end: int) -> Iterator[Place]:
    """The clauses of a stretch that ask for so many to so many."""
    for found in _RATIO.finditer(flat, start, end):
        yield clause_of(flat, start, end, found.start())


def _facts(flat: str, item: ItemDraft, quoted: set[Place]) -> Iterator[tuple[Place, Doubt]]:
    """The clauses of an item that hold figures which ask for nothing, each with its doubt.

    Of a clause that a target quotes only the words from such a figure to the next numeral, or from
    the clause's beginning where those are few. A time that bears a mark as such is none.
    """
    dated = Stretches(item.dated)
    for start, end in item.ranges:
        for fact in item.facts:
            told = fact.doubt.key == "number" and dated.holding(fact.start)
            if start <= fact.start < end and not told:
                place = clause_of(flat, start, end, fact.start)
                other = _DIGITS.search(flat, fact.end, place[1])
                stop = other.start() if other else place[1]
                in_digits = _DIGITS.match(flat, fact.start) is not None
                behind = stop - fact.start >= _TELLING
                begin = fact.start if behind else place[0]
                apart = place in quoted and in_digits and (behind or flat[stop - 1].isalpha())
                apart = apart and stop - begin >= _TELLING and is_balanced(flat[begin:stop])
                yield (begin, stop) if apart else place, fact.doubt


def _headings(read: Structure) -> Iterator[Place]:
    """Where headings and the numbers of list items stand."""
    for node in read.nodes:
        title = title_of(read.document, node.body, node.own_end)
        plain = not any(map(str.isdigit, read.document.flat[slice(*title)]))
        yield node.start, title[1] if plain else node.body


def _enter(
    document: Document, entries: dict[Place, IgnoredEntry], place: Place, why: str, doubt: Doubt
) -> None:
    start, end = place
    if end - start < _TELLING and document.flat[start - 1 : start] == "（":
        begin, stop = clause_of(document.flat, 0, len(document.flat), max(0, start - 2))
        lines = [i for i in range(begin + 1, stop) if i in document.lines]
        end = min((i for i in lines if i > start), default=stop)
        start = max((i for i in lines if i < start), default=begin)
    place = start + (document.flat[start] in "》）”：" and end - start > 1), end
    entry = IgnoredEntry(place, document.verbatim(*place), why, seen_doubts(document, [place]))
    entries.setdefault(place, entry).doubts.append(doubt)


def _outside(read: Structure) -> Iterator[Place]:
    """The stretches of text that are no heading, no table, and that no item answers for."""
    own = (place for item in read.items for place in (*item.ranges, item.phrase.outer))
    start = 0
    for begin, end in sorted([*_headings(read), *_tables(read), *read.header.places, *own]):
        if begin > start:
            yield start, begin
        start = max(start, end)
    yield start, len(read.document.flat)


def _finding(document: Document, code: str, start: int, end: int, variant: str = "") -> Diagnostic:
    words = document.verbatim(start, min(end, start + _SHOWN))
    shown = f"{words}…" if end - start > _SHOWN else words
    place = Location(document.name, document.span(start, end))
    return Diagnostic(code, place, {"text": shown}, variant)
