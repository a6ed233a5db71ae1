"""What each department is made to report in the demonstration, and when."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from math import ceil, floor
from typing import Final, TypeVar

from foodsafety_ledger.model.diagnostic import Span
from foodsafety_ledger.model.entry import Entry, Kind, Status, Verdict
from foodsafety_ledger.model.goal import Goal, GoalKind, Operator
from foodsafety_ledger.model.measure import Denominator
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Item, Plan, Target, ValueIs

T = TypeVar("T")


def draw(below: int, *about: object) -> int:
    """A number from 0 up to ``below``, the same whenever it is drawn about the same things."""
    return int.from_bytes(_digest(about)[:6], "big") % below


def choose(options: Sequence[T], *about: object) -> T:
    """One of ``options``, the same whenever it is chosen about the same things."""
    return options[draw(len(options), *about)]


def hex_digits(*about: object) -> str:
    """Eight hex digits for an entry's id."""
    return _digest(about).hex()[:8]


def _digest(about: Sequence[object]) -> bytes:
    return hashlib.sha256("/".join(map(str, about)).encode()).digest()


_COMMON_DENOMINATOR = 160_000


def invent_value(
    target: Target, department: str, period: Period, reported: date, *, succeeds: bool
) -> str | None:
    """The text of a value for ``period``: at the goal by the last period if ``succeeds``.

    None where there is nothing to give yet: a milestone that is not reached.
    """
    last = period >= target.last
    about = (target.ref, department)
    if target.measure.is_dated:
        return str(min(reported, target.due)) if last and succeeds else None
    if target.measure.by_period:
        full = target.asked(period)
        return str(full if succeeds else max(0, full - 1 - draw(2, *about)))
    if target.goal.kind is not GoalKind.BOUND:
        return _moving(target, about, last=last, succeeds=succeeds)
    if target.measure.is_share:
        return _ratio(target, about, last=last, succeeds=succeeds)
    return _amount(target, about, last=last, succeeds=succeeds)


def _moving(target: Target, about: tuple[str, str], *, last: bool, succeeds: bool) -> str:
    """A value that rises, falls or is kept from a first one, as its goal asks, or does not."""
    denominator = 40 + draw(160, *about)
    start = denominator * (50 + draw(30, *about)) // 100
    step = 1 + draw(9, *about)
    sign = -1 if target.goal.kind is GoalKind.FALLING else 1
    numerator = start + (sign if succeeds else -sign) * (step if last else 0)
    return f"{numerator}/{denominator}" if target.measure.is_share else str(numerator)


def _ratio(target: Target, about: tuple[str, str], *, last: bool, succeeds: bool) -> str:
    common = target.denominator is Denominator.COMMON
    denominator = _COMMON_DENOMINATOR if common else 12 + draw(180, *about)
    needed = _least(target.goal, denominator)
    if target.value_is is ValueIs.INCREMENT and common:
        half = ceil(Fraction(needed, 2 * max(1, len(target.owed_by))))
        return f"{half + 1 if succeeds else half * 4 // 5}/{denominator}"
    if target.goal.operator is Operator.AT_MOST:
        return f"{needed if succeeds else min(denominator, needed + 2)}/{denominator}"
    spare = 0 if target.may_exceed else denominator - needed
    best = needed + (draw(spare + 1, *about) if spare > 0 else 0)
    fallen = max(0, needed - 1 - draw(3, *about))
    behind = max(0, needed - 2 - draw(max(1, needed // 6), *about))
    if target.value_is is ValueIs.INCREMENT:
        return f"{best if succeeds else fallen}/{denominator}"
    return f"{(best if succeeds else fallen) if last else behind}/{denominator}"


def _least(goal: Goal, denominator: int) -> int:
    """The smallest numerator that reaches the bound (the largest, for goals not to exceed)."""
    exact = goal.bound * denominator / goal.scale
    return floor(exact) if goal.operator is Operator.AT_MOST else ceil(exact)


def _amount(target: Target, about: tuple[str, str], *, last: bool, succeeds: bool) -> str:
    bound = target.goal.bound
    if not target.measure.adds_over_time:
        score = bound + (2 if succeeds and last else -3)
        return str(int(score)) + ".5"
    if target.goal.operator is not Operator.AT_LEAST:
        clean = succeeds and (last or target.value_is is ValueIs.RUNNING_TOTAL)
        return str(int(bound) + (0 if clean else 1 + draw(3, *about)))
    if target.value_is is ValueIs.INCREMENT:
        return str(ceil(bound / 2) if succeeds else int(bound) // 3)
    return str(ceil(bound) + draw(2, *about) if succeeds and last else max(0, ceil(bound) - 1))


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
