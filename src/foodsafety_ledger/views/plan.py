"""``ledger plan list`` and ``plan diff``: the plan as data, and what changed between two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from foodsafety_ledger.model.plan import Item, Plan, Role, Target
from foodsafety_ledger.views.page import (
    Band,
    Block,
    Heading,
    Held,
    Line,
    Paragraph,
    Step,
    Steps,
    cell,
    line,
    quiet,
    strong,
    table,
)
from foodsafety_ledger.views.view import Field, Json, Origin, Record, Records, View, fields_of
from foodsafety_ledger.views.wording import goal_text, name_data, resolutions
from foodsafety_ledger.words import Say

if TYPE_CHECKING:
    from foodsafety_ledger.reading.plan_diff import Difference

_OF_ITEM: Final = ("section", "task", "item", "phrase", *Role, "open", "ongoing", "first", "due")
_OF_TARGET: Final = ("target", "name_zh", "name_en", "measure", "goal", "binding", "target_due")
_KEYS: Final = (*_OF_ITEM, *_OF_TARGET, "owed_by", "quote")


def plan_view(plan: Plan, origin: Origin, say: Say) -> View:
    """Sections, tasks, items with their phrases, and targets."""
    return View(
        origin,
        lambda: (
            Heading(line(plan.title.in_(say.lang)), 1),
            table(say, "plan", "item first due what", _rows(plan, say)),
        ),
        lambda: plan_records(plan.items.values()),
        lambda: _plan_data(plan),
    )


def _rows(plan: Plan, say: Say) -> Iterator[Sequence[Held] | Band]:
    """A row for each item below its section and task, its targets in the last column."""
    for section in plan.sections:
        yield Band(line(strong(section.title.in_(say.lang)), quiet(f"  {section.id}")))
        for task in section.tasks:
            yield Band(line(f"{task.id}  {task.title.in_(say.lang)}"))
            for item in task.items:
                due = say("plan.ongoing") if item.ongoing else item.due
                what = cell(
                    item.phrase,
                    *resolutions(item, plan, say),
                    *(_target_line(target, say) for target in item.targets),
                )
                yield item.id, str(item.first), due, what


def _target_line(target: Target, say: Say) -> Line:
    optional = "" if target.binding else f"  {say('plan.optional')}"
    name = f"{target.name.in_(say.lang)}  {goal_text(target, say)}{optional}"
    return line(name, quiet(f"  {target.ref}"))


def _plan_data(plan: Plan) -> Json:
    return {
        "title": name_data(plan.title),
        "document": {
            "number": plan.document.number,
            "issuer": plan.document.issuer,
            "issued": plan.document.issued,
        },
        "district": (
            {"code": plan.district.code, "name": name_data(plan.district.name)}
            if plan.district
            else None
        ),
        "period": {"start": plan.start, "end": plan.end},
        "sections": [
            {
                "id": section.id,
                "title": name_data(section.title),
                "tasks": [
                    {
                        "id": task.id,
                        "title": name_data(task.title),
                        "items": [planned_item(item) for item in task.items],
                    }
                    for task in section.tasks
                ],
            }
            for section in plan.sections
        ],
    }


def planned_item(item: Item) -> Json:
    """What the plan says of an item and its targets."""
    return {
        "id": item.id,
        "summary": name_data(item.summary),
        "phrase": item.phrase,
        **{role.value: item.named.get(role, ()) for role in Role},
        "owing": item.owing,
        "resolved": {
            group: {"members": meant.members, "basis": name_data(meant.basis)}
            for group, meant in item.resolved.items()
        },
        "open": item.open,
        "ongoing": item.ongoing,
        "from": str(item.first),
        "due": item.due,
        "expects": [{"id": one.id, "name": name_data(one.name)} for one in item.expects],
        "targets": [planned_target(target) for target in item.targets],
    }


def planned_target(target: Target) -> Json:
    """What the plan says of a target."""
    return {
        "id": target.ref,
        "name": name_data(target.name),
        "measure": target.measure.name,
        "goal": target.goal_text,
        "counts": name_data(target.counts) if target.counts.zh else None,
        "value_is": target.value_is,
        "denominator": target.denominator,
        "common_denominator": target.common.value if target.common else None,
        "indicator": target.indicator or None,
        "holds": target.holds,
        "across": target.across,
        "binding": target.binding,
        "due": target.due,
        "not_before": target.not_before,
        "owed_by": target.owed_by,
        "quote": target.quote,
    }


def plan_records(items: Iterable[Item]) -> Records:
    """A record for each target, and one for each item without any."""
    return Records(_KEYS, (record for item in items for record in _records(item)))


def _records(item: Item) -> Iterator[Record]:
    of_item: dict[str, Field] = {
        "section": item.section,
        "task": item.task,
        "item": item.id,
        **fields_of(planned_item(item)),
        "first": str(item.first),
    }
    if not item.targets:
        yield of_item
    for target in item.targets:
        of_target = fields_of(planned_target(target))
        yield of_target | of_item | {"target": target.ref, "target_due": target.due}


_SIGNS: Final = {"came": "+", "went": "-", "moved": ">", "changed": "~"}
_NOTHING = "∅"
_KINDS = ("department", "task", "role", "goal")
_NAMES: Final = ("name_zh", "name_en")
_CHANGE: Final = ("kind", "move", *_NAMES, "old_ref", "new_ref", "old", "new", "key")


def diff_view(changes: Sequence[Difference], origin: Origin, say: Say) -> View:
    """What changed between two plans."""
    return View(
        origin,
        lambda: (_differences(changes, say),),
        lambda: Records(_CHANGE, map(fields_of, map(_change_data, changes))),
        lambda: list(map(_change_data, changes)),
    )


def _differences(changes: Sequence[Difference], say: Say) -> Block:
    if not changes:
        return Paragraph((line(say("plan.diff.none")),))
    steps = []
    for kind in _KINDS:
        below = tuple(Step(line(_change(one, say))) for one in changes if one.kind == kind)
        if below:
            steps.append(Step(line(say(f"plan.diff.{kind}", count=len(below))), below))
    return Steps(tuple(steps))


def _change(change: Difference, say: Say) -> str:
    ref = " → ".join(dict.fromkeys(ref for ref in (change.old_ref, change.new_ref) if ref))
    sides = zip((change.old, change.new), change.targets, strict=True)
    was, now = (_value(change.kind, text, target, say) for text, target in sides)
    if change.key:
        was, now = f"{change.key} {was or _NOTHING}", now or _NOTHING
    values = f"{was} → {now}" if was and now else was or now
    parts = (_SIGNS[change.move], say(f"plan.diff.{change.move}"), ref)
    return " ".join(filter(None, (*parts, change.name.in_(say.lang), values)))


def _value(kind: str, text: str, target: Target | None, say: Say) -> str:
    if target:
        return f"{goal_text(target, say)} ({target.due:%m-%d})"
    return say(f"status.role.{text}") if kind == "role" and text else text


def _change_data(change: Difference) -> Json:
    told = {
        key: getattr(change, key) or None for key in ("old_ref", "new_ref", "old", "new", "key")
    }
    name = name_data(change.name)
    return {"kind": change.kind, "move": change.move, "name": name, **told}
