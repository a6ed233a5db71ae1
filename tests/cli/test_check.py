"""``ledger check``: options, formats, exit codes, streams."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clerk import Clerk
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


def test_a_register_that_is_no_folder_is_not_passed_over(check: Check, tmp_path: Path) -> None:
    (tmp_path / "dispatch").write_text("x")
    code, out, _ = check("FL412-repeated-report")
    assert code == 1
    assert out.startswith("dispatch: error[FL101 unreadable-file] a file stands where a folder")


def test_nothing_found(check: Check, tmp_path: Path) -> None:
    code, out, err = check("FL412-repeated-report", "--ignore", "FL412,FL413")
    assert (code, out, err) == (0, "", "nothing found\n")


def test_rules_are_selected_and_ignored(check: Check) -> None:
    assert check("FL401-unknown-item", "--select", "FL5,bad-date")[:2] == (0, "")
    assert check("FL401-unknown-item", "--ignore", "unknown-item")[:2] == (0, "")
    assert check("FL401-unknown-item", "--select", "FL5", "--select", "FL4")[0] == 1


def test_a_rule_that_does_not_exist_is_a_usage_error(check: Check) -> None:
    code, out, err = check("FL401-unknown-item", "--select", "FL4,FLX")
    assert (code, out) == (2, "")
    assert "FLX" in err


@pytest.mark.parametrize("selector", ["fl401", "ＦＬ４０１", "Unknown_Item", "FL401 unknown-item"])
def test_a_rule_is_named_in_any_spelling(check: Check, selector: str) -> None:
    code, out, _ = check("FL401-unknown-item", "--select", f"FL7，{selector}")
    assert code == 1
    assert "FL401" in out


@pytest.mark.parametrize("selector", [",", "FL4,", "FL4 FL5", "FL4x", "L4", "-x"])
def test_what_names_no_rule_is_a_usage_error(check: Check, selector: str) -> None:
    for option in ("--select", "--ignore"):
        code, out, err = check("FL401-unknown-item", f"{option}={selector}")
        assert (code, out) == (2, "")
        missing = "" in selector.split(",")
        assert ("a rule is missing beside a comma" if missing else "no rule is called") in err


def test_a_choice_that_leaves_no_rule_is_a_usage_error(check: Check) -> None:
    assert check("FL401-unknown-item", "--select", "FL4", "--ignore", "FL4")[0] == 2
    assert check("FL401-unknown-item", "--ignore", "FL")[0] == 2


@pytest.mark.parametrize(
    ("case", "options", "rules"),
    [
        ("FL104-yaml-syntax", ["--select", "FL8"], "FL8"),
        ("FL104-yaml-syntax", ["--select", "bad-value,FL502"], "FL501 FL502"),
        ("FL104-yaml-syntax", ["--ignore", "FL1"], "FL3 FL4 FL5 FL6 FL8"),
        ("FL104-yaml-syntax", ["--ignore", "fl104,FL8"], "FL3 FL4 FL5 FL6"),
        ("FL101-unreadable-file", ["--ignore", "unreadable-file"], "FL3 FL4 FL5 FL6 FL8"),
        ("FL116-not-a-plain-file", ["--select", "FL6"], "FL6"),
        ("FL102-not-utf8", ["--select", "FL801"], "FL801"),
        ("FL106-duplicate-key", ["--select", "FL802"], "FL802"),
        ("FL313-ledger-of-other-plan", ["--ignore", "FL3"], "FL4 FL5 FL6 FL8"),
        ("FL216-missing-plan-file", ["--select", "FL807"], "FL807"),
        ("FL203-plan-wrong-shape", ["--ignore", "FL2"], "FL4 FL5 FL6 FL7 FL8"),
    ],
)
def test_a_file_that_rules_could_not_look_at_is_named_whatever_is_chosen(
    check: Check, case: str, options: list[str], rules: str
) -> None:
    code, out, _ = check(case, *options)
    assert code == 1
    assert f"error[FL120 not-checked] {rules} could not look at this file" in out
    assert f"because of {case[:5]} " in out


@pytest.mark.parametrize(
    ("case", "options"),
    [
        ("FL104-yaml-syntax", ["--select", "FL7"]),
        ("FL104-yaml-syntax", ["--select", "FL2"]),
        ("FL216-missing-plan-file", ["--select", "FL3"]),
        ("FL213-item-numbering", ["--select", "FL5"]),
        ("FL111-byte-order-mark", ["--select", "FL5"]),
    ],
)
def test_rules_that_could_look_are_silent(check: Check, case: str, options: list[str]) -> None:
    assert check(case, *options)[:2] == (0, "")


def test_a_file_that_does_not_read_is_named_once(check: Check) -> None:
    assert "FL120" not in check("FL104-yaml-syntax")[1]
    assert "FL120" not in check("FL104-yaml-syntax", "--ignore", "FL8")[1]


def test_that_a_file_was_not_checked_cannot_be_ignored(check: Check) -> None:
    options = ("--select", "FL5", "--ignore", "not-checked")
    assert check("FL104-yaml-syntax", *options)[0] == 1


@pytest.mark.parametrize("option", ["--base", "--replaces"])
@pytest.mark.parametrize("rev", ["", " ", "\t", "\u3000"])
def test_an_empty_rev_is_a_usage_error(check: Check, option: str, rev: str) -> None:
    code, out, err = check("FL401-unknown-item", f"{option}={rev}")
    assert (code, out) == (2, "")
    assert f"{option} is empty" in err


@pytest.mark.parametrize("option", ["--base", "--replaces"])
def test_two_revs_are_a_usage_error(check: Check, option: str) -> None:
    code, out, err = check("FL401-unknown-item", option, "a", f"{option}=b")
    assert (code, out) == (2, "")
    assert f"{option} is given twice" in err


def test_full_is_for_a_terminal(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    _, out, _ = check("FL401-unknown-item", "--format", "full")
    assert '5 |   item: "1.11"\n  |         ^^^^^^\n   = hint: ledger ' in out
    assert "\x1b" not in out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert "^^^^^^" in check("FL401-unknown-item")[1]


@pytest.mark.parametrize("case", ["FL101-unreadable-file", "FL113-too-large"])
def test_full_of_a_file_that_has_no_text(check: Check, case: str) -> None:
    assert case[:5] in check(case, "--format", "full")[1]


def test_github_is_for_its_actions(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert check("FL401-unknown-item")[1].startswith("::error file=ledgers/market.yaml,")


def test_the_summary_of_a_job_has_the_findings(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    check("FL401-unknown-item")
    assert summary.read_text("utf-8") == "# before\n"
    check("FL401-unknown-item", "--format", "github")
    said = summary.read_text("utf-8")
    assert said.startswith("# before\n## ledger check\n\n3 errors in 1 file\n\n| Severity |")
    assert said.count("| FL401 unknown-item | ledgers/market.yaml:") == 3


@pytest.mark.parametrize("path", ["missing/summary.md", "ledgers/market.yaml"])
def test_a_summary_that_cannot_be_added_to_changes_nothing(
    check: Check, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / path))
    code, out, err = check("FL401-unknown-item", "--format", "github")
    assert code == 1
    assert "::error " in out
    assert "could not be added to the summary of the job" in err
    assert "| Severity |" not in (tmp_path / "ledgers" / "market.yaml").read_text("utf-8")


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


def test_a_department_and_kind_of_note_take_one_line_unless_all_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2022-03-01")
    run(["init", str(tmp_path / "w")])

    def said(*options: str) -> tuple[list[str], str]:
        capsys.readouterr()
        assert run(["-C", str(tmp_path / "w"), "--lang", "en", "check", *options]) == 0
        captured = capsys.readouterr()
        return captured.out.splitlines(), captured.err

    short, err = said()
    late = [one.split(":")[0] for one in short if "FL606" in one]
    assert len(late) == len(set(late)), "one line a department"
    assert any("; 2 more of the kind (" in one for one in short)
    whole, _ = said("--verbose")
    hidden = len(whole) - len(short)
    assert hidden > 50
    assert err.splitlines() == [
        f"{len(whole)} notes in 32 files",
        f"notes of a kind that are not listed: {hidden}; "
        f"ledger -C {tmp_path / 'w'} --lang en check --verbose lists them",
    ]
    report = json.loads("\n".join(said("--format", "gitlab")[0]))
    assert len(report) == len(whole), "programs are given all of them"


@pytest.mark.parametrize(("lang", "items"), [("zh", "1.1、1.2"), ("en", "1.1, 1.2")])
def test_what_is_missing_is_listed_as_each_language_lists(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, lang: str, items: str
) -> None:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2021-11-01")
    assert f"{items}" in clerk("check", "--select", "FL606", lang=lang).out
