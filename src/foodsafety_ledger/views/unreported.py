"""``status --only`` with states of reports alone: whose, on which items, for which period."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import Duty, DutyState
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.views.brief import brief_table
from foodsafety_ledger.views.choice import Selection
from foodsafety_ledger.views.page import Band, Block, Held, Line, Paragraph, Table, line, table
from foodsafety_ledger.views.view import Record, Records
from foodsafety_ledger.views.wording import department_line, department_name, duty_run, items_run
from foodsafety_ledger.words import Say

_ROOM: Final = 24
"""The lines of the table that a terminal shows at first."""

_HEAVIEST: Final = (DutyState.OVERDUE, DutyState.PENDING, DutyState.LATE, DutyState.REPORTED)
_KEYS: Final = ("department", "name_zh", "item", "period", "state", "due")


class _Owed(NamedTuple):
    """What a department has, or has not, reported for a period by a day."""

    state: DutyState
    period: Period
    due: date
    department: str
    items: tuple[str, ...]


def asked_for(chosen: Selection) -> tuple[Duty, ...]:
    """The duties of the periods and places chosen, in whatever state, once they have begun."""
    duties = (duty for item in chosen.narrowed for duty in item.duties)
    return tuple(duty for duty in duties if duty.period.start <= chosen.assessment.as_of)


def _standing_so(chosen: Selection) -> list[Duty]:
    only = chosen.choice.only or frozenset()
    return [duty for duty in asked_for(chosen) if duty.state in only]


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
            _HEAVIEST.index(one.state),
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
    made = _table(owed, chosen, say, whole=whole)
    states = ",".join(one for one in DutyState if one in (chosen.choice.only or ()))
    refs = [ref.typed for ref in chosen.choice.refs]
    typed = shlex.join(["status", *refs, "--only", states, "--verbose"])
    yield from [made] if whole else brief_table(made, _ROOM, say, typed)


def _table(owed: Sequence[_Owed], chosen: Selection, say: Say, *, whole: bool) -> Table:
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
                    *_who(one.department, chosen, say, whole=whole),
                    items_run(one.items, state, say, whole=whole),
                ),
            )
            for one in inner
        ]
    return table(say, "status", ">count department-items", rows)


def _who(department: str, chosen: Selection, say: Say, *, whole: bool) -> Line:
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
    return Records(_KEYS, rows)
