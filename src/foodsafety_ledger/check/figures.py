"""What the values given for targets say, each by itself (FL5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from foodsafety_ledger.assess.standing import time_order
from foodsafety_ledger.check.scene import Figure, Scene, value_finding
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Related
from foodsafety_ledger.model.goal import GoalKind
from foodsafety_ledger.model.measure import ValueProblem
from foodsafety_ledger.model.number import Counts
from foodsafety_ledger.model.plan import Across, Target, ValueIs
from foodsafety_ledger.reading.typed import spelt_value


def bad_values(scene: Scene) -> Iterator[Diagnostic]:
    """FL501: a value is counts, a number or a date, as its target's measure says."""
    for figure in scene.owed_values:
        problem = figure.value
        if isinstance(problem, ValueProblem) and problem is not ValueProblem.NOTHING_OF_COMMON:
            meant = spelt_value(figure.target, figure.text)
            reads = not isinstance(figure.target.read(meant), ValueProblem)
            hint = {"nearest": meant} if reads else {}
            yield value_finding("FL501", figure, problem.value, value=figure.text, **hint)


def nothing_to_do(scene: Scene) -> Iterator[Diagnostic]:
    """FL503: ``0/0`` says why in the note; a common denominator is never nothing."""
    for figure in scene.owed_values:
        if figure.value is ValueProblem.NOTHING_OF_COMMON:
            yield value_finding("FL503", figure, "common")
        elif figure.value == Counts(0, 0) and not figure.entry.note:
            yield value_finding("FL503", figure)


def reached_after_entry(scene: Scene) -> Iterator[Diagnostic]:
    """FL508: a milestone is reported once it is reached, not before."""
    for figure in scene.figures:
        reached, reported = figure.value, figure.entry.date
        if not isinstance(reached, date) or reported is None or not scene.is_possible(reached):
            continue
        if reported < reached:
            facts = {"value": reached.isoformat(), "date": reported.isoformat()}
            yield value_finding("FL508", figure, **facts)


def reached_before_plan(scene: Scene) -> Iterator[Diagnostic]:
    """FL509: what the plan asks for is rarely reached before the plan begins."""
    for figure in scene.figures:
        reached, plan = figure.value, scene.plan
        if plan is None or not isinstance(reached, date) or not scene.is_possible(reached):
            continue
        if reached < plan.start:
            facts = {"value": reached.isoformat(), "start": plan.start.isoformat()}
            yield value_finding("FL509", figure, **facts)


def numerators_above(scene: Scene) -> Iterator[Diagnostic]:
    """FL502: no more were reached than there are; of increments their sum counts (design 4.2)."""
    for figure in scene.figures:
        value, target = figure.value, figure.target
        alone = target.value_is is not ValueIs.INCREMENT and not target.may_exceed
        if alone and isinstance(value, Counts) and value.numerator > value.denominator:
            yield _above(figure, value)
    for figures in _grouped(scene, _adds_up, _sum_of):
        over = _first_over(figures)
        if over is not None:
            yield _above(*over, "sum")


def _above(figure: Figure, counts: Counts, variant: str = "") -> Diagnostic:
    facts = {"numerator": counts.numerator, "denominator": counts.denominator}
    return value_finding("FL502", figure, variant, **facts)


def denominators_differ(scene: Scene) -> Iterator[Diagnostic]:
    """FL504: of one period, departments state the same common denominator (design 4.3)."""
    for figures in _grouped(scene, lambda t: t.is_common, lambda f: (f.target.ref, f.entry.period)):
        latest = {figure.entry.department: figure for figure in figures}
        first, *others = sorted(latest.values(), key=lambda f: f.entry.stamp)
        for figure in others:
            stated, expected = figure.counts.denominator, first.counts.denominator
            if stated != expected:
                period = str(figure.entry.period)
                facts: dict[str, Fact] = {"value": stated, "expected": expected, "period": period}
                yield value_finding("FL504", figure, "", Related(first.place, "first"), **facts)


def too_many_occasions(scene: Scene) -> Iterator[Diagnostic]:
    """FL507: a period has only so many weeks or months; its entries add up (design 4.1)."""
    for figures in _grouped(scene, _is_occasions, lambda f: (*_one(f), f.entry.period)):
        total, most = Fraction(0), _most(figures[0])
        for figure in figures:
            before, total = total, total + figure.amount
            if before <= most < total:
                facts: dict[str, Fact] = {
                    "total": str(total),
                    "most": most,
                    "period": str(figure.entry.period),
                }
                yield value_finding("FL507", figure, **facts)


def falling_totals(scene: Scene) -> Iterator[Diagnostic]:
    """FL505: a running total never falls."""
    for figures in _grouped(scene, _is_running, _one):
        for before, after in pairwise(figures):
            if after.amount < before.amount:
                yield _less("FL505", before, after, before.amount, after.amount)


def shrunken_denominators(scene: Scene) -> Iterator[Diagnostic]:
    """FL506: a smaller denominator than last time makes a rate look better."""
    for figures in _grouped(scene, _has_bound, _one):
        told = [figure for figure in figures if figure.counts.denominator]
        for before, after in pairwise(told):
            was, is_ = before.counts.denominator, after.counts.denominator
            if is_ < was:
                yield _less("FL506", before, after, Fraction(was), Fraction(is_))


def round_without_evidence(scene: Scene) -> Iterator[Diagnostic]:
    """FL517: a round hundred per cent that nothing supports."""
    for figure in _live(scene):
        counts = figure.value
        whole = isinstance(counts, Counts) and 0 < counts.denominator == counts.numerator
        bound = figure.target.goal.kind is GoalKind.BOUND
        if whole and bound and not figure.entry.evidence:
            yield value_finding("FL517", figure, value=str(counts))


def _live(scene: Scene) -> list[Figure]:
    live = {entry.key for entry in scene.standing().live}
    return [figure for figure in scene.figures if figure.entry.key in live]


def _grouped(
    scene: Scene, wanted: Callable[[Target], bool], group: Callable[[Figure], Hashable]
) -> Iterable[list[Figure]]:
    """The live figures of the targets wanted, in groups, each in time order."""
    groups: dict[Hashable, list[Figure]] = defaultdict(list)
    for figure in sorted(_live(scene), key=lambda figure: time_order(figure.entry)):
        if wanted(figure.target):
            groups[group(figure)].append(figure)
    return groups.values()


def _one(figure: Figure) -> tuple[str, str]:
    return figure.target.ref, figure.entry.department


def _sum_of(figure: Figure) -> tuple[str, str]:
    """What a figure adds to: its department's sum, or everyone's over a common denominator."""
    target = figure.target
    together = target.is_common and target.across is Across.POOLED
    return (target.ref, "") if together else _one(figure)


def _adds_up(target: Target) -> bool:
    increments = target.measure.is_share and target.value_is is ValueIs.INCREMENT
    return increments and not target.may_exceed


def _is_occasions(target: Target) -> bool:
    return target.measure.by_period


def _is_running(target: Target) -> bool:
    return target.value_is is ValueIs.RUNNING_TOTAL


def _has_bound(target: Target) -> bool:
    follows = target.value_is is not ValueIs.INCREMENT
    return target.measure.is_share and follows and target.goal.kind is GoalKind.BOUND


def _first_over(figures: list[Figure]) -> tuple[Figure, Counts] | None:
    """The figure that takes the sum over for good, and the whole sum; None if it ends within."""
    total, taken = Counts(0, 0), None
    common = figures[0].target.is_common
    for figure in figures:
        denominator = figure.counts.denominator + (0 if common else total.denominator)
        total = Counts(total.numerator + figure.counts.numerator, denominator)
        if total.numerator <= total.denominator:
            taken = None
        elif taken is None:
            taken = figure
    return None if taken is None else (taken, total)


def _most(figure: Figure) -> int:
    """How many weeks, months or quarters the calendar has in a period; one may be halved by it."""
    period, goal = figure.entry.period, figure.target.goal
    assert period is not None  # noqa: S101 - a figure's entry has a period
    if goal.kind is GoalKind.WEEKLY:
        return period.mondays(period.end) + 1
    return max(1, period.cadence.months // goal.kind.interval.months)


def _less(code: str, before: Figure, after: Figure, was: Fraction, is_: Fraction) -> Diagnostic:
    related = Related(before.place, "before")
    return value_finding(code, after, "", related, value=str(is_), before=str(was))
