"""The papers of a round: covering notes, calendars, reminders, the circular, reminder slips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby
from typing import Final

from foodsafety_ledger.assess.assessment import DutyState, ItemAssessment, Light
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Department, Plan
from foodsafety_ledger.reading.register import Slip, SlipKind
from foodsafety_ledger.views.account import (
    Account,
    Numbering,
    extension_lines,
    listed,
    missed_lines,
    signature,
    standing_lines,
)
from foodsafety_ledger.views.changes import change_lines
from foodsafety_ledger.views.dispatch import PASSED, Owed, Round, counted
from foodsafety_ledger.views.page import (
    Block,
    Cell,
    Heading,
    Held,
    Line,
    Page,
    Paragraph,
    ParagraphKind,
    cell,
    labelled,
    line,
    strong,
    table,
)
from foodsafety_ledger.views.view import Origin, Records, View
from foodsafety_ledger.views.wording import (
    department_name,
    due_text,
    goal_text,
    reason_text,
    task_title,
)
from foodsafety_ledger.words import Say


def _paper(page: Page, origin: Origin) -> View:
    """A paper that is only read by people."""
    return View(origin, lambda: page, lambda: Records((), ()), lambda: None)


def _asked(who: Department, one: Round) -> Mapping[str, Sequence[Owed]]:
    """What a department still has to do: what is overdue, what is to come, what was returned."""
    asked: dict[str, list[Owed]] = {"late": [], "waiting": [], "returned": []}
    for each in sorted(one.owed[who], key=lambda each: each.duty.due):
        if each.is_missing:
            asked["late" if each.duty.state is DutyState.OVERDUE else "waiting"].append(each)
        if each.is_returned:
            asked["returned"].append(each)
    return {key: owed for key, owed in asked.items() if owed}


def _items(owed: Iterable[Owed], say: Say) -> str:
    return say.in_a_row(each.duty.item for each in owed)


def note_view(who: Department, one: Round) -> View:
    """The covering note of a department's form: what it has to report or to correct, and by when.

    Where nothing is asked of it any more, that its reports are here. It has no other date.
    """
    page = tuple(_note(who, one.formal.say, one))
    return _paper(page, replace(one.account.origin, as_of=one.period.end))


def _note(who: Department, say: Say, one: Round) -> Iterator[Block]:
    asked = _asked(who, one)
    title = "title" if asked else "title.done"
    yield Heading(line(say(f"dispatch.note.{title}", period=one.period)), 1)
    yield Paragraph((line(say("dispatch.note.to", name=who.name)),), kind=ParagraphKind.ADDRESS)
    yield Paragraph(tuple(_note_lines(one.owed[who], asked, say)))
    if asked:
        rows = _note_rows(one.owed[who], one.plan, say)
        yield table(say, "dispatch", "item due task", rows)
    yield Paragraph(tuple(_enclosed(one.period, asked, say)), kind=ParagraphKind.ENCLOSED)
    yield signature(one.account, say("dispatch.undated"))


def _note_lines(
    owed: Sequence[Owed], asked: Mapping[str, Sequence[Owed]], say: Say
) -> Iterator[Line]:
    period = owed[0].duty.period
    for key, some in asked.items():
        facts = {"count": len(some), "items": _items(some, say), "due": some[-1].duty.due}
        yield line(say(f"dispatch.note.{key}", period=period, **facts))
    if asked:
        yield line(say("dispatch.note.how"))
    if came := sum(not each.is_asked for each in owed):
        key = "reported" if asked else "done"
        late = sum(each.duty.state is DutyState.LATE for each in owed)
        yield line(say(f"dispatch.note.{key}", period=period, count=came))
        if late:
            yield line(say("dispatch.note.came-late", count=late))


def _note_rows(owed: Iterable[Owed], plan: Plan, say: Say) -> Iterator[Sequence[Held]]:
    for each in owed:
        if each.is_asked:
            returned = each.part.returned if each.is_returned else None
            told = cell(
                task_title(each.item.item, plan, say),
                each.item.item.summary.in_(say.lang),
                *extension_lines(each.item, say),
                say("dispatch.note.why", reason=returned.reason) if returned else "",
            )
            yield each.duty.item, say.time(each.duty.due), told


def _enclosed(period: Period, asked: Mapping[str, object], say: Say) -> Iterator[Line]:
    """What lies beside a note, numbered where it is more than one thing (GB/T 9704, 7.3.4)."""
    if not asked.keys() & {"late", "waiting"}:
        yield line(say("dispatch.enclosed.alone", period=period))
        return
    yield line(say("dispatch.enclosed", period=period))
    yield line(say("dispatch.enclosed.calendar", period=period))


def reminder_text(who: Department, one: Round) -> str:
    """A message ready to paste: what a department has to report or correct, by when; or thanks.

    What is due on one day stands together, the earliest first, and what was returned at the end.
    """
    say, asked = one.say, _asked(who, one)
    facts = {"name": who.name, "period": say.formal().time(one.period)}
    if not asked:
        return say("dispatch.reminder.done", **facts)
    parts = [
        say(
            f"dispatch.reminder.{key}",
            count=len(owed),
            items=_items(owed, say),
            due=say.formal().time(due),
        )
        for key, some in asked.items()
        for due, owed in _by_day(some, together=key == "returned")
    ]
    return say("dispatch.reminder", asked=say.apart(parts), **facts)


def _by_day(
    owed: Sequence[Owed], *, together: bool = False
) -> Iterator[tuple[date, Sequence[Owed]]]:
    """What is due on one day, day by day; all of it ``together`` under the last day."""
    days = groupby(owed, key=lambda each: owed[-1].duty.due if together else each.duty.due)
    return ((due, tuple(some)) for due, some in days)


def calendar_days(who: Department, one: Round) -> Iterator[tuple[date, str]]:
    """The days on which reports of a department are due that have not come, for a calendar."""
    asked = _asked(who, one)
    missing = (*asked.get("late", ()), *asked.get("waiting", ()))
    for due, owed in _by_day(missing):
        facts = {"count": len(owed), "items": _items(owed, one.say)}
        yield due, one.say("dispatch.due", period=one.say.formal().time(one.period), **facts)


def circular_view(one: Round) -> View:
    """The circular (通报): how it stands, what left, entered and stays red, who lags, how long."""
    return _paper(tuple(_circular(one.formal)), one.account.origin)


def _circular(one: Round) -> Iterator[Block]:
    say, parts = one.say, Numbering(one.say)
    yield Heading(line(say("dispatch.circular", period=one.period)), 1)
    yield Paragraph((line(say("dispatch.circular.to")),), kind=ParagraphKind.ADDRESS)
    yield parts.first("dispatch.part.standing")
    yield Paragraph(tuple(standing_lines(one.account)))
    yield from _reds(one.account, parts)
    yield parts.first("dispatch.part.lagging")
    yield listed(_lagging(one), say)
    if one.plan.ranking:
        yield parts.first("dispatch.part.ranking")
        keys = ">rank >owed >reported >late >overdue >red department"
        yield table(say, "dispatch", keys, _ranked(one))
    yield signature(one.account)


def _reds(account: Account, parts: Numbering) -> Iterator[Block]:
    """Every red item under one head: new, or as before; of a first round there is no before."""
    say = account.say
    red = [held for held in account.chosen.items if held.light is Light.RED]
    changed = {change.item.item.id for change in account.changed}
    entered = [held for held in red if held.item.id in changed]
    stayed = [held for held in red if held.item.id not in changed]
    if account.before is None:
        yield parts.first("dispatch.part.red")
        yield listed(missed_lines(red, account), say)
        return
    left = [change for change in account.changed if change.before is Light.RED]
    yield parts.first("dispatch.part.left")
    yield listed(change_lines(left, account.plan, say), say)
    yield parts.first("dispatch.part.entered")
    yield listed(missed_lines(entered, account), say)
    if stayed:
        yield parts.first("dispatch.part.stayed")
        yield listed(missed_lines(stayed, account), say)


def _ranked(one: Round) -> Iterator[Sequence[Held]]:
    """The departments by the share of their reports that did not come in time, then by their reds.

    Equal ones have the same place.
    """
    scored: list[tuple[tuple[Fraction, int], tuple[Held, ...]]] = []
    for who, owed in one.owed.items():
        counts, red = counted(owed), sum(each.light is Light.RED for each in owed)
        amiss = Fraction(counts[DutyState.LATE] + counts[DutyState.OVERDUE], len(owed))
        told = [counts[key] for key in ("owed", *PASSED)]
        scored.append(((amiss, red), (*told, red, department_name(who.id, one.plan, one.say))))
    scored.sort(key=lambda pair: pair[0])
    scores = [score for score, _ in scored]
    return ((scores.index(score) + 1, *told) for score, told in scored)


def _lagging(one: Round) -> Iterator[Line]:
    """The departments with reports overdue or late, in the order of departments.yaml."""
    say = one.say
    for who, owed in one.owed.items():
        told: list[str] = []
        for state in (DutyState.OVERDUE, DutyState.LATE):
            those = [each for each in owed if each.duty.state is state]
            runs = _in_a_row(who.id, one) if state is DutyState.OVERDUE else 0
            if those:
                facts = {"count": len(those), "items": _items(those, say)}
                more = say("dispatch.in-a-row", count=runs) if runs > 1 else ""
                told.append(say(f"dispatch.lagging.{state}", **facts) + more)
        if told:
            text = say("report.because", text=say.apart(told))
            yield line(strong(who.name.in_(say.lang)), text)


def _in_a_row(department: str, one: Round) -> int:
    """For how many periods up to this one something of a department's has been overdue."""
    duties = [duty for duty in one.account.duties if duty.department == department]
    overdue = {duty.period for duty in duties if duty.state is DutyState.OVERDUE}
    count = 0
    for period in sorted({duty.period for duty in duties}, reverse=True):
        if period not in overdue:
            break
        count += 1
    return count


_WHY: Final = {
    SlipKind.OVERDUE: "overdue",
    SlipKind.MISSED: "own-target",
    SlipKind.RETURNED: "returned",
}
"""The kind of the department's own reasons that a slip of a kind is opened for."""


def _why(slip: Slip, held: ItemAssessment, say: Say) -> Cell:
    """What has not come, was missed or returned, and why."""
    about = slip.about
    own = held.own_of(about.department)
    told = [one for one in own.reasons if one.kind == _WHY[about.kind]] if own else []
    goals = {one.target.ref: one.target for one in held.targets}
    lines: list[str] = []
    for reason in told:
        lines.append(reason_text(reason, say))
        if target := goals.get(str(reason.facts.get("ref"))):
            facts = {"goal": goal_text(target, say), "due": due_text(target, say)}
            lines.append(say("status.goal", **facts))
    return cell(*lines)


def _report_due(slip: Slip, held: ItemAssessment, say: Say) -> str:
    """By when the reports were to come that a slip calls for; empty where it calls for none."""
    if slip.about.kind is not SlipKind.OVERDUE:
        return ""
    parts = (part for part in held.parts if part.department == slip.about.department)
    return say.in_a_row(say.time(duty.due) for part in parts for duty in part.overdue)


def slip_view(slip: Slip, one: Round) -> View:
    """A reminder slip (督办单): one matter, what is asked, and by when it is answered.

    It says what holds whenever it is written again: the day it was opened is its only date.
    """
    say, about, plan = one.formal.say, slip.about, one.plan
    held = one.as_opened(slip)
    item, why, late = held.item, _why(slip, held, say), _report_due(slip, held, say)
    answer = slip.opened + timedelta(days=plan.remind_days)
    pairs: tuple[tuple[str, Held], ...] = (
        (say("dispatch.column.number"), slip.number),
        (say("dispatch.column.level"), say(f"dispatch.level.{slip.level}")),
        (say("status.column.department"), department_name(about.department, plan, say)),
        (say("dispatch.column.kind"), say(f"dispatch.kind.{about.kind}")),
        (say("dispatch.slip.matter"), f"{item.id} {task_title(item, plan, say)}"),
        (say("dispatch.slip.asked"), item.summary.in_(say.lang)),
        (say("dispatch.slip.phrase"), item.phrase),
        (say("dispatch.slip.due"), due_text(item, say)),
        *([(say("dispatch.slip.report-due"), late)] if late else ()),
        *([(say("dispatch.slip.why"), why)] if why else ()),
    )
    page = (
        Heading(line(say("dispatch.slip")), 1),
        labelled(pairs),
        Paragraph((line(say(f"dispatch.slip.text.{about.kind}", answer=answer)),)),
        signature(one.account, say.time(slip.opened)),
    )
    return _paper(page, replace(one.account.origin, as_of=slip.opened))
