"""``ledger dispatch``: the round of a period, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import (
    VERDICT_LIGHT,
    Assessment,
    Duties,
    Duty,
    DutyState,
    ItemAssessment,
    Light,
    Part,
    Reason,
    TargetAssessment,
)
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.period import Period, parse_period
from foodsafety_ledger.model.plan import Department, Plan
from foodsafety_ledger.reading.register import Slip, SlipKind, Subject
from foodsafety_ledger.views.account import Account, extension_lines, standing_lines
from foodsafety_ledger.views.page import (
    Block,
    Heading,
    Held,
    Paragraph,
    Table,
    cell,
    line,
    rest,
    row,
    table,
)
from foodsafety_ledger.views.status_rows import reasons_data, tally
from foodsafety_ledger.views.view import Json, Record, Records, View, fields_of
from foodsafety_ledger.views.wording import (
    awaited_text,
    department_line,
    department_name,
    duty_run,
    light_line,
    name_data,
    overdue_run,
    own_reason_text,
    reason_text,
)
from foodsafety_ledger.words import Say

PASSED: Final = (DutyState.REPORTED, DutyState.LATE, DutyState.OVERDUE)
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

    @property
    def is_missing(self) -> bool:
        """Whether the report has not come."""
        return self.duty.entry is None

    @property
    def is_returned(self) -> bool:
        """Whether the office returned the latest report, that of this period or an earlier one."""
        return _is_returned(self.part, self.duty.period)

    @property
    def is_asked(self) -> bool:
        """Whether the department still has to report, or to correct what it reported."""
        return self.is_missing or self.is_returned

    @property
    def is_through(self) -> bool:
        """Whether nobody waits for anything: it came in time and was not returned."""
        return self.duty.state is DutyState.REPORTED and not self.is_returned


def _is_returned(part: Part, period: Period) -> bool:
    latest = part.latest.period if part.latest else None
    return part.returned is not None and latest is not None and latest <= period


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
            seen = item.own_of(part.department) or item
            for duty in part.duties:
                if duty.period == self.period:
                    found[duty.department].append(Owed(duty, item, part, seen.light, seen.reasons))
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

    def as_opened(self, slip: Slip) -> ItemAssessment:
        """A slip's item as it stood on the day on which it was opened."""
        then = self.on(slip.opened).items
        return next(each for each in then if each.item.id == slip.about.item)


def _is_open(kind: SlipKind, item: ItemAssessment, part: Part, period: Period) -> bool:
    match kind:
        case SlipKind.OVERDUE:
            return any(duty.period <= period for duty in part.overdue)
        case SlipKind.MISSED:
            return any(
                one.target.binding and one.light is Light.RED and _is_judged(one, period)
                for one in item.targets
                if part.department in one.failing
            )
        case SlipKind.RETURNED:
            return _is_returned(part, period)


def _is_judged(one: TargetAssessment, period: Period) -> bool:
    """Whether a target fell due, or failed in a period of its own, up to the end of a period."""
    return one.target.due <= period.end or any(
        told.judged and told.period <= period and VERDICT_LIGHT[told.verdict] is Light.RED
        for told in one.periods
    )


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
    returned = sum(each.is_returned for each in owed)
    return {"owed": len(owed), **{state.value: n for state, n in states}, "returned": returned}


def counted(owed: Sequence[Owed]) -> dict[str, int]:
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
    behind = {
        who: owed for who, owed in one.owed.items() if not all(each.is_through for each in owed)
    }
    far = sorted(behind, key=lambda who: -sum(each.is_missing for each in behind[who]))
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


def _opening(one: Round) -> Iterator[Block]:
    yield Heading(line(one.say("dispatch.title", period=one.say.formal().time(one.period))), 1)
    yield Paragraph(tuple(standing_lines(one.account))[1:])


def _departments(owing: Mapping[Department, Sequence[Owed]], one: Round) -> Table:
    rows = (
        row(
            *counted(owed).values(),
            cell(
                line(
                    *department_line(who.id, one.plan, one.say),
                    overdue_run(Duties.of(each.duty for each in owed), one.say),
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
    say, plan = one.say, one.plan

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
                department_name(who.id, plan, say),
                *(own_reason_text(one, plan, say) for one in (*_red(each), *_helpful(each))),
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
                "reasons": one.say.apart(reason_text(reason, one.say) for reason in each.reasons),
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
        **counted(owed),
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
        "due": (one.as_opened(issued).item if issued else one.plan.items[about.item]).due,
    }
