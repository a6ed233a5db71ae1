"""The workspace was moved up out of a folder since."""

from pathlib import Path

from repos import Repo


def build(root: Path) -> None:
    repo = Repo(root)
    names = ("data", "ledgers", "evidence", ".gitattributes")
    (root / "old").mkdir()
    for name in names:
        (root / name).rename(root / "old" / name)
    repo.commit(at="2021-10-09T10:00:00+08:00")
    repo.git("tag", "-f", "base")
    for name in names:
        (root / "old" / name).rename(root / name)
