"""A department's value over time (design 4.1 and 4.2), each case worked by hand."""

from __future__ import annotations

import pytest

from builders import (
    a_review,
    a_target,
    a_void,
    an_amendment,
    an_entry,
    an_item,
    item_at,
    some_entries,
    target_at,
)
from foodsafety_ledger.assess.assessment import TargetAssessment, TargetVerdict
from foodsafety_ledger.model.measure import is_nothing
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import ValueIs

OPEN = "2021-11-01"
"""A day on which nothing that is due with the year has passed."""

OVER = "2022-01-20"
"""A day on which it has, grace and all."""


def _verdict(one: TargetAssessment) -> str:
    return one.verdict.value


# increments


def test_increments_add_up_over_entries() -> None:
    target = a_target(goal=">= 95%", value_is=ValueIs.INCREMENT)
    one = target_at(
        OPEN, target, "alpha 2021Q3 40/50", "alpha 2021Q3 30/30", "alpha 2021Q4 26/20 2021-10-20"
    )
    assert one.value == Counts(96, 100)
    assert _verdict(one) == "met"


def test_the_first_increment_covers_everything_since_the_plans_start() -> None:
    target = a_target(goal=">= 3家", measure="count", value_is=ValueIs.INCREMENT)
    late_starter = target_at(OVER, target, "alpha 2021Q4 3 done")
    assert _verdict(late_starter) == "met"  # no increment for 2021Q3 is missed
    early = target_at(OVER, target, "alpha 2021Q1 1", "alpha 2021Q4 2 done")
    assert early.value == 3


# running totals and snapshots


@pytest.mark.parametrize("value_is", [ValueIs.RUNNING_TOTAL, ValueIs.SNAPSHOT])
@pytest.mark.parametrize(
    ("lines", "counts"),
    [
        (["alpha 2021Q3 10/20", "alpha 2021Q4 30/40"], Counts(30, 40)),
        # of one period the later date counts …
        (
            ["alpha 2021Q3 11/20 2021-10-12", "alpha 2021Q3 10/20 2021-10-01"],
            Counts(11, 20),
        ),
        # … but the period comes before the date: a late report on an old period changes nothing
        (
            ["alpha 2021Q4 30/40 2021-10-20", "alpha 2021Q3 10/20 2021-10-25"],
            Counts(30, 40),
        ),
        # … and an entry without the value takes nothing away
        (["alpha 2021Q3 10/20", "alpha 2021Q4 -"], Counts(10, 20)),
    ],
)
def test_the_latest_by_period_then_date_counts(
    value_is: ValueIs, lines: list[str], counts: Counts
) -> None:
    one = target_at("2022-01-10", a_target(value_is=value_is), *lines)
    assert one.value == counts


def test_of_one_period_and_date_the_later_id_counts() -> None:
    day = {"day": "2021-10-12", "period": "2021Q3"}
    entries = [
        an_entry(values={"rate": "2/9"}, id="20211012-00000002", **day),
        an_entry(values={"rate": "1/9"}, id="20211012-00000001", **day),
    ]
    for order in (entries, entries[::-1]):
        one = item_at(OPEN, an_item(targets=(a_target(),)), order).targets[0]
        assert one.value == Counts(2, 9)
        assert [entry.id for entry in one.entries] == ["20211012-00000002"]


def test_the_figure_names_the_entries_it_comes_from_oldest_first() -> None:
    entries = some_entries("alpha 2021Q4 5/5", "alpha 2021Q3 1/2")
    item = an_item(targets=(a_target(value_is=ValueIs.INCREMENT),))
    one = item_at(OVER, item, entries).targets[0]
    assert list(one.entries) == [entries[1], entries[0]]


# after due, a value must be about the period that holds due


@pytest.mark.parametrize("value_is", [ValueIs.RUNNING_TOTAL, ValueIs.SNAPSHOT])
@pytest.mark.parametrize(
    ("lines", "verdict", "stale"),
    [
        (["alpha 2021Q3 118/120"], "missed", True),  # an older one can fail the goal …
        (["alpha 2021Q3 120/120"], "missing", True),  # … but not meet it
        (["alpha 2021Q4 120/120"], "met", False),
        (["alpha 2021Q3 118/120", "alpha 2021Q4 120/120"], "met", False),
        (["alpha 2021Q3 120/120 done"], "met", False),  # unless its department was done
        (["alpha 2021Q3 120/120", "alpha 2021Q4 - done"], "met", False),
        (["alpha 2021Q3 120/120 done", "alpha 2021Q4 - blocked"], "missing", True),
    ],
)
def test_a_value_older_than_the_due_period(
    value_is: ValueIs, lines: list[str], verdict: str, *, stale: bool
) -> None:
    one = target_at(OVER, a_target(goal=">= 100%", value_is=value_is), *lines)
    assert _verdict(one) == verdict
    assert one.figures[0].stale is stale
    assert one.absent == (("alpha",) if stale else ())


def test_before_due_has_passed_an_older_value_may_meet_the_goal() -> None:
    target = a_target(goal=">= 100%")
    assert _verdict(target_at("2022-01-15", target, "alpha 2021Q3 120/120")) == "met"
    assert _verdict(target_at("2022-01-16", target, "alpha 2021Q3 120/120")) == "missing"


def test_a_returned_done_does_not_keep_an_older_value_good() -> None:
    entry = an_entry(status="done", values={"rate": "9/9"})
    item = an_item(targets=(a_target(),))
    returned = a_review(entry, "2021-10-20", "returned")
    assert _verdict(item_at(OVER, item, [entry]).targets[0]) == "met"
    assert _verdict(item_at(OVER, item, [entry, returned]).targets[0]) == "missing"


def test_the_period_that_holds_due_may_be_an_earlier_one() -> None:
    target = a_target(goal=">= 95%", due="2021-09-30")
    assert _verdict(target_at("2021-10-16", target, "alpha 2021Q3 96/100")) == "met"
    assert _verdict(target_at("2021-10-16", target, "alpha 2021Q2 96/100")) == "missing"


# 0/0


def test_nothing_to_do_is_neither_met_nor_missed() -> None:
    for day in (OPEN, OVER):
        one = target_at(day, a_target(), "alpha 2021Q4 0/0 2021-10-20")
        assert _verdict(one) == "n/a"
        assert (one.value, one.gap, one.light.value) == (Counts(0, 0), None, "grey")
        assert is_nothing(one.figures[0].value)


def test_nothing_to_do_counts_as_having_given_a_value_and_drops_out_of_the_sum() -> None:
    pair = ("alpha", "beta")
    lines = ["alpha 2021Q4 96/100", "beta 2021Q4 0/0"]
    one = target_at(OVER, a_target(), *lines, owed_by=pair)
    assert (_verdict(one), one.value) == ("met", Counts(96, 100))
    one = target_at(OVER, a_target(), lines[1], owed_by=pair)
    assert (_verdict(one), one.absent) == ("missing", ("alpha",))
    one = target_at(OPEN, a_target(), "beta 2021Q3 0/0", owed_by=pair)
    assert _verdict(one) == "short"


def test_nothing_to_do_in_an_older_period_says_nothing_about_the_due_one() -> None:
    assert _verdict(target_at(OVER, a_target(), "alpha 2021Q3 0/0")) == "missing"


def test_an_increment_of_nothing_adds_nothing() -> None:
    target = a_target(value_is=ValueIs.INCREMENT)
    one = target_at(OVER, target, "alpha 2021Q3 0/0", "alpha 2021Q4 19/20")
    assert (_verdict(one), one.value) == ("met", Counts(19, 20))


# what counts at a date


def test_amended_and_voided_entries_never_count() -> None:
    item = an_item(targets=(a_target(value_is=ValueIs.INCREMENT),))
    wrong = an_entry(day="2021-10-05", values={"rate": "1/10"})
    right = an_amendment(wrong, "2021-10-12", values={"rate": "10/10"})
    twice = an_entry(day="2021-10-13", values={"rate": "10/10"})
    entries = [wrong, right, twice, a_void(twice, "2021-10-20")]
    figures = {
        day: item_at(day, item, entries).targets[0].value
        for day in ("2021-10-05", "2021-10-12", "2021-10-13", "2021-10-20")
    }
    assert list(figures.values()) == [
        Counts(1, 10),
        Counts(10, 10),
        Counts(20, 20),
        Counts(10, 10),
    ]


def test_a_text_that_is_no_value_of_the_target_is_passed_over() -> None:
    entry = an_entry(values={"rate": "98%", "unheard-of": "1/2"})
    one = item_at(OPEN, an_item(targets=(a_target(),)), [entry]).targets[0]
    assert one.verdict is TargetVerdict.NO_DATA


def test_values_of_departments_that_do_not_owe_them_do_not_count() -> None:
    item = an_item(responsible=("alpha",), support=("beta",), targets=(a_target(),))
    entries = some_entries("beta 2021Q3 10/10", "alpha 2021Q3 1/10")
    one = item_at(OPEN, item, entries).targets[0]
    assert (one.value, [figure.department for figure in one.figures]) == (Counts(1, 10), ["alpha"])


def test_a_value_may_be_owed_by_a_department_that_has_no_part_and_has_not_reported() -> None:
    item = an_item(targets=(a_target(owed_by=["stranger"]),))
    one = item_at(OPEN, item).targets[0]
    assert (_verdict(one), one.absent) == ("no-data", ("stranger",))
