"""What the values given for targets say, each by itself (FL5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from foodsafety_ledger.assess.readings import ValueProblem, read_value
from foodsafety_ledger.check.scene import Scene, value_finding
from foodsafety_ledger.ledgers.spelling import spelt_value
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.number import Counts


def bad_values(scene: Scene) -> Iterator[Diagnostic]:
    """FL501: a value is counts, a number or a date, as its target's measure says."""
    for figure in scene.owed_values:
        problem = figure.value
        if isinstance(problem, ValueProblem) and problem is not ValueProblem.NOTHING_OF_COMMON:
            meant = spelt_value(figure.target, figure.text)
            reads = not isinstance(read_value(figure.target, meant), ValueProblem)
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
