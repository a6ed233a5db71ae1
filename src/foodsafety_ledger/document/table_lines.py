"""Which lines below the heads of a table make up a row: a row a line, or a cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foodsafety_ledger.document import unit_names
from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.table_cells import HAN, NUMBERED, cells_of, row_number, words_of
from foodsafety_ledger.document.table_columns import ROLE_COLUMNS
from foodsafety_ledger.document.table_fit import is_apt, rows_of_lines, spread, suits
from foodsafety_ledger.document.table_heads import in_two_rows
from foodsafety_ledger.document.table_owner import is_owned, owner_of

_TALLEST: Final = 100
"""The most lines that a row has whose cells stand a line each."""
_WRAPS: Final = 4
"""So many lines more may the cells of the last row take up."""
_NUMERAL: Final = "[0-9〇零○一二三四五六七八九十]"
_DAY: Final = re.compile(rf"\s*{_NUMERAL}{{4}}年{_NUMERAL}{{1,2}}月{_NUMERAL}{{1,3}}日\s*")
"""The line below the name of who signs."""


def rows_below(
    raw: str, lines: Sequence[Place], position: int, heads: list[str]
) -> tuple[list[list[Place]], int]:
    """The rows from a line on, below those heads, and the line behind them."""
    rows: list[list[Place]] = []
    per_line = any(len(cells_of(raw, line)) > 1 for line in lines[position : position + 2])
    if not per_line:
        return _rows_by_cell(raw, lines, position, heads)
    while position < len(lines):
        over = _over_lines(raw, lines, position, heads) if heads[0] == "number" else None
        if over:
            rows.append(over[0])
            position = over[1]
            continue
        cells = cells_of(raw, lines[position])
        if in_two_rows(raw, cells, lines[position + 1 : position + 2]):
            break
        filled = [cell for cell in cells if raw[slice(*cell)].strip()]
        owner = is_owned(heads) and len(filled) == 1 and owner_of(raw, filled[0])
        if filled and filled[0] == cells[0] and (owner or _heads_rows(raw, filled)):
            cells = [(filled[0][0], filled[-1][1])]
        heading = len(cells) == 1 and (owner or re.match(NUMBERED, raw[slice(*cells[0])]))
        rest = rows and len(cells) == 1 and not (heading or signs(raw, lines, position))
        if rest and _goes_on(raw, rows[-1], cells[0], heads):
            rows[-1][-1] = rows[-1][-1][0], cells[0][1]
            position += 1
            continue
        if len(cells) < max(2, (len(heads) + 1) // 2) and not heading:
            break
        rows.append(cells)
        position += 1
    while rows and len(rows[-1]) == 1:
        rows.pop()
        position -= 1
    return rows, position


def signs(raw: str, lines: Sequence[Place], position: int) -> bool:
    """Whether a line has the day of a signature below it."""
    return any(_DAY.fullmatch(raw, *line) for line in lines[position + 1 : position + 2])


def _over_lines(
    raw: str, lines: Sequence[Place], position: int, heads: list[str]
) -> tuple[list[Place], int] | None:
    """A numbered row of which cells go on in the next lines, and where the row behind it begins.

    None where the cells of these lines do not make up a row.
    """
    row = cells_of(raw, lines[position])
    number = words_of(raw, row[0]).rstrip(".、")
    if not number.isdigit() or "\t" not in raw[slice(*lines[position])]:
        return None
    after, ends, last = position + 1, position + 1, min(len(lines), position + _TALLEST)
    while after < last and not _begins_row(raw, lines[after], int(number) + 1):
        cells = cells_of(raw, lines[after])
        titled = len(cells) == 1 and re.match(NUMBERED, raw[slice(*cells[0])])
        if titled or len(row) + len(cells) - 1 > len(heads):
            break
        row = [*row[:-1], (row[-1][0], cells[0][1]), *cells[1:]]
        after += 1
        ends = after if len(cells) > 1 else ends
    closed = after < last and _begins_row(raw, lines[after], int(number) + 1)
    if not closed or after - ends > _WRAPS:
        after = ends
        row[-1] = row[-1][0], lines[ends - 1][1]
    whole = after > position + 1 and len(row) == len(heads)
    return (row, after) if whole and is_apt(raw, dict(enumerate(row)), heads) else None


def _begins_row(raw: str, line: Place, number: int) -> bool:
    words = raw[slice(*line)]
    return "\t" in words and words.partition("\t")[0].strip(" .、") == str(number)


def _heads_rows(raw: str, filled: list[Place]) -> bool:
    """Whether the cells of a line are a heading's number and its words, and nothing else."""
    number = re.fullmatch(rf"{HAN}[、）)]?\s*", raw[slice(*filled[0])]) is not None
    numbered = number or re.match(NUMBERED, raw[slice(*filled[0])])
    return len(filled) == 1 + number and bool(numbered)


def _goes_on(raw: str, row: list[Place], rest: Place, heads: list[str]) -> bool:
    """Whether a line below a row is the rest of its last cell: of a name, or between bars."""
    last = row[-1]
    between = raw[last[1] : rest[0]]
    if between.count("\n") != 1 or len(row) != len(heads) or "|" in between:
        return False
    parted = suits(raw, [last, rest], heads[-1]) > 0
    opened = raw.rfind("\n", 0, row[0][0]) + 1
    barred = raw[opened : row[0][0]].strip() == "|"
    whole = suits(raw, [rest], heads[-1]) > 0
    name = heads[-1] in ROLE_COLUMNS and (
        whole or unit_names.REST.fullmatch(words_of(raw, rest)) is not None
    )
    return barred or (name and parted)


def _rows_by_cell(
    raw: str, lines: Sequence[Place], position: int, heads: list[str]
) -> tuple[list[list[Place]], int]:
    """Rows whose cells stand a line each: a row begins where the next number does, if they have."""
    rows: list[list[Place]] = []
    if heads[0] != "number":
        rows = rows_of_lines(raw, lines, position, heads)
        return rows, position + len(heads) * len(rows)
    first = (row_number(raw, lines[position]) if position < len(lines) else 0) or 1
    while position < len(lines) and raw[slice(*lines[position])].strip() == str(first + len(rows)):
        end, last = position + 1, min(len(lines), position + _TALLEST)
        while end < last and raw[slice(*lines[end])].strip() != str(first + len(rows) + 1):
            end += 1
        if end == last:
            least = position + len(heads)
            ends = range(min(end, least), min(end, least + _WRAPS) + 1)
            end = max(
                ends,
                key=lambda stop: (spread(raw, lines[position:stop], heads, empty=True)[0], -stop),
            )
        rows.append(list(lines[position:end]))
        position = end
    return rows, position
