"""Workbooks of the old kind: which cells are formulas or percentages, and what is refused."""

from __future__ import annotations

from io import BytesIO
from struct import pack

import pytest
import xlwt

from foodsafety_ledger.reading import unpacking
from foodsafety_ledger.reading.biff import read_comments, read_marks, read_streams

BOF, SUPBOOK, FILEPASS = 0x0809, 0x01AE, 0x2F
GLOBALS, MACRO_SHEET = 0x0005, 0x0040


def workbook(filler: int = 0) -> bytes:
    """Two sheets: what was counted, and as many lines of text as ``filler`` says."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("填报表")
    percent = xlwt.easyxf(num_format_str="0.00%")
    for column, text in enumerate(("分项", "完成数", "完成率", "合计")):
        sheet.write(0, column, text)
    sheet.write(1, 0, "14.1")
    sheet.write(1, 1, 118)
    sheet.write(1, 2, 0.98, percent)
    sheet.write(1, 3, xlwt.Formula("B2+1"))
    sheet.write(1, 4, 3, xlwt.easyxf(num_format_str='0"万"'))
    sheet.row(1).set_cell_error(5, 0x2A)
    more = book.add_sheet("说明")
    for row in range(filler):
        more.write(row, 0, f"第{row}行：请填实际数量")
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("filler", [0, 2000], ids=["in small sectors", "in sectors of its own"])
def test_what_a_cell_does_not_show_is_told_from_numbers(filler: int) -> None:
    streams = read_streams(workbook(filler))
    assert "Workbook" in streams.names
    marks = read_marks(streams.workbook)
    assert marks.refused == ""
    assert marks.cells[0] == {(1, 2): "p", (1, 3): "f", (1, 4): "m", (1, 5): "e"}
    assert marks.cells[1:] == ({},)


@pytest.mark.parametrize("filler", [0, 2000], ids=["in one record", "in several"])
def test_what_is_struck_out_raised_or_unseen_is_told(filler: int) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("填报表")
    struck, raised = xlwt.easyfont("struck_out true"), xlwt.easyfont("escapement superscript")
    for row in range(filler):
        sheet.write_rich_text(row + 1, 0, (f"第{row}", ("行", xlwt.easyfont("bold true"))))
    sheet.write(0, 0, 4, xlwt.easyxf("font: struck_out true"))
    sheet.write(0, 1, "已督促", xlwt.easyxf("font: struck_out true"))
    sheet.write_rich_text(0, 2, ("4", ("1", struck)))
    sheet.write_rich_text(0, 3, ("4", ("1", raised)))
    sheet.write_rich_text(0, 4, ("4", ("1", xlwt.easyfont("bold true"))))
    white = xlwt.easyfont("color white")
    dark = "; pattern: pattern solid, fore_color dark_blue"
    sheet.write(0, 5, 4, xlwt.easyxf("font: color white"))
    sheet.write(0, 6, "已督促", xlwt.easyxf("font: color white"))
    sheet.write(0, 7, 4, xlwt.easyxf(f"font: color white{dark}"))
    sheet.write(0, 8, 4, xlwt.easyxf(f"font: color dark_blue{dark}"))
    sheet.write_rich_text(0, 9, ("4", ("1", white)))
    sheet.write_rich_text(0, 10, ("4", ("1", white)), xlwt.easyxf(f"font: bold true{dark}"))
    sheet.write(0, 11, "已督促", xlwt.easyxf(num_format_str=";;;"))
    kept = BytesIO()
    book.save(kept)
    told, *_ = unpacking._sheets(kept.getvalue())
    marks = [("4", "s"), ("已督促", "s"), ("41", "s"), ("41", "r"), ("41", "")]
    marks += [("4", "u"), ("已督促", "u"), ("4", "n"), ("4", "u"), ("41", "u"), ("41", "")]
    marks += [("已督促", "u")]
    assert told["rows"][0] == marks  # type: ignore[index]
    assert all(row[0] == (f"第{n}行", "") for n, row in enumerate(told["rows"][1:]))  # type: ignore[index]


def test_what_is_hidden_is_told_of_each_sheet() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    first, second = book.add_sheet("填报表"), book.add_sheet("旧表")
    for sheet in (first, second):
        for row in range(3):
            sheet.write(row, 2, "x")
    first.row(1).hidden = True
    first.col(2).hidden = True
    second.visibility = 1
    kept = BytesIO()
    book.save(kept)
    told = [sheet["hidden"] for sheet in unpacking._sheets(kept.getvalue())]
    assert told == [([1], [2], False), ([], [], True)]


def test_a_sheet_is_read_with_what_its_cells_are() -> None:
    sheet, _ = unpacking._sheets(workbook())
    assert sheet["name"] == "填报表"
    assert sheet["rows"] == [
        [("分项", ""), ("完成数", ""), ("完成率", ""), ("合计", ""), ("", ""), ("", "")],
        [("14.1", ""), ("118", "n"), ("98%", "p"), ("", "f"), ("3", "m"), ("", "e")],
    ]


def record(number: int, *numbers: int) -> bytes:
    body = pack(f"<{len(numbers)}H", *numbers)
    return pack("<HH", number, len(body)) + body


@pytest.mark.parametrize(
    ("records", "refused"),
    [
        (record(BOF, 0x600, GLOBALS) + record(FILEPASS, 1), "encrypted"),
        (record(BOF, 0x600, GLOBALS) + record(SUPBOOK, 1, 9), "links"),
        (record(BOF, 0x600, GLOBALS) + record(SUPBOOK, 1, 0x401), ""),
        (record(BOF, 0x600, MACRO_SHEET), "macros"),
    ],
)
def test_what_no_form_needs_is_refused(records: bytes, refused: str) -> None:
    assert read_marks(records).refused == refused


@pytest.mark.parametrize("length", [8, 100, 512, 1000])
def test_a_file_cut_short_is_damaged(length: int) -> None:
    with pytest.raises(unpacking._RefusedError, match=r"damaged|kind"):
        list(unpacking._sheets(workbook()[:length]))


def test_comments_are_told_of_each_sheet() -> None:
    sheet, note = pack("<HHHH", BOF, 4, 0, 0x0010), 0x001C
    stream = sheet + pack("<HHHH", note, 4, 5, 6) + sheet + pack("<HHHH", note, 4, 0, 1)
    assert read_comments(stream) == [[(5, 6)], [(0, 1)]]
