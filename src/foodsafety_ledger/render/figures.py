"""Figures in words and in JSON: always the counts, the goal, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from foodsafety_ledger.assess.phrases import standing_facts, value_text
from foodsafety_ledger.assess.readings import Value, is_nothing
from foodsafety_ledger.assess.shown import exact_text, shown_value
from foodsafety_ledger.assess.values import DepartmentFigure, TargetAssessment
from foodsafety_ledger.plan.values import Target
from foodsafety_ledger.render.names import reason_alone
from foodsafety_ledger.render.page import Cell, Run, Tone, cell, line, quiet, strong
from foodsafety_ledger.words import Say

_STANDING: Final = ("met.", "short.", "missed.")
"""Reasons that say what the verdict and the figure beside it say already."""


def figure_text(one: TargetAssessment, say: Say) -> str:
    """How the figure stands to its goal; of a part of the departments, that it is a part."""
    target, value = one.target, one.value
    if value is None or is_nothing(value):
        return say("status.goal", goal=goal_text(target, say), due=target.due)
    for reason in one.reasons:
        if reason.key.startswith("partial."):
            return reason_alone(reason, say)
    how, facts = standing_facts(target, one, one.gap)
    text = say(f"reasons.standing.{how}", **facts)
    return text if how == "done" else say("status.figure", figure=text, due=target.due)


def goal_text(target: Target, say: Say) -> str:
    """The goal as the plan writes it; one without a bound in words."""
    key = f"status.goal.{target.goal.kind}"
    return say(key) if say.knows(key) else target.goal_text


def target_cell(one: TargetAssessment, say: Say) -> Cell:
    """The target's name, its figure, and what else is to be said of it."""
    name = line(strong(one.target.name.in_(say.lang)), quiet(f"  {one.target.ref}"))
    return (name, *cell(figure_text(one, say)), *_asides(one, say))


def _asides(one: TargetAssessment, say: Say) -> Iterator[tuple[Run, ...]]:
    for reason in one.reasons:
        if not reason.key.startswith((*_STANDING, "partial.")):
            yield line(Run(reason_alone(reason, say), Tone.QUIET))


def department_figure_text(figure: DepartmentFigure, target: Target, say: Say) -> str:
    """A department's own figure, or that it gave none."""
    if figure.value is None:
        return say("status.no-value")
    return value_text(figure.value, target.goal).in_(say.lang)


def json_value(value: Value | None, target: Target) -> str | None:
    """A figure as the text of an exact decimal, a milestone's as its date; None for ``0/0``."""
    if isinstance(value, date):
        return value.isoformat()
    return shown_value(value, target.goal)


def json_gap(gap: Fraction | None) -> int | str | None:
    """A whole number as an integer, any other as the text of an exact decimal."""
    if gap is None:
        return None
    return int(gap) if gap.denominator == 1 else exact_text(gap)


def figure_data(one: TargetAssessment) -> dict[str, int | str | None]:
    """A target's figure as every JSON view has it (design 6)."""
    return {
        "numerator": one.counts.numerator if one.counts else None,
        "denominator": one.counts.denominator if one.counts else None,
        "value": json_value(one.value, one.target),
        "gap": json_gap(one.gap),
    }
