"""What an entry and its ledger refer to: plan, department, item, targets (FL3 and FL4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from foodsafety_ledger.check.scene import Link, Scene, finding, target_finding
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Related
from foodsafety_ledger.model.entry import Entry, Kind, Ledger
from foodsafety_ledger.model.name import with_nearest
from foodsafety_ledger.model.plan import Item, Plan


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


_NAMEABLE = {
    "amends": frozenset({Kind.REPORT}),
    "voids": frozenset({Kind.REPORT, Kind.REVIEW}),
    "reviews": frozenset({Kind.REPORT}),
}
"""What kinds of entry each key may name: a void cannot be undone, so nothing names one."""


def duplicate_ids(scene: Scene) -> Iterator[Diagnostic]:
    """FL405: an id is unique in the whole workspace; the second is found, the first related."""
    for entry in scene.entries:
        first = scene.by_id.get(entry.id, entry)
        if first is not entry:
            related = Related(first.place("id"), "first")
            yield finding("FL405", entry, "id", "", related, id=entry.id)


def unknown_entries(scene: Scene) -> Iterator[Diagnostic]:
    """FL406: the entry named does not exist, or is of a kind that cannot be named so."""
    for link in scene.links:
        named = scene.by_id.get(link.id)
        if named is not None:
            if named.kind not in _NAMEABLE[link.key]:
                related = Related(named.place("id"), "entry")
                facts = {"id": link.id, "kind": named.kind.value}
                yield finding("FL406", link.entry, link.key, link.key, related, **facts)
        elif scene.complete:
            alike = [id_ for id_ in scene.by_id if _alike(id_, link.id)]
            hint = with_nearest(link.id, alike)
            yield finding("FL406", link.entry, link.key, id=link.id, **hint)


def already_replaced(scene: Scene) -> Iterator[Diagnostic]:
    """FL407: an entry is amended or voided once; a second time names the end of the chain."""
    replacing: dict[str, list[Link]] = defaultdict(list)
    for link in _sound_links(scene):
        if link.key != "reviews":
            replacing[link.id].append(link)
    for links in replacing.values():
        first, *rest = sorted(links, key=lambda link: link.entry.stamp)
        for link in rest:
            end = _end_of_chain(first.entry, replacing)
            variant = "" if end.kind is Kind.REPORT else "voided"
            related = Related(first.entry.place(first.key), "first")
            facts = {"id": link.id, "end": end.id}
            yield finding("FL407", link.entry, link.key, variant, related, **facts)


def foreign_entries(scene: Scene) -> Iterator[Diagnostic]:
    """FL408: only a department itself amends or voids its entries."""
    for link, named in _resolved_links(scene):
        if link.key != "reviews" and named.department != link.entry.department:
            related = Related(named.place("id"), "entry")
            facts: dict[str, Fact] = {"id": link.id, "department": scene.called(named.department)}
            yield finding("FL408", link.entry, link.key, "", related, **facts)


def amendment_cycles(scene: Scene) -> Iterator[Diagnostic]:
    """FL409: amendments that lead back to themselves; found once, at the latest of them."""
    seen: set[str] = set()
    for start in scene.reports:
        path: dict[str, Entry] = {}
        entry: Entry | None = start
        while entry is not None and entry.amends and entry.id not in path:
            if entry.id in seen:
                break
            path[entry.id] = entry
            entry = scene.by_id.get(entry.amends)
        seen.update(path)
        if entry is not None and entry.id in path:
            ids = list(path)
            cycle = [path[id_] for id_ in ids[ids.index(entry.id) :]]
            yield _cycle(cycle)


def moved_amendments(scene: Scene) -> Iterator[Diagnostic]:
    """FL410: an amendment stays on the item and the period of the entry it replaces."""
    for link, named in _resolved_links(scene):
        if link.key != "amends" or named.department != link.entry.department:
            continue
        entry = link.entry
        if entry.item and named.item and entry.item != named.item:
            related = Related(named.place("item"), "entry")
            facts = {"value": entry.item, "expected": named.item}
            yield finding("FL410", entry, "item", "", related, **facts)
        if entry.period and named.period and entry.period != named.period:
            related = Related(named.place("period"), "entry")
            facts = {"value": str(entry.period), "expected": str(named.period)}
            yield finding("FL410", entry, "period", "period", related, **facts)


def reviews_by_others(scene: Scene) -> Iterator[Diagnostic]:
    """FL411: only the office reviews, in its own ledger."""
    if scene.plan is None or scene.unread(scene.plan.office):
        return
    for entry in scene.entries:
        if entry.kind is Kind.REVIEW and entry.department != scene.plan.office:
            who, office = scene.called(entry.department), scene.called(scene.plan.office)
            yield finding("FL411", entry, "reviews", department=who, office=office)


def earlier_than_named(scene: Scene) -> Iterator[Diagnostic]:
    """FL604: an amendment, void or review is not dated before the entry it is about."""
    for link, named in _resolved_links(scene):
        day, before = link.entry.date, named.date
        if day is not None and before is not None and day < before:
            related = Related(named.place("date"), "entry")
            facts = {"value": day.isoformat(), "date": before.isoformat()}
            yield finding("FL604", link.entry, "date", "", related, **facts)


def repeated_reports(scene: Scene) -> Iterator[Diagnostic]:
    """FL412: a second live report on one item and period, where an amendment may be meant."""
    first: dict[tuple[str, str, str], Entry] = {}
    for entry in scene.standing().live:
        key = entry.department, entry.item, str(entry.period)
        earlier = first.setdefault(key, entry)
        if earlier is not entry:
            facts = {"item": entry.item, "period": str(entry.period)}
            related = Related(earlier.place("id"), "first")
            yield finding("FL412", entry, "id", "", related, **facts)


def _resolved_links(scene: Scene) -> Iterator[tuple[Link, Entry]]:
    """The links to entries that exist and may be named so, with those entries."""
    for link in scene.links:
        named = scene.by_id.get(link.id)
        if named is not None and named.kind in _NAMEABLE[link.key]:
            yield link, named


def _sound_links(scene: Scene) -> Iterator[Link]:
    """The links of entries that are not broken."""
    for link, _ in _resolved_links(scene):
        if link.entry.key not in scene.broken:
            yield link


def _end_of_chain(entry: Entry, replacing: dict[str, list[Link]]) -> Entry:
    seen = set()
    while entry.id in replacing and entry.id not in seen:
        seen.add(entry.id)
        links = replacing[entry.id]
        entry = min(links, key=lambda link: link.entry.stamp).entry
    return entry


def _cycle(cycle: list[Entry]) -> Diagnostic:
    latest = max(cycle, key=lambda entry: entry.stamp)
    others = [Related(entry.place("amends"), "entry") for entry in cycle if entry is not latest]
    variant = "" if others else "self"
    return finding("FL409", latest, "amends", variant, *others, id=latest.amends)


def _alike(one: str, other: str) -> bool:
    """Whether two ids share the day or the random part; only then is one a slip of the other."""
    return one[:8] == other[:8] or one[9:] == other[9:]
