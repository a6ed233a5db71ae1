"""When dates have passed and duties are due (design 4.4 and 4.5)."""

from __future__ import annotations

import pytest

from builders import a_day, a_period, an_item
from foodsafety_ledger.assess.duties import Clock
from foodsafety_ledger.model.period import Cadence


def _clock(as_of: str, grace_days: int = 15) -> Clock:
    return Clock(a_day(as_of), grace_days, Cadence.QUARTER)


@pytest.mark.parametrize(
    ("due", "item_due", "first", "last_day"),
    [
        # a target's due date inside a period waits for that period's duty
        ("2021-11-15", "2021-12-31", "2021Q3", "2022-01-15"),
        ("2021-11-15", "2021-12-10", "2021Q3", "2021-12-10"),
        # one later than the item's is never over before its own day
        ("2021-12-20", "2021-12-10", "2021Q3", "2021-12-20"),
        ("2021-12-31", "2021-12-10", "2021Q3", "2022-01-15"),
        # one before the item's first duty waits for that
        ("2021-03-31", "2021-12-31", "2021Q3", "2021-10-15"),
        ("2021-06-15", "2021-06-15", "2021Q3", "2021-10-15"),
    ],
)
def test_the_last_day_of_a_due_date(due: str, item_due: str, first: str, last_day: str) -> None:
    item = an_item(due=item_due, first=first)
    assert _clock("2021-01-01").last_day(a_day(due), item) == a_day(last_day)


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
    assert _clock(as_of).passed(a_day(day), an_item(due=day)) is passed


def test_without_grace_a_periods_last_day_passes_like_any_other() -> None:
    assert not _clock("2021-12-31", 0).passed(a_day("2021-12-31"), an_item())
    assert _clock("2022-01-01", 0).passed(a_day("2021-12-31"), an_item())


@pytest.mark.parametrize(
    ("period", "item_due", "due"),
    [
        # "on the period's last day plus grace_days"
        ("2021Q3", "2021-12-31", "2021-10-15"),
        ("2021Q4", "2021-12-31", "2022-01-15"),
        # "or on the item's due where that lies inside the period"
        ("2021Q3", "2021-05-31", "2021-10-15"),
        ("2021Q4", "2021-11-15", "2021-11-15"),
        ("2021Q4", "2021-12-30", "2021-12-30"),
        ("2021Q3", "2021-11-15", "2021-10-15"),
    ],
)
def test_when_a_duty_is_due(period: str, item_due: str, due: str) -> None:
    item = an_item(due=item_due)
    assert _clock(due).duty_due(a_period(period), item) == a_day(due)


def test_a_period_has_begun_on_its_first_day() -> None:
    assert _clock("2021-10-01").has_begun(a_period("2021Q4"))
    assert not _clock("2021-09-30").has_begun(a_period("2021Q4"))
