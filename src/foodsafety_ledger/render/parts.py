"""The tables of departments' parts: of everyone in one item, of one department in every item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from foodsafety_ledger.assess.values import Part
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.render.lights import duty_run, light_line, status_run
from foodsafety_ledger.render.names import department_name, task_title
from foodsafety_ledger.render.page import Cell, Column, Table, cell, line, quiet
from foodsafety_ledger.render.rows import item_row
from foodsafety_ledger.render.view import View
from foodsafety_ledger.values.period import Period
from foodsafety_ledger.words import Say


def part_table(parts: Sequence[Part], plan: Plan, say: Say) -> Table:
    """Each department's role and status in an item, and its report in each period."""
    periods = _periods(parts)
    columns = (*_columns(periods, say), Column(say("status.column.department")))
    rows = (
        (
            *_cells(part, periods, say),
            cell(line(department_name(part.department, plan, say), quiet(f"  {part.department}"))),
        )
        for part in parts
    )
    return Table(columns, tuple(rows))


def own_table(view: View, say: Say) -> Table:
    """What one department has to do: each item with its role, status, reports and targets."""
    periods = _periods(part for item in view.items for part in item.parts)
    columns = (
        Column(say("status.column.light")),
        Column(say("status.column.id")),
        *_columns(periods, say),
        Column(say("status.column.targets"), right=True),
        Column(say("status.column.task")),
    )
    rows = (
        (
            cell(light_line(item.light, say)),
            cell(item.item.id),
            *_cells(item.parts[0] if item.parts else None, periods, say),
            cell(f"{item_row(item).met}/{len(item.targets)}" if item.targets else quiet("-")),
            cell(task_title(item.item, view.assessment.plan, say)),
        )
        for item in view.items
    )
    return Table(columns, tuple(rows))


def _periods(parts: Iterable[Part]) -> list[Period]:
    return sorted({duty.period for part in parts for duty in part.duties})


def _columns(periods: Sequence[Period], say: Say) -> tuple[Column, ...]:
    return (
        Column(say("status.column.role")),
        Column(say("status.column.status")),
        *(Column(str(period)) for period in periods),
    )


def _cells(part: Part | None, periods: Sequence[Period], say: Say) -> tuple[Cell, ...]:
    """Role, status and reports; of a department that only gives a value, dashes."""
    if part is None:
        return (cell(quiet("-")),) * (len(periods) + 2)
    return (
        cell(_role_text(part, say)),
        _status_cell(part, say),
        *_report_cells(part, periods, say),
    )


def _role_text(part: Part, say: Say) -> str:
    """The strongest role: the one that counts."""
    return say(f"status.role.{part.roles[0] if part.roles else 'none'}")


def _status_cell(part: Part, say: Say) -> Cell:
    review = f" {say(f'status.review.{part.review}')}" if part.review else ""
    return cell(line(status_run(part.status, say), quiet(review)))


def _report_cells(part: Part, periods: Iterable[Period], say: Say) -> Iterator[Cell]:
    states = {duty.period: duty.state for duty in part.duties}
    for period in periods:
        yield cell(duty_run(states.get(period), say))
