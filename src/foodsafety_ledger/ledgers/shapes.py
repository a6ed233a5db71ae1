"""Which keys an entry takes: a report, a void and a review each have their own (design 3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from foodsafety_ledger.ledgers.values import Kind


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
