"""What every item and target of a plan is built within: the plan's dates, and who there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from foodsafety_ledger.files.located import LocatedMap
from foodsafety_ledger.plan.directory import Directory, is_repeated
from foodsafety_ledger.plan.found import Findings
from foodsafety_ledger.values.location import Location
from foodsafety_ledger.values.period import Period


@dataclass(slots=True)
class Frame:
    """The plan's own dates and departments, and what has been read of it so far.

    ``judged_from`` is the first period that begins on or after the day of issue (design 4.2).
    ``places`` holds, by kind of node, where each id was first stated; ``unread`` gathers the ids
    that ``Plan.unread`` is made of.
    """

    start: date
    end: date
    first: Period
    judged_from: Period
    directory: Directory
    findings: Findings
    places: dict[str, dict[str, Location]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def check_day(self, day: date | None, node: LocatedMap, *keys: str) -> None:
        """Finds a day outside the plan (FL215)."""
        if day is not None and not self.start <= day <= self.end:
            self.findings.add(
                "FL215",
                node.span_at(*keys),
                value=day.isoformat(),
                start=self.start.isoformat(),
                end=self.end.isoformat(),
            )

    def check_first(self, first: Period | None, due: date, node: LocatedMap, *keys: str) -> None:
        """Finds a first period outside the plan, or after the one that holds ``due`` (FL215)."""
        if first is None:
            return
        span = node.span_at(*keys)
        if not Period.holding(self.start) <= first <= Period.holding(self.end):
            start, end = str(Period.holding(self.start)), str(Period.holding(self.end))
            self.findings.add("FL215", span, value=str(first), start=start, end=end)
        elif first > Period.holding(due):
            self.findings.add("FL215", span, "after-due", value=str(first), due=due.isoformat())

    def is_repeated(self, kind: str, node: LocatedMap, id_: str) -> bool:
        """Whether another node of the kind has the id already (found as FL206)."""
        return is_repeated(node, id_, self.places.setdefault(kind, {}), self.findings)

    def at(self, node: LocatedMap, *keys: str | int) -> Location:
        """The place of the value at ``keys``, or of the beginning of the mapping."""
        return Location(self.findings.path, node.span_at(*keys) if keys else node.start)


def first_judged(issued: date) -> Period:
    """The first period that begins on or after the day the document was issued."""
    holding = Period.holding(issued)
    return holding if holding.start == issued else holding.next
