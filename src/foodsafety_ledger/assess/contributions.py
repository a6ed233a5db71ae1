"""What each department gives to a target: its value over its live entries (design 4.1 and 4.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import cast

from foodsafety_ledger.assess.standing import time_order
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.goal import TRENDS
from foodsafety_ledger.model.measure import Figure, Value, add_values, is_nothing
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Target, ValueIs


@dataclass(frozen=True, slots=True)
class Reading:
    """A value that a live entry gives."""

    entry: Entry
    value: Value

    @property
    def period(self) -> Period:
        """The period it is about."""
        return time_order(self.entry)[0]

    @property
    def stamp(self) -> tuple[Period, date, str]:
        """What "latest" goes by."""
        return time_order(self.entry)


@dataclass(frozen=True, slots=True)
class Series:
    """The values a department gave for a target, in time order.

    ``done`` is whether its latest status on the item is; ``planned`` its baseline in the plan.
    """

    department: str
    readings: tuple[Reading, ...] = ()
    done: bool = False
    planned: Figure | None = None

    @property
    def first(self) -> Reading | None:
        """The first value that is not ``0/0``: a department's own baseline."""
        return next((one for one in self.readings if not is_nothing(one.value)), None)


@dataclass(frozen=True, slots=True)
class Share:
    """A department's value over some of its entries, as it goes into the figure.

    ``idle`` where there is nothing to judge: ``0/0``, or the first value as its own baseline in a
    period looked at by itself. ``baseline_only`` where a trend has no later value yet. ``stale``
    where the value is too old to meet the goal after due, though it may fail it.
    """

    department: str
    value: Value | None = None
    readings: tuple[Reading, ...] = ()
    baseline: Figure | None = None
    idle: bool = False
    baseline_only: bool = False
    stale: bool = False

    @property
    def counts_in(self) -> bool:
        """Whether the value goes into the figure that is judged."""
        return self.value is not None and not self.idle and not self.baseline_only

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries the value comes from, oldest first."""
        return tuple(reading.entry for reading in self.readings)


def whole_shares(target: Target, group: Iterable[Series], *, passed: bool) -> tuple[Share, ...]:
    """Each department's share over the whole time, ``passed`` saying whether due has passed.

    A value about a period after the one that holds the due date says nothing about the state at
    due, and is not looked at; a milestone carries its own date, whatever the period.
    """
    shares = []
    for series in group:
        readings = tuple(one for one in series.readings if _is_in_time(target, one))
        share = _share(target, series, readings)
        if passed and _is_stale(target, series, share):
            share = replace(share, stale=True)
        shares.append(share)
    return _with_common_denominator(target, shares)


def period_shares(target: Target, group: Iterable[Series], period: Period) -> tuple[Share, ...]:
    """Each department's share in one period by itself."""
    shares = []
    for series in group:
        first = target.counted(period)
        readings = tuple(one for one in series.readings if first <= one.period <= period)
        share = _share(target, series, readings)
        if target.measure.by_period:
            share = replace(share, baseline=Fraction(target.asked(period)))
        shares.append(replace(share, baseline_only=False, idle=share.idle or share.baseline_only))
    return _with_common_denominator(target, shares)


def _is_in_time(target: Target, reading: Reading) -> bool:
    return target.measure.is_dated or reading.period <= target.last


def _is_stale(target: Target, series: Series, share: Share) -> bool:
    if not target.measure.is_figure or target.value_is is ValueIs.INCREMENT:
        return False
    return bool(share.readings) and share.readings[-1].period < target.last and not series.done


def _share(target: Target, series: Series, readings: tuple[Reading, ...]) -> Share:
    if not readings:
        return Share(series.department, baseline=series.planned)
    if target.goal.kind in TRENDS:
        return _trend_share(series, readings[-1])
    if target.adds_up:
        value = add_values([one.value for one in readings], target.denominator)
        return Share(series.department, value, readings, idle=is_nothing(value))
    last = readings[-1]
    return Share(series.department, last.value, (last,), idle=is_nothing(last.value))


def _trend_share(series: Series, last: Reading) -> Share:
    """The latest value against the plan's baseline, or else against the department's first."""
    idle = is_nothing(last.value)
    if series.planned is not None:
        return Share(series.department, last.value, (last,), series.planned, idle=idle)
    first = series.first
    if first is None or first is last:
        return Share(
            series.department, last.value, (last,), idle=idle, baseline_only=first is not None
        )
    baseline = cast("Figure", first.value)  # only milestones have dates, and no trend is one
    return Share(series.department, last.value, (first, last), baseline, idle=idle)


def _with_common_denominator(target: Target, shares: Iterable[Share]) -> tuple[Share, ...]:
    """Sets every share over the latest of the denominators, where the target has a common one."""
    shares = tuple(shares)
    given = [share for share in shares if share.readings]
    if not target.is_common or not given:
        return shares
    latest = max(given, key=lambda share: share.readings[-1].stamp).value
    return tuple(_over(share, cast("Counts", latest).denominator) for share in shares)


def _over(share: Share, denominator: int) -> Share:
    if share.value is None:
        return share
    return replace(share, value=Counts(cast("Counts", share.value).numerator, denominator))
