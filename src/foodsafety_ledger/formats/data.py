"""What programs read: the one object of every ``--format json`` (design 6), and CSV.

A spreadsheet may open the CSV: no cell of it is taken for a formula.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from foodsafety_ledger import __version__
from foodsafety_ledger.model.inert import inert, inert_json

if TYPE_CHECKING:
    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.views.findings import Findings
    from foodsafety_ledger.views.view import Field, View

FORMAT: Final = 1
"""The version of the object; raised when a key changes its meaning or goes away."""

_FORMULA_STARTS = ("=", "+", "-", "@")


def as_json(shown: View | Findings, _: Screen) -> str:
    """The data in its envelope, Chinese unescaped; keys in a fixed order."""
    origin = shown.origin
    commit, dirty = origin.state()
    whole = {
        "format": FORMAT,
        "tool": f"foodsafety-ledger {__version__}",
        "plan": origin.plan,
        "as_of": origin.as_of,
        "rev": origin.rev,
        "commit": commit,
        "dirty": dirty,
        "data": shown.data(),
    }
    return inert_json(json.dumps(whole, ensure_ascii=False, indent=2, default=_text))


def _text(value: object) -> str:
    """A date, or an exact decimal, as text: JSON has neither."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))


def as_csv(view: View, _: Screen) -> str:
    """A header of the keys and a line for each record, missing cells empty, without a BOM."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    keys, rows = view.records()
    writer.writerow(keys)
    writer.writerows([_cell(row.get(key)) for key in keys] for row in rows)
    return held.getvalue().removesuffix("\n")


def _cell(field: Field) -> object:
    if isinstance(field, bool):
        return "true" if field else "false"
    if isinstance(field, Decimal):
        return f"{field:f}"
    if not isinstance(field, str):
        return field
    text = inert(field)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
