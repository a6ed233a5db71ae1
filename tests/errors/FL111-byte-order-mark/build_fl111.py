"""A ledger that begins with a byte order mark."""

from pathlib import Path


def build(root: Path) -> None:
    (root / "ledgers").mkdir()
    text = "plan: sample-2021\ndepartment: market\nentries: []\n"
    (root / "ledgers" / "market.yaml").write_text(text, encoding="utf-8-sig")
