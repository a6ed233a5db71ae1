"""What every workbook is written with, and the office's own two: its 台账 and the form to fill.

No cell of them is a formula, and the same content is the same bytes. The cells that a form leaves
to fill are open and yellow, all others are locked, without a password. What may be answered is
checked as it is typed; whoever reads the form back checks everything anew.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from foodsafety_ledger.formats.terminal import cell_len
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.number import parse_decimal, parse_integer
from foodsafety_ledger.model.period import parse_date
from foodsafety_ledger.reading.heads import (
    BLANK,
    DIGEST,
    EXPORT_KEYS,
    FORM_HEADS,
    LONGEST,
    MACHINE,
    FormKey,
)
from foodsafety_ledger.reading.sheets import digest_of, quoted
from foodsafety_ledger.views.template import (
    HEADS,
    Answer,
    Exported,
    ExportPart,
    FormRow,
    Slot,
    Template,
)

if TYPE_CHECKING:
    from foodsafety_ledger.words import Say


Book = Any
Worksheet = Any
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


def put_texts(
    sheet: Worksheet, at: tuple[int, int], texts: Iterable[str], made: Made = None
) -> None:
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


def set_page(sheet: Worksheet, paper: int, repeated: int | None) -> None:
    """Across the paper, as wide as it is, the row of the heads on every page, each numbered."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    if repeated is not None:
        sheet.repeat_rows(repeated)
    sheet.hide_gridlines(2)
    sheet.set_footer('&C&"宋体"&9- &P / &N -')


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
    book = new_book(held, plan.title.in_(say.lang), plan.document.issued or plan.start)
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


def _fill(sheet: Worksheet, part: ExportPart, head: Made, body: Made) -> None:
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


def _machine(sheet: Worksheet, exported: Exported, digests: dict[str, str]) -> None:
    """The keys, a row for each entry, and behind them the hash of each sheet."""
    put_texts(sheet, (0, 0), (*EXPORT_KEYS, DIGEST))
    for number, record in enumerate(exported.records, 1):
        put_texts(sheet, (number, 0), map(record.__getitem__, EXPORT_KEYS))
    for number, pair in enumerate(digests.items(), 1):
        put_texts(sheet, (number, len(EXPORT_KEYS)), pair)
    sheet.hide()


_SHEET: Final = "填报表"
_FORM_WIDTHS: Final = {
    FormKey.ITEM: 5,
    FormKey.TASK: 24,
    FormKey.ROLE: 5,
    FormKey.TARGET: 13,
    FormKey.GOAL: 19,
    FormKey.LAST: 10,
    FormKey.DONE: 10,
    FormKey.TOTAL: 9,
    FormKey.STATUS: 8,
    FormKey.NOTE: 20,
    FormKey.PROBLEMS: 13,
    FormKey.NEXT: 13,
    FormKey.DATE: 11,
    FormKey.BY: 7,
    FormKey.APPROVED_BY: 7,
    FormKey.RETURNED: 9,
}
"""In characters of the sheet's font."""

_TITLE, _LINES, _FOR_ALL = 0, 1, 3
_HEADS_AT: Final = 4
"""The sheet's rows from 0; the table follows its heads."""

_CENTRED: Final = frozenset(
    {
        FormKey.ITEM,
        FormKey.ROLE,
        FormKey.LAST,
        FormKey.DONE,
        FormKey.TOTAL,
        FormKey.STATUS,
        FormKey.DATE,
    }
)
_MAY: Final = ("format_columns", "format_rows", "insert_rows", "sort", "autofilter")
_LEAVE: Final = dict.fromkeys(("select_locked_cells", "select_unlocked_cells", *_MAY), True)
"""What protection still lets people do."""

_FORMULAS: Final = {
    Answer.AMOUNT: '=OR({0}="不适用",AND(ISNUMBER({0}),{0}>=0))',
    Answer.WHOLE: '=OR({0}="不适用",AND(ISNUMBER({0}),{0}>=0,{0}=INT({0})))',
    Answer.REACHED: '=OR({0}="不适用",AND(ISNUMBER({0}),{0}>36525,{0}<73051))',
}
_LISTS: Final = {Answer.STATUS: "G", Answer.FILLER: "H", Answer.SIGNER: "I"}
"""The columns of the machine's sheet with what there is to choose from; a name may be another."""

_DATED: Final = frozenset({Answer.REACHED, Answer.DAY})
_FIGURES: Final = frozenset({FormKey.DONE, FormKey.TOTAL})
_ASKED, _SETTLED = "#FFF9E5", "#EAF3E6"
"""What is to be filled in, and what was reported already and may be corrected."""


def write_form(template: Template, say: Say) -> bytes:
    """The workbook of a form."""
    held = BytesIO()
    book = new_book(held, template.title, template.issued)
    _Writer(book, template, say).write()
    book.close()
    return held.getvalue()


def _figure(slot: Slot) -> int | float | date | None:
    """What a figure's cell holds as a number or a date; None where only its text says the same."""
    if slot.answer is Answer.REACHED:
        return parse_date(slot.text)
    if (count := parse_integer(slot.text)) is not None:
        return count
    amount = parse_decimal(slot.text)
    return float(slot.text) if amount is not None and str(float(slot.text)) == slot.text else None


class _Writer:
    def __init__(self, book: Book, template: Template, say: Say) -> None:
        self._template, self._say = template, say
        self._formats = Formats(book)
        self._sheet = book.add_worksheet(_SHEET)
        self._machine = book.add_worksheet(MACHINE)
        self._last = len(FORM_HEADS) - 1

    def write(self) -> None:
        """Fills both sheets."""
        self._head()
        for number, row in enumerate(self._template.rows, _HEADS_AT + 1):
            self._row(number, row)
        self._print_set_up()
        self._write_machine()

    def _format(self, **keys: object) -> Made:
        return self._formats[BODY | keys]

    def _head(self) -> None:
        sheet, template = self._sheet, self._template
        title = self._format(font_name="黑体", font_size=16, align="center", text_wrap=False)
        sheet.merge_range(_TITLE, 0, _TITLE, self._last, template.title, title)
        sheet.set_row(_TITLE, 30)
        for number, text in enumerate(template.lines, _LINES):
            sheet.merge_range(number, 0, number, self._last, text, self._format(align="left"))
            sheet.set_row(number, 18 if number == _LINES else 32)
        sheet.set_row(_FOR_ALL, 24)
        column = list(FORM_HEADS).index(FormKey.TARGET)
        for head, answer in template.for_all:
            label = self._format(font_name="黑体", align="right", **RULE)
            sheet.write_string(_FOR_ALL, column, head, label)
            self._slot(_FOR_ALL, column + 1, Slot("", answer), FormKey.DATE)
            column += 2
        head_format = self._format(font_name="黑体", align="center", **RULE, bg_color="#D9E2F3")
        sheet.set_row(_HEADS_AT, 28)
        for column, (key, text) in enumerate(FORM_HEADS.items()):
            sheet.write_string(_HEADS_AT, column, text, head_format)
            sheet.set_column(column, column, _FORM_WIDTHS[key])

    def _row(self, number: int, row: FormRow) -> None:
        colour = _SETTLED if row.is_settled else _ASKED
        for column, key in enumerate(FORM_HEADS):
            self._slot(number, column, row.slots[key], key, colour)
        texts = ((row.slots[key].text, width) for key, width in _FORM_WIDTHS.items())
        self._sheet.set_row(number, row_height(texts, 30.0))

    def _slot(self, row: int, column: int, slot: Slot, key: FormKey, colour: str = _ASKED) -> None:
        align = "center" if key in _CENTRED else "left"
        keys: dict[str, object] = {**RULE, "align": align}
        if slot.answer is None:
            keys["bg_color"] = "#FFFFFF" if slot.text else "#F2F2F2"
        else:
            keys |= {"bg_color": colour, "locked": False}
        if slot.answer in _DATED:
            keys["num_format"] = "yyyy-mm-dd"
        made = self._format(**keys)
        if key in _FIGURES and (figure := _figure(slot)) is not None:
            self._sheet.write(row, column, figure, made)
        elif slot.text:
            self._sheet.write_string(row, column, slot.text, made)
        else:
            self._sheet.write_blank(row, column, None, made)
        if slot.answer is not None:
            self._check(row, column, slot.answer)

    def _check(self, row: int, column: int, answer: Answer) -> None:
        if answer is Answer.WORDS or not self._template.choices.get(answer, answer):
            return
        from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415 - an extra

        told = self._say(f"template.check.{answer}")
        asked: dict[str, object] = {
            "error_title": self._say("template.check.title"),
            "error_message": told,
            "input_message": told,
        }
        if answer in _FORMULAS:
            formula = _FORMULAS[answer].format(xl_rowcol_to_cell(row, column))
            asked |= {"validate": "custom", "value": formula}
        elif answer is Answer.DAY:
            asked |= {
                "validate": "date",
                "criteria": "between",
                "minimum": date(2000, 1, 1),
                "maximum": date(2099, 12, 31),
            }
        else:
            letter, words = _LISTS[answer], self._template.choices[answer]
            source = f"={MACHINE}!${letter}$1:${letter}${len(words)}"
            asked |= {"validate": "list", "source": source, "show_error": answer is Answer.STATUS}
        self._sheet.data_validation(row, column, row, column, asked)

    def _print_set_up(self) -> None:
        sheet = self._sheet
        sheet.protect("", _LEAVE)
        sheet.freeze_panes(_HEADS_AT + 1, 1)
        set_page(sheet, A4, _HEADS_AT)
        sheet.print_area(0, 0, _HEADS_AT + max(1, len(self._template.rows)), self._last)

    def _write_machine(self) -> None:
        """What the form is about, in A and B; below, of each row, what it is of and asks for.

        That is item, target, prefilled total, definition and the id of the report that it repeats.
        Behind stand the words of drop-downs.
        """
        rows = self._template.rows
        about = {**self._template.about, BLANK: digest_of(self._template.answers)}
        for number, pair in enumerate(about.items()):
            put_texts(self._machine, (number, 0), pair)
        for number, row in enumerate(rows, len(about)):
            total = row.slots[FormKey.TOTAL].text
            put_texts(
                self._machine,
                (number, 0),
                ("row", row.item, row.target, total, row.asked, row.stands),
            )
        for answer, words in self._template.choices.items():
            for number, word in enumerate(words, 1):
                self._machine.write_string(f"{_LISTS[answer]}{number}", word)
        self._machine.hide()
