"""What an assessment says: figures, verdicts, duties and lights, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple

from foodsafety_ledger.assess.goals import Needed
from foodsafety_ledger.assess.standing import Said
from foodsafety_ledger.model.entry import Entry, Status
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.measure import Figure, Value
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Item, Plan, Role, Target, ValueIs
from foodsafety_ledger.reading.workspace import LeftOut


class Light(StrEnum):
    """The colour of something; always shown with its word and its reasons."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"


class TargetVerdict(StrEnum):
    """What is true of a target at a date (design 4.5)."""

    MET = "met"
    MET_LATE = "met-late"
    SHORT = "short"
    MISSED = "missed"
    NO_DATA = "no-data"
    MISSING = "missing"
    NOT_APPLICABLE = "n/a"


VERDICT_LIGHT: Mapping[TargetVerdict, Light] = {
    TargetVerdict.MET: Light.GREEN,
    TargetVerdict.MET_LATE: Light.YELLOW,
    TargetVerdict.SHORT: Light.YELLOW,
    TargetVerdict.MISSED: Light.RED,
    TargetVerdict.NO_DATA: Light.GREY,
    TargetVerdict.MISSING: Light.RED,
    TargetVerdict.NOT_APPLICABLE: Light.GREY,
}


FINE: Final = frozenset({TargetVerdict.MET, TargetVerdict.NOT_APPLICABLE})
"""The verdicts of a target of which there is nothing to say."""

SETTLED: Final = FINE | {TargetVerdict.MET_LATE}
"""The verdicts of a target that asks nothing more of anybody."""


class DutyState(StrEnum):
    """Whether a department has reported for a period (design 4.4)."""

    REPORTED = "reported"
    LATE = "late"
    OVERDUE = "overdue"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something has its light or verdict: ``key`` names the words under ``reasons.``.

    Reasons are sorted heaviest first; ``light`` is the colour this reason alone would give.
    ``department`` is whose own matter it is, where it is only one's.
    """

    key: str
    light: Light
    facts: Mapping[str, str | int | Name]
    department: str | None = None

    @property
    def kind(self) -> str:
        """What it says, in whatever wording: ``missing`` for ``missing.one``."""
        return self.key.partition(".")[0]

    @property
    def target(self) -> str | None:
        """The target it is about (``14.1/…``); None where it is about the whole."""
        ref = self.facts.get("ref")
        return None if ref is None else str(ref)


SaidValue = Said[Value]
"""A value that an entry gives, and since when its chain has given it."""


@dataclass(frozen=True, slots=True)
class Share:
    """A department's value of a target over some of its entries; None where it gave none.

    Over a common denominator it is the department's numerator over that. Of occasions it is those
    of the judged periods and the running one, and ``baseline`` how many they ask for.
    ``idle`` where there is nothing to judge: ``0/0`` or n/a, or the first value as its own baseline
    in a period looked at by itself. ``baseline_only`` where a trend has no later value yet and does
    not stand at the bound; of a ``latecomer`` that holds nobody up. ``stale`` where the value is
    too old to meet the goal after due (4.2), ``returned`` where the office returned it; either may
    fail the goal. ``firsts`` are the periods about which it gave something to compare. ``verdict``
    is what the department's own value is worth, once that is judged.
    """

    department: str
    value: Value | None = None
    readings: Sequence[SaidValue] = ()
    baseline: Figure | None = None
    idle: bool = False
    baseline_only: bool = False
    latecomer: bool = False
    stale: bool = False
    returned: bool = False
    firsts: tuple[Period, ...] = ()
    verdict: TargetVerdict = TargetVerdict.NO_DATA

    @property
    def counts_in(self) -> bool:
        """Whether the value goes into the figure that is judged."""
        return self.value is not None and not self.idle and not self.baseline_only

    @property
    def is_open(self) -> bool:
        """Whether the target cannot be judged before the department says more."""
        return self.value is None or (self.baseline_only and not self.latecomer)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries the value comes from, oldest first."""
        return tuple(reading.entry for reading in self.readings)


class Late(NamedTuple):
    """The last day on which what holds now would have held in time, and the day it came to hold."""

    ready: date
    since: date


@dataclass(frozen=True, slots=True)
class PeriodFigure:
    """A target in one period by itself (every-period goals and occasions).

    ``judged`` once the period's duty date has passed; until then its verdict only says how it
    stands. ``asked`` is false where it is not judged and never will be: what was reported is shown
    all the same, and counts ``into`` a later one where an interval is longer than a period. Where
    departments are judged each alone, the figure is the weakest one's. Of those who ``owed`` a
    value of the period, ``absent`` gave none or had it returned; ``failed`` made it fail.
    """

    period: Period
    verdict: TargetVerdict
    value: Value | None = None
    judged: bool = True
    asked: bool = True
    into: Period | None = None
    baseline: Figure | None = None
    owed: int = 0
    absent: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    entries: Sequence[Entry] = ()


class PaceState(StrEnum):
    """How far a target is beside the share of the year that has gone by (design 4.6)."""

    AHEAD = "ahead"
    ON = "on"
    BEHIND = "behind"
    FAR_BEHIND = "far-behind"


class PaceAssessment(NamedTuple):
    """The share of the time gone by and of the goal achieved, of 1; and how they compare."""

    expected: Fraction
    achieved: Fraction
    state: PaceState


@dataclass(frozen=True, slots=True)
class TargetAssessment:
    """A target at a date: the figure over all departments that owe it, and what it is worth.

    ``value`` is the pooled ratio; the summed count, the lowest score; the day on which the last
    department reached a milestone, once all have. Where departments are judged each alone, it is
    the weakest one's. ``compared`` is the same without latecomers, whose figures are shown and not
    compared. ``gap`` is what is missing to meet the goal (numerator counts for ratios, rounded up;
    the goal's unit otherwise), None if met or unknown; ``needed`` what would still make it, None
    once it is too late. ``weakest`` is the department whose own figure is furthest from the goal,
    None with fewer than two figures. ``failed`` are those who made it fail, ``absent`` those that
    owe a value and have given none, a stale one, or one that was returned. ``others`` gave a value
    that decides nothing, ``later`` one about a period after the due date's that is not looked at.
    ``ready`` is the last day on which it was in time, ``late`` by when it should have held and
    since when it does, where that is later.
    """

    target: Target
    verdict: TargetVerdict
    light: Light
    reasons: tuple[Reason, ...]
    figures: tuple[Share, ...]
    value: Value | None = None
    compared: Value | None = None
    gap: Fraction | None = None
    needed: Needed | None = None
    weakest: str | None = None
    failed: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    periods: tuple[PeriodFigure, ...] = ()
    baseline: Figure | None = None
    others: tuple[Share, ...] = ()
    later: tuple[str, ...] = ()
    pace: PaceAssessment | None = None
    ready: date = date.max
    late: Late | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry the figure comes from, by department and then time."""
        return tuple(entry for figure in self.figures for entry in figure.entries)

    @property
    def failing(self) -> tuple[str, ...]:
        """The departments whose own figures fail it."""
        red = (one for one in self.figures if VERDICT_LIGHT[one.verdict] is Light.RED)
        return tuple(one.department for one in red)


class Duty(NamedTuple):
    """What one department owes for one item in one period, and whether it came.

    ``told`` are the report that its chain began with, which decides whether it came in time, and
    the one that counts now; nothing where none came.
    """

    item: str
    department: str
    period: Period
    due: date
    state: DutyState
    told: Sequence[Entry] = ()

    @property
    def entry(self) -> Entry | None:
        """The report that counts now."""
        return self.told[-1] if self.told else None

    @property
    def first(self) -> Entry | None:
        """The report that decides whether it came in time."""
        return self.told[0] if self.told else None


@dataclass(frozen=True, slots=True)
class Part:
    """A department's part in an item: its roles, latest status, duties and live entries.

    ``review`` is the office's latest verdict on the entry whose status counts: ``accepted``,
    ``returned``, ``unreviewed`` (the office's own entries), or empty. ``status`` already reads a
    returned ``done`` as in-progress. ``duties`` leaves out waived periods. ``owing`` is whether the
    department owes entries now; ``was_done`` whether it was done in time, once the item's due date
    has passed. ``latest`` is the report that says how far it is, ``returned`` the office's review
    that returned it; where another took over, both are that one's matter.
    """

    item: str
    department: str
    roles: tuple[Role, ...]
    status: Status | None
    duties: tuple[Duty, ...]
    entries: Sequence[Entry]
    review: str = ""
    owing: bool = False
    was_done: bool = True
    returned: Entry | None = None
    latest: Entry | None = None

    @property
    def hindrance(self) -> str:
        """What the latest report says is in the way (存在问题), as one line, if anything."""
        return " ".join(self.latest.remark("problems").split()) if self.latest else ""

    @property
    def overdue(self) -> tuple[Duty, ...]:
        """The duties that are due and have not come."""
        return tuple(duty for duty in self.duties if duty.state is DutyState.OVERDUE)

    @property
    def says_something(self) -> bool:
        """Whether the latest report says anything, or that nothing was begun (design 4.5)."""
        return self.latest is not None and self.latest.says_something

    def goes_back(self, target: Target, period: Period) -> bool:
        """Whether an increment about ``period`` covers all since the plan's start (design 4.2).

        The first one of a department's first owed period does, but for what was told before it.
        """
        told = any(e.period == period and target.id in dict(e.values) for e in self.entries)
        is_first = bool(self.duties) and self.duties[0].period == period
        return target.value_is is ValueIs.INCREMENT and is_first and not told


class OwnLight(NamedTuple):
    """What an item looks like to one department: its own duties, statuses and values."""

    department: str
    light: Light
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ItemAssessment:
    """An item at a date: ``item`` with its due date as it was extended, if it was.

    ``own`` is each department's own light, of those who owe anything.
    """

    item: Item
    light: Light
    reasons: tuple[Reason, ...]
    parts: tuple[Part, ...]
    targets: tuple[TargetAssessment, ...]
    own: tuple[OwnLight, ...] = ()

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The duties of every department, department by department."""
        return tuple(duty for part in self.parts for duty in part.duties)

    def own_of(self, department: str) -> OwnLight | None:
        """A department's own light; None for one that owes nothing."""
        return next((one for one in self.own if one.department == department), None)


@dataclass(frozen=True, slots=True)
class Summary:
    """The light over several items: a task, a section, a department."""

    id: str
    name: Name
    light: Light
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DepartmentSummary(Summary):
    """A department over the items it has a part in, counting only what is its own."""

    duties: tuple[Duty, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole plan at a date; ``left_out`` is what is not used because of errors."""

    plan: Plan
    as_of: date
    items: tuple[ItemAssessment, ...]
    tasks: tuple[Summary, ...]
    sections: tuple[Summary, ...]
    departments: tuple[DepartmentSummary, ...]
    left_out: LeftOut
