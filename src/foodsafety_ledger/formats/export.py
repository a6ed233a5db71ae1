"""The conventional 台账 as a CSV file or a workbook: no cell of it is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from foodsafety_ledger.formats.workbook import (
    A3,
    BODY,
    HEAD,
    RULE,
    TITLE,
    Made,
    Sheet,
    new_book,
    put_texts,
    row_height,
    set_page,
)
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.reading.heads import DIGEST, EXPORT_KEYS, LONGEST, MACHINE
from foodsafety_ledger.reading.sheets import digest_of, quoted
from foodsafety_ledger.views.export import HEADS, Exported, ExportPart

if TYPE_CHECKING:
    from foodsafety_ledger.words import Say

_WIDTHS: Final = (5, 6, 18, 30, 14, 14, 8, 8, 11, 9, 34, 24, 8, 18, 18, 18, 8, 11, 8, 8)
_FORBIDDEN: Final = dict.fromkeys(map(ord, "[]:*?/\\'"), " ")
_NAME: Final = 31
"""How many characters the name of a sheet may have."""


def csv_text(exported: Exported) -> str:
    """A row for each entry: what people read, then its own keys, then the hash of the first."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([*HEADS, *EXPORT_KEYS, DIGEST])
    for row, record in zip(exported.every, exported.records, strict=True):
        told = [*row, *(record[key] for key in EXPORT_KEYS), digest_of([row])]
        writer.writerow(map(quoted, told))
    return held.getvalue()


def workbook(exported: Exported, parts: Iterable[ExportPart], say: Say) -> bytes:
    """A sheet for each of ``parts``, the district and the departments, and one for programs."""
    _require_room(exported)
    held = io.BytesIO()
    plan = exported.plan
    book = new_book(held, plan.title.in_(say.lang), plan.document.issued)
    body, head, title = (book.add_format(one) for one in (BODY | RULE, HEAD, TITLE))
    digests: dict[str, str] = {}
    for part in parts:
        sheet = book.add_worksheet(_name(part.name, digests))
        told = say("export.title", plan=exported.plan.title, part=part.name)
        sheet.merge_range(0, 0, 0, len(HEADS) - 1, f"{told} {exported.lacking}".strip(), title)
        _fill(sheet, part, head, body)
        digests[sheet.name] = digest_of([HEADS, *part.rows])
    _machine(book.add_worksheet(MACHINE), exported, digests)
    book.close()
    return held.getvalue()


def _require_room(exported: Exported) -> None:
    """UsageError where a text is longer than a workbook's cell may be."""
    for record in exported.records:
        if any(len(text) > LONGEST for text in record.values()):
            raise UsageError("cell-too-long", id=record["id"], limit=LONGEST)


def _name(name: str, taken: dict[str, str]) -> str:
    made = base = name.translate(_FORBIDDEN).strip()[:_NAME]
    number = 1
    while made.lower() in {one.lower() for one in taken}:
        number += 1
        made = f"{base[: _NAME - 3]} {number}"
    return made


def _fill(sheet: Sheet, part: ExportPart, head: Made, body: Made) -> None:
    sheet.set_row(0, 30)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    put_texts(sheet, (1, 0), HEADS, head)
    for number, row in enumerate(part.rows, 2):
        put_texts(sheet, (number, 0), row, body)
        sheet.set_row(number, row_height(zip(row, _WIDTHS, strict=True)))
    sheet.freeze_panes(2, 2)
    set_page(sheet, A3, 1)
    sheet.autofilter(1, 0, 1 + len(part.rows), len(HEADS) - 1)


def _machine(sheet: Sheet, exported: Exported, digests: dict[str, str]) -> None:
    """The keys, a row for each entry, and behind them the hash of each sheet."""
    put_texts(sheet, (0, 0), (*EXPORT_KEYS, DIGEST))
    for number, record in enumerate(exported.records, 1):
        put_texts(sheet, (number, 0), map(record.__getitem__, EXPORT_KEYS))
    for number, pair in enumerate(digests.items(), 1):
        put_texts(sheet, (number, len(EXPORT_KEYS)), pair)
    sheet.hide()
