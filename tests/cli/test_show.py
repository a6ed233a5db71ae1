"""``ledger show``: one thing of the plan, a department, an entry, a rule."""

from __future__ import annotations

import json
import re

import pytest
from syrupy.assertion import SnapshotAssertion

from foodsafety_ledger.check.rules import all_rules
from viewer import Viewer


@pytest.mark.parametrize(
    "ref",
    [
        "1.1",
        "2.2",
        "1.1/rate",
        "1.2/chains",
        "alpha",
        "streets",
        "related",
        "20211013-000000a2",
        "20211013-000000f2",
        "20211014-000000f3",
        "FL401",
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everything_about_one_thing(
    viewer: Viewer, snapshot: SnapshotAssertion, ref: str, lang: str
) -> None:
    seen = viewer("show", ref, lang=lang)
    assert (seen.code, seen.err) == (0, "")
    assert seen.out == snapshot


def test_a_task_or_section_is_its_items(viewer: Viewer) -> None:
    task = viewer("show", "2").out
    assert task.index("2.1  办宣传周") < task.index("2.2  议事")
    assert viewer("show", "s2").out == task


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_can_be_shown(viewer: Viewer, lang: str) -> None:
    for rule in all_rules().values():
        seen = viewer("show", rule.code, lang=lang)
        assert (seen.code, seen.err) == (0, "")
        assert seen.out.startswith(f"{rule.code} {rule.name}\n")
        assert not re.search(r"\{\w*\}", seen.out)


def test_a_rule_has_a_name(viewer: Viewer) -> None:
    assert viewer("show", "unknown-item").out == viewer("show", "FL401").out


def test_a_family_is_a_table_of_its_rules(viewer: Viewer) -> None:
    seen = viewer("show", "FL8").out.splitlines()[2:]
    assert [row.split()[1] for row in seen] == [one for one in all_rules() if one[:3] == "FL8"]
    (told,) = json.loads(viewer("show", "FL801", "--format", "json").out)["data"]["rules"]
    assert told in json.loads(viewer("show", "fl8", "--format", "json").out)["data"]["rules"]


def test_a_rule_needs_no_workspace(viewer: Viewer) -> None:
    (viewer.root / "data/tasks.yaml").unlink()
    (viewer.root / "data/departments.yaml").unlink()
    assert viewer("show", "FL401").code == 0
    assert viewer("show", "1.1").code == 3


def test_a_damaged_entry_is_shown_as_such(viewer: Viewer) -> None:
    viewer.change("ledgers/beta.yaml", "60/80", "75%")
    seen = viewer("show", "20211014-000000b1")
    assert seen.code == 1
    assert "有误，未计入" in seen.out
    assert "企业自查率 75%" in seen.out


def test_unknown(viewer: Viewer) -> None:
    seen = viewer("show", "FL4O1")
    assert seen.code == 2
    assert "没有规则叫 FL4O1" in seen.err
    assert "show FL 列出全部规则" in seen.err


def test_a_due_date_that_was_put_off_is_shown_with_the_old_one(viewer: Viewer) -> None:
    with (viewer.root / "ledgers/office.yaml").open("a", encoding="utf-8") as ledger:
        ledger.write(
            '- id: 20211020-000000ee\n  extends: "1.1"\n  due: 2022-03-31\n'
            "  reason: 停产\n  date: 2021-10-20\n  by: 王五\n"
        )
    for ref in ("1.1", "1.1/rate"):
        out = viewer("show", ref).out
        assert "2022-03-31" in out
        assert "原为 2021-12-31" in out


def test_what_a_target_may_say_of_itself(viewer: Viewer) -> None:
    viewer.change(
        "data/tasks.yaml",
        "measure: ratio\n        goal: rising\n",
        "measure: ratio\n        goal: rising\n        across: each\n"
        "        baseline: {alpha: 8/10, basis: 去年年报}\n",
    )
    out = viewer("show", "1.2/chains").out
    assert "基数      甲局 8/10（去年年报）" in out
    assert "各单位    每个单位都要单独达标" in out
    viewer.change(
        "data/tasks.yaml", 'goal: ">= 95%"', 'goal: ">= 95%"\n        holds: every-period'
    )
    assert "从 2021Q4 起逐期都看" in viewer("show", "1.1/rate").out


@pytest.mark.parametrize(
    "command", [("show", "1.1/rate"), ("status", "--by", "target", "1.1/rate")]
)
def test_a_period_that_fails_is_told_with_its_figure_once(
    viewer: Viewer, command: tuple[str, ...]
) -> None:
    viewer.change(
        "data/tasks.yaml",
        'goal: ">= 95%"',
        'goal: ">= 95%"\n        holds: every-period\n        from: 2021Q3',
    )
    lines = (
        viewer(*command, "--as-of", "2021-11-01").out.split("最近的记录")[0].split("需要处理")[0]
    )
    assert "2021Q3 未达标，89.00%（178/200）" in lines
    assert lines.count("178/200") == 1


def test_what_an_item_may_say_of_itself(viewer: Viewer) -> None:
    assert "文件写“等”，未列全" in viewer("show", "2.2").out
    viewer.change("data/tasks.yaml", "shared: [streets]", "shared: [related]")
    out = viewer("show", "2.1").out
    assert "待明确    相关单位" in out
    assert "没有责任单位" in out
    assert "1.2  查办案件" in viewer("show", "1.2").out
    assert "持续性工作，不要求完成" in viewer("show", "1.2").out


def test_who_leads_and_on_what_basis_an_open_phrase_was_read(viewer: Viewer) -> None:
    viewer.change("data/departments.yaml", "aliases: [甲管理局]", "leader: 陈一, contact: 林二")
    viewer.change(
        "data/tasks.yaml",
        "shared: [streets]",
        "shared: [related]\n      resolved:\n        related: {members: [east], "
        "basis: {zh: 会议纪要, en: minutes of a meeting}}",
    )
    assert "分管领导  陈一" in viewer("show", "alpha").out
    assert "甲局  分管领导 陈一、联系人 林二" in viewer("show", "1.1").out
    assert "分管领导 陈一、联系人 林二" in viewer("why", "1.1").out
    for command in (("show", "2.1"), ("why", "2.1"), ("plan", "list")):
        assert "相关单位：东街道  会议纪要" in viewer(*command).out
        english = viewer(*command, lang="en").out
        assert "Those concerned: East Street  minutes of a meeting" in english
        assert "会议纪要" not in english


def test_a_group_without_members_says_so(viewer: Viewer) -> None:
    viewer.change("data/departments.yaml", "members: [east, west], ", "")
    assert "名单尚未录入" in viewer("show", "streets").out


@pytest.mark.parametrize("typed", ["fl401", "ＦＬ４０１", "Unknown_Item", "FL401 unknown-item"])
def test_a_rule_is_named_in_any_spelling(viewer: Viewer, typed: str) -> None:
    assert viewer("show", typed).out == viewer("show", "FL401").out
