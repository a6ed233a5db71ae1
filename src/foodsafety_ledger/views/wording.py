"""How figures, lights and names read in every view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from foodsafety_ledger.assess.assessment import (
    VERDICT_LIGHT,
    Assessment,
    Duties,
    Duty,
    DutyState,
    Light,
    Part,
    Reason,
    Share,
    TargetAssessment,
    TargetVerdict,
)
from foodsafety_ledger.assess.goals import exact_text, shown_value
from foodsafety_ledger.assess.reasons import standing_facts, value_text
from foodsafety_ledger.model.entry import Evidence, Status, Verdict
from foodsafety_ledger.model.goal import Goal
from foodsafety_ledger.model.measure import Value, is_nothing
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Department, Item, Plan, Target
from foodsafety_ledger.views.page import Cell, Line, Run, Tone, cell, line, quiet, strong
from foodsafety_ledger.words import Say

FigureData = int | Decimal | date | None
"""A number or a date as records and every JSON form have it; None where there is none."""

SIGNS: Final = {
    Light.RED: Run("! ", Tone.RED),
    Light.YELLOW: Run("~ ", Tone.YELLOW),
    Light.GREEN: Run("+ ", Tone.GREEN),
    Light.GREY: Run("- ", Tone.GREY),
}
"""One cell wide in every terminal and known to every encoding; a run of its own, so that a format
may draw it its own way."""

TONES: Final = {light: sign.tone for light, sign in SIGNS.items()}

_DUTY_TONES: Final = {
    DutyState.REPORTED: Tone.PLAIN,
    DutyState.LATE: Tone.YELLOW,
    DutyState.OVERDUE: Tone.RED,
    DutyState.PENDING: Tone.QUIET,
}


def light_line(light: Light, say: Say) -> Line:
    """``! 红``: the light's sign and word in its colour."""
    return SIGNS[light], Run(say(f"status.light.{light}"), TONES[light])


def verdict_line(verdict: TargetVerdict, say: Say) -> Line:
    """``~ 尚未达标``: the verdict's word with the sign and colour of its light."""
    light = VERDICT_LIGHT[verdict]
    return SIGNS[light], Run(say(f"status.verdict.{verdict}"), TONES[light])


def duty_run(state: DutyState | None, say: Say) -> Run:
    """``逾期``: the state of a duty; a waived one is a dash."""
    if state is None:
        return Run("-", Tone.QUIET)
    return Run(say(f"status.duty.{state}"), _DUTY_TONES[state])


def status_run(status: Status | None, say: Say) -> Run:
    """``进行中``: how far a department says it is; nothing said is a word as well."""
    if status is None:
        return Run(say("status.status.none"), Tone.QUIET)
    return Run(say(f"status.status.{status}"), Tone.RED if status is Status.BLOCKED else Tone.PLAIN)


def role_text(part: Part, say: Say) -> str:
    """``负责``: the strongest role, the one that counts."""
    return say(f"status.role.{part.roles[0] if part.roles else 'none'}")


def review_text(part: Part, say: Say) -> str:
    """``已退回``: what the office said of the latest status; empty where it said nothing.

    What is done and accepted is closed out.
    """
    is_closed = part.status is Status.DONE and part.review == Verdict.ACCEPTED
    return say(f"status.review.{'closed' if is_closed else part.review}") if part.review else ""


def department_name(id_: str, plan: Plan, say: Say) -> str:
    """The department's or group's name in the reader's language; the id where nobody knows it."""
    known = plan.departments.get(id_) or plan.groups.get(id_)
    return known.name.in_(say.lang) if known else id_


_ITEMS_SHOWN: Final = 5


def overdue_run(duties: Duties, say: Say) -> Run:
    """The first of the items whose reports are overdue, to stand behind whose they are."""
    rows = duties.among((DutyState.OVERDUE,)).rows
    return items_run([*dict.fromkeys(row.item for row in rows)], DutyState.OVERDUE, say)


def items_run(items: Sequence[str], state: DutyState, say: Say, *, whole: bool = False) -> Run:
    """Items, or the first of them, to stand behind whose they are, in the colour of a state."""
    shown = say.in_a_row(items if whole else items[:_ITEMS_SHOWN])
    more = not whole and len(items) > _ITEMS_SHOWN
    return Run(f"  {shown}{'…' * more}".rstrip(), _DUTY_TONES[state])


def awaited_text(duties: Iterable[Duty], say: Say) -> str:
    """The first of the items whose reports are still to come, and by when; empty for none."""
    waiting: dict[date, list[str]] = {}
    for duty in duties:
        if duty.state is DutyState.PENDING:
            waiting.setdefault(duty.due, []).append(duty.item)
    told = (
        say(
            "status.awaited.by",
            items=items_run(items, DutyState.PENDING, say).text.strip(),
            due=due,
        )
        for due, items in sorted(waiting.items())
    )
    return say("status.awaited", items=say.in_a_row(told)) if waiting else ""


def department_line(id_: str, plan: Plan, say: Say) -> Line:
    """``甲局  alpha``: the name, and the id behind it."""
    return line(department_name(id_, plan, say), quiet(f"  {id_}"))


def task_title(item: Item, plan: Plan, say: Say) -> str:
    """The title of the task that an item belongs to."""
    titles = (task.title for s in plan.sections for task in s.tasks if task.id == item.task)
    return next(titles).in_(say.lang)


def due_text(about: Item | Target, say: Say) -> str:
    """When something is due; beside it the plan's date where the office has moved it."""
    if about.extended_from is None:
        return say.time(about.due)
    return say("status.extended", due=about.due, old=about.extended_from)


def list_departments(ids: Sequence[str], plan: Plan, say: Say) -> str:
    """The first department and how many more there are; empty for none."""
    if not ids:
        return ""
    first = department_name(ids[0], plan, say)
    if len(ids) == 1:
        return first
    return say("status.departments", first=first, count=len(ids), more=len(ids) - 1)


def name_departments(ids: Sequence[str], plan: Plan, say: Say) -> str:
    """Every department by name."""
    return say.in_a_row(department_name(id_, plan, say) for id_ in ids)


def resolutions(item: Item, plan: Plan, say: Say) -> Iterator[Line]:
    """Which departments each selective group is taken to be, and on what basis."""
    for group, meant in item.resolved.items():
        names = name_departments(meant.members, plan, say)
        text = say("show.resolved.of", group=department_name(group, plan, say), names=names)
        yield line(text, quiet(f"  {meant.basis.in_(say.lang)}"))


def people_text(department: Department, say: Say) -> str:
    """``分管领导 张三，联系人 李四``: whom to turn to; empty where nobody is entered."""
    people = {"leader": department.leader, "contact": department.contact}
    told = (say(f"show.{key}.of", name=name) for key, name in people.items() if name)
    return say.in_a_row(told)


def piece_text(piece: Evidence, say: Say) -> str:
    """What is said of a piece of evidence beside its path: until when, as what, and its hash."""
    until = say("show.valid-until", day=piece.valid_until) if piece.valid_until else ""
    return "  ".join(filter(None, [until, piece.of, f"sha256 {piece.sha256}"]))


def reason_text(reason: Reason, say: Say) -> str:
    """The reason in words."""
    return say(f"reasons.{reason.key}", **reason.facts)


def own_reason_text(reason: Reason, plan: Plan, say: Say) -> str:
    """A department's own reason without its name, where that stands beside it already."""
    text, names = reason_text(reason, say), reason.facts.get("names")
    if reason.department is None or not isinstance(names, Name):
        return text
    name, named = department_name(reason.department, plan, say), names.in_(say.lang)
    if not (text.endswith(named) and named.startswith(name)):
        return text
    said = named.removeprefix(name).strip()[1:-1]  # without its brackets
    return text.removesuffix(named) + said if said else text.removesuffix(named).rstrip("：: ")


def reason_alone(reason: Reason, say: Say) -> str:
    """A reason about a target without the target's name, where that stands beside it already."""
    text = say(f"reasons.{reason.key}", **{**reason.facts, "target": ""})
    return text.lstrip("：: ")


_STANDING: Final = ("met", "met-late", "short", "missed", "partial")
"""The kinds of reasons that say what the verdict and the figure beside it say already."""


def figure_text(one: TargetAssessment, say: Say) -> str:
    """How the figure stands to its goal; of a part of the departments, that it is a part.

    A figure that a failed period has brought about is told with the period.
    """
    target, value = one.target, one.compared
    if value is None or is_nothing(value):
        return say("status.goal", goal=goal_text(target, say), due=due_text(target, say))
    telling = _telling(one)
    if telling is not None and telling.kind == "partial":
        return reason_alone(telling, say)
    how, facts = standing_facts(target, value, one.baseline, one.gap)
    text = say(f"reasons.standing.{how}", **facts)
    if telling is not None:
        text = reason_alone(telling, say)
    return text if how == "done" else say("status.figure", figure=text, due=due_text(target, say))


def _telling(one: TargetAssessment) -> Reason | None:
    """The reason that says of what part of the departments, or what period, the figure is."""
    value = one.compared
    shown = None if value is None else value_text(value, one.target.goal)
    for reason in one.reasons:
        is_whole = reason.kind == "period-failed" and reason.facts.get("figure") == shown
        if reason.kind == "partial" or is_whole:
            return reason
    return None


def goal_text(target: Target, say: Say) -> str:
    """The goal as the plan writes it; one without a bound in words."""
    key = f"status.goal.{target.goal.kind}"
    return say(key) if say.knows(key) else target.goal_name.in_(say.lang)


def target_cell(one: TargetAssessment, say: Say) -> Cell:
    """The target's name, its figure, and what else is to be said of it."""
    ref = "" if say.is_formal else f"  {one.target.ref}"  # official papers have names alone
    name = line(strong(one.target.name.in_(say.lang)), quiet(ref))
    told = _telling(one)
    others = (r for r in one.reasons if r is not told and r.kind not in _STANDING)
    asides = (quiet(reason_alone(reason, say)) for reason in others)
    return cell(name, figure_text(one, say), *asides)


def department_figure_text(figure: Share, target: Target, say: Say) -> str:
    """A department's own figure, or that it gave none."""
    if figure.value is None:
        return say("status.no-value")
    return value_text(figure.value, target.goal).in_(say.lang)


def figure_data(one: TargetAssessment) -> dict[str, FigureData]:
    """A target's figure as records and every JSON form have it (design 6): typed and exact."""
    gap: int | Decimal | None = None
    if one.gap is not None:
        gap = int(one.gap) if one.gap.denominator == 1 else Decimal(exact_text(one.gap))
    return {**value_data(one.value, one.target.goal), "gap": gap}


def value_data(value: Value | None, goal: Goal) -> dict[str, FigureData]:
    """A value and what it is made of; None for ``0/0``, and for counts where there are none."""
    counts = value if isinstance(value, Counts) else None
    told: Decimal | date | None = value if isinstance(value, date) else None
    if shown := shown_value(value, goal):
        told = Decimal(shown)
    return {
        "numerator": counts.numerator if counts else None,
        "denominator": counts.denominator if counts else None,
        "value": told,
    }


def left_out_lines(assessment: Assessment, say: Say) -> Iterator[Line]:
    """How many entries have an error and are in no figure, if any: on every paper that has some."""
    left_out = assessment.left_out
    if left_out.count:
        yield line(Run(say("report.left-out", count=left_out.told(on_paper=True)), Tone.RED))


def name_data(name: Name) -> dict[str, str]:
    """A name in both languages."""
    return {"zh": name.zh, "en": name.en}
