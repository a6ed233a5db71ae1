"""Departments together (design 4.3), each case worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assessing import item_at, some_entries, target_at
from builders import a_group, a_target, an_item
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
    assert (one.counts, one.verdict.value) == (Counts(910, 1010), "missed")
    assert one.gap == 50  # 959.5 are needed, so 960


def test_the_weakest_department_is_shown_beside_the_pooled_figure() -> None:
    lines = ["alpha 2021Q4 80/100", "beta 2021Q4 990/1000"]
    one = target_at(OVER, a_target(goal=">= 95%"), *lines, owed_by=PAIR)
    assert (one.verdict.value, one.weakest) == ("met", "alpha")
    assert _verdicts(one) == {"alpha": "missed", "beta": "met"}
    assert [figure.counts for figure in one.figures] == [Counts(80, 100), Counts(990, 1000)]


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
    assert (one.counts, one.gap) == (Counts(90, 100), Fraction(5))


# counts and scores


@pytest.mark.parametrize(
    ("goal", "as_of", "lines", "verdict"),
    [
        # counts add up; only a >= count that the sum already meets is met sooner
        (">= 3家", OPEN, ["alpha 2021Q3 2", "beta 2021Q3 1"], "met"),
        (">= 3家", OPEN, ["alpha 2021Q3 1"], "short"),
        (">= 3家", OVER, ["alpha 2021Q4 2"], "missing"),
        ("<= 3起", OPEN, ["alpha 2021Q3 0"], "short"),
        ("= 0", OPEN, ["alpha 2021Q3 0"], "short"),
        ("= 0", OVER, ["alpha 2021Q4 0"], "missing"),
        ("= 0", OVER, ["alpha 2021Q4 0", "beta 2021Q4 1", "gamma 2021Q4 0"], "missed"),
        ("= 0", OVER, ["alpha 2021Q4 0", "beta 2021Q4 0", "gamma 2021Q4 0"], "met"),
        # a value too old to meet anything is not part of what is already met
        (">= 3家", OVER, ["alpha 2021Q3 3"], "missing"),
        (">= 3家", OVER, ["alpha 2021Q3 1", "beta 2021Q4 3"], "met"),
        (
            ">= 3家",
            OVER,
            ["alpha 2021Q3 2", "beta 2021Q4 1", "gamma 2021Q4 0"],
            "missing",
        ),
        (">= 3家", OVER, ["alpha 2021Q3 1", "beta 2021Q4 3", "gamma 2021Q4 0"], "met"),
    ],
)
def test_a_pooled_count(goal: str, as_of: str, lines: list[str], verdict: str) -> None:
    target = a_target(goal=goal, measure="count", value_is=ValueIs.RUNNING_TOTAL)
    assert target_at(as_of, target, *lines, owed_by=TRIO).verdict.value == verdict


def test_departments_that_only_add_to_a_sum_share_its_verdict() -> None:
    target = a_target(goal=">= 3家", measure="count")
    enough = target_at(OVER, target, "alpha 2021Q4 0", "beta 2021Q4 3", owed_by=TRIO)
    assert _verdicts(enough) == dict.fromkeys(TRIO, "met")
    failed = ["alpha 2021Q4 0", "beta 2021Q4 2", "gamma 2021Q4 0"]
    one = target_at(OVER, target, *failed, owed_by=TRIO)
    assert _verdicts(one) == dict.fromkeys(TRIO, "missed")
    # who gave its value does not answer for those who did not, nor for one that is too old
    one = target_at(OVER, target, "alpha 2021Q4 0", "beta 2021Q3 9", owed_by=TRIO)
    assert one.verdict.value == "missing"
    assert _verdicts(one) == {"alpha": "short", "beta": "missing", "gamma": "missing"}


def test_of_scores_the_lowest_counts() -> None:
    target = a_target(goal=">= 90分", measure="score")
    one = target_at(OVER, target, "alpha 2021Q4 99", "beta 2021Q4 88.5", owed_by=PAIR)
    assert (one.amount, one.verdict.value, one.weakest) == (Fraction("88.5"), "missed", "beta")
    assert one.gap == Fraction("1.5")
    one = target_at(OVER, target, "alpha 2021Q4 99", owed_by=PAIR)
    assert one.verdict.value == "missing"


# a common denominator


def test_with_a_common_denominator_only_numerators_add() -> None:
    target = a_target(goal=">= 6‰", denominator=Denominator.COMMON)
    lines = ["alpha 2021Q4 500/160390", "beta 2021Q4 462/160390"]
    one = target_at(OVER, target, *lines, owed_by=PAIR)
    assert (one.counts, one.verdict.value, one.gap) == (Counts(962, 160390), "missed", Fraction(1))


def test_numerators_add_over_entries_too_and_the_latest_denominator_counts() -> None:
    target = a_target(goal=">= 6‰", denominator=Denominator.COMMON, value_is=ValueIs.INCREMENT)
    lines = ["alpha 2021Q3 400/1000", "alpha 2021Q4 1/1200", "beta 2021Q3 200/1000"]
    one = target_at(OVER, target, *lines, owed_by=PAIR)
    assert one.counts == Counts(601, 1200)
    # each department's own figure is its share of the common whole
    assert [figure.counts for figure in one.figures] == [Counts(401, 1200), Counts(200, 1200)]
    assert one.weakest == "beta"


# each


def _each(as_of: str, *lines: str, goal: str = ">= 95%") -> TargetAssessment:
    return target_at(as_of, a_target(goal=goal, across=Across.EACH), *lines, owed_by=TRIO)


MET, MISSED, NONE = "{} 2021Q4 99/100", "{} 2021Q4 9/10", "{} 2021Q4 0/0"


@pytest.mark.parametrize(
    ("as_of", "lines", "verdict"),
    [
        # together it is the worst of them: missed, missing, short, no-data, met; n/a if all are
        (OVER, [MISSED.format("alpha"), MET.format("beta")], "missed"),
        (OVER, [MET.format("alpha"), MET.format("beta")], "missing"),
        (OPEN, ["alpha 2021Q3 9/10", "beta 2021Q3 10/10"], "short"),
        (OPEN, ["alpha 2021Q3 10/10", "beta 2021Q3 10/10"], "no-data"),
        (OPEN, [f"{one} 2021Q3 10/10" for one in TRIO], "met"),
        (OVER, [NONE.format("alpha"), MET.format("beta"), MET.format("gamma")], "met"),
        (OVER, [NONE.format(one) for one in TRIO], "n/a"),
        (OPEN, [], "no-data"),
        (OVER, [], "missing"),
    ],
)
def test_each_department_must_meet_it_alone(as_of: str, lines: list[str], verdict: str) -> None:
    assert _each(as_of, *lines).verdict.value == verdict


def test_the_figure_of_each_is_the_weakest_ones_so_that_no_sum_hides_it() -> None:
    lines = ["alpha 2021Q4 1000/1000", "beta 2021Q4 9/10", "gamma 2021Q4 1000/1000"]
    one = _each(OVER, *lines)
    assert (one.verdict.value, one.counts, one.gap, one.weakest) == (
        "missed",
        Counts(9, 10),
        Fraction(1),
        "beta",
    )
    assert _verdicts(one) == {"alpha": "met", "beta": "missed", "gamma": "met"}


def test_a_figure_of_each_still_to_be_judged_is_the_weakest_of_those_there_are() -> None:
    one = _each(OPEN, "alpha 2021Q3 99/100", "beta 2021Q3 0/0")
    assert (one.verdict.value, one.counts) == ("no-data", Counts(99, 100))
    assert _each(OPEN, "beta 2021Q3 0/0").counts == Counts(0, 0)
    first_values = _each(OPEN, "alpha 2021Q3 1/2", "beta 2021Q3 1/3", goal="rising")
    assert (first_values.verdict.value, first_values.counts) == ("short", Counts(1, 2))


def test_milestones_are_each_departments_own() -> None:
    target = a_target(goal="done", measure="milestone", due="2021-11-15")
    item = an_item(responsible=PAIR, targets=(target,))
    reached = some_entries("alpha 2021Q4 2021-11-01 2021-11-10")
    reached += some_entries("beta 2021Q4 2021-11-09 2021-11-12")
    one = item_at("2021-11-20", item, reached[:1]).targets[0]
    assert (one.verdict.value, one.reached, one.absent) == ("missing", None, ("beta",))
    one = item_at("2021-11-20", item, reached).targets[0]
    assert (one.verdict.value, str(one.reached), one.weakest) == ("met", "2021-11-09", "beta")


# who owes


def test_a_target_that_nobody_owes_is_no_data_never_met_or_missing() -> None:
    item = an_item(unresolved=("some",), targets=(a_target(),))
    for day in (OPEN, OVER):
        one = item_at(day, item, groups=[a_group("some", selective=True)]).targets[0]
        assert (one.verdict.value, one.figures) == ("no-data", ())


def test_a_common_denominator_waits_for_those_who_have_given_none() -> None:
    target = a_target(goal=">= 6‰", denominator=Denominator.COMMON)
    one = target_at(OPEN, target, "alpha 2021Q3 7/1000", owed_by=PAIR)
    assert (one.verdict.value, one.counts, one.absent) == ("short", Counts(7, 1000), ("beta",))
