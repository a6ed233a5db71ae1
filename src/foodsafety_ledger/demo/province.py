"""An invented province: the demonstration's district over and over, each a little different.

Larger or smaller by its own measure, some a little behind, with other departments late or stuck.
Its division codes begin with 99, which no province has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from foodsafety_ledger.assess.assess import assess
from foodsafety_ledger.demo.district import FIGURES, Course
from foodsafety_ledger.demo.files import LOOKED_AT
from foodsafety_ledger.demo.story import Filed, Turn, World, draw, tell
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.diagnostic import Span
from foodsafety_ledger.model.entry import Entry, Kind, Ledger, Status, Verdict
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.period import parse_period
from foodsafety_ledger.model.plan import District, Plan
from foodsafety_ledger.reading.workspace import Workspace
from foodsafety_ledger.rollup.extract import Extract, extract

MOST: Final = 8910
"""As many districts as there are codes for."""

_TURNS: Final = (Turn.LATE, Turn.FADING, Turn.STUCK, Turn.BLOCKED, Turn.IDLE, Turn.RETURNED)


def districts_of(number: int) -> list[District]:
    """So many districts, ten in a city."""
    return [
        District(
            f"99{at // 10 % 99 + 1:02d}{at // 990 * 10 + at % 10 + 1:02d}",
            Name(f"演示{at + 1:04d}区", f"Demonstration District {at + 1:04d}"),
        )
        for at in range(number)
    ]


def extract_of(plan: Plan, district: District) -> Extract:
    """The extract of a district with a plan like the demonstration's."""
    own = _reported(plan, district)
    workspace = _workspace(own, tell(own, _world(own, district.code)))
    return extract(workspace, assess(workspace, LOOKED_AT), None)


def _reported(plan: Plan, district: District) -> Plan:
    """A district's plan, every target of which is reported upwards."""
    items = {
        item.id: replace(
            item,
            targets=tuple(replace(one, indicator=f"demo-2021/{one.id}") for one in item.targets),
        )
        for item in plan.items.values()
    }
    targets = {one.ref: one for item in items.values() for one in item.targets}
    id_ = f"demo-{district.code}-2021"
    return replace(plan, id=id_, district=district, items=items, targets=targets)


def _world(plan: Plan, code: str) -> World:
    turns = {
        (item.id, department): _TURNS[draw(len(_TURNS), code, "turn", item.id, department)]
        for item in plan.items.values()
        for department in item.owing
        if not draw(40, code, "whether", item.id, department)
    }
    size = 50 + draw(200, code)
    return World({key: _sized(one, size, key, code) for key, one in FIGURES.items()}, turns)


def _sized(figure: Course, size: int, key: str, code: str) -> Course:
    """A figure of a district that is ``size`` per cent as large; one in ten is a little behind.

    What shall rise, fall or be kept keeps its size, for the plan has its baseline.
    """
    behind = figure.of is not None and figure.end > 1 and not draw(10, code, key)
    end = figure.end - (1 + draw(max(1, figure.end // 20), code, "by", key) if behind else 0)
    if figure.of is None or "@" in key:
        return figure._replace(end=end)
    whole = max(1, figure.of * size // 100)
    return Course(figure.start * whole // figure.of, end * whole // figure.of, whole)


def _workspace(plan: Plan, filed: Iterable[Filed]) -> Workspace:
    """The workspace that holds just these entries."""
    ledgers: dict[str, list[Entry]] = {}
    for position, one in enumerate(filed):
        ledgers.setdefault(one.department, []).append(_entry(one, position))
    return Workspace(
        plan=plan,
        source=WorkTree(Path()),
        ledgers=tuple(
            Ledger(_path(one), one, plan.id, tuple(entries)) for one, entries in ledgers.items()
        ),
    )


def _path(department: str) -> str:
    return f"ledgers/{department}.yaml"


def _entry(filed: Filed, position: int) -> Entry:
    """An entry as it would be read; what an extract leaves out is left out."""
    told: Mapping[str, str] = filed.draft
    is_report = "item" in told
    return Entry(
        id=told["id"],
        kind=Kind.REPORT if is_report else Kind.VOID if "voids" in told else Kind.REVIEW,
        department=filed.department,
        date=date.fromisoformat(told["date"]),
        by=told["by"],
        path=_path(filed.department),
        position=position,
        span=Span(position + 1, 1, position + 1, 2),
        amends=told.get("amends", ""),
        voids=told.get("voids", ""),
        reviews=told.get("reviews", ""),
        verdict=Verdict(told["verdict"]) if "verdict" in told else None,
        item=told.get("item", ""),
        period=parse_period(told["period"]) if is_report else None,
        status=Status(told["status"]) if is_report else None,
        values=tuple(filed.draft.get("values", {}).items()),
        note=told.get("note", ""),
    )
