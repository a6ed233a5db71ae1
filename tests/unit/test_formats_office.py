"""A page as a Word document in the form of official papers, and as a web page."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import strategies as st

from foodsafety_ledger.assess.assessment import Light
from foodsafety_ledger.formats import FORMATS, Screen
from foodsafety_ledger.formats.docx import column_widths
from foodsafety_ledger.formats.ink import title_lines
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.views.page import (
    Band,
    Column,
    Facts,
    Heading,
    Page,
    Paragraph,
    Run,
    Step,
    Steps,
    Table,
    Tone,
    cell,
    command,
    line,
    strong,
)
from foodsafety_ledger.views.view import Origin, Records, View
from foodsafety_ledger.views.wording import SIGNS

HOSTILE = "<script>alert(1)</script>&amp;'\" =1+1 \x00\x0b\x1b[31m\ud800\ufffe\uffff"

PAGE: Page = (
    Heading(line("全年落实情况"), 1),
    Heading(line("一、总的情况")),
    Paragraph((line("各单位按时报送。", Run("逾期 1", Tone.RED)),)),
    Facts((("截至", cell("2022-01-20")),)),
    Heading(line("（一）指标"), 3),
    Table(
        (Column("灯"), Column("已报/\n应报", right=True), Column("指标")),
        (
            Band(line(strong("抓监管"))),
            (
                cell(line(SIGNS[Light.RED], Run("红", Tone.RED))),
                cell("118/120"),
                cell(strong("自查率"), HOSTILE),
            ),
        ),
    ),
    Steps((Step(line("达标"), (Step(line("118/120")),)),)),
    Paragraph((line("下一步"), line("    ", command("ledger why 1.1"))), indent=1),
)


def view(page: Page = PAGE, day: date | None = date(2022, 1, 20)) -> View:
    return View(Origin("demo", day), lambda: page, lambda: Records((), ()), lambda: None)


def word(page: Page = PAGE) -> Any:  # noqa: ANN401 - python-docx's document
    return Document(io.BytesIO(word_bytes(page)))


def word_bytes(page: Page = PAGE, day: date | None = date(2022, 1, 20)) -> bytes:
    written = FORMATS["docx"].write(view(page, day), Screen())
    assert isinstance(written, bytes)
    return written


def web(page: Page = PAGE) -> str:
    return str(FORMATS["html"].write(view(page), Screen()))


def test_a_word_file_has_the_page_of_an_official_paper() -> None:
    (section,) = word().sections
    size = [section.page_width, section.page_height]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(one.mm) for one in (*size, *margins)] == [210, 297, 37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines"
    text_height = Mm(297 - 37 - 35).twips
    assert text_height // int(grid.get(qn("w:linePitch"))) == 22
    (tongue,) = word().styles.element.iter(qn("w:lang"))
    assert tongue.get(qn("w:eastAsia")) == "zh-CN"  # stops stand below, quotes are Chinese
    assert word().paragraphs[0]._p.pPr.find(qn("w:snapToGrid")) is not None  # lines of 34 points


@pytest.mark.beside
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice or poppler is not installed",
)
def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    file = tmp_path / "full.docx"
    file.write_bytes(word_bytes((Paragraph((line("食品安全重点工作台账" * 200),)),)))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=300)
    read = ["pdftotext", "-f", "2", "-l", "2", "-layout", str(file.with_suffix(".pdf")), "-"]
    page = subprocess.run(read, check=True, capture_output=True, timeout=60).stdout.decode()
    *lines, number = page.split()
    assert [len(one) for one in lines] == [28] * 22
    assert number == "—2—"


def test_fonts_are_named_for_chinese_letters_too() -> None:
    title, _, heading, text = word().paragraphs[:4]
    for paragraph, font, size in (
        (title, "方正小标宋简体", 22),
        (heading, "黑体", 16),
        (text, "仿宋_GB2312", 16),
    ):
        run = paragraph.runs[0]
        assert run._r.rPr.rFonts.get(qn("w:eastAsia")) == font
        assert run.font.size == Pt(size)
    with ZipFile(io.BytesIO(word_bytes())) as archive:
        assert "altName" in archive.read("word/fontTable.xml").decode()


def test_page_numbers_stand_outside() -> None:
    (section,) = word().sections
    sides = [
        (footer.paragraphs[0].alignment.name, footer.paragraphs[0]._p.xpath("string(.)"))
        for footer in (section.footer, section.even_page_footer)
    ]
    assert sides == [("RIGHT", "— 1 —"), ("LEFT", "— 1 —")]


def test_a_table_in_word_repeats_its_head_and_fills_the_type_area() -> None:
    _, table = word().tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    grid = [column.width.twips for column in table.columns]
    assert sum(grid) == 8844
    assert [held.width.twips for held in table.rows[2].cells] == grid
    assert [held.text for held in table.rows[0].cells] == ["灯", "已报/\n应报", "指标"]
    assert table.rows[2].cells[0].text == "红"
    assert table.rows[2].cells[1].paragraphs[0].alignment.name == "RIGHT"


def test_facts_are_a_table_of_names_and_what_they_are() -> None:
    facts, _ = word().tables
    assert [held.text for held in facts.rows[0].cells] == ["截至", "2022-01-20"]
    assert sum(column.width.twips for column in facts.columns) == 8844


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("督办单", ["督办单"]),
        (
            "关于《2021年连云区食品安全重点工作安排》2021年第四季度落实情况的报告",
            ["关于《2021年连云区食品安全重点工作", "安排》2021年第四季度落实情况的报告"],
        ),
        (
            "关于2021年第四季度食品安全重点工作落实情况的通报",
            ["关于2021年第四季度食品安全", "重点工作落实情况的通报"],
        ),
        (
            "关于区食安委2021年食品安全重点工作安排调度情况的通报",
            ["关于区食安委2021年食品安全", "重点工作安排调度情况的通报"],
        ),
        (
            "Account of the year 2021 for the district of Lianyun",
            ["Account of the year 2021 for the district of Lianyun"],
        ),
    ],
)
def test_a_title_goes_on_in_the_next_line_between_words(title: str, lines: list[str]) -> None:
    assert list(title_lines(title, 40)) == lines


@given(st.text(max_size=120))
def test_a_title_loses_no_letter_and_no_line_is_too_long(title: str) -> None:
    lines = title_lines(title, 40)
    assert "".join(lines) == title
    assert len(lines) == 1 or all(len(one) <= 40 for one in lines)


def test_in_a_workbook_tables_of_all_sizes_are_as_wide_as_the_page() -> None:
    written = FORMATS["xlsx"].write(view(), Screen())
    assert isinstance(written, bytes)
    sheet = openpyxl.load_workbook(io.BytesIO(written)).worksheets[0]
    merged = {str(one) for one in sheet.merged_cells.ranges}
    found = {held.value: held for row in sheet.iter_rows() for held in row if held.value}
    assert {"A1:C1", f"B{found['截至'].row}:C{found['截至'].row}"} <= merged
    assert sum(one.width for one in sheet.column_dimensions.values()) >= 110
    assert found["红"].font.color.rgb == "FFB3261E"  # the word in its colour, without the sign
    assert found["118/120"].alignment.horizontal == "right"


@given(st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), max_size=4))
def test_columns_never_outgrow_the_paper(texts: list[list[str]]) -> None:
    rows = tuple(tuple(cell(text) for text in row) for row in texts)
    widths = column_widths(Table((Column("甲"), Column("乙", right=True), Column("丙")), rows))
    assert sum(widths) == 8844
    assert min(widths) > 0


def test_a_column_that_has_room_is_not_narrowed_by_a_long_neighbour() -> None:
    rows = ((cell("118/120"), cell("很长的说明" * 40)),)
    assert column_widths(Table((Column("数的\n说明"), Column("说明")), rows)) == column_widths(
        Table((Column("数的"), Column("说明")), rows)
    )
    narrow, wide = column_widths(Table((Column("数"), Column("说明")), rows))
    assert (
        narrow == column_widths(Table((Column("数"), Column("说明")), ((cell("118/120"), ()),)))[0]
    )
    assert narrow + wide == 8844


def test_the_same_page_is_the_same_bytes() -> None:
    assert word_bytes() == word_bytes()
    assert word_bytes() != word_bytes(day=date(2022, 1, 21))
    with ZipFile(io.BytesIO(word_bytes())) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2022-01-20T00:00:00Z" in archive.read("docProps/core.xml")
    assert word_bytes(day=None) == word_bytes(day=None)


class _Reader(HTMLParser):
    """What a browser would make of a page: its elements, its scripts and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for key, value in attrs if key in ("href", "src")]
        assert not [key for key, _ in attrs if key.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text += data


def read(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader


def test_what_the_files_say_never_becomes_markup() -> None:
    reader = read(web())
    assert reader.tags.count("script") == 1
    assert "<script>alert(1)</script>&amp;'\" =1+1" in reader.text
    hostile = (
        Heading(line(HOSTILE), 1),
        Heading(line(HOSTILE)),
        Facts(((HOSTILE, cell(HOSTILE)),)),
    )
    assert "script" not in read(web(hostile)).tags
    shown = [paragraph.text for paragraph in word(hostile).paragraphs]
    assert shown[0].startswith("<script>alert(1)</script>&amp;")
    with ZipFile(io.BytesIO(word_bytes(hostile))) as archive:
        ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - our own


def test_a_web_page_asks_for_nothing_from_elsewhere() -> None:
    reader = read(web())
    assert reader.links == []
    assert not re.search(r"https?:|url\(|@import", web())
    assert "default-src 'none'" in web()


def test_a_web_page_reads_without_its_script() -> None:
    text = web()
    assert '<form id="filter" role="search" hidden>' in text
    assert 'data-light="red"' in text
    assert "118/120" in read(text.partition("<script>")[0]).text


def test_a_page_with_many_parts_lists_them() -> None:
    parts = tuple(Heading(line(f"第{number}部分")) for number in range(1, 5))
    assert read(web(parts)).links == ["#p1", "#p2", "#p3", "#p4"]
    assert read(web(parts[:3])).links == []


@pytest.mark.parametrize(("name", "library"), [("docx", "docx"), ("html", "jinja2")])
def test_a_missing_library_is_a_remedy(
    name: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, f"foodsafety_ledger.formats.{name}", raising=False)
    with pytest.raises(UsageError) as caught:
        FORMATS[name].write(view(), Screen())
    assert caught.value.facts == {"extra": name}


def test_no_font_is_shipped() -> None:
    with ZipFile(io.BytesIO(word_bytes())) as archive:
        assert not [name for name in archive.namelist() if Path(name).suffix in {".ttf", ".odttf"}]
