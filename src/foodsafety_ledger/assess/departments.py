"""Departments at a date: each over its own parts, counting only what is its own (design 4.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from foodsafety_ledger.assess.clock import Clock
from foodsafety_ledger.assess.lights import Scope, fold, own_light, unfinished_past_due
from foodsafety_ledger.assess.phrases import counted_key, listed
from foodsafety_ledger.assess.target_reasons import LIGHT_ORDER
from foodsafety_ledger.assess.values import (
    VERDICT_LIGHT,
    DepartmentSummary,
    DutyState,
    ItemAssessment,
    Light,
    Reason,
)
from foodsafety_ledger.ledgers.values import Status
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.values.name import Name


@dataclass(frozen=True, slots=True)
class _Own:
    """A department's own part in one item; ``failed`` are its targets whose own value is red."""

    scope: Scope
    light: Light
    failed: tuple[str, ...]
    overdue: int
    damaged: bool

    @property
    def owes(self) -> bool:
        """Whether the department owes an entry or a binding value here."""
        return bool(self.scope.owing or self.scope.verdicts)


def department_summaries(
    plan: Plan, items: Sequence[ItemAssessment], clock: Clock
) -> tuple[DepartmentSummary, ...]:
    """Every department of the plan, in its order.

    Items that a department merely supports say nothing about it; one that owes nothing is grey.
    """
    mine: dict[str, list[ItemAssessment]] = {one: [] for one in plan.departments}
    for item in items:
        for department in dict.fromkeys(_takers(item)):
            mine[department].append(item)
    return tuple(
        _summary(id_, plan.departments[id_].name, found, clock) for id_, found in mine.items()
    )


def _takers(one: ItemAssessment) -> Iterator[str]:
    """Who has a part in the item, or owes a value of it."""
    yield from (part.department for part in one.parts)
    yield from (figure.department for target in one.targets for figure in target.figures)


def _summary(
    id_: str, name: Name, items: Sequence[ItemAssessment], clock: Clock
) -> DepartmentSummary:
    own = [_own(id_, one, clock) for one in items]
    owed = [one for one in own if one.owes]
    return DepartmentSummary(
        id=id_,
        name=name,
        light=fold(one.light for one in owed),
        items=tuple(one.item.id for one in items),
        duties=tuple(duty for one in own for part in one.scope.parts for duty in part.duties),
        reasons=tuple(sorted(_reasons(owed), key=lambda reason: LIGHT_ORDER.index(reason.light))),
    )


def _own(department: str, one: ItemAssessment, clock: Clock) -> _Own:
    parts = tuple(part for part in one.parts if part.department == department)
    verdicts = {
        target.target.ref: figure.verdict
        for target in one.targets
        for figure in target.figures
        if figure.department == department and target.target.binding
    }
    scope = Scope(
        item=one.item,
        owing=parts if department in one.item.owing else (),
        parts=parts,
        verdicts=tuple(verdicts.values()),
        past_due=clock.passed(one.item.due),
        capped=department in one.damaged_by,
    )
    return _Own(
        scope=scope,
        light=own_light(scope),
        failed=tuple(ref for ref, v in verdicts.items() if VERDICT_LIGHT[v] is Light.RED),
        overdue=sum(duty.state is DutyState.OVERDUE for part in parts for duty in part.duties),
        damaged=department in one.damaged_by,
    )


def _reasons(owed: Sequence[_Own]) -> Iterator[Reason]:
    """What is red of its own, what is left out, and how many items are not green yet."""
    if not owed:
        yield Reason("own-nothing", Light.GREY, {})
        return
    failed = [ref for one in owed for ref in one.failed]
    yield from _listing("own-missed", Light.RED, failed, len(failed))
    late = [one for one in owed if one.overdue]
    yield from _listing("own-overdue", Light.RED, _ids(late), sum(one.overdue for one in late))
    blocked = [o for o in owed if any(p.status is Status.BLOCKED for p in o.scope.owing)]
    yield from _listing("own-blocked", Light.RED, _ids(blocked), len(blocked))
    past_due = [one for one in owed if unfinished_past_due(one.scope)]
    yield from _listing("own-past-due", Light.RED, _ids(past_due), len(past_due))
    damaged = [one for one in owed if one.damaged]
    yield from _listing("own-damaged", Light.YELLOW, _ids(damaged), len(damaged))
    yield from _progress(owed)


def _progress(owed: Sequence[_Own]) -> Iterator[Reason]:
    unfinished = [one for one in owed if one.light is not Light.GREEN]
    if not unfinished:
        yield Reason(counted_key("own-green", len(owed)), Light.GREEN, {"total": len(owed)})
        return
    started = any(one.light is not Light.GREY for one in owed)
    for reason in _listing(
        "own-open", Light.YELLOW if started else Light.GREY, _ids(unfinished), len(unfinished)
    ):
        yield Reason(reason.key, reason.light, {**reason.facts, "total": len(owed)})


def _ids(owed: Sequence[_Own]) -> list[str]:
    return [one.scope.item.id for one in owed]


def _listing(key: str, light: Light, ids: Sequence[str], count: int) -> Iterator[Reason]:
    if ids:
        yield Reason(key, light, {"count": count, "names": listed([Name(one) for one in ids])})
