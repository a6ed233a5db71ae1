"""``ledger record`` as processes: at a real terminal, two at once, killed, on a full disk."""

from __future__ import annotations

import os
import re
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from clerk import EMPTY, Clerk
from foodsafety_ledger.model.failure import Exit
from processes import ran
from terminal import PATIENCE, Terminal, environment

ENTRY = re.compile(r"^- id: \S+\n(?:  .*\n)*  by: \S+\n", re.MULTILINE)


def _record(root: Path, *args: str, first: str = "", **more: str) -> CompletedProcess[bytes]:
    """A record as a process, in which ``first`` is done before the program begins."""
    told = ["-C", str(root), "record", *args, "--by", "张三"]
    return ran(told, environment(**more), first=first)


PATIENT = f"from foodsafety_ledger.files import locking; locking.WAIT_SECONDS = {PATIENCE}\n"


def test_a_report_is_typed_at_a_terminal(clerk: Clerk) -> None:
    terminal = Terminal("-C", str(clerk.root), "record", "east", "--by", "张三")
    terminal.expect("填报哪个分项？")
    terminal.type("2.2\n")
    terminal.expect("进展如何（")
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
    terminal.expect("进展如何（")
    terminal.type("2\n")
    terminal.expect("工作进展说明")
    terminal.expect("> ")
    terminal.press(key)
    terminal.expect("已中断，文件未改动")
    assert terminal.end() == Exit.INTERRUPTED
    assert clerk.files() == {}


def test_two_at_once_lose_nothing(clerk: Clerk) -> None:
    clerk.write("ledgers/market.yaml", EMPTY.format("market"))
    given = ("--status", "done", "--period", "2021Q3")
    with ThreadPoolExecutor() as pool:
        several = [
            pool.submit(_record, clerk.root, "market", item, *given, first=PATIENT)
            for item in ("1.1", "1.2", "1.1")
        ]
    ended = [one.result() for one in several]
    assert [one.returncode for one in ended] == [Exit.FINE] * 3, ended
    assert sorted(entry["item"] for entry in clerk.entries()) == ["1.1", "1.1", "1.2"]
    first, second = (entry["id"] for entry in clerk.entries() if entry["item"] == "1.1")
    assert first < second
    assert len(ENTRY.findall(clerk.text())) == 3


def _killed(function: str, when: str) -> str:
    """What has a program kill itself just before or after it first calls a function of ``os``."""
    die = "os.kill(os.getpid(), signal.SIGKILL)"
    return (
        f"import os, signal\nreal = os.{function}\n"
        "def deadly(*args, **more):\n"
        f"    {die if when == 'before' else 'real(*args, **more)'}\n    {die}\n"
        f"os.{function} = deadly\n"
    )


@pytest.mark.parametrize(
    ("function", "when", "is_new"),
    [
        ("fsync", "before", False),
        ("fsync", "after", False),
        ("replace", "before", False),
        ("replace", "after", True),
    ],
)
def test_killed_while_writing_the_file_is_the_old_one_or_the_new_one(
    clerk: Clerk, function: str, when: str, *, is_new: bool
) -> None:
    file = clerk.write("ledgers/market.yaml", EMPTY.format("market"))
    before = file.read_text("utf-8")
    first, given = _killed(function, when), ("market", "1.1", "--status", "done")
    ended = _record(clerk.root, *given, first=first, XDG_CACHE_HOME=os.devnull)
    assert ended.returncode == -signal.SIGKILL, ended
    after = file.read_text("utf-8")
    added = after.removeprefix(before.replace("entries: []\n", "entries:\n"))
    assert ENTRY.fullmatch(added) if is_new else after == before
    assert clerk("record", "market", "1.2", "--status", "done").code == Exit.FINE
    assert list(clerk.files()) == ["ledgers/market.yaml"]


def test_a_full_disk_leaves_the_old_file(clerk: Clerk) -> None:
    clerk.write("ledgers/market.yaml", EMPTY.format("market") + "# 注\n" * 2000)
    before = clerk.files()
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
    given = ("market", "1.1", "--status", "done")
    ended = _record(clerk.root, *given, first=limit)
    said = ended.stderr.decode()
    assert (ended.returncode, "磁盘已满" in said) == (Exit.ENVIRONMENT, True), said
    assert clerk.files() == before
