"""How departments, periods and reasons are spelled in running text."""

from __future__ import annotations

from collections.abc import Sequence

from foodsafety_ledger.assess.values import Reason
from foodsafety_ledger.plan.values import Item, Plan
from foodsafety_ledger.words import Say


def department_name(id_: str, plan: Plan, say: Say) -> str:
    """The department's or group's name in the reader's language; the id where nobody knows it."""
    known = plan.departments.get(id_) or plan.groups.get(id_)
    return known.name.in_(say.lang) if known else id_


def task_title(item: Item, plan: Plan, say: Say) -> str:
    """The title of the task that an item belongs to."""
    titles = (task.title for s in plan.sections for task in s.tasks if task.id == item.task)
    return next(titles).in_(say.lang)


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
    return say("status.comma").join(department_name(id_, plan, say) for id_ in ids)


def reason_text(reason: Reason, say: Say) -> str:
    """The reason in words."""
    return say(f"reasons.{reason.key}", **reason.facts)


def reason_alone(reason: Reason, say: Say) -> str:
    """A reason about a target without the target's name, where that stands beside it already."""
    text = say(f"reasons.{reason.key}", **{**reason.facts, "target": ""})
    return text.lstrip("：: ")
