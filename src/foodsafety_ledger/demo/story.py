"""What each department is made to report in the demonstration, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Final

from foodsafety_ledger.demo.chance import choose, draw, hex_digits
from foodsafety_ledger.demo.figures import invent_value
from foodsafety_ledger.ledgers.values import Entry, Kind, Status, Verdict
from foodsafety_ledger.plan.values import Item, Plan
from foodsafety_ledger.values.location import Span
from foodsafety_ledger.values.period import Period

MARK: Final = "【演示】虚构数据，不是真实上报 / invented for the demonstration"
"""Stands in the note of every entry, so that none can be mistaken for a report."""

_NOBODY: Final = "演示"
_NOWHERE: Final = Span(1, 1, 1, 1)


class Manner(Enum):
    """How a department behaves over one item."""

    PUNCTUAL = "reports in time and reaches the goals"
    SHORT = "reports in time and misses a goal by a little"
    LATE = "reports after the duty was due"
    FADING = "reports once and then no more"
    ABSENT = "never reports"
    BLOCKED = "cannot go on, and says so"
    CORRECTING = "amends its first figure"
    WITHDRAWING = "voids a report made by mistake"


_MANNERS: Final = (
    *[Manner.PUNCTUAL] * 22,
    *[Manner.SHORT] * 3,
    *[Manner.LATE] * 2,
    Manner.FADING,
    Manner.ABSENT,
    Manner.BLOCKED,
    *[Manner.CORRECTING] * 2,
    Manner.WITHDRAWING,
)


@dataclass(frozen=True, slots=True)
class _Part:
    item: Item
    department: str
    manner: Manner


def invent_entries(plan: Plan) -> list[Entry]:
    """Invented entries for every department that owes one, in the order they were reported."""
    entries = [
        entry
        for item in plan.items.values()
        for department in item.owing
        for entry in _told(_Part(item, department, _manner(item, department)))
    ]
    entries += list(_reviews(plan, entries))
    return sorted(entries, key=lambda entry: (entry.date, entry.id))


def _manner(item: Item, department: str) -> Manner:
    return choose(_MANNERS, "manner", item.id, department)


def _told(part: _Part) -> Iterator[Entry]:
    if part.manner is Manner.ABSENT:
        return
    for period in part.item.first.through(part.item.last):
        if part.manner is Manner.FADING and period > part.item.first:
            return
        entry = _report(part, period)
        yield entry
        if period == part.item.first:
            yield from _second_thoughts(part, entry)


def _report(part: _Part, period: Period) -> Entry:
    item, department = part.item, part.department
    reported = _day(part, period)
    succeeds = part.manner not in {Manner.SHORT, Manner.BLOCKED}
    values = [
        (
            target.id,
            invent_value(target, department, period, reported, succeeds=succeeds),
        )
        for target in item.targets
        if department in target.owed_by
    ]
    status = _status(part, period)
    return Entry(
        id=_entry_id(reported, "report", item.id, department, period),
        kind=Kind.REPORT,
        department=department,
        date=reported,
        by=_NOBODY,
        path=f"ledgers/{department}.yaml",
        position=0,
        span=_NOWHERE,
        item=item.id,
        period=period,
        status=status,
        values=tuple((name, text) for name, text in values if text is not None),
        note=MARK,
        problems="【演示】缺少经费，工作停滞" if status is Status.BLOCKED else "",
        next="" if period >= item.last else "【演示】下季度继续推进",
        approved_by=_NOBODY if draw(3, "approved", item.id, department) else "",
    )


def _day(part: _Part, period: Period) -> date:
    """When the report came: within a week of the period's end, or a week after the grace."""
    due = min(period.end, part.item.due)
    if part.manner is Manner.LATE and period == part.item.first:
        return period.end + timedelta(days=22)
    if due < period.end:
        return due - timedelta(days=1 + draw(5, part.item.id, part.department))
    return period.end + timedelta(days=1 + draw(10, part.item.id, part.department, period))


def _status(part: _Part, period: Period) -> Status:
    last = period >= part.item.last
    if part.manner is Manner.BLOCKED and last:
        return Status.BLOCKED
    if part.item.ongoing or not last or part.manner is Manner.SHORT:
        return Status.IN_PROGRESS
    return Status.DONE


def _second_thoughts(part: _Part, entry: Entry) -> Iterator[Entry]:
    """An amendment with the same values and a fuller note, or a report made twice and voided."""
    later = entry.day + timedelta(days=2)
    about = (part.item.id, part.department)
    if part.manner is Manner.CORRECTING:
        yield replace(
            entry,
            id=_entry_id(later, "amend", *about),
            date=later,
            amends=entry.id,
            reason="【演示】补充说明",
            next="【演示】已与业务科室核对",
        )
    elif part.manner is Manner.WITHDRAWING:
        twin = replace(entry, id=_entry_id(later, "twin", *about), date=later, next="")
        yield twin
        yield Entry(
            id=_entry_id(later, "void", *about),
            kind=Kind.VOID,
            department=entry.department,
            date=later,
            by=_NOBODY,
            path=entry.path,
            position=0,
            span=_NOWHERE,
            voids=twin.id,
            reason="【演示】重复填报，作废",
        )


def _reviews(plan: Plan, entries: list[Entry]) -> Iterator[Entry]:
    """The office looks at every sixth ``done``, and returns every third of those."""
    for entry in entries:
        if entry.status is not Status.DONE or entry.department == plan.office:
            continue
        if draw(6, "review", entry.id):
            continue
        returned = not draw(3, "returned", entry.id)
        day = entry.day + timedelta(days=3)
        yield Entry(
            id=_entry_id(day, "review", entry.id),
            kind=Kind.REVIEW,
            department=plan.office,
            date=day,
            by=_NOBODY,
            path=f"ledgers/{plan.office}.yaml",
            position=0,
            span=_NOWHERE,
            reviews=entry.id,
            verdict=Verdict.RETURNED if returned else Verdict.ACCEPTED,
            reason="【演示】佐证材料不全，退回" if returned else "【演示】材料齐全，认可",
        )


def _entry_id(day: date, *about: object) -> str:
    return f"{day:%Y%m%d}-{hex_digits(*about)}"
