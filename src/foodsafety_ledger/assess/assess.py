"""The whole plan at a date: what the live entries mean, item by item and over all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from foodsafety_ledger.assess.assessment import Assessment, ItemAssessment, Light, Summary
from foodsafety_ledger.assess.departments import department_summaries, own_lights
from foodsafety_ledger.assess.duties import Ground, ground_of, parts_of
from foodsafety_ledger.assess.lights import Scope, fold, light_of
from foodsafety_ledger.assess.reasons import extension_reasons, item_reasons, target_reasons
from foodsafety_ledger.assess.standing import standing_on
from foodsafety_ledger.assess.targets import assess_target
from foodsafety_ledger.model.plan import Item, Plan, Section, Task
from foodsafety_ledger.reading.workspace import LeftOut, Workspace


def assess(workspace: Workspace, as_of: date) -> Assessment:
    """What the entries without an error say of the plan at ``as_of`` (design 4).

    Entries dated later are as if they were not there. What cannot be used is said, and the items
    it touches are at best yellow. The workspace must have a plan: ValueError where it has none.
    """
    plan = workspace.plan
    if plan is None:
        raise ValueError(as_of)
    items = assess_items(workspace, plan, as_of, plan.items)
    return assessment_of(plan, as_of, tuple(items), workspace.left_out)


def assessment_of(
    plan: Plan, as_of: date, items: tuple[ItemAssessment, ...], left_out: LeftOut
) -> Assessment:
    """What all items of a plan mean together, where so many entries had to be left out."""
    lights = {one.item.id: one.light for one in items}
    return Assessment(
        plan=plan,
        as_of=as_of,
        items=items,
        tasks=tuple(_summary(task, task.items, lights) for task in plan.tasks),
        sections=tuple(
            _summary(section, [item for task in section.tasks for item in task.items], lights)
            for section in plan.sections
        ),
        departments=department_summaries(plan, items),
        left_out=left_out,
    )


def assess_items(
    workspace: Workspace, plan: Plan, as_of: date, ids: Iterable[str]
) -> Iterator[ItemAssessment]:
    """What the entries say at ``as_of`` of the items with these ids, in their order."""
    standing = standing_on(workspace, workspace.fit, as_of)
    ground = ground_of(plan, standing, workspace.values)
    for id_ in ids:
        yield _assess_item(ground.item(plan.items[id_]), ground, workspace.left_out)


def assess_one(workspace: Workspace, plan: Plan, as_of: date, item: str) -> ItemAssessment:
    """What the entries say at ``as_of`` of one item; nothing else is looked at."""
    return next(assess_items(workspace.about([item]), plan, as_of, [item]))


def _summary(of: Task | Section, items: Iterable[Item], lights: Mapping[str, Light]) -> Summary:
    """A task or section with the light over its items."""
    ids = tuple(item.id for item in items)
    return Summary(of.id, of.title, fold(lights[one] for one in ids), ids)


def _assess_item(item: Item, ground: Ground, left_out: LeftOut) -> ItemAssessment:
    plan = ground.plan
    parts = parts_of(item, ground)
    told = (assess_target(target, item, ground) for target in item.targets)
    day = ground.clock.as_of
    targets = tuple(replace(one, reasons=target_reasons(one, plan, day)) for one in told)
    damaged_by = tuple(_damaged_by(item, plan, left_out))
    scope = Scope(
        item=item,
        owing=tuple(part for part in parts if part.owing),
        parts=parts,
        verdicts=tuple(one.verdict for one in targets if one.target.binding),
        past_due=ground.clock.passed(item.due, item),
        capped=bool(damaged_by) or any(not plan.groups[one].selective for one in item.unresolved),
    )
    light = light_of(scope)
    granted = ground.standing.extensions.get(item.id, ())
    return ItemAssessment(
        item=item,
        light=light,
        reasons=(
            *item_reasons(scope, light, targets, damaged_by, plan),
            *extension_reasons(plan.items[item.id], granted),
        ),
        parts=parts,
        targets=targets,
        own=tuple(own_lights(scope, targets, damaged_by, plan)),
    )


def _damaged_by(item: Item, plan: Plan, left_out: LeftOut) -> Iterator[str]:
    """The departments with an entry on the item that is left out, or a whole file that is."""
    owing_values = {one for target in item.targets for one in target.owed_by}
    for department in plan.departments:
        has_part = department in item.holders or department in owing_values
        unread = has_part and department in left_out.departments
        if unread or (item.id, department) in left_out.parts:
            yield department
