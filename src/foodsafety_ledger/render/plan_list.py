"""``ledger plan list``: the plan as data: sections, tasks, items with their phrases, targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from foodsafety_ledger.plan.values import Item, Plan, Role, Target, Task
from foodsafety_ledger.render.delimited import write_csv
from foodsafety_ledger.render.page import Band, Cell, Column, Line, Table, cell, line, quiet, strong
from foodsafety_ledger.values.name import Name
from foodsafety_ledger.words import Say

_KEYS = (
    "section",
    "task",
    "item",
    "phrase",
    *(role.value for role in Role),
    "open",
    "ongoing",
    "first",
    "due",
    "target",
    "name_zh",
    "name_en",
    "measure",
    "goal",
    "binding",
    "target_due",
    "owed_by",
    "quote",
)


def plan_table(plan: Plan, say: Say) -> Table:
    """A row for each item below its section and task, its targets in the last column."""
    columns = (
        Column(say("plan.column.item")),
        Column(say("plan.column.first")),
        Column(say("plan.column.due")),
        Column(say("plan.column.what")),
    )
    return Table(columns, tuple(_rows(plan, say)))


def _rows(plan: Plan, say: Say) -> Iterator[tuple[Cell, ...] | Band]:
    for section in plan.sections:
        yield Band(line(strong(section.title.in_(say.lang)), quiet(f"  {section.id}")))
        for task in section.tasks:
            yield Band(line(f"{task.id}  {task.title.in_(say.lang)}"))
            for item in task.items:
                due = say("plan.ongoing") if item.ongoing else str(item.due)
                yield cell(item.id), cell(str(item.first)), cell(due), _what(item, say)


def _what(item: Item, say: Say) -> Cell:
    """The bracket's words, and each target with its goal as the plan writes it."""
    return cell(item.phrase, *(_target_line(target, say) for target in item.targets))


def _target_line(target: Target, say: Say) -> Line:
    optional = "" if target.binding else f"  {say('plan.optional')}"
    name = f"{target.name.in_(say.lang)}  {target.goal_text}{optional}"
    return line(name, quiet(f"  {target.ref}"))


def plan_data(plan: Plan) -> dict[str, object]:
    """The ``data`` of ``ledger plan list --format json``."""
    return {
        "title": _name(plan.title),
        "document": {
            "number": plan.document.number,
            "issuer": plan.document.issuer,
            "issued": plan.document.issued.isoformat(),
        },
        "period": {"start": plan.start.isoformat(), "end": plan.end.isoformat()},
        "sections": [
            {
                "id": section.id,
                "title": _name(section.title),
                "tasks": [_task(task) for task in section.tasks],
            }
            for section in plan.sections
        ],
    }


def _name(name: Name) -> dict[str, str]:
    return {"zh": name.zh, "en": name.en}


def _task(task: Task) -> dict[str, object]:
    items = [_item(item) for item in task.items]
    return {"id": task.id, "title": _name(task.title), "items": items}


def _item(item: Item) -> dict[str, object]:
    return {
        "id": item.id,
        "summary": _name(item.summary),
        "phrase": item.phrase,
        **{role.value: list(item.named.get(role, ())) for role in Role},
        "owing": list(item.owing),
        "open": item.open,
        "ongoing": item.ongoing,
        "from": str(item.first),
        "due": item.due.isoformat(),
        "targets": [_target(target) for target in item.targets],
    }


def _target(target: Target) -> dict[str, object]:
    return {
        "id": target.ref,
        "name": _name(target.name),
        "measure": target.measure,
        "goal": target.goal_text,
        "counts": _name(target.counts) if target.counts.zh else None,
        "value_is": target.value_is,
        "denominator": target.denominator,
        "holds": target.holds,
        "across": target.across,
        "binding": target.binding,
        "due": target.due.isoformat(),
        "owed_by": list(target.owed_by),
        "quote": target.quote,
    }


def plan_csv(plan: Plan) -> str:
    """A record for each target, and one for each item without any."""
    return write_csv(_KEYS, list(_records(plan)))


def _records(plan: Plan) -> Iterator[Mapping[str, str]]:
    for item in plan.items.values():
        of_item = {
            "section": item.section,
            "task": item.task,
            "item": item.id,
            "phrase": item.phrase,
            **{role.value: " ".join(item.named.get(role, ())) for role in Role},
            "open": _flag(value=item.open),
            "ongoing": _flag(value=item.ongoing),
            "first": str(item.first),
            "due": item.due.isoformat(),
        }
        if not item.targets:
            yield of_item
        for target in item.targets:
            yield of_item | {
                "target": target.ref,
                "name_zh": target.name.zh,
                "name_en": target.name.en,
                "measure": target.measure,
                "goal": target.goal_text,
                "binding": _flag(value=target.binding),
                "target_due": target.due.isoformat(),
                "owed_by": " ".join(target.owed_by),
                "quote": target.quote,
            }


def _flag(*, value: bool) -> str:
    return "true" if value else "false"
