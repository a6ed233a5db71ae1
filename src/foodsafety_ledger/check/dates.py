"""Dates and periods (FL6): what an entry is about, when it was made, and what was owed when."""

from __future__ import annotations

from collections.abc import Iterator

from foodsafety_ledger.check.scene import Scene, finding
from foodsafety_ledger.ledgers.entries import ENTRY_ID
from foodsafety_ledger.ledgers.values import NO_DATE
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


def entries_before_period(scene: Scene) -> Iterator[Diagnostic]:
    """FL602: nobody reports on a period that has not begun (design 4.4)."""
    for entry in scene.reports:
        period = entry.period
        outside = period and scene.plan and not _in_plan(period, scene.plan)
        if period and not outside and NO_DATE < entry.date < period.start:
            facts = {"value": entry.date.isoformat(), "period": str(period)}
            yield finding("FL602", entry, "date", start=period.start.isoformat(), **facts)


def id_dates(scene: Scene) -> Iterator[Diagnostic]:
    """FL603: the date in an entry's id is the entry's date."""
    for entry in scene.entries:
        if entry.date == NO_DATE or ENTRY_ID.fullmatch(entry.id) is None:
            continue
        expected = entry.date.isoformat().replace("-", "") + entry.id[8:]
        if entry.id != expected:
            facts = {"id": entry.id, "date": entry.date.isoformat(), "expected": expected}
            yield finding("FL603", entry, "id", **facts)


def entries_in_future(scene: Scene) -> Iterator[Diagnostic]:
    """FL607: an entry dated after today is in no figure yet."""
    for entry in scene.entries:
        if entry.date > scene.today:
            facts = {"value": entry.date.isoformat(), "today": scene.today.isoformat()}
            yield finding("FL607", entry, "date", **facts)


def _in_plan(period: Period, plan: Plan) -> bool:
    return Period.holding(plan.start) <= period <= Period.holding(plan.end)
