"""Where a line of a file comes from: the commit that last changed it, if there is git at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from foodsafety_ledger.values.location import Location


@dataclass(frozen=True, slots=True)
class Commit:
    """The commit that last changed a line: its id, its author, and the day it was put in.

    ``day`` is None where the commit does not say a day that there is.
    """

    id: str
    author: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Git failed: what it said instead of an answer."""

    what: str


class Provenance(Protocol):
    """Knows the commits of lines; a workspace without git has none."""

    def commit_of(self, place: Location) -> Commit | Unanswered | None:
        """The commit that last changed the line at ``place``; None where it is not committed."""
        ...
