"""What a writing command shows: what is owed before it asks, what is true after it has written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from shutil import get_terminal_size

from foodsafety_ledger.assess.assessment import Assessment, Part, TargetAssessment
from foodsafety_ledger.assess.standing import last_value, standing_at, time_order
from foodsafety_ledger.filing.form import Form
from foodsafety_ledger.filing.lookup import Desk, owed_items, waiting_periods
from foodsafety_ledger.filing.preview import Verification
from foodsafety_ledger.formats.terminal import cell_len
from foodsafety_ledger.model.entry import Entry, Kind
from foodsafety_ledger.model.plan import Department, Target
from foodsafety_ledger.views.figures import goal_text, reason_text
from foodsafety_ledger.views.page import (
    Block,
    Cell,
    Facts,
    Heading,
    Line,
    Paragraph,
    Table,
    cell,
    columns,
    command,
    line,
    quiet,
    strong,
)
from foodsafety_ledger.words import Say


def department_table(desk: Desk, departments: Sequence[Department], day: date, say: Say) -> Table:
    """Every department with its number and how many items it owes a report on."""
    titles = columns(lambda key: say(f"record.column.{key}"), ">number >owed department")
    rows = tuple(
        (
            cell(str(number)),
            cell(str(len(owed_items(desk, one.id, day)) or "-")),
            cell(line(one.name.in_(say.lang), "  ", quiet(one.id))),
        )
        for number, one in enumerate(departments, 1)
    )
    return Table(titles, rows)


def item_table(desk: Desk, department: str, day: date, say: Say) -> Iterator[Block]:
    """The items that a department owes a report on, then the ids of those it has a part in."""
    owed = owed_items(desk, department, day)
    name = desk.plan.departments[department].name
    others = [
        id_ for id_, one in desk.plan.items.items() if department in one.holders and id_ not in owed
    ]
    yield Heading(line(say("record.owed-by", department=name, count=len(owed))))
    if owed:
        titles = columns(lambda key: say(f"record.column.{key}"), "item period summary")
        room = get_terminal_size((80, 24)).columns - 20
        rows = tuple(
            (
                cell(id_),
                cell(str(period)),
                cell(clipped(desk.plan.items[id_].summary.in_(say.lang), room)),
            )
            for id_, period in owed.items()
        )
        yield Table(titles, rows)
    if others:
        yield Paragraph((line(say("record.nothing-owed", items=say("record.comma").join(others))),))


def item_sheet(desk: Desk, form: Form, say: Say) -> Iterator[Block]:
    """What is asked of a department by an item: who, for when, and by which figures measured."""
    item = desk.plan.items[form.said["item"]]
    department = desk.plan.departments[form.department]
    yield Heading(line(item.id, "  ", item.summary.in_(say.lang)))
    last = desk.live_entries(form.department, item.id)[-1:]
    role = item.holders.get(form.department)
    part = desk.part(form.department, item.id, desk.today)
    pairs: list[tuple[str, Cell]] = []
    if part is not None and part.returned is not None:
        facts = {"date": str(part.returned.date), "why": part.returned.reason}
        pairs.append((say("record.returned"), cell(say("record.returned-why", **facts))))
    pairs += [
        (say("record.department"), cell(_with_role(department, role, say))),
        (say("record.period"), cell(line(form.said["period"], "  ", quiet(_why(desk, form, say))))),
        (say("record.last"), cell(*(entry_line(entry, say) for entry in last), _none(last, say))),
    ]
    owed = [one for one in item.targets if form.department in one.owed_by]
    pairs += [(say("record.target"), cell(*_target_lines(desk, form, one, say))) for one in owed]
    yield Facts(tuple(pairs))


def _with_role(department: Department, role: str | None, say: Say) -> Line:
    word = say(f"status.role.{role or 'none'}")
    return line(department.name.in_(say.lang), say("record.role", role=word))


def _none(entries: Sequence[Entry], say: Say) -> str:
    return "" if entries else say("record.never")


def _why(desk: Desk, form: Form, say: Say) -> str:
    """Why a report is for its period: owed by when, or reported already."""
    part = desk.part(form.department, form.said["item"], desk.today)
    for duty in part.duties if part else ():
        if str(duty.period) == form.said["period"]:
            return say(f"record.duty.{duty.state}", due=str(duty.due))
    return say("record.duty.none")


def _target_lines(desk: Desk, form: Form, target: Target, say: Say) -> Iterator[Line]:
    yield line(strong(target.name.in_(say.lang)), "  ", quiet(target.id))
    meaning = (
        say(f"record.value-is.{target.value_is}")
        if target.measure.adds_over_time and target.measure.is_figure
        else ""
    )
    yield line(say("record.goal", goal=goal_text(target, say), due=str(target.due)), meaning)
    last = last_value(desk.live_entries(form.department, form.said["item"]), target)
    if last:
        yield line(say("record.last-value", period=str(last[0].period), value=last[1]))


def entry_line(entry: Entry, say: Say) -> Line:
    """``2021-10-12 20211012-7f3a9c1e 2021Q3 推进中 118/120``: an entry in one line."""
    head = line(str(entry.date), "  ", quiet(entry.id), "  ")
    if entry.kind is Kind.VOID:
        return line(head, say("record.entry.void", id=entry.voids))
    if entry.kind is Kind.REVIEW:
        return line(head, say(f"record.entry.{entry.verdict}", id=entry.reviews))
    if entry.kind is Kind.EXTENSION:
        due = str(entry.due)
        return line(head, say("record.entry.extension", item=entry.extends, due=due))
    values = "  ".join(text for _, text in entry.values)
    status = say(f"status.status.{entry.status or 'none'}")
    return line(head, f"{entry.item}  {entry.period}  ", status, f"  {values}" if values else "")


def receipt(desk: Desk, after: Assessment, entry: Entry, say: Say) -> Iterator[Block]:
    """What was recorded and where, what its figures add up to, what is owed still, what next."""
    done = say(f"record.done.{'amended' if entry.amends else entry.kind.value}")
    yield Heading(line(done, quiet(f"{entry.path}:{entry.span.line}")))
    yield Paragraph(
        (
            line(
                desk.plan.departments[entry.department].name.in_(say.lang),
                "  ",
                entry_line(entry, say),
            ),
        )
    )
    if entry.kind is Kind.REPORT:
        if entry.day <= after.as_of:
            yield from _figures(after, entry, say)
        yield from _still_owed(after, entry, say)


def outranked(desk: Desk, verified: Verification, say: Say) -> Iterator[str]:
    """What of a new entry decides nothing, because a later one does: sentences for people."""
    entry = verified.entry
    standing = standing_at(verified.workspace.fit)
    if entry.kind is Kind.REVIEW:
        last = standing.review(verified.workspace.by_id[entry.reviews])
        if last is not None and last.id != entry.id:
            yield say("record.review-outranked", id=entry.reviews, date=str(last.day), last=last.id)
    if entry.kind is not Kind.REPORT or entry not in standing.live:
        return
    same = [e for e in standing.live if (e.department, e.item) == (entry.department, entry.item)]
    later = [one for one in same if time_order(one) > time_order(entry)]
    for target in desk.plan.items[entry.item].targets:
        given, found = dict(entry.values).get(target.id), last_value(later, target)
        if given and found and found[1] != given and not target.adds_up:
            facts = {"target": target.name, "id": found[0].id, "value": found[1]}
            yield say("record.value-outranked", **facts, period=str(found[0].period))
    if later and later[-1].status is not entry.status:
        status = say(f"status.status.{later[-1].status or 'none'}")
        facts = {"status": status, "id": later[-1].id, "period": str(later[-1].period)}
        yield say("record.status-outranked", **facts)


def _figures(after: Assessment, entry: Entry, say: Say) -> Iterator[Block]:
    item = next(one for one in after.items if one.item.id == entry.item)
    given = dict(entry.values)
    owed = [one for one in item.targets if entry.department in one.target.owed_by]
    lines = [
        line(reason_text(reason, say))
        for one in owed
        if one.target.id in given
        for reason in one.reasons[:_REASONS]
    ]
    silent = [one.target.name.in_(say.lang) for one in owed if _has_no_value(one, entry)]
    if silent:
        names = say("record.comma").join(silent)
        lines.append(line(say("record.without-value", count=len(silent), names=names)))
    if lines:
        yield Paragraph(tuple(lines))


def _has_no_value(one: TargetAssessment, entry: Entry) -> bool:
    return any(f.department == entry.department and not f.reported for f in one.figures)


def _still_owed(after: Assessment, entry: Entry, say: Say) -> Iterator[Block]:
    day = after.as_of
    parts: list[Part] = [
        part
        for one in after.items
        for part in one.parts
        if part.department == entry.department and entry.period in waiting_periods(part, day)
    ]
    period = str(entry.period)
    if not parts:
        yield Paragraph((line(say("record.all-reported", period=period)),))
        return
    names = say("record.comma").join(part.item for part in parts[:_NAMED])
    key = "record.still-owed-more" if len(parts) > _NAMED else "record.still-owed"
    owed = say(key, period=period, count=len(parts), items=names)
    following = f"ledger record {entry.department} {parts[0].item}"
    yield Paragraph((line(owed), line(say("record.next-command"), command(following))))


_NAMED = 8
_REASONS = 2


def clipped(text: str, cells: int) -> str:
    """``text`` cut to ``cells`` terminal cells, with an ellipsis where something is missing."""
    if cell_len(text) <= cells:
        return text
    while text and cell_len(text) > cells - 2:
        text = text[:-1]
    return f"{text}…"
