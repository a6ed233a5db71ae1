"""Tasks and sections: one light over several items (design 4.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foodsafety_ledger.assess.lights import fold
from foodsafety_ledger.assess.values import Light, Summary
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.values.name import Name


def task_summaries(plan: Plan, lights: Mapping[str, Light]) -> tuple[Summary, ...]:
    """Every task with the light over its items."""
    return tuple(
        _summary(task.id, task.title, [item.id for item in task.items], lights)
        for section in plan.sections
        for task in section.tasks
    )


def section_summaries(plan: Plan, lights: Mapping[str, Light]) -> tuple[Summary, ...]:
    """Every section with the light over its items."""
    return tuple(
        _summary(
            section.id,
            section.title,
            [item.id for task in section.tasks for item in task.items],
            lights,
        )
        for section in plan.sections
    )


def _summary(id_: str, name: Name, items: Sequence[str], lights: Mapping[str, Light]) -> Summary:
    return Summary(id_, name, fold(lights[item] for item in items), tuple(items))
