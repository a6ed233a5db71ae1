"""What a writing command shows: what is owed before it asks, what is true after it has written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from foodsafety_ledger.assess.assess import assess_one
from foodsafety_ledger.assess.assessment import Duty, DutyState, ItemAssessment
from foodsafety_ledger.assess.reasons import departments_named
from foodsafety_ledger.assess.standing import last_value, standing_at, time_order
from foodsafety_ledger.filing.desk import Desk, ToDo, called_for, owed_for, returned_to
from foodsafety_ledger.filing.form import Form
from foodsafety_ledger.filing.preview import Preview
from foodsafety_ledger.model.entry import FIELDS, Entry, FieldKind, Kind
from foodsafety_ledger.model.period import parse_date, parse_period
from foodsafety_ledger.model.plan import Department, Plan, Target
from foodsafety_ledger.views.log import entry_does
from foodsafety_ledger.views.page import (
    Band,
    Block,
    Cell,
    Facts,
    Heading,
    Held,
    Line,
    Paragraph,
    Run,
    Table,
    Tone,
    cell,
    command,
    labelled,
    line,
    quiet,
    strong,
    table,
)
from foodsafety_ledger.views.wording import due_text, goal_text, reason_text
from foodsafety_ledger.words import Say

_NAMED: Final = 8
_REASONS: Final = 2


def department_table(desk: Desk, departments: Sequence[Department], day: date, say: Say) -> Table:
    """Every department with its number and how many items it owes a report on."""
    rows = (
        (
            number,
            len(called_for(desk, one.id, day)[0]) or "-",
            line(one.name.in_(say.lang), "  ", quiet(one.id)),
        )
        for number, one in enumerate(departments, 1)
    )
    return table(say, "record", ">number >owed department", rows)


def review_blocks(
    plan: Plan, waiting: Sequence[Entry], ahead: int, most: int, say: Say
) -> Iterator[Block]:
    """The reports that wait for the office, numbered, by department; at ``most`` so many rows.

    Those dated ``ahead`` are only counted: they count from their day on.
    """
    later = [line(say("record.review.ahead", count=ahead))] if ahead else []
    if not waiting:
        yield Paragraph((line(say("record.review.nothing")), *later))
        return
    yield Heading(line(say("record.review.waiting", count=len(waiting))))
    rows: list[Sequence[Held] | Band] = []
    before = ""
    for number, one in enumerate(waiting[:most], 1):
        if one.department != before:
            before = one.department
            name = plan.departments[before].name.in_(say.lang)
            rows.append(Band(line(strong(name), quiet(f"  {before}"))))
        rows.append((number, entry_line(one, say)))
    yield table(say, "record", ">number entry", rows)
    if hidden := Counter(one.department for one in waiting[most:]):
        told = (
            say("record.review.of", name=plan.departments[id_].name, count=count)
            for id_, count in hidden.items()
        )
        facts = {"count": hidden.total(), "departments": say.in_a_row(told)}
        later.insert(0, line(say("record.review.more", **facts)))
    if later:
        yield Paragraph(tuple(later))


def item_table(
    desk: Desk, department: str, todo: ToDo, say: Say, clip: Callable[[str], str]
) -> Iterator[Block]:
    """What was returned to a department, the items it owes a report on, then what is not due.

    ``clip`` cuts an item's summary to what a row has room for.
    """
    name = desk.plan.departments[department].name
    if todo.returned:
        yield Heading(line(say("record.returned-to", department=name, count=len(todo.returned))))
        told = (
            (entry.item, str(entry.period), _returned_text(review, say))
            for entry, review in todo.returned
        )
        yield table(say, "record", "item period returned", told)
    key = "record.owed-by" if todo.owed else "record.owed-none"
    yield Heading(line(say(key, department=name, count=len(todo.owed))))
    if todo.owed:
        rows = (
            (
                id_,
                str(duty.period),
                Run(str(duty.due), Tone.RED if duty.state is DutyState.OVERDUE else Tone.PLAIN),
                clip(desk.plan.items[id_].summary.in_(say.lang)),
            )
            for id_, duty in todo.owed.items()
        )
        yield table(say, "record", "item period due summary", rows)
    lines = []
    later = sorted(todo.later.values(), key=lambda duty: duty.due)
    for (period, due), group in groupby(later, key=lambda duty: (duty.period, duty.due)):
        ids = [duty.item for duty in group]
        facts = {"period": period, "due": due, "count": len(ids), "items": say.in_a_row(ids)}
        lines.append(line(say("record.not-yet", **facts)))
    items = (one for one in desk.plan.items.values() if department in one.holders)
    if others := [one.id for one in items if one.id not in {*todo.owed, *todo.later}]:
        lines.append(line(say("record.nothing-owed", items=say.in_a_row(others))))
    if lines:
        yield Paragraph(tuple(lines))


def _returned_text(review: Entry, say: Say) -> str:
    """When a report was returned, by whom and why."""
    why = " ".join(review.reason.split())
    return say("record.returned-why", date=str(review.date), by=review.by, why=why)


def item_sheet(desk: Desk, form: Form, say: Say) -> Iterator[Block]:
    """What is asked of a department by an item: who, for when, and by which figures measured."""
    item = desk.plan.items[form.said["item"]]
    department = desk.plan.departments[form.department]
    yield Heading(line(item.id, "  ", item.summary.in_(say.lang)))
    last = _until(desk, form)[-1:]
    told = [entry_line(entry, say) for entry in last]
    role = say(f"status.role.{item.holders.get(form.department) or 'none'}")
    with_role = say("record.role", role=role)
    pairs: list[tuple[str, Held]] = []
    for entry, review in returned_to(desk, {form.department}, item.id):
        text = line(f"{entry.period}  ", _returned_text(review, say))
        how = command(say.typed(f"amend {entry.id}"))
        told_by = cell(text) if form.said.get("amends") else cell(text, how)
        pairs.append((say("record.returned"), told_by))
    part = desk.part(form.department, item.id, _day(desk, form))
    if part is not None and part.hindrance:
        pairs.append((say("record.hindrance"), part.hindrance))
    pairs += [
        (say("record.department"), line(department.name.in_(say.lang), with_role)),
        *period_facts(desk, form, say).pairs,
        (say("record.last"), cell(*told) or say("record.never")),
    ]
    owed = [one for one in item.targets if form.department in one.owed_by]
    pairs += [(say("record.target"), cell(*_target_lines(desk, form, one, say))) for one in owed]
    yield labelled(pairs)


def _until(desk: Desk, form: Form) -> list[Entry]:
    """What was reported on a form's item up to its period: what comes after it is not the last."""
    live = desk.live_entries(form.department, form.said["item"])
    period = parse_period(form.said["period"])
    return [one for one in live if not (period and one.period and one.period > period)]


def period_facts(desk: Desk, form: Form, say: Say) -> Facts:
    """The period of a report, and why it is for that one."""
    told = line(form.said["period"], "  ", quiet(_why(desk, form, say)))
    return labelled([(say("record.period"), told)])


def _day(desk: Desk, form: Form) -> date:
    """The day that a form looks from: its own, not after today."""
    return min(parse_date(form.said["date"]) or desk.today, desk.today)


def _why(desk: Desk, form: Form, say: Say) -> str:
    """Why a report is for its period: owed by when, or reported already."""
    part = desk.part(form.department, form.said["item"], _day(desk, form))
    for duty in part.duties if part else ():
        if str(duty.period) == form.said["period"]:
            return say(f"record.duty.{duty.state}", due=str(duty.due))
    return say("record.duty.none")


def _target_lines(desk: Desk, form: Form, target: Target, say: Say) -> Iterator[Line]:
    yield line(strong(target.name.in_(say.lang)), "  ", quiet(target.id))
    meaning = ""
    if target.measure.adds_over_time and target.measure.is_figure:
        part = desk.part(form.department, form.said["item"], _day(desk, form))
        period = parse_period(form.said["period"])
        goes_back = part is not None and period is not None and part.goes_back(target, period)
        how = "since" if goes_back else f"value-is.{target.value_is}"
        meaning = say(f"record.{how}", start=desk.plan.start)
    yield line(say("record.goal", goal=goal_text(target, say), due=due_text(target, say)), meaning)
    last = last_value(_until(desk, form), target)
    if last:
        yield line(say("record.last-value", period=str(last[0].period), value=last[1]))


def entry_line(entry: Entry, say: Say) -> Line:
    """``2021-10-12 20211012-7f3a9c1e 2021Q3 推进中 118/120``: an entry in one line."""
    head = line(str(entry.date), "  ", quiet(entry.id), "  ")
    if entry.kind is not Kind.REPORT:
        return line(head, entry_does(entry, say))
    values = "  ".join(text for _, text in entry.values)
    status = entry_does(entry, say).text
    return line(head, f"{entry.item}  {entry.period}  ", status, f"  {values}" if values else "")


def entry_form(
    plan: Plan, entry: Entry, places: Sequence[tuple[str, ...]], say: Say
) -> Iterator[Block]:
    """An entry as a form, before it is written; what ``places`` names can be changed by number."""
    numbers = {place: str(number) for number, place in enumerate(places, 1)}
    wide = len(str(len(places))) + 2 if places else 0

    def row(title: str, text: str, *place: str) -> tuple[str, Cell]:
        told = [line(one or " ") for one in text.split("\n")] if text else [line(quiet("-"))]
        return f"{numbers.get(place, ''):{wide}}{title}", cell(*told)

    pairs = [row(say("record.department"), plan.departments[entry.department].name.in_(say.lang))]
    for key in _FORM:
        if FIELDS[key].kind is FieldKind.VALUES:
            for name, text, id_ in _named_values(plan, entry, places, say):
                pairs.append(row(name, text, key, id_))
        elif entry.told(key) or (key,) in numbers:
            pairs.append(row(say(f"record.title.{key}"), _answer_text(plan, entry, key, say), key))
    yield Facts(tuple(pairs))


_FORM: Final = tuple(sorted((k for k in FIELDS if k != "id"), key=lambda k: k == "reason"))
"""The keys of a form in the order of its rows."""


def _named_values(
    plan: Plan, entry: Entry, places: Sequence[tuple[str, ...]], say: Say
) -> Iterator[tuple[str, str, str]]:
    """Each value given, and each that could be: the target's name, the value and the id."""
    given = dict(entry.values)
    for target in plan.items[entry.item].targets if entry.item else ():
        if target.id in given or ("values", target.id) in places:
            yield target.name.in_(say.lang), given.get(target.id, ""), target.id


def _answer_text(plan: Plan, entry: Entry, key: str, say: Say) -> str:
    """What an entry says under a key, in words."""
    told = entry.told(key)
    match FIELDS[key].kind:
        case FieldKind.STATUS:
            return say(f"status.status.{told}")
        case FieldKind.VERDICT:
            return say(f"record.verdict.{told}")
        case FieldKind.EVIDENCE:
            return "\n".join(piece.path for piece in entry.evidence)
        case _ if key == "item":
            return f"{told}  {plan.items[told].summary.in_(say.lang)}"
        case _:
            return str(told).strip()


def walk_start(
    desk: Desk, department: str, returned: int, owed: Sequence[Duty], say: Say
) -> Iterator[Block]:
    """How many reports follow one another, and how to leave one out or to stop."""
    name = desk.plan.departments[department].name
    periods = say.in_a_row(sorted({str(duty.period) for duty in owed}))
    key = "record.walk.start" if owed else "record.walk.start-returned"
    facts = {"department": name, "periods": periods, "count": len(owed), "returned": returned}
    yield Heading(line(say(key, **facts)))
    lines = [say("record.walk.returned-first", count=returned)] if returned and owed else []
    yield Paragraph(tuple(map(line, [*lines, say("record.walk.keys")])))


def walk_end(department: str, filed: int, left: ToDo, say: Say) -> Iterator[Block]:
    """What was filed of what was owed, and how to go on with the rest."""
    lines = [line(say("record.walk.filed", count=filed))]
    if items := [entry.item for entry, _ in left.returned]:
        told = say("record.walk.left-returned", count=len(items), items=say.in_a_row(items))
        lines.append(line(told))
    if left.owed:
        told = say("record.walk.left", count=len(left.owed), items=say.in_a_row(left.owed))
        lines.append(line(told))
    if len(lines) > 1:
        lines.append(line("    ", command(say.typed(f"record {department}"))))
    yield Paragraph(tuple(lines))


def receipt(desk: Desk, seen: Preview, say: Say, *, walking: bool = False) -> Iterator[Block]:
    """What was recorded and where, what its figures add up to, what is owed still, what next.

    Of each new entry as of its own day, which is said where that is over; of one to come as of
    today. ``walking`` leaves out what is owed: it is asked for at once.
    """
    for entry in seen.new:
        yield from _receipt_of(entry, desk, seen, say, walking=walking)


def _receipt_of(
    entry: Entry, desk: Desk, seen: Preview, say: Say, *, walking: bool
) -> Iterator[Block]:
    then, today = seen.workspace, desk.today
    day = min(entry.day, today)
    done = say(f"record.done.{'amended' if entry.amends else entry.kind.value}")
    yield Heading(line(done, quiet(f"{entry.path}:{entry.span.line}")))
    name = desk.plan.departments[entry.department].name.in_(say.lang)
    yield Paragraph((line(name, "  ", entry_line(entry, say)),))
    if entry.kind is Kind.REPORT:
        told: list[Block] = []
        if entry.day <= today:
            told += _figures(assess_one(then, desk.plan, day, entry.item), entry, say)
            if beside := [line(one) for one in _beside(entry, desk, seen, day, say)]:
                told.append(Paragraph(tuple(beside)))
        if not walking:
            owed = desk.unreported(entry.department, day, then)
            told += _still_owed(owed, entry, f" --date {day}" * (day < today), say)
        if told and day < today:
            yield Paragraph((line(say("record.as-of", date=str(day))),))
        yield from told


def outranked(desk: Desk, seen: Preview, say: Say) -> Iterator[str]:
    """What of new entries decides nothing, because a later one does or its department may not.

    Sentences for people.
    """
    for entry in seen.new:
        yield from _outranked(entry, desk, seen, say)


def _outranked(entry: Entry, desk: Desk, seen: Preview, say: Say) -> Iterator[str]:
    near = seen.workspace.about([seen.workspace.subject(entry)])
    standing = standing_at(near.fit)
    if entry.kind is Kind.REVIEW:
        last = standing.review(seen.workspace.by_id[entry.reviews])
        if last is not None and last.id != entry.id:
            yield say("record.review-outranked", id=entry.reviews, date=str(last.day), last=last.id)
    if entry.kind is not Kind.REPORT or entry not in standing.live:
        return
    yield from _beside(entry, desk, seen, entry.day, say)
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


def _beside(entry: Entry, desk: Desk, seen: Preview, day: date, say: Say) -> Iterator[str]:
    """That a value of an entry decides nothing, as its department does not owe it (design 4.4)."""
    who, given = entry.department, dict(entry.values)
    targets = desk.plan.items[entry.item].targets
    foreign = {one.ref for one in targets if one.id in given and who not in one.owed_by}
    if not foreign:
        return
    name = departments_named([who], desk.plan)
    for one in assess_one(seen.workspace, desk.plan, day, entry.item).targets:
        for reason in one.reasons if one.target.ref in foreign else ():
            if reason.kind == "beside" and reason.facts["department"] == name:
                yield reason_text(reason, say)


def _figures(item: ItemAssessment, entry: Entry, say: Say) -> Iterator[Block]:
    given = dict(entry.values)
    owed = [one for one in item.targets if entry.department in one.target.owed_by]
    lines = [
        line(reason_text(reason, say))
        for one in owed
        if one.target.id in given
        for reason in one.reasons[:_REASONS]
    ]
    silent = [
        one.target.name.in_(say.lang)
        for one in owed
        if any(f.department == entry.department and f.value is None for f in one.figures)
    ]
    if silent:
        names = say.in_a_row(silent)
        lines.append(line(say("record.without-value", count=len(silent), names=names)))
    if lines:
        yield Paragraph(tuple(lines))


def _still_owed(owed: Iterable[Duty], entry: Entry, dated: str, say: Say) -> Iterator[Block]:
    period = str(entry.period)
    items = owed_for(owed, entry.period) if entry.period else []
    if not items:
        yield Paragraph((line(say("record.all-reported", period=period)),))
        return
    names = say.in_a_row(items[:_NAMED])
    key = "record.still-owed-more" if len(items) > _NAMED else "record.still-owed"
    told = say(key, period=period, count=len(items), items=names)
    following = f"record {entry.department} {items[0]} --period {period}{dated}"
    yield Paragraph((line(told), line(say("record.next-command"), command(say.typed(following)))))
