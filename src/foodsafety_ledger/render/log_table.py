"""``ledger log``: entries in time order with what they say, replaced ones with their marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from foodsafety_ledger.ledgers.values import Entry
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.render.delimited import write_csv
from foodsafety_ledger.render.entry_lines import (
    entry_marks,
    entry_summary,
    entry_texts,
    value_texts,
)
from foodsafety_ledger.render.history import History, date_text
from foodsafety_ledger.render.names import department_name
from foodsafety_ledger.render.page import Cell, Column, Run, Table, Tone, cell
from foodsafety_ledger.words import Say

_KEYS = (
    "date",
    "id",
    "kind",
    "department",
    "department_name",
    "item",
    "period",
    "status",
    "values",
    "note",
    "problems",
    "next",
    "by",
    "approved_by",
    "amends",
    "voids",
    "reviews",
    "verdict",
    "reason",
    "replaced_by",
    "counts",
    "path",
    "line",
)


def log_table(entries: Iterable[Entry], history: History, plan: Plan, say: Say) -> Table:
    """The entries as a table, one row each."""
    keys = ("date", "entry", "id", "period")
    columns = (
        *(Column(say(f"log.column.{key}")) for key in keys),
        Column(say("log.column.what")),
    )
    rows = tuple(
        (
            cell(date_text(entry)),
            cell(Run(entry.id, Tone.PLAIN if history.is_live(entry) else Tone.QUIET)),
            *_about(entry, history),
            (
                entry_summary(entry, plan, say),
                *entry_texts(entry, plan, say),
                *entry_marks(entry, history, say),
            ),
        )
        for entry in entries
    )
    return Table(columns, rows)


def _about(entry: Entry, history: History) -> tuple[Cell, Cell]:
    """The item and period of the report that the entry is or is about."""
    subject = history.subject(entry)
    period = str(subject.period) if subject.period else ""
    tone = Tone.PLAIN if subject is entry else Tone.QUIET
    return cell(Run(subject.item, tone)), cell(Run(period, tone))


def log_data(entries: Iterable[Entry], history: History) -> dict[str, object]:
    """The ``data`` of ``ledger log --format json``."""
    return {"entries": [entry_data(entry, history) for entry in entries]}


def entry_data(entry: Entry, history: History) -> dict[str, object]:
    """An entry with every field, its place, and what replaced it; empty fields are null."""
    after = history.replaced.get(entry.id)
    return {
        "id": entry.id,
        "kind": entry.kind,
        "department": entry.department,
        "item": entry.item or None,
        "period": str(entry.period) if entry.period else None,
        "date": entry.date.isoformat() if entry.date else None,
        "status": entry.status,
        "values": dict(entry.values),
        "note": entry.note or None,
        "problems": entry.problems or None,
        "next": entry.next or None,
        "evidence": [{"path": one.path, "sha256": one.sha256} for one in entry.evidence],
        "by": entry.by,
        "approved_by": entry.approved_by or None,
        "amends": entry.amends or None,
        "voids": entry.voids or None,
        "reviews": entry.reviews or None,
        "verdict": entry.verdict,
        "reason": entry.reason or None,
        "replaced_by": after.id if after else None,
        "counts": history.is_live(entry),
        "path": entry.path,
        "line": entry.span.line,
    }


def log_csv(entries: Iterable[Entry], history: History, plan: Plan, say: Say) -> str:
    """The entries as CSV, one record each."""
    return write_csv(_KEYS, [_record(entry, history, plan, say) for entry in entries])


def _record(entry: Entry, history: History, plan: Plan, say: Say) -> Mapping[str, str | int | None]:
    held = entry_data(entry, history) | {
        "department_name": department_name(entry.department, plan, say),
        "values": "; ".join(value_texts(entry, plan, say)),
        "counts": "true" if history.is_live(entry) else "false",
    }
    return {key: value for key in _KEYS if isinstance(value := held[key], str | int)}
