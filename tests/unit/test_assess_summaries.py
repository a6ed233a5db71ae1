"""Lights of tasks, sections and departments (design 4.5), worked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import a_day, a_plan, a_review, a_target, an_entry, an_item, assessed, some_entries
from foodsafety_ledger.assess.assessment import Assessment, Light
from foodsafety_ledger.assess.lights import fold
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.plan import Item, ValueIs
from foodsafety_ledger.reading.workspace import LeftOut

OPEN = "2021-10-15"
"""The last day for reports on 2021Q3; nothing is past due."""

OVER = "2022-01-20"
"""The year, its reports and their grace are over."""

PAIR = ("alpha", "beta")


# tasks and sections


@pytest.mark.parametrize(
    ("lights", "together"),
    [
        ("red green", "red"),
        ("green green", "green"),
        ("grey grey", "grey"),
        ("green grey", "yellow"),
        ("yellow green", "yellow"),
        ("yellow", "yellow"),
        ("", "grey"),
    ],
)
def test_red_if_any_green_if_all_grey_if_all_else_yellow(lights: str, together: str) -> None:
    assert fold(Light(one) for one in lights.split()).value == together


def _three_items() -> tuple[Item, ...]:
    return (
        an_item("1.1"),
        an_item("1.2", responsible=["beta"]),
        replace(an_item("2.1", responsible=["beta"]), section="s2"),
    )


def test_tasks_and_sections_add_up_their_items() -> None:
    plan = a_plan(*_three_items())
    entries: list[Entry] = [an_entry("alpha", "1.1", status="done"), an_entry("beta", "2.1")]
    one = assessed(plan, entries, a_day(OPEN))
    assert [(task.id, task.light.value, task.items) for task in one.tasks] == [
        ("1", "yellow", ("1.1", "1.2")),
        ("2", "yellow", ("2.1",)),
    ]
    assert [(section.id, section.items) for section in one.sections] == [
        ("s1", ("1.1", "1.2")),
        ("s2", ("2.1",)),
    ]
    assert one.plan is plan
    assert one.as_of == a_day(OPEN)


# departments


def _departments(one: Assessment) -> dict[str, str]:
    return {summary.id: summary.light.value for summary in one.departments}


def test_a_department_counts_only_its_own_statuses_and_duties() -> None:
    item = an_item(responsible=PAIR)
    one = assessed(a_plan(item), some_entries("alpha 2021Q3 - done"), a_day("2021-10-16"))
    assert one.items[0].light is Light.RED  # beta has not reported
    assert _departments(one) == {"alpha": "green", "beta": "red", "office": "grey"}


def test_a_department_is_not_red_for_a_sum_that_others_leave_short() -> None:
    target = a_target(goal=">= 3家", measure="count", value_is=ValueIs.INCREMENT)
    item = an_item(responsible=PAIR, targets=[target])
    one = assessed(a_plan(item), some_entries("alpha 2021Q3 1 done"), a_day(OVER))
    assert (_departments(one)["alpha"], _departments(one)["beta"]) == ("green", "red")


def test_a_departments_first_reason_is_of_its_lights_colour() -> None:
    entry = an_entry("alpha", day="2021-10-01", note="已开展")
    entries = [entry, a_review(entry, "2021-10-05", "returned")]
    one = assessed(a_plan(an_item(ongoing=True)), entries, a_day("2021-10-05"))
    alpha = one.departments[0]
    assert alpha.light is Light.GREEN
    assert [reason.light for reason in alpha.reasons] == [Light.GREEN, Light.YELLOW]


def test_a_value_to_come_is_as_light_as_the_work_that_has_begun() -> None:
    item = an_item(ongoing=True, targets=[a_target()])
    for line, light in (
        ("alpha 2021Q3 -", Light.YELLOW),
        ("alpha 2021Q3 - not-started", Light.GREY),
    ):
        (own,) = assessed(a_plan(item), some_entries(line), a_day(OPEN)).items[0].own
        assert own.light is own.reasons[0].light is light


def test_items_a_department_merely_supports_do_not_colour_it() -> None:
    items = (
        an_item("1.1", responsible=["alpha"]),
        an_item("2.1", responsible=["beta"], support=["alpha"]),
    )
    entries = [an_entry("alpha", "1.1", status="done", note="已开展")]
    one = assessed(a_plan(*items), entries, a_day(OPEN))
    alpha = one.departments[0]
    assert (alpha.light, alpha.items, len(alpha.duties)) == (Light.GREEN, ("1.1", "2.1"), 1)


def test_a_value_owed_without_an_entry_colours_the_department() -> None:
    item = an_item(responsible=["beta"], support=["alpha"], targets=[a_target(owed_by=["alpha"])])
    plan = a_plan(item)
    assert _departments(assessed(plan, [], a_day(OVER)))["alpha"] == "red"
    given = some_entries("alpha 2021Q4 99/100")
    assert _departments(assessed(plan, given, a_day(OVER)))["alpha"] == "green"


def test_a_departments_own_damaged_entries_cap_its_light_and_not_anothers() -> None:
    plan = a_plan(an_item(responsible=PAIR))
    entries = some_entries("alpha 2021Q3 - done", "beta 2021Q3 - done")
    left_out = LeftOut(1, parts=frozenset({("1.1", "alpha")}))
    one = assessed(plan, entries, a_day(OVER), left_out)
    assert one.items[0].light is Light.YELLOW
    assert (_departments(one)["alpha"], _departments(one)["beta"]) == ("yellow", "green")
    assert one.left_out.count == 1


def test_whoever_reports_without_a_role_stands_among_the_departments_with_the_item() -> None:
    plan = a_plan(an_item(takes_others=True), departments=["alpha", "zeta"])
    one = assessed(plan, some_entries("zeta 2021Q3 -"), a_day(OPEN))
    zeta = one.departments[1]
    assert (zeta.id, zeta.items, zeta.light) == ("zeta", ("1.1",), Light.GREY)
