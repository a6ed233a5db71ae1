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


def test_as_a_fact() -> None:
    assert with_nearest("markt", ["market"]) == {"nearest": "market"}
    assert with_nearest("x", ["market"]) == {}
