"""Entries as they stand in a ledger file: typed, located, not yet held against the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from foodsafety_ledger.model.diagnostic import EntryKey, Location, Span
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.period import Period


class Kind(StrEnum):
    """What an entry does: report (an amendment too), void another, or review another."""

    REPORT = "report"
    VOID = "void"
    REVIEW = "review"


class Status(StrEnum):
    """How far a department says its part of an item is."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    BLOCKED = "blocked"


class Verdict(StrEnum):
    """What the office says of an entry it reviewed."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that supports an entry: its path in the workspace and the hash it had."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. A report has item, period and status; a void or review has its reference.

    ``values`` are pairs of target id and the text typed; what the text means is the target's to
    say. What does not read is blank (an empty text, None), and a finding with the entry's key says
    so. ``source`` is the located mapping the entry was read from: it knows every
    value's place.
    """

    id: str
    kind: Kind
    department: str
    date: dt.date | None
    by: str
    path: str
    position: int
    span: Span
    item: str = ""
    period: Period | None = None
    status: Status | None = None
    values: tuple[tuple[str, str], ...] = ()
    note: str = ""
    problems: str = ""
    next: str = ""
    evidence: tuple[Evidence, ...] = ()
    approved_by: str = ""
    amends: str = ""
    voids: str = ""
    reviews: str = ""
    verdict: Verdict | None = None
    reason: str = ""
    source: LocatedMap = field(default_factory=LocatedMap, compare=False, repr=False)

    @property
    def key(self) -> EntryKey:
        """Which entry of which file this is."""
        return EntryKey(self.path, self.position)

    @property
    def day(self) -> dt.date:
        """The date of an entry that has one, as every entry in the figures has."""
        if self.date is None:
            raise ValueError(self.id)
        return self.date

    @property
    def stamp(self) -> tuple[str, str]:
        """What entries are put in order of time by: date and id, those without a date first."""
        return str(self.date or ""), self.id

    def place(self, *keys: str | int) -> Location:
        """The place of the value at ``keys`` (``"values", "some-target"``), or of the entry."""
        return Location(self.path, self.source.span_at(*keys) if keys else self.span)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One department's file.

    ``complete`` is false where some entries could not be read at all: then ids may exist that
    nobody sees, and rules about missing references stay silent. ``unread`` counts the entries
    that could not be made into values.
    """

    path: str
    department: str
    plan: str
    entries: tuple[Entry, ...]
    complete: bool = True
    unread: int = 0


class Shape(NamedTuple):
    """The keys that one kind of entry must have, and all that it may have."""

    required: tuple[str, ...]
    required_keys: frozenset[str]
    allowed: frozenset[str]


REFERENCES: Final = ("amends", "voids", "reviews")
"""The keys that name another entry; an entry has at most one of them."""

HEADER: Final = ("plan", "department", "entries")
"""The keys of a ledger, all required."""

EVIDENCE: Final = ("path", "sha256")
"""The keys of one piece of evidence, both required."""

_REPORT = ("id", "item", "period", "date", "status", "by")
_REPORT_EXTRA = ("amends", "reason", "values", "note", "problems", "next", "evidence")
_VOID = ("id", "voids", "reason", "date", "by")
_REVIEW = ("id", "reviews", "verdict", "reason", "date", "by")
_ANY_EXTRA = ("note", "approved_by")


def _shape(required: tuple[str, ...], *extra: str) -> Shape:
    return Shape(required, frozenset(required), frozenset((*required, *_ANY_EXTRA, *extra)))


SHAPES: Final[Mapping[Kind, Shape]] = {
    Kind.REPORT: _shape(_REPORT, *_REPORT_EXTRA),
    Kind.VOID: _shape(_VOID),
    Kind.REVIEW: _shape(_REVIEW),
}

ENTRY_KEYS: Final = tuple(dict.fromkeys((*_REPORT, *_REPORT_EXTRA, *_ANY_EXTRA, *_VOID, *_REVIEW)))
"""Every key that some kind of entry takes."""
