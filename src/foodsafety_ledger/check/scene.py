"""What rules look at: the plan, the ledgers, and what has been found wrong so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, cast

from foodsafety_ledger.assess.assessment import LeftOut
from foodsafety_ledger.assess.standing import Standing, standing_at
from foodsafety_ledger.check.evidence import Fault, fault_of
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.model.diagnostic import Diagnostic, EntryKey, Fact, Location, Related
from foodsafety_ledger.model.entry import Entry, Evidence, Kind, Ledger
from foodsafety_ledger.model.measure import Value, ValueProblem
from foodsafety_ledger.model.name import NO_NAME, Name
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.period import is_near
from foodsafety_ledger.model.plan import Item, Plan, Target


class Figure(NamedTuple):
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


class Link(NamedTuple):
    """An entry, the key under which it names another (``amends``), and the id it names."""

    entry: Entry
    key: str
    id: str


@dataclass
class Scene:
    """The ground that rules stand on.

    ``ledgers`` are those that belong to this plan and to one of its departments. ``broken`` are
    the entries found wrong so far: rules about several entries together leave them out, so that
    one mistake is not found again in every sum. ``complete`` is false where entries may exist that
    nobody can see. ``today`` and ``left_out``, what the figures lack, are for the remarks: without
    ``today``, those about what is due or to come stay silent.
    """

    plan: Plan | None
    ledgers: tuple[Ledger, ...]
    source: Source
    broken: set[EntryKey] = field(default_factory=set)
    complete: bool = True
    today: date | None = None
    left_out: LeftOut = field(default_factory=LeftOut)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in the order of files and lines."""
        return tuple(entry for ledger in self.ledgers for entry in ledger.entries)

    @cached_property
    def reports(self) -> tuple[Entry, ...]:
        """Every report and amendment."""
        return tuple(entry for entry in self.entries if entry.kind is Kind.REPORT)

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Entries by id; of two with the same id the first."""
        return {entry.id: entry for entry in reversed(self.entries) if entry.id}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every reference from an entry to another."""
        return tuple(
            Link(entry, key, id_)
            for entry in self.entries
            for key, id_ in (
                ("amends", entry.amends),
                ("voids", entry.voids),
                ("reviews", entry.reviews),
            )
            if id_
        )

    def sound(self) -> list[Entry]:
        """The entries that are not broken."""
        if not self.broken:
            return list(self.entries)
        return [entry for entry in self.entries if entry.key not in self.broken]

    def standing(self) -> Standing:
        """Which of the entries that are not broken count, over all time."""
        return standing_at(self.sound())

    def unread(self, *ids: str) -> bool:
        """Whether one of these stands in the plan's files but does not read, or may do so."""
        return self.plan is None or not self.plan.unread.isdisjoint({*ids, ""})

    def is_possible(self, day: date) -> bool:
        """Whether a day is near enough to the plan's period for FL608 to pass it."""
        return self.plan is None or is_near(day, self.plan.start, self.plan.end)

    def called(self, *departments: str) -> Name:
        """What departments are called, each with its id: ``区教育局（education）``."""
        known = self.plan.departments if self.plan else {}
        names = [(known[id_].name if id_ in known else NO_NAME, id_) for id_ in departments]
        chinese = [f"{name.zh}（{id_}）" if name.zh else id_ for name, id_ in names]
        english = [f"{name.in_('en')} ({id_})" if name.zh else id_ for name, id_ in names]
        return Name("、".join(chinese), ", ".join(english))

    def item_of(self, entry: Entry) -> Item | None:
        """The item that a report is on, if the plan has it."""
        return self.plan.items.get(entry.item) if self.plan else None

    def values_of(self, entry: Entry) -> Iterable[tuple[Target, str]]:
        """The targets that a report gives values for, as far as they are the item's, with texts."""
        item = self.item_of(entry)
        targets = {target.id: target for target in item.targets} if item else {}
        return [(targets[id_], text) for id_, text in entry.values if id_ in targets]

    @cached_property
    def owed_values(self) -> tuple[Figure, ...]:
        """Every value given by a department that owes it, whether its text reads or not."""
        return tuple(
            Figure(entry, target, text, target.read(text))
            for entry in self.reports
            for target, text in self.values_of(entry)
            if entry.department in target.owed_by
        )

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every owed value whose text reads."""
        return tuple(f for f in self.owed_values if not isinstance(f.value, ValueProblem))

    @cached_property
    def evidence(self) -> tuple[tuple[Entry, int, Evidence], ...]:
        """Every piece of evidence: the entry, its position in the entry's list, the piece."""
        return tuple(
            (entry, position, piece)
            for entry in self.reports
            for position, piece in enumerate(entry.evidence)
        )

    @cached_property
    def faults(self) -> dict[Evidence, Fault | None]:
        """What is wrong with each piece of evidence; each file is read once."""
        pieces = dict.fromkeys(piece for _, _, piece in self.evidence)
        return {piece: fault_of(piece, self.source) for piece in pieces}


def finding(
    code: str, entry: Entry, place: str, variant: str = "", /, *related: Related, **facts: Fact
) -> Diagnostic:
    """A finding about the value under the key ``place`` of an entry."""
    return Diagnostic(code, entry.place(place), facts, variant, related, entry.key)


def target_finding(
    code: str, entry: Entry, target: str, variant: str = "", /, **facts: Fact
) -> Diagnostic:
    """A finding about which target a value is given for; its place is the target's id."""
    at = Location(entry.path, entry.source["values"].key_spans[target])
    return Diagnostic(code, at, facts, variant, entry=entry.key)


def value_finding(
    code: str, figure: Figure, variant: str = "", /, *related: Related, **facts: Fact
) -> Diagnostic:
    """A finding about the value given for a target, whose reference becomes a fact."""
    entry = figure.entry
    all_facts = {"target": figure.target.ref, **facts}
    return Diagnostic(code, figure.place, all_facts, variant, related, entry.key)
