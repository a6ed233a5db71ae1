"""A clone that has the last commit only."""

from pathlib import Path

from repos import Repo


def build(root: Path) -> None:
    repo = Repo(root)
    (root / ".git" / "shallow").write_text(repo.git("rev-parse", "HEAD") + "\n", "utf-8")
