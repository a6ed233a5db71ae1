"""Tables pasted as text: where in a document they stand, and those that could not be read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.table_cells import HAN, cells_of, lines_of, words_of
from foodsafety_ledger.document.table_columns import ROLE_COLUMNS, column_of, head_at, is_head
from foodsafety_ledger.document.table_fit import is_apt
from foodsafety_ledger.document.table_heads import WIDEST, heads_from
from foodsafety_ledger.document.table_lines import rows_below, signs
from foodsafety_ledger.document.table_owner import is_owned, owner_of, says_whose
from foodsafety_ledger.document.table_reading import read_rows
from foodsafety_ledger.document.table_rows import TaskTable

_LEAST_ROWS: Final = 3
"""So many lines of three cells and more, without a head that is known, are a table not read."""
_HEADING: Final = re.compile(f"{HAN}[、）)].{{2,24}}")
"""A cell that heads the rows below it in a table that blanks part."""
_MOST_BLANK: Final = 5_000
"""So many cells may a table have that blanks part."""
_FLATTENED: Final = re.compile(
    "(?:序号|编号)(?:(?:" + "|".join(lexicon.COLUMNS.values()) + ")){2,9}(?=1|一)"
)


def find_tables(document: Document) -> list[TaskTable]:
    """The tables that have a column of tasks and one of responsible units, and those not read."""
    raw, lines = document.raw, list(lines_of(document.raw))
    tables: list[TaskTable] = []
    position = 0
    while position < len(lines):
        owner = owner_of(raw, lines[position - 1]) if position else None
        heads, after, cells = heads_from(raw, lines, position, owned=owner is not None)
        if not heads:
            labels, values, end = _card(raw, lines, position)
            if labels:
                tables.append(_stretch(document, lines, position, end))
                read_rows(
                    document,
                    [values],
                    [column_of(words_of(raw, one)) for one in labels],
                    tables[-1],
                    labels,
                )
                position = end
                continue
            end = _unread(raw, lines, position)
            if end > position:
                tables.append(_stretch(document, lines, position, end))
            position = max(position + 1, end)
            continue
        rows, end = rows_below(raw, lines, after, heads)
        owned = owner is not None and is_owned(heads)
        table = _stretch(document, lines, position - owned, end)
        read_rows(document, [[lines[position - 1]]] * owned + rows, heads, table, cells)
        behind = raw[slice(*(lines[end : end + 1] or [(0, 0)])[0])]
        broken = rows and signs(raw, lines, end) and "\n" in raw[slice(*rows[-1][-1])]
        if table.rows and (behind.startswith("  ") or broken):
            table.rows[-1].doubts.append(Doubt("cells"))
        tables.append(table)
        position = end
    read = Stretches(table.place for table in tables)
    tables += _of_blanks(document, read)
    read = Stretches(table.place for table in tables)
    flattened = (found.span() for found in _FLATTENED.finditer(document.flat))
    tables += [TaskTable(*place) for place in flattened if not read.touching(*place)]
    return sorted(tables, key=lambda table: table.start)


def loose_heads(document: Document) -> list[int]:
    """Where the head of a table stands whose cells only blanks part, as in the text of a PDF.

    A line may end between two of its cells, or inside one.
    """
    edges = [i for i, gap in enumerate(document.gaps) if gap] + [len(document.flat)]
    found: list[int] = []
    columns: list[str] = []
    first = begin = 0
    for start, end in pairwise(edges):
        name, line = head_at(document.flat, start, end), document.gaps[start] is Gap.LINE
        whole = head_at(document.flat, begin, end) if line and columns else "?"
        if whole != "?":
            columns[-1] = whole
        else:
            if line and "?" in (name, *columns):
                columns, first = [], start
            columns.append(name)
            begin = start
        if (
            len(columns) >= _LEAST_ROWS
            and "?" not in columns
            and not ROLE_COLUMNS.isdisjoint(columns)
        ):
            found.append(first)
    return sorted(set(found))


def _of_blanks(document: Document, read: Stretches) -> Iterator[TaskTable]:
    """The tables whose cells a single blank parts, or the end of a line, where every row is whole.

    Those on one line with all else are numbered; others have a row a line.
    """
    edges = [i for i, gap in enumerate(document.gaps) if gap] + [len(document.flat)]
    names = [head_at(document.flat, *place) for place in pairwise(edges)]
    cells = [(document.origin[a], document.origin[b - 1] + 1) for a, b in pairwise(edges)]
    first = 0
    while first < len(cells):
        after = first
        while after < len(cells) and names[after] != "?":
            after += 1
        heads = names[first:after]
        if len(heads) >= _LEAST_ROWS and is_head(heads) and not read.holding(edges[first]):
            rows = _whole_rows(document, cells[after : after + _MOST_BLANK], heads)
            if rows:
                after = 1 + bisect_left(cells, rows[-1][-1])
                table = TaskTable(edges[first], edges[after])
                read_rows(document, rows, heads, table, cells[first:])
                yield table
        first = max(after, first + 1)


def _whole_rows(document: Document, cells: Sequence[Place], heads: list[str]) -> list[list[Place]]:
    """The rows that some cells behind a line of heads make; none where one of them is not whole.

    A row of one cell is a heading of those below. What follows the last may not look like one more.
    """
    raw, wide = document.raw, len(heads)
    if heads[0] == "number":
        rows, ended = _numbered_rows(raw, cells, wide)
    else:
        rows = [list(cells[at : at + wide]) for at in range(0, len(cells) - wide + 1, wide)]
        begins = [document.gaps[document.offset(row[0][0])] is Gap.LINE for row in rows]
        fits = [
            begun and not any("\n" in raw[a[1] : b[0]] for a, b in pairwise(row))
            for begun, row in zip(begins, rows, strict=True)
        ]
        rows = rows[: [*fits, False].index(False)]
        behind = cells[len(rows) * wide :][:_LEAST_ROWS]
        ended = all("\n" in raw[a[1] : b[0]] for a, b in pairwise(behind))
    apt = all(is_apt(raw, dict(enumerate(row)), heads) for row in rows if len(row) > 1)
    return rows if len(rows) > 1 and apt and ended else []


def _numbered_rows(raw: str, cells: Sequence[Place], wide: int) -> tuple[list[list[Place]], bool]:
    """The rows whose numbers go on from 1, with the headings between them, and whether they end."""
    rows: list[list[Place]] = []
    at, number = 0, 1
    while at + wide <= len(cells):
        heading = _HEADING.fullmatch(words_of(raw, cells[at])) is not None
        row = list(cells[at + heading : at + heading + wide])
        if len(row) < wide or words_of(raw, row[0]).rstrip(".、") != str(number):
            break
        rows += [[cells[at]]] * heading + [row]
        at, number = at + heading + wide, number + 1
    behind = (words_of(raw, cell).rstrip(".、") for cell in cells[at : at + 2 * wide])
    return rows, str(number) not in behind


def _stretch(document: Document, lines: Sequence[Place], first: int, behind: int) -> TaskTable:
    return TaskTable(document.offset(lines[first][0]), document.offset(lines[behind - 1][1]))


def _card(raw: str, lines: Sequence[Place], position: int) -> tuple[list[Place], list[Place], int]:
    """The labels and the cells behind them of a table of one task, and where it ends.

    Each of its lines has a label and what stands behind it, or two of both. Empty without units or
    a task.
    """
    labels: list[Place] = []
    values: list[Place] = []
    names: dict[str, str] = {}
    end = position
    while end < min(len(lines), position + WIDEST):
        cells = [cell for cell in cells_of(raw, lines[end]) if raw[slice(*cell)].strip()]
        words = [words_of(raw, cell).rstrip("：") for cell in cells]
        own = {word: column_of(word) for word in words[0::2]}
        fits = len(cells) in (2, 4) and all(column_of(one).startswith("?") for one in words[1::2])
        if not fits or own.keys() & names or any(one.startswith("?") for one in own.values()):
            break
        labels, values, names = labels + cells[0::2], values + cells[1::2], names | own
        end += 1
    whole = len(names) >= _LEAST_ROWS and is_head(list(names.values()))
    return (labels, values, end) if whole else ([], [], position)


def _unread(raw: str, lines: Sequence[Place], position: int) -> int:
    """Behind the last of the lines that look like rows of a table; ``position`` without any."""
    end = position
    while end < len(lines) and len(cells_of(raw, lines[end])) >= _LEAST_ROWS:
        end += 1
        if end < len(lines) and heads_from(raw, lines, end, owned=True)[0]:
            break
    tabbed = any(char in raw[slice(*lines[position])] for char in "\t|｜")
    told = any(says_whose(raw, line) for line in lines[position:end])
    return end if end - position >= _LEAST_ROWS and tabbed and not told else position
