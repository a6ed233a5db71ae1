"""A document that a scanner or a typist has damaged is read right, or marked, and reported."""

from __future__ import annotations

import pytest

from damages import Confirmed, WrongPlan, damages, drafted, is_silent
from draft_cases import HERE, case_names

REPORTED_ALREADY = ("broken-brackets", "flat-unclosed", "misread-scan")
"""Documents in which the places that would be damaged are damaged."""
EVERY = [8, pytest.param(2, marks=pytest.mark.beside)]
"""One in so many damages is tried here; ``benchmarks/document_mutations.py`` tries them all."""


NOT_HELD = ("values-of-a-year",)
"""Its units have a column of their own, which verify does not hold against the goals yet."""
NOT_MARKED = ("actions-with-goals", "english-lead-officers")
"""Documents with one damage that is not marked yet: an unknown word in a bracket behind a name, and
English list items joined to one line."""


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("name", sorted({*case_names()} - {*NOT_MARKED}))
def test_no_damage_is_read_wrong_without_a_mark(name: str, every: int) -> None:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    truth = drafted(text)
    tried = list(damages(text))[::every]
    assert [damage.what for damage in tried if is_silent(truth, damage)] == []


@pytest.mark.parametrize("every", EVERY)
@pytest.mark.parametrize("name", sorted({*case_names()} - {*REPORTED_ALREADY, *NOT_HELD}))
def test_every_changed_word_is_reported(name: str, every: int) -> None:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    plan = Confirmed(text)
    tried = [damage for damage in damages(text) if damage.words][::every]
    assert [damage.what for damage in tried if not plan.reports(damage)] == []


@pytest.mark.parametrize(
    "name",
    ["english-lead-officers", "table-with-dashes", "unit-chapters-with-support"],
)
def test_every_wrong_datum_of_a_plan_is_reported(name: str) -> None:
    assert list(WrongPlan((HERE / f"{name}.txt").read_text("utf-8")).unreported()) == []
