"""``ledger why``: from a figure or light down to entry, line, commit, evidence and document."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from clerk import Clerk
from viewer import Viewer

RATE = "1.1/rate"


@pytest.mark.parametrize(
    "words",
    [
        [RATE],
        [RATE, "--as-of", "2022-02-01"],
        ["1.2/cases"],
        ["2.1"],
        ["2.2"],
        ["beta"],
        ["20211013-000000a2"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_derivations(
    viewer: Viewer, snapshot: SnapshotAssertion, words: list[str], lang: str
) -> None:
    seen = viewer("why", *words, lang=lang)
    assert (seen.code, seen.err) == (0, "")
    assert seen.out == snapshot


def steps(viewer: Viewer, *words: str) -> Iterator[dict[str, Any]]:
    """Every step of a derivation, from the top down."""
    held = json.loads(viewer("why", *words, "--format", "json").out)
    waiting = list(held["data"]["derivation"])
    while waiting:
        step = waiting.pop(0)
        yield step
        waiting = step["below"] + waiting


def kinds(viewer: Viewer, *words: str) -> dict[str, dict[str, Any]]:
    """The first step of each kind."""
    found: dict[str, dict[str, Any]] = {}
    for step in steps(viewer, *words):
        found.setdefault(step["kind"], step)
    return found


def alphas(viewer: Viewer, *words: str) -> dict[str, dict[str, Any]]:
    """The first step of each kind of which the other bureau's figure is none: it is the heavier."""
    found: dict[str, dict[str, Any]] = {}
    is_others = False
    for step in steps(viewer, *words):
        if step["kind"] in ("department", "quote"):
            is_others = step.get("department") == "beta"
        if not is_others:
            found.setdefault(step["kind"], step)
    return found


def test_whoever_makes_a_target_fail_comes_first(viewer: Viewer) -> None:
    found = kinds(viewer, RATE)["department"]
    assert (found["department"], found["verdict"]) == ("beta", "short")


def test_every_link_of_a_figure_has_its_place(viewer: Viewer) -> None:
    found = alphas(viewer, RATE)
    assert list(found) == [
        "target",
        "reason",
        "comparison",
        "method",
        "due",
        "department",
        "entry",
        "replaced",
        "review",
        "evidence",
        "quote",
        "phrase",
        "role",
        "document",
    ]
    target = found["target"]
    assert (target["numerator"], target["denominator"], target["gap"]) == (178, 200, 12)
    entry = found["entry"]
    assert (entry["id"], entry["value"]) == ("20211013-000000a2", "118/120")
    lines = (viewer.root / entry["path"]).read_text("utf-8").split("\n")
    assert lines[entry["line"] - 1][entry["column"] - 1 :].startswith("118/120")
    quote = found["quote"]
    lines = (viewer.root / quote["path"]).read_text("utf-8").split("\n")
    assert lines[quote["line"] - 1][quote["column"] - 1 :] == "自查率达到95%"
    assert found["replaced"]["value"] == "110/120"
    assert found["evidence"]["path"] == "evidence/alpha/minutes.txt"
    assert found["phrase"]["phrase"] == "甲局、乙局负责"
    assert found["document"]["issued"] == "2021-09-01"


def test_a_document_without_a_day_of_issue_is_said_to_have_none(viewer: Viewer) -> None:
    viewer.change("data/tasks.yaml", "issued: 2021-09-01", "issued: 未注明")
    assert kinds(viewer, RATE)["document"]["issued"] is None
    assert "未注明印发日期" in viewer("why", RATE).out


def test_an_amendment_counts_from_its_date_on(viewer: Viewer) -> None:
    before = kinds(viewer, RATE, "--as-of", "2021-10-12")
    assert before["entry"]["id"] == "20211011-000000a1"
    assert "replaced" not in before


def git(viewer: Viewer, *words: str) -> None:
    subprocess.run(["git", *words], cwd=viewer.root, check=True, capture_output=True)


def test_the_commit_of_the_line(viewer: Viewer) -> None:
    assert "commit" not in kinds(viewer, RATE)
    git(viewer, "init")
    assert kinds(viewer, RATE)["commit"]["commit"] is None
    assert "尚未提交到 git" in viewer("why", RATE).out
    git(viewer, "add", ".")
    git(viewer, "commit", "-m", "三季度")
    commit = alphas(viewer, RATE)["commit"]
    assert (len(commit["commit"]), commit["author"]) == (40, "张三")
    assert f"提交 {commit['commit'][:10]}，张三，" in viewer("why", RATE).out
    viewer.change("ledgers/alpha.yaml", "118/120", "119/120")
    assert alphas(viewer, RATE)["commit"]["commit"] is None
    then = alphas(viewer, RATE, "--rev", "HEAD")
    assert (then["entry"]["value"], then["commit"]["commit"]) == ("118/120", commit["commit"])


def test_the_envelope_knows_commit_and_dirt(viewer: Viewer) -> None:
    git(viewer, "init")
    git(viewer, "add", ".")
    git(viewer, "commit", "-m", "三季度")
    clean = json.loads(viewer("why", RATE, "--format", "json").out)
    assert (len(clean["commit"]), clean["dirty"], clean["rev"]) == (40, False, None)
    viewer.write("notes.txt", "not part of the workspace\n")
    assert json.loads(viewer("status", "--format", "json").out)["dirty"] is False
    viewer.change("ledgers/alpha.yaml", "118/120", "119/120")
    assert json.loads(viewer("status", "--format", "json").out)["dirty"] is True
    then = json.loads(viewer("status", "--rev", "HEAD", "--format", "json").out)
    assert (then["rev"], then["commit"], then["dirty"]) == ("HEAD", clean["commit"], False)


def test_markdown_is_a_nested_list(viewer: Viewer) -> None:
    out = viewer("why", RATE, "--format", "md").out
    assert out.startswith("- 🟡 尚未达标  **企业自查率**  1.1/rate\n  - 尚未达标，")


def test_a_figure_made_of_increments_names_every_entry(viewer: Viewer) -> None:
    viewer.change("data/tasks.yaml", "value_is: running-total", "value_is: increment")
    viewer.change(
        "ledgers/alpha.yaml",
        "entries:\n",
        'entries:\n- {id: 20211013-000000a4, item: "1.2", period: 2021Q3, date: 2021-10-13, '
        "status: in-progress, values: {cases: 2}, by: 张三}\n",
    )
    entries = [step["value"] for step in steps(viewer, "1.2/cases") if step["kind"] == "entry"]
    assert entries == ["1", "2"]


def test_unknown_refs_and_revisions(viewer: Viewer) -> None:
    assert viewer("why", "1.1/rat").code == 2
    assert "1.1/rate" in viewer("why", "1.1/rat").err
    assert viewer("why", RATE, "--rev", "HEAD").code == 4
    git(viewer, "init")
    assert viewer("why", RATE, "--rev", "nowhere").code == 2


def test_a_common_denominator_and_occasions(clerk: Clerk) -> None:
    report = ("--period", "2021Q3", "--no-input")
    going = ("--status", "in-progress")
    clerk("record", "market", "1.2", *report, *going, "--value", "volume=40/200")
    clerk("record", "farm", "1.2", *report, *going, "--value", "volume=100/200")
    out = clerk("why", "1.2/volume").out
    assert "140/200 = 70.00%；与目标比较：140 × 100 < 80 × 200" in out
    assert "各单位的分子相加，分母是共同的，取最近一次；历次增量相加" in out
    clerk("record", "school", "2.1", *report, *going, "--value", "visits=12")
    out = clerk("why", "2.1/visits", "--as-of", "2021-12-01").out
    assert "每个单位逐期单独看" in out
    assert "2021Q4  - 尚无数据  未报数值  报送期限未过，暂不评定" in out
    out = clerk("show", "1.2/volume").out
    assert "分母" in out


def test_a_value_about_an_older_period(viewer: Viewer) -> None:
    out = viewer("why", RATE, "--as-of", "2022-02-01").out
    assert "不是期限所在报告期的数值" in out


def test_a_trend_is_compared_with_its_baseline(viewer: Viewer) -> None:
    viewer.change("ledgers/alpha.yaml", "{cases: 1}", "{cases: 1, chains: 6/10}")
    out = viewer("why", "1.2/chains").out
    assert "首次数值，作为基数" in out
    assert "\n  6/10 = 60.00%\n" in out
