"""Where the heads of a table stand: on a line, on two, or each on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.table_cells import cells_of, is_empty, row_number
from foodsafety_ledger.document.table_columns import ROLE_COLUMNS, column_at, columns_of, is_head
from foodsafety_ledger.document.table_fit import rows_of_lines

WIDEST: Final = 12
"""The most columns whose heads stand a line each."""


def heads_from(
    raw: str, lines: Sequence[Place], position: int, *, owned: bool = False
) -> tuple[list[str], int, list[Place]]:
    """The columns that the line, or the lines from here on, name; where the rows begin; the heads.

    A column whose head is not known bears the head itself, behind a ``?``. A table that is
    ``owned`` by the unit named above it needs no column of units.
    """
    cells = cells_of(raw, lines[position])
    if len(cells) > 1:
        two = in_two_rows(raw, cells, lines[position + 1 : position + 2])
        cells = two or cells
        columns = columns_of(raw, cells, owned=owned)
        known = columns if is_head(columns, owned=owned) else []
        return known, position + (2 if two else 1), cells
    counted = columns_of(raw, cells) == ["number"]
    after = position
    columns = []
    while after < len(lines) and len(columns) < WIDEST and not row_number(raw, lines[after]):
        columns.append(column_at(raw, lines[after]))
        if not counted and columns[-1].startswith("?"):
            columns.pop()
            break
        after += 1
    if counted:
        begun = after < len(lines) and row_number(raw, lines[after]) > 0
    else:
        begun = len(rows_of_lines(raw, lines, after, columns)) > 1
    cells = list(lines[position:after])
    return (columns if begun and is_head(columns) else []), after, cells


def in_two_rows(raw: str, cells: Sequence[Place], below: Sequence[Place]) -> list[Place]:
    """The heads of the columns where some in a line are parted by the heads in the line below.

    Those stand below their columns, or alone: then they part the one cell that names units, or that
    no table knows. Empty where the line below is none of heads.
    """
    under = cells_of(raw, below[0]) if below else []
    filled = {i: cell for i, cell in enumerate(under) if not is_empty(raw, cell)}
    if len(filled) < 2 or any(column_at(raw, cell).startswith("?") for cell in filled.values()):
        return []
    whole = [column_at(raw, cell) for cell in cells]
    parted = [i for i, name in enumerate(whole) if name.startswith("?") or name in ROLE_COLUMNS]
    if 0 not in filled and len(under) <= len(cells):
        merged = [filled.get(i, cell) for i, cell in enumerate(cells)]
    elif len(filled) == len(under) and len(parted) == 1:
        merged = [*cells[: parted[0]], *under, *cells[parted[0] + 1 :]]
    else:
        return []
    return merged if is_head(columns_of(raw, merged)) else []
