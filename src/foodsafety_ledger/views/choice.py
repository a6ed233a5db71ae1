"""What of an assessment somebody asks for: the part that REFs choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from foodsafety_ledger.assess.assessment import (
    Assessment,
    DepartmentSummary,
    Duties,
    DutyState,
    ItemAssessment,
    Light,
    Part,
    Summary,
    TargetAssessment,
)
from foodsafety_ledger.assess.duties import is_called_for
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.period import Period, parse_period
from foodsafety_ledger.model.plan import Plan, Task
from foodsafety_ledger.reading.naming import Ref, RefKind

PLACES = (RefKind.SECTION, RefKind.TASK, RefKind.ITEM, RefKind.TARGET)
"""The kinds that name a place in the plan."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to show; None chooses everything of its kind, and the kinds narrow each other.

    ``items`` are item ids and ``targets`` target refs; ``only`` keeps the items, targets, tasks,
    sections and departments whose own light is one of these, or of whose reports one stands so.
    ``refs`` are what said so. Of reports alone, where nobody chose a period, those that are
    ``called_for`` on a day, with the plan's days of reminding.
    """

    items: frozenset[str] | None = None
    targets: frozenset[str] | None = None
    departments: frozenset[str] | None = None
    periods: frozenset[Period] | None = None
    only: frozenset[Light | DutyState] | None = None
    refs: tuple[Ref, ...] = ()
    called_for: tuple[date, int] | None = None

    @property
    def of_some(self) -> bool:
        """Whether only some of the duties are chosen, by their time."""
        return self.periods is not None or self.called_for is not None

    @property
    def of_reports(self) -> bool:
        """Whether only the state of reports is asked for."""
        return self.only is not None and self.only.isdisjoint(Light)


def by_now(choice: Choice, plan: Plan, day: date) -> Choice:
    """A choice of reports alone, of those that are called for by a day.

    As it is where periods are chosen, or more than reports.
    """
    if choice.periods is not None or not choice.of_reports:
        return choice
    return replace(choice, called_for=(day, plan.remind_days))


def choose(
    refs: Sequence[Ref], plan: Plan, only: frozenset[Light | DutyState] | None = None
) -> Choice:
    """What REFs choose: those of a kind add up; places, departments, periods narrow each other."""
    places = [ref for ref in refs if ref.kind in PLACES]
    people = [ref for ref in refs if ref.kind in (RefKind.DEPARTMENT, RefKind.GROUP)]
    periods = [ref.id for ref in refs if ref.kind is RefKind.PERIOD]
    targets = frozenset(target for ref in places for target in _targets(ref, plan))
    items = frozenset(item for ref in places for item in _items(ref, plan))
    return Choice(
        items if places else None,
        targets if places else None,
        frozenset(id_ for ref in people for id_ in _members(ref, plan)) if people else None,
        frozenset(p for p in map(parse_period, periods) if p) if periods else None,
        only,
        tuple(refs),
    )


def _items(ref: Ref, plan: Plan) -> Iterator[str]:
    if ref.kind is RefKind.TARGET:
        yield plan.targets[ref.id].item
    for item in plan.items.values():
        if ref.id == {RefKind.SECTION: item.section, RefKind.TASK: item.task}.get(
            ref.kind, item.id
        ):
            yield item.id


def _targets(ref: Ref, plan: Plan) -> Iterator[str]:
    if ref.kind is RefKind.TARGET:
        yield ref.id
        return
    for id_ in _items(ref, plan):
        yield from (target.ref for target in plan.items[id_].targets)


def _members(ref: Ref, plan: Plan) -> tuple[str, ...]:
    return plan.groups[ref.id].members if ref.kind is RefKind.GROUP else (ref.id,)


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen part of an assessment.

    ``items`` hold only the chosen departments' parts, the chosen periods' duties and the chosen
    targets; a light is always that of the whole, never of the part that is shown. ``narrowed`` are
    the items before ``only`` is applied: what a task's or department's row adds up.
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
    def duties(self) -> Duties:
        """The duties of the items shown, by item and department."""
        return Duties.all_of(item.duties for item in self.items)

    @property
    def awaited(self) -> Duties:
        """The reports still to come for periods that have begun."""
        return begun(self.duties.among((DutyState.PENDING,)), self.assessment.as_of)

    def of_task(self, task: Task) -> list[ItemAssessment]:
        """The items shown of a task."""
        return [item for item in self.items if item.item.task == task.id]


def select(assessment: Assessment, choice: Choice) -> Selection:
    """The part of ``assessment`` that ``choice`` asks for, everything in document order."""
    chosen = tuple(_narrowed(item, choice) for item in assessment.items if _asked(item, choice))
    duties = {item.item.id: item.duties for item in chosen}

    def shown(light: Light, owed: Duties) -> bool:
        states, day = choice.only, assessment.as_of
        return states is None or light in states or bool(begun(owed.among(states), day))

    def adds_up(one: Summary) -> bool:
        owed = Duties.all_of(duties[item] for item in one.items if item in duties)
        return shown(one.light, owed) and not duties.keys().isdisjoint(one.items)

    people = _departments(assessment, chosen, choice)
    return Selection(
        assessment,
        choice,
        chosen,
        tuple(item for item in chosen if shown(item.light, duties[item.item.id])),
        tuple(one for item in chosen for one in item.targets if shown(one.light, Duties())),
        tuple(filter(adds_up, assessment.tasks)),
        tuple(filter(adds_up, assessment.sections)),
        tuple(one for one in people if shown(one.light, one.duties)),
    )


def begun(duties: Duties, day: date) -> Duties:
    """The duties of periods that have begun by a day."""
    return duties.at(lambda period, _: period.start <= day)


def _asked(item: ItemAssessment, choice: Choice) -> bool:
    if choice.items is not None and item.item.id not in choice.items:
        return False
    parts = [part for part in item.parts if _takes_part(part, choice)]
    if choice.of_some:
        return any(_duties(part.duties, choice) for part in parts)
    return choice.departments is None or bool(parts) or any(_owed(t, choice) for t in item.targets)


def _takes_part(part: Part, choice: Choice) -> bool:
    return choice.departments is None or part.department in choice.departments


def _duties(owed: Duties, choice: Choice) -> Duties:
    called_for, periods = choice.called_for, choice.periods
    if called_for is not None:
        owed = owed.at(lambda period, due: is_called_for(period, due, *called_for))
    return owed if periods is None else owed.at(lambda period, _: period in periods)


def _narrowed(item: ItemAssessment, choice: Choice) -> ItemAssessment:
    parts = tuple(
        replace(part, duties=_duties(part.duties, choice))
        for part in item.parts
        if _takes_part(part, choice) and (not choice.of_some or _duties(part.duties, choice))
    )
    targets = tuple(target for target in item.targets if _measured(target, choice))
    own = (
        one for one in item.own if not choice.departments or one.department in choice.departments
    )
    return replace(item, parts=parts, targets=targets, own=tuple(own))


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
        owed = _duties(one.duties, choice).rows
        duties = Duties(tuple(row for row in owed if row.item in ids))
        mine = tuple(item for item in one.items if item in ids)
        absent = choice.of_some and not duties
        if mine and not absent:
            yield replace(one, items=mine, duties=duties)
