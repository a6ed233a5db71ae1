"""Tasks, items and targets as values, and what contradicts itself in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, NamedTuple

from foodsafety_ledger.model.diagnostic import Fact, Location
from foodsafety_ledger.model.goal import SHARES, TRENDS, GoalKind
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.measure import Denominator
from foodsafety_ledger.model.plan import (
    ALWAYS,
    OWING_ROLES,
    Across,
    Baseline,
    CommonDenominator,
    Group,
    Holds,
    Resolution,
    Role,
    Target,
    Term,
    ValueIs,
)
from foodsafety_ledger.reading.departments import (
    Frame,
    is_repeated,
    known_departments,
    members,
    raw_id,
    to_name,
)
from foodsafety_ledger.reading.plan_models import CommonDenominatorModel, ItemModel, TargetModel
from foodsafety_ledger.reading.validation import read_node


@dataclass(slots=True)
class Parts:
    """Who has a part in one item; ``resolved`` is what its selective groups mean here."""

    named: dict[Role, tuple[str, ...]]
    holders: dict[str, Role] = field(default_factory=dict)
    unresolved: dict[str, None] = field(default_factory=dict)
    takes_others: bool = False
    resolved: dict[str, Resolution] = field(default_factory=dict)
    terms: dict[str, tuple[Term, ...]] = field(default_factory=dict)

    @property
    def owing(self) -> tuple[str, ...]:
        """The departments that owe an entry each period."""
        return tuple(id_ for id_, role in self.holders.items() if role in OWING_ROLES)


def read_parts(item: ItemModel, node: LocatedMap, frame: Frame) -> Parts:
    """Who has a part in ``item``; what does not read of it puts the item among the unread."""
    parts = Parts({role: tuple(getattr(item, role.value)) for role in Role}, takes_others=item.open)
    parts.resolved = _resolutions(item, node, frame)
    units: dict[str, Role] = {}
    for role, named in parts.named.items():
        for position, unit in enumerate(named):
            if not _is_known(unit, node, (role.value, position), item.id, frame):
                continue
            group = frame.directory.groups.get(unit)
            if group is not None:
                _note_group(group, role, node, position, parts, frame)
            units.setdefault(unit, role)
    strongest: dict[str, Role] = {}
    for unit, role in units.items():
        group = frame.directory.groups.get(unit)
        for department in expand(unit, parts, frame):
            strongest.setdefault(department, role)
            _add_terms(department, group, parts, frame)
    _add_heirs(strongest, parts, frame)
    parts.terms = {id_: terms for id_, terms in parts.terms.items() if Term() not in terms}
    parts.holders = {id_: strongest[id_] for id_ in frame.directory.in_order(set(strongest))}
    return parts


def _add_terms(department: str, group: Group | None, parts: Parts, frame: Frame) -> None:
    """Adds the time in which a department has its part by being named so, if there is any."""
    own = frame.directory.departments[department].term
    terms = ALWAYS if group is None else group.terms.get(department, ALWAYS)
    common = (own.within(term) for term in terms)
    met = tuple(term for term in common if term.start <= term.end)
    parts.terms[department] = (*parts.terms.get(department, ()), *met)


def _add_heirs(strongest: dict[str, Role], parts: Parts, frame: Frame) -> None:
    """Whoever took over from a department has its part, whether the plan names it or not."""
    rank = tuple(Role).index
    waiting = list(strongest)
    reached: set[str] = set()
    while waiting:
        department = waiting.pop()
        heir, role = frame.directory.heirs.get(department), strongest[department]
        if heir is None or (heir in reached and rank(strongest[heir]) <= rank(role)):
            continue
        strongest[heir] = min(role, strongest.get(heir, role), key=rank)
        waiting.append(heir)
        if heir not in reached:
            reached.add(heir)
            own = frame.directory.departments[heir].term
            parts.terms[heir] = (*parts.terms.get(heir, ()), own)


def expand(unit: str, parts: Parts, frame: Frame) -> tuple[str, ...]:
    """The departments that a department's or group's id means at this item."""
    group = frame.directory.groups.get(unit)
    if group is None:
        return (unit,) if unit in frame.directory.departments else ()
    if not group.selective:
        return group.members
    return parts.resolved[unit].members if unit in parts.resolved else ()


def expand_all(units: Iterable[str], parts: Parts, frame: Frame) -> tuple[str, ...]:
    """Every department that the ids mean, once, in the order of departments.yaml.

    Whoever took over from one of them is meant as well.
    """
    expanded = chain.from_iterable(expand(unit, parts, frame) for unit in dict.fromkeys(units))
    return frame.directory.in_order(frame.directory.with_heirs(expanded))


def _is_known(
    unit: str, node: LocatedMap, keys: tuple[str | int, ...], owner: str, frame: Frame
) -> bool:
    directory = frame.directory
    known = unit in directory.departments or unit in directory.groups
    if not known and not directory.knows(unit):
        known_units = (directory.departments, directory.groups)
        frame.findings.add_unknown(node.span_at(*keys), "", unit, *known_units)
    if not known or unit in directory.unread:
        frame.unread.add(owner)
    return known


def check_units(units: list[str], node: LocatedMap, key: str, owner: str, frame: Frame) -> None:
    """Finds ids in the list under ``key`` that are no department and no group (FL207)."""
    for position, unit in enumerate(units):
        _is_known(unit, node, (key, position), owner, frame)


def _note_group(
    group: Group, role: Role, node: LocatedMap, position: int, parts: Parts, frame: Frame
) -> None:
    if group.selective and not expand(group.id, parts, frame):
        parts.takes_others = True
        if role in OWING_ROLES:
            span = node.span_at(role.value, position)
            frame.findings.add("FL209", span, group=group.id, name=group.name)
    if role in OWING_ROLES and not expand(group.id, parts, frame):
        parts.unresolved[group.id] = None


def _resolutions(item: ItemModel, node: LocatedMap, frame: Frame) -> dict[str, Resolution]:
    resolved = {}
    directory = frame.directory
    named = {unit for role in Role for unit in getattr(item, role.value)}
    for id_, resolution in item.resolved.items():
        group = directory.groups.get(id_)
        at = node["resolved"].key_spans[id_]
        if group is None:
            if not directory.knows(id_):
                frame.findings.add_unknown(at, "not-a-group", id_, directory.groups)
        elif not group.selective:
            frame.findings.add("FL217", at, "not-selective", group=id_)
        elif id_ not in named:
            frame.findings.add("FL217", at, "not-named", group=id_, item=item.id)
        else:
            keys = ("resolved", id_, "members")
            known = known_departments(resolution.members, node, keys, directory, frame.findings)
            resolved[id_] = Resolution(directory.in_order(known), resolution.basis)
            if len(known) < len(set(resolution.members)):
                frame.unread.add(item.id)
    return resolved


class Contradiction(NamedTuple):
    """The variant of FL211 that says it, and the key at fault."""

    variant: str
    key: str


def find_contradiction(target: TargetModel) -> Contradiction | None:
    """The first thing in ``target`` that contradicts another, or None."""
    for look in _LOOKS:
        found = look(target)
        if found is not None:
            return Contradiction(*found)
    return None


_Look = Callable[[TargetModel], tuple[str, str] | None]


def _goal_of_other_measure(target: TargetModel) -> tuple[str, str] | None:
    return None if target.goal.kind in target.measure.goals else ("misfit", "goal")


def _trend_not_of_snapshots(target: TargetModel) -> tuple[str, str] | None:
    if target.goal.kind in TRENDS and target.value_is is not ValueIs.SNAPSHOT:
        return "snapshots-only", "value_is"
    return None


def _unit_of_other_measure(target: TargetModel) -> tuple[str, str] | None:
    goal = target.goal
    is_misfit = goal.kind is GoalKind.BOUND and not target.measure.bears(goal.unit, goal.bound)
    return ("unit", "goal") if is_misfit else None


def _out_of_reach(target: TargetModel) -> tuple[str, str] | None:
    whole = SHARES.get(target.goal.unit)
    if not target.measure.is_share or whole is None or target.may_exceed:
        return None
    return ("above-whole", "goal") if target.goal.bound > whole else None


def _ratio_only(target: TargetModel) -> tuple[str, str] | None:
    if target.measure.is_share:
        return None
    if target.denominator is Denominator.COMMON:
        return "common-needs-ratio", "denominator"
    if target.may_exceed:
        return "exceed-needs-ratio", "may_exceed"
    return None


def _figures_only(target: TargetModel) -> tuple[str, str] | None:
    if target.measure.is_figure:
        return None
    if target.value_is is not None:
        return "value-is-needs-figure", "value_is"
    if target.across is Across.POOLED:
        return "always-each", "across"
    if target.measure.is_dated and target.holds is Holds.EVERY_PERIOD:
        return "milestone-every-period", "holds"
    return None


def _scores_adding_up(target: TargetModel) -> tuple[str, str] | None:
    if target.value_is is ValueIs.INCREMENT and not target.measure.adds_over_time:
        return "score-increment", "value_is"
    return None


def _baseline_unused(target: TargetModel) -> tuple[str, str] | None:
    if target.baseline and target.goal.kind not in TRENDS:
        return "baseline-needs-trend", "baseline"
    return None


def _common_fixed(target: TargetModel) -> tuple[str, str] | None:
    fixed = target.common_denominator is not None
    if fixed and target.denominator is Denominator.OWN:
        return "fixed-needs-common", "common_denominator"
    return None


def _not_before_unused(target: TargetModel) -> tuple[str, str] | None:
    if target.not_before is not None and not target.measure.is_dated:
        return "not-before-needs-milestone", "not_before"
    return None


_LOOKS: Final[tuple[_Look, ...]] = (
    _goal_of_other_measure,
    _trend_not_of_snapshots,
    _unit_of_other_measure,
    _out_of_reach,
    _ratio_only,
    _figures_only,
    _scores_adding_up,
    _baseline_unused,
    _common_fixed,
    _not_before_unused,
)


def read_targets(
    item: ItemModel, node: LocatedMap, parts: Parts, frame: Frame
) -> tuple[Target, ...]:
    """The item's targets that read; the others are among the unread."""
    first: dict[str, Location] = {}
    read = []
    for member in members(node, "targets", frame.findings, frame.unread):
        model = read_node(TargetModel, member, frame.findings)
        if model is not None and is_repeated(member, model.id, first, frame.findings):
            continue
        if model is None or not _is_sound(model, member, frame):
            id_ = raw_id(member)
            frame.unread.add(f"{item.id}/{id_}")
        else:
            read.append(_target(model, item, member, parts, frame))
    return tuple(read)


def _is_sound(model: TargetModel, node: LocatedMap, frame: Frame) -> bool:
    needed = []
    if model.measure.is_figure and model.value_is is None:
        needed.append("value_is")
    if model.measure.is_share and model.counts is None:
        needed.append("counts")
    for key in needed:
        frame.findings.add("FL201", node.start, "measure", key=key, measure=model.measure.name)
    if needed:
        return False
    found = find_contradiction(model)
    if found is not None:
        measure = model.measure
        facts: dict[str, Fact] = {
            "goal": str(node["goal"]),
            "measure": measure.name,
            "noun": measure.noun,
            "units": measure.units,
            "fitting": " / ".join(kind.spelling for kind in GoalKind if kind in measure.goals),
        }
        frame.findings.add("FL211", node.span_at(found.key), found.variant, **facts)
    return found is None


def _target(
    model: TargetModel, item: ItemModel, node: LocatedMap, parts: Parts, frame: Frame
) -> Target:
    due = frame.day_within(model.due, node, "due") or item.due or frame.end
    first = frame.first_within(model.first, due, node, "from") or frame.judged_from
    ref = f"{item.id}/{model.id}"
    owed_by = _owed_by(model, node, ref, parts, frame)
    if not owed_by and parts.owing and ref not in frame.unread:
        frame.findings.add("FL210", node.start, target=ref, name=to_name(model.name))
    return Target(
        id=model.id,
        item=item.id,
        name=to_name(model.name),
        measure=model.measure,
        goal=model.goal,
        goal_text=str(node["goal"]),
        quote=model.quote,
        due=due,
        first=max(first, item.first or frame.first),
        owed_by=owed_by,
        location=frame.at(node),
        quote_at=frame.at(node, "quote"),
        goal_at=frame.at(node, "goal"),
        counts=to_name(model.counts),
        value_is=model.value_is or ValueIs.SNAPSHOT,
        denominator=model.denominator,
        holds=model.holds,
        across=model.across or (Across.POOLED if model.measure.is_figure else Across.EACH),
        baselines=_baselines(model, node, owed_by, ref, frame),
        binding=model.binding,
        may_exceed=model.may_exceed,
        common=_common(model.common_denominator),
        indicator=model.indicator or "",
        not_before=model.not_before,
        has_own_due=model.due is not None,
    )


def _common(model: CommonDenominatorModel | None) -> CommonDenominator | None:
    return None if model is None else CommonDenominator(model.value, model.basis)


def _owed_by(
    model: TargetModel, node: LocatedMap, ref: str, parts: Parts, frame: Frame
) -> tuple[str, ...]:
    if not model.reported_by:
        strong = parts.named[Role.LEAD] + parts.named[Role.RESPONSIBLE]
        return expand_all(strong or parts.named[Role.SHARED], parts, frame)
    check_units(model.reported_by, node, "reported_by", ref, frame)
    owed_by = expand_all(model.reported_by, parts, frame)
    for position, unit in enumerate(model.reported_by):
        outside = any(one not in parts.holders for one in expand_all([unit], parts, frame))
        if outside and not parts.takes_others and ref.partition("/")[0] not in frame.unread:
            span = node.span_at("reported_by", position)
            frame.findings.add("FL211", span, "reporter-without-part", value=unit)
    return owed_by


def _baselines(
    model: TargetModel, node: LocatedMap, owed_by: tuple[str, ...], ref: str, frame: Frame
) -> Mapping[str, Baseline] | None:
    basis, owing = model.baseline.get("basis", ""), frozenset(owed_by)
    found = {}
    for department, text in model.baseline.items():
        if department == "basis":
            continue
        if department not in owing:
            _find_stranger(department, node, owed_by, ref, frame)
            continue
        value = model.measure.read_baseline(text)
        if value is None:
            variant = "baseline-counts" if model.measure.is_share else "baseline"
            span = node.span_at("baseline", department)
            frame.findings.add("FL204", span, variant, value=text, key=department)
        else:
            found[department] = Baseline(value, basis)
    return found or None


def _find_stranger(
    department: str, node: LocatedMap, owed_by: tuple[str, ...], ref: str, frame: Frame
) -> None:
    span = node["baseline"].key_spans[department]
    directory = frame.directory
    if department in directory.departments:
        if ref not in frame.unread and ref.partition("/")[0] not in frame.unread:
            frame.findings.add("FL211", span, "baseline-not-owed", value=department)
    elif not directory.knows(department):
        known = owed_by or directory.departments
        frame.findings.add_unknown(span, "department", department, known)
