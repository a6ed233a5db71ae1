"""When a date has passed and when a duty is due (design 4.4 and 4.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from foodsafety_ledger.values.period import Period


@dataclass(frozen=True, slots=True)
class Clock:
    """The day an assessment looks from, and the days of grace after a period's end."""

    as_of: date
    grace_days: int

    def passed(self, day: date) -> bool:
        """Whether a due date has passed: on every day after it.

        One that is a period's last day has passed on every day after it plus the days of grace:
        reports about a whole quarter are written when the quarter is over.
        """
        return self.as_of > self.last_day(day)

    def last_day(self, day: date) -> date:
        """The last day on which a due date has not passed."""
        return _duty_due(Period.holding(day), day, self.grace_days)

    def duty_due(self, period: Period, due: date) -> date:
        """The last day on time for a report about ``period`` on something that is due on ``due``.

        The period's last day plus the days of grace, or ``due`` where that is before the period's
        last day.
        """
        return _duty_due(period, due, self.grace_days)

    def duty_passed(self, period: Period, due: date) -> bool:
        """Whether the duty date of ``period`` has passed."""
        return self.as_of > self.duty_due(period, due)

    def has_begun(self, period: Period) -> bool:
        """Whether the first day of ``period`` has come."""
        return self.as_of >= period.start


@lru_cache(maxsize=1024)
def _duty_due(period: Period, due: date, grace_days: int) -> date:
    """Worked out once for the few periods and due dates of a plan, asked for by every duty."""
    end = period.end
    return due if due < end else end + timedelta(days=grace_days)
