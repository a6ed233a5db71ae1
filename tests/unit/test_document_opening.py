"""Document files as text."""

from __future__ import annotations

import sys
from io import BytesIO

import pytest

from foodsafety_ledger.document.opening import text_of
from foodsafety_ledger.values.failure import UsageError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert text_of("x.txt", "一、任务\r\n‰".encode(encoding)) == "一、任务\n‰"


@pytest.mark.parametrize(
    ("name", "raw", "key"),
    [
        ("x.txt", b" \n", "document-empty"),
        ("x.txt", b"\xff\xff\xff", "document-encoding"),
        ("x.txt", b"PK\x03\x04rest", "document-kind"),
        ("x.doc", b"\xd0\xcf\x11\xe0rest", "document-kind"),
    ],
)
def test_refusals(name: str, raw: bytes, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        text_of(name, raw)
    assert caught.value.key == key


@pytest.mark.parametrize(("suffix", "module"), [("docx", "docx"), ("pdf", "pypdf")])
def test_without_the_extra(suffix: str, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError) as caught:
        text_of(f"x.{suffix}", b"anything")
    assert caught.value.key == "document-extra"
    assert caught.value.facts["extra"] == suffix


def test_docx_paragraphs_and_tables() -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("一、任务")
    table = document.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, (("任务", "责任单位"), ("检查", "区教育局")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    stream = BytesIO()
    document.save(stream)
    assert text_of("x.docx", stream.getvalue()) == "一、任务\n任务\t责任单位\n检查\t区教育局"


@pytest.mark.parametrize(("suffix", "module"), [("docx", "docx"), ("pdf", "pypdf")])
def test_a_broken_file(suffix: str, module: str) -> None:
    pytest.importorskip(module)
    with pytest.raises(UsageError) as caught:
        text_of(f"x.{suffix}", b"not one")
    assert caught.value.key == "document-broken"
