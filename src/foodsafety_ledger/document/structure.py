"""Everything that is read of a document: its head, outline, phrases, tasks, units and goals.

How the document places its units is decided here, once for all of it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.deadlines import Deadline, closes, read_dates
from foodsafety_ledger.document.deeds import lacks_deed
from foodsafety_ledger.document.demands import TargetReading, is_counted, measured_in
from foodsafety_ledger.document.figure_names import EACH_TIME
from foodsafety_ledger.document.folded import (
    HAN_CHARACTER,
    Document,
    Gap,
    Place,
    Stretches,
    is_latin,
    read_document,
    simple,
)
from foodsafety_ledger.document.header import Header, read_header
from foodsafety_ledger.document.item_dues import (
    closing_some,
    due_by,
    in_plan,
    read_dues_above,
    read_dues_behind,
    read_item_dues,
)
from foodsafety_ledger.document.judging import find_phrases
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.outline import Node, read_outline
from foodsafety_ledger.document.paper import Seen
from foodsafety_ledger.document.party_names import Party
from foodsafety_ledger.document.phrases import Phrase, doubts_of, with_deadlines
from foodsafety_ledger.document.residue import with_marks
from foodsafety_ledger.document.spelling import misspelt
from foodsafety_ledger.document.table_owner import rows_by_day
from foodsafety_ledger.document.table_rows import TaskRow, TaskTable
from foodsafety_ledger.document.table_years import with_years, year_of
from foodsafety_ledger.document.tables import find_tables
from foodsafety_ledger.document.targets import read_targets
from foodsafety_ledger.document.task_text import ItemDraft, TaskText
from foodsafety_ledger.document.tasks import duties_beside, find_tasks
from foodsafety_ledger.document.unit_heads import heading_units, unit_headings, unit_lines
from foodsafety_ledger.document.unit_names import ALIKE, are_two
from foodsafety_ledger.document.units import Unit, list_units, whole_names


@dataclass(slots=True)
class Structure:
    """Everything that was read of a document.

    ``left`` are brackets outside every phrase that name units or roles.
    """

    document: Document
    header: Header
    outline: list[Node]
    tables: list[TaskTable]
    phrases: list[Phrase]
    left: list[Place]
    tasks: list[TaskText]
    units: list[Unit]

    @property
    def nodes(self) -> Iterator[Node]:
        """The headings and list items of every level, in document order."""
        return (node for top in self.outline for node in top.walk())

    @property
    def items(self) -> Iterator[ItemDraft]:
        """The items of every task."""
        return (item for task in self.tasks for item in task.items)

    @property
    def rows(self) -> Iterator[TaskRow]:
        """The rows of every table."""
        return (row for table in self.tables for row in table.rows)


def read(name: str, text: str, seen: Sequence[Seen] = ()) -> Structure:
    """Reads a document's text: its header, outline, phrases, tasks, units and targets.

    ``seen`` is what of the text was recognised in a picture.
    """
    document = read_document(name, text, seen)
    tables = find_tables(document)
    tabled = Stretches(table.place for table in tables)
    outline, phrases, left = _structure(document, tabled)
    starts = [node.start for node in outline[:1]] + [table.start for table in tables[:1]]
    header = read_header(document, min(starts, default=0), tabled)
    head = Stretches(header.places)
    left = [place for place in left if not head.holding(place[0])]
    years = range(header.first, header.last + 1)
    tables = with_years(document.flat, tables, years)
    tasks = find_tasks(document, outline, phrases, tables)
    _mark_years_aside(tables, tasks, years)
    units = _name_units(document, tasks)
    reading = Structure(document, header, outline, tables, phrases, left, tasks, units)
    for item in reading.items:
        _read_item(document, item, header)
    nodes = {node.start: node for node in reading.nodes}
    read_dues_above(document, header, tasks, nodes)
    read_dues_behind(document, header, tasks)
    return reading


def _structure(
    document: Document, tabled: Stretches
) -> tuple[list[Node], list[Phrase], list[Place]]:
    """The outline with the phrases; how the document places its units is decided once for it."""
    outline = read_outline(document, tabled)
    marks = {node.start: node.body for top in outline for node in top.walk()}
    phrases, left = find_phrases(document, marks)
    phrases = with_deadlines(phrases, marks)
    phrases = [phrase for phrase in phrases if not tabled.touching(*phrase.outer)]
    for (start, end), day in rows_by_day(document):
        for phrase in phrases:
            if start <= phrase.start < end and not phrase.due:
                phrase.due, phrase.dated = document.flat[slice(*day)], [day]
    if document.is_one_line or not phrases:
        before = unit_lines(document, tabled)
        if len(before) > len(phrases):
            left += [phrase.outer for phrase in phrases]
            phrases = before
    heads = unit_headings(document, outline, phrases)
    if heads:
        outline = read_outline(document, tabled, heads)
        for phrase in phrases:
            phrase.heads = True
    named = heading_units(document, outline, phrases)
    whole = Stretches(phrase.outer for phrase in named)
    phrases = [phrase for phrase in phrases if not whole.holding(phrase.outer_start)] + named
    phrases.sort(key=lambda phrase: phrase.outer_start)
    return outline, phrases, [place for place in left if not tabled.holding(place[0])]


def _name_units(document: Document, tasks: Sequence[TaskText]) -> list[Unit]:
    """Makes the names in every phrase whole, and lists the units they name."""
    for item in (item for task in tasks for item in task.items):
        item.phrase.doubts += duties_beside(document.flat, item)
    phrases = [item.phrase for task in tasks for item in task.items]
    written = [phrase.parties for phrase in phrases]
    named = [party.name for parties in written for party in parties]
    known, doubtful = set(named), set(misspelt(named))
    whole = whole_names(written, document.flat)
    for phrase, (parties, doubts) in zip(phrases, whole, strict=True):
        names = [party.name for party in phrase.parties]
        odd = [name for name in names if name in doubtful or are_two(name, known)]
        odd += _of_two_lists(document.flat, phrase.parties)
        odd += [b for a, b in pairwise(names) if "各" in a and ALIKE.fullmatch(simple(b))]
        phrase.parties = parties
        told = any(doubt.key == "unread" for doubt in phrase.doubts)
        phrase.doubts += doubts + ([] if told else doubts_of(phrase))
        phrase.doubts += [Doubt("strange-name", names=name) for name in odd]
    return list_units([parties for parties, _ in whole], written)


def _of_two_lists(flat: str, parties: Sequence[Party]) -> Iterator[str]:
    """English names with the one behind their comma, in a list with semicolons too.

    What stands there may say where the first is: Public Laboratory, Cork; Food Team.
    """
    for role in {party.role for party in parties}:
        named = [one for one in parties if one.role is role and one.name.isascii()]
        joints = [(a, b, flat[a.end : b.start].strip()) for a, b in pairwise(named)]
        if any(mark == "；" for *_, mark in joints):
            yield from (f"{a.name}, {b.name}" for a, b, mark in joints if mark == "，")


def _mark_years_aside(
    tables: Sequence[TaskTable], tasks: Sequence[TaskText], years: Container[int]
) -> None:
    """Marks the tasks of a table with columns of ``years`` of the plan that are kept aside.

    Of several only what is to be reached in the first is read, and by the end of that.
    """
    for table in tables:
        named = [name for name in table.unknown if year_of(name) in years]
        own = (task for task in tasks if named and table.start <= task.start < table.end)
        for item in (item for task in own for item in task.items):
            item.phrase.doubts.append(Doubt("column", name="、".join(named)))


_NAMES_NOTHING: Final = re.compile(
    f"(?:{EACH_TIME})*"
    r"|(?i:cut|reduc|decreas|lower|increas|rais|improv|grow)[a-z]*(?: by)?"
    r"(?: (?:against|on|over|from|compared (?:with|to))(?: [\d–/-]+)?(?: levels?| baseline)?)?"
)
"""A name that only says how often or which way, where the cell before its own says of what."""
_SO_MANY: Final = re.compile(
    rf"(?:不[少低]于|至少|达到?)?\d[\d.]*(?:{figure_words.UNITS})(?:以上)?$"
)
"""What a cell that names something ends with that is a goal of its own: 培育示范店6家."""
_LONGEST_ABOUT: Final = 40


def _about(words: str) -> str:
    """What the cells before a figure name: in English the last, up to the end of a word."""
    last = words.rpartition("| ")[2].strip()
    if not is_latin(last):
        return (_SO_MANY.sub("", words) or words)[:_LONGEST_ABOUT]
    cut = f"{last} "[: 2 * _LONGEST_ABOUT]
    return cut[: cut.rfind(" ")] if " " in cut else cut


def _about_above(
    flat: str, targets: Sequence[TargetReading], about: str
) -> Iterator[TargetReading]:
    """The targets with what the cell before theirs names, where their own words name nothing.

    Where others of them name something of their own, it may be of that and is marked.
    """
    bare = [_NAMES_NOTHING.fullmatch(one.name) is not None for one in targets]
    for one, names_nothing in zip(targets, bare, strict=True):
        own = "" if names_nothing else one.name
        deed = own if own and lacks_deed(own, one.goal) else ""
        name = f"{about}，{deed}" if deed and about else own or about
        unsure = names_nothing and about and not all(bare)
        mark = (Doubt("subject", words=flat[one.start : one.end]),) if unsure else ()
        yield replace(one, name=name, doubts=(*one.doubts, *mark))


def _in_year(target: TargetReading, year: int) -> TargetReading:
    """What a cell below a year's goals asks for, by the end of it."""
    settled = {"no-verb", *(("counts",) if is_counted(target.name) else ())}
    doubts = tuple(doubt for doubt in target.doubts if doubt.key not in settled)
    return replace(target, due=target.due or date(year, 12, 31), doubts=doubts)


def _read_item(document: Document, item: ItemDraft, header: Header) -> None:
    """Reads the targets and the deadline of an item; of no year where the plan has several."""
    year, flat = header.last, document.flat
    deadlines: list[tuple[Deadline, bool]] = []
    stated = Stretches(sorted([*header.places, *item.phrase.dated]))
    read: list[Place] = []
    texts = [place for place in item.ranges if place not in item.by_year]
    for before, (start, end) in zip([item.ranges[0], *item.ranges], item.ranges, strict=False):
        here, unread = read_dates(flat, start, end, year, document.lines, header.first)
        here = [*in_plan(flat, here, header)]
        readings = read_targets(flat, start, end, here)
        targets = readings.targets
        named = texts[-1] if (start, end) in item.by_year and texts else before
        about = _about(figure_words.NAMED_UNIT.sub("", document.tidy(*named)))
        apart = start != item.ranges[0][0]
        targets = [*_about_above(flat, targets, about)] if apart else targets
        if item.measured:
            unit = flat[slice(*item.measured)]
            targets = [measured_in(unit, target, about) for target in targets]
        if year_of_cell := item.by_year.get((start, end)):
            targets = [_in_year(target, year_of_cell) for target in targets]
            if not targets and HAN_CHARACTER.search(flat, start, end):
                item.phrase.doubts.append(Doubt("left", words=document.verbatim(start, end)))
        item.targets += [_wrapped(document, target) for target in targets]
        item.facts += readings.facts
        read += readings.read
        closing = [one for one in here if closes(flat, start, end, one)]
        inner = closing_some(flat, closing, targets)
        item.targets = [due_by(inner, target, flat) for target in item.targets]
        closing = [one for one in closing if one not in inner]
        deadlines += [(one, one in closing) for one in here]
        for place in (one for one in unread if not stated.touching(*one)):
            item.phrase.doubts.append(Doubt("due", words=document.verbatim(*place)))
            item.dated += [place] if _OF_CALENDAR.search(flat, *place) else []
        read += unread
    read_item_dues(document, item, header, deadlines)
    read += [(fact.start, fact.end) for fact in item.facts]
    days, years = [one for one, _ in deadlines], range(header.first, header.last + 1)
    item.targets, item.left = with_marks(document, item.ranges, item.targets, read, days, years)


_DIGIT_PAIR: Final = re.compile(r"[\d.](?=[\d.])|\d(?=[一-鿿])")
_OF_CALENDAR: Final = re.compile(r"[\d月季]")
_FULL_LINE: Final = 20
"""A line of fewer characters was ended, not wrapped: what begins the next one is no unit."""


def _wrapped(document: Document, target: TargetReading) -> TargetReading:
    """The target with a mark where a line ends, or a blank stands, within a number of its words."""
    words = document.flat[target.start : target.end]
    ends = [target.start + found.end() for found in _DIGIT_PAIR.finditer(words)]
    broken = any(_is_broken(document, end) for end in ends)
    mark = Doubt("wrapped", words=document.verbatim(target.start, target.end))
    return replace(target, doubts=(*target.doubts, mark)) if broken else target


def _is_broken(document: Document, at: int) -> bool:
    """Whether a number or its unit may have been cut: by any gap, or by the end of a short line."""
    gaps = document.gaps
    if document.flat[at].isascii():
        return bool(gaps[at])
    return gaps[at] is Gap.LINE and Gap.LINE in gaps[max(0, at - _FULL_LINE) : at]
