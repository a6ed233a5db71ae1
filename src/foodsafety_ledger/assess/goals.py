"""Goals held against values: whether one is met, what is missing, what would still make it.

Everything is exact: ratios are fractions, whose comparison multiplies crosswise.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Final, NamedTuple, Protocol, assert_never

from foodsafety_ledger.model.goal import FREQUENCIES, TRENDS, Goal, GoalKind, Operator
from foodsafety_ledger.model.measure import Figure, Measure, NotApplicable, Value, is_nothing
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Target, ValueIs


class Judged(Protocol):
    """What values are held against: a target of a plan, or the definition of an indicator."""

    @property
    def measure(self) -> Measure:
        """What kind of value it takes."""

    @property
    def goal(self) -> Goal:
        """What it must reach."""

    @property
    def may_exceed(self) -> bool:
        """Whether a numerator may be above its denominator."""


def meets(target: Judged, value: Value, baseline: Figure | None = None) -> bool:
    """Whether a value that is not ``0/0`` or n/a meets the goal; a trend needs its baseline.

    Of occasions the baseline is how many the period asks for. A milestone that was reached late is
    reached all the same.
    """
    if isinstance(value, date):
        return True
    if isinstance(value, NotApplicable):
        return False
    if target.goal.kind is GoalKind.BOUND:
        return target.goal.holds(in_unit(value, target.goal))
    if baseline is None:
        return False
    return _meets_baseline(target, value, compare_figures(value, baseline))


def _meets_baseline(target: Judged, value: Figure, side: int) -> bool:
    """Whether a value on that side of its baseline meets a goal that has one."""
    match target.goal.kind:
        case GoalKind.RISING:
            return side > 0 or is_at_bound(target, value)
        case GoalKind.FALLING:
            return side < 0 or is_at_bound(target, value)
        case GoalKind.KEPT | GoalKind.WEEKLY | GoalKind.MONTHLY | GoalKind.QUARTERLY:
            return side >= 0
        case GoalKind.BOUND | GoalKind.DONE:
            return False
        case _:
            assert_never(target.goal.kind)


def is_at_bound(target: Judged, value: Figure) -> bool:
    """Whether a trend can go no further: rising a ratio at 100%, falling anything at 0 (4.1)."""
    match target.goal.kind:
        case GoalKind.RISING:
            whole = isinstance(value, Counts) and value.numerator >= value.denominator
            return whole and not target.may_exceed
        case GoalKind.FALLING:
            return value.numerator == 0
        case _:
            return False


def compare_figures(one: Figure, other: Figure) -> int:
    """Negative, zero or positive, as ``one`` is less than, equal to or more than ``other``.

    Between values of one kind; denominators are above 0.
    """
    left, right = one.numerator * other.denominator, other.numerator * one.denominator
    return (left > right) - (left < right)


def compare_with_bound(goal: Goal, value: Figure) -> int:
    """The same between a value and the bound of a goal, in the goal's unit."""
    return compare_figures(in_unit(value, goal), goal.bound)


def in_unit(value: Figure, goal: Goal) -> Fraction:
    """How much a value other than ``0/0`` is in the goal's unit; per cent where it has no bound."""
    if not isinstance(value, Counts):
        return value
    scale = goal.scale if goal.kind is GoalKind.BOUND else 100
    return Fraction(value.numerator * scale, value.denominator)


def gap_to_goal(
    target: Judged, value: Value | None, baseline: Figure | None = None
) -> Fraction | None:
    """What a value lacks, or has too much; None if it meets the goal, and for ``0/0`` and n/a.

    For ratios numerator counts, rounded up; otherwise in the goal's unit. None too where there is
    no least amount: for a date, and for a score that has only to be better than another.
    """
    if value is None or isinstance(value, date | NotApplicable) or is_nothing(value):
        return None
    if meets(target, value, baseline):
        return None
    have = Fraction(value.numerator) if isinstance(value, Counts) else value
    bar = _bar(target, value, baseline)
    if bar is None:
        return None
    if target.goal.kind in {GoalKind.RISING, GoalKind.FALLING}:
        return abs(_next(target, value, bar) - have) if target.measure.has_next else None
    missing = abs(bar - have)
    return Fraction(ceil(missing)) if isinstance(value, Counts) else missing


def _bar(target: Judged, value: Figure, baseline: Figure | None) -> Fraction | None:
    """What the goal asks for, exactly: in numerator counts of ``value`` for a ratio."""
    goal = target.goal
    if goal.kind in FREQUENCIES or goal.kind in TRENDS:
        if baseline is None:
            return None
        whole = value.denominator if isinstance(value, Counts) else 1
        return Fraction(baseline.numerator * whole, baseline.denominator)
    return goal.bound * value.denominator / goal.scale if isinstance(value, Counts) else goal.bound


def _next(target: Judged, value: Figure, bar: Fraction) -> int:
    """The first whole number strictly better than ``bar``, or the one at the bound."""
    if target.goal.kind is GoalKind.FALLING:
        return max(ceil(bar) - 1, 0)
    better = floor(bar) + 1
    is_capped = isinstance(value, Counts) and not target.may_exceed
    return min(better, value.denominator) if is_capped else better


def distance(target: Judged, value: Value) -> Fraction:
    """How far a value that is not ``0/0`` or n/a is from the goal, by the quantity that is printed.

    Only for comparing the values of departments with each other: below 0 is beyond the goal.
    """
    if isinstance(value, date):
        return Fraction(value.toordinal())
    if isinstance(value, NotApplicable):
        return Fraction(0)
    goal = target.goal
    beyond = in_unit(value, goal) - goal.bound
    if goal.kind is GoalKind.BOUND and goal.operator is Operator.EQUAL:
        return abs(beyond)
    return beyond if _fails_upwards(value, goal) else -beyond


LEAST_PLACES: Final = 2


def shown_unit(value: Figure, goal: Goal) -> str:
    """The unit of ``shown_value``: the goal's; ``%`` for a ratio whose goal has no bound."""
    if goal.kind is not GoalKind.BOUND and isinstance(value, Counts):
        return "%"
    return goal.unit


def shown_value(value: Value | None, goal: Goal) -> str | None:
    """A figure in the goal's unit with two places (the goal's, if more).

    None for ``0/0`` and n/a, and for a date, which is shown as it is.

    Rounded towards failing: down for ``>=``, rising and kept, up for ``<=`` and falling, away from
    the bound for ``=``. The bound has no more places than that, so a figure that meets its goal
    never looks as if it missed it either. 99.996% is 99.99, never 100.
    """
    if value is None or is_nothing(value) or isinstance(value, date | NotApplicable):
        return None
    return _decimal(in_unit(value, goal), _places(goal), up=_fails_upwards(value, goal))


def shown_baseline(baseline: Figure | None, goal: Goal) -> str | None:
    """A baseline beside ``shown_value``: rounded the other way.

    A value that is worse than its baseline never looks as if it were as good.
    """
    if baseline is None or is_nothing(baseline):
        return None
    return _decimal(in_unit(baseline, goal), _places(goal), up=not _fails_upwards(baseline, goal))


def shown_share(share: Fraction, *, up: bool) -> str:
    """A share in per cent with two places, rounded up or down."""
    return _decimal(share * 100, LEAST_PLACES, up=up)


def exact_text(amount: Fraction) -> str:
    """An amount as it was typed: ``3``, ``90.5``. For sums of integers and exact decimals."""
    places = 0
    while amount.denominator != 1 and (amount * 10**places).denominator != 1:
        places += 1
    return _decimal(amount, places, up=False)


def _places(goal: Goal) -> int:
    return max(LEAST_PLACES, goal.places)


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


FURTHER: Final = 100
"""How many more an open denominator is reckoned with."""


class Needed(NamedTuple):
    """What of those still to come must count, those already reported being as they are.

    ``of`` is the rest of a known whole, or ``FURTHER`` where the denominator ``is_open``. At least
    ``counting`` of them must count; for ``<=`` (``is_most``) no more may, and below 0 even none
    would do. ``alone`` is how many would do if every one of them counted (for ``<=``: none); None
    where no number would.
    """

    of: int
    counting: int
    alone: int | None = None
    is_open: bool = False
    is_most: bool = False

    @property
    def how(self) -> str:
        """Which wording says it (``reasons.needed.…``)."""
        if self.is_open and self.alone is None:
            return "over" if self.is_most else "never"
        side = "most" if self.is_most else "open" if self.is_open else "rest"
        return side if 0 <= self.counting <= self.of else f"{side}-far"


OVER: Final = Needed(0, -1, is_open=True, is_most=True)
"""A sum that cannot fall is above its bound."""


def needed(target: Target, value: Figure) -> Needed | None:
    """What takes a value to the goal; None if it meets it, or where the gap says all there is.

    Only bounds of shares in per cent and sums that cannot fall have an answer that the gap does not
    give already. Exact: the number named reaches the goal, and one less (or one more) does not.
    """
    goal = target.goal
    if goal.kind is not GoalKind.BOUND or is_nothing(value) or meets(target, value):
        return None
    can_fall = target.value_is is ValueIs.SNAPSHOT or not target.measure.adds_over_time
    if compare_with_bound(goal, value) > 0:
        return None if can_fall else _too_many(target, value)
    share = goal.bound / goal.scale
    is_exact = goal.operator is Operator.EQUAL and share < 1
    if not isinstance(value, Counts) or goal.unit != "%" or target.may_exceed or is_exact:
        return None
    have, whole = value.numerator, value.denominator
    if target.is_common or can_fall:
        return Needed(whole - have, ceil(share * whole) - have)
    alone = ceil((share * whole - have) / (1 - share)) if share < 1 else None
    return Needed(FURTHER, ceil(share * (whole + FURTHER)) - have, alone, is_open=True)


def _too_many(target: Target, value: Figure) -> Needed | None:
    """Of a sum above its bound: it stays there, unless its denominator can grow."""
    goal = target.goal
    is_share = isinstance(value, Counts) and goal.bound > 0
    if not is_share or target.common is not None:
        return OVER
    if target.is_common or goal.unit != "%" or goal.operator is Operator.EQUAL:
        return None
    share, have, whole = goal.bound / goal.scale, value.numerator, value.denominator
    count = floor(share * (whole + FURTHER)) - have
    return Needed(FURTHER, count, ceil(have / share) - whole, is_open=True, is_most=True)
