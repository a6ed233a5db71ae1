"""What each department gives to a target: its values over time as one share (design 4.1 to 4.4).

Values are looked at in three ways: as they stand now; those of them that were in time; and as they
stood on a day. What holds now and did not hold in the other two ways was made good afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import cast

from foodsafety_ledger.assess.assessment import SaidValue, Share
from foodsafety_ledger.assess.goals import is_at_bound
from foodsafety_ledger.assess.standing import Track
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.goal import TRENDS
from foodsafety_ledger.model.measure import Figure, Value, add_values, is_nothing
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Across, Target, ValueIs


@dataclass(frozen=True, slots=True)
class Series:
    """Everything a department said about a target, and what those said whom it succeeds.

    ``planned`` is its baseline in the plan, ``owed`` the periods that it owes. ``was_done`` is
    whether it was done by the due date. ``gone`` is true where it is no more and nobody took over:
    it owes nothing, and some of its values stay.
    """

    department: str
    values: tuple[Track[Value], ...] = ()
    planned: Figure | None = None
    owed: frozenset[Period] = frozenset()
    was_done: bool = False
    gone: bool = False

    def changes(self) -> Iterator[date]:
        """The days on which what it says changed."""
        for track in self.values:
            yield from (entry.day for entry in track.chain.entries)
            if track.chain.voided is not None:
                yield track.chain.voided

    def at(self, day: date) -> list[SaidValue]:
        """The values that stood at the end of ``day``, in time order.

        A returned ``0/0`` or n/a is no value (design 4.5).
        """
        stood = (track.at(day) for track in self.values)
        found = (one for one in stood if one and not (one.returned and is_nothing(one.what)))
        return sorted(found, key=lambda one: one.order)

    def in_time(self, as_of: date, day: date) -> list[SaidValue]:
        """Those at ``as_of`` that were there on ``day`` already and are not returned."""
        return [one for one in self.at(as_of) if one.in_time(day)]


Shares = Mapping[str, Share]
"""The shares by department, in the order of the plan."""

Look = Callable[[Series], list[SaidValue]]
"""A way to look at a department's values."""


def whole_shares(
    target: Target,
    group: Iterable[Series],
    look: Look,
    last: Period | None,
    done: frozenset[str] | None,
) -> Shares:
    """Each department's share over the whole time, up to ``last`` where that is said.

    ``done`` are those who were done by the due date; None as long as that has not passed.
    """
    shares = {}
    adds = target.measure.is_figure and target.value_is is not ValueIs.SNAPSHOT
    stays = adds and target.across is Across.POOLED  # in the sum, of who is gone (design 4.4)
    for series in group:
        readings = [one for one in look(series) if last is None or one.period <= last]
        if series.gone and not (readings and stays):
            continue
        share = _share(target, series, readings)
        if done is not None and not series.gone and series.department not in done:
            share = replace(share, stale=_is_old(target, share))
        shares[series.department] = share
    return _with_common_denominator(target, _with_latecomers(shares))


def period_shares(target: Target, group: Iterable[Series], look: Look, period: Period) -> Shares:
    """Each department's share in one period by itself."""
    shares = {}
    first = target.counted(period)
    for series in group:
        all_readings = look(series)
        readings = [one for one in all_readings if first <= one.period <= period]
        share = _share(target, series, readings, all_readings)
        if target.measure.by_period:
            share = replace(share, baseline=Fraction(target.asked(period)))
        if share.baseline_only:
            share = replace(share, baseline_only=False, idle=True)
        shares[series.department] = share
    return _with_common_denominator(target, shares)


def _is_old(target: Target, share: Share) -> bool:
    """Whether no value of a share is about the period that holds the due date, or a later one."""
    if not target.measure.is_figure or not share.readings:
        return False
    return max(one.period for one in share.readings) < target.last


def _share(
    target: Target,
    series: Series,
    readings: Sequence[SaidValue],
    history: Sequence[SaidValue] | None = None,
) -> Share:
    """The share that ``readings`` make; ``history`` is where a baseline may be found."""
    if not readings:
        return Share(series.department, baseline=series.planned)
    if target.goal.kind in TRENDS:
        return _trend_share(target, series, readings, readings if history is None else history)
    if target.adds_up:
        value = add_values([one.what for one in readings], target.denominator)
        used = tuple(readings)
    else:
        used = (_latest(target, series, readings),)
        value = used[0].what
    returned = any(one.returned for one in used)
    return Share(series.department, value, used, idle=is_nothing(value), returned=returned)


def _latest(target: Target, series: Series, readings: Sequence[SaidValue]) -> SaidValue:
    """The value that counts: of a successor its own, once there is one; else the latest of all."""
    own = [one for one in readings if one.entry.department == series.department]
    return (own if own and not target.measure.is_dated else readings)[-1]


def _trend_share(
    target: Target, series: Series, readings: Sequence[SaidValue], history: Sequence[SaidValue]
) -> Share:
    """The latest value against the plan's baseline, or else against the department's first."""
    last = _latest(target, series, readings)
    counting = {one.period: one for one in history if one.period <= last.period}
    told = [one for one in counting.values() if not is_nothing(one.what)]
    share = Share(
        series.department,
        last.what,
        (last,),
        idle=is_nothing(last.what),
        returned=last.returned,
        firsts=tuple(one.period for one in told),
    )
    if series.planned is not None:
        return replace(share, baseline=series.planned)
    if share.idle:
        return share
    first, value = told[0], cast("Figure", last.what)  # only milestones have dates
    if first.period < last.period:
        both = first.returned or last.returned
        baseline = cast("Figure", first.what)
        return replace(share, readings=(first, last), baseline=baseline, returned=both)
    bound = is_at_bound(target, value)
    return replace(share, baseline=value if bound else None, baseline_only=not bound)


def _with_latecomers(shares: Shares) -> Shares:
    """Marks whose only value is about a later period than another's first (design 4.1)."""
    firsts = [share.firsts[0] for share in shares.values() if share.firsts]
    return {
        department: replace(share, latecomer=True)
        if share.baseline_only and len(share.firsts) == 1 and min(firsts) < share.firsts[0]
        else share
        for department, share in shares.items()
    }


def _with_common_denominator(target: Target, shares: Shares) -> Shares:
    """Sets every share over the denominator that all have: the office's, or the latest given."""
    readings = (one for share in shares.values() for one in share.readings if target.is_common)
    given = [(one.order, one.what) for one in readings if isinstance(one.what, Counts)]
    if not given:
        return shares
    denominator = target.common.value if target.common else max(given)[1].denominator
    return {
        department: replace(share, value=share.value._replace(denominator=denominator))
        if isinstance(share.value, Counts)
        else share
        for department, share in shares.items()
    }
