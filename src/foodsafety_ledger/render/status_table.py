"""The tables of ``ledger status``: one row for each task, item, target, department, …."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from foodsafety_ledger.assess.values import DutyState, ItemAssessment, TargetAssessment
from foodsafety_ledger.render.by import By
from foodsafety_ledger.render.figures import target_cell
from foodsafety_ledger.render.lights import light_line, verdict_line
from foodsafety_ledger.render.names import list_departments, reason_text, task_title
from foodsafety_ledger.render.page import (
    Band,
    Cell,
    Column,
    Run,
    Table,
    Tone,
    cell,
    line,
    quiet,
    strong,
)
from foodsafety_ledger.render.rows import Row, item_row, rows_by
from foodsafety_ledger.render.view import View
from foodsafety_ledger.words import Say

_REASONS_SHOWN = 2


def status_table(view: View, by: By, say: Say) -> Table:
    """The view as a table with a row for each ``by``."""
    match by:
        case By.ITEM:
            return _item_table(view, say)
        case By.TARGET:
            return target_table(view.targets, say)
        case By.DEPARTMENT:
            return _department_table(view, say)
        case By.PERIOD:
            return _period_table(view, say)
        case By.SECTION:
            return _columns_of_work(say, "section", _section_rows(view, say))
        case By.TASK:
            return _columns_of_work(say, "task", _task_rows(view, say))


def target_table(targets: Iterable[TargetAssessment], say: Say) -> Table:
    """Targets with their verdicts, and the figures that say so."""
    columns = (Column(say("status.column.verdict")), Column(say("status.column.target")))
    rows = ((cell(verdict_line(one.verdict, say)), target_cell(one, say)) for one in targets)
    return Table(columns, tuple(rows))


def _columns_of_work(say: Say, title: str, rows: Iterator[tuple[Cell, ...] | Band]) -> Table:
    columns = (
        Column(say("status.column.light")),
        Column(say("status.column.id")),
        Column(say("status.column.departments"), right=True),
        *_work_columns(say),
        Column(say(f"status.column.{title}")),
    )
    return Table(columns, tuple(rows))


def _work_columns(say: Say) -> tuple[Column, ...]:
    keys = ("items", "targets", "duties", "overdue")
    return tuple(Column(say(f"status.column.{key}"), right=True) for key in keys)


def _work(row: Row) -> tuple[Cell, ...]:
    """Green of all items, met of all targets, reports come of all owed, and those overdue."""
    return (
        _share(row.green, len(row.items)),
        _share(row.met, len(row.targets)),
        _share(row.came, len(row.duties)),
        _count(row.states[DutyState.OVERDUE], Tone.RED),
    )


def _share(part: int, whole: int) -> Cell:
    return cell(f"{part}/{whole}") if whole else cell(quiet("-"))


def _count(number: int, tone: Tone = Tone.PLAIN) -> Cell:
    """The number; a zero stands back."""
    return cell(Run(str(number), tone if number else Tone.QUIET))


def _light(row: Row, say: Say) -> Cell:
    return cell(light_line(row.light, say)) if row.light else ()


def _task_rows(view: View, say: Say) -> Iterator[tuple[Cell, ...] | Band]:
    """The tasks below their sections' titles."""
    rows = {row.id: row for row in rows_by(view, By.TASK)}
    for section in view.assessment.plan.sections:
        shown = [rows[task.id] for task in section.tasks if task.id in rows]
        if shown:
            yield Band(line(strong(section.title.in_(say.lang)), quiet(f"  {section.id}")))
        for row in shown:
            yield _work_row(row, say)


def _section_rows(view: View, say: Say) -> Iterator[tuple[Cell, ...]]:
    for row in rows_by(view, By.SECTION):
        yield _work_row(row, say)


def _work_row(row: Row, say: Say) -> tuple[Cell, ...]:
    who = _count(len(row.departments))
    return _light(row, say), cell(row.id), who, *_work(row), cell(row.name.in_(say.lang))


def _item_table(view: View, say: Say) -> Table:
    rows = (
        (
            _light(row := item_row(item), say),
            cell(row.id),
            *_work(row)[1:],
            _item_cell(view, item, row, say),
        )
        for item in view.items
    )
    columns = (
        Column(say("status.column.light")),
        Column(say("status.column.id")),
        *_work_columns(say)[1:],
        Column(say("status.column.item")),
    )
    return Table(columns, tuple(rows))


def _item_cell(view: View, item: ItemAssessment, row: Row, say: Say) -> Cell:
    """The item's task and who owes a report, and the heaviest reasons of its light."""
    owing = list_departments(row.departments, view.assessment.plan, say)
    title = task_title(item.item, view.assessment.plan, say)
    reasons = [reason_text(reason, say) for reason in item.reasons[:_REASONS_SHOWN]]
    return cell(line(title, f"  {owing}" if owing else ""), *map(quiet, reasons))


def _department_table(view: View, say: Say) -> Table:
    keys = ("count", "duties", "late", "overdue")
    columns = (
        Column(say("status.column.light")),
        *(Column(say(f"status.column.{key}"), right=True) for key in keys),
        Column(say("status.column.department")),
    )
    rows = (
        (
            _light(row, say),
            _count(len(row.items)),
            _share(row.came, len(row.duties)),
            _count(row.states[DutyState.LATE], Tone.YELLOW),
            _count(row.states[DutyState.OVERDUE], Tone.RED),
            cell(line(row.name.in_(say.lang), quiet(f"  {row.id}"))),
        )
        for row in rows_by(view, By.DEPARTMENT)
    )
    return Table(columns, tuple(rows))


def _period_table(view: View, say: Say) -> Table:
    tones: tuple[tuple[DutyState, Tone], ...] = (
        (DutyState.REPORTED, Tone.PLAIN),
        (DutyState.LATE, Tone.YELLOW),
        (DutyState.OVERDUE, Tone.RED),
        (DutyState.PENDING, Tone.PLAIN),
    )
    columns = (
        Column(say("status.column.period")),
        Column(say("status.column.owed"), right=True),
        *(Column(say(f"status.column.{state}"), right=True) for state, _ in tones),
        Column(say("status.column.due")),
    )
    rows = (
        (
            cell(row.id),
            _count(len(row.duties)),
            *(_count(row.states[state], tone) for state, tone in tones),
            cell(_due_text(row)),
        )
        for row in rows_by(view, By.PERIOD)
    )
    return Table(columns, tuple(rows))


def _due_text(row: Row) -> str:
    """When most of the period's reports are due: an item that ends sooner is due with its end."""
    days = [duty.due for duty in row.duties]
    return str(max(set(days), key=lambda day: (days.count(day), day)))
