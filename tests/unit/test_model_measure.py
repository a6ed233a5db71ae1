"""What the text of a value means, by measure (design 4.1 and 4.2)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from builders import a_target
from foodsafety_ledger.model.measure import Denominator, Value, ValueProblem, is_nothing
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.number import Counts

GOALS = {
    "ratio": ">= 95%",
    "count": ">= 3公斤",
    "score": ">= 90分",
    "occasions": "weekly",
    "milestone": "done",
}


@pytest.mark.parametrize(
    ("measure", "text", "value"),
    [
        ("ratio", "118/120", Counts(118, 120)),
        ("ratio", "0/0", Counts(0, 0)),
        ("ratio", "121/120", Counts(121, 120)),  # whether that is possible is a rule's to say
        ("count", "3", Fraction(3)),
        ("count", "0", Fraction(0)),
        ("count", "1250.5", Fraction(2501, 2)),  # kilograms
        ("score", "90.05", Fraction(1801, 20)),
        ("occasions", "13", Fraction(13)),
        ("milestone", "2021-11-15", date(2021, 11, 15)),
    ],
)
def test_a_value_is_read_exactly(measure: str, text: str, value: Value) -> None:
    assert a_target(goal=GOALS[measure], measure=measure).read(text) == value


@pytest.mark.parametrize(
    ("measure", "text", "problem"),
    [
        ("ratio", "98.33%", ValueProblem.PERCENTAGE),
        ("ratio", "6‰", ValueProblem.PERCENTAGE),
        ("ratio", "0.98", ValueProblem.NOT_COUNTS),
        ("ratio", "118", ValueProblem.NOT_COUNTS),
        ("ratio", "118 / 120", ValueProblem.NOT_COUNTS),
        ("ratio", "-1/120", ValueProblem.NOT_COUNTS),
        ("ratio", "1.5/2", ValueProblem.NOT_COUNTS),
        ("ratio", "3/0", ValueProblem.ZERO_DENOMINATOR),
        ("ratio", "1234567890123456/2", ValueProblem.TOO_LONG),
        ("ratio", "１１８/120", ValueProblem.FULL_WIDTH),
        ("ratio", "118／120", ValueProblem.FULL_WIDTH),
        ("count", "3家", ValueProblem.NOT_A_NUMBER),
        ("count", "1,000", ValueProblem.NOT_A_NUMBER),
        ("count", "1e3", ValueProblem.NOT_A_NUMBER),
        ("count", "", ValueProblem.NOT_A_NUMBER),
        ("count", "-2", ValueProblem.NEGATIVE),
        ("count", "123456789012345678", ValueProblem.TOO_LONG),
        ("score", "８８", ValueProblem.FULL_WIDTH),
        ("score", "-0.5", ValueProblem.NEGATIVE),
        ("occasions", "12.5", ValueProblem.NOT_WHOLE),
        ("occasions", "13/13", ValueProblem.NOT_A_NUMBER),
        ("occasions", "-1", ValueProblem.NEGATIVE),
        ("milestone", "2021-11-31", ValueProblem.NO_SUCH_DAY),
        ("milestone", "done", ValueProblem.NOT_A_DATE),
    ],
)
def test_a_text_that_is_no_value_says_why(measure: str, text: str, problem: ValueProblem) -> None:
    assert a_target(goal=GOALS[measure], measure=measure).read(text) is problem


def test_nothing_to_do_is_not_possible_with_a_common_denominator() -> None:
    target = a_target(goal=">= 6‰", denominator=Denominator.COMMON)
    assert target.read("0/0") is ValueProblem.NOTHING_OF_COMMON
    assert target.read("0/100") == Counts(0, 100)


def test_only_counts_of_nothing_are_nothing() -> None:
    assert is_nothing(Counts(0, 0))
    assert not is_nothing(Counts(0, 5))
    assert not is_nothing(Fraction(0))
    assert not is_nothing(None)


@pytest.mark.parametrize(
    ("goal", "counts", "problem"),
    [
        (">= 3家", "", ValueProblem.INDIVISIBLE),
        (">= 3人次", "", ValueProblem.INDIVISIBLE),
        ("rising", "监测样品数（份）", ValueProblem.INDIVISIBLE),
        (">= 40学时", "", None),
        ("falling", "农药使用量（公斤）", None),
        ("= 0", "", None),
    ],
)
def test_there_is_no_half_of_what_is_counted_one_by_one(
    goal: str, counts: str, problem: ValueProblem | None
) -> None:
    target = a_target(goal=goal, measure="count", counts=Name(counts))
    assert target.read("2.5") is problem if problem else target.read("2.5") == Fraction(5, 2)
    assert target.read("2") == Fraction(2)
