"""A ledger saved in GB18030, as older editors do."""

from pathlib import Path

LEDGER = """plan: sample-2021
department: market
entries:
- id: 20211008-00000001
  item: "1.1"
  period: 2021Q3
  date: 2021-10-08
  status: in-progress
  by: 张三
"""


def build(root: Path) -> None:
    (root / "ledgers").mkdir()
    (root / "ledgers" / "market.yaml").write_bytes(LEDGER.encode("gb18030"))
