"""Who has a part in an item, its targets as values, and what contradicts itself in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Final

from foodsafety_ledger.model.diagnostic import Fact
from foodsafety_ledger.model.goal import SHARES, TRENDS, GoalKind
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.measure import Denominator
from foodsafety_ledger.model.period import Period
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
from foodsafety_ledger.reading.validation import PlanFindings, raw_id, read_node


class ItemReader:
    """One item as it is read: who has a part in it, and what its targets make of that.

    ``due`` and ``first`` are its own, as far as they lie within the plan, else the plan's.
    ``named`` are the units as the plan names them, ``holders`` the departments that they mean with
    their strongest role, ``terms`` those of them who have their part for a time. ``resolved`` is
    what selective groups mean here, ``unresolved`` the groups that owe and mean nobody yet. What
    does not read of the parts puts the item among the unread.
    """

    def __init__(
        self, item: ItemModel, node: LocatedMap, frame: Frame, due: date, first: Period
    ) -> None:
        self._item, self._node, self._frame = item, node, frame
        self._due, self._first = due, first
        self._directory, self._findings = frame.directory, frame.findings
        self.named = {role: tuple(getattr(item, role.value)) for role in Role}
        self.takes_others = item.open
        self.unresolved: dict[str, None] = {}
        self.resolved = self._resolutions()
        self.terms: dict[str, tuple[Term, ...]] = {}
        self.holders = self._read_holders()

    @property
    def owing(self) -> tuple[str, ...]:
        """The departments that owe an entry each period."""
        return tuple(id_ for id_, role in self.holders.items() if role in OWING_ROLES)

    def targets(self) -> Iterator[Target]:
        """The item's targets that read; the others are among the unread."""
        scope = f"target of {self._item.id}"
        for node in self._findings.members(self._node, "targets"):
            model = read_node(TargetModel, node, self._findings)
            if model is not None and not self._findings.take_id(scope, node):
                continue
            if model is None or not _is_sound(model, node, self._findings):
                self._frame.unread.add(f"{self._item.id}/{raw_id(node)}")
            else:
                yield self._target(model, node)

    def _read_holders(self) -> dict[str, Role]:
        units: dict[str, Role] = {}
        for role, named in self.named.items():
            for position, unit in enumerate(named):
                if self._is_known(unit, self._node, (role.value, position), self._item.id):
                    self._note_group(unit, role, position)
                    units.setdefault(unit, role)
        strongest: dict[str, Role] = {}
        for unit, role in units.items():
            group = self._directory.groups.get(unit)
            for department in self._expand(unit):
                strongest.setdefault(department, role)
                self._add_terms(department, group)
        self._add_heirs(strongest)
        self.terms = {id_: terms for id_, terms in self.terms.items() if Term() not in terms}
        return {id_: strongest[id_] for id_ in self._directory.in_order(set(strongest))}

    def _add_terms(self, department: str, group: Group | None) -> None:
        """Adds the time in which a department has its part by being named so, if there is any."""
        own = self._directory.departments[department].term
        terms = ALWAYS if group is None else group.terms.get(department, ALWAYS)
        common = (own.within(term) for term in terms)
        met = tuple(term for term in common if term.start <= term.end)
        self.terms[department] = (*self.terms.get(department, ()), *met)

    def _add_heirs(self, strongest: dict[str, Role]) -> None:
        """Whoever took over from a department has its part, whether the plan names it or not."""
        rank = tuple(Role).index
        waiting = list(strongest)
        reached: set[str] = set()
        while waiting:
            department = waiting.pop()
            heir, role = self._directory.heirs.get(department), strongest[department]
            if heir is None or (heir in reached and rank(strongest[heir]) <= rank(role)):
                continue
            strongest[heir] = min(role, strongest.get(heir, role), key=rank)
            waiting.append(heir)
            if heir not in reached:
                reached.add(heir)
                own = self._directory.departments[heir].term
                self.terms[heir] = (*self.terms.get(heir, ()), own)

    def _expand(self, unit: str) -> tuple[str, ...]:
        """The departments that a department's or group's id means at this item."""
        group = self._directory.groups.get(unit)
        if group is None:
            return (unit,) if unit in self._directory.departments else ()
        if not group.selective:
            return group.members
        return self.resolved[unit].members if unit in self.resolved else ()

    def _expand_all(self, units: Iterable[str]) -> tuple[str, ...]:
        """Every department that the ids mean, or that took over from one, in the file's order."""
        expanded = chain.from_iterable(map(self._expand, dict.fromkeys(units)))
        return self._directory.in_order(self._directory.with_heirs(expanded))

    def _is_known(
        self, unit: str, node: LocatedMap, keys: tuple[str | int, ...], owner: str
    ) -> bool:
        directory = self._directory
        known = unit in directory.departments or unit in directory.groups
        if not known and not directory.knows(unit):
            known_units = (directory.departments, directory.groups)
            self._findings.add_unknown(node.span_at(*keys), "", unit, *known_units)
        if not known or unit in directory.unread:
            self._frame.unread.add(owner)
        return known

    def _note_group(self, unit: str, role: Role, position: int) -> None:
        """Notes a group that means nobody here, or nobody yet."""
        group = self._directory.groups.get(unit)
        if group is None or self._expand(unit):
            return
        self.takes_others |= group.selective
        if role in OWING_ROLES:
            self.unresolved[unit] = None
            if group.selective:
                span = self._node.span_at(role.value, position)
                self._findings.add("FL209", span, group=unit, name=group.name)

    def _resolutions(self) -> dict[str, Resolution]:
        resolved = {}
        directory, findings = self._directory, self._findings
        named = {unit for units in self.named.values() for unit in units}
        for id_, resolution in self._item.resolved.items():
            group = directory.groups.get(id_)
            at = self._node["resolved"].key_spans[id_]
            if group is None:
                if not directory.knows(id_):
                    findings.add_unknown(at, "not-a-group", id_, directory.groups)
            elif not group.selective:
                findings.add("FL217", at, "not-selective", group=id_)
            elif id_ not in named:
                findings.add("FL217", at, "not-named", group=id_, item=self._item.id)
            else:
                keys = ("resolved", id_, "members")
                members = resolution.members
                known = known_departments(members, self._node, keys, directory, findings)
                resolved[id_] = Resolution(directory.in_order(known), to_name(resolution.basis))
                if len(known) < len(set(members)):
                    self._frame.unread.add(self._item.id)
        return resolved

    def _target(self, model: TargetModel, node: LocatedMap) -> Target:
        frame, item = self._frame, self._item
        due = frame.day_within(model.due, node, "due") or self._due
        first = frame.first_within(model.from_, due, node, "from") or frame.judged_from
        ref = f"{item.id}/{model.id}"
        owed_by, fixed = self._owed_by(model, node, ref), model.common_denominator
        if not owed_by and self.owing and ref not in frame.unread:
            self._findings.add("FL210", node.start, target=ref, name=to_name(model.name))
        return Target(
            id=model.id,
            item=item.id,
            name=to_name(model.name),
            measure=model.measure,
            goal=model.goal,
            goal_text=str(node["goal"]),
            quote=model.quote,
            due=due,
            first=max(first, self._first),
            owed_by=owed_by,
            location=frame.at(node),
            quote_at=frame.at(node, "quote"),
            goal_at=frame.at(node, "goal"),
            counts=to_name(model.counts),
            value_is=model.value_is or ValueIs.SNAPSHOT,
            denominator=model.denominator,
            holds=model.holds,
            across=model.across or (Across.POOLED if model.measure.is_figure else Across.EACH),
            baselines=self._baselines(model, node, owed_by, ref),
            binding=model.binding,
            may_exceed=model.may_exceed,
            common=CommonDenominator(fixed.value, to_name(fixed.basis)) if fixed else None,
            indicator=model.indicator or "",
            not_before=model.not_before,
            has_own_due=model.due is not None,
        )

    def _owed_by(self, model: TargetModel, node: LocatedMap, ref: str) -> tuple[str, ...]:
        if not model.reported_by:
            strong = self.named[Role.LEAD] + self.named[Role.RESPONSIBLE]
            return self._expand_all(strong or self.named[Role.SHARED])
        for position, unit in enumerate(model.reported_by):
            self._is_known(unit, node, ("reported_by", position), ref)
            outside = any(one not in self.holders for one in self._expand_all([unit]))
            if outside and not self.takes_others and self._item.id not in self._frame.unread:
                span = node.span_at("reported_by", position)
                self._findings.add("FL211", span, "reporter-without-part", value=unit)
        return self._expand_all(model.reported_by)

    def _baselines(
        self, model: TargetModel, node: LocatedMap, owed_by: tuple[str, ...], ref: str
    ) -> Mapping[str, Baseline] | None:
        if model.baseline is None:
            return None
        basis, owing = to_name(model.baseline.basis), frozenset(owed_by)
        found = {}
        for department, text in model.baseline.others.items():
            if department not in owing:
                self._find_stranger(department, node, owed_by, ref)
                continue
            value = model.measure.read_baseline(text)
            if value is None:
                variant = "baseline-counts" if model.measure.is_share else "baseline"
                span = node.span_at("baseline", department)
                self._findings.add("FL204", span, variant, value=text, key=department)
            else:
                found[department] = Baseline(value, basis)
        return found or None

    def _find_stranger(
        self, department: str, node: LocatedMap, owed_by: tuple[str, ...], ref: str
    ) -> None:
        span = node["baseline"].key_spans[department]
        directory = self._directory
        if department in directory.departments:
            if self._frame.unread.isdisjoint((ref, self._item.id)):
                self._findings.add("FL211", span, "baseline-not-owed", value=department)
        elif not directory.knows(department):
            known = owed_by or directory.departments
            self._findings.add_unknown(span, "department", department, known)


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
        lambda t: t.baseline is not None and t.goal.kind not in TRENDS,
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


def _is_sound(model: TargetModel, node: LocatedMap, findings: PlanFindings) -> bool:
    """Whether a target has what its measure needs, and nothing that contradicts it."""
    measure = model.measure
    needed = []
    if measure.is_figure and model.value_is is None:
        needed.append("value_is")
    if measure.is_share and model.counts is None:
        needed.append("counts")
    for key in needed:
        findings.add("FL201", node.start, "measure", key=key, measure=measure.name)
    wrong = ((variant, key) for variant, key, is_so in _CONTRADICTIONS if is_so(model))
    found = None if needed else next(wrong, None)
    if found is not None:
        facts: dict[str, Fact] = {
            "goal": str(node["goal"]),
            "measure": measure.name,
            "noun": measure.noun,
            "units": measure.units,
            "fitting": " / ".join(kind.spelling for kind in GoalKind if kind in measure.goals),
        }
        findings.add("FL211", node.span_at(found[1]), found[0], **facts)
    return not needed and found is None
