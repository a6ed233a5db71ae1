"""What every item and target of a plan is built within: the plan's dates, and who there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from foodsafety_ledger.files.located import LocatedMap
from foodsafety_ledger.plan.directory import Directory, is_repeated
from foodsafety_ledger.plan.found import Findings
from foodsafety_ledger.values.location import Location, Span
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

    def day_within(self, day: date | None, node: LocatedMap, *keys: str) -> date | None:
        """``day``; None, and FL215, where it lies outside the plan."""
        if day is None or self.start <= day <= self.end:
            return day
        self._add_outside(node.span_at(*keys), day, self.start, self.end)
        return None

    def first_within(
        self, first: Period | None, due: date, node: LocatedMap, *keys: str
    ) -> Period | None:
        """``first``; None, and FL215, where it lies outside the plan.

        FL215, too, where it is after the period that holds ``due``.
        """
        if first is None:
            return None
        start, end = Period.holding(self.start), Period.holding(self.end)
        span = node.span_at(*keys)
        if not start <= first <= end:
            self._add_outside(span, first, start, end)
            return None
        if first > Period.holding(due):
            self.findings.add("FL215", span, "after-due", value=str(first), due=due.isoformat())
        return first

    def _add_outside(self, span: Span, *values: date | Period) -> None:
        value, start, end = map(str, values)
        self.findings.add("FL215", span, value=value, start=start, end=end)

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
