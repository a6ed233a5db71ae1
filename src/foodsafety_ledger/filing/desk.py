"""A workspace opened for writing: what it holds, and what is owed in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from foodsafety_ledger.assess.assess import assess_one
from foodsafety_ledger.assess.assessment import Duty, ItemAssessment, Part
from foodsafety_ledger.assess.duties import UNREPORTED, unreported
from foodsafety_ledger.assess.standing import chain_of, standing_at
from foodsafety_ledger.check.rules import is_error
from foodsafety_ledger.check.run import open_workspace
from foodsafety_ledger.files.clock import today
from foodsafety_ledger.files.source import Snapshot, WorkTree
from foodsafety_ledger.files.workspace import find_workspace, ledger_path
from foodsafety_ledger.model.diagnostic import Diagnostic
from foodsafety_ledger.model.entry import Entry, Kind
from foodsafety_ledger.model.failure import FindingsError, RefusedError
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """What a writing command works on. ``plan`` is there: without it, nothing can be written."""

    root: Path
    source: WorkTree
    workspace: Workspace
    plan: Plan
    today: date
    _assessed: dict[tuple[str, date], ItemAssessment] = field(default_factory=dict)

    def item(self, item: str, as_of: date) -> ItemAssessment:
        """What is true of an item at ``as_of``."""
        if (item, as_of) not in self._assessed:
            self._assessed[item, as_of] = assess_one(self.workspace, self.plan, as_of, item)
        return self._assessed[item, as_of]

    def unreported(self, department: str, as_of: date) -> Iterator[Duty]:
        """A department's duties for which no report has come, in document order."""
        return unreported(self.plan, self.workspace.fit, as_of, department)

    def part(self, department: str, item: str, as_of: date) -> Part | None:
        """A department's part in an item; None where it has none."""
        parts = self.item(item, as_of).parts
        return next((part for part in parts if part.department == department), None)

    def live_entries(self, department: str, item: str) -> tuple[Entry, ...]:
        """What a department has reported on an item and still stands, in time order."""
        live = standing_at(self.workspace.fit).live
        return tuple(e for e in live if (e.department, e.item) == (department, item))


def owed_items(desk: Desk, department: str, day: date) -> dict[str, Period]:
    """The items on which a department has begun to owe a report: the longest waiting first."""
    owed: dict[str, Period] = {}
    for duty in desk.unreported(department, day):
        if duty.period.start <= day:
            owed[duty.item] = min(duty.period, owed.get(duty.item, duty.period))
    return dict(sorted(owed.items(), key=lambda pair: pair[1]))


def owed_for(duties: Iterable[Duty], period: Period) -> dict[str, Period]:
    """The items for which one of the ``duties`` is for ``period``, in their order."""
    return {duty.item: period for duty in duties if duty.period == period}


def unreviewed(desk: Desk) -> list[Entry]:
    """The reports that wait for the office, by department; its own wait for nobody."""
    standing = standing_at(desk.workspace.fit)
    waiting = [e for e in standing.live if not standing.review(e)]
    rank = {id_: number for number, id_ in enumerate(desk.plan.departments)}
    others = [e for e in waiting if e.department in rank and e.department != desk.plan.office]
    return sorted(others, key=lambda entry: rank[entry.department])


class DefaultPeriod(NamedTuple):
    """What a report is about where nobody says (design 5).

    ``in_round`` is whether reports for it are being handed in now, from whomever; ``holes`` are the
    periods that the department has failed to report: named, never chosen.
    """

    period: Period
    in_round: bool
    holes: tuple[Period, ...]


def default_period(plan: Plan, item: ItemAssessment, department: str, day: date) -> DefaultPeriod:
    """The period of a report on ``item`` that is dated ``day``.

    The earliest that the department still owes and can report in time, the period being over or
    ending early for this item; else the last one over that anyone can report in time; else the one
    that holds the day, within the item's own.
    """
    duties = [duty for part in item.parts for duty in part.duties if duty.period.start <= day]
    missing = [d for d in duties if d.department == department and d.state in UNREPORTED]
    in_time = [duty for duty in missing if day <= duty.due]
    waiting = [d.period for d in in_time if d.period.end < day or d.due < d.period.end]
    ended = [duty.period for duty in duties if duty.period.end < day <= duty.due]
    holding = min(max(plan.cadence.holding(day), item.item.first), item.item.last)
    chosen = min(waiting) if waiting else max(ended, default=holding)
    holes = (duty.period for duty in missing if duty.due < day and duty.period != chosen)
    return DefaultPeriod(chosen, bool(waiting or ended), tuple(holes))


def open_desk(folder: Path | None) -> Desk:
    """The workspace opened for writing; RefusedError where something in the way does not read."""
    root, day = find_workspace(folder, os.environ), today()
    source = Snapshot(root)
    workspace = open_workspace(source, day)
    blocking = in_the_way(workspace, "")
    if blocking or workspace.plan is None:
        raise RefusedError("in-the-way", blocking, source)
    return Desk(root, source, workspace, workspace.plan, day)


def require_ledger(desk: Desk, department: str) -> None:
    """RefusedError where the department's ledger has entries that do not read."""
    blocking = in_the_way(desk.workspace, department)
    if blocking:
        raise RefusedError("in-the-way", blocking, desk.source)


def require_live(desk: Desk, entry: Entry) -> None:
    """FindingsError with the end of its chain where an entry was amended or voided before."""
    end = end_of_chain(desk, entry)
    if end is not entry:
        key = "already-voided" if end.kind is Kind.VOID else "already-amended"
        raise FindingsError(key, id=entry.id, end=end.id)


def end_of_chain(desk: Desk, entry: Entry) -> Entry:
    """What stands in an entry's place now: itself, its last amendment, or what voids it."""
    return chain_of(entry, desk.workspace.entries)[-1]


def in_the_way(workspace: Workspace, department: str | None) -> list[Diagnostic]:
    """The errors that nothing can be written on top of.

    Files that do not read, and anything wrong in the plan's: their meaning is unknown. Of the
    ledger that is to be written, entries that do not read too. Entries that read and break a rule
    are in nobody's way: amending or voiding them is how they are mended.
    """
    own = ledger_path(department) if department else ""
    families = ("FL1", "FL2")
    return [
        d
        for d in workspace.found
        if is_error(d)
        and (d.code.startswith(families) or (d.code.startswith("FL3") and d.location.path == own))
    ]
