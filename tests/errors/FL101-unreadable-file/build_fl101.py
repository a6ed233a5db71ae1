"""A folder stands where a ledger belongs."""

from pathlib import Path


def build(root: Path) -> None:
    (root / "ledgers" / "market.yaml").mkdir(parents=True)
