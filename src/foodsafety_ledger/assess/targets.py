"""A target at a date: the figure over its departments, each one's own, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from foodsafety_ledger.assess.clock import Clock
from foodsafety_ledger.assess.goals import gap_to_goal
from foodsafety_ledger.assess.judging import (
    PeriodShares,
    Sheet,
    judge,
    lay_out,
    pool,
    weakest_of,
    weigh,
    worst,
)
from foodsafety_ledger.assess.readings import Figure, Value, is_nothing
from foodsafety_ledger.assess.shares import Series, Share
from foodsafety_ledger.assess.values import (
    VERDICT_LIGHT,
    DepartmentFigure,
    PeriodFigure,
    TargetAssessment,
    TargetVerdict,
)
from foodsafety_ledger.plan.values import Across, Denominator, Measure, Target
from foodsafety_ledger.values.goal import GoalKind, Operator
from foodsafety_ledger.values.number import Counts

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
    adds_up = target.measure is Measure.COUNT or target.denominator is Denominator.COMMON
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
    if target.measure is Measure.MILESTONE and any(share.value is None for share in shares):
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
