"""Git is told not to look."""

from pathlib import Path

from repos import Repo


def build(root: Path) -> None:
    repo = Repo(root)
    repo.git("update-index", "--assume-unchanged", "ledgers/market.yaml")
