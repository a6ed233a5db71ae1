"""A clerk at a workspace: runs the commands that write, and answers their questions."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from error_cases import BASE
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing import drafting as ids
from foodsafety_ledger.filing import submit

TODAY = "2021-10-12"
EMPTY = "plan: sample-2021\ndepartment: {}\nentries: []\n"


class Said(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


class Clerk:
    """A workspace with the plan of the case folders, and the commands on it.

    ``today`` is 2021-10-12, git's user is 张三, and the ids of entries count up from 00000001.
    """

    def __init__(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.root = root
        self._patch = monkeypatch
        self._capsys = capsys
        shutil.copytree(BASE / "data", root / "data", dirs_exist_ok=True)
        monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", TODAY)
        monkeypatch.setenv("FOODSAFETY_LEDGER_ROOT", str(root))
        monkeypatch.setattr("foodsafety_ledger.files.git.user_name", lambda _: "张三")
        numbers = iter(range(1, 1000))
        monkeypatch.setattr(ids, "_draw", lambda low, _: max(low, next(numbers)))

    def __call__(self, *args: str, lang: str = "zh") -> Said:
        """Runs a command without a terminal."""
        self._capsys.readouterr()
        self._patch.setenv("FOODSAFETY_LEDGER_LANG", lang)
        code = run(args)
        out, err = self._capsys.readouterr()
        return Said(code, out, err)

    def asked(self, *args: str, answers: str, lang: str = "zh") -> Said:
        """Runs a command at a terminal; ``answers`` are lines, and after them Ctrl-D."""
        lines = iter(answers.split("\n"))

        def answer(prompt: str) -> str:
            print(prompt, end="")
            line = next(lines, None)
            if line is None:
                raise EOFError
            print(line.encode("utf-8", "replace").decode())
            return line

        self._patch.setattr("builtins.input", answer)
        self._patch.setattr(Session, "interactive", True)
        try:
            return self(*args, lang=lang)
        finally:
            self._patch.setattr(Session, "interactive", False)

    def write(self, path: str, content: str | bytes) -> Path:
        """Writes a file of the workspace."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def text(self, department: str = "market") -> str:
        """A department's ledger."""
        return (self.root / f"ledgers/{department}.yaml").read_bytes().decode()

    def entries(self, department: str = "market") -> list[dict[str, Any]]:
        """The entries of a department's ledger, as the reader sees them."""
        data: Any = read_yaml("x", self.text(department)).data
        return list(data["entries"])

    def files(self) -> dict[str, bytes]:
        """Every file of the workspace beside the plan's, by path."""
        return dict(self._files())

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for path in sorted(self.root.rglob("*")):
            inside = path.relative_to(self.root).as_posix()
            if path.is_file() and not inside.startswith("data/"):
                yield inside, path.read_bytes()


def change_while_waiting(monkeypatch: pytest.MonkeyPatch, file: Path, content: bytes) -> None:
    """Another program writes ``file`` between reading it and replacing it, once."""
    waiting = [content]
    put = submit._put

    def interfere(*args: Any) -> None:  # noqa: ANN401 - handed on as they are
        if waiting:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(waiting.pop())
        put(*args)

    monkeypatch.setattr(submit, "_put", interfere)
