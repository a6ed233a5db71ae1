"""Writes a page as a Word document in the form of official papers (GB/T 9704).

A4, 22 lines of 28 characters, the title in 2号小标宋, running text in 3号仿宋, headings in 黑体 and
楷体, page numbers between dashes outside. Fonts are named with what may stand for them, and none is
shipped. The same page gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final, NamedTuple, assert_never
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt, RGBColor, Twips

from foodsafety_ledger.formats.ink import INK, title_lines, without_signs
from foodsafety_ledger.formats.terminal import cell_len
from foodsafety_ledger.model.inert import inert
from foodsafety_ledger.views.page import (
    Band,
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Line,
    Paragraph,
    ParagraphKind,
    Run,
    Step,
    Steps,
    Table,
    Tone,
    cell,
    shares,
    strong,
    text_of,
)

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.section import Section

    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.views.view import View

Part = Any
"""A paragraph, run, table or cell: the library's own classes say too little of what is in it."""

_TITLE, _BODY, _FIRST, _SECOND = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_PAGE_NUMBER: Final = "宋体"
_LATIN: Final = "Times New Roman"
_INSTEAD: Final = {_TITLE: "宋体", _BODY: "仿宋", _FIRST: "SimHei", _SECOND: "楷体"}
"""Each font with the one that a computer takes where it has not got it."""

_SIZES: Final = {_TITLE: Pt(22), _BODY: Pt(16), _PAGE_NUMBER: Pt(14)}


class _Letters(NamedTuple):
    """How large a table's letters are, and how far its lines are apart."""

    size: Length
    pitch: Length


_SMALL: Final = _Letters(Pt(10.5), Pt(15))
_FACT: Final = _Letters(Pt(14), Pt(28))
_LINE: Final = Twips(579)
"""22 lines in 225 mm: the pitch that Word and LibreOffice both keep."""

_TITLE_LINE: Final = Pt(34)
_TITLE_ROOM: Final = 40
"""How many half-width letters of 22 points have room in 156 mm."""

_CLOSER: Final = -5
"""Twentieths of a point between characters: 28 of 16 points in 156 mm."""

_INDENT: Final = Pt(31.5)
"""Two characters."""

_DATE_INSET: Final = 8
"""How far the date below a signature stands from the margin, in half-width characters."""

_WIDTH: Final = 8844
"""The type area's 156 mm in twentieths of a point."""

_CELL, _NAME, _PADDING = 108, 140, 310
"""What a half-width character of a table, one of a fact's name, and the sides of a column take."""

_AIR: Final = re.compile(r"(?<=[0-9A-Za-z])(?=[一-鿿])|(?<=[一-鿿])(?=[0-9A-Za-z])")
"""Where word processors put air between letters: half of what a half-width character takes."""

_SAME_DAY: Final = (1980, 1, 1, 0, 0, 0)

_HEADS: Final = {1: _TITLE, 2: _FIRST, 3: _SECOND}


def write(view: View, _: Screen) -> bytes:
    """The view's page as the bytes of a .docx file."""
    paper = Document()
    _set_up(paper, view.origin.day)
    block: Block | None = None
    for block in view.paper():
        _add(block, paper)
    if isinstance(block, Table):  # nothing follows: what ends the file takes no page of its own
        _leave_grid(paper.paragraphs[-1])
        _set_pitch(paper.paragraphs[-1], Pt(1))
    held = BytesIO()
    paper.save(held)
    return _repacked(held.getvalue())


def _repacked(raw: bytes) -> bytes:
    """The same archive without the time at which it was made, and with the fonts' stand-ins."""
    held = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(held, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = _font_table() if name == "word/fontTable.xml" else old.read(name)
            about = ZipInfo(name, _SAME_DAY)
            about.compress_type = ZIP_DEFLATED
            new.writestr(about, content)
    return held.getvalue()


def _font_table() -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>'
        for name, other in _INSTEAD.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()


def _set_up(paper: Paper, day: date) -> None:
    """The page, the grid of lines, page numbers, and the dates of the file."""
    (section,) = paper.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 - it has no other door
    if grid is not None:
        section._sectPr.remove(grid)  # noqa: SLF001
    section._sectPr.append(  # noqa: SLF001
        parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{_LINE.twips}"/>')
    )
    paper.settings.odd_and_even_pages_header_footer = True
    _number_pages(section)
    normal = paper.styles["Normal"]
    _set_fonts(normal.element.get_or_add_rPr(), _BODY)
    normal.font.size = _SIZES[_BODY]
    (tongue,) = paper.styles.element.iter(qn("w:lang"))
    tongue.set(qn("w:eastAsia"), "zh-CN")  # else stops, commas and quotes are another country's
    core = paper.core_properties
    core.author = core.last_modified_by = "foodsafety-ledger"
    core.comments = core.title = ""
    core.created = core.modified = datetime.combine(day, time())


def _number_pages(section: Section) -> None:
    """``— 1 —``, a character in from the outer edge: right on odd pages, left on even ones."""
    for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = align
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = Pt(14)
        _write(paragraph, "— ", _PAGE_NUMBER)
        field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>'
        simple = parse_xml(field)
        paragraph._p.append(simple)  # noqa: SLF001 - fields have no other door
        number = paragraph.add_run("1")
        _set_run(number, _PAGE_NUMBER)
        simple.append(number._r)  # noqa: SLF001
        _write(paragraph, " —", _PAGE_NUMBER)


def _set_fonts(properties: Part, font: str) -> None:
    """Names the font of Chinese and of Latin letters; Word takes them apart."""
    fonts = properties.get_or_add_rFonts()
    latin = font if font == _PAGE_NUMBER else _LATIN
    for script, name in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", font)):
        fonts.set(qn(f"w:{script}"), name)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _set_run(run: Part, font: str, size: Length | None = None) -> None:
    _set_fonts(run._r.get_or_add_rPr(), font)  # noqa: SLF001 - the library knows one font a run
    if size is None and font != _PAGE_NUMBER:
        spacing = parse_xml(f'<w:spacing {nsdecls("w")} w:val="{_CLOSER}"/>')
        run._r.get_or_add_rPr().append(spacing)  # noqa: SLF001 - before the size, as its schema has it
    run.font.size = size or _SIZES.get(font, _SIZES[_BODY])


def _write(paragraph: Part, text: str, font: str, size: Length | None = None) -> Part:
    run = paragraph.add_run(inert(text))
    _set_run(run, font, size)
    return run


def _add(block: Block, paper: Paper) -> None:
    match block:
        case Heading():
            _add_heading(block, paper)
        case Paragraph():
            _add_paragraph(block, paper)
        case Facts():
            _add_facts(block, paper)
        case Steps():
            for depth, step in block.walk():
                _add_step(step, depth, paper)
        case Table():
            _add_table(block, paper)
        case _:
            assert_never(block)


def _add_paragraph(block: Paragraph, paper: Paper) -> None:
    match block.kind:
        case ParagraphKind.TEXT:
            for one in block.lines:
                _add_text(paper, one, block.indent + text_of(one).startswith(" "))
        case ParagraphKind.ADDRESS:
            for one in block.lines:
                _add_text(paper, one).first_line_indent = Pt(0)
        case ParagraphKind.ENCLOSED:
            for place, one in enumerate(block.lines):
                form = _add_text(paper, one)
                form.space_before = Twips(0 if place else _LINE.twips)
                form.keep_with_next = True
        case ParagraphKind.SIGNATURE:
            _add_signature(block.lines, paper)
        case _:
            assert_never(block.kind)


def _add_signature(lines: Sequence[Line], paper: Paper) -> None:
    """Who signs, in the middle above the date, which ends four characters from the margin.

    Two empty lines above leave room for the seal; it never stands alone on a page (7.3.5).
    """
    last = paper.paragraphs[-1].paragraph_format
    widths = [cell_len(text_of(one)) for one in lines]
    insets = [_DATE_INSET + (widths[-1] - width) / 2 for width in widths]
    outer = min(0, *insets)
    for place, (one, inset) in enumerate(zip(lines, insets, strict=True)):
        last.keep_with_next = True
        last = _add_text(paper, one)
        last.alignment = ALIGN.RIGHT
        last.right_indent = Twips(round(_INDENT.twips * (inset - outer) / 4))
        last.first_line_indent = Pt(0)
        last.space_before = Twips(0 if place else 2 * _LINE.twips)


def _add_heading(block: Heading, paper: Paper) -> None:
    """A title in the middle and an empty line below it; other headings stand like running text."""
    paragraph = paper.add_paragraph()
    font = _HEADS.get(block.level, _BODY)
    form = paragraph.paragraph_format
    form.keep_with_next = True
    if block.level == 1:
        paragraph.alignment = ALIGN.CENTER
        _leave_grid(paragraph)
    else:
        form.first_line_indent = _INDENT
    _set_pitch(paragraph, _TITLE_LINE if block.level == 1 else _LINE)
    # as a heading, for the navigation of word processors and screen readers
    outline = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{block.level - 1}"/>')
    paragraph._p.get_or_add_pPr().append(outline)  # noqa: SLF001 - no other door
    if block.level != 1:
        for run in block.line:
            _write(paragraph, run.text, font)
        return
    for place, one in enumerate(title_lines(text_of(block.line), _TITLE_ROOM)):
        if place:
            paragraph.add_run().add_break()
        _write(paragraph, one, font)
    _set_pitch(paper.add_paragraph(), _LINE)


def _set_pitch(paragraph: Part, pitch: Length) -> None:
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = pitch


def _leave_grid(paragraph: Part) -> None:
    """Lets the paragraph's own pitch hold: the page's grid is for running text."""
    off = parse_xml(f'<w:snapToGrid {nsdecls("w")} w:val="0"/>')
    paragraph._p.get_or_add_pPr().append(off)  # noqa: SLF001 - no other door


def _add_text(paper: Paper, runs: Line, deep: int = 0) -> Part:
    """Running text and its form; what stands ``deep`` below something keeps a narrower indent."""
    paragraph = paper.add_paragraph()
    form = paragraph.paragraph_format
    _set_pitch(paragraph, _LINE)
    form.alignment = ALIGN.JUSTIFY
    form.first_line_indent = _INDENT
    if deep > 1:
        form.left_indent = Pt(16 * (deep - 1))
    _add_runs(paragraph, runs, _BODY)
    return form


def _add_runs(paragraph: Part, runs: Line, font: str, size: Length | None = None) -> None:
    for run in without_signs(runs):
        made = _write(paragraph, run.text, _FIRST if run.tone is Tone.STRONG else font, size)
        if run.tone in INK:
            made.font.color.rgb = RGBColor.from_string(INK[run.tone])


def _add_step(step: Step, depth: int, paper: Paper) -> None:
    paragraph = paper.add_paragraph()
    _leave_grid(paragraph)
    _set_pitch(paragraph, Pt(20))
    paragraph.paragraph_format.left_indent = Pt(16 * depth)
    _add_runs(paragraph, step.line, _BODY, Pt(12))


def _add_facts(facts: Facts, paper: Paper) -> None:
    """A table of two columns: what each thing is called, and what it is."""
    left = _NAME * max(cell_len(name) for name, _ in facts.pairs) + _PADDING
    widths = (left, _WIDTH - left)
    made = _new_table(paper, widths)
    for name, held in facts.pairs:
        _add_row(made, (cell(strong(name)), held), (Column(name),) * 2, widths, _FACT)
    _leave_room(paper)


def _leave_room(paper: Paper) -> None:
    """A little room below a table, for what follows; less than a line of text."""
    paragraph = paper.add_paragraph()
    _leave_grid(paragraph)
    _set_pitch(paragraph, Pt(12))


def _new_table(paper: Paper, widths: Sequence[int]) -> Part:
    made = paper.add_table(rows=0, cols=len(widths), style="Table Grid")
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Twips(width)
    return made


def _add_table(table: Table, paper: Paper) -> None:
    """A table as wide as the text; its head is repeated on every page, its rows stay whole."""
    widths = column_widths(table)
    made = _new_table(paper, widths)
    heads = tuple(
        tuple((Run(part, Tone.STRONG),) for part in column.title.split("\n"))
        for column in table.columns
    )
    _add_row(made, heads, table.columns, widths).insert(
        0, parse_xml(f"<w:tblHeader {nsdecls('w')}/>")
    )
    for row in table.rows:
        if isinstance(row, Band):
            cells = made.add_row().cells
            band = cells[0].merge(cells[-1])
            _fill(band, (row.line,), ALIGN.LEFT)
            band.paragraphs[0].paragraph_format.keep_with_next = True
        else:
            _add_row(made, row, table.columns, widths)
    _leave_room(paper)


def _add_row(
    made: Part,
    cells: Sequence[Cell],
    columns: Sequence[Column],
    widths: Sequence[int],
    letters: _Letters = _SMALL,
) -> Part:
    """Adds a row and gives back its properties; every cell says its own width, as Word wants."""
    row = made.add_row()
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no other door
    properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    for box, held, column, width in zip(row.cells, cells, columns, widths, strict=True):
        box.width = Twips(width)
        _fill(box, held, ALIGN.RIGHT if column.right else ALIGN.LEFT, letters)
    return properties


def _fill(box: Part, held: Cell, align: ALIGN, letters: _Letters = _SMALL) -> None:
    for paragraph, one in zip_longest(box.paragraphs[:1], held):
        made = paragraph or box.add_paragraph()
        _leave_grid(made)
        made.alignment = align
        _set_pitch(made, letters.pitch)
        _add_runs(made, one or (), _BODY, letters.size)


def column_widths(table: Table) -> list[int]:
    """How wide each column is, in twentieths of a point: together the type area."""
    places = range(len(table.columns))
    return shares([_CELL * _longest(table, place) + _PADDING for place in places], _WIDTH)


def _longest(table: Table, place: int) -> int:
    lines = table.columns[place].title.split("\n")
    for row in table.rows:
        if not isinstance(row, Band):
            lines += [text_of(one) for one in row[place]]
    return max(cell_len(one) + len(_AIR.findall(one)) // 2 + 1 for one in lines)
