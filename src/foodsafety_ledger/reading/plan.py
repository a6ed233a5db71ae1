"""The plan's two files, located, as one frozen plan with everything found wrong in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final

from foodsafety_ledger.files.workspace import DEPARTMENTS, TASKS
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Related, Span
from foodsafety_ledger.model.goal import SHARES, TRENDS, GoalKind
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.model.measure import Denominator
from foodsafety_ledger.model.name import Name, in_a_row
from foodsafety_ledger.model.period import NEAR, Cadence, Period, is_near
from foodsafety_ledger.model.plan import (
    ALWAYS,
    OWING_ROLES,
    Across,
    Baseline,
    CommonDenominator,
    District,
    Erratum,
    Expected,
    Group,
    Holds,
    Ignored,
    Item,
    Pace,
    Plan,
    Resolution,
    Role,
    Section,
    SourceDocument,
    Target,
    Task,
    Term,
    ValueIs,
    Waiver,
)
from foodsafety_ledger.reading.departments import (
    Directory,
    known_departments,
    read_directory,
    to_name,
)
from foodsafety_ledger.reading.plan_models import (
    ItemModel,
    PlanModel,
    SectionModel,
    TargetModel,
    TaskModel,
)
from foodsafety_ledger.reading.validation import PlanFindings, raw_id, read_node

_SHOWN: Final = 8
"""Of one kind of review mark so many lines are named in its message."""
_QUOTED: Final = re.compile("“[^”]*”")


@dataclass(slots=True)
class Frame:
    """The plan's own dates and departments, and what has been read of it so far.

    ``judged_from`` is the first period that begins on or after the day of issue (design 4.2),
    or the first of the plan where that day is not known;
    ``unread`` gathers the ids that ``Plan.unread`` is made of.
    """

    start: date
    end: date
    cadence: Cadence
    first: Period
    judged_from: Period
    directory: Directory
    findings: PlanFindings

    @property
    def unread(self) -> set[str]:
        """The ids that do not read, or build on what does not."""
        return self.findings.unread

    def day_within(self, day: date | None, node: LocatedMap, *keys: str) -> date | None:
        """``day``; None, and FL215, where it lies outside the plan."""
        if day is None or self.start <= day <= self.end:
            return day
        self._add_outside(node.span_at(*keys), day, self.start, self.end)
        return None

    def first_within(
        self, first: Period | None, due: date | None, node: LocatedMap, *keys: str
    ) -> Period | None:
        """``first``; None, and FL215, outside the plan; FL215 also where it is after ``due``."""
        if first is None:
            return None
        start, end = self.cadence.holding(self.start), self.cadence.holding(self.end)
        span = node.span_at(*keys)
        if first.cadence is not self.cadence:
            self.findings.add("FL215", span, "cadence", value=str(first), example=str(end))
            return None
        if not start <= first <= end:
            self._add_outside(span, first, start, end)
            return None
        if due is not None and first > self.cadence.holding(due):
            self.findings.add("FL215", span, "after-due", value=str(first), due=due.isoformat())
        return first

    def _add_outside(self, span: Span, *values: date | Period) -> None:
        value, start, end = map(str, values)
        self.findings.add("FL215", span, value=value, start=start, end=end)

    def at(self, node: LocatedMap, *keys: str | int) -> Location:
        """The place of the value at ``keys``, or of the beginning of the mapping."""
        return Location(self.findings.path, node.span_at(*keys) if keys else node.start)


def read_section(node: LocatedMap, frame: Frame) -> Section:
    """A section with those of its tasks and items that read."""
    model = read_node(SectionModel, node, frame.findings, ("tasks",))
    if model is not None:
        frame.findings.take_id("section", node)
    return Section(
        id=raw_id(node),
        title=to_name(model.title if model else None),
        tasks=tuple(
            read_task(member, raw_id(node), frame)
            for member in frame.findings.members(node, "tasks")
        ),
        location=frame.at(node),
    )


def read_task(node: LocatedMap, section: str, frame: Frame) -> Task:
    """A task with those of its items that read."""
    model = read_node(TaskModel, node, frame.findings, ("items",))
    if model is not None:
        frame.findings.take_id("task", node)
    task = model.id if model else ""
    items = [
        read_item(member, task, section, frame) for member in frame.findings.members(node, "items")
    ]
    return Task(
        id=raw_id(node),
        section=section,
        title=to_name(model.title if model else None),
        items=tuple(item for item in items if item is not None),
        location=frame.at(node),
    )


def read_item(node: LocatedMap, task: str, section: str, frame: Frame) -> Item | None:
    """An item, or None where it does not read or repeats another's id."""
    model = read_node(ItemModel, node, frame.findings, ("targets",))
    if model is None:
        frame.unread.add(raw_id(node))
        return None
    if not frame.findings.take_id("item", node):
        return None
    if task and not re.fullmatch(re.escape(task) + r"\.[1-9][0-9]*", model.id):
        frame.findings.add("FL213", node.span_at("id"), id=model.id, task=task)
    return _item(model, node, (section, task or model.id.rpartition(".")[0]), frame)


def _item(model: ItemModel, node: LocatedMap, parents: tuple[str, str], frame: Frame) -> Item:
    due = frame.day_within(model.due, node, "due") or frame.end
    first = frame.first_within(model.from_, None, node, "from") or frame.first
    parts = ItemReader(model, node, frame, due, first)
    name = to_name(model.summary)
    if not parts.owing and not parts.unresolved and model.id not in frame.unread:
        frame.findings.add("FL212", node.start, item=model.id, name=name)
    return Item(
        id=model.id,
        task=parents[1],
        section=parents[0],
        summary=name,
        phrase=model.phrase,
        named={role: units for role, units in parts.named.items() if units},
        holders=parts.holders,
        owing=parts.owing,
        unresolved=tuple(parts.unresolved),
        takes_others=parts.takes_others,
        first=first,
        due=due,
        targets=tuple(parts.targets()),
        location=frame.at(node),
        phrase_at=frame.at(node, "phrase"),
        open=model.open,
        ongoing=model.ongoing,
        errata=tuple(
            Erratum(
                e.quote,
                to_name(e.reading),
                to_name(e.why),
                frame.at(node, "errata", position, "quote"),
            )
            for position, e in enumerate(model.errata)
        ),
        terms=parts.terms,
        resolved=parts.resolved,
        expects=tuple(Expected(one.id, to_name(one.name)) for one in model.expects),
    )


class ItemReader:
    """One item as it is read: who has a part in it, and what its targets make of that.

    ``due`` and ``first`` are its own, as far as they lie within the plan, else the plan's.
    ``named`` are the units as the plan names them, ``holders`` the departments that they mean with
    their strongest role, ``terms`` those of them who have their part for a time. ``resolved`` is
    what selective groups mean here, ``unresolved`` the groups that owe and mean nobody yet. What
    does not read of the parts puts the item among the unread.
    """

    def __init__(
        self, item: ItemModel, node: LocatedMap, frame: Frame, due: date, first: Period
    ) -> None:
        self._item, self._node, self._frame = item, node, frame
        self._due, self._first = due, first
        self._directory, self._findings = frame.directory, frame.findings
        self.named = {role: tuple(getattr(item, role.value)) for role in Role}
        self.takes_others = item.open
        self.unresolved: dict[str, None] = {}
        self.resolved = self._resolutions()
        self.terms: dict[str, tuple[Term, ...]] = {}
        self.holders = self._read_holders()

    @property
    def owing(self) -> tuple[str, ...]:
        """The departments that owe an entry each period."""
        return tuple(id_ for id_, role in self.holders.items() if role in OWING_ROLES)

    def targets(self) -> Iterator[Target]:
        """The item's targets that read; the others are among the unread."""
        scope = f"target of {self._item.id}"
        for node in self._findings.members(self._node, "targets"):
            model = read_node(TargetModel, node, self._findings)
            if model is not None and not self._findings.take_id(scope, node):
                continue
            if model is None or not _is_sound(model, node, self._findings):
                self._frame.unread.add(f"{self._item.id}/{raw_id(node)}")
            else:
                yield self._target(model, node)

    def _read_holders(self) -> dict[str, Role]:
        units: dict[str, Role] = {}
        for role, named in self.named.items():
            for position, unit in enumerate(named):
                if self._is_known(unit, self._node, (role.value, position), self._item.id):
                    self._note_group(unit, role, position)
                    units.setdefault(unit, role)
        strongest: dict[str, Role] = {}
        for unit, role in units.items():
            group = self._directory.groups.get(unit)
            for department in self._expand(unit):
                strongest.setdefault(department, role)
                self._add_terms(department, group)
        self._add_heirs(strongest)
        self.terms = {id_: terms for id_, terms in self.terms.items() if Term() not in terms}
        return {id_: strongest[id_] for id_ in self._directory.in_order(set(strongest))}

    def _add_terms(self, department: str, group: Group | None) -> None:
        """Adds the time in which a department has its part by being named so, if there is any."""
        own = self._directory.departments[department].term
        terms = ALWAYS if group is None else group.terms.get(department, ALWAYS)
        common = (own.within(term) for term in terms)
        met = tuple(term for term in common if term.start <= term.end)
        self.terms[department] = (*self.terms.get(department, ()), *met)

    def _add_heirs(self, strongest: dict[str, Role]) -> None:
        """Whoever took over from a department has its part, whether the plan names it or not."""
        rank = tuple(Role).index
        waiting = list(strongest)
        reached: set[str] = set()
        while waiting:
            department = waiting.pop()
            heir, role = self._directory.heirs.get(department), strongest[department]
            if heir is None or (heir in reached and rank(strongest[heir]) <= rank(role)):
                continue
            strongest[heir] = min(role, strongest.get(heir, role), key=rank)
            waiting.append(heir)
            if heir not in reached:
                reached.add(heir)
                own = self._directory.departments[heir].term
                self.terms[heir] = (*self.terms.get(heir, ()), own)

    def _expand(self, unit: str) -> tuple[str, ...]:
        """The departments that a department's or group's id means at this item."""
        group = self._directory.groups.get(unit)
        if group is None:
            return (unit,) if unit in self._directory.departments else ()
        if not group.selective:
            return group.members
        return self.resolved[unit].members if unit in self.resolved else ()

    def _expand_all(self, units: Iterable[str]) -> tuple[str, ...]:
        """Every department that the ids mean, or that took over from one, in the file's order."""
        expanded = chain.from_iterable(map(self._expand, dict.fromkeys(units)))
        return self._directory.in_order(self._directory.with_heirs(expanded))

    def _is_known(
        self, unit: str, node: LocatedMap, keys: tuple[str | int, ...], owner: str
    ) -> bool:
        directory = self._directory
        known = unit in directory.departments or unit in directory.groups
        if not known and not directory.knows(unit):
            known_units = (directory.departments, directory.groups)
            self._findings.add_unknown(node.span_at(*keys), "", unit, *known_units)
        if not known or unit in directory.unread:
            self._frame.unread.add(owner)
        return known

    def _note_group(self, unit: str, role: Role, position: int) -> None:
        """Notes a group that means nobody here, or nobody yet."""
        group = self._directory.groups.get(unit)
        if group is None or self._expand(unit):
            return
        self.takes_others |= group.selective
        if role in OWING_ROLES:
            self.unresolved[unit] = None
            if group.selective:
                span = self._node.span_at(role.value, position)
                self._findings.add("FL209", span, group=unit, name=group.name)

    def _resolutions(self) -> dict[str, Resolution]:
        resolved = {}
        directory, findings = self._directory, self._findings
        named = {unit for units in self.named.values() for unit in units}
        for id_, resolution in self._item.resolved.items():
            group = directory.groups.get(id_)
            at = self._node["resolved"].key_spans[id_]
            if group is None:
                if not directory.knows(id_):
                    findings.add_unknown(at, "not-a-group", id_, directory.groups)
            elif not group.selective:
                findings.add("FL217", at, "not-selective", group=id_)
            elif id_ not in named:
                findings.add("FL217", at, "not-named", group=id_, item=self._item.id)
            else:
                keys = ("resolved", id_, "members")
                members = resolution.members
                known = known_departments(members, self._node, keys, directory, findings)
                resolved[id_] = Resolution(directory.in_order(known), to_name(resolution.basis))
                if len(known) < len(set(members)):
                    self._frame.unread.add(self._item.id)
        return resolved

    def _target(self, model: TargetModel, node: LocatedMap) -> Target:
        frame, item = self._frame, self._item
        due = frame.day_within(model.due, node, "due") or self._due
        first = frame.first_within(model.from_, due, node, "from") or frame.judged_from
        ref = f"{item.id}/{model.id}"
        owed_by, fixed = self._owed_by(model, node, ref), model.common_denominator
        if not owed_by and self.owing and ref not in frame.unread:
            self._findings.add("FL210", node.start, target=ref, name=to_name(model.name))
        return Target(
            id=model.id,
            item=item.id,
            name=to_name(model.name),
            measure=model.measure,
            goal=model.goal,
            goal_text=str(node["goal"]),
            quote=model.quote,
            due=due,
            first=max(first, self._first),
            owed_by=owed_by,
            location=frame.at(node),
            quote_at=frame.at(node, "quote"),
            goal_at=frame.at(node, "goal"),
            counts=to_name(model.counts),
            value_is=model.value_is or ValueIs.SNAPSHOT,
            denominator=model.denominator,
            holds=model.holds,
            across=model.across or (Across.POOLED if model.measure.is_figure else Across.EACH),
            baselines=self._baselines(model, node, owed_by, ref),
            binding=model.binding,
            may_exceed=model.may_exceed,
            common=CommonDenominator(fixed.value, to_name(fixed.basis)) if fixed else None,
            indicator=model.indicator or "",
            not_before=model.not_before,
            has_own_due=model.due is not None,
        )

    def _owed_by(self, model: TargetModel, node: LocatedMap, ref: str) -> tuple[str, ...]:
        if not model.reported_by:
            strong = self.named[Role.LEAD] + self.named[Role.RESPONSIBLE]
            return self._expand_all(strong or self.named[Role.SHARED])
        for position, unit in enumerate(model.reported_by):
            self._is_known(unit, node, ("reported_by", position), ref)
            outside = any(one not in self.holders for one in self._expand_all([unit]))
            if outside and not self.takes_others and self._item.id not in self._frame.unread:
                span = node.span_at("reported_by", position)
                self._findings.add("FL211", span, "reporter-without-part", value=unit)
        return self._expand_all(model.reported_by)

    def _baselines(
        self, model: TargetModel, node: LocatedMap, owed_by: tuple[str, ...], ref: str
    ) -> Mapping[str, Baseline] | None:
        if model.baseline is None:
            return None
        basis, owing = to_name(model.baseline.basis), frozenset(owed_by)
        found = {}
        for department, text in model.baseline.others.items():
            if department not in owing:
                self._find_stranger(department, node, owed_by, ref)
                continue
            value = model.measure.read_baseline(text)
            if value is None:
                variant = "baseline-counts" if model.measure.is_share else "baseline"
                span = node.span_at("baseline", department)
                self._findings.add("FL204", span, variant, value=text, key=department)
            else:
                found[department] = Baseline(value, basis)
        return found or None

    def _find_stranger(
        self, department: str, node: LocatedMap, owed_by: tuple[str, ...], ref: str
    ) -> None:
        span = node["baseline"].key_spans[department]
        directory = self._directory
        if department in directory.departments:
            if self._frame.unread.isdisjoint((ref, self._item.id)):
                self._findings.add("FL211", span, "baseline-not-owed", value=department)
        elif not directory.knows(department):
            known = owed_by or directory.departments
            self._findings.add_unknown(span, "department", department, known)


def _is_out_of_reach(target: TargetModel) -> bool:
    whole = SHARES.get(target.goal.unit)
    is_bounded = target.measure.is_share and whole is not None and not target.may_exceed
    return is_bounded and target.goal.bound > (whole or 0)


_CONTRADICTIONS: Final[tuple[tuple[str, str, Callable[[TargetModel], bool]], ...]] = (
    ("misfit", "goal", lambda t: t.goal.kind not in t.measure.goals),
    (
        "snapshots-only",
        "value_is",
        lambda t: t.goal.kind in TRENDS and t.value_is is not ValueIs.SNAPSHOT,
    ),
    (
        "unit",
        "goal",
        lambda t: t.goal.kind is GoalKind.BOUND and not t.measure.bears(t.goal.unit, t.goal.bound),
    ),
    ("above-whole", "goal", _is_out_of_reach),
    (
        "common-needs-ratio",
        "denominator",
        lambda t: t.denominator is Denominator.COMMON and not t.measure.is_share,
    ),
    ("exceed-needs-ratio", "may_exceed", lambda t: t.may_exceed and not t.measure.is_share),
    (
        "value-is-needs-figure",
        "value_is",
        lambda t: t.value_is is not None and not t.measure.is_figure,
    ),
    ("always-each", "across", lambda t: t.across is Across.POOLED and not t.measure.is_figure),
    (
        "milestone-every-period",
        "holds",
        lambda t: t.measure.is_dated and t.holds is Holds.EVERY_PERIOD,
    ),
    (
        "score-increment",
        "value_is",
        lambda t: t.value_is is ValueIs.INCREMENT and not t.measure.adds_over_time,
    ),
    (
        "baseline-needs-trend",
        "baseline",
        lambda t: t.baseline is not None and t.goal.kind not in TRENDS,
    ),
    (
        "fixed-needs-common",
        "common_denominator",
        lambda t: t.common_denominator is not None and t.denominator is Denominator.OWN,
    ),
    (
        "not-before-needs-milestone",
        "not_before",
        lambda t: t.not_before is not None and not t.measure.is_dated,
    ),
)
"""What in a target contradicts something else: the variant of FL211, the key at fault, and when."""


def _is_sound(model: TargetModel, node: LocatedMap, findings: PlanFindings) -> bool:
    """Whether a target has what its measure needs, and nothing that contradicts it."""
    measure = model.measure
    needed = []
    if measure.is_figure and model.value_is is None:
        needed.append("value_is")
    if measure.is_share and model.counts is None:
        needed.append("counts")
    for key in needed:
        findings.add("FL201", node.start, "measure", key=key, measure=measure.name)
    wrong = ((variant, key) for variant, key, is_so in _CONTRADICTIONS if is_so(model))
    found = None if needed else next(wrong, None)
    if found is not None:
        facts: dict[str, Fact] = {
            "goal": str(node["goal"]),
            "measure": measure.name,
            "noun": measure.noun,
            "units": measure.units,
            "fitting": " / ".join(kind.spelling for kind in GoalKind if kind in measure.goals),
        }
        findings.add("FL211", node.span_at(found[1]), found[0], **facts)
    return not needed and found is None


def read_plan(
    tasks: LocatedMap | None, departments: LocatedMap | None
) -> tuple[Plan | None, list[Diagnostic]]:
    """The plan, and what is wrong with its files (None: the file itself does not read).

    Items and targets that do not read are left out and named in ``Plan.unread``, so that the
    ledgers can still be held against the rest. There is no plan at all without departments, or
    where its period, reporting, office or date of issue does not read.
    """
    of_tasks, of_departments = PlanFindings(TASKS), PlanFindings(DEPARTMENTS)
    directory = read_directory(departments, of_departments)
    plan = None if tasks is None else _plan(tasks, directory, of_tasks)
    for node, findings in ((tasks, of_tasks), (departments, of_departments)):
        _find_marks(node, findings)
    return None if departments is None else plan, of_tasks.found + of_departments.found


def _plan(node: LocatedMap, directory: Directory, findings: PlanFindings) -> Plan | None:
    model = read_node(PlanModel, node, findings, ("sections",))
    if model is None or not _has_a_period(model, node, findings):
        return None
    start, end, issued = model.period.start, model.period.end, model.document.issued
    cadence = model.reporting.every
    begin = cadence.holding(start)
    judged_from = begin if issued is None else cadence.holding(issued)
    if issued is not None and judged_from.start != issued:
        judged_from = judged_from.next
    frame = Frame(start, end, cadence, begin, judged_from, directory, findings)
    frame.first = (
        frame.first_within(model.reporting.first, end, node, "reporting", "first") or begin
    )
    if issued is not None and not is_near(issued, start, end):
        facts = {"value": str(issued), "start": str(start), "end": str(end)}
        findings.add("FL215", node.span_at("document", "issued"), "far", **facts)
        frame.judged_from = begin
    frame.unread.update(directory.unread)
    if model.plan != node.get("plan"):
        frame.unread.add(model.plan)
    _check_office(model, node, frame)
    return _assemble(model, node, frame)


def _has_a_period(model: PlanModel, node: LocatedMap, findings: PlanFindings) -> bool:
    """Whether a plan ends after it starts, and within the years that one may span."""
    start, end = model.period.start, model.period.end
    if start <= end and end.year - start.year < NEAR:
        return True
    variant = "end-before-start" if end < start else "too-long"
    findings.add("FL215", node.span_at("period", "end"), variant)
    return False


def _assemble(model: PlanModel, node: LocatedMap, frame: Frame) -> Plan:
    nodes = frame.findings.members(node, "sections")
    sections = tuple(read_section(member, frame) for member in nodes)
    items = {item.id: item for s in sections for task in s.tasks for item in task.items}
    document, district = model.document, model.district
    return Plan(
        id=model.plan,
        title=to_name(model.title),
        document=SourceDocument(
            document.number, document.issuer, document.issued, document.source, document.sha256
        ),
        start=frame.start,
        end=frame.end,
        first=frame.first,
        grace_days=model.reporting.grace_days,
        office=model.office,
        sections=sections,
        departments=frame.directory.departments,
        groups=frame.directory.groups,
        items=items,
        targets={target.ref: target for item in items.values() for target in item.targets},
        ignored=tuple(
            Ignored(
                member.quote,
                to_name(member.why),
                frame.at(node, "ignored", position, "quote"),
                marked=bool(member.review),
            )
            for position, member in enumerate(model.ignored)
        ),
        location=frame.at(node),
        unread=frozenset(frame.unread),
        district=District(district.code, to_name(district.name)) if district else None,
        remind_days=model.reporting.remind_days,
        ranking=model.reporting.ranking,
        pace=Pace(model.reporting.pace.behind, model.reporting.pace.far_behind),
        waivers=tuple(
            Waiver(one.rule, one.path, to_name(one.why), frame.at(node, "waivers", n, "rule"))
            for n, one in enumerate(model.waivers)
        ),
    )


def _check_office(model: PlanModel, node: LocatedMap, frame: Frame) -> None:
    directory = frame.directory
    if model.office in directory.departments:
        return
    frame.unread.add(model.office)
    if not directory.knows(model.office) or model.office in directory.groups:
        span = node.span_at("office")
        frame.findings.add_unknown(span, "department", model.office, directory.departments)


def _find_marks(data: LocatedMap | None, findings: PlanFindings) -> None:
    """Finds review marks (FL214): one for each kind, whatever words it quotes, with its places."""
    kinds: dict[str, list[tuple[str, Span]]] = {}
    for why, span in _marks_in(data):
        kinds.setdefault(_QUOTED.sub("“”", why), []).append((why, span))
    for (why, span), *more in kinds.values():
        related = (Related(Location(findings.path, place), "mark") for _, place in more)
        lines = [str(place.line) for place in (span, *(place for _, place in more))]
        rest = "…" if len(lines) > _SHOWN else ""
        shown = Name(*(row + rest for row in in_a_row(lines[:_SHOWN])))
        facts: dict[str, Fact] = {"why": why, "count": len(lines), "lines": shown}
        alike = {other for other, _ in more} <= {why}
        variant = ("many" if alike else "like") if more else ""
        findings.add("FL214", span, variant, *related, **facts)


def _marks_in(node: Any) -> Iterator[tuple[str, Span]]:  # noqa: ANN401 - any part of a file
    if isinstance(node, LocatedMap):
        marks = node.get("review")
        for position, mark in enumerate(marks if isinstance(marks, LocatedList) else ()):
            if isinstance(mark, LocatedMap) and isinstance(mark.get("why"), str):
                yield mark["why"], node.span_at("review", position, "why")
        node = [value for key, value in node.items() if key != "review"]
    if isinstance(node, list):
        for part in node:
            yield from _marks_in(part)
