"""A measure more is one object: every command takes it, and nothing else has to know of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import cast

import pytest

from clerk import Clerk
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.model.measure import COUNT, MEASURES, Denominator, Far, Measure, Value
from foodsafety_ledger.model.name import Name


def _highest(values: Sequence[Value], _denominator: Denominator, _far: Far) -> Value:
    return max(cast("Sequence[Fraction]", values))


DEPTH = replace(
    COUNT,
    name="depth",
    together=_highest,
    adds_over_time=False,
    adds_across=False,
    sure_early=False,
    noun=Name("深度", "a depth"),
    label=Name("深度", "depth"),
    question=Name("{target}：填米数（没有就回车）", "{target}: metres (Enter for none)"),
    method=Name("取各单位中最深的", "the deepest counts"),
)
"""Of departments' values the highest counts, which no measure of the plan's does."""

TARGET = """\
              - id: well-depth
                name: {zh: 井深, en: Well depth}
                measure: depth
                goal: ">= 30米"
                value_is: snapshot
                quote: 井深达30米
"""


@pytest.fixture
def deep(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    monkeypatch.setitem(MEASURES, DEPTH.name, DEPTH)
    path = clerk.root / "data" / "tasks.yaml"
    text = path.read_text("utf-8")
    at = text.index("targets:\n") + len("targets:\n")
    path.write_text(text[:at] + TARGET + text[at:], "utf-8")
    return clerk


def test_a_measure_more_is_recorded_checked_and_shown(deep: Clerk) -> None:
    given = ("record", "market", "1.1", "--period", "2021Q3", "--status", "in-progress")
    refused = deep(*given, "--by", "张三", "--value", "well-depth=三十")
    assert refused.code == Exit.FINDINGS
    assert "FL501" in refused.err
    assert deep(*given, "--by", "张三", "--value", "well-depth=28.5米").code == Exit.FINE
    assert deep("check", "--format", "concise").code == Exit.FINE

    said = json.loads(deep("status", "1.1", "--format", "json").out)
    target = next(one for one in said["data"]["targets"] if one["id"] == "1.1/well-depth")
    assert (target["verdict"], target["value"], target["gap"]) == ("short", "28.50", "1.5")
    rows = csv.DictReader(io.StringIO(deep("status", "1.1", "--format", "csv").out))
    assert [row["value"] for row in rows if row["id"] == "1.1/well-depth"] == ["28.50"]
    assert "28.5" in deep("status", "1.1").out
    assert "深度" in deep("show", "1.1/well-depth").out
    assert "28.5" in deep("why", "1.1/well-depth").out


def test_its_question_is_its_own(deep: Clerk) -> None:
    said = deep.asked("record", "market", "1.1", answers="推进中\n31\n")
    assert "填米数" in said.out


def test_what_does_not_fit_it_is_found(deep: Clerk) -> None:
    path = deep.root / "data" / "tasks.yaml"
    path.write_text(path.read_text("utf-8").replace('goal: ">= 30米"', "goal: weekly"), "utf-8")
    said = deep("check", "--format", "concise")
    assert said.code == Exit.FINDINGS
    assert "“weekly”不适用于深度" in said.out


def test_a_measure_that_leaves_an_answer_out_is_none() -> None:
    with pytest.raises(TypeError, match="method"):
        Measure(name="half")  # type: ignore[call-arg] # what the type checker refuses too
