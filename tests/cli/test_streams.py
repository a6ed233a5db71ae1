"""What was found or done decides the exit code, never whether it could be printed."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryFile
from typing import TextIO

import pytest

from clerk import TODAY, Clerk
from foodsafety_ledger.cli import resolve, streams
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.files import atomic
from foodsafety_ledger.filing import submit
from foodsafety_ledger.model.failure import Exit
from processes import Stream, started
from viewer import Viewer

COMMAND = (sys.executable, "-m", "foodsafety_ledger")
FULL = Path("/dev/full")
RECORD = ("record", "market", "1.1", "--status", "done")
VIEWS = (
    ("status",),
    ("status", "1", "--format", "json"),
    ("status", "--format", "csv"),
    ("status", "--format", "md"),
    ("log",),
    ("show", "FL401"),
    ("why", "1.1"),
    ("plan", "list"),
    ("--help",),
    ("status", "--help"),
)

needs_full = pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")
needs_sh = pytest.mark.skipif(shutil.which("sh") is None, reason="no shell to close streams")


def gone() -> TextIO:
    """A pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    return os.fdopen(writing, "w", encoding="utf-8")


def full() -> TextIO:
    """A disk without room."""
    return FULL.open("w", encoding="utf-8")


def printed_to(stream: TextIO, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Has the program's streams of these names go there, as the entry point arranges them."""
    for name in names:
        monkeypatch.setattr(sys, name, streams._held(stream))


@needs_full
@pytest.mark.parametrize(
    "args", [("template", "alpha", "-o", "OUT.xlsx"), ("dispatch", "2021Q4", "-o", "OUT")]
)
def test_what_files_were_written_is_done_whatever_stdout_takes(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, args: tuple[str, ...]
) -> None:
    (out,) = (tmp_path / name for name in args if name.startswith("OUT"))
    with full() as stream:
        printed_to(stream, monkeypatch, "stdout")
        said = viewer(*args[:-1], str(out))
    assert said.code == Exit.FINE
    assert out.exists()
    assert f"已写入 {out}" in said.err
    assert "标准输出已满，没有全部显示出来" in said.err


@pytest.mark.parametrize("args", VIEWS, ids=" ".join)
class TestViews:
    def test_a_reader_that_left_is_silent(
        self, viewer: Viewer, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
    ) -> None:
        assert viewer(*args).code == Exit.FINE
        with gone() as stream:
            printed_to(stream, monkeypatch, "stdout")
            said = viewer(*args)
        assert (said.code, said.err) == (Exit.FINE, "")

    @needs_full
    def test_a_full_stdout_is_said(
        self, viewer: Viewer, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
    ) -> None:
        with full() as stream:
            printed_to(stream, monkeypatch, "stdout")
            said = viewer(*args)
        assert (said.code, said.err) == (Exit.ENVIRONMENT, "标准输出已满，没有全部显示出来\n")


@pytest.fixture
def wrong(viewer: Viewer) -> Viewer:
    """A workspace with an entry about an item that there is not."""
    viewer.change("ledgers/beta.yaml", '"1.1"', '"9.9"')
    return viewer


@pytest.mark.parametrize("stream", [gone, pytest.param(full, marks=needs_full)])
class TestFindings:
    @pytest.mark.parametrize(
        ("args", "code"),
        [
            (("check",), Exit.FINDINGS),
            (("check", "--format", "json"), Exit.FINDINGS),
            (("check", "--format", "full"), Exit.FINDINGS),
            (("status",), Exit.FINDINGS),
            (("status", "--fail-on", "red"), Exit.FINDINGS),
            (("plan", "diff", "nowhere", "."), Exit.NO_WORKSPACE),
            (("status", "--as-of", "never"), Exit.USAGE),
            (("chek",), Exit.USAGE),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
    )
    def test_nothing_printed_changes_the_code(
        self,
        wrong: Viewer,
        monkeypatch: pytest.MonkeyPatch,
        stream: Callable[[], TextIO],
        args: tuple[str, ...],
        code: Exit,
    ) -> None:
        with stream() as closed:
            printed_to(closed, monkeypatch, "stdout", "stderr")
            assert run(["-C", str(wrong.root), *args]) == code

    def test_red_is_red(
        self, viewer: Viewer, monkeypatch: pytest.MonkeyPatch, stream: Callable[[], TextIO]
    ) -> None:
        with stream() as closed:
            printed_to(closed, monkeypatch, "stdout")
            assert viewer("status", "--fail-on", "red").code == Exit.FINDINGS


@pytest.mark.parametrize("stream", [gone, pytest.param(full, marks=needs_full)])
class TestWriting:
    def test_a_note_that_nobody_reads_stops_nothing(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch, stream: Callable[[], TextIO]
    ) -> None:
        assert clerk(*RECORD).code == Exit.FINE
        with stream() as closed:
            printed_to(closed, monkeypatch, "stderr")
            again = run(["-C", str(clerk.root), *RECORD, "--period", "2021Q3"])
        assert again == Exit.FINE
        assert len(clerk.entries()) == 2

    def test_what_was_written_is_done_though_nothing_shows_it(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch, stream: Callable[[], TextIO]
    ) -> None:
        with stream() as closed:
            printed_to(closed, monkeypatch, "stdout")
            said = clerk(*RECORD)
        assert said.code == Exit.FINE
        full = "标准输出已满，没有全部显示出来\nledgers/market.yaml:4 已经写入，请勿重复填报\n"
        assert said.err.endswith(full) == (stream is not gone)
        assert len(clerk.entries()) == 1

    def test_what_is_refused_is_refused(
        self, clerk: Clerk, monkeypatch: pytest.MonkeyPatch, stream: Callable[[], TextIO]
    ) -> None:
        with stream() as closed:
            printed_to(closed, monkeypatch, "stdout", "stderr")
            assert run(["-C", str(clerk.root), *RECORD, "--period", "2021Q9"]) == Exit.FINDINGS
        assert clerk.files() == {}


@pytest.mark.parametrize("failure", [KeyboardInterrupt, ZeroDivisionError, OSError])
def test_what_comes_after_the_writing_does_not_undo_it(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, failure: type[BaseException]
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr("foodsafety_ledger.cli.sitting.receipt", fail)
    said = clerk(*RECORD)
    assert said.code == Exit.FINE
    assert said.err.endswith("ledgers/market.yaml:4 已经写入，请勿重复填报\n")
    assert len(clerk.entries()) == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_interruption_while_writing_says_which_it_was(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    write = submit._write

    def interrupted(*args: object) -> None:
        if when == "after":
            write(*args)  # type: ignore[arg-type]  # handed on as they are
        raise KeyboardInterrupt

    monkeypatch.setattr(submit, "_write", interrupted)
    assert clerk(*RECORD).code == (Exit.FINE if when == "after" else Exit.INTERRUPTED)
    assert ("ledgers/market.yaml" in clerk.files()) == (when == "after")


def _process(redirections: str, *args: str) -> tuple[int, str]:
    """A process started by a shell with these redirections: its exit code and all that is said."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {redirections}', "sh", *COMMAND, *args],
        env={**os.environ, "FOODSAFETY_LEDGER_TODAY": TODAY},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def _closed(closed: set[int], *args: str, root: Path | None = None) -> tuple[int, str]:
    """The program with these of its three streams closed: its exit code and all that is said."""
    where = ["-C", str(root)] if root else []
    with open(os.devnull, "rb") as nothing, TemporaryFile() as said:  # noqa: PTH123 - a device
        opened = [Stream(one.fileno()) for one in (nothing, said, said)]
        streams = [None if number in closed else one for number, one in enumerate(opened)]
        told = {**os.environ, "FOODSAFETY_LEDGER_TODAY": TODAY}
        process = started([*where, *args], told, streams)
        process.join()
        said.seek(0)
        return process.exitcode or 0, said.read().decode()


ALL = {0, 1, 2}


class TestClosed:
    """Streams that are closed when the process starts: files that are opened get their numbers."""

    @pytest.mark.parametrize("closed", [{0}, {1}, {2}, ALL], ids=str)
    def test_a_report_is_written_once_and_is_all_that_is_in_the_file(
        self, clerk: Clerk, closed: set[int]
    ) -> None:
        clerk(*RECORD)
        before = clerk.text()
        again = (*RECORD, "--period", "2021Q3", "--by", "张三", "--no-input")
        code, said = _closed(closed, *again, root=clerk.root)
        assert code == Exit.FINE
        assert "Traceback" not in said
        assert len(clerk.entries()) == 2
        added = clerk.text().removeprefix(before).splitlines()
        assert [line.split(":")[0].lstrip("- ") for line in added] == [
            *("id", "item", "period", "date", "status", "by")
        ]
        assert list(clerk.files()) == ["ledgers/market.yaml"]

    def test_nobody_can_be_asked_with_stdin_closed(self, clerk: Clerk) -> None:
        code, said = _closed({0}, "record", root=clerk.root)
        assert code == Exit.USAGE
        assert "缺少：单位" in said

    @pytest.mark.parametrize("args", [("--version",), ("status",)])
    def test_nothing_can_be_shown_with_stdout_closed(
        self, viewer: Viewer, args: tuple[str, ...]
    ) -> None:
        root = viewer.root if args != ("--version",) else None
        assert _closed({1}, *args, root=root) == (
            Exit.ENVIRONMENT,
            "标准输出已关闭，没有全部显示出来\n",
        )

    def test_a_clean_check_is_clean_with_all_closed(self, clerk: Clerk) -> None:
        assert _closed(ALL, "check", "--select", "FL1", root=clerk.root)[0] == Exit.FINE

    def test_what_has_nothing_for_stdout_misses_nothing(self, tmp_path: Path) -> None:
        code, said = _closed({1}, "demo", str(tmp_path / "demo"))
        assert (code, "标准输出" in said) == (Exit.FINE, False)

    @needs_sh
    def test_a_usage_error_is_one_with_all_closed_from_the_start(self) -> None:
        assert _process("<&- >&- 2>&-", "chek") == (Exit.USAGE, "")


@needs_sh
@needs_full
@pytest.mark.parametrize(
    ("redirections", "args", "code"),
    [
        ("> /dev/full", ("--version",), Exit.ENVIRONMENT),
        ("> /dev/full", ("--help",), Exit.ENVIRONMENT),
        ("2> /dev/full", ("chek",), Exit.USAGE),
        ("> /dev/full 2> /dev/full", ("--version",), Exit.ENVIRONMENT),
    ],
)
def test_the_end_of_the_process_adds_nothing(
    redirections: str, args: tuple[str, ...], code: Exit
) -> None:
    returned, said = _process(redirections, *args)
    assert returned == code
    assert "Traceback" not in said
    assert "Exception ignored" not in said


@pytest.fixture
def merged(tmp_path: Path) -> list[str]:
    """The base, ours and theirs of an entry that both sides changed."""
    for name in ("base", "ours", "theirs"):
        text = f"plan: p\ndepartment: d\nentries:\n- {{id: 20211012-0000000a, by: {name}}}\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in ("base", "ours", "theirs")]


def test_a_merge_is_what_it_was_though_nobody_hears_of_it(
    merged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with gone() as stream:
        printed_to(stream, monkeypatch, "stdout", "stderr")
        assert run(["merge-driver", *merged]) == Exit.FINDINGS
    assert "<<<<<<<" in Path(merged[1]).read_text("utf-8")


def test_a_merge_interrupted_after_it_was_written_is_the_conflict_that_it_was(
    merged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(resolve, "show_merge", interrupted)
    assert run(["merge-driver", *merged]) == Exit.FINDINGS


def test_a_merge_that_finds_no_room_leaves_our_side_whole(
    merged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = Path(merged[1]).read_bytes()
    monkeypatch.setattr(atomic, "settle", refuse)
    assert run(["merge-driver", *merged]) == Exit.ENVIRONMENT
    assert Path(merged[1]).read_bytes() == before


def test_a_slow_reader_that_does_not_wait_loses_nothing() -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    program = "import sys; from foodsafety_ledger.cli.streams import hold_streams; hold_streams();"
    program += "sys.stdout.write('一' * 300000)"
    with subprocess.Popen([sys.executable, "-c", program], stdout=writing) as process:
        os.close(writing)
        with os.fdopen(reading, "rb") as stream:
            assert stream.read().decode() == "一" * 300000
    assert process.returncode == 0
