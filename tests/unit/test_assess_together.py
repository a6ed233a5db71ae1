"""Departments together (design 4.3), each case worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from builders import a_group, a_target, an_item, item_at, target_at
from foodsafety_ledger.assess.assessment import TargetAssessment
from foodsafety_ledger.model.measure import Denominator
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Across, ValueIs

OPEN = "2021-11-01"
OVER = "2022-01-20"
PAIR = ("alpha", "beta")
TRIO = ("alpha", "beta", "gamma")


def _verdicts(one: TargetAssessment) -> dict[str, str]:
    return {figure.department: figure.verdict.value for figure in one.figures}


# pooled


def test_numerators_and_denominators_are_added_never_percentages_averaged() -> None:
    # the mean of 100% and 90% would be 95%; of 1,010 cases 910 were closed: 90.09%
    lines = ["alpha 2021Q4 10/10", "beta 2021Q4 900/1000"]
    one = target_at(OVER, a_target(goal=">= 95%"), *lines, owed_by=PAIR)
    assert (one.value, one.verdict.value) == (Counts(910, 1010), "missed")
    assert one.gap == 50  # 959.5 are needed, so 960


def test_one_department_alone_is_not_the_weakest_of_anyone() -> None:
    assert target_at(OVER, a_target(), "alpha 2021Q4 1/2").weakest is None
    lines = ["alpha 2021Q4 1/2", "beta 2021Q4 0/0"]
    assert target_at(OVER, a_target(), *lines, owed_by=PAIR).weakest is None


def test_of_equally_weak_departments_the_first_in_the_plans_order_is_named() -> None:
    lines = ["alpha 2021Q4 1/2", "beta 2021Q4 2/4", "gamma 2021Q4 1/1"]
    assert target_at(OVER, a_target(), *lines, owed_by=TRIO).weakest == "alpha"


@pytest.mark.parametrize(
    ("as_of", "lines", "verdict", "absent"),
    [
        # judged when every department that owes it has given a value; until then short with some
        (OPEN, [], "no-data", PAIR),
        (OPEN, ["alpha 2021Q3 100/100"], "short", ("beta",)),
        (OPEN, ["alpha 2021Q3 100/100", "beta 2021Q3 1/100"], "short", ()),
        (OPEN, ["alpha 2021Q3 100/100", "beta 2021Q3 90/100"], "met", ()),
        # after due missing
        (OVER, [], "missing", PAIR),
        (OVER, ["alpha 2021Q4 100/100"], "missing", ("beta",)),
        (OVER, ["alpha 2021Q4 1/100"], "missing", ("beta",)),
        (OVER, ["alpha 2021Q4 100/100", "beta 2021Q4 1/100"], "missed", ()),
        # one value too old: the sum can fail but not meet
        (OVER, ["alpha 2021Q4 100/100", "beta 2021Q3 1/100"], "missed", ("beta",)),
        (OVER, ["alpha 2021Q4 100/100", "beta 2021Q3 90/100"], "missing", ("beta",)),
    ],
)
def test_when_a_pooled_ratio_is_judged(
    as_of: str, lines: list[str], verdict: str, absent: tuple[str, ...]
) -> None:
    one = target_at(as_of, a_target(goal=">= 95%"), *lines, owed_by=PAIR)
    assert (one.verdict.value, one.absent) == (verdict, absent)


def test_the_partial_figure_is_shown() -> None:
    one = target_at(OVER, a_target(), "alpha 2021Q4 90/100", owed_by=PAIR)
    assert (one.value, one.gap) == (Counts(90, 100), Fraction(5))


# counts and scores


def test_of_scores_the_lowest_counts() -> None:
    target = a_target(goal=">= 90分", measure="score")
    one = target_at(OVER, target, "alpha 2021Q4 99", "beta 2021Q4 88.5", owed_by=PAIR)
    assert (one.value, one.verdict.value, one.weakest) == (Fraction("88.5"), "missed", "beta")
    assert one.gap == Fraction("1.5")
    one = target_at(OVER, target, "alpha 2021Q4 99", owed_by=PAIR)
    assert one.verdict.value == "missing"


# a common denominator


def test_with_a_common_denominator_only_numerators_add() -> None:
    target = a_target(goal=">= 6‰", denominator=Denominator.COMMON)
    lines = ["alpha 2021Q4 500/160390", "beta 2021Q4 462/160390"]
    one = target_at(OVER, target, *lines, owed_by=PAIR)
    assert (one.value, one.verdict.value, one.gap) == (Counts(962, 160390), "missed", Fraction(1))


def test_numerators_add_over_entries_too_and_the_latest_denominator_counts() -> None:
    target = a_target(goal=">= 6‰", denominator=Denominator.COMMON, value_is=ValueIs.INCREMENT)
    lines = ["alpha 2021Q3 400/1000", "alpha 2021Q4 1/1200", "beta 2021Q3 200/1000"]
    one = target_at(OVER, target, *lines, owed_by=PAIR)
    assert one.value == Counts(601, 1200)
    # each department's own figure is its share of the common whole
    assert [figure.value for figure in one.figures] == [Counts(401, 1200), Counts(200, 1200)]
    assert one.weakest == "beta"


# each


def _each(as_of: str, *lines: str, goal: str = ">= 95%") -> TargetAssessment:
    return target_at(as_of, a_target(goal=goal, across=Across.EACH), *lines, owed_by=TRIO)


MET, MISSED, NONE = "{} 2021Q4 99/100", "{} 2021Q4 9/10", "{} 2021Q4 0/0"


def test_the_figure_of_each_is_the_weakest_ones_so_that_no_sum_hides_it() -> None:
    lines = ["alpha 2021Q4 1000/1000", "beta 2021Q4 9/10", "gamma 2021Q4 1000/1000"]
    one = _each(OVER, *lines)
    assert (one.verdict.value, one.value, one.gap, one.weakest) == (
        "missed",
        Counts(9, 10),
        Fraction(1),
        "beta",
    )
    assert _verdicts(one) == {"alpha": "met", "beta": "missed", "gamma": "met"}


# who owes


def test_a_target_that_nobody_owes_is_no_data_never_met_or_missing() -> None:
    item = an_item(unresolved=("some",), targets=(a_target(),))
    for day in (OPEN, OVER):
        one = item_at(day, item, groups=[a_group("some", selective=True)]).targets[0]
        assert (one.verdict.value, one.figures) == ("no-data", ())


def test_a_common_denominator_waits_for_those_who_have_given_none() -> None:
    target = a_target(goal=">= 6‰", denominator=Denominator.COMMON)
    one = target_at(OPEN, target, "alpha 2021Q3 7/1000", owed_by=PAIR)
    assert (one.verdict.value, one.value, one.absent) == ("short", Counts(7, 1000), ("beta",))
