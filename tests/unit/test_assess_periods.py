"""Goals looked at period by period, and occasions (design 4.1 and 4.2), worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from builders import a_target, target_at
from foodsafety_ledger.assess.assessment import TargetAssessment
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Across, Holds, Target, ValueIs

YEAR = ("2021Q1", "2021Q2", "2021Q3", "2021Q4")
PAIR = ("alpha", "beta")


def _kept(
    goal: str = ">= 99%", first: str = "2021Q1", value_is: ValueIs = ValueIs.INCREMENT
) -> Target:
    return a_target(goal=goal, first=first, value_is=value_is, holds=Holds.EVERY_PERIOD)


def _periods(one: TargetAssessment) -> dict[str, str]:
    return {str(p.period): p.verdict.value + ("" if p.judged else "?") for p in one.periods}


# goals that hold in every period


def test_nothing_to_do_in_a_period_is_nothing_against_it() -> None:
    lines = ["alpha 2021Q3 100/100", "alpha 2021Q4 0/0"]
    one = target_at("2022-01-20", _kept(first="2021Q3"), *lines)
    assert (one.verdict.value, _periods(one)) == ("met", {"2021Q3": "met", "2021Q4": "n/a"})


def test_of_a_snapshot_each_period_has_its_own_latest_value() -> None:
    target = _kept(">= 100%", "2021Q3", ValueIs.SNAPSHOT)
    lines = [
        "alpha 2021Q3 8/10 2021-10-02",
        "alpha 2021Q3 10/10 2021-10-12",
        "alpha 2021Q4 10/10",
    ]
    assert target_at("2022-01-20", target, *lines).verdict.value == "met"
    one = target_at("2022-01-20", target, lines[0], lines[2])
    assert one.verdict.value == "missed"


def test_a_department_that_is_done_still_answers_for_every_period() -> None:
    target = _kept(">= 100%", "2021Q3", ValueIs.SNAPSHOT)
    one = target_at("2022-01-20", target, "alpha 2021Q3 10/10 done")
    assert (one.verdict.value, _periods(one)["2021Q4"]) == ("missing", "missing")


def test_departments_are_pooled_within_each_period() -> None:
    target = _kept(first="2021Q4")
    lines = ["alpha 2021Q4 90/100", "beta 2021Q4 999/1000"]
    one = target_at("2022-01-20", target, *lines, owed_by=PAIR)
    # 1,089 of 1,100 is exactly 99%
    assert (one.verdict.value, one.periods[0].value) == ("met", Counts(1089, 1100))
    one = target_at("2022-01-20", target, lines[1], owed_by=PAIR)
    assert (one.verdict.value, one.periods[0].absent) == ("missing", ("alpha",))


def test_elimination_holds_in_every_period() -> None:
    target = a_target(
        goal="= 0",
        measure="count",
        first="2021Q3",
        value_is=ValueIs.INCREMENT,
        holds=Holds.EVERY_PERIOD,
    )
    assert target_at("2021-10-20", target, "alpha 2021Q3 0").verdict.value == "met"
    one = target_at("2021-10-20", target, "alpha 2021Q3 1")
    assert (one.verdict.value, one.gap) == ("missed", Fraction(1))


def test_what_is_kept_from_a_first_value_is_not_judged_in_that_values_own_period() -> None:
    target = a_target(goal="kept", first="2021Q3", holds=Holds.EVERY_PERIOD)
    lines = ["alpha 2021Q3 80/100", "alpha 2021Q4 80/100"]
    one = target_at("2022-01-20", target, *lines)
    assert (one.verdict.value, _periods(one)) == ("met", {"2021Q3": "n/a", "2021Q4": "met"})
    one = target_at("2022-01-20", target, lines[0], "alpha 2021Q4 79/100")
    assert (one.verdict.value, _periods(one)["2021Q4"]) == ("missed", "missed")


def test_each_department_answers_for_its_own_periods() -> None:
    target = a_target(
        goal=">= 99%",
        first="2021Q3",
        value_is=ValueIs.INCREMENT,
        holds=Holds.EVERY_PERIOD,
        across=Across.EACH,
    )
    lines = [
        "alpha 2021Q3 98/100",
        "alpha 2021Q4 400/400",
        "beta 2021Q3 99/100",
        "beta 2021Q4 99/100",
    ]
    one = target_at("2022-01-20", target, *lines, owed_by=PAIR)
    verdicts = [figure.verdict.value for figure in one.figures]
    assert (one.verdict.value, verdicts) == ("missed", ["missed", "met"])
    assert one.periods[0].value == Counts(98, 100)


# occasions


def _occasions(goal: str = "weekly", first: str = "2021Q3") -> Target:
    return a_target("test", goal, "occasions", first=first)


@pytest.mark.parametrize(("goal", "asked"), [("weekly", 13), ("monthly", 3), ("quarterly", 1)])
def test_weekly_monthly_and_quarterly_ask_for_13_3_or_1_in_a_quarter(goal: str, asked: int) -> None:
    enough = target_at("2021-10-16", _occasions(goal), f"alpha 2021Q3 {asked}")
    assert (enough.verdict.value, enough.value) == ("met", Fraction(asked))
    short = target_at("2021-10-16", _occasions(goal), f"alpha 2021Q3 {asked - 1}")
    assert (short.verdict.value, short.gap) == ("missed", Fraction(1))


@pytest.mark.parametrize(
    ("as_of", "lines", "verdict"),
    [
        ("2021-10-15", [], "no-data"),
        ("2021-10-16", [], "missing"),  # a judged period without a value
        ("2021-10-15", ["alpha 2021Q3 12 2021-10-12"], "short"),
        ("2021-10-16", ["alpha 2021Q3 12 2021-10-12"], "missed"),
        # entries of a period add up
        ("2021-10-16", ["alpha 2021Q3 12 2021-10-12", "alpha 2021Q3 1 2021-10-13"], "met"),
        # 14 weeks are possible, and make up for nothing in another quarter
        ("2022-01-16", ["alpha 2021Q3 14", "alpha 2021Q4 12"], "missed"),
        ("2022-01-15", ["alpha 2021Q3 14", "alpha 2021Q4 12"], "short"),
        ("2022-01-16", ["alpha 2021Q3 13", "alpha 2021Q4 13"], "met"),
        ("2022-01-16", ["alpha 2021Q3 13"], "missing"),
        # a quarter that is still running and has no value asks for nothing yet
        ("2021-11-15", ["alpha 2021Q3 13"], "met"),
        # what was reported before the target's first period is not judged
        ("2021-10-16", ["alpha 2021Q2 1", "alpha 2021Q3 13"], "met"),
    ],
)
def test_occasions_are_judged_period_by_period(as_of: str, lines: list[str], verdict: str) -> None:
    assert target_at(as_of, _occasions(), *lines).verdict.value == verdict


def test_occasions_are_always_each_departments_own() -> None:
    lines = ["alpha 2021Q3 13", "beta 2021Q3 7"]
    one = target_at("2021-10-16", _occasions(), *lines, owed_by=PAIR)
    assert (one.verdict.value, one.value, one.weakest) == ("missed", Fraction(7), "beta")
    assert [figure.verdict.value for figure in one.figures] == ["met", "missed"]
    one = target_at("2021-10-16", _occasions(), lines[0], owed_by=PAIR)
    assert (one.verdict.value, one.absent) == ("missing", ("beta",))


def test_occasions_that_are_due_before_they_are_asked_for_are_never_judged() -> None:
    target = a_target("test", "weekly", "occasions", first="2021Q4", due="2021-09-30")
    assert target_at("2021-12-01", target).verdict.value == "no-data"
