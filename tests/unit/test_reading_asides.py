"""What hangs on a sheet beside its cells."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from foodsafety_ledger.reading.asides import ods_asides, xlsx_asides

SHEET = "xl/worksheets/sheet1.xml"
RELATIONS = """<Relationships>
  <Relationship Type="http://x/comments" Target="../comments1.xml"/>
  <Relationship Type="http://x/2017/10/threadedComment" Target="/xl/threads.xml"/>
  <Relationship Type="http://x/drawing" Target="../missing.xml"/>
</Relationships>"""
OLD = """<comments>
  <comment ref="G6"><text><r><t>甲</t></r><r><t>乙</t></r></text></comment>
  <comment ref="A1"><text><t>[Threaded comment] Your version of Excel</t></text></comment>
</comments>"""
THREADS = """<ThreadedComments>
  <threadedComment ref="A1"><text>问：数据核实？</text></threadedComment>
  <threadedComment ref="A1"><text>答：未核实</text></threadedComment>
</ThreadedComments>"""
CELL = """<cell xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
  <office:annotation><dc:creator>张三</dc:creator><text:p>其中一家</text:p><text:p>已停业</text:p>
  </office:annotation><text:p>两家</text:p>
  <draw:frame><draw:image><text:p/></draw:image></draw:frame>
  <draw:frame><draw:text-box><text:p>另有说明</text:p></draw:text-box></draw:frame>
  <draw:custom-shape><text:p/></draw:custom-shape></cell>"""


def _tree(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own


def test_comments_and_threads_of_a_workbook() -> None:
    files = {"xl/worksheets/_rels/sheet1.xml.rels": RELATIONS}
    files |= {"xl/comments1.xml": OLD, "xl/threads.xml": THREADS}
    cells = {"G6": (5, 6), "A1": (0, 0)}
    asides = xlsx_asides(SHEET, set(files), lambda name: _tree(files[name]), cells.__getitem__)
    assert asides == [
        (0, 0, "comment", "问：数据核实？；答：未核实"),
        (5, 6, "comment", "甲乙"),
    ]


def test_a_cell_of_an_open_document() -> None:
    assert list(ods_asides(_tree(CELL), 5, 6)) == [
        (5, 6, "comment", "其中一家 已停业"),
        (5, 6, "picture", ""),
        (5, 6, "box", "另有说明"),
    ]
