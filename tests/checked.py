"""A workspace that grows entry by entry, and what ``check`` finds in it: for tests of rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from error_cases import BASE
from foodsafety_ledger.check.run import find_all, open_workspace
from foodsafety_ledger.files.source import WorkTree
from plan_texts import told, write


class Checked:
    """A workspace with the plan of the case folders, to which entries are added one by one."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.entries: dict[str, list[str]] = {}
        for name in ("tasks", "departments"):
            text = (BASE / "data" / f"{name}.yaml").read_text("utf-8")
            write(root, {f"data/{name}.yaml": text})

    def change_plan(self, old: str, new: str) -> None:
        path = self.root / "data" / "tasks.yaml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def report(self, number: int, department: str = "market", **keys: str) -> None:
        told = {"item": '"1.1"', "period": "2021Q3", "date": "2021-10-08", "status": "in-progress"}
        told["note"] = "正常"
        self.add(number, department, told | keys)

    def add(self, number: int, department: str, keys: dict[str, str]) -> None:
        day = keys["date"].replace("-", "")
        told = {"id": f"{day}-{number:08x}"} | keys | {"by": "张三"}
        lines = "".join(f"  {key}: {value}\n" for key, value in told.items())
        self.entries.setdefault(department, []).append("- " + lines[2:])

    def found(self, today: date = date(2022, 1, 10)) -> list[str]:
        """What is found beside notes of reports: code, and the text at the place."""
        for department, entries in self.entries.items():
            text = f"plan: sample-2021\ndepartment: {department}\nentries:\n" + "".join(entries)
            write(self.root, {f"ledgers/{department}.yaml": text})
        found = find_all(open_workspace(WorkTree(self.root), today))
        shown = [d for d in found if d.code not in {"FL606", "FL412", "FL517"}]
        return [told(d, (self.root / d.location.path).read_text("utf-8")) for d in shown]


def values(**by_target: str) -> str:
    return "{" + ", ".join(f"{k.replace('_', '-')}: {v}" for k, v in by_target.items()) + "}"
