"""What would still take a figure to its goal: of the rest of a whole, or of what is still to come.

Only bounds of shares in per cent and sums that cannot fall have an answer that the gap does not
give already. Exact: the number named reaches the goal, and one less (or one more) does not.
"""

from __future__ import annotations

from math import ceil, floor
from typing import Final, NamedTuple

from foodsafety_ledger.assess.goals import compare_with_bound, meets
from foodsafety_ledger.model.goal import GoalKind, Operator
from foodsafety_ledger.model.measure import Figure, is_nothing
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Target, ValueIs

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
    """What takes a value to the goal; None if it meets it, or where the gap says all there is."""
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
