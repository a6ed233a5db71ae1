"""Real repositories with a small workspace in them, for tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from copy import copy
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from foodsafety_ledger.cli.app import run

TASKS = """\
plan: small-2021
title: {zh: 小计划, en: A small plan}
document: {number: 某食安委（2021）1号, issuer: 某食安委, issued: 2021-03-01}
period: {start: 2021-01-01, end: 2021-12-31}
reporting: {every: quarter, first: 2021Q1, grace_days: 15}
office: office
sections:
  - id: s1
    title: {zh: 检查, en: Inspection}
    tasks:
      - id: "1"
        title: {zh: 自查, en: Self-checks}
        items:
          - id: "1.1"
            summary: {zh: 企业自查, en: Enterprises check themselves}
            phrase: 甲局、乙局负责
            responsible: [alpha, beta]
            targets:
              - id: rate
                name: {zh: 自查率, en: Self-check rate}
                measure: ratio
                goal: ">= 95%"
                counts: {zh: 已自查/应自查, en: checked/due}
                value_is: snapshot
                quote: 自查率达到95%
          - id: "1.2"
            summary: {zh: 宣传, en: Publicity}
            phrase: 甲局负责
            responsible: [alpha]
"""

DEPARTMENTS = """\
departments:
  - {id: alpha, name: {zh: 甲局, en: Alpha Bureau}, kind: bureau}
  - {id: beta, name: {zh: 乙局, en: Beta Bureau}, kind: bureau}
  - {id: office, name: {zh: 食安办, en: The Office}, kind: office}
"""


def entry(key: str, *, date: str = "2021-07-10", value: str = "94/99", note: str = "正常") -> str:
    """A report of item 1.1 for 2021Q2; the id's date is the entry's."""
    return (
        f"- id: {date.replace('-', '')}-{key}\n"
        f'  item: "1.1"\n  period: 2021Q2\n  date: {date}\n  status: in-progress\n'
        f"  values: {{rate: {value}}}\n  note: {note}\n  by: 张三\n"
    )


def ledger(department: str, *entries: str) -> str:
    """A department's ledger with these entries."""
    opening = "entries:\n" if entries else "entries: []\n"
    return f"plan: small-2021\ndepartment: {department}\n{opening}" + "".join(entries)


@cache
def _new_repository() -> dict[str, bytes | None]:
    """What git makes of an empty folder: its files' contents by path, None for a folder."""
    with TemporaryDirectory() as folder:
        made = Path(folder) / ".git"
        command = ["git", "init", "-q", "-b", "main", "--template=", folder]
        subprocess.run(command, check=True)
        found = sorted(made.rglob("*"))
        return {
            str(one.relative_to(made)): one.read_bytes() if one.is_file() else None for one in found
        }


class Repo:
    """A repository; every command runs in its folder, as 张三 unless told otherwise."""

    def __init__(self, top: Path, workspace: str = "") -> None:
        self.top = top
        self.root = top / workspace
        self.root.mkdir(parents=True, exist_ok=True)
        (top / ".git").mkdir(exist_ok=True)
        for path, content in _new_repository().items():
            file = top / ".git" / path
            if content is None:
                file.mkdir(exist_ok=True)
            else:
                file.write_bytes(content)

    def git(self, *args: str, by: str = "zhang@alpha", at: str = "", check: bool = True) -> str:
        """Runs git and returns what it prints; ``at`` is a moment, for what it commits."""
        people = {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "张三"), ("EMAIL", by), ("DATE", at))
            if value
        }
        done = subprocess.run(
            ["git", *args],
            cwd=self.top,
            env={**os.environ, **people},
            check=check,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        return done.stdout.strip()

    def write(self, path: str, text: str | bytes) -> None:
        """Writes a file of the workspace."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def read(self, path: str) -> str:
        """A file of the workspace."""
        return (self.root / path).read_bytes().decode()

    def commit(self, message: str = "x", by: str = "zhang@alpha", at: str = "") -> str:
        """Commits everything and returns the commit's id."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, by=by, at=at)
        return self._head()

    def _head(self) -> str:
        """The id of what is checked out; a branch's file says it without another process."""
        folder = self.top / ".git"
        head = (folder / "HEAD").read_text("utf-8") if folder.is_dir() else ""
        if not head.startswith("ref: "):
            return self.git("rev-parse", "HEAD")
        return (folder / head.removeprefix("ref: ").strip()).read_text("utf-8").strip()

    def start(self, at: str = "", **ledgers: str) -> str:
        """Writes and commits the plan and some ledgers."""
        self.write("data/tasks.yaml", TASKS)
        self.write("data/departments.yaml", DEPARTMENTS)
        self.write(".gitattributes", "*.yaml text eol=lf\nevidence/** -text\n")
        for department in ("alpha", "beta", "office"):
            text = ledgers.get(department, ledger(department))
            self.write(f"ledgers/{department}.yaml", text)
        return self.commit("start", at=at)

    def ledger(self, *args: str) -> tuple[int, str]:
        """Runs ``ledger`` on the workspace: the exit code, and all it says, in English."""
        said = StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            code = run(["-C", str(self.root), "--lang", "en", *args])
        return code, said.getvalue()

    def found(self, *args: str) -> list[str]:
        """The codes of history and merging that ``ledger check`` finds, each once a place."""
        code, said = self.ledger("check", "--format", "concise", *args)
        found = re.findall(r"(error|warning|note)\[(FL[89][0-9]+) ", said)
        errors = re.search(r" error\[", said) is not None
        assert code == (1 if errors else 0), said
        return [rule for _, rule in found]


def set_aside(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Sets everybody's settings aside, and any repository around a folder; it is 2021-07-20."""
    own = folder / "gitconfig"
    own.write_text("[maintenance]\n\tauto = false\n", encoding="utf-8")  # a process a commit
    patch.setenv("GIT_CONFIG_GLOBAL", str(own))
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    patch.setenv("GIT_CEILING_DIRECTORIES", str(folder))
    patch.setenv("FOODSAFETY_LEDGER_TODAY", "2021-07-20")


def copy_of(repo: Repo, top: Path) -> Repo:
    """A repository with all that is in another, uncommitted things too: quicker than made anew."""
    shutil.copytree(repo.top, top, symlinks=True)
    made = copy(repo)
    made.top, made.root = top, top / repo.root.relative_to(repo.top)
    return made


def clone_of(repo: Repo, tmp_path: Path, *options: str) -> Repo:
    """A clone of a repository, made with these options."""
    clone = Repo(tmp_path / "clone")
    repo.git("clone", "-q", *options, f"file://{repo.top}", str(tmp_path / "cloned"))
    clone.top = clone.root = tmp_path / "cloned"
    return clone
