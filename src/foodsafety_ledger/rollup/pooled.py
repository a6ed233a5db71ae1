"""Many districts' extracts as one account: figures, verdicts, who is weakest, who is late.

An engine adds up; what the sums are worth is worked out here, by the code that judges a district.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from heapq import nsmallest
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from foodsafety_ledger.assess.assessment import SETTLED, DutyState, Light, TargetVerdict
from foodsafety_ledger.assess.assessment import TargetVerdict as V
from foodsafety_ledger.assess.goals import distance, gap_to_goal, meets
from foodsafety_ledger.assess.verdicts import rank, verdict_ranked, worst, worst_of_each
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.goal import TRENDS
from foodsafety_ledger.model.measure import Figure, Value, is_nothing
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Across
from foodsafety_ledger.rollup.collect import (
    Collected,
    Extracted,
    Refusal,
    Watch,
    collect,
    refuse_footers,
)
from foodsafety_ledger.rollup.engines import ENGINES, Engine, EngineName
from foodsafety_ledger.rollup.queries import (
    BY_DISTRICT,
    BY_EACH_DISTRICT,
    DISTRICT,
    ORIGINS,
    REPEATED,
    DistrictSums,
    Sums,
    TargetRow,
    ValueRow,
    Work,
    as_sums,
    as_work,
    sums_by_area,
    targets_of,
    undefined,
    values_of,
    work_by_area,
)
from foodsafety_ledger.rollup.schema import Definition
from foodsafety_ledger.rollup.store import connect

MOST_WEAKEST: Final = 5

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
    district's, ``gap`` what it lacks; ``holds`` is whether it is enough by itself. ``verdicts``
    says how many districts' targets stand how. ``weakest`` are the districts furthest from the
    goal, at most five; ``absent`` those that wait for somebody.
    """

    indicator: str
    definition: str
    defined: Definition
    year: str
    area: str
    districts: int
    verdict: V
    verdicts: Mapping[V, int]
    value: Value | None
    gap: Fraction | None
    holds: bool
    weakest: tuple[DistrictFigure, ...]
    absent: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What says which one it is, in an earlier account too."""
        return self.indicator, self.definition, self.year, self.area


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
class Account:
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


def account(folder: Path, asked: Asked, watch: Watch) -> Account:
    """The account of the extracts below a folder; what does not fit is refused, by file.

    FindingsError where there are none; UsageError for a missing extra; OperatingError where the
    engine cannot do it.
    """
    with connect() as footers:
        collected = refuse_footers(collect(folder, asked.years, asked.districts, watch), footers)
    while collected.extracts:
        engine = _engine(collected, asked)
        refused = [*_disproved(collected, engine)] if asked.verify else []
        if not refused:
            for name, query in BY_DISTRICT.items():
                engine.keep(name, query)
            sums = [DistrictSums._make(row) for row in engine.rows(BY_EACH_DISTRICT)]
            refused = [*_undefined(collected, engine, sums)]
        if not refused:
            return _account(collected, asked, engine, sums)
        collected = collected.without(refused)
    return Account(asked, collected)


def _engine(collected: Collected, asked: Asked) -> Engine:
    files = (one.file for one in collected.extracts)
    return ENGINES[asked.engine](files, asked.memory)


def _disproved(collected: Collected, engine: Engine) -> Iterator[Refusal]:
    """The files whose rows are not of the plan that their manifest names, or share a key."""
    by_plan = _by_plan(collected)
    counted = {tuple(plan): rows for *plan, rows in engine.rows(ORIGINS)}
    for key, one in by_plan.items():
        if counted.get(key) != one.manifest.rows:
            yield Refusal(one.path, "origin")
    if counted.keys() <= by_plan.keys():
        for *plan, rows in engine.rows(REPEATED):
            yield Refusal(by_plan[tuple(plan)].path, "repeated", {"rows": rows})


def _by_plan(collected: Collected) -> dict[tuple[Any, ...], Extracted]:
    told = ((one.manifest, one) for one in collected.extracts)
    return {(m.year, m.district, m.plan): one for m, one in told}


def _definitions(collected: Collected) -> dict[str, Definition]:
    """Every definition that a manifest tells; one of which any says that it may exceed, may."""
    found: dict[str, Definition] = {}
    for one in collected.extracts:
        for sha256, defined in one.manifest.definitions.items():
            if sha256 not in found or defined.may_exceed:
                found[sha256] = defined
    return found


def _undefined(
    collected: Collected, engine: Engine, sums: Iterable[DistrictSums]
) -> Iterator[Refusal]:
    """The files with an indicator whose definition nobody tells."""
    known = _definitions(collected)
    if any(one.definition not in known for one in sums):
        by_plan = _by_plan(collected)
        for *key, indicator in engine.rows(undefined(known)):
            yield Refusal(by_plan[tuple(key)].path, "undefined", {"indicator": indicator})


def _account(
    collected: Collected, asked: Asked, engine: Engine, own: Sequence[DistrictSums]
) -> Account:
    known = _definitions(collected)
    by_area = map(as_sums, engine.rows(sums_by_area(asked.digits)))
    figures = _figures(own, known, asked.digits)
    absent: dict[_Group, list[str]] = {}
    for one in own:
        if one.open:
            absent.setdefault(_group(one, one.area[: asked.digits]), []).append(one.area)
    indicators = [
        replace(
            judged(one, known, figures.get(_group(one, one.area), ())),
            absent=tuple(sorted(absent.get(_group(one, one.area), ()))),
        )
        for one in by_area
    ]
    works = {
        digits: sorted(map(_work, engine.rows(work_by_area(digits))), key=_latest_first)
        for digits in {asked.digits, DISTRICT}
    }
    manifests = [one.manifest for one in collected.extracts]
    return Account(
        asked,
        collected,
        tuple(sorted(indicators, key=lambda one: one.key)),
        tuple(works[asked.digits]),
        tuple(works[DISTRICT]),
        {one.district: one.name for one in reversed(manifests)},
        {id_: name for one in reversed(manifests) for id_, name in one.indicators.items()},
    )


def _latest_first(one: WorkAccount) -> tuple[object, ...]:
    return *(-number for number in one.lateness), one.year, one.area, one.plan


def _work(row: Sequence[object]) -> WorkAccount:
    one: Work = as_work(row)
    return WorkAccount(
        one.area,
        one.year,
        one.plan,
        int(one.plans),
        dict(zip(Light, map(int, one.lights), strict=True)),
        dict(zip(DutyState, map(int, one.duties), strict=True)),
        int(one.days_late or 0),
    )


_Group = tuple[str, str, str | None, str]


def _group(one: Sums | DistrictSums, area: str) -> _Group:
    return one.year, one.indicator, one.definition, area


def _figures(
    own: Iterable[DistrictSums], known: Mapping[str, Definition], digits: int
) -> Mapping[_Group, list[DistrictFigure]]:
    """The weakest districts by what they are a part of, the very weakest first."""
    found: dict[_Group, list[DistrictFigure]] = {}
    for one in own:
        figure = _district_figure(one, known)
        if figure is not None:
            found.setdefault(_group(one, one.area[:digits]), []).append(figure)
    for group, figures in found.items():
        defined = known[group[2] or ""]
        figures[:] = nsmallest(MOST_WEAKEST, figures, key=partial(_strength, defined=defined))
    return found


def _strength(one: DistrictFigure, defined: Definition) -> tuple[int, Fraction, str]:
    """How strong a district's figure is; of trends that each must meet, first by its verdict."""
    own = rank(one.verdict) if _is_of_each(defined) and defined.goal.kind in TRENDS else 0
    return own, -distance(defined, one.value), one.district


def _is_of_each(defined: Definition) -> bool:
    """Whether every district must meet the goal: one by one, and of what does not add up."""
    adds_up = defined.measure.is_share or defined.measure.adds_across
    return defined.across is Across.EACH or not adds_up


def _district_figure(one: DistrictSums, known: Mapping[str, Definition]) -> DistrictFigure | None:
    """A district's figure; None where it has none, or nothing to do."""
    value = value_of(one, known[one.definition or ""])
    if value is None or is_nothing(value):
        return None
    return DistrictFigure(one.area, value, verdict_ranked(one.worst))


def _verdicts(one: Sums) -> Mapping[V, int]:
    return dict(zip(TargetVerdict, map(int, one.verdicts), strict=True))


def value_of(one: Sums | DistrictSums, defined: Definition) -> Value | None:
    """What was added up as a value: counts, an amount, the lowest score, the last day of all."""
    if defined.measure.is_dated:
        return one.last if one.dated == one.asked else None
    amount = one.amount if defined.measure.adds_across else one.lowest
    return value_from(one.numerator, one.denominator, amount)


def value_from(
    numerator: Decimal | None, denominator: Decimal | None, amount: Decimal | None
) -> Figure | None:
    """The figure that stands in the columns of a ratio or in that of an amount."""
    if numerator is not None and denominator is not None:
        return Counts(int(numerator), int(denominator))
    return None if amount is None else Fraction(amount)


def judged(
    one: Sums, known: Mapping[str, Definition], figures: Sequence[DistrictFigure]
) -> IndicatorAccount:
    """What sums are worth; ``figures`` are those of the weakest districts in them."""
    defined = known[one.definition or ""]
    value = value_of(one, defined)
    baseline = value_from(one.base_numerator, one.base_denominator, one.base_amount)
    holds = value is not None and not is_nothing(value) and meets(defined, value, baseline)
    if _is_of_each(defined):
        baseline, holds = None, verdict_ranked(one.worst) in SETTLED
        if figures and not defined.measure.is_dated:
            value = figures[0].value
    verdict = verdict_of(one, defined, holds=holds)
    return IndicatorAccount(
        one.indicator,
        one.definition or "",
        defined,
        one.year,
        one.area,
        int(one.districts),
        verdict,
        _verdicts(one),
        value,
        None if verdict in SETTLED else gap_to_goal(defined, value, baseline),
        holds,
        tuple(figures),
    )


def verdict_of(one: Sums, defined: Definition, *, holds: bool) -> V:
    """The verdict over districts (design 10): of one district its own.

    It needs every district complete, and goes by the latest due. Where the sums are enough
    (``holds``), it is the worst of the districts', but for those that are short; where each must
    meet it, the worst.
    """
    told = [verdict for verdict, count in _verdicts(one).items() if count]
    found = [verdict for verdict in told if verdict is not V.NOT_APPLICABLE]
    if not found:
        return V.NOT_APPLICABLE
    if defined.across is Across.EACH:
        return worst_of_each(found)
    if found == [V.NO_DATA]:
        return V.NO_DATA
    passed = one.as_of > one.due
    if one.open:
        return worst([V.MISSING if passed else V.SHORT, *found])
    if holds:
        return worst(V.MET if verdict is V.SHORT else verdict for verdict in found)
    return worst([V.MISSED if passed else V.SHORT, *found])


class Behind(NamedTuple):
    """The rows behind an indicator's figures: the districts', and the departments' of one."""

    targets: tuple[TargetRow, ...]
    values: tuple[ValueRow, ...]


def behind(found: Account, indicator: str) -> Behind:
    """The rows that an indicator's figures are made of; UsageError for one that nobody reports.

    Departments' figures are given where a single district is asked for.
    """
    known = sorted({one.indicator for one in found.indicators})
    if indicator not in known:
        raise UsageError("rollup-no-indicator", name=indicator, known=", ".join(known[:9]))
    engine = _engine(found.collected, found.asked)
    districts = sorted({one.area for one in found.districts})
    targets = sorted(TargetRow(*row) for row in engine.rows(targets_of(indicator, districts)))
    values: list[ValueRow] = []
    if len(districts) == 1:
        values = sorted(ValueRow(*row) for row in engine.rows(values_of(indicator, districts)))
    return Behind(tuple(targets), tuple(values))


def previous_years(indicators: Iterable[IndicatorAccount]) -> Mapping[Key, IndicatorAccount]:
    """What each indicator was in the year before, or the last that there is, by its key."""

    def same(one: IndicatorAccount) -> tuple[str, str, str]:
        return one.indicator, one.definition, one.area

    found: dict[Key, IndicatorAccount] = {}
    for _, group in groupby(sorted(indicators, key=lambda one: (*same(one), one.year)), key=same):
        years = list(group)
        found |= {later.key: one for one, later in pairwise(years)}
    return found
