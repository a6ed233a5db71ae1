"""What a REF on the command line means: a part of the plan, a department, or a period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NoReturn

from foodsafety_ledger.assess.assessment import Light
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.name import nearest
from foodsafety_ledger.model.period import Period, parse_period
from foodsafety_ledger.model.plan import Department, Item, Plan, Target, Task
from foodsafety_ledger.reading.typed import spelt_period
from foodsafety_ledger.views.status import Choice


class RefKind(StrEnum):
    """What a REF may name."""

    SECTION = "section"
    TASK = "task"
    ITEM = "item"
    TARGET = "target"
    DEPARTMENT = "department"
    GROUP = "group"
    PERIOD = "period"


PLACES = (RefKind.SECTION, RefKind.TASK, RefKind.ITEM, RefKind.TARGET)
"""The kinds that name a place in the plan."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A REF understood: its kind, and the id it stands for."""

    kind: RefKind
    id: str


def tasks_of(plan: Plan) -> dict[str, Task]:
    """The tasks by id."""
    return {task.id: task for section in plan.sections for task in section.tasks}


def read_ref(text: str, plan: Plan) -> Ref | None:
    """What ``text`` names in ``plan``; None if nothing. Chinese names and aliases name too."""
    kinds = {
        RefKind.TASK: tasks_of(plan),
        RefKind.ITEM: plan.items,
        RefKind.TARGET: plan.targets,
        RefKind.SECTION: {section.id for section in plan.sections},
        RefKind.DEPARTMENT: plan.departments,
        RefKind.GROUP: plan.groups,
    }
    for kind, known in kinds.items():
        if text in known:
            return Ref(kind, text)
    for id_, words in _called(plan).items():
        if text in words:
            return Ref(RefKind.DEPARTMENT if id_ in plan.departments else RefKind.GROUP, id_)
    period = parse_period(spelt_period(text))
    return Ref(RefKind.PERIOD, str(period)) if period in _periods(plan) else None


def read_refs(texts: Sequence[str], plan: Plan) -> tuple[Ref, ...]:
    """What each of ``texts`` names; UsageError with the nearest name for one that is unknown."""
    return tuple(read_ref(text, plan) or _unknown(text, plan) for text in texts)


def _unknown(text: str, plan: Plan) -> Ref:
    close = nearest(text, tuple(known_refs(plan)))
    key = "unknown-ref-but" if close else "unknown-ref"
    raise UsageError(key, ref=text, nearest=close or "")


def known_refs(plan: Plan) -> Iterator[str]:
    """Everything that a REF may say, for suggestions."""
    yield from tasks_of(plan)
    yield from plan.items
    yield from plan.targets
    for section in plan.sections:
        yield section.id
    for id_, words in _called(plan).items():
        yield from (id_, *words)
    yield from map(str, _periods(plan))


def _called(plan: Plan) -> dict[str, tuple[str, ...]]:
    """What departments and groups are called besides their ids."""
    called = {
        id_: (one.name.zh, one.name.en, *one.aliases) for id_, one in plan.departments.items()
    }
    called |= {id_: (one.name.zh, one.name.en, *one.aliases) for id_, one in plan.groups.items()}
    return {id_: tuple(filter(None, words)) for id_, words in called.items()}


def _periods(plan: Plan) -> tuple[Period, ...]:
    return plan.periods


def choose(refs: Sequence[Ref], plan: Plan, lights: frozenset[Light] | None = None) -> Choice:
    """What REFs choose: those of a kind add up; places, departments, periods narrow each other."""
    places = [ref for ref in refs if ref.kind in PLACES]
    people = [ref for ref in refs if ref.kind in (RefKind.DEPARTMENT, RefKind.GROUP)]
    periods = [ref.id for ref in refs if ref.kind is RefKind.PERIOD]
    targets = frozenset(target for ref in places for target in _targets(ref, plan))
    items = frozenset(item for ref in places for item in _items(ref, plan))
    return Choice(
        items if places else None,
        targets if places else None,
        frozenset(id_ for ref in people for id_ in _departments(ref, plan)) if people else None,
        frozenset(p for p in map(parse_period, periods) if p) if periods else None,
        lights,
    )


def _items(ref: Ref, plan: Plan) -> Iterator[str]:
    """The items that a place in the plan holds."""
    if ref.kind is RefKind.TARGET:
        yield plan.targets[ref.id].item
    for item in plan.items.values():
        if ref.id == {RefKind.SECTION: item.section, RefKind.TASK: item.task}.get(
            ref.kind, item.id
        ):
            yield item.id


def _targets(ref: Ref, plan: Plan) -> Iterator[str]:
    if ref.kind is RefKind.TARGET:
        yield ref.id
        return
    for id_ in _items(ref, plan):
        yield from (target.ref for target in plan.items[id_].targets)


def _departments(ref: Ref, plan: Plan) -> tuple[str, ...]:
    return plan.groups[ref.id].members if ref.kind is RefKind.GROUP else (ref.id,)


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
