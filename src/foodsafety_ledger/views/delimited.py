"""Writes rows as CSV that a spreadsheet may open: no cell of it is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from foodsafety_ledger.model.inert import inert

_FORMULA_STARTS = ("=", "+", "-", "@")


def write_csv(keys: Sequence[str], rows: Iterable[Mapping[str, str | int | None]]) -> str:
    """A header of ``keys`` and a record for each row, missing values empty, without a BOM."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(keys)
    for row in rows:
        writer.writerow([_cell(row.get(key)) for key in keys])
    return held.getvalue().removesuffix("\n")


def _cell(value: str | int | None) -> str | int | None:
    if not isinstance(value, str):
        return value
    text = inert(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
