"""Conflict markers: one finding a conflict, and only the entries that it cuts through are lost."""

from __future__ import annotations

import pytest

from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.diagnostic import Span

_HEAD = "entries:\n- id: a\n  x: 1\n"
_TAIL = "- id: z\n"


@pytest.mark.parametrize(
    "middle",
    [
        "<<<<<<< ours\n- id: b\n  x: 1\n=======\n- id: c\n>>>>>>> theirs\n",
        "<<<<<<< ours\n- id: b\n||||||| base\n=======\n- id: c\n  x: 1\n>>>>>>> theirs\n",
        "<<<<<<< ours\n=======\n- id: c\n>>>>>>> theirs\n",
        "- id: b\n<<<<<<< ours\n  x: 1\n=======\n  x: 2\n>>>>>>> theirs\n  y: 1\n",
        "<<<<<<< ours\n- id: b\n  x: 1\n=======\n- id: c\n  x: 1\n>>>>>>> theirs\n  y: 1\n",
        "- id: b\n  v:\n<<<<<<< ours\n    x: 1\n=======\n    x: 2\n>>>>>>> theirs\n",
    ],
)
def test_whole_entries_around_a_conflict_are_read(middle: str) -> None:
    reading = read_yaml("f", _HEAD + middle + _TAIL)
    assert reading.data == {"entries": [{"id": "a", "x": "1"}, {"id": "z"}]}
    (found,) = reading.diagnostics
    assert (found.code, found.variant) == ("FL110", "")
    assert not reading.complete


def test_each_conflict_is_reported_at_its_first_marker() -> None:
    conflict = "<<<<<<< ours\n- id: b\n=======\n- id: c\n>>>>>>> theirs\n"
    found = read_yaml("f", _HEAD + conflict + _TAIL + conflict).diagnostics
    assert [(d.location.span, d.facts["end"]) for d in found] == [
        (Span(4, 1, 4, 13), 8),
        (Span(10, 1, 10, 13), 14),
    ]


@pytest.mark.parametrize("marker", ["<<<<<<< ours", "=======", ">>>>>>> theirs", "||||||| base"])
def test_a_marker_left_over_is_taken_out_alone(marker: str) -> None:
    reading = read_yaml("f", f"{_HEAD}{marker}\n{_TAIL}")
    assert reading.data == {"entries": [{"id": "a", "x": "1"}, {"id": "z"}]}
    assert [(d.code, d.variant) for d in reading.diagnostics] == [("FL110", "stray")]


def test_a_conflict_over_the_keys_above_leaves_the_entries() -> None:
    text = "<<<<<<< a\nplan: p\n=======\nplan: q\n>>>>>>> b\nentries:\n- id: z\n"
    reading = read_yaml("f", text)
    assert reading.data == {"entries": [{"id": "z"}]}
    assert [d.code for d in reading.diagnostics] == ["FL110"]


@pytest.mark.parametrize("line", ["  =======\n", "  <<<<<<< x\n", "  ========\n"])
def test_signs_inside_a_text_are_no_conflict(line: str) -> None:
    reading = read_yaml("f", f"a: |\n{line}")
    assert reading.data == {"a": line.lstrip()}
    assert reading.complete
