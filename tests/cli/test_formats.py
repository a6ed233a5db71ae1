"""Every view takes every format, from one table; so does every check."""

from __future__ import annotations

import csv
import io
import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from foodsafety_ledger.formats import FINDING_FORMATS, FORMATS, Format, Screen
from foodsafety_ledger.views.findings import Findings
from foodsafety_ledger.views.status_rows import StatusBy
from sampled import one_row_in
from viewer import Viewer, write_tsv

VIEWS = {
    "status": ["status"],
    **{f"status by {by}": ["status", "--by", by] for by in StatusBy},
    "status of an item": ["status", "1.1"],
    "status of a department": ["status", "alpha"],
    "log": ["log"],
    "problems": ["problems"],
    "plan list": ["plan", "list"],
    "plan diff": ["plan", "diff", "OTHER", "."],
    "show an item": ["show", "1.1"],
    "show a target": ["show", "1.1/rate"],
    "show a department": ["show", "alpha"],
    "show a group": ["show", "streets"],
    "show an entry": ["show", "20211013-000000a2"],
    "show a rule": ["show", "FL401"],
    "show rules": ["show", "FL4"],
    "why a target": ["why", "1.1/rate"],
    "why an item": ["why", "1.1"],
    "why a department": ["why", "alpha"],
    "report of a period": ["report", "quarter", "2021Q3"],
    "report of the year": ["report", "annual"],
    "report on one page": ["report", "brief"],
    "report of the evidence": ["report", "evidence"],
    "doctor": ["doctor"],
}

OFFICE = {"docx", "xlsx"}
"""The formats that only a file can hold."""


@pytest.fixture(params=list(VIEWS))
def view(
    request: pytest.FixtureRequest, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """The command of one view; ``plan diff`` is asked about a plan that differs."""
    monkeypatch.chdir(viewer.root)
    (viewer.root / "OTHER/data").mkdir(parents=True)
    for name in ("tasks.yaml", "departments.yaml"):
        text = (viewer.root / "data" / name).read_text("utf-8").replace(">= 95%", ">= 90%")
        (viewer.root / "OTHER/data" / name).write_text(text, "utf-8")
    words: list[str] = VIEWS[request.param]
    return words


def test_a_format_is_one_function_and_one_row(
    viewer: Viewer, view: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert viewer(*view, "--format", "tsv").code == 2
    monkeypatch.setitem(FORMATS, "tsv", Format(write_tsv, (".tsv",)))
    seen = viewer(*view, "--format", "tsv")
    assert (seen.code, seen.err) == (0, "")
    held = list(csv.reader(io.StringIO(viewer(*view, "--format", "csv").out)))
    lines = seen.out.splitlines()
    assert lines[0].split("\t") == held[0]
    assert len(lines) == len(held) > 1
    viewer(*view, "-o", "shown.tsv")
    assert (viewer.root / "shown.tsv").read_text("utf-8") == seen.out


@pytest.mark.parametrize(
    ("view", "name"), one_row_in(3, product(VIEWS, FORMATS)), indirect=["view"]
)
def test_a_view_has_something_in_every_format(viewer: Viewer, view: list[str], name: str) -> None:
    if name in OFFICE:
        file = viewer.root / f"shown.{name}"
        assert viewer(*view, "-o", str(file)).code == 0
        assert file.read_bytes()[:2] == b"PK"
        return
    seen = viewer(*view, "--format", name)
    assert (seen.code, seen.err) == (0, "")
    assert seen.out.strip()
    if name == "json":
        assert json.loads(seen.out)["data"]
    if name == "csv":
        keys, *rows = csv.reader(io.StringIO(seen.out))
        assert len(set(keys)) == len(keys)
        assert rows
        assert all(len(row) == len(keys) and any(row) for row in rows)


def test_a_round_takes_one_format_more_too(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its ``-o`` is a folder, for the papers."""
    monkeypatch.setitem(FORMATS, "tsv", Format(write_tsv, (".tsv",)))
    held = list(csv.reader(io.StringIO(viewer("dispatch", "2021Q3", "--format", "csv").out)))
    lines = viewer("dispatch", "2021Q3", "--format", "tsv").out.splitlines()
    assert [len(lines), lines[0].split("\t")] == [len(held), held[0]]


def write_findings(findings: Findings, _: Screen) -> str:
    return "\n".join(f"{one.code}!" for one in findings.found)


@pytest.mark.parametrize("words", [["check"], ["plan", "verify", "paper.txt", "--no-hash"]])
def test_a_format_of_findings_is_one_function_and_one_row(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(viewer.root)
    viewer.write("paper.txt", "一份别的文件，自查率达到50%。\n")
    viewer.change("ledgers/beta.yaml", "60/80", "75%")
    assert viewer(*words, "--format", "codes").code == 2
    monkeypatch.setitem(FINDING_FORMATS, "codes", Format(write_findings))
    lines = viewer(*words, "--format", "codes").out.splitlines()
    assert lines
    assert all(line.startswith("FL") and line.endswith("!") for line in lines)


def test_a_file_says_its_format_by_its_suffix(viewer: Viewer) -> None:
    file = viewer.root / "deep/表.CSV"
    seen = viewer("status", "-o", str(file))
    assert (seen.code, seen.out, seen.err) == (0, "", f"已写入 {file}\n")
    assert file.read_text("utf-8-sig") == viewer("status", "--format", "csv").out
    seen = viewer("status", "-o", str(file), "--format", "md")
    assert file.read_text("utf-8") == viewer("status", "--format", "md").out
    seen = viewer("status", "-o", str(viewer.root / "x.pdf"))
    assert seen.code == 2
    assert ".csv" in seen.err
    assert not (viewer.root / "x.pdf").exists()


@pytest.mark.parametrize(
    "name",
    [
        "data/tasks.yaml",
        "ledgers/alpha.yaml",
        "ledgers/new.yaml",
        "evidence/alpha/check.txt",
        "link/alpha.yaml",
        ".git/config",
    ],
)
def test_nothing_that_is_shown_takes_the_place_of_what_the_workspace_keeps(
    viewer: Viewer, name: str
) -> None:
    (viewer.root / "link").symlink_to("ledgers")
    file = viewer.root / name
    (viewer.root / "evidence/alpha").mkdir(parents=True, exist_ok=True)
    (viewer.root / "evidence/alpha/check.txt").write_text("1\n", encoding="utf-8")
    before = file.read_bytes() if file.exists() else None
    seen = viewer("status", "--format", "json", "-o", str(file))
    assert (seen.code, seen.out) == (2, "")
    assert name in seen.err
    assert (file.read_bytes() if file.exists() else None) == before


def test_a_file_that_cannot_be_written_stays_as_it_was(viewer: Viewer) -> None:
    folder = viewer.root / "taken.json"
    folder.mkdir()
    seen = viewer("status", "-o", str(folder))
    assert (seen.code, seen.out) == (4, "")
    assert "taken.json" in seen.err


def test_what_only_a_file_can_hold_is_not_printed(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, "bin", Format(lambda *_: b"PK\x00\xff", (".bin",)))
    seen = viewer("log", "--format", "bin")
    assert (seen.code, seen.out) == (2, "")
    assert "-o" in seen.err
    assert viewer("log", "-o", str(viewer.root / "log.bin")).code == 0
    assert (viewer.root / "log.bin").read_bytes() == b"PK\x00\xff"


@pytest.mark.parametrize("command", [["why", "1.1"], ["status"]])
def test_an_unknown_format_is_refused_with_those_there_are(
    viewer: Viewer, command: list[str]
) -> None:
    seen = viewer(*command, "--format", "pdf")
    assert (seen.code, seen.out) == (2, "")
    assert "--format 没有 pdf" in seen.err
    assert "、".join(FORMATS) in seen.err


def data(viewer: Viewer, *words: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    return json.loads(viewer(*words, "--format", "json").out)["data"]


def records(viewer: Viewer, *words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(viewer(*words, "--format", "csv").out)))


def test_an_item_shown_to_a_program(viewer: Viewer) -> None:
    shown = data(viewer, "show", "1.1")
    (item,) = shown["items"]
    assert (item["id"], item["light"], item["plan"]["phrase"]) == (
        "1.1",
        "yellow",
        "甲局、乙局负责",
    )
    assert item["errata"] == [
        {
            "quote": "自查率达到95%",
            "reading": {"zh": "企业自查率达到95%", "en": ""},
            "why": {"zh": "缺主语", "en": "A slip"},
        }
    ]
    (target,) = item["targets"]
    assert (target["numerator"], target["denominator"], target["gap"]) == (178, 200, 12)
    assert (target["plan"]["denominator"], target["plan"]["quote"]) == ("own", "自查率达到95%")
    assert [entry["id"][-2:] for entry in shown["entries"]] == ["a1", "a2", "b1"]
    (record,) = records(viewer, "show", "1.1")
    assert (record["responsible"], record["goal"], record["binding"]) == (
        "alpha beta",
        ">= 95%",
        "true",
    )


def test_a_target_shown_to_a_program(viewer: Viewer) -> None:
    (target,) = data(viewer, "show", "1.2/cases")["targets"]
    assert (target["id"], target["verdict"], target["value"]) == ("1.2/cases", "short", "1.00")
    assert target["reasons"][0]["light"] == "yellow"
    assert [one["target"] for one in records(viewer, "show", "1.2/cases")] == ["1.2/cases"]


def test_people_shown_to_a_program(viewer: Viewer) -> None:
    (alpha,) = data(viewer, "show", "alpha")["departments"]
    assert (alpha["name"], alpha["aliases"]) == ({"zh": "甲局", "en": "Alpha Bureau"}, ["甲管理局"])
    assert (alpha["light"], alpha["ledger"]) == ("red", "ledgers/alpha.yaml")
    (record,) = records(viewer, "show", "east")
    assert (record["name_zh"], record["groups"]) == ("东街道", "streets")
    (streets,) = data(viewer, "show", "streets")["groups"]
    assert (streets["members"], streets["items"]) == (["east", "west"], ["2.1"])


def test_an_entry_and_a_rule_shown_to_a_program(viewer: Viewer) -> None:
    chain = data(viewer, "show", "20211013-000000a2")["entries"]
    assert [(one["id"][-2:], one["counts"]) for one in chain] == [("a1", False), ("a2", True)]
    (rule,) = data(viewer, "show", "FL401")["rules"]
    assert (rule["name"], rule["severity"]) == ("unknown-item", "error")
    assert {"code": "FL401", "message": rule["messages"][0]["message"]}.items() <= records(
        viewer, "show", "FL401"
    )[0].items()


def test_a_derivation_as_records(viewer: Viewer) -> None:
    steps = records(viewer, "why", "1.1/rate")
    assert (steps[0]["kind"], steps[0]["depth"], steps[0]["value"]) == ("target", "0", "89.00")
    entry = next(one for one in steps if one["kind"] == "entry")
    assert (entry["depth"], entry["value"], entry["path"]) == ("2", "60/80", "ledgers/beta.yaml")


def test_the_difference_of_plans_as_records(viewer: Viewer, tmp_path: Path) -> None:
    (tmp_path / "old/data").mkdir(parents=True)
    for name in ("tasks.yaml", "departments.yaml"):
        text = (viewer.root / "data" / name).read_text("utf-8").replace(">= 95%", ">= 90%")
        (tmp_path / "old/data" / name).write_text(text, "utf-8")
    words = ("plan", "diff", str(tmp_path / "old"), str(viewer.root))
    (record,) = records(viewer, *words)
    assert (record["kind"], record["name_zh"]) == ("goal", "企业自查率")
    assert (record["old"], record["new"]) == (">= 90% (12-31)", ">= 95% (12-31)")
    assert viewer(*words, "--format", "md").out == (
        "- 指标（1 处）\n  - \\~ 改为 1.1/rate 企业自查率 ≥ 90% (12-31) → ≥ 95% (12-31)\n"
    )


def test_a_csv_file_opens_right_in_excel_and_a_pipe_has_no_mark(viewer: Viewer) -> None:
    file = viewer.root.parent / "status.csv"
    assert viewer("status", "-o", str(file)).code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert file.read_text("utf-8-sig") == viewer("status", "--format", "csv").out
