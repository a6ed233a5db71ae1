"""A branch that has an entry more."""

from pathlib import Path

from repos import Repo


def build(root: Path) -> None:
    repo = Repo(root)
    text = repo.read("ledgers/market.yaml")
    entry = text[text.index("- id: 20211008-00000002") :].replace("-00000002", "-00000003")
    repo.write("ledgers/market.yaml", text + entry)
    repo.commit(at="2021-10-09T10:00:00+08:00")
    repo.git("branch", "ahead")
    repo.git("reset", "-q", "--hard", "base")
    repo.write("ledgers/market.yaml", text.replace("entries:", "entries:  # the same"))
