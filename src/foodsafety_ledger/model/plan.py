"""The plan and its departments as frozen values, with what follows from them already worked out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Final, NamedTuple

from foodsafety_ledger.model.diagnostic import Location
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.goal import WHOLE, Goal, GoalKind, goal_name, is_unit
from foodsafety_ledger.model.measure import (
    NOT_APPLICABLE,
    Denominator,
    Figure,
    Measure,
    Value,
    ValueProblem,
)
from foodsafety_ledger.model.name import NO_NAME, Lang, Name
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.model.period import Cadence, Period

_IN_BRACKETS: Final = re.compile("（([^（）]+)）$")


class Role(StrEnum):
    """How a bracket makes a department responsible, strongest first (design 2)."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SHARED = "shared"
    SUPPORT = "support"


OWING_ROLES = (Role.LEAD, Role.RESPONSIBLE, Role.SHARED)
"""The roles whose holders owe an entry each period (design 4.4)."""


class ValueIs(StrEnum):
    """How a department's values follow each other in time (design 4.2)."""

    INCREMENT = "increment"
    RUNNING_TOTAL = "running-total"
    SNAPSHOT = "snapshot"


class Holds(StrEnum):
    """Whether a goal is judged once, at due, or in every period as well."""

    AT_DUE = "at-due"
    EVERY_PERIOD = "every-period"


class Across(StrEnum):
    """Whether departments are judged together or each alone."""

    POOLED = "pooled"
    EACH = "each"


class Term(NamedTuple):
    """From when until when somebody has a part, both days included."""

    start: date = date.min
    end: date = date.max

    def holds(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return self.start <= day <= self.end

    def within(self, other: Term) -> Term:
        """What both have in common; empty where they never meet."""
        return Term(max(self.start, other.start), min(self.end, other.end))


ALL_TIME: Final = Term()
ALWAYS: Final = (ALL_TIME,)
"""The terms of whoever has a part all the time."""


@dataclass(frozen=True, slots=True)
class Department:
    """Whoever keeps a ledger. ``order`` is its place in departments.yaml; tables sort by it.

    ``term`` is from when until when it exists; ``succeeds`` are those whose work it took over.
    """

    id: str
    name: Name
    kind: str
    order: int
    location: Location
    aliases: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    leader: str = ""
    contact: str = ""
    term: Term = ALL_TIME
    succeeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A named list of departments; a selective one (相关, 有关) has no members of its own.

    ``terms`` are those of members who belong to it for a part of the time.
    """

    id: str
    name: Name
    location: Location
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    basis: Name = NO_NAME
    selective: bool = False


@dataclass(frozen=True, slots=True)
class Baseline:
    """A department's value before the plan, for rising, falling and kept goals."""

    value: Figure
    basis: Name = NO_NAME


class CommonDenominator(NamedTuple):
    """What everybody's numerators are divided by, and where the number comes from."""

    value: int
    basis: Name = NO_NAME


@dataclass(frozen=True, slots=True)
class Target:
    """Something an item is measured by.

    ``owed_by`` are the departments that owe its value (4.4), in departments.yaml order, groups
    expanded. ``first`` is the first period judged by itself, for every-period goals and occasions
    (4.2). ``common`` is the denominator that the office has fixed for everybody. ``indicator`` is
    its identity above the district. A milestone is not expected before ``not_before``.
    ``has_own_due`` is false where the due date is the item's, and moves with it; ``extended_from``
    is the plan's date where the office has moved it.
    """

    id: str
    item: str
    name: Name
    measure: Measure
    goal: Goal
    goal_text: str
    quote: str
    due: date
    first: Period
    owed_by: tuple[str, ...]
    location: Location
    quote_at: Location
    goal_at: Location
    counts: Name = NO_NAME
    value_is: ValueIs = ValueIs.SNAPSHOT
    denominator: Denominator = Denominator.OWN
    common: CommonDenominator | None = None
    indicator: str = ""
    holds: Holds = Holds.AT_DUE
    across: Across = Across.POOLED
    baselines: Mapping[str, Baseline] | None = None
    binding: bool = True
    may_exceed: bool = False
    not_before: date | None = None
    has_own_due: bool = False
    extended_from: date | None = None

    @property
    def goal_name(self) -> Name:
        """The goal as people write it, in both languages."""
        return goal_name(self.goal_text, self.goal.unit)

    @property
    def asks_for(self) -> str:
        """What is to be given, for programs: two that ask for the same take the same figures."""
        return f"{self.measure} {self.value_is} {self.denominator} {self.counts.zh}"

    @property
    def is_common(self) -> bool:
        """Whether all departments share one denominator."""
        return self.denominator is Denominator.COMMON

    @property
    def by_period(self) -> bool:
        """Whether single periods are judged, instead of the whole or beside it (4.2)."""
        return self.holds is Holds.EVERY_PERIOD or self.measure.by_period

    def read(self, text: str) -> Value | ValueProblem:
        """The value that ``text`` spells for this target, or why it spells none (4.1 and 4.2).

        Whether the value is possible beside other values is for the rules to say.
        """
        if text == NOT_APPLICABLE:
            return NOT_APPLICABLE
        value = self.measure.read(text, self.denominator)
        if isinstance(value, ValueProblem) and (plain := halved(text)) != text:
            meant = self.measure.read(plain, self.denominator)
            return meant if isinstance(meant, ValueProblem) else ValueProblem.FULL_WIDTH
        if isinstance(value, Fraction) and value.denominator > 1:
            units = (self.goal.unit,) if self.goal.unit else self.said_units
            return ValueProblem.INDIVISIBLE if units and WHOLE.issuperset(units) else value
        return value

    @property
    def said_units(self) -> tuple[str, ...]:
        """The units in brackets at the end of what is counted (``检查数（家）/总数（家）``)."""
        said = (_IN_BRACKETS.search(part.strip()) for part in self.counts.zh.split("/"))
        return tuple(match[1] for match in said if match and is_unit(match[1]))

    @property
    def ref(self) -> str:
        """``14.1/enterprise-self-check``."""
        return f"{self.item}/{self.id}"

    def asked(self, period: Period) -> int:
        """How many occasions a period asks for: its weeks, months or quarters up to ``due`` (4.1).

        An interval longer than the period counts in the period that it ends in, or is due in.
        """
        if self.goal.kind is GoalKind.WEEKLY:
            return period.mondays(self.due)
        interval, cadence = self.goal.kind.interval, period.cadence
        if interval.months >= cadence.months:
            end = min(interval.holding(period.start).end, self.due)
            return int(cadence.holding(end) == period)
        held = interval.holding(period.start).through(interval.holding(min(period.end, self.due)))
        return len(list(held))

    def is_judged(self, period: Period) -> bool:
        """Whether a period is looked at by itself: one that asks for no occasion is not."""
        return not self.measure.by_period or self.asked(period) > 0

    def counted(self, period: Period) -> Period:
        """The first period whose values count in ``period``: an interval's may be several."""
        interval = self.goal.kind.interval if self.measure.by_period else period.cadence
        if interval.months <= period.cadence.months:
            return period
        return period.cadence.holding(interval.holding(period.start).start)

    @property
    def adds_up(self) -> bool:
        """Whether values add up over entries; of any other target the latest counts."""
        return self.measure.by_period or self.value_is is ValueIs.INCREMENT

    @property
    def last(self) -> Period:
        """The period that holds ``due``."""
        return self.first.cadence.holding(self.due)


@dataclass(frozen=True, slots=True)
class Erratum:
    """Where the document slips: its words, how they are read, and why."""

    quote: str
    reading: Name
    why: Name
    location: Location


class Resolution(NamedTuple):
    """Which departments a selective group means at an item, and who says so."""

    members: tuple[str, ...]
    basis: Name = NO_NAME


class Expected(NamedTuple):
    """Evidence that the office wants to see for an item."""

    id: str
    name: Name


@dataclass(frozen=True, slots=True)
class Item:
    """The smallest accountable piece: the sentence group before one responsibility bracket.

    ``named`` are the department and group ids as written under each role. ``holders`` is every
    department that has a part, with its strongest role, groups expanded, in departments.yaml order.
    ``owing`` are those that owe an entry a period. ``unresolved`` are the groups of an owing role
    whose members nobody has entered (or a selective group that the item does not resolve).
    ``takes_others`` is true where a department that is not named may report: an open list, or a
    selective group that is not resolved. ``terms`` are those of holders who have their part for a
    part of the time. ``extended_from`` is the plan's due date where the office has moved it.
    """

    id: str
    task: str
    section: str
    summary: Name
    phrase: str
    named: Mapping[Role, tuple[str, ...]]
    holders: Mapping[str, Role]
    owing: tuple[str, ...]
    unresolved: tuple[str, ...]
    takes_others: bool
    first: Period
    due: date
    targets: tuple[Target, ...]
    location: Location
    phrase_at: Location
    open: bool = False
    ongoing: bool = False
    errata: tuple[Erratum, ...] = ()
    terms: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    resolved: Mapping[str, Resolution] = field(default_factory=dict)
    expects: tuple[Expected, ...] = ()
    extended_from: date | None = None

    def may_report(self, department: str) -> bool:
        """Whether a department is named here, or the list is not closed (4.4)."""
        return department in self.holders or self.takes_others

    @property
    def last(self) -> Period:
        """The last period that owes a report: the one that holds ``due``, or a later ``first``."""
        return max(self.first, self.first.cadence.holding(self.due))


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered task of the plan."""

    id: str
    section: str
    title: Name
    items: tuple[Item, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the plan."""

    id: str
    title: Name
    tasks: tuple[Task, ...]
    location: Location


NOT_STATED: Final = Name("未注明", "not stated")
"""What stands for the number, the issuer or the day of issue that a document does not have."""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """The paper the plan was read from; ``printed`` is on which page it has a target's quote.

    ``issued`` is None where the paper does not say when it was issued.
    """

    number: str
    issuer: str
    issued: date | None
    source: str = ""
    sha256: str = ""
    printed: Mapping[str, Name] = field(default_factory=dict, compare=False)

    def place_of(self, target: Target, lang: Lang) -> str:
        """Where a target's quote stands: in the plan's file and, if known, on the paper."""
        printed = self.printed.get(target.ref)
        return f"{target.quote_at}" + (f"  {self.source} {printed.in_(lang)}" if printed else "")


class District(NamedTuple):
    """Whose plan it is: the national division code, six digits, and the name."""

    code: str
    name: Name


class Pace(NamedTuple):
    """How many percentage points behind the year are behind, and how many are far behind (4.6)."""

    behind: int
    far_behind: int


PACE: Final = Pace(10, 30)
"""What holds where the plan says nothing else."""

REMIND_DAYS: Final = 7
"""How many days before a duty's date a reminder is due, where the plan says nothing else."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A warning or note that the office lives with, and why.

    ``rule`` is its code or name; ``path`` the one file that it is waived in, empty for all.
    """

    rule: str
    path: str
    why: Name
    location: Location


@dataclass(frozen=True, slots=True)
class Ignored:
    """Words of the document that ask for nothing, and why.

    ``marked`` is true while a review mark says that nobody has confirmed it yet.
    """

    quote: str
    why: Name
    location: Location
    marked: bool = False


@dataclass(frozen=True)
class Plan:
    """One plan: what is asked, of whom, by when, and the departments it names.

    ``unread`` are the ids of what stands in the files and could not be read, or not wholly: items,
    targets (``14.1/enterprise-self-check``), departments, groups, the plan; an empty text where
    even the id is missing. Rules about unknown ids and about who has a part stay silent for them.
    """

    id: str
    title: Name
    document: SourceDocument
    start: date
    end: date
    first: Period
    grace_days: int
    office: str
    sections: tuple[Section, ...]
    departments: Mapping[str, Department]
    groups: Mapping[str, Group]
    items: Mapping[str, Item]
    targets: Mapping[str, Target]
    ignored: tuple[Ignored, ...]
    location: Location
    unread: frozenset[str] = frozenset()
    district: District | None = None
    remind_days: int = REMIND_DAYS
    pace: Pace = PACE
    ranking: bool = False
    waivers: tuple[Waiver, ...] = ()

    @property
    def cadence(self) -> Cadence:
        """How often reports are owed."""
        return self.first.cadence

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every task, section by section."""
        return tuple(task for section in self.sections for task in section.tasks)

    @cached_property
    def heirs(self) -> Mapping[str, Department]:
        """Who took over from each department that is succeeded, by its id."""
        return {gone: heir for heir in self.departments.values() for gone in heir.succeeds}

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every period that the plan touches."""
        return tuple(self.cadence.holding(self.start).through(self.cadence.holding(self.end)))
