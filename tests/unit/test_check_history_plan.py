"""What is said when the plan asks for something else than before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import an_entry
from foodsafety_ledger.check.history_plan import OldEntry, Stage, check_redefined
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.diagnostic import Diagnostic
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.reading.plan import read_plan
from repos import DEPARTMENTS, TASKS

REPORT = an_entry("alpha", values={"rate": "94/99"})
LAST = '          - id: "1.2"'
NEW = '          - {id: "1.3", summary: {zh: 新}, phrase: 甲局, lead: [alpha]}\n'
GROUPS = "groups:\n  - {id: both, name: {zh: 两局}, members: [alpha, beta], basis: 名单}\n"


def stage(tasks: str = TASKS, departments: str = DEPARTMENTS) -> Stage:
    texts = {"data/tasks.yaml": tasks, "data/departments.yaml": departments}
    read = {path: read_yaml(path, text) for path, text in texts.items()}
    files = {
        path: reading.data
        for path, reading in read.items()
        if reading.complete and isinstance(reading.data, LocatedMap)
    }
    plan, _ = read_plan(files.get("data/tasks.yaml"), files.get("data/departments.yaml"))
    return Stage(files, plan)


def found(before: Stage, after: Stage, *reports: Entry) -> list[Diagnostic]:
    return check_redefined(before, after, [OldEntry(one, one) for one in reports], "c0ffee")[1]


def edited(old: str, new: str, *reports: Entry, tasks: str = TASKS) -> list[Diagnostic]:
    """What is found where ``old`` becomes ``new`` in either file."""
    assert (tasks + DEPARTMENTS + GROUPS).count(old) == 1
    before = stage(tasks, DEPARTMENTS + GROUPS)
    after = stage(tasks.replace(old, new), (DEPARTMENTS + GROUPS).replace(old, new))
    return found(before, after, *reports)


def told(diagnostics: list[Diagnostic]) -> list[str]:
    return [
        " ".join([d.code, d.variant, str(d.facts.get("ref", "")), str(d.facts.get("changes", ""))])
        for d in diagnostics
    ]


def test_the_same_plan_says_nothing() -> None:
    assert found(stage(), stage(), REPORT) == []


def test_a_goal_changed_under_reports_names_those_who_reported() -> None:
    other = an_entry("beta", item="9.9")
    [diagnostic] = edited('">= 95%"', '">= 90%"', REPORT, an_entry("alpha"), other)
    assert (diagnostic.code, diagnostic.variant) == ("FL806", "")
    assert str(diagnostic.location) == "data/tasks.yaml:22:23"
    assert diagnostic.facts == {
        "target": "1.1/rate",
        "changes": "goal: >= 95% → >= 90%",
        "departments": Name("甲局", "Alpha Bureau"),
        "count": 1,
    }
    assert [related.key for related in diagnostic.related] == ["reported"]


def test_a_goal_changed_that_nobody_reported_against() -> None:
    [diagnostic] = edited('">= 95%"', '">= 90%"')
    assert (diagnostic.code, diagnostic.variant) == ("FL806", "unreported")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("value_is: snapshot", "value_is: increment", "value_is: snapshot → increment"),
        (
            "value_is: snapshot",
            "value_is: snapshot\n                binding: false",
            "binding: true → false",
        ),
        (
            "counts: {zh: 已自查/应自查",
            "counts: {zh: 已自查/在册",
            "counts.zh: 已自查/应自查 → 已自查/在册",
        ),
        (
            "value_is: snapshot",
            "value_is: snapshot\n                due: 2021-11-30",
            "due: ∅ → 2021-11-30",
        ),
    ],
)
def test_every_part_of_a_definition_counts(old: str, new: str, said: str) -> None:
    diagnostics = edited(old, new, REPORT)
    assert [(d.code, d.facts["changes"]) for d in diagnostics] == [("FL806", said)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "{zh: 甲局, en: Alpha",
            "{zh: 甲局（新）, en: Alpha",
            "FL807 department alpha name.zh: 甲局 → 甲局（新）",
        ),
        ("zh: 自查率, en", "zh: 抽检率, en", "FL807 target 1.1/rate name.zh: 自查率 → 抽检率"),
        (
            "自查率达到95%",
            "自查率达到九成五",
            "FL807 target 1.1/rate quote: 自查率达到95% → 自查率达到九成五",
        ),
        (
            "phrase: 甲局、乙局负责",
            "phrase: 乙局、甲局负责",
            "FL807 item 1.1 phrase: 甲局、乙局负责 → 乙局、甲局负责",
        ),
        ("zh: 企业自查, en", "zh: 企业检查, en", "FL807 item 1.1 summary.zh: 企业自查 → 企业检查"),
        ("grace_days: 15", "grace_days: 90", "FL807 plan  reporting.grace_days: 15 → 90"),
        (
            "2021）1号",
            "2021）2号",
            "FL807 plan  document.number: 某食安委（2021）1号 → 某食安委（2021）2号",
        ),
        ("members: [alpha, beta]", "members: [alpha]", "FL807 group both members: -beta"),
        ("basis: 名单", "basis: 会议", "FL807 group both basis: 名单 → 会议"),
        ("title: {zh: 检查, en", "title: {zh: 督查, en", "FL807 section s1 title.zh: 检查 → 督查"),
        ("title: {zh: 自查, en", "title: {zh: 抽查, en", "FL807 task 1 title.zh: 自查 → 抽查"),
        (
            "office: office\n",
            "office: office\nignored: [{quote: 5, why: 年份}]\n",
            "FL807 plan  ignored: ∅ → 5: quote: 5, why: 年份",
        ),
        (
            "office: office\n",
            "office: office\nreview: [{why: 再看}]\n",
            "FL807 plan  review: +why: 再看",
        ),
        (
            "groups:\n",
            "groups:\n  - {id: new, name: {zh: 新组}, members: [alpha]}\n",
            "FL807 group-added new ",
        ),
        (LAST, f"{NEW}{LAST}", "FL807 item-added 1.3 "),
    ],
)
def test_whatever_else_changes_is_said_on_a_line(old: str, new: str, said: str) -> None:
    assert told(edited(old, new)) == [said]


def test_a_changed_list_of_authors_has_a_rule_of_its_own() -> None:
    assert edited("甲局, en: Alpha Bureau}", "甲局, en: Alpha Bureau}, authors: [a@x]") == []


def test_names_that_were_swapped_are_said_of_both() -> None:
    swapped = DEPARTMENTS.replace("甲局", "?").replace("乙局", "甲局").replace("?", "乙局")
    assert told(found(stage(), stage(departments=swapped))) == [
        "FL807 department alpha name.zh: 甲局 → 乙局",
        "FL807 department beta name.zh: 乙局 → 甲局",
    ]


def test_a_department_let_off_is_said_of_the_item_and_of_what_it_reported() -> None:
    reports = (REPORT, an_entry("beta", values={"rate": "94/99"}))
    assert told(
        edited("[alpha, beta]\n            targets", "[alpha]\n            targets", *reports)
    ) == [
        "FL806   reported_by: -beta",
        "FL807 item 1.1 responsible: -beta",
    ]


def test_what_a_target_takes_from_its_item_is_said_where_it_was_reported_on() -> None:
    later = "phrase: 甲局、乙局负责\n            due: 2021-11-30"
    assert told(edited("phrase: 甲局、乙局负责", later)) == ["FL807 item 1.1 due: ∅ → 2021-11-30"]
    assert told(edited("phrase: 甲局、乙局负责", later, REPORT)) == [
        "FL806   due: 2021-12-31 → 2021-11-30",
        "FL807 item 1.1 due: ∅ → 2021-11-30",
    ]


def without(start: str, end: str) -> Stage:
    first, last = TASKS.index(start), TASKS.index(end) if end else len(TASKS)
    return stage(TASKS[:first] + TASKS[last:])


def test_a_removed_target_is_worse_when_somebody_reported() -> None:
    after = without("            targets:", '          - id: "1.2"')
    [worse] = found(stage(), after, REPORT)
    assert (worse.code, worse.variant, worse.facts["ref"]) == ("FL808", "target", "1.1/rate")
    assert told(found(stage(), after)) == ["FL807 target-removed 1.1/rate "]


def test_a_removed_item_is_worse_when_somebody_reported_and_is_said_once() -> None:
    after = without('          - id: "1.1"', '          - id: "1.2"')
    [worse] = found(stage(), after, REPORT)
    assert (worse.code, worse.variant, worse.facts["count"]) == ("FL808", "item", 1)
    assert told(found(stage(), after)) == ["FL807 item-removed 1.1 "]


def test_of_a_removed_section_only_what_was_reported_on_is_named_beside_it() -> None:
    after = stage(
        TASKS.replace("id: s1", "id: s9").replace('- id: "1"', '- id: "2"').replace('"1.', '"2.')
    )
    assert told(found(stage(), after, REPORT)) == [
        "FL808 item 1.1 ",
        "FL807 section-removed s1 ",
        "FL807 section-added s9 ",
    ]


def test_a_removed_department_is_worse_when_it_reported() -> None:
    after = stage(
        departments=DEPARTMENTS.replace("{id: beta, name: {zh: 乙", "{id: b, name: {zh: 丙")
    )
    worse = found(stage(), after, an_entry("beta"))[0]
    assert (worse.code, worse.variant, worse.facts["ref"]) == ("FL808", "department", "beta")
    assert worse.location.path == "data/departments.yaml"
    assert "FL807 department-removed beta " in told(found(stage(), after))


RENAMED = TASKS.replace("alpha", "gamma"), DEPARTMENTS.replace("alpha", "gamma")


def test_a_department_under_another_id_is_said_once() -> None:
    assert told(found(stage(), stage(*RENAMED))) == ["FL807 department-renamed alpha "]
    [lost] = found(stage(), stage(*RENAMED), REPORT)
    assert (lost.code, lost.facts) == ("FL808", {"ref": "alpha", "now": "gamma", "count": 1})
    assert str(lost.location) == "data/departments.yaml:2:10"


def test_a_department_whose_ledger_went_to_a_new_one_is_that_whatever_its_name() -> None:
    tasks, departments = RENAMED
    after = stage(tasks, departments.replace("甲局", "丙局"))
    moved = OldEntry(REPORT, replace(REPORT, path="ledgers/gamma.yaml"))
    renamed, diagnostics = check_redefined(stage(), after, [moved], "c0ffee")
    assert renamed == {"alpha": "gamma"}
    assert told(diagnostics) == [
        "FL808 department-renamed alpha ",
        "FL807 department gamma name.zh: 甲局 → 丙局",
    ]


def test_what_is_more_than_another_id_is_shown_beside_it() -> None:
    tasks, departments = RENAMED
    after = stage(tasks.replace("[gamma, beta]", "[gamma, office]"), departments)
    assert told(found(stage(), after)) == [
        "FL807 department-renamed alpha ",
        "FL807 item 1.1 responsible: -alpha -beta +gamma +office",
    ]


def test_a_group_under_another_id_is_said_once() -> None:
    grouped = TASKS.replace("[alpha, beta]", "[both]")
    before = stage(grouped, DEPARTMENTS + GROUPS)
    after = stage(grouped.replace("[both]", "[two]"), DEPARTMENTS + GROUPS.replace("both,", "two,"))
    assert told(found(before, after, REPORT)) == ["FL807 group-renamed both "]


def test_an_entry_rewritten_along_with_the_plan_had_still_reported() -> None:
    after = stage(TASKS.replace('"1.1"', '"1.3"'))
    rewritten = OldEntry(REPORT, replace(REPORT, item="1.3"))
    _, [lost, *_] = check_redefined(stage(), after, [rewritten], "c0ffee")
    assert (lost.code, lost.variant, lost.facts["ref"]) == ("FL808", "item", "1.1")


def test_what_does_not_fit_now_is_not_called_removed() -> None:
    assert [d.code for d in edited("measure: ratio", "measure: rate", REPORT)] == ["FL806"]
    [said] = edited("measure: ratio", "measure: rate", REPORT)
    assert said.facts["changes"] == "measure: ratio → rate"


def test_a_file_that_does_not_read_now_is_checks_own_matter() -> None:
    torn = TASKS.replace("office: office\n", "office: [\n")
    assert found(stage(), stage(torn), REPORT) == []


def test_without_the_departments_of_then_those_who_reported_go_by_their_ids() -> None:
    before = stage(departments="departments: [\n")
    assert before.plan is None
    after = stage(TASKS.replace('95%"', '90%"'))
    [diagnostic] = found(before, after, REPORT)
    assert diagnostic.facts["departments"] == Name("alpha", "alpha")


def test_a_plan_that_was_replaced_is_not_listed_line_by_line() -> None:
    items = "".join(
        f'          - {{id: "1.{n}", summary: {{zh: 宣传}}, phrase: 甲局负责, lead: [alpha]}}\n'
        for n in range(3, 100)
    )
    changed = (TASKS + items).replace("甲局负责", "甲局牵头").replace("days: 15", "days: 90")
    before, after = stage(TASKS + items), stage(changed)
    reports = [an_entry("alpha", item=f"1.{n}") for n in range(3, 60)]
    lines = told(found(before, after, *reports))
    assert lines[0] == "FL807 plan  reporting.grace_days: 15 → 90"
    assert len(lines) == 41
    [more] = found(before, after, *reports)[40:]
    assert (more.variant, more.facts) == ("more", {"count": 59, "commit": "c0ffee"})
    gone = found(before, stage(), *reports)
    assert [d.code for d in gone].count("FL808") == 57


def test_a_waiver_more_is_a_change_of_the_plan() -> None:
    waivers = "waivers: [{rule: FL412, why: 街道分批上报}]\n"
    [one] = found(stage(), stage(TASKS + waivers))
    assert (one.code, one.variant) == ("FL807", "plan")
    assert str(one.facts["changes"]).startswith("waivers: ∅ → FL412: ")
