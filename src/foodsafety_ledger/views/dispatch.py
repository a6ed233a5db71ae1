"""``ledger dispatch``: the quarterly round, and the papers that it sends out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import (
    VERDICT_LIGHT,
    Duty,
    DutyState,
    ItemAssessment,
    Light,
    Part,
    Reason,
)
from foodsafety_ledger.model.entry import Verdict
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Department, Plan
from foodsafety_ledger.reading.register import Slip, SlipKind, Subject
from foodsafety_ledger.views.account import Account
from foodsafety_ledger.views.page import (
    Block,
    Facts,
    Heading,
    Line,
    Page,
    Paragraph,
    Table,
    cell,
    columns,
    line,
    strong,
)
from foodsafety_ledger.views.report import Parts, change_lines, standing_lines
from foodsafety_ledger.views.status_rows import reasons_data, tally
from foodsafety_ledger.views.view import Json, Origin, Record, Records, View
from foodsafety_ledger.views.wording import (
    department_line,
    department_name,
    duty_run,
    light_line,
    name_data,
    period_text,
    reason_text,
    task_title,
)
from foodsafety_ledger.words import Say

_KEYS: Final = ("department", "name_zh", "item", "state", "due", "light", "reasons")


class Owed(NamedTuple):
    """A duty of the round with the item it is about, and how that item looks to the department."""

    duty: Duty
    item: ItemAssessment
    part: Part
    light: Light
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Round:
    """The dispatch of one period; ``slips`` are those registered for it."""

    account: Account
    slips: tuple[Slip, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.account.plan

    @property
    def say(self) -> Say:
        """The language."""
        return self.account.say

    @property
    def period(self) -> Period:
        """The period that it is about."""
        return self.account.period

    @cached_property
    def owed(self) -> Mapping[Department, tuple[Owed, ...]]:
        """What each department owes for the period, in the order of departments.yaml."""
        found: dict[str, list[Owed]] = {id_: [] for id_ in self.plan.departments}
        for item, part in self.account.parts:
            own = next((one for one in item.own if one.department == part.department), None)
            for duty in part.duties:
                if duty.period == self.period:
                    light, reasons = (own.light, own.reasons) if own else (item.light, item.reasons)
                    found[duty.department].append(Owed(duty, item, part, light, reasons))
        return {self.plan.departments[id_]: tuple(owed) for id_, owed in found.items() if owed}

    @cached_property
    def open(self) -> tuple[Subject, ...]:
        """What asks for a reminder now: overdue, missed, or returned by the office."""
        return tuple(
            dict.fromkeys(
                Subject(part.department, item.item.id, kind)
                for item, part in self.account.parts
                for kind in SlipKind
                if _is_open(kind, item, part, self.period)
            )
        )

    @property
    def open_slips(self) -> tuple[Slip | Subject, ...]:
        """What is open with its slip; itself where no slip has been issued yet."""
        known = {slip.about: slip for slip in self.slips}
        return tuple(known.get(about, about) for about in self.open)


def _is_open(kind: SlipKind, item: ItemAssessment, part: Part, period: Period) -> bool:
    match kind:
        case SlipKind.OVERDUE:
            late = (duty for duty in part.duties if duty.period <= period)
            return any(duty.state is DutyState.OVERDUE for duty in late)
        case SlipKind.MISSED:
            return any(
                figure.department == part.department
                for one in item.targets
                if one.target.binding and one.light is Light.RED
                for figure in one.figures
                if VERDICT_LIGHT[figure.verdict] is Light.RED
            )
        case SlipKind.RETURNED:
            return part.review == Verdict.RETURNED


def dispatch_view(one: Round) -> View:
    """Who owes what, who has reported, who is late, what is red and why."""
    return View(
        one.account.origin,
        lambda: _blocks(one),
        lambda: Records(_KEYS, _records(one)),
        lambda: _data(one),
        one.say("dispatch.nothing", period=one.period),
    )


def _states(owed: Sequence[Owed]) -> dict[DutyState, int]:
    return tally(DutyState, (each.duty.state for each in owed))


def _returned(owed: Sequence[Owed]) -> int:
    return sum(each.part.review == Verdict.RETURNED for each in owed)


def _blocks(one: Round) -> Iterator[Block]:
    say = one.say
    if not one.owed:
        return
    yield Heading(line(say("dispatch.title", period=period_text(one.period, say))), 1)
    yield Paragraph(tuple(standing_lines(one.account))[1:])
    titles = columns(
        lambda key: say(f"dispatch.column.{key}"),
        ">owed >reported >late >overdue >returned department",
    )
    yield Table(titles, tuple(_row(who, owed, one) for who, owed in one.owed.items()))
    yield from _urgent(one)
    if one.open:
        yield Heading(line(say("dispatch.slips")))
        yield _slip_table(one)


def _row(who: Department, owed: Sequence[Owed], one: Round) -> tuple[tuple[Line, ...], ...]:
    states = _states(owed)
    counts = (
        len(owed),
        states[DutyState.REPORTED],
        states[DutyState.LATE],
        states[DutyState.OVERDUE],
        _returned(owed),
    )
    return (
        *(cell(str(count)) for count in counts),
        cell(department_line(who.id, one.plan, one.say)),
    )


def _urgent(one: Round) -> Iterator[Block]:
    """What has not come, is red or was returned, department by department."""
    say = one.say
    rows = tuple(
        (
            cell(light_line(each.light, say)),
            cell(duty_run(each.duty.state, say)),
            cell(str(each.duty.due)),
            cell(each.item.item.id),
            cell(
                line(department_name(who.id, one.plan, say)),
                *(reason_text(reason, say) for reason in each.reasons if reason.light is Light.RED),
            ),
        )
        for who, owed in one.owed.items()
        for each in owed
        if each.light is Light.RED or each.duty.state is DutyState.OVERDUE
    )
    if rows:
        yield Heading(line(say("dispatch.urgent")))
        keys = "light state due item why"
        yield Table(columns(lambda key: say(f"dispatch.column.{key}"), keys), rows)


def _slip_table(one: Round) -> Table:
    say = one.say
    rows = []
    for each in one.open_slips:
        about = each.about if isinstance(each, Slip) else each
        number, level = _issued(each, say)
        rows.append(
            (
                cell(number),
                cell(level),
                cell(say(f"dispatch.kind.{about.kind}")),
                cell(about.item),
                cell(department_name(about.department, one.plan, say)),
            )
        )
    keys = "number level kind item department"
    return Table(columns(lambda key: say(f"dispatch.column.{key}"), keys), tuple(rows))


def _issued(each: Slip | Subject, say: Say) -> tuple[str, str]:
    if isinstance(each, Slip):
        return each.number, say(f"dispatch.level.{each.level}")
    return say("dispatch.not-issued"), "-"


def _records(one: Round) -> Iterator[Record]:
    for who, owed in one.owed.items():
        for each in owed:
            yield {
                "department": who.id,
                "name_zh": who.name.zh,
                "item": each.duty.item,
                "state": each.duty.state,
                "due": each.duty.due,
                "light": each.light,
                "reasons": "; ".join(reason_text(reason, one.say) for reason in each.reasons),
            }


def _data(one: Round) -> Json:
    """The ``data`` of ``ledger dispatch --format json`` (design 5)."""
    every = [each for owed in one.owed.values() for each in owed]
    states = {state.value: count for state, count in _states(every).items()}
    return {
        "period": str(one.period),
        "summary": {"owed": len(every), **states, "returned": _returned(every)},
        "departments": [_department_data(who, owed, one.say) for who, owed in one.owed.items()],
        "slips": [_slip_data(each, one) for each in one.open_slips],
    }


def _department_data(who: Department, owed: Sequence[Owed], say: Say) -> Json:
    states = _states(owed)
    return {
        "id": who.id,
        "name": name_data(who.name),
        "owed": len(owed),
        "reported": states[DutyState.REPORTED],
        "late": states[DutyState.LATE],
        "overdue": states[DutyState.OVERDUE],
        "returned": _returned(owed),
        "items": [
            {
                "item": each.duty.item,
                "state": each.duty.state,
                "due": each.duty.due,
                "light": each.light,
                "reasons": reasons_data(each.reasons, say),
            }
            for each in owed
        ],
    }


def _slip_data(each: Slip | Subject, one: Round) -> Json:
    """A slip; what has not been issued yet has neither number nor level."""
    issued = each if isinstance(each, Slip) else None
    about = each.about if isinstance(each, Slip) else each
    return {
        "number": issued.number if issued else None,
        "department": about.department,
        "item": about.item,
        "kind": about.kind,
        "level": issued.level if issued else None,
        "due": one.plan.items[about.item].due,
    }


def _paper(page: Page, origin: Origin) -> View:
    """A paper that is only read by people."""
    return View(origin, lambda: page, lambda: Records((), ()), lambda: None)


def note_view(who: Department, one: Round) -> View:
    """The covering note of a department's form: what it owes, and by when. It has no other date."""
    say, owed = one.say, one.owed[who]
    facts = {"period": period_text(one.period, say), "count": len(owed), "due": _latest_due(owed)}
    keys = "item due task"
    rows = tuple(
        (
            cell(each.duty.item),
            cell(str(each.duty.due)),
            cell(task_title(each.item.item, one.plan, say), each.item.item.summary.in_(say.lang)),
        )
        for each in owed
    )
    page = (
        Heading(line(say("dispatch.note.title", **facts)), 1),
        Paragraph((line(say("dispatch.note.to", name=who.name)),), flush=True),
        Paragraph((line(say("dispatch.note.text", **facts)),)),
        Table(columns(lambda key: say(f"dispatch.column.{key}"), keys), rows),
        Paragraph((line(department_name(one.plan.office, one.plan, say)),)),
    )
    return _paper(page, replace(one.account.origin, as_of=one.period.end))


def _latest_due(owed: Sequence[Owed]) -> str:
    return str(max(each.duty.due for each in owed))


def reminder_text(who: Department, one: Round) -> str:
    """A message ready to paste: what a department has still to report, or thanks."""
    say = one.say
    waiting = [each for each in one.owed[who] if each.duty.entry is None]
    facts = {"name": who.name, "period": period_text(one.period, say), "count": len(waiting)}
    if not waiting:
        return say("dispatch.reminder.done", **facts)
    items = say("status.comma").join(each.duty.item for each in waiting)
    late = all(each.duty.state is DutyState.OVERDUE for each in waiting)
    key = "dispatch.reminder.late" if late else "dispatch.reminder"
    return say(key, items=items, due=_latest_due(waiting), **facts)


def due_text(each: Owed, one: Round) -> str:
    """What is due, for a calendar."""
    title = task_title(each.item.item, one.plan, one.say)
    return one.say("dispatch.due", item=each.duty.item, title=title, period=str(one.period))


def circular_view(one: Round) -> View:
    """The circular (通报): how it stands, what left and entered red, who lags, and how long."""
    return _paper(tuple(_circular(one)), one.account.origin)


def _circular(one: Round) -> Iterator[Block]:
    say, parts = one.say, Parts(one.say)
    yield Heading(line(say("dispatch.circular", period=period_text(one.period, say))), 1)
    yield Paragraph((line(say("dispatch.circular.to")),), flush=True)
    yield parts.first("dispatch.part.standing")
    yield Paragraph(tuple(standing_lines(one.account)))
    entered = [change for change in one.account.changed if change.item.light is Light.RED]
    left = [change for change in one.account.changed if change.before is Light.RED]
    for key, changes in (("left", left), ("entered", entered)):
        yield parts.first(f"dispatch.part.{key}")
        none = (line(say("report.none")),)
        yield Paragraph(tuple(change_lines(changes, one.account)) or none)
    yield parts.first("dispatch.part.lagging")
    lines = tuple(_lagging(one))
    yield Paragraph(lines or (line(say("report.none")),))


def _lagging(one: Round) -> Iterator[Line]:
    """The departments with reports overdue, in the order of departments.yaml: no ranking."""
    say = one.say
    for who, owed in one.owed.items():
        silent = [each.duty.item for each in owed if each.duty.state is DutyState.OVERDUE]
        if silent:
            text = say(
                "dispatch.lagging", items=say("status.comma").join(silent), count=len(silent)
            )
            runs = _in_a_row(who.id, one)
            more = say("dispatch.in-a-row", count=runs) if runs > 1 else ""
            yield line(strong(who.name.in_(say.lang)), text, more, say("dispatch.stop"))


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


def slip_view(slip: Slip, one: Round) -> View:
    """A reminder slip (督办单): one matter, what is asked, and by when it is answered.

    It says what holds whenever it is written again: the day it was opened is its only date.
    """
    say, about, plan = one.say, slip.about, one.plan
    item = plan.items[about.item]
    answer = slip.opened.fromordinal(slip.opened.toordinal() + plan.remind_days)
    facts = (
        (say("dispatch.column.number"), slip.number),
        (say("dispatch.column.level"), say(f"dispatch.level.{slip.level}")),
        (say("dispatch.column.department"), department_name(about.department, plan, say)),
        (say("dispatch.column.kind"), say(f"dispatch.kind.{about.kind}")),
        (say("dispatch.slip.matter"), f"{item.id} {task_title(item, plan, say)}"),
        (say("dispatch.slip.asked"), item.summary.in_(say.lang)),
        (say("dispatch.slip.phrase"), item.phrase),
        (say("dispatch.slip.due"), str(item.due)),
        (say("dispatch.slip.opened"), str(slip.opened)),
    )
    page = (
        Heading(line(say("dispatch.slip")), 1),
        Facts(tuple((name, cell(text)) for name, text in facts)),
        Paragraph((line(say(f"dispatch.slip.text.{about.kind}", answer=answer)),)),
        Paragraph((line(department_name(plan.office, plan, say)),)),
    )
    return _paper(page, replace(one.account.origin, as_of=slip.opened))
