"""Every command that is printed runs as it is printed, wherever one stands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from foodsafety_ledger.cli.app import COMMANDS, load_command, run
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.words import LOOKING, WRITING
from viewer import Viewer

PRINTED = re.compile(r"ledger (-C [!-~ ]+(?:(?<=--by )[\u4e00-\u9fff]+)?)")

LINES = (
    *("status", "status alpha", "status 2.1", "status --only red", "status --by item", "problems"),
    *("show 1.1", "show alpha", "why 1.1", "log", "review", "check", "check --verbose"),
    *("dispatch 2021Q3", "report brief", "plan list", "status nonesuch", "record alpha 1.1"),
    *("record nobody 1.1", "amend 99999999 --reason x", "plan verify", "template", "report x"),
    *("record alpha 1.1 --status done --period 2021Q3 --dry-run", "void 20211011-000000a1"),
)


@pytest.fixture
def elsewhere(viewer: Viewer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What names the viewer's workspace from a folder that is none."""
    folder = tmp_path / "some where"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("FOODSAFETY_LEDGER_ROOT")
    monkeypatch.setattr("foodsafety_ledger.views.attention.SHOWN", 2)
    return ["-C", f"../{viewer.root.name}", "--lang", "zh"]


@pytest.mark.parametrize("line", LINES)
def test_what_is_printed_runs(
    elsewhere: list[str], capsys: pytest.CaptureFixture[str], line: str
) -> None:
    as_of = ["--as-of", "2021-10-19"] if line.split(maxsplit=1)[0] in LOOKING else []
    capsys.readouterr()
    run([*elsewhere, *line.split(), *as_of])
    told = "".join(capsys.readouterr())
    bare = re.findall(rf"ledger (?:{'|'.join(LOOKING + WRITING)})\b.*", told)
    assert bare == [], "it would ask another workspace"
    for printed in PRINTED.findall(told):
        arguments = shlex.split(printed)
        assert arguments[:4] == elsewhere
        if arguments[4] in LOOKING and as_of:
            assert "--as-of" in arguments or f"  {printed}" not in told
        if arguments[4] in {*LOOKING, "check", "plan"} and not {"REF", "FILE"} & {*arguments}:
            assert run(arguments) in (Exit.FINE, Exit.FINDINGS), printed


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("init", []),
        *((line, ["--lang", "en"]) for line in ("init", "demo", "demo --districts 2")),
    ],
)
def test_what_a_new_folder_is_looked_at_with_runs_in_the_same_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, language: list[str]
) -> None:
    """It names the new folder, wherever the command was asked from."""
    folder = str(tmp_path / "new district")
    run(["-C", str(tmp_path), *language, *line.split(), folder])
    [printed] = re.findall("(?:下一步：|next: )ledger (.*)", capsys.readouterr().err)
    arguments = shlex.split(printed)
    where = [] if "--districts" in line else ["-C", folder]
    assert arguments[: len(where) + len(language)] == [*where, *language]
    assert run(arguments) == Exit.FINE


def test_a_command_carries_a_day_where_it_takes_one() -> None:
    def takes_a_day(name: str) -> bool:
        command = load_command(name)
        return any("--as-of" in one.opts for one in command.params)

    taking = {name for name in COMMANDS if takes_a_day(name)}
    assert taking - {*LOOKING} == {"extract"}
    assert {*LOOKING} <= taking
    assert {*COMMANDS} - {*LOOKING, *WRITING} <= {
        "init",
        "demo",
        "rollup",
        "schema",
        "lsp",
        "merge-driver",
    }
