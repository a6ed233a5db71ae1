"""``ledger status --format csv``: the rows of the table, every figure in its own column."""

from __future__ import annotations

from collections.abc import Mapping

from foodsafety_ledger.assess.assessment import DutyState, TargetAssessment
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.views.delimited import write_csv
from foodsafety_ledger.views.figures import name_departments, reason_text
from foodsafety_ledger.views.status import By, Row, View, item_row, rows_by
from foodsafety_ledger.views.status_json import target_data
from foodsafety_ledger.words import Say

Record = Mapping[str, str | int | None]

_NAME = ("name_zh", "name_en")
_WORK = ("items", "green", "targets", "met", "duties", *(state.value for state in DutyState))
_TARGET = (
    "id",
    "item",
    *_NAME,
    "goal",
    "verdict",
    "light",
    "numerator",
    "denominator",
    "value",
    "gap",
    "binding",
    "due",
    "owed_by",
    "absent",
)


def status_csv(view: View, by: By, say: Say) -> str:
    """The view as CSV with a record for each ``by``; the header's keys are never translated."""
    if by is By.TARGET:
        return write_csv(_TARGET, [_target(one, view.assessment.plan, say) for one in view.targets])
    if by is By.ITEM:
        keys = ("item", "task", "section", *_NAME, "light", *_WORK[2:], "due", "owing", "reasons")
        return write_csv(keys, [_item(view, row, say) for row in map(item_row, view.items)])
    named = () if by is By.PERIOD else (*_NAME, "light")
    return write_csv((by.value, *named, *_WORK), [_row(by, row) for row in rows_by(view, by)])


def _row(by: By, row: Row) -> dict[str, str | int | None]:
    return {
        by.value: row.id,
        "name_zh": row.name.zh,
        "name_en": row.name.en,
        "light": row.light,
        "items": len(row.items),
        "green": row.green,
        "targets": len(row.targets),
        "met": row.met,
        "duties": len(row.duties),
        **{state.value: count for state, count in row.states.items()},
    }


def _item(view: View, row: Row, say: Say) -> Record:
    (one,) = row.items
    return _row(By.ITEM, row) | {
        "task": one.item.task,
        "section": one.item.section,
        "due": one.item.due.isoformat(),
        "owing": name_departments(one.item.owing, view.assessment.plan, say),
        "reasons": "; ".join(reason_text(reason, say) for reason in one.reasons),
    }


def _target(one: TargetAssessment, plan: Plan, say: Say) -> Record:
    held = target_data(one)
    plain = {key: held[key] for key in _TARGET if key in held}
    return {
        key: value if isinstance(value, str | int) else None for key, value in plain.items()
    } | {
        "name_zh": one.target.name.zh,
        "name_en": one.target.name.en,
        "binding": "true" if one.target.binding else "false",
        "owed_by": name_departments(one.target.owed_by, plan, say),
        "absent": name_departments(one.absent, plan, say),
    }
