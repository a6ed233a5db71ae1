"""Rising, falling, kept, and milestones (design 4.1), each case worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from builders import a_target, target_at
from foodsafety_ledger.assess.assessment import TargetAssessment
from foodsafety_ledger.model.measure import Denominator
from foodsafety_ledger.model.number import Counts

OPEN = "2021-11-01"
"""A day on which nothing that is due with the year has passed."""

OVER = "2022-01-20"
"""A day on which it has, grace and all."""


def _verdict(one: TargetAssessment) -> str:
    return one.verdict.value


# trends


@pytest.mark.parametrize(
    ("goal", "lines", "verdict"),
    [
        ("rising", ["alpha 2021Q4 81/120"], "met"),
        ("rising", ["alpha 2021Q4 80/120"], "missed"),
        ("kept", ["alpha 2021Q4 80/120"], "met"),
        ("kept", ["alpha 2021Q4 79/120"], "missed"),
        ("falling", ["alpha 2021Q4 79/120"], "met"),
        ("falling", ["alpha 2021Q4 80/120"], "missed"),
        ("rising", ["alpha 2021Q4 0/0"], "n/a"),
        ("rising", [], "missing"),
    ],
)
def test_a_trend_from_the_plans_own_baseline(goal: str, lines: list[str], verdict: str) -> None:
    target = a_target(goal=goal, baselines={"alpha": "80/120"})
    one = target_at(OVER, target, *lines)
    assert _verdict(one) == verdict


def test_a_department_without_a_baseline_starts_from_its_first_value_that_is_not_nothing() -> None:
    lines = ["alpha 2021Q2 0/0", "alpha 2021Q3 50/100", "alpha 2021Q4 51/100"]
    one = target_at(OVER, a_target(goal="rising"), *lines)
    assert (_verdict(one), one.value, one.baseline) == ("met", Counts(51, 100), Counts(50, 100))
    assert [str(entry.period) for entry in one.entries] == ["2021Q3", "2021Q4"]


@pytest.mark.parametrize("goal", ["rising", "falling", "kept"])
def test_with_a_baseline_alone_it_is_short_and_after_due_missing(goal: str) -> None:
    lines = ["alpha 2021Q4 50/100 2021-10-20"]
    early = target_at(OPEN, a_target(goal=goal), *lines)
    assert (_verdict(early), early.value, early.gap) == ("short", Counts(50, 100), None)
    late = target_at(OVER, a_target(goal=goal), *lines)
    assert _verdict(late) == "missing"
    assert late.figures[0].baseline_only


def test_a_baseline_in_the_plan_without_any_report_is_no_data() -> None:
    target = a_target(goal="rising", baselines={"alpha": "80/120"})
    assert _verdict(target_at(OPEN, target)) == "no-data"


def test_baselines_and_latest_values_are_compared_over_the_same_departments() -> None:
    target = a_target(goal="rising", baselines={"alpha": "80/100", "beta": "10/100"})
    lines = ["alpha 2021Q4 79/100", "beta 2021Q4 0/0"]
    one = target_at(OVER, target, *lines, owed_by=("alpha", "beta"))
    # beta had nothing to do: its low baseline must not make alpha's fall look like a rise
    assert (_verdict(one), one.value, one.baseline) == ("missed", Counts(79, 100), Counts(80, 100))
    both = target_at(OVER, target, lines[0], "beta 2021Q4 12/100", owed_by=("alpha", "beta"))
    assert (_verdict(both), both.value, both.baseline) == (
        "met",
        Counts(91, 200),
        Counts(90, 200),
    )


def test_a_pooled_trend_waits_for_everyone_to_have_something_to_compare() -> None:
    target = a_target(goal="rising", baselines={"alpha": "80/100"})
    lines = ["alpha 2021Q4 90/100 2021-10-20", "beta 2021Q3 5/10"]
    early = target_at(OPEN, target, *lines, owed_by=("alpha", "beta"))
    assert (_verdict(early), early.value) == ("short", Counts(90, 100))
    assert _verdict(target_at(OVER, target, *lines, owed_by=("alpha", "beta"))) == "missing"


def test_a_stale_trend_may_fail_but_not_meet() -> None:
    target = a_target(goal="rising", baselines={"alpha": "80/100"})
    assert _verdict(target_at(OVER, target, "alpha 2021Q3 81/100")) == "missing"
    assert _verdict(target_at(OVER, target, "alpha 2021Q3 80/100")) == "missed"


def test_amounts_fall_from_their_baselines_added_up_and_scores_from_the_lowest() -> None:
    pair = ("alpha", "beta")
    use = a_target(goal="falling", measure="count", baselines={"alpha": "100.5", "beta": "50"})
    one = target_at(OVER, use, "alpha 2021Q4 99", "beta 2021Q4 51.5", owed_by=pair)
    assert (one.value, one.baseline) == (Fraction("150.5"), Fraction("150.5"))
    assert (_verdict(one), one.gap) == ("missed", Fraction("0.5"))
    score = a_target(goal="rising", measure="score", baselines={"alpha": "80", "beta": "90"})
    one = target_at(OVER, score, "alpha 2021Q4 85", "beta 2021Q4 82", owed_by=pair)
    assert (_verdict(one), one.value, one.baseline) == ("met", Fraction(82), Fraction(80))


def test_a_trend_over_a_common_denominator_adds_only_numerators() -> None:
    target = a_target(goal="rising", denominator=Denominator.COMMON)
    lines = [
        "alpha 2021Q3 10/1000",
        "beta 2021Q3 20/1000",
        "alpha 2021Q4 15/1200",
        "beta 2021Q4 22/1200",
    ]
    one = target_at(OVER, target, *lines, owed_by=("alpha", "beta"))
    assert (_verdict(one), one.value, one.baseline) == (
        "met",
        Counts(37, 1200),
        Counts(30, 1000),
    )


# milestones
