"""Entries in short, and what they come to: for tests that assess."""

# ruff: noqa: ANN401 - keyword arguments go on to the values as they are
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from builders import a_day, a_period, a_plan, a_workspace, an_entry, an_item
from foodsafety_ledger.assess.assess import assess
from foodsafety_ledger.assess.assessment import Assessment, ItemAssessment, TargetAssessment
from foodsafety_ledger.model.entry import Entry
from foodsafety_ledger.model.plan import Item, Plan, Target
from foodsafety_ledger.reading.workspace import LeftOut


def some_entries(*lines: str, item: str = "1.1", target: str = "rate") -> list[Entry]:
    """Reports in short: ``alpha 2021Q3 118/120``, then a status and a date where they matter.

    ``-`` is no value. Without a date a report comes ten days after its period. It has a note.
    """
    return [_in_short(line.split(), item, target) for line in lines]


def _in_short(words: list[str], item: str, target: str) -> Entry:
    department, quarter, value, *rest = words
    days = [word for word in rest if word[0].isdigit()]
    states = [word for word in rest if word not in days]
    period = a_period(quarter)
    return an_entry(
        department,
        item,
        period,
        days[0] if days else period.end + timedelta(days=10),
        states[0] if states else "in-progress",
        {} if value == "-" else {target: value},
        note="已开展",
    )


def assessed(
    plan: Plan, entries: Iterable[Entry], as_of: date | str, left_out: LeftOut | None = None
) -> Assessment:
    """The assessment of a plan; ``left_out`` is what cannot be used beside the entries."""
    workspace = a_workspace(plan, entries)
    if left_out is not None:
        vars(workspace)["left_out"] = left_out
    return assess(workspace, a_day(as_of))


def item_at(
    as_of: date | str, item: Item, entries: Iterable[Entry] = (), **rest: Any
) -> ItemAssessment:
    """The assessment of a plan's only item; ``rest`` goes to ``a_plan``."""
    return assessed(a_plan(item, **rest), entries, as_of).items[0]


def target_at(
    as_of: date | str,
    target: Target,
    *lines: str,
    owed_by: Sequence[str] = ("alpha",),
    due: date | str = "2021-12-31",
) -> TargetAssessment:
    """The assessment of an item's only target after ``some_entries(*lines)``."""
    item = an_item(responsible=owed_by, targets=(target,), due=due)
    return item_at(as_of, item, some_entries(*lines, target=target.id)).targets[0]
