"""What is asked of an engine: one text for DuckDB and Spark, over the table ``extracts``.

Most of it is asked of ``alike``, rows that say alike as one, which all answers share: of most
extracts their manifests bring it, of others one pass over the rows makes it.

Only what both answer exactly: filter, group, SUM, COUNT, MIN, MAX, CASE. No division, no averages,
no arithmetic with dates, no DISTINCT in sums: the district's own code does that afterwards.
"""

# ruff: noqa: S608 - what is filled in is the schema's own words, or quoted
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final, NamedTuple

from foodsafety_ledger.assess.assessment import DutyState, Light, TargetVerdict
from foodsafety_ledger.assess.verdicts import rank
from foodsafety_ledger.model.entry import Status
from foodsafety_ledger.rollup.schema import (
    COLUMNS,
    KEY,
    PLACES,
    Definition,
    RowKind,
    Type,
    ValueState,
)


class Sums(NamedTuple):
    """What an engine has added up of one definition of an indicator in a year and an area.

    ``area`` is the first digits of the districts' codes. ``verdicts`` are as many counts as there
    are verdicts, in their order; ``asked`` how many targets apply, ``worst`` the rank of the worst
    verdict, ``open`` how many wait for somebody; ``lowest`` is the least amount; ``dated`` how many
    have a date, ``last`` the last of them; ``given`` the last day on which a figure became what it
    is. ``as_of`` is the earliest day that anything was looked at from, ``due`` the latest last day
    in time.
    """

    year: str
    area: str
    indicator: str
    definition: str
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
    """How items are lit and duties stand, of a plan or of an area's ``plans`` (``plan`` is one)."""

    year: str
    area: str
    plan: str
    lights: tuple[int, ...]
    duties: tuple[int, ...]
    days_late: int | None
    plans: int


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


EXTRACTS: Final = "extracts"
"""What an engine calls all rows."""

DISTRICT: Final = 6
"""The digits of a district's code; of a city's the first four, of a province's the first two."""

_IS_FIGURE: Final = f"row = {quoted(RowKind.TARGET)} AND indicator IS NOT NULL"
_IS_WORK: Final = f"row <> {quoted(RowKind.TARGET)} AND row <> {quoted(RowKind.VALUE)}"
"""Which rows are added: those of indicators, and all but targets and departments' figures."""

_SETTLED: Final = ("met", "met-late")
"""Verdicts of a target that waits for nobody, whoever was silent or late."""


def _words(members: Iterable[str]) -> str:
    return f"({', '.join(map(quoted, members))})"


def _named(columns: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{told} AS {name}" for told, name in columns)


def _is_unknown(column: str, members: Iterable[str], kind: RowKind | None = None) -> str:
    """Whether a column says a word that it does not have, or in a kind of rows says none."""
    lacks = f"{column} IS NULL" + (f" AND row = {quoted(kind)}" if kind else "")
    return f"{column} NOT IN {_words(members)} OR {lacks}"


def _is_no_count(column: str) -> str:
    """Whether a number is below 0 or not whole; without the cast Spark compares three places."""
    return f"{column} < 0 OR {column} <> CAST(FLOOR({column}) AS DECIMAL(38,{PLACES}))"


def _is_no_day(column: str) -> str:
    """Whether a date is of a year that no calendar of ours has."""
    return f"{column} NOT BETWEEN DATE '{date.min}' AND DATE '{date.max}'"


def _is_no_whole(numerator: str, denominator: str) -> str:
    """Whether what stands below a numerator is no count, not there, or there without one."""
    told = _is_no_count(denominator)
    return f"{told} OR ({numerator} IS NULL) <> ({denominator} IS NULL)"


_ODD_WORK: Final = {
    "row": _is_unknown("row", RowKind),
    "light": _is_unknown("light", Light, RowKind.ITEM),
    "duty": _is_unknown("duty", DutyState, RowKind.DUTY),
    "days_late": "days_late < 0",
}
_ODD_FIGURES: Final = {
    "verdict": _is_unknown("verdict", TargetVerdict, RowKind.TARGET),
    "as_of": f"as_of IS NULL OR {_is_no_day('as_of')}",
    "due": f"due IS NULL AND row = {quoted(RowKind.TARGET)} OR {_is_no_day('due')}",
    "reported": _is_no_day("reported"),
    "value_date": _is_no_day("value_date"),
    "absent": "absent < 0",
    "numerator": _is_no_count("numerator"),
    "denominator": (
        f"{_is_no_whole('numerator', 'denominator')} OR denominator = 0 AND numerator > 0"
    ),
    "base_numerator": _is_no_count("base_numerator"),
    "base_denominator": (
        f"{_is_no_whole('base_numerator', 'base_denominator')} OR base_denominator = 0"
    ),
    "amount": "amount < 0",
    "base_amount": "base_amount < 0",
}
"""When a column that is added, of items and duties or of targets, says what no district could."""

_ODD_ROWS: Final = {
    **_ODD_WORK,
    **_ODD_FIGURES,
    "state": _is_unknown("state", ValueState, RowKind.VALUE),
    "status": f"status NOT IN {_words(Status)}",
}
"""The same of every column of every row, departments' figures too."""


def _odd(columns: Mapping[str, str]) -> str:
    found = " ".join(f"WHEN {is_odd} THEN {quoted(name)}" for name, is_odd in columns.items())
    return f"CASE {found} END"


def _odd_added(figures: Mapping[str, str]) -> str:
    """The odd column of what is added, of figures or of work."""
    return f"CASE WHEN {_IS_FIGURE} THEN {_odd(figures)} WHEN {_IS_WORK} THEN {_odd(_ODD_WORK)} END"


def odd(*, verify: bool) -> str:
    """The plans in which anything that is added is odd, or anything at all, and which column."""
    told = _odd(_ODD_ROWS) if verify else _odd_added(_ODD_FIGURES)
    return (
        f"SELECT year, district, plan, MIN(odd) FROM (SELECT year, district, plan, {told} AS odd "
        "FROM extracts) AS told WHERE odd IS NOT NULL GROUP BY year, district, plan"
    )


_PLAN: Final = ("year", "district", "plan")
_SAID: Final = (*_PLAN, "row", "light", "duty", "verdict", "indicator", "definition")
_NUMBERS: Final = [
    *(("SUM", name, name, Type.TOTAL) for name in ("numerator", "denominator", "amount")),
    *(("SUM", f"base_{name}", f"base_{name}", Type.TOTAL) for name in ("numerator", "denominator")),
    ("SUM", "base_amount", "base_amount", Type.TOTAL),
    ("MIN", "amount", "lowest", Type.DECIMAL),
    ("COUNT", "value_date", "dated", Type.NUMBER),
    ("MAX", "value_date", "last", Type.DATE),
    ("MAX", "reported", "given", Type.DATE),
    ("MIN", "as_of", "as_of", Type.DATE),
    ("MAX", "due", "due", Type.DATE),
]
_KEPT: Final = [
    ("COUNT", "*", "counted", Type.NUMBER),
    ("COUNT", _odd_added(_ODD_FIGURES), "odd", Type.NUMBER),
    ("COUNT", "CASE WHEN absent > 0 THEN 1 END", "waiting", Type.NUMBER),
    ("COUNT", "CASE WHEN numerator > denominator THEN 1 END", "above", Type.NUMBER),
    ("COUNT", "numerator", "shares", Type.NUMBER),
    ("COUNT", "amount", "amounts", Type.NUMBER),
    ("SUM", "days_late", "days_late", Type.NUMBER),
    *_NUMBERS,
]
ALIKE: Final = "alike"
"""What an engine keeps to ask: rows that say alike, as one."""

ALIKE_COLUMNS: Final = {name: COLUMNS[name] for name in _SAID} | {
    name: type_ for *_, name, type_ in _KEPT
}
"""Its columns and their types: first whose they are."""


def alike_rows(table: str) -> str:
    """All that is added, of all rows of a table but departments' figures.

    Whether a row is odd is told one by one, for a sum hides what is below nought or no whole.
    """
    said = ", ".join(_SAID)
    return (
        f"SELECT {said}, {_named((f'{how}({what})', name) for how, what, name, _ in _KEPT)} "
        f"FROM {table} WHERE row <> {quoted(RowKind.VALUE)} GROUP BY {said}"
    )


ALIKE_QUERY: Final = sha256(alike_rows(EXTRACTS).encode()).hexdigest()
"""What tells the sums that manifests bring from those of another version of the program."""

_MOST_COUNTED: Final = 10**15
_MOST_TOTAL: Final = 10**30
"""More than the rows of any plan come to, and little enough to add up many plans'."""

_MISCOUNTED: Final = " OR ".join(
    ["row IS NULL", f"row = {quoted(RowKind.VALUE)}", "counted = 0", "odd > 0"]
    + [f"{name} IS NULL OR {name} < 0" for how, _, name, _ in _KEPT if how == "COUNT"]
    + [f"{name} > {_MOST_COUNTED}" for *_, name, type_ in _KEPT if type_ is Type.NUMBER]
    + [f"{name} > {_MOST_TOTAL}" for *_, name, type_ in _KEPT if type_ is Type.TOTAL]
    + [_is_no_day(name) for *_, name, type_ in _KEPT if type_ is Type.DATE]
)
_ODD_SUMS: Final = {name: found for name, found in _ODD_FIGURES.items() if name in ALIKE_COLUMNS}
ODD_PLANS: Final = (
    f"SELECT year, district, plan FROM {ALIKE} "
    f"WHERE {_MISCOUNTED} OR {_odd_added(_ODD_SUMS)} IS NOT NULL GROUP BY year, district, plan"
)
"""The plans with odd rows, or with sums that no rows have."""

AGAIN: Final = "again"
"""What an engine keeps to hold sums against: those of one pass over all rows."""

UNTRUE: Final = (
    f"SELECT year, district, plan FROM ((SELECT * FROM {ALIKE} EXCEPT ALL SELECT * FROM {AGAIN}) "
    f"UNION ALL (SELECT * FROM {AGAIN} EXCEPT ALL SELECT * FROM {ALIKE})) AS other "
    "GROUP BY year, district, plan"
)
"""The plans whose sums are not those of their rows."""


def _counted(column: str, members: Iterable[str], of: str = "") -> list[tuple[str, str]]:
    """How many rows say each member, and what that is called."""
    return [
        (f"SUM(CASE WHEN {of}{column} = {quoted(one)} THEN counted ELSE 0 END)", f"{column}_{at}")
        for at, one in enumerate(members)
    ]


_VERDICTS: Final = _counted("verdict", TargetVerdict)
_RANKS: Final = " ".join(f"WHEN {quoted(one)} THEN {rank(one)}" for one in TargetVerdict)
_SUMS: Final = [
    *_VERDICTS,
    ("SUM(CASE WHEN verdict <> 'n/a' THEN counted ELSE 0 END)", "asked"),
    (f"MIN(CASE verdict {_RANKS} END)", "worst"),
    (
        "SUM(CASE WHEN verdict = 'no-data' THEN counted "
        f"WHEN verdict NOT IN {_words(_SETTLED)} THEN waiting ELSE 0 END)",
        "open",
    ),
    *((f"{'SUM' if how == 'COUNT' else how}({name})", name) for how, _, name, _ in _NUMBERS),
]


def sums_by_area(digits: int) -> str:
    """The sums of each indicator and definition in each area."""
    area = f"SUBSTR(district, 1, {digits})"
    return (
        f"SELECT year, {area} AS area, indicator, definition, {_named(_SUMS)} "
        f"FROM {ALIKE} WHERE {_IS_FIGURE} GROUP BY year, {area}, indicator, definition"
    )


_SPELLED: Final = ("numerator", "denominator", "amount", "lowest")
BY_EACH_DISTRICT: Final = (
    "SELECT year, area, indicator, definition, worst, CAST(open AS INT), "
    f"{', '.join(f'CAST({name} AS STRING)' for name in _SPELLED)}, "
    f"CASE WHEN dated = asked THEN last END FROM ({sums_by_area(DISTRICT)}) AS each"
)
"""How every district stands, behind the four columns that say whose figure and which it is.

There are very many, most of them alike, so numbers are left as texts.
"""

_LIGHTS: Final = _counted("light", Light, f"row = {quoted(RowKind.ITEM)} AND ")
_DUTIES: Final = _counted("duty", DutyState, f"row = {quoted(RowKind.DUTY)} AND ")

WORK: Final = (
    f"SELECT year, district, plan, {_named([*_LIGHTS, *_DUTIES])}, "
    f"SUM(days_late) AS days_late FROM {ALIKE} WHERE {_IS_WORK} GROUP BY year, district, plan"
)
"""The work of each plan."""


def as_sums(row: Sequence[Any]) -> Sums:
    """A row of ``sums_by_area``."""
    verdicts = 4 + len(_VERDICTS)
    return Sums._make((*row[:4], tuple(row[4:verdicts]), *row[verdicts:]))


def as_standing(told: Sequence[Any]) -> OwnSums:
    """What ``BY_EACH_DISTRICT`` says of a district."""
    numbers = (None if one is None else Decimal(one) for one in told[2:-1])
    return OwnSums._make((*told[:2], *numbers, told[-1]))


def as_work(row: Sequence[Any]) -> Work:
    """A row of ``WORK``."""
    lights, duties = 3 + len(_LIGHTS), 3 + len(_LIGHTS) + len(_DUTIES)
    return Work._make((*row[:3], tuple(row[3:lights]), tuple(row[lights:duties]), row[duties], 1))


def work_by_area(works: Iterable[Work], digits: int) -> Iterator[Work]:
    """Each plan's work; with fewer digits than a district's code, that of each area's plans."""
    if digits == DISTRICT:
        yield from works
        return
    found: defaultdict[tuple[str, str], list[Work]] = defaultdict(list)
    for one in works:
        found[one.year, one.area[:digits]].append(one)
    for (year, area), ones in found.items():
        yield Work(
            year,
            area,
            min(one.plan for one in ones),
            _added(one.lights for one in ones),
            _added(one.duties for one in ones),
            sum(one.days_late or 0 for one in ones),
            len(ones),
        )


def _added(counts: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*counts, strict=True)))


def undefined(known: Collection[str]) -> str:
    """The plans with an indicator whose definition no manifest tells."""
    return (
        f"SELECT year, district, plan, MIN(indicator) FROM {ALIKE} "
        f"WHERE {_IS_FIGURE} AND (definition IS NULL OR definition NOT IN {_words(known or [''])}) "
        "GROUP BY year, district, plan"
    )


def contradicted(known: Mapping[str, Definition]) -> str:
    """The plans with a figure that its definition forbids, and which column says it.

    More reached than there are, where each has its own whole; or a goal met by no figure.
    """
    own = [hash_ for hash_, one in known.items() if one.is_part_of_its_own]
    by_column = defaultdict(list)
    for hash_, one in known.items():
        told = one.measure
        column = "shares" if told.is_share else "dated" if told.is_dated else "amounts"
        by_column[column].append(hash_)
    lacks = " OR ".join(
        f"{column} < counted AND definition IN {_words(ones)}" for column, ones in by_column.items()
    )
    forbidden = (
        f"CASE WHEN above > 0 AND definition IN {_words(own or [''])} THEN 'numerator' "
        f"WHEN verdict IN {_words(_SETTLED)} AND ({lacks or 'FALSE'}) THEN 'verdict' END"
    )
    return (
        "SELECT year, district, plan, MIN(odd) FROM (SELECT year, district, plan, "
        f"{forbidden} AS odd FROM {ALIKE} WHERE {_IS_FIGURE}) AS told "
        "WHERE odd IS NOT NULL GROUP BY year, district, plan"
    )


REPEATED: Final = (
    f"SELECT year, district, plan, COUNT(*) FROM (SELECT year, district, {', '.join(KEY)} "
    f"FROM extracts GROUP BY year, district, {', '.join(KEY)} HAVING COUNT(*) > 1) AS again "
    "GROUP BY year, district, plan"
)
"""The plans with rows that share a key."""

_DAYS: Final = "CAST(MIN(as_of) AS STRING), CAST(MAX(as_of) AS STRING)"

PLANS: Final = f"SELECT year, district, plan, {_DAYS} FROM {ALIKE} GROUP BY year, district, plan"
"""Whose rows there are, departments' figures aside, and of which days: the first and the last."""

ORIGINS: Final = (
    f"SELECT year, district, plan, COUNT(*), {_DAYS}, MIN(COALESCE(commit, '')), "
    "MAX(COALESCE(commit, '')) FROM extracts GROUP BY year, district, plan"
)
"""Whose rows there are, how many, of which days and of which commits ('' without git)."""


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
