"""Who may report what, chains of entries and their dates: what is allowed, and the edges."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checked import Checked, values
from foodsafety_ledger.check.run import find_all, open_workspace
from foodsafety_ledger.files.source import WorkTree


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    return Checked(tmp_path)


AMENDED = {"amends": "20211008-00000001", "reason": "数字有误"}
VOID = {"voids": "20211008-00000001", "reason": "重复", "date": "2021-10-09"}
REVIEW = {
    "reviews": "20211008-00000001",
    "verdict": "accepted",
    "reason": "材料齐全",
    "date": "2021-10-09",
}


def test_support_may_report_and_gives_no_value(checked: Checked) -> None:
    checked.report(1, "farm")
    assert checked.found() == []


def test_others_may_report_where_the_list_is_open_and_give_no_value(checked: Checked) -> None:
    checked.change_plan("support: [farm]", "support: [farm]\n            open: true")
    checked.report(1, "school", values=values(self_check="1/1"))
    assert checked.found() == ["FL404 self-check"]


def test_who_owes_an_unresolved_target_is_not_settled(checked: Checked) -> None:
    checked.change_plan(
        "responsible: [market]\n            support: [farm]", "responsible: [related]"
    )
    checked.report(1, values=values(self_check="1/1"))
    assert checked.found() == ["FL209 related", "FL404.nobody self-check"]


def test_chains_that_are_sound(checked: Checked) -> None:
    checked.report(1)
    checked.report(2, date="2021-10-09", **AMENDED)
    checked.report(3, date="2021-10-09", **AMENDED | {"amends": "20211009-00000002"})
    checked.add(4, "market", VOID | {"voids": "20211009-00000003"})
    checked.report(5, date="2021-10-10")
    checked.add(6, "office", REVIEW | {"reviews": "20211010-00000005", "date": "2021-10-10"})
    checked.add(7, "office", VOID | {"voids": "20211010-00000006", "date": "2021-10-11"})
    assert checked.found() == []


def test_the_end_of_a_longer_chain_is_named(checked: Checked, tmp_path: Path) -> None:
    checked.report(1)
    checked.report(2, date="2021-10-09", **AMENDED)
    checked.report(3, date="2021-10-10", **AMENDED | {"amends": "20211009-00000002"})
    checked.add(4, "market", VOID | {"date": "2021-10-11"})
    assert checked.found() == ["FL407 20211008-00000001"]
    found = find_all(open_workspace(WorkTree(tmp_path), date(2021, 10, 11)))
    assert [d.facts["end"] for d in found if d.code == "FL407"] == ["20211010-00000003"]


def test_a_cycle_is_found_once_and_a_chain_into_it_not_at_all(checked: Checked) -> None:
    checked.report(1, amends="20211008-00000002")
    checked.report(2, amends="20211008-00000003")
    checked.report(3, amends="20211008-00000002", note="最后一条")
    assert checked.found() == ["FL409 20211008-00000002"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"amends": "20211009-00000002", "reason": "x"}, "FL406.amends"),
        ({"voids": "20211009-00000002"}, "FL406.voids"),
        ({"reviews": "20211009-00000002", "verdict": "accepted"}, "FL406.reviews"),
    ],
)
def test_nothing_is_said_of_a_void(checked: Checked, keys: dict[str, str], expected: str) -> None:
    checked.report(1, "office", item='"1.1"')
    checked.change_plan("support: [farm]", "support: [office]")
    checked.add(2, "office", VOID)
    if "amends" in keys:
        checked.report(3, "office", date="2021-10-10", **keys)
    else:
        checked.add(3, "office", {"reason": "x", "date": "2021-10-10"} | keys)
    assert [found.split()[0] for found in checked.found()] == [expected]


def test_the_office_reviews_anyone(checked: Checked) -> None:
    checked.report(1)
    checked.add(2, "office", REVIEW)
    assert checked.found() == []


def test_whose_office_it_is_may_be_unknown(checked: Checked) -> None:
    checked.change_plan("office: office", "office: oficce")
    checked.report(1)
    checked.add(2, "market", REVIEW)
    assert [found.split()[0] for found in checked.found()] == ["FL207.department"]


@pytest.mark.parametrize("keys", [VOID, REVIEW])
def test_nothing_is_dated_before_what_it_is_about(checked: Checked, keys: dict[str, str]) -> None:
    checked.report(1)
    department = "office" if "reviews" in keys else "market"
    checked.add(2, department, keys | {"date": "2021-10-07"})
    assert [found.split()[0] for found in checked.found()] == ["FL604"]


def test_on_the_first_day_of_a_period_one_may_report_on_it(checked: Checked) -> None:
    checked.report(1, period="2021Q4", date="2021-10-01")
    assert checked.found() == []


def test_an_early_period_of_the_plan_may_be_reported_late(checked: Checked) -> None:
    checked.report(1, period="2021Q1")
    assert checked.found() == []


def test_the_first_entry_of_a_chain_decides_whether_it_was_late(checked: Checked) -> None:
    checked.report(1)
    checked.report(2, date="2021-11-20", **AMENDED)
    assert checked.found() == []
    checked.report(3, item='"1.2"', date="2021-10-16")
    assert checked.found() == ["FL605 2021-10-16"]
