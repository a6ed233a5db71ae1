"""``ledger problems``: what is blocked, what hinders, and what the office returned."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from typing import Final, NamedTuple

from foodsafety_ledger.assess.assessment import Part
from foodsafety_ledger.model.entry import Entry, Status
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.views.brief import brief_table
from foodsafety_ledger.views.choice import Selection
from foodsafety_ledger.views.page import (
    Line,
    Paragraph,
    Run,
    Tone,
    cell,
    command,
    line,
    quiet,
    table,
)
from foodsafety_ledger.views.parts import left_out_lines
from foodsafety_ledger.views.view import Json, Origin, Records, View, fields_of
from foodsafety_ledger.views.wording import department_name, status_run
from foodsafety_ledger.words import Say

_ROOM: Final = 10
"""The problems that a terminal shows at first, each in three lines."""


class Problem(NamedTuple):
    """What stands in the way of a department on an item, as its latest report says.

    ``since`` is the date of the first report from which on that is said without a break;
    ``returned`` the review by which the office returned the latest, if it did.
    """

    part: Part
    latest: Entry
    since: date | None
    returned: Entry | None

    @property
    def stamp(self) -> tuple[str, str]:
        """When it was last spoken of: by the office where that returned it, else by them."""
        return (self.returned or self.latest).stamp


def find_problems(chosen: Selection) -> list[Problem]:
    """The problems of what is chosen, the latest first."""
    parts = (part for item in chosen.items for part in item.parts)
    found = (
        Problem(part, part.latest, _since(part, part.latest), part.returned)
        for part in parts
        if part.latest and (part.returned or _hinders(part.latest))
    )
    return sorted(found, key=lambda one: one.stamp, reverse=True)


def _hinders(entry: Entry) -> bool:
    return entry.status is Status.BLOCKED or bool(entry.remark("problems"))


def _since(part: Part, latest: Entry) -> date | None:
    """Since when every report has spoken of a problem; where none does, the latest's own date."""
    running = list(takewhile(_hinders, reversed(part.entries)))
    return (running[-1] if running else latest).date


def problems_view(chosen: Selection, origin: Origin, say: Say) -> View:
    """The problems of what is chosen: whose, since when, in their own words."""
    plan, found = chosen.assessment.plan, find_problems(chosen)
    rows = [
        (str(one.since or "?"), one.part.item, str(one.latest.period), cell(*_told(one, plan, say)))
        for one in found
    ]
    made = table(say, "log.problems", "since id period what", rows)
    left_out = tuple(left_out_lines(chosen, say))
    page = (*([made] if rows else ()), *([Paragraph(left_out)] if left_out else ()))
    whole = shlex.join(["problems", *(ref.typed for ref in chosen.choice.refs), "--verbose"])
    return View(
        origin,
        lambda: page,
        lambda: Records(_KEYS, (fields_of(_data(one)) for one in found)),
        lambda: {"problems": [_data(one) for one in found]},
        say("log.problems.nothing"),
        lambda: (*(brief_table(made, _ROOM, say, whole) if rows else ()), *page[bool(rows) :]),
    )


def _told(one: Problem, plan: Plan, say: Say) -> Iterator[Line]:
    """Whose it is, what hinders and what is planned; why it was returned, how that is answered."""
    name = department_name(one.part.department, plan, say)
    yield line(name, "  ", status_run(one.part.status, say))
    for key in ("problems", "next"):
        if text := one.latest.remark(key):
            yield line(quiet(say("log.text", label=say(f"record.title.{key}"), text=text)))
    if one.returned is not None:
        facts = {"date": str(one.returned.date), "why": one.returned.reason}
        yield line(Run(say("log.problems.returned", **facts), Tone.YELLOW))
        yield line(command(say.typed(f"amend {one.latest.id}")))


def _data(one: Problem) -> Json:
    latest, returned = one.latest, one.returned
    return {
        "since": one.since,
        "item": one.part.item,
        "department": one.part.department,
        "period": str(latest.period),
        "entry": latest.id,
        "date": latest.date,
        "status": one.part.status,
        "problems": latest.remark("problems") or None,
        "next": latest.remark("next") or None,
        "returned": returned.date if returned else None,
        "reason": returned.reason if returned else None,
    }


_KEYS = (
    *("since", "item", "department", "period", "entry", "date"),
    *("status", "problems", "next", "returned", "reason"),
)
