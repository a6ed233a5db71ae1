"""Invented values for one department's share of one target, period by period."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor

from foodsafety_ledger.demo.chance import draw
from foodsafety_ledger.plan.values import Denominator, Measure, Target, ValueIs
from foodsafety_ledger.values.goal import Goal, GoalKind, Operator
from foodsafety_ledger.values.period import Period

_OCCASIONS = {GoalKind.WEEKLY: 13, GoalKind.MONTHLY: 3, GoalKind.QUARTERLY: 1}
_COMMON_DENOMINATOR = 160_000


def invent_value(
    target: Target, department: str, period: Period, reported: date, *, succeeds: bool
) -> str | None:
    """The text of a value for ``period``: at the goal by the last period if ``succeeds``.

    None where there is nothing to give yet: a milestone that is not reached.
    """
    last = period >= target.last
    about = (target.ref, department)
    if target.measure is Measure.MILESTONE:
        return str(min(reported, target.due)) if last and succeeds else None
    if target.measure is Measure.OCCASIONS:
        full = _OCCASIONS[target.goal.kind]
        return str(full if succeeds else max(0, full - 1 - draw(2, *about)))
    if target.goal.kind is not GoalKind.BOUND:
        return _moving(target, about, last=last, succeeds=succeeds)
    if target.measure is Measure.RATIO:
        return _ratio(target, about, last=last, succeeds=succeeds)
    return _amount(target, about, last=last, succeeds=succeeds)


def _moving(target: Target, about: tuple[str, str], *, last: bool, succeeds: bool) -> str:
    """A value that rises, falls or is kept from a first one, as its goal asks, or does not."""
    denominator = 40 + draw(160, *about)
    start = denominator * (50 + draw(30, *about)) // 100
    step = 1 + draw(9, *about)
    sign = -1 if target.goal.kind is GoalKind.FALLING else 1
    numerator = start + (sign if succeeds else -sign) * (step if last else 0)
    return f"{numerator}/{denominator}" if target.measure is Measure.RATIO else str(numerator)


def _ratio(target: Target, about: tuple[str, str], *, last: bool, succeeds: bool) -> str:
    common = target.denominator is Denominator.COMMON
    denominator = _COMMON_DENOMINATOR if common else 12 + draw(180, *about)
    needed = _least(target.goal, denominator)
    if target.value_is is ValueIs.INCREMENT and common:
        half = ceil(Fraction(needed, 2 * max(1, len(target.owed_by))))
        return f"{half + 1 if succeeds else half * 4 // 5}/{denominator}"
    if target.goal.operator is Operator.AT_MOST:
        return f"{needed if succeeds else min(denominator, needed + 2)}/{denominator}"
    spare = 0 if target.may_exceed else denominator - needed
    best = needed + (draw(spare + 1, *about) if spare > 0 else 0)
    fallen = max(0, needed - 1 - draw(3, *about))
    behind = max(0, needed - 2 - draw(max(1, needed // 6), *about))
    if target.value_is is ValueIs.INCREMENT:
        return f"{best if succeeds else fallen}/{denominator}"
    return f"{(best if succeeds else fallen) if last else behind}/{denominator}"


def _least(goal: Goal, denominator: int) -> int:
    """The smallest numerator that reaches the bound (the largest, for goals not to exceed)."""
    exact = goal.bound * denominator / goal.scale
    return floor(exact) if goal.operator is Operator.AT_MOST else ceil(exact)


def _amount(target: Target, about: tuple[str, str], *, last: bool, succeeds: bool) -> str:
    bound = target.goal.bound
    if target.measure is Measure.SCORE:
        score = bound + (2 if succeeds and last else -3)
        return str(int(score)) + ".5"
    if target.goal.operator is not Operator.AT_LEAST:
        clean = succeeds and (last or target.value_is is ValueIs.RUNNING_TOTAL)
        return str(int(bound) + (0 if clean else 1 + draw(3, *about)))
    if target.value_is is ValueIs.INCREMENT:
        return str(ceil(bound / 2) if succeeds else int(bound) // 3)
    return str(ceil(bound) + draw(2, *about) if succeeds and last else max(0, ceil(bound) - 1))
