"""Entries that name other entries: amendments, voids and reviews (FL4, and FL604)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from foodsafety_ledger.check.scene import Link, Scene, finding
from foodsafety_ledger.ledgers.values import Entry, Kind
from foodsafety_ledger.values.diagnostic import Diagnostic, Fact, Related
from foodsafety_ledger.values.nearest import with_nearest

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
