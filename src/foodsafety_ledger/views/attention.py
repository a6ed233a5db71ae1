"""What needs attention now: the heaviest first, each with the next command to type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Final

from foodsafety_ledger.assess.assessment import (
    Duty,
    DutyState,
    ItemAssessment,
    Light,
    Part,
    Reason,
    TargetAssessment,
)
from foodsafety_ledger.model.entry import Status, Verdict
from foodsafety_ledger.views.figures import light_line, name_departments, reason_text
from foodsafety_ledger.views.page import Block, Heading, Line, Paragraph, command, line
from foodsafety_ledger.views.status import View
from foodsafety_ledger.words import Say

SHOWN: Final = 8
"""How many matters of a kind are listed before the rest is only counted."""

SOON: Final = timedelta(days=30)
"""A report due within this time is announced."""

_ORDER: Final = (
    "missed",
    "period-failed",
    "overdue",
    "blocked",
    "missing",
    "period-missing",
    "stale",
    "baseline-only",
    "past-due",
    "returned",
)
"""Reasons that ask somebody to act, heaviest first; what comes after a dot is their wording."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to see to: what, and the command that leads on."""

    light: Light
    weight: int
    item: str
    text: str
    command: str


def attention_blocks(view: View, say: Say, refs: str = "", *, whole: bool = False) -> list[Block]:
    """The matters and the reports due soon; nothing where there are none.

    ``refs`` is what the command line chose, for the command that lists the rest; ``whole`` lists
    every matter at once.
    """
    matters = find_matters(view, say)
    shown = matters if whole else matters[:SHOWN]
    lines = [text for matter in shown for text in _matter_lines(matter, say)]
    if len(shown) < len(matters):
        rest = " ".join(filter(None, ["ledger status", refs, "--by item --only red"]))
        lines += [line(say("status.attention.more", count=len(matters) - len(shown)))]
        lines += [line("    ", command(rest))]
    lines += _upcoming(view, say)
    heading = Heading(line(say("status.attention")))
    return [heading, Paragraph(tuple(lines), indent=1, hang=3)] if lines else []


def find_matters(view: View, say: Say) -> list[Matter]:
    """For each item the heaviest thing that the departments shown can see to, heaviest first."""
    found = [matter for item in view.items if (matter := _matter(item, view, say))]
    return sorted(found, key=lambda matter: (list(Light).index(matter.light), matter.weight))


def _matter(item: ItemAssessment, view: View, say: Say) -> Matter | None:
    reasons = [reason for reason in item.reasons if _head(reason) in _ORDER and _asks(reason)]
    for reason in sorted(reasons, key=lambda one: _ORDER.index(_head(one))):
        step = _next_step(reason, item)
        if step:
            text = _own_text(reason, item, view, say)
            return Matter(reason.light, _ORDER.index(_head(reason)), item.item.id, text, step)
    return None


def _asks(reason: Reason) -> bool:
    """Whether a reason asks somebody to act now: whatever is red, and what the office returned."""
    return reason.light is Light.RED or _head(reason) == "returned"


def _head(reason: Reason) -> str:
    return reason.key.partition(".")[0]


def _next_step(reason: Reason, item: ItemAssessment) -> str | None:
    """The command that leads on from a reason; None where it concerns none of those shown."""
    head = _head(reason)
    target = next((t for t in item.targets if t.target.ref == reason.facts.get("ref")), None)
    if target is not None:
        return _target_step(head, reason, target)
    parts = _concerned(head, item) if "ref" not in reason.facts else []
    return _part_step(head, parts[0]) if parts else None


def _target_step(head: str, reason: Reason, one: TargetAssessment) -> str:
    absent = one.absent or next((p.absent for p in one.periods if p.judged and p.absent), ())
    if head in ("missed", "period-failed") or not absent:
        return f"ledger why {one.target.ref}"
    period = reason.facts.get("period", one.target.last)
    return f"ledger record {absent[0]} {one.target.item} --period {period}"


def _part_step(head: str, part: Part) -> str:
    if head == "overdue":
        period = next(duty.period for duty in part.duties if duty.state is DutyState.OVERDUE)
        return f"ledger record {part.department} {part.item} --period {period}"
    if head == "past-due":
        return f"ledger record {part.department} {part.item} --status done"
    return f"ledger log {part.department} {part.item}"


def _concerned(head: str, item: ItemAssessment) -> list[Part]:
    """The parts shown that a reason about departments is about."""
    owing = [part for part in item.parts if part.department in item.item.owing]
    match head:
        case "overdue":
            return [p for p in owing if any(d.state is DutyState.OVERDUE for d in p.duties)]
        case "blocked":
            return [part for part in owing if part.status is Status.BLOCKED]
        case "returned":
            return [part for part in owing if part.review == Verdict.RETURNED]
        case _:
            return [part for part in owing if part.status is not Status.DONE]


def _own_text(reason: Reason, item: ItemAssessment, view: View, say: Say) -> str:
    """The reason in words; where only some departments are shown, about those alone."""
    if view.choice.departments is None or "ref" in reason.facts:
        return reason_text(reason, say)
    head = _head(reason)
    parts = _concerned(head, item)
    names = name_departments([part.department for part in parts], view.assessment.plan, say)
    periods = {d.period for part in parts for d in part.duties if d.state is DutyState.OVERDUE}
    facts = {"names": names, "periods": say("status.comma").join(map(str, sorted(periods)))}
    return say(f"reasons.{head}.one", **{**reason.facts, **facts})


def _matter_lines(matter: Matter, say: Say) -> Iterator[Line]:
    yield line(light_line(matter.light, say), f"  {matter.item}  {matter.text}")
    yield line("    ", command(matter.command))


def _upcoming(view: View, say: Say) -> Iterator[Line]:
    """The reports due soon: of a department each by itself, of everyone only how many."""
    as_of = view.assessment.as_of
    due_soon = [
        duty
        for duty in view.duties
        if duty.state is DutyState.PENDING
        and duty.period.start <= as_of
        and duty.due <= as_of + SOON
    ]
    due_soon.sort(key=lambda duty: (duty.due, duty.period))
    chosen = view.choice.departments
    if chosen is not None and len(chosen) == 1:
        yield from _own_upcoming(due_soon, say)
        return
    for (due, period), group in groupby(due_soon, key=lambda duty: (duty.due, duty.period)):
        facts = {"count": len(list(group)), "period": period, "due": due}
        yield line(say("status.upcoming", **facts))
        yield line("    ", command(f"ledger status {period}"))


def _own_upcoming(duties: Iterable[Duty], say: Say) -> Iterator[Line]:
    for duty in duties:
        facts = {"item": duty.item, "period": duty.period, "due": duty.due}
        yield line(say("status.upcoming.own", **facts))
        step = f"ledger record {duty.department} {duty.item} --period {duty.period}"
        yield line("    ", command(step))
