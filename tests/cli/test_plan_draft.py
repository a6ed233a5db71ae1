"""``ledger plan draft``: from a document to the first files of a workspace."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from draft_cases import HERE
from foodsafety_ledger.cli.app import run


def test_a_draft_is_a_workspace_that_checks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = shutil.copy(HERE / "everyday.txt", tmp_path / "plan.txt")
    assert run(["plan", "draft", str(document), "-o", str(tmp_path / "new"), "--lang", "zh"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "任务 4，其中待核 0，未列入 0" in said.err
    assert run(["check", "-C", str(tmp_path / "new"), "--format", "concise"]) == 0


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["plan", "draft", str(HERE / "everyday.txt"), "-o", str(tmp_path)]
    assert run(arguments) == 0
    before = (tmp_path / "data" / "tasks.yaml").read_bytes()
    assert run(arguments) == 2
    assert (tmp_path / "data" / "tasks.yaml").read_bytes() == before


def test_what_is_left_out_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["plan", "draft", str(HERE / "one-flat-line.txt"), "-o", str(tmp_path)]
    assert run([*arguments, "--lang", "en"]) == 0
    assert "note[FL722 figure-not-placed]" in capsys.readouterr().err


def test_the_end_says_what_was_found_marked_and_not_placed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = str(HERE / "one-flat-line.txt")
    assert run(["plan", "draft", document, "-o", str(tmp_path), "--lang", "zh"]) == 0
    said = capsys.readouterr().err.splitlines()
    rows = said[said.index(f"已写入 {tmp_path}，从文件里读到：") + 1 :]
    for part, missing in (("任务", 3), ("指标", 2), ("分项（责任）", 0)):
        row = next(line for line in rows if line.startswith(part))
        assert row.endswith(f"，未列入 {missing}")
    marks = [line for line in rows if line.startswith("待核")]
    assert any("（" in line for line in marks)
    assert len({line.split("：")[1] for line in marks}) == len(marks)


_PLAN = """\
青石区2022年食品安全工作安排

青食安委〔2022〕3号

一、强化监管

1. 抓好抽检。每户开展检查2次，每村培训3场，突发事件2小时内报告率100%。
深入推进“昆仑2022”净化市场专项行动。（区市场监管局负责）

青石区食品安全委员会

2022年3月5日
"""


def test_the_closing_table_is_complete_and_tells_of_one_example_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "plan.txt"
    document.write_text(_PLAN, "utf-8")
    assert run(["plan", "draft", str(document), "-o", str(tmp_path / "new"), "--lang", "zh"]) == 0
    rows = capsys.readouterr().err.splitlines()
    assert any(row == "文件信息、设置 2，其中待核 1，未列入 0" for row in rows)
    assert any(row.startswith("待核 2 处，如：“每户开展”") for row in rows)
    number = next(row for row in rows if "没有列作要求" in row)
    assert number.startswith("待核 1 处：")
    assert number.endswith("（深入推进“昆仑2022”净化市场…）")
    capsys.readouterr()
    assert run(["check", "-C", str(tmp_path / "new"), "--format", "concise", "--lang", "zh"]) == 0
    said = capsys.readouterr().out
    assert "行），如：“每户开展”" in said


def test_words_and_figures_that_ask_for_nothing_are_one_kind_of_mark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = str(HERE / "lead-and-responsible.txt")
    assert run(["plan", "draft", document, "-o", str(tmp_path), "--lang", "zh"]) == 0
    rows = capsys.readouterr().err.splitlines()
    (asked,) = (row for row in rows if row.startswith("待核") and "确认不作要求" in row)
    assert run(["check", "-C", str(tmp_path), "--format", "concise", "--lang", "zh"]) == 0
    (found,) = (row for row in capsys.readouterr().out.splitlines() if "确认不作要求" in row)
    assert asked.startswith("待核 2 处：")
    assert "待人工核对 2 处" in found


def test_what_is_counted_for_so_many_people_is_divided_by_them(tmp_path: Path) -> None:
    document = tmp_path / "plan.txt"
    asked = "食品抽检量达到4批次/千人"
    document.write_text(_PLAN.replace("突发事件2小时内报告率100%", asked), "utf-8")
    assert run(["plan", "draft", str(document), "-o", str(tmp_path / "new"), "--lang", "zh"]) == 0
    plan = (tmp_path / "new" / "data" / "tasks.yaml").read_text("utf-8")
    assert "counts: {zh: 批次数/人口数, en: ''}" in plan


def test_the_closing_table_cuts_no_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "plan.txt"
    document.write_text(_PLAN.replace("突发事件2小时内报告率100%", "自查报告率突破90%"), "utf-8")
    assert run(["plan", "draft", str(document), "-o", str(tmp_path / "new"), "--lang", "zh"]) == 0
    assert "1.1/self-check-reports）" in capsys.readouterr().err


def test_a_document_without_tasks_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "letter.txt"
    document.write_text("你好，收到请回复。\n", "utf-8")
    assert run(["plan", "draft", str(document), "-o", str(tmp_path / "new"), "--lang", "zh"]) == 0
    marks = [row for row in capsys.readouterr().err.splitlines() if row.startswith("待核")]
    assert marks[0].startswith("待核 1 处：没有读到任务")


def test_marks_of_one_kind_are_one_finding_with_its_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = str(HERE / "units-begin-sentences.txt")
    assert run(["plan", "draft", document, "-o", str(tmp_path), "--lang", "zh"]) == 0
    capsys.readouterr()
    assert run(["check", "-C", str(tmp_path), "--format", "concise", "--lang", "zh"]) == 0
    found = [line for line in capsys.readouterr().out.splitlines() if "FL214" in line]
    assert sum("责任写在句子里" in line for line in found) == 1
    assert any("待人工核对 7 处（第 " in line for line in found)


def test_a_document_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "draft", str(tmp_path / "none.txt"), "-o", str(tmp_path)]) == 2
    assert "none.txt" in capsys.readouterr().err
