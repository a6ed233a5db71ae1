"""The only clock: today's date where the districts are."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta, timezone

from foodsafety_ledger.model.failure import UsageError

TYPE_CHECKING = False  # typing's own costs more than all the rest
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

TODAY_VARIABLE: Final = "FOODSAFETY_LEDGER_TODAY"

SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept UTC+8 without summer time since 1992; no time-zone data is needed."""


def today(environment: Mapping[str, str] = os.environ) -> date:
    """Today in Asia/Shanghai, or FOODSAFETY_LEDGER_TODAY; ``UsageError`` where that is no date."""
    told = environment.get(TODAY_VARIABLE)
    if not told:
        return datetime.now(SHANGHAI).date()
    from foodsafety_ledger.model.period import parse_date  # noqa: PLC0415 - few say a day

    day = parse_date(told)
    if day is None:
        raise UsageError("bad-today", text=told)
    return day


def day_of(moment: str) -> date | None:
    """The day in Asia/Shanghai of a moment (``2021-07-10T20:00:00+00:00``); None if it is none."""
    try:
        return datetime.fromisoformat(moment).astimezone(SHANGHAI).date()
    except (ValueError, OverflowError):
        return None
