"""What is said when the plan asks for something else than before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from builders import a_department, a_group, a_period, a_plan, a_target, an_entry, an_item
from foodsafety_ledger.check.redefined import check_redefined
from foodsafety_ledger.ledgers.values import Entry
from foodsafety_ledger.plan.values import Item, Plan, Target
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.name import Name

REPORT = an_entry("alpha", values={"rate": "94/99"})


def plan_of(*targets: Target) -> Plan:
    return a_plan(an_item(responsible=("alpha", "beta"), targets=targets))


def found(before: Plan, after: Plan, *reports: Entry) -> list[Diagnostic]:
    return list(check_redefined(before, after, reports))


def test_the_same_plan_says_nothing() -> None:
    assert found(plan_of(a_target()), plan_of(a_target()), REPORT) == []


def test_a_goal_changed_under_reports_names_those_who_reported() -> None:
    before, after = plan_of(a_target(goal=">= 95%")), plan_of(a_target(goal=">= 90%"))
    [diagnostic] = found(before, after, REPORT, an_entry("alpha"), an_entry("beta", item="9.9"))
    assert diagnostic.code == "FL806"
    assert diagnostic.variant == ""
    assert diagnostic.location == after.targets["1.1/rate"].goal_at
    assert diagnostic.facts == {
        "target": "1.1/rate",
        "changes": "goal: >= 95% → >= 90%",
        "departments": Name("alpha局", "Alpha Bureau"),
        "count": 1,
    }
    assert [related.key for related in diagnostic.related] == ["reported"]


def test_a_goal_changed_that_nobody_reported_against() -> None:
    before, after = plan_of(a_target(goal=">= 95%")), plan_of(a_target(goal=">= 90%"))
    [diagnostic] = found(before, after)
    assert (diagnostic.code, diagnostic.variant) == ("FL806", "unreported")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"due": "2021-11-30"}, "due: 2021-12-31 → 2021-11-30"),
        ({"binding": False}, "binding: True → False"),
        ({"may_exceed": True}, "may_exceed: False → True"),
        ({"baselines": {"alpha": "80/120"}}, "baseline: ∅ → alpha 80/120"),
        ({"owed_by": ("beta",)}, "reported_by: alpha beta → beta"),
        ({"first": "2022Q1"}, "from: 2021Q4 → 2022Q1"),
        ({"counts": Name("甲/乙")}, "counts: ∅ → 甲/乙"),
    ],
)
def test_every_part_of_a_definition_counts(changed: dict[str, Any], said: str) -> None:
    after = plan_of(a_target(**changed))
    [diagnostic] = found(plan_of(a_target()), after, REPORT)
    assert diagnostic.facts["changes"] == said
    assert diagnostic.location == after.targets["1.1/rate"].location


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"due": "2021-11-30"}, "due: 2021-12-31 → 2021-11-30"),
        ({"ongoing": True}, "ongoing: False → True"),
        ({"first": "2021Q4"}, "from: 2021Q3 → 2021Q4"),
        ({"unresolved": ("members",)}, "unresolved: ∅ → members"),
    ],
)
def test_a_changed_duty_is_said(changed: dict[str, Any], said: str) -> None:
    before, after = a_plan(an_item(unresolved=(), lead=("alpha",))), None
    after = a_plan(an_item(**{"unresolved": (), "lead": ("alpha",)} | changed))
    [diagnostic] = found(before, after)
    assert (diagnostic.code, diagnostic.variant) == ("FL807", "item")
    assert diagnostic.facts == {"ref": "1.1", "changes": said}


def test_a_department_let_off_is_said() -> None:
    before = a_plan(an_item(lead=("alpha",), shared=("beta",)), departments=("beta",))
    after = a_plan(an_item(lead=("alpha",)), departments=("beta",))
    [diagnostic] = found(before, after)
    assert diagnostic.facts["changes"] == "departments.beta: shared → ∅"


def test_changed_settings_are_said() -> None:
    [diagnostic] = found(a_plan(), a_plan(grace_days=90, first=a_period("2021Q4")))
    assert (diagnostic.code, diagnostic.variant) == ("FL807", "plan")
    assert diagnostic.facts["changes"] == (
        "reporting.first: 2021Q3 → 2021Q4; reporting.grace_days: 15 → 90"
    )


def items(*wanted: Item) -> Plan:
    return a_plan(*wanted, departments=("alpha", "beta"))


def test_a_removed_target_is_worse_when_somebody_reported() -> None:
    before, after = plan_of(a_target(), a_target("other")), plan_of()
    first, second = found(before, after, REPORT)
    assert (first.code, first.variant, first.facts["ref"]) == ("FL808", "target", "1.1/rate")
    assert (second.code, second.variant) == ("FL807", "target-removed")


def test_a_removed_item_is_worse_when_somebody_reported() -> None:
    before = items(an_item("1.1"), an_item("1.2"), an_item("1.3"))
    first, second = found(before, items(an_item("1.2")), REPORT)
    assert (first.code, first.variant, first.facts["count"]) == ("FL808", "item", 1)
    assert (second.code, second.variant, second.facts["ref"]) == ("FL807", "item-removed", "1.3")


def test_a_removed_department_is_worse_when_it_reported() -> None:
    before = a_plan(departments=("alpha", "beta", "gamma"))
    after = a_plan(departments=("alpha",))
    first, second = found(before, after, an_entry("beta"))
    assert (first.code, first.variant, first.facts["ref"]) == ("FL808", "department", "beta")
    assert first.location.path == "data/departments.yaml"
    assert (second.code, second.variant) == ("FL807", "department-removed")


def test_what_cannot_be_read_now_is_not_called_removed() -> None:
    before = a_plan(
        an_item("1.1", targets=(a_target(),)), an_item("1.2"), departments=("alpha", "beta")
    )
    after = a_plan(
        an_item("1.1"), departments=("alpha",), unread=frozenset({"1.1/rate", "1.2", "beta"})
    )
    assert found(before, after, REPORT) == []


def test_a_new_group_or_department_changes_nothing_that_was_asked() -> None:
    after = a_plan(departments=("delta",), groups=(a_group("new"),))
    assert found(a_plan(), after) == []
    named = {**a_plan().departments, "alpha": replace(a_department("alpha"), name=Name("别名"))}
    assert found(a_plan(), a_plan(departments=()), REPORT) == []
    assert found(a_plan(), replace(a_plan(), departments=named), REPORT) == []
