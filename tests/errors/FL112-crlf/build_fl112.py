"""A ledger whose lines end as on Windows."""

from pathlib import Path


def build(root: Path) -> None:
    (root / "ledgers").mkdir()
    text = "plan: sample-2021\r\ndepartment: market\r\nentries: []\r\n"
    (root / "ledgers" / "market.yaml").write_bytes(text.encode())
