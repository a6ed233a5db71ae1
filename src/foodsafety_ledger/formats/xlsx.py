"""Writes a view as a workbook: its page as people read it, its records with typed cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final, NamedTuple, assert_never

from foodsafety_ledger.formats.cells import cell_len
from foodsafety_ledger.formats.workbook import (
    A3,
    A4,
    BODY,
    HEAD,
    RULE,
    TITLE,
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
    Steps,
    Table,
    beside,
    text_of,
)

if TYPE_CHECKING:
    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.views.view import Field, View

_NARROW, _WIDE = 8, 48
_EXACT: Final = 10**15
"""Excel keeps 15 digits: a longer number is written as text."""


class _Row(NamedTuple):
    """A row of the page: its texts, what kind of row it is, and which of its cells stand right."""

    texts: tuple[str, ...]
    kind: str = "text"
    right: tuple[bool, ...] = ()


def write(view: View, _: Screen) -> bytes:
    """The workbook's bytes: the same for the same view."""
    held = BytesIO()
    rows = [row for block in view.page() for row in _rows(block)]
    title = rows[0].texts[0] if rows else ""
    book = new_book(held, title, view.origin.day)
    _page(book, rows)
    _records(book, view)
    book.close()
    return held.getvalue()


def _rows(block: Block) -> Iterator[_Row]:
    match block:
        case Heading():
            yield _Row((text_of(block.line),), "title" if block.level == 1 else "heading")
        case Paragraph():
            yield from (_Row(("  " * block.indent + text_of(one),)) for one in block.lines)
        case Facts():
            yield from (_Row((label, text_of(beside(held)))) for label, held in block.pairs)
        case Steps():
            yield from (_Row(("    " * depth + text_of(one.line),)) for depth, one in block.walk())
        case Table():
            yield from _table(block)
        case _:
            assert_never(block)
    yield _Row(())


def _table(table: Table) -> Iterator[_Row]:
    right = tuple(column.right for column in table.columns)
    yield _Row(tuple(column.title for column in table.columns), "head")
    for row in table.rows:
        if isinstance(row, Band):
            yield _Row((text_of(row.line),), "heading")
        else:
            yield _Row(tuple(map(_text, row)), "cells", right)


def _text(held: Cell) -> str:
    return "\n".join(map(text_of, held))


def _page(book: Any, rows: list[_Row]) -> None:  # noqa: ANN401 - the library has no types
    """Every cell a text: what people read says itself how it is rounded."""
    formats = {
        "title": book.add_format(TITLE | {"align": "left"}),
        "heading": book.add_format(BODY | {"font_name": "黑体", "text_wrap": False}),
        "text": book.add_format(BODY | {"text_wrap": False}),
        "head": book.add_format(HEAD),
        "cells": book.add_format(BODY | RULE),
    }
    flush = book.add_format(BODY | RULE | {"align": "right"})
    sheet = book.add_worksheet("1")
    widths = _widths(rows)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows):
        for column, (text, right) in enumerate(zip_longest(row.texts, row.right, fillvalue="")):
            made = flush if right else formats[row.kind]
            sheet.write_string(number, column, inert_lines(str(text)), made)
        if row.kind in ("cells", "head"):
            sheet.set_row(number, row_height(zip(row.texts, widths, strict=False)))
    set_page(sheet, A4, None)


def _widths(rows: Iterable[_Row]) -> list[int]:
    widths: list[int] = []
    for row in rows:
        if row.kind in ("cells", "head"):
            own = (max(map(cell_len, text.split("\n"))) + 2 for text in row.texts)
            widths = [max(pair) for pair in zip_longest(widths, own, fillvalue=_NARROW)]
    return [min(width, _WIDE) for width in widths]


def _records(book: Any, view: View) -> None:  # noqa: ANN401 - the library has no types
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


def _put(sheet: Any, row: int, column: int, field: Field, day: Any) -> None:  # noqa: ANN401
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
