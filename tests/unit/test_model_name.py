"""The right word for a typing slip, and none where nothing comes near."""

from __future__ import annotations

import pytest

from foodsafety_ledger.model.name import Name, Suggestions, enumerated, nearest, with_nearest


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


def test_suggestions_end_with_their_budget() -> None:
    """Thousands of unknown words among thousands known would take minutes to compare."""
    known = [f"unit-{number}" for number in range(2000)]
    suggestions = Suggestions()
    assert suggestions.fact("unti-7", known[:50], known[50:]) == {"nearest": "unit-7"}
    found = [suggestions.fact(f"unti-{number}", known) for number in range(2000)]
    assert 10 < len(list(filter(None, found))) < 100
    assert suggestions.fact("x", []) == {}


def test_a_row_of_names_says_how_many_it_leaves_out() -> None:
    names = [Name(f"第{number}局", f"Bureau {number}") for number in range(1000)]
    assert enumerated(names[:3], 3) == Name("第0局、第1局、第2局", "Bureau 0, Bureau 1, Bureau 2")
    row = enumerated(iter(names), 1000)
    assert row.zh.endswith("、第9局等，另有 990 个")
    assert row.en.endswith(", Bureau 9 and 990 more")
    assert enumerated([Name("x" * 500)], 1) == Name("x" * 500, "x" * 500)
