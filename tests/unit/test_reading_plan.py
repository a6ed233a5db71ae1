"""The plan from its two files: what is built."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from foodsafety_ledger.check.run import open_workspace
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.goal import GoalKind
from foodsafety_ledger.model.measure import COUNT, SCORE
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.period import Period, parse_period
from foodsafety_ledger.model.plan import (
    Across,
    Baseline,
    CommonDenominator,
    District,
    Expected,
    Pace,
    Resolution,
    Role,
    Term,
    ValueIs,
)
from plan_texts import DEPARTMENTS, HEAD, a_read_plan, a_target_text, an_item_text, read


def test_a_plan_with_every_default() -> None:
    plan = a_read_plan(an_item_text(targets=a_target_text()))
    item, target = plan.items["1.1"], plan.targets["1.1/rate"]
    assert (plan.id, plan.title, plan.office) == (
        "sample",
        Name("示例安排", "Sample plan"),
        "office",
    )
    assert (plan.start, plan.end, plan.grace_days) == (date(2021, 1, 1), date(2021, 12, 31), 15)
    assert (item.first, item.due, item.last) == (
        Period(2021, 3),
        date(2021, 12, 31),
        Period(2021, 4),
    )
    assert (item.task, item.section, item.open, item.ongoing) == ("1", "s1", False, False)
    assert item.holders == {"market": Role.RESPONSIBLE}
    assert item.named == {Role.RESPONSIBLE: ("market",)}
    assert (item.owing, item.unresolved, item.takes_others) == (("market",), (), False)
    assert target.due == date(2021, 12, 31)
    assert target.owed_by == ("market",)
    assert target.across is Across.POOLED
    assert target.baselines is None
    assert target.binding
    assert not target.may_exceed
    assert target.goal_text == ">= 95%"
    assert str(target.goal_at) == "data/tasks.yaml:20:15"
    assert str(target.quote_at) == "data/tasks.yaml:23:16"
    assert str(item.phrase_at) == "data/tasks.yaml:14:15"
    assert str(item.location) == "data/tasks.yaml:12:7"
    assert plan.unread == frozenset()


def test_reporting_has_defaults_of_its_own() -> None:
    plan = a_read_plan(head=HEAD.replace("{every: quarter, first: 2021Q3, grace_days: 15}", "{}"))
    assert (plan.first, plan.grace_days) == (Period(2021, 1), 0)


@pytest.mark.parametrize(
    ("issued", "first"),
    [
        ("2021-07-01", Period(2021, 3)),
        ("2021-07-02", Period(2021, 4)),
        ("2021-12-31", Period(2022, 1)),
        ("未注明", Period(2021, 3)),
    ],
)
def test_a_target_is_judged_from_the_first_period_that_begins_on_or_after_the_issue(
    issued: str, first: Period
) -> None:
    head = HEAD.replace("issued: 2021-09-01", f"issued: {issued}")
    plan = a_read_plan(an_item_text(targets=a_target_text()), head=head)
    assert plan.targets["1.1/rate"].first == first


@pytest.mark.parametrize(
    ("of_item", "of_target", "judged"),
    [
        # the document is of 1 September 2021: the first period that begins after it is the fourth
        ("2021Q2", "", Period(2021, 4)),
        ("2021Q2", "2021Q3", Period(2021, 3)),
        ("2021Q2", "2021Q1", Period(2021, 2)),
        ("2021Q4", "2021Q2", Period(2021, 4)),
    ],
)
def test_periods_are_judged_from_the_later_of_the_targets_from_and_the_items(
    of_item: str, of_target: str, judged: Period
) -> None:
    target = a_target_text(from_=of_target) if of_target else a_target_text()
    plan = a_read_plan(an_item_text(from_=of_item, targets=target))
    assert plan.items["1.1"].first == parse_period(of_item)
    assert plan.targets["1.1/rate"].first == judged


def test_a_target_is_due_with_its_item_unless_it_says_otherwise() -> None:
    plan = a_read_plan(an_item_text(due="2021-11-15", targets=a_target_text()))
    assert plan.targets["1.1/rate"].due == date(2021, 11, 15)
    plan = a_read_plan(an_item_text(due="2021-11-15", targets=a_target_text(due="2021-10-01")))
    assert plan.targets["1.1/rate"].due == date(2021, 10, 1)


def test_groups_are_expanded_and_the_strongest_role_holds() -> None:
    item = an_item_text(responsible="[streets]", lead="[west, market]", support="[farm, market]")
    holders = a_read_plan(item).items["1.1"].holders
    assert list(holders.items()) == [
        ("market", Role.LEAD),
        ("farm", Role.SUPPORT),
        ("east", Role.RESPONSIBLE),
        ("west", Role.LEAD),
    ]
    assert a_read_plan(item).items["1.1"].owing == ("market", "east", "west")


@pytest.mark.parametrize(
    ("roles", "owed_by"),
    [
        ({"lead": "[market]", "responsible": "[farm]", "shared": "[east]"}, ("market", "farm")),
        (
            {"responsible": None, "shared": "[farm, market]", "support": "[east]"},
            ("market", "farm"),
        ),
        ({"responsible": "[related]", "shared": "[farm]"}, ()),
        ({"responsible": None, "shared": "[streets]"}, ("east", "west")),
    ],
)
def test_a_value_is_owed_by_lead_and_responsible_or_else_by_shared(
    roles: dict[str, str | None], owed_by: tuple[str, ...]
) -> None:
    plan, _, _ = read(an_item_text(targets=a_target_text(), **roles))
    assert plan is not None
    assert plan.targets["1.1/rate"].owed_by == owed_by


def test_reported_by_says_who_owes_a_value() -> None:
    item = an_item_text(
        responsible="[market, streets]", targets=a_target_text(reported_by="[streets]")
    )
    assert a_read_plan(item).targets["1.1/rate"].owed_by == ("east", "west")


def test_a_selective_group_is_unresolved_until_the_item_says_whom_it_means() -> None:
    open_item = a_read_plan(an_item_text(shared="[related]")).items["1.1"]
    assert (open_item.unresolved, open_item.takes_others) == (("related",), True)
    assert open_item.owing == ("market",)
    resolved = an_item_text(
        shared="[related]", resolved="{related: {members: [farm], basis: 纪要}}"
    )
    item = a_read_plan(resolved).items["1.1"]
    assert (item.unresolved, item.takes_others, item.owing) == ((), False, ("market", "farm"))


def test_a_supporting_selective_group_takes_others_and_is_no_duty() -> None:
    plan, found, _ = read(an_item_text(support="[related]"))
    assert plan is not None
    assert (plan.items["1.1"].unresolved, plan.items["1.1"].takes_others) == ((), True)
    assert found == []


def test_an_empty_group_creates_no_duty() -> None:
    departments = DEPARTMENTS.replace("members: [west, east]", "members: []")
    item = a_read_plan(an_item_text(shared="[streets]"), departments=departments).items["1.1"]
    assert (item.unresolved, item.takes_others, item.owing) == (("streets",), False, ("market",))


def test_an_open_list_takes_others() -> None:
    assert a_read_plan(an_item_text(open="true")).items["1.1"].takes_others


def test_baselines() -> None:
    target = a_target_text(
        goal="rising", baseline="{market: 80/120, basis: {zh: 2020年报, en: report of 2020}}"
    )
    plan = a_read_plan(an_item_text(targets=target))
    basis = Name("2020年报", "report of 2020")
    assert plan.targets["1.1/rate"].baselines == {"market": Baseline(Counts(80, 120), basis)}
    count = a_target_text(measure="count", goal="falling", counts=None, baseline="{market: 7.5}")
    plan = a_read_plan(an_item_text(targets=count))
    assert plan.targets["1.1/rate"].baselines == {"market": Baseline(Fraction(15, 2))}


def test_milestones_and_occasions_are_judged_for_each_and_need_no_value_is() -> None:
    milestone = a_target_text(measure="milestone", goal="done", value_is=None, counts=None)
    target = a_read_plan(an_item_text(targets=milestone)).targets["1.1/rate"]
    assert (target.across, target.value_is) == (Across.EACH, ValueIs.SNAPSHOT)


def test_errata_ignored_and_basis_are_kept() -> None:
    item = an_item_text(errata="[{quote: 区市局, reading: 区市场局, why: {zh: 缺字, en: a slip}}]")
    plan = a_read_plan(item)
    (erratum,) = plan.items["1.1"].errata
    assert (erratum.quote, erratum.reading) == ("区市局", Name("区市场局"))
    assert erratum.why == Name("缺字", "a slip")
    assert str(erratum.location) == "data/tasks.yaml:16:24"
    head = "ignored:\n- {quote: 320家, why: 背景}\n" + HEAD
    (ignored,) = a_read_plan(head=head).ignored
    assert (ignored.quote, ignored.why, str(ignored.location)) == (
        "320家",
        Name("背景"),
        "data/tasks.yaml:2:11",
    )


def test_departments_keep_their_order_aliases_and_authors() -> None:
    text = "departments:\n- {id: b, name: {zh: 乙}, kind: x, aliases: [乙局], authors: [b@x.cn]}\n"
    plan = a_read_plan(departments=text + DEPARTMENTS.replace("departments:\n", ""))
    first = plan.departments["b"]
    assert (first.order, first.aliases, first.authors) == (0, ("乙局",), ("b@x.cn",))
    assert plan.groups["streets"].members == ("east", "west")
    assert list(plan.departments) == ["b", "market", "farm", "office", "east", "west"]


def test_in_the_plan_that_the_project_ships_a_count_names_its_unit() -> None:
    plan = open_workspace(WorkTree(Path(__file__).parents[2])).plan
    assert plan is not None
    counts = [t for t in plan.targets.values() if t.measure in {COUNT, SCORE}]
    bare = [t.ref for t in counts if t.goal.kind is GoalKind.BOUND and not t.goal.unit]
    assert (bare, len(counts) > 5) == ([], True)


def test_what_the_office_adds_to_the_document() -> None:
    head = HEAD.replace("grace_days: 15", "grace_days: 15, remind_days: 3, pace: {far_behind: 20}")
    head = head.replace(
        "office: office\n", "office: office\ndistrict: {code: 320703, name: {zh: 区}}\n"
    )
    common = a_target_text(
        denominator="common", common_denominator="{value: 160390, basis: 普查}", indicator="js/rate"
    )
    item = an_item_text(targets=common, expects="[{id: plan-file, name: {zh: 计划}}]")
    plan = a_read_plan(item, head=head)
    assert (plan.remind_days, plan.pace) == (3, Pace(10, 20))
    assert plan.district == District("320703", Name("区"))
    assert plan.items["1.1"].expects == (Expected("plan-file", Name("计划")),)
    target = plan.targets["1.1/rate"]
    assert (target.common, target.indicator) == (CommonDenominator(160390, Name("普查")), "js/rate")
    lead = an_item_text(lead="[related]", resolved="{related: {members: [east], basis: 会议}}")
    assert a_read_plan(lead).items["1.1"].resolved == {
        "related": Resolution(("east",), Name("会议"))
    }


def test_members_come_and_go_within_the_time_of_their_department() -> None:
    departments = DEPARTMENTS.replace("id: west,", "id: west, from: 2021-04-01,").replace(
        "members: [west, east]",
        "members: [{id: east, until: 2021-09-30}, {id: west, from: 2021-01-01, until: 2021-12-31}]",
    )
    item = a_read_plan(an_item_text(responsible="[streets, market]"), departments=departments)
    assert item.items["1.1"].terms == {
        "east": (Term(end=date(2021, 9, 30)),),
        "west": (Term(date(2021, 4, 1), date(2021, 12, 31)),),
    }


def test_who_took_over_has_the_part_of_who_went_from_the_day_that_is_said_once() -> None:
    departments = DEPARTMENTS.replace("id: east,", "id: east, until: 2021-09-30,").replace(
        "id: west,", "id: west, succeeds: [east],"
    )
    targets = a_target_text()
    item = an_item_text(lead="[east]", responsible=None, targets=targets)
    plan = a_read_plan(item, departments=departments)
    assert plan.departments["west"].term == Term(date(2021, 10, 1))
    assert plan.items["1.1"].holders == {"east": Role.LEAD, "west": Role.LEAD}
    assert plan.items["1.1"].terms == {
        "east": (Term(end=date(2021, 9, 30)),),
        "west": (Term(date(2021, 10, 1)),),
    }
    assert plan.targets["1.1/rate"].owed_by == ("east", "west")
