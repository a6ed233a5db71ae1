"""A history that begins anew."""

from pathlib import Path

from repos import Repo


def build(root: Path) -> None:
    repo = Repo(root)
    repo.git("checkout", "-q", "--orphan", "anew")
    repo.commit(by="zhang@market", at="2021-10-09T10:00:00+08:00")
