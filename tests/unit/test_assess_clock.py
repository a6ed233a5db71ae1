"""When dates have passed and duties are due (design 4.4 and 4.5)."""

from __future__ import annotations

from datetime import date

import pytest

from builders import a_day, a_period
from foodsafety_ledger.assess.duties import Clock
from foodsafety_ledger.model.period import Cadence


def a_clock(as_of: date, grace_days: int) -> Clock:
    return Clock(as_of, grace_days, Cadence.QUARTER)


@pytest.mark.parametrize(
    ("day", "as_of", "passed"),
    [
        # "A date has passed on every day after it"
        ("2021-11-15", "2021-11-14", False),
        ("2021-11-15", "2021-11-15", False),
        ("2021-11-15", "2021-11-16", True),
        # "a date that is a period's last day, on every day after it plus grace_days"
        ("2021-12-31", "2022-01-01", False),
        ("2021-12-31", "2022-01-15", False),
        ("2021-12-31", "2022-01-16", True),
        ("2021-09-30", "2021-10-15", False),
        ("2021-09-30", "2021-10-16", True),
    ],
)
def test_a_date_has_passed_on_every_day_after_it(day: str, as_of: str, *, passed: bool) -> None:
    assert a_clock(a_day(as_of), 15).passed(a_day(day)) is passed


def test_without_grace_a_periods_last_day_passes_like_any_other() -> None:
    assert not a_clock(a_day("2021-12-31"), 0).passed(a_day("2021-12-31"))
    assert a_clock(a_day("2022-01-01"), 0).passed(a_day("2021-12-31"))


@pytest.mark.parametrize(
    ("period", "item_due", "due"),
    [
        # "on the period's last day plus grace_days"
        ("2021Q3", "2021-12-31", "2021-10-15"),
        ("2021Q4", "2021-12-31", "2022-01-15"),
        # "or on the item's due where that is before the period's last day"
        ("2021Q4", "2021-11-15", "2021-11-15"),
        ("2021Q4", "2021-12-30", "2021-12-30"),
        ("2021Q3", "2021-11-15", "2021-10-15"),
    ],
)
def test_when_a_duty_is_due(period: str, item_due: str, due: str) -> None:
    clock = a_clock(a_day(due), 15)
    assert clock.duty_due(a_period(period), a_day(item_due)) == a_day(due)
    assert not clock.duty_passed(a_period(period), a_day(item_due))


def test_a_period_has_begun_on_its_first_day() -> None:
    assert a_clock(a_day("2021-10-01"), 15).has_begun(a_period("2021Q4"))
    assert not a_clock(a_day("2021-09-30"), 15).has_begun(a_period("2021Q4"))
