"""Which entries count at a date: amendments, voids and reviews followed (design 3 and 4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from foodsafety_ledger.model.entry import Entry, Kind
from foodsafety_ledger.model.period import Cadence, Period
from foodsafety_ledger.model.plan import Target


@dataclass(frozen=True, slots=True)
class Standing:
    """The ledgers at a date.

    ``live`` are the reports that count, in time order. ``originals`` names, for an amendment that
    counts, the first entry of its chain: the one that decides whether a report was on time.
    ``reviews`` is the latest review of an entry by the entry's id.
    """

    live: tuple[Entry, ...]
    originals: Mapping[str, Entry]
    reviews: Mapping[str, Entry]

    def original(self, entry: Entry) -> Entry:
        """The first entry of the chain that ``entry`` ends; itself where it amends nothing."""
        return self.originals.get(entry.id, entry)


def time_order(entry: Entry) -> tuple[Period, date, str]:
    """What "latest" goes by: ``(period, date, id)`` (design 4.2). Only for reports."""
    return entry.period or Cadence.QUARTER.holding(entry.day), entry.day, entry.id


def standing_at(entries: Iterable[Entry], as_of: date | None = None) -> Standing:
    """What stands at ``as_of``: entries of that date or before, less those replaced by then.

    Without ``as_of`` it is what stands over all time. Entries without a date stand for nothing.

    A void ends a chain and nothing revives: an amended entry stays replaced even where its
    amendment is voided. A review counts only for the entry it names, until it is voided itself.
    """
    dated = (entry for entry in entries if entry.date is not None)
    known = {entry.id: entry for entry in dated if as_of is None or entry.day <= as_of}
    replaced = {entry.amends or entry.voids for entry in known.values()}
    standing = [entry for id_, entry in known.items() if id_ not in replaced]
    live = sorted((e for e in standing if e.kind is Kind.REPORT), key=time_order)
    reviews = sorted((e for e in standing if e.kind is Kind.REVIEW), key=lambda e: e.stamp)
    return Standing(
        live=tuple(live),
        originals={entry.id: _first_of_chain(entry, known) for entry in live if entry.amends},
        reviews={review.reviews: review for review in reviews},
    )


def chain_of(entry: Entry, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The chain that ``entry`` belongs to, oldest first: amendments, and the void that ends it."""
    known = {one.id: one for one in entries}
    following = {one.amends or one.voids: one for one in entries if one.amends or one.voids}
    start = known.get(entry.voids, entry) if entry.voids else entry
    chain = {(first := _first_of_chain(start, known)).id: first}
    last = first
    while (after := following.get(last.id)) is not None and after.id not in chain:
        chain[after.id] = last = after
    return tuple(chain.values())


def _first_of_chain(entry: Entry, known: Mapping[str, Entry]) -> Entry:
    """Follows ``amends`` back as far as it is known; a cycle ends where it would close."""
    seen = {entry.id}
    while entry.amends in known and entry.amends not in seen:
        entry = known[entry.amends]
        seen.add(entry.id)
    return entry


def last_value(entries: Iterable[Entry], target: Target) -> tuple[Entry, str] | None:
    """The latest value that any of ``entries``, in time order, gives for a target."""
    found = None
    for entry in entries:
        text = dict(entry.values).get(target.id) if entry.item == target.item else None
        found = (entry, text) if text is not None else found
    return found
