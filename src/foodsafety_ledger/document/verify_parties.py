"""Forward: a phrase names the departments, in the roles, that the item says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from foodsafety_ledger.document.alignment import Alignment, Pair
from foodsafety_ledger.document.anchors import compact
from foodsafety_ledger.document.findings import Findings
from foodsafety_ledger.document.parties import Party, read_parties
from foodsafety_ledger.plan.values import Department, Group, Item, Plan, Role
from foodsafety_ledger.values.diagnostic import Fact
from foodsafety_ledger.values.name import NO_NAME, Name
from foodsafety_ledger.values.nearest import with_nearest

_ORDER = list(Role)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a phrase says: units with their roles, names that nobody bears, and 等."""

    pairs: tuple[tuple[str, Role], ...]
    unknown: tuple[str, ...]
    open: bool

    @property
    def strongest(self) -> dict[str, Role]:
        """Each unit's strongest role (design 2)."""
        ranked = sorted(self.pairs, key=lambda pair: _ORDER.index(pair[1]), reverse=True)
        return dict(ranked)


def units_by_name(plan: Plan) -> dict[str, str]:
    """The ids of departments and groups by their folded names and aliases."""
    units: list[Department | Group] = [*plan.departments.values(), *plan.groups.values()]
    named = {compact(alias): unit.id for unit in reversed(units) for alias in unit.aliases}
    return named | {compact(unit.name.zh): unit.id for unit in reversed(units)}


def check_parties(alignment: Alignment, findings: Findings) -> None:
    """Finds units, roles and open lists that differ from the phrase (FL704)."""
    units = units_by_name(findings.plan)
    for pair in alignment.pairs:
        if pair.draft is None or not pair.same:
            continue
        phrase = pair.draft.text.phrase
        flat = findings.document.flat
        said = _resolve(phrase.parties, flat, units, is_open=phrase.open)
        if not _agrees(pair.item, said) and not _excused(pair.item, units):
            _report(pair, said, units, findings)


def _resolve(
    parties: Iterable[Party], flat: str, units: Mapping[str, str], *, is_open: bool
) -> _Said:
    """The ids behind the names; a name made whole counts before the name as it is written."""
    pairs, unknown = [], []
    for party in parties:
        written = flat[party.start : party.end]
        unit = units.get(compact(party.name)) or units.get(compact(written))
        if unit is None:
            unknown.append(party.name)
        else:
            pairs.append((unit, party.role))
    return _Said(tuple(pairs), tuple(unknown), is_open)


def _agrees(item: Item, said: _Said) -> bool:
    named = {(unit, role) for role, units in item.named.items() for unit in units}
    strongest = set(said.strongest.items())
    return not said.unknown and strongest <= named <= set(said.pairs) and said.open == item.open


def _excused(item: Item, units: Mapping[str, str]) -> bool:
    """Whether the phrase agrees once the item's errata are read into it."""
    text = mended = compact(item.phrase)
    for erratum in item.errata:
        mended = mended.replace(compact(erratum.quote), compact(erratum.reading))
    if mended == text:
        return False
    parties = read_parties(mended, 0, len(mended))
    return _agrees(item, _resolve(parties.named, mended, units, is_open=parties.open))


def _report(pair: Pair, said: _Said, units: Mapping[str, str], findings: Findings) -> None:
    item, near = pair.item, None
    if pair.draft is not None:
        near = pair.draft.text.phrase.start, pair.draft.text.phrase.end
    for name in said.unknown:
        unknown = {"item": item.id, "name": name, **with_nearest(name, units)}
        findings.of_plan("FL704", item.phrase_at, near, "unknown", **unknown)
    for variant, key, unit, role in _differences(item, said):
        at = findings.in_item(item.id, item.phrase_at, key)
        called = _called(findings.plan, unit)
        facts: dict[str, Fact] = {"item": item.id, "unit": called, "role": role, "data": key}
        findings.of_plan("FL704", at, near, variant, **facts)
    if said.open != item.open:
        at = findings.in_item(item.id, item.phrase_at, "open")
        findings.of_plan("FL704", at, near, "open" if said.open else "closed", item=item.id)


def _differences(item: Item, said: _Said) -> Iterator[tuple[str, str, str, Role]]:
    """What of the roles differs: a variant, the key to look at, the unit and a role of it."""
    strongest, named = said.strongest, set(said.pairs)
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
