"""Comparable data for ``ledger`` and for its peers: as many reports, or dated transactions.

Two kinds. ``distinct``: one report an item, department and month, over five years, so that more
entries are more items. ``repeated``: fifty items and four quarters whatever the size, so that
nearly every entry repeats an earlier report, which is a note. Each in ASCII or in Chinese. The
peers' journals have one transaction of two postings and a comment for each entry. The same bytes
for the same arguments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from typing import Final

DEPARTMENTS: Final = 25
KINDS: Final = ("distinct", "repeated")
SCRIPTS: Final = ("ascii", "chinese")
_MONTHS: Final = tuple(
    f"{year}-{month:02d}" for year in range(2021, 2026) for month in range(1, 13)
)
_QUARTERS: Final = tuple(f"2021Q{number}" for number in range(1, 5))
_NOTES: Final = {
    "ascii": "checked the kitchens and cold stores of this month; two shops were told to mend",
    "chinese": "本月检查了学校食堂和冷库，发现两家经营户索证索票不全，已责令限期整改并复查",
}
_NAMES: Final = {"ascii": "Department {0}", "chinese": "第{0}责任单位"}
_PEOPLE: Final = {"ascii": "Zhang San", "chinese": "张三"}


@dataclass(frozen=True)
class Report:
    """One report: what every program gets of it."""

    number: int
    department: str
    item: str
    period: str
    date: str
    done: int


@dataclass(frozen=True)
class Shape:
    """Which data: a kind, a script and how many entries."""

    kind: str
    script: str
    entries: int

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods reported on."""
        return _MONTHS if self.kind == "distinct" else _QUARTERS

    @property
    def items(self) -> int:
        """How many items the plan has."""
        each = DEPARTMENTS * len(self.periods)
        return -(-self.entries // each) if self.kind == "distinct" else 50

    def reports(self) -> Iterator[Report]:
        """The reports, department by department."""
        share = self.entries // DEPARTMENTS
        for place in range(DEPARTMENTS):
            rounds = product(range(share), self.periods, range(1, self.items + 1))
            for number, (again, period, item) in enumerate(islice(rounds, share)):
                yield Report(
                    number=place * share + number,
                    department=f"d{place + 1:02d}",
                    item=f"{item}.1",
                    period=period,
                    date=_day_in(period),
                    done=50 + (again + item) % 50,
                )


def _day_in(period: str) -> str:
    """The 28th of a period's last month."""
    year, quarter = period[:4], period[5:]
    month = int(quarter) * 3 if period[4] == "Q" else int(quarter)
    return f"{year}-{month:02d}-28"


def write_workspace(folder: Path, shape: Shape) -> int:
    """Writes a workspace for ``ledger``; how many bytes its ledgers have."""
    (folder / "data").mkdir(parents=True)
    (folder / "ledgers").mkdir()
    (folder / "data" / "tasks.yaml").write_text(_plan(shape), "utf-8")
    names = [f"d{place + 1:02d}" for place in range(DEPARTMENTS)]
    called = _NAMES[shape.script]
    listed = "".join(
        f"  - {{id: {name}, name: {{zh: {called.format(name)}}}, kind: bureau}}\n" for name in names
    )
    (folder / "data" / "departments.yaml").write_text(f"departments:\n{listed}", "utf-8")
    note, person = _NOTES[shape.script], _PEOPLE[shape.script]
    texts = {name: [f"plan: bench\ndepartment: {name}\nentries:\n"] for name in names}
    for one in shape.reports():
        texts[one.department].append(
            f"- id: {one.date.replace('-', '')}-{one.number:08x}\n"
            f'  item: "{one.item}"\n  period: {one.period}\n  date: {one.date}\n'
            f"  status: in-progress\n  values: {{rate: {one.done}/100}}\n  note: {note}\n"
            f"  by: {person}\n"
        )
    written = 0
    for name, parts in texts.items():
        text = "".join(parts) if len(parts) > 1 else parts[0].replace("entries:", "entries: []")
        written += (folder / "ledgers" / f"{name}.yaml").write_bytes(text.encode())
    return written


def _plan(shape: Shape) -> str:
    every, end = ("month", "2025-12-31") if shape.kind == "distinct" else ("quarter", "2021-12-31")
    who = ", ".join(f"d{place + 1:02d}" for place in range(DEPARTMENTS))
    tasks = "".join(
        f'      - id: "{number}"\n        title: {{zh: 任务}}\n        items:\n'
        f'          - id: "{number}.1"\n            summary: {{zh: 分项}}\n'
        f"            phrase: 各单位负责\n            responsible: [{who}]\n            targets:\n"
        f"              - {{id: rate, name: {{zh: 检查率}}, measure: ratio, value_is: increment,"
        ' goal: ">= 95%", counts: {zh: 已查数/应查数}, quote: 达到95%}\n'
        for number in range(1, shape.items + 1)
    )
    return (
        "plan: bench\ntitle: {zh: 重点工作安排}\n"
        "document: {number: 1号, issuer: 食安办, issued: 2021-01-01}\n"
        f"period: {{start: 2021-01-01, end: {end}}}\n"
        f"reporting: {{every: {every}, first: {shape.periods[0]}, grace_days: 15}}\noffice: d01\n"
        f"sections:\n  - id: s1\n    title: {{zh: 一}}\n    tasks:\n{tasks}"
    )


def write_journal(path: Path, shape: Shape) -> None:
    """Writes the journal that hledger and ledger-cli read."""
    note = _NOTES[shape.script]
    with path.open("w", encoding="utf-8") as file:
        for one in shape.reports():
            file.write(
                f"{one.date} {one.department} {one.period}  ; {note}\n"
                f"    {one.department}:{one.item}:done  {one.done}\n"
                f"    total:{one.item}  -{one.done}\n\n"
            )


def write_beancount(path: Path, shape: Shape) -> None:
    """Writes the journal that beancount reads."""
    note = _NOTES[shape.script]
    places = product(range(1, DEPARTMENTS + 1), range(1, shape.items + 1))
    with path.open("w", encoding="utf-8") as file:
        for item in range(1, shape.items + 1):
            file.write(f"2020-01-01 open Income:Total:I{item}\n")
        for place, item in places:
            file.write(f"2020-01-01 open Assets:D{place:02d}:I{item}\n")
        for one in shape.reports():
            item = one.item.partition(".")[0]
            file.write(
                f'{one.date} * "{one.department} {one.period}" "{note}"\n'
                f"  Assets:{one.department.upper()}:I{item}  {one.done} CNT\n"
                f"  Income:Total:I{item}  -{one.done} CNT\n\n"
            )
