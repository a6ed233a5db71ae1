"""Exact numbers as typed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from foodsafety_ledger.model.number import (
    Counts,
    parse_counts,
    parse_decimal,
    parse_integer,
)


def test_plain_digits_are_an_integer() -> None:
    assert [parse_integer(t) for t in ("0", "7", "120")] == [0, 7, 120]


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", "1_000", "1,000", "012", "1.0", "９５", "1e3", " 1", "9" * 16]
)
def test_anything_else_is_no_integer(text: str) -> None:
    assert parse_integer(text) is None


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("118/120", Counts(118, 120)),
        ("0/0", Counts(0, 0)),
        ("0/5", Counts(0, 5)),
        ("7/5", Counts(7, 5)),
    ],
)
def test_counts(text: str, counts: Counts) -> None:
    assert parse_counts(text) == counts
    assert str(counts) == text


@pytest.mark.parametrize(
    "text", ["98%", "118 / 120", "118／120", "1/0", "/", "1/", "/2", "1/2/3", "0.5/1"]
)
def test_anything_else_is_no_counts(text: str) -> None:
    assert parse_counts(text) is None


def test_decimals_are_exact() -> None:
    assert parse_decimal("94.96") == Fraction(9496, 100)
    assert parse_decimal("0.1") == Fraction(1, 10)
    assert parse_decimal("-3.50") == Fraction(-7, 2)


@pytest.mark.parametrize("text", ["", ".5", "5.", "1e3", "0x1", "NaN", "９.5", "01.5", "1" * 40])
def test_anything_else_is_no_decimal(text: str) -> None:
    assert parse_decimal(text) is None
