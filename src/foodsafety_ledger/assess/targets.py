"""A target at a date: its series laid out and judged, and the figures it is shown with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple, cast

from foodsafety_ledger.assess.assessment import (
    SETTLED,
    VERDICT_LIGHT,
    PaceAssessment,
    PaceState,
    PeriodFigure,
    Share,
    TargetAssessment,
    TargetVerdict,
)
from foodsafety_ledger.assess.contributions import Series, Shares
from foodsafety_ledger.assess.duties import Ground
from foodsafety_ledger.assess.goals import Needed, gap_to_goal, in_unit, needed
from foodsafety_ledger.assess.standing import Track
from foodsafety_ledger.assess.verdicts import (
    Scores,
    fails_alone,
    late_of,
    pool,
    put_together,
    scores_of,
    told_apart,
    verdicts_of,
    weakest_of,
    weigh,
    weigh_in_time,
    worst_of_each,
)
from foodsafety_ledger.model.goal import GoalKind, Operator
from foodsafety_ledger.model.measure import Figure, Value, is_nothing
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Across, Item, Pace, Target


class _Total(NamedTuple):
    """The figure a target is shown with, what of it is compared, and with what."""

    value: Value | None
    compared: Value | None
    baseline: Figure | None


def assess_target(target: Target, item: Item, ground: Ground) -> TargetAssessment:
    """The target over the departments that owe its value at the date; without reasons."""
    group = _group(target, item, ground)
    scores = scores_of(target, item, group, ground.clock)
    verdict, own = verdicts_of(scores)
    shares = scores.whole.now
    total = _total(target, shares)
    several = len(told_apart(target, shares.values())) > 1
    weakest = weakest_of(target, shares.values()) if several else None
    ready = ground.clock.last_day(target.due, item)
    is_lost = verdict is TargetVerdict.MISSED or ground.clock.as_of > ready
    return TargetAssessment(
        target=target,
        verdict=verdict,
        light=VERDICT_LIGHT[verdict],
        reasons=(),
        figures=tuple(replace(one, verdict=own[id_]) for id_, one in shares.items()),
        value=total.value,
        compared=total.compared,
        gap=None if verdict in SETTLED else gap_to_goal(target, total.compared, total.baseline),
        needed=None if is_lost else _needed(target, total, shares),
        weakest=weakest.department if weakest else None,
        failed=() if verdict in SETTLED else _failed(target, shares),
        absent=tuple(d for d, s in shares.items() if s.value is None or s.stale or s.returned),
        periods=tuple(_period_figure(scores, at) for at in scores.periods),
        baseline=total.baseline,
        others=tuple(_others(target, ground)),
        later=tuple(_later(target, group, scores, ground)),
        pace=_pace(target, item, total, shares, ground),
        ready=ready,
        late=late_of(scores) if verdict is TargetVerdict.MET_LATE else None,
    )


def _group(target: Target, item: Item, ground: Ground) -> tuple[Series, ...]:
    """Everyone who owes the value at the date, or whose values stay in it."""
    owing = frozenset(target.owed_by)
    return tuple(
        _series(target, item, line[-1], [one for one in line if one in owing], ground)
        for line in map(ground.line_of, dict.fromkeys(map(ground.heir_of, target.owed_by)))
        if any(ground.has_been(item, one) for one in line)
    )


def _series(
    target: Target, item: Item, department: str, line: Sequence[str], ground: Ground
) -> Series:
    """What a department gives, and of its ``line`` those who were to give it."""
    values = [track for one in line for track in _values(target, one, ground)]
    last = max(target.last, item.first)
    owed = (
        period
        for period in item.first.through(last)
        if any(ground.owes(item, one, period) for one in line)
    )
    return Series(
        department=department,
        values=tuple(values),
        planned=_planned(target, line),
        owed=frozenset(owed),
        was_done=ground.was_done(item, department, ground.clock.last_day(target.due, item)),
        gone=not ground.is_there(item, department, last),
    )


def _values(target: Target, department: str, ground: Ground) -> tuple[Track[Value], ...]:
    chains = ground.standing.giving.get((target.item, department, target.id), ())
    return ground.standing.tracks(chains, lambda one: ground.values.get((one.key, target.id)))


def _planned(target: Target, line: Iterable[str]) -> Figure | None:
    """The baseline in the plan; one of those whom a department succeeds is its own."""
    known = target.baselines or {}
    found = [known[one].value for one in line if one in known and known[one].value.denominator]
    return cast("Figure", put_together(target, found)) if found else None


def _others(target: Target, ground: Ground) -> Iterator[Share]:
    """The latest values of those who may report and owe none: shown, they decide nothing (4.4)."""
    owing = frozenset(target.owed_by)
    for department in ground.plan.departments:
        gives = ground.standing.giving.get((target.item, department, target.id), ())
        if gives and department not in owing:
            series = Series(department, _values(target, department, ground))
            for last in series.at(ground.clock.as_of)[-1:]:
                yield Share(department, last.what, (last,))


def _later(
    target: Target, group: Iterable[Series], scores: Scores, ground: Ground
) -> Iterator[str]:
    """Who gave values about periods after the one that holds the due date, which do not count."""
    if target.measure.by_period:
        return
    for series in group:
        share = scores.whole.now.get(series.department)
        told = series.at(ground.clock.as_of)
        used = share is not None and any(one.period > target.last for one in share.readings)
        if not used and any(one.period > target.last for one in told):
            yield series.department


def _total(target: Target, shares: Shares) -> _Total:
    """The pooled figure; of each alone, the weakest department's. What is partial is shown too.

    Where no value can be compared yet, first values are shown as they are, and ``0/0`` last. Of a
    latecomer the value is shown and not compared.
    """
    all_shares = tuple(shares.values())
    if target.measure.is_dated and any(share.value is None for share in all_shares):
        return _Total(None, None, None)
    is_each = target.across is Across.EACH
    if is_each:
        weakest = weakest_of(target, all_shares)
        shown = [weakest] if weakest else []
        beside: list[Share] = []
    else:
        shown = [share for share in all_shares if share.counts_in]
        beside = [share for share in all_shares if share.latecomer]
    if not shown:
        shown = [share for share in all_shares if share.baseline_only][: 1 if is_each else None]
        beside = []
    if not shown:
        nothing = next((share.value for share in all_shares if share.idle), None)
        return _Total(nothing, nothing, None)
    compared, baseline = pool(target, shown)
    value = pool(target, [*shown, *beside])[0] if beside else compared
    return _Total(value, compared, baseline)


def _needed(target: Target, total: _Total, shares: Shares) -> Needed | None:
    """What takes the figure to the goal; of a whole only once everybody has given their part."""
    value = total.compared
    if not isinstance(value, Figure) or (target.across is Across.EACH and len(shares) > 1):
        return None
    told = needed(target, value)
    waits = any(share.is_open for share in shares.values()) and not target.is_common
    return None if waits and told and not told.is_open else told


def _failed(target: Target, shares: Shares) -> tuple[str, ...]:
    """Who made a target fail: those whose own value fails the goal."""
    return tuple(id_ for id_, share in shares.items() if fails_alone(target, share))


def _period_figure(scores: Scores, period: Period) -> PeriodFigure:
    target, one = scores.target, scores.periods[period]
    shares = one.now
    if not one.asked:
        verdict = weigh(target, shares.values(), passed=False)
    elif target.across is Across.EACH:
        verdict = worst_of_each([weigh_in_time(target, one, id_) for id_ in shares])
    else:
        verdict = weigh_in_time(target, one)
    total = _total(target, shares)
    return PeriodFigure(
        period=period,
        verdict=verdict,
        value=total.value,
        judged=one.passed,
        asked=one.asked,
        into=None if one.asked else scores.into(period),
        baseline=total.baseline,
        owed=len(shares),
        absent=tuple(d for d, share in shares.items() if share.value is None or share.returned),
        failed=() if verdict in SETTLED else _failed(target, shares),
        entries=tuple(entry for share in shares.values() for entry in share.entries),
    )


def _pace(
    target: Target, item: Item, total: _Total, shares: Shares, ground: Ground
) -> PaceAssessment | None:
    """The share of the goal achieved beside the share of the time gone by (design 4.6).

    Of ``>=`` counts and common denominators; None until all who owe have reported on one period.
    """
    goal, value = target.goal, total.value
    is_sum = target.measure.adds_across or target.is_common
    is_bound = goal.kind is GoalKind.BOUND and goal.operator is Operator.AT_LEAST and goal.bound
    if not (is_sum and is_bound and isinstance(value, Figure)) or is_nothing(value):
        return None
    until = _reported_until(item, shares, ground)
    if until is None:
        return None
    start = ground.plan.start
    days = (min(until.end, target.due) - start).days + 1
    expected = Fraction(days, (target.due - start).days + 1)
    achieved = in_unit(value, goal) / goal.bound
    return PaceAssessment(expected, achieved, _pace_state(expected - achieved, ground.plan.pace))


def _reported_until(item: Item, shares: Shares, ground: Ground) -> Period | None:
    """The latest period about which all who owe the value have reported on the item."""
    there = [one for one in shares if ground.is_there(item, one, item.last)]
    told = [ground.reported(item, one) for one in there]
    return max(frozenset.intersection(*told), default=None) if told else None


def _pace_state(lag: Fraction, pace: Pace) -> PaceState:
    if lag * 100 >= pace.far_behind:
        return PaceState.FAR_BEHIND
    if lag * 100 >= pace.behind:
        return PaceState.BEHIND
    return PaceState.AHEAD if -lag * 100 >= pace.behind else PaceState.ON
