"""The manual page says what ``--help`` says, in both languages, and ``man`` finds and reads it."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import manual
from foodsafety_ledger.cli.app import COMMANDS, load_command
from foodsafety_ledger.model.name import Lang

ROOT = Path(__file__).parents[2]
LANGUAGES: tuple[Lang, ...] = ("en", "zh")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_that_of_the_program(lang: Lang) -> None:
    text = manual.PATHS[lang].read_text("utf-8")
    assert text == manual.manual(lang), "run python tests/errors/regenerate.py"
    parts = {f"{name} {part}" for name in COMMANDS for part in _parts(name)}
    told = set(re.findall(r"(?m)^\.SS \\fBledger (.*?)\\fR", text))
    assert {one.replace(r"\-", "-") for one in told} == {*COMMANDS} | parts


def _parts(name: str) -> list[str]:
    return list(getattr(load_command(name), "commands", {}))


def test_every_variable_that_the_program_reads_is_there() -> None:
    sources = (ROOT / "src").rglob("*.py")
    read = {
        name
        for source in sources
        for name in re.findall(r"FOODSAFETY_LEDGER_[A-Z_]+", source.read_text("utf-8"))
    }
    assert read == set(re.findall(r"FOODSAFETY_LEDGER_[A-Z_]+", manual.manual("en")))


def test_both_are_where_man_looks_under_each_name_of_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shared = project["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    places = {
        f"share/man/{folder}man1/{name}.1"
        for folder in ("", "zh_CN/")
        for name in project["project"]["scripts"]
    }
    assert set(shared.values()) == places
    for file in shared:
        text = (ROOT / file).read_text("utf-8")
        assert text == ".so man1/ledger.1\n" or text.startswith(".TH LEDGER 1 ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_man_shows_it_without_a_warning(lang: Lang) -> None:
    man = shutil.which("man")
    if man is None:
        pytest.skip("no man on this system")
    environment = {"LC_ALL": "C.UTF-8", "MANWIDTH": "200", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [man, "--warnings", "-l", str(manual.PATHS[lang])],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
        env=environment,
    )
    assert done.stderr == ""
    told = "报告期|日期|版本" if lang == "zh" else "PERIOD|DATE|REV"
    assert f"--against {told}" in done.stdout
    assert ("退出码" if lang == "zh" else "EXIT STATUS") in done.stdout
