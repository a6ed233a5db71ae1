"""Whether a plan says what its document says, held against each other both ways."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice, pairwise
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document import header, lexicon, second
from foodsafety_ledger.document.anchors import Anchors, compact, is_balanced
from foodsafety_ledger.document.coverage import check_coverage
from foodsafety_ledger.document.deadlines import Deadline, parse_deadline
from foodsafety_ledger.document.figure_words import IN_CELLS, SPANS, UNITS
from foodsafety_ledger.document.figures import STOPS
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches, read_document
from foodsafety_ledger.document.gathered import Cover, CoverKind, Verification, key_of
from foodsafety_ledger.document.paper import Seen
from foodsafety_ledger.document.placing import Placement, Spot, place_plan
from foodsafety_ledger.document.recognised import check_recognised
from foodsafety_ledger.document.second import Named, Numeral, PhraseReading, Units
from foodsafety_ledger.document.stated import Quoted, check_stated
from foodsafety_ledger.document.tables import TaskRow, TaskTable, find_tables
from foodsafety_ledger.files.disk import sha256_of
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, sort_diagnostics
from foodsafety_ledger.model.goal import FREQUENCIES, Goal, GoalKind, Operator
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.name import NO_NAME, Name, with_nearest
from foodsafety_ledger.model.plan import NOT_STATED, Holds, Item, Plan, Role, Target

_START: Final = attrgetter("start")
_DAY: Final = attrgetter("day")
_NEAR_TITLE: Final = 300
"""So many characters of a task's text may give it its title."""
_CELL: Final = 20
"""A cell that says by when is not longer."""
_DUE: Final = re.compile(f"(?:{lexicon.LABELS['due']})：(?P<day>[^；]{{2,40}})")
_CODE: Final = re.compile(r"[A-Z]{1,2}-?\d{1,2}")
"""A number of a row that is none of its task's id."""
_UNIT: Final = re.compile(f"(?:{UNITS})")
_BROKEN: Final = re.compile(r"[A-Za-z][0-9]|[0-9][^\d年月日季.\-/—至前 ]")
_HEADS: Final = re.compile(
    "(?:[，。；：、（）. ]|最[迟晚]|力争|争取|务必|确保)(?:[并且要须应请在于到至自从]|截至)*$"
)
"""What stands before a deadline that heads its clause."""
_LEAST_HEADING: Final = 4
"""What stands between two tasks is a heading if it is longer."""
_BEGINS: Final = re.compile("[，。；！？：]")


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
    tables = find_tables(findings.document)
    units = Units(plan)
    _check_header(placement, tables, findings)
    _check_tasks(placement, findings)
    _check_titles(placement, findings)
    _check_phrases(placement, findings)
    places = _check_quotes(placement, findings)
    _check_ignored(findings)
    rows = _columns(placement, tables, findings)
    _check_rows(rows.values(), findings)
    _check_parties(placement, rows, units, findings)
    _check_goals(placement, places, findings)
    _check_dues(placement, rows, places, findings)
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


def _check_titles(placement: Placement, findings: Verification) -> None:
    """Finds tasks placed by their number alone, of whose title little stands there (FL708).

    A title may be the office's own words, so most of its characters must be the document's.
    """
    for task in (task for section in findings.plan.sections for task in section.tasks):
        head, words = placement.tasks.get(task.id), compact(task.title.zh)
        if head and head.title[0] == head.title[1]:
            there = findings.document.words[head.start : head.start + _NEAR_TITLE]
            if 2 * sum(char in there for char in words) < len(words):
                facts: dict[str, Fact] = {"task": task.id, "name": task.title}
                at = head.start, head.start + 1
                findings.of_plan("FL708", task.location, at, "title", **facts)


def _check_phrases(placement: Placement, findings: Verification) -> None:
    """Finds phrases that differ from what stands at their place (FL703); covers the others."""
    carried = sorted(spot.phrase[0] for spot in placement.spots if spot.phrase and spot.carried)
    for spot in placement.spots:
        item = spot.item
        if not is_balanced(item.phrase):
            findings.of_plan("FL702", item.phrase_at, None, "unbalanced", text=item.phrase)
        if spot.outer and spot.phrase:
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


def _check_parties(
    placement: Placement, rows: Mapping[int, TaskRow], units: Units, findings: Verification
) -> None:
    """Finds units, roles and open lists that differ from the phrase (FL704)."""
    led = _rule_outside(placement, findings)
    above = {t.id: s.id for s in findings.plan.sections for t in s.tasks}
    everywhere: list[Named] = []
    quoted = Stretches(spot.outer for spot in placement.spots if spot.outer)
    for spot in placement.spots:
        if spot.phrase is None:
            continue
        said = _said(spot, rows, units, findings)
        led = led or (said.rule and said.below)
        if all(one.role is not Role.LEAD for one in said.named):
            whole, section = said.supports, above[spot.item.task]
            known = Stretches(()) if whole else quoted
            heading = _heading_says(section, placement, known, units, findings)
            said.named += [one for one in heading if whole or one.role is Role.LEAD]
        said = said.led(units.groups) if led or said.rule else said
        said.named += [one for one in everywhere if one not in said.named]
        if not _agrees(spot.item, said) and not _excused(spot.item, units, led=led or said.rule):
            _report(spot, said, units, findings)
        if said.always:
            everywhere += second.units_named(said.always, units)


def _columns(
    placement: Placement, tables: Sequence[TaskTable], findings: Verification
) -> dict[int, TaskRow]:
    """The rows of the document's tables, each by where its cells begin that name units.

    The cells of the rows' numbers are covered where they are those of the tasks, and those of a
    section that a merged cell repeats as it stood above.
    """
    flat = findings.document.flat
    rows = [row for table in tables for row in table.rows]
    titles = {head.title[0]: task for task, head in placement.tasks.items()}
    for row in rows:
        number = titles.get(row.texts[0][0], "").rpartition("-")[2]
        if row.measured:
            words = flat[slice(*row.measured)]
            if _UNIT.fullmatch(IN_CELLS.get(words, words)):
                findings.cover(row.measured, "number", "")
            findings.measured.update(dict.fromkeys(row.texts, row.measured))
        for start, end in row.stated:
            stated = flat[start:end].strip("、.")
            listed = any(end == text[0] for text in row.texts)
            first = row.section[0] if row.section else end
            again = first < start and flat[first - (end - start) : first] == flat[start:end]
            if stated == number or listed or again or _CODE.fullmatch(stated):
                findings.cover((start, end), "number", "")
    findings.cells = Stretches(findings.measured)
    return {row.phrase[0]: row for row in rows}


def _check_rows(rows: Iterable[TaskRow], findings: Verification) -> None:
    """Finds rows of tables whose units no item names (FL712)."""
    known = Stretches((cover.start, cover.end) for cover in findings.covers)
    for row in rows:
        if known.touching(*row.phrase) is None:
            findings.of_document("FL712", row.phrase, None)


def _said(
    spot: Spot, rows: Mapping[int, TaskRow], units: Units, findings: Verification
) -> PhraseReading:
    """What a phrase says; where it is cells of a table, their columns say the roles."""
    start, end = spot.phrase or (0, 0)
    row = rows.get(start)
    if row is None or end > row.phrase[1]:
        return second.read_phrase(spot.item.phrase, units)
    said = PhraseReading()
    for role, at, stop in row.roles:
        one = second.read_phrase(findings.document.words[at:stop], units, role)
        said.named += one.named
        said.unknown += one.unknown
        said.open = said.open or one.open
    return said


def _heading_says(
    section: str, placement: Placement, known: Stretches, units: Units, findings: Verification
) -> list[Named]:
    """Whom a section's heading, or a bracket in it, names: they answer where others only support.

    The bracket is accounted for so; one that is ``known`` says nothing here.
    """
    head = placement.sections.get(section)
    if head is None:
        return []
    behind = bisect_left(placement.brackets, head.title)
    following = placement.brackets[behind : behind + 1]
    brackets = [place for place in following if place[0] - head.title[1] <= 1]
    for start, end in (place for place in [head.title, *brackets] if not known.touching(*place)):
        said = second.read_phrase(findings.document.words[start:end], units)
        if said.named and not said.unknown:
            findings.cover((start, end), "header", "")
            return said.named
    return []


def _rule_outside(placement: Placement, findings: Verification) -> bool:
    """Whether the document says outside of every phrase that the first unit of a list leads."""
    inside = Stretches(spot.phrase for spot in placement.spots if spot.phrase)
    flat = findings.document.flat
    found = [m.span() for m in lexicon.FIRST_LEADS.finditer(flat) if not inside.holding(m.start())]
    for start, end in found:
        opened = flat.rfind("（", max(0, start - _CELL), start)
        findings.cover((opened if opened >= 0 else start, end + 1), "header", "")
    return bool(found)


def _agrees(item: Item, said: PhraseReading) -> bool:
    named = {(unit, role) for role, units in item.named.items() for unit in units}
    strongest = set(said.strongest.items())
    return not said.unknown and strongest <= named <= set(said.named) and said.open == item.open


def _excused(item: Item, units: Units, *, led: bool) -> bool:
    """Whether the phrase agrees once the item's errata are read into it."""
    text = mended = compact(item.phrase)
    for erratum in item.errata:
        mended = mended.replace(compact(erratum.quote), compact(erratum.reading.zh))
    if mended == text:
        return False
    said = second.read_phrase(mended, units)
    return _agrees(item, said.led(units.groups) if led else said)


def _report(spot: Spot, said: PhraseReading, units: Units, findings: Verification) -> None:
    item, near = spot.item, spot.phrase
    for name in said.unknown:
        unknown = {"item": item.id, "name": name, **with_nearest(name, units.ids)}
        findings.of_plan("FL704", item.phrase_at, near, "unknown", **unknown)
    for variant, key, unit, role in _differences(item, said):
        at = findings.in_item(item.id, item.phrase_at, key)
        called = _called(findings.plan, unit)
        facts: dict[str, Fact] = {"item": item.id, "unit": called, "role": role, "data": key}
        findings.of_plan("FL704", at, near, variant, **facts)
    if said.open != item.open:
        at = findings.in_item(item.id, item.phrase_at, "open")
        findings.of_plan("FL704", at, near, "open" if said.open else "closed", item=item.id)


def _differences(item: Item, said: PhraseReading) -> Iterator[tuple[str, str, str, Role]]:
    """What of the roles differs: a variant, the key to look at, the unit and a role of it."""
    strongest, named = said.strongest, set(said.named)
    held = {unit: role for role, ids in reversed(list(item.named.items())) for unit in ids}
    for unit, role in strongest.items():
        if unit not in held:
            yield "missing", "phrase", unit, role
        elif held[unit] is not role:
            yield "role", held[unit].value, unit, role
    for role, ids in item.named.items():
        for unit in ids:
            beside = (unit, role) not in named and held[unit] is strongest.get(unit)
            if unit not in strongest or beside:
                yield "extra", role.value, unit, role


def _called(plan: Plan, unit: str) -> Name:
    known = plan.departments.get(unit) or plan.groups.get(unit)
    name = known.name if known else NO_NAME
    return Name(f"{name.zh}（{unit}）", f"{name.in_('en')} ({unit})")


def _check_goals(
    placement: Placement, places: dict[str, list[Place]], findings: Verification
) -> None:
    """Finds goals that their quotes do not set, and quoted figures that no goal takes (FL705).

    ``places`` are where each target's quote stands; a quote that stands nowhere is found already.
    """
    excused = _ignored(findings)
    for spot in placement.spots:
        wrong = [
            target
            for target in spot.item.targets
            if not _check_goal(target, places[target.ref], findings, spot.item)
        ]
        if spot.phrase and not wrong:
            by_place: dict[Place, list[Target]] = {}
            for target in spot.item.targets:
                for place in places[target.ref]:
                    by_place.setdefault(place, []).append(target)
            quotes = [Quoted(at, [*_figures(findings, at)], by_place[at]) for at in by_place]
            check_stated(spot.item, quotes, excused, findings)


def _check_goal(target: Target, places: list[Place], findings: Verification, item: Item) -> bool:
    """Whether the quote sets the goal, at one of its places; else what is wrong is reported.

    What an erratum explains may be a direction only, without a word for it.
    """
    fine = {"", "binding"} if _is_explained(target, item) else {""}
    variant = _wrong(target, places[0], findings) if places else ""
    right = any(_wrong(target, place, findings) in fine for place in places)
    findings.counts["goals"].count(covered=right)
    if places and not right:
        flat = findings.document.flat
        clause = flat[slice(*_widened(flat, places[0]))]
        goals = [_as_goal(flat, figure, clause) for figure in _figures(findings, places[0])]
        facts = {"goal": target.goal_text, "text": target.quote, "target": target.ref}
        facts["says"] = "、".join(dict.fromkeys(goals)) or "—"
        findings.of_plan("FL705", target.goal_at, places[0], variant, **facts)
    return right


def _as_goal(flat: str, figure: Numeral, clause: str) -> str:
    """A figure as the goal that its words set."""
    unit = _UNIT.match(figure.after)
    number = flat[figure.start : figure.end] + (unit[0] if unit else "")
    return f"{min(second.operators_of(figure, clause))} {number}"


def _is_explained(target: Target, item: Item) -> bool:
    """Whether an erratum of the item says how the target's words are read, and why."""
    words = compact(target.quote)
    quotes = [compact(erratum.quote) for erratum in item.errata]
    return any(quote in words or words in quote for quote in quotes)


def _wrong(target: Target, place: Place, findings: Verification) -> str:
    """What is wrong with a target, as a variant of FL705; empty if nothing is."""
    flat, goal = findings.document.flat, target.goal
    words = flat[slice(*place)]
    figures = [figure for figure in _figures(findings, place) if not second.is_base(figure)]
    equal = [f for f in figures if f.is_in(goal.unit) and f.in_unit(goal.unit) == goal.bound]
    if equal and not goal.unit and _column_unit(findings, equal[0]):
        equal = []
    clause = flat[slice(*_widened(flat, place))]
    variant = _wrong_goal(goal, figures, equal, clause)
    if variant:
        return variant
    if (
        goal.kind is GoalKind.BOUND
        and equal
        and not second.is_about(target.name.zh, figures, equal, clause)
    ):
        return "subject"
    keeps = any(second.KEEPING.search(figure.before) for figure in equal)
    if keeps and target.holds is not Holds.EVERY_PERIOD:
        return "holds"
    if target.binding and second.NOT_BINDING.search(words):
        return "not-binding"
    if not target.binding and not (second.NOT_BINDING.search(clause) or "引导" in clause):
        return "binding"
    return ""


def _column_unit(findings: Verification, figure: Numeral) -> str:
    """The unit that a column of its own has for a figure; empty where the figure's cell has one."""
    flat, cell = findings.document.flat, findings.cells.holding(figure.start)
    unit = findings.measured.get(cell) if cell else None
    own = cell and _UNIT.match(flat, figure.end, cell[1])
    words = flat[slice(*unit)] if unit and not own else ""
    return IN_CELLS.get(words, words)


def _figures(findings: Verification, place: Place) -> Iterator[Numeral]:
    """The figures of a quote, each with its unit behind it, wherever that stands."""
    flat = findings.document.flat
    for figure in second.figures_in(flat, *place):
        unit = _column_unit(findings, figure)
        bare = figure._replace(after=f"{unit}{figure.after}", percent=unit == "%")
        yield bare if unit else figure


def _widened(flat: str, place: Place) -> Place:
    """A place back to where its clause begins."""
    start = place[0]
    stops = [found.end() for found in _BEGINS.finditer(flat, max(0, start - 60), start)]
    return (stops[-1] if stops else max(0, start - 60)), place[1]


def _wrong_goal(goal: Goal, figures: list[Numeral], equal: list[Numeral], clause: str) -> str:
    if goal.kind is GoalKind.BOUND and equal:
        allowed = set[Operator]().union(*(second.operators_of(figure, clause) for figure in equal))
        if second.is_low(clause) and Operator.AT_LEAST in allowed:
            allowed.add(Operator.AT_MOST)
        ends = [end for pair in pairwise(figures) if pair[0].ranged for end in pair]
        ranged = all(figure in ends for figure in equal)
        right = _is_range(goal, figures) if ranged else goal.operator in allowed
        return "" if right else "operator"
    if second.is_said(goal, clause):
        return ""
    return "number" if goal.kind is GoalKind.BOUND and figures else "words"


def _is_range(goal: Goal, figures: list[Numeral]) -> bool:
    """Whether a goal is an end of a range (3—5个): at least the lower, at most the upper one."""
    ends = {Operator.AT_LEAST: 0, Operator.AT_MOST: 1}
    return goal.operator in ends and any(
        pair[0].ranged and pair[ends[goal.operator]].in_unit(goal.unit) == goal.bound
        for pair in pairwise(figures)
    )


def _ignored(findings: Verification) -> Stretches:
    """The places of what the plan ignores and a person has confirmed."""
    return Stretches((c.start, c.end) for c in findings.covers if c.kind == "ignored")


def _check_dues(
    placement: Placement,
    rows: Mapping[int, TaskRow],
    places: dict[str, list[Place]],
    findings: Verification,
) -> None:
    """Finds deadlines that the data lacks, and due days that are not stated (FL706)."""
    flat, end = findings.document.flat, findings.plan.end.year
    titled = header.years_in(compact(findings.plan.title.zh))
    year = max(titled, default=findings.plan.start.year)
    first, excused = findings.plan.start.year, _ignored(findings)
    above = _days_above(placement, findings, year)
    for spot in placement.spots:
        if spot.reach is None:
            continue
        stated = [spot.reach, *([spot.phrase] if spot.carried and spot.phrase else [])]
        said = [Deadline(*d) for one in stated for d in second.days_in(flat, *one, year, first)]
        deadlines = sorted((d for d in said if not excused.holding(d.start)), key=_START)
        _check_stated(spot.item, deadlines, places, findings)
        dated = _check_bound(spot.item, deadlines, places, findings)
        words = flat[slice(*spot.phrase)] if spot.phrase else ""
        day = parse_deadline(words, year)
        row = rows.get(spot.phrase[0]) if spot.phrase else None
        stop = spot.reach[1] if spot.carried or not spot.outer else spot.outer[1]
        label = _DUE.search(words) or _DUE.search(flat, spot.reach[0], stop)
        own = row.due if row else label["day"] if label else words
        own_day = parse_deadline(own, year)
        if row and own_day == spot.item.due and not _BROKEN.search(row.due):
            cells = (place for place in row.stated if flat[slice(*place)] == row.due)
            findings.cover_all(cells, "number", "")
        last = findings.plan.end if year == end or not titled else date(year, 12, 31)
        days = {day, own_day, last, *(deadline.day for deadline in said), *above[spot.item.id]}
        _check_days(spot, days, places, findings)
        latest = max(deadlines, key=_DAY, default=None)
        final = {latest.day} if latest else above[spot.item.id]
        if own_day:
            _check_item_day(spot, {own_day}, spot.phrase, findings)
        elif dated and final and not spot.item.ongoing:
            near = (latest.start, latest.end) if latest else spot.phrase
            _check_item_day(spot, final, near, findings)


def _days_above(
    placement: Placement, findings: Verification, year: int
) -> dict[str, frozenset[date]]:
    """The days that headings above each item name, which stand between one task and the next."""
    flat = findings.document.flat
    heads = [*placement.sections.values(), *placement.tasks.values()]
    last = min((head.start for head in heads), default=0)
    above, found = frozenset[date](), {}
    for spot in placement.spots:
        start, end = spot.reach or (last, last)
        if start - last > _LEAST_HEADING:
            stretch = flat[max(last, start - _NEAR_TITLE) : start]
            days = (parse_deadline(words, year) for words in re.split("[（）。；]", stretch))
            above = frozenset(day for day in days if day and day != findings.plan.document.issued)
        found[spot.item.id], last = above, max(last, end)
    return found


def _check_bound(
    item: Item, deadlines: list[Deadline], places: dict[str, list[Place]], findings: Verification
) -> bool:
    """Holds each target's due day against the deadline that its words have, or stand behind.

    Of as many deadlines in a quote as there are targets of it, each is that of one of them.
    Returns whether every target has one.
    """
    dated, sharing = True, dict[str, list[Goal]]()
    for target in item.targets:
        sharing.setdefault(target.quote, []).append(target.goal)
    for target in item.targets:
        for place in places[target.ref][:1]:
            begin, end = (bisect_left(deadlines, at, key=_START) for at in place)
            own = [one for one in deadlines[begin:end] if one.end <= place[1]]
            near = (
                [] if own else _in_sentence(deadlines[max(0, begin - 1) : begin], place, findings)
            )
            loose = not near or _is_loose(target, near[0], findings.document.flat)
            allowed = _paired(target.goal, sharing[target.quote], place, own, findings)
            if not own:
                behind = _in_sentence(deadlines[end : end + 1], place, findings)
                allowed = {one.day for one in near or behind} | ({item.due} if loose else set())
            dated = dated and (bool(own) or not loose)
            if allowed and target.due not in allowed:
                facts = {"item": target.ref, "due": target.due.isoformat()}
                facts["says"] = min(allowed).isoformat()
                findings.of_plan("FL706", target.quote_at, place, **facts)
    return dated


def _in_sentence(near: list[Deadline], place: Place, findings: Verification) -> list[Deadline]:
    """The deadline beside a place, if both stand in one sentence."""
    ends = sorted((*place, *(at for one in near for at in (one.start, one.end))))[1:3]
    apart = not near or ends[1] - ends[0] > _NEAR_TITLE
    return [] if apart or STOPS.search(findings.document.flat, *ends) else near


_OWN_TIME: Final = re.compile(r"每|全年|(?<!\d)年内")
"""Words of a quote that give it a time of its own."""


def _is_loose(target: Target, near: Deadline, flat: str) -> bool:
    """Whether a target need not have the deadline before it: it is done, or holds, all the time."""
    always = target.goal.kind in FREQUENCIES or target.holds is Holds.EVERY_PERIOD
    timed = _OWN_TIME.search(target.quote) is not None or target.goal.unit.endswith(SPANS)
    return always or timed or not _HEADS.search(flat, max(0, near.start - 8), near.start)


def _check_item_day(
    spot: Spot, days: Collection[date], near: Place | None, findings: Verification
) -> None:
    """Finds an item that is due on none of the days that its label, cell or words name last.

    ``near`` is where the document says that one, or else the item's phrase.
    """
    item = spot.item
    if spot.phrase and item.due not in days and max(days) >= findings.plan.start:
        at = findings.in_item(item.id, item.phrase_at, "due", "phrase")
        facts = {"item": item.id, "due": item.due.isoformat(), "says": max(days).isoformat()}
        findings.of_plan("FL706", at, near, **facts)


def _paired(
    goal: Goal, goals: list[Goal], place: Place, own: list[Deadline], findings: Verification
) -> set[date]:
    """The day of the deadline in a quote that stands as the goal's figure does among others."""
    if len(own) < 2 or len(goals) != len(own):
        return set()
    figures = list(_figures(findings, place))
    stands = [
        next((f.start for f in figures if f.is_in(g.unit) and f.in_unit(g.unit) == g.bound), -1)
        for g in goals
    ]
    if -1 in stands or len(set(stands)) != len(own):
        return set()
    return {own[sorted(stands).index(stands[goals.index(goal)])].day}


def _check_stated(
    item: Item, deadlines: list[Deadline], places: dict[str, list[Place]], findings: Verification
) -> None:
    """Holds each deadline of the text against the targets whose quotes hold it, or the item."""
    dues = {item.due, *(target.due for target in item.targets)}
    quoted = _quoting(item, deadlines, places)
    days: dict[str, set[date]] = {}
    for deadline, targets in quoted.items():
        for ref in targets:
            days.setdefault(ref, set()).add(deadline.day)
    for deadline in deadlines:
        quoting = quoted[deadline].values()
        if deadline.day in dues:
            findings.cover((deadline.start, deadline.end), "number", "")
        taken = any(t.due == deadline.day for t in quoting)
        wrong = [
            (t.ref, t.due, t.quote_at)
            for t in quoting
            if t.due != deadline.day and not (taken and t.due in days[t.ref])
        ]
        if not quoting and deadline.day not in dues:
            at = findings.in_item(item.id, item.phrase_at, "due", "phrase")
            wrong = [(item.id, item.due, at)]
        for ref, due, at in wrong:
            facts = {"item": ref, "due": due.isoformat(), "says": deadline.day.isoformat()}
            findings.of_plan("FL706", at, (deadline.start, deadline.end), **facts)


def _quoting(
    item: Item, deadlines: list[Deadline], places: dict[str, list[Place]]
) -> dict[Deadline, dict[str, Target]]:
    """The targets whose quotes hold each deadline; deadlines stand in the text's order."""
    quoting: dict[Deadline, dict[str, Target]] = {deadline: {} for deadline in deadlines}
    for target in item.targets:
        for start, end in places[target.ref]:
            first = bisect_left(deadlines, start, key=_START)
            for deadline in islice(deadlines, first, None):
                if deadline.end > end:
                    break
                quoting[deadline][target.ref] = target
    return quoting


def _check_days(
    spot: Spot, days: set[date | None], places: dict[str, list[Place]], findings: Verification
) -> None:
    """Finds due days of the data, other than the plan's last day, that the text does not state."""
    item, reach = spot.item, spot.reach
    cells = days | _cell_days(findings, reach)
    if item.due not in cells:
        at = findings.in_item(item.id, item.phrase_at, "due", "phrase")
        due = item.due.isoformat()
        findings.of_plan("FL706", at, reach, "not-stated", due=due, item=item.id)
    for target in item.targets:
        own = parse_deadline(compact(target.quote), findings.plan.start.year)
        if target.due != item.due and target.due not in days | {own}:
            near = places[target.ref][0] if places[target.ref] else reach
            facts = {"due": target.due.isoformat(), "item": target.ref}
            findings.of_plan("FL706", target.quote_at, near, "not-stated", **facts)


def _cell_days(findings: Verification, reach: Place | None) -> set[date]:
    """The days that cells of a table, or lines, in an item's stretch name and nothing else."""
    document, year = findings.document, findings.plan.end.year
    if reach is None:
        return set()
    days: set[date] = set()
    flat, gaps = document.flat, document.gaps
    parted = (i for i in range(*reach) if gaps[i] is Gap.LINE or (gaps[i] and flat[i - 1] != " "))
    starts = sorted({*parted, *(i for i in range(*reach) if flat[i - 1] in "|｜")})
    for start, end in pairwise([*starts, reach[1]]):
        words = flat[start:end].strip("|｜ ")
        plain = end - start < _CELL and not _BROKEN.search(words)
        day = parse_deadline(words, year) if plain else None
        if day:
            days.add(day)
            findings.cover((start, end), "number", "")
    return days


def _check_header(
    placement: Placement, tables: Sequence[TaskTable], findings: Verification
) -> None:
    """Finds what the plan says of the document and the document does not (FL707)."""
    plan, document = findings.plan, findings.plan.document
    _check_words("number", document.number, findings)
    _check_words("issuer", document.issuer, findings)
    tabled = Stretches(table.place for table in tables)
    tasks = Stretches(spot.reach for spot in placement.spots if spot.reach)
    printed = [
        (day, place)
        for day, place in header.printed_days(findings.document)
        if not tabled.holding(place[0])
        and (not tasks.holding(place[0]) or header.signs(findings.document, place))
    ]
    days = [one for one in printed if _is_own(findings.document, one[1])] or printed
    if document.issued is None:
        days = [one for one in days if header.signs(findings.document, one[1])]
    mine = [place for day, place in days if day == document.issued]
    findings.cover_all(mine, "header", "issued")
    if not mine and (days or document.issued is not None):
        says = days[0][0].isoformat() if days else ""
        issued = document.issued.isoformat() if document.issued else NOT_STATED
        _report_header("issued", issued, says, findings)
    title = plan.title.zh
    places = findings.anchors.places(title)
    findings.cover_all(places, "header", "title")
    if not places:
        findings.of_plan("FL707", findings.in_plan("title", "zh"), None, "title", text=title)
    years = header.years_in(compact(title))
    if years and not (plan.start.year == years[0] and plan.end.year >= years[-1]):
        period = f"{plan.start.isoformat()} – {plan.end.isoformat()}"
        says = "、".join(map(str, years))
        findings.of_plan("FL707", findings.in_plan("period"), None, "year", text=period, says=says)


def _is_own(document: Document, place: Place) -> bool:
    """Whether a date stands by itself, or behind words that say what it is."""
    flat, (start, end) = document.flat, place
    before = flat[max(0, start - 2) : start]
    return (bool(document.gaps[start]) or before.endswith(("：", "中华", "on "))) and flat[
        end : end + 1
    ] not in ("前", "起", "至")


def _check_words(key: str, words: str, findings: Verification) -> None:
    """Holds the number or the issuer against the document: not what it cites in brackets."""
    flat, gaps = findings.document.flat, findings.document.gaps
    printed = header.printed_number(findings.document) if key == "number" else ""
    found = findings.anchors.places(words)
    own = compact(printed) == compact(words)
    cites = [p for p in found if flat[p[0] - 1] in "（《" and not header.is_dated(flat, p[1])]
    places = [p for p in found if own or p not in cites]
    alone = [place for place in places if gaps[place[0]] or flat[place[0] - 1] == "："]
    findings.cover_all(alone or places, "header", key)
    if not (alone or (places and (own or not printed)) or words in NOT_STATED):
        _report_header(key, words, printed, findings)


def _report_header(key: str, value: Name | str, says: str, findings: Verification) -> None:
    at = findings.in_plan("document", key)
    near = next(iter(findings.anchors.places(says)), None) if says else None
    findings.of_plan("FL707", at, near, key, text=value, says=says or NOT_STATED)
