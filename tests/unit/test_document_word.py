"""A Word document's text is what its reader sees, wherever in the file it stands."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from foodsafety_ledger.document.file import paper_of
from foodsafety_ledger.document.word import RevisedError, word_lines
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.number import spell_numeral

docx = pytest.importorskip("docx")

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text: str, inside: str = "") -> str:
    return f'<w:r>{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*parts: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(parts)}</w:p>"


def listed(text: str, number: int, level: int = 0) -> str:
    """A paragraph that Word numbers."""
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(run(text), properties=properties)


def level(depth: int, form: str, text: str, *more: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'{"".join(more)}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(definitions: list[str], lists: list[str]) -> str:
    """Definitions are numbered from 0, the lists that go by them from 1."""
    abstract = (
        f'<w:abstractNum w:abstractNumId="{at}">{body}</w:abstractNum>'
        for at, body in enumerate(definitions)
    )
    numbers = (f'<w:num w:numId="{at}">{body}</w:num>' for at, body in enumerate(lists, 1))
    return f"<w:numbering {NAMESPACES}>{''.join(abstract)}{''.join(numbers)}</w:numbering>"


def goes_by(definition: int, *overrides: str) -> str:
    return f'<w:abstractNumId w:val="{definition}"/>{"".join(overrides)}'


def word_text(
    *blocks: str, numbers: str = "", styles: tuple[str, ...] = (), notes: str = ""
) -> str:
    """The text of a document of these blocks."""
    document: Any = docx.Document()
    body = document.element.body
    for block in reversed(blocks):
        namespaced = block.replace(">", f" {NAMESPACES}>", 1)
        body.insert(0, docx.oxml.parse_xml(namespaced))
    for style in styles:
        namespaced = style.replace(">", f" {NAMESPACES}>", 1)
        document.styles.element.append(docx.oxml.parse_xml(namespaced))
    if notes:
        relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        part = docx.opc.part.Part(
            docx.opc.packuri.PackURI("/word/footnotes.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
            notes.encode(),
            document.part.package,
        )
        document.part.relate_to(part, f"{relations}/footnotes")
    document.save(stream := BytesIO())
    return "\n".join(word_lines(_replaced(stream.getvalue(), "word/numbering.xml", numbers)))


def _replaced(raw: bytes, name: str, part: str) -> bytes:
    if not part:
        return raw
    with ZipFile(BytesIO(raw)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    with ZipFile(stream := BytesIO(), "w", ZIP_DEFLATED) as archive:
        for entry, content in {**parts, name: part.encode()}.items():
            archive.writestr(entry, content)
    return stream.getvalue()


PLAIN = run("合格率达98%以上")


@pytest.mark.parametrize(
    "within",
    [
        '<w:smartTag w:uri="x" w:element="chsdate">{}</w:smartTag>',
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
        '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
        '<w:customXml w:element="e">{}</w:customXml>',
        "<w:dir>{}</w:dir>",
    ],
)
def test_what_stands_in_a_tag_or_a_control_is_read(within: str) -> None:
    assert word_text(paragraph(run("抽检"), within.format(PLAIN), run("。"))) == (
        "抽检合格率达98%以上。"
    )


@pytest.mark.parametrize(
    ("part", "seen"),
    [
        ("<m:oMath><m:r><m:t>≥98%</m:t></m:r></m:oMath>", "≥98%"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "\ufffd"),
        ("<w:r><w:noBreakHyphen/></w:r>", "-"),
        (run("暗", "<w:rPr><w:vanish/></w:rPr>"), ""),
        (run("明", '<w:rPr><w:vanish w:val="0"/></w:rPr>'), "明"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", ""),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>jian</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>检</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "检",
        ),
        ('<w:r><w:br w:type="page"/></w:r>', ""),
        ("<w:r><w:br/></w:r>", "\n"),
    ],
)
def test_signs(part: str, seen: str) -> None:
    assert word_text(paragraph(run("甲"), part, run("乙"))) == f"甲{seen}乙"


def test_a_block_in_a_control_and_a_box_are_read_once() -> None:
    inner = paragraph(run("箱中箱"))
    nested = f"<w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:pict><v:textbox><w:txbxContent>"
        f"{paragraph(run('箱'), f'<w:r>{nested}</w:r>')}"
        "</w:txbxContent></v:textbox></w:pict></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{paragraph(run('箱'))}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('控件'))}</w:sdtContent></w:sdt>"
    assert word_text(control, paragraph(run("段"), box)) == "控件\n段\n箱\n箱中箱"


@pytest.mark.parametrize(
    "revision",
    [
        f'<w:ins w:id="1" w:author="a">{PLAIN}</w:ins>',
        '<w:del w:id="1" w:author="a"><w:r><w:delText>95%</w:delText></w:r></w:del>',
        f'<w:moveTo w:id="1" w:author="a">{PLAIN}</w:moveTo>',
    ],
)
def test_changes_that_nobody_accepted_are_refused(revision: str) -> None:
    with pytest.raises(RevisedError):
        word_text(paragraph(run("抽检"), revision))


STRUCK = run("抽检30批次", "<w:rPr><w:strike/></w:rPr>")


@pytest.mark.parametrize(
    ("runs", "key", "what"),
    [
        (f'<w:ins w:id="1" w:author="a">{PLAIN}</w:ins>', "document-revised", None),
        (STRUCK, "document-struck", "抽检30批次"),
        (STRUCK.replace("<w:strike/>", "<w:dstrike/>"), "document-struck", "抽检30批次"),
    ],
)
def test_such_a_document_says_what_to_do(runs: str, key: str, what: str | None) -> None:
    document: Any = docx.Document()
    document.element.body.insert(0, docx.oxml.parse_xml(f"<w:p {NAMESPACES}>{runs}</w:p>"))
    document.save(stream := BytesIO())
    with pytest.raises(UsageError) as caught:
        paper_of("plan.docx", stream.getvalue())
    assert caught.value.key == key
    assert caught.value.facts.get("what") == what


def test_what_is_not_struck_out_is_read() -> None:
    looks = '<w:rPr><w:strike w:val="0"/></w:rPr>'
    assert word_text(paragraph(run("抽检50批次", looks))) == "抽检50批次"


def test_notes_are_read_after_the_text() -> None:
    notes = (
        f'<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="-1">{paragraph()}'
        f'</w:footnote><w:footnote w:id="1">{paragraph(run("指城区"))}</w:footnote></w:footnotes>'
    )
    assert word_text(paragraph(run("覆盖率达60%")), notes=notes) == "覆盖率达60%\n指城区"


def test_numbers_that_word_counts() -> None:
    numbers = numbering(
        [
            level(0, "chineseCountingThousand", "%1、")
            + level(1, "chineseCounting", "（%2）")
            + level(2, "decimal", "%3."),
            level(0, "decimal", "%1.", start=3) + level(1, "decimal", "%1.%2"),
            level(0, "bullet", "·"),
        ],
        [goes_by(0), goes_by(1), goes_by(2)],
    )
    blocks = [
        *(listed("源头", 1), listed("种植", 1, 1), listed("检查", 1, 2), listed("抽检", 1, 2)),
        *(listed("养殖", 1, 1), listed("检查", 1, 2), paragraph(run("（区农业农村局负责）"))),
        *(listed("生产", 1), listed("小作坊", 1, 1), listed("另表", 2), listed("子项", 2, 1)),
        *(listed("要点", 3), listed("无号", 0)),
    ]
    assert word_text(*blocks, numbers=numbers).split("\n") == [
        *("一、源头", "（一）种植", "1. 检查", "2. 抽检", "（二）养殖", "1. 检查"),
        *(
            "（区农业农村局负责）",
            "二、生产",
            "（一）小作坊",
            "3. 另表",
            "3.1 子项",
            "要点",
            "无号",
        ),
    ]


def test_lists_of_one_definition_count_on_unless_one_starts_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'
    numbers = numbering(
        [level(0, "decimal", "%1.")], [goes_by(0), goes_by(0), goes_by(0, anew), goes_by(0, other)]
    )
    blocks = [listed("甲", 1), listed("乙", 2), listed("丙", 3), listed("丁", 3), listed("戊", 4)]
    assert word_text(*blocks, numbers=numbers) == "1. 甲\n2. 乙\n1. 丙\n2. 丁\nIII. 戊"


def test_numbers_by_style() -> None:
    numbers = numbering(
        [
            level(0, "chineseCounting", "%1、", '<w:pStyle w:val="first"/>')
            + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="second"/>')
        ],
        [goes_by(0)],
    )
    membership = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="second">{membership}</w:style>',
        '<w:style w:type="paragraph" w:styleId="third"><w:basedOn w:val="second"/></w:style>',
    )
    styled = [
        paragraph(run("甲"), properties=f'<w:pStyle w:val="{style}"/>')
        for style in ("second", "third")
    ]
    assert word_text(*styled, numbers=numbers, styles=styles) == "（一）甲\n（二）甲"


@pytest.mark.parametrize(
    ("form", "fifth"),
    [
        *(("chineseCounting", "五"), ("ideographDigital", "五"), ("lowerLetter", "e")),
        *(("decimalEnclosedCircle", "⑤"), ("ideographEnclosedCircle", "㊄"), ("upperRoman", "V")),
        *(("decimalFullWidth", "５"), ("decimalZero", "05"), ("none", ""), ("cardinalText", "5")),
    ],
)
def test_forms_of_numbers(form: str, fifth: str) -> None:
    numbers = numbering([level(0, form, "%1、", start=5)], [goes_by(0)])
    assert word_text(listed("甲", 1), numbers=numbers) == f"{fifth}、甲"


@pytest.mark.parametrize(
    ("number", "spelled"),
    [
        *((0, "〇"), (9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")),
        *(
            (100, "一百"),
            (102, "一百零二"),
            (110, "一百一十"),
            (1004, "一千零四"),
            (1010, "一千零一十"),
        ),
    ],
)
def test_numerals(number: int, spelled: str) -> None:
    assert spell_numeral(number) == spelled


def test_tables_with_controls_tables_within_and_their_numbers() -> None:
    numbers = numbering([level(0, "decimal", "%1")], [goes_by(0)])
    cell = "<w:tc>{}</w:tc>"
    nested = f"<w:tbl><w:tr>{cell.format(paragraph(run('98%')))}</w:tr></w:tbl>{paragraph()}"
    merged = "<w:tc><w:tcPr><w:vMerge{}/></w:tcPr>{}</w:tc>"
    rows = [
        cell.format(listed("", 1))
        + cell.format(nested)
        + merged.format(' w:val="restart"', paragraph(run("教育局"))),
        f"<w:sdt><w:sdtContent>{cell.format(listed('', 1))}</w:sdtContent></w:sdt>"
        + cell.format(paragraph(run("检查")))
        + merged.format("", paragraph()),
    ]
    controlled = f"<w:sdt><w:sdtContent><w:tr>{rows[1]}</w:tr></w:sdtContent></w:sdt>"
    table = f"<w:tbl><w:tr>{rows[0]}</w:tr>{controlled}</w:tbl>"
    assert word_text(table, numbers=numbers) == "1\t98%\t教育局\n2\t检查\t教育局"
