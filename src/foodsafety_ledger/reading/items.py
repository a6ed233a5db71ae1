"""Tasks, items and targets as values, and what contradicts itself in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from foodsafety_ledger.model.diagnostic import Fact
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
from foodsafety_ledger.reading.departments import Frame, known_departments, to_name
from foodsafety_ledger.reading.plan_models import ItemModel, TargetModel
from foodsafety_ledger.reading.validation import raw_id, read_node


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
    """Every department that the ids mean, or that took over from one, in the file's order."""
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


def _is_out_of_reach(target: TargetModel) -> bool:
    whole = SHARES.get(target.goal.unit)
    is_bounded = target.measure.is_share and whole is not None and not target.may_exceed
    return is_bounded and target.goal.bound > (whole or 0)


_CONTRADICTIONS: Final[tuple[tuple[str, str, Callable[[TargetModel], bool]], ...]] = (
    ("misfit", "goal", lambda t: t.goal.kind not in t.measure.goals),
    (
        "snapshots-only",
        "value_is",
        lambda t: t.goal.kind in TRENDS and t.value_is is not ValueIs.SNAPSHOT,
    ),
    (
        "unit",
        "goal",
        lambda t: t.goal.kind is GoalKind.BOUND and not t.measure.bears(t.goal.unit, t.goal.bound),
    ),
    ("above-whole", "goal", _is_out_of_reach),
    (
        "common-needs-ratio",
        "denominator",
        lambda t: t.denominator is Denominator.COMMON and not t.measure.is_share,
    ),
    ("exceed-needs-ratio", "may_exceed", lambda t: t.may_exceed and not t.measure.is_share),
    (
        "value-is-needs-figure",
        "value_is",
        lambda t: t.value_is is not None and not t.measure.is_figure,
    ),
    ("always-each", "across", lambda t: t.across is Across.POOLED and not t.measure.is_figure),
    (
        "milestone-every-period",
        "holds",
        lambda t: t.measure.is_dated and t.holds is Holds.EVERY_PERIOD,
    ),
    (
        "score-increment",
        "value_is",
        lambda t: t.value_is is ValueIs.INCREMENT and not t.measure.adds_over_time,
    ),
    (
        "baseline-needs-trend",
        "baseline",
        lambda t: bool(t.baseline) and t.goal.kind not in TRENDS,
    ),
    (
        "fixed-needs-common",
        "common_denominator",
        lambda t: t.common_denominator is not None and t.denominator is Denominator.OWN,
    ),
    (
        "not-before-needs-milestone",
        "not_before",
        lambda t: t.not_before is not None and not t.measure.is_dated,
    ),
)
"""What in a target contradicts something else: the variant of FL211, the key at fault, and when."""


def read_targets(
    item: ItemModel, node: LocatedMap, parts: Parts, frame: Frame
) -> tuple[Target, ...]:
    """The item's targets that read; the others are among the unread."""
    read = []
    for member in frame.findings.members(node, "targets"):
        model = read_node(TargetModel, member, frame.findings)
        if model is not None and not frame.findings.take_id(f"target of {item.id}", member):
            continue
        if model is None or not _is_sound(model, member, frame):
            frame.unread.add(f"{item.id}/{raw_id(member)}")
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
    measure = model.measure
    for variant, key, contradicts in _CONTRADICTIONS:
        if not contradicts(model):
            continue
        facts: dict[str, Fact] = {
            "goal": str(node["goal"]),
            "measure": measure.name,
            "noun": measure.noun,
            "units": measure.units,
            "fitting": " / ".join(kind.spelling for kind in GoalKind if kind in measure.goals),
        }
        frame.findings.add("FL211", node.span_at(key), variant, **facts)
        return False
    return True


def _target(
    model: TargetModel, item: ItemModel, node: LocatedMap, parts: Parts, frame: Frame
) -> Target:
    due = frame.day_within(model.due, node, "due") or item.due or frame.end
    first = frame.first_within(model.first, due, node, "from") or frame.judged_from
    ref = f"{item.id}/{model.id}"
    owed_by, fixed = _owed_by(model, node, ref, parts, frame), model.common_denominator
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
        common=CommonDenominator(fixed.value, fixed.basis) if fixed else None,
        indicator=model.indicator or "",
        not_before=model.not_before,
        has_own_due=model.due is not None,
    )


def _owed_by(
    model: TargetModel, node: LocatedMap, ref: str, parts: Parts, frame: Frame
) -> tuple[str, ...]:
    if not model.reported_by:
        strong = parts.named[Role.LEAD] + parts.named[Role.RESPONSIBLE]
        return expand_all(strong or parts.named[Role.SHARED], parts, frame)
    for position, unit in enumerate(model.reported_by):
        _is_known(unit, node, ("reported_by", position), ref, frame)
        outside = any(one not in parts.holders for one in expand_all([unit], parts, frame))
        if outside and not parts.takes_others and ref.partition("/")[0] not in frame.unread:
            span = node.span_at("reported_by", position)
            frame.findings.add("FL211", span, "reporter-without-part", value=unit)
    return expand_all(model.reported_by, parts, frame)


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
