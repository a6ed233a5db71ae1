"""Many districts' extracts as one account: figures, verdicts, who is weakest, who is late.

An engine adds up; files that turn out not to fit are left out, and what is left is added up anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import DutyState, Light
from foodsafety_ledger.files.text import collector_off
from foodsafety_ledger.model.failure import OperatingError, UsageError
from foodsafety_ledger.model.name import Name, in_a_row
from foodsafety_ledger.rollup.collect import (
    Collected,
    Extracted,
    Refusal,
    Watch,
    collect,
    refuse_footers,
    replaced,
    undecodable,
)
from foodsafety_ledger.rollup.engines import ENGINES, MEMORY, DuckDB, Engine, EngineName
from foodsafety_ledger.rollup.judged import IndicatorAccount, judged, parts_of
from foodsafety_ledger.rollup.queries import (
    AGAIN,
    ALIKE,
    ALIKE_COLUMNS,
    DISTRICT,
    EXTRACTS,
    ODD_PLANS,
    ORIGINS,
    PLANS,
    REPEATED,
    TARGETS,
    UNTRUE,
    VALUES,
    WORK,
    Sums,
    TargetRow,
    ValueRow,
    Work,
    alike_rows,
    as_sums,
    as_work,
    contradicted,
    odd,
    sums_by_area,
    undefined,
    work_by_area,
)
from foodsafety_ledger.rollup.schema import Definition


@dataclass(frozen=True, slots=True)
class WorkAccount:
    """How a plan's items and duties stand, or those of all plans of an area."""

    area: str
    year: str
    plan: str
    plans: int
    lights: Mapping[Light, int]
    duties: Mapping[DutyState, int]
    days_late: int

    @property
    def key(self) -> tuple[str, ...]:
        """What says whose it is, in an earlier account too."""
        return self.year, self.area, self.plan if len(self.area) == DISTRICT else ""

    @property
    def lateness(self) -> tuple[int, int, int]:
        """What a league table goes by: overdue, late, days late."""
        late = self.duties[DutyState.OVERDUE], self.duties[DutyState.LATE]
        return *late, self.days_late


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to know: of which ``years`` and ``districts`` (prefixes; empty: all).

    ``digits`` is how many digits of the codes make an area.
    """

    digits: int = 0
    years: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    engine: EngineName = EngineName.DUCKDB
    memory: str = MEMORY
    verify: bool = False


@dataclass(frozen=True, slots=True)
class PooledAccount:
    """What many districts' extracts say together, and what had to be left out."""

    asked: Asked
    collected: Collected
    indicators: tuple[IndicatorAccount, ...] = ()
    areas: tuple[WorkAccount, ...] = ()
    districts: tuple[WorkAccount, ...] = ()
    names: Mapping[str, Name] = field(default_factory=dict)
    called: Mapping[str, Name] = field(default_factory=dict)

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The files that are not in it."""
        return self.collected.refused

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day that the extracts were made as of; None without any."""
        days = [one.manifest.as_of for one in self.collected.extracts]
        return (min(days), max(days)) if days else None


def account(folder: Path, asked: Asked, watch: Watch) -> PooledAccount:
    """The account of the extracts below a folder; what does not fit is refused, by file.

    FindingsError where there are none; UsageError for a missing extra; OperatingError where the
    engine cannot do it.
    """
    with collector_off():
        return _account_of(
            refuse_footers(collect(folder, asked.years, asked.districts, watch)), asked
        )


def _account_of(collected: Collected, asked: Asked) -> PooledAccount:
    """The account of files that fit their manifests, less those that turn out not to fit."""
    while collected.extracts:
        try:
            found, refused = _tried(collected, asked)
        except OperatingError:
            found, refused = None, []
            if not any(replaced(collected)):
                refused = [*_unreadable(collected)]
                if not refused:
                    raise
        refused = [*replaced(collected)] or refused
        if found is not None and not refused:
            return found
        collected = collected.without(refused)
    return PooledAccount(asked, collected)


def _tried(collected: Collected, asked: Asked) -> tuple[PooledAccount | None, list[Refusal]]:
    """The account of files; or none, and those of them that cannot be in it."""
    engine = _engine(collected, asked)
    keep_alike(engine, collected.extracts)
    by_plan = {
        (m.year, m.district, m.plan): one for one in collected.extracts for m in [one.manifest]
    }
    refused = [*_unfit(by_plan, engine, verify=asked.verify)]
    if refused:  # what is odd may be more than can be added
        return None, refused
    added = _Added(
        [as_sums(row) for row in engine.rows(sums_by_area(asked.digits))],
        [as_work(row) for row in engine.rows(WORK)],
    )
    refused = [*_undefined(by_plan, engine, added, definitions_told(collected))]
    return None if refused else _account(collected, asked, engine, added), refused


def keep_alike(engine: Engine, extracts: Iterable[Extracted]) -> None:
    """Has an engine keep what all answers share: sums as manifests bring them, else of the rows."""
    sums = [one.manifest.sums for one in extracts if one.manifest.sums is not None]
    others = [one.file for one in extracts if one.manifest.sums is None]
    if sums:
        engine.read(_SUMMED if others else ALIKE, ALIKE_COLUMNS, sums)
    if others:
        engine.open(_OTHERS, others)
        brought = f"SELECT * FROM {_SUMMED} UNION ALL " if sums else ""  # noqa: S608 - own names
        engine.keep(ALIKE, f"{brought}{alike_rows(_OTHERS)}")


def _unreadable(collected: Collected) -> Iterator[Refusal]:
    """The files whose sums or rows an engine cannot read, each alone, with memory enough."""
    for one in collected.extracts:
        try:
            keep_alike(DuckDB([one.file], MEMORY), [one])
        except OperatingError:
            yield Refusal(one.path, "sums")
    yield from undecodable(collected)


_SUMMED: Final = "summed"
_OTHERS: Final = "others"


class _Added(NamedTuple):
    """What an engine has added up: of indicators by area, and of plans."""

    sums: Sequence[Sums]
    works: Sequence[Work]


def _engine(collected: Collected, asked: Asked) -> Engine:
    files = (one.file for one in collected.extracts)
    return ENGINES[asked.engine](files, asked.memory)


_ByPlan = Mapping[tuple[str, str, str], Extracted]


def _unfit(by_plan: _ByPlan, engine: Engine, *, verify: bool) -> Iterator[Refusal]:
    """The files whose rows are not what an extract of the plan that their manifest names has."""
    named = {key for key, one in by_plan.items() if one.manifest.rows}
    made = {(year, area, plan): told for year, area, plan, *told in engine.rows(PLANS)}
    if verify or made.keys() != named:
        counted = {(year, area, plan): told for year, area, plan, *told in engine.rows(ORIGINS)}
        strangers = [  # who has its rows instead has more
            Refusal(one.path, "origin")
            for key, one in by_plan.items()
            if counted.get(key, [0])[0] < one.manifest.rows
        ]
        if strangers:  # what else is odd may be their doing: the others are asked again
            yield from strangers
            return
        made = {key: told[1:] for key, told in counted.items()}
    untrue = set(map(tuple, engine.rows(ODD_PLANS)))
    if verify:
        engine.keep(AGAIN, alike_rows(EXTRACTS))
        untrue.update(map(tuple, engine.rows(UNTRUE)))
    found: list[Refusal] = []
    if untrue or verify:
        found += _named(by_plan, engine, odd(verify=verify), "odd", "column")
        rows = {one.path for one in found}
        others = (by_plan[key] for key in untrue if key in by_plan)
        found += (Refusal(one.path, "sums") for one in others if one.path not in rows)
    if verify:
        found += _named(by_plan, engine, REPEATED, "repeated", "rows")
    yield from found
    told = {one.path for one in found}
    yield from (one for one in _misdated(by_plan, made) if one.path not in told)


def _misdated(
    by_plan: _ByPlan, made: Mapping[tuple[str, str, str], Sequence[str | None]]
) -> Iterator[Refusal]:
    """The files whose rows are ``made`` of other days or commits than their manifests say.

    Of each the first and last day, and where that was asked the first and last commit.
    """
    for key, one in by_plan.items():
        day, commit = str(one.manifest.as_of), one.manifest.commit or ""
        for said, row in zip((day, day, commit, commit), made.get(key, ()), strict=False):
            if said != row:
                yield Refusal(one.path, "made", {"said": said or "-", "row": row or "-"})
                break


def _undefined(
    by_plan: _ByPlan, engine: Engine, added: _Added, known: Mapping[str, Definition]
) -> Iterator[Refusal]:
    """The files with figures that no definition tells of, or that theirs forbids."""
    if any(one.definition not in known for one in added.sums):
        yield from _named(by_plan, engine, undefined(known), "undefined", "indicator")
    yield from _named(by_plan, engine, contradicted(known), "odd", "column")


def _named(by_plan: _ByPlan, engine: Engine, query: str, why: str, fact: str) -> Iterator[Refusal]:
    """The files of the plans that a query names, each with a fact."""
    for year, area, plan, what in engine.rows(query):
        if (year, area, plan) in by_plan:
            yield Refusal(by_plan[year, area, plan].path, why, {fact: what})


def definitions_told(collected: Collected) -> dict[str, Definition]:
    """Every definition that a manifest tells; one of which any says that it may exceed, may."""
    found: dict[str, Definition] = {}
    for one in collected.extracts:
        for sha256, defined in one.manifest.definitions.items():
            if sha256 not in found or defined.may_exceed:
                found[sha256] = defined
    return found


def _account(collected: Collected, asked: Asked, engine: Engine, added: _Added) -> PooledAccount:
    known = definitions_told(collected)
    behind_it = parts_of(engine, known, asked.digits)
    indicators = (
        judged(
            one, known[one.definition], behind_it[one.indicator, one.definition, one.year, one.area]
        )
        for one in added.sums
    )
    by_year = sorted((one.manifest for one in reversed(collected.extracts)), key=lambda m: m.year)
    called = {id_: name for one in by_year for id_, name in one.indicators.items()}
    return PooledAccount(
        asked,
        collected,
        tuple(
            sorted(indicators, key=lambda one: (one.indicator, one.year, one.area, one.definition))
        ),
        tuple(_works(added.works, asked.digits)),
        tuple(_works(added.works, DISTRICT)),
        {one.district: one.name for one in by_year},
        called,
    )


def _works(works: Iterable[Work], digits: int) -> list[WorkAccount]:
    """The work of each plan or area, the latest first."""
    return sorted(map(_work, work_by_area(works, digits)), key=_latest_first)


def _latest_first(one: WorkAccount) -> tuple[object, ...]:
    return *(-number for number in one.lateness), one.year, one.area, one.plan


def _work(one: Work) -> WorkAccount:
    return WorkAccount(
        one.area,
        one.year,
        one.plan,
        one.plans,
        dict(zip(Light, map(int, one.lights), strict=True)),
        dict(zip(DutyState, map(int, one.duties), strict=True)),
        int(one.days_late or 0),
    )


class Behind(NamedTuple):
    """The rows behind an indicator's figures: the districts', and the departments' of one."""

    targets: tuple[TargetRow, ...]
    values: tuple[ValueRow, ...]


def behind(found: PooledAccount, indicator: str) -> Behind:
    """The rows that an indicator's figures are made of; UsageError for one that nobody reports.

    Departments' figures are given where a single district is asked for.
    """
    known = sorted({one.indicator for one in found.indicators})
    if indicator not in known:
        raise UsageError("rollup-no-indicator", name=indicator, known=in_a_row(known[:9]))
    engine = _engine(found.collected, found.asked)
    targets = sorted(TargetRow(*row) for row in engine.rows(TARGETS, indicator))
    values: list[ValueRow] = []
    if len(found.names) == 1:
        values = sorted(ValueRow(*row) for row in engine.rows(VALUES, indicator))
    return Behind(tuple(targets), tuple(values))
