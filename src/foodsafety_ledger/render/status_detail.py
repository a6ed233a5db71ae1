"""Items one by one: light and reasons, each target with its figure, each department's part."""

from __future__ import annotations

from collections.abc import Iterator

from foodsafety_ledger.assess.values import ItemAssessment
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.render.lights import light_line
from foodsafety_ledger.render.names import reason_text
from foodsafety_ledger.render.page import Block, Heading, Paragraph, line
from foodsafety_ledger.render.parts import part_table
from foodsafety_ledger.render.status_table import target_table
from foodsafety_ledger.render.view import View
from foodsafety_ledger.words import Say


def detail_blocks(view: View, say: Say) -> Iterator[Block]:
    """Every item of the view, task by task."""
    plan = view.assessment.plan
    for section in plan.sections:
        for task in section.tasks:
            inner = [item for item in view.items if item.item.task == task.id]
            if inner:
                yield Heading(line(f"{task.id}  {task.title.in_(say.lang)}"))
            for item in inner:
                yield from item_blocks(item, plan, say)


def item_blocks(item: ItemAssessment, plan: Plan, say: Say) -> Iterator[Block]:
    """One item: what it is, why it has its light, its targets and its parts.

    What is to be said of a single target stands beside it in the table.
    """
    title = f"  {item.item.id}  {item.item.summary.in_(say.lang)}"
    yield Heading(line(light_line(item.light, say), title), level=3)
    about_all = [reason for reason in item.reasons if "ref" not in reason.facts]
    if about_all:
        reasons = tuple(line(reason_text(reason, say)) for reason in about_all)
        yield Paragraph(reasons, indent=1, hang=1)
    if item.targets:
        yield target_table(item.targets, say)
    if item.parts:
        yield part_table(item.parts, plan, say)
