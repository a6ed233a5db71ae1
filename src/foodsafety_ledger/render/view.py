"""What of an assessment is shown: the part that somebody asked for, and its counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from foodsafety_ledger.assess.values import (
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
from foodsafety_ledger.values.period import Period


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
