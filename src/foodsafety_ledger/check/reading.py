"""Reads a workspace: the plan, the entries that are fit for figures, and every error on the way.

Every view stands on this. It looks for errors only; the warnings and notes that ``check`` adds are
in ``run.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from foodsafety_ledger.assess.assessment import LeftOut
from foodsafety_ledger.check.rules import error_rules, is_error
from foodsafety_ledger.check.scene import Scene
from foodsafety_ledger.files.cache import content_key, keep, recall
from foodsafety_ledger.files.disk import Trouble
from foodsafety_ledger.files.source import Source, load_yaml, stray_ledgers
from foodsafety_ledger.files.workspace import DEPARTMENTS, LEDGERS, TASKS
from foodsafety_ledger.files.yaml import collector_off
from foodsafety_ledger.model.diagnostic import (
    Diagnostic,
    Location,
    Span,
    sort_diagnostics,
)
from foodsafety_ledger.model.entry import Entry, Ledger
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.name import with_nearest
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.ledger import department_of, read_ledger

_STRANGE: Final = frozenset({"FL312", "FL313", "FL314"})
"""Rules that say whose ledger it is: where one is broken, none of its entries is held to others."""

_ENTRY_LINE: Final = re.compile(rb"^[ ]*- +(?:\{ *)?id *:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Records:
    """A workspace as read.

    ``entries`` are those without an error, from ledgers that read and are of this plan: what
    figures are made of. ``ledgers`` are all that read at all, with every entry in them.
    ``left_out`` is what the figures lack; ``scene`` is the ground for further rules. ``unread``
    are the files that do not read whole or cannot be taken for what they say they are.
    """

    plan: Plan | None
    ledgers: tuple[Ledger, ...]
    entries: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]
    left_out: LeftOut
    scene: Scene
    unread: frozenset[str] = frozenset()

    @property
    def plan_errors(self) -> list[Diagnostic]:
        """What is wrong in the plan's own two files."""
        return [
            d for d in self.diagnostics if is_error(d) and d.location.path in (TASKS, DEPARTMENTS)
        ]


@dataclass(slots=True)
class _Shelf:
    """The ledgers while they are read, and what is wrong with them.

    ``unfit`` are the paths of files that do not read, with the number of their entries;
    ``strange`` are those of another plan or of nobody, ``torn`` those in which there is something
    that does not read. ``complete`` is false where there may be
    entries that nobody can see.
    """

    ledgers: list[Ledger] = field(default_factory=list)
    unfit: dict[str, int] = field(default_factory=dict)
    strange: set[str] = field(default_factory=set)
    torn: set[str] = field(default_factory=set)
    found: list[Diagnostic] = field(default_factory=list)
    complete: bool = True


def read_workspace(source: Source) -> Records:
    """The plan and the entries of a workspace, with every error found in it, sorted."""
    with collector_off():
        return _read(source)


def _read(source: Source) -> Records:
    plan, found = read_plan_of(source)
    shelf = _Shelf()
    for path in source.ledger_paths():
        _read_ledger(path, source, plan, shelf)
    scene = Scene(
        plan=plan,
        ledgers=tuple(one for one in shelf.ledgers if one.path not in shelf.strange),
        source=source,
        broken={d.entry for d in shelf.found if d.entry is not None and is_error(d)},
        complete=shelf.complete,
    )
    found = [*found, *shelf.found, *apply_errors(scene), *stray_ledgers(source)]
    scene.left_out = _left_out(scene, shelf)
    return Records(
        plan=plan,
        ledgers=tuple(shelf.ledgers),
        entries=tuple(_fit(scene, shelf)),
        diagnostics=tuple(sort_diagnostics(found)),
        left_out=scene.left_out,
        scene=scene,
        unread=frozenset(_unread(plan, shelf, found)),
    )


def apply_errors(scene: Scene) -> Iterator[Diagnostic]:
    """The findings of every error rule; what each breaks is left out by those that follow."""
    for rule in error_rules().values():
        found = list(rule(scene))
        scene.broken.update(d.entry for d in found if d.entry is not None)
        yield from found


def read_plan_of(source: Source) -> tuple[Plan | None, list[Diagnostic]]:
    """The plan of a source and what is wrong with it; ``unread`` where its files do not read whole.

    From the cache where these very files were read before: it costs half a start.
    """
    contents = [source.read(path) for path in (TASKS, DEPARTMENTS)]
    key = content_key(*(content for content in contents if isinstance(content, bytes)))
    whole = all(isinstance(content, bytes) for content in contents)
    known: tuple[Plan | None, list[Diagnostic]] | None = recall("plan", key) if whole else None
    if known is None:
        known = _read_plan_anew(source)
        if whole:
            keep("plan", key, known)
    return known


def _read_plan_anew(source: Source) -> tuple[Plan | None, list[Diagnostic]]:
    from foodsafety_ledger.reading.plan import read_plan  # noqa: PLC0415 - it imports pydantic

    tasks, whole_tasks, found = _read_mapping(TASKS, source)
    departments, whole_departments, more = _read_mapping(DEPARTMENTS, source)
    plan, wrong = read_plan(tasks, departments)
    if plan is not None and not (whole_tasks and whole_departments):
        plan = replace(plan, unread=plan.unread | {""})
    return plan, [*found, *more, *wrong]


def _read_mapping(path: str, source: Source) -> tuple[LocatedMap | None, bool, list[Diagnostic]]:
    if not source.exists(path):
        return None, False, [Diagnostic("FL216", Location(path), {"file": path})]
    reading, found = load_yaml(source, path)
    if reading is None:
        return None, False, found
    if isinstance(reading.data, LocatedMap):
        return reading.data, reading.complete, found
    if reading.complete:
        at = Location(path, Span(1, 1, 1, 1))
        found = [*found, Diagnostic("FL203", at, {"key": path}, "mapping")]
    return None, False, found


def _read_ledger(path: str, source: Source, plan: Plan | None, shelf: _Shelf) -> None:
    reading, found = load_yaml(source, path)
    if reading is None:
        ledger = None
    else:
        ledger, found = read_ledger(path, reading, found)
        if ledger is not None:
            shelf.ledgers.append(ledger)
            found += _strangeness(ledger, reading.data, plan)
    shelf.found += found
    if any(d.code in _STRANGE for d in found):
        shelf.strange.add(path)
    if any(is_error(d) and d.entry is None for d in found):
        entries = len(ledger.entries) + ledger.unread if ledger else 0
        shelf.unfit[path] = max(1, entries, _count(path, source))
    if ledger is None or not ledger.complete:
        shelf.torn.add(path)
    shelf.complete &= ledger is not None and ledger.complete and path not in shelf.strange


def _strangeness(ledger: Ledger, node: object, plan: Plan | None) -> list[Diagnostic]:
    if plan is None or not isinstance(node, LocatedMap):
        return []
    at = {key: Location(ledger.path, node.span_at(key)) for key in ("plan", "department")}
    found = list(_of_other_plan(plan, ledger, at["plan"]))
    if ledger.department == department_of(ledger.path):  # else FL312 has been found
        found += _of_nobody(plan, ledger, at["department"])
    return found


def _of_other_plan(plan: Plan, ledger: Ledger, at: Location) -> Iterator[Diagnostic]:
    """FL313: the ledger says that it belongs to another plan."""
    if ledger.plan and ledger.plan != plan.id and plan.id not in plan.unread:
        yield Diagnostic("FL313", at, {"value": ledger.plan, "plan": plan.id})


def _of_nobody(plan: Plan, ledger: Ledger, at: Location) -> Iterator[Diagnostic]:
    """FL314: nobody of that id is in the plan's departments."""
    id_ = ledger.department
    if id_ not in plan.departments and plan.unread.isdisjoint({id_, ""}):
        variant = "group" if id_ in plan.groups else ""
        facts = {"value": id_, **with_nearest(id_, plan.departments)}
        yield Diagnostic("FL314", at, facts, variant)


def _unread(plan: Plan | None, shelf: _Shelf, found: Iterable[Diagnostic]) -> Iterator[str]:
    if plan is None or plan.unread:
        yield from (TASKS, DEPARTMENTS)
    yield from (*shelf.unfit, *shelf.torn)
    yield from (d.location.path for d in found if d.location.path == LEDGERS)


def _count(path: str, source: Source) -> int:
    raw = source.read(path)
    return 0 if isinstance(raw, Trouble) else len(_ENTRY_LINE.findall(raw))


def _fit(scene: Scene, shelf: _Shelf) -> Iterable[Entry]:
    return (entry for entry in scene.sound() if entry.path not in shelf.unfit)


def _left_out(scene: Scene, shelf: _Shelf) -> LeftOut:
    """What is left out, and what it touches; a void or review touches what it names."""
    broken = [e for e in scene.entries if e.key in scene.broken and e.path not in shelf.unfit]
    named = [scene.by_id.get(entry.amends or entry.voids or entry.reviews) for entry in broken]
    unread = {key for key in scene.broken if key.path not in shelf.unfit}
    return LeftOut(
        count=len(unread) + sum(shelf.unfit.values()),
        parts=frozenset((e.item, e.department) for e in (*broken, *named) if e and e.item),
        departments=frozenset(map(department_of, shelf.unfit)),
    )
