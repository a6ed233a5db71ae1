"""Lights of items, tasks, sections and departments (design 4.5), worked by hand."""

from __future__ import annotations

import pytest

from builders import (
    a_day,
    a_group,
    a_plan,
    a_review,
    a_target,
    an_entry,
    an_item,
    assessed,
    item_at,
    some_entries,
)
from foodsafety_ledger.assess.assessment import Light
from foodsafety_ledger.model.plan import Item
from foodsafety_ledger.reading.workspace import LeftOut

OPEN = "2021-10-15"
"""The last day for reports on 2021Q3; nothing is past due."""

OVER = "2022-01-20"
"""The year, its reports and their grace are over."""

PAIR = ("alpha", "beta")


def _light(as_of: str, item: Item, *lines: str) -> str:
    return item_at(as_of, item, some_entries(*lines)).light.value


# items


@pytest.mark.parametrize(
    ("as_of", "lines", "light"),
    [
        # red: an owing department's latest status is blocked
        (OPEN, ["alpha 2021Q3 - blocked 2021-10-12"], "red"),
        (OPEN, ["alpha 2021Q3 - blocked 2021-10-02", "alpha 2021Q3 - 2021-10-12"], "yellow"),
        # red: a duty is overdue
        ("2021-10-16", ["alpha 2021Q3 - 2021-10-12"], "red"),  # beta's
        ("2021-10-16", ["alpha 2021Q3 - 2021-10-12", "beta 2021Q3 - 2021-10-16"], "yellow"),
        # red: past due and not done
        (OVER, ["alpha 2021Q3 -", "alpha 2021Q4 -", "beta 2021Q3 - done"], "red"),
        # green: every owing department's latest status is done
        (OPEN, ["alpha 2021Q3 - done 2021-10-12", "beta 2021Q3 - done 2021-10-12"], "green"),
        (OVER, ["alpha 2021Q3 - done", "beta 2021Q3 - done"], "green"),
        # yellow: a live entry with a status other than not-started
        (OPEN, ["alpha 2021Q3 - done 2021-10-12"], "yellow"),
        (OPEN, ["alpha 2021Q3 - 2021-10-12"], "yellow"),
        # else grey
        (OPEN, ["alpha 2021Q3 - not-started 2021-10-12"], "grey"),
        (OPEN, [], "grey"),
    ],
)
def test_the_light_of_an_item(as_of: str, lines: list[str], light: str) -> None:
    assert _light(as_of, an_item(responsible=PAIR), *lines) == light


def test_a_value_makes_an_item_yellow_even_where_nothing_is_started() -> None:
    item = an_item(targets=[a_target()])
    assert _light(OPEN, item, "alpha 2021Q3 1/9 not-started 2021-10-12") == "yellow"


def test_what_a_supporting_department_reports_makes_an_item_yellow_but_never_red() -> None:
    item = an_item(responsible=["alpha"], support=["beta"])
    assert _light(OPEN, item, "beta 2021Q3 - blocked 2021-10-12") == "yellow"
    assert _light(OVER, item, "alpha 2021Q3 - done", "beta 2021Q3 - blocked") == "green"


@pytest.mark.parametrize(
    ("as_of", "line", "light"),
    [
        (OPEN, "alpha 2021Q3 100/100 done 2021-10-12", "green"),
        (OPEN, "alpha 2021Q3 90/100 done 2021-10-12", "yellow"),  # short
        (OPEN, "alpha 2021Q3 - done 2021-10-12", "yellow"),  # without data
        (OPEN, "alpha 2021Q3 0/0 done 2021-10-12", "green"),  # nothing to do
        (OVER, "alpha 2021Q3 90/100 done", "red"),  # missed
        (OVER, "alpha 2021Q3 - done", "red"),  # missing
        (OVER, "alpha 2021Q3 100/100 done", "green"),
    ],
)
def test_binding_targets_and_the_light(as_of: str, line: str, light: str) -> None:
    assert _light(as_of, an_item(targets=[a_target()]), line) == light


@pytest.mark.parametrize("value", ["-", "90/100", "100/100"])
def test_targets_that_do_not_bind_are_shown_and_turn_nothing_red(value: str) -> None:
    item = an_item(targets=[a_target(binding=False)])
    one = item_at(OVER, item, some_entries(f"alpha 2021Q3 {value} done"))
    assert (one.light.value, len(one.targets)) == ("green", 1)


def test_past_due_is_counted_from_the_items_own_due() -> None:
    item = an_item(first="2021Q4", due="2021-11-15")
    line = "alpha 2021Q4 - 2021-11-10"
    assert _light("2021-11-15", item, line) == "yellow"
    assert _light("2021-11-16", item, line) == "red"


@pytest.mark.parametrize(
    ("as_of", "lines", "light"),
    [
        # every owing department has a live entry, not not-started, every duty fallen due reported
        (OPEN, ["alpha 2021Q3 - 2021-10-12", "beta 2021Q3 - 2021-10-12"], "green"),
        (OPEN, ["alpha 2021Q3 - 2021-10-12"], "yellow"),
        (OPEN, ["alpha 2021Q3 - 2021-10-12", "beta 2021Q3 - not-started 2021-10-12"], "yellow"),
        ("2021-10-16", ["alpha 2021Q3 - 2021-10-12"], "red"),
        (
            "2021-11-01",
            ["alpha 2021Q3 - 2021-10-12", "beta 2021Q3 - 2021-10-20"],  # late is reported
            "green",
        ),
        # done is not asked of it, not even when the year is over
        (
            OVER,
            [f"{who} {when} -" for who in PAIR for when in ("2021Q3", "2021Q4")],
            "green",
        ),
        (OVER, ["alpha 2021Q3 -", "alpha 2021Q4 -", "beta 2021Q3 -"], "red"),
    ],
)
def test_an_ongoing_item(as_of: str, lines: list[str], light: str) -> None:
    assert _light(as_of, an_item(responsible=PAIR, ongoing=True), *lines) == light


def test_an_ongoing_item_is_not_green_while_a_target_is_short() -> None:
    item = an_item(ongoing=True, targets=[a_target()])
    assert _light(OPEN, item, "alpha 2021Q3 9/10 2021-10-12") == "yellow"


def test_a_returned_done_is_not_done() -> None:
    entry = an_entry(status="done", day="2021-10-12")
    returned = a_review(entry, "2021-10-14", "returned")
    assert item_at(OPEN, an_item(), [entry, returned]).light is Light.YELLOW
    assert item_at(OVER, an_item(), [entry, returned]).light is Light.RED


# groups and departments nobody knows


def test_without_an_owing_department_an_item_is_grey() -> None:
    item = an_item(support=["alpha"])
    assert _light(OVER, item, "alpha 2021Q3 - done") == "grey"


def test_a_red_target_is_not_hidden_where_no_department_owes_an_entry() -> None:
    item = an_item(support=["alpha"], targets=[a_target(owed_by=["alpha"])])
    assert _light(OVER, item) == "red"
    assert _light(OVER, item, "alpha 2021Q4 100/100") == "grey"


@pytest.mark.parametrize(("selective", "light"), [(False, "yellow"), (True, "green")])
def test_an_unresolved_group_that_is_not_selective_is_yellow_at_best(
    light: str, *, selective: bool
) -> None:
    item = an_item(responsible=["alpha"], unresolved=("members",))
    entries = some_entries("alpha 2021Q3 - done")
    groups = [a_group("members", selective=selective)]
    assert item_at("2021-12-01", item, entries, groups=groups).light.value == light
    alone = an_item(unresolved=("members",))
    assert item_at("2021-12-01", alone, groups=groups).light is Light.GREY


# entries left out


@pytest.mark.parametrize(
    "left_out",
    [
        LeftOut(1, parts=frozenset({("1.1", "alpha")})),
        LeftOut(1, parts=frozenset({("1.1", "stranger")})),
        LeftOut(0, departments=frozenset({"beta"})),
    ],
)
def test_items_that_a_damaged_entry_touches_are_at_best_yellow(left_out: LeftOut) -> None:
    item = an_item(responsible=["alpha"], support=["beta"])
    plan = a_plan(item, departments=["alpha", "beta", "stranger"])
    entries = some_entries("alpha 2021Q3 - done")
    assert assessed(plan, entries, a_day(OVER)).items[0].light is Light.GREEN
    one = assessed(plan, entries, a_day(OVER), left_out).items[0]
    assert one.light is Light.YELLOW
    assert "damaged" in {reason.key for reason in one.reasons}


def test_items_that_no_damaged_entry_touches_stay_as_they_are() -> None:
    plan = a_plan(an_item(), departments=["alpha", "beta"])
    left_out = LeftOut(2, frozenset({("2.1", "alpha")}), frozenset({"beta"}))
    one = assessed(plan, some_entries("alpha 2021Q3 - done"), a_day(OVER), left_out).items[0]
    assert one.light is Light.GREEN
    assert "damaged" not in {reason.key for reason in one.reasons}


def test_a_damaged_entry_makes_nothing_better() -> None:
    left_out = LeftOut(1, parts=frozenset({("1.1", "alpha")}))
    assert assessed(a_plan(), [], a_day(OVER), left_out).items[0].light is Light.RED
    assert assessed(a_plan(), [], a_day(OPEN), left_out).items[0].light is Light.GREY
