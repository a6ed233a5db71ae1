"""Reasons: a person who reads them knows why the light is what it is."""

from __future__ import annotations

import string
from collections.abc import Sequence

import pytest

from builders import a_target, an_entry, an_item, item_at, target_at
from foodsafety_ledger.assess.assessment import Reason
from foodsafety_ledger.assess.reasons import listed, value_text
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import Across, Holds, ValueIs
from foodsafety_ledger.words import Say
from foodsafety_ledger.words.reasons import TEXTS

OPEN = "2021-10-15"
OVER = "2022-01-20"
TRIO = ("alpha", "beta", "gamma")
ZH, EN = Say("zh"), Say("en")


def _english(reasons: Sequence[Reason]) -> list[str]:
    return [f"{r.light}: " + EN(f"reasons.{r.key}", **r.facts) for r in reasons]


def _chinese(reasons: Sequence[Reason]) -> list[str]:
    return [ZH(f"reasons.{r.key}", **r.facts) for r in reasons]


# the words


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_say_the_same_facts(key: str) -> None:
    zh, en = (
        {field for _, field, _, _ in string.Formatter().parse(text) if field} for text in TEXTS[key]
    )
    optional = {
        "unit",
        "more",
        "count",
        "total",
    }  # a word says them, or the other language needs none
    assert zh - optional == en - optional


def test_names_are_listed_up_to_five_and_the_rest_is_counted() -> None:
    names = [Name(f"{number}局", f"Bureau {number}") for number in range(1, 8)]
    assert listed(names[:1]) == names[0]
    assert listed(names[:2]) == Name("1局、2局", "Bureau 1, Bureau 2")
    assert listed(names) == Name(
        "1局、2局、3局、4局、5局等",
        "Bureau 1, Bureau 2, Bureau 3, Bureau 4, Bureau 5 and 2 more",
    )


def test_a_name_without_a_translation_stands_in_chinese() -> None:
    assert listed([Name("甲局"), Name("乙局", "B")]).en == "甲局, B"


# targets


@pytest.mark.parametrize(
    ("as_of", "goal", "measure", "line", "zh", "en"),
    [
        (
            OPEN,
            ">= 100%",
            "ratio",
            "alpha 2021Q3 118/120 2021-10-12",
            "指标rate：尚未达标，98.33%（118/120），目标 ≥ 100%，还差 2",
            "yellow: Target rate: not yet met: 98.33% (118/120), goal >= 100%, 2 missing",
        ),
        (
            OVER,
            ">= 3家",
            "count",
            "alpha 2021Q4 1",
            "指标rate：未达标，期限已过，1 家，目标 ≥ 3家，还差 2 家",
            "red: Target rate: missed, the due date has passed: 1, goal >= 3, 2 missing",
        ),
        (
            OVER,
            "= 0",
            "count",
            "alpha 2021Q4 2",
            "指标rate：未达标，期限已过，2，目标 = 0，超出 2",
            "red: Target rate: missed, the due date has passed: 2, goal = 0, 2 too many",
        ),
        (
            OVER,
            "= 50%",
            "ratio",
            "alpha 2021Q4 1/4",
            "指标rate：未达标，期限已过，25.00%（1/4），目标 = 50%，相差 1",
            "red: Target rate: missed, the due date has passed: 25.00% (1/4), goal = 50%, off by 1",
        ),
        (
            OVER,
            ">= 90分",
            "score",
            "alpha 2021Q4 88.5",
            "指标rate：未达标，期限已过，88.5 分，目标 ≥ 90分，还差 1.5 分",
            "red: Target rate: missed, the due date has passed: "
            "88.5 points, goal >= 90 points, 1.5 points missing",
        ),
        (
            OVER,
            ">= 95%",
            "ratio",
            "alpha 2021Q4 19/20",
            "指标rate：达标，95.00%（19/20），目标 ≥ 95%",
            "green: Target rate: met: 95.00% (19/20), goal >= 95%",
        ),
        (
            OPEN,
            ">= 95%",
            "ratio",
            "alpha 2021Q3 0/0 2021-10-12",
            "指标rate：各单位均报 0/0 或不适用，无此项业务",
            "grey: Target rate: everyone reported 0/0 or n/a, nothing to do",
        ),
        (
            OPEN,
            ">= 95%",
            "ratio",
            "",
            "指标rate：尚未报数值：alpha局",
            "grey: Target rate: no value yet from Alpha Bureau",
        ),
        (
            OVER,
            ">= 95%",
            "ratio",
            "",
            "指标rate：期限 2021-12-31 已过，未报数值：alpha局",
            "red: Target rate: due 2021-12-31 has passed, no value from Alpha Bureau",
        ),
        (
            OVER,
            ">= 95%",
            "ratio",
            "alpha 2021Q3 96/100",
            "指标rate：只有 2021Q4 之前的数值，不能算达标：alpha局",
            "red: Target rate: only a value older than 2021Q4 from Alpha Bureau",
        ),
        (
            OPEN,
            "rising",
            "ratio",
            "alpha 2021Q3 1/2 2021-10-12",
            "指标rate：只有基数，没有可比的后续数值：alpha局",
            "yellow: Target rate: a first value and nothing to compare from Alpha Bureau",
        ),
        (
            OVER,
            "weekly",
            "occasions",
            "alpha 2021Q4 10",
            "指标rate：2021Q4 未达标，10 次，该期应有 13 次",
            "red: Target rate: missed in 2021Q4: 10 of 13 in the period",
        ),
        (
            OVER,
            "weekly",
            "occasions",
            "",
            "指标rate：2021Q4 已过报送期限，缺该期数值（未报或已被退回）：alpha局",
            "red: Target rate: 2021Q4 was due, no value for it, or a returned one, from Alpha "
            "Bureau",
        ),
    ],
)
def test_the_first_reason_of_a_target(
    as_of: str, goal: str, measure: str, line: str, zh: str, en: str
) -> None:
    lines = [line] if line else []
    one = target_at(as_of, a_target(goal=goal, measure=measure), *lines)
    assert (_chinese(one.reasons)[0], _english(one.reasons)[0]) == (zh, en)


def test_an_occasion_that_may_still_come_is_short() -> None:
    one = target_at("2022-01-12", a_target("test", "weekly", "occasions"), "alpha 2021Q4 10")
    assert _english(one.reasons) == ["yellow: Target test: not yet met: 10 of 13 in the period"]


@pytest.mark.parametrize(
    ("goal", "value", "text"),
    [
        ("rising", "79/120", "65.83% (79/120), to rise above 66.67% (80/120), 2 missing"),
        ("falling", "81/120", "67.50% (81/120), to fall below 66.66% (80/120), 2 too many"),
        ("kept", "79/120", "65.83% (79/120), not to fall below 66.67% (80/120), 1 missing"),
    ],
)
def test_a_trend_is_told_with_its_baseline(goal: str, value: str, text: str) -> None:
    target = a_target(goal=goal, baselines={"alpha": "80/120"})
    one = target_at(OVER, target, f"alpha 2021Q4 {value}")
    expected = f"red: Target rate: missed, the due date has passed: {text}"
    assert _english(one.reasons) == [expected]


def test_a_score_that_did_not_rise_is_told_without_a_gap() -> None:
    target = a_target(goal="rising", measure="score", baselines={"alpha": "88"})
    one = target_at(OVER, target, "alpha 2021Q4 87.5")
    text = "red: Target rate: missed, the due date has passed: 87.5, to rise above 88"
    assert _english(one.reasons) == [text]


def test_a_milestone_is_told_with_its_days() -> None:
    target = a_target(goal="done", measure="milestone", due="2021-11-15")
    entry = an_entry(period="2021Q4", day="2021-11-20", values={"rate": "2021-11-16"})
    one = item_at("2021-11-20", an_item(targets=[target]), [entry]).targets[0]
    text = "met late, reached on 2021-11-16"
    assert _english(one.reasons) == [f"yellow: Target rate: {text}, due 2021-11-15"]


def test_counts_come_before_names_and_what_is_given_so_far_after_them() -> None:
    lines = ["alpha 2021Q3 80/100 2021-10-12"]
    one = target_at(OPEN, a_target(), *lines, owed_by=TRIO)
    assert _english(one.reasons) == [
        "yellow: Target rate: no value yet from 2 of 3: Beta Bureau, Gamma Bureau",
        "grey: Target rate: of what is reported: 80.00% (80/100), goal >= 95%, 15 missing",
        "grey: Target rate: the goal is missed by 1 of 3: Alpha Bureau",
    ]


def test_the_weakest_department_is_named() -> None:
    lines = ["alpha 2021Q4 80/100", "beta 2021Q4 99/100", "gamma 2021Q4 0/0"]
    one = target_at(OVER, a_target(), *lines, owed_by=TRIO)
    figure = "89.50% (179/200), goal >= 95%, 11 missing"
    assert _english(one.reasons) == [
        f"red: Target rate: missed, the due date has passed: {figure}",
        "red: Target rate: the goal is missed by 1 of 3: Alpha Bureau",
        "grey: Target rate: weakest is Alpha Bureau: 80.00% (80/100)",
    ]


def test_a_period_that_failed_is_named_though_the_whole_is_met() -> None:
    target = a_target(
        goal=">= 99%",
        first="2021Q3",
        value_is=ValueIs.INCREMENT,
        holds=Holds.EVERY_PERIOD,
    )
    one = target_at(OVER, target, "alpha 2021Q3 98/100", "alpha 2021Q4 900/900")
    assert _english(one.reasons) == [
        "red: Target rate: missed in 2021Q3: 98.00% (98/100), goal >= 99%, 1 missing"
    ]


def test_each_department_failing_alone_is_told_by_the_weakest_figure() -> None:
    target = a_target(across=Across.EACH)
    one = target_at(OVER, target, "alpha 2021Q4 9/10", "beta 2021Q4 10/10", owed_by=TRIO)
    assert _english(one.reasons) == [
        "red: Target rate: missed, the due date has passed: 90.00% (9/10), goal >= 95%, 1 missing",
        "red: Target rate: the goal is missed by 1 of 3: Alpha Bureau",
        "red: Target rate: due 2021-12-31 has passed, no value from 1 of 3: Gamma Bureau",
        "grey: Target rate: weakest is Alpha Bureau: 90.00% (9/10)",
    ]


def test_a_figure_of_nothing_is_its_counts_alone() -> None:
    one = target_at(OPEN, a_target(), "alpha 2021Q3 0/0 2021-10-12")
    assert one.value is not None
    assert value_text(one.value, one.target.goal) == Name("0/0")
