"""The whole plan at a date: what the live entries mean, by items, by departments and over all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from foodsafety_ledger.assess.assessment import (
    FINE,
    VERDICT_LIGHT,
    Assessment,
    DepartmentSummary,
    Duties,
    ItemAssessment,
    Light,
    OwnLight,
    Part,
    Reason,
    Share,
    Summary,
    TargetAssessment,
)
from foodsafety_ledger.assess.duties import Ground, ground_of, parts_of
from foodsafety_ledger.assess.lights import Scope, fold, has_progress, light_of, own_light
from foodsafety_ledger.assess.reasons import (
    ReasonFacts,
    counted_key,
    extension_reasons,
    heaviest_first,
    item_reasons,
    listed,
    target_reasons,
    value_text,
)
from foodsafety_ledger.assess.standing import standing_on
from foodsafety_ledger.assess.targets import assess_target
from foodsafety_ledger.model.name import Name
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


_Own = tuple[TargetAssessment, Share]


def own_lights(
    item: Scope, targets: Sequence[TargetAssessment], damaged_by: Sequence[str], plan: Plan
) -> Iterator[OwnLight]:
    """The light of an item for each department that owes an entry or a value of it."""
    parts = {part.department: part for part in item.parts}
    figures: dict[str, list[_Own]] = {}
    for target in targets:
        for figure in target.figures:
            figures.setdefault(figure.department, []).append((target, figure))
    damaged = frozenset(damaged_by)
    owing = {part.department for part in item.parts if part.owing or part.duties}
    for department in plan.departments:
        if department in owing or department in figures:
            own = figures.get(department, ())
            yield _own_light(department, parts.get(department), own, item, damaged, plan)


def _own_light(
    department: str,
    part: Part | None,
    own: Sequence[_Own],
    item: Scope,
    damaged_by: frozenset[str],
    plan: Plan,
) -> OwnLight:
    damaged = [department] if department in damaged_by else []
    parts = () if part is None else (part,)
    scope = Scope(
        item=item.item,
        owing=tuple(one for one in parts if one.owing),
        parts=parts,
        verdicts=tuple(figure.verdict for target, figure in own if target.target.binding),
        past_due=item.past_due,
        capped=bool(damaged),
    )
    light = own_light(scope)
    begun = Light.YELLOW if has_progress(parts) else Light.GREY
    told = [*_target_reasons(own, begun), *item_reasons(scope, light, (), damaged, plan)]
    reasons = (replace(one, department=department) for one in told)
    return OwnLight(department, light, heaviest_first(reasons, light))


def _target_reasons(own: Iterable[_Own], begun: Light) -> Iterator[Reason]:
    """What a department's own values are worth, where they are not all that is asked.

    One that is not there yet is as light as the work that has ``begun``.
    """
    for target, figure in own:
        if figure.verdict in FINE or not target.target.binding:
            continue
        facts: ReasonFacts = {"target": target.target.name, "ref": target.target.ref}
        key = f"own-target.{figure.verdict}"
        if figure.value is not None:
            facts["figure"] = value_text(figure.value, target.target.goal)
            key += ".figure"
        light = VERDICT_LIGHT[figure.verdict]
        yield Reason(key, begun if light is Light.GREY else light, facts)


@dataclass(slots=True)
class _Mine:
    """What a department has of its own, by item; ``failed`` are binding targets that are red."""

    items: dict[str, None] = field(default_factory=dict)
    own: dict[str, OwnLight] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def department_summaries(
    plan: Plan, items: Sequence[ItemAssessment]
) -> tuple[DepartmentSummary, ...]:
    """Every department of the plan, in its order.

    Items that a department merely supports say nothing about it; one that owes nothing is grey.
    """
    mine = {one: _Mine() for one in plan.departments}
    for item in items:
        for part in item.parts:
            mine[part.department].parts[part.item] = part
            mine[part.department].items[part.item] = None
        for one in item.own:
            mine[one.department].own[item.item.id] = one
            mine[one.department].items[item.item.id] = None
        for target in item.targets:
            for figure in target.figures:
                if target.target.binding and VERDICT_LIGHT[figure.verdict] is Light.RED:
                    mine[figure.department].failed.append(target.target.ref)
    return tuple(
        _department_summary(id_, plan.departments[id_].name, one) for id_, one in mine.items()
    )


def _department_summary(id_: str, name: Name, mine: _Mine) -> DepartmentSummary:
    told = (replace(one, department=id_) for one in _reasons(mine))
    light = fold(one.light for one in mine.own.values())
    return DepartmentSummary(
        id=id_,
        name=name,
        light=light,
        items=tuple(mine.items),
        duties=Duties.all_of(part.duties for part in mine.parts.values()),
        reasons=heaviest_first(told, light),
    )


def _reasons(mine: _Mine) -> Iterator[Reason]:
    """What is red of its own, what is left out, and how many items are not green yet."""
    if not mine.own:
        yield Reason("own-nothing", Light.GREY, {})
        return
    yield from _listing("own-missed", Light.RED, mine.failed, len(mine.failed))
    kinds = {item: {reason.kind for reason in one.reasons} for item, one in mine.own.items()}

    def having(kind: str) -> list[str]:
        return [item for item, told in kinds.items() if kind in told]

    late = having("overdue")
    overdue = sum(len(mine.parts[item].overdue) for item in late)
    yield from _listing("own-overdue", Light.RED, late, overdue)
    for kind in ("blocked", "past-due", "returned", "damaged"):
        light = Light.YELLOW if kind in {"returned", "damaged"} else Light.RED
        yield from _listing(f"own-{kind}", light, having(kind), len(having(kind)))
    yield from _progress(mine.own)


def _progress(own: Mapping[str, OwnLight]) -> Iterator[Reason]:
    unfinished = [item for item, one in own.items() if one.light is not Light.GREEN]
    if not unfinished:
        yield Reason(counted_key("own-green", len(own)), Light.GREEN, {"total": len(own)})
        return
    started = any(one.light is not Light.GREY for one in own.values())
    light = Light.YELLOW if started else Light.GREY
    for reason in _listing("own-open", light, unfinished, len(unfinished)):
        yield replace(reason, facts={**reason.facts, "total": len(own)})


def _listing(key: str, light: Light, ids: Sequence[str], count: int) -> Iterator[Reason]:
    if ids:
        yield Reason(key, light, {"count": count, "names": listed([Name(one) for one in ids])})
