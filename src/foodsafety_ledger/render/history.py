"""Entries as they stand to each other at a date: what replaced them, who reviewed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from foodsafety_ledger.ledgers.values import Entry, Kind


@dataclass(frozen=True, slots=True)
class History:
    """Every entry known at a date, in time order, and what others say about it.

    ``replaced`` names, by an entry's id, the amendment or void that took it out of the figures;
    ``reviews`` the latest review. ``unfit`` are the ids of entries left out because of errors.
    """

    entries: tuple[Entry, ...]
    replaced: Mapping[str, Entry]
    reviews: Mapping[str, Entry]
    unfit: frozenset[str]

    def subject(self, entry: Entry) -> Entry:
        """The report that a void or review is about; the entry itself where it is a report."""
        about = entry.voids or entry.reviews
        return next((one for one in self.entries if one.id == about), entry) if about else entry

    def is_live(self, entry: Entry) -> bool:
        """Whether the entry is a report that counts."""
        return (
            entry.kind is Kind.REPORT
            and entry.id not in self.replaced
            and entry.id not in self.unfit
        )


def history_at(entries: Iterable[Entry], fit: Iterable[Entry], as_of: date) -> History:
    """The history of ``entries`` up to ``as_of``; ``fit`` are those that figures are made of.

    An entry whose date does not read stands first: nobody knows when it was.
    """
    past = (one for one in entries if one.date is None or one.date <= as_of)
    known = sorted(past, key=lambda entry: entry.stamp)
    sound = {one.id for one in fit}
    counting = [one for one in known if one.id in sound]
    replaced = {one.amends or one.voids: one for one in counting if one.amends or one.voids}
    return History(
        entries=tuple(known),
        replaced=replaced,
        reviews={one.reviews: one for one in counting if one.reviews and one.id not in replaced},
        unfit=frozenset(one.id for one in known if one.id not in sound),
    )


def date_text(entry: Entry) -> str:
    """The entry's date; a question mark where it does not read."""
    return str(entry.date or "?")
