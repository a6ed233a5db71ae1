"""Keys in another order here, an entry more there: merged as text, that entry takes a key over."""

from pathlib import Path

from repos import Repo

LEDGER = "ledgers/market.yaml"
NOTE = "  note: 正常\n"


def build(root: Path) -> None:
    repo = Repo(root)
    text = repo.read(LEDGER) + "# 完\n"
    repo.write(LEDGER, text)
    repo.commit(by="zhang@market", at="2021-10-09T10:00:00+08:00")
    repo.git("branch", "ahead")
    repo.write(LEDGER, text.replace(NOTE, "") + NOTE)
    repo.commit(by="zhang@market", at="2021-10-09T11:00:00+08:00")
    repo.git("branch", "here")
    repo.git("checkout", "-q", "ahead")
    last = text[text.index("- id: 20211008-00000002") :]
    more = last.replace("-00000002", "-00000003").replace(NOTE, "")
    repo.write(LEDGER, text.replace("# 完\n", more))
    repo.commit(by="zhang@market", at="2021-10-09T12:00:00+08:00")
    repo.git("checkout", "-q", "here")
