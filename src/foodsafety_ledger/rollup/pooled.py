"""Many districts' extracts as one account: figures, verdicts, who is weakest, who is late.

An engine adds up; what the sums are worth is worked out here, by the code that judges a district.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from heapq import nlargest, nsmallest
from itertools import chain, groupby
from math import gcd
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import SETTLED, DutyState, Light, TargetVerdict
from foodsafety_ledger.assess.assessment import TargetVerdict as V
from foodsafety_ledger.assess.goals import distance, gap_to_goal, meets
from foodsafety_ledger.assess.verdicts import rank, verdict_ranked, worst, worst_of_each
from foodsafety_ledger.files.text import collector_off
from foodsafety_ledger.model.failure import OperatingError, UsageError
from foodsafety_ledger.model.goal import TRENDS
from foodsafety_ledger.model.measure import Figure, NotApplicable, Value, is_nothing
from foodsafety_ledger.model.name import Name, in_a_row
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Across, Holds
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
from foodsafety_ledger.rollup.engines import ENGINES, DuckDB, Engine, EngineName
from foodsafety_ledger.rollup.queries import (
    AGAIN,
    ALIKE,
    ALIKE_COLUMNS,
    BY_EACH_DISTRICT,
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
    OwnSums,
    Sums,
    TargetRow,
    ValueRow,
    Work,
    alike_rows,
    as_standing,
    as_sums,
    as_work,
    contradicted,
    odd,
    sums_by_area,
    undefined,
    work_by_area,
)
from foodsafety_ledger.rollup.schema import Definition, Manifest

MOST_WEAKEST: Final = 5
_MET: Final = (V.MET, V.MET_LATE)

Key = tuple[str, str, str, str]
"""An indicator, its definition, a year and an area."""


class DistrictFigure(NamedTuple):
    """What one district gives to an indicator."""

    district: str
    value: Value
    verdict: V


@dataclass(frozen=True, slots=True)
class IndicatorAccount:
    """An indicator of one definition in a year and an area (empty: everywhere).

    ``value`` is the figure over its ``districts``, of an indicator that each must meet the weakest
    district's, ``baseline`` what a trend is held against (None while any is incomplete), ``gap``
    what the figure lacks or has too much; ``holds`` is whether it is enough by itself. ``verdicts``
    says how many districts' targets stand how, ``met`` how many districts met it. ``weakest`` are
    the districts furthest from the goal, at most five; ``absent`` those that wait for somebody.
    """

    indicator: str
    definition: str
    defined: Definition
    year: str
    area: str
    districts: int
    verdict: V
    verdicts: Mapping[V, int]
    met: int
    value: Value | None
    baseline: Figure | None
    gap: Fraction | None
    holds: bool
    weakest: tuple[DistrictFigure, ...]
    absent: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What says which one it is, in an earlier account too."""
        return self.indicator, self.definition, self.year, self.area

    @property
    def behind(self) -> tuple[DistrictFigure, ...]:
        """The weakest that have not met the goal; where they all have, the very weakest."""
        return tuple(one for one in self.weakest if one.verdict not in SETTLED) or self.weakest[:1]

    @property
    def targets(self) -> int:
        """How many targets it is the sum of; more than districts where one has several of it."""
        return sum(self.verdicts.values())


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
    memory: str = "4GB"
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
            keep_alike(DuckDB([one.file], Asked().memory), [one])
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
    by_year = sorted((one.manifest for one in reversed(collected.extracts)), key=_year)
    called = {id_: name for one in by_year for id_, name in one.indicators.items()}
    return PooledAccount(
        asked,
        collected,
        tuple(sorted(indicators, key=_side_by_side)),
        tuple(_works(added.works, asked.digits)),
        tuple(_works(added.works, DISTRICT)),
        {one.district: one.name for one in by_year},
        called,
    )


def _side_by_side(one: IndicatorAccount) -> tuple[str, ...]:
    """The order of accounts: by year and area, so that definitions that differ are neighbours."""
    return one.indicator, one.year, one.area, one.definition


def _year(manifest: Manifest) -> str:
    return manifest.year


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


class Alike(NamedTuple):
    """Districts behind a sum that stand alike: each gives ``value``, if it gives anything.

    ``open`` is whether they wait for somebody.
    """

    value: Value | None
    verdict: V
    open: bool
    districts: Sequence[str]


def parts_of(
    engine: Engine, known: Mapping[str, Definition], digits: int
) -> Mapping[Key, Sequence[Alike]]:
    """What is behind the sums of each indicator, definition, year and area."""
    found: defaultdict[Key, defaultdict[Sequence[object], list[str]]]
    found = defaultdict(lambda: defaultdict(list))
    for row in engine.rows(BY_EACH_DISTRICT):
        year, area, indicator, definition = row[:4]
        found[indicator, definition, year, area[:digits]][row[4:]].append(area)
    return {
        key: [_alike(told, known[key[1]], areas) for told, areas in parts.items()]
        for key, parts in found.items()
    }


def _alike(told: Sequence[object], defined: Definition, districts: Sequence[str]) -> Alike:
    one = as_standing(told)
    value = value_of(one, defined, one.reached)
    return Alike(value, verdict_ranked(one.worst), bool(one.open), districts)


def _lowest_terms(value: Figure | date) -> tuple[int, int]:
    if isinstance(value, date):
        return value.toordinal(), 1
    common = gcd(value.numerator, value.denominator)
    return value.numerator // common, value.denominator // common


def weakest(parts: Iterable[Alike], defined: Definition) -> tuple[DistrictFigure, ...]:
    """The districts that are furthest from the goal, at most five, the very weakest first.

    There may be very many, so distances are worked out only of the few figures at both ends: who is
    furthest from whatever goal is among them. Rounded quotients never change places.
    """
    figures: defaultdict[int, defaultdict[tuple[int, int], list[DistrictFigure]]]
    figures = defaultdict(lambda: defaultdict(list))
    for value, verdict, _, districts in parts:
        if not (value is None or isinstance(value, NotApplicable) or is_nothing(value)):
            figures[_own_rank(verdict, defined)][_lowest_terms(value)].extend(
                DistrictFigure(one, value, verdict) for one in nsmallest(MOST_WEAKEST, districts)
            )
    told: list[DistrictFigure] = []
    for alike in figures.values():
        rough = {terms: terms[0] / terms[1] for terms in alike}
        low = nsmallest(MOST_WEAKEST, rough.values())[-1]
        high = nlargest(MOST_WEAKEST, rough.values())[-1]
        ends = (terms for terms, about in rough.items() if about <= low or about >= high)
        told.extend(one for terms in ends for one in nsmallest(MOST_WEAKEST, alike[terms]))
    return tuple(nsmallest(MOST_WEAKEST, told, key=partial(_strength, defined=defined)))


def _strength(one: DistrictFigure, defined: Definition) -> tuple[int, Fraction, str]:
    """How strong a district's figure is; of trends that each must meet, first by its verdict."""
    return _own_rank(one.verdict, defined), -distance(defined, one.value), one.district


def _own_rank(verdict: V, defined: Definition) -> int:
    """The rank of a district's verdict where it says more than its figure, else 0."""
    return rank(verdict) if _is_of_each(defined) and defined.goal.kind in TRENDS else 0


def _is_of_each(defined: Definition) -> bool:
    """Whether every district must meet the goal: one by one, and of what does not add up."""
    adds_up = defined.measure.is_share or defined.measure.adds_across
    return defined.across is Across.EACH or not adds_up


def _verdicts(one: Sums) -> Mapping[V, int]:
    return dict(zip(TargetVerdict, map(int, one.verdicts), strict=True))


def value_of(one: Sums | OwnSums, defined: Definition, reached: date | None) -> Value | None:
    """What was added up as a value: counts, an amount, the lowest score, the day of the last."""
    if defined.measure.is_dated:
        return reached
    if defined.measure.is_share:
        return value_from(one.numerator, one.denominator, None)
    return value_from(None, None, one.amount if defined.measure.adds_across else one.lowest)


def value_from(
    numerator: Decimal | None, denominator: Decimal | None, amount: Decimal | None
) -> Figure | None:
    """The figure that stands in the columns of a ratio or in that of an amount."""
    if numerator is not None and denominator is not None:
        return Counts(int(numerator), int(denominator))
    return None if amount is None else Fraction(amount)


def judged(one: Sums, defined: Definition, parts: Sequence[Alike]) -> IndicatorAccount:
    """What sums are worth, and the districts that they are of."""
    value = value_of(one, defined, one.last if one.dated == one.asked else None)
    told = weakest(parts, defined)
    baseline = value_from(one.base_numerator, one.base_denominator, one.base_amount)
    holds = value is not None and not is_nothing(value) and meets(defined, value, baseline)
    if _is_of_each(defined):
        baseline, holds = None, verdict_ranked(one.worst) in SETTLED
        if told and not defined.measure.is_dated:
            value = told[0].value
    verdict = verdict_of(one, defined, holds=holds)
    if one.open:  # some may have a figure and nothing to compare it with
        baseline = None
    return IndicatorAccount(
        one.indicator,
        one.definition,
        defined,
        one.year,
        one.area,
        sum(len(one.districts) for one in parts),
        verdict,
        _verdicts(one),
        sum(len(one.districts) for one in parts if one.verdict in _MET),
        value,
        baseline,
        None if verdict in SETTLED else gap_to_goal(defined, value, baseline),
        holds,
        told,
        tuple(sorted(chain.from_iterable(one.districts for one in parts if one.open))),
    )


def verdict_of(one: Sums, defined: Definition, *, holds: bool) -> V:
    """The verdict over districts (design 10): of one district its own.

    It needs every district complete, and goes by the latest due. Where the sums are enough
    (``holds``), it is the worst of the districts', but for those that only fall short by
    themselves; where each must meet it, the worst.
    """
    found = [verdict for verdict, count in _verdicts(one).items() if count]
    if defined.across is Across.EACH:
        return worst_of_each(found)
    if len(found) == 1 and found[0] in (V.NOT_APPLICABLE, V.NO_DATA):
        return found[0]
    passed = one.as_of > one.due
    if holds:
        made_good = V.MET_LATE if one.given and one.given > one.due else V.MET
        alone = {V.SHORT: V.MET}
        if defined.holds == Holds.AT_DUE:
            alone[V.MISSED] = made_good
        found = [alone.get(verdict, verdict) for verdict in found]
    if one.open:
        return worst([V.MISSING if passed else V.SHORT, *found])
    return worst(found if holds else [V.MISSED if passed else V.SHORT, *found])


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


def previous_years(indicators: Iterable[IndicatorAccount]) -> Mapping[Key, IndicatorAccount]:
    """What each indicator was in the last year before that there is, by its key.

    Of a definition that there was not before, it is what stood under the indicator instead.
    """
    found: dict[Key, IndicatorAccount] = {}
    ordered = sorted(indicators, key=lambda one: (one.indicator, one.area, one.year))
    for _, group in groupby(ordered, key=lambda one: (one.indicator, one.area)):
        last: dict[str, IndicatorAccount] = {}
        for _, year in groupby(group, key=lambda one: one.year):
            ones = list(year)
            instead = next(reversed(last.values()), None)
            before = {one.key: last.get(one.definition, instead) for one in ones}
            found |= {key: one for key, one in before.items() if one is not None}
            last |= {one.definition: one for one in ones}
    return found


def counterparts(
    indicators: Iterable[IndicatorAccount], earlier: Iterable[IndicatorAccount]
) -> Mapping[Key, IndicatorAccount]:
    """What each indicator was in an earlier account, by its key; else as ``previous_years``."""
    same = {one.key: one for one in earlier}
    instead = {(one.indicator, one.year, one.area): one for one in same.values()}
    found = {
        one.key: same.get(one.key) or instead.get((one.indicator, one.year, one.area))
        for one in indicators
    }
    return {key: one for key, one in found.items() if one is not None}
