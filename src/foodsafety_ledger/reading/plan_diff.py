"""What changed from one plan to the next: tasks, departments and goals that came, went or moved.

Numbers of tasks say nothing from one year to the next: tasks are matched by what they are called,
targets within them by their words, departments and groups by any of their names, else by ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, TypeVar

from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import Department, Group, Item, Plan, Role, Target, Task
from foodsafety_ledger.reading.comparison import (
    WORDING,
    PartKey,
    PlanFiles,
    PlanPart,
    changes_of,
    parts_of,
)
from foodsafety_ledger.reading.naming import called

_ALIKE: Final = 0.6
"""How much of two titles must be the same for them to name one task; below, people disagree."""

_TELLING: Final = 10
"""How many characters of what is asked name a task that is called otherwise than before."""

_YEARLY: Final = {"id", "item", "goal", "due", "from", "not_before", "baseline"}
"""What differs between two years in any case, or is told by the goal's terms."""

T = TypeVar("T")


class Move(StrEnum):
    """What happened to something between two plans."""

    CAME = "came"
    WENT = "went"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    ``kind`` is task, department, role or goal; ``old`` and ``new`` what it was and is, empty where
    there is none; ``old_ref`` and ``new_ref`` the task or target it stands at. ``key`` is what of a
    target's definition differs, where that is not the goal or its due date; where it is,
    ``targets`` are the old and the new one.
    """

    kind: str
    move: Move
    name: Name
    old_ref: str = ""
    new_ref: str = ""
    old: str = ""
    new: str = ""
    key: str = ""
    targets: tuple[Target | None, Target | None] = (None, None)


def plan_changes(
    old: Plan, new: Plan, old_files: PlanFiles, new_files: PlanFiles
) -> list[Difference]:
    """Every difference: departments, then tasks in the new plan's order, then tasks that went.

    The files are those that the plans were read from.
    """
    parts = parts_of(old_files), parts_of(new_files)
    tasks = match_tasks(old.tasks, new.tasks, lambda task: task.title.zh, _asked)
    changes = list(_department_changes(old, new))
    for before, after in tasks:
        if before is None and after is not None:
            changes.append(Difference("task", Move.CAME, after.title, new_ref=after.id))
            changes += [_goal(None, target) for target in _targets(after)]
        elif after is None and before is not None:
            changes.append(Difference("task", Move.WENT, before.title, old_ref=before.id))
            changes += [_goal(target, None) for target in _targets(before)]
        elif before is not None and after is not None:
            changes += _task_changes(before, after)
            changes += _role_changes(before, after, old, new)
            changes += _goal_changes(before, after, *parts)
    return changes


def match(
    old: Sequence[T], new: Sequence[T], words: Callable[[T], str]
) -> list[tuple[T | None, T | None]]:
    """Pairs of what is one thing by its words, in the new order; then what is only in ``old``."""
    scores = sorted(
        (
            (-_likeness(words(a), words(b)), i, j)
            for i, a in enumerate(old)
            for j, b in enumerate(new)
        )
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in scores:
        if -score >= _ALIKE and j not in partner and i not in taken:
            partner[j] = i
            taken.add(i)
    pairs: list[tuple[T | None, T | None]] = [
        (old[partner[j]] if j in partner else None, b) for j, b in enumerate(new)
    ]
    return pairs + [(a, None) for i, a in enumerate(old) if i not in taken]


def match_tasks(
    old: Sequence[T], new: Sequence[T], title: Callable[[T], str], asked: Callable[[T], str]
) -> list[tuple[T | None, T | None]]:
    """Pairs of one task by its title, else by what it is ``asked`` in the document's words.

    Few words, such as a bare 全覆盖, tell no task from another.
    """
    pairs = match(old, new, title)
    left = [one for one, other in pairs if one and not other and len(asked(one)) >= _TELLING]
    come = [other for one, other in pairs if other and not one and len(asked(other)) >= _TELLING]
    again = [(one, other) for one, other in match(left, come, asked) if one and other]
    found = {id(other): one for one, other in again}
    gone = {id(one) for one, _ in again}
    return [
        (one or found.get(id(other)), other)
        for one, other in pairs
        if other is not None or id(one) not in gone
    ]


def _asked(task: Task) -> str:
    return "".join(target.quote for target in _targets(task))


def _likeness(one: str, other: str) -> float:
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _targets(task: Task) -> list[Target]:
    return [target for item in task.items for target in item.targets]


def _same_units(old: Plan, new: Plan) -> Mapping[str, str]:
    """The id in the old plan of each unit of the new one that was there: by a name, else by id."""
    units = _units(old)
    known = {one.id: one.id for one in units}
    known |= {word: one.id for one in units for word in called(one)[1:]}
    same: dict[str, str] = {}
    for unit in _units(new):
        id_, *names = called(unit)
        found = [known[word] for word in (*names, id_) if word in known]
        same |= {unit.id: found[0]} if found else {}
    return same


def _units(plan: Plan) -> list[Department | Group]:
    return [*plan.departments.values(), *plan.groups.values()]


def _department_changes(old: Plan, new: Plan) -> Iterator[Difference]:
    same = _same_units(old, new)
    for one in new.departments.values():
        if one.id not in same:
            yield Difference("department", Move.CAME, one.name, new_ref=one.id)
    for one in old.departments.values():
        if one.id not in same.values():
            yield Difference("department", Move.WENT, one.name, old_ref=one.id)


def _task_changes(before: Task, after: Task) -> Iterator[Difference]:
    refs = (before.id, after.id)
    if before.id != after.id:
        yield Difference("task", Move.MOVED, after.title, *refs)
    if before.title.zh != after.title.zh:
        yield Difference("task", Move.CHANGED, after.title, *refs, before.title.zh, after.title.zh)


def _role_changes(before: Task, after: Task, old: Plan, new: Plan) -> Iterator[Difference]:
    same = _same_units(old, new)
    had = _roles(before.items)
    has = {same.get(unit, f"+{unit}"): (unit, role) for unit, role in _roles(after.items).items()}
    for unit in {**has, **had}:
        now, is_ = has.get(unit, ("", ""))
        was = had.get(unit, "")
        if was != is_:
            move = Move.CAME if not was else Move.WENT if not is_ else Move.CHANGED
            name = _name_of(now, new) if now else _name_of(unit, old)
            yield Difference("role", move, name, before.id, after.id, was, is_)


def _roles(items: Sequence[Item]) -> Mapping[str, str]:
    """The strongest role of every department and group over a task's items, by its id."""
    roles: dict[str, Role] = {}
    order = list(Role)
    for item in items:
        for role, ids in item.named.items():
            for unit in ids:
                roles[unit] = min(role, roles.get(unit, role), key=order.index)
    return roles


def _name_of(unit: str, plan: Plan) -> Name:
    return next((one.name for one in _units(plan) if one.id == unit), Name(unit))


def _goal_changes(
    before: Task,
    after: Task,
    old_parts: Mapping[PartKey, PlanPart],
    new_parts: Mapping[PartKey, PlanPart],
) -> Iterator[Difference]:
    for old, new in match(_targets(before), _targets(after), lambda target: target.name.zh):
        if old is None or new is None:
            yield _goal(old, new)
            continue
        if _terms(old) != _terms(new):
            yield _goal(old, new)
        one, other = old_parts.get(("target", old.ref)), new_parts.get(("target", new.ref))
        for change in changes_of(one, other) if one and other else ():
            if change.keys[0] not in WORDING | _YEARLY:
                refs = old.ref, new.ref
                key = ".".join(change.keys)
                yield Difference("goal", Move.CHANGED, new.name, *refs, *change.sides(), key)


def _goal(old: Target | None, new: Target | None) -> Difference:
    named, move = new or old, Move.CHANGED if old and new else Move.CAME if new else Move.WENT
    return Difference(
        "goal",
        move,
        named.name if named else Name(""),
        old.ref if old else "",
        new.ref if new else "",
        _terms(old) if old else "",
        _terms(new) if new else "",
        targets=(old, new),
    )


def _terms(target: Target) -> str:
    """The goal as written, and the month and day it is due: the year is new every year."""
    return f"{target.goal_text} ({target.due:%m-%d})"
