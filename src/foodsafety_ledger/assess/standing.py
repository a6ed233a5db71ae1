"""Which entries count at a date: amendments, voids and reviews followed (design 3 and 4.5).

A report and its amendments are a chain. What stood on any day, and since when a chain has said the
same, is asked of the chain, so that nothing here depends on the order of entries in a file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from foodsafety_ledger.model.entry import Entry, Kind, Status, Verdict
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Target
from foodsafety_ledger.reading.workspace import Workspace, once

T = TypeVar("T")


def time_order(entry: Entry) -> tuple[Period, date, str]:
    """What "latest" goes by: ``(period, date, id)`` (design 4.2). Only for reports."""
    return period_of(entry), entry.day, entry.id


def period_of(entry: Entry) -> Period:
    """The period that a report is about."""
    assert entry.period is not None  # noqa: S101 - no report reads without one
    return entry.period


class Chain(NamedTuple):
    """An entry and its amendments, oldest first; ``voided`` is the day on which a void ended it."""

    entries: tuple[Entry, ...]
    voided: date | None = None

    def at(self, day: date) -> Entry | None:
        """The entry that stood at the end of ``day``; None before the first and after a void."""
        if self.voided is not None and self.voided <= day:
            return None
        if self.entries[-1].day <= day:
            return self.entries[-1]
        position = bisect_right(self.entries, day, key=lambda entry: entry.day)
        return self.entries[position - 1] if position else None


class Said(NamedTuple, Generic[T]):
    """What an entry says of one matter, and the entry since which its chain has said so.

    ``returned`` is whether the office's latest review returned the entry: then it was never in
    time, and what follows it in the chain is as old as itself.
    """

    entry: Entry
    what: T
    first: Entry
    returned: bool = False

    @property
    def since(self) -> date:
        """The day since which its chain has said so."""
        return self.first.day

    @property
    def order(self) -> tuple[Period, date, str]:
        """What "latest" goes by: who adds a note later says nothing later (design 4.2 and 4.5)."""
        return time_order(self.first)

    @property
    def period(self) -> Period:
        """The period it is about."""
        return period_of(self.entry)

    def in_time(self, day: date) -> bool:
        """Whether it stood unchanged since ``day`` or before (design 4.5)."""
        return self.since <= day and not self.returned


@dataclass(frozen=True, slots=True)
class Track(Generic[T]):
    """What a chain has said of one matter over time: nothing where an entry says nothing."""

    chain: Chain
    said: Mapping[str, Said[T]]

    def at(self, day: date) -> Said[T] | None:
        """What stood at the end of ``day``."""
        entry = self.chain.at(day)
        return None if entry is None else self.said.get(entry.id)


@dataclass(frozen=True)
class Standing:
    """The ledgers as known at ``as_of``.

    ``live`` are the reports that count, in time order. ``chains`` are all chains of reports by item
    and department, ended ones too. ``reviews`` are the reviews of an entry by the entry's id,
    ``extensions`` those of an item's due date that are not voided, in order of date and id.
    ``last`` is the latest day of an entry.
    """

    as_of: date
    live: tuple[Entry, ...]
    chains: Mapping[tuple[str, str], tuple[Chain, ...]]
    reviews: Mapping[str, tuple[Chain, ...]]
    extensions: Mapping[str, tuple[Entry, ...]]
    last: date = date.min

    def review(self, entry: Entry, day: date | None = None) -> Entry | None:
        """The office's latest review of an entry that stood at the end of ``day``."""
        chains = self.reviews.get(entry.id)
        if chains is None:
            return None
        at = self.as_of if day is None else day
        stood = (chain.at(at) for chain in chains)
        return max(filter(None, stood), key=lambda one: one.stamp, default=None)

    def is_returned(self, entry: Entry, day: date | None = None) -> bool:
        """Whether the office's latest review of an entry returned it."""
        review = self.review(entry, day)
        return review is not None and review.verdict is Verdict.RETURNED

    @cached_property
    def giving(self) -> Mapping[tuple[str, str, str], tuple[Chain, ...]]:
        """The chains that give a value, by item, department and the target's id."""
        giving: dict[tuple[str, str, str], dict[int, Chain]] = {}
        for (item, department), chains in self.chains.items():
            for chain in chains:
                for entry in chain.entries:
                    for target, _ in entry.values:
                        giving.setdefault((item, department, target), {})[id(chain)] = chain
        return {key: tuple(found.values()) for key, found in giving.items()}

    @cached_property
    def statuses(self) -> Mapping[tuple[str, str], tuple[Track[Status], ...]]:
        """What the chains say of how far a department is, by item and department."""
        return {k: self.tracks(found, lambda one: one.status) for k, found in self.chains.items()}

    def tracks(
        self, chains: Iterable[Chain], what: Callable[[Entry], T | None]
    ) -> tuple[Track[T], ...]:
        """What each chain says of a matter; silent ones left out."""
        tracks = (Track(chain, dict(self._said(chain, what))) for chain in chains)
        return tuple(track for track in tracks if track.said)

    def _said(
        self, chain: Chain, what: Callable[[Entry], T | None]
    ) -> Iterator[tuple[str, Said[T]]]:
        before: Said[T] | None = None
        for entry in chain.entries:
            now = what(entry)
            if now is None:
                before = None
                continue
            same = before is not None and before.what == now and not before.returned
            first = before.first if before is not None and same else entry
            before = Said(entry, now, first, self.is_returned(entry))
            yield entry.id, before


def standing_at(entries: Iterable[Entry], as_of: date | None = None) -> Standing:
    """What stands at ``as_of``: entries of that date or before, less those replaced by then.

    Without ``as_of`` it is what stands over all time. Entries without a date stand for nothing.

    A void ends a chain and nothing revives: an amended entry stays replaced even where its
    amendment is voided. A review counts only for the entry it names, until it is voided itself.
    """
    day = as_of or date.max
    known = {one.id: one for one in entries if one.date is not None and one.date <= day}
    circling = {one.id for circle in circles(known) for one in circle}
    voided = {one.voids: one.day for one in known.values() if one.voids}
    amended = {one.amends: one for one in reversed(known.values()) if one.amends}
    live: list[Entry] = []
    chains: dict[tuple[str, str], list[Chain]] = {}
    reviews: dict[str, list[Chain]] = {}
    for entry in known.values():
        is_start = entry.amends not in known or entry.amends in circling
        if entry.kind is Kind.REPORT and is_start and entry.id not in circling:
            chain = _chain(entry, amended, voided)
            chains.setdefault((entry.item, entry.department), []).append(chain)
            if chain.voided is None:
                live.append(chain.entries[-1])
        elif entry.kind is Kind.REVIEW:
            reviews.setdefault(entry.reviews, []).append(Chain((entry,), voided.get(entry.id)))
    return Standing(
        as_of=day,
        live=tuple(sorted(live, key=time_order)),
        chains={key: tuple(found) for key, found in chains.items()},
        reviews={key: tuple(found) for key, found in reviews.items()},
        extensions=_extensions(known, voided),
        last=max((one.day for one in known.values()), default=date.min),
    )


@once
def standing_of(workspace: Workspace) -> Standing:
    """What stands over all time of the entries that are not broken."""
    return standing_at(workspace.sound)


def standing_on(workspace: Workspace, entries: Iterable[Entry], day: date) -> Standing:
    """``standing_at`` of entries of a workspace; not anew where it is what stands over all time."""
    known = standing_of(workspace) if entries is workspace.sound else None
    if known is not None and known.last <= day:
        return replace(known, as_of=day)
    return standing_at(entries, day)


def extensions_by_item(entries: Iterable[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    """The extensions of each item's due date that are not voided, in order of date and id."""
    known = {one.id: one for one in entries if one.date is not None}
    return _extensions(known, {one.voids: one.day for one in known.values() if one.voids})


def _extensions(
    known: Mapping[str, Entry], voided: Mapping[str, date]
) -> Mapping[str, tuple[Entry, ...]]:
    granted: dict[str, list[Entry]] = {}
    extensions = (
        one for one in known.values() if one.kind is Kind.EXTENSION and one.id not in voided
    )
    for entry in sorted(extensions, key=lambda one: one.stamp):
        granted.setdefault(entry.extends, []).append(entry)
    return {item: tuple(found) for item, found in granted.items()}


def circles(known: Mapping[str, Entry]) -> Iterator[list[Entry]]:
    """Entries by id whose amendments lead back to themselves: nothing in a circle counts."""
    settled: set[str] = set()
    for start in (one.id for one in known.values() if one.amends):
        path: dict[str, Entry] = {}
        id_ = start
        while id_ in known and id_ not in settled and id_ not in path:
            path[id_] = known[id_]
            id_ = known[id_].amends
        if id_ in path:
            yield list(path.values())[list(path).index(id_) :]
        settled.update(path)


def _chain(first: Entry, amended: Mapping[str, Entry], voided: Mapping[str, date]) -> Chain:
    """The chain that begins with ``first``, as far as its entries are known."""
    entries = [first]
    while (after := amended.get(entries[-1].id)) is not None:
        entries.append(after)
    return Chain(tuple(entries), voided.get(entries[-1].id))


def chain_of(entry: Entry, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The chain that ``entry`` belongs to, oldest first: amendments, and the void that ends it."""
    known = {one.id: one for one in entries}
    following = {one.amends or one.voids: one for one in entries if one.amends or one.voids}
    first = known.get(entry.voids, entry) if entry.voids else entry
    seen = {first.id}
    while first.amends in known and first.amends not in seen:
        first = known[first.amends]
        seen.add(first.id)
    chain = {first.id: first}
    last = first
    while (after := following.get(last.id)) is not None and after.id not in chain:
        chain[after.id] = last = after
    return tuple(chain.values())


def last_value(entries: Iterable[Entry], target: Target) -> tuple[Entry, str] | None:
    """The latest value that any of ``entries``, in time order, gives for a target."""
    found = None
    for entry in entries:
        text = dict(entry.values).get(target.id) if entry.item == target.item else None
        found = (entry, text) if text is not None else found
    return found
