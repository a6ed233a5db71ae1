"""Whether the units, roles and open lists of items are those of their phrases (FL704)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from foodsafety_ledger.document import lexicon, second
from foodsafety_ledger.document.anchors import compact
from foodsafety_ledger.document.folded import Stretches
from foodsafety_ledger.document.gathered import Verification
from foodsafety_ledger.document.placing import Placement, Spot
from foodsafety_ledger.document.second import Named, Order, PhraseReading, Units
from foodsafety_ledger.document.table_rows import RowsByUnits
from foodsafety_ledger.model.diagnostic import Fact
from foodsafety_ledger.model.name import NO_NAME, Name, with_nearest
from foodsafety_ledger.model.plan import Item, Plan, Role

_LONGEST_LEAD: Final = 20
"""The words before a rule in its bracket are no longer."""


def check_parties(
    placement: Placement, rows: RowsByUnits, units: Units, findings: Verification
) -> None:
    """Finds units, roles and open lists that differ from the phrase (FL704)."""
    below = _rule_outside(placement, findings)
    above = {t.id: s.id for s in findings.plan.sections for t in s.tasks}
    everywhere: list[Named] = []
    quoted = Stretches(spot.outer for spot in placement.spots if spot.outer)
    for spot in placement.spots:
        if spot.phrase is None:
            continue
        said = _said(spot, rows, units, findings)
        rule = below.joined(said.rule)
        below = rule if said.below else below
        if all(one.role is not Role.LEAD for one in said.named):
            whole, section = said.supports, above[spot.item.task]
            known = Stretches(()) if whole else quoted
            heading = _heading_says(section, placement, known, units, findings)
            said.named += [one for one in heading if whole or one.role is Role.LEAD]
        said = said.led(units.groups, rule)
        said.named += [one for one in everywhere if one not in said.named]
        if not _agrees(spot.item, said) and not _excused(spot.item, units, rule):
            _report(spot, said, units, findings)
        if said.always:
            everywhere += second.units_named(said.always, units)


def _said(spot: Spot, rows: RowsByUnits, units: Units, findings: Verification) -> PhraseReading:
    """What a phrase says; where it is cells of a table, their columns say the roles."""
    start, end = spot.phrase or (0, 0)
    row = rows.named_at(start, spot.reach[1] if spot.reach else 0)
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


def _rule_outside(placement: Placement, findings: Verification) -> Order:
    """What the document says outside of every phrase of the order of the units in a list."""
    inside = Stretches(spot.phrase for spot in placement.spots if spot.phrase)
    flat = findings.document.flat
    found = [m.span() for m in lexicon.FIRST_LEADS.finditer(flat) if not inside.holding(m.start())]
    for start, end in found:
        opened = flat.rfind("（", max(0, start - _LONGEST_LEAD), start)
        findings.cover((opened if opened >= 0 else start, end + 1), "header", "")
    rules = (lexicon.OTHERS_HELP, lexicon.EACH_LEADS)
    more = (any(inside.holding(m.start()) is None for m in r.finditer(flat)) for r in rules)
    return Order(bool(found), *more)


def _agrees(item: Item, said: PhraseReading) -> bool:
    named = {(unit, role) for role, units in item.named.items() for unit in units}
    strongest = set(said.strongest.items())
    return not said.unknown and strongest <= named <= set(said.named) and said.open == item.open


def _excused(item: Item, units: Units, rule: Order) -> bool:
    """Whether the phrase agrees once the item's errata are read into it."""
    text = mended = compact(item.phrase)
    for erratum in item.errata:
        mended = mended.replace(compact(erratum.quote), compact(erratum.reading.zh))
    if mended == text:
        return False
    said = second.read_phrase(mended, units)
    return _agrees(item, said.led(units.groups, rule))


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
