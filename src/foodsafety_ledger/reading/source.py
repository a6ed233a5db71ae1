"""A workspace's files read: the plan, from the cache where it can be, and every ledger.

The YAML parser is imported when a file needs it: few do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from foodsafety_ledger.files.cache import content_key, keep, recall
from foodsafety_ledger.files.disk import MAX_BYTES, Trouble
from foodsafety_ledger.files.evidence import Fault
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.files.text import Places, capped, collector_off, decode
from foodsafety_ledger.files.workspace import DEPARTMENTS, LEDGERS, TASKS
from foodsafety_ledger.model.diagnostic import Diagnostic, Location, Span
from foodsafety_ledger.model.entry import Evidence, Ledger
from foodsafety_ledger.model.located import LocatedList, LocatedMap, Reading
from foodsafety_ledger.model.name import Suggestions
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.canonical import read_canonical
from foodsafety_ledger.reading.kept import restored, told
from foodsafety_ledger.reading.ledger import department_of, read_ledger, spoils_the_file
from foodsafety_ledger.reading.workspace import Workspace

_STRANGE: Final = frozenset({"FL312", "FL313", "FL314"})
"""Rules that say whose ledger it is: where one is broken, none of its entries is held to others."""

_ENTRY_LINE: Final = re.compile(rb"^[ ]*- +(?:\{ *)?id *:", re.MULTILINE)


class Shelved(NamedTuple):
    """A ledger's file, read; ``lost`` are its unusable entries where the file does not read.

    There may be more of them where it does not list all. ``is_quick`` is whether it is in the
    program's own form, and nothing in it is wrong.
    """

    path: str
    ledger: Ledger | None
    found: list[Diagnostic]
    lost: int
    is_quick: bool = False
    lists_all: bool = True

    @property
    def is_torn(self) -> bool:
        """Whether something in it does not read."""
        return self.ledger is None or not self.ledger.complete

    @property
    def is_strange(self) -> bool:
        """Whether it is another plan's or nobody's."""
        return any(d.code in _STRANGE for d in self.found)


class ReadBefore:
    """What a lasting program has read: a file is read again only where it says something else.

    ``looked`` is what is known of evidence, which nobody reads again.
    """

    def __init__(self) -> None:
        self.looked: Mapping[Evidence, Fault | None] = {}
        self._contents: Sequence[bytes | Trouble] = ()
        self._plan: tuple[Plan | None, list[Diagnostic]] = (None, [])
        self._ledgers: dict[str, tuple[bytes | Trouble, Plan | None, Shelved]] = {}

    def plan_of(self, source: Source) -> tuple[Plan | None, list[Diagnostic]]:
        """What ``read_plan_of`` gives, the same object as long as its files are the same."""
        contents = plan_contents(source)
        if contents != self._contents:
            self._contents, self._plan = contents, read_plan_from(source, contents)
        return self._plan

    def ledger(
        self, path: str, raw: bytes | Trouble, plan: Plan | None, suggestions: Suggestions
    ) -> Shelved:
        """A ledger's file of this very content and plan."""
        known = self._ledgers.get(path)
        if known is None or known[0] != raw or known[1] is not plan:
            known = self._ledgers[path] = raw, plan, read_file(path, raw, plan, suggestions)
        return known[2]


def read_workspace(
    source: Source, today: date | None = None, before: ReadBefore | None = None
) -> Workspace:
    """The plan and the ledgers of a workspace, and what in them does not read; no more rules."""
    read = before.ledger if before else read_file
    with collector_off():
        plan, found = before.plan_of(source) if before else read_plan_of(source)
        slips = Suggestions()
        shelf = [read(path, source.read(path), plan, slips) for path in source.ledger_paths()]
    return workspace_of(source, plan, found, shelf, today, before.looked if before else {})


def workspace_of(
    source: Source,
    plan: Plan | None,
    found: Iterable[Diagnostic],
    shelf: Iterable[Shelved],
    today: date | None,
    looked: Mapping[Evidence, Fault | None],
) -> Workspace:
    """A workspace of its plan, with what was ``found`` in it, and its ledgers as they read."""
    shelf = tuple(shelf)
    strays = stray_ledgers(source)
    found = [*found, *chain(*(one.found for one in shelf)), *strays]
    unread = {TASKS, DEPARTMENTS} if plan is None or plan.unread else set()
    return Workspace(
        plan=plan,
        source=source,
        ledgers=tuple(one.ledger for one in shelf if one.ledger),
        misread=tuple(found),
        strange=frozenset(one.path for one in shelf if one.is_strange),
        unfit={one.location.path: 1 for one in strays}
        | {one.path: one.lost for one in shelf if one.lost},
        unread=frozenset(
            unread.union(one.path for one in shelf if one.lost or one.is_torn).union(
                LEDGERS for d in found if d.location.path == LEDGERS
            )
        ),
        uncounted=bool(strays) or not all(one.lists_all for one in shelf),
        complete=not any(one.is_torn or one.is_strange for one in shelf),
        looked=looked,
        today=today,
    )


def read_plan_of(source: Source) -> tuple[Plan | None, list[Diagnostic]]:
    """The plan of a source and what is wrong with it; ``unread`` where its files do not read whole.

    From the cache where these very files were read before: it costs less than a YAML parser.
    """
    return read_plan_from(source, plan_contents(source))


def plan_contents(source: Source) -> list[bytes | Trouble]:
    """What the plan's files say, in the order of ``TASKS, DEPARTMENTS``."""
    return [source.read(path) for path in (TASKS, DEPARTMENTS)]


def read_plan_from(
    source: Source, contents: Sequence[bytes | Trouble]
) -> tuple[Plan | None, list[Diagnostic]]:
    """What ``read_plan_of`` gives for these ``contents``, whatever the files say meanwhile."""
    key = content_key(*(content for content in contents if isinstance(content, bytes)))
    whole = all(isinstance(content, bytes) for content in contents)
    kept = recall("plan", key) if whole else None
    known: tuple[Plan | None, list[Diagnostic]] | None = restored(kept)
    if known is None:
        known = _read_plan_anew(source, *contents)
        if whole:
            keep("plan", key, told(known))
    return known


def _read_plan_anew(
    source: Source, tasks_said: bytes | Trouble, departments_said: bytes | Trouble
) -> tuple[Plan | None, list[Diagnostic]]:
    from foodsafety_ledger.reading.plan import read_plan  # noqa: PLC0415 - seldom needed

    tasks, whole_tasks, found = _read_mapping(TASKS, source, tasks_said)
    departments, whole_departments, more = _read_mapping(DEPARTMENTS, source, departments_said)
    plan, wrong = read_plan(tasks, departments)
    if plan is not None and not (whole_tasks and whole_departments):
        plan = replace(plan, unread=plan.unread | {""})
    return plan, [*found, *more, *wrong]


def located_tasks(source: Source) -> LocatedMap | None:
    """``data/tasks.yaml`` with the places of all that it says; None where it does not read."""
    return _read_mapping(TASKS, source, source.read(TASKS))[0]


def _read_mapping(
    path: str, source: Source, raw: bytes | Trouble
) -> tuple[LocatedMap | None, bool, list[Diagnostic]]:
    if raw is Trouble.MISSING and not source.exists(path):
        return None, False, [Diagnostic("FL216", Location(path), {"file": path})]
    reading, found = load_yaml_of(path, raw)
    if reading is None:
        return None, False, found
    if isinstance(reading.data, LocatedMap):
        return reading.data, reading.complete, found
    if reading.complete:
        at = Location(path, Span(1, 1, 1, 1))
        found = [*found, Diagnostic("FL203", at, {"key": path}, "mapping")]
    return None, False, found


def read_file(
    path: str, raw: bytes | Trouble, plan: Plan | None, suggestions: Suggestions
) -> Shelved:
    """A ledger's file, held against the plan that it says it is of."""
    quick = None if isinstance(raw, Trouble) else read_quickly(path, raw, plan)
    if quick is not None:
        return Shelved(path, quick, [], 0, is_quick=True)
    reading, found = load_yaml_of(path, raw)
    node, ledger = None, None
    if reading is not None:
        node = reading.data if isinstance(reading.data, LocatedMap) else None
        ledger, found = read_ledger(path, reading, found)
    if ledger is not None and node is not None and plan is not None:
        found += _strangeness(ledger, node, plan, suggestions)
    if not any(map(spoils_the_file, found)):
        return Shelved(path, ledger, found, 0)
    entries = len(ledger.entries) + ledger.unread if ledger else 0
    is_whole = reading is not None and reading.complete and node is not None
    lists_all = is_whole and node is not None and isinstance(node.get("entries"), LocatedList)
    lost = max(1, entries, 0 if lists_all else _count(raw))
    return Shelved(path, ledger, found, lost, lists_all=lists_all)


def read_quickly(path: str, raw: bytes, plan: Plan | None = None) -> Ledger | None:
    """The ledger of a file in the program's own form in which nothing is wrong; else None.

    Without a ``plan`` it may be another plan's or nobody's.
    """
    try:
        ledger = read_canonical(path, raw.decode())
    except UnicodeDecodeError:
        return None
    if ledger is None or plan is None:
        return ledger
    is_known = ledger.plan == plan.id and ledger.department in plan.departments
    return ledger if is_known else None


def _strangeness(
    ledger: Ledger, node: LocatedMap, plan: Plan, suggestions: Suggestions
) -> Iterator[Diagnostic]:
    """FL313: the ledger is of another plan; FL314: nobody of its id is among the departments."""
    if ledger.plan and ledger.plan != plan.id and plan.id not in plan.unread:
        at = Location(ledger.path, node.span_at("plan"))
        yield Diagnostic("FL313", at, {"value": ledger.plan, "plan": plan.id})
    id_ = ledger.department
    if id_ != department_of(ledger.path) or id_ in plan.departments:
        return  # of another file's department FL312 has been found
    if plan.unread.isdisjoint({id_, ""}):
        at = Location(ledger.path, node.span_at("department"))
        facts = {"value": id_, **suggestions.fact(id_, plan.departments)}
        yield Diagnostic("FL314", at, facts, "group" if id_ in plan.groups else "")


def _count(raw: bytes | Trouble) -> int:
    return 0 if isinstance(raw, Trouble) else len(_ENTRY_LINE.findall(raw))


def stray_ledgers(source: Source) -> list[Diagnostic]:
    """What in ``ledgers/`` looks like a ledger and is never read (FL101)."""
    names = source.names(LEDGERS)
    if isinstance(names, Trouble):
        return unlisted(source, LEDGERS)
    read = source.ledger_paths()
    paths = (f"{LEDGERS}/{name}" for name in names if name[0] != ".")
    return [
        Diagnostic("FL101", Location(path), variant="suffix")
        for path in paths
        if path not in read and path.lower().endswith((".yml", ".yaml"))
    ]


def unlisted(source: Source, folder: str) -> list[Diagnostic]:
    """Why a folder of the workspace cannot be listed (FL101); nothing where it is not there."""
    names = source.names(folder)
    if isinstance(names, Trouble) and names is not Trouble.MISSING:
        return [_unreadable(folder, names)]
    return []


def load_yaml(source: Source, path: str) -> tuple[Reading | None, list[Diagnostic]]:
    """Reads a file down to located values, with every finding on the way.

    The reading is None where there is no text at all. Its ``complete`` is false where bytes are not
    UTF-8 (FL102) or the YAML does not read: the file then does not read.
    """
    return load_yaml_of(path, source.read(path))


def load_yaml_of(path: str, raw: bytes | Trouble) -> tuple[Reading | None, list[Diagnostic]]:
    """What ``load_yaml`` gives of a file, by what it holds."""
    if isinstance(raw, Trouble):
        return None, [_unreadable(path, raw)]
    text, found = decode(path, raw)
    if text is None:
        return None, found
    if text and not text.endswith("\n"):
        found.append(Diagnostic("FL117", Location(path, Places(text).span(len(text), len(text)))))
    from foodsafety_ledger.files.yaml import read_yaml  # noqa: PLC0415 - slow, and seldom needed

    reading = read_yaml(path, text)
    if any(d.code == "FL102" for d in found):
        reading = Reading(reading.data, reading.diagnostics, complete=False)
    return reading, capped(path, [*found, *reading.diagnostics])


def _unreadable(path: str, trouble: Trouble) -> Diagnostic:
    """The finding that says why a file cannot be read."""
    if trouble is Trouble.TOO_LARGE:
        return Diagnostic("FL113", Location(path), {"limit": f"{MAX_BYTES // 1024 // 1024} MiB"})
    if trouble is Trouble.LINK:
        return Diagnostic("FL116", Location(path), variant="link")
    return Diagnostic("FL101", Location(path), variant=trouble.value)
