"""``ledger dispatch``: the quarterly round, and the papers that it sends out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import (
    VERDICT_LIGHT,
    Assessment,
    Duty,
    DutyState,
    ItemAssessment,
    Light,
    Part,
    Reason,
)
from foodsafety_ledger.model.entry import Verdict
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.period import Period, parse_period
from foodsafety_ledger.model.plan import Department, Plan
from foodsafety_ledger.reading.register import Slip, SlipKind, Subject
from foodsafety_ledger.views.account import Account
from foodsafety_ledger.views.brief import rest
from foodsafety_ledger.views.changes import change_lines
from foodsafety_ledger.views.page import (
    Block,
    Cell,
    Facts,
    Heading,
    Held,
    Line,
    Page,
    Paragraph,
    ParagraphKind,
    Table,
    cell,
    line,
    row,
    strong,
    table,
)
from foodsafety_ledger.views.report import (
    Numbering,
    extension_lines,
    listed,
    missed_lines,
    signature,
    standing_lines,
    urgent_texts,
)
from foodsafety_ledger.views.status_rows import reasons_data, tally
from foodsafety_ledger.views.view import Json, Origin, Record, Records, View, fields_of
from foodsafety_ledger.views.wording import (
    awaited_text,
    day_text,
    department_line,
    department_name,
    due_text,
    duty_run,
    goal_text,
    light_line,
    name_data,
    overdue_run,
    period_text,
    reason_text,
    task_title,
)
from foodsafety_ledger.words import Say

_PASSED: Final = (DutyState.REPORTED, DutyState.LATE, DutyState.OVERDUE)
_DEPARTMENTS: Final = 8
_WAITING: Final = 4
_MATTERS: Final = 5
"""What a terminal shows at first: departments, those that say what is to come, and matters of
each kind."""

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
    """The dispatch of one period; ``slips`` are those registered for it.

    ``on`` says how things stood on a day: a slip goes on saying what it said when it was opened.
    """

    account: Account
    on: Callable[[date], Assessment]
    slips: tuple[Slip, ...] = ()

    @cached_property
    def formal(self) -> Round:
        """The one that papers are written of."""
        return replace(self, account=replace(self.account, is_formal=True))

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
    def settled(self) -> tuple[str, ...]:
        """The numbers of the slips whose matters are no longer open."""
        return tuple(slip.number for slip in self.slips if slip.about not in self.open)

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
            return part.returned is not None


def dispatch_view(one: Round) -> View:
    """Who owes what, who has reported, who is late, what is red and why."""
    return View(
        one.account.origin,
        lambda: _blocks(one),
        lambda: Records(_KEYS, _records(one)),
        lambda: _data(one),
        one.say("dispatch.nothing", period=one.period),
        lambda: _brief(one),
    )


def _counts(owed: Sequence[Owed]) -> dict[str, int]:
    """How many reports are owed, are in each state, and were returned."""
    states = tally(DutyState, (each.duty.state for each in owed)).items()
    returned = sum(map(_is_returned, owed))
    return {"owed": len(owed), **{state.value: n for state, n in states}, "returned": returned}


def _is_returned(each: Owed) -> bool:
    return each.part.review == Verdict.RETURNED


def _counted(owed: Sequence[Owed]) -> dict[str, int]:
    """The counts of a department; its reports still to come are nobody's concern yet."""
    counts = _counts(owed)
    del counts[DutyState.PENDING]
    return counts


def _blocks(one: Round) -> Iterator[Block]:
    if one.owed:
        yield from _opening(one)
        yield _departments(one.owed, one)
        for heading, made in _matters(one, _urgent(one), "dispatch.urgent"):
            yield from (heading, made)


def _brief(one: Round) -> Iterator[Block]:
    """The same in a screenful: whoever is not through with the round, most to come first."""
    if not one.owed:
        return
    yield from _opening(one)
    behind = {who: owed for who, owed in one.owed.items() if not all(map(_is_through, owed))}
    far = sorted(behind, key=lambda who: -sum(each.duty.entry is None for each in behind[who]))
    waiting = any(each.duty.state is DutyState.PENDING for owed in behind.values() for each in owed)
    room = _WAITING if waiting else _DEPARTMENTS
    if far:
        yield _departments({who: behind[who] for who in far[:room]}, one)
    hidden, through = len(far[room:]), len(one.owed) - len(far)
    told = {"behind": hidden, "through": through}.items()
    yield Paragraph(tuple(line(one.say(f"dispatch.{key}", count=n)) for key, n in told if n))
    red = _urgent(one, beside=("overdue",))
    for heading, made in _matters(one, red, "dispatch.column.red"):
        yield from (heading, replace(made, rows=made.rows[:_MATTERS]))
        hidden += len(made.rows[_MATTERS:])
    if hidden or through:
        yield rest(one.say, hidden, f"dispatch {one.period} --verbose")


def _is_through(each: Owed) -> bool:
    """Whether nobody waits for anything: it came in time and was not returned."""
    return each.duty.state is DutyState.REPORTED and not _is_returned(each)


def _opening(one: Round) -> Iterator[Block]:
    yield Heading(line(one.say("dispatch.title", period=period_text(one.period, one.say))), 1)
    yield Paragraph(tuple(standing_lines(one.account))[1:])


def _departments(owing: Mapping[Department, Sequence[Owed]], one: Round) -> Table:
    rows = (
        row(
            *_counted(owed).values(),
            cell(
                line(
                    *department_line(who.id, one.plan, one.say),
                    overdue_run((each.duty for each in owed), one.say),
                ),
                awaited_text((each.duty for each in owed), one.say),
            ),
        )
        for who, owed in owing.items()
    )
    return table(one.say, "dispatch", ">owed >reported >late >overdue >returned department", rows)


def _matters(
    one: Round, urgent: Sequence[Sequence[Held]], title: str
) -> Iterator[tuple[Heading, Table]]:
    """What is overdue or red, under a title, and what asks for a slip."""
    say = one.say
    if urgent:
        made = table(say, "dispatch", "light state due item why", urgent)
        yield Heading(line(say(title))), made
    if one.open:
        slips = (_slip_row(each, one) for each in one.open_slips)
        made = table(say, "dispatch", "number level kind item department", slips)
        yield Heading(line(say("dispatch.slips"))), made


def _urgent(one: Round, beside: Collection[str] = ()) -> list[tuple[Held, ...]]:
    """What has not come or is red, department by department.

    Not what is red only for reasons of the kinds ``beside``, which are told otherwise.
    """
    say = one.say

    def is_told(each: Owed) -> bool:
        kinds = {reason.kind for reason in _red(each)}
        return not kinds or (bool(beside) and kinds <= {*beside})

    return [
        (
            light_line(each.light, say),
            duty_run(each.duty.state, say),
            each.duty.due,
            each.item.item.id,
            cell(
                department_name(who.id, one.plan, say),
                *urgent_texts((*_red(each), *_helpful(each)), say),
                *extension_lines(each.item, say),
            ),
        )
        for who, owed in one.owed.items()
        for each in owed
        if each.light is Light.RED or each.duty.state is DutyState.OVERDUE
        if not is_told(each)
    ]


def _helpful(each: Owed) -> Iterator[Reason]:
    """What would still make the targets whose values the department owes."""
    owed = {
        one.target.ref for one in each.item.targets if each.duty.department in one.target.owed_by
    }
    return (one for one in each.item.reasons if one.kind == "needed" and one.target in owed)


def _red(each: Owed) -> list[Reason]:
    """Why something owed is red, but for what only a later period made so."""
    return [r for r in each.reasons if r.light is Light.RED and not _is_later(r, each)]


def _is_later(reason: Reason, each: Owed) -> bool:
    period = each.duty.period
    if reason.target is not None:
        told = parse_period(str(reason.facts.get("period", "")))
        due = next(one.target.due for one in each.item.targets if one.target.ref == reason.target)
        return told > period if told else due > period.end
    match reason.kind:
        case "overdue":
            return each.duty.state is not DutyState.OVERDUE
        case "blocked":
            latest = each.part.latest
            return latest is not None and latest.period is not None and latest.period > period
        case _:
            return each.item.item.due > period.end


def _slip_row(each: Slip | Subject, one: Round) -> tuple[str, ...]:
    say, about = one.say, each.about if isinstance(each, Slip) else each
    issued = (say("dispatch.not-issued"), "-")
    if isinstance(each, Slip):
        issued = each.number, say(f"dispatch.level.{each.level}")
    kind, who = say(f"dispatch.kind.{about.kind}"), department_name(about.department, one.plan, say)
    return (*issued, kind, about.item, who)


def _records(one: Round) -> Iterator[Record]:
    for who, owed in one.owed.items():
        for each in owed:
            yield {
                "department": who.id,
                "name_zh": who.name.zh,
                **fields_of(_owed_data(each, one.say)),
                "reasons": "; ".join(reason_text(reason, one.say) for reason in each.reasons),
            }


def _data(one: Round) -> Json:
    every = [each for owed in one.owed.values() for each in owed]
    return {
        "period": str(one.period),
        "summary": _counts(every),
        "departments": [_department_data(who, owed, one.say) for who, owed in one.owed.items()],
        "slips": [_slip_data(each, one) for each in one.open_slips],
    }


def _department_data(who: Department, owed: Sequence[Owed], say: Say) -> Json:
    return {
        "id": who.id,
        "name": name_data(who.name),
        **_counted(owed),
        "items": [_owed_data(each, say) for each in owed],
    }


def _owed_data(each: Owed, say: Say) -> Json:
    return {
        "item": each.duty.item,
        "state": each.duty.state,
        "due": each.duty.due,
        "light": each.light,
        "reasons": reasons_data(each.reasons, say),
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
        "due": (_then(issued, one).item if issued else one.plan.items[about.item]).due,
    }


def _paper(page: Page, origin: Origin) -> View:
    """A paper that is only read by people."""
    return View(origin, lambda: page, lambda: Records((), ()), lambda: None)


def note_view(who: Department, one: Round) -> View:
    """The covering note of a department's form: what it owes, and by when. It has no other date."""
    say, owed = one.formal.say, one.owed[who]
    due = max(each.duty.due for each in owed)
    facts = {"period": one.period, "count": len(owed), "due": due}
    rows = (
        (
            each.duty.item,
            say.time(each.duty.due),
            cell(
                task_title(each.item.item, one.plan, say),
                each.item.item.summary.in_(say.lang),
                *extension_lines(each.item, say),
            ),
        )
        for each in owed
    )
    page = (
        Heading(line(say("dispatch.note.title", **facts)), 1),
        Paragraph((line(say("dispatch.note.to", name=who.name)),), kind=ParagraphKind.ADDRESS),
        Paragraph((line(say("dispatch.note.text", **facts)),)),
        table(say, "dispatch", "item due task", rows),
        Paragraph(tuple(_enclosed(one.period, say)), kind=ParagraphKind.ENCLOSED),
        signature(one.account, say("dispatch.undated")),
    )
    return _paper(page, replace(one.account.origin, as_of=one.period.end))


def _enclosed(period: Period, say: Say) -> Iterator[Line]:
    """What lies beside a note, numbered (GB/T 9704, 7.3.4)."""
    yield line(say("dispatch.enclosed", period=period))
    yield line(say("dispatch.enclosed.calendar", period=period))


def reminder_text(who: Department, one: Round) -> str:
    """A message ready to paste: what a department has to report or correct, by when; or thanks.

    What is due on one day stands together, the earliest first, and what was returned at the end.
    """
    say, asked = one.say, dict[tuple[str, str], list[str]]()
    for each in sorted(one.owed[who], key=lambda each: each.duty.due):
        if each.duty.entry is None:
            key = "late" if each.duty.state is DutyState.OVERDUE else "waiting"
            asked.setdefault((key, day_text(each.duty.due, say)), []).append(each.duty.item)
    if returned := [each.duty.item for each in one.owed[who] if _is_returned(each)]:
        asked["returned", ""] = returned
    facts = {"name": who.name, "period": period_text(one.period, say)}
    if not asked:
        return say("dispatch.reminder.done", **facts)
    parts = (
        say(
            f"dispatch.reminder.{key}",
            count=len(items),
            items=say("status.comma").join(items),
            due=due,
        )
        for (key, due), items in asked.items()
    )
    return say("dispatch.reminder", asked=say("report.semicolon").join(parts), **facts)


def calendar_days(who: Department, one: Round) -> Iterator[tuple[date, str]]:
    """The days on which a department's reports are due, and what is due, for a calendar."""
    asked = sorted(one.owed[who], key=lambda each: each.duty.due)
    for due, group in groupby(asked, key=lambda each: each.duty.due):
        items = [each.duty.item for each in group]
        facts = {"count": len(items), "items": one.say("status.comma").join(items)}
        yield due, one.say("dispatch.due", period=period_text(one.period, one.say), **facts)


def circular_view(one: Round) -> View:
    """The circular (通报): how it stands, what left and entered red, who lags, and how long."""
    return _paper(tuple(_circular(one.formal)), one.account.origin)


def _circular(one: Round) -> Iterator[Block]:
    say, parts = one.say, Numbering(one.say)
    yield Heading(line(say("dispatch.circular", period=one.period)), 1)
    yield Paragraph((line(say("dispatch.circular.to")),), kind=ParagraphKind.ADDRESS)
    yield parts.first("dispatch.part.standing")
    yield Paragraph(tuple(standing_lines(one.account)))
    entered = [one.item for one in one.account.changed if one.item.light is Light.RED]
    left = [change for change in one.account.changed if change.before is Light.RED]
    yield parts.first("dispatch.part.left")
    yield listed(change_lines(left, one.plan, say), say)
    yield parts.first("dispatch.part.entered")
    yield listed(missed_lines(entered, one.account), say)
    yield parts.first("dispatch.part.lagging")
    yield listed(_lagging(one), say)
    if one.plan.ranking:
        yield parts.first("dispatch.part.ranking")
        keys = ">rank >owed >reported >late >overdue >red department"
        yield table(say, "dispatch", keys, _ranked(one))
    yield signature(one.account)


def _ranked(one: Round) -> Iterator[Sequence[Held]]:
    """The departments by the share of their reports that did not come in time, then by their reds.

    Equal ones have the same place.
    """
    scored: list[tuple[tuple[Fraction, int], tuple[Held, ...]]] = []
    for who, owed in one.owed.items():
        counts, red = _counted(owed), sum(each.light is Light.RED for each in owed)
        amiss = Fraction(counts[DutyState.LATE] + counts[DutyState.OVERDUE], len(owed))
        told = [counts[key] for key in ("owed", *_PASSED)]
        scored.append(((amiss, red), (*told, red, department_name(who.id, one.plan, one.say))))
    scored.sort(key=lambda pair: pair[0])
    scores = [score for score, _ in scored]
    return ((scores.index(score) + 1, *told) for score, told in scored)


def _lagging(one: Round) -> Iterator[Line]:
    """The departments with reports overdue, in the order of departments.yaml."""
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


def _then(slip: Slip, one: Round) -> ItemAssessment:
    """A slip's item as it stood on the day on which it was opened."""
    return next(each for each in one.on(slip.opened).items if each.item.id == slip.about.item)


_WHY: Final = {
    SlipKind.OVERDUE: "overdue",
    SlipKind.MISSED: "own-target",
    SlipKind.RETURNED: "returned",
}
"""The kind of the department's own reasons that a slip of a kind is opened for."""


def _why(slip: Slip, held: ItemAssessment, say: Say) -> Cell:
    """What has not come, was missed or returned, and why."""
    about = slip.about
    own = (
        reason for one in held.own if one.department == about.department for reason in one.reasons
    )
    told = (reason for reason in own if reason.kind == _WHY[about.kind])
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
    duties = (duty for part in parts for duty in part.duties)
    days = [say.time(duty.due) for duty in duties if duty.state is DutyState.OVERDUE]
    return say("status.comma").join(days)


def slip_view(slip: Slip, one: Round) -> View:
    """A reminder slip (督办单): one matter, what is asked, and by when it is answered.

    It says what holds whenever it is written again: the day it was opened is its only date.
    """
    say, about, plan = one.formal.say, slip.about, one.plan
    held = _then(slip, one)
    item, why, late = held.item, _why(slip, held, say), _report_due(slip, held, say)
    answer = slip.opened + timedelta(days=plan.remind_days)
    facts: tuple[tuple[str, str | Cell], ...] = (
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
        Facts(tuple((name, cell(told) if isinstance(told, str) else told) for name, told in facts)),
        Paragraph((line(say(f"dispatch.slip.text.{about.kind}", answer=answer)),)),
        signature(one.account, say.time(slip.opened)),
    )
    return _paper(page, replace(one.account.origin, as_of=slip.opened))
