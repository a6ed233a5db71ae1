"""What an assessment says: figures, verdicts, duties and lights, each with its reasons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import compress, groupby
from operator import itemgetter
from typing import Final, NamedTuple, overload

from foodsafety_ledger.assess.goals import Needed
from foodsafety_ledger.assess.standing import Said
from foodsafety_ledger.model.entry import Entry, Status
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.measure import Figure, Value
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.period import Period
from foodsafety_ledger.model.plan import Item, Plan, Role, Target, ValueIs
from foodsafety_ledger.reading.kept import Later
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


CAME: Final = frozenset({DutyState.REPORTED, DutyState.LATE})
"""The states of a duty for which a report has come."""


class DutyRow(NamedTuple):
    """What one department owes for one item, period by period; the columns are as long.

    ``told`` has for each report that came the one that its chain began with, and the one that
    counts now, in a row.
    """

    item: str
    department: str
    periods: tuple[Period, ...]
    dues: tuple[date, ...]
    states: tuple[DutyState, ...]
    told: Sequence[Entry]

    @classmethod
    def of(cls, whose: tuple[str, str], duties: Iterable[Duty]) -> DutyRow:
        """The row of a department's duties for an item."""
        _, _, periods, dues, states, told = zip(*duties, strict=True)
        return cls(*whose, periods, dues, states, tuple([one for pair in told for one in pair]))

    def each(self) -> Iterator[Duty]:
        """The duties one by one; of entries that wait none is read."""
        at = 0
        for period, due, state in zip(self.periods, self.dues, self.states, strict=True):
            came = state in CAME
            told = self._told(at) if came else ()
            yield Duty(self.item, self.department, period, due, state, told)
            at += 2 * came

    def _told(self, at: int) -> Sequence[Entry]:
        if isinstance(self.told, Later):
            return Later(lambda: self.told[at : at + 2])
        return self.told[at : at + 2]

    def where(self, keep: Sequence[bool]) -> DutyRow:
        """Those at the places that are to be kept."""
        came = [kept for kept, state in zip(keep, self.states, strict=True) if state in CAME]

        def told() -> tuple[Entry, ...]:
            return tuple(compress(self.told, (kept for kept in came for _ in range(2))))

        return self._replace(
            periods=tuple(compress(self.periods, keep)),
            dues=tuple(compress(self.dues, keep)),
            states=tuple(compress(self.states, keep)),
            told=Later(told) if any(came) else (),
        )


@dataclass(frozen=True, slots=True)
class Duties(Sequence[Duty]):
    """What departments owe, and whether it came: the duties of one row after those of another.

    They are counted, and chosen, without a value for each.
    """

    rows: tuple[DutyRow, ...] = ()

    @classmethod
    def of(cls, duties: Iterable[Duty]) -> Duties:
        """Duties as they come, of each item and department a row."""
        return cls(tuple([DutyRow.of(*owed) for owed in groupby(duties, itemgetter(0, 1))]))

    @classmethod
    def all_of(cls, many: Iterable[Duties]) -> Duties:
        """The duties of many, one after the other."""
        return cls(tuple([row for one in many for row in one.rows]))

    def __iter__(self) -> Iterator[Duty]:
        """The duties one by one."""
        for row in self.rows:
            yield from row.each()

    def __len__(self) -> int:
        return sum([len(row.states) for row in self.rows])

    @overload
    def __getitem__(self, at: int) -> Duty: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Duty]: ...
    def __getitem__(self, at: int | slice) -> Duty | Sequence[Duty]:
        return tuple(self)[at]

    @property
    def by_state(self) -> dict[DutyState, int]:
        """How many are in each state, none too."""
        return {one: sum([row.states.count(one) for row in self.rows]) for one in DutyState}

    def among(self, states: Collection[object]) -> Duties:
        """Those in one of the states."""
        wanted = [one for one in DutyState if one in states]
        some = (row for row in self.rows if any(map(row.states.count, wanted)))
        return Duties._kept((row, [one in wanted for one in row.states]) for row in some)

    def at(self, is_meant: Callable[[Period, date], bool]) -> Duties:
        """Those whose period, and last day on time, are meant."""
        return Duties._kept((row, [*map(is_meant, row.periods, row.dues)]) for row in self.rows)

    @classmethod
    def _kept(cls, rows: Iterable[tuple[DutyRow, Sequence[bool]]]) -> Duties:
        return cls(tuple(r if all(keep) else r.where(keep) for r, keep in rows if any(keep)))

    def by_period(self) -> dict[Period, Duties]:
        """Those of each period by themselves, in the order of time."""
        found: dict[Period, list[DutyRow]] = {}
        for one in self:
            row = DutyRow(*one[:2], (one.period,), (one.due,), (one.state,), one.told)
            found.setdefault(one.period, []).append(row)
        return {period: Duties(tuple(found[period])) for period in sorted(found)}


@dataclass(frozen=True, slots=True)
class Part:
    """A department's part in an item: its roles, latest status, duties and live entries.

    ``review`` is the office's latest verdict on the entry whose status counts: ``accepted``,
    ``returned``, ``unreviewed`` (the office's own entries), or empty. ``status`` already reads a
    returned ``done`` as in-progress. ``duties`` leaves out waived periods. ``owing`` is whether the
    department owes entries now; ``was_done`` whether it was done in time, once the item's due date
    has passed. ``last`` has the report that says how far it is, ``returned`` the office's review
    that returned it; where another took over, both are that one's matter.
    """

    item: str
    department: str
    roles: tuple[Role, ...]
    status: Status | None
    duties: Duties
    entries: Sequence[Entry]
    review: str = ""
    owing: bool = False
    was_done: bool = True
    returned: Entry | None = None
    last: Sequence[Entry] = ()

    @property
    def latest(self) -> Entry | None:
        """The report that says how far it is; none where another took over."""
        return self.last[0] if self.last else None

    @property
    def hindrance(self) -> str:
        """What the latest report says is in the way (存在问题), as one line, if anything."""
        return " ".join(self.latest.remark("problems").split()) if self.latest else ""

    @property
    def overdue(self) -> Duties:
        """The duties that are due and have not come."""
        return self.duties.among((DutyState.OVERDUE,))

    @property
    def says_something(self) -> bool:
        """Whether the latest report says anything, or that nothing was begun (design 4.5)."""
        return self.latest is not None and self.latest.says_something

    def goes_back(self, target: Target, period: Period) -> bool:
        """Whether an increment about ``period`` covers all since the plan's start (design 4.2).

        The first one of a department's first owed period does, but for what was told before it.
        """
        told = any(e.period == period and target.id in dict(e.values) for e in self.entries)
        is_first = any(row.periods[0] == period for row in self.duties.rows[:1])
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
    def duties(self) -> Duties:
        """The duties of every department, department by department."""
        return Duties.all_of(part.duties for part in self.parts)

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

    duties: Duties
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
