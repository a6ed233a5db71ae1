"""The shipped plan: what was read by hand, held to the page that says how, and to the calendar."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from foodsafety_ledger.check.run import open_workspace
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.model.goal import GoalKind
from foodsafety_ledger.model.plan import Item, Plan

ROOT = Path(__file__).parents[2]
_ROW = re.compile(r"^\| ([0-9.]+) \| (yes|no): [^|]+ \| (.*) \|$", re.MULTILINE)


@pytest.fixture(scope="module")
def plan() -> Plan:
    found = open_workspace(WorkTree(ROOT)).plan
    assert found is not None
    return found


@pytest.fixture(scope="module")
def rows() -> dict[str, tuple[bool, list[str]]]:
    page = (ROOT / "docs" / "lianyun-2021.md").read_text("utf-8")
    return {
        item: (ends == "yes", re.findall("`([a-z-]+)`", told))
        for item, ends, told in _ROW.findall(page)
    }


def test_the_page_tells_every_item_and_every_target(
    plan: Plan, rows: dict[str, tuple[bool, list[str]]]
) -> None:
    assert list(rows) == list(plan.items)
    for item in plan.items.values():
        ends, targets = rows[item.id]
        assert targets == [target.id for target in item.targets], item.id
        assert ends is not item.ongoing, item.id


def test_every_unit_that_the_plan_names_owes_the_annual_report(plan: Plan) -> None:
    named = {one for item in plan.items.values() for one in item.holders}
    assert set(plan.items["28.1"].owing) == named == set(plan.departments)


def test_what_is_not_to_fall_back_is_kept_and_directions_turn_nothing_red(plan: Plan) -> None:
    kept = {t.id for t in plan.items["25.1"].targets if t.goal.kind is GoalKind.KEPT}
    assert "school-canteens" in kept
    assert len(kept) == 7
    assert {ref for ref, target in plan.targets.items() if not target.binding} == {
        "2.1/processing-zone",
        "5.1/chains-and-central-kitchens",
        "8.1/pesticide-use",
        "8.1/veterinary-drug-use",
        "18.1/major-case",
        "21.2/sampling-data-quality",
    }


def test_a_direction_is_shown_with_its_reason(plan: Plan) -> None:
    def told(item: Item, quote: str) -> bool:
        return any(e.quote in quote or quote in e.quote for e in item.errata)

    directions = [target for target in plan.targets.values() if not target.binding]
    assert all(told(plan.items[target.item], target.quote) for target in directions)


@pytest.mark.parametrize(
    ("ref", "day"),
    [
        ("3.1/spring-inspection", date(2021, 2, 1)),
        ("3.1/summer-renovation", date(2021, 7, 1)),
        ("3.1/autumn-inspection", date(2021, 9, 1)),
        ("23.1/publicity-week", date(2021, 6, 1)),
        ("24.2/expert-lecture", date(2021, 5, 1)),
    ],
)
def test_nothing_is_held_before_its_season(plan: Plan, ref: str, day: date) -> None:
    assert plan.targets[ref].not_before == day


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("28.1", "Every unit that a bracket of the plan names"),
        ("3.1", "A premise: what is asked comes after it"),
        ("8.1/pesticide-use", "A direction without a figure"),
        ("3.1/autumn-inspection", "Not before"),
    ],
)
def test_show_prints_how_the_words_are_read(
    ref: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["-C", str(ROOT), "--lang", "en", "show", ref]) == Exit.FINE
    assert said in capsys.readouterr().out
