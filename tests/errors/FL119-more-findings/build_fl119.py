"""A hundred and twenty entries with the same mistake: the first hundred are shown."""

from pathlib import Path


def build(root: Path) -> None:
    (root / "ledgers").mkdir()
    lines = ["plan: sample-2021", "department: market", "entries:"]
    for number in range(120):
        lines += [
            f"- id: 20211008-{number:08x}",
            '  item: "1.1"',
            "  period: 2021Q3",
            "  date: 2021-10-08",
            "  status: in-progress",
            "  by: 张三",
            "  values: {cases: many}",
        ]
    (root / "ledgers" / "market.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
