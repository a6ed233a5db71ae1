"""Items, tasks and sections as values, from the located nodes of ``data/tasks.yaml``."""

from __future__ import annotations

import re

from foodsafety_ledger.files.located import LocatedMap
from foodsafety_ledger.plan.border import read_node
from foodsafety_ledger.plan.directory import members, raw_id, to_name
from foodsafety_ledger.plan.frame import Frame
from foodsafety_ledger.plan.model import ItemModel, SectionModel, TaskModel
from foodsafety_ledger.plan.parts import Parts, read_parts
from foodsafety_ledger.plan.targets import read_targets
from foodsafety_ledger.plan.values import Erratum, Item, Section, Task


def read_section(node: LocatedMap, frame: Frame) -> Section:
    """A section with those of its tasks and items that read."""
    model = read_node(SectionModel, node, frame.findings, ("tasks",))
    if model is not None:
        frame.is_repeated("section", node, model.id)
    return Section(
        id=raw_id(node),
        title=to_name(model.title if model else None),
        tasks=tuple(
            read_task(member, raw_id(node), frame)
            for member in members(node, "tasks", frame.findings, frame.unread)
        ),
        location=frame.at(node),
    )


def read_task(node: LocatedMap, section: str, frame: Frame) -> Task:
    """A task with those of its items that read."""
    model = read_node(TaskModel, node, frame.findings, ("items",))
    if model is not None:
        frame.is_repeated("task", node, model.id)
    task = model.id if model else ""
    items = [
        read_item(member, task, section, frame)
        for member in members(node, "items", frame.findings, frame.unread)
    ]
    return Task(
        id=raw_id(node),
        section=section,
        title=to_name(model.title if model else None),
        items=tuple(item for item in items if item is not None),
        location=frame.at(node),
    )


def read_item(node: LocatedMap, task: str, section: str, frame: Frame) -> Item | None:
    """An item, or None where it does not read or repeats another's id."""
    model = read_node(ItemModel, node, frame.findings, ("targets",))
    if model is None:
        frame.unread.add(raw_id(node))
        return None
    if frame.is_repeated("item", node, model.id):
        return None
    if task and not re.fullmatch(re.escape(task) + r"\.[1-9][0-9]*", model.id):
        frame.findings.add("FL213", node.span_at("id"), id=model.id, task=task)
    return _item(model, node, (section, task or model.id.rpartition(".")[0]), frame)


def _item(model: ItemModel, node: LocatedMap, parents: tuple[str, str], frame: Frame) -> Item:
    day = frame.day_within(model.due, node, "due")
    due = day or frame.end
    first = frame.first_within(model.first, due, node, "from")
    model = model.model_copy(update={"due": day, "first": first})
    parts = read_parts(model, node, frame)
    _note_nobody(model, node, parts, frame)
    return Item(
        id=model.id,
        task=parents[1],
        section=parents[0],
        summary=to_name(model.summary),
        phrase=model.phrase,
        named={role: units for role, units in parts.named.items() if units},
        holders=parts.holders,
        owing=parts.owing,
        unresolved=tuple(parts.unresolved),
        takes_others=parts.takes_others,
        first=first or frame.first,
        due=due,
        targets=read_targets(model, node, parts, frame),
        location=frame.at(node),
        phrase_at=frame.at(node, "phrase"),
        open=model.open,
        ongoing=model.ongoing,
        errata=_errata(model, node, frame),
    )


def _note_nobody(model: ItemModel, node: LocatedMap, parts: Parts, frame: Frame) -> None:
    if not parts.owing and not parts.unresolved and model.id not in frame.unread:
        name = to_name(model.summary)
        frame.findings.add("FL212", node.start, item=model.id, name=name)


def _errata(model: ItemModel, node: LocatedMap, frame: Frame) -> tuple[Erratum, ...]:
    return tuple(
        Erratum(e.quote, e.reading, e.why, frame.at(node, "errata", position, "quote"))
        for position, e in enumerate(model.errata)
    )
