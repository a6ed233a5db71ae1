"""Targets that contradict themselves (FL211): one function a contradiction, one table of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from foodsafety_ledger.plan.model import TargetModel
from foodsafety_ledger.plan.values import Across, Denominator, Holds, Measure, ValueIs
from foodsafety_ledger.values.goal import GoalKind
from foodsafety_ledger.values.unit import SHARES

TRENDS: Final = frozenset({GoalKind.RISING, GoalKind.FALLING, GoalKind.KEPT})
"""Goals that compare with a baseline."""

FIGURES: Final = frozenset({Measure.RATIO, Measure.COUNT, Measure.SCORE})
"""Measures whose values are figures that follow each other in time."""

_FREQUENCIES: Final = frozenset({GoalKind.WEEKLY, GoalKind.MONTHLY, GoalKind.QUARTERLY})
_FITTING: Final = {
    Measure.RATIO: TRENDS | {GoalKind.BOUND},
    Measure.COUNT: TRENDS | {GoalKind.BOUND},
    Measure.SCORE: TRENDS | {GoalKind.BOUND},
    Measure.OCCASIONS: _FREQUENCIES,
    Measure.MILESTONE: frozenset({GoalKind.DONE}),
}


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
    if target.goal.kind in _FITTING[target.measure]:
        return None
    return f"goal-{target.measure.value}", "goal"


def _trend_not_of_snapshots(target: TargetModel) -> tuple[str, str] | None:
    if target.goal.kind in TRENDS and target.value_is is not ValueIs.SNAPSHOT:
        return "snapshots-only", "value_is"
    return None


def _unit_of_other_measure(target: TargetModel) -> tuple[str, str] | None:
    if target.goal.kind is not GoalKind.BOUND:
        return None
    if target.measure is Measure.COUNT and target.goal.scale > 1:
        return "share-of-count", "goal"
    if target.measure is Measure.RATIO and not target.goal.unit and target.goal.bound:
        return "ratio-without-unit", "goal"
    return None


def _out_of_reach(target: TargetModel) -> tuple[str, str] | None:
    whole = SHARES.get(target.goal.unit)
    if target.measure is not Measure.RATIO or whole is None or target.may_exceed:
        return None
    return ("above-whole", "goal") if target.goal.bound > whole else None


def _ratio_only(target: TargetModel) -> tuple[str, str] | None:
    if target.measure is Measure.RATIO:
        return None
    if target.denominator is Denominator.COMMON:
        return "common-needs-ratio", "denominator"
    if target.may_exceed:
        return "exceed-needs-ratio", "may_exceed"
    return None


def _figures_only(target: TargetModel) -> tuple[str, str] | None:
    if target.measure in FIGURES:
        return None
    if target.value_is is not None:
        return "value-is-needs-figure", "value_is"
    if target.across is Across.POOLED:
        return "always-each", "across"
    if target.measure is Measure.MILESTONE and target.holds is Holds.EVERY_PERIOD:
        return "milestone-every-period", "holds"
    return None


def _scores_adding_up(target: TargetModel) -> tuple[str, str] | None:
    if target.measure is Measure.SCORE and target.value_is is ValueIs.INCREMENT:
        return "score-increment", "value_is"
    return None


def _baseline_unused(target: TargetModel) -> tuple[str, str] | None:
    if target.baseline and target.goal.kind not in TRENDS:
        return "baseline-needs-trend", "baseline"
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
)
