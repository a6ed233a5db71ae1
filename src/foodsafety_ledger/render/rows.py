"""The rows of the status views by task, section, department and period: what each adds up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from foodsafety_ledger.assess.values import (
    Duty,
    DutyState,
    ItemAssessment,
    Light,
    Summary,
    TargetAssessment,
    TargetVerdict,
)
from foodsafety_ledger.render.by import By
from foodsafety_ledger.render.view import View, count_duties, count_lights, count_verdicts
from foodsafety_ledger.values.name import NO_NAME, Name


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
