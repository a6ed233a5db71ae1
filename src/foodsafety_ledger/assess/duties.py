"""Departments' parts in items at a date: latest status, duties, reviews (design 4.4 and 4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from foodsafety_ledger.assess.assessment import Duty, DutyState, Part
from foodsafety_ledger.assess.standing import Standing
from foodsafety_ledger.model.entry import Entry, Status, Verdict, subject_of
from foodsafety_ledger.model.period import Cadence, Period
from foodsafety_ledger.model.plan import Item, Plan


@dataclass(frozen=True, slots=True)
class Clock:
    """The day an assessment looks from, and the days of grace after a period's end."""

    as_of: date
    grace_days: int
    cadence: Cadence

    def passed(self, day: date) -> bool:
        """Whether a due date has passed: on every day after it.

        One that is a period's last day has passed on every day after it plus the days of grace:
        reports about a whole period are written when it is over.
        """
        return self.as_of > self.last_day(day)

    def last_day(self, day: date) -> date:
        """The last day on which a due date has not passed."""
        return _duty_due(self.cadence.holding(day), day, self.grace_days)

    def duty_due(self, period: Period, due: date) -> date:
        """The last day on time for a report about ``period`` on something that is due on ``due``.

        The period's last day plus the days of grace, or ``due`` where that is before the period's
        last day.
        """
        return _duty_due(period, due, self.grace_days)

    def duty_passed(self, period: Period, due: date) -> bool:
        """Whether the duty date of ``period`` has passed."""
        return self.as_of > self.duty_due(period, due)

    def has_begun(self, period: Period) -> bool:
        """Whether the first day of ``period`` has come."""
        return self.as_of >= period.start


@lru_cache(maxsize=1024)
def _duty_due(period: Period, due: date, grace_days: int) -> date:
    """Worked out once for the few periods and due dates of a plan, asked for by every duty."""
    end = period.end
    return due if due < end else end + timedelta(days=grace_days)


def round_period(plan: Plan, day: date) -> Period:
    """What a round of reports is about on a day, among the periods that any report is owed for.

    The last period that is over and may still be reported in time, else the one that holds the day.
    """
    holding = plan.cadence.holding(day)
    ended = [one for one in plan.first.through(holding) if one.end < day]
    if ended and day <= _duty_due(ended[-1], ended[-1].end, plan.grace_days):
        holding = ended[-1]
    return min(max(holding, plan.first), plan.periods[-1])


UNREVIEWED = "unreviewed"
"""How the office's own entries are marked: nobody stands above it to review them (未经复核)."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What every part is worked out from."""

    plan: Plan
    standing: Standing
    clock: Clock


def parts_of(item: Item, live: Mapping[str, Sequence[Entry]], ground: Ground) -> tuple[Part, ...]:
    """The parts of everyone who has one in ``item``, then of others who reported on it.

    ``live`` are the live entries on the item by department, in time order.
    """
    order = ground.plan.departments
    others = (one for one in order if one in live and one not in item.holders)
    return tuple(_part(item, one, live.get(one, ()), ground) for one in (*item.holders, *others))


def _part(item: Item, department: str, entries: Sequence[Entry], ground: Ground) -> Part:
    latest = entries[-1] if entries else None
    review = _review(latest, ground)
    status = latest.status if latest else None
    if status is Status.DONE and review == Verdict.RETURNED:
        status = Status.IN_PROGRESS
    role = item.holders.get(department)
    waived_after = latest.period if latest and status is Status.DONE else None
    if owes_every_period(item, department):
        waived_after = None
    return Part(
        item=item.id,
        department=department,
        roles=(role,) if role else (),
        status=status,
        duties=tuple(_duties(item, department, entries, waived_after, ground))
        if department in item.owing
        else (),
        entries=tuple(entries),
        review=review,
    )


def _review(latest: Entry | None, ground: Ground) -> str:
    """What the office last said of the entry whose status counts.

    The office's own entries stay unreviewed even where it accepts them itself.
    """
    if latest is None:
        return ""
    review = ground.standing.reviews.get(latest.id)
    verdict = review.verdict.value if review and review.verdict else ""
    if latest.department == ground.plan.office and verdict != Verdict.RETURNED:
        return UNREVIEWED
    return verdict


def owes_every_period(item: Item, department: str) -> bool:
    """Whether a department goes on owing values of ``item`` when it is done (design 4.4)."""
    return any(department in target.owed_by and target.by_period for target in item.targets)


def _duties(
    item: Item,
    department: str,
    entries: Iterable[Entry],
    waived_after: Period | None,
    ground: Ground,
) -> Iterator[Duty]:
    """One duty a period, from the item's first to the one that holds its due date."""
    reports: dict[Period | None, list[Entry]] = {}
    for entry in entries:
        reports.setdefault(entry.period, []).append(entry)
    for period in item.first.through(item.last):
        if waived_after is not None and period > waived_after:
            return
        yield _duty(item, department, period, reports.get(period, ()), ground)


def _duty(
    item: Item, department: str, period: Period, reports: Iterable[Entry], ground: Ground
) -> Duty:
    """The earliest report decides, by the first entry of its chain of amendments."""
    due = ground.clock.duty_due(period, item.due)
    original = ground.standing.original
    entry = min(reports, key=lambda one: original(one).stamp, default=None)
    if entry is not None:
        state = DutyState.REPORTED if original(entry).day <= due else DutyState.LATE
    else:
        state = DutyState.OVERDUE if ground.clock.as_of > due else DutyState.PENDING
    return Duty(item.id, department, period, due, state, entry)


class Missed(NamedTuple):
    """A due date that lies between an entry's date and its commit, and by how many days."""

    due: date
    days: int


def missed_due(
    entry: Entry, committed: date, plan: Plan, known: Mapping[str, Entry]
) -> Missed | None:
    """The due date that an entry claims to precede and that its commit missed the most.

    ``committed`` is the day of the commit that brought the entry, ``known`` are the entries that
    it may name, by id. None where it was committed within the days of grace after every such date.
    """
    clock = Clock(committed, plan.grace_days, plan.cadence)
    missed = [due for due in _dues(entry, clock, plan, known) if entry.day <= due < committed]
    if not missed:
        return None
    due = min(missed)
    days = (committed - due).days
    return Missed(due, days) if days > plan.grace_days else None


def _dues(entry: Entry, clock: Clock, plan: Plan, known: Mapping[str, Entry]) -> Iterator[date]:
    """The last days on time of what an entry is about, itself or through what it names."""
    about = subject_of(entry, known)
    item = plan.items.get(about.item)
    if item is None:
        yield clock.last_day(plan.end)
        return
    if about.period is not None and item.first <= about.period <= item.last:
        yield clock.duty_due(about.period, item.due)
    yield clock.last_day(item.due)
    for target in item.targets:
        yield clock.last_day(target.due)
