"""Records as CSV that a spreadsheet may open: no cell of it is taken for a formula."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from foodsafety_ledger.model.inert import inert

if TYPE_CHECKING:
    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.views.view import Field, View

_FORMULA_STARTS = ("=", "+", "-", "@")


def write(view: View, _: Screen) -> str:
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
