"""What departments' shares of a target are worth together, and alone (design 4.2, 4.3 and 4.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import NamedTuple, cast

from foodsafety_ledger.assess.assessment import FINE, Late, SaidValue, Share
from foodsafety_ledger.assess.assessment import TargetVerdict as V
from foodsafety_ledger.assess.contributions import Look, Series, Shares, period_shares, whole_shares
from foodsafety_ledger.assess.duties import Clock
from foodsafety_ledger.assess.goals import distance, meets
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.goal import GoalKind, Operator
from foodsafety_ledger.model.measure import Figure, Value, add_values, is_nothing
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Across, Item, Target

_WORST_FIRST = (V.MISSED, V.MISSING, V.SHORT, V.NO_DATA, V.MET_LATE, V.MET, V.NOT_APPLICABLE)


def verdict_ranked(place: int) -> V:
    """The verdict of a rank."""
    return _WORST_FIRST[place]


def rank(verdict: V) -> int:
    """How a verdict stands among the others, the worst first."""
    return _WORST_FIRST.index(verdict)


class Looks(NamedTuple):
    """The shares as they stand now; once the day to be ``ready`` has passed also what was in time.

    ``by`` gives for a day the values that stand and were there by then, and what stood on that day:
    what holds now held in time only if both did. ``earlier`` are those of the day to be ready.
    Of a period by itself, ``asked`` is false where it is not judged and never will be.
    """

    now: Shares
    ready: date = date.max
    by: Callable[[date], tuple[Shares, ...]] = lambda _day: ()
    earlier: tuple[Shares, ...] = ()
    asked: bool = True

    @property
    def passed(self) -> bool:
        """Whether the day to be ready has passed."""
        return bool(self.earlier)


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything a target is judged by: the shares over the whole time, and period by period.

    ``periods`` is empty unless the target holds in every period or asks for occasions.
    """

    target: Target
    group: Sequence[Series]
    whole: Looks
    periods: Mapping[Period, Looks]

    @property
    def asked(self) -> Iterable[Looks]:
        """The periods that are judged, and the one that is still running."""
        return (one for one in self.periods.values() if one.asked)

    def into(self, period: Period) -> Period | None:
        """The later period with which one is judged, where an interval is longer than a period."""
        asked = (at for at, one in self.periods.items() if one.asked)
        return next((at for at in asked if self.target.counted(at) <= period < at), None)


def scores_of(target: Target, item: Item, group: Sequence[Series], clock: Clock) -> Scores:
    """The scores of a target over the departments that owe its value."""
    periods = dict(_periods(target, item, group, clock)) if target.by_period else {}
    if target.measure.by_period:
        whole = Looks({one.department: _occasions(one, periods) for one in group if not one.gone})
        return Scores(target, group, whole, periods)
    ready = clock.last_day(target.due, item)
    done = None
    if clock.as_of > ready:
        done = frozenset(one.department for one in group if one.was_done)
    looks = _looks(clock, ready, lambda look: _up_to_due(target, group, look, done))
    return Scores(target, group, looks, periods)


def _looks(clock: Clock, ready: date, shares: Callable[[Look], Shares]) -> Looks:
    """The shares now, and where the day to be ready has passed, by what was there then."""
    now = shares(lambda one: one.at(clock.as_of))
    if clock.as_of <= ready:
        return Looks(now)

    def by(day: date) -> tuple[Shares, ...]:
        in_time = shares(lambda one: one.in_time(clock.as_of, day))
        return in_time, shares(lambda one: one.at(day))

    return Looks(now, ready, by, by(ready))


def _up_to_due(
    target: Target, group: Sequence[Series], look: Look, done: frozenset[str] | None
) -> Shares:
    """The shares up to due; values about later periods only where the goal fails without (4.2)."""
    looked: dict[str, list[SaidValue]] = {one.department: look(one) for one in group}

    def again(one: Series) -> list[SaidValue]:
        return looked[one.department]

    last = target.last
    early = whole_shares(target, group, again, last, done)
    if all(one.period <= last for one in chain.from_iterable(looked.values())):
        return early
    passed = done is not None
    late = whole_shares(target, group, again, None, done)
    if target.across is Across.POOLED:
        return early if weigh(target, early.values(), passed=passed) in FINE else late
    return {
        department: early[department]
        if department in early and weigh(target, [early[department]], passed=passed) in FINE
        else share
        for department, share in late.items()
    }


def _periods(
    target: Target, item: Item, group: Sequence[Series], clock: Clock
) -> Iterator[tuple[Period, Looks]]:
    """The periods that are judged, the running one, and whichever has values all the same."""
    given = {one.period for series in group for one in series.at(clock.as_of)}
    asked = {
        period
        for period in target.first.through(target.last)
        if clock.has_begun(target.counted(period)) and target.is_judged(period)
    }
    for period in sorted(given | asked):
        if period in asked:
            owing = [one for one in group if period in one.owed]
            ready = clock.duty_due(period, item)
            looks = _looks(clock, ready, partial(period_shares, target, owing, period=period))
            if owing:
                yield period, looks
        else:
            shares = period_shares(target, group, lambda one: one.at(clock.as_of), period)
            told = {id_: share for id_, share in shares.items() if share.readings}
            yield period, Looks(told, asked=False)


def _occasions(series: Series, periods: Mapping[Period, Looks]) -> Share:
    """A department's occasions in the judged periods and the running one.

    More than a period asks for makes up for no other.
    """
    shares = [
        share
        for one in periods.values()
        if one.asked and (share := one.now.get(series.department)) is not None
        if one.passed or share.readings
    ]
    told = [share for share in shares if isinstance(share.value, Fraction)]
    readings = tuple(reading for share in shares for reading in share.readings)
    asked = [cast("Fraction", s.baseline) for s in shares if not s.idle]
    value: Value | None = next((share.value for share in shares if share.readings), None)
    if told:
        value = sum(
            (min(cast("Fraction", s.value), cast("Fraction", s.baseline)) for s in told),
            Fraction(0),
        )
    return Share(
        series.department,
        value,
        readings,
        baseline=sum(asked, Fraction(0)),
        idle=value is not None and not told,
        returned=any(share.returned for share in shares),
    )


def judge(scores: Scores, department: str | None = None) -> V:
    """The verdict over all departments of a target together, or of one alone (design 4.5).

    A judged period that failed is missed, one without a value missing, whatever the whole says.
    """
    by_period = scores.target.measure.by_period
    verdicts = [
        weigh_in_time(scores.target, one, department)
        for one in scores.asked
        if (one.passed or by_period) and (department is None or department in one.now)
    ]
    if by_period:
        return worst([verdict for verdict in verdicts if verdict is not V.NO_DATA] or [V.NO_DATA])
    return worst([weigh_in_time(scores.target, scores.whole, department), *verdicts])


def weigh_in_time(target: Target, looks: Looks, department: str | None = None) -> V:
    """What shares are worth, and whether what holds held in time."""
    shares = tuple(_picked(looks.now, department))
    verdict = weigh(target, shares, passed=looks.passed)
    if verdict is not V.MET:
        return verdict
    seen = (shares, *(tuple(_picked(earlier, department)) for earlier in looks.earlier))
    return V.MET if all(_held(target, one, looks) for one in seen) else V.MET_LATE


def _held(target: Target, shares: Sequence[Share], looks: Looks) -> bool:
    """Whether shares meet the goal, and no date among them is after the due date."""
    dates = [share.value for share in shares if isinstance(share.value, date)]
    is_late = bool(dates) and max(dates) > target.due
    return not is_late and weigh(target, shares, passed=looks.passed) is V.MET


def late_of(scores: Scores) -> Late | None:
    """By when a target should have held that is met late, and since when it does.

    The last of several; a date after the due date is itself the day.
    """
    target = scores.target
    days = {day for series in scores.group for day in series.changes()}
    found = [
        late
        for looks in [scores.whole, *scores.asked]
        for alone in (looks.now if target.across is Across.EACH else [None])
        if weigh_in_time(target, looks, alone) is V.MET_LATE
        for late in _made_good(target, looks, alone, days)
    ]
    return max(found, key=lambda late: late.since, default=None)


def _made_good(
    target: Target, looks: Looks, department: str | None, days: Iterable[date]
) -> Iterator[Late]:
    dates = [one.value for one in _picked(looks.now, department) if isinstance(one.value, date)]
    if dates and max(dates) > target.due:
        yield Late(target.due, max(dates))
        return
    for day in sorted(day for day in days if day > looks.ready):
        then = looks.by(day)
        if all(_held(target, tuple(_picked(one, department)), looks) for one in then):
            yield Late(looks.ready, day)
            return


def _picked(shares: Shares, department: str | None) -> Iterable[Share]:
    """All shares, or the one of a department."""
    if department is None:
        return shares.values()
    return [shares[department]] if department in shares else []


def weigh(target: Target, shares: Iterable[Share], *, passed: bool) -> V:
    """What shares are worth when they are looked at once, before or after their date.

    Together they are judged when every department has given a value. Until then only a ``>=``
    count that the sum already meets is met.
    """
    shares = tuple(shares)
    if all(share.value is None for share in shares):
        return V.MISSING if passed and shares else V.NO_DATA
    total, baseline = pool(target, [share for share in shares if share.counts_in])
    holds = total is not None and meets(target, total, baseline)
    if _is_sure(target, shares):
        return V.MET
    is_open = any(share.is_open for share in shares)
    if passed and total is not None and not holds and not is_open:
        return V.MISSED
    if passed and (is_open or any(share.stale or share.returned for share in shares)):
        return V.MISSING
    if total is None and not is_open:
        return V.NOT_APPLICABLE
    unsettled = is_open or any(share.returned for share in shares)
    return V.MET if holds and not unsettled else V.SHORT


def _is_sure(target: Target, shares: Iterable[Share]) -> bool:
    """Whether the values that are not returned reach a ``>=`` count, whatever the rest will be."""
    goal = target.goal
    if not target.measure.sure_early or goal.kind is not GoalKind.BOUND:
        return False
    accepted = (_accepted(target, share) for share in shares if share.counts_in)
    sure, _ = pool(target, [share for share in accepted if share is not None])
    return goal.operator is Operator.AT_LEAST and sure is not None and meets(target, sure)


def _accepted(target: Target, share: Share) -> Share | None:
    """A share without what of it was returned; None of nothing else."""
    if not share.returned:
        return share
    kept = [one.what for one in share.readings if not (one.returned or is_nothing(one.what))]
    if not (target.adds_up and kept):
        return None
    return replace(share, value=add_values(kept, target.denominator), returned=False)


def pool(target: Target, shares: Sequence[Share]) -> tuple[Value | None, Figure | None]:
    """The value of departments together, and of their baselines; None of none (design 4.3).

    Numerators are added, and denominators unless they are common; counts add up; of all else the
    value furthest from the goal counts.
    """
    values = [share.value for share in shares if share.value is not None]
    if not values:
        return None, None
    baselines = [share.baseline for share in _by_age(shares) if share.baseline is not None]
    total = cast("Figure", put_together(target, baselines)) if baselines else None
    return put_together(target, values), total


def put_together(target: Target, values: Sequence[Value]) -> Value:
    """What departments' values make; of baselines, those of whom one succeeds."""
    return target.measure.together(values, target.denominator, partial(distance, target))


def _by_age(shares: Sequence[Share]) -> list[Share]:
    """Shares by the age of their baselines; the plan's own came before any entry."""
    own = [share for share in shares if len(share.readings) > 1]
    planned = [share for share in shares if len(share.readings) <= 1]
    return planned + sorted(own, key=lambda share: share.readings[0].order)


def worst(verdicts: Iterable[V]) -> V:
    """The worst of several that must all hold; ``n/a`` only if all are."""
    return min(verdicts, key=rank)


def worst_of_each(verdicts: Sequence[V]) -> V:
    """The worst of departments that must each meet a target; short where some have no data."""
    found = worst(verdicts)
    if found is V.NO_DATA and any(verdict is not V.NO_DATA for verdict in verdicts):
        return V.SHORT
    return found


def told_apart(target: Target, shares: Iterable[Share]) -> list[Share]:
    """The shares of which one is the weakest; a latecomer is where there is a total to be in."""
    is_each = target.across is Across.EACH
    return [one for one in shares if one.counts_in or (one.latecomer and not is_each)]


def weakest_of(target: Target, shares: Iterable[Share]) -> Share | None:
    """The share furthest from the goal, of equals the first; None without any to judge.

    Where each must meet a goal alone, one that fails it comes before the distance: of a trend the
    highest share may.
    """
    is_each = target.across is Across.EACH

    def weakness(share: Share) -> tuple[bool, Fraction]:
        fails = is_each and fails_alone(target, share)
        return fails, distance(target, cast("Value", share.value))

    return max(told_apart(target, shares), key=weakness, default=None)


def verdicts_of(scores: Scores) -> tuple[V, Mapping[str, V]]:
    """The verdict of a target, and of each department that owes its value (design 4.3)."""
    target, shares = scores.target, scores.whole.now
    if not shares:
        return worst([V.NO_DATA, *_of_gone(scores)]), {}
    alone = {department: judge(scores, department) for department in shares}
    if target.across is Across.EACH:
        return worst_of_each((*alone.values(), *_of_gone(scores))), alone
    together = judge(scores)
    if len(set(shares).union(*(one.now for one in scores.asked))) == 1:
        return together, dict.fromkeys(alone, together)
    looks = [scores.whole, *(one for one in scores.asked if one.passed)]
    looked = {id_: [one for one in looks if id_ in one.now] for id_ in shares}
    if together in {V.MET, V.MET_LATE}:  # late where the department's own value was not in time
        late = {id_: any(_is_late(one, together, id_) for one in looked[id_]) for id_ in shares}
        return together, {id_: V.MET_LATE if late[id_] else V.MET for id_ in shares}
    if target.measure.adds_across or target.is_common:
        own = {id_: [_of_part(target, one.now[id_], one) for one in looked[id_]] for id_ in shares}
        return together, {id_: worst(verdicts) for id_, verdicts in own.items()}
    return together, alone


def _of_gone(scores: Scores) -> Iterable[V]:
    """What judged periods were worth of those who owed them and are no more."""
    for looks in scores.asked:
        gone = looks.now.keys() - scores.whole.now.keys() if looks.passed else ()
        alone = gone if scores.target.across is Across.EACH else [None]
        if gone:
            yield from (weigh_in_time(scores.target, looks, one) for one in alone)


def _is_late(looks: Looks, together: V, department: str) -> bool:
    now = looks.now[department]
    if now.value is None:
        return False
    then = [shares.get(department) for shares in looks.earlier]
    if together is V.MET_LATE:
        return any(one is None or one.stale or one.value != now.value for one in then)
    return any(one is None or one.value is None for one in then)


def fails_alone(target: Target, share: Share) -> bool:
    """Whether a department's own value fails the goal.

    Of a sum that must be reached no part does. Of one that may not be exceeded, and of a trend, a
    part alone may.
    """
    goal, adds_up = target.goal, target.measure.adds_across or target.is_common
    is_sum = adds_up and goal.kind is GoalKind.BOUND and goal.operator is not Operator.AT_MOST
    if share.value is None or not share.counts_in:
        return False
    if is_sum and goal.bound and target.across is Across.POOLED:
        return False
    return not meets(target, share.value, share.baseline)


def _of_part(target: Target, share: Share, looks: Looks) -> V:
    """Of a sum nobody owes the whole: a department gave its value, and does not fail it alone."""
    if fails_alone(target, share):
        return V.MISSED if looks.passed else V.SHORT
    if share.is_open or share.stale or share.returned:
        waiting = V.NO_DATA if share.value is None else V.SHORT
        return V.MISSING if looks.passed else waiting
    return V.NOT_APPLICABLE if share.idle else V.MET
