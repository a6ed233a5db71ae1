"""The facts that reasons are built from: names, figures and gaps, in both languages at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, cast

from foodsafety_ledger.assess.goals import OCCASIONS, TRENDS, compare_with_bound
from foodsafety_ledger.assess.readings import Figure, Value
from foodsafety_ledger.assess.shown import exact_text, shown_baseline, shown_unit, shown_value
from foodsafety_ledger.assess.values import DepartmentFigure, PeriodFigure, TargetAssessment
from foodsafety_ledger.plan.values import Plan, Target
from foodsafety_ledger.values.goal import Goal, Operator
from foodsafety_ledger.values.name import Name
from foodsafety_ledger.values.number import Counts
from foodsafety_ledger.words import Say

Facts = dict[str, str | int | Name]

NAMED: Final = 5
"""How many names a reason lists before it only counts the rest."""

_ZH, _EN = Say("zh"), Say("en")


def phrase(key: str, **facts: object) -> Name:
    """A text of the reasons' catalogue in both languages, as a fact for another."""
    return Name(_ZH(f"reasons.{key}", **facts), _EN(f"reasons.{key}", **facts))


def listed(names: Sequence[Name]) -> Name:
    """Names in a row: the first few, and how many more."""
    if len(names) == 1:
        return names[0]
    shown, more = names[:NAMED], len(names) - NAMED
    commas = phrase("comma")
    row = Name(
        commas.zh.join(name.zh for name in shown), commas.en.join(name.in_("en") for name in shown)
    )
    return phrase("and-more", names=row, more=more) if more > 0 else row


def counted_key(key: str, total: int) -> str:
    """The key of a counted reason: of one alone there is nothing to count."""
    return f"{key}.one" if total == 1 else key


def departments_named(ids: Iterable[str], plan: Plan) -> Name:
    """Departments in a row; an id that the plan does not know stands for itself."""
    known = plan.departments
    return listed([known[one].name if one in known else Name(one) for one in ids])


def value_text(value: Value, goal: Goal) -> Name:
    """``98.33%（118/120）``, ``2 家``, a date; ``0/0`` alone where there was nothing to do."""
    if isinstance(value, date):
        return Name(str(value))
    if not isinstance(value, Counts):
        return amount_text(value, goal)
    shown = shown_value(value, goal)
    if shown is None:
        return Name(str(value))
    return phrase("figure", value=shown + shown_unit(value, goal), counts=str(value))


def amount_text(amount: Fraction, goal: Goal) -> Name:
    """An amount exactly, with the goal's unit; English leaves out a Chinese unit."""
    if not goal.unit:
        return Name(exact_text(amount))
    return phrase("amount", value=exact_text(amount), unit=goal.unit)


def standing_facts(
    target: Target, one: TargetAssessment | PeriodFigure | DepartmentFigure, gap: Fraction | None
) -> tuple[str, Facts]:
    """How a figure stands to the goal: which wording says it (``reasons.standing.…``), its facts.

    Only for one that has a value other than ``0/0``.
    """
    goal, value = target.goal, cast("Value", one.value)
    facts: Facts = {"figure": value_text(value, goal), "goal": target.goal_text}
    if isinstance(value, date):
        return "done", {"day": str(value), "due": str(target.due)}
    if goal.kind in OCCASIONS:
        return "occasions", facts | {"asked": OCCASIONS[goal.kind]}
    if gap is not None:
        is_ratio = isinstance(value, Counts)
        facts["gap"] = Name(exact_text(gap)) if is_ratio else amount_text(gap, goal)
    if goal.kind in TRENDS:
        return _trend_facts(one.baseline, goal, facts)
    return "bound" if gap is None else _direction(goal, value), facts


def _trend_facts(baseline: Figure | None, goal: Goal, facts: Facts) -> tuple[str, Facts]:
    if baseline is None:
        return "first", facts
    how = f"{goal.kind.value}-gap" if "gap" in facts else goal.kind.value
    return how, facts | {"bar": _bar_text(baseline, goal)}


def _bar_text(baseline: Figure, goal: Goal) -> Name:
    if not isinstance(baseline, Counts):
        return amount_text(baseline, goal)
    shown = f"{shown_baseline(baseline, goal)}{shown_unit(baseline, goal)}"
    return phrase("figure", value=shown, counts=str(baseline))


def _direction(goal: Goal, value: Figure) -> str:
    """Whether a figure that misses its bound is below, above, or simply off it."""
    if goal.operator is Operator.EQUAL and goal.bound:
        return "off"
    return "above" if compare_with_bound(goal, value) > 0 else "below"
