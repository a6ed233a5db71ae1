"""Writes a view as a workbook: its page as people read it, its records with typed cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from foodsafety_ledger.formats.ink import INK, without_signs
from foodsafety_ledger.formats.terminal import cell_len
from foodsafety_ledger.formats.workbook import (
    A3,
    A4,
    BODY,
    HEAD,
    RULE,
    TITLE,
    Book,
    Formats,
    Made,
    Worksheet,
    new_book,
    row_height,
    set_page,
)
from foodsafety_ledger.model.inert import inert_lines
from foodsafety_ledger.views.page import (
    Band,
    Block,
    Cell,
    Facts,
    Heading,
    Paragraph,
    Run,
    Steps,
    Table,
    cell,
    text_of,
)

if TYPE_CHECKING:
    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.views.page import Line
    from foodsafety_ledger.views.view import Field, View

_NARROW, _WIDE, _ACROSS = 8, 48, 110
"""Widths in half-width letters: the least and the most of a column, and of all of them together."""

_EXACT: Final = 10**15
"""Excel keeps 15 digits: a longer number is written as text."""


class _Row(NamedTuple):
    """A row of the page: its cells, what kind of row it is, and which of its cells stand right.

    Its last cell goes on to the sheet's last column, for tables of all sizes stand in one sheet.
    """

    cells: tuple[Cell, ...]
    kind: str = "text"
    right: tuple[bool, ...] = ()

    @property
    def texts(self) -> list[str]:
        """What its cells say."""
        return [_text(held) for held in self.cells]


def write(view: View, _: Screen) -> bytes:
    """The workbook's bytes: the same for the same view."""
    held = BytesIO()
    rows = [row for block in view.page() for row in _rows(block)]
    book = new_book(held, rows[0].texts[0] if rows else "", view.origin.day)
    _Page(book, rows).write()
    _records(book, view)
    book.close()
    return held.getvalue()


def _rows(block: Block) -> Iterator[_Row]:
    match block:
        case Heading():
            yield _Row(((block.line,),), "title" if block.level == 1 else "heading")
        case Paragraph():
            yield from (_Row(((_indented(block.indent, one),),)) for one in block.lines)
        case Facts():
            yield from (_Row((cell(name), held), "fact") for name, held in block.pairs)
        case Steps():
            walked = block.walk()
            yield from (_Row(((_indented(2 * depth, one.line),),)) for depth, one in walked)
        case Table():
            yield from _table(block)
        case _:
            assert_never(block)
    yield _Row(())


def _indented(steps: int, one: Line) -> Line:
    return (Run("  " * steps), *one) if steps else one


def _table(table: Table) -> Iterator[_Row]:
    yield _Row(tuple(((Run(one.title),),) for one in table.columns), "head")
    right = tuple(column.right for column in table.columns)
    for row in table.rows:
        if isinstance(row, Band):
            yield _Row(((row.line,),), "heading")
        else:
            yield _Row(row, "cells", right)


def _text(held: Cell) -> str:
    return "\n".join(text_of(without_signs(one)) for one in held)


def _ink(held: Cell) -> dict[str, str]:
    """The colour of a cell that says one thing."""
    tones = {run.tone for one in held for run in without_signs(one)}
    colours = [INK[tone] for tone in tones if tone in INK]
    return {"font_color": f"#{colours[0]}"} if colours and len(tones) == 1 else {}


_KINDS: Final = {
    "title": TITLE | {"align": "left", "text_wrap": True},
    "heading": BODY | {"font_name": "黑体"},
    "text": BODY,
    "fact": BODY,
    "head": HEAD,
    "cells": BODY | RULE,
}


class _Page:
    """The sheet for people: every cell a text, for what they read says itself how it is rounded."""

    def __init__(self, book: Book, rows: list[_Row]) -> None:
        self._formats = Formats(book)
        self._sheet = book.add_worksheet("1")
        self._rows, self._widths = rows, _widths(rows)

    def write(self) -> None:
        """Fills the sheet."""
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
        for number, row in enumerate(self._rows):
            widths = [*self._widths[: len(row.cells) - 1], sum(self._widths[len(row.cells) - 1 :])]
            for column, held in enumerate(row.cells):
                self._put(number, column, row, held)
            lowest = 26.0 if row.kind == "title" else 18.0
            self._sheet.set_row(number, row_height(zip(row.texts, widths, strict=False), lowest))
        set_page(self._sheet, A4, None)

    def _put(self, number: int, column: int, row: _Row, held: Cell) -> None:
        is_right = column < len(row.right) and row.right[column]
        keys = _KINDS[row.kind] | _ink(held) | ({"align": "right"} if is_right else {})
        made, text, last = self._formats[keys], inert_lines(_text(held)), len(self._widths) - 1
        if column == len(row.cells) - 1 < last:
            self._sheet.merge_range(number, column, number, last, "", made)
        self._sheet.write_string(number, column, text, made)


def _widths(rows: Iterable[_Row]) -> list[int]:
    """How wide each column is: what its cells need, the last one all that is left of the page."""
    tables = [row for row in rows if row.kind in ("cells", "head", "fact")]
    widths = [_NARROW] * max((len(row.cells) for row in tables), default=1)
    for row in tables:
        own = [max(map(cell_len, text.split("\n"))) + 2 for text in row.texts]
        for column, width in enumerate(own if len(own) == len(widths) else own[:-1]):
            widths[column] = max(widths[column], min(width, _WIDE))
    return [*widths[:-1], max(widths[-1], _ACROSS - sum(widths[:-1]))]


def _records(book: Book, view: View) -> None:
    sheet = book.add_worksheet("data")
    head, day = book.add_format(HEAD), book.add_format({"num_format": "yyyy-mm-dd"})
    keys, rows = view.records()
    for column, key in enumerate(keys):
        sheet.write_string(0, column, key, head)
        sheet.set_column(column, column, 16)
    set_page(sheet, A3, 0)
    for number, row in enumerate(rows, 1):
        for column, key in enumerate(keys):
            _put(sheet, number, column, row.get(key), day)
    sheet.freeze_panes(1, 0)


def _put(sheet: Worksheet, row: int, column: int, field: Field, day: Made) -> None:
    match field:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, field)
        case int() | Decimal() if -_EXACT < field < _EXACT:
            sheet.write_number(row, column, field)
        case date():
            sheet.write_datetime(row, column, field, day)
        case _:
            sheet.write_string(row, column, inert_lines(str(field)))
