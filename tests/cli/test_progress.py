"""A command that takes a while says how far it is, to who waits at a terminal and nobody else."""

from __future__ import annotations

import sys

import pytest

from foodsafety_ledger.cli import output
from viewer import Viewer

COMMANDS = {
    "template --all -o {out}": "正在写文件",
    "dispatch 2021Q3 -o {out}": "正在写文件",
    "export -o {out}.xlsx": "正在写文件",
    "report annual --derivation {out}.csv": "正在追溯每个数字的来历",
    "import {out}.csv --dry-run": "正在读文件",
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("at_terminal", [True, False])
def test_how_far_it_is(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch, command: str, *, at_terminal: bool
) -> None:
    monkeypatch.setattr(output, "PATIENCE", 0)
    monkeypatch.setenv("TERM", "xterm")
    out = viewer.root.parent / "out"
    if command.startswith("import"):
        viewer("export", "-o", f"{out}.csv")
    with monkeypatch.context() as patched:
        if at_terminal:
            patched.setattr(sys.stderr, "isatty", lambda: True)
        seen = viewer(*command.format(out=out).split())
    assert seen.code == 0, seen.err
    assert (COMMANDS[command] in seen.err) is at_terminal
    assert COMMANDS[command] not in seen.out


def test_what_is_quick_shows_nothing(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "PATIENCE", 3600)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    seen = viewer("template", "--all", "-o", str(viewer.root.parent / "out"))
    assert "正在写文件" not in seen.err
