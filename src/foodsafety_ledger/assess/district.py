"""The whole plan at a date: what the live entries mean, item by item and over all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from foodsafety_ledger.assess.clock import Clock
from foodsafety_ledger.assess.departments import department_summaries
from foodsafety_ledger.assess.item_reasons import item_reasons
from foodsafety_ledger.assess.lights import Scope, light_of
from foodsafety_ledger.assess.parts import Ground, parts_of
from foodsafety_ledger.assess.readings import Reading, ValueProblem, read_value
from foodsafety_ledger.assess.shares import Series
from foodsafety_ledger.assess.summaries import section_summaries, task_summaries
from foodsafety_ledger.assess.target_reasons import target_reasons
from foodsafety_ledger.assess.targets import assess_target
from foodsafety_ledger.assess.values import (
    Assessment,
    ItemAssessment,
    LeftOut,
    Part,
    TargetAssessment,
)
from foodsafety_ledger.ledgers.chains import standing_at
from foodsafety_ledger.ledgers.values import Entry, Status
from foodsafety_ledger.plan.values import Item, Measure, Plan, Target

_NOTHING = LeftOut()

_ByDepartment = dict[str, list[Entry]]


def assess(
    plan: Plan, entries: Iterable[Entry], as_of: date, left_out: LeftOut = _NOTHING
) -> Assessment:
    """What ``entries``, those without an error, say of ``plan`` at ``as_of`` (design 4).

    Entries dated later are as if they were not there. ``left_out`` says what cannot be used; the
    items it touches are at best yellow.
    """
    clock = Clock(as_of, plan.grace_days)
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
                value = read_value(target, text)
                if not isinstance(value, ValueProblem):
                    yield Reading(entry, value)


def _late(target: Target, group: Iterable[Series]) -> list[str]:
    """The departments with values about periods after the one that holds the due date."""
    if target.measure is Measure.MILESTONE:
        return []
    return [
        series.department
        for series in group
        if any(reading.period > target.last for reading in series.readings)
    ]
