"""Goals as the plan spells them."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from foodsafety_ledger.model import goal as units
from foodsafety_ledger.model.goal import (
    COUNTERS,
    QUANTITIES,
    Goal,
    GoalKind,
    Operator,
    amount_of,
    parse_goal,
)


@pytest.mark.parametrize(
    ("text", "operator", "bound", "unit", "scale", "places"),
    [
        (">= 100%", Operator.AT_LEAST, Fraction(100), "%", 100, 0),
        (">= 6‰", Operator.AT_LEAST, Fraction(6), "‰", 1000, 0),
        (">= 6 批次/千人", Operator.AT_LEAST, Fraction(6), "批次/千人", 1000, 0),
        ("<= 0.5%", Operator.AT_MOST, Fraction(1, 2), "%", 100, 1),
        ("= 0", Operator.EQUAL, Fraction(0), "", 1, 0),
        (">=3家", Operator.AT_LEAST, Fraction(3), "家", 1, 0),
        (">= 90 分", Operator.AT_LEAST, Fraction(90), "分", 1, 0),
        ("= 0批次", Operator.EQUAL, Fraction(0), "批次", 1, 0),
        (">= 500万元", Operator.AT_LEAST, Fraction(500), "万元", 1, 0),
        (">= 2次/年", Operator.AT_LEAST, Fraction(2), "次/年", 1, 0),
        ("<= 4/十万人", Operator.AT_MOST, Fraction(4), "/十万人", 100_000, 0),
        (">= 5件/万人", Operator.AT_LEAST, Fraction(5), "件/万人", 10_000, 0),
    ],
)
def test_bounds(
    text: str, operator: Operator, bound: Fraction, unit: str, scale: int, places: int
) -> None:
    goal = parse_goal(text)
    assert goal == Goal(GoalKind.BOUND, operator, bound, unit, places)
    assert goal is not None
    assert goal.scale == scale


@pytest.mark.parametrize(
    ("number", "unit", "chinese", "english"),
    [
        ("3", "家", "3 家", "3"),
        ("0", "亩", "0 亩", "0 mu"),
        ("90.5", "分", "90.5 分", "90.5 points"),
        ("500", "万元", "500 万元", "500 x 10,000 yuan"),
        ("6", "批次/千人", "6 批次/千人", "6 batches per 1,000 people"),
        ("2", "次/年", "2 次/年", "2 per year"),
        ("4", "/十万人", "4 /十万人", "4 per 100,000 people"),
        ("95", "%", "95%", "95%"),
        ("3", "", "3", "3"),
    ],
)
def test_an_amount_has_its_unit_in_either_language(
    number: str, unit: str, chinese: str, english: str
) -> None:
    amount = amount_of(number, unit)
    assert (amount.zh, amount.in_("en")) == (chinese, english)


def test_no_unit_is_chinese_in_english() -> None:
    amounts = {amount_of("3", unit).in_("en") for unit in COUNTERS | QUANTITIES.keys()}
    assert [one for one in amounts if re.search("[一-龥]", one)] == []


@pytest.mark.parametrize(
    "word", ["rising", "falling", "kept", "done", "weekly", "monthly", "quarterly"]
)
def test_words(word: str) -> None:
    assert parse_goal(word) == Goal(GoalKind(word))


@pytest.mark.parametrize(
    "text",
    ["", "95%", "> 95%", ">= %", ">= 95 %x y", "≥ 95%", ">= ９５%", "bound", "Rising", ">= 1.2.3"],
)
def test_anything_else_is_no_goal(text: str) -> None:
    assert parse_goal(text) is None


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "e9%",
            "E9",
            "x",
            "%%",
            "%以上",
            "以上",
            "左右",
            "余",
            "多",
            "万",
            "千",
            "成",
            "k",
            "+",
            "?",
            "²",
            "①",
        ),
        *(
            "家以上",
            "家左右",
            "万家",
            "三家",
            "家 户",
            "家、户",
            "分半",
            "个以内",
            "家/",
            "/",
            "批次/千",
            "批次/2千人",
        ),
        *("批次/千人/年", "％", "家\n", "\u200b家", "-", ">", "百分之", "foo", "enterprises", "°"),
    ],
)
def test_any_other_word_is_no_unit(unit: str) -> None:
    assert parse_goal(f">= 3{unit}") is None


def test_the_pattern_of_the_schema_takes_the_units_that_are_read() -> None:
    pattern = re.compile(units.pattern())
    for text in (
        "%",
        "家",
        "人次",
        "万元",
        "批次/千人",
        "/十万人",
        "次/年",
        "元/亩",
        "十家",
        "家/",
        "万家",
        "e9%",
        "/",
    ):
        assert bool(pattern.fullmatch(text)) is units.is_unit(text), text


@pytest.mark.parametrize(
    ("text", "value", "holds"),
    [
        (">= 95%", Fraction(9496, 100), False),
        (">= 95%", Fraction(95), True),
        ("<= 5%", Fraction(5001, 1000), False),
        ("<= 5%", Fraction(5), True),
        ("= 0", Fraction(1), False),
        ("= 0", Fraction(0), True),
    ],
)
def test_a_goal_holds_exactly(text: str, value: Fraction, holds: bool) -> None:  # noqa: FBT001 - a column of the table
    goal = parse_goal(text)
    assert goal is not None
    assert goal.holds(value) is holds
