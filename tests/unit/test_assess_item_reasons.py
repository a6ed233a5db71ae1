"""Reasons of items and departments: why the light is what it is."""

from __future__ import annotations

from collections.abc import Sequence

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
from foodsafety_ledger.assess.assessment import Light, Reason
from foodsafety_ledger.reading.workspace import LeftOut
from foodsafety_ledger.words import Say

OPEN = "2021-10-15"
OVER = "2022-01-20"
TRIO = ("alpha", "beta", "gamma")
EN = Say("en")


def _english(reasons: Sequence[Reason]) -> list[str]:
    return [f"{r.light}: " + EN(f"reasons.{r.key}", **r.facts) for r in reasons]


# items


def test_a_red_item_says_what_is_red_then_what_is_open() -> None:
    item = an_item(responsible=TRIO, targets=[a_target()])
    entries = some_entries("alpha 2021Q3 9/10", "beta 2021Q3 10/10 blocked")
    one = item_at("2021-10-16", item, entries)
    assert _english(one.reasons) == [
        "red: 1 of 3 blocked: Beta Bureau",
        "red: 1 of 3 with reports overdue (2021Q3): Gamma Bureau",
        "yellow: Target rate: no value yet from 1 of 3: Gamma Bureau",
        "yellow: 1 of 3 not done yet, due 2021-12-31: Alpha Bureau",
        "grey: Target rate: of what is reported: 95.00% (19/20), goal >= 95%",
        "grey: Target rate: the goal is missed by 1 of 3: Alpha Bureau",
        "grey: Target rate: weakest is Alpha Bureau: 90.00% (9/10)",
    ]


def test_an_item_past_due_names_every_overdue_period() -> None:
    one = item_at(OVER, an_item())
    assert _english(one.reasons) == [
        "red: report overdue (2021Q3, 2021Q4): Alpha Bureau",
        "red: due 2021-12-31 has passed and it is not done: Alpha Bureau",
    ]


def test_a_grey_item_says_that_nothing_is_reported_and_when_it_is_due() -> None:
    item = an_item(responsible=TRIO, targets=[a_target()])
    assert _english(item_at(OPEN, item).reasons) == [
        "grey: nothing reported yet by any of 3; 2021Q3 is due by 2021-10-15",
    ]
    started = some_entries("alpha 2021Q3 - not-started 2021-10-12")
    assert _english(item_at(OPEN, item, started).reasons) == [
        "grey: 2 of 3 still to report: Beta Bureau, Gamma Bureau",
        "grey: 1 of 3 not started: Alpha Bureau",
        "grey: Target rate: no value yet from 3 of 3: Alpha Bureau, Beta Bureau, Gamma Bureau",
    ]


def test_an_item_that_ended_before_its_first_report_owes_one_report() -> None:
    item = an_item(first="2021Q4", due="2021-09-30")
    reasons = item_at("2021-10-10", item).reasons
    assert _english(reasons) == ["grey: nothing reported yet; 2021Q4 is due by 2022-01-15"]


def test_a_green_item_says_why() -> None:
    item = an_item(targets=[a_target()])
    one = item_at(OVER, item, some_entries("alpha 2021Q3 10/10 done"))
    assert _english(one.reasons) == ["green: done", "green: 1 of 1 target met"]
    ongoing = an_item(responsible=TRIO, ongoing=True)
    entries = some_entries(*[f"{who} 2021Q3 -" for who in TRIO])
    assert _english(item_at("2021-11-01", ongoing, entries).reasons) == [
        "green: work without an end: all 3 have reported, nothing is overdue"
    ]


def test_a_returned_entry_is_a_reason() -> None:
    entry = an_entry(status="done", day="2021-10-12", note="已开展")
    returned = a_review(entry, "2021-10-14", "returned", reason="数字对不上")
    assert _english(item_at(OPEN, an_item(), [entry, returned]).reasons) == [
        "yellow: the office returned the report of Alpha Bureau: 数字对不上",
        "yellow: not done yet, due 2021-12-31: Alpha Bureau",
    ]


def test_what_nobody_can_see_is_a_reason() -> None:
    item = an_item(responsible=["alpha"], unresolved=("members", "related"))
    plan = a_plan(item, groups=[a_group("members"), a_group("related", selective=True)])
    left_out = LeftOut(1, parts=frozenset({("1.1", "alpha")}))
    entries = some_entries("alpha 2021Q3 - done")
    one = assessed(plan, entries, a_day(OVER), left_out).items[0]
    assert _english(one.reasons) == [
        "yellow: entries with errors are left out, of: Alpha Bureau; ledger check lists them",
        "yellow: who belongs to All members is not entered yet: yellow at best",
        "grey: who All related means is not said: no duties follow from it",
    ]


def test_an_item_without_an_owing_department_says_so() -> None:
    assert _english(item_at(OVER, an_item(support=["alpha"])).reasons) == [
        "grey: no department owes an entry"
    ]


@pytest.mark.parametrize(
    ("as_of", "line", "said"),
    [
        (OPEN, "alpha 2021Q3 - done 2021-10-12", "no data yet"),
        (OPEN, "alpha 2021Q3 1/9 done 2021-10-12", "not yet met"),
        (OVER, "alpha 2021Q3 1/9 done", "missed"),
        (OVER, "alpha 2021Q3 - done", "values missing"),
    ],
)
def test_a_target_that_does_not_bind_says_so_and_colours_nothing(
    as_of: str, line: str, said: str
) -> None:
    item = an_item(targets=[a_target(binding=False)])
    one = item_at(as_of, item, some_entries(line))
    assert one.light is Light.GREEN
    assert _english(one.reasons) == ["green: done", f"grey: Target rate: {said}, but not binding"]
    assert one.targets[0].reasons[-1].key == "not-binding"


def test_a_target_that_nobody_owes_says_so() -> None:
    item = an_item(unresolved=("members",), targets=[a_target()])
    one = item_at(OVER, item, groups=[a_group("members")])
    assert "grey: Target rate: nobody owes its value" in _english(one.reasons)


# departments


def test_a_departments_reasons_count_what_is_its_own() -> None:
    items = (
        an_item("1.1", targets=[a_target()]),
        an_item("1.2"),
        an_item("2.1"),
    )
    entries = [
        an_entry("alpha", "1.1", "2021Q4", "2022-01-10", "done", {"rate": "1/2"}),
        an_entry("alpha", "1.2", "2021Q3", "2021-10-10", "blocked"),
        an_entry("alpha", "2.1", "2021Q3", "2021-10-10", "done"),
    ]
    left_out = LeftOut(1, parts=frozenset({("2.1", "alpha")}))
    alpha = assessed(a_plan(*items), entries, a_day(OVER), left_out).departments[0]
    assert _english(alpha.reasons) == [
        "red: 1 of its targets missed or without data: 1.1/rate",
        "red: 2 of its reports overdue, on 1.1, 1.2",
        "red: 1 of its items blocked: 1.2",
        "red: 1 of its items past due and not done: 1.2",
        "yellow: 1 of its items with entries left out because of errors: 2.1",
        "yellow: 3 of its 3 items not green yet: 1.1, 1.2, 2.1",
    ]


def test_a_department_that_is_green_or_owes_nothing_says_so() -> None:
    one = assessed(a_plan(), some_entries("alpha 2021Q3 - done"), a_day(OVER))
    assert [_english(summary.reasons) for summary in one.departments] == [
        ["green: its item is green"],
        ["grey: it owes nothing"],
    ]
    nothing_yet = assessed(a_plan(), [], a_day(OPEN)).departments[0]
    assert _english(nothing_yet.reasons) == ["grey: 1 of its 1 item not green yet: 1.1"]
