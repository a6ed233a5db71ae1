"""Periods and dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foodsafety_ledger.model.period import Cadence, Period, parse_date, parse_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021Q1", date(2021, 1, 1), date(2021, 3, 31)),
        ("2021Q2", date(2021, 4, 1), date(2021, 6, 30)),
        ("2021Q3", date(2021, 7, 1), date(2021, 9, 30)),
        ("2021Q4", date(2021, 10, 1), date(2021, 12, 31)),
        ("2024Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31)),
        ("2021H1", date(2021, 1, 1), date(2021, 6, 30)),
        ("2021H2", date(2021, 7, 1), date(2021, 12, 31)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_period_has_its_first_and_last_day(text: str, first: date, last: date) -> None:
    period = parse_period(text)
    assert period is not None
    assert (period.start, period.end, str(period)) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    [
        "2021Q5",
        "2021H3",
        "2021-13",
        "2021-9",
        "2021-",
        "2021q3",
        "2021-Q3",
        "21Q3",
        "２０２１Q3",
        "",
        "0000Q1",
    ],
)
def test_other_spellings_are_no_period(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2021-11-31",
        "2021-9-27",
        "20211115",
        "2021-W46-1",
        "２０２１-09-27",
        "2021-09-27 ",
        "",
        "0000-01-01",
    ],
)
def test_other_spellings_are_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_a_leap_day_is_a_date_in_a_leap_year_only() -> None:
    assert parse_date("2024-02-29") == date(2024, 2, 29)
    assert parse_date("2021-02-29") is None


def test_through_counts_both_ends_and_nothing_backwards() -> None:
    first, last = Period(2021, 3), Period(2022, 1)
    assert [str(p) for p in first.through(last)] == ["2021Q3", "2021Q4", "2022Q1"]
    assert list(last.through(first)) == []


@given(st.sampled_from(Cadence), st.dates(min_value=date(1900, 1, 1), max_value=date(2900, 1, 1)))
def test_every_day_lies_in_its_period(cadence: Cadence, day: date) -> None:
    period = cadence.holding(day)
    assert period.start <= day <= period.end
    assert period.next.start.toordinal() == period.end.toordinal() + 1
    assert parse_period(str(period)) == period
