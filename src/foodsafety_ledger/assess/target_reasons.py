"""Why a target has its verdict: the figure against the goal, then who is missing, then asides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from foodsafety_ledger.assess.goals import gap_to_goal, meets
from foodsafety_ledger.assess.phrases import (
    Facts,
    counted_key,
    departments_named,
    standing_facts,
    value_text,
)
from foodsafety_ledger.assess.readings import Value, is_nothing
from foodsafety_ledger.assess.values import (
    DepartmentFigure,
    Light,
    Reason,
    TargetAssessment,
    TargetVerdict,
)
from foodsafety_ledger.plan.values import Across, Measure, Plan

_FAILED = frozenset({TargetVerdict.MISSED, TargetVerdict.SHORT})


def target_reasons(
    one: TargetAssessment, plan: Plan, *, passed: bool, late: Sequence[str]
) -> tuple[Reason, ...]:
    """The reasons of a target's verdict, heaviest first.

    ``passed`` is whether its due date has passed; ``late`` are the departments with values about
    periods after the one that holds it.
    """
    teller = _Teller(one, plan, passed=passed)
    reasons = [*teller.failures(), *teller.absences(), *teller.asides(late)]
    return tuple(sorted(reasons, key=lambda reason: LIGHT_ORDER.index(reason.light)))


LIGHT_ORDER = (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY)
"""Heaviest first; what only adds information is grey and comes last."""


class _Teller:
    """Tells the reasons of one target, a few at a time."""

    def __init__(self, one: TargetAssessment, plan: Plan, *, passed: bool) -> None:
        self.one = one
        self.plan = plan
        self.passed = passed

    def failures(self) -> Iterator[Reason]:
        """The goal not met: in judged periods, then over the whole time; or met."""
        target = self.one.target
        for period in self.one.periods:
            value = period.value
            if period.judged and period.verdict is TargetVerdict.MISSED and value is not None:
                gap = gap_to_goal(target, value, period.baseline)
                how, facts = standing_facts(target, period, gap)
                facts |= {"period": str(period.period)}
                yield self._reason(f"period-failed.{how}", Light.RED, facts)
        if self.one.value is not None and not is_nothing(self.one.value):
            yield from self._whole(self.one.value)

    def _whole(self, value: Value) -> Iterator[Reason]:
        """The figure that meets the goal or fails; what there is so far, if it cannot be judged."""
        one = self.one
        how, facts = standing_facts(one.target, one, one.gap)
        for head, light in self._heads(value):
            yield self._reason(f"{head}.{how}", light, facts)

    def _heads(self, value: Value) -> Iterator[tuple[str, Light]]:
        one = self.one
        if one.verdict is TargetVerdict.MET:
            yield "met", Light.GREEN
        elif one.target.measure is Measure.OCCASIONS:
            if one.verdict is TargetVerdict.SHORT:
                yield "short", Light.YELLOW
        elif self._waits():
            yield "partial", Light.GREY
        elif not meets(one.target, value, one.baseline):
            yield ("missed", Light.RED) if self.passed else ("short", Light.YELLOW)
        elif any(figure.stale for figure in one.figures):
            yield "partial", Light.GREY

    def _waits(self) -> bool:
        """Whether the figure cannot be judged yet: somebody's value is still to come."""
        waiting = any(not f.reported or f.baseline_only for f in self.one.figures)
        is_each = self.one.target.across is Across.EACH
        return waiting and not (is_each and self.one.verdict in _FAILED)

    def absences(self) -> Iterator[Reason]:
        """Who gave no value, too old a one, or nothing to compare with the first."""
        target, figures = self.one.target, self.one.figures
        if self.one.verdict is TargetVerdict.MET:
            return
        if not figures:
            yield self._reason("nobody-owes-value", Light.GREY, {})
        for period in self.one.periods:
            if period.judged and period.verdict is TargetVerdict.MISSING:
                yield self._counted(
                    "period-missing", Light.RED, period.absent, period=str(period.period)
                )
        yield from self._silent([f for f in figures if not f.reported])
        stale = [f.department for f in figures if f.stale]
        if stale:
            yield self._counted("stale", Light.RED, stale, period=str(target.last))
        only = [f.department for f in figures if f.baseline_only and not f.stale]
        if only:
            yield self._counted("baseline-only", self._waiting_light(), only)
        if self.one.verdict is TargetVerdict.NOT_APPLICABLE:
            yield self._reason("nothing-to-do", Light.GREY, {})

    def _silent(self, silent: Sequence[DepartmentFigure]) -> Iterator[Reason]:
        """Those without any value; of occasions the periods have told already."""
        told = any(p.judged and p.verdict is TargetVerdict.MISSING for p in self.one.periods)
        if not silent or (told and self.one.target.measure is Measure.OCCASIONS):
            return
        ids = [figure.department for figure in silent]
        if self._waiting_light() is Light.RED:
            yield self._counted("missing", Light.RED, ids, due=str(self.one.target.due))
        else:
            yield self._counted("awaited", self._waiting_light(), ids)

    def _waiting_light(self) -> Light:
        if self.passed and self.one.target.measure is not Measure.OCCASIONS:
            return Light.RED
        return Light.GREY if self.one.verdict is TargetVerdict.NO_DATA else Light.YELLOW

    def asides(self, late: Sequence[str]) -> Iterator[Reason]:
        """What is shown beside the figure and changes nothing."""
        weakest = [f for f in self.one.figures if f.department == self.one.weakest]
        for figure in weakest:
            if figure.value is not None and figure.reached is None:
                facts: Facts = {
                    "department": departments_named([figure.department], self.plan),
                    "figure": value_text(figure.value, self.one.target.goal),
                }
                yield self._reason("weakest", Light.GREY, facts)
        if late:
            last = str(self.one.target.last)
            yield self._counted("later-values", Light.GREY, late, period=last)
        if not self.one.target.binding:
            yield self._reason("not-binding", Light.GREY, {})

    def _counted(self, key: str, light: Light, ids: Sequence[str], **facts: str) -> Reason:
        counted: Facts = {
            "count": len(ids),
            "total": len(self.one.figures),
            "names": departments_named(ids, self.plan),
        }
        return self._reason(counted_key(key, len(self.one.figures)), light, {**counted, **facts})

    def _reason(self, key: str, light: Light, facts: Facts) -> Reason:
        about: Facts = {"target": self.one.target.name, "ref": self.one.target.ref}
        return Reason(key, light, about | facts)
