"""A key of an entry is one row: everything that handles entries goes by the rows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import foodsafety_ledger
from error_cases import BASE
from foodsafety_ledger.model.entry import FIELDS, SHAPES, FieldKind, Kind, Place

PACKAGE = Path(foodsafety_ledger.__file__).parent
ROW = """    helpers: str = _key(
        FieldKind.PROSE,
        places=_REPORTS,
        option="--helpers",
        help=Name("协助单位", "who helped"),
        title=Name("协助情况", "helpers"),
        question=Name("谁来协助（可回车略过）", "Who helped (Enter for nobody)"),
    )
    by: str = _key("""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with one more row, and nothing else changed."""
    folder = tmp_path_factory.mktemp("program")
    shutil.copytree(PACKAGE, folder / PACKAGE.name, ignore=shutil.ignore_patterns("shipped"))
    module = folder / PACKAGE.name / "model" / "entry.py"
    text = module.read_text("utf-8")
    assert text.count("    by: str = _key(") == 1
    module.write_text(text.replace("    by: str = _key(", ROW), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace without entries."""
    root = tmp_path_factory.mktemp("fields") / "workspace"
    shutil.copytree(BASE / "data", root / "data")
    return root


COMMANDS = """
import json, sys
from contextlib import redirect_stdout
from io import StringIO
from foodsafety_ledger.cli.app import run
for line in sys.stdin:
    with redirect_stdout(StringIO()) as out:
        code = run(json.loads(line))
    print(json.dumps([code, out.getvalue()]), flush=True)
"""
"""A process that runs commands: their words come line by line, exit codes and output go back."""


@pytest.fixture(scope="module")
def ledger(program: Path, workspace: Path) -> Iterator[Callable[..., str]]:
    """Runs commands of that program and gives what they print."""
    with subprocess.Popen(
        [sys.executable, "-c", COMMANDS],
        env={**os.environ, "PYTHONPATH": str(program), "FOODSAFETY_LEDGER_TODAY": "2021-10-12"},
        cwd=program,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        asked, answered = running.stdin, running.stdout
        assert asked
        assert answered

        def run(*args: str) -> str:
            asked.write(json.dumps(["-C", str(workspace), *args]) + "\n")
            asked.flush()
            code, out = json.loads(answered.readline())
            assert code == 0
            return str(out)

        yield run
        asked.close()


def test_a_key_more_is_one_row(workspace: Path, ledger: Callable[..., str]) -> None:
    assert "--helpers 文字" in ledger("record", "--help")
    told = ("--status", "done", "--helpers", "农业局\n两人", "--by", "张三")
    ledger("record", "market", "1.1", *told)
    written = (workspace / "ledgers" / "market.yaml").read_text("utf-8")
    assert "  status: done\n  helpers: |-\n    农业局\n    两人\n  by: 张三\n" in written
    ledger("check")
    amend = json.loads(ledger("log", "--format", "json"))["data"]["entries"][0]["id"]
    ledger("amend", amend, "--reason", "补", "--problems", "缺人", "--by", "张三")
    held = json.loads(ledger("log", "--format", "json"))["data"]["entries"]
    assert [one["helpers"] for one in held] == ["农业局\n两人"] * 2
    assert "helpers" in ledger("log", "--format", "csv").splitlines()[0].split(",")
    assert "协助情况" in ledger("log")
    assert "协助情况" in ledger("show", amend)
    assert "helpers" in ledger("schema")
    table = workspace / "table.csv"
    table.write_text("分项,状态,进展情况,填报人\n1.1,已完成,查了两家,张三\n", encoding="utf-8")
    whose = ("--department", "market", "--period", "2021Q3", "--reason", "补")
    ledger("import", str(table), *whose, "--yes")
    held = json.loads(ledger("log", "--format", "json"))["data"]["entries"]
    amended = next(one for one in held if one["note"] == "查了两家")
    assert amended["helpers"] == "农业局\n两人", "what a table has no column for stays"


@pytest.mark.parametrize("key", [k for k, one in FIELDS.items() if one.option.startswith("-")])
def test_a_key_with_an_option_says_what_it_is(key: str) -> None:
    one = FIELDS[key]
    assert one.help.zh
    assert one.help.en
    assert one.title.zh or one.kind not in (FieldKind.TEXT, FieldKind.PROSE)


def test_every_kind_of_entry_has_its_keys() -> None:
    for kind, place in ((Kind.VOID, Place.VOID), (Kind.REVIEW, Place.REVIEW)):
        assert SHAPES[kind].required[0] == "id"
        assert {"reason", "date", "by"} <= SHAPES[kind].required_keys
        assert all(place in FIELDS[key].places for key in SHAPES[kind].allowed)
    assert "reason" not in SHAPES[Kind.REPORT].required_keys
