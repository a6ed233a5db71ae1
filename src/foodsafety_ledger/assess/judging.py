"""What departments' shares of a target are worth together, and alone (design 4.2, 4.3 and 4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import itemgetter
from typing import cast

from foodsafety_ledger.assess.clock import Clock
from foodsafety_ledger.assess.goals import distance, meets
from foodsafety_ledger.assess.readings import Figure, Value
from foodsafety_ledger.assess.shares import (
    Series,
    Share,
    add_counts,
    period_shares,
    whole_shares,
)
from foodsafety_ledger.assess.values import TargetVerdict as V
from foodsafety_ledger.plan.values import Denominator, Holds, Measure, Target
from foodsafety_ledger.values.goal import GoalKind, Operator
from foodsafety_ledger.values.number import Counts
from foodsafety_ledger.values.period import Period

_WORST_FIRST = (V.MISSED, V.MISSING, V.SHORT, V.NO_DATA, V.MET)


@dataclass(frozen=True, slots=True)
class PeriodShares:
    """The shares in one period; ``judged`` once the period's own duty date has passed."""

    period: Period
    judged: bool
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a target is judged by: the shares over the whole time, and period by period.

    ``passed`` is whether the target's due date has passed. ``periods`` is empty unless the target
    holds in every period or asks for occasions.
    """

    target: Target
    passed: bool
    whole: tuple[Share, ...]
    periods: tuple[PeriodShares, ...] = ()

    def only(self, department: str) -> Sheet:
        """The sheet of one department."""
        periods = (
            PeriodShares(one.period, one.judged, _of(one.shares, department))
            for one in self.periods
        )
        return Sheet(self.target, self.passed, _of(self.whole, department), tuple(periods))


def _of(shares: Iterable[Share], department: str) -> tuple[Share, ...]:
    return tuple(share for share in shares if share.department == department)


def lay_out(target: Target, group: Sequence[Series], clock: Clock) -> Sheet:
    """The sheet of a target over the departments that owe its value."""
    passed = clock.passed(target.due)
    by_period = target.holds is Holds.EVERY_PERIOD or target.measure is Measure.OCCASIONS
    periods = tuple(
        PeriodShares(
            period, clock.duty_passed(period, target.due), period_shares(target, group, period)
        )
        for period in target.first.through(target.last)
        if by_period and clock.has_begun(period)
    )
    if target.measure is Measure.OCCASIONS:
        whole = tuple(_decisive_share(target, series, periods) for series in group)
    else:
        whole = whole_shares(target, group, passed=passed)
    return Sheet(target, passed, whole, periods)


def _decisive_share(target: Target, series: Series, periods: Iterable[PeriodShares]) -> Share:
    """A department's occasions in the period that decides: the worst, of equals the latest."""
    given = [
        (_rank(weigh(target, [share], passed=one.judged)), one.period, share)
        for one in periods
        for share in _of(one.shares, series.department)
        if share.readings
    ]
    worst_rank = min((rank for rank, _, _ in given), default=0)
    deciding = [(period, share) for rank, period, share in given if rank == worst_rank]
    return max(deciding, key=itemgetter(0))[1] if deciding else Share(series.department)


def judge(sheet: Sheet) -> V:
    """The verdict over all departments of a sheet together, as if pooled (design 4.5).

    A judged period that failed is missed, one without a value missing, whatever the whole says.
    """
    target = sheet.target
    if target.measure is Measure.OCCASIONS:
        return _judge_occasions(sheet)
    failures = [
        verdict
        for one in sheet.periods
        if one.judged
        and (verdict := weigh(target, one.shares, passed=True)) in {V.MISSED, V.MISSING}
    ]
    return worst([weigh(target, sheet.whole, passed=sheet.passed), *failures])


def _judge_occasions(sheet: Sheet) -> V:
    """Occasions are judged by period alone; one still running asks for nothing yet."""
    verdicts = [weigh(sheet.target, one.shares, passed=one.judged) for one in sheet.periods]
    return worst([verdict for verdict in verdicts if verdict is not V.NO_DATA] or [V.NO_DATA])


def weigh(target: Target, shares: Sequence[Share], *, passed: bool) -> V:
    """What shares are worth when they are looked at once, before or after their date.

    Together they are judged when every department has given a value. Until then only a ``>=``
    count that the sum already meets is met.
    """
    if not shares or all(share.value is None for share in shares):
        return V.MISSING if passed and shares else V.NO_DATA
    total, baseline = pool(target, [share for share in shares if share.counts_in])
    if any(share.value is None or share.baseline_only for share in shares):
        open_verdict = V.MISSING if passed else V.SHORT
        return V.MET if _already_met(target, shares) else open_verdict
    if total is None:
        return V.MISSING if any(share.stale for share in shares) else V.NOT_APPLICABLE
    if not meets(target, total, baseline):
        return V.MISSED if passed else V.SHORT
    if any(share.stale for share in shares) and not _already_met(target, shares):
        return V.MISSING
    return V.MET


def _already_met(target: Target, shares: Iterable[Share]) -> bool:
    """Whether the values that are not stale reach a ``>=`` count, whatever the rest will be."""
    goal = target.goal
    if target.measure is not Measure.COUNT or goal.kind is not GoalKind.BOUND:
        return False
    sure, _ = pool(target, [share for share in shares if share.counts_in and not share.stale])
    return goal.operator is Operator.AT_LEAST and sure is not None and meets(target, sure)


def pool(target: Target, shares: Sequence[Share]) -> tuple[Value | None, Figure | None]:
    """The value of departments together, and of their baselines; None of none (design 4.3).

    Numerators are added, and denominators unless they are common; counts add up; of scores and
    occasions the lowest counts, of dates the last.
    """
    values = [share.value for share in shares if share.value is not None]
    if not values:
        return None, None
    baselines = [share.baseline for share in _by_age(shares) if share.baseline is not None]
    return _together(target, values), cast("Figure | None", _together(target, baselines))


def _by_age(shares: Sequence[Share]) -> list[Share]:
    """Shares by the age of their baselines; the plan's own came before any entry."""
    own = [share for share in shares if len(share.readings) > 1]
    planned = [share for share in shares if len(share.readings) <= 1]
    return planned + sorted(own, key=lambda share: share.readings[0].stamp)


def _together(target: Target, values: Sequence[Value]) -> Value | None:
    if not values:
        return None
    if isinstance(values[0], date):
        return max(cast("Sequence[date]", values))
    if isinstance(values[0], Counts):
        counts = cast("Sequence[Counts]", values)
        return add_counts(counts, common=target.denominator is Denominator.COMMON)
    amounts = cast("Sequence[Fraction]", values)
    return sum(amounts, Fraction(0)) if target.measure is Measure.COUNT else min(amounts)


def worst(verdicts: Sequence[V]) -> V:
    """The worst of several: missed, missing, short, no-data, met; ``n/a`` only if all are."""
    judged = [verdict for verdict in verdicts if verdict is not V.NOT_APPLICABLE]
    return min(judged, key=_rank) if judged else V.NOT_APPLICABLE


def _rank(verdict: V) -> int:
    return _WORST_FIRST.index(verdict) if verdict in _WORST_FIRST else len(_WORST_FIRST)


def weakest_of(
    target: Target, shares: Iterable[Share], verdicts: Mapping[str, V] | None = None
) -> Share | None:
    """The share furthest from the goal, of equals the first; None without any to judge.

    With ``verdicts``, each department's own, the worst of them comes before the distance.
    """
    judged = [share for share in shares if share.counts_in]

    def weakness(share: Share) -> tuple[int, Fraction]:
        rank = _rank(verdicts[share.department]) if verdicts else 0
        return -rank, distance(target, cast("Value", share.value), share.baseline)

    return max(judged, key=weakness, default=None)
