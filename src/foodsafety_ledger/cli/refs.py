"""What the command line names: a department, an item, a target or an entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.name import nearest
from foodsafety_ledger.model.plan import Department, Item, Plan, Target

_SHORTEST_PREFIX = 4


def find_department(text: str, plan: Plan) -> Department:
    """The department of that id, name or alias; a UsageError with the nearest one if none is."""
    words = {word: one for one in plan.departments.values() for word in words_of(one)}
    return words.get(text.strip()) or _unknown_selecting("department", text, words)


def words_of(department: Department) -> tuple[str, ...]:
    """Everything that a department may be called by."""
    names = (department.id, department.name.zh, department.name.en, *department.aliases)
    return tuple(filter(None, names))


def find_item(text: str, plan: Plan) -> Item:
    """The item of that id; a task with a single item names it too."""
    known = plan.items
    of_task = [item for item in known.values() if item.task == text]
    if text not in known and len(of_task) > 1:
        raise UsageError("task-for-item", name=text, items=", ".join(i.id for i in of_task))
    return known.get(text) or next(iter(of_task), None) or _unknown_selecting("item", text, known)


def find_target(text: str, item: Item) -> Target:
    """The target of an item that an id, a reference (``14.1/…``) or a name in Chinese names."""
    known = {word: t for t in item.targets for word in (t.id, t.ref, t.name.zh, t.name.en) if word}
    if not item.targets:
        raise UsageError("item-without-targets", item=item.id)
    targets = ", ".join(target.id for target in item.targets)
    return known.get(text.strip()) or _unknown_selecting("target", text, known, targets=targets)


def find_entry(text: str, entries: Iterable[Entry]) -> Entry:
    """The entry whose id is ``text``, or the only one whose id begins or ends with it."""
    known = {entry.id: entry for entry in entries if entry.id}
    if text in known:
        return known[text]
    matches = [id_ for id_ in known if id_.startswith(text) or id_.endswith(text)]
    if len(text) < _SHORTEST_PREFIX or not matches:
        return _unknown_selecting("entry", text, known)
    if len(matches) > 1:
        shown = ", ".join(sorted(matches)[:5])
        raise UsageError("ambiguous-entry", name=text, entries=shown, count=len(matches))
    return known[matches[0]]


def _unknown_selecting(kind: str, text: str, known: Iterable[str], **facts: str) -> NoReturn:
    close = nearest(text, known)
    key = f"unknown-{kind}-but" if close else f"unknown-{kind}"
    raise UsageError(key, name=text, nearest=close or "", **facts)
