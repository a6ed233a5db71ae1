"""What is longer than the screen goes through a pager; ``--watch`` draws anew; widths fit."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from foodsafety_ledger.cli.session import ambiguous_is_wide
from foodsafety_ledger.cli.streams import pager_of
from foodsafety_ledger.formats import Screen
from foodsafety_ledger.formats.terminal import cell_len, measured, page_text, wrap
from foodsafety_ledger.model.failure import Exit, UsageError
from foodsafety_ledger.views.page import Column, Table, cell
from terminal import Terminal
from viewer import Viewer

MARK = "sed s/^/P:/"
At = Callable[..., Terminal]


@pytest.fixture
def at(viewer: Viewer, tmp_path: Path) -> At:
    """Starts a command at a terminal of ten lines."""

    def start(*args: str, rows: int = 10, **settings: str) -> Terminal:
        told = {"TERM": "xterm", "PAGER": MARK, "FOODSAFETY_LEDGER_TODAY": "2021-10-20"}
        told["XDG_CACHE_HOME"] = str(tmp_path / "cache")
        return Terminal("-C", str(viewer.root), *args, rows=str(rows), **told | settings)

    return start


def lines_of(terminal: Terminal) -> tuple[int, str]:
    shown = terminal.rest()
    return terminal.end(), shown


def test_what_is_longer_than_the_screen_goes_through_the_pager_in_colour(at: At) -> None:
    for _ in range(2):  # the second answer is one that was kept
        code, shown = lines_of(at("status"))
        assert code == Exit.FINE
        assert shown.startswith("P:\x1b[1m小区安排")
        assert shown.count("P:") > 10


@pytest.mark.parametrize(
    ("args", "rows", "settings"),
    [
        (("status",), 200, {}),
        (("status", "--no-pager"), 10, {}),
        (("--no-pager", "status"), 10, {}),
        (("status",), 10, {"FOODSAFETY_LEDGER_PAGER": "cat"}),
        (("status",), 10, {"PAGER": "no-such-pager"}),
        (("status",), 10, {"PAGER": "false"}),
        (("status",), 10, {"PAGER": "true"}),
        (("status",), 10, {"TERM": "dumb"}),
        (("status", "--format", "json"), 10, {}),
    ],
)
def test_what_fits_or_is_not_to_be_paged_is_printed(
    at: At, args: tuple[str, ...], rows: int, settings: dict[str, str]
) -> None:
    code, shown = lines_of(at(*args, rows=rows, **settings))
    assert code == Exit.FINE
    assert "P:" not in shown
    assert "小区安排" in shown or "viewed-2021" in shown


def test_findings_are_paged_and_a_reader_who_has_seen_enough_changes_no_code(
    at: At, viewer: Viewer
) -> None:
    viewer.change("ledgers/alpha.yaml", "status: ", "status: un")
    code, shown = lines_of(at("check", PAGER="head -n 1"))
    assert code == Exit.FINDINGS
    assert "Traceback" not in shown
    assert len(shown.splitlines()) < 5


def test_a_pipe_is_never_paged(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", MARK)
    monkeypatch.setenv("TERM", "xterm")
    assert "P:" not in viewer("status").out


@pytest.mark.parametrize(
    ("environment", "encoding", "command"),
    [
        ({"TERM": "xterm", "PAGER": "sh -c 'x y'"}, "utf-8", ["sh", "-c", "x y"]),
        ({"TERM": "xterm", "PAGER": "sh", "FOODSAFETY_LEDGER_PAGER": "cat"}, "utf-8", []),
        ({"TERM": "xterm", "PAGER": "sh", "FOODSAFETY_LEDGER_PAGER": ""}, "utf-8", ["sh"]),
        ({"TERM": "xterm", "PAGER": "sh 'x"}, "utf-8", []),
        ({"PAGER": "sh"}, "utf-8", []),
        ({"TERM": "xterm", "PAGER": "sh"}, "gbk", []),
    ],
)
def test_which_pager(environment: dict[str, str], encoding: str, command: list[str]) -> None:
    assert pager_of(environment, encoding) == command


def test_a_wall_screen_is_drawn_anew_when_files_change(at: At, viewer: Viewer) -> None:
    terminal = at("status", "--watch", rows=16, PAGER=MARK)
    terminal.expect("\x1b[H\x1b[2J")
    terminal.expect("另有")
    terminal.expect("Ctrl-C")
    viewer.write("ledgers/beta.yaml", "plan: viewed-2021\ndepartment: beta\nentries: [\n")
    terminal.expect("\x1b[H\x1b[2J")
    terminal.expect("FL104")
    terminal.expect("Ctrl-C")
    viewer.write("data/tasks.yaml", "plan: [\n")
    terminal.expect("FL104")
    terminal.expect("Ctrl-C")
    terminal.press("\x03")
    assert terminal.end() == Exit.FINE


@pytest.mark.parametrize(
    ("options", "said"),
    [((), "--watch 要在终端上用"), (("--format", "json"), "--watch 只显示表格")],
)
def test_it_needs_a_terminal_and_nothing_else(
    viewer: Viewer, options: tuple[str, ...], said: str
) -> None:
    seen = viewer("status", "--watch", *options)
    assert seen.code == Exit.USAGE
    assert said in seen.err


WIDE = Screen(width=20, wide=True)


@pytest.mark.parametrize(
    ("encoding", "told", "wide"),
    [
        ("gbk", {}, True),
        ("GB18030", {}, True),
        ("cp936", {}, True),
        ("utf-8", {}, False),
        ("utf-8", {"FOODSAFETY_LEDGER_AMBIGUOUS": "2"}, True),
        ("gbk", {"FOODSAFETY_LEDGER_AMBIGUOUS": "1"}, False),
    ],
)
def test_the_setting_or_the_encoding_says_how_wide_open_widths_are(
    encoding: str, told: dict[str, str], *, wide: bool
) -> None:
    assert ambiguous_is_wide(encoding, told) is wide


def test_another_setting_is_refused() -> None:
    with pytest.raises(UsageError, match="bad-ambiguous"):
        ambiguous_is_wide("utf-8", {"FOODSAFETY_LEDGER_AMBIGUOUS": "wide"})


def test_columns_align_on_a_screen_that_shows_them_wide() -> None:
    table = Table(
        (Column("甲"), Column("乙")), ((cell("“×”"), cell("尾")), (cell("abc"), cell("尾")))
    )
    narrow = page_text((table,), Screen(width=20)).splitlines()
    wide = page_text((table,), WIDE).splitlines()
    assert narrow[2:] == ["“×”  尾", "abc  尾"]
    assert wide[2:] == ["“×”  尾", "abc     尾"]
    with measured(WIDE):
        assert {cell_len(row.partition("尾")[0]) for row in wide[2:]} == {8}
        assert wrap("“”“”“”", 4) == ["“”", "“”", "“”"]
    assert cell_len("“×”") == 3


def test_files_are_laid_out_alike_on_every_screen(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FOODSAFETY_LEDGER_AMBIGUOUS", "2")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for number in "12":
        monkeypatch.setenv("FOODSAFETY_LEDGER_AMBIGUOUS", number)
        viewer("status", "-o", str(tmp_path / f"{number}.docx"))
    assert (tmp_path / "1.docx").read_bytes() == (tmp_path / "2.docx").read_bytes()
