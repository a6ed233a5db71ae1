"""The branch that this is to go into has moved on since, and has not got the report."""

from __future__ import annotations

from pathlib import Path

from repos import Repo


def build(root: Path) -> None:
    repo = Repo(root)
    repo.git("checkout", "-q", "-b", "ahead", "base")
    repo.commit(at="2021-11-05T09:00:00+08:00")
    repo.git("checkout", "-q", "main")
