"""Tables pasted as text: a line of column heads, then a row a line or a cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.text import Document
from foodsafety_ledger.model.plan import Role

_PARTED: Final = re.compile(r"\t|(?<![^\S\n])[^\S\n]++[|｜][^\S\n]*|[|｜][^\S\n]*|[ \u3000]{2,}")
_COLUMNS: Final = {
    name: re.compile(f"(?:{pattern})(?:（[^）]*）)?") for name, pattern in lexicon.COLUMNS.items()
}
_ROLES: Final = frozenset(role.value for role in Role)
_NUMBERED: Final = r"\s*[（(]?[一二三四五六七八九十]+[、）)]"
_TALLEST: Final = 100
"""The most lines that a row has whose cells stand a line each."""
_RULE_LINE: Final = re.compile(r"[\s|｜+:：\-—=]+")


class Cell(NamedTuple):
    """A cell: offsets into the document's raw text."""

    start: int
    end: int


@dataclass(slots=True)
class Row:
    """A row that names its responsible units; offsets into the folded text.

    ``roles`` are the cells that name units, each with the role of its column.
    """

    number: int
    section: str
    text: tuple[int, int]
    roles: list[tuple[Role, int, int]]
    due: str = ""


@dataclass(slots=True)
class Table:
    """A table: where it stands in the folded text, and its rows."""

    start: int
    end: int
    rows: list[Row] = field(default_factory=list)


def find_tables(document: Document) -> list[Table]:
    """The tables that have a column of tasks and one of responsible units."""
    lines = list(_lines(document.raw))
    tables: list[Table] = []
    position = 0
    while position < len(lines):
        heads, after = _heads(document.raw, lines, position)
        if not heads:
            position += 1
            continue
        rows, end = _rows(document.raw, lines, after, heads)
        stop = lines[end - 1].end
        table = Table(document.offset(lines[position].start), document.offset(stop))
        table.rows = list(_read(document, rows, heads))
        tables.append(table)
        position = end
    return [table for table in tables if table.rows]


def _lines(raw: str) -> Iterator[Cell]:
    start = 0
    for line in raw.split("\n"):
        if line.strip() and _RULE_LINE.fullmatch(line) is None:
            yield Cell(start, start + len(line))
        start += len(line) + 1


def _cells(raw: str, line: Cell) -> list[Cell]:
    """The cells of a line; the bars at both ends of a line part nothing."""
    text = raw[line.start : line.end]
    start = line.start + len(text) - len(text.lstrip(" |｜"))
    end = line.end - (len(text) - len(text.rstrip(" |｜")))
    cells = []
    for found in _PARTED.finditer(raw, start, end):
        cells.append(Cell(start, found.start()))
        start = found.end()
    return [*cells, Cell(start, end)]


def _heads(raw: str, lines: Sequence[Cell], position: int) -> tuple[list[str], int]:
    """The columns that the line, or the lines from here on, name; and where the rows begin."""
    columns = [_column(raw, cell) for cell in _cells(raw, lines[position])]
    if len(columns) > 1:
        return (columns if _is_head(columns) else []), position + 1
    after = position
    columns = []
    while after < len(lines) and len(columns) < 10:
        column = _column(raw, lines[after])
        if not column:
            break
        columns.append(column)
        after += 1
    whole = _is_head(columns) and columns[0] == "number"
    return (columns if whole else []), after


def _column(raw: str, cell: Cell) -> str:
    words = re.sub(r"\s", "", raw[cell.start : cell.end])
    return next((name for name, form in _COLUMNS.items() if form.fullmatch(words)), "")


def _is_head(columns: list[str]) -> bool:
    return all(columns) and "text" in columns and not _ROLES.isdisjoint(columns)


def _rows(
    raw: str, lines: Sequence[Cell], position: int, heads: list[str]
) -> tuple[list[list[Cell]], int]:
    rows: list[list[Cell]] = []
    per_line = position < len(lines) and len(_cells(raw, lines[position])) > 1
    if not per_line:
        return _rows_by_cell(raw, lines, position, heads)
    while position < len(lines):
        cells = _cells(raw, lines[position])
        heading = len(cells) == 1 and re.match(_NUMBERED, raw[slice(*cells[0])])
        if len(cells) < max(2, len(heads) - 2) and not heading:
            break
        rows.append(cells)
        position += 1
    return rows, position


def _rows_by_cell(
    raw: str, lines: Sequence[Cell], position: int, heads: list[str]
) -> tuple[list[list[Cell]], int]:
    """Rows whose cells stand a line each: a row begins where the next number does."""
    rows: list[list[Cell]] = []
    while position < len(lines) and raw[slice(*lines[position])].strip() == str(len(rows) + 1):
        end, last = position + 1, min(len(lines), position + _TALLEST)
        while end < last and raw[slice(*lines[end])].strip() != str(len(rows) + 2):
            end += 1
        if end == last:
            end = min(end, position + len(heads))
        rows.append(list(lines[position:end]))
        position = end
    return rows, position


def _read(document: Document, rows: list[list[Cell]], heads: list[str]) -> Iterator[Row]:
    section, number = "", 0
    for cells in rows:
        if len(cells) == 1:
            section = re.sub(_NUMBERED, "", document.raw[slice(*cells[0])].strip())
            continue
        if all(_column(document.raw, cell) for cell in cells):
            continue
        number += 1
        yield from _row(document, list(_aligned(cells, heads)), section, number)


def _aligned(cells: list[Cell], heads: list[str]) -> Iterator[tuple[str, Cell]]:
    """Each column with its cell; cells too many belong to the task, too few leave out the first."""
    heads = heads[max(0, len(heads) - len(cells)) :]
    text = heads.index("text") if "text" in heads else 0
    behind = len(heads) - text - 1
    yield from zip(heads[:text], cells[:text], strict=False)
    middle = cells[text : len(cells) - behind]
    if middle:
        yield "text", Cell(middle[0].start, middle[-1].end)
    yield from zip(heads[text + 1 :], cells[len(cells) - behind :], strict=False)


def _row(
    document: Document, cells: list[tuple[str, Cell]], section: str, number: int
) -> Iterator[Row]:
    flat = document.flat
    spans = [(name, document.offset(c.start), document.offset(c.end)) for name, c in cells]
    roles = [
        (Role(name), start, end) for name, start, end in spans if name in _ROLES and start < end
    ]
    text = [(start, end) for name, start, end in spans if name == "text"]
    words = {name: flat[start:end] for name, start, end in reversed(spans)}
    if roles and text:
        stated = words.get("number", "").strip("、.")
        yield Row(
            int(stated) if re.fullmatch("[1-9][0-9]{0,3}", stated) else number,
            words.get("section") or section,
            (text[0][0], text[-1][1]),
            roles,
            words.get("due", ""),
        )
