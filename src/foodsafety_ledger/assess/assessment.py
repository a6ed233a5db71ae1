"""What an assessment says: figures, verdicts, duties and lights, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from foodsafety_ledger.model.entry import Entry, Status
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Item, Plan, Role, Target
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
    SHORT = "short"
    MISSED = "missed"
    NO_DATA = "no-data"
    MISSING = "missing"
    NOT_APPLICABLE = "n/a"


VERDICT_LIGHT: Mapping[TargetVerdict, Light] = {
    TargetVerdict.MET: Light.GREEN,
    TargetVerdict.SHORT: Light.YELLOW,
    TargetVerdict.MISSED: Light.RED,
    TargetVerdict.NO_DATA: Light.GREY,
    TargetVerdict.MISSING: Light.RED,
    TargetVerdict.NOT_APPLICABLE: Light.GREY,
}


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
    """

    key: str
    light: Light
    facts: Mapping[str, str | int | Name]

    @property
    def kind(self) -> str:
        """What it says, in whatever wording: ``missing`` for ``missing.one``."""
        return self.key.partition(".")[0]

    @property
    def target(self) -> str | None:
        """The target it is about (``14.1/…``); None where it is about the whole."""
        ref = self.facts.get("ref")
        return None if ref is None else str(ref)


@dataclass(frozen=True, slots=True)
class DepartmentFigure:
    """One department's value of a target, over its live entries.

    ``counts`` for ratios (and the common denominator's share: own numerator over the common
    denominator); ``amount`` for counts, scores and occasions; ``reached`` for milestones.
    ``nothing_to_do`` is ``0/0``. ``reported`` is true if any value was given, ``0/0`` too.
    ``stale`` is true where the value is about a period before the one that holds the due date and
    may no longer meet the goal (4.2). ``baseline_only`` is true where a rising, falling or kept
    goal has no later value to compare yet. ``verdict`` is what the department's own value is worth;
    where departments only add to a common sum, one that gave its value shares the sum's verdict.
    ``entries`` made the figure, oldest first.
    """

    department: str
    reported: bool
    verdict: TargetVerdict
    counts: Counts | None = None
    amount: Fraction | None = None
    reached: date | None = None
    nothing_to_do: bool = False
    stale: bool = False
    baseline: Counts | Fraction | None = None
    entries: tuple[Entry, ...] = ()
    baseline_only: bool = False

    @property
    def value(self) -> Counts | Fraction | date | None:
        """The value, of whatever kind it is."""
        return _first_given(self.counts, self.amount, self.reached)


@dataclass(frozen=True, slots=True)
class PeriodFigure:
    """A target in one period by itself (every-period goals and occasions).

    ``judged`` once the period's duty date has passed; until then its verdict only says how it
    stands. Where departments are judged each alone, the figure is the weakest one's. ``absent``
    gave no value for the period.
    """

    period: Period
    verdict: TargetVerdict
    counts: Counts | None = None
    amount: Fraction | None = None
    judged: bool = True
    baseline: Counts | Fraction | None = None
    absent: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()

    @property
    def value(self) -> Counts | Fraction | None:
        """The figure, of whatever kind it is."""
        return self.amount if self.counts is None else self.counts


@dataclass(frozen=True, slots=True)
class TargetAssessment:
    """A target at a date: the figure over all departments that owe it, and what it is worth.

    ``counts`` is the pooled ratio; ``amount`` the summed count, the lowest score or the
    occasions of the weakest department, in the period that decides; ``reached`` the day on which
    the last department reached a milestone, once all have. Where departments are judged each
    alone, the figure is the weakest one's. ``gap`` is what is missing to meet the goal (numerator
    counts for ratios, rounded up; the goal's unit otherwise), None if met or unknown.
    ``weakest`` is the department whose own figure is furthest from the goal, None with fewer than
    two figures. ``absent`` are the departments that owe a value and have given none, or
    a stale one.
    """

    target: Target
    verdict: TargetVerdict
    light: Light
    reasons: tuple[Reason, ...]
    figures: tuple[DepartmentFigure, ...]
    counts: Counts | None = None
    amount: Fraction | None = None
    reached: date | None = None
    gap: Fraction | None = None
    weakest: str | None = None
    absent: tuple[str, ...] = ()
    periods: tuple[PeriodFigure, ...] = ()
    baseline: Counts | Fraction | None = None

    @property
    def value(self) -> Counts | Fraction | date | None:
        """The figure, of whatever kind it is."""
        return _first_given(self.counts, self.amount, self.reached)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry the figure comes from, by department and then time."""
        return tuple(entry for figure in self.figures for entry in figure.entries)


def _first_given(
    counts: Counts | None, amount: Fraction | None, reached: date | None
) -> Counts | Fraction | date | None:
    if counts is not None:
        return counts
    return reached if amount is None else amount


@dataclass(frozen=True, slots=True)
class Duty:
    """What one department owes for one item in one period, and whether it came."""

    item: str
    department: str
    period: Period
    due: date
    state: DutyState
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A department's part in an item: its roles, latest status, duties and live entries.

    ``review`` is the office's latest verdict on the entry whose status counts: ``accepted``,
    ``returned``, ``unreviewed`` (the office's own entries), or empty. ``status`` already reads a
    returned ``done`` as in-progress. ``duties`` leaves out waived periods.
    """

    item: str
    department: str
    roles: tuple[Role, ...]
    status: Status | None
    duties: tuple[Duty, ...]
    entries: tuple[Entry, ...]
    review: str = ""


@dataclass(frozen=True, slots=True)
class ItemAssessment:
    """An item at a date. ``damaged`` is true where an entry with an error touches it.

    ``damaged_by`` are the departments whose entries those are.
    """

    item: Item
    light: Light
    reasons: tuple[Reason, ...]
    parts: tuple[Part, ...]
    targets: tuple[TargetAssessment, ...]
    damaged: bool = False
    damaged_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The light over several items: a task, a section, a department."""

    id: str
    name: Name
    light: Light
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DepartmentSummary:
    """A department over the items it has a part in, counting only what is its own."""

    id: str
    name: Name
    light: Light
    items: tuple[str, ...]
    duties: tuple[Duty, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole plan at a date."""

    plan: Plan
    as_of: date
    items: tuple[ItemAssessment, ...]
    tasks: tuple[Summary, ...]
    sections: tuple[Summary, ...]
    departments: tuple[DepartmentSummary, ...]
    left_out: LeftOut
