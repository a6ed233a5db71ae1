"""What departments' shares of a target are worth together, and alone (design 4.2, 4.3 and 4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple, cast

from foodsafety_ledger.assess.assessment import (
    VERDICT_LIGHT,
    DepartmentFigure,
    PeriodFigure,
    TargetAssessment,
    TargetVerdict,
)
from foodsafety_ledger.assess.assessment import TargetVerdict as V
from foodsafety_ledger.assess.contributions import (
    Series,
    Share,
    period_shares,
    whole_shares,
)
from foodsafety_ledger.assess.duties import Clock
from foodsafety_ledger.assess.goals import distance, gap_to_goal, meets
from foodsafety_ledger.model.goal import GoalKind, Operator
from foodsafety_ledger.model.measure import Figure, Value, is_nothing
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Across, Target

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
    by_period = target.by_period
    periods = tuple(
        PeriodShares(
            period, clock.duty_passed(period, target.due), period_shares(target, group, period)
        )
        for period in target.first.through(target.last)
        if by_period and clock.has_begun(period) and target.is_judged(period)
    )
    if target.measure.by_period:
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
    if target.measure.by_period:
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
    if not target.measure.sure_early or goal.kind is not GoalKind.BOUND:
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
    together = target.measure.together
    total = cast("Figure", together(baselines, target.denominator)) if baselines else None
    return together(values, target.denominator), total


def _by_age(shares: Sequence[Share]) -> list[Share]:
    """Shares by the age of their baselines; the plan's own came before any entry."""
    own = [share for share in shares if len(share.readings) > 1]
    planned = [share for share in shares if len(share.readings) <= 1]
    return planned + sorted(own, key=lambda share: share.readings[0].stamp)


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


Verdicts = Mapping[str, TargetVerdict]


class _Total(NamedTuple):
    """The figure a target is shown with, and what it is compared with."""

    value: Value | None
    baseline: Figure | None


def assess_target(target: Target, group: Sequence[Series], clock: Clock) -> TargetAssessment:
    """The target over the departments that owe its value, one series each; without reasons."""
    sheet = lay_out(target, group, clock)
    alone = _verdicts_alone(sheet)
    is_each = target.across is Across.EACH
    is_settled_alone = is_each or len(alone) == 1
    verdict = worst(list(alone.values())) if alone and is_settled_alone else judge(sheet)
    own = _share_of_sum(target, alone, verdict, sheet.whole)
    total = _total(target, sheet.whole, alone if is_each else None)
    comparable = sum(share.counts_in for share in sheet.whole)
    weakest = (
        weakest_of(target, sheet.whole, alone if is_each else None) if comparable > 1 else None
    )
    settled = verdict in {TargetVerdict.MET, TargetVerdict.NOT_APPLICABLE}
    counts, amount, reached = _by_kind(total.value)
    return TargetAssessment(
        target=target,
        verdict=verdict,
        light=VERDICT_LIGHT[verdict],
        reasons=(),
        figures=tuple(_figure(share, own[share.department]) for share in sheet.whole),
        counts=counts,
        amount=amount,
        reached=reached,
        gap=None if settled else _gap(target, total),
        weakest=weakest.department if weakest else None,
        absent=tuple(s.department for s in sheet.whole if s.value is None or s.stale),
        periods=tuple(_period_figure(target, one) for one in sheet.periods),
        baseline=total.baseline,
    )


def _verdicts_alone(sheet: Sheet) -> Verdicts:
    """What each department's own values are worth by themselves."""
    if len(sheet.whole) == 1:
        return {sheet.whole[0].department: judge(sheet)}
    return {share.department: judge(sheet.only(share.department)) for share in sheet.whole}


def _share_of_sum(
    target: Target, alone: Verdicts, together: TargetVerdict, shares: Sequence[Share]
) -> Verdicts:
    """Each department's own verdict, where a sum of all is asked for rather than of each.

    Nobody owes the whole sum alone: who gave a value that falls short of it shares the verdict of
    the sum, and waits (short) while others are missing. Who gave none answers for that alone.
    """
    adds_up = target.measure.adds_across or target.is_common
    is_bound = target.goal.kind is GoalKind.BOUND and target.goal.operator is not Operator.AT_MOST
    if target.across is Across.EACH or not (adds_up and is_bound) or len(shares) < 2:
        return alone
    if together is TargetVerdict.MET:
        return dict.fromkeys(alone, TargetVerdict.MET)
    waiting = {share.department for share in shares if share.value is None or share.stale}
    shared = TargetVerdict.MISSED if together is TargetVerdict.MISSED else TargetVerdict.SHORT
    return {
        one: shared if verdict in _FALLEN_SHORT and one not in waiting else verdict
        for one, verdict in alone.items()
    }


_FALLEN_SHORT = frozenset({TargetVerdict.SHORT, TargetVerdict.MISSED})


def _total(target: Target, shares: Sequence[Share], alone: Verdicts | None) -> _Total:
    """The pooled figure; with ``alone``, the weakest department's. What is partial is shown too.

    Where no value can be compared yet, first values are shown as they are, and ``0/0`` last.
    """
    if target.measure.is_dated and any(share.value is None for share in shares):
        return _Total(None, None)
    if alone is not None:
        weakest = weakest_of(target, shares, alone)
        shown = [weakest] if weakest else []
    else:
        shown = [share for share in shares if share.counts_in]
    if not shown:
        shown = [share for share in shares if share.baseline_only][: 1 if alone else None]
    if not shown:
        shown = [share for share in shares if share.idle][:1]
    return _Total(*pool(target, shown))


def _gap(target: Target, total: _Total) -> Fraction | None:
    if total.value is None or is_nothing(total.value):
        return None
    return gap_to_goal(target, total.value, total.baseline)


def _by_kind(value: Value | None) -> tuple[Counts | None, Fraction | None, date | None]:
    """The value as counts, as an amount, or as a date."""
    if isinstance(value, Counts):
        return value, None, None
    if isinstance(value, Fraction):
        return None, value, None
    return None, None, value


def _figure(share: Share, verdict: TargetVerdict) -> DepartmentFigure:
    counts, amount, reached = _by_kind(share.value)
    return DepartmentFigure(
        department=share.department,
        reported=share.value is not None,
        verdict=verdict,
        counts=counts,
        amount=amount,
        reached=reached,
        nothing_to_do=is_nothing(share.value),
        stale=share.stale,
        baseline=share.baseline,
        entries=share.entries,
        baseline_only=share.baseline_only,
    )


def _period_figure(target: Target, one: PeriodShares) -> PeriodFigure:
    alone: dict[str, TargetVerdict] | None = None
    if target.across is Across.EACH:
        alone = {s.department: weigh(target, [s], passed=one.judged) for s in one.shares}
    verdict = worst(list(alone.values())) if alone else weigh(target, one.shares, passed=one.judged)
    total = _total(target, one.shares, alone)
    counts, amount, _ = _by_kind(total.value)
    return PeriodFigure(
        period=one.period,
        verdict=verdict,
        counts=counts,
        amount=amount,
        judged=one.judged,
        baseline=total.baseline,
        absent=tuple(share.department for share in one.shares if share.value is None),
        entries=tuple(entry for share in one.shares for entry in share.entries),
    )
