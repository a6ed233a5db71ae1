"""A ledger whose end was torn off."""

from pathlib import Path


def build(root: Path) -> None:
    (root / "ledgers").mkdir()
    text = "plan: sample-2021\ndepartment: market\nentries: []"
    (root / "ledgers" / "market.yaml").write_text(text, "utf-8")
