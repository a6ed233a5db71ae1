"""Document files as text."""

from __future__ import annotations

import os
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from foodsafety_ledger.document import file
from foodsafety_ledger.document.file import document_bytes, paper_of
from foodsafety_ledger.files.bounded import run_bounded
from foodsafety_ledger.files.disk import MAX_DOCUMENT, Trouble
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.words import Say


def word_file(*paragraphs: str, picture: int = 0, claimed: int = 0) -> bytes:
    """A ``.docx`` with these paragraphs, and a picture of so many bytes of nothing.

    ``claimed``: how many bytes the archive says that the picture has, where that is not true.
    """
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph().add_run()._r.add_t(paragraph)  # all at once, not by the letter
    stream = BytesIO()
    document.save(stream)
    with ZipFile(stream, "a", ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image.png", bytes(picture))
        archive.getinfo("word/media/image.png").file_size = claimed or picture
    return stream.getvalue()


def refusal(name: str, raw: bytes) -> str:
    """The key under which a document is refused."""
    with pytest.raises(UsageError) as caught:
        paper_of(name, raw)
    return caught.value.key


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert paper_of("x.txt", "一、任务\r\n‰".encode(encoding)).text == "一、任务\n‰"


@pytest.mark.parametrize("encoding", ["cp950", "big5hkscs", "utf-16-le", "utf-16-be", "gb18030"])
def test_encodings_of_traditional_characters(encoding: str) -> None:
    """A text in Big5 is one in GB18030 too, of characters that nobody uses."""
    own = "啓" if encoding == "big5hkscs" else "％"
    text = f"一、食品抽驗120件，合格率達95{own}以上。\n主辦機關：市政署"
    assert paper_of("x.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("name", "raw", "key"),
    [
        ("x.txt", b" \n", "document-empty"),
        ("x.txt", b"\0" * 5000, "document-empty"),
        ("x.txt", b"\xff\xff\xff", "document-encoding"),
        ("x.txt", "the council’s plan".encode("cp1252"), "document-encoding"),
        ("x.txt", "tâches à réaliser".encode("latin-1"), "document-encoding"),
        ("x.txt", "食品の安全を守るための計画である。".encode("shift_jis"), "document-encoding"),
        ("x.txt", "a plan".encode("utf-16-le"), "document-encoding"),
        ("x.txt", b"PK\x03\x04rest", "document-kind"),
        ("x.doc", b"\xd0\xcf\x11\xe0rest", "document-kind"),
    ],
)
def test_refusals(name: str, raw: bytes, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        paper_of(name, raw)
    assert caught.value.key == key


@pytest.mark.parametrize(("suffix", "module"), [("docx", "docx"), ("pdf", "pypdfium2")])
def test_without_the_extra(suffix: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError) as caught:
        paper_of(f"x.{suffix}", b"anything")
    assert caught.value.key == "document-extra"
    assert caught.value.facts["extra"] == suffix


def test_rows_of_a_workbook_with_what_merged_cells_say() -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 2, "任务分工表")
    for column, words in enumerate(("任务", "责任单位", "备注")):
        sheet.write(1, column, words)
    sheet.merge_range(2, 1, 3, 1, "区教育局")
    sheet.write(2, 0, "检查")
    sheet.write(3, 0, "培训")
    sheet.insert_textbox(5, 0, "抽检合格率达98%以上")
    sheet.write_comment(3, 0, "草稿")
    book.close()
    assert paper_of("x.xlsx", stream.getvalue()).text.split("\n") == [
        "任务分工表",
        "任务\t责任单位\t备注",
        "检查\t区教育局",
        "培训\t区教育局",
        "抽检合格率达98%以上",
    ]


def test_rows_that_a_workbook_hides_are_read_and_told() -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    book = xlsxwriter.Workbook(stream := BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet("任务")
    sheet.write_column(0, 0, ["任务", "检查40家"])
    sheet.set_row(1, None, None, {"hidden": True})
    book.close()
    paper = paper_of("x.xlsx", stream.getvalue())
    assert (paper.text, [(one.key, one.facts) for one in paper.doubts]) == (
        "任务\n检查40家",
        [("hidden", {"where": "任务"})],
    )


def test_a_workbook_with_cells_struck_out_says_which() -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    pytest.importorskip("python_calamine")
    book = xlsxwriter.Workbook(stream := BytesIO(), {"in_memory": True})
    book.add_worksheet("清单").write(1, 2, "区教育局", book.add_format({"font_strikeout": True}))
    book.close()
    with pytest.raises(UsageError) as caught:
        paper_of("x.xlsx", stream.getvalue())
    assert caught.value.key == "document-struck"
    assert "C2" in str(caught.value.facts["what"])


def test_docx_paragraphs_and_tables() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("一、任务")
    table = document.add_table(rows=3, cols=2)
    rows = (("任\n务", "责任单位"), ("检查", "区教育局\n区公安局"), ("一、源头", ""))
    table.cell(2, 0).merge(table.cell(2, 1))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text or cell.text
    stream = BytesIO()
    document.save(stream)
    assert paper_of("x.docx", stream.getvalue()).text == (
        "一、任务\n任务\t责任单位\n检查\t区教育局；区公安局\n一、源头\t"
    )


@pytest.mark.parametrize(("suffix", "module"), [("docx", "docx"), ("pdf", "pypdfium2")])
def test_a_broken_file(suffix: str, module: str) -> None:
    pytest.importorskip(module)
    with pytest.raises(UsageError) as caught:
        paper_of(f"x.{suffix}", b"not one")
    assert caught.value.key == "document-broken"


def test_a_document_swells_to_twenty_mebibytes_of_text_and_no_further() -> None:
    assert refusal("x.txt", b"9" * (MAX_DOCUMENT + 1)) == "document-too-large"
    swollen = word_file("9" * MAX_DOCUMENT)
    assert len(swollen) < 100_000
    assert refusal("x.docx", swollen) == "document-too-large"
    assert refusal("x.docx", word_file("一", claimed=300 << 20)) == "document-too-large"
    assert paper_of("x.docx", word_file("一", picture=30 << 20)).text == "一"


def test_entities_do_not_swell() -> None:
    stream = BytesIO(word_file("一"))
    with ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    tens = zip("abcdefghi", "bcdefghij", strict=True)
    entities = "".join(f'<!ENTITY {b} "{10 * f"&{a};"}">' for a, b in tens)
    head = f'<!DOCTYPE x [<!ENTITY a "{10 * "一"}">{entities}]><w:document'.encode()
    body = parts["word/document.xml"].replace("一".encode(), b"&j;")
    parts["word/document.xml"] = body.replace(b"<w:document", head, 1)
    with ZipFile(stream := BytesIO(), "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert refusal("x.docx", stream.getvalue()) in ("document-broken", "document-empty")


def test_nothing_of_the_current_folder_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = word_file("一")
    for name in ("docx", "lxml", "zipfile", "foodsafety_ledger"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').close()")
    monkeypatch.chdir(tmp_path)
    assert paper_of("x.docx", raw).text == "一"
    assert not Path("ran").exists()


def test_a_process_that_is_ended_from_outside_has_no_outcome() -> None:
    assert run_bounded("timeit", "import os; os.kill(os.getpid(), 9)", b"")[0] is None
    assert run_bounded("timeit", "-h", b"")[0] == 0


def test_what_runs_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = word_file("一")
    monkeypatch.setattr(file, "run_bounded", lambda *_: (None, b""))
    assert refusal("x.docx", raw) == "document-too-hard"


def pdf(*objects: str, pages: str = "3 0 R") -> bytes:
    """A PDF of these objects, the pages' tree and the catalogue before them."""
    told = (
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{pages}]/Count {pages.count('R')}>>",
        *objects,
    )
    body = "".join(f"{n} 0 obj{one}endobj\n" for n, one in enumerate(told, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>".encode()


_PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<<{}>>/Contents 4 0 R>>"
_FONT = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"


def _stream(words: str) -> str:
    return f"<</Length {len(words)}>>stream\n{words}\nendstream "


_IMAGE = (
    "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
    "/Length 1>>stream\nA\nendstream "
)
_DRAWN = "q 600 0 0 800 0 0 cm /I Do Q"


def test_the_pages_of_a_pdf_end_with_a_form_feed() -> None:
    pytest.importorskip("pypdfium2")
    page = _PAGE.format(_FONT)
    words = _stream("BT /F 12 Tf 72 700 Td (Lead: Health) Tj ET")
    assert paper_of("x.pdf", pdf(page, words)).text == "Lead: Health\n\f"
    again = pdf(page, words, page, pages="3 0 R 5 0 R")
    assert paper_of("x.pdf", again).text == "Lead: Health\n\fLead: Health\n\f"


def _ruled(*rows: tuple[str, ...], top: int = 700) -> str:
    """A page's table, each cell with a frame; lines of a cell are parted by bars."""
    drawn = []
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            left, low = 50 + 125 * m, top - 40 * n
            drawn.append(f"{left} {low} 125 40 re S")
            for k, line in enumerate(cell.split("|")):
                drawn.append(f"BT /F 12 Tf {left + 4} {low + 26 - 14 * k} Td ({line}) Tj ET")
    return _stream("\n".join(drawn))


def test_a_ruled_table_of_a_pdf_comes_a_row_a_line_with_its_rows_whole() -> None:
    pytest.importorskip("pypdfium2")
    page, other = _PAGE.format(_FONT), _PAGE.format(_FONT).replace("4 0 R", "6 0 R")
    first = _ruled(("No.", "Action", "Lead"), ("1", "Train 40 food|inspectors", "Health Team"))
    second = _ruled(("", "and five clerks", ""), ("2", "Rate 95%|of sites", "Laboratory|Services"))
    text = paper_of("x.pdf", pdf(page, first, other, second, pages="3 0 R 5 0 R")).text
    assert text.replace("\f", "").splitlines() == [
        "No.\tAction\tLead",
        "1\tTrain 40 food inspectors and five clerks\tHealth Team",
        "2\tRate 95% of sites\tLaboratory Services",
    ]


@pytest.mark.parametrize(
    ("content", "scan"),
    [
        (_DRAWN, True),
        (
            f"{_DRAWN} BT 3 Tr /F 12 Tf 72 700 Td (what a scanner wrote below its picture) Tj ET",
            True,
        ),
        (f"{_DRAWN} BT /F 12 Tf 72 20 Td (made by a scanner) Tj ET", True),
        (f"{_DRAWN} BT /F 9 Tf 2 700 Td ({'text on a picture as its ground, ' * 3}) Tj ET", False),
        ("0 0 m 100 100 l 50 70 l f", True),
        ("", False),
    ],
)
def test_which_pages_are_pictures(content: str, scan: bool) -> None:  # noqa: FBT001
    pytest.importorskip("pypdfium2")
    page = _PAGE.format(f"{_FONT}/XObject<</I 5 0 R>>")
    raw = pdf(page, _stream(content), _IMAGE)
    try:
        key = paper_of("x.pdf", raw, watch=None).doubts[0].key
    except UsageError as error:
        key = error.key
    assert key == ("document-scan" if scan else "picture" if content else "document-empty")


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (b"", "document-broken"),
        (b"%PDF-1.4 and no more", "document-broken"),
        (pdf(pages=""), "document-broken"),
        (pdf(_PAGE.format(""), _stream(""), pages="2 0 R 3 0 R"), "document-broken"),
        (pdf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9e9 9e9]>>"), "document-empty"),
    ],
)
def test_hostile_pdfs(raw: bytes, key: str) -> None:
    pytest.importorskip("pypdfium2")
    assert refusal("x.pdf", raw) == key


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes or links of this kind")
def test_why_a_file_cannot_be_opened_is_said_in_both_languages(tmp_path: Path) -> None:
    pipe, loop, link = (tmp_path / one for one in ("pipe.txt", "loop.txt", "link.txt"))
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    link.symlink_to(__file__)
    for path, key in ((pipe, "special"), (loop, "loop"), (link, "outside")):
        with pytest.raises(UsageError, match=f"document-{key}"):
            document_bytes(path)


def test_each_trouble_of_a_document_has_its_words() -> None:
    never = {Trouble.NO_FOLDER, Trouble.LINK}  # of folders, and where links are not followed
    for trouble in set(Trouble) - never:
        assert Say("zh").knows(f"failures.document-{trouble}")
        assert Say("zh").knows(f"failures.document-{trouble}.hint")


@pytest.mark.parametrize(
    ("name", "raw", "key"),
    [
        ("x.docx", b"PK\x03\x04 and no more", "document-broken"),
        ("x.docx", b"\xd0\xcf\x11\xe0 of an older program", "document-kind"),
        ("x.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "document-locked"),
        ("x.xlsx", b"PK\x03\x04 and no more", "document-workbook"),
        ("x.xls", b"%PDF", "document-workbook"),
    ],
)
def test_why_a_file_of_an_office_program_is_refused(name: str, raw: bytes, key: str) -> None:
    """In words of both languages, and none of a library's."""
    pytest.importorskip("docx")
    pytest.importorskip("python_calamine")
    with pytest.raises(UsageError) as caught:
        paper_of(name, raw)
    words = f"failures.{caught.value.key}"
    chinese, english = (Say(language)(words, **caught.value.facts) for language in ("zh", "en"))
    assert caught.value.key == key
    assert "zip" not in f"{chinese}{english}"
    assert english.isascii()
