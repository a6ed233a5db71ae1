"""``ledger status`` held against a second reckoning, of random workspaces written by the commands.

    PYTHONPATH=tests python -m stress.figures --workspaces 100

A workspace has three departments and three items with targets of any kind that adds up; commands
record, amend, void and review on random days. Then the state of every duty, every department's
status, and every target's verdict and sums are reckoned from the files, as design 4.2 to 4.5 says
it and with nothing of the program, at each day on which something falls due. Exits 1 for a
difference.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from foodsafety_ledger.cli.app import run

DEPARTMENTS = ("alpha", "beta", "gamma")
ITEMS = ("1.1", "1.2", "1.3")
DUE = {"2021Q3": date(2021, 10, 15), "2021Q4": date(2022, 1, 15)}
LAST = "2021Q4"
DAYS = tuple(
    date.fromisoformat(f"{day}")
    for day in (
        *("2021-10-03", "2021-10-10", "2021-10-15", "2021-10-16", "2021-11-20", "2021-12-20"),
        *("2022-01-03", "2022-01-10", "2022-01-15", "2022-01-16", "2022-01-25"),
    )
)
COMMANDS = 14
ORDER = ("missed", "missing", "short", "no-data", "met-late", "met", "n/a")
PLAN = """\
plan: p-2021
title: {zh: 计划}
document: {number: 1号, issuer: 某办, issued: 2021-03-01}
period: {start: 2021-01-01, end: 2021-12-31}
reporting: {every: quarter, first: 2021Q3, grace_days: 15}
office: office
sections:
  - id: s1
    title: {zh: 一}
    tasks:
      - id: "1"
        title: {zh: 任务}
        items:
"""
UNITS = "departments:\n" + "".join(
    f"  - {{id: {one}, name: {{zh: {zh}局}}, kind: bureau}}\n"
    for one, zh in zip((*DEPARTMENTS, "office"), "甲乙丙办", strict=True)
)

Entry = dict[str, Any]
Figure = tuple[Fraction, Fraction]


class Target(NamedTuple):
    """A target as it was made up; ``bound`` is a share for a ratio."""

    item: str
    id: str
    is_ratio: bool
    value_is: str
    is_each: bool
    operator: str
    bound: int
    who: tuple[str, ...]

    @property
    def text(self) -> str:
        """It as the plan says it."""
        measure, unit = ("ratio", "%") if self.is_ratio else ("count", "家")
        counts = ", counts: {zh: 甲数/乙数}" if self.is_ratio else ""
        return (
            f"{{id: {self.id}, name: {{zh: 指标{self.id}}}, measure: {measure}{counts}, "
            f"goal: '{self.operator} {self.bound}{unit}', value_is: {self.value_is}, "
            f"across: {'each' if self.is_each else 'pooled'}, quote: 文字}}"
        )

    def holds(self, figure: Figure) -> bool:
        """Whether the goal holds for a sum."""
        value = figure[0] / figure[1] * (100 if self.is_ratio else 1)
        compared = {">=": value >= self.bound, "<=": value <= self.bound, "=": value == self.bound}
        return compared[self.operator]

    def value(self, entry: Entry) -> str | None:
        """What an entry gives for it."""
        found: str | None = (entry.get("values") or {}).get(self.id)
        return found

    def sum(self, entries: Sequence[Entry]) -> Figure | None:
        """The sum of what entries give; None where nothing of it counts."""
        found = [one for one in map(_number, map(self.value, entries)) if one]
        if not found:
            return None
        above = sum((one[0] for one in found), Fraction(0))
        return above, sum((one[1] for one in found), Fraction(0)) if self.is_ratio else Fraction(1)


def _number(text: str | None) -> Figure | None:
    if text is None or text == "n/a":
        return None
    above, _, below = text.partition("/")
    return (Fraction(above), Fraction(below or 1)) if below != "0" else None


def _status(entry: Entry) -> str:
    return str(entry["status"])


@dataclass
class World:
    """The entries as they stand at the end of a day."""

    entries: list[Entry]
    day: date
    passed: bool = False
    """Whether it is looked at as after the due date, which is so after it."""

    def __post_init__(self) -> None:
        known = [one for one in self.entries if _day(one) <= self.day]
        self.by_id = {str(one["id"]): one for one in known}
        gone = {one.get(key) for one in known for key in ("amends", "voids")}
        self.live = [one for one in known if "item" in one and one["id"] not in gone]
        said = sorted((o for o in known if "reviews" in o), key=lambda o: (o["date"], o["id"]))
        self.verdicts = {one["reviews"]: one["verdict"] for one in said}
        self.passed |= self.day > DUE[LAST]

    def returned(self, entry: Entry) -> bool:
        """Whether the office's latest review returned an entry."""
        return self.verdicts.get(entry["id"]) == "returned"

    def chain(self, entry: Entry) -> list[Entry]:
        """An entry, and those that it replaces, back to the first."""
        found = [entry]
        while "amends" in found[-1]:
            found.append(self.by_id[found[-1]["amends"]])
        return found

    def since(self, entry: Entry, says: Callable[[Entry], str | None]) -> Entry:
        """The entry of its chain since which it has said so."""
        first = entry
        for one in self.chain(entry)[1:]:
            if self.returned(one) or says(one) != says(entry):
                break
            first = one
        return first

    def latest(self, entries: Sequence[Entry], says: Callable[[Entry], str | None]) -> Entry:
        """The latest of some entries by (period, date, id) of what was said first."""

        def order(entry: Entry) -> tuple[str, ...]:
            first = self.since(entry, says)
            return first["period"], first["date"], first["id"]

        return max(entries, key=order)

    def status(self, department: str, item: str) -> str | None:
        """A department's latest status on an item."""
        return self._latest_status(department, item)[0]

    def _latest_status(self, department: str, item: str) -> tuple[str | None, str]:
        """The same, with the period that it was said about."""
        own = [o for o in self.live if (o["department"], o["item"]) == (department, item)]
        if not own:
            return None, ""
        latest = self.latest(own, _status)
        told = _status(latest)
        is_back = told == "done" and self.returned(latest)
        return "in-progress" if is_back else told, latest["period"]

    def duty(self, department: str, item: str, period: str) -> str | None:
        """The state of a duty; None for one that ``done`` spares."""
        own = [
            one
            for one in self.live
            if (one["department"], one["item"], one["period"]) == (department, item, period)
        ]
        if any(_day(self.chain(one)[-1]) <= DUE[period] for one in own):
            return "reported"
        then = World(self.entries, min(self.day, DUE[period]))
        status, about = then._latest_status(department, item)
        if status == "done" and about < period:
            return None
        if own:
            return "late"
        return "overdue" if self.day > DUE[period] else "pending"

    def given(self, target: Target, who: str, *, in_time: bool = False) -> list[Entry]:
        """The entries by which a department gives a target's value: all, or the latest."""
        own = [o for o in self.live if (o["department"], o["item"]) == (who, target.item)]
        own = [one for one in own if target.value(one) is not None]
        own = [o for o in own if not (self.returned(o) and not _number(target.value(o)))]
        if in_time:
            own = [
                one
                for one in own
                if _day(self.since(one, target.value)) <= DUE[LAST] and not self.returned(one)
            ]
        if target.value_is == "increment" or not own:
            return own
        return [self.latest(own, target.value)]

    def is_fresh(self, target: Target, who: str, entries: Sequence[Entry]) -> bool:
        """Whether a value is, or includes one, about the period that holds the due date."""
        then = World(self.entries, DUE[LAST])
        done = then.status(who, target.item) == "done"
        return done or any(one["period"] == LAST for one in entries)

    def figure(self, target: Target, who: Sequence[str]) -> Figure | None:
        """The sum over some departments."""
        return target.sum([entry for one in who for entry in self.given(target, one)])

    def verdict(self, target: Target) -> str:
        """The verdict of a target over all that owe it."""
        if not target.is_each:
            return self._judged(target, target.who)
        found = [self._judged(target, (one,)) for one in target.who]
        worst = min(found, key=ORDER.index)
        return "short" if worst == "no-data" and {*found} != {"no-data"} else worst

    def _judged(self, target: Target, who: tuple[str, ...]) -> str:
        given = {one: self.given(target, one) for one in who}
        there = {one: entries for one, entries in given.items() if entries}
        every = [entry for entries in there.values() for entry in entries]
        total, accepted = target.sum(every), [one for one in every if not self.returned(one)]
        reached, at_least = target.sum(accepted), target.operator == ">=" and not target.is_ratio
        sooner = at_least and reached is not None and target.holds(reached)
        wanting = len(there) < len(who) or len(accepted) < len(every)
        stale = self.passed and not all(self.is_fresh(target, *one) for one in there.items())
        fails = total is not None and not target.holds(total)
        if self.passed and fails and len(there) == len(who):
            return "missed"
        if self.passed and (wanting or stale) and not sooner:
            return "missing"
        if not there:
            return "no-data"
        if total is None and not wanting:
            return "n/a"
        if not sooner and (wanting or fails):
            return "short"
        return "met" if self.day <= DUE[LAST] or self._met_in_time(target, who) else "met-late"

    def _met_in_time(self, target: Target, who: tuple[str, ...]) -> bool:
        if World(self.entries, DUE[LAST], passed=True)._judged(target, who) != "met":
            return False
        given = {one: self.given(target, one, in_time=True) for one in who}
        total = target.sum([entry for entries in given.values() for entry in entries])
        if total is None or not target.holds(total):
            return False
        at_least = target.operator == ">=" and not target.is_ratio
        return at_least or all(
            entries and self.is_fresh(target, one, entries) for one, entries in given.items()
        )


def _day(entry: Entry) -> date:
    return date.fromisoformat(entry["date"])


def main() -> int:
    """Tries as many workspaces as are asked for; 0 if there was no difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workspaces", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    written, wrong = 0, 0
    for seed in range(options.first, options.first + options.workspaces):
        with tempfile.TemporaryDirectory(prefix="ledger-figures-") as folder:
            done, found = reckon(Path(folder), seed)
        written, wrong = written + done, wrong + len(found)
        for one in found:
            print("WRONG:", seed, one)
    print(f"{options.workspaces} workspaces, {written} commands written, {wrong} differences")
    return 1 if wrong else 0


def reckon(root: Path, seed: int) -> tuple[int, list[str]]:
    """Makes a workspace in a folder: how many commands wrote, and every difference."""
    chance = random.Random(seed)
    targets = [one for item in ITEMS for one in _make_item(item, chance)]
    owed = {item: tuple(sorted(chance.sample(DEPARTMENTS, chance.randint(1, 3)))) for item in ITEMS}
    targets = [one._replace(who=owed[one.item]) for one in targets]
    for folder in ("data", "ledgers"):
        (root / folder).mkdir()
    items = (_item_text(item, owed[item], targets) for item in ITEMS)
    (root / "data/tasks.yaml").write_text(PLAN + "".join(items), "utf-8")
    (root / "data/departments.yaml").write_text(UNITS, "utf-8")
    written = 0
    for day in sorted(chance.choice(DAYS) for _ in range(COMMANDS)):
        args = _command(World(entries_in(root), day), owed, targets, chance)
        dated = ("--date", str(day), "--by", "张三", "--no-input")
        written += bool(args) and _said(root, day, *args, *dated)[0] == 0
    return written, [*_differences(root, targets)]


def _make_item(item: str, chance: random.Random) -> Iterator[Target]:
    for number in range(chance.randint(0, 3)):
        is_ratio = chance.random() < 0.6
        yield Target(
            item,
            f"t{number}",
            is_ratio,
            chance.choice(["increment", "running-total", "snapshot"]),
            chance.choice([False, False, True]),
            chance.choice([">=", ">=", "<=", "="]),
            chance.choice([50, 95, 100] if is_ratio else [3, 10]),
            (),
        )


def _item_text(item: str, who: Sequence[str], targets: Sequence[Target]) -> str:
    told = ", ".join(one.text for one in targets if one.item == item)
    return (
        f"          - {{id: '{item}', summary: {{zh: 事项{item}}}, phrase: 负责, "
        f"responsible: [{', '.join(who)}], targets: [{told}]}}\n"
    )


def _command(
    now: World, owed: dict[str, tuple[str, ...]], targets: Sequence[Target], chance: random.Random
) -> list[str]:
    """A command that may well be refused; none where there is nothing to amend yet."""
    kind = chance.choice(["record"] * 5 + ["amend", "amend", "void", "return", "accept"])
    status = chance.choice(["in-progress"] * 4 + ["done", "blocked", "not-started"])
    if kind == "record":
        item = chance.choice(ITEMS)
        about = [chance.choice(owed[item]), item, "--period", chance.choice([*DUE])]
        said = _values(item, targets, chance)
        return ["record", *about, "--status", status, *said, "--note", "说明", "--yes"]
    if not now.live:
        return []
    entry = chance.choice(now.live)
    if kind == "amend":
        said = _values(entry["item"], targets, chance)
        return ["amend", entry["id"], "--reason", "更正", "--status", status, *said, "--yes"]
    if kind == "void":
        return ["void", entry["id"], "--reason", "错"]
    return ["review", entry["id"], f"--{kind}", "--reason", "看"]


def _values(item: str, targets: Sequence[Target], chance: random.Random) -> Iterator[str]:
    for one in targets:
        if one.item == item and chance.random() < 0.75:
            below = chance.randint(1, 20)
            counts = f"{chance.choice([below, below, chance.randint(0, below)])}/{below}"
            plain = counts if one.is_ratio else str(chance.randint(0, 12))
            rare = ["n/a", "0/0" if one.is_ratio else "n/a"]
            yield from ("--value", f"{one.id}={chance.choice([*rare, *[plain] * 14])}")


def entries_in(root: Path) -> list[Entry]:
    """Every entry of the ledgers, with its department, as plain YAML has it."""
    found = []
    for path in sorted((root / "ledgers").glob("*.yaml")):
        told = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts alone
        found += [one | {"department": told["department"]} for one in told["entries"] or ()]
    return found


def _said(root: Path, day: date, *args: str) -> tuple[int, str]:
    """A command on a day: its exit code and what it prints."""
    os.environ |= {"FOODSAFETY_LEDGER_TODAY": str(day), "FOODSAFETY_LEDGER_LANG": "en"}
    said = BytesIO()
    out, err = TextIOWrapper(said, "utf-8"), TextIOWrapper(BytesIO(), "utf-8")
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["-C", str(root), *args])
    out.flush()
    return code, said.getvalue().decode()


def _differences(root: Path, targets: Sequence[Target]) -> Iterator[str]:
    entries, by_ref = entries_in(root), {f"{one.item}/{one.id}": one for one in targets}
    for day in DAYS:
        code, out = _said(root, DAYS[-1], "status", "--as-of", str(day), "--format", "json")
        if code:
            yield f"{day}: exit {code}"
            continue
        data, world = json.loads(out)["data"], World(entries, day)
        for one in data["targets"]:
            target = by_ref[one["id"]]
            told: list[tuple[object, object]] = [(one["verdict"], world.verdict(target))]
            if not target.is_each:
                told.append((_figure_in(one, target), world.figure(target, target.who)))
            yield from (f"{day} {one['id']}: {a} is {b}" for a, b in told if a != b)
        for item in data["items"]:
            for who in item["departments"]:
                about = who["id"], item["id"]
                told = [(who["status"], world.status(*about))]
                told += [(who["duties"].get(one), world.duty(*about, one)) for one in DUE]
                yield from (f"{day} {about}: {a} is {b}" for a, b in told if a != b)


def _figure_in(one: dict[str, Any], target: Target) -> Figure | None:
    if target.is_ratio:
        return (
            (Fraction(one["numerator"]), Fraction(one["denominator"]))
            if one["denominator"]
            else None
        )
    value = one["value"]
    return None if value in (None, "n/a") else (Fraction(str(value)), Fraction(1))


if __name__ == "__main__":
    sys.exit(main())
