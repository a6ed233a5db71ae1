"""Values and their sums, where the case folders do not go: what is allowed, and the edges."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from checked import Checked, values
from foodsafety_ledger.check.run import find_all, open_workspace
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.diagnostic import EntryKey
from plan_texts import write


@pytest.fixture
def checked(tmp_path: Path) -> Checked:
    return Checked(tmp_path)


AMENDED = {"amends": "20211008-00000001", "reason": "数字有误"}


def test_increments_are_held_as_a_sum_over_live_entries(checked: Checked) -> None:
    checked.report(1, values=values(trained="50/40"))
    checked.report(2, period="2021Q4", date="2021-12-20", values=values(trained="10/30"))
    assert checked.found() == []
    checked.report(3, period="2021Q4", date="2021-12-21", values=values(trained="20/5"))
    assert checked.found() == ["FL502.sum 20/5"]


def test_the_entry_that_takes_the_sum_over_for_good_is_found(checked: Checked) -> None:
    reported = [("2021Q1", "9/5"), ("2021Q2", "0/9"), ("2021Q3", "9/1"), ("2021Q3", "1/1")]
    for number, (period, counts) in enumerate(reported, 1):
        checked.report(number, period=period, values=values(trained=counts))
    assert checked.found() == ["FL502.sum 9/1"]


def test_an_amended_increment_does_not_count(checked: Checked) -> None:
    checked.report(1, values=values(trained="80/40"))
    checked.report(2, date="2021-10-09", values=values(trained="30/40"), **AMENDED)
    assert checked.found() == []


def test_increments_over_a_common_denominator_add_up_over_departments(checked: Checked) -> None:
    checked.report(1, item='"1.2"', values=values(volume="120/200"))
    checked.report(2, "farm", item='"1.2"', values=values(volume="70/200"))
    assert checked.found() == []
    checked.report(3, "farm", item='"1.2"', date="2021-10-09", values=values(volume="20/200"))
    assert checked.found() == ["FL502.sum 20/200"]


@pytest.mark.parametrize("value_is", ["running-total", "snapshot"])
def test_parts_of_one_whole_are_not_more_than_it(checked: Checked, value_is: str) -> None:
    checked.change_plan(
        "value_is: increment\n                denominator: common",
        f"value_is: {value_is}\n                denominator: common",
    )
    checked.report(1, item='"1.2"', period="2021Q1", values=values(volume="119/200"))
    checked.report(2, item='"1.2"', values=values(volume="120/200"))
    checked.report(3, "farm", item='"1.2"', values=values(volume="80/200"))
    assert checked.found() == [], "of each department the latest of a period"
    checked.report(4, "farm", item='"1.2"', date="2021-10-09", values=values(volume="81/200"))
    assert checked.found() == ["FL502.parts 81/200"]
    checked.change_plan(
        "denominator: common", "denominator: common\n                may_exceed: true"
    )
    assert checked.found() == []


def test_each_department_alone_over_a_common_denominator(checked: Checked) -> None:
    checked.change_plan("denominator: common", "denominator: common\n                across: each")
    checked.report(1, item='"1.2"', values=values(volume="120/200"))
    checked.report(2, "farm", item='"1.2"', values=values(volume="90/200"))
    assert checked.found() == []


def test_a_numerator_may_exceed_where_the_plan_says_so(checked: Checked) -> None:
    checked.change_plan(
        "quote: 自查率达到100%", "may_exceed: true\n                quote: 自查率达到100%"
    )
    checked.change_plan(
        "quote: 培训率90%以上", "may_exceed: true\n                quote: 培训率90%以上"
    )
    checked.report(1, values=values(self_check="130/120", trained="5/4"))
    assert checked.found() == []


def test_a_common_denominator_may_change_from_period_to_period(checked: Checked) -> None:
    checked.report(1, item='"1.2"', values=values(volume="20/200"))
    checked.report(2, "farm", item='"1.2"', values=values(volume="20/200"))
    later = {"item": '"1.2"', "period": "2021Q4", "date": "2021-12-20"}
    checked.report(3, values=values(volume="20/210"), **later)
    checked.report(4, "farm", values=values(volume="20/210"), **later)
    assert checked.found() == []


def test_of_a_department_only_the_latest_common_denominator_of_a_period_counts(
    checked: Checked,
) -> None:
    checked.report(1, item='"1.2"', values=values(volume="20/210"))
    checked.report(2, item='"1.2"', date="2021-10-09", values=values(volume="20/200"))
    checked.report(3, "farm", item='"1.2"', date="2021-10-10", values=values(volume="20/200"))
    assert checked.found() == []


@pytest.mark.parametrize(("goal", "most"), [("weekly", 14), ("monthly", 3), ("quarterly", 1)])
def test_as_many_occasions_as_a_period_holds(checked: Checked, goal: str, most: int) -> None:
    checked.change_plan("goal: weekly", f"goal: {goal}")
    checked.report(1, "school", item='"2.1"', values=values(visits=str(most)))
    checked.report(
        2, "school", item='"2.1"', period="2021Q4", date="2021-12-20", values="{visits: 1}"
    )
    assert checked.found() == []
    checked.report(3, "school", item='"2.1"', date="2021-10-09", values="{visits: 1}")
    checked.report(4, "school", item='"2.1"', date="2021-10-10", values="{visits: 1}")
    assert checked.found() == ["FL507 1"]


def test_nothing_to_do_with_a_note_and_a_milestone_on_the_day_of_its_entry(
    checked: Checked,
) -> None:
    checked.report(1, values=values(self_check="0/0"), note="本季没有企业")
    checked.report(2, "school", item='"2.1"', values=values(scheme="2021-10-08"))
    assert checked.found() == []


def test_totals_that_stand_still_or_rise_and_denominators_after_nothing(checked: Checked) -> None:
    checked.report(1, period="2021Q1", values=values(cases="4", self_check="1/120"))
    checked.report(2, period="2021Q2", values=values(cases="4", self_check="0/0"), note="无")
    checked.report(3, period="2021Q3", values=values(cases="5", self_check="2/120"))
    assert checked.found() == []
    checked.report(4, period="2021Q4", values=values(cases="5", self_check="2/119"))
    assert checked.found() == ["FL506 2/119"]


def test_a_shrinking_denominator_of_a_trend_is_its_own_business(checked: Checked) -> None:
    checked.change_plan('goal: ">= 100%"', "goal: rising")
    checked.report(1, values=values(self_check="1/120"))
    checked.report(2, period="2021Q4", values=values(self_check="100/100"))
    assert checked.found() == []


def test_a_round_figure_is_noted_only_without_evidence(checked: Checked, tmp_path: Path) -> None:
    write(tmp_path, {"evidence/a.txt": "查了\n"})
    sha256 = hashlib.sha256("查了\n".encode()).hexdigest()
    checked.report(1, values=values(self_check="120/120"))
    checked.report(
        2,
        period="2021Q4",
        values=values(self_check="120/120"),
        evidence=f"[{{path: evidence/a.txt, sha256: {sha256}}}]",
    )
    checked.found()
    found = find_all(open_workspace(WorkTree(tmp_path), date(2021, 10, 10)))
    assert [(d.code, d.entry) for d in found] == [("FL517", EntryKey("ledgers/market.yaml", 0))]


@pytest.mark.parametrize(
    ("target", "text", "meant"),
    [
        ("self-check", "１１８／１２０", "118/120"),
        ("self-check", "118 / 120", "118/120"),
        ("self-check", "118/120家", None),
        ("self-check", "98.33%", None),
        ("self-check", "９８％", None),
        ("cases", "1,200", "1200"),
        ("cases", "３件", "3"),
        ("cases", "3万", None),
        ("cases", "3家", None),
        ("cases", "3 4", None),
        ("cases", "1,20", None),
        ("cases", "１２万", None),
        ("self-check", "12家/15家", None),
        ("self-check", "118/120万", None),
        ("cases", "3.5.1", None),
        ("cases", "若干", None),
        ("scheme", "2021年9月8日", "2021-09-08"),
        ("scheme", "2021年9月", None),
        ("visits", "13周", "13"),
    ],
)
def test_a_slip_of_the_pen_gets_the_plain_form(
    checked: Checked, tmp_path: Path, target: str, text: str, meant: str | None
) -> None:
    item, department = (
        ('"2.1"', "school") if target in {"scheme", "visits"} else ('"1.1"', "market")
    )
    checked.report(1, department, item=item, values=f'{{{target}: "{text}"}}')
    checked.found()
    found = find_all(open_workspace(WorkTree(tmp_path), date(2021, 10, 10)))
    assert [(d.code, d.facts.get("meant")) for d in found] == [("FL501", meant)]


def test_a_running_total_of_a_ratio_falls_with_its_numerator(checked: Checked) -> None:
    checked.change_plan("value_is: snapshot", "value_is: running-total")
    checked.report(1, values=values(self_check="9/10"))
    checked.report(2, period="2021Q4", values=values(self_check="8/11"))
    assert checked.found() == ["FL505 8/11"]
