"""A terminal's escape character pasted into a note."""

from pathlib import Path

LEDGER = """plan: sample-2021
department: market
entries:
- id: 20211008-00000001
  item: "1.1"
  period: 2021Q3
  date: 2021-10-08
  status: in-progress
  note: 已查\x1b[31m120家
  by: 张三
"""


def build(root: Path) -> None:
    (root / "ledgers").mkdir()
    (root / "ledgers" / "market.yaml").write_text(LEDGER, encoding="utf-8")
