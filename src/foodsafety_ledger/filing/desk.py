"""A workspace opened for writing: what it holds, and what is owed in it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assess import assess_one
from foodsafety_ledger.assess.assessment import Duty, DutyState, ItemAssessment, Part
from foodsafety_ledger.assess.duties import UNREPORTED, is_called_for, unreported
from foodsafety_ledger.assess.standing import chain_of, standing_at
from foodsafety_ledger.check.rules import added_families, is_error
from foodsafety_ledger.check.run import find_errors_of
from foodsafety_ledger.files.cache import content_key, keep, recall
from foodsafety_ledger.files.clock import today
from foodsafety_ledger.files.source import Snapshot
from foodsafety_ledger.files.workspace import find_workspace, ledger_path
from foodsafety_ledger.model.diagnostic import Diagnostic
from foodsafety_ledger.model.entry import Entry, Kind, Verdict, subject_id
from foodsafety_ledger.model.failure import FindingsError, RefusedError
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.period import Period, parse_period
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.catalogue import Catalogue
from foodsafety_ledger.reading.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """What a writing command works on. ``plan`` is there: without it, nothing can be written.

    What is asked of a few items is read of them alone (``about``), the rest when it is asked for.
    """

    root: Path
    source: Snapshot
    catalogue: Catalogue
    errors: tuple[Diagnostic, ...]
    plan: Plan
    today: date
    _near: dict[frozenset[str], Workspace] = field(default_factory=dict)
    _assessed: dict[tuple[str, date], ItemAssessment] = field(default_factory=dict)

    @cached_property
    def workspace(self) -> Workspace:
        """The whole of it, opened."""
        return replace(self.catalogue.whole(), broken_rules=self.errors)

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Every entry by its id, in the order of files and lines; of two with one id the first."""
        if not self._is_whole:
            return self.catalogue.by_id
        known = self.workspace.by_id
        return {entry.id: known[entry.id] for entry in self.workspace.entries if entry.id}

    @property
    def _is_whole(self) -> bool:
        """Whether the whole of it is looked at: it was read, or may say more than its parts.

        Rules of other packages may look anywhere; where an id is used twice, whose it is depends.
        """
        twice = any(one.code == "FL405" for one in self.errors)
        return twice or "workspace" in vars(self) or bool(added_families())

    def about(self, items: Iterable[str]) -> Workspace:
        """``Workspace.about`` of the whole of it, or more."""
        if self._is_whole:
            return self.workspace
        asked = frozenset(items)
        if asked not in self._near:
            near = self.catalogue.about(asked)
            self._near[asked] = replace(near, broken_rules=self.errors)
        return self._near[asked]

    def item(self, item: str, as_of: date) -> ItemAssessment:
        """What is true of an item at ``as_of``."""
        if (item, as_of) not in self._assessed:
            near = self.about([item])
            self._assessed[item, as_of] = assess_one(near, self.plan, as_of, item)
        return self._assessed[item, as_of]

    def unreported(
        self, department: str, as_of: date, then: Workspace | None = None
    ) -> Sequence[Duty]:
        """A department's duties for which no report has come, in document order.

        ``then`` is what the workspace has become meanwhile, if it has: on its items alone.
        """
        if then is None:
            return self._unreported(department, as_of)
        if then.items is None:
            return [*unreported(self.plan, then.fit, as_of, department)]
        known = (d for d in self._unreported(department, as_of) if d.item not in then.items)
        found = [*known, *unreported(self.plan, then.fit, as_of, department, then.items)]
        order = {id_: number for number, id_ in enumerate(self.plan.items)}
        return sorted(found, key=lambda duty: order[duty.item])

    def _unreported(self, department: str, as_of: date) -> Sequence[Duty]:
        """What is owed in the workspace as it was opened; the cache keeps it."""
        state = self.catalogue.state()
        kept = recall("owed", _owed_key(state, department, as_of))
        if kept is not None:
            return [_owed(department, one) for one in kept]
        fit = self.catalogue.fit(self.about(()), department)
        found = [*unreported(self.plan, fit, as_of, department)]
        self.keep_owed(state, department, as_of, found)
        return found

    def keep_owed(self, state: str, department: str, as_of: date, duties: Iterable[Duty]) -> None:
        """Keeps what a department owes in a state of the workspace (``Catalogue.state``)."""
        plain = [
            (one.item, str(one.period), one.due.toordinal(), one.state.value) for one in duties
        ]
        keep("owed", _owed_key(state, department, as_of), plain)

    def part(self, department: str, item: str, as_of: date) -> Part | None:
        """A department's part in an item; None where it has none."""
        parts = self.item(item, as_of).parts
        return next((part for part in parts if part.department == department), None)

    def live_entries(self, department: str, item: str) -> tuple[Entry, ...]:
        """What a department has reported on an item and still stands, in time order."""
        live = standing_at(self.about([item]).fit).live
        return tuple(e for e in live if (e.department, e.item) == (department, item))


def _owed_key(state: str, department: str, as_of: date) -> str:
    return content_key(f"{state} {department} {as_of}".encode())


def _owed(department: str, kept: tuple[str, str, int, str]) -> Duty:
    item, period, due, state = kept
    asked = parse_period(period)
    assert asked is not None  # noqa: S101 - it was a duty's
    return Duty(item, department, asked, date.fromordinal(due), DutyState(state))


class ToDo(NamedTuple):
    """What a department has to report, and what not yet.

    ``returned`` are its reports that the office returned, each with that review; ``owed`` the
    duties that are called for, the longest waiting of each item; ``later`` the first of the others,
    of periods that have begun.
    """

    returned: tuple[tuple[Entry, Entry], ...]
    owed: Mapping[str, Duty]
    later: Mapping[str, Duty]

    def walk(self, asked: Period) -> list[Duty]:
        """The duties to go through: those of the period asked about, or else all that are owed."""
        return [one for one in self.owed.values() if one.period == asked] or [*self.owed.values()]


NOTHING_TO_DO: Final = ToDo((), {}, {})


def to_do(desk: Desk, department: str, day: date) -> ToDo:
    """What a department, and whoever it took over from, has to do on a day."""
    returned = returned_to(desk, {department, *desk.plan.departments[department].succeeds})
    return ToDo(tuple(returned), *called_for(desk, department, day))


def called_for(
    desk: Desk, department: str, day: date
) -> tuple[Mapping[str, Duty], Mapping[str, Duty]]:
    """The duties ``owed`` by a department on a day, and those for ``later`` (``ToDo``)."""
    owed: dict[str, Duty] = {}
    later: dict[str, Duty] = {}
    duties = (duty for duty in desk.unreported(department, day) if duty.period.start <= day)
    for duty in sorted(duties, key=lambda one: one.period):
        is_owed = is_called_for(duty.period, duty.due, day, desk.plan.remind_days)
        (owed if is_owed else later).setdefault(duty.item, duty)
    return owed, {item: duty for item, duty in later.items() if item not in owed}


def returned_to(
    desk: Desk, departments: Collection[str], item: str = ""
) -> Iterator[tuple[Entry, Entry]]:
    """The reports of departments that stand today and were returned, each with that review.

    On every item, or on one.
    """
    workspace = desk.about([item]) if item else desk.workspace
    standing = standing_at(workspace.fit, desk.today)
    for entry in standing.live:
        is_asked = entry.department in departments and item in ("", entry.item)
        review = standing.review(entry) if is_asked else None
        if review is not None and review.verdict is Verdict.RETURNED:
            yield entry, review


def owed_for(duties: Iterable[Duty], period: Period) -> list[str]:
    """The items for which one of the ``duties`` is for ``period``, in their order."""
    return [duty.item for duty in duties if duty.period == period]


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
    duties = [duty for duty in item.duties if duty.period.start <= day]
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
    catalogue = Catalogue(source, day)
    errors = find_errors_of(catalogue)
    blocking = in_the_way(replace(catalogue.about(()), broken_rules=errors), "")
    if blocking or catalogue.plan is None:
        raise RefusedError("in-the-way", blocking, source)
    return Desk(root, source, catalogue, errors, catalogue.plan, day)


def require_ledger(desk: Desk, department: str) -> None:
    """RefusedError where the department's ledger has entries that do not read."""
    blocking = in_the_way(desk.about(()), department)
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
    near = desk.about([subject_id(entry, desk.by_id)])
    return chain_of(entry, near.entries)[-1]


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
