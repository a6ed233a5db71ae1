"""The chosen part of an assessment, its rows, and what of it needs attention."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builders import a_period, a_plan, a_review, a_target, an_entry, an_item, assessed, some_entries
from foodsafety_ledger.assess.assessment import Assessment, Duties, DutyState, Light
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.plan import Across, Holds, Item
from foodsafety_ledger.views.attention import find_matters
from foodsafety_ledger.views.choice import Choice, select
from foodsafety_ledger.views.status_rows import StatusBy, rows_by
from foodsafety_ledger.words import Say


def _at(as_of: str, items: Sequence[Item], *entries: Entry) -> Assessment:
    return assessed(a_plan(*items), entries, as_of)


ITEMS = (
    an_item("1.1", responsible=("alpha", "beta"), targets=(a_target(owed_by=("alpha",)),)),
    an_item("1.2", responsible=("beta",)),
    an_item("2.1", responsible=("gamma",), support=("alpha",)),
)


def test_everything() -> None:
    view = select(_at("2021-10-10", ITEMS), Choice())
    assert [item.item.id for item in view.items] == ["1.1", "1.2", "2.1"]
    assert [task.id for task in view.tasks] == ["1", "2"]
    assert [one.id for one in view.departments] == ["alpha", "beta", "gamma"]
    assert len(view.duties) == 8


def test_a_department_sees_its_parts_and_targets_only() -> None:
    view = select(_at("2021-10-10", ITEMS), Choice(departments=frozenset({"beta"})))
    assert [item.item.id for item in view.items] == ["1.1", "1.2"]
    assert {part.department for item in view.items for part in item.parts} == {"beta"}
    assert view.targets == ()
    assert [(one.id, len(one.duties)) for one in view.departments] == [("beta", 4)]


def test_a_department_that_only_gives_a_value_sees_its_item() -> None:
    items = (an_item(responsible=("alpha",), targets=(a_target(owed_by=("delta",)),)),)
    view = select(_at("2021-10-10", items), Choice(departments=frozenset({"delta"})))
    (item,) = view.items
    assert item.parts == ()
    assert [one.target.ref for one in item.targets] == ["1.1/rate"]
    assert [one.id for one in view.departments] == ["delta"]


def test_duties_are_chosen_and_counted_as_one_by_one() -> None:
    entries = some_entries("alpha 2021Q3 -", "beta 2021Q3 - 2021-11-01", "beta 2021Q4 -")
    duties = select(_at("2022-02-01", ITEMS, *entries), Choice()).duties
    each = tuple(duties)
    assert duties.by_state == {one: [d.state for d in each].count(one) for one in DutyState}
    assert len(duties.by_state) == len(DutyState)
    assert len({*duties.by_state.values()}) > 2
    for states in ({DutyState.LATE}, {DutyState.OVERDUE, DutyState.REPORTED}, set(DutyState)):
        chosen = duties.among(states)
        assert tuple(chosen) == tuple(one for one in each if one.state in states)
        assert [one.entry for one in chosen] == [o.entry for o in each if o.state in states]
    autumn = duties.at(lambda period, due: str(period) == "2021Q4" and due.year == 2022)
    assert tuple(autumn) == tuple(one for one in each if str(one.period) == "2021Q4") != ()
    assert [one.told for one in autumn] == [d.told for d in each if str(d.period) == "2021Q4"]
    assert [(p, *own) for p, own in duties.by_period().items()] == [
        (p, *(one for one in each if one.period == p)) for p in sorted({o.period for o in each})
    ]
    assert Duties.of(each) == duties


def test_a_period_keeps_its_own_duties() -> None:
    choice = Choice(periods=frozenset({a_period("2021Q4")}))
    view = select(_at("2021-10-20", ITEMS), choice)
    assert {str(duty.period) for duty in view.duties} == {"2021Q4"}
    assert {duty.state for duty in view.duties} == {DutyState.PENDING}
    assert [len(one.duties) for one in view.departments] == [1, 2, 1]
    supporting = next(item for item in view.items if item.item.id == "2.1")
    assert [part.department for part in supporting.parts] == ["gamma"]


def test_lights_keep_each_list_by_its_own_light() -> None:
    blocked = an_entry("gamma", "2.1", status="blocked", day="2021-10-05")
    told = an_entry("alpha", "1.1", values={"rate": "90/100"}, day="2021-10-05")
    assessment = _at("2021-10-10", ITEMS, blocked, told)
    red = select(assessment, Choice(only=frozenset({Light.RED})))
    assert [item.item.id for item in red.items] == ["2.1"]
    assert ([one.id for one in red.tasks], red.targets) == (["2"], ())
    yellow = select(assessment, Choice(only=frozenset({Light.YELLOW})))
    assert [one.target.ref for one in yellow.targets] == ["1.1/rate"]
    assert [one.id for one in yellow.departments] == ["alpha"]


def test_rows_add_up_what_is_shown() -> None:
    entries = [
        an_entry("beta", "1.1", day="2021-10-05"),
        an_entry("beta", "1.2", status="done", day="2021-10-20", note="好"),
    ]
    view = select(_at("2021-10-20", ITEMS, *entries), Choice())
    first, second = rows_by(view, StatusBy.TASK)
    assert (first.id, first.green, len(first.items), first.came) == ("1", 1, 2, 2)
    assert (len(first.duties), first.departments) == (5, ("alpha", "beta"))
    assert second.states[DutyState.OVERDUE] == 1
    autumn, winter = rows_by(view, StatusBy.PERIOD)
    assert (autumn.id, autumn.light, len(autumn.duties)) == ("2021Q3", None, 4)
    assert autumn.states == {
        DutyState.REPORTED: 1,
        DutyState.LATE: 1,
        DutyState.OVERDUE: 2,
        DutyState.PENDING: 0,
    }
    assert len(winter.duties) == 3
    beta = next(row for row in rows_by(view, StatusBy.DEPARTMENT) if row.id == "beta")
    assert (len(beta.items), len(beta.duties), beta.came) == (2, 3, 2)


def matters(assessment: Assessment, choice: Choice | None = None) -> list[tuple[str, str]]:
    view = select(assessment, choice or Choice())
    return [(matter.item, matter.command) for matter in find_matters(view, Say("en"))]


def test_every_kind_of_matter_leads_on() -> None:
    items = (
        an_item("1.1", targets=(a_target(),)),
        an_item("1.2", responsible=("beta",), targets=(a_target(),)),
        an_item("1.3", responsible=("gamma",)),
        an_item("1.4", responsible=("delta",)),
        an_item("1.5", responsible=("epsilon",)),
        an_item("1.6", responsible=("zeta",)),
    )
    reported = [
        an_entry(who, item, period, day, status)
        for item, who, status in (
            ("1.2", "beta", "done"),
            ("1.3", "gamma", "blocked"),
            ("1.5", "epsilon", "in-progress"),
            ("1.6", "zeta", "done"),
        )
        for period, day in (("2021Q3", "2021-10-05"), ("2021Q4", "2022-01-05"))
    ]
    poor = [
        an_entry("alpha", "1.1", "2021Q3", "2021-10-05", values={"rate": "80/100"}),
        an_entry("alpha", "1.1", "2021Q4", "2022-01-05", "done", {"rate": "90/100"}),
    ]
    assert matters(_at("2022-02-01", items, *poor, *reported)) == [
        ("1.1", "why 1.1/rate"),
        ("1.4", "record delta 1.4 --period 2021Q3"),
        ("1.3", "log gamma 1.3"),
        ("1.2", "record beta 1.2 --period 2021Q4"),
        ("1.5", "record epsilon 1.5 --status done"),
    ]


def test_what_was_returned_asks_to_be_amended_not_reported_again() -> None:
    target = a_target(first="2021Q3", holds=Holds.EVERY_PERIOD)
    entry = an_entry("alpha", "1.1", "2021Q3", "2021-10-05", values={"rate": "96/100"})
    returned = a_review(entry, "2021-11-01", "returned")
    assessment = _at("2021-11-01", (an_item("1.1", targets=(target,)),), entry, returned)
    assert matters(assessment) == [("1.1", f"amend {entry.id}")]


@pytest.mark.parametrize(("who", "expected"), [("alpha", 0), ("beta", 1)])
def test_a_department_is_not_told_what_concerns_others(who: str, expected: int) -> None:
    items = (an_item("1.1", responsible=("alpha", "beta")),)
    assessment = _at("2021-10-20", items, an_entry("alpha", "1.1", day="2021-10-05"))
    assert len(matters(assessment, Choice(departments=frozenset({who})))) == expected


def test_a_department_is_told_whose_miss_a_matter_is_that_is_not_its_own() -> None:
    target = a_target(across=Across.EACH, owed_by=("alpha", "beta"))
    items = (an_item("1.1", responsible=("alpha", "beta"), targets=(target,)),)
    entries = [
        an_entry(who, "1.1", "2021Q4", "2022-01-05", "done", {"rate": value})
        for who, value in (("alpha", "100/100"), ("beta", "10/100"))
    ]
    assessment = _at("2022-02-01", items, *entries)
    told = {
        who: [one.text for one in find_matters(select(assessment, choice), Say("en"))]
        for who in ("alpha", "beta")
        for choice in [Choice(departments=frozenset({who}))]
    }
    assert told["alpha"][0].endswith(" (of Beta Bureau)")
    assert "(of Beta" not in told["beta"][0]
