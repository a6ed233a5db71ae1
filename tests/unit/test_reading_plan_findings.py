"""The plan from its two files: what is found wrong, and what is left out for it."""

from __future__ import annotations

from datetime import date
from textwrap import indent

import pytest

from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.reading.plan import read_plan
from plan_texts import DEPARTMENTS, HEAD, a_target_text, an_item_text, located, read, told


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (an_item_text(phrase=None), ["FL201 id"]),
        (an_item_text(phrase='""'), ['FL204.empty ""']),
        (an_item_text(phrase="[a]"), ["FL203.text [a]"]),
        (an_item_text(phrase=None, phrases="x"), ["FL202 phrases"]),
        (an_item_text(colour="red"), ["FL202 colour"]),
        (an_item_text(summary="{zh: a, eng: b}"), ["FL202 eng"]),
        (an_item_text(resolved="{related: {member: [east]}}"), ["FL202 member"]),
        (an_item_text(lead="market"), ["FL203.list market"]),
        (an_item_text(lead="[[market]]"), ["FL203.text [market]"]),
        (an_item_text(summary="x"), ["FL203.mapping x"]),
        (an_item_text(due="2021-11-31"), ["FL204.date 2021-11-31"]),
        (an_item_text(due="2022-01-01"), ["FL215 2022-01-01"]),
        (an_item_text(due="2020-12-31"), ["FL215 2020-12-31"]),
        (an_item_text(due="9999-12-31"), ["FL204.date 9999-12-31"]),
        (an_item_text(from_="0001Q1"), ["FL204.period 0001Q1"]),
        (an_item_text(from_="2021-3"), ["FL204.period 2021-3"]),
        (an_item_text(from_="2020Q4"), ["FL215 2020Q4"]),
        (an_item_text(from_="2021Q4", due="2021-09-30"), []),  # one report, for 2021Q4
        (an_item_text(open="yes"), ["FL204.flag yes"]),
        (an_item_text(lead="[markt]"), ["FL207 markt"]),
        (an_item_text(lead="[Market!]"), ["FL204.id Market!"]),
        (an_item_text(resolved="{streets: {members: [east]}}"), ["FL217.not-selective streets"]),
        (an_item_text(resolved="{related: {members: [east]}}"), ["FL217.not-named related"]),
        (an_item_text(resolved="{nobody: {members: [east]}}"), ["FL207.not-a-group nobody"]),
        (
            an_item_text(lead="[related]", resolved="{related: {members: [east, ost, streets]}}"),
            ["FL207.department ost", "FL207.group streets"],
        ),
        (an_item_text(id='"1.x"'), ['FL204.item-id "1.x"']),
        (an_item_text(id='"2.1"'), ['FL213 "2.1"']),
        (an_item_text(id='"1.1.1"'), ['FL204.item-id "1.1.1"']),
        (an_item_text() + an_item_text(), ['FL206 "1.1"']),
        (an_item_text(responsible=None), ["FL212 id"]),
        (an_item_text(responsible="[related]"), ["FL209 related"]),
        (an_item_text(review="[{why: 看不清}, {why: 缺字}]"), ["FL214 看不清", "FL214 缺字"]),
        (an_item_text(review="x"), ["FL203.list x"]),
        (an_item_text(errata="[{quote: a}]"), ["FL201 quote", "FL201 quote"]),
        (
            an_item_text(errata="[{quote: a, reading: {en: b}, why: ''}]"),
            ["FL201 en", "FL204.empty ''"],
        ),
        (an_item_text(errata="[{quote: a, reading: [b], why: c}]"), ["FL203.text [b]"]),
        ("- 一段话\n", ["FL203.mapping 一段话"]),
    ],
)
def test_findings_in_items(item: str, expected: list[str]) -> None:
    assert read(item).told == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (a_target_text(value_is=None), ["FL201.measure id"]),
        (a_target_text(counts=None), ["FL201.measure id"]),
        (a_target_text(goal="95%以上"), ["FL205 95%以上"]),
        (a_target_text(goal="risng"), ["FL205 risng"]),
        (a_target_text(measure="ratios"), ["FL204.choice ratios"]),
        (a_target_text(due="2022-03-01"), ["FL215 2022-03-01"]),
        (a_target_text(from_="2022Q1"), ["FL215 2022Q1"]),
        (a_target_text(reported_by="[farm]"), ["FL211.reporter-without-part farm"]),
        (a_target_text(reported_by="[frm]"), ["FL207 frm"]),
        (a_target_text(goal="rising", baseline="{farm: 1/2}"), ["FL211.baseline-not-owed farm"]),
        (a_target_text(goal="rising", baseline="{maket: 1/2}"), ["FL207.department maket"]),
        (a_target_text(goal="rising", baseline="{market: 66%}"), ["FL204.baseline-counts 66%"]),
        (a_target_text(goal="rising", baseline="{market: 0/0}"), ["FL204.baseline-counts 0/0"]),
        (
            a_target_text(measure="score", goal="kept", baseline="{market: 高}"),
            ["FL204.baseline 高"],
        ),
        (
            a_target_text(measure="score", goal="kept", baseline="{market: -3}"),
            ["FL204.baseline -3"],
        ),
        (a_target_text() + a_target_text(), ["FL206 rate"]),
        (a_target_text(sha256="abc"), ["FL202 sha256"]),
    ],
)
def test_findings_in_targets(target: str, expected: list[str]) -> None:
    assert read(an_item_text(targets=target)).told == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("end: 2021-12-31", "end: 2020-12-31", ["FL215.end-before-start 2020-12-31"]),
        ("office: office", "office: offce", ["FL207.department offce"]),
        ("office: office", "office: streets", ["FL207.department streets"]),
        ("first: 2021Q3", "first: 2022Q3", ["FL215 2022Q3"]),
        ("grace_days: 15", "grace_days: -1", ["FL204.number -1"]),
        ("grace_days: 15", "grace_days: 366", []),
        ("grace_days: 15", "grace_days: 367", ["FL204.days 367"]),
        ("grace_days: 15", "grace_days: 999999999", ["FL204.days 999999999"]),
        ("first: 2021Q3", "first: 0001Q1", ["FL204.period 0001Q1"]),
        ("first: 2021Q3", "first: 1921Q1", ["FL215 1921Q1"]),
        ("end: 2021-12-31", "end: 9999-12-31", ["FL204.date 9999-12-31"]),
        ("end: 2021-12-31", "end: 2031-12-31", ["FL215.too-long 2031-12-31"]),
        ("start: 2021-01-01", "start: 0001-01-01", ["FL204.date 0001-01-01"]),
        ("issued: 2021-09-01", "issued: 1021-09-01", ["FL204.issued 1021-09-01"]),
        ("issued: 2021-09-01", "issued: 2121-09-01", ["FL215.far 2121-09-01"]),
        ("issued: 2021-09-01", "issued: 2011-09-01", []),
        ("issued: 2021-09-01", "issued: 未注明", []),
        ("issued: 2021-09-01", "issued: not stated", []),
        ("issued: 2021-09-01", "issued: not known", ["FL204.issued not known"]),
        ("every: quarter", "every: week", ["FL204.choice week"]),
        ("issued: 2021-09-01", "issued: 2021年9月", ["FL204.issued 2021年9月"]),
        ("plan: sample", "plan: Sample 2021", ["FL204.id Sample 2021"]),
        ("issued: ", "sha256: 12, issued: ", ["FL204.hash 12"]),
        ('- id: "1"', "- id: 一", ["FL204.task-id 一"]),
        ("- id: s1", "- id: S1", ["FL204.id S1"]),
        ("title: {", "titel: {", ["FL202 titel"]),
        ("sections:", "sectons:", ["FL202 sectons"]),
    ],
)
def test_findings_in_the_head(old: str, new: str, expected: list[str]) -> None:
    assert read(head=HEAD.replace(old, new)).told == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kind: bureau", "kinds: bureau", ["FL202 kinds"]),
        ("id: farm", "id: market", ["FL206 market"]),
        ("id: streets", "id: market", ["FL206 market"]),
        ("members: [west, east]", "members: [west, est]", ["FL207.department est"]),
        ("members: [west, east]", "members: [related]", ["FL207.group related"]),
        ("members: [west, east]", "selective: maybe", ["FL204.flag maybe"]),
        ("e: true", "e: true, members: [east]", ["FL217.selective-members [east]"]),
        ("members: [west, east]", "members: []", ["FL208 id"]),
        ("name: {zh: 区农业局}", "name: {en: Farm}", ["FL201 en"]),
        ("departments:", "department:", ["FL202 department"]),
        ("groups:", "extra: [x]\ngroups:", ["FL202 extra"]),
    ],
)
def test_findings_in_the_departments(old: str, new: str, expected: list[str]) -> None:
    text = DEPARTMENTS.replace(old, new, 1)
    _, found = read_plan(None, located(text))
    assert [told(d, text) for d in found] == expected


def test_the_nearest_right_word_is_a_fact() -> None:
    item, other = an_item_text(phrases="x", phrase=None), an_item_text(id='"1.2"', lead="[markt]")
    assert [d.facts.get("nearest") for d in read(item, other).found] == ["phrase", "market"]


def test_the_first_of_two_is_related() -> None:
    (found,) = read(an_item_text() + an_item_text()).found
    assert [(r.key, str(r.location)) for r in found.related] == [("first", "data/tasks.yaml:12:11")]


def test_what_does_not_read_is_left_out_and_named() -> None:
    bad = an_item_text(id='"1.2"', due="soon")
    odd = an_item_text(id='"1.3"', lead="[nobody]", targets=a_target_text(goal="more"))
    plan, _, _ = read(an_item_text(), bad, odd)
    assert plan is not None
    assert list(plan.items) == ["1.1", "1.3"]
    assert plan.targets == {}
    assert plan.unread == {"1.2", "1.3", "1.3/rate"}


def test_an_item_reads_on_without_words_that_no_ledger_needs() -> None:
    plan, found, _ = read(
        an_item_text(summary=None, errata="x", targets=a_target_text(name="x", quote=None))
    )
    assert plan is not None
    assert list(plan.targets) == ["1.1/rate"]
    assert len(found) == 4
    assert plan.unread == frozenset()


def test_a_misspelt_key_that_matters_leaves_its_node_out() -> None:
    plan, _, _ = read(an_item_text(dew="2021-10-01"), an_item_text(id='"1.2"', colour="red"))
    assert plan is not None
    assert list(plan.items) == ["1.2"]


def test_items_of_a_section_and_task_that_do_not_read_are_read_all_the_same() -> None:
    head = HEAD.replace("- id: s1", "- id: S 1").replace('- id: "1"', "- id: 一")
    plan, _, _ = read(head=head)
    assert plan is not None
    assert (plan.items["1.1"].section, plan.items["1.1"].task) == ("S 1", "1")


def test_a_group_with_an_unknown_member_leaves_its_items_partly_read() -> None:
    departments = DEPARTMENTS.replace("members: [west, east]", "members: [west, ost]")
    plan, _, _ = read(an_item_text(shared="[streets]"), departments=departments)
    assert plan is not None
    assert plan.unread == {"1.1", "streets"}


def test_a_department_that_does_not_read_is_not_unknown() -> None:
    departments = DEPARTMENTS.replace("{zh: 区农业局}", "区农业局")
    target = a_target_text(goal="rising", reported_by="[farm]", baseline="{farm: 1/2}")
    item = an_item_text(lead="[farm]", resolved="{farm: {members: [farm]}}", targets=target)
    plan, _, found = read(item, departments=departments)
    assert found == ["FL203.mapping 区农业局"]
    assert plan is not None
    assert {"farm", "1.1", "1.1/rate"} <= plan.unread


def test_an_office_that_does_not_read_is_not_unknown() -> None:
    departments = DEPARTMENTS.replace("kind: office", "kind: []")
    plan, _, found = read(departments=departments)
    assert found == ["FL203.text []"]
    assert plan is not None
    assert plan.unread == {"office"}


def test_without_departments_only_the_shape_of_the_tasks_is_looked_at() -> None:
    assert read_plan(located(HEAD + "    - []\n"), None)[0] is None
    assert read_plan(located(HEAD.replace("    items:\n", "")), None) == (None, [])
    assert read_plan(None, None) == (None, [])


def test_a_plan_whose_own_id_does_not_read_stands_for_no_other() -> None:
    plan, _, _ = read(head=HEAD.replace("plan: sample", "plan: ''"))
    assert plan is not None
    assert plan.id in plan.unread


def test_a_target_that_nobody_owes_is_noted_only_where_others_report() -> None:
    alone = an_item_text(responsible="[related]", targets=a_target_text())
    assert read(alone).told == ["FL209 related"]
    beside = an_item_text(responsible="[related]", shared="[farm]", targets=a_target_text())
    assert read(beside).told == ["FL209 related", "FL210 id"]


def test_what_a_mistake_in_the_text_tore_away_is_not_missing() -> None:
    text = HEAD + indent(an_item_text(phrase="a: b"), "    ")
    torn = read_yaml("data/tasks.yaml", text).data
    assert isinstance(torn, LocatedMap)
    plan, found = read_plan(torn, located(DEPARTMENTS))
    assert found == []
    assert plan is not None
    assert plan.items["1.1"].phrase == "?"


def test_who_has_a_part_is_not_held_against_an_item_that_reads_in_part() -> None:
    target = a_target_text(goal="rising", reported_by="[east]", baseline="{farm: 1/2}")
    assert read(an_item_text(lead="[nobody]", targets=target)).told == ["FL207 nobody"]


def test_a_review_mark_without_a_reason_is_only_a_missing_key() -> None:
    assert read(an_item_text(review="[{}]")).told == ["FL201 {}"]


def test_what_lies_outside_the_plan_is_found_and_not_reckoned_with() -> None:
    target = a_target_text(due="2999-12-31", from_="1900Q1")
    head = HEAD.replace("first: 2021Q3", "first: 1900Q1").replace("2021-09-01", "1921-09-01")
    plan, _, told = read(an_item_text(due="2999-12-31", from_="1900Q1", targets=target), head=head)
    assert plan is not None
    (item,) = plan.items.values()
    begin, end = Period(2021, 1), date(2021, 12, 31)
    assert (plan.first, item.first, item.due) == (begin, begin, end)
    assert (item.targets[0].first, item.targets[0].due) == (begin, end)
    assert len(told) == 6
