"""Dates and periods (FL6): what an entry is about, when it was made, and what was owed when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from foodsafety_ledger.check.scene import Scene, finding, value_finding
from foodsafety_ledger.ledgers.entries import ENTRY_ID
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.period import Period


def periods_outside_plan(scene: Scene) -> Iterator[Diagnostic]:
    """FL601: an entry is about one of the plan's own periods."""
    if scene.plan is None:
        return
    for entry in scene.reports:
        if entry.period is not None and not _in_plan(entry.period, scene.plan):
            first, last = Period.holding(scene.plan.start), Period.holding(scene.plan.end)
            facts = {"value": str(entry.period), "first": str(first), "last": str(last)}
            yield finding("FL601", entry, "period", **facts)


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
        outside = scene.plan and not _in_plan(period, scene.plan)
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


def _in_plan(period: Period, plan: Plan) -> bool:
    return Period.holding(plan.start) <= period <= Period.holding(plan.end)
