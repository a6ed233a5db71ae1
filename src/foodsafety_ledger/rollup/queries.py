"""What is asked of an engine: one text for DuckDB and Spark, over the table ``extracts``.

Only what both answer exactly: filter, group, SUM, COUNT, MIN, MAX, CASE. No division, no averages,
no arithmetic with dates, no DISTINCT in sums: the district's own code does that afterwards.
"""

# ruff: noqa: S608 - what is filled in is the schema's own words, or quoted
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from foodsafety_ledger.assess.assessment import DutyState, Light, TargetVerdict
from foodsafety_ledger.assess.verdicts import rank
from foodsafety_ledger.model.entry import Status
from foodsafety_ledger.rollup.schema import KEY, PLACES, RowKind, ValueState
from foodsafety_ledger.rollup.store import quoted


class Sums(NamedTuple):
    """What an engine has added up of one definition of an indicator in a year and an area.

    ``area`` is the first digits of the districts' codes. ``verdicts`` are as many counts as there
    are verdicts, in their order; ``asked`` how many targets apply, ``worst`` the rank of the worst
    verdict, ``open`` how many wait for somebody; ``lowest`` is the least amount; ``dated`` how many
    have a date, ``last`` the last of them; ``given`` the last day on which a figure became what it
    is. ``as_of`` is the earliest day that anything was looked at from, ``due`` the
    latest last day in time.
    """

    year: str
    area: str
    indicator: str
    definition: str
    districts: int
    verdicts: tuple[int, ...]
    asked: int
    worst: int
    open: int
    numerator: Decimal | None
    denominator: Decimal | None
    amount: Decimal | None
    base_numerator: Decimal | None
    base_denominator: Decimal | None
    base_amount: Decimal | None
    lowest: Decimal | None
    dated: int
    last: date | None
    given: date | None
    as_of: date
    due: date


class OwnSums(NamedTuple):
    """Of what ``Sums`` has, what a district's own figure needs."""

    worst: int
    open: int
    numerator: Decimal | None
    denominator: Decimal | None
    amount: Decimal | None
    lowest: Decimal | None
    reached: date | None


class Work(NamedTuple):
    """How the items of a plan, or of an area's plans (``plan`` is one), are lit, their duties."""

    year: str
    area: str
    plan: str
    plans: int
    lights: tuple[int, ...]
    duties: tuple[int, ...]
    days_late: int


ALIKE: Final = "alike"
SUMS: Final = "sums"
WORK: Final = "work"
"""What an engine keeps: rows that say alike as one, each district's sums, each plan's work."""

_SETTLED: Final = ("met", "met-late")
"""Verdicts of a target that waits for nobody, whoever was silent or late."""

_ADDED: Final = (
    *("numerator", "denominator", "amount"),
    *("base_numerator", "base_denominator", "base_amount"),
)


def _counted(column: str, members: Iterable[str], of: str = "") -> list[tuple[str, str]]:
    """How many rows say each member, and what that is called."""
    return [
        (f"SUM(CASE WHEN {of}{column} = {quoted(one)} THEN counted ELSE 0 END)", f"{column}_{at}")
        for at, one in enumerate(members)
    ]


def _named(columns: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{told} AS {name}" for told, name in columns)


_VERDICTS: Final = _counted("verdict", TargetVerdict)
_LIGHTS: Final = _counted("light", Light, f"row = {quoted(RowKind.ITEM)} AND ")
_DUTIES: Final = _counted("duty", DutyState)

_NUMBERS: Final = [
    *((f"SUM({name})", name) for name in _ADDED),
    ("MIN(amount)", "lowest"),
    ("COUNT(value_date)", "dated"),
    ("MAX(value_date)", "last"),
    ("MAX(reported)", "given"),
    ("MIN(as_of)", "as_of"),
    ("MAX(due)", "due"),
]
_SAID: Final = "year, district, plan, row, light, duty, verdict, indicator, definition"
_KEPT: Final = [
    ("COUNT(*)", "counted"),
    ("SUM(CASE WHEN absent > 0 THEN 1 ELSE 0 END)", "waiting"),
    ("SUM(days_late)", "days_late"),
    *_NUMBERS,
]

_AGAIN: Final = {
    **dict.fromkeys(("worst", "lowest", "as_of"), "MIN"),
    **dict.fromkeys(("last", "given", "due"), "MAX"),
}
"""How what is kept is put together once more; all else is added."""


def _again(kept: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(f"{_AGAIN.get(name, 'SUM')}({name})", name) for _, name in kept]


_RANKS: Final = " ".join(f"WHEN {quoted(one)} THEN {rank(one)}" for one in TargetVerdict)
_KEPT_SUMS: Final = [
    *_VERDICTS,
    ("SUM(CASE WHEN verdict = 'n/a' THEN 0 ELSE counted END)", "asked"),
    (f"MIN(CASE verdict {_RANKS} END)", "worst"),
    (
        "SUM(CASE WHEN verdict = 'no-data' THEN counted WHEN verdict NOT IN "
        f"({', '.join(map(quoted, _SETTLED))}) THEN waiting ELSE 0 END)",
        "open",
    ),
    *_again(_NUMBERS),
]
_KEPT_WORK: Final = [*_LIGHTS, *_DUTIES, ("SUM(days_late)", "days_late")]

BY_DISTRICT: Final = {
    ALIKE: (
        f"SELECT {_SAID}, {_named(_KEPT)} FROM extracts "
        f"WHERE row <> {quoted(RowKind.VALUE)} GROUP BY {_SAID}"
    ),
    SUMS: (
        f"SELECT year, district, indicator, definition, {_named(_KEPT_SUMS)} FROM {ALIKE} "
        f"WHERE row = {quoted(RowKind.TARGET)} AND indicator IS NOT NULL "
        "GROUP BY year, district, indicator, definition"
    ),
    WORK: (
        f"SELECT year, district, plan, {_named(_KEPT_WORK)} FROM {ALIKE} "
        f"WHERE row IN ({quoted(RowKind.ITEM)}, {quoted(RowKind.DUTY)}) "
        "GROUP BY year, district, plan"
    ),
}
"""What is kept, by its name: the first goes over all rows, once, the others over what it keeps."""

DISTRICT: Final = 6
"""The digits of a district's code; of a city's the first four, of a province's the first two."""


def sums_by_area(digits: int) -> str:
    """The sums of each indicator and definition in each area; of districts, those of each."""
    area = f"SUBSTR(district, 1, {digits})"
    return (
        f"SELECT year, {area} AS area, indicator, definition, COUNT(*) AS districts, "
        f"{_named(_again(_KEPT_SUMS))} FROM {SUMS} GROUP BY year, {area}, indicator, definition"
    )


_SPELLED: Final = ("numerator", "denominator", "amount", "lowest")
BY_EACH_DISTRICT: Final = (
    "SELECT year, district, indicator, definition, worst, CAST(open AS INT), "
    f"{', '.join(f'CAST({name} AS STRING)' for name in _SPELLED)}, "
    f"CASE WHEN dated = asked THEN last END FROM {SUMS}"
)
"""How every district stands, behind the four columns that say whose figure and which it is.

There are very many, most of them alike, so numbers are left as texts.
"""

DEFINITIONS: Final = f"SELECT definition FROM {SUMS} GROUP BY definition"
"""The definitions that there are."""


def _is_unknown(column: str, members: Iterable[str], kind: RowKind | None = None) -> str:
    """Whether a column says a word that it does not have, or in a kind of rows says none."""
    lacks = f"{column} IS NULL" + (f" AND row = {quoted(kind)}" if kind else "")
    return f"{column} NOT IN ({', '.join(map(quoted, members))}) OR {lacks}"


def _is_no_count(column: str) -> str:
    """Whether a number is below 0 or not whole; without the cast Spark compares three places."""
    return f"{column} < 0 OR {column} <> CAST(FLOOR({column}) AS DECIMAL(38,{PLACES}))"


def _is_no_whole(numerator: str, denominator: str) -> str:
    """Whether what stands below a numerator is no count, not there, or there without one."""
    told = _is_no_count(denominator)
    return f"{told} OR ({numerator} IS NULL) <> ({denominator} IS NULL)"


_ODD: Final = {
    "row": _is_unknown("row", RowKind),
    "light": _is_unknown("light", Light, RowKind.ITEM),
    "duty": _is_unknown("duty", DutyState, RowKind.DUTY),
    "verdict": _is_unknown("verdict", TargetVerdict, RowKind.TARGET),
    "as_of": "as_of IS NULL",
    "due": f"due IS NULL AND row = {quoted(RowKind.TARGET)}",
    "days_late": "days_late < 0",
    "numerator": _is_no_count("numerator"),
    "denominator": (
        f"{_is_no_whole('numerator', 'denominator')} OR denominator = 0 AND numerator > 0"
    ),
    "base_numerator": _is_no_count("base_numerator"),
    "base_denominator": (
        f"{_is_no_whole('base_numerator', 'base_denominator')} OR base_denominator = 0"
    ),
    "amount": "lowest < 0",
    "base_amount": "base_amount < 0",
}
"""When a column, or what is kept of it, says what no district could say."""

_ODD_ROWS: Final = _ODD | {
    "state": _is_unknown("state", ValueState, RowKind.VALUE),
    "status": f"status NOT IN ({', '.join(map(quoted, Status))})",
    "absent": "absent < 0",
}


def _odd(columns: Mapping[str, str], table: str) -> str:
    found = " ".join(f"WHEN {is_odd} THEN {quoted(name)}" for name, is_odd in columns.items())
    return (
        f"SELECT year, district, plan, MIN(odd) FROM (SELECT year, district, plan, CASE {found} "
        f"END AS odd FROM {table}) AS told WHERE odd IS NOT NULL GROUP BY year, district, plan"
    )


ODD: Final = _odd(_ODD, ALIKE)
"""The plans of which what is kept says what no district could say, and in which column."""

ODD_ROWS: Final = _odd(_ODD_ROWS, "(SELECT *, amount AS lowest FROM extracts) AS each")
"""The same row by row, departments' figures too."""


def work_by_area(digits: int) -> str:
    """The work of each plan; with fewer digits than a district's, of each area's plans together."""
    if digits == DISTRICT:
        counted = ", ".join(name for _, name in _KEPT_WORK)
        return f"SELECT year, district, plan, 1 AS plans, {counted} FROM {WORK}"
    area = f"SUBSTR(district, 1, {digits})"
    return (
        f"SELECT year, {area} AS area, MIN(plan) AS plan, COUNT(*) AS plans, "
        f"{_named(_again(_KEPT_WORK))} FROM {WORK} GROUP BY year, {area}"
    )


def as_sums(row: Sequence[Any]) -> Sums:
    """A row of ``sums_by_area``."""
    verdicts = 5 + len(_VERDICTS)
    return Sums._make((*row[:5], tuple(row[5:verdicts]), *row[verdicts:]))


def as_standing(told: Sequence[Any]) -> OwnSums:
    """What ``BY_EACH_DISTRICT`` says of a district."""
    numbers = (None if one is None else Decimal(one) for one in told[2:-1])
    return OwnSums._make((*told[:2], *numbers, told[-1]))


def as_work(row: Sequence[Any]) -> Work:
    """A row of ``work_by_area``."""
    lights, duties = 4 + len(_LIGHTS), 4 + len(_LIGHTS) + len(_DUTIES)
    return Work._make((*row[:4], tuple(row[4:lights]), tuple(row[lights:duties]), row[duties]))


def undefined(known: Iterable[str]) -> str:
    """The plans with an indicator whose definition no manifest tells."""
    told = ", ".join(map(quoted, known)) or "''"
    return (
        f"SELECT year, district, plan, MIN(indicator) FROM extracts "
        f"WHERE row = {quoted(RowKind.TARGET)} AND indicator IS NOT NULL "
        f"AND (definition IS NULL OR definition NOT IN ({told})) GROUP BY year, district, plan"
    )


REPEATED: Final = (
    f"SELECT year, district, plan, COUNT(*) FROM (SELECT year, district, {', '.join(KEY)} "
    f"FROM extracts GROUP BY year, district, {', '.join(KEY)} HAVING COUNT(*) > 1) AS again "
    "GROUP BY year, district, plan"
)
"""The plans with rows that share a key."""

PLANS: Final = f"SELECT year, district, plan FROM {ALIKE} GROUP BY year, district, plan"
"""Whose rows there are, departments' figures aside."""

ORIGINS: Final = "SELECT year, district, plan, COUNT(*) FROM extracts GROUP BY year, district, plan"
"""Whose rows there are, and how many."""


class TargetRow(NamedTuple):
    """A district's row behind an indicator's figure."""

    year: str
    district: str
    plan: str
    item: str
    target: str
    definition: str
    verdict: str
    absent: int
    numerator: Decimal | None
    denominator: Decimal | None
    amount: Decimal | None
    value_date: date | None
    as_of: date
    commit: str | None


class ValueRow(NamedTuple):
    """A department's figure of a period behind a district's."""

    year: str
    district: str
    plan: str
    item: str
    target: str
    department: str
    period: str
    state: str
    numerator: Decimal | None
    denominator: Decimal | None
    amount: Decimal | None
    value_date: date | None
    entry: str


def _behind(columns: Iterable[str], kind: RowKind) -> str:
    return f"SELECT {', '.join(columns)} FROM extracts WHERE row = {quoted(kind)} AND indicator = ?"


TARGETS: Final = _behind(TargetRow._fields, RowKind.TARGET)
"""The ``TargetRow``s behind the figure of the indicator that is asked for."""

VALUES: Final = _behind(ValueRow._fields, RowKind.VALUE)
"""The ``ValueRow``s behind the districts' figures."""
