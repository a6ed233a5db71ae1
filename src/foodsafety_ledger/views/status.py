"""``ledger status``: a summary first, then the tables, then what needs attention."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple, TypeVar

from foodsafety_ledger.assess.assessment import Duties, DutyState, ItemAssessment, Light, Part
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.naming import RefKind
from foodsafety_ledger.views.attention import attention_blocks
from foodsafety_ledger.views.changes import beside_before, change_blocks
from foodsafety_ledger.views.choice import Selection, begun
from foodsafety_ledger.views.page import (
    Band,
    Block,
    Cell,
    Cells,
    Column,
    Heading,
    Held,
    Line,
    Paragraph,
    Run,
    Table,
    Tone,
    brief_table,
    cell,
    columns,
    labelled,
    line,
    quiet,
    row,
    strong,
    table,
)
from foodsafety_ledger.views.status_rows import (
    StatusBy,
    StatusRow,
    rows_by,
    status_data,
    status_records,
    tallies,
    target_row,
)
from foodsafety_ledger.views.view import Json, Origin, Record, Records, View
from foodsafety_ledger.views.wording import (
    department_line,
    department_name,
    duty_run,
    items_run,
    light_line,
    list_departments,
    overdue_run,
    reason_text,
    review_text,
    role_text,
    status_run,
    target_cell,
    task_title,
    verdict_line,
)
from foodsafety_ledger.words import Say

K = TypeVar("K")

_REASONS_SHOWN: Final = 2


class Earlier(NamedTuple):
    """An earlier state of what is shown, and how it was called."""

    chosen: Selection
    typed: str


def status_view(
    chosen: Selection, by: StatusBy | None, origin: Origin, say: Say, earlier: Earlier | None = None
) -> View:
    """What is chosen with a row for each ``by``; without one, what suits the REFs that chose it.

    Beside an ``earlier`` state, what has changed since; rows only where ``by`` asks for them.
    """

    def data() -> Json:
        now = status_data(chosen, say)
        return beside_before(now, status_data(earlier.chosen, say)) if earlier else now

    if chosen.choice.of_reports and by is None and earlier is None:
        return View(
            origin,
            lambda: _reports(chosen, origin, say, whole=True),
            lambda: unreported_records(chosen),
            data,
            brief=lambda: _reports(chosen, origin, say, whole=False),
        )
    return View(
        origin,
        lambda: _blocks(chosen, by, origin, say, earlier),
        lambda: status_records(
            chosen,
            by or _rows_for(chosen, detailed=StatusBy.TARGET),
            say,
            earlier and earlier.chosen,
        ),
        data,
    )


def _reports(chosen: Selection, origin: Origin, say: Say, *, whole: bool) -> Iterator[Block]:
    yield from _summary(chosen, origin, say, _scope(chosen, say), None)
    yield from unreported_blocks(chosen, say, whole=whole)


def _blocks(
    chosen: Selection, by: StatusBy | None, origin: Origin, say: Say, earlier: Earlier | None
) -> Iterator[Block]:
    refs, only = [ref.typed for ref in chosen.choice.refs], chosen.choice.only
    yield from _summary(chosen, origin, say, _scope(chosen, say), earlier)
    if earlier:
        yield from change_blocks(chosen, earlier.chosen, earlier.typed, say)
        if by is None:
            return
    if chosen.items:
        yield from _tables(chosen, by, say)
    elif chosen.narrowed or not chosen.choice.departments:
        yield Paragraph((line(say("status.none")),))
    else:
        yield Paragraph((line(say("status.no-part")),))
    yield from attention_blocks(
        chosen, say, shlex.join(refs), whole=bool(only) and by is StatusBy.ITEM
    )


def _scope(chosen: Selection, say: Say) -> str:
    """What was asked for, as far as that is not everything."""
    refs, only = [ref.typed for ref in chosen.choice.refs], chosen.choice.only or frozenset()
    words = [say(f"status.light.{one}") for one in Light if one in only]
    words += [say(f"status.duty.{one}") for one in DutyState if one in only]
    return " ".join(filter(None, [*refs, say.in_a_row(words)]))


def _tables(chosen: Selection, by: StatusBy | None, say: Say) -> Iterator[Block]:
    if by is None and _is_detailed(chosen):
        yield from _details(chosen, say)
    elif by is None and len(chosen.choice.departments or ()) == 1:
        yield own_table(chosen, say)
    else:
        shown = by or _rows_for(chosen)
        if rows := rows_by(chosen, shown):
            yield _table(rows, shown, chosen.assessment.plan, say)
        else:
            yield Paragraph((line(say("status.none")),))


def _is_detailed(chosen: Selection) -> bool:
    """Whether single tasks, items or targets are asked for: then each is shown in full."""
    full = (RefKind.TASK, RefKind.ITEM, RefKind.TARGET)
    return any(ref.kind in full for ref in chosen.choice.refs)


def _rows_for(chosen: Selection, detailed: StatusBy = StatusBy.ITEM) -> StatusBy:
    """What the rows are where nobody says: the next smaller thing than the REFs."""
    kinds = {ref.kind for ref in chosen.choice.refs}
    if _is_detailed(chosen):
        return detailed
    if RefKind.DEPARTMENT in kinds:
        return StatusBy.ITEM
    return StatusBy.DEPARTMENT if kinds & {RefKind.PERIOD, RefKind.GROUP} else StatusBy.TASK


def _summary(
    chosen: Selection, origin: Origin, say: Say, scope: str, earlier: Earlier | None
) -> Iterator[Block]:
    """Title, date, and how many items, targets and duties stand how; below that, how they stood.

    ``scope`` says what was asked for, where that is not everything.
    """
    yield Heading(line(chosen.assessment.plan.title.in_(say.lang)), 1)
    pairs: list[tuple[str, Held]] = [(say("status.summary.as-of"), _when(origin, say))]
    if scope:
        pairs.append((say("status.summary.scope"), scope))
    if chosen.choice.called_for is not None:
        pairs.append((say("status.column.period"), _by_now(chosen, say)))
    before = _tally_lines(earlier.chosen, say) if earlier else {}
    for key, counted in _tally_lines(chosen, say).items():
        was = line(say("status.summary.before"), before[key]) if before else ()
        pairs.append((say(f"status.summary.{key}"), cell(counted, was)))
    left_out = chosen.assessment.left_out
    if left_out.count:
        text = say("status.summary.errors.count", count=left_out.told())
        pairs.append((say("status.summary.errors"), Run(text, Tone.RED)))
    yield labelled(pairs)


def _by_now(chosen: Selection, say: Say) -> str:
    """Of which periods the reports are that are called for by now, and that others can be named."""
    periods = sorted({str(duty.period) for duty in asked_for(chosen)}) or ["-"]
    days = chosen.assessment.plan.remind_days
    return say("status.summary.by-now", periods=say.in_a_row(periods), days=days)


def _tally_lines(chosen: Selection, say: Say) -> dict[str, Line]:
    """How many items, targets and duties stand how, by the key of their label.

    Of reports alone how many of all that are asked for.
    """
    if chosen.choice.of_reports:
        states = tallies(chosen, asked_for(chosen)).duties
        return {"duties": _counted(states, lambda one: (duty_run(one, say),), say)}
    lights, verdicts, states = tallies(chosen, chosen.duties)
    return {
        "items": _counted(lights, lambda one: light_line(one, say), say),
        "targets": _counted(verdicts, lambda one: verdict_line(one, say)[1:], say),
        "duties": _counted(states, lambda one: (duty_run(one, say),), say),
    }


def _when(origin: Origin, say: Say) -> str:
    day = str(origin.as_of)
    if origin.rev is None:
        return day
    commit = (origin.state().commit or "")[:10]
    return say("status.summary.rev", as_of=day, rev=origin.rev, commit=commit)


def _counted(counts: Mapping[K, int], words: Callable[[K], Line], say: Say) -> Line:
    """``50   红 3   黄 12``: how many in all, and each kind there is."""
    runs = [Run(str(sum(counts.values())))]
    for kind, count in counts.items():
        if count:
            *sign, word = words(kind)
            text = say("status.summary.count", word=word.text, count=count)
            runs += [Run("   "), *sign, Run(text, word.tone)]
    return tuple(runs)


def _share(part: int, whole: int) -> Run:
    return Run(f"{part}/{whole}") if whole else quiet("-")


def _number(number: int, tone: Tone = Tone.PLAIN) -> Run:
    """The number; a zero stands back."""
    return Run(str(number), tone if number else Tone.QUIET)


def _item_cell(row: StatusRow, plan: Plan, say: Say) -> Cell:
    """The item's task and who owes a report, and the heaviest reasons of its light."""
    (one,) = row.items
    owing = list_departments(row.departments, plan, say)
    title = task_title(one.item, plan, say)
    reasons = [reason_text(reason, say) for reason in one.reasons[:_REASONS_SHOWN]]
    return cell(line(title, f"  {owing}" if owing else ""), *map(quiet, reasons))


def _due_text(row: StatusRow) -> str:
    """When most of the period's reports are due: an item that ends sooner is due with its end."""
    days = [day for one in row.duties.rows for day in one.dues]
    return str(max(set(days), key=lambda day: (days.count(day), day)))


_CELLS: Final[Mapping[str, Callable[[StatusRow, Plan, Say], Held]]] = {
    "light": lambda row, _, say: light_line(row.light, say) if row.light else "",
    "id": lambda row, *_: row.id,
    "period": lambda row, *_: row.id,
    "departments": lambda row, *_: _number(len(row.departments)),
    "count": lambda row, *_: _number(len(row.items)),
    "items": lambda row, *_: _share(row.green, len(row.items)),
    "targets": lambda row, *_: _share(row.met, len(row.targets)),
    "duties": lambda row, *_: _share(row.came, len(row.duties)),
    "owed": lambda row, *_: _number(len(row.duties)),
    "reported": lambda row, *_: _number(row.states[DutyState.REPORTED]),
    "late": lambda row, *_: _number(row.states[DutyState.LATE], Tone.YELLOW),
    "overdue": lambda row, *_: _number(row.states[DutyState.OVERDUE], Tone.RED),
    "pending": lambda row, *_: _number(row.states[DutyState.PENDING]),
    "due": lambda row, *_: _due_text(row),
    "task": lambda row, _, say: row.name.in_(say.lang),
    "section": lambda row, _, say: row.name.in_(say.lang),
    "item": _item_cell,
    "verdict": lambda row, _, say: verdict_line(row.targets[0].verdict, say),
    "target": lambda row, _, say: target_cell(row.targets[0], say),
    "department": lambda row, _, say: line(
        row.name.in_(say.lang), quiet(f"  {row.id}"), overdue_run(row.duties, say)
    ),
}
"""What stands in a column, by the key of its title; a share is of what there is, met or come."""

_COLUMNS: Final[Mapping[StatusBy, str]] = {
    StatusBy.TASK: "light id >departments >items >targets >duties >overdue task",
    StatusBy.ITEM: "light id >targets >duties >overdue item",
    StatusBy.TARGET: "verdict target",
    StatusBy.DEPARTMENT: "light >count >duties >late >overdue department",
    StatusBy.SECTION: "light id >departments >items >targets >duties >overdue section",
    StatusBy.PERIOD: "period >owed >reported >late >overdue >pending due",
}


def _table(rows: Iterable[StatusRow], by: StatusBy, plan: Plan, say: Say) -> Table:
    """The rows as a table; tasks below their sections' titles."""
    cells = [_CELLS[key.removeprefix(">")] for key in _COLUMNS[by].split()]
    sections = {task.id: section for section in plan.sections for task in section.tasks}
    shown: list[Cells | Band] = []
    before = None
    for one in rows:
        section = sections[one.id] if by is StatusBy.TASK else None
        if section is not None and section is not before:
            title = strong(section.title.in_(say.lang))
            shown.append(Band(line(title, quiet(f"  {section.id}"))))
        before = section
        shown.append(row(*(cell_of(one, plan, say) for cell_of in cells)))
    return table(say, "status", _COLUMNS[by], shown)


def _part_table(parts: Sequence[Part], plan: Plan, say: Say) -> Table:
    periods = _periods(parts)
    rows = tuple(
        row(*_part_cells(part, periods, say), department_line(part.department, plan, say))
        for part in parts
    )
    return Table((*_part_columns(periods, say), *columns(say, "status", "department")), rows)


def own_table(chosen: Selection, say: Say) -> Table:
    """What one department has to do: each item with its role, status, reports and targets."""
    plan = chosen.assessment.plan
    periods = _periods(part for item in chosen.items for part in item.parts)
    (department,) = chosen.choice.departments or ("",)
    rows = tuple(
        row(
            _own_cell(one.items[0], department, say),
            one.id,
            *_part_cells(next(iter(one.items[0].parts), None), periods, say),
            _share(one.met, len(one.targets)),
            _item_light_cell(one.items[0], department, plan, say),
        )
        for one in rows_by(chosen, StatusBy.ITEM)
    )
    titles = (
        *columns(say, "status", "light id"),
        *_part_columns(periods, say),
        *columns(say, "status", ">targets item-light"),
    )
    return Table(titles, rows)


def _own_cell(item: ItemAssessment, department: str, say: Say) -> Held:
    own = item.own_of(department)
    return quiet("-") if own is None else light_line(own.light, say)


def _item_light_cell(item: ItemAssessment, department: str, plan: Plan, say: Say) -> Cell:
    """The item's own light and title; where the department's is another, whose fault that is."""
    own = item.own_of(department)
    title = line(light_line(item.light, say), f"  {task_title(item.item, plan, say)}")
    if own is None or own.light is item.light or not item.reasons:
        return cell(title)
    return cell(title, *(quiet(reason_text(one, say)) for one in item.reasons[:_REASONS_SHOWN]))


def _periods(parts: Iterable[Part]) -> list[Period]:
    return sorted({one for part in parts for row in part.duties.rows for one in row.periods})


def _part_columns(periods: Sequence[Period], say: Say) -> tuple[Column, ...]:
    return (*columns(say, "status", "role status"), *(Column(str(period)) for period in periods))


def _part_cells(part: Part | None, periods: Sequence[Period], say: Say) -> tuple[Held, ...]:
    """Role, status and reports; of a department that only gives a value, dashes."""
    if part is None:
        return (quiet("-"),) * (len(periods) + 2)
    states = {duty.period: duty.state for duty in part.duties}
    status = line(status_run(part.status, say), quiet(f" {review_text(part, say)}".rstrip()))
    reports = (duty_run(states.get(period), say) for period in periods)
    return role_text(part, say), status, *reports


def _details(chosen: Selection, say: Say) -> Iterator[Block]:
    plan = chosen.assessment.plan
    for section in plan.sections:
        for task in section.tasks:
            if inner := chosen.of_task(task):
                yield Heading(line(f"{task.id}  {task.title.in_(say.lang)}"))
            for item in inner:
                yield from _item_blocks(item, plan, say)


def _item_blocks(item: ItemAssessment, plan: Plan, say: Say) -> Iterator[Block]:
    """One item: what it is, why it has its light, its targets and its parts.

    What is to be said of a single target stands beside it in the table.
    """
    title = f"  {item.item.id}  {item.item.summary.in_(say.lang)}"
    yield Heading(line(light_line(item.light, say), title), level=3)
    about_all = [line(reason_text(one, say)) for one in item.reasons if one.target is None]
    if about_all:
        yield Paragraph(tuple(about_all), indent=1, hang=1)
    if item.targets:
        yield _table(map(target_row, item.targets), StatusBy.TARGET, plan, say)
    if item.parts:
        yield _part_table(item.parts, plan, say)


_OWED_ROOM: Final = 24
"""The lines of the table that a terminal shows at first."""

_HEAVIEST_FIRST: Final = (DutyState.OVERDUE, DutyState.PENDING, DutyState.LATE, DutyState.REPORTED)
_OWED_KEYS: Final = ("department", "name_zh", "item", "period", "state", "due")


class _Owed(NamedTuple):
    """What a department has, or has not, reported for a period by a day."""

    state: DutyState
    period: Period
    due: date
    department: str
    items: tuple[str, ...]


def asked_for(chosen: Selection) -> Duties:
    """The duties of the periods and places chosen, in whatever state, once they have begun."""
    duties = Duties.all_of(item.duties for item in chosen.narrowed)
    return begun(duties, chosen.assessment.as_of)


def _standing_so(chosen: Selection) -> Duties:
    return asked_for(chosen).among(chosen.choice.only or ())


def _owed(chosen: Selection) -> list[_Owed]:
    """What is overdue first and what is due first, of each whoever lacks the most."""
    found: dict[tuple[DutyState, Period, date, str], list[str]] = {}
    for duty in _standing_so(chosen):
        key = duty.state, duty.period, duty.due, duty.department
        found.setdefault(key, []).append(duty.item)
    owed = [_Owed(*key, tuple(items)) for key, items in found.items()]
    ranked = [*chosen.assessment.plan.departments]
    return sorted(
        owed,
        key=lambda one: (
            _HEAVIEST_FIRST.index(one.state),
            one.due,
            one.period,
            -len(one.items),
            ranked.index(one.department),
        ),
    )


def unreported_blocks(chosen: Selection, say: Say, *, whole: bool) -> Iterator[Block]:
    """A table of departments below each period, state and due date; whole or the first of it."""
    owed = _owed(chosen)
    if not owed:
        yield Paragraph((line(say("status.none")),))
        return
    made = _owed_table(owed, chosen, say, whole=whole)
    states = ",".join(one for one in DutyState if one in (chosen.choice.only or ()))
    refs = [ref.typed for ref in chosen.choice.refs]
    typed = shlex.join(["status", *refs, "--only", states, "--verbose"])
    yield from [made] if whole else brief_table(made, _OWED_ROOM, say, typed)


def _owed_table(owed: Sequence[_Owed], chosen: Selection, say: Say, *, whole: bool) -> Table:
    rows: list[Sequence[Held] | Band] = []
    for (state, period, due), group in groupby(owed, key=lambda one: one[:3]):
        inner = list(group)
        facts = {"due": due, "departments": len(inner), "count": sum(len(o.items) for o in inner)}
        told = say("status.unreported", **facts)
        rows.append(Band(line(f"{period}  ", duty_run(state, say), f"  {told}")))
        rows += [
            (
                len(one.items),
                line(
                    *_owing_line(one.department, chosen, say, whole=whole),
                    items_run(one.items, state, say, whole=whole),
                ),
            )
            for one in inner
        ]
    return table(say, "status", ">count department-items", rows)


def _owing_line(department: str, chosen: Selection, say: Say, *, whole: bool) -> Line:
    """The name, and where there is room for it the id."""
    plan = chosen.assessment.plan
    return (
        department_line(department, plan, say)
        if whole
        else line(department_name(department, plan, say))
    )


def unreported_records(chosen: Selection) -> Records:
    """A record for each report that stands so."""
    names = chosen.assessment.plan.departments
    rows: Iterator[Record] = (
        {
            "department": one.department,
            "name_zh": names[one.department].name.zh,
            "item": one.item,
            "period": str(one.period),
            "state": one.state,
            "due": one.due,
        }
        for one in _standing_so(chosen)
    )
    return Records(_OWED_KEYS, rows)
