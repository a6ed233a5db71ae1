"""Goals held against values (design 4.1): met or not, what is missing, how far away."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from builders import a_period, a_target
from foodsafety_ledger.assess.goals import (
    compare_figures,
    compare_with_bound,
    distance,
    gap_to_goal,
    meets,
)
from foodsafety_ledger.model.goal import parse_goal
from foodsafety_ledger.model.measure import Value
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Target


def _ratio(goal: str, *, may_exceed: bool = False) -> Target:
    return a_target(goal=goal, may_exceed=may_exceed)


@pytest.mark.parametrize(
    ("goal", "value", "met", "gap"),
    [
        # the comparison is exact: 94.96% is not 95%
        (">= 95%", Counts(2374, 2500), False, 1),
        (">= 95%", Counts(2375, 2500), True, None),
        (">= 100%", Counts(118, 120), False, 2),
        (">= 100%", Counts(24999, 25000), False, 1),
        (">= 100%", Counts(120, 120), True, None),
        (">= 97%", Counts(0, 7), False, 7),  # 6.79 of 7, rounded up
        (">= 60%", Counts(2, 4), False, 1),  # 2.4 of 4: one more
        (">= 6‰", Counts(963, 160390), True, None),
        (">= 6‰", Counts(962, 160390), False, 1),  # 962.34 are needed
        ("<= 5%", Counts(5, 100), True, None),
        ("<= 5%", Counts(6, 101), False, 1),  # at most 5.05, so 5
        ("= 100%", Counts(9, 10), False, 1),
        ("= 50%", Counts(3, 5), False, 1),  # 2.5: half a count too many, rounded up
        ("= 50%", Counts(2, 4), True, None),
        ("= 0", Counts(1, 4), False, 1),
        ("= 0", Counts(0, 4), True, None),
    ],
)
def test_a_ratio_against_a_bound(goal: str, value: Counts, gap: int | None, *, met: bool) -> None:
    target = _ratio(goal)
    assert meets(target, value) is met
    assert gap_to_goal(target, value) == gap


@pytest.mark.parametrize(
    ("goal", "measure", "value", "gap"),
    [
        (">= 3家", "count", "2", "1"),
        (">= 3家", "count", "3", None),
        ("= 0", "count", "2", "2"),
        ("= 0", "count", "0", None),
        ("<= 4起", "count", "6", "2"),
        (">= 90分", "score", "88.5", "1.5"),
        (">= 90分", "score", "90", None),
        ("= 2.5吨", "count", "2", "0.5"),
    ],
)
def test_an_amount_against_its_goal(goal: str, measure: str, value: str, gap: str | None) -> None:
    target = a_target(goal=goal, measure=measure)
    missing = None if gap is None else Fraction(gap)
    assert meets(target, Fraction(value)) is (gap is None)
    assert gap_to_goal(target, Fraction(value)) == missing


@pytest.mark.parametrize(
    ("goal", "period", "value", "gap"),
    [
        ("weekly", "2021Q3", 10, 3),
        ("weekly", "2021Q3", 14, None),  # one more than asked
        ("weekly", "2024Q3", 13, 1),  # fourteen Mondays, from July 1st to September 30th
        ("weekly", "2021-09", 3, 1),  # the Mondays of September: 6, 13, 20, 27
        ("monthly", "2021Q3", 2, 1),
        ("monthly", "2021H2", 5, 1),
        ("quarterly", "2021Q3", 1, None),
        ("quarterly", "2021", 3, 1),
    ],
)
def test_occasions_against_what_a_period_asks_for(
    goal: str, period: str, value: int, gap: int | None
) -> None:
    target = a_target(goal=goal, measure="occasions", due="2024-12-31")
    asked = Fraction(target.asked(a_period(period)))
    assert meets(target, Fraction(value), asked) is (gap is None)
    assert gap_to_goal(target, Fraction(value), asked) == gap


def test_a_period_asks_only_for_occasions_up_to_due() -> None:
    target = a_target(goal="weekly", measure="occasions", due="2021-11-15")
    assert target.asked(a_period("2021Q4")) == 7  # Mondays from October 4th to November 15th
    monthly = a_target(goal="monthly", measure="occasions", due="2021-11-15")
    assert monthly.asked(a_period("2021Q4")) == 2


def test_an_interval_longer_than_the_period_is_judged_where_it_ends() -> None:
    target = a_target(goal="quarterly", measure="occasions", due="2021-12-31")
    asked = [target.asked(a_period(f"2021-{month:02d}")) for month in range(7, 13)]
    assert asked == [0, 0, 1, 0, 0, 1]
    assert str(target.counted(a_period("2021-09"))) == "2021-07"


@pytest.mark.parametrize(
    ("goal", "value", "baseline", "met", "gap"),
    [
        # strictly better than the baseline …
        ("rising", Counts(81, 120), Counts(80, 120), True, None),
        ("rising", Counts(80, 120), Counts(80, 120), False, 1),
        ("rising", Counts(2, 4), Counts(1, 2), False, 1),
        ("rising", Counts(70, 120), Counts(80, 120), False, 11),
        ("falling", Counts(3, 10), Counts(4, 10), True, None),
        ("falling", Counts(4, 10), Counts(4, 10), False, 1),
        ("falling", Counts(5, 10), Counts(1, 4), False, 3),  # below 2.5, so 2
        # … or at the bound, which is 100% for a ratio and 0 for anything
        ("rising", Counts(7, 7), Counts(9, 9), True, None),
        ("rising", Counts(6, 7), Counts(9, 9), False, 1),
        ("falling", Counts(0, 7), Counts(0, 9), True, None),
        ("falling", Fraction(0), Fraction(0), True, None),
        ("rising", Fraction(0), Fraction(0), False, 1),
        # kept: not worse than the baseline
        ("kept", Counts(1, 2), Counts(2, 4), True, None),
        ("kept", Counts(99, 200), Counts(1, 2), False, 1),
        ("kept", Fraction(8), Fraction(9), False, 1),
        ("rising", Fraction(9), Fraction(9), False, 1),
        ("falling", Fraction(11), Fraction(9), False, 3),
    ],
)
def test_a_trend_against_its_baseline(
    goal: str,
    value: Counts | Fraction,
    baseline: Counts | Fraction,
    gap: int | None,
    *,
    met: bool,
) -> None:
    measure = "ratio" if isinstance(value, Counts) else "count"
    target = a_target(goal=goal, measure=measure)
    assert meets(target, value, baseline) is met
    assert gap_to_goal(target, value, baseline) == gap


def test_a_ratio_that_may_exceed_has_no_bound_at_a_hundred_percent() -> None:
    target = _ratio("rising", may_exceed=True)
    assert not meets(target, Counts(10, 10), Counts(12, 10))
    assert gap_to_goal(target, Counts(10, 10), Counts(12, 10)) == 3


def test_a_score_that_did_not_rise_lacks_no_least_amount() -> None:
    target = a_target(goal="rising", measure="score")
    assert gap_to_goal(target, Fraction(88), Fraction(88)) is None
    kept = a_target(goal="kept", measure="score")
    assert gap_to_goal(kept, Fraction("87.5"), Fraction(88)) == Fraction(1, 2)


def test_without_a_baseline_no_trend_is_met_and_nothing_can_be_said_to_be_missing() -> None:
    target = _ratio("rising")
    assert not meets(target, Counts(9, 9))
    assert gap_to_goal(target, Counts(8, 9)) is None


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        (Counts(1, 3), Counts(2, 6), 0),
        (Counts(33, 100), Counts(1, 3), -1),
        (Counts(999999999999999, 1000000000000000), Counts(1, 1), -1),
        (Fraction("0.1"), Fraction(1, 10), 0),
    ],
)
def test_values_are_compared_without_dividing(
    one: Counts | Fraction, other: Counts | Fraction, sign: int
) -> None:
    assert compare_figures(one, other) == sign
    assert compare_figures(other, one) == -sign


def test_a_bound_applies_to_amounts_as_they_are_and_to_ratios_in_its_unit() -> None:
    percent = parse_goal(">= 90%")
    assert percent is not None
    assert compare_with_bound(percent, Fraction(90)) == 0
    assert compare_with_bound(percent, Counts(90, 100)) == 0


@pytest.mark.parametrize(
    ("goal", "measure", "weaker", "stronger"),
    [
        (">= 95%", "ratio", Counts(9, 10), Counts(91, 100)),
        ("<= 5%", "ratio", Counts(1, 10), Counts(1, 20)),
        ("= 50%", "ratio", Counts(9, 10), Counts(2, 10)),
        (">= 3家", "count", Fraction(1), Fraction(2)),
        ("monthly", "occasions", Fraction(1), Fraction(3)),
        ("done", "milestone", date(2021, 12, 1), date(2021, 11, 30)),
    ],
)
def test_the_weaker_value_is_further_away(
    goal: str, measure: str, weaker: Value, stronger: Value
) -> None:
    target = a_target(goal=goal, measure=measure)
    assert distance(target, weaker) > distance(target, stronger)
