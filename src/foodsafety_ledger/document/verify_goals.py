"""Forward: a quote sets the operator, the number and the unit of its target's goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foodsafety_ledger.document.alignment import Alignment, Pair
from foodsafety_ledger.document.anchors import Place, compact
from foodsafety_ledger.document.figures import Figure, find_figures
from foodsafety_ledger.document.findings import Findings
from foodsafety_ledger.document.goal_terms import NOT_BINDING, is_said
from foodsafety_ledger.document.subjects import clause_of
from foodsafety_ledger.document.targets import Reading
from foodsafety_ledger.plan.values import Holds, Target
from foodsafety_ledger.values.goal import Goal, GoalKind, Operator, parse_goal
from foodsafety_ledger.values.number import parse_decimal


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A quote's place with the figures in it, and what the grammar takes its clauses to ask."""

    place: Place
    figures: tuple[Figure, ...]
    readings: tuple[Reading, ...]

    def asked(self) -> list[tuple[Reading, Goal]]:
        """The readings whose figure stands in the quote itself."""
        goals = [(reading, parse_goal(reading.goal)) for reading in self.readings]
        return [(r, goal) for r, goal in goals if goal is not None and self._holds(goal)]

    def _holds(self, goal: Goal) -> bool:
        return goal.kind is GoalKind.BOUND and any(_matches(f, goal) for f in self.figures)

    def stated(self, goal: Goal) -> list[Figure]:
        """The figures with the goal's number and unit."""
        return [figure for figure in self.figures if _matches(figure, goal)]


def check_goals(
    alignment: Alignment, places: Mapping[str, Sequence[Place]], findings: Findings
) -> None:
    """Finds goals that their quotes do not set, and quoted figures that no goal takes (FL705).

    ``places`` are where each target's quote stands; a quote that stands nowhere is found already.
    """
    for pair in alignment.pairs:
        wrong = [t for t in pair.item.targets if not _check(pair, t, places[t.ref], findings)]
        if pair.draft is not None and not wrong:
            _check_unused(pair, places, findings)


def _check(pair: Pair, target: Target, places: Sequence[Place], findings: Findings) -> bool:
    """Whether the quote sets the goal, at one of its places; else what is wrong is reported."""
    quotes = [_quoted(pair, place, findings) for place in places]
    variants = [_wrong(target, quoted, findings) for quoted in quotes]
    right = "" in variants
    findings.counts["goals"].count(covered=right)
    if quotes and not right:
        facts = {"goal": target.goal_text, "text": target.quote, "target": target.ref}
        facts["says"] = "、".join(dict.fromkeys(_said(quotes[0]))) or "—"
        findings.of_plan("FL705", target.goal_at, quotes[0].place, variants[0], **facts)
    return right


def _quoted(pair: Pair, place: Place, findings: Findings) -> _Quoted:
    flat, (start, end) = findings.document.flat, place
    reach = pair.reach or place
    figures = find_figures(flat, *reach)
    readings = pair.draft.targets if pair.draft else ()
    return _Quoted(
        place,
        tuple(figure for figure in figures if start <= figure.start < end),
        tuple(reading for reading in readings if reading.start < end and start < reading.end),
    )


def _wrong(target: Target, quoted: _Quoted, findings: Findings) -> str:
    """What is wrong with a target, as a variant of FL705; empty if nothing is."""
    flat, place = findings.document.flat, quoted.place
    words = flat[slice(*place)]
    variant = _wrong_goal(target.goal, quoted, words)
    if variant:
        return variant
    kept = [
        r for r, goal in quoted.asked() if r.holds is Holds.EVERY_PERIOD and goal == target.goal
    ]
    if kept and target.holds is not Holds.EVERY_PERIOD:
        return "holds"
    if target.binding and NOT_BINDING.search(words):
        return "not-binding"
    clause = flat[clause_of(flat, 0, place[0], place[0])[0] : place[1]]
    if not target.binding and not (NOT_BINDING.search(clause) or "引导" in clause):
        return "binding"
    return ""


def _wrong_goal(goal: Goal, quoted: _Quoted, words: str) -> str:
    asked, stated = quoted.asked(), quoted.stated(goal)
    operators = {found.operator for _, found in asked if _equal(found, goal)}
    if goal.kind is GoalKind.BOUND and stated:
        operators = operators or {figure.operator or Operator.AT_LEAST for figure in stated}
        return "" if goal.operator in operators else "operator"
    if goal.kind is GoalKind.BOUND and any(_unit(found) == _unit(goal) for _, found in asked):
        return "number"
    if goal.kind is GoalKind.BOUND and asked and not is_said(goal, words):
        return "number"
    return "" if is_said(goal, words) else "words"


def _unit(goal: Goal) -> str:
    return compact(goal.unit)


def _equal(one: Goal, other: Goal) -> bool:
    return one.bound == other.bound and _unit(one) == _unit(other)


def _matches(figure: Figure, goal: Goal) -> bool:
    numbers = {parse_decimal(figure.number), parse_decimal(figure.low) if figure.low else None}
    return goal.bound in numbers and compact(figure.unit) == compact(goal.unit)


def _said(quoted: _Quoted) -> list[str]:
    """The goals that the quote's figures set, for the message; else the bare figures."""
    asked = [reading.goal for reading, _ in quoted.asked()]
    return asked or [f"{figure.number}{figure.unit}" for figure in quoted.figures]


def _check_unused(pair: Pair, places: Mapping[str, Sequence[Place]], findings: Findings) -> None:
    """Finds goals that a quoted figure sets and no target of the item has."""
    item = pair.item
    bounds = [t.goal for t in item.targets if t.goal.kind is GoalKind.BOUND]
    goals = {(goal.operator, goal.bound, compact(goal.unit)) for goal in bounds}
    for target in item.targets:
        for place in places[target.ref]:
            for reading, goal in _quoted(pair, place, findings).asked():
                if (goal.operator, goal.bound, compact(goal.unit)) not in goals:
                    facts = {"goal": reading.goal, "text": target.quote, "target": target.ref}
                    findings.of_plan("FL705", target.quote_at, place, "unused", **facts)
