"""The right word for a typing slip, and none where nothing comes near."""

from __future__ import annotations

import pytest

from foodsafety_ledger.model.name import nearest, with_nearest


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("markt", "market"),
        ("MARKET", "market"),
        ("区教育", "区教育局"),
        ("forestry", None),
        ("", None),
        ("m" * 100, None),
    ],
)
def test_nearest(word: str, expected: str | None) -> None:
    assert nearest(word, ["farm", "market", "区教育局"]) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("not done", None),
        ("not-done", None),
        ("undone", None),
        ("未完成", None),
        ("没有完成", None),
        ("不通过", None),
        ("started", None),
        ("doen", "done"),
        ("not-strated", "not-started"),
        ("已完戍", "已完成"),
        ("unkown-item", "unknown-item"),
        ("nkown-item", "unknown-item"),
    ],
)
def test_the_opposite_is_never_meant(word: str, expected: str | None) -> None:
    known = ["done", "not-started", "已完成", "通过", "unknown-item"]
    assert nearest(word, known) == expected


def test_as_a_fact() -> None:
    assert with_nearest("markt", ["market"]) == {"nearest": "market"}
    assert with_nearest("x", ["market"]) == {}
