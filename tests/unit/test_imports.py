"""What the common commands may load: people wait for start-up, and completion runs at every key."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from foodsafety_ledger.cli.app import run
from foodsafety_ledger.model.failure import Exit
from processes import ran

_HEAVY = frozenset(
    {
        *("pydantic", "pydantic_core", "rich", "typer", "yaml", "jinja2", "docx"),
        *("pypdfium2", "lxml", "asyncio", "http", "email", "xml", "multiprocessing", "unittest"),
    }
)


_REPORT = """
import json, sys
from foodsafety_ledger.__main__ import main
sys.argv = ["ledger", *json.loads(sys.argv[1])]
try:
    main()
except SystemExit:
    pass
print("\\n" + json.dumps(sorted(sys.modules)))
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose plan the cache already knows, as it does all day long."""
    folder = tmp_path_factory.mktemp("imports") / "district"
    assert run(["init", str(folder)]) == Exit.FINE
    run(["-C", str(folder), "status"])
    return folder


def _loaded(folder: Path, *arguments: str, **environment: str) -> set[str]:
    """Every module loaded by one run of the command line."""
    done = subprocess.run(
        [sys.executable, "-c", _REPORT, json.dumps(arguments)],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["--version"], set()),
        (["--help"], {"typer", "rich"}),
        pytest.param(["check"], {"typer"}, marks=pytest.mark.beside),
        (["status"], {"typer", "rich"}),
        (["status", "--format", "json"], {"typer"}),
        pytest.param(["status", "--format", "csv"], {"typer"}, marks=pytest.mark.beside),
        (["why", "14.1"], {"typer", "rich"}),
        pytest.param(["show", "FL401"], {"typer", "rich"}, marks=pytest.mark.beside),
        (
            ["record", "education", "3.2", "--status", "in-progress", "--by", "张三", "--dry-run"],
            {"typer", "yaml", "rich"},
        ),
    ],
)
def test_a_command_loads_only_what_it_needs(
    workspace: Path, arguments: list[str], allowed: set[str]
) -> None:
    assert _loaded(workspace, *arguments) & _HEAVY <= allowed


def test_no_command_loads_pydantic_to_read_a_plan(tmp_path: Path) -> None:
    folder, anew = tmp_path / "district", {"FOODSAFETY_LEDGER_NO_CACHE": "1"}
    assert run(["init", str(folder)]) == Exit.FINE
    assert _loaded(folder, "status", **anew) & _HEAVY <= {"typer", "yaml", "rich"}
    tasks = folder / "data" / "tasks.yaml"
    tasks.write_text(tasks.read_text("utf-8").replace("grace_days: ", "grace_day: x"), "utf-8")
    assert _loaded(folder, "check", **anew) & _HEAVY <= {"typer", "yaml", "rich"}


def test_a_view_loads_no_words_of_rules_that_only_speak_when_something_is_found(
    workspace: Path,
) -> None:
    loaded = _loaded(workspace, "status")
    assert "rich.console" not in loaded, "rich draws nothing into a pipe"
    families = {name.rpartition(".")[2][:3] for name in loaded if ".check.fl" in name}
    assert families == {"fl2", "fl4", "fl5", "fl6"}, "the plan's notes are of FL2"


@pytest.mark.parametrize("line", ["", "record ", "record market-regulation 1", "show 2", "chec"])
def test_completion_loads_tables_alone(workspace: Path, line: str) -> None:
    asked = {
        "_LEDGER_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": f"ledger {line}",
    }
    ran([], os.environ | asked, first=f"import os; os.chdir({str(workspace)!r})")
    loaded = _loaded(workspace, **asked)
    assert not loaded & _HEAVY
    assert not loaded & {"pathlib", "typing", "dataclasses", "subprocess", "decimal"}
    assert {name for name in loaded if name.startswith("foodsafety_ledger")} == {
        "foodsafety_ledger",
        "foodsafety_ledger.__main__",
        *(f"foodsafety_ledger.cli{name}" for name in ("", ".completion", ".language", ".streams")),
        *(f"foodsafety_ledger.files{name}" for name in ("", ".cache", ".finding")),
    }


@pytest.mark.parametrize("command", ["status", "check"])
def test_an_answer_is_said_again_without_reading_what_it_was_made_from(
    workspace: Path, command: str
) -> None:
    _loaded(workspace, command)
    loaded = _loaded(workspace, command)
    assert not loaded & (_HEAVY | {"dataclasses", "subprocess", "decimal"})
    rooms = {name.split(".")[1] for name in loaded if name.startswith("foodsafety_ledger.")}
    assert rooms == {"__main__", "cli", "files", "model"}
    if command == "status":
        assert not loaded & {"typing", "foodsafety_ledger.files.surroundings"}


def test_the_assessment_knows_nothing_of_the_command_line() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, foodsafety_ledger.assess.assess; print(*sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert not any(name.startswith(("foodsafety_ledger.cli", "typer", "rich")) for name in loaded)
