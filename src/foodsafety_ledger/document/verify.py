"""Whether a plan says what its document says, held against each other both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from foodsafety_ledger.document.anchors import Alignment, Anchors, Pair, align, compact, is_balanced
from foodsafety_ledger.document.coverage import check_coverage
from foodsafety_ledger.document.draft import read
from foodsafety_ledger.document.findings import Cover, Findings, Tally
from foodsafety_ledger.document.parties import Party, read_parties
from foodsafety_ledger.document.text import Document, Place
from foodsafety_ledger.document.verify_figures import check_dues, check_goals, check_header
from foodsafety_ledger.files.disk import sha256_of
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, sort_diagnostics
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.name import NO_NAME, Name, with_nearest
from foodsafety_ledger.model.plan import Department, Group, Item, Plan, Role, Target
from foodsafety_ledger.reading.plan import TASKS


def check_tasks(alignment: Alignment, findings: Findings) -> None:
    """Finds tasks and items of the plan that the document does not have (FL708)."""
    for task in alignment.missing:
        findings.of_plan("FL708", task.location, None, "task", task=task.id, name=task.title)
    for pair in alignment.pairs:
        if pair.draft is None and pair.item.task in alignment.tasks:
            at, near = pair.item.phrase_at, _place_of(alignment, pair)
            findings.of_plan("FL708", at, near, "item", item=pair.item.id, text=pair.item.phrase)


def check_phrases(alignment: Alignment, findings: Findings) -> None:
    """Finds phrases that differ from what stands at their place (FL703); covers the others."""
    for pair in alignment.pairs:
        item = pair.item
        if not is_balanced(item.phrase):
            findings.of_plan("FL702", item.phrase_at, None, "unbalanced", text=item.phrase)
        if pair.draft is None:
            continue
        phrase = pair.draft.text.phrase
        place = phrase.start, phrase.end
        if pair.same and place in findings.anchors.places(item.phrase, *place):
            outer = phrase.outer_start, phrase.outer_end
            findings.cover(outer, "phrase", item.id)
            continue
        says = findings.document.verbatim(*place)
        findings.of_plan("FL703", item.phrase_at, place, item=item.id, text=item.phrase, says=says)


def check_quotes(alignment: Alignment, findings: Findings) -> dict[str, list[Place]]:
    """Finds quotes that do not stand in the text of their item (FL702).

    Returns where each target's quote stands, by the target's reference. An erratum may quote any
    part of the document: some slips stand before the first task.
    """
    places: dict[str, list[Place]] = {}
    for pair in alignment.pairs:
        for target in pair.item.targets:
            places[target.ref] = _quote(pair, target, findings)
        for erratum in pair.item.errata:
            own = _inside(pair, erratum.quote, findings)
            found = own or findings.anchors.places(erratum.quote)
            _take(erratum.quote, erratum.location, found, pair, findings)
            for place in found:
                findings.cover(place, "erratum", pair.item.id)
    return places


def check_ignored(findings: Findings) -> None:
    """Finds ignored words that the document does not have; covers every place of the others."""
    places: dict[str, list[Place]] = {}
    for ignored in findings.plan.ignored:
        if ignored.quote not in places:
            places[ignored.quote] = list(findings.anchors.every_place(ignored.quote))
            for place in places[ignored.quote]:
                findings.cover(place, "ignored", "", ignored.why)
        _take(ignored.quote, ignored.location, places[ignored.quote], None, findings)


def _quote(pair: Pair, target: Target, findings: Findings) -> list[Place]:
    found = _inside(pair, target.quote, findings)
    _take(target.quote, target.quote_at, found, pair, findings)
    for place in found:
        findings.cover(place, "quote", target.ref)
    return found


def _inside(pair: Pair, words: str, findings: Findings) -> list[Place]:
    return [] if pair.reach is None else findings.anchors.places(words, *pair.reach)


def _take(
    words: str, at: Location, found: list[Place], pair: Pair | None, findings: Findings
) -> None:
    """Counts a quote, and reports it where it is not found, or cuts a pair of brackets apart."""
    whole = is_balanced(words)
    findings.counts["quotes"].count(covered=bool(found) and whole)
    if not whole:
        findings.of_plan("FL702", at, found[0] if found else None, "unbalanced", text=words)
    elif not found:
        _report_missing(words, at, pair, findings)


def _report_missing(words: str, at: Location, pair: Pair | None, findings: Findings) -> None:
    elsewhere = findings.anchors.places(words)
    if elsewhere and pair is not None:
        item = pair.item.id
        findings.of_plan("FL702", at, elsewhere[0], "elsewhere", text=words, item=item)
    elif pair is not None and pair.reach is not None:
        findings.of_plan("FL702", at, pair.reach, "item", text=words, item=pair.item.id)
    else:
        findings.of_plan("FL702", at, None, text=words)


def _place_of(alignment: Alignment, pair: Pair) -> Place:
    task = alignment.tasks[pair.item.task]
    return task.start, task.start + 1


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


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of it: findings, counts by kind, and which words of the document are covered.

    ``reaches`` are the stretches of text that each item answers for; ``gaps`` those that nothing
    in the plan accounts for, with the code of the finding. All are in the document's folded text.
    """

    diagnostics: tuple[Diagnostic, ...]
    counts: dict[str, Tally]
    document: Document
    covers: tuple[Cover, ...]
    reaches: tuple[tuple[Place, str], ...]
    gaps: tuple[tuple[Place, str], ...]


def verify(plan: Plan, name: str, text: str, node: LocatedMap | None = None) -> Verification:
    """Holds a plan against its document's text, both ways.

    ``name`` is the path that findings in the document bear; ``node`` the located
    ``data/tasks.yaml``, for exact places. Where a part of the plan does not read, what the
    document has beyond the rest is not reported.
    """
    reading = read(name, text)
    findings = Findings(plan, Anchors(reading.document), node)
    alignment = align(plan, reading)
    check_header(reading.header, findings)
    check_tasks(alignment, findings)
    check_phrases(alignment, findings)
    places = check_quotes(alignment, findings)
    check_ignored(findings)
    check_parties(alignment, findings)
    check_goals(alignment, places, findings)
    check_dues(alignment, places, reading.header.year, findings)
    if not plan.unread:
        check_coverage(reading, alignment, findings)
    return Verification(
        diagnostics=tuple(sort_diagnostics(findings.found)),
        counts=findings.counts,
        document=reading.document,
        covers=tuple(findings.covers),
        reaches=tuple((pair.reach, pair.item.id) for pair in alignment.pairs if pair.reach),
        gaps=tuple(findings.gaps),
    )


def check_hash(plan: Plan, name: str, raw: bytes, node: LocatedMap | None) -> list[Diagnostic]:
    """The document's bytes against the hash that the plan keeps of them (FL701)."""
    expected, found = plan.document.sha256, sha256_of(raw)
    if not expected or expected == found:
        return []
    at = plan.location if node is None else Location(TASKS, node.span_at("document", "sha256"))
    facts = {"document": name, "expected": expected, "found": found}
    return [Diagnostic("FL701", at, facts)]
