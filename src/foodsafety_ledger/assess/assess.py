"""The whole plan at a date: what the live entries mean, item by item and over all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from foodsafety_ledger.assess.assessment import (
    VERDICT_LIGHT,
    Assessment,
    DepartmentSummary,
    DutyState,
    ItemAssessment,
    Light,
    Part,
    Reason,
    Summary,
    TargetAssessment,
)
from foodsafety_ledger.assess.contributions import Reading, Series
from foodsafety_ledger.assess.duties import Clock, Ground, parts_of
from foodsafety_ledger.assess.item_reasons import item_reasons
from foodsafety_ledger.assess.lights import Scope, fold, light_of, own_light, unfinished_past_due
from foodsafety_ledger.assess.standing import standing_at
from foodsafety_ledger.assess.target_reasons import LIGHT_ORDER, counted_key, listed, target_reasons
from foodsafety_ledger.assess.verdicts import assess_target
from foodsafety_ledger.model.entry import Entry, Status
from foodsafety_ledger.model.measure import ValueProblem
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import Item, Plan, Target
from foodsafety_ledger.reading.workspace import LeftOut


def task_summaries(plan: Plan, lights: Mapping[str, Light]) -> tuple[Summary, ...]:
    """Every task with the light over its items."""
    return tuple(
        _summary(task.id, task.title, [item.id for item in task.items], lights)
        for section in plan.sections
        for task in section.tasks
    )


def section_summaries(plan: Plan, lights: Mapping[str, Light]) -> tuple[Summary, ...]:
    """Every section with the light over its items."""
    return tuple(
        _summary(
            section.id,
            section.title,
            [item.id for task in section.tasks for item in task.items],
            lights,
        )
        for section in plan.sections
    )


def _summary(id_: str, name: Name, items: Sequence[str], lights: Mapping[str, Light]) -> Summary:
    return Summary(id_, name, fold(lights[item] for item in items), tuple(items))


@dataclass(frozen=True, slots=True)
class _Own:
    """A department's own part in one item; ``failed`` are its targets whose own value is red."""

    scope: Scope
    light: Light
    failed: tuple[str, ...]
    overdue: int
    damaged: bool

    @property
    def owes(self) -> bool:
        """Whether the department owes an entry or a binding value here."""
        return bool(self.scope.owing or self.scope.verdicts)


def department_summaries(
    plan: Plan, items: Sequence[ItemAssessment], clock: Clock
) -> tuple[DepartmentSummary, ...]:
    """Every department of the plan, in its order.

    Items that a department merely supports say nothing about it; one that owes nothing is grey.
    """
    mine: dict[str, list[ItemAssessment]] = {one: [] for one in plan.departments}
    for item in items:
        for department in dict.fromkeys(_takers(item)):
            mine[department].append(item)
    return tuple(
        _summary_departments(id_, plan.departments[id_].name, found, clock)
        for id_, found in mine.items()
    )


def _takers(one: ItemAssessment) -> Iterator[str]:
    """Who has a part in the item, or owes a value of it."""
    yield from (part.department for part in one.parts)
    yield from (figure.department for target in one.targets for figure in target.figures)


def _summary_departments(
    id_: str, name: Name, items: Sequence[ItemAssessment], clock: Clock
) -> DepartmentSummary:
    own = [_own(id_, one, clock) for one in items]
    owed = [one for one in own if one.owes]
    return DepartmentSummary(
        id=id_,
        name=name,
        light=fold(one.light for one in owed),
        items=tuple(one.item.id for one in items),
        duties=tuple(duty for one in own for part in one.scope.parts for duty in part.duties),
        reasons=tuple(sorted(_reasons(owed), key=lambda reason: LIGHT_ORDER.index(reason.light))),
    )


def _own(department: str, one: ItemAssessment, clock: Clock) -> _Own:
    parts = tuple(part for part in one.parts if part.department == department)
    verdicts = {
        target.target.ref: figure.verdict
        for target in one.targets
        for figure in target.figures
        if figure.department == department and target.target.binding
    }
    scope = Scope(
        item=one.item,
        owing=parts if department in one.item.owing else (),
        parts=parts,
        verdicts=tuple(verdicts.values()),
        past_due=clock.passed(one.item.due),
        capped=department in one.damaged_by,
    )
    return _Own(
        scope=scope,
        light=own_light(scope),
        failed=tuple(ref for ref, v in verdicts.items() if VERDICT_LIGHT[v] is Light.RED),
        overdue=sum(duty.state is DutyState.OVERDUE for part in parts for duty in part.duties),
        damaged=department in one.damaged_by,
    )


def _reasons(owed: Sequence[_Own]) -> Iterator[Reason]:
    """What is red of its own, what is left out, and how many items are not green yet."""
    if not owed:
        yield Reason("own-nothing", Light.GREY, {})
        return
    failed = [ref for one in owed for ref in one.failed]
    yield from _listing("own-missed", Light.RED, failed, len(failed))
    late = [one for one in owed if one.overdue]
    yield from _listing("own-overdue", Light.RED, _ids(late), sum(one.overdue for one in late))
    blocked = [o for o in owed if any(p.status is Status.BLOCKED for p in o.scope.owing)]
    yield from _listing("own-blocked", Light.RED, _ids(blocked), len(blocked))
    past_due = [one for one in owed if unfinished_past_due(one.scope)]
    yield from _listing("own-past-due", Light.RED, _ids(past_due), len(past_due))
    damaged = [one for one in owed if one.damaged]
    yield from _listing("own-damaged", Light.YELLOW, _ids(damaged), len(damaged))
    yield from _progress(owed)


def _progress(owed: Sequence[_Own]) -> Iterator[Reason]:
    unfinished = [one for one in owed if one.light is not Light.GREEN]
    if not unfinished:
        yield Reason(counted_key("own-green", len(owed)), Light.GREEN, {"total": len(owed)})
        return
    started = any(one.light is not Light.GREY for one in owed)
    for reason in _listing(
        "own-open", Light.YELLOW if started else Light.GREY, _ids(unfinished), len(unfinished)
    ):
        yield Reason(reason.key, reason.light, {**reason.facts, "total": len(owed)})


def _ids(owed: Sequence[_Own]) -> list[str]:
    return [one.scope.item.id for one in owed]


def _listing(key: str, light: Light, ids: Sequence[str], count: int) -> Iterator[Reason]:
    if ids:
        yield Reason(key, light, {"count": count, "names": listed([Name(one) for one in ids])})


_NOTHING = LeftOut()

_ByDepartment = dict[str, list[Entry]]


def assess(
    plan: Plan, entries: Iterable[Entry], as_of: date, left_out: LeftOut = _NOTHING
) -> Assessment:
    """What ``entries``, those without an error, say of ``plan`` at ``as_of`` (design 4).

    Entries dated later are as if they were not there. ``left_out`` says what cannot be used; the
    items it touches are at best yellow.
    """
    clock = Clock(as_of, plan.grace_days, plan.cadence)
    standing = standing_at(entries, as_of)
    live: dict[str, _ByDepartment] = {}
    for entry in standing.live:
        live.setdefault(entry.item, {}).setdefault(entry.department, []).append(entry)
    ground = Ground(plan, standing, clock)
    items = tuple(
        _assess_item(item, live.get(item.id, {}), ground, left_out) for item in plan.items.values()
    )
    lights = {one.item.id: one.light for one in items}
    return Assessment(
        plan=plan,
        as_of=as_of,
        items=items,
        tasks=task_summaries(plan, lights),
        sections=section_summaries(plan, lights),
        departments=department_summaries(plan, items, clock),
        left_out=left_out,
    )


def _assess_item(
    item: Item, live: Mapping[str, Sequence[Entry]], ground: Ground, left_out: LeftOut
) -> ItemAssessment:
    plan = ground.plan
    parts = parts_of(item, live, ground)
    by_department = {part.department: part for part in parts}
    targets = tuple(_assess_target(target, by_department, ground) for target in item.targets)
    damaged_by = tuple(_damaged_by(item, plan, left_out))
    scope = Scope(
        item=item,
        owing=tuple(by_department[one] for one in item.owing),
        parts=parts,
        verdicts=tuple(one.verdict for one in targets if one.target.binding),
        past_due=ground.clock.passed(item.due),
        capped=bool(damaged_by) or any(not plan.groups[one].selective for one in item.unresolved),
    )
    light = light_of(scope)
    return ItemAssessment(
        item=item,
        light=light,
        reasons=item_reasons(scope, light, targets, damaged_by, plan),
        parts=parts,
        targets=targets,
        damaged=bool(damaged_by),
        damaged_by=damaged_by,
    )


def _damaged_by(item: Item, plan: Plan, left_out: LeftOut) -> Iterator[str]:
    """The departments with an entry on the item that is left out, or a whole file that is."""
    owing_values = {one for target in item.targets for one in target.owed_by}
    for department in plan.departments:
        has_part = department in item.holders or department in owing_values
        unread = has_part and department in left_out.departments
        if unread or (item.id, department) in left_out.parts:
            yield department


def _assess_target(target: Target, parts: Mapping[str, Part], ground: Ground) -> TargetAssessment:
    group = [_series(target, department, parts.get(department)) for department in target.owed_by]
    one = assess_target(target, group, ground.clock)
    passed = ground.clock.passed(target.due)
    reasons = target_reasons(one, ground.plan, passed=passed, late=_late(target, group))
    return replace(one, reasons=reasons)


def _series(target: Target, department: str, part: Part | None) -> Series:
    baseline = (target.baselines or {}).get(department)
    planned = baseline.value if baseline and baseline.value.denominator else None
    if part is None:
        return Series(department, planned=planned)
    readings = tuple(_readings(target, part.entries))
    return Series(department, readings, part.status is Status.DONE, planned)


def _readings(target: Target, entries: Iterable[Entry]) -> Iterator[Reading]:
    for entry in entries:
        for id_, text in entry.values:
            if id_ == target.id:
                value = target.read(text)
                if not isinstance(value, ValueProblem):
                    yield Reading(entry, value)


def _late(target: Target, group: Iterable[Series]) -> list[str]:
    """The departments with values about periods after the one that holds the due date."""
    if target.measure.is_dated:
        return []
    return [
        series.department
        for series in group
        if any(reading.period > target.last for reading in series.readings)
    ]
