"""What an entry and its ledger refer to: plan, department, item, targets (FL3 and FL4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foodsafety_ledger.check.scene import Scene, finding, target_finding
from foodsafety_ledger.ledgers.values import Entry, Ledger
from foodsafety_ledger.plan.values import Item, Plan
from foodsafety_ledger.values.diagnostic import Diagnostic, Fact
from foodsafety_ledger.values.location import Location
from foodsafety_ledger.values.nearest import with_nearest


def ledger_of_other_plan(plan: Plan, ledger: Ledger, at: Location) -> Iterator[Diagnostic]:
    """FL313: the ledger says that it belongs to another plan."""
    if ledger.plan and ledger.plan != plan.id and plan.id not in plan.unread:
        yield Diagnostic("FL313", at, {"value": ledger.plan, "plan": plan.id})


def unknown_ledger_department(plan: Plan, ledger: Ledger, at: Location) -> Iterator[Diagnostic]:
    """FL314: nobody of that id is in the plan's departments."""
    id_ = ledger.department
    if id_ not in plan.departments and plan.unread.isdisjoint({id_, ""}):
        variant = "group" if id_ in plan.groups else ""
        facts = {"value": id_, **with_nearest(id_, plan.departments)}
        yield Diagnostic("FL314", at, facts, variant)


def unknown_items(scene: Scene) -> Iterator[Diagnostic]:
    """FL401: the plan has no item of that id."""
    if scene.plan is None:
        return
    items = scene.plan.items
    tasks = {task.id: task for section in scene.plan.sections for task in section.tasks}
    for entry in scene.reports:
        id_ = entry.item
        if not id_ or id_ in items or scene.unread(id_):
            continue
        if id_ in tasks:
            its = ", ".join(item.id for item in tasks[id_].items)
            yield finding("FL401", entry, "item", "task", value=id_, items=its)
        else:
            yield finding("FL401", entry, "item", value=id_, **with_nearest(id_, items))


def no_part_in_item(scene: Scene) -> Iterator[Diagnostic]:
    """FL402: the department is not named for the item, and the list is closed (design 4.4)."""
    for entry, item in _on_items(scene):
        if not _may_report(scene, entry, item):
            who, holders = scene.called(entry.department), scene.called(*item.holders)
            facts: dict[str, Fact] = {"department": who, "item": item.id, "holders": holders}
            yield finding("FL402", entry, "item", **facts)


def unknown_targets(scene: Scene) -> Iterator[Diagnostic]:
    """FL403: the item has no target of that id."""
    for entry, item in _on_items(scene):
        known = [target.id for target in item.targets]
        for id_, _ in entry.values:
            if id_ not in known and not scene.unread(f"{item.id}/{id_}", f"{item.id}/"):
                variant = "" if known else "none"
                facts = {"value": id_, "item": item.id, "targets": ", ".join(known)}
                facts |= with_nearest(id_, known)
                yield target_finding("FL403", entry, id_, variant, **facts)


def values_not_owed(scene: Scene) -> Iterator[Diagnostic]:
    """FL404: a value for a target from a department that does not owe it (design 4.4)."""
    for entry, item in _on_items(scene):
        if not _may_report(scene, entry, item):
            continue
        for target, _ in scene.values_of(entry):
            owes = entry.department in target.owed_by
            if not owes and not scene.unread(item.id, target.ref):
                facts: dict[str, Fact] = {
                    "department": scene.called(entry.department),
                    "target": target.ref,
                    "owed_by": scene.called(*target.owed_by),
                }
                variant = "" if target.owed_by else "nobody"
                yield target_finding("FL404", entry, target.id, variant, **facts)


def _on_items(scene: Scene) -> Iterable[tuple[Entry, Item]]:
    for entry in scene.reports:
        item = scene.item_of(entry)
        if item is not None:
            yield entry, item


def _may_report(scene: Scene, entry: Entry, item: Item) -> bool:
    named = entry.department in item.holders
    return named or item.takes_others or scene.unread(item.id)
