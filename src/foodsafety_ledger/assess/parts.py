"""Departments' parts in items at a date: latest status, duties, reviews (design 4.4 and 4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from foodsafety_ledger.assess.clock import Clock
from foodsafety_ledger.assess.values import Duty, DutyState, Part
from foodsafety_ledger.ledgers.chains import Standing
from foodsafety_ledger.ledgers.values import Entry, Status, Verdict
from foodsafety_ledger.plan.values import Holds, Item, Measure, Plan
from foodsafety_ledger.values.period import Period

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
    return any(
        department in target.owed_by
        and (target.holds is Holds.EVERY_PERIOD or target.measure is Measure.OCCASIONS)
        for target in item.targets
    )


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
