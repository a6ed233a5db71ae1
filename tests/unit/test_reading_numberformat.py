"""What a spreadsheet shows of a number, held against the number."""

from __future__ import annotations

import pytest

from foodsafety_ledger.reading.sheets import OTHERWISE, mark_of_shown


@pytest.mark.parametrize(
    ("number", "shown", "is_it"),
    [
        ("3", "3", True),
        ("1200", "1,200 件", True),
        ("4.5", "4.50", True),
        ("4.4", "4", True),
        ("3", "3万", False),
        ("3", "约3", False),
        ("40000", "4.0000", False),
        ("4", "40", False),
        ("4", "", False),
        ("0.5", "1/2", False),
    ],
)
def test_a_number_is_taken_where_it_is_what_is_shown(
    number: str,
    shown: str,
    is_it: bool,  # noqa: FBT001 - a case of the table
) -> None:
    assert mark_of_shown(number, shown) == ("" if is_it else OTHERWISE)
