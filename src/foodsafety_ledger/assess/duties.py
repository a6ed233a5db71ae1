"""Who owes what on an item and whether it came: duties, latest status, reviews (design 4.4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import CAME, Duties, Duty, DutyState, Part
from foodsafety_ledger.assess.standing import (
    Chain,
    Said,
    Standing,
    extensions_by_item,
    standing_at,
    time_order,
)
from foodsafety_ledger.model.diagnostic import EntryKey
from foodsafety_ledger.model.entry import Entry, Status, Verdict, subject_of
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.measure import Value
from foodsafety_ledger.model.period import Cadence, Period
from foodsafety_ledger.model.plan import ALL_TIME, OWING_ROLES, Item, Plan, Term

UNREPORTED: Final = frozenset(DutyState) - CAME
"""The states of a duty for which no report has come."""

ASKED_FOR: Final[Mapping[str, frozenset[DutyState]]] = {
    "unreported": UNREPORTED,
    **{one.value: frozenset({one}) for one in DutyState},
}
"""The words by which duties are asked for, each with the states that it stands for."""


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


def is_called_for(period: Period, due: date, day: date, remind_days: int) -> bool:
    """Whether the report about a period is to be handed in by now; the others are not due yet.

    The period is over, or it is due within the days of reminding.
    """
    return period.end < day or due <= day + timedelta(remind_days)


Values = Mapping[tuple[EntryKey, str], Value]
"""What entries say of targets, by the entry's key and the target's id."""


@dataclass(frozen=True)
class Ground:
    """What everything is worked out from: the plan, what stands in the ledgers, and the day."""

    plan: Plan
    standing: Standing
    clock: Clock
    values: Values
    _done: dict[tuple[str, str, date], bool] = field(default_factory=dict)
    _reported: dict[tuple[str, str], frozenset[Period]] = field(default_factory=dict)

    @cached_property
    def _heirs(self) -> Mapping[str, str]:
        """Who answers in the end for each department that was taken over by the day looked from."""
        heirs, day = self.plan.heirs.items(), self.clock.as_of
        taken = {gone: heir.id for gone, heir in heirs if heir.term.start <= day}
        ends: dict[str, str] = {}
        for gone in taken:
            path = [gone]
            while path[-1] in taken and path[-1] not in ends:
                path.append(taken[path[-1]])
            ends |= dict.fromkeys(path[:-1], ends.get(path[-1], path[-1]))
        return {gone: ends[gone] for gone in taken}

    @cached_property
    def _lines(self) -> Mapping[str, tuple[str, ...]]:
        lines: dict[str, list[str]] = {}
        for gone, heir in self._heirs.items():
            lines.setdefault(heir, []).append(gone)
        return {heir: (*found, heir) for heir, found in lines.items()}

    @property
    def has_heirs(self) -> bool:
        """Whether any department answers for another."""
        return bool(self._heirs)

    def heir_of(self, department: str) -> str:
        """Who answers for a department now: itself, or whoever took over in the end."""
        return self._heirs.get(department, department)

    def line_of(self, department: str) -> tuple[str, ...]:
        """A department, last, and those for whom it answers."""
        return self._lines.get(department, (department,))

    def item(self, planned: Item) -> Item:
        """An item with its due date as it was extended by the day of the assessment (4.4)."""
        granted = self.standing.extensions.get(planned.id, ())
        due = granted[-1].due if granted else None
        return planned if due is None else extended(planned, due)

    def was_done(self, item: Item, department: str, day: date) -> bool:
        """Whether the latest status that stood on ``day`` was done, and stands since (4.5)."""
        key = item.id, department, day
        if key not in self._done:
            now = self._said(item, department, self.clock.as_of)
            in_time = _latest(one for one in now if one.in_time(day))
            stood = _latest(self._said(item, department, day))
            self._done[key] = all(
                said is not None and said.what is Status.DONE and not said.returned
                for said in (in_time, stood)
            )
        return self._done[key]

    def _said(self, item: Item, department: str, day: date) -> Iterator[Said[Status]]:
        """How far a department said it was, and those whom it succeeds: what stood on ``day``."""
        known = self.standing.statuses
        tracks = (t for one in self.line_of(department) for t in known.get((item.id, one), ()))
        return filter(None, (track.at(day) for track in tracks))

    def latest(self, item: Item, department: str, day: date | None = None) -> Entry | None:
        """The report that says how far a department was at the end of ``day``, or is now."""
        said = _latest(self._said(item, department, self.clock.as_of if day is None else day))
        return None if said is None else said.entry

    def live(self, item: Item, department: str) -> tuple[Entry, ...]:
        """The live reports of a department on an item, and of those whom it succeeds, in order."""
        ends = (c.entries[-1] for c in self.chains(item, department) if c.voided is None)
        return tuple(sorted(ends, key=time_order))

    def reported(self, item: Item, department: str) -> frozenset[Period]:
        """The periods about which a department has live reports on an item."""
        key = item.id, department
        if key not in self._reported:
            periods = (entry.period for entry in self.live(item, department))
            self._reported[key] = frozenset(filter(None, periods))
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


def _latest(said: Iterable[Said[Status]]) -> Said[Status] | None:
    return max(said, key=lambda one: one.order, default=None)


def parts_of(item: Item, ground: Ground) -> tuple[Part, ...]:
    """The parts of everyone who has one in ``item``, then of others who reported on it."""
    chains, duties = ground.standing.chains, _duties(item, ground)
    others = (
        one
        for one in ground.plan.departments
        if one not in item.holders
        and any(chain.voided is None for chain in chains.get((item.id, one), ()))
    )
    held = ((one, duties.get(one, Duties())) for one in (*item.holders, *others))
    return tuple(_part(item, one, owed, ground) for one, owed in held)


def _part(item: Item, department: str, duties: Duties, ground: Ground) -> Part:
    latest = ground.latest(item, department)
    review = ground.standing.review(latest) if latest else None
    status = latest.status if latest else None
    returned = review if review and review.verdict is Verdict.RETURNED else None
    if status is Status.DONE and returned:
        status = Status.IN_PROGRESS
    role = item.holders.get(department)
    ready = ground.clock.last_day(item.due, item)
    answers = ground.heir_of(department) == department
    return Part(
        item=item.id,
        department=department,
        roles=(role,) if role else (),
        status=status,
        duties=duties,
        entries=ground.live(item, department),
        review=_mark(latest, review, ground),
        owing=answers and role in OWING_ROLES and ground.is_there(item, department, item.last),
        was_done=ground.clock.as_of <= ready or ground.was_done(item, department, ready),
        returned=returned if answers else None,
        last=(latest,) if latest and answers else (),
    )


def _mark(latest: Entry | None, review: Entry | None, ground: Ground) -> str:
    """What the office last said of the entry whose status counts.

    Its own entries stay unreviewed (未经复核) even where it accepts them: nobody stands above it.
    """
    verdict = review.verdict.value if review and review.verdict else ""
    own = latest is not None and latest.department == ground.plan.office
    return "unreviewed" if own and verdict != Verdict.RETURNED else verdict


def owing_every_period(item: Item) -> frozenset[str]:
    """The departments that go on owing values of ``item`` when they are done (design 4.4)."""
    return frozenset(one for target in item.targets if target.by_period for one in target.owed_by)


def _duties(item: Item, ground: Ground, only: str | None = None) -> Mapping[str, Duties]:
    """The duties of an item by department; open ones are those of whoever took over.

    ``only`` is a department that alone matters: those of others may be left out.
    """
    owing = item.owing
    if only is not None and not ground.has_heirs:
        owing = (only,) if only in owing else ()
    found: dict[str, dict[Period, Duty]] = {}
    undone = owing_every_period(item)
    reporting = dict.fromkeys((*owing, *map(ground.heir_of, owing)))
    known = {one: _Reports(item, one, ground) for one in reporting}
    periods = [(one, ground.clock.duty_due(one, item)) for one in item.first.through(item.last)]
    for department in owing:
        reports, answering = known[department], known[ground.heir_of(department)]
        spared = undone.isdisjoint(ground.line_of(department))
        always = ALL_TIME in ground.terms(item, department)
        for period, due in periods:
            owes = always or ground.owes(item, department, period)
            if not owes or (spared and reports.waived(period, due)):
                continue
            duty = reports.duty(period, due)
            if duty.entry is None and answering is not reports:
                duty = answering.duty(period, due)
            found.setdefault(duty.department, {})[period] = duty
    return {one: Duties.of([duties[at] for at in sorted(duties)]) for one, duties in found.items()}


class _Reports:
    """A department's reports on an item, and those of whom it succeeds, by period."""

    def __init__(self, item: Item, department: str, ground: Ground) -> None:
        self._item = item
        self._department = department
        self._ground = ground
        self._by_period: dict[Period | None, list[tuple[Entry, Entry]]] = {}
        chains = ground.chains(item, department)
        said = (entry.status for chain in chains for entry in chain.entries)
        self._was_ever_done = Status.DONE in said
        for chain in chains:
            if chain.voided is None:
                first, last = chain.entries[0], chain.entries[-1]
                self._by_period.setdefault(first.period, []).append((first, last))

    def waived(self, period: Period, due: date) -> bool:
        """Whether the latest status by the duty's date, or today, was ``done`` of before."""
        if not self._was_ever_done:
            return False
        day = min(self._ground.clock.as_of, due)
        latest = self._ground.latest(self._item, self._department, day)
        if latest is None or latest.status is not Status.DONE:
            return False
        return time_order(latest)[0] < period and not self._ground.standing.is_returned(latest, day)

    def duty(self, period: Period, due: date) -> Duty:
        """The earliest report decides, by the first entry of its chain of amendments."""
        told = self._by_period.get(period)
        if not told:
            state = DutyState.OVERDUE if self._ground.clock.as_of > due else DutyState.PENDING
            return Duty(self._item.id, self._department, period, due, state)
        first, entry = told[0] if len(told) == 1 else min(told, key=lambda pair: pair[0].stamp)
        state = DutyState.REPORTED if first.day <= due else DutyState.LATE
        return Duty(self._item.id, self._department, period, due, state, (first, entry))


def extended(item: Item, due: date) -> Item:
    """An item whose due date moves, and with it that of every target without one of its own."""
    targets = (
        one if one.has_own_due else replace(one, due=due, extended_from=one.due)
        for one in item.targets
    )
    return replace(item, due=due, extended_from=item.due, targets=tuple(targets))


def ground_of(plan: Plan, standing: Standing, values: Values) -> Ground:
    """What stands of the entries without an error comes to at its date."""
    return Ground(plan, standing, Clock(standing.as_of, plan.grace_days, plan.cadence), values)


def duties_of(ground: Ground, items: Collection[str]) -> Iterator[Duty]:
    """Every duty of the plan's items that are among ``items``, by item and department."""
    for planned in ground.plan.items.values():
        if planned.id in items:
            for duties in _duties(ground.item(planned), ground).values():
                yield from duties


def unreported(
    plan: Plan,
    entries: Iterable[Entry],
    as_of: date,
    department: str,
    items: Collection[str] | None = None,
) -> Iterator[Duty]:
    """A department's duties for which no report has come, in document order.

    ``entries`` are those without an error; ``items`` are those that are asked about, None for all.
    """
    heirs = plan.heirs
    own = (e for e in entries if heirs or e.department in (department, plan.office))
    ground = ground_of(plan, standing_at(own, as_of), {})
    for planned in plan.items.values():
        if items is not None and planned.id not in items:
            continue
        for duty in _duties(ground.item(planned), ground, department).get(department, ()):
            if duty.state in UNREPORTED:
                yield duty


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
