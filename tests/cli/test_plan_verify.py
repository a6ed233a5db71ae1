"""``ledger plan verify``, and ``check`` where the workspace keeps its document."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from draft_cases import HERE
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.document.draft import draft
from foodsafety_ledger.words import Say
from paper import DEPARTMENTS, PAPER, TASKS

Ledger = Callable[..., tuple[int, str, str]]
KEPT = "issued: 2022-03-05, source: source/paper.txt, sha256: "


@pytest.fixture
def ledger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Ledger:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2022-03-10")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "data").mkdir()
    keep(tmp_path, TASKS)
    (tmp_path / "data" / "departments.yaml").write_text(DEPARTMENTS, "utf-8")
    (tmp_path / "paper.txt").write_text(PAPER, "utf-8")

    def run_ledger(*arguments: str, lang: str = "en") -> tuple[int, str, str]:
        code = run(["-C", str(tmp_path), "--lang", lang, *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_ledger


def keep(root: Path, tasks: str) -> None:
    (root / "data" / "tasks.yaml").write_text(tasks, "utf-8")


def keep_source(root: Path, paper: str = PAPER) -> None:
    """Puts the document into the workspace, with the hash that the plan keeps of ``PAPER``."""
    digest = hashlib.sha256(PAPER.encode()).hexdigest()
    keep(root, TASKS.replace("issued: 2022-03-05", KEPT + digest))
    (root / "source").mkdir()
    (root / "source" / "paper.txt").write_text(paper, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_full_coverage_exits_0(ledger: Ledger, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "paper.txt").write_text(PAPER, encoding)
    code, out, err = ledger("plan", "verify", str(tmp_path / "paper.txt"), lang="zh")
    assert code == 0
    assert out.splitlines() == [
        "章 2/2",
        "任务 3/3",
        "责任短语 4/4",
        "数字 17/17",
        "引文 8/8",
        "指标 7/7",
    ]
    assert err == "没有发现问题\n"


def test_a_difference_exits_1_with_both_places(ledger: Ledger, tmp_path: Path) -> None:
    keep(tmp_path, TASKS.replace('">= 98%"', '">= 97%"'))
    code, out, err = ledger("plan", "verify", str(tmp_path / "paper.txt"))
    assert code == 1
    assert "goals 6/7" in out
    gap = out.splitlines()[-1]
    assert gap.startswith("data/tasks.yaml:24:15: error[FL705 goal-differs] ")
    assert "line 17 of the document sets >= 98%" in gap
    assert err == "1 error in 1 file\n"


def test_json_has_the_coverage_and_related_places(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(PAPER.replace("每月开展", "每月开展8次"), "utf-8")
    code, out, _ = ledger("plan", "verify", str(tmp_path / "paper.txt"), "--format", "json")
    data = json.loads(out)["data"]
    assert code == 1
    assert data["coverage"]["numbers"] == {"covered": 17, "total": 18}
    by_code = {one["code"]: one for one in data["diagnostics"]}
    assert by_code["FL713"]["path"] == "paper.txt"
    assert by_code["FL713"]["line"] == 25
    assert by_code["FL713"]["related"][0]["path"] == "data/tasks.yaml"
    assert by_code["FL702"]["related"][0]["line"] == 25


@pytest.mark.parametrize("format_", ["full", "github", "gitlab", "sarif", "junit"])
def test_every_format_tells_of_a_gap(ledger: Ledger, tmp_path: Path, format_: str) -> None:
    keep(tmp_path, TASKS.replace('">= 98%"', '">= 97%"'))
    code, out, _ = ledger("plan", "verify", str(tmp_path / "paper.txt"), "--format", format_)
    assert code == 1
    assert "FL705" in out


def test_the_page_links_covered_words_and_escapes_the_rest(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(PAPER.replace("各街道：", "各<b>街道：9人"), "utf-8")
    page = tmp_path / "page.html"
    for _ in range(2):
        code = ledger("plan", "verify", str(tmp_path / "paper.txt"), "--html", str(page))[0]
    html = page.read_text("utf-8")
    assert code == 1
    assert '<a class="phrase" href="#i-2.1" title="2.1" id="p-2.1">' in html
    assert '<div class="item" id="i-2.1">' in html
    assert '<span class="gap" title="FL713">9人</span>' in html
    assert "各&lt;b&gt;街道：" in html


def test_the_page_says_by_when_and_whether_a_target_binds(ledger: Ledger, tmp_path: Path) -> None:
    text = (HERE / "everyday.txt").read_text("utf-8")
    for path, content in draft(text, "paper.txt", Say("zh"))[0].files(Say("zh")).items():
        goal = "goal: "
        said = "due: 2024-09-20\n        binding: false\n        goal: "
        (tmp_path / path).write_text(content.replace(goal, said, 1), "utf-8")
    page = tmp_path / "page.html"
    ledger("plan", "verify", "--no-hash", str(tmp_path / "paper.txt"), "--html", str(page))
    html = page.read_text("utf-8")
    assert '<span class="quiet">due 2024-09-20</span>' in html
    assert '<span class="quiet">not binding: turns no light red</span>' in html


@pytest.mark.parametrize("name", ["scored-table", "everyday"])
def test_the_page_of_a_draft_that_nobody_has_confirmed(
    ledger: Ledger, tmp_path: Path, name: str
) -> None:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    (tmp_path / "paper.txt").write_text(text, "utf-8")
    for path, content in draft(text, "paper.txt", Say("zh"))[0].files(Say("zh")).items():
        (tmp_path / path).write_text(content, "utf-8")
    page = tmp_path / "page.html"
    assert ledger("plan", "verify", str(tmp_path / "paper.txt"), "--html", str(page))[0] == 1
    assert '<span class="gap"' in page.read_text("utf-8")


def test_the_document_is_found_where_the_plan_says(ledger: Ledger, tmp_path: Path) -> None:
    assert ledger("plan", "verify")[0] == 2
    keep_source(tmp_path)
    assert ledger("plan", "verify")[0] == 0


def test_another_file_with_the_same_words_will_do(ledger: Ledger, tmp_path: Path) -> None:
    keep_source(tmp_path)
    (tmp_path / "paper.txt").write_text(PAPER, "gb18030")
    code, _, err = ledger("plan", "verify", str(tmp_path / "paper.txt"))
    assert code == 0
    assert err.startswith("this file is not the one whose sha256 is kept")


def test_check_verifies_the_document_that_is_there(ledger: Ledger, tmp_path: Path) -> None:
    keep_source(tmp_path)
    assert ledger("check", "--select", "FL7")[:2] == (0, "")
    (tmp_path / "source" / "paper.txt").write_text(PAPER.replace("12家", "13家"), "utf-8")
    code, out, _ = ledger("check", "--select", "FL7")
    assert code == 1
    assert {line.split("[")[1][:5] for line in out.splitlines()} == {"FL701", "FL702", "FL713"}
    assert "FL701" not in ledger("plan", "verify", "--no-hash")[1]


def test_check_is_silent_without_the_document(ledger: Ledger, tmp_path: Path) -> None:
    keep_source(tmp_path)
    (tmp_path / "source" / "paper.txt").unlink()
    assert ledger("check", "--select", "FL7")[:2] == (0, "")


def test_check_says_that_a_document_cannot_be_read(ledger: Ledger, tmp_path: Path) -> None:
    keep_source(tmp_path)
    (tmp_path / "source" / "paper.txt").write_bytes(b"")
    code, out, _ = ledger("check", "--select", "FL7")
    assert code == 1
    assert "FL701" in out


def test_a_page_needs_its_extra(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    page = tmp_path / "page.html"
    code, _, err = ledger("plan", "verify", str(tmp_path / "paper.txt"), "--html", str(page))
    assert code == 2
    assert "foodsafety-ledger[html]" in err
    assert not page.exists()


def test_a_document_that_is_too_large_is_named_with_the_limit(
    ledger: Ledger, tmp_path: Path
) -> None:
    keep_source(tmp_path, PAPER + "9" * (20 << 20))
    code, out, _ = ledger("check", "--format", "full")
    assert code == 1
    assert "error[FL701" in out
    assert "too large: source/paper.txt (at most 20 MiB)" in out
    code, _, err = ledger("plan", "draft", str(tmp_path / "source/paper.txt"), "-o", "draft")
    assert code == 2
    assert "more than 20 MiB" in err
    assert "plain text" in err
