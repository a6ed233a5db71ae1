"""What people call what the plan and its ledgers hold: one understanding for every option and REF.

A department or group goes by its id, its names and aliases, and a department by its name without
区; an item or target by its id or its name; an entry by its id or a part of it. Whatever is typed
may be in full-width forms.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NoReturn, TypeVar

from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.name import LONGEST, Name, enumerated, in_a_row, with_nearest
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.model.plan import Department, Group, Item, Plan, Target, Task
from foodsafety_ledger.reading.typed import typed_period

_SHORTEST_PART: Final = 4
_LAST_DIGITS: Final = re.compile("[0-9a-f]{8}")
_SHOWN: Final = 5
"""How many of those that a text may mean are named."""

T = TypeVar("T")


class RefKind(StrEnum):
    """What a REF may name."""

    SECTION = "section"
    TASK = "task"
    ITEM = "item"
    TARGET = "target"
    DEPARTMENT = "department"
    GROUP = "group"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Ref:
    """A REF understood: its kind, the id it stands for, and how it was typed."""

    kind: RefKind
    id: str
    typed: str


def read_refs(texts: Sequence[str], plan: Plan) -> tuple[Ref, ...]:
    """What each of ``texts`` names; UsageError for one that names nothing, or several things."""
    return tuple(_read_ref(text, plan) for text in texts)


def _read_ref(text: str, plan: Plan) -> Ref:
    kinds: Mapping[RefKind, Mapping[str, object]] = {
        RefKind.TASK: _tasks_of(plan),
        RefKind.ITEM: plan.items,
        RefKind.TARGET: plan.targets,
        RefKind.SECTION: {section.id: section for section in plan.sections},
        RefKind.DEPARTMENT: plan.departments,
        RefKind.GROUP: plan.groups,
    }
    for kind, known in kinds.items():
        if _found(text, known) is not None:
            return Ref(kind, text if text in known else halved(text), text)
    unit = _found(text, _words(plan))
    if unit is not None:
        kind = RefKind.DEPARTMENT if unit.id in plan.departments else RefKind.GROUP
        return Ref(kind, unit.id, text)
    period = typed_period(text)
    if period in plan.periods:
        return Ref(RefKind.PERIOD, str(period), text)
    return _named(text, plan)


def _named(text: str, plan: Plan) -> Ref:
    """The item or target of that name; UsageError where there is none, or several."""
    typed = {text, halved(text)}
    named = [
        Ref(RefKind.ITEM, one.id, text) for one in plan.items.values() if typed & {*one.summary}
    ]
    named += [
        Ref(RefKind.TARGET, one.ref, text) for one in plan.targets.values() if typed & {*one.name}
    ]
    if len(named) > 1:
        refs = in_a_row(ref.id for ref in named[:_SHOWN])
        raise UsageError("ambiguous-ref", name=text, refs=refs, count=len(named))
    return named[0] if named else _unknown("ref", text, _known_refs(plan))


def _tasks_of(plan: Plan) -> dict[str, Task]:
    return {task.id: task for section in plan.sections for task in section.tasks}


def _known_refs(plan: Plan) -> dict[str, object]:
    """Everything that a REF may say, for suggestions."""
    return {
        **{word: one for one in plan.items.values() for word in one.summary if word},
        **{word: one for one in plan.targets.values() for word in one.name if word},
        **_tasks_of(plan),
        **plan.items,
        **plan.targets,
        **{section.id: section for section in plan.sections},
        **_words(plan),
        **{str(period): period for period in plan.periods},
    }


def _words(plan: Plan) -> dict[str, Department | Group]:
    units: list[Department | Group] = [*plan.departments.values(), *plan.groups.values()]
    return _by_word(units)


def _by_word(units: Iterable[Department | Group]) -> dict[str, Department | Group]:
    """By id, name and alias, and by the name without its 区 where that is nobody else's."""
    units = tuple(units)
    words: dict[str, Department | Group] = {}
    for one in units:
        for word in called(one):
            words.setdefault(word, one)
    bare = Counter(one.name.zh.removeprefix("区") for one in units)
    for one in units:
        word = one.name.zh.removeprefix("区")
        if word and bare[word] == 1:
            words.setdefault(word, one)
    return words


def called(unit: Department | Group) -> tuple[str, ...]:
    """What the plan calls a department or group: its id, names and aliases."""
    return tuple(filter(None, (unit.id, unit.name.zh, unit.name.en, *unit.aliases)))


def find_department(text: str, plan: Plan) -> Department:
    """The department that a text names; UsageError with the nearest one if none is."""
    words = _by_word(plan.departments.values())
    found = _found(text, words)
    if found is not None:
        return plan.departments[found.id]
    group = _found(text, _by_word(plan.groups.values()))
    if group is None:
        _unknown("department", text, words)
    members = [plan.departments[id_] for id_ in plan.groups[group.id].members]
    names = Name(
        "、".join(f"{one.name.zh} {one.id}" for one in members),
        ", ".join(f"{one.name.in_('en')} {one.id}" for one in members),
    )
    key = "group-for-department" if members else "empty-group"
    raise UsageError(key, name=text, members=names)


def find_item(text: str, plan: Plan, department: str = "") -> Item:
    """The item of that id or name; a task's id or title names its single item too.

    Of several, it means the one that ``department`` is named in, if there is one alone.
    """
    typed = {text.strip(), halved(text)}
    tasks = {id_ for id_, task in _tasks_of(plan).items() if typed & {id_, *task.title}}
    of_task = [item for item in plan.items.values() if item.task in tasks]
    mine = [item for item in of_task if department in item.owing]
    of_task = mine if len(mine) == 1 else of_task
    named = {word: one for one in plan.items.values() for word in one.summary if word}
    found = _found(text, plan.items) or _found(text, named)
    if found is None and len(of_task) > 1:
        raise UsageError("task-for-item", name=text, items=in_a_row(i.id for i in of_task))
    return found or next(iter(of_task), None) or _unknown("item", text, {**named, **plan.items})


def find_target(text: str, item: Item) -> Target:
    """The target of an item that an id, a reference (``14.1/…``) or a name means."""
    known = {word: t for t in item.targets for word in (t.id, t.ref, *t.name) if word}
    if not item.targets:
        raise UsageError("item-without-targets", item=item.id)
    targets = enumerated([target.name for target in item.targets], len(item.targets))
    return _found(text, known) or _unknown("target", text, known, targets=targets)


def find_entry(text: str, entries: Iterable[Entry] | Mapping[str, Entry]) -> Entry:
    """The entry whose id is ``text``, or the only one whose id begins or ends with it.

    ``entries`` may be by id.
    """
    known = entries if isinstance(entries, Mapping) else {e.id: e for e in entries if e.id}
    text = halved(text)
    if text in known:
        return known[text]
    matches = [id_ for id_ in known if id_.startswith(text) or id_.endswith(text)]
    if len(text) < _SHORTEST_PART or not matches:
        return _unknown("entry", text, known)
    if len(matches) > 1:
        shown = in_a_row(sorted(matches)[:_SHOWN])
        raise UsageError("ambiguous-entry", name=text, entries=shown, count=len(matches))
    return known[matches[0]]


def entry_among_refs(text: str, entries: Sequence[Entry]) -> Entry | None:
    """The entry that a REF names by its id or its last eight digits; None where it names none."""
    text = halved(text)
    is_short = _LAST_DIGITS.fullmatch(text) is not None
    if any(one.id == text or (is_short and one.id.endswith(text)) for one in entries if one.id):
        return find_entry(text, entries)
    return None


def _found(text: str, known: Mapping[str, T]) -> T | None:
    """What a text stands for, as typed or in half-width forms."""
    return known.get(text.strip()) or known.get(halved(text))


def _unknown(kind: str, text: str, known: Mapping[str, object], **facts: str | Name) -> NoReturn:
    raise UsageError(f"unknown-{kind}", name=text, **meant(text, known), **facts)


def meant(text: str, known: Mapping[str, object]) -> dict[str, str | Name]:
    """The fact ``nearest``: what a text that is no key of ``known`` was probably meant to be.

    What it is a part of, where that is a few things; else the one it is a slip of. Of several it
    is a ``Name`` that offers each; a plain text is the only one.
    """
    part = halved(text)
    words: dict[int, str] = {}
    for word, one in known.items():
        if part in word:
            words.setdefault(id(one), _typable(word, one))
    if not 1 < len(part) <= LONGEST or not 0 < len(words) <= _SHOWN:
        return dict(with_nearest(text, known))
    parts = tuple(words.values())
    return {
        "nearest": parts[0] if len(parts) == 1 else Name("”、“".join(parts), "” or “".join(parts))
    }


def _typable(word: str, one: object) -> str:
    """What to type for something that has that word among its names: an item's words are long."""
    match one:
        case Item():
            return one.id
        case Target():
            return one.ref
        case _:
            return word
