"""Tabs: where they indent or separate they are reported and read as the blanks that were meant."""

from __future__ import annotations

import pytest

from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.diagnostic import Span
from foodsafety_ledger.model.located import LocatedMap

_FLAT = {"entries": [{"id": "a", "values": {"x": "1"}, "by": "b"}]}


@pytest.mark.parametrize(
    "text",
    [
        "entries:\n- id: a\n\tvalues:\n\t\tx: 1\n\tby: b\n",
        "entries:\n- id: a\n\tvalues:\n\t  x: 1\n  by: b\n",
        "entries:\n  - id: a\n\t\tvalues:\n\t\t\tx: 1\n\t\tby: b\n",
        "entries:\n    - id: a\n \t  values:\n\t\t\t\tx: 1\n      by: b\n",
        "entries:\n-\tid: a\n  values:\t{x: 1}\n  by:\t\tb\n",
        "entries:\n- id: a\n\tvalues: {x: 1}\n\n\t\n\tby: b\n",
    ],
)
def test_the_indent_that_was_meant_is_found(text: str) -> None:
    reading = read_yaml("f", text)
    assert reading.data == _FLAT
    assert {d.code for d in reading.diagnostics} == {"FL105"}


def test_places_are_those_of_the_file() -> None:
    reading = read_yaml("f", "a:\n\tb: 1\n\tb: [2, 3]\n")
    assert isinstance(reading.data, LocatedMap)
    inner = reading.data["a"]
    assert (inner.key_spans["b"], inner.value_spans["b"]) == (Span(2, 2, 2, 3), Span(2, 5, 2, 6))
    duplicate = reading.diagnostics[-1]
    assert duplicate.location.span == Span(3, 2, 3, 3)
    assert duplicate.related[0].location.span == Span(2, 2, 2, 3)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: x\ty\n", {"a": "x\ty"}),
        ("a: 'x\ty'\n", {"a": "x\ty"}),
        ("a: |\n  x:\ty\n  \tz\nb: 1\n", {"a": "x:\ty\n\tz\n", "b": "1"}),
        ("a: 1 \t\nb: 2\t# end\n", {"a": "1", "b": "2"}),
        ("a: 1\n\t\nb: 2\n", {"a": "1", "b": "2"}),
    ],
)
def test_tabs_that_indent_nothing_stay(text: str, data: object) -> None:
    reading = read_yaml("f", text)
    assert reading.data == data
    assert reading.diagnostics == []


def test_a_tab_that_begins_a_text_of_several_lines_is_reported() -> None:
    reading = read_yaml("f", "- |\n \tx\n- y\n")
    assert reading.data == ["x\n", "y"]
    assert [(d.code, d.location.span) for d in reading.diagnostics] == [("FL105", Span(2, 2, 2, 3))]


def test_a_comment_after_a_tab_is_reported() -> None:
    reading = read_yaml("f", "a: 1\n\t# note\nb: 2\n")
    assert reading.data == {"a": "1", "b": "2"}
    assert [d.code for d in reading.diagnostics] == ["FL105"]
