"""What needs attention now: the heaviest first, each with the next command to type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from foodsafety_ledger.assess.assessment import (
    ItemAssessment,
    Light,
    Part,
    Reason,
    TargetAssessment,
)
from foodsafety_ledger.assess.reasons import in_own_words
from foodsafety_ledger.model.entry import Status
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.views.choice import Selection
from foodsafety_ledger.views.page import Block, Heading, Line, Paragraph, command, line
from foodsafety_ledger.views.wording import light_line, name_departments, reason_text
from foodsafety_ledger.words import Say

SHOWN: Final = 8
"""How many matters of a kind are listed before the rest is only counted."""

_ORDER: Final = (
    *("missed", "period-failed", "overdue", "blocked", "missing", "period-missing"),
    *("stale", "baseline-only", "past-due", "returned"),
)
"""The kinds of reasons that ask somebody to act, heaviest first."""

SAID: Final = ("blocked", "returned")
"""The kinds that somebody put in words for whoever looks: nothing heavier hides them."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to see to: what, and the command that leads on.

    ``is_own`` is whether it is a matter of the only department shown, ``item_light`` the item's.
    ``beside`` is what else was said of the item, each with its command.
    """

    is_own: bool
    item_light: Light
    light: Light
    weight: int
    item: str
    text: str
    command: str
    beside: tuple[tuple[str, str], ...] = ()


def attention_blocks(
    chosen: Selection, say: Say, refs: str = "", *, whole: bool = False
) -> list[Block]:
    """The matters and the reports due soon; nothing where there are none.

    ``refs`` is what the command line chose, for the command that lists the rest; ``whole`` lists
    every matter at once.
    """
    matters = [] if chosen.choice.of_reports else find_matters(chosen, say)
    shown = matters if whole else matters[:SHOWN]
    lines = [text for matter in shown for text in _matter_lines(matter, say)]
    if len(shown) < len(matters):
        lights = ",".join(light for light in Light if any(m.item_light is light for m in matters))
        rest = " ".join(filter(None, ["status", refs, f"--by item --only {lights}"]))
        lines += [line(say("status.attention.more", count=len(matters) - len(shown)))]
        lines += [line("    ", command(say.typed(rest)))]
    lines += _upcoming(chosen, say)
    heading = Heading(line(say("status.attention")))
    return [heading, Paragraph(tuple(lines), indent=1, hang=3)] if lines else []


def find_matters(chosen: Selection, say: Say) -> list[Matter]:
    """For each item the heaviest thing that the departments shown can see to, heaviest first.

    Of one department its own matters come first.
    """
    found = [matter for item in chosen.items if (matter := _matter(item, chosen, say))]
    return sorted(found, key=lambda m: (not m.is_own, list(Light).index(m.light), m.weight))


def _matter(item: ItemAssessment, chosen: Selection, say: Say) -> Matter | None:
    asking = sorted(filter(_asks, item.reasons), key=lambda one: _ORDER.index(one.kind))
    led = [(reason, step) for reason in asking if (step := _next_step(reason, item))]
    if not led:
        return None
    (first, step), *rest = led
    own, weight = _is_own(first, item, chosen), _ORDER.index(first.kind)
    text = _own_text(first, item, chosen, say)
    if not own:
        names = name_departments(_failing(first, item), chosen.assessment.plan, say)
        text = say("status.attention.of", text=text, names=names) if names else text
    beside = tuple((_own_text(r, item, chosen, say), s) for r, s in rest if r.kind in SAID)
    return Matter(own, item.light, first.light, weight, item.item.id, text, step, beside)


def _is_own(reason: Reason, item: ItemAssessment, chosen: Selection) -> bool:
    """Whether a reason is a matter of the only department shown; of several everything is."""
    shown = chosen.choice.departments or ()
    if len(shown) != 1:
        return True
    (department,) = shown
    if reason.target is None:
        return any(part.department == department for part in _concerned(reason, item))
    return department in _failing(reason, item)


def _failing(reason: Reason, item: ItemAssessment) -> list[str]:
    """The departments whose own figures fail the target that a reason is about."""
    return [id_ for one in item.targets if one.target.ref == reason.target for id_ in one.failing]


def _asks(reason: Reason) -> bool:
    """Whether a reason asks somebody to act now: whatever is red, and what the office returned."""
    return reason.kind in _ORDER and (reason.light is Light.RED or reason.kind == "returned")


def _next_step(reason: Reason, item: ItemAssessment) -> str | None:
    """The command that leads on from a reason; None where it concerns none of those shown."""
    if reason.target is not None:
        one = next((one for one in item.targets if one.target.ref == reason.target), None)
        return _target_step(reason, one) if one else None
    parts = _concerned(reason, item)
    return _part_step(reason, parts[0]) if parts else None


def _target_step(reason: Reason, one: TargetAssessment) -> str:
    absent = one.absent or next((p.absent for p in one.periods if p.judged and p.absent), ())
    if reason.kind in ("missed", "period-failed") or not absent:
        return f"why {one.target.ref}"
    period = reason.facts.get("period", one.target.last)
    returned = _returned_id(one, absent[0], str(period))
    if returned is not None:
        return f"amend {returned}"
    return f"record {absent[0]} {one.target.item} --period {period}"


def _returned_id(one: TargetAssessment, department: str, period: str) -> str | None:
    """The latest entry of those about a period whose value keeps a department among the absent.

    Only one that was returned does; None where there is none, and a report is asked for.
    """
    returned = [figure.entries for figure in one.figures if figure.returned]
    by_period = [figure.entries for figure in one.periods if department in figure.absent]
    ids = [
        entry.id
        for entries in (*returned, *by_period)
        for entry in entries
        if entry.department == department and str(entry.period) == period
    ]
    return ids[-1] if ids else None


def _part_step(reason: Reason, part: Part) -> str:
    if reason.kind == "overdue":
        return f"record {part.department} {part.item} --period {part.overdue[0].period}"
    if reason.kind == "past-due":
        return f"record {part.department} {part.item} --status done"
    if reason.kind == "returned" and part.latest is not None:
        return f"amend {part.latest.id}"
    return f"log {part.department} {part.item}"


def _concerned(reason: Reason, item: ItemAssessment) -> list[Part]:
    """The parts shown that a reason about departments is about."""
    owing = [part for part in item.parts if part.owing or part.duties]
    match reason.kind:
        case "overdue":
            return [part for part in owing if part.overdue]
        case "blocked":
            return [part for part in owing if part.status is Status.BLOCKED]
        case "returned":
            return [part for part in owing if part.department == reason.department]
        case _:
            return [part for part in owing if part.status is not Status.DONE]


def _own_text(reason: Reason, item: ItemAssessment, chosen: Selection, say: Say) -> str:
    """The reason in words; where only some departments are shown, about those alone."""
    is_of_one = reason.target is not None or reason.department is not None
    if chosen.choice.departments is None or is_of_one:
        return reason_text(reason, say)
    parts = _concerned(reason, item)
    plan = chosen.assessment.plan
    names = name_departments([part.department for part in parts], plan, say)
    if reason.kind == "blocked":
        names = in_own_words(parts, plan).in_(say.lang)
    periods = {duty.period for part in parts for duty in part.overdue}
    facts = {"names": names, "periods": say.in_a_row(map(str, sorted(periods)))}
    return say(f"reasons.{reason.kind}.one", **{**reason.facts, **facts})


def _matter_lines(matter: Matter, say: Say) -> Iterator[Line]:
    yield line(light_line(matter.light, say), f"  {matter.item}  {matter.text}")
    yield line("    ", command(say.typed(matter.command)))
    for text, step in matter.beside:
        yield line(f"    {text}")
        yield line("    ", command(say.typed(step)))


def _upcoming(chosen: Selection, say: Say) -> Iterator[Line]:
    """What is due within ``remind_days``: items, then reports; of one department on what."""
    soon = chosen.assessment.as_of + timedelta(days=chosen.assessment.plan.remind_days)
    yield from _ending(chosen, soon, say)
    due_soon = [duty for duty in chosen.awaited if duty.due <= soon]
    due_soon.sort(key=lambda duty: (duty.due, duty.period))
    key, step = "status.upcoming", "status {period}"
    if len(chosen.choice.departments or ()) == 1:
        key, step = "status.upcoming.own", "record {department} --period {period}"
    for (due, period), group in groupby(due_soon, key=lambda duty: (duty.due, duty.period)):
        duties = list(group)
        names = say.in_a_row(duty.item for duty in duties[:SHOWN])
        names += "…" * (len(duties) > SHOWN)
        yield line(say(key, count=len(duties), period=period, due=due, names=names))
        then = step.format(department=duties[0].department, period=period)
        yield line("    ", command(say.typed(then)))


def _ending(chosen: Selection, soon: date, say: Say) -> Iterator[Line]:
    """The items that end soon and that somebody shown has not done yet, by the day they end."""
    ending: dict[date, list[str]] = defaultdict(list)
    for one in chosen.items:
        left = any(part.owing and part.status is not Status.DONE for part in one.parts)
        if left and not one.item.ongoing and chosen.assessment.as_of <= one.item.due <= soon:
            ending[one.item.due].append(one.item.id)
    for due, ids in sorted(ending.items()):
        shown = ids[:SHOWN]
        key = "status.ending" if shown == ids else "status.ending.more"
        names = say.in_a_row(shown)
        yield line(say(key, count=len(ids), due=due, names=names))
        yield line("    ", command(say.typed(f"status {' '.join(shown)}")))
