"""The pages that people read: what they print runs, what they name is there."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

import reference
from foodsafety_ledger.cli.app import COMMANDS, app, load_command
from foodsafety_ledger.words.examples import TEXTS
from pages import script_of, walk

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    str(page.relative_to(ROOT)) for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
)
WALKS = ["README.md", "README.zh-CN.md", "docs/tutorial.md", "docs/tutorial.zh-CN.md"]
INSTALLS = re.compile(r"^(make|pip) .*$", re.MULTILINE)


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_every_picture_and_page_that_it_names_is_there(page: str) -> None:
    named = re.findall(r"\]\(([^):#]+)\)", (ROOT / page).read_text("utf-8"))
    assert {"docs/images/status.svg", "docs/office.md"} <= {*named}
    assert [name for name in named if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)", _without_code(text))
    lost = [f"{path}#{part}" for path, part in links if not _leads(page, path, part)]
    assert lost == []


def _without_code(text: str) -> str:
    return re.sub(r"(?ms)^```.*?^```$|`[^`\n]*`", "", text)


def _leads(page: str, path: str, part: str) -> bool:
    there = (ROOT / page).parent / path if path else ROOT / page
    if not there.exists() or not part:
        return there.exists()
    titles = re.findall(r"(?m)^#+ (.*)$", there.read_text("utf-8"))
    return part in {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in titles}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_shows_is_one_with_its_options(page: str) -> None:
    shown = list(_commands((ROOT / page).read_text("utf-8")))
    assert [line for line in shown if not _is_known(line)] == []
    assert page not in WALKS or len(shown) > 10


def test_every_help_page_has_examples_that_are_commands() -> None:
    shown = {name for name in COMMANDS if not hasattr(load_command(name), "commands")}
    parts = {f"plan.{name}" for name in load_command("plan").commands}
    assert shown | parts == TEXTS.keys() | {"merge-driver"}
    lines = [line for text in TEXTS.values() for one in text for line in one.split("\n")]
    assert [line for line in lines if not _is_known(line)] == []


def _commands(text: str) -> Iterator[str]:
    """The command lines of a page's shell blocks and of its running text."""
    for block in re.findall(r"(?ms)^```sh\n(.*?)^```$", text):
        yield from re.findall(r"(?m)(?:^|&& )(ledger [^#&|;\n]+)", block.replace("\\\n", ""))
    yield from re.findall(r"`(ledger [^`]+)`", text)


def _is_known(line: str) -> bool:
    words = [word for word in shlex.split(line)[1:] if word not in ("...", "…")]
    known = {name for one in typer.main.get_command(app).params for name in one.opts}
    asked = [word for word in words if word.startswith("-")]
    names = [word for word in words if word in COMMANDS]
    if not names:
        return {word.partition("=")[0] for word in asked} <= known | {"--help"} and not (
            set(words) - set(asked)
        )
    command: Any = load_command(names[0])
    parts = getattr(command, "commands", {})
    command = next((parts[word] for word in words if word in parts), command)
    known |= {name for one in command.params for name in one.opts} | {"--help"}
    return {word.partition("=")[0] for word in asked} <= known


def test_the_reference_is_that_of_the_program() -> None:
    said = reference.PATH.read_text("utf-8")
    assert said == reference.reference(), "run python tests/errors/regenerate.py"


@pytest.mark.beside
@pytest.mark.parametrize("page", WALKS)
def test_every_line_runs(page: str, tmp_path: Path) -> None:
    script = INSTALLS.sub("", script_of(ROOT / page))
    assert script.count("\nledger ") > 10
    folder = shutil.which("ledger", path=str(Path(sys.executable).parent))
    assert folder is not None
    (tmp_path / "clone").mkdir()
    walk(script, tmp_path / "clone", tmp_path)
