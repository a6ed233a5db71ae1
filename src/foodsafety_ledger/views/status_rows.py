"""What ``ledger status`` is about: its rows and counts, as records and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple, TypeVar

from foodsafety_ledger.assess.assessment import (
    CAME,
    DepartmentSummary,
    Duties,
    DutyState,
    ItemAssessment,
    Light,
    PaceAssessment,
    Part,
    PeriodFigure,
    Reason,
    Summary,
    TargetAssessment,
    TargetVerdict,
)
from foodsafety_ledger.assess.goals import Needed, shown_share
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.name import NO_NAME, Name
from foodsafety_ledger.views.choice import Selection
from foodsafety_ledger.views.view import Field, Json, Record, Records, fields_of
from foodsafety_ledger.views.wording import (
    figure_data,
    name_data,
    name_departments,
    reason_text,
    value_data,
)
from foodsafety_ledger.words import Say

E = TypeVar("E", bound=StrEnum)


class StatusBy(StrEnum):
    """What a status table has a row for."""

    TASK = "task"
    ITEM = "item"
    TARGET = "target"
    DEPARTMENT = "department"
    SECTION = "section"
    PERIOD = "period"


def tally(kinds: type[E], found: Iterable[E]) -> dict[E, int]:
    """How often each of ``kinds`` was found, those never found too."""
    counted = Counter(found)
    return {kind: counted[kind] for kind in kinds}


class Tallies(NamedTuple):
    """How many items, targets and duties stand how."""

    items: dict[Light, int]
    targets: dict[TargetVerdict, int]
    duties: dict[DutyState, int]


def tallies(chosen: Selection, duties: Duties) -> Tallies:
    """How what is chosen stands, with these of its duties."""
    return Tallies(
        tally(Light, (item.light for item in chosen.items)),
        tally(TargetVerdict, (one.verdict for one in chosen.targets)),
        duties.by_state,
    )


@dataclass(frozen=True)
class StatusRow:
    """One row: what it is called, its light (a period has none), and what belongs to it."""

    id: str
    name: Name
    light: Light | None
    items: tuple[ItemAssessment, ...]
    targets: tuple[TargetAssessment, ...]
    duties: Duties

    @cached_property
    def states(self) -> Mapping[DutyState, int]:
        """How many duties are in each state."""
        return self.duties.by_state

    @property
    def green(self) -> int:
        """How many items are green."""
        return sum(item.light is Light.GREEN for item in self.items)

    @property
    def met(self) -> int:
        """How many targets are met."""
        return sum(one.verdict is TargetVerdict.MET for one in self.targets)

    @property
    def came(self) -> int:
        """How many reports have come, in time or late."""
        return sum(self.states[state] for state in CAME)

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments that owe something here, in the order they first appear."""
        parts = (part for item in self.items for part in item.parts)
        return tuple(dict.fromkeys(part.department for part in parts if part.duties))


def rows_by(chosen: Selection, by: StatusBy) -> tuple[StatusRow, ...]:
    """The rows of what is chosen, in the plan's own order."""
    match by:
        case StatusBy.TASK:
            return tuple(_summary_rows(chosen, chosen.tasks))
        case StatusBy.SECTION:
            return tuple(_summary_rows(chosen, chosen.sections))
        case StatusBy.ITEM:
            return tuple(map(_item_row, chosen.items))
        case StatusBy.TARGET:
            return tuple(map(target_row, chosen.targets))
        case StatusBy.DEPARTMENT:
            return tuple(_department_rows(chosen))
        case StatusBy.PERIOD:
            return tuple(_period_rows(chosen))


def _summary_rows(chosen: Selection, summaries: Iterable[Summary]) -> Iterator[StatusRow]:
    rows = {item.item.id: _item_row(item) for item in chosen.narrowed}
    for one in summaries:
        inner = [rows[item] for item in one.items if item in rows]
        items = tuple(item for row in inner for item in row.items)
        targets = tuple(target for row in inner for target in row.targets)
        duties = Duties.all_of(row.duties for row in inner)
        yield StatusRow(one.id, one.name, one.light, items, targets, duties)


def _item_row(item: ItemAssessment) -> StatusRow:
    one = item.item
    return StatusRow(one.id, one.summary, item.light, (item,), item.targets, item.duties)


def target_row(one: TargetAssessment) -> StatusRow:
    """One target as a row of its own."""
    return StatusRow(one.target.ref, one.target.name, one.light, (), (one,), Duties())


def _department_rows(chosen: Selection) -> Iterator[StatusRow]:
    items = {item.item.id: item for item in chosen.narrowed}
    for one in chosen.departments:
        mine = tuple(items[item] for item in one.items)
        targets = tuple(
            target for item in mine for target in item.targets if one.id in target.target.owed_by
        )
        yield StatusRow(one.id, one.name, one.light, mine, targets, one.duties)


def _period_rows(chosen: Selection) -> Iterator[StatusRow]:
    items = {item.item.id: item for item in chosen.items}
    for period, duties in chosen.duties.by_period().items():
        owed = dict.fromkeys(row.item for row in duties.rows)
        yield StatusRow(str(period), NO_NAME, None, tuple(items[item] for item in owed), (), duties)


_NAME: Final = ("name_zh", "name_en")
_WORK: Final = ("targets", "met", "duties", *(state.value for state in DutyState))
_ALL: Final = (*_NAME, "light", "items", "green", *_WORK)
_ITEM: Final = ("item", "task", "section", *_NAME, "light", *_WORK, "due", "owing", "reasons")
_FIGURE: Final = ("goal", "verdict", "light", "numerator", "denominator", "value", "gap")
_TARGET: Final = ("id", "item", *_NAME, *_FIGURE, "binding", "due", "owed_by", "absent")

_KEYS: Final[Mapping[StatusBy, tuple[str, ...]]] = {
    StatusBy.TASK: ("task", *_ALL),
    StatusBy.ITEM: _ITEM,
    StatusBy.TARGET: _TARGET,
    StatusBy.DEPARTMENT: ("department", *_ALL),
    StatusBy.SECTION: ("section", *_ALL),
    StatusBy.PERIOD: ("period", "items", "green", *_WORK),
}


def status_records(
    chosen: Selection, by: StatusBy, say: Say, before: Selection | None = None
) -> Records:
    """A record for each row, every figure in a column of its own; at its end the light before."""
    if before is None:
        return Records(_KEYS[by], (_record(chosen, by, row, say) for row in rows_by(chosen, by)))
    lights = {row.id: row.light for row in rows_by(before, by)}
    rows = (
        {**_record(chosen, by, row, say), "before": lights.get(row.id)}
        for row in rows_by(chosen, by)
    )
    return Records((*_KEYS[by], "before"), rows)


def _record(chosen: Selection, by: StatusBy, row: StatusRow, say: Say) -> Record:
    def named(ids: Iterable[str]) -> str:
        return name_departments(tuple(ids), chosen.assessment.plan, say)

    more: dict[str, Field] = {}
    if by is StatusBy.ITEM:
        (one,) = row.items
        reasons = say.apart(reason_text(reason, say) for reason in one.reasons)
        more = {"task": one.item.task, "section": one.item.section, "due": one.item.due}
        more |= {"owing": named(one.item.owing), "reasons": reasons}
    elif by is StatusBy.TARGET:
        (held,) = row.targets
        more = fields_of(target_data(held))
        more |= {"owed_by": named(held.target.owed_by), "absent": named(held.absent)}
    return {
        by.value: row.id,
        "name_zh": row.name.zh,
        "name_en": row.name.en,
        "light": row.light,
        "items": len(row.items),
        "green": row.green,
        "targets": len(row.targets),
        "met": row.met,
        "duties": len(row.duties),
        **{state.value: count for state, count in row.states.items()},
        **more,
    }


def status_data(chosen: Selection, say: Say) -> Json:
    """The ``data`` of ``ledger status --format json`` (design 6)."""
    return {
        "summary": {
            **tallies(chosen, chosen.duties)._asdict(),
            "errors": chosen.assessment.left_out.count,
            "errors_at_least": chosen.assessment.left_out.is_least,
        },
        "items": [item_data(item, say) for item in chosen.items],
        "targets": [target_data(target) for target in chosen.targets],
        "departments": [department_data(department) for department in chosen.departments],
    }


def item_data(item: ItemAssessment, say: Say) -> Json:
    """An item: its light, why, and each department's part."""
    return {
        "id": item.item.id,
        "task": item.item.task,
        "section": item.item.section,
        "light": item.light,
        "reasons": reasons_data(item.reasons, say),
        "departments": [_part_data(part) for part in item.parts],
        "own": [
            {"id": own.department, "light": own.light, "reasons": reasons_data(own.reasons, say)}
            for own in item.own
        ],
    }


def reasons_data(reasons: Iterable[Reason], say: Say) -> list[Json]:
    """Reasons: their keys and facts for programs, their words for people."""
    return [
        {
            "key": reason.key,
            "light": reason.light,
            "text": reason_text(reason, say),
            "facts": {
                key: name_data(fact) if isinstance(fact, Name) else fact
                for key, fact in reason.facts.items()
            },
            "department": reason.department,
        }
        for reason in reasons
    ]


def _part_data(part: Part) -> Json:
    return {
        "id": part.department,
        "roles": part.roles,
        "status": part.status,
        "duties": {
            str(period): state
            for row in part.duties.rows
            for period, state in zip(row.periods, row.states, strict=True)
        },
    }


def target_data(one: TargetAssessment) -> Json:
    """A target: its goal, the figure, what is missing, and where the figure comes from."""
    target = one.target
    return {
        "id": target.ref,
        "item": target.item,
        "goal": target.goal_text,
        "verdict": one.verdict,
        "light": one.light,
        **figure_data(one),
        "needed": _needed_data(one.needed),
        "binding": target.binding,
        "due": target.due,
        "indicator": target.indicator or None,
        "by_department": [
            {"id": figure.department, **value_data(figure.value, target.goal)}
            for figure in one.figures
        ],
        "by_period": [_period_data(period, one) for period in one.periods],
        "pace": _pace_data(one.pace),
        "entries": [entry.id for entry in one.entries],
    }


def _period_data(period: PeriodFigure, one: TargetAssessment) -> Json:
    """A target in one period; ``judged`` is false of one that is running or is not judged."""
    return {
        "period": str(period.period),
        "judged": period.judged,
        "verdict": period.verdict,
        **value_data(period.value, one.target.goal),
    }


def _needed_data(needed: Needed | None) -> Json | None:
    """Of so many to come, how many must count (or at most may); how many, if all (or none) do."""
    if needed is None:
        return None
    side = "most" if needed.is_most else "least"
    return {"of": needed.of, side: needed.counting, "alone": needed.alone}


def _pace_data(pace: PaceAssessment | None) -> Json | None:
    """Pace in per cent: what is expected rounded up, what is achieved rounded down."""
    if pace is None:
        return None
    return {
        "expected": Decimal(shown_share(pace.expected, up=True)),
        "achieved": Decimal(shown_share(pace.achieved, up=False)),
        "state": pace.state,
    }


def department_data(one: DepartmentSummary) -> Json:
    """A department: its light, and how it stands with its reports."""
    return {
        "id": one.id,
        "name": name_data(one.name),
        "light": one.light,
        "duties": one.duties.by_state,
        "items": len(one.items),
    }
