"""``ledger record`` as processes: at a real terminal, two at once, killed, on a full disk."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clerk import EMPTY, Clerk
from foodsafety_ledger.model.failure import Exit
from terminal import COMMAND, PATIENCE, Terminal, environment

ENTRY = re.compile(r"^- id: \S+\n(?:  .*\n)*  by: \S+\n", re.MULTILINE)


def _start(root: Path, *args: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "-C", str(root), "record", *args, "--by", "张三"],
        env=environment(**more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_a_report_is_typed_at_a_terminal(clerk: Clerk) -> None:
    terminal = Terminal("-C", str(clerk.root), "record", "east", "--by", "张三")
    terminal.expect("填报哪个分项？")
    terminal.type("2.2\n")
    terminal.expect("进展如何？")
    terminal.type("推进中\n")
    terminal.expect("工作进展说明")
    terminal.type("巡查了三十家\n")
    for asked in ("存在问题", "下步计划", "佐证材料", "审签人", "写入 ledgers/east.yaml？"):
        terminal.expect(asked)
        terminal.type("\n")
    terminal.expect("已记入 ledgers/east.yaml:4")
    assert terminal.end() == Exit.FINE
    assert clerk.entries("east")[0]["note"] == "巡查了三十家"


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_the_terminal_leaves_nothing(clerk: Clerk, key: str) -> None:
    terminal = Terminal("-C", str(clerk.root), "record", "east", "2.2", "--by", "张三")
    terminal.expect("进展如何？")
    terminal.type("2\n")
    terminal.expect("工作进展说明")
    terminal.expect("> ")
    terminal.press(key)
    terminal.expect("已中断，文件未改动")
    assert terminal.end() == Exit.INTERRUPTED
    assert clerk.files() == {}


def test_two_at_once_lose_nothing(clerk: Clerk) -> None:
    clerk.write("ledgers/market.yaml", EMPTY.format("market"))
    several = [
        _start(clerk.root, "market", item, "--status", "done", "--period", "2021Q3")
        for item in ("1.1", "1.2", "1.1")
    ]
    said = [process.communicate(timeout=PATIENCE)[1] for process in several]
    assert [process.returncode for process in several] == [Exit.FINE] * 3, said
    assert sorted(entry["item"] for entry in clerk.entries()) == ["1.1", "1.1", "1.2"]
    first, second = (entry["id"] for entry in clerk.entries() if entry["item"] == "1.1")
    assert first < second
    assert len(ENTRY.findall(clerk.text())) == 3


def test_killed_while_writing_the_file_is_the_old_one_or_the_new_one(clerk: Clerk) -> None:
    file = clerk.write("ledgers/market.yaml", EMPTY.format("market"))
    for wait in (0.0, 0.15, 0.25, 0.3, 0.35):
        before = file.read_text("utf-8")
        process = _start(clerk.root, "market", "1.1", "--status", "done")
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=PATIENCE)
        after = file.read_text("utf-8")
        added = after.removeprefix(before.replace("entries: []\n", "entries:\n"))
        assert after == before or ENTRY.fullmatch(added)
    assert clerk("record", "market", "1.2", "--status", "done").code == Exit.FINE
    assert list(clerk.files()) == ["ledgers/market.yaml"]


def test_a_full_disk_leaves_the_old_file(clerk: Clerk) -> None:
    clerk.write("ledgers/market.yaml", EMPTY.format("market") + "# 注\n" * 2000)
    before = clerk.files()
    limited = [
        sys.executable,
        "-c",
        "import resource, runpy, sys;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192));"
        "sys.argv = sys.argv[1:];"
        "runpy.run_module('foodsafety_ledger', run_name='__main__', alter_sys=True)",
        "ledger",
    ]
    given = ("record", "market", "1.1", "--status", "done", "--by", "张三")
    done = subprocess.run(
        [*limited, "-C", str(clerk.root), *given],
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, "磁盘已满" in done.stderr) == (Exit.ENVIRONMENT, True), done.stderr
    assert clerk.files() == before
