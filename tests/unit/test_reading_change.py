"""Differences between two states of a value, as a line shows them."""

from __future__ import annotations

from typing import Any

import pytest

from foodsafety_ledger.reading.comparison import Change, changes_between

LONG = "各有关部门要按照职责分工，认真组织实施本方案确定的各项工作任务，"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ({"a": "1"}, {"a": "1"}, []),
        ({"a": "1", "b": "2"}, {"b": "2", "a": "1"}, []),
        ({"a": "1"}, {"a": "2"}, ["a: 1 → 2"]),
        ({"a": "1"}, {}, ["a: 1 → ∅"]),
        ({}, {"a": "1"}, ["a: ∅ → 1"]),
        ({"v": {"r": "1", "s": "2"}}, {"v": {"r": "3", "s": "2"}}, ["v.r: 1 → 3"]),
        ({"v": {"r": "1"}}, {"v": "1"}, ["v: r: 1 → 1"]),
        ({"v": [{"path": "a", "of": "b"}]}, {}, ["v: path: a, of: b → ∅"]),
        ({"a": "x" * 50}, {"a": "y\n z"}, [f"a: {'x' * 39}… → y z"]),
        ({"a": frozenset("xy")}, {"a": frozenset("yz")}, ["a: -x +z"]),
        ({"a": frozenset("xy")}, {}, ["a: -x -y"]),
        ({"a": "x"}, {"a": frozenset("y")}, ["a: -x +y"]),
        ({"k" * 50: "1"}, {"k" * 50: "2"}, [f"{'k' * 39}…: 1 → 2"]),
        (
            {"values": {"enterprise-self-check-report": "45/46"}},
            {"values": {"enterprise-self-check-report": "46/46"}},
            ["values.enterprise-self-check-report: 45/46 → 46/46"],
        ),
    ],
)
def test_changes_in_words(before: dict[str, Any], after: dict[str, Any], said: list[str]) -> None:
    assert [str(change) for change in changes_between(before, after)] == said


@pytest.mark.parametrize(("before", "after"), [("确保", "争取"), ("确保。", ""), ("", "争取")])
def test_long_texts_are_shown_where_they_part(before: str, after: str) -> None:
    shown = str(Change(("phrase",), LONG + before, LONG + after))
    was, _, now = shown.partition(" → ")
    assert was.endswith(f"确定的各项工作任务，{before}")
    assert now.endswith(f"确定的各项工作任务，{after}")
    assert len(shown) < 100
