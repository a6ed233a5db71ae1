"""Dates and periods (FL6): what an entry is about, when it was made, and what was owed when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from foodsafety_ledger.assess.assessment import Duty, DutyState
from foodsafety_ledger.assess.duties import Clock, Ground, parts_of
from foodsafety_ledger.assess.standing import standing_at
from foodsafety_ledger.check.scene import Scene, finding, value_finding
from foodsafety_ledger.files.workspace import ledger_path
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.reading.ledger import ENTRY_ID


def periods_outside_plan(scene: Scene) -> Iterator[Diagnostic]:
    """FL601: an entry is about one of the plan's own periods."""
    if scene.plan is None:
        return
    periods = scene.plan.periods
    facts = {"first": str(periods[0]), "last": str(periods[-1])}
    for entry in scene.reports:
        if entry.period is not None and entry.period not in periods:
            yield finding("FL601", entry, "period", value=str(entry.period), **facts)


def dates_far_from_plan(scene: Scene) -> Iterator[Diagnostic]:
    """FL608: what an entry tells of happened within ten years of the plan's period."""
    plan = scene.plan
    if plan is None:
        return
    facts = {"start": plan.start.isoformat(), "end": plan.end.isoformat()}
    for entry in scene.entries:
        if entry.date is not None and not scene.is_possible(entry.date):
            yield finding("FL608", entry, "date", value=entry.date.isoformat(), **facts)
    for figure in scene.owed_values:
        if isinstance(figure.value, date) and not scene.is_possible(figure.value):
            yield value_finding("FL608", figure, value=figure.value.isoformat(), **facts)


def entries_before_period(scene: Scene) -> Iterator[Diagnostic]:
    """FL602: nobody reports on a period that has not begun (design 4.4)."""
    for entry in scene.reports:
        period = entry.period
        if period is None or entry.date is None or not scene.is_possible(entry.date):
            continue
        outside = scene.plan and period not in scene.plan.periods
        if not outside and entry.date < period.start:
            facts = {"value": entry.date.isoformat(), "period": str(period)}
            yield finding("FL602", entry, "date", start=period.start.isoformat(), **facts)


def id_dates(scene: Scene) -> Iterator[Diagnostic]:
    """FL603: the date in an entry's id is the entry's date."""
    for entry in scene.entries:
        if entry.date is None or ENTRY_ID.fullmatch(entry.id) is None:
            continue
        expected = entry.date.isoformat().replace("-", "") + entry.id[8:]
        if entry.id != expected:
            facts = {"id": entry.id, "date": entry.date.isoformat(), "expected": expected}
            yield finding("FL603", entry, "id", **facts)


def entries_in_future(scene: Scene) -> Iterator[Diagnostic]:
    """FL607: an entry dated after today is in no figure yet."""
    for entry in scene.entries:
        if entry.date is None or scene.today is None or not scene.is_possible(entry.date):
            continue
        if entry.date > scene.today:
            facts = {"value": entry.date.isoformat(), "today": scene.today.isoformat()}
            yield finding("FL607", entry, "date", **facts)


def late_reports(scene: Scene) -> Iterator[Diagnostic]:
    """FL605: reported after the duty was due; the first entry of a chain of amendments decides."""
    ground = _ground(scene)
    for duty in _duties(ground):
        if duty.state is DutyState.LATE and ground and duty.entry:
            first = ground.standing.original(duty.entry)
            facts = {"item": duty.item, "period": str(duty.period), "due": duty.due.isoformat()}
            yield finding("FL605", first, "date", **facts)


def missing_reports(scene: Scene) -> Iterator[Diagnostic]:
    """FL606: a department's overdue reports, one note a period.

    Silent about parts with an entry that could not be used: that mistake has been found.
    """
    missing: dict[tuple[str, Period, date], list[str]] = defaultdict(list)
    left_out = scene.left_out
    for duty in _duties(_ground(scene)):
        unheard = duty.department in left_out.departments
        unheard = unheard or (duty.item, duty.department) in left_out.parts
        if duty.state is DutyState.OVERDUE and not unheard:
            missing[duty.department, duty.period, duty.due].append(duty.item)
    for (department, period, due), items in missing.items():
        facts: dict[str, Fact] = {
            "department": department,
            "name": scene.called(department),
            "period": str(period),
            "due": due.isoformat(),
            "count": len(items),
            "items": ", ".join(items),
            "item": items[0],
        }
        yield Diagnostic("FL606", Location(ledger_path(department)), facts)


def _ground(scene: Scene) -> Ground | None:
    if scene.plan is None or scene.today is None:
        return None
    clock = Clock(scene.today, scene.plan.grace_days, scene.plan.cadence)
    return Ground(scene.plan, standing_at(scene.sound(), scene.today), clock)


def _duties(ground: Ground | None) -> Iterator[Duty]:
    if ground is None:
        return
    live: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in ground.standing.live:
        live[entry.item][entry.department].append(entry)
    for item in ground.plan.items.values():
        for part in parts_of(item, live[item.id], ground):
            yield from part.duties
