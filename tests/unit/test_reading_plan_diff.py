"""Two plans compared: what came, went, moved or changed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from builders import a_plan, a_target, an_item
from foodsafety_ledger.check.run import open_workspace
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import Plan, Task
from foodsafety_ledger.reading.plan_diff import Difference, Move, plan_changes


def _titled(plan: Plan, *titles: str) -> Plan:
    """The plan with its tasks called so."""
    left = list(titles)

    def called(task: Task) -> Task:
        return replace(task, title=Name(left.pop(0)))

    sections = tuple(replace(s, tasks=tuple(map(called, s.tasks))) for s in plan.sections)
    return replace(plan, sections=sections)


def changes(old: Plan, new: Plan) -> list[Difference]:
    """What differs between plans that were made by hand."""
    return plan_changes(old, new, {}, {})


def _told(changes: list[Difference]) -> list[tuple[str, str, str, str, str, str]]:
    return [(c.kind, c.move.value, c.old_ref, c.new_ref, c.old, c.new) for c in changes]


def test_a_plan_does_not_differ_from_itself() -> None:
    plan = _titled(a_plan(an_item(targets=(a_target(),))), "校园食品安全")
    assert changes(plan, plan) == []


def test_a_goal_that_is_raised_is_a_change() -> None:
    old = _titled(a_plan(an_item(targets=(a_target(goal=">= 95%"),))), "校园食品安全")
    new = _titled(a_plan(an_item(targets=(a_target(goal=">= 98%"),))), "校园食品安全")
    assert _told(changes(old, new)) == [
        ("goal", "changed", "1.1/rate", "1.1/rate", ">= 95% (12-31)", ">= 98% (12-31)")
    ]


def test_a_goal_that_is_due_earlier_is_a_change() -> None:
    old = _titled(a_plan(an_item(targets=(a_target(),))), "校园食品安全")
    new = _titled(a_plan(an_item(targets=(a_target(due="2021-11-15"),))), "校园食品安全")
    assert [(c.move, c.new) for c in changes(old, new)] == [(Move.CHANGED, ">= 95% (11-15)")]


def test_a_task_with_another_number_has_moved() -> None:
    old = _titled(a_plan(an_item("1.1"), an_item("2.1")), "校园食品安全守护", "打击农村假冒伪劣")
    new = _titled(a_plan(an_item("1.1"), an_item("2.1")), "打击农村假冒伪劣", "校园食品安全守护")
    assert _told(changes(old, new)) == [
        ("task", "moved", "2", "1", "", ""),
        ("task", "moved", "1", "2", "", ""),
    ]


def test_a_task_whose_title_is_worded_anew_is_still_the_task() -> None:
    old = _titled(a_plan(an_item()), "实施校园食品安全守护行动")
    new = _titled(a_plan(an_item()), "开展校园食品安全守护行动")
    assert [(c.kind, c.move) for c in changes(old, new)] == [("task", Move.CHANGED)]


def test_tasks_and_their_goals_come_and_go() -> None:
    old = _titled(a_plan(an_item(targets=(a_target(),))), "冷链食品追溯管理")
    online = replace(a_target(), quote="入网餐饮单位公示率达到九成五")
    new = _titled(a_plan(an_item(targets=(online,))), "网络餐饮服务监督")
    assert [(c.kind, c.move.value) for c in changes(old, new)] == [
        ("task", "came"),
        ("goal", "came"),
        ("task", "went"),
        ("goal", "went"),
    ]


def test_departments_and_roles_come_go_and_change() -> None:
    old = _titled(a_plan(an_item(lead=("alpha",), shared=("beta", "gamma"))), "校园食品安全")
    new = _titled(a_plan(an_item(lead=("beta",), shared=("gamma", "delta"))), "校园食品安全")
    assert [(c.kind, c.move.value, c.old, c.new) for c in changes(old, new)] == [
        ("department", "came", "", ""),
        ("department", "went", "", ""),
        ("role", "changed", "shared", "lead"),
        ("role", "came", "", "shared"),
        ("role", "went", "lead", ""),
    ]


def test_a_task_called_otherwise_is_known_by_what_it_asks() -> None:
    one = replace(a_target(), quote="学校食堂自查率达到九成五")
    old = _titled(a_plan(an_item(targets=(one,))), "校园守护行动")
    new = _titled(a_plan(an_item(targets=(one,))), "守好孩子们的饭碗")
    assert [(c.kind, c.move) for c in changes(old, new)] == [("task", Move.CHANGED)]


def test_a_unit_is_the_same_whatever_languages_its_name_is_in() -> None:
    def named(name: Name, id_: str) -> Plan:
        plan = a_plan(an_item(lead=(id_,)))
        unit = replace(plan.departments[id_], name=name)
        return _titled(replace(plan, departments={id_: unit}), "校园食品安全")

    old, new = named(Name("甲局", "Alpha Bureau"), "alpha"), named(Name("甲局", ""), "beta")
    assert changes(old, new) == []


def test_targets_within_a_task_come_and_go() -> None:
    old = _titled(a_plan(an_item(targets=(a_target("自查率"),))), "校园食品安全")
    new = _titled(a_plan(an_item(targets=(a_target("抽检批次数量"),))), "校园食品安全")
    assert [(c.kind, c.move.value) for c in changes(old, new)] == [
        ("goal", "came"),
        ("goal", "went"),
    ]


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folders = [tmp_path_factory.mktemp("years") / year for year in ("2021", "2022")]
    for folder in folders:
        assert run(["init", str(folder)]) == Exit.FINE
    tasks = folders[1] / "data" / "tasks.yaml"
    text = tasks.read_text("utf-8")
    assert text.count('goal: ">= 97%"') == 1
    tasks.write_text(text.replace('goal: ">= 97%"', 'goal: ">= 98%"'), "utf-8")
    return folders[0], folders[1]


def test_the_command_shows_the_difference_of_two_workspaces(
    two_years: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = map(str, two_years)
    assert run(["plan", "diff", old, new]) == Exit.FINE
    assert capsys.readouterr().out.splitlines() == [
        "指标（1 处）",
        (
            "  ~ 改为 1.2/routine-monitoring-pass 食用农产品例行监测合格率"
            " ≥ 97% (12-31) → ≥ 98% (12-31)"
        ),
    ]
    assert run(["plan", "diff", old, old, "--lang", "en"]) == Exit.FINE
    assert capsys.readouterr().out == "the two plans do not differ\n"
    assert run(["plan", "diff", old, new, "--format", "json"]) == Exit.FINE
    assert '"old": ">= 97% (12-31)"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["≥ 4家 (12-31) → ≥ 3家 (12-31)", "上升 (12-31) → 下降 (12-31)"]),
        ("en", [">= 4 (12-31) → >= 3 (12-31)", "rising (12-31) → falling (12-31)"]),
    ],
)
def test_goals_are_said_in_the_language_asked_for(
    two_years: tuple[Path, Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    lang: str,
    said: list[str],
) -> None:
    shutil.copytree(two_years[0] / "data", tmp_path / "data")
    tasks = tmp_path / "data" / "tasks.yaml"
    text = tasks.read_text("utf-8")
    other = text.replace('goal: ">= 3家"', 'goal: ">= 4家"').replace(
        "goal: falling", "goal: rising", 1
    )
    tasks.write_text(other, "utf-8")
    capsys.readouterr()
    run(["plan", "diff", str(tmp_path), str(two_years[0]), "--lang", lang])
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line[-len(told) :] for line, told in zip(lines, said, strict=True)] == said


def test_whatever_else_defines_a_target_is_shown(
    two_years: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path / "new")]) == Exit.FINE
    tasks = tmp_path / "new" / "data" / "tasks.yaml"
    text = tasks.read_text("utf-8")
    at = text.index("id: routine-monitoring-pass")
    end = text.index("quote:", at)
    target = text[at:end].replace("measure:", "binding: false\n                measure:", 1)
    target = target.replace("counts: {zh: ", "counts: {zh: 抽检", 1)
    tasks.write_text(text[:at] + target + text[end:], "utf-8")
    capsys.readouterr()
    assert run(["plan", "diff", str(two_years[0]), str(tmp_path / "new")]) == Exit.FINE
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading == "指标（2 处）"
    assert [line.partition("合格率 ")[2].split(" ")[0] for line in lines] == [
        "counts.zh",
        "binding",
    ]
    assert lines[1].endswith("binding true → false")


def test_what_does_not_read_is_named_since_it_looks_like_a_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], two_years: tuple[Path, Path]
) -> None:
    shutil.copytree(two_years[0] / "data", tmp_path / "data")
    tasks = tmp_path / "data" / "tasks.yaml"
    text = tasks.read_text("utf-8")
    tasks.write_text(text.replace('goal: ">= 97%"', 'goal: "about 97%"'), "utf-8")
    capsys.readouterr()
    assert run(["plan", "diff", str(two_years[0]), str(tmp_path)]) == Exit.FINDINGS
    said = capsys.readouterr()
    assert said.err.startswith(f"{tmp_path} 的工作安排里有 1 处")
    assert "data/tasks.yaml:" in said.err
    assert said.out


def test_roles_are_said_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        run(["init", str(folder)])
    tasks = new / "data" / "tasks.yaml"
    text = tasks.read_text("utf-8")
    assert "            responsible: [education]\n" in text
    tasks.write_text(
        text.replace(
            "            responsible: [education]\n", "            lead: [education]\n", 1
        ),
        "utf-8",
    )
    assert open_workspace(WorkTree(new)).plan is not None
    capsys.readouterr()
    run(["plan", "diff", str(old), str(new)])
    assert "  ~ 改为 3 区教育局 负责 → 牵头" in capsys.readouterr().out


def test_a_folder_without_a_plan_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], two_years: tuple[Path, Path]
) -> None:
    assert run(["plan", "diff", str(two_years[0]), str(tmp_path)]) == Exit.NO_WORKSPACE
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "tasks.yaml").write_text("plan: x\n", "utf-8")
    assert run(["plan", "diff", str(two_years[0]), str(tmp_path)]) == Exit.FINDINGS
    assert capsys.readouterr().out == ""
