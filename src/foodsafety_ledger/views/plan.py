"""``ledger plan list``: the plan as data: sections, tasks, items with their phrases, targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from foodsafety_ledger.model.inert import inert
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import Item, Plan, Role, Target, Task
from foodsafety_ledger.reading.difference import Change, Move
from foodsafety_ledger.views.delimited import write_csv
from foodsafety_ledger.views.page import Band, Cell, Column, Line, Table, cell, line, quiet, strong
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
        "measure": target.measure.name,
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
                "measure": target.measure.name,
                "goal": target.goal_text,
                "binding": _flag(value=target.binding),
                "target_due": target.due.isoformat(),
                "owed_by": " ".join(target.owed_by),
                "quote": target.quote,
            }


def _flag(*, value: bool) -> str:
    return "true" if value else "false"


_SIGNS = {Move.CAME: "+", Move.WENT: "-", Move.MOVED: ">", Move.CHANGED: "~"}
_NOTHING = "∅"
_KINDS = ("department", "task", "role", "goal")


def diff_lines(changes: Sequence[Change], say: Say) -> Iterator[str]:
    """A heading with a count for each kind of difference, and a line for each difference."""
    for kind in _KINDS:
        chosen = [change for change in changes if change.kind == kind]
        if chosen:
            yield say(f"difference.{kind}", count=len(chosen))
            yield from (inert(_line(change, say)) for change in chosen)
    if not changes:
        yield say("difference.none")


def diff_data(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """The differences as JSON has them."""
    return [
        {
            "kind": change.kind,
            "move": change.move.value,
            "name": {"zh": change.name.zh, "en": change.name.en},
            "old_ref": change.old_ref or None,
            "new_ref": change.new_ref or None,
            "old": change.old or None,
            "new": change.new or None,
            "key": change.key or None,
        }
        for change in changes
    ]


def _line(change: Change, say: Say) -> str:
    ref = " → ".join(dict.fromkeys(ref for ref in (change.old_ref, change.new_ref) if ref))
    was, now = (_value(change.kind, text, say) for text in (change.old, change.new))
    if change.key:
        was, now = f"{change.key} {was or _NOTHING}", now or _NOTHING
    values = f"{was} → {now}" if was and now else was or now
    parts = (f"  {_SIGNS[change.move]}", say(f"difference.{change.move}"), ref)
    return " ".join(filter(None, (*parts, change.name.in_(say.lang), values)))


def _value(kind: str, text: str, say: Say) -> str:
    return say(f"difference.role-{text}") if kind == "role" and text else text
