"""The page of ``ledger status``: a summary first, then the tables, then what needs attention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from foodsafety_ledger.assess.assessment import (
    VERDICT_LIGHT,
    DutyState,
    ItemAssessment,
    Part,
    TargetAssessment,
)
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.views.figures import (
    SIGNS,
    TONES,
    department_name,
    duty_run,
    light_line,
    list_departments,
    reason_text,
    status_run,
    target_cell,
    task_title,
    verdict_line,
)
from foodsafety_ledger.views.origin import Origin
from foodsafety_ledger.views.page import (
    Band,
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Line,
    Paragraph,
    Run,
    Table,
    Tone,
    cell,
    line,
    quiet,
    strong,
)
from foodsafety_ledger.views.status import (
    By,
    Row,
    View,
    count_duties,
    count_lights,
    count_verdicts,
    item_row,
    rows_by,
)
from foodsafety_ledger.words import Say


def summary_blocks(view: View, origin: Origin, say: Say, scope: str = "") -> Iterator[Block]:
    """Title, date, and how many items, targets and duties stand how.

    ``scope`` says what was asked for, where that is not everything.
    """
    yield Heading(line(view.assessment.plan.title.in_(say.lang)), 1)
    pairs = [
        (say("status.summary.as-of"), cell(_when(origin, say))),
        *([(say("status.summary.scope"), cell(scope))] if scope else []),
        (say("status.summary.items"), _counted(len(view.items), _items(view, say))),
        (say("status.summary.targets"), _counted(len(view.targets), _targets(view, say))),
        (say("status.summary.duties"), _counted(len(view.duties), _duties(view, say))),
    ]
    errors = view.assessment.left_out.count
    if errors:
        text = say("status.summary.errors.count", count=errors)
        pairs.append((say("status.summary.errors"), cell(Run(text, Tone.RED))))
    yield Facts(tuple(pairs))


def _when(origin: Origin, say: Say) -> str:
    day = str(origin.as_of)
    if origin.rev is None:
        return day
    commit = (origin.commit or "")[:10]
    return say("status.summary.rev", as_of=day, rev=origin.rev, commit=commit)


def _counted(total: int, parts: Iterable[Line]) -> Cell:
    """``50   红 3   黄 12``: how many in all, and each kind there is."""
    separated = [run for part in parts for run in (Run("   "), *part)]
    return cell(line(str(total), tuple(separated)))


def _items(view: View, say: Say) -> Iterator[Line]:
    for light, count in count_lights(view.items).items():
        if count:
            yield SIGNS[light], Run(_count(say(f"status.light.{light}"), count, say), TONES[light])


def _targets(view: View, say: Say) -> Iterator[Line]:
    for verdict, count in count_verdicts(view.targets).items():
        if count:
            tone = TONES[VERDICT_LIGHT[verdict]]
            yield (Run(_count(say(f"status.verdict.{verdict}"), count, say), tone),)


def _duties(view: View, say: Say) -> Iterator[Line]:
    for state, count in count_duties(view.duties).items():
        if count:
            word = duty_run(state, say)
            yield (Run(_count(word.text, count, say), word.tone),)


def _count(word: str, count: int, say: Say) -> str:
    return say("status.summary.count", word=word, count=count)


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
        _count_status_table(row.states[DutyState.OVERDUE], Tone.RED),
    )


def _share(part: int, whole: int) -> Cell:
    return cell(f"{part}/{whole}") if whole else cell(quiet("-"))


def _count_status_table(number: int, tone: Tone = Tone.PLAIN) -> Cell:
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
    who = _count_status_table(len(row.departments))
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
            _count_status_table(len(row.items)),
            _share(row.came, len(row.duties)),
            _count_status_table(row.states[DutyState.LATE], Tone.YELLOW),
            _count_status_table(row.states[DutyState.OVERDUE], Tone.RED),
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
            _count_status_table(len(row.duties)),
            *(_count_status_table(row.states[state], tone) for state, tone in tones),
            cell(_due_text(row)),
        )
        for row in rows_by(view, By.PERIOD)
    )
    return Table(columns, tuple(rows))


def _due_text(row: Row) -> str:
    """When most of the period's reports are due: an item that ends sooner is due with its end."""
    days = [duty.due for duty in row.duties]
    return str(max(set(days), key=lambda day: (days.count(day), day)))


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


def detail_blocks(view: View, say: Say) -> Iterator[Block]:
    """Every item of the view, task by task."""
    plan = view.assessment.plan
    for section in plan.sections:
        for task in section.tasks:
            inner = [item for item in view.items if item.item.task == task.id]
            if inner:
                yield Heading(line(f"{task.id}  {task.title.in_(say.lang)}"))
            for item in inner:
                yield from item_blocks(item, plan, say)


def item_blocks(item: ItemAssessment, plan: Plan, say: Say) -> Iterator[Block]:
    """One item: what it is, why it has its light, its targets and its parts.

    What is to be said of a single target stands beside it in the table.
    """
    title = f"  {item.item.id}  {item.item.summary.in_(say.lang)}"
    yield Heading(line(light_line(item.light, say), title), level=3)
    about_all = [reason for reason in item.reasons if "ref" not in reason.facts]
    if about_all:
        reasons = tuple(line(reason_text(reason, say)) for reason in about_all)
        yield Paragraph(reasons, indent=1, hang=1)
    if item.targets:
        yield target_table(item.targets, say)
    if item.parts:
        yield part_table(item.parts, plan, say)
