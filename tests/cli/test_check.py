"""``ledger check``: options, formats, exit codes, streams."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from error_cases import lay_out
from foodsafety_ledger.cli.app import run

Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Check:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2021-10-10")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)

    def run_check(case: str, *options: str) -> tuple[int, str, str]:
        lay_out(case, tmp_path)
        code = run(["-C", str(tmp_path), "--lang", "en", "check", *options])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_check


def test_errors_exit_1_and_are_counted_on_stderr(check: Check) -> None:
    code, out, err = check("FL401-unknown-item")
    assert code == 1
    assert out.splitlines()[0].startswith("ledgers/market.yaml:5:9: error[FL401 unknown-item] ")
    assert err == "3 errors in 1 file\n"


@pytest.mark.parametrize("case", ["FL506-denominator-shrank", "FL412-repeated-report"])
def test_warnings_and_notes_exit_0(check: Check, case: str) -> None:
    code, out, _ = check(case)
    assert code == 0
    assert out


def test_nothing_found(check: Check, tmp_path: Path) -> None:
    code, out, err = check("FL412-repeated-report", "--ignore", "FL412")
    assert (code, out, err) == (0, "", "nothing found\n")


def test_rules_are_selected_and_ignored(check: Check) -> None:
    assert check("FL401-unknown-item", "--select", "FL5,bad-date")[:2] == (0, "")
    assert check("FL401-unknown-item", "--ignore", "unknown-item")[:2] == (0, "")
    assert check("FL401-unknown-item", "--select", "FL5", "--select", "FL4")[0] == 1


def test_a_rule_that_does_not_exist_is_a_usage_error(check: Check) -> None:
    code, out, err = check("FL401-unknown-item", "--select", "FL4,FLX")
    assert (code, out) == (2, "")
    assert "FLX" in err


def test_full_is_for_a_terminal(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    _, out, _ = check("FL401-unknown-item", "--format", "full")
    assert '5 |   item: "1.11"\n  |         ^^^^^^\n   = hint: did you mean “1.1”?' in out
    assert "\x1b" not in out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert "^^^^^^" in check("FL401-unknown-item")[1]


@pytest.mark.parametrize("case", ["FL101-unreadable-file", "FL113-too-large"])
def test_full_of_a_file_that_has_no_text(check: Check, case: str) -> None:
    assert case[:5] in check(case, "--format", "full")[1]


def test_github_is_for_its_actions(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert check("FL401-unknown-item")[1].startswith("::error file=ledgers/market.yaml,")


@pytest.mark.parametrize("name", ["gitlab", "sarif"])
def test_formats_of_other_hosts_are_json(check: Check, name: str) -> None:
    assert json.loads(check("FL401-unknown-item", "--format", name)[1])


def test_junit_is_xml(check: Check) -> None:
    assert check("FL401-unknown-item", "--format", "junit")[1].startswith("<?xml")


def test_json_says_what_was_checked(check: Check) -> None:
    whole = json.loads(check("FL401-unknown-item", "--format", "json")[1])
    assert (whole["format"], whole["plan"], whole["as_of"]) == (1, "sample-2021", "2021-10-10")
    assert whole["data"]["summary"] == {"error": 3, "warning": 0, "note": 0}
    assert json.loads(check("FL203-plan-wrong-shape", "--format", "json")[1])["plan"]


def test_json_without_a_plan(check: Check) -> None:
    whole = json.loads(check("FL216-missing-plan-file", "--format", "json")[1])
    assert whole["plan"] is None


def test_nothing_is_written(check: Check, tmp_path: Path) -> None:
    def state() -> dict[str, str]:
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

    lay_out("FL511-evidence-changed", tmp_path)
    before = state()
    check("FL511-evidence-changed")
    assert state() == before


def test_without_a_workspace_it_exits_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(tmp_path), "check"]) == 3
    assert capsys.readouterr().out == ""
