"""Committed entries held against the ledgers of now: gone, rewritten, moved (FL801 to FL803)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from foodsafety_ledger.ledgers.values import Entry, Ledger
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.location import Location

_LONGEST = 40
_NOTHING = "∅"


class Recorded(NamedTuple):
    """An entry as it was committed first, and the commit that shows it so."""

    entry: Entry
    commit: str


class Change(NamedTuple):
    """A value that differs: the keys that lead to it, and what it says before and after."""

    keys: tuple[str, ...]
    before: object
    after: object

    def __str__(self) -> str:
        """``date: 2021-10-12 → 2021-10-20``."""
        return f"{'.'.join(self.keys)}: {_shown(self.before)} → {_shown(self.after)}"


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
                found[raw_id(entry)] = (*found.get(raw_id(entry), ()), entry)
        return cls(found, frozenset(partial))

    def counterpart(self, entry: Entry) -> Entry | None:
        """The entry of the same id: of several (an error by itself) the one most like it."""
        same_id = self.entries.get(raw_id(entry), ())
        return min(
            same_id, key=lambda e: (e.path != entry.path, e.source != entry.source), default=None
        )


def check_recorded(recorded: Iterable[Recorded], present: Present) -> Iterator[Diagnostic]:
    """What has become of each entry since: everything but order must be as it was."""
    for entry, commit in recorded:
        if not raw_id(entry):
            continue
        now = present.counterpart(entry)
        if now is not None:
            yield from _check_moved(entry, now)
            yield from _check_rewritten(entry, now, commit)
        elif entry.path not in present.partial:
            facts = {"id": raw_id(entry), "commit": commit, "path": entry.path}
            yield Diagnostic("FL801", Location(entry.path), facts)


def raw_id(entry: Entry) -> str:
    """The id as it is written, also where it is not a good one; empty where there is none."""
    written = entry.source.get("id")
    return written if isinstance(written, str) else ""


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every value that differs, in the order of the keys; what is missing counts as None."""
    return list(_changes(before, after, ()))


def _changes(
    before: Mapping[str, Any], after: Mapping[str, Any], keys: tuple[str, ...]
) -> Iterator[Change]:
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _changes(old, new, (*keys, key))
        elif old != new:
            yield Change((*keys, key), old, new)


def _check_moved(entry: Entry, now: Entry) -> Iterator[Diagnostic]:
    if now.path != entry.path:
        facts = {"id": raw_id(entry), "was": entry.path, "now": now.path}
        yield Diagnostic("FL803", now.place("id"), facts)


def _check_rewritten(entry: Entry, now: Entry, commit: str) -> Iterator[Diagnostic]:
    changes = changes_between(entry.source, now.source)
    if not changes:
        return
    there = next((change for change in changes if change.after is not None), None)
    at = now.place(*there.keys) if there else Location(now.path, now.source.start)
    facts = {
        "id": raw_id(entry),
        "commit": commit,
        "changes": "; ".join(map(str, changes)),
        "path": entry.path,
    }
    yield Diagnostic("FL802", at, facts)


def _shown(value: object) -> str:
    """A value on one line, cut where it is long."""
    if value is None or value == "":
        return _NOTHING
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
