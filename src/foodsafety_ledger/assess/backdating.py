"""Entries that were committed after a due date which they claim to precede (design 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from foodsafety_ledger.assess.clock import Clock
from foodsafety_ledger.ledgers.values import Entry
from foodsafety_ledger.plan.values import Plan


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
    clock = Clock(committed, plan.grace_days)
    missed = [due for due in _dues(entry, clock, plan, known) if entry.day <= due < committed]
    if not missed:
        return None
    due = min(missed)
    days = (committed - due).days
    return Missed(due, days) if days > plan.grace_days else None


def _dues(entry: Entry, clock: Clock, plan: Plan, known: Mapping[str, Entry]) -> Iterator[date]:
    """The last days on time of what an entry is about, itself or through the entry it names."""
    about = known.get(entry.voids or entry.reviews, entry)
    item = plan.items.get(about.item)
    if item is None:
        yield clock.last_day(plan.end)
        return
    if about.period is not None and item.first <= about.period <= item.last:
        yield clock.duty_due(about.period, item.due)
    yield clock.last_day(item.due)
    for target in item.targets:
        yield clock.last_day(target.due)
