"""A derivation as JSON: each step with its kind, its words, its facts, and what is below it."""

from __future__ import annotations

from collections.abc import Iterable

from foodsafety_ledger.render.page import Step, text_of


def derivation_data(steps: Iterable[Step]) -> dict[str, object]:
    """The ``data`` of ``ledger why --format json``."""
    return {"derivation": [_step(step) for step in steps]}


def _step(step: Step) -> dict[str, object]:
    return {
        "kind": step.kind,
        "text": text_of(step.line),
        **step.facts,
        "below": [_step(inner) for inner in step.below],
    }
