"""Reports that came late or not at all (FL605 and FL606): notes, never errors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from foodsafety_ledger.assess.clock import Clock
from foodsafety_ledger.assess.parts import Ground, parts_of
from foodsafety_ledger.assess.values import Duty, DutyState
from foodsafety_ledger.check.scene import Scene, finding
from foodsafety_ledger.files.workspace import ledger_path
from foodsafety_ledger.ledgers.chains import standing_at
from foodsafety_ledger.ledgers.values import Entry
from foodsafety_ledger.values.diagnostic import Diagnostic, Fact
from foodsafety_ledger.values.location import Location
from foodsafety_ledger.values.period import Period


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
    clock = Clock(scene.today, scene.plan.grace_days)
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
