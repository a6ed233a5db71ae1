"""Committed entries held against the ledgers of now: gone, rewritten, moved (FL801 to FL803)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from foodsafety_ledger.model.diagnostic import Diagnostic, Location
from foodsafety_ledger.model.entry import FIELDS, Entry, FieldKind, Ledger
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.reading.comparison import Change, changes_between
from foodsafety_ledger.reading.typed import spelt

FATES: Final = {"FL801": "removed", "FL802": "rewritten", "FL803": "moved"}
"""What has become of an entry, as other rules that say so too call it."""


class Recorded(NamedTuple):
    """An entry as it was committed first, and the commit that shows it so."""

    entry: Entry
    commit: str


@dataclass(frozen=True, slots=True)
class Present:
    """The entries there are now. ``partial`` are the ledgers that do not read whole."""

    entries: Mapping[str, tuple[Entry, ...]]
    partial: frozenset[str]

    @classmethod
    def of(cls, ledgers: Iterable[Ledger], unread: Iterable[str] = ()) -> Present:
        """The entries of these ledgers by id; ``unread`` are ledgers that do not read at all."""
        found: dict[str, tuple[Entry, ...]] = {}
        partial = set(unread)
        for ledger in ledgers:
            if not ledger.complete:
                partial.add(ledger.path)
            for entry in ledger.entries:
                found[entry.id] = (*found.get(entry.id, ()), entry)
        return cls(found, frozenset(partial))

    def counterpart(self, entry: Entry) -> Entry | None:
        """The entry of the same id: of several (an error by itself) the one most like it."""
        same_id = self.entries.get(entry.id, ())
        return min(
            same_id, key=lambda e: (e.path != entry.path, e.source != entry.source), default=None
        )


def check_recorded(recorded: Iterable[Recorded], present: Present) -> Iterator[Diagnostic]:
    """What has become of each entry since: everything but order must be as it was."""
    for entry, commit in recorded:
        if not entry.id:
            continue
        now = present.counterpart(entry)
        if now is not None:
            yield from _check_moved(entry, now)
            yield from _check_rewritten(entry, now, commit)
        elif entry.path not in present.partial:
            facts = {"id": entry.id, "commit": commit, "path": entry.path}
            yield Diagnostic("FL801", Location(entry.path), facts)


def _check_moved(entry: Entry, now: Entry) -> Iterator[Diagnostic]:
    if now.path != entry.path:
        facts = {"id": entry.id, "was": entry.path, "now": now.path}
        yield Diagnostic("FL803", now.place("id"), facts)


def _check_rewritten(entry: Entry, now: Entry, commit: str) -> Iterator[Diagnostic]:
    changes = [one for one in changes_between(entry.source, now.source) if not _says_the_same(one)]
    if not changes:
        return
    there = next((change for change in changes if change.after is not None), None)
    at = now.place(*there.keys) if there else Location(now.path, now.source.start)
    facts = {
        "id": entry.id,
        "commit": commit,
        "changes": "; ".join(map(str, changes)),
        "path": entry.path,
    }
    yield Diagnostic("FL802", at, facts)


def _says_the_same(change: Change) -> bool:
    """Whether only the spelling is another: what ``check --fix`` mends did not count before."""
    before, after, one = change.before, change.after, FIELDS.get(change.keys[0])
    if one is None or not isinstance(before, str):
        return False
    match one.kind:
        case FieldKind.DATE | FieldKind.PERIOD | FieldKind.STATUS:
            return after == spelt(one.kind, before)
        case FieldKind.ID | FieldKind.REFERENCE | FieldKind.VALUES:
            return after == halved(before)
        case _:
            return False
