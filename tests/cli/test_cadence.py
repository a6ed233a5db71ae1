"""Reports by month, half-year or year: the plan says how often, and every command follows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clerk import Clerk
from foodsafety_ledger.model.failure import Exit


def _every(root: Path, cadence: str, first: str) -> None:
    path = root / "data" / "tasks.yaml"
    text = path.read_text("utf-8")
    text = text.replace("every: quarter, first: 2021Q3", f"every: {cadence}, first: {first}")
    path.write_text(text, "utf-8")


@pytest.fixture
def monthly(clerk: Clerk) -> Clerk:
    _every(clerk.root, "month", "2021-08")
    return clerk


def test_a_month_is_owed_reported_and_shown(monthly: Clerk) -> None:
    given = ("record", "market", "1.1", "--status", "in-progress", "--by", "张三")
    late = (*given, "--period", "2021年8月", "--value", "self-check=118/120")
    assert monthly(*late).code == Exit.FINE
    assert monthly(*given).code == Exit.FINE
    assert [entry["period"] for entry in monthly.entries()] == ["2021-08", "2021-09"]

    said = json.loads(monthly("status", "1.1", "--as-of", "2021-10-20", "--format", "json").out)
    (item,) = said["data"]["items"]
    market = next(one for one in item["departments"] if one["id"] == "market")
    assert market["duties"] == {
        "2021-08": "late",  # the grace ended on September 15th
        "2021-09": "reported",
        "2021-10": "pending",
        "2021-11": "pending",
        "2021-12": "pending",
    }
    assert "2021-09" in monthly("status", "--by", "period").out
    assert "每月" in monthly("show", "1.1").out
    assert monthly("check").code == Exit.FINE


def test_a_period_of_another_cadence_is_refused(monthly: Clerk) -> None:
    given = ("record", "market", "1.1", "--status", "in-progress", "--by", "张三")
    said = monthly(*given, "--period", "2021Q3")
    assert said.code == Exit.FINDINGS
    assert "FL601" in said.err
    assert monthly.files() == {}


def test_weeks_belong_to_the_month_of_their_monday(monthly: Clerk) -> None:
    given = (
        "record",
        "school",
        "2.1",
        "--status",
        "in-progress",
        "--by",
        "李",
        "--period",
        "2021-09",
    )
    weekly = monthly("show", "2.1").out
    target = next(word for word in weekly.split() if word.startswith("2.1/")).partition("/")[2]
    assert monthly(*given, "--value", f"{target}=4").code == Exit.FINE
    said = json.loads(monthly("status", "2.1", "--as-of", "2021-10-20", "--format", "json").out)
    assert said["data"]["targets"][0]["by_department"][0]["value"] == "4.00"
    assert monthly(*given, "--value", f"{target}=6").code == Exit.FINDINGS


@pytest.mark.parametrize(
    ("cadence", "first", "typed", "stored"),
    [("half-year", "2021H1", "2021年下半年", "2021H2"), ("year", "2021", "2021年", "2021")],
)
def test_longer_periods(clerk: Clerk, cadence: str, first: str, typed: str, stored: str) -> None:
    _every(clerk.root, cadence, first)
    given = ("record", "market", "1.1", "--status", "in-progress", "--by", "张三")
    assert clerk(*given, "--period", typed).code == Exit.FINE
    assert [entry["period"] for entry in clerk.entries()] == [stored]
    assert clerk("check").code == Exit.FINE


def test_the_first_period_is_one_of_the_plans_own(clerk: Clerk) -> None:
    _every(clerk.root, "month", "2021Q3")
    said = clerk("check", "--format", "concise")
    assert said.code == Exit.FINDINGS
    assert "FL215" in said.out
