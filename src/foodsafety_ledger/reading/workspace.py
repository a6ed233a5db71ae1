"""The workspace as read: the plan, the ledgers, and what in them does not read.

It is made once and never changed: what is found wrong later makes another one, which leaves the
entries out that are broken.
"""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property, wraps
from typing import Final, NamedTuple, TypeVar, cast

from foodsafety_ledger.files.evidence import Fault, fault_of
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.model.diagnostic import Diagnostic, EntryKey, Location, sort_diagnostics
from foodsafety_ledger.model.entry import REFERENCES, Entry, Evidence, Kind, Ledger, subject_id
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.measure import NotApplicable, Value, ValueProblem
from foodsafety_ledger.model.name import Name, enumerated
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.period import Period, is_near
from foodsafety_ledger.model.plan import Across, Item, Plan, Target
from foodsafety_ledger.reading.ledger import department_of
from foodsafety_ledger.words import in_both


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the figures do not use because of errors: how many entries, and what they touch.

    ``is_least`` says that there may be more than can be counted: in a file that does not read.
    ``parts`` are pairs of item and department with an unusable entry; ``departments`` are those
    whose whole file could not be read. The items they touch are at best yellow (design 4.5).
    """

    count: int = 0
    parts: frozenset[tuple[str, str]] = frozenset()
    departments: frozenset[str] = frozenset()
    is_least: bool = False

    def told(self, *, on_paper: bool = False) -> Name | int:
        """How many entries, as people are told it; papers have no blanks beside their figures."""
        key = "report.at-least" if on_paper else "status.at-least"
        return in_both(key, count=self.count) if self.is_least else self.count


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
    nobody. ``unfit`` are the files that do not read, with the number of their entries, or the least
    that it can be where they are ``uncounted``; ``complete`` is false where entries may exist that
    nobody can see. ``unread`` are the files that do not read whole or cannot be taken for what they
    say they are. ``misread`` is what reading found wrong, ``broken_rules`` what beyond that;
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
    uncounted: bool = False
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
            is_least=self.uncounted,
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
