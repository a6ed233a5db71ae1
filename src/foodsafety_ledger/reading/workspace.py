"""The workspace as read: the plan, the ledgers, and what in them does not read.

It is made once and never changed: what is found wrong later makes another one, which leaves the
entries out that are broken.
"""

from __future__ import annotations

import re
from collections import ChainMap, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property, wraps
from itertools import chain
from typing import Final, NamedTuple, TypeVar, cast

from foodsafety_ledger.files.cache import content_key, keep, recall
from foodsafety_ledger.files.disk import Trouble
from foodsafety_ledger.files.evidence import Fault, fault_of
from foodsafety_ledger.files.loading import collector_off, load_yaml, load_yaml_of, stray_ledgers
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.files.workspace import DEPARTMENTS, LEDGERS, TASKS
from foodsafety_ledger.model.diagnostic import (
    Diagnostic,
    EntryKey,
    Location,
    Span,
    sort_diagnostics,
)
from foodsafety_ledger.model.entry import (
    REFERENCES,
    Entry,
    Evidence,
    Kind,
    Ledger,
    subject_id,
)
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.model.measure import NotApplicable, Value, ValueProblem
from foodsafety_ledger.model.name import Name, Suggestions, enumerated
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.period import Period, is_near
from foodsafety_ledger.model.plan import Across, Item, Plan, Target
from foodsafety_ledger.reading.canonical import read_canonical
from foodsafety_ledger.reading.ledger import department_of, read_ledger, spoils_the_file
from foodsafety_ledger.reading.plain import plain, restored

_STRANGE: Final = frozenset({"FL312", "FL313", "FL314"})
"""Rules that say whose ledger it is: where one is broken, none of its entries is held to others."""

_ENTRY_LINE: Final = re.compile(rb"^[ ]*- +(?:\{ *)?id *:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the figures do not use because of errors: how many entries, and what they touch.

    ``parts`` are pairs of item and department with an unusable entry; ``departments`` are those
    whose whole file could not be read. The items they touch are at best yellow (design 4.5).
    """

    count: int = 0
    parts: frozenset[tuple[str, str]] = frozenset()
    departments: frozenset[str] = frozenset()


class ReportedValue(NamedTuple):
    """A value: the entry that gives it, the target it is given for, its text and meaning."""

    entry: Entry
    target: Target
    text: str
    value: Value | ValueProblem

    @property
    def counts(self) -> Counts:
        """The value of a ratio."""
        return cast("Counts", self.value)

    @property
    def amount(self) -> Fraction:
        """How much: the value of a count, a score or occasions; a ratio's numerator."""
        if isinstance(self.value, Counts):
            return Fraction(self.value.numerator)
        return cast("Fraction", self.value)

    @property
    def place(self) -> Location:
        """Where the value stands."""
        return self.entry.place("values", self.target.id)


class EntryLink(NamedTuple):
    """An entry, the key under which it names another (``amends``), and the id it names."""

    entry: Entry
    key: str
    id: str


@dataclass(frozen=True)
class Workspace:
    """A workspace as read from ``source``.

    ``ledgers`` are all that read at all. Of them, ``strange`` are those of another plan or of
    nobody. ``unfit`` are the files that do not read, with the number of their entries; ``complete``
    is false where entries may exist that nobody can see. ``unread`` are the files that do not read
    whole or cannot be taken for what they say they are. ``misread`` is what reading found wrong,
    ``broken_rules`` what is known to be wrong beyond that;
    ``looked`` what is known of evidence. ``today`` is the day on which it is read, without which
    nothing is due or still to come. ``items`` are those it is about, where not about all, and
    ``named`` the entries by id that references are looked up in then.
    """

    plan: Plan | None
    source: Source
    ledgers: tuple[Ledger, ...]
    misread: tuple[Diagnostic, ...] = ()
    broken_rules: tuple[Diagnostic, ...] = ()
    strange: frozenset[str] = frozenset()
    unfit: Mapping[str, int] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    complete: bool = True
    looked: Mapping[Evidence, Fault | None] = field(default_factory=dict)
    today: date | None = None
    items: frozenset[str] | None = None
    named: Mapping[str, Entry] | None = None

    def without(self, found: Iterable[Diagnostic]) -> Workspace:
        """The same workspace with more found wrong, and without the entries that breaks."""
        more = tuple(found)
        return self.with_errors((*self.broken_rules, *more)) if more else self

    def with_errors(self, known: tuple[Diagnostic, ...]) -> Workspace:
        """The same workspace with other errors known; what hangs on its entries alone is kept."""
        made = replace(self, broken_rules=known, looked=self.faults)
        vars(made).update((key, vars(self)[key]) for key in _OF_ENTRIES & vars(self).keys())
        return made

    @cached_property
    def found(self) -> tuple[Diagnostic, ...]:
        """Everything known to be wrong, sorted."""
        return tuple(sort_diagnostics((*self.misread, *self.broken_rules)))

    def until(self, period: Period) -> Workspace:
        """The same workspace without the reports about later periods."""
        ledgers = (
            replace(
                ledger,
                entries=tuple(
                    one for one in ledger.entries if one.period is None or one.period <= period
                ),
            )
            for ledger in self.ledgers
        )
        return replace(self, ledgers=tuple(ledgers), looked=self.faults)

    def with_ledger(self, ledger: Ledger, found: Iterable[Diagnostic], source: Source) -> Workspace:
        """The workspace with a ledger that has new entries at its end, before any rule.

        ``found`` is what its reading found, ``source`` has the new evidence of the last of them.
        """
        others = (one for one in self.ledgers if one.path != ledger.path)
        elsewhere = (d for d in self.misread if d.location.path != ledger.path)
        new = ledger.entries[-1].evidence
        own = {entry.id: entry for entry in reversed(ledger.entries)}
        named = None if self.named is None else ChainMap(own, cast("dict[str, Entry]", self.named))
        return replace(
            self,
            source=source,
            ledgers=tuple(sorted((*others, ledger), key=lambda one: one.path)),
            misread=(*elsewhere, *found),
            broken_rules=(),
            looked={piece: fault for piece, fault in self.faults.items() if piece not in new},
            named=named,
        )

    def subject(self, entry: Entry) -> str:
        """The id of the item that an entry is about, itself or through what it names."""
        return subject_id(entry, self.by_id)

    def about(self, items: Iterable[str]) -> Workspace:
        """The same workspace with no more than what rules hold entries on these items against.

        That is what is recorded on them, and on items that a reference leads to from there. What
        a reference names is looked up in the whole workspace all the same.
        """
        asked = frozenset(items)
        if asked not in self._known:
            self._known[asked] = self._near(asked)
        return self._known[asked]

    def keep_about(self, items: Iterable[str], near: Workspace) -> None:
        """Keeps what ``about`` would make."""
        self._known[frozenset(items)] = near

    @cached_property
    def _known(self) -> dict[frozenset[str], Workspace]:
        return {}

    def _near(self, items: Iterable[str]) -> Workspace:
        leading: dict[str, set[str]] = defaultdict(set)
        for link in self.links:
            named = self.by_id.get(link.id)
            ends = {self.subject(link.entry), self.subject(named)} if named else ()
            for end in ends:
                leading[end].update(ends)
        near = connected(items, leading)
        ledgers = (
            replace(one, entries=tuple(e for e in one.entries if self.subject(e) in near))
            for one in self.ledgers
        )
        return replace(self, ledgers=tuple(ledgers), items=near, named=self.by_id)

    @cached_property
    def broken(self) -> frozenset[EntryKey]:
        """The entries found wrong; sums leave them out, so that one mistake is found once."""
        return frozenset(d.entry for d in (*self.misread, *self.broken_rules) if d.entry)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry of this plan's departments, in the order of files and lines."""
        own = (ledger for ledger in self.ledgers if ledger.path not in self.strange)
        return tuple(entry for ledger in own for entry in ledger.entries)

    @cached_property
    def sound(self) -> tuple[Entry, ...]:
        """The entries that are not broken."""
        broken = self.broken
        return tuple(e for e in self.entries if e.key not in broken) if broken else self.entries

    @cached_property
    def fit(self) -> tuple[Entry, ...]:
        """What figures are made of: the entries without an error, from files that read."""
        unfit = self.unfit
        return tuple(e for e in self.sound if e.path not in unfit) if unfit else self.sound

    @cached_property
    def left_out(self) -> LeftOut:
        """What the figures lack, and what that touches; a void or review touches what it names."""
        broken = [e for e in self.entries if e.key in self.broken and e.path not in self.unfit]
        named = [self.by_id.get(entry.amends or entry.voids or entry.reviews) for entry in broken]
        unread = {key for key in self.broken if key.path not in self.unfit}
        return LeftOut(
            count=len(unread) + sum(self.unfit.values()),
            parts=frozenset(
                (e.item or e.extends, e.department)
                for e in (*broken, *named)
                if e and (e.item or e.extends)
            ),
            departments=frozenset(map(department_of, self.unfit)),
        )

    @cached_property
    def reports(self) -> tuple[Entry, ...]:
        """Every report and amendment."""
        return tuple(entry for entry in self.entries if entry.kind is Kind.REPORT)

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Entries by id; of two with the same id the first."""
        if self.named is not None:
            return self.named
        return {entry.id: entry for entry in reversed(self.entries) if entry.id}

    @cached_property
    def links(self) -> tuple[EntryLink, ...]:
        """Every reference from an entry to another."""
        return tuple(
            EntryLink(entry, key, id_)
            for entry in self.entries
            for key in REFERENCES
            if (id_ := getattr(entry, key))
        )

    def is_unread(self, *ids: str) -> bool:
        """Whether one of these stands in the plan's files but does not read, or may do so."""
        return self.plan is None or not self.plan.unread.isdisjoint({*ids, ""})

    def is_possible(self, day: date) -> bool:
        """Whether a day is near enough to the plan's period for FL608 to pass it."""
        return self.plan is None or is_near(day, self.plan.start, self.plan.end)

    def called(self, department: str) -> Name:
        """What a department is called, with its id: ``区教育局（education）``."""
        known = self.plan.departments.get(department) if self.plan else None
        if known is None:
            return Name(department)
        return Name(f"{known.name.zh}（{known.id}）", f"{known.name.in_('en')} ({known.id})")

    def all_called(self, departments: Collection[str]) -> Name:
        """What departments are called, in a row; of many the first."""
        return enumerated(map(self.called, departments), len(departments))

    def item_of(self, entry: Entry) -> Item | None:
        """The item that a report is on, if the plan has it."""
        return self.plan.items.get(entry.item) if self.plan else None

    def values_of(self, entry: Entry) -> Iterable[tuple[Target, str]]:
        """The targets that a report gives values for, as far as they are the item's, with texts."""
        targets = self.plan.targets if self.plan else {}
        return [
            (target, text)
            for id_, text in entry.values
            if (target := targets.get(f"{entry.item}/{id_}"))
        ]

    @cached_property
    def _parted(self) -> tuple[tuple[ReportedValue, ...], tuple[tuple[Entry, Target], ...]]:
        given, foreign = [], []
        for entry in self.reports:
            for target, text in self.values_of(entry):
                if self.may_give(entry, target):
                    given.append(ReportedValue(entry, target, text, target.read(text)))
                else:
                    foreign.append((entry, target))
        return tuple(given), tuple(foreign)

    @property
    def given_values(self) -> tuple[ReportedValue, ...]:
        """Every value from a department that may give it, whether its text reads or not."""
        return self._parted[0]

    @property
    def foreign_values(self) -> tuple[tuple[Entry, Target], ...]:
        """For which targets entries give values that are not their department's to give."""
        return self._parted[1]

    @cached_property
    def _owing(self) -> Mapping[str, frozenset[str]]:
        """Who owes each target's value: of thousands one is looked up, not searched for."""
        targets = self.plan.targets if self.plan else {}
        return {ref: frozenset(target.owed_by) for ref, target in targets.items()}

    def may_give(self, entry: Entry, target: Target) -> bool:
        """Whether a report's department owes a target's value, or may meet it alone (4.4)."""
        if entry.department in self._owing[target.ref]:
            return True
        item = self.item_of(entry) if target.across is Across.EACH else None
        return item is not None and item.may_report(entry.department)

    @cached_property
    def figures(self) -> tuple[ReportedValue, ...]:
        """Every value given that reads and is not n/a."""
        nothing = (ValueProblem, NotApplicable)
        return tuple(f for f in self.given_values if not isinstance(f.value, nothing))

    @cached_property
    def values(self) -> Mapping[tuple[EntryKey, str], Value]:
        """What each value given that reads means, by its entry and the target's id."""
        return {
            (given.entry.key, given.target.id): given.value
            for given in self.given_values
            if not isinstance(given.value, ValueProblem)
        }

    @cached_property
    def evidence(self) -> tuple[tuple[Entry, int, Evidence], ...]:
        """Every piece of evidence: the entry, its position in the entry's list, the piece."""
        return tuple(
            (entry, position, piece)
            for entry in self.reports
            for position, piece in enumerate(entry.evidence)
        )

    @cached_property
    def faults(self) -> Mapping[Evidence, Fault | None]:
        """What is wrong with each piece of evidence; each file is read once."""
        pieces = dict.fromkeys(piece for _, _, piece in self.evidence)
        return {
            piece: self.looked[piece] if piece in self.looked else fault_of(piece, self.source)
            for piece in pieces
        }


def connected(items: Iterable[str], leading: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Items and those to which others lead from there."""
    near = set(items)
    waiting = list(near)
    while waiting:
        more = {*leading.get(waiting.pop(), ())} - near
        near |= more
        waiting += more
    return frozenset(near)


_OF_ENTRIES: Final = frozenset(
    {"entries", "reports", "links", "by_id", "_parted", "figures", "values", "evidence"}
)
"""What a workspace works out whatever is wrong with its entries."""

_Found = TypeVar("_Found")


def once(work: Callable[[Workspace], _Found]) -> Callable[[Workspace], _Found]:
    """A function of a workspace, worked out once for each: it never changes."""
    name = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def kept(workspace: Workspace) -> _Found:
        known = vars(workspace)
        if name not in known:
            known[name] = work(workspace)
        found: _Found = known[name]
        return found

    return kept


class Shelved(NamedTuple):
    """A ledger's file, read; ``lost`` are its unusable entries where the file does not read.

    ``is_quick`` is whether it is in the program's own form, and nothing in it is wrong.
    """

    path: str
    ledger: Ledger | None
    found: list[Diagnostic]
    lost: int
    is_quick: bool = False

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
        contents = _contents(source)
        if contents != self._contents:
            self._contents, self._plan = contents, _read_plan(source, contents)
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
    found = [*found, *chain(*(one.found for one in shelf)), *stray_ledgers(source)]
    unread = {TASKS, DEPARTMENTS} if plan is None or plan.unread else set()
    return Workspace(
        plan=plan,
        source=source,
        ledgers=tuple(one.ledger for one in shelf if one.ledger),
        misread=tuple(found),
        strange=frozenset(one.path for one in shelf if one.is_strange),
        unfit={one.path: one.lost for one in shelf if one.lost},
        unread=frozenset(
            unread.union(one.path for one in shelf if one.lost or one.is_torn).union(
                LEDGERS for d in found if d.location.path == LEDGERS
            )
        ),
        complete=not any(one.is_torn or one.is_strange for one in shelf),
        looked=looked,
        today=today,
    )


def read_plan_of(source: Source) -> tuple[Plan | None, list[Diagnostic]]:
    """The plan of a source and what is wrong with it; ``unread`` where its files do not read whole.

    From the cache where these very files were read before: it costs less than a YAML parser.
    """
    return _read_plan(source, _contents(source))


def _contents(source: Source) -> list[bytes | Trouble]:
    return [source.read(path) for path in (TASKS, DEPARTMENTS)]


def _read_plan(
    source: Source, contents: Sequence[bytes | Trouble]
) -> tuple[Plan | None, list[Diagnostic]]:
    key = content_key(*(content for content in contents if isinstance(content, bytes)))
    whole = all(isinstance(content, bytes) for content in contents)
    kept = recall("plan", key) if whole else None
    known: tuple[Plan | None, list[Diagnostic]] | None = restored(kept)
    if known is None:
        known = _read_plan_anew(source)
        if whole:
            keep("plan", key, plain(known))
    return known


def _read_plan_anew(source: Source) -> tuple[Plan | None, list[Diagnostic]]:
    from foodsafety_ledger.reading.plan import read_plan  # noqa: PLC0415 - seldom needed

    tasks, whole_tasks, found = _read_mapping(TASKS, source)
    departments, whole_departments, more = _read_mapping(DEPARTMENTS, source)
    plan, wrong = read_plan(tasks, departments)
    if plan is not None and not (whole_tasks and whole_departments):
        plan = replace(plan, unread=plan.unread | {""})
    return plan, [*found, *more, *wrong]


def located_tasks(source: Source) -> LocatedMap | None:
    """``data/tasks.yaml`` with the places of all that it says; None where it does not read."""
    return _read_mapping(TASKS, source)[0]


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


def read_file(
    path: str, raw: bytes | Trouble, plan: Plan | None, suggestions: Suggestions
) -> Shelved:
    """A ledger's file, held against the plan that it says it is of."""
    quick = None if isinstance(raw, Trouble) else _read_quickly(path, raw, plan)
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
    lists_all = is_whole and node and isinstance(node.get("entries"), LocatedList)
    return Shelved(path, ledger, found, max(1, entries, 0 if lists_all else _count(raw)))


def _read_quickly(path: str, raw: bytes, plan: Plan | None) -> Ledger | None:
    """The ledger of a file in the program's own form in which nothing is wrong; else None."""
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
