"""What of an assessment is shown: the part that somebody asked for, and its counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from foodsafety_ledger.assess.assessment import (
    Assessment,
    DepartmentSummary,
    Duty,
    DutyState,
    ItemAssessment,
    Light,
    Part,
    Summary,
    TargetAssessment,
    TargetVerdict,
)
from foodsafety_ledger.model.name import NO_NAME, Name
from foodsafety_ledger.model.period import Period


@dataclass(frozen=True, slots=True)
class Choice:
    """What to show; None chooses everything of its kind, and the kinds narrow each other.

    ``items`` are item ids and ``targets`` target refs; ``lights`` keeps the items, targets, tasks,
    sections and departments whose own light is one of them.
    """

    items: frozenset[str] | None = None
    targets: frozenset[str] | None = None
    departments: frozenset[str] | None = None
    periods: frozenset[Period] | None = None
    lights: frozenset[Light] | None = None


@dataclass(frozen=True, slots=True)
class View:
    """The chosen part of an assessment.

    ``items`` hold only the chosen departments' parts, the chosen periods' duties and the chosen
    targets; a light is always that of the whole, never of the part that is shown. ``narrowed`` are
    the items before ``lights`` is applied: what a task's or department's row adds up.
    """

    assessment: Assessment
    choice: Choice
    narrowed: tuple[ItemAssessment, ...]
    items: tuple[ItemAssessment, ...]
    targets: tuple[TargetAssessment, ...]
    tasks: tuple[Summary, ...]
    sections: tuple[Summary, ...]
    departments: tuple[DepartmentSummary, ...]

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The duties of the items shown, by item and department."""
        return tuple(duty for item in self.items for part in item.parts for duty in part.duties)


def look(assessment: Assessment, choice: Choice) -> View:
    """The part of ``assessment`` that ``choice`` asks for, everything in document order."""
    chosen = tuple(_narrowed(item, choice) for item in assessment.items if _asked(item, choice))
    ids = {item.item.id for item in chosen}

    def shown(light: Light) -> bool:
        return choice.lights is None or light in choice.lights

    items = tuple(item for item in chosen if shown(item.light))
    return View(
        assessment,
        choice,
        chosen,
        items,
        tuple(target for item in chosen for target in item.targets if shown(target.light)),
        tuple(one for one in assessment.tasks if shown(one.light) and ids & set(one.items)),
        tuple(one for one in assessment.sections if shown(one.light) and ids & set(one.items)),
        tuple(_departments(assessment, chosen, choice)),
    )


def _asked(item: ItemAssessment, choice: Choice) -> bool:
    if choice.items is not None and item.item.id not in choice.items:
        return False
    parts = [part for part in item.parts if _takes_part(part, choice)]
    if choice.periods is not None:
        return any(_duties(part, choice) for part in parts)
    return choice.departments is None or bool(parts) or any(_owed(t, choice) for t in item.targets)


def _takes_part(part: Part, choice: Choice) -> bool:
    return choice.departments is None or part.department in choice.departments


def _duties(part: Part, choice: Choice) -> tuple[Duty, ...]:
    return tuple(duty for duty in part.duties if _in_time(duty, choice))


def _in_time(duty: Duty, choice: Choice) -> bool:
    return choice.periods is None or duty.period in choice.periods


def _narrowed(item: ItemAssessment, choice: Choice) -> ItemAssessment:
    parts = tuple(
        replace(part, duties=_duties(part, choice))
        for part in item.parts
        if _takes_part(part, choice) and (choice.periods is None or _duties(part, choice))
    )
    targets = tuple(target for target in item.targets if _measured(target, choice))
    return replace(item, parts=parts, targets=targets)


def _measured(target: TargetAssessment, choice: Choice) -> bool:
    if choice.targets is not None and target.target.ref not in choice.targets:
        return False
    return choice.departments is None or _owed(target, choice)


def _owed(target: TargetAssessment, choice: Choice) -> bool:
    """Whether one of the chosen departments owes the target's value."""
    return bool(choice.departments and choice.departments.intersection(target.target.owed_by))


def _departments(
    assessment: Assessment, items: Iterable[ItemAssessment], choice: Choice
) -> Iterator[DepartmentSummary]:
    """The departments with a part in the items or a value to give, and what they owe there."""
    ids = {item.item.id for item in items}
    for one in assessment.departments:
        if choice.departments is not None and one.id not in choice.departments:
            continue
        duties = tuple(duty for duty in one.duties if duty.item in ids and _in_time(duty, choice))
        mine = tuple(item for item in one.items if item in ids)
        absent = choice.periods is not None and not duties
        if mine and not absent and (choice.lights is None or one.light in choice.lights):
            yield replace(one, items=mine, duties=duties)


def count_lights(items: Iterable[ItemAssessment]) -> dict[Light, int]:
    """How many items have each light, every light present."""
    counted = Counter(item.light for item in items)
    return {light: counted[light] for light in Light}


def count_verdicts(targets: Iterable[TargetAssessment]) -> dict[TargetVerdict, int]:
    """How many targets have each verdict, every verdict present."""
    counted = Counter(target.verdict for target in targets)
    return {verdict: counted[verdict] for verdict in TargetVerdict}


def count_duties(duties: Iterable[Duty]) -> dict[DutyState, int]:
    """How many duties are in each state, every state present."""
    counted = Counter(duty.state for duty in duties)
    return {state: counted[state] for state in DutyState}


class By(StrEnum):
    """What a status table has a row for."""

    TASK = "task"
    ITEM = "item"
    TARGET = "target"
    DEPARTMENT = "department"
    SECTION = "section"
    PERIOD = "period"


class Format(StrEnum):
    """How a view is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


@dataclass(frozen=True)
class Row:
    """One row: what it is called, its light (a period has none), and what belongs to it."""

    id: str
    name: Name
    light: Light | None
    items: tuple[ItemAssessment, ...]
    targets: tuple[TargetAssessment, ...]
    duties: tuple[Duty, ...]

    @cached_property
    def states(self) -> Mapping[DutyState, int]:
        """How many duties are in each state."""
        return count_duties(self.duties)

    @property
    def green(self) -> int:
        """How many items are green."""
        return count_lights(self.items)[Light.GREEN]

    @property
    def met(self) -> int:
        """How many targets are met."""
        return count_verdicts(self.targets)[TargetVerdict.MET]

    @property
    def came(self) -> int:
        """How many reports have come, in time or late."""
        return self.states[DutyState.REPORTED] + self.states[DutyState.LATE]

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments that owe something here, in the order they first appear."""
        return tuple(
            dict.fromkeys(
                part.department for item in self.items for part in item.parts if part.duties
            )
        )


def rows_by(view: View, by: By) -> tuple[Row, ...]:
    """The rows of a view by task, section, department or period; in the plan's own order."""
    match by:
        case By.DEPARTMENT:
            return tuple(_department_rows(view))
        case By.PERIOD:
            return tuple(_period_rows(view))
        case By.SECTION:
            return tuple(_summary_rows(view, view.sections))
        case _:
            return tuple(_summary_rows(view, view.tasks))


def item_row(item: ItemAssessment) -> Row:
    """One item as a row of its own."""
    duties = tuple(duty for part in item.parts for duty in part.duties)
    return Row(item.item.id, item.item.summary, item.light, (item,), item.targets, duties)


def _summary_rows(view: View, summaries: Iterable[Summary]) -> Iterator[Row]:
    rows = {item.item.id: item_row(item) for item in view.narrowed}
    for one in summaries:
        inner = [rows[item] for item in one.items if item in rows]
        yield _together(one.id, one.name, one.light, inner)


def _together(id_: str, name: Name, light: Light, rows: Iterable[Row]) -> Row:
    inner = tuple(rows)
    return Row(
        id_,
        name,
        light,
        tuple(item for row in inner for item in row.items),
        tuple(target for row in inner for target in row.targets),
        tuple(duty for row in inner for duty in row.duties),
    )


def _department_rows(view: View) -> Iterator[Row]:
    items = {item.item.id: item for item in view.narrowed}
    for one in view.departments:
        mine = tuple(items[item] for item in one.items)
        targets = tuple(
            target for item in mine for target in item.targets if one.id in target.target.owed_by
        )
        yield Row(one.id, one.name, one.light, mine, targets, one.duties)


def _period_rows(view: View) -> Iterator[Row]:
    items = {item.item.id: item for item in view.items}
    by_period = sorted(view.duties, key=lambda duty: duty.period)
    for period, group in groupby(by_period, key=lambda duty: duty.period):
        duties = tuple(group)
        owed = dict.fromkeys(duty.item for duty in duties)
        yield Row(str(period), NO_NAME, None, tuple(items[item] for item in owed), (), duties)
