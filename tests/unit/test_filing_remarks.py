"""Which lines of a text have a comment."""

from __future__ import annotations

import pytest

from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.merge_entry import LineRemark, remarks_in
from foodsafety_ledger.model.located import LocatedMap

NONE, ALONE, SHARED = LineRemark.NONE, LineRemark.ALONE, LineRemark.SHARED


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("a: b\n", [NONE]),
        ("# x\na: b\n", [ALONE, NONE]),
        ("a: b # x\n", [SHARED]),
        ("a: b#x\n", [NONE]),
        ("a#b: c\n", [NONE]),
        ('a: "x # y"\n', [NONE]),
        ("a: 'x # y' # z\n", [SHARED]),
        ("a: {b: '# x', c: [\"# y\"]}\n", [NONE]),
        ("a: {b: c} # x\n", [SHARED]),
        ("a:\n  # x\n  - b\n  - # y\n    c\n", [NONE, ALONE, NONE, SHARED, NONE]),
        ("a: |-\n  x\n  # y\n\n  z # u\nb: c\n", [NONE] * 6),
        ("a: |- # x\n  # y\nb: >\n  # z\n# u\n", [SHARED, NONE, NONE, NONE, ALONE]),
        ('a: "x\n  # y\n  z" # u\n', [NONE, NONE, SHARED]),
        ("a: b\n\n  # x", [NONE, NONE, ALONE]),
    ],
)
def test_remarks(text: str, remarks: list[LineRemark]) -> None:
    document = read_yaml("x", text).data
    assert isinstance(document, LocatedMap)
    assert remarks_in(text, document) == remarks
