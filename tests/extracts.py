"""Folders of extracts for tests: real ones of small plans, and rows that nobody would report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from builders import a_target, a_workspace, assessed
from foodsafety_ledger.assess.assessment import Assessment, DutyState, Light, TargetVerdict
from foodsafety_ledger.assess.verdicts import rank
from foodsafety_ledger.model.entry import Entry, Status
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import District, Plan
from foodsafety_ledger.rollup.extract import Extract, extract
from foodsafety_ledger.rollup.queries import OwnSums, Sums, Work
from foodsafety_ledger.rollup.schema import (
    Definition,
    Row,
    RowKind,
    ValueState,
    definition_of,
    key_of,
    place_of,
)
from foodsafety_ledger.rollup.store import put_extract, write_extract


def extracted(plan: Plan, entries: Iterable[Entry], as_of: str, code: str) -> Extract:
    """The extract of a district's plan."""
    owned = replace(plan, district=District(code, Name(f"区{code}", f"District {code}")))
    entries = tuple(entries)
    return extract(a_workspace(owned, entries), assessed(owned, entries, as_of), None)


def put(
    folder: Path, plan: Plan, entries: Iterable[Entry], as_of: str, code: str = "320703"
) -> Assessment:
    """Writes the extract of a district's plan; what it was made of."""
    made = extracted(plan, entries, as_of, code)
    write_extract(made, folder)
    return made.assessment


@cache
def definitions() -> tuple[Definition, ...]:
    """Some definitions, of which the first two differ in their goal alone."""
    return tuple(
        map(
            definition_of,
            (
                a_target(counts=Name("已查/应查"), may_exceed=True),
                a_target(goal=">= 90%", counts=Name("已查/应查"), may_exceed=True),
                a_target(goal=">= 3件", measure="count"),
                a_target(goal=">= 90分", measure="score"),
                a_target(goal="rising", counts=Name("甲/乙"), may_exceed=True),
                a_target(goal="done", measure="milestone"),
            ),
        )
    )


def put_rows(folder: Path, rows: list[Row]) -> Path:
    """Writes rows of one plan as its extract, whatever they say."""
    first = rows[0]
    path = folder / place_of(first.district, first.year, first.plan)
    about = {
        "plan": first.plan,
        "district": {"code": first.district, "zh": f"区{first.district}", "en": ""},
        "year": first.year,
        "as_of": str(first.as_of),
        "commit": first.commit,
        "indicators": {},
        "definitions": {
            one.sha256: one.parts | {"may_exceed": one.may_exceed} for one in definitions()
        },
    }
    put_extract(path, rows, about)
    return path


def odd_rows(random: Random, district: str, year: str) -> list[Row]:
    """Rows of a plan at the edges of what columns hold: huge, tiny, absent, all mixed."""
    common: dict[str, Any] = {
        "plan": f"plan-{district}-{year}",
        "district": district,
        "year": year,
        "section": "s1",
        "task": "1",
        "commit": random.choice([None, "c0ffee"]),
        "as_of": date(int(year), 12, 1) + timedelta(days=random.randrange(60)),
    }
    return [
        Row(row=kind, item=f"1.{at}", **common, **_odd(random, kind))
        for at in range(1, 60)
        for kind in [random.choice(list(RowKind))]
    ]


def _odd(random: Random, kind: RowKind) -> dict[str, Any]:
    if kind is RowKind.ITEM:
        return {"light": random.choice(list(Light)), "due": date(2021, 12, 31)}
    if kind is RowKind.DUTY:
        late = random.choice([None, 0, 3, 400])
        owed = {"department": "alpha", "period": "2021Q4", "days_late": late}
        return owed | {"duty": random.choice(list(DutyState))}
    at = random.randrange(len(definitions()))
    told: dict[str, Any] = {
        "target": "rate",
        "indicator": random.choice([None, "odd/first", "odd/second", "odd/it's"]),
        "definition": definitions()[at].sha256,
        **_odd_figure(random),
        "value_date": random.choice([None, date(2021, 3, 1), date(2022, 1, 9)]),
    }
    if kind is RowKind.VALUE:
        about = {"department": "beta", "period": "2021Q3", "state": "value", "entry": "e"}
        return told | about
    judged = {"verdict": random.choice(list(TargetVerdict)), "absent": random.choice([0, 0, 2])}
    if judged["verdict"] in _SETTLED and told[figure_column(definitions()[at])] is None:
        judged["verdict"] = TargetVerdict.MISSED
    judged["reported"] = random.choice([None, date(2021, 12, 30), date(2022, 2, 3)])
    base = {f"base_{key}": number for key, number in _odd_figure(random).items()}
    if base["base_denominator"] == 0:
        base["base_denominator"] = Fraction(1)
    return told | judged | base | {"due": date(2022, 1, random.randrange(1, 31))}


_SETTLED = (TargetVerdict.MET, TargetVerdict.MET_LATE)


def figure_column(defined: Definition) -> str:
    """The column in which a figure of a definition stands, or the first of it."""
    if defined.measure.is_share:
        return "numerator"
    return "value_date" if defined.measure.is_dated else "amount"


def unfit_rows(random: Random, district: str, year: str) -> list[Row]:
    """The same, of which some say what no district can, or say it twice."""
    changes: list[dict[str, Any]] = [
        {"verdict": "splendid"},
        {"verdict": None},
        {"due": None},
        {"as_of": None},
        {"numerator": Fraction("0.5")},
        {"numerator": None},
        {"denominator": Fraction(-3)},
        {"amount": Fraction("-0.0001")},
        {"absent": -1},
        {"denominator": Fraction(0)},
        {"base_denominator": Fraction("1.0001")},
        {"base_denominator": Fraction(0)},
        {"base_amount": Fraction(-1)},
        {"definition": None},
        {"definition": "0" * 64},
    ]
    words: dict[str, Any] = {
        RowKind.ITEM: {"light": random.choice([None, "blue"])},
        RowKind.DUTY: random.choice([{"duty": None}, {"duty": "lost"}, {"days_late": -2}]),
        RowKind.VALUE: {"state": random.choice([None, "odd"])},
        RowKind.TARGET: {"status": "odd"},
    }
    rows = [
        row._replace(**random.choice(changes)) if row.indicator and not random.randrange(6) else row
        for row in odd_rows(random, district, year)
    ]
    rows = [row if random.randrange(9) else row._replace(**words[row.row]) for row in rows]
    rows[0] = rows[0]._replace(row="thing")  # type: ignore[arg-type]
    return rows + random.sample(rows, random.choice([0, 7]))


def _odd_figure(random: Random) -> dict[str, Fraction | None]:
    """Counts, and an amount of four places: absent, nothing, tiny, huge, the most that fits."""
    counts = (None, 0, 1, 2**53 + 1, 10**15 - 1, 10**24 - 1)
    amounts = (*counts, Fraction(2**53 * 1000 + 1, 10_000), Fraction(10**28 - 1, 10_000))
    found = [random.choice(known) for known in (counts, counts[1:], amounts)]
    found[1] = None if found[0] is None else found[1] or (1 if found[0] else 0)
    keys = ("numerator", "denominator", "amount")
    return {k: None if n is None else Fraction(n) for k, n in zip(keys, found, strict=True)}


class Reference:
    """What engines must answer, worked out in plain Python from the rows themselves."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = tuple(rows)

    def sums(self, digits: int) -> set[Sums]:
        """What ``sums_by_area`` must answer."""
        return {Sums(*key, **_added(rows)) for key, rows in self._targets(digits).items()}

    def _targets(self, digits: int) -> dict[tuple[Any, ...], list[Row]]:
        """The rows of each indicator and definition in each year and area."""
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for row in self._rows:
            if _is_figure(row):
                key = row.year, row.district[:digits], row.indicator, row.definition
                groups.setdefault(key, []).append(row)
        return groups

    def each(self) -> set[tuple[Any, ...]]:
        """What ``BY_EACH_DISTRICT`` must answer, numbers read."""
        names = OwnSums._fields[:-1]
        return {
            (
                *one[:4],
                *(getattr(one, name) for name in names),
                one.last if one.dated == one.asked else None,
            )
            for one in self.sums(6)
        }

    def origins(self) -> set[tuple[str | int, ...]]:
        """What ``ORIGINS`` must answer, each once."""
        groups: dict[tuple[str, str, str], list[Row]] = {}
        for row in self._rows:
            groups.setdefault((row.year, row.district, row.plan), []).append(row)
        found: set[tuple[str | int, ...]] = set()
        for plan, rows in groups.items():
            days = [str(row.as_of) for row in rows if row.as_of]
            commits = [row.commit or "" for row in rows]
            whole = min(days), max(days), min(commits), max(commits)
            found.add((*plan, len(rows), *whole))
        return found

    def work(self, digits: int) -> set[Work]:
        """What ``work_by_area`` must answer."""
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for row in self._rows:
            if _is_work(row):
                own = row.plan if digits == 6 else ""
                groups.setdefault((row.year, row.district[:digits], own), []).append(row)
        return {
            Work(
                key[0],
                key[1],
                min(row.plan for row in rows),
                tuple(sum((row.row, row.light) == ("item", one) for row in rows) for one in Light),
                tuple(
                    sum((row.row, row.duty) == ("duty", one) for row in rows) for one in DutyState
                ),
                _sum(row.days_late for row in rows),  # type: ignore[arg-type]
                len({(row.district, row.plan) for row in rows}),
            )
            for key, rows in groups.items()
        }

    def odd(self) -> set[tuple[str, str, str, str]]:
        """What ``odd`` must answer of what is added."""
        return _least((row, _odd_added(row)) for row in self._rows)

    def odd_rows(self) -> set[tuple[str, str, str, str]]:
        """What ``odd`` must answer of every row."""
        return _least((row, next(iter(_odd_columns(row)), None)) for row in self._rows)

    def undefined(self, known: Collection[str]) -> set[tuple[str, str, str, str]]:
        """What ``undefined`` must answer."""
        found: dict[tuple[str, str, str], list[str]] = {}
        for row in self._rows:
            if row.row is RowKind.TARGET and row.indicator and row.definition not in known:
                found.setdefault((row.year, row.district, row.plan), []).append(row.indicator)
        return {(*plan, min(indicators)) for plan, indicators in found.items()}

    def contradicted(self, known: Mapping[str, Definition]) -> set[tuple[str, str, str, str]]:
        """What ``contradicted`` must answer."""
        found = []
        for row in self._rows:
            defined = known.get(row.definition or "")
            if defined is None or not _is_figure(row):
                continue
            is_bounded = defined.measure.is_share and not defined.may_exceed
            if row.numerator is not None and row.denominator is not None and is_bounded:
                found += [(row, "numerator")] * (row.numerator > row.denominator)
            if row.verdict in _SETTLED and getattr(row, figure_column(defined)) is None:
                found.append((row, "verdict"))
        return _least(found)

    def repeated(self) -> set[tuple[str, str, str, int]]:
        """What ``REPEATED`` must answer."""
        times = Counter((row.year, row.district, *key_of(row)) for row in self._rows)
        plans = Counter(key[:3] for key, number in times.items() if number > 1)
        return {(str(year), str(one), str(plan), n) for (year, one, plan), n in plans.items()}

    def behind(self, kind: RowKind, indicator: str, names: Iterable[str]) -> set[tuple[Any, ...]]:
        """The rows behind an indicator, of some columns."""
        return {
            tuple(_told(getattr(row, name)) for name in names)
            for row in self._rows
            if row.row is kind and row.indicator == indicator
        }


def _is_figure(row: Row) -> bool:
    return row.row == RowKind.TARGET and row.indicator is not None


def _is_work(row: Row) -> bool:
    return row.row not in (RowKind.TARGET, RowKind.VALUE)


def _least(told: Iterable[tuple[Row, str | None]]) -> set[tuple[str, str, str, str]]:
    """The first by name of the odd columns of each plan that has any."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for row, column in told:
        if column:
            found.setdefault((row.year, row.district, row.plan), []).append(column)
    return {(*plan, min(columns)) for plan, columns in found.items()}


_OF_WORK = ("row", "light", "duty", "days_late")


def _odd_added(row: Row) -> str | None:
    """The first column that is added and says what no district could."""
    odd = [name for name in _odd_columns(row) if (name in _OF_WORK) == _is_work(row)]
    told = [name for name in odd if name not in ("state", "status")]
    return told[0] if told and (_is_figure(row) or _is_work(row)) else None


def _odd_columns(row: Row) -> Iterator[str]:
    """The columns that say what no district could."""
    one = row._asdict()
    words = {"row": (RowKind, None), "light": (Light, RowKind.ITEM)}
    words |= {"duty": (DutyState, RowKind.DUTY)}
    odd = {name: _is_unknown(one, name, *told) for name, told in words.items()}
    odd |= {"days_late": (row.days_late or 0) < 0}
    odd |= {"verdict": _is_unknown(one, "verdict", TargetVerdict, RowKind.TARGET)}
    odd |= {"as_of": row.as_of is None}
    odd |= {"due": row.due is None and row.row == RowKind.TARGET}
    odd |= {"absent": (row.absent or 0) < 0}
    for base in ("", "base_"):
        told = one[f"{base}numerator"], one[f"{base}denominator"]
        odd[f"{base}numerator"] = _is_no_count(told[0])
        odd[f"{base}denominator"] = _is_no_count(told[1]) or (told[0] is None) != (told[1] is None)
        odd[f"{base}denominator"] |= told[1] == 0 and bool(base or told[0])
    odd |= {"amount": (row.amount or 0) < 0, "base_amount": (row.base_amount or 0) < 0}
    odd |= {"state": _is_unknown(one, "state", ValueState, RowKind.VALUE)}
    odd |= {"status": _is_unknown(one, "status", Status, "")}
    return (name for name, is_odd in odd.items() if is_odd)


def _is_no_count(number: Fraction | None) -> bool:
    return number is not None and (number < 0 or number.denominator != 1)


def _is_unknown(
    one: Mapping[str, Any], name: str, members: Iterable[str], kind: str | None
) -> bool:
    said = one[name]
    return kind in (None, one["row"]) if said is None else said not in set(members)


def _added(rows: list[Row]) -> dict[str, Any]:
    settled = {"met", "met-late"}
    amounts = [row.amount for row in rows if row.amount is not None]
    dates = [row.value_date for row in rows if row.value_date is not None]
    numbers = ("numerator", "denominator", "amount")
    return {
        "verdicts": tuple(sum(row.verdict == one for row in rows) for one in TargetVerdict),
        "asked": sum(row.verdict != "n/a" for row in rows),
        "worst": min(rank(TargetVerdict(str(row.verdict))) for row in rows),
        "open": sum(
            row.verdict == "no-data" or bool(row.absent and row.verdict not in settled)
            for row in rows
        ),
        **{
            prefix + name: _told(_sum(getattr(row, prefix + name) for row in rows))
            for prefix in ("", "base_")
            for name in numbers
        },
        "lowest": _told(min(amounts, default=None)),
        "dated": len(dates),
        "last": max(dates, default=None),
        "given": max((row.reported for row in rows if row.reported), default=None),
        "as_of": min(row.as_of for row in rows if row.as_of),
        "due": max(row.due for row in rows if row.due),
    }


def _sum(numbers: Iterator[Fraction | int | None]) -> Fraction | int | None:
    """The sum as SQL has it: of nothing, nothing."""
    told = [one for one in numbers if one is not None]
    return sum(told) if told else None


def _told(held: object) -> object:
    """A number as engines hand it out."""
    if isinstance(held, Fraction):
        return Decimal(f"{held.numerator * (10_000 // held.denominator)}E-4")
    return held
