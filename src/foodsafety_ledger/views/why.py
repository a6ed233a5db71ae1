"""Where an item's or a department's light comes from: reasons, parts and duties, targets."""

from __future__ import annotations

from collections.abc import Iterator

from foodsafety_ledger.assess.assessment import (
    Assessment,
    DepartmentSummary,
    Duty,
    DutyState,
    ItemAssessment,
    Part,
    TargetAssessment,
)
from foodsafety_ledger.assess.target_reasons import LIGHT_ORDER
from foodsafety_ledger.views.figures import (
    department_figure_text,
    department_name,
    duty_run,
    light_line,
    reason_text,
    status_run,
    verdict_line,
)
from foodsafety_ledger.views.page import Step, line, quiet, strong
from foodsafety_ledger.views.why_target import Trail, phrase_step, target_step
from foodsafety_ledger.words import Say


def item_step(one: ItemAssessment, assessment: Assessment, trail: Trail) -> Step:
    """The light with its reasons, each department's part, and each target; heaviest first."""
    text = line(
        light_line(one.light, trail.say),
        "  ",
        strong(f"{one.item.id}  {one.item.summary.in_(trail.say.lang)}"),
    )
    targets = sorted(one.targets, key=lambda target: LIGHT_ORDER.index(target.light))
    below = (
        *_reason_steps(one, trail.say),
        *(_part_step(part, trail) for part in one.parts),
        *(target_step(target, assessment, trail) for target in targets),
        *(() if targets else (phrase_step(one.item, trail),)),
    )
    return Step(text, below, "item", {"id": one.item.id, "light": one.light})


def _reason_steps(one: ItemAssessment, say: Say) -> Iterator[Step]:
    for reason in one.reasons:
        facts = {"key": reason.key, "light": reason.light}
        yield Step(
            line(light_line(reason.light, say), f"  {reason_text(reason, say)}"),
            (),
            "reason",
            facts,
        )


def _part_step(part: Part, trail: Trail) -> Step:
    """A department's status and reports, over the entries that say so."""
    say = trail.say
    role = say(f"status.role.{part.roles[0] if part.roles else 'none'}")
    review = f"  {say(f'status.review.{part.review}')}" if part.review else ""
    text = line(
        strong(department_name(part.department, trail.plan, say)),
        f"  {role}  ",
        status_run(part.status, say),
        review,
    )
    facts = {"department": part.department, "roles": list(part.roles), "status": part.status}
    missing = tuple(_missing_step(duty, say) for duty in part.duties if duty.entry is None)
    late = tuple(_late_step(duty, say) for duty in part.duties if duty.state is DutyState.LATE)
    below = (*missing, *late, *trail.entry_steps(part.entries))
    return Step(text, below, "part", facts)


def _missing_step(duty: Duty, say: Say) -> Step:
    text = line(f"{duty.period}  ", duty_run(duty.state, say), f"  {say('why.duty', due=duty.due)}")
    return Step(text, (), "duty", _duty_facts(duty))


def _late_step(duty: Duty, say: Say) -> Step:
    came = duty.entry.date if duty.entry else duty.due
    words = say("why.late", due=duty.due, date=came)
    text = line(f"{duty.period}  ", duty_run(duty.state, say), f"  {words}")
    return Step(text, (), "duty", _duty_facts(duty))


def _duty_facts(duty: Duty) -> dict[str, object]:
    return {"period": str(duty.period), "due": duty.due.isoformat(), "state": duty.state}


def department_step(one: DepartmentSummary, assessment: Assessment, trail: Trail) -> Step:
    """The department's own reasons, and in each of its items what is its own."""
    say = trail.say
    text = line(
        light_line(one.light, say), "  ", strong(one.name.in_(say.lang)), quiet(f"  {one.id}")
    )
    reasons = (
        Step(
            line(light_line(reason.light, say), f"  {reason_text(reason, say)}"),
            (),
            "reason",
            {"key": reason.key, "light": reason.light},
        )
        for reason in one.reasons
    )
    mine = (item for item in assessment.items if item.item.id in one.items)
    items = (_own_item_step(one.id, item, trail) for item in mine)
    return Step(text, (*reasons, *items), "department", {"id": one.id, "light": one.light})


def _own_item_step(department: str, one: ItemAssessment, trail: Trail) -> Step:
    text = line(f"{one.item.id}  {one.item.summary.in_(trail.say.lang)}")
    parts = (_part_step(part, trail) for part in one.parts if part.department == department)
    figures = (_own_figure_step(department, target, trail) for target in one.targets)
    below = (*parts, *(step for step in figures if step is not None))
    return Step(text, below, "item", {"id": one.item.id})


def _own_figure_step(department: str, one: TargetAssessment, trail: Trail) -> Step | None:
    """What the department's own value of a target is worth; None where it owes none."""
    figure = next((f for f in one.figures if f.department == department), None)
    if figure is None:
        return None
    shown = department_figure_text(figure, one.target, trail.say)
    name = one.target.name.in_(trail.say.lang)
    text = line(
        verdict_line(figure.verdict, trail.say), f"  {name}  {shown}", quiet(f"  {one.target.ref}")
    )
    return Step(text, (), "target", {"id": one.target.ref, "verdict": figure.verdict})
