"""Completion as the shells themselves do it, with the script that the program gives each.

What PowerShell would be given is tried as well; PowerShell itself is not run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from select import select

import pytest
from _pytest.mark import ParameterSet

from clerk import Clerk
from processes import ran
from terminal import PATIENCE, environment

pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")


class Shells:
    """The shells of a computer on which the program is installed, in the clerk's workspace."""

    def __init__(self, clerk: Clerk, folder: Path) -> None:
        self.root = clerk.root
        self._folder = folder
        program = folder / "bin" / "ledger"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m foodsafety_ledger "$@"\n', "utf-8")
        program.chmod(0o755)
        self.settings = environment(
            PATH=f"{program.parent}:{os.environ['PATH']}", HOME=str(folder), TERM="xterm"
        )

    def script(self, shell: str) -> Path:
        """The file with the script that the program prints for a shell."""
        file = self._folder / f"completion.{shell}"
        file.write_text(_script(shell), "utf-8")
        return file

    def run(self, shell: str, text: str) -> list[str]:
        """The lines that a shell prints, started without anybody's settings."""
        if shutil.which(shell) is None:
            pytest.skip(f"no {shell} on this computer")
        bare = ["--norc"] if shell == "bash" else ["--no-config"]
        return self._output([shell, *bare, "-c", text], self.settings).splitlines()

    def _output(self, command: list[str], settings: dict[str, str]) -> str:
        return subprocess.run(
            command, env=settings, cwd=self.root, capture_output=True, check=True, encoding="utf-8"
        ).stdout


@cache
def _script(shell: str) -> str:
    """What the program prints for a shell."""
    given = environment(_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    return ran(["--show-completion", shell], given).stdout.decode()


def _first_of(*cases: tuple[str, object]) -> list[ParameterSet]:
    """The first as it is; the others take a shell each, beside."""
    return [pytest.param(*one, marks=[pytest.mark.beside] * bool(n)) for n, one in enumerate(cases)]


@pytest.fixture
def shells(clerk: Clerk, tmp_path: Path) -> Shells:
    return Shells(clerk, tmp_path)


@pytest.mark.parametrize(
    ("words", "offers"),
    _first_of(
        ("ledger rec", ["record"]),
        ("ledger record mar", ["market"]),
        ("ledger record 区市", ["区市场局"]),
        ("ledger record school 2.1 --value = v", ["visits="]),
        ("ledger -C . show 1.1/", ["1.1/self-check", "1.1/cases", "1.1/trained"]),
        ("ledger nonsense x", []),
    ),
)
def test_bash(shells: Shells, words: str, offers: list[str]) -> None:
    at = len(words.split()) - 1
    printed = shells.run(
        "bash",
        f"source {shells.script('bash')}; COMP_WORDS=({words}); COMP_CWORD={at};"
        ' _ledger_completion ledger; printf "%s\\n" "${COMPREPLY[@]}"',
    )
    assert [line for line in printed if line] == offers


@pytest.mark.parametrize(
    ("line", "offers"),
    _first_of(
        ("ledger record mar", ["market\t区市场局"]),
        ("ledger record 区市", ["区市场局\tmarket"]),
        ("ledger record school 2.1 --value=v", ["--value=visits=\t每周检查"]),
        ("ledger record market 1.1 --status d", ["done\t已完成"]),
        ("ledger record market 1.1 --period 2021Q4", ["2021Q4"]),
    ),
)
def test_fish(shells: Shells, line: str, offers: list[str]) -> None:
    assert shells.run("fish", f"source {shells.script('fish')}; complete -C '{line}'") == offers


@pytest.mark.parametrize(
    ("keys", "shown"),
    _first_of(
        ("ledger record sch\t", "ledger record school"),
        ("ledger record market 1.1 --status \t", "已完成"),
        ("ledger record school 2.1 --value \t", "每周检查"),
    ),
)
def test_zsh(shells: Shells, keys: str, shown: str) -> None:
    if shutil.which("zsh") is None:
        pytest.skip("no zsh on this computer")
    script = shells.script("zsh")
    pid, handle = pty.fork()
    if not pid:
        os.chdir(shells.root)
        os.execvpe("zsh", ["zsh", "-f", "-i"], shells.settings)  # noqa: S606 - it is the shell
    try:
        os.write(handle, b"autoload -Uz compinit; compinit -u -D; PS1='rea''dy '\n")
        _expect(handle, "ready ")
        os.write(handle, f"source {script}; PS1='com''plete '\n".encode())
        _expect(handle, "complete ")
        os.write(handle, keys.encode())
        _expect(handle, shown)
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(handle)


def _expect(handle: int, text: str) -> None:
    seen = b""
    while text not in seen.decode("utf-8", "ignore"):
        ready, _, _ = select([handle], [], [], PATIENCE)
        assert ready, seen
        seen += os.read(handle, 4096)


def test_what_powershell_is_given(shells: Shells) -> None:
    assert "complete_powershell" in shells.script("powershell").read_text("utf-8")
    asked = {
        "_LEDGER_COMPLETE": "complete_powershell",
        "_TYPER_COMPLETE_ARGS": "ledger record mar",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": "mar",
    }
    assert shells._output(["ledger"], {**shells.settings, **asked}) == "market:::区市场局\n"
