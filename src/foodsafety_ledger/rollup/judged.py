"""What the sums of an indicator are worth: its figure, its verdict, who is weakest.

All of it by the code that judges a district.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from heapq import nlargest, nsmallest
from itertools import chain, groupby
from math import gcd
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import SETTLED, TargetVerdict
from foodsafety_ledger.assess.assessment import TargetVerdict as V
from foodsafety_ledger.assess.goals import distance, gap_to_goal, meets
from foodsafety_ledger.assess.verdicts import rank, verdict_ranked, worst, worst_of_each
from foodsafety_ledger.model.goal import TRENDS
from foodsafety_ledger.model.measure import Figure, NotApplicable, Value, is_nothing
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Across, Holds
from foodsafety_ledger.rollup.engines import Engine
from foodsafety_ledger.rollup.queries import BY_EACH_DISTRICT, OwnSums, Sums, as_standing
from foodsafety_ledger.rollup.schema import Definition

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
