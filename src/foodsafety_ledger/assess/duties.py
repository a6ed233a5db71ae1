"""Who owes what on an item and whether it came: duties, latest status, reviews (design 4.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from foodsafety_ledger.assess.assessment import Duty, DutyState, Part
from foodsafety_ledger.assess.contributions import was_done
from foodsafety_ledger.assess.standing import (
    Chain,
    Standing,
    Track,
    extensions_by_item,
    standing_at,
    time_order,
)
from foodsafety_ledger.model.entry import Entry, Status, Verdict, subject_of
from foodsafety_ledger.model.period import Cadence, Period
from foodsafety_ledger.model.plan import Item, Plan, Term


@dataclass(frozen=True, slots=True)
class Clock:
    """The day an assessment looks from, and the days of grace after a period's end."""

    as_of: date
    grace_days: int
    cadence: Cadence

    def passed(self, day: date, item: Item) -> bool:
        """Whether a due date of ``item``, or of a target of it, has passed (design 4.5)."""
        return self.as_of > self.last_day(day, item)

    def last_day(self, day: date, item: Item) -> date:
        """The last day on which a due date has not passed.

        Reports about a whole period are written when it is over, so one that is a period's last day
        waits for the days of grace, one inside a period for that period's duty, and one before the
        item's first duty for that.
        """
        period = self.cadence.holding(day)
        if period < item.first:
            return self.duty_due(item.first, item)
        if day == period.end:
            return day + timedelta(days=self.grace_days)
        return max(day, self.duty_due(period, item))

    def duty_due(self, period: Period, item: Item) -> date:
        """The last day on time for a report about ``period``: its last day plus the days of grace.

        Or the item's due date where that lies inside the period.
        """
        end = period.end
        return item.due if period.start <= item.due < end else end + timedelta(days=self.grace_days)

    def duty_passed(self, period: Period, item: Item) -> bool:
        """Whether the duty date of ``period`` has passed."""
        return self.as_of > self.duty_due(period, item)

    def has_begun(self, period: Period) -> bool:
        """Whether the first day of ``period`` has come."""
        return self.as_of >= period.start


def round_period(plan: Plan, day: date) -> Period:
    """What a round of reports is about on a day, among the periods that any report is owed for.

    The last period that is over and may still be reported in time, else the one that holds the day.
    """
    holding = plan.cadence.holding(day)
    ended = [one for one in plan.first.through(holding) if one.end < day]
    if ended and day <= ended[-1].end + timedelta(days=plan.grace_days):
        holding = ended[-1]
    return min(max(holding, plan.first), plan.periods[-1])


UNREVIEWED = "unreviewed"
"""How the office's own entries are marked: nobody stands above it to review them (未经复核)."""


@dataclass(frozen=True)
class Ground:
    """What everything is worked out from: the plan, what stands in the ledgers, and the day."""

    plan: Plan
    standing: Standing
    clock: Clock
    _done: dict[tuple[str, str, date], bool] = field(default_factory=dict)
    _reported: dict[tuple[str, str], frozenset[Period]] = field(default_factory=dict)
    _statuses: dict[tuple[str, str], tuple[Track[Status], ...]] = field(default_factory=dict)

    @cached_property
    def heirs(self) -> Mapping[str, str]:
        """Who had taken over from whom by the day of the assessment."""
        return {
            gone: heir.id
            for heir in self.plan.departments.values()
            for gone in heir.succeeds
            if heir.term.start <= self.clock.as_of
        }

    def heir_of(self, department: str) -> str:
        """Who answers for a department now: itself, or whoever took over in the end."""
        return self._ends.get(department, department)

    @cached_property
    def _ends(self) -> Mapping[str, str]:
        """Who answers in the end for each department that was taken over."""
        ends: dict[str, str] = {}
        for gone in self.heirs:
            path = [gone]
            while path[-1] in self.heirs and path[-1] not in ends:
                path.append(self.heirs[path[-1]])
            ends |= dict.fromkeys(path[:-1], ends.get(path[-1], path[-1]))
        return ends

    @cached_property
    def lines(self) -> Mapping[str, tuple[str, ...]]:
        """Each department that answers for others, with all of them, itself last."""
        lines: dict[str, list[str]] = {}
        for gone in self.heirs:
            lines.setdefault(self.heir_of(gone), []).append(gone)
        return {heir: (*found, heir) for heir, found in lines.items()}

    def line_of(self, department: str) -> tuple[str, ...]:
        """A department and those for whom it answers."""
        return self.lines.get(department, (department,))

    def item(self, planned: Item) -> Item:
        """An item with its due date as it was extended by the day of the assessment (4.4)."""
        granted = self.standing.extensions.get(planned.id, ())
        due = granted[-1].due if granted else None
        return planned if due is None else extended(planned, due)

    def was_done(self, item: Item, department: str, day: date) -> bool:
        """Whether a department's latest status on an item was done by ``day`` (design 4.5)."""
        key = item.id, department, day
        if key not in self._done:
            statuses = self.statuses(item, department)
            self._done[key] = was_done(statuses, self.clock.as_of, day)
        return self._done[key]

    def statuses(self, item: Item, department: str) -> tuple[Track[Status], ...]:
        """What a department has said of how far it is, and those whom it succeeds."""
        key = item.id, department
        if key not in self._statuses:
            chains = self.chains(item, department)
            self._statuses[key] = self.standing.tracks(chains, lambda entry: entry.status)
        return self._statuses[key]

    def latest(self, item: Item, department: str, day: date | None = None) -> Entry | None:
        """The report that says how far a department was at the end of ``day``, or is now."""
        at = self.clock.as_of if day is None else day
        stood = (track.at(at) for track in self.statuses(item, department))
        said = max(filter(None, stood), key=lambda one: one.order, default=None)
        return None if said is None else said.entry

    def reported(self, item: Item, department: str) -> frozenset[Period]:
        """The periods about which a department has live reports on an item."""
        key = item.id, department
        if key not in self._reported:
            ends = (c.entries[-1] for c in self.chains(item, department) if c.voided is None)
            self._reported[key] = frozenset(one.period for one in ends if one.period)
        return self._reported[key]

    def chains(self, item: Item, department: str) -> tuple[Chain, ...]:
        """The chains of a department on an item, and of those whom it succeeds."""
        known = self.standing.chains
        return tuple(c for one in self.line_of(department) for c in known.get((item.id, one), ()))

    def terms(self, item: Item, department: str) -> tuple[Term, ...]:
        """From when until when a department has its part in an item."""
        return item.terms.get(department) or (self.plan.departments[department].term,)

    def owes(self, item: Item, department: str, period: Period) -> bool:
        """Whether the period's last day lies in a time in which the department has its part."""
        return any(term.holds(period.end) for term in self.terms(item, department))

    def is_there(self, item: Item, department: str, last: Period) -> bool:
        """Whether a department has its part at the day looked from, or at the end of ``last``.

        That is what decides whether more is expected of it: what is over before stays as it was.
        """
        day = min(self.clock.as_of, last.end)
        return any(term.holds(day) for term in self.terms(item, department))

    def has_been(self, item: Item, department: str) -> bool:
        """Whether a department has had its part by the day looked from."""
        return any(term.start <= self.clock.as_of for term in self.terms(item, department))


def parts_of(item: Item, live: Mapping[str, Sequence[Entry]], ground: Ground) -> tuple[Part, ...]:
    """The parts of everyone who has one in ``item``, then of others who reported on it.

    ``live`` are the live entries on the item by department, in time order.
    """
    order = ground.plan.departments
    others = (one for one in order if one in live and one not in item.holders)
    duties = _duties(item, ground)
    return tuple(
        _part(item, one, live, duties.get(one, ()), ground) for one in (*item.holders, *others)
    )


def _part(
    item: Item,
    department: str,
    live: Mapping[str, Sequence[Entry]],
    duties: Iterable[Duty],
    ground: Ground,
) -> Part:
    line = ground.line_of(department)
    reports = [entry for one in line for entry in live.get(one, ())]
    latest = ground.latest(item, department)
    review = ground.standing.review(latest) if latest else None
    status = latest.status if latest else None
    returned = review if review and review.verdict is Verdict.RETURNED else None
    if status is Status.DONE and returned:
        status = Status.IN_PROGRESS
    role = item.holders.get(department)
    is_held = department in item.owing and department not in ground.heirs
    return Part(
        item=item.id,
        department=department,
        roles=(role,) if role else (),
        status=status,
        duties=tuple(duties),
        entries=tuple(sorted(reports, key=time_order)),
        review=_mark(latest, review, ground),
        owing=is_held and ground.is_there(item, department, item.last),
        was_done=_was_done(item, department, ground),
        returned=returned,
        latest=latest,
    )


def _mark(latest: Entry | None, review: Entry | None, ground: Ground) -> str:
    """What the office last said of the entry whose status counts.

    The office's own entries stay unreviewed even where it accepts them itself.
    """
    verdict = review.verdict.value if review and review.verdict else ""
    own = latest is not None and latest.department == ground.plan.office
    return UNREVIEWED if own and verdict != Verdict.RETURNED else verdict


def _was_done(item: Item, department: str, ground: Ground) -> bool:
    """Whether a department was done when the item's due date passed; true until then."""
    ready = ground.clock.last_day(item.due, item)
    if ground.clock.as_of <= ready:
        return True
    return ground.was_done(item, department, ready)


def owes_every_period(item: Item, department: str) -> bool:
    """Whether a department goes on owing values of ``item`` when it is done (design 4.4)."""
    return any(department in target.owed_by and target.by_period for target in item.targets)


def _duties(item: Item, ground: Ground) -> dict[str, list[Duty]]:
    """The duties of an item by department; open ones are those of whoever took over."""
    found: dict[str, list[Duty]] = {}
    known = {
        one: _Reports(item, one, ground)
        for one in dict.fromkeys([*item.owing, *map(ground.heir_of, item.owing)])
    }
    for department in item.owing:
        heir = ground.heir_of(department)
        reports = known[department]
        for period in item.first.through(max(item.first, item.last)):
            if not ground.owes(item, department, period) or reports.waived(period):
                continue
            duty = _duty(item, department, period, reports, ground)
            if duty.entry is None and heir != department:
                duty = _duty(item, heir, period, known[heir], ground)
            found.setdefault(duty.department, []).append(duty)
    for department, duties in found.items():
        once = {duty.period: duty for duty in duties}
        found[department] = [once[period] for period in sorted(once)]
    return found


class _Reports:
    """A department's reports on an item, and those of whom it succeeds, by period."""

    def __init__(self, item: Item, department: str, ground: Ground) -> None:
        self._item = item
        self._ground = ground
        self._owes_all = any(owes_every_period(item, one) for one in ground.line_of(department))
        self.by_period: dict[Period | None, list[tuple[Entry, Entry]]] = {}
        self._department = department
        for chain in ground.chains(item, department):
            if chain.voided is None:
                first, last = chain.entries[0], chain.entries[-1]
                self.by_period.setdefault(first.period, []).append((first, last))

    def waived(self, period: Period) -> bool:
        """Whether the latest status by the duty's date, or today, was ``done`` of before."""
        if self._owes_all:
            return False
        clock, standing = self._ground.clock, self._ground.standing
        day = min(clock.as_of, clock.duty_due(period, self._item))
        latest = self._ground.latest(self._item, self._department, day)
        done = latest is not None and latest.status is Status.DONE
        if latest is None or not done or standing.is_returned(latest, day):
            return False
        return time_order(latest)[0] < period


def _duty(item: Item, department: str, period: Period, reports: _Reports, ground: Ground) -> Duty:
    """The earliest report decides, by the first entry of its chain of amendments."""
    due = ground.clock.duty_due(period, item)
    told = reports.by_period.get(period, ())
    first, entry = min(told, key=lambda pair: pair[0].stamp, default=(None, None))
    if first is not None:
        state = DutyState.REPORTED if first.day <= due else DutyState.LATE
    else:
        state = DutyState.OVERDUE if ground.clock.as_of > due else DutyState.PENDING
    return Duty(item.id, department, period, due, state, entry, first)


def extended(item: Item, due: date) -> Item:
    """An item whose due date moves, and with it that of every target without one of its own."""
    targets = (one if one.has_own_due else replace(one, due=due) for one in item.targets)
    return replace(item, due=due, targets=tuple(targets))


def ground_at(plan: Plan, entries: Iterable[Entry], as_of: date) -> Ground:
    """What ``entries``, those without an error, come to at a date."""
    clock = Clock(as_of, plan.grace_days, plan.cadence)
    return Ground(plan, standing_at(entries, as_of), clock)


def duties_of(ground: Ground) -> Iterator[Duty]:
    """Every duty of every item, by item and department."""
    for planned in ground.plan.items.values():
        for duties in _duties(ground.item(planned), ground).values():
            yield from duties


class Missed(NamedTuple):
    """A due date that lies between an entry's date and its commit, and by how many days."""

    due: date
    days: int


class Known(NamedTuple):
    """Entries by id, and those of them that extend an item's due date, as they hold, by item."""

    entries: Mapping[str, Entry]
    extensions: Mapping[str, Sequence[Entry]]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Known:
        """All that these say."""
        return cls({one.id: one for one in entries if one.id}, extensions_by_item(entries))


def missed_due(entry: Entry, committed: date, plan: Plan, known: Known) -> Missed | None:
    """The due date that an entry claims to precede and that its commit missed the most.

    ``committed`` is the day of the commit that brought the entry, ``known`` are the entries that
    it may name. None where it was committed within the days of grace after every such date.
    """
    clock = Clock(committed, plan.grace_days, plan.cadence)
    missed = [due for due in _dues(entry, clock, plan, known) if entry.day <= due < committed]
    if not missed:
        return None
    due = min(missed)
    days = (committed - due).days
    return Missed(due, days) if days > plan.grace_days else None


def _dues(entry: Entry, clock: Clock, plan: Plan, known: Known) -> Iterator[date]:
    """The last days on time of what an entry is about, itself or through what it names."""
    about = subject_of(entry, known.entries)
    planned = plan.items.get(about.item or about.extends)
    if planned is None:
        yield plan.end + timedelta(days=plan.grace_days)
        return
    for due in _in_force(planned, about, known.extensions.get(planned.id, ())):
        yield from _dues_of(extended(planned, due), about, clock)


def _in_force(planned: Item, about: Entry, granted: Sequence[Entry]) -> Iterator[date]:
    """An item's due date; for what is about an extension the one before it, and its own."""
    if about.extends:
        granted = [one for one in granted if one.stamp < about.stamp]
        if about.due is not None:
            yield about.due
    yield granted[-1].due or planned.due if granted else planned.due


def _dues_of(item: Item, about: Entry, clock: Clock) -> Iterator[date]:
    if about.period is not None and item.first <= about.period <= item.last:
        yield clock.duty_due(about.period, item)
    yield clock.last_day(item.due, item)
    for target in item.targets:
        yield clock.last_day(target.due, item)
