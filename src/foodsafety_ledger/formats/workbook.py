"""What every workbook is written with: the library, fonts, rules, how high a row is, the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final

from foodsafety_ledger.formats.terminal import cell_len
from foodsafety_ledger.model.failure import UsageError

Book = Any
Sheet = Any
Made = Any
"""A workbook, a sheet of it and a format of its cells: the library has no types."""

RULE: Final = {"border": 1, "border_color": "#7F7F7F"}
"""The lines around a cell of a table."""

BODY: Final = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
"""Running text in a cell."""

HEAD: Final = BODY | RULE | {"font_name": "黑体", "align": "center", "bg_color": "#D9E2F3"}
"""What heads a column."""

TITLE: Final = {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}
A4, A3 = 9, 8
"""Paper, by the library's numbers."""

_LINE: Final = 14.0
_LOWEST, _HIGHEST = 18.0, 400.0


def new_book(held: BytesIO, title: str, day: date) -> Book:
    """A workbook being written, which bears no date but ``day``.

    UsageError where the library is not installed.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError("format-extra", extra="xlsx") from None
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"title": title, "created": datetime.combine(day, time())})
    return book


class Formats:
    """The formats of a workbook by what they say, each made once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Made] = {}

    def __getitem__(self, keys: Mapping[str, object]) -> Made:
        known = tuple(sorted(keys.items()))
        if known not in self._made:
            self._made[known] = self._book.add_format(dict(keys))
        return self._made[known]


def put_texts(sheet: Sheet, at: tuple[int, int], texts: Iterable[str], made: Made = None) -> None:
    """Texts beside each other from a row and column on, none of them taken for a formula."""
    row, first = at
    for column, text in enumerate(texts, first):
        sheet.write_string(row, column, text, made)


def row_height(cells: Iterable[tuple[str, int]], lowest: float = _LOWEST) -> float:
    """How high a row is, in points: as many lines as its longest cell takes in its width.

    Said outright, for not every program works it out itself.
    """
    lines = (
        sum(max(1, -(-cell_len(part) * 20 // (width * 19 - 10))) for part in text.split("\n"))
        for text, width in cells
    )
    return min(_HIGHEST, max(lowest, _LINE * max(lines, default=1) + 4))


def set_page(sheet: Sheet, paper: int, repeated: int | None) -> None:
    """Across the paper, as wide as it is, the row of the heads on every page, each numbered."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    if repeated is not None:
        sheet.repeat_rows(repeated)
    sheet.hide_gridlines(2)
    sheet.set_footer('&C&"宋体"&9- &P / &N -')
