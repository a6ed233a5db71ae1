"""Goals (design 4.1): what a target must reach, as the plan's ``goal`` spells it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from foodsafety_ledger.values.number import decimal_places, parse_decimal
from foodsafety_ledger.values.unit import is_unit, scale_of


class GoalKind(StrEnum):
    """What sort of goal it is; the values are the words of ``goal`` for goals without a bound."""

    BOUND = "bound"
    RISING = "rising"
    FALLING = "falling"
    KEPT = "kept"
    DONE = "done"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Operator(StrEnum):
    """How a value compares with a bound."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="


@dataclass(frozen=True, slots=True)
class Goal:
    """A parsed goal.

    For ``BOUND``: ``bound`` is the number in the goal's own unit (95 for ``>= 95%``), ``unit`` the
    unit (``%``, ``家``, empty without one), ``places`` how many decimals the goal is written with.
    """

    kind: GoalKind
    operator: Operator = Operator.AT_LEAST
    bound: Fraction = Fraction(0)
    unit: str = ""
    places: int = 0

    @property
    def scale(self) -> int:
        """What a plain quotient is multiplied by to be in the goal's unit: 100, 1000 or 1."""
        return scale_of(self.unit)  # 6 批次/千人 is 6‰ (13th five-year food-safety plan)

    def holds(self, value: Fraction) -> bool:
        """Whether ``value``, in the goal's unit, meets the bound. Only for ``BOUND`` goals."""
        if self.operator is Operator.AT_LEAST:
            return value >= self.bound
        if self.operator is Operator.AT_MOST:
            return value <= self.bound
        return value == self.bound


_BOUND = re.compile(r"(>=|<=|=) *([0-9.]+) *([^ 0-9.].*)?")
_WORDS = {kind.value: kind for kind in GoalKind if kind is not GoalKind.BOUND}


def parse_goal(text: str) -> Goal | None:
    """The goal that ``>= 95%``, ``= 0家``, ``rising`` or ``done`` spells; None if it is none."""
    if text in _WORDS:
        return Goal(_WORDS[text])
    match = _BOUND.fullmatch(text)
    bound = parse_decimal(match[2]) if match else None
    if match is None or bound is None:
        return None
    unit = match[3] or ""
    if unit and not is_unit(unit):
        return None
    return Goal(GoalKind.BOUND, Operator(match[1]), bound, unit, decimal_places(match[2]))


def strange_unit(text: str) -> str:
    """What stands where a goal has its unit and is none; empty where the unit is not at fault."""
    match = _BOUND.fullmatch(text)
    unit = match[3] if match and parse_decimal(match[2]) is not None else None
    return unit if unit and not is_unit(unit) else ""
