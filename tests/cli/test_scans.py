"""A workspace whose document is a scan, or has pages; what an engine would say is a test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from error_cases import lay_out
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.document import scan
from foodsafety_ledger.document.paper import TRANSCRIPT
from paper import PAPER
from scans import engine, lines

Ledger = Callable[..., tuple[int, str, str]]
WORDS = [line for line in PAPER.splitlines() if line.strip()]


@pytest.fixture
def ledger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Ledger:
    """Runs a command in the workspace of FL715's case."""
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2022-03-10")
    lay_out("FL715-recognised-not-confirmed", tmp_path)

    def run_ledger(*arguments: str, lang: str = "zh") -> tuple[int, str, str]:
        code = run(["-C", str(tmp_path), "--lang", lang, *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_ledger


def test_what_was_recognised_and_not_confirmed_is_an_error_until_its_mark_is_gone(
    ledger: Ledger, tmp_path: Path
) -> None:
    code, out, err = ledger("plan", "verify")
    assert (code, "FL715" in out) == (1, True)
    assert "“100%”是从图片认出来的（第 1 页第 10 行）" in out
    assert "没有重新识别" in err
    assert "FL715" in ledger("check")[1]
    tasks = tmp_path / "data" / "tasks.yaml"
    text = tasks.read_text("utf-8").replace("        review: [{why: 对照图片}]\n", "")
    tasks.write_text(text, "utf-8")
    assert ledger("plan", "verify")[0] == 0


def test_findings_name_the_page_and_its_line(ledger: Ledger, tmp_path: Path) -> None:
    tasks = tmp_path / "data" / "tasks.yaml"
    tasks.write_text(tasks.read_text("utf-8").replace('">= 98%"', '">= 97%"'), "utf-8")
    assert "文件第 1 页第 9 行是 >= 98%" in ledger("plan", "verify")[1]
    assert "page 1, line 9 of the document sets >= 98%" in ledger("plan", "verify", lang="en")[1]


@pytest.mark.parametrize("command", ["show", "why"])
def test_a_quote_is_shown_with_its_page(ledger: Ledger, command: str) -> None:
    for _ in range(2):  # found, then recalled
        assert "paper.png 第 1 页第 9 行" in ledger(command, "1.1/pass")[1]
    assert "paper.png page 1, line 9" in ledger(command, "1.1/pass", lang="en")[1]


def test_pages_are_shown_once_what_reads_the_document_is_installed(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = tmp_path / "data" / "tasks.yaml"
    tasks.write_text(tasks.read_text("utf-8").replace("paper.png", "paper.pdf"), "utf-8")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF")
    engine(monkeypatch, PAPER)
    with monkeypatch.context() as lacking:
        lacking.setattr(scan, "find_spec", lambda _: None)
        assert "paper.pdf" not in ledger("show", "1.1/pass")[1]
    assert "paper.pdf 第 1 页" in ledger("show", "1.1/pass")[1]


def test_an_item_is_shown_with_the_pages_of_its_quotes(ledger: Ledger) -> None:
    assert "paper.png 第 1 页第 9 行" in ledger("show", "1.1")[1]


def test_check_says_that_a_scan_has_no_transcript(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine(monkeypatch, lines(WORDS))
    (tmp_path / f"paper.png{TRANSCRIPT}").unlink()
    out = ledger("check")[1]
    assert "FL701" in out
    assert "document-scan" in out
    assert "paper.png" not in ledger("show", "1.1/pass")[1]


def test_the_picture_stands_beside_the_text(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine(monkeypatch, lines(WORDS))
    ledger("plan", "verify", "--html", str(tmp_path / "page.html"))
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.count('src="data:image/jpeg;base64,AAAA"') == 1
    assert 'id="s-1-10"' in page
    assert 'href="#s-1-10"' in page
    assert page.index('class="photo"') < page.index(WORDS[0])


def test_without_the_extra_the_way_out_is_a_line(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "find_spec", lambda _: None)
    (tmp_path / "other.png").write_bytes(b"anything")
    for arguments in (
        ("plan", "draft", str(tmp_path / "other.png"), "-o", str(tmp_path / "new")),
        ("plan", "verify", str(tmp_path / "other.png")),
    ):
        code, _, err = ledger(*arguments, lang="en")
        assert code == 2
        assert err.splitlines()[1].startswith("hint: pip install 'foodsafety-ledger[ocr]'")
    assert not (tmp_path / "new").exists()


def test_a_draft_keeps_the_scan_and_what_was_recognised(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine(monkeypatch, lines(WORDS))
    (tmp_path / "notice.png").write_bytes(b"anything")
    code, _, err = ledger("plan", "draft", str(tmp_path / "notice.png"), "-o", str(tmp_path / "d"))
    assert code == 0
    kept = tmp_path / "d" / "source" / f"notice.png{TRANSCRIPT}"
    assert WORDS[8] in kept.read_text("utf-8")
    assert str(kept) in err
    assert "是从图片认出来的" in err
