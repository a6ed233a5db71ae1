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
    assert "任务 4" in said.err
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


def test_a_document_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "draft", str(tmp_path / "none.txt"), "-o", str(tmp_path)]) == 2
    assert "none.txt" in capsys.readouterr().err
