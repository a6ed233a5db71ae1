"""What people type for dates, periods and counts, and how files spell it."""

from __future__ import annotations

import pytest

from foodsafety_ledger.ledgers.spelling import spelt_date, spelt_period, spelt_value


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("2021-10-12", "2021-10-12"),
        ("2021-9-7", "2021-09-07"),
        ("2021年9月27日", "2021-09-27"),
        ("2021年11月15", "2021-11-15"),
        ("２０２１年１０月１２日", "2021-10-12"),
        ("２０２１－１０－１２", "2021-10-12"),
        (" 2021/1/2 ", "2021-01-02"),
        ("2021.11.05", "2021-11-05"),
        ("2021-02-30", "2021-02-30"),
        ("20211012", "20211012"),
        ("去年", "去年"),
        ("", ""),
    ],
)
def test_dates(typed: str, spelt: str) -> None:
    assert spelt_date(typed) == spelt


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("2021Q3", "2021Q3"),
        ("2021q3", "2021Q3"),
        ("２０２１Ｑ３", "2021Q3"),
        ("2021年第三季度", "2021Q3"),
        ("2021年4季度", "2021Q4"),
        ("2021 第一季", "2021Q1"),
        ("2021Q5", "2021Q5"),
        ("三季度", "三季度"),
    ],
)
def test_periods(typed: str, spelt: str) -> None:
    assert spelt_period(typed) == spelt


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("118/120", "118/120"),
        ("１１８／１２０", "118/120"),
        (" 118 / 120 ", "118/120"),
        ("12", "12"),
        ("９４．５", "94.5"),
        ("2021年11月8日", "2021-11-08"),
        ("98%", "98%"),
        ("９８％", "98%"),
        ("118 of 120", "118 of 120"),
    ],
)
def test_values(typed: str, spelt: str) -> None:
    assert spelt_value(typed) == spelt
