"""Figures as exact decimal text; none that misses its goal looks as if it met it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Final

from foodsafety_ledger.assess.goals import compare_with_bound
from foodsafety_ledger.assess.readings import Figure, is_nothing
from foodsafety_ledger.values.goal import Goal, GoalKind, Operator
from foodsafety_ledger.values.number import Counts

LEAST_PLACES: Final = 2


def shown_unit(value: Figure, goal: Goal) -> str:
    """The unit of ``shown_value``: the goal's; ``%`` for a ratio whose goal has no bound."""
    if goal.kind is not GoalKind.BOUND and isinstance(value, Counts):
        return "%"
    return goal.unit


def shown_value(value: Figure | None, goal: Goal) -> str | None:
    """A figure in the goal's unit with two places (the goal's, if more); None for ``0/0``.

    Rounded towards failing: down for ``>=``, rising and kept, up for ``<=`` and falling, away from
    the bound for ``=``. The bound has no more places than that, so a figure that meets its goal
    never looks as if it missed it either. 99.996% is 99.99, never 100.
    """
    if value is None or is_nothing(value):
        return None
    return _decimal(_in_unit(value, goal), _places(goal), up=_fails_upwards(value, goal))


def shown_baseline(baseline: Figure | None, goal: Goal) -> str | None:
    """A baseline beside ``shown_value``: rounded the other way.

    A value that is worse than its baseline never looks as if it were as good.
    """
    if baseline is None or is_nothing(baseline):
        return None
    return _decimal(_in_unit(baseline, goal), _places(goal), up=not _fails_upwards(baseline, goal))


def exact_text(amount: Fraction) -> str:
    """An amount as it was typed: ``3``, ``90.5``. For sums of integers and exact decimals."""
    places = 0
    while amount.denominator != 1 and (amount * 10**places).denominator != 1:
        places += 1
    return _decimal(amount, places, up=False)


def _places(goal: Goal) -> int:
    return max(LEAST_PLACES, goal.places)


def _in_unit(value: Figure, goal: Goal) -> Fraction:
    if not isinstance(value, Counts):
        return value
    scale = goal.scale if goal.kind is GoalKind.BOUND else 100
    return Fraction(value.numerator * scale, value.denominator)


def _fails_upwards(value: Figure, goal: Goal) -> bool:
    if goal.kind is not GoalKind.BOUND:
        return goal.kind is GoalKind.FALLING
    if goal.operator is Operator.EQUAL:
        return compare_with_bound(goal, value) > 0
    return goal.operator is Operator.AT_MOST


def _decimal(amount: Fraction, places: int, *, up: bool) -> str:
    scaled = amount * 10**places
    digits = ceil(scaled) if up else floor(scaled)
    whole, rest = divmod(abs(digits), 10**places)
    sign = "-" if digits < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"
