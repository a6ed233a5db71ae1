"""The table of verdicts (design 4.5), and the example every reader of the plan knows."""

from __future__ import annotations

import pytest

from builders import a_target, an_entry, an_item, item_at, target_at
from foodsafety_ledger.assess.goals import shown_value
from foodsafety_ledger.model.number import Counts


@pytest.mark.parametrize(
    ("as_of", "lines", "verdict", "light"),
    [
        ("2021-11-01", ["alpha 2021Q3 95/100"], "met", "green"),
        ("2021-11-01", ["alpha 2021Q3 94/100"], "short", "yellow"),
        ("2022-01-16", ["alpha 2021Q4 94/100"], "missed", "red"),
        ("2021-11-01", [], "no-data", "grey"),
        ("2022-01-16", [], "missing", "red"),
        ("2022-01-16", ["alpha 2021Q3 95/100"], "missing", "red"),
        ("2021-11-01", ["alpha 2021Q3 0/0"], "n/a", "grey"),
    ],
)
def test_each_verdict_has_its_light(as_of: str, lines: list[str], verdict: str, light: str) -> None:
    one = target_at(as_of, a_target(goal=">= 95%"), *lines)
    assert (one.verdict.value, one.light.value) == (verdict, light)


def test_the_enterprises_self_inspection() -> None:
    target = a_target("enterprise-self-check", ">= 100%")
    item = an_item("14.1", responsible=["market-regulation"], targets=[target])
    third = an_entry("market-regulation", "14.1", values={"enterprise-self-check": "118/120"})
    fourth = an_entry(
        "market-regulation",
        "14.1",
        "2021Q4",
        "2022-01-12",
        values={"enterprise-self-check": "120/120"},
    )
    seen = {}
    for day, entries in (
        ("2021-10-15", [third]),
        ("2022-01-15", [third]),
        ("2022-01-20", [third]),
        ("2022-01-21", [third, fourth]),
    ):
        one = item_at(day, item, entries).targets[0]
        shown = shown_value(one.value, target.goal)
        seen[day] = (one.verdict.value, one.light.value, shown, one.gap)
    assert seen == {
        "2021-10-15": ("short", "yellow", "98.33", 2),
        "2022-01-15": ("short", "yellow", "98.33", 2),
        "2022-01-20": ("missed", "red", "98.33", 2),
        "2022-01-21": ("met", "green", "100.00", None),
    }


def test_94_96_against_95_is_not_met_by_anyone_at_any_time() -> None:
    for day in ("2021-11-01", "2022-01-20"):
        one = target_at(day, a_target(goal=">= 95%"), "alpha 2021Q3 2374/2500")
        assert one.verdict.value in {"short", "missed"}
        assert shown_value(one.value, one.target.goal) == "94.96"


def test_99_996_never_reads_as_a_hundred() -> None:
    one = target_at("2021-11-01", a_target(goal=">= 100%"), "alpha 2021Q3 24999/25000")
    assert (one.verdict.value, one.value) == ("short", Counts(24999, 25000))
    assert shown_value(one.value, one.target.goal) == "99.99"
