"""Where a target's verdict comes from: rule, departments' figures, entries, and the document."""

from __future__ import annotations

from collections.abc import Iterator

from foodsafety_ledger.assess.clock import Clock
from foodsafety_ledger.assess.goals import compare_with_bound
from foodsafety_ledger.assess.readings import is_nothing
from foodsafety_ledger.assess.shown import shown_unit, shown_value
from foodsafety_ledger.assess.values import (
    Assessment,
    DepartmentFigure,
    PeriodFigure,
    TargetAssessment,
)
from foodsafety_ledger.plan.values import Across, Item, Measure, Target
from foodsafety_ledger.render.figures import (
    department_figure_text,
    figure_data,
    goal_text,
    json_value,
)
from foodsafety_ledger.render.lights import verdict_line
from foodsafety_ledger.render.names import department_name, reason_alone
from foodsafety_ledger.render.page import Run, Step, Tone, line, quiet, strong
from foodsafety_ledger.render.why_entries import Trail, place_facts, place_text
from foodsafety_ledger.values.goal import GoalKind
from foodsafety_ledger.values.number import Counts
from foodsafety_ledger.words import Say


def target_step(one: TargetAssessment, assessment: Assessment, trail: Trail) -> Step:
    """The verdict, and everything it rests on down to the document."""
    say, target = trail.say, one.target
    item = assessment.plan.items[target.item]
    text = line(
        verdict_line(one.verdict, say),
        "  ",
        strong(target.name.in_(say.lang)),
        quiet(f"  {target.ref}"),
    )
    facts = {
        "id": target.ref,
        "verdict": one.verdict,
        "light": one.light,
        "goal": target.goal_text,
        **figure_data(one),
    }
    below = (
        *_rule_steps(one, assessment, say),
        *(_period_step(period, target, say) for period in one.periods),
        *(_figure_step(figure, target, trail) for figure in one.figures),
        source_step(target, item, trail),
    )
    return Step(text, below, "target", facts)


def _rule_steps(one: TargetAssessment, assessment: Assessment, say: Say) -> Iterator[Step]:
    """The reasons in words, the comparison as it was made, how figures add up, and the date."""
    for reason in one.reasons:
        facts = {"key": reason.key, "light": reason.light}
        yield Step(line(reason_alone(reason, say)), (), "reason", facts)
    comparison = _comparison(one, say)
    if comparison:
        yield Step(line(comparison), kind="comparison")
    yield Step(line(_method(one.target, say)), kind="method")
    yield _due_step(one.target, Clock(assessment.as_of, assessment.plan.grace_days), say)


def _due_step(target: Target, clock: Clock, say: Say) -> Step:
    """The due date, the days of grace where it is a quarter's end, and whether it has passed."""
    passed = clock.passed(target.due)
    key = "why.due.grace" if target.due == target.last.end else "why.due"
    due = say(key, due=target.due, grace=clock.grace_days)
    text = say("why.due.passed" if passed else "why.due.open", due=due, as_of=clock.as_of)
    return Step(line(text), kind="due", facts={"due": target.due.isoformat(), "passed": passed})


def _comparison(one: TargetAssessment, say: Say) -> str:
    """``118/120 = 98.33%; 118 × 100 < 100 × 120``: a ratio is compared by multiplying crosswise."""
    goal, counts = one.target.goal, one.counts
    if counts is None or is_nothing(counts):
        return ""
    equation = say("why.equation", counts=counts, value=value_of(counts, one.target))
    if goal.kind is not GoalKind.BOUND:
        return equation
    sign = {-1: "<", 0: "=", 1: ">"}[compare_with_bound(goal, counts)]
    left = f"{counts.numerator} × {goal.scale * goal.bound.denominator}"
    right = f"{goal.bound.numerator} × {counts.denominator}"
    return say("why.cross", equation=equation, left=left, sign=sign, right=right)


def value_of(counts: Counts, target: Target) -> str:
    """``98.33%``; only for counts that are not ``0/0``."""
    return f"{shown_value(counts, target.goal)}{shown_unit(counts, target.goal)}"


def _method(target: Target, say: Say) -> str:
    """How departments' figures make one, and how entries make a department's."""
    if target.measure is Measure.MILESTONE:
        return say("why.method.milestone")
    if target.measure is Measure.OCCASIONS:
        return say("why.method.occasions")
    together = "each" if target.across is Across.EACH else target.measure.value
    if together == "ratio":
        together = f"ratio.{target.denominator}"
    over_time = say(f"why.over-time.{target.value_is}")
    if len(target.owed_by) < 2:
        return say("why.method.alone", over_time=over_time)
    return say("why.method", together=say(f"why.together.{together}"), over_time=over_time)


def _period_step(period: PeriodFigure, target: Target, say: Say) -> Step:
    """A period judged by itself."""
    value = period.value
    shown = say("status.no-value")
    if isinstance(value, Counts) and not is_nothing(value):
        shown = say("why.equation", counts=value, value=value_of(value, target))
    elif value is not None:
        shown = str(value)
    judged = "" if period.judged else quiet(f"  {say('why.not-judged')}")
    text = line(f"{period.period}  ", verdict_line(period.verdict, say), f"  {shown}", judged)
    facts = {"period": str(period.period), "verdict": period.verdict, "judged": period.judged}
    return Step(text, (), "period", facts)


def _figure_step(figure: DepartmentFigure, target: Target, trail: Trail) -> Step:
    """A department's own figure over the entries it was made from."""
    name = department_name(figure.department, trail.plan, trail.say)
    shown = department_figure_text(figure, target, trail.say)
    if figure.counts is not None and not figure.nothing_to_do:
        value = value_of(figure.counts, target)
        shown = trail.say("why.equation", counts=figure.counts, value=value)
    stale = Run(f"  {trail.say('why.stale')}", Tone.YELLOW) if figure.stale else ""
    facts = {
        "department": figure.department,
        "numerator": figure.counts.numerator if figure.counts else None,
        "denominator": figure.counts.denominator if figure.counts else None,
        "value": json_value(figure.value, target),
    }
    steps = trail.entry_steps(figure.entries, target.id)
    return Step(line(strong(name), f"  {shown}", stale), steps, "department", facts)


def source_step(target: Target, item: Item, trail: Trail) -> Step:
    """The document's words that ask for the target, and for the item."""
    say = trail.say
    quoted = say("why.quote", quote=target.quote, goal=goal_text(target, say))
    text = line(quoted, "  ", place_text(target.quote_at))
    facts = {"quote": target.quote, **place_facts(target.quote_at)}
    return Step(text, (phrase_step(item, trail),), "quote", facts)


def phrase_step(item: Item, trail: Trail) -> Step:
    """The bracket that makes departments responsible, and the document it stands in."""
    say, document = trail.say, trail.plan.document
    paper = say(
        "why.document", number=document.number, issuer=document.issuer, issued=document.issued
    )
    facts = {
        "number": document.number,
        "issuer": document.issuer,
        "issued": document.issued.isoformat(),
    }
    text = line(
        say("why.phrase", item=item.id, phrase=item.phrase), "  ", place_text(item.phrase_at)
    )
    below = (Step(line(paper), (), "document", facts),)
    return Step(text, below, "phrase", {"phrase": item.phrase, **place_facts(item.phrase_at)})
