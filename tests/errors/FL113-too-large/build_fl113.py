"""A ledger larger than any that is read; the file is sparse."""

import os
from pathlib import Path

from foodsafety_ledger.files.disk import MAX_BYTES


def build(root: Path) -> None:
    (root / "ledgers").mkdir()
    (root / "ledgers" / "market.yaml").touch()
    os.truncate(root / "ledgers" / "market.yaml", MAX_BYTES + 1)
