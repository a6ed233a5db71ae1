"""Figures as text: no figure that misses its goal ever looks as if it met it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from foodsafety_ledger.assess.goals import (
    exact_text,
    shown_baseline,
    shown_unit,
    shown_value,
)
from foodsafety_ledger.model.goal import Goal, parse_goal
from foodsafety_ledger.model.number import Counts


def _goal(text: str) -> Goal:
    goal = parse_goal(text)
    assert goal is not None
    return goal


@pytest.mark.parametrize(
    ("goal", "value", "shown"),
    [
        (">= 100%", Counts(118, 120), "98.33"),
        (">= 95%", Counts(2374, 2500), "94.96"),
        (">= 100%", Counts(24999, 25000), "99.99"),  # 99.996% never reads 100%
        (">= 100%", Counts(1, 1), "100.00"),
        (">= 95%", Counts(94999999, 100000000), "94.99"),
        (">= 6‰", Counts(962, 160390), "5.99"),
        (">= 6‰", Counts(2000, 160390), "12.46"),
        (">= 99.995%", Counts(99994, 100000), "99.994"),  # the goal has more places
        (">= 99.995%", Counts(99995, 100000), "99.995"),
        ("<= 5%", Counts(50001, 1000000), "5.01"),
        ("<= 5%", Counts(5, 100), "5.00"),
        ("<= 5%", Counts(1, 3), "33.34"),
        ("= 0", Counts(1, 1000000), "0.01"),
        ("= 0", Fraction(0), "0.00"),
        ("= 50%", Counts(50001, 100000), "50.01"),
        ("= 50%", Counts(49999, 100000), "49.99"),
        ("= 50%", Counts(1, 2), "50.00"),
        (">= 3家", Fraction(2), "2.00"),
        (">= 90分", Fraction("89.999"), "89.99"),
        ("rising", Counts(5, 6), "83.33"),
        ("kept", Counts(99996, 100000), "99.99"),
        ("falling", Counts(1, 3), "33.34"),
        ("falling", Counts(1, 10000000), "0.01"),
        (">= 95%", Counts(0, 0), None),
        (">= 95%", None, None),
    ],
)
def test_a_figure_in_the_goals_unit_rounded_towards_failing(
    goal: str, value: Counts | Fraction | None, shown: str | None
) -> None:
    assert shown_value(value, _goal(goal)) == shown


def test_a_value_below_its_baseline_never_looks_as_good() -> None:
    goal = _goal("kept")
    value, baseline = Counts(833331, 1000000), Counts(833334, 1000000)
    assert (shown_value(value, goal), shown_baseline(baseline, goal)) == ("83.33", "83.34")
    falling = _goal("falling")
    assert (shown_value(baseline, falling), shown_baseline(value, falling)) == ("83.34", "83.33")
    assert shown_baseline(Counts(0, 0), goal) is None
    assert shown_baseline(None, goal) is None


@pytest.mark.parametrize(
    ("goal", "value", "unit"),
    [
        (">= 95%", Counts(1, 2), "%"),
        (">= 6‰", Counts(1, 2), "‰"),
        (">= 3家", Fraction(2), "家"),
        ("rising", Counts(1, 2), "%"),
        ("rising", Fraction(2), ""),
        ("= 0", Counts(1, 2), ""),
    ],
)
def test_the_unit_beside_it(goal: str, value: Counts | Fraction, unit: str) -> None:
    assert shown_unit(value, _goal(goal)) == unit


@pytest.mark.parametrize("text", ["0", "3", "88.5", "0.125", "1000000"])
def test_an_exact_amount_reads_as_it_was_typed(text: str) -> None:
    assert exact_text(Fraction(text)) == text


def test_a_negative_amount_keeps_its_sign() -> None:
    assert exact_text(Fraction("-1.5")) == "-1.5"
