"""Nothing that stands in a workspace gives orders to the CI service whose log it comes to."""

from __future__ import annotations

import json
import re
from itertools import product

import pytest

from foodsafety_ledger.cli.completion import asked_by_shell, complete
from sampled import one_row_in
from viewer import Viewer

_ORDER = re.compile(r"##\w*\[|\x1b|\r|^\s*::", re.MULTILINE)
"""What GitHub, Azure, TeamCity and GitLab obey in a log."""

_EVIL = "::error::x ##[group]y ##vso[task.x]z ##teamcity[a]"
_TEXT = f'"{_EVIL} \\e[31m"'

_SEEN = ("full", "concise", "json", "gitlab", "sarif", "junit")
_SHOWN = ("table", "json", "csv", "md")
_LOOKS = (
    *(("check", "--format", one) for one in _SEEN),
    *(("status", "--format", one) for one in _SHOWN),
    *(("status", "--by", "department", "--format", one) for one in _SHOWN),
    *(("log", "--format", one) for one in _SHOWN),
    *(("plan", "list", "--format", one) for one in _SHOWN),
    *(("why", "1.1", "--format", one) for one in ("tree", "json", "md")),
    *(("show", one) for one in ("alpha", "1.1", "20211013-000000a2")),
    ("show", _EVIL),
    ("status", "--as-of", _EVIL),
    ("record", _EVIL, "1.1", "--status", "done", "--by", "x"),
    ("record", "alpha", "1.1", "--status", "done", "--by", _EVIL, "--dry-run"),
    ("amend", "000000a2", "--reason", _EVIL, "--note", _EVIL, "--dry-run"),
    ("plan", "diff", ".", _EVIL),
    (_EVIL,),
)


@pytest.fixture
def hostile(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    """A workspace in which everything that people name is called after an order."""
    viewer.change("data/departments.yaml", "{zh: 甲局, en: Alpha Bureau}", f'{{zh: "{_EVIL}"}}')
    viewer.change("data/tasks.yaml", "{zh: 企业自查率, en: Self-inspection}", f'{{zh: "{_EVIL}"}}')
    viewer.change("data/tasks.yaml", "{zh: 督促企业自查, en: Firms inspect themselves}", _TEXT)
    for key, said in (("note", "其余两家停业"), ("problems", "人手不足"), ("approved_by", "李四")):
        viewer.change("ledgers/alpha.yaml", f"{key}: {said}", f'{key}: "{_EVIL}"')
    viewer.change("ledgers/beta.yaml", '"1.1"', f'"{_EVIL}"')
    viewer.write(f"ledgers/{_EVIL}.yaml", f"plan: {_TEXT}\n::x: {_TEXT}\n")
    viewer.write(f"ledgers/{_EVIL}.yml", "")
    monkeypatch.chdir(viewer.root)
    return viewer


@pytest.mark.parametrize(("lang", "args"), one_row_in(3, product(["zh", "en"], _LOOKS)))
def test_no_line_gives_an_order(hostile: Viewer, args: tuple[str, ...], lang: str) -> None:
    said = hostile(*args, lang=lang)
    assert said.out + said.err
    assert not any(word in said.err for word in ("未预料", "unforeseen"))
    assert _ORDER.findall(said.out) == []
    assert _ORDER.findall(said.err) == []


def test_the_only_orders_are_the_annotations(hostile: Viewer) -> None:
    lines = hostile("check", "--format", "github").out.splitlines()
    assert lines
    for line in lines:
        order = re.match(r"::(?:error|warning|notice) (?:file=|title=ledger check::)", line)
        assert _ORDER.findall(line[2:] if order else line) == []


def test_data_still_says_what_the_file_says(hostile: Viewer) -> None:
    entries = json.loads(hostile("log", "--format", "json").out)["data"]["entries"]
    assert _EVIL in [entry.get("note") for entry in entries]


def test_completion_offers_no_order(
    hostile: Viewer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = f"ledger -C {hostile.root} status "
    monkeypatch.setenv("_LEDGER_COMPLETE", "complete_zsh")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
    assert complete(asked_by_shell()) == 0
    offered = capsys.readouterr().out
    assert "alpha" in offered
    assert _ORDER.findall(offered) == []
