"""Whether a plan says what its document says, held against each other both ways."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document.anchors import Anchors, compact, is_balanced
from foodsafety_ledger.document.coverage import check_coverage
from foodsafety_ledger.document.edges import LONGEST_TITLE, Edges
from foodsafety_ledger.document.figure_words import IN_CELLS, UNITS
from foodsafety_ledger.document.folded import Gap, Place, Stretches, read_document
from foodsafety_ledger.document.gathered import Cover, CoverKind, Verification, key_of
from foodsafety_ledger.document.outline import Mark
from foodsafety_ledger.document.paper import Seen
from foodsafety_ledger.document.placing import Placement, Spot, place_plan
from foodsafety_ledger.document.recognised import check_recognised
from foodsafety_ledger.document.second import Units
from foodsafety_ledger.document.table_rows import RowsByUnits, TaskRow, TaskTable
from foodsafety_ledger.document.table_years import with_years
from foodsafety_ledger.document.tables import find_tables
from foodsafety_ledger.document.verify_dues import check_dues
from foodsafety_ledger.document.verify_goals import check_goals
from foodsafety_ledger.document.verify_header import check_header
from foodsafety_ledger.document.verify_parties import check_parties
from foodsafety_ledger.files.disk import sha256_of
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, sort_diagnostics
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.plan import Plan

_UNIT: Final = re.compile(f"(?:{UNITS})")
_SHORT_TITLE: Final = 3
"""Of a title of so few characters one changed makes another."""
_NEAR_TITLE: Final = 300
"""So many characters of a task's text may give it its title."""
_STOPS: Final = re.compile("[。；]")
_CODE: Final = re.compile(r"[A-Z]{1,2}-?\d{1,2}")
"""A number of a row that is none of its task's id."""


def verify(
    plan: Plan, name: str, text: str, node: LocatedMap | None = None, seen: Sequence[Seen] = ()
) -> Verification:
    """Holds a plan against its document's text, both ways.

    ``name`` is the path that findings in the document bear; ``node`` the located
    ``data/tasks.yaml``, for exact places; ``seen`` what of the text was recognised. Where a part
    of the plan does not read, what the document has beyond the rest is not reported.
    """
    findings = Verification(plan, Anchors(read_document(name, text, seen), quoted(plan)), node)
    placement = place_plan(plan, findings.anchors)
    years = range(plan.start.year, plan.end.year + 1)
    tables = with_years(findings.document.flat, find_tables(findings.document), years)
    rows = [row for table in tables for row in table.rows]
    findings.by_year = {place: year for row in rows for place, year in row.by_year.items()}
    findings.yearly = Stretches(findings.by_year)
    units, edges = Units(plan), Edges(findings.document, placement, rows)
    check_header(placement, tables, edges, findings)
    _check_tasks(placement, findings)
    _check_titles(placement, edges, findings)
    _check_sections(placement, rows, edges, findings)
    _check_phrases(placement, RowsByUnits(rows), findings)
    places = _check_quotes(placement, findings)
    _check_ignored(findings)
    _cover_cells(placement, rows, findings)
    _cover_captions(placement, tables, findings)
    _check_rows(rows, findings)
    check_parties(placement, RowsByUnits(rows), units, findings)
    check_goals(placement, places, edges, findings)
    check_dues(placement, RowsByUnits(rows), places, findings)
    _check_taken(findings)
    if not plan.unread:
        check_coverage(placement, units, findings)
    findings.reaches = [(spot.reach, spot.item.id) for spot in placement.spots if spot.reach]
    check_recognised(findings)
    findings.diagnostics = sort_diagnostics(findings.diagnostics)
    return findings


def check_hash(plan: Plan, name: str, raw: bytes, node: LocatedMap | None) -> list[Diagnostic]:
    """The document's bytes against the hash that the plan keeps of them (FL701)."""
    expected, found = plan.document.sha256, sha256_of(raw)
    if not expected or expected == found:
        return []
    facts = {"document": name, "expected": expected, "found": found}
    return [Diagnostic("FL701", key_of(plan, node, "document", "sha256"), facts)]


def quoted(plan: Plan) -> Iterator[str]:
    """Every text of a plan that must stand in its document."""
    yield from (section.title.zh for section in plan.sections)
    yield from (task.title.zh for section in plan.sections for task in section.tasks)
    yield from (ignored.quote for ignored in plan.ignored)
    for item in plan.items.values():
        yield item.phrase
        yield from (target.quote for target in item.targets)
        yield from (erratum.quote for erratum in item.errata)


def _check_tasks(placement: Placement, findings: Verification) -> None:
    """Finds tasks and items of the plan that the document does not have (FL708)."""
    for task in placement.missing:
        findings.of_plan("FL708", task.location, None, "task", task=task.id, name=task.title)
    for spot in placement.spots:
        head = placement.tasks.get(spot.item.task)
        if head and spot.phrase is None and spot.differs is None:
            at, near = spot.item.phrase_at, (head.start, head.start + 1)
            findings.of_plan("FL708", at, near, "item", item=spot.item.id, text=spot.item.phrase)


def _check_titles(placement: Placement, edges: Edges, findings: Verification) -> None:
    """Finds tasks that are not called what the plan calls them (FL708).

    A title may be the office's own words, so where a task is placed by its number alone, most of
    its characters must be the document's; but one that is the document's in all but a few
    characters, or in part, or the title of another task, is misquoted. Where most titles have a
    number before them, one without has lost it.
    """
    _check_numbers(placement, findings)
    for task in (task for section in findings.plan.sections for task in section.tasks):
        head, words = placement.tasks.get(task.id), compact(task.title.zh)
        facts: dict[str, Fact] = {"task": task.id, "name": task.title}
        if head and head.title[0] < head.title[1]:
            if edges.cuts_title(head.title):
                findings.of_plan("FL708", task.location, head.title, "title", **facts)
        elif head:
            there = findings.document.words[head.start : head.start + _NEAR_TITLE]
            few = 2 * sum(char in there for char in words) < len(words)
            if (
                few
                or _is_nearly(words, findings.document.words[head.title[0] :])
                or (len(words) > _SHORT_TITLE and findings.anchors.places(task.title.zh))
            ):
                at = head.start, head.start + 1
                findings.of_plan("FL708", task.location, at, "title", **facts)


def _check_sections(
    placement: Placement, rows: Sequence[TaskRow], edges: Edges, findings: Verification
) -> None:
    """Finds sections whose title is a part of the chapter's, or not that of their rows (FL711)."""
    plan, words = findings.plan, findings.document.words
    heads = {one.id: placement.sections.get(one.id) for one in plan.sections}
    for section in plan.sections:
        head = heads[section.id]
        if head and section.title != plan.title and edges.cuts_title(head.title):
            findings.of_document("FL711", head.title, section.location, "section")
    above = {task.id: section for section in plan.sections for task in section.tasks}
    titles = {spot.phrase[0]: above[spot.item.task] for spot in placement.spots if spot.phrase}
    titles |= {head.title[0]: above[task] for task, head in placement.tasks.items()}
    known = {compact(section.title.zh) for section in plan.sections}
    cells = {row.section: compact(words[slice(*row.section)]) for row in rows if row.section}
    for row in rows:
        own = titles.get(row.texts[0][0]) or titles.get(row.phrase[0])
        if own and row.section:
            said, title = cells[row.section], compact(own.title.zh)
            if title not in said and (said in known or title in cells.values()):
                findings.of_document("FL711", row.section, own.location, "section")


_MOST_LOST: Final = 2
"""So many characters may be lost from within a title."""
_ALIKE: Final = 0.8
"""So much of a title is the document's where it is no other wording of it."""


def _is_nearly(title: str, there: str) -> bool:
    """Whether a title is what stands there, with a few characters of it changed or lost."""
    said = there.replace(" ", "")
    shortened = len(title) >= LONGEST_TITLE and said.startswith(title)
    return (
        len(title) > _SHORT_TITLE
        and not shortened
        and any(
            SequenceMatcher(None, title, said[: len(title) + lost]).ratio() >= _ALIKE
            for lost in range(_MOST_LOST + 1)
        )
    )


def _check_numbers(placement: Placement, findings: Verification) -> None:
    """Finds tasks whose title stands without a number, where those of most have theirs (FL708)."""
    bare = [id_ for id_, head in placement.tasks.items() if head.mark is None]
    if 3 * len(bare) > len(placement.tasks):
        return
    for task in (task for section in findings.plan.sections for task in section.tasks):
        if task.id in bare:
            facts: dict[str, Fact] = {"task": task.id, "name": task.title}
            near = placement.tasks[task.id].title
            findings.of_plan("FL708", task.location, near, "number", **facts)


def _check_phrases(placement: Placement, rows: RowsByUnits, findings: Verification) -> None:
    """Finds phrases that differ from what stands at their place (FL703); covers the others.

    One that is the first of the cells of a row holds them all.
    """
    carried = sorted(spot.phrase[0] for spot in placement.spots if spot.phrase and spot.carried)
    for spot in placement.spots:
        item = spot.item
        if not is_balanced(item.phrase):
            findings.of_plan("FL702", item.phrase_at, None, "unbalanced", text=item.phrase)
        if spot.outer and spot.phrase:
            row = rows.named_at(spot.phrase[0], spot.reach[1] if spot.reach else 0)
            if row and spot.phrase[1] < row.phrase[1]:
                _differs(spot, row.phrase, findings)
            behind = bisect_left(carried, placement.tasks[item.task].start)
            nearest = carried[behind - 1] if spot.carried else spot.phrase[0]
            if nearest == spot.phrase[0]:
                findings.cover(spot.outer, "phrase", item.id)
            else:
                _differs(spot, (nearest, nearest + len(item.phrase)), findings)
        elif spot.differs:
            _differs(spot, (spot.differs[0] + 1, spot.differs[1] - 1), findings)
            findings.gaps.append((spot.differs, "FL703"))


def _differs(spot: Spot, place: Place, findings: Verification) -> None:
    says = findings.document.verbatim(*place)
    at, facts = spot.item.phrase_at, {"item": spot.item.id, "text": spot.item.phrase, "says": says}
    findings.of_plan("FL703", at, place, **facts)


def _check_quotes(placement: Placement, findings: Verification) -> dict[str, list[Place]]:
    """Finds quotes that do not stand in the text of their item (FL702).

    Returns where each target's quote stands, by the target's reference. An erratum may quote any
    part of the document: some slips stand before the first task.
    """
    places: dict[str, list[Place]] = {}
    for spot in placement.spots:
        for target in spot.item.targets:
            found = places[target.ref] = _inside(spot, target.quote, findings)
            _take(target.quote, target.quote_at, found, spot, findings)
            findings.cover_all(found, "quote", target.ref)
        for erratum in spot.item.errata:
            own = _inside(spot, erratum.quote, findings)
            found = own or findings.anchors.places(erratum.quote)
            _take(erratum.quote, erratum.location, found, spot, findings)
            findings.cover_all(found, "erratum", spot.item.id)
    return places


def _check_ignored(findings: Verification) -> None:
    """Finds ignored words that the document does not have; covers every place of the others.

    What a draft ignores and nobody has confirmed yet accounts for nothing.
    """
    places: dict[str, list[Place]] = {}
    covered: set[tuple[str, bool]] = set()
    for ignored in findings.plan.ignored:
        quote, marked = ignored.quote, ignored.marked
        if quote not in places:
            places[quote] = list(findings.anchors.every_place(quote))
        if (quote, marked) not in covered:
            covered.add((quote, marked))
            kind: CoverKind = "open" if marked else "ignored"
            at = ignored.location
            findings.covers += (Cover(*one, kind, "", ignored.why, at) for one in places[quote])
        _take(quote, ignored.location, places[quote], None, findings)


def _check_taken(findings: Verification) -> None:
    """Finds ignored words that go over a sentence's end and hold what an item quotes (FL702)."""
    flat, kinds = findings.document.flat, ("phrase", "quote")
    quotes = sorted((c.start, c.end, c.ref) for c in findings.covers if c.kind in kinds)
    for ignored in (c for c in findings.covers if c.kind == "ignored" and c.at):
        if not _STOPS.search(flat, ignored.start, ignored.end - 1):
            continue
        first = bisect_left(quotes, (ignored.start,))
        held = next((one for one in quotes[first : first + 1] if one[1] <= ignored.end), None)
        if held and ignored.at:
            words = findings.document.verbatim(*held[:2])
            item = held[2].partition("/")[0]
            findings.of_plan("FL702", ignored.at, held[:2], "taken", item=item, text=words)


def _inside(spot: Spot, words: str, findings: Verification) -> list[Place]:
    return [] if spot.reach is None else findings.anchors.places(words, *spot.reach)


def _take(
    words: str, at: Location, found: list[Place], spot: Spot | None, findings: Verification
) -> None:
    """Counts a quote, and reports it where it is not found, or cuts a pair of brackets apart."""
    whole = is_balanced(words)
    findings.counts["quotes"].count(covered=bool(found) and whole)
    if not whole:
        findings.of_plan("FL702", at, found[0] if found else None, "unbalanced", text=words)
    elif not found:
        _report_missing(words, at, spot, findings)


def _report_missing(words: str, at: Location, spot: Spot | None, findings: Verification) -> None:
    elsewhere = findings.anchors.places(words)
    facts: dict[str, Fact] = {"text": words, **({"item": spot.item.id} if spot else {})}
    if elsewhere and spot:
        findings.of_plan("FL702", at, elsewhere[0], "elsewhere", **facts)
    elif spot and spot.reach:
        findings.of_plan("FL702", at, spot.reach, "item", **facts)
    else:
        findings.of_plan("FL702", at, None, text=words)


def _cover_cells(placement: Placement, rows: Sequence[TaskRow], findings: Verification) -> None:
    """Covers the cells of rows' numbers where they are those of the tasks, and of units.

    So are those that stand in a row with their neighbours, and those of a section that a merged
    cell repeats as it stood above.
    """
    in_a_row = _Serials(findings.document.flat, rows)
    flat = findings.document.flat
    titles = {head.title[0]: task for task, head in placement.tasks.items()}
    for mark in _of_an_excerpt(placement, rows):
        findings.cover((mark.start, mark.end), "number", "")
    for row in rows:
        number = titles.get(row.texts[0][0], "").rpartition("-")[2]
        if row.measured:
            words = flat[slice(*row.measured)]
            if _UNIT.fullmatch(IN_CELLS.get(words, words)):
                findings.cover(row.measured, "number", "")
            findings.measured.update(dict.fromkeys(row.texts, row.measured))
        for start, end in row.stated:
            stated = flat[start:end].strip("、.")
            listed = any(end == text[0] for text in row.texts) and in_a_row.holds(start, stated)
            first_cell = end == row.texts[0][0] or findings.document.gaps[start] is Gap.LINE
            if number and first_cell and _differs_from(titles[row.texts[0][0]], flat[start:end]):
                _misnumbered(titles[row.texts[0][0]], (start, end), findings)
            first = row.section[0] if row.section else end
            again = first < start and flat[first - (end - start) : first] == flat[start:end]
            if stated == number or listed or again or _CODE.fullmatch(stated):
                findings.cover((start, end), "number", "")
    findings.cells = Stretches(findings.measured)


def _cover_captions(
    placement: Placement, tables: Iterable[TaskTable], findings: Verification
) -> None:
    """Covers the number of a line directly above a table whose rows have sections of their own.

    It heads nothing but that table.
    """
    lines = findings.document.lines
    for table in tables:
        behind = bisect_left(placement.marks, table.start, key=attrgetter("end"))
        mark = placement.marks[behind - 1] if behind else None
        parted = table.rows and all(row.section for row in table.rows)
        if mark and parted and not any(at in lines for at in range(mark.end, table.start)):
            findings.cover((mark.start, mark.end), "number", "")


_LEAST_JUMPS: Final = 2
"""One chapter out of order may be a slip; chapters that jump so often are a part of a plan."""


def _of_an_excerpt(placement: Placement, rows: Sequence[TaskRow]) -> list[Mark]:
    """The numbers in a column of chapters that only rise, and leave out some again and again."""
    at = {mark.end: mark for mark in placement.marks}
    known = {head.mark.form for head in placement.sections.values() if head.mark}
    found = [at[row.section[0]] for row in rows if row.section and row.section[0] in at]
    own = [mark for mark in found if mark.form in known]
    steps = [b.number - a.number for a, b in pairwise(own) if a.form == b.form]
    rise = all(step >= 0 for step in steps)
    return own if rise and sum(step > 1 for step in steps) >= _LEAST_JUMPS else []


_NUMBERED: Final = re.compile(r" ?(\d+(?:\.\d+)*) ?")


def _differs_from(id_: str, words: str) -> bool:
    """Whether the number of a row is another than that of its task; an id may be shorter."""
    stated, own = _NUMBERED.fullmatch(words), re.split("[-.]", id_)
    said = stated[1].split(".") if stated else []
    return bool(said) and len(own) >= len(said) and own[-len(said) :] != said


def _misnumbered(id_: str, place: Place, findings: Verification) -> None:
    """Reports a task before which, in its row, another number stands (FL708)."""
    tasks = (task for section in findings.plan.sections for task in section.tasks)
    task = next(task for task in tasks if task.id == id_)
    facts: dict[str, Fact] = {"task": id_, "name": task.title}
    findings.of_plan("FL708", task.location, place, "number", **facts)


class _Serials:
    """The numbers directly before the texts of rows, each with those of the rows around it."""

    def __init__(self, flat: str, rows: Sequence[TaskRow]) -> None:
        places = [
            (start, flat[start:end].strip("、."))
            for row in rows
            for start, end in row.stated
            if any(end == text[0] for text in row.texts)
        ]
        numbers = [int(stated) if stated.isdecimal() else 0 for _, stated in places]
        around = zip([0, *numbers], [*numbers[1:], 0], strict=False)
        self._beside = dict(zip((start for start, _ in places), around, strict=False))

    def holds(self, start: int, stated: str) -> bool:
        """Whether a number begins a row of numbers, repeats the one above or goes on from it."""
        if not stated.isdecimal():
            return True
        before, behind = self._beside[start]
        return int(stated) in (1, before, before + 1, behind, behind - 1)


def _check_rows(rows: Iterable[TaskRow], findings: Verification) -> None:
    """Finds rows of tables whose units no item names (FL712)."""
    known = Stretches((cover.start, cover.end) for cover in findings.covers)
    for row in rows:
        if known.touching(*row.phrase) is None:
            findings.of_document("FL712", row.phrase, None)
