"""Scans: reading order, marks, transcripts, refusals; the engine's part is a test's own."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import yaml

from foodsafety_ledger.document import scan
from foodsafety_ledger.document.draft import draft
from foodsafety_ledger.document.file import paper_of
from foodsafety_ledger.document.folded import read_document
from foodsafety_ledger.document.paper import (
    MAX_PAGES,
    Line,
    Page,
    TornTranscriptError,
    made_of,
    numbers,
    read_transcript,
    transcript_of,
)
from foodsafety_ledger.document.reading_order import lines_of
from foodsafety_ledger.document.recognised import numerals_in
from foodsafety_ledger.document.scan import MAX_SCAN, Scan
from foodsafety_ledger.files.bounded import RunawayError
from foodsafety_ledger.files.disk import sha256_of
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.words import Say
from scans import HIGH, WIDE, engine, lines, segment, sheet

RAW = b"the picture's bytes"

PLAN = [
    "海州市食品安全委员会文件",
    "海食安委〔2024〕3号",
    "2024年海州市食品安全工作要点",
    "海州市食品安全委员会",
    "2024年3月8日",
    "一、守住源头",
    "1.管好产地。抽检合格率达98%以上。",
    "（市农业农村局负责）",
    "2.管好收粮。新建检验室三个，进一步",
    "加强巡查。（市粮食和储备局负责）",
]


def texts(*pages: object) -> list[str]:
    """The lines of some sheets."""
    return [line.text for page in pages for line in lines_of(page)]  # type: ignore[arg-type]


def refusal(name: str, raw: bytes = RAW, transcript: bytes | None = None) -> str:
    """The key under which a scan is refused."""
    with pytest.raises(UsageError) as caught:
        paper_of(name, raw, transcript)
    return caught.value.key


def test_what_stands_on_one_line_of_print_is_one_line() -> None:
    page = sheet(
        segment("食品安全", 400, 104),
        segment("2.", 100, 200),
        segment("年度", 100, 100),
        segment("管好收粮", 160, 198),
    )
    assert texts(page) == ["年度 食品安全", "2.管好收粮"]


def test_english_words_stand_apart_where_a_blank_is_narrow() -> None:
    page = sheet(
        segment("Safe Food", 100, 100),
        segment("Together", 333, 100),
        segment("20", 100, 200),
        segment("26", 158, 200),
    )
    assert texts(page) == ["Safe Food Together", "2026"]


def test_a_list_number_stands_apart_from_a_year() -> None:
    assert texts(lines(["28.2021年底前报告", "6.20家", "3.5万"])) == [
        "28. 2021年底前报告",
        "6.20家",
        "3.5万",
    ]


def test_columns_of_text_are_read_one_behind_the_other() -> None:
    left = [segment(f"左栏第{n}行写得满满当当的字", 60, 100 + 40 * n) for n in range(6)]
    right = [segment(f"右栏第{n}行写得满满当当的字", 540, 104 + 40 * n) for n in range(6)]
    head = segment("2024年海州市食品安全工作要点通知的标题", 250, 20)
    foot = segment("海州市食品安全委员会办公室印发于海州市", 250, 500)
    got = texts(sheet(foot, *right, *left, head))
    assert [one[:2] for one in got] == ["20", *["左栏"] * 6, *["右栏"] * 6, "海州"]
    assert [one[3] for one in got[1:-1]] == list("012345012345")


def grid(across: list[int], down: list[int]) -> list[tuple[int, int, int, int]]:
    """The rules of a table."""
    rows = [(down[0], y, down[-1], y + 3) for y in across]
    return rows + [(x, across[0], x + 3, across[-1]) for x in down]


def test_a_ruled_table_is_a_row_a_line() -> None:
    rules = grid([100, 150, 250, 300], [50, 500, 700, 950])
    rules[1] = (50, 150, 700, 153)  # the last column's cells below the head are one
    rules[2] = (50, 250, 700, 253)
    page = sheet(
        segment("工作任务", 60, 110),
        segment("目标", 520, 110),
        segment("建设检验室并且完成全部", 60, 160),
        segment("设备的安装", 60, 205),
        segment("3个", 520, 180),
        segment("开展培训", 60, 260),
        segment("2次", 520, 260),
        segment("市教育局", 720, 180),
        segment("附表", 60, 40),
        rules=rules,
    )
    assert texts(page) == [
        "附表",
        "工作任务\t目标\t市教育局",
        "建设检验室并且完成全部；设备的安装\t3个\t市教育局",
        "开展培训\t2次\t市教育局",
    ]


def test_strokes_of_letters_are_no_rules_and_text_over_a_border_is_hardly_read() -> None:
    rules = grid([100, 180, 260], [50, 500, 700, 950])
    strokes = [(560, 120, 622, 126), (540, 205, 685, 211), (720, 225, 780, 231)]
    page = sheet(
        segment("抽检", 60, 130),
        segment("98%", 520, 130),
        segment("市教育局", 720, 130),
        segment("建设检验室", 60, 190),
        segment("不少于15件县公安局的", 590, 215),
        rules=[*rules, *strokes],
    )
    assert [(one.text, one.sure) for one in lines_of(page)] == [
        ("抽检\t98%\t市教育局", 99),
        ("建设检验室\t\t不少于15件县公安局的", 0),
    ]


def test_tables_one_below_the_other_have_columns_of_their_own() -> None:
    page = sheet(
        segment("任务", 60, 110),
        segment("甲局", 520, 110),
        segment("附件2", 60, 210),
        segment("指标", 60, 310),
        segment("5家", 310, 310),
        segment("乙局", 720, 310),
        rules=[*grid([100, 150], [50, 500, 950]), *grid([300, 350], [50, 300, 700, 950])],
    )
    assert texts(page) == ["任务\t甲局", "附件2", "指标\t5家\t乙局"]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        (
            "8\t培育放心\t做到\t县商务局\t县市场监\t2024年6",
            "\t超市\t档案齐全\t\t管局\t月底前",
            "8\t培育放心超市\t做到档案齐全\t县商务局\t县市场监管局\t2024年6月底前",
        ),
        ("8\t超市\t检查3家\t县商务局\t6月底前", "\t农贸市场\t检查9家\t县公安局\t9月底前", ""),
    ],
)
def test_a_row_that_a_page_ends_within_goes_on_under_the_heads_again(
    monkeypatch: pytest.MonkeyPatch, above: str, below: str, whole: str
) -> None:
    heads = "\t".join(
        ["序号", "任务", "内容", "牵头单位", "配合单位", "时限"][-above.count("\t") - 1 :]
    )
    engine(monkeypatch, f"{heads}\n{above}", f"{heads}\n{below}")
    text = paper_of("x.pdf", RAW).text.replace("\f", "\n")
    assert (whole or f"\n{below}") in text


def test_a_rule_below_the_letterhead_is_no_table() -> None:
    page = sheet(
        segment("某某文件", 100, 100), segment("通知", 100, 200), rules=[(50, 150, 950, 154)]
    )
    assert texts(page) == ["某某文件", "通知"]


def test_ink_that_is_no_text_comes_last_and_is_no_text() -> None:
    page = sheet(segment("通知", 100, 100), marks=[(600, 200, 700, 260)])
    assert lines_of(page)[-1] == Line(1, (600, 200, 700, 260), 0, "")
    assert lines_of(sheet(marks=[(1, 2, 3, 4)])) == [Line(1, (1, 2, 3, 4), 0, "")]


def recognised(*pages: list[str], sure: int = 99) -> list[Page]:
    return [
        Page(page, [Line(n, (10, 20 * k, 900, 20 * k + 15), sure, t) for k, t in enumerate(page)])
        for n, page in enumerate(pages, 1)
    ]


@pytest.mark.parametrize(
    "number", ["— 2 —", "-2-", "一2一", "·2·", "第2页", "2/9", "第 2 页 共 9 页"]
)
def test_the_number_of_a_page_is_no_text(number: str) -> None:
    paper = made_of(recognised(["建成3家", number]))
    assert paper.text == "建成3家\n\n\f"
    assert read_document("x", paper.text, paper.seen).flat == "建成3家"


def test_bare_numbers_are_those_of_pages_where_they_count_them() -> None:
    assert made_of(recognised(["甲", "4"], ["乙", "5"])).text == "甲\n\n\f乙\n\n\f"
    assert made_of(recognised(["甲", "4"], ["乙", "9"])).text == "甲\n4\n\f乙\n9\n\f"
    assert made_of(recognised(["甲", "4"])).text == "甲\n4\n\f"


def test_running_heads_are_left_out_and_told() -> None:
    head = "海州市食品安全工作要点"
    paper = made_of(recognised([head, "甲"], [head, "乙"], [head, "丙"], ["丁"]))
    assert head not in paper.text
    assert [(d.key, d.facts) for d in paper.doubts][1] == ("recurring", {"words": head})
    twice = made_of(recognised([head, "甲"], [head, "乙"], ["丙"], ["丁"]))
    assert twice.text.count(head) == 2


@pytest.mark.parametrize("duty", ["（各街道负责）", "合格率达98%以上", "加强巡查。"])
def test_what_could_be_a_duty_is_no_running_head(duty: str) -> None:
    assert made_of(recognised(*[[duty, "甲"]] * 4)).text.count(duty) == 4


def test_places_are_pages_and_their_lines() -> None:
    paper = made_of(recognised(["甲乙", "丙丁"], ["戊己", "庚98%"]))
    document = read_document("x", paper.text, paper.seen)
    assert document.printed(document.flat.index("丁")) == Name("第 1 页第 2 行", "page 1, line 2")
    assert document.printed(document.flat.index("9")) == Name("第 2 页第 2 行", "page 2, line 2")
    plain = read_document("x", "甲\n乙")
    assert plain.printed(1) == Name("第 2 行", "line 2")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("达98%以上", ["98%"]),
        ("达6%o以上", ["6%o"]),
        ("达lO0‰", ["lO0‰"]),
        ("三、抓好培训", ["三"]),
        ("（二）抓好", ["二"]),
        ("12.抓好", ["12."]),
        ("③抓好", ["③"]),
        ("提高两个百分点", ["两个百分点"]),
        ("百分之九十五", ["百分之九十五"]),
        ("减半", ["减半"]),
        ("2024年3月8日", ["2024年", "3月", "8日"]),
        ("3—5个", ["3—5个"]),
        ("≥90%", ["≥90%"]),
        ("新建lO家", ["lO"]),
        ("I、抓好", ["I"]),
        ("做好 is so 检查APP", []),
        ("进一步统一管理", []),
    ],
)
def test_every_numeral_sign_and_list_number_is_found(words: str, found: list[str]) -> None:
    paper = made_of(recognised([words]))
    document = read_document("x", paper.text, paper.seen)
    places = [place for place, _ in numerals_in(document, [(0, len(document.flat))])]
    assert [document.flat[slice(*place)] for place in places] == found


def test_of_a_mixed_document_only_what_was_recognised_is_marked() -> None:
    paper = made_of([Page(["达98%"]), *recognised(["甲"], ["达97%"])[1:]])
    document = read_document("x", paper.text, paper.seen)
    found = [document.flat[slice(*place)] for place, _ in numerals_in(document, [(0, 99)])]
    assert found == ["97%"]


def test_numbers() -> None:
    assert numbers([5, 1, 2, 3, 3]) == Name("1–3、5", "1–3, 5")


def drafted(
    monkeypatch: pytest.MonkeyPatch, *pages: list[str], sure: int = 99
) -> dict[str, object]:
    engine(monkeypatch, *(lines(page, n, sure) for n, page in enumerate(pages, 1)))
    made, _ = draft(paper_of("scan.pdf", RAW), "scan.pdf", Say("zh"))
    read: dict[str, object] = yaml.safe_load(made.files(Say("zh"))["data/tasks.yaml"])
    return read


def whys(node: object) -> list[str]:
    """What the marks of one node say."""
    assert isinstance(node, dict)
    return [mark["why"] for mark in node.get("review", ())]


def every_why(node: object) -> Iterator[str]:
    """What the marks of a node and all below it say."""
    if isinstance(node, dict):
        yield from whys(node)
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from every_why(part)


def test_a_draft_marks_what_was_recognised_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = drafted(monkeypatch, PLAN[:6], PLAN[6:])
    sections = plan["sections"]
    assert isinstance(sections, list)
    (section,) = sections
    first, second = section["tasks"]
    assert "第“1–2”页是图片" in whys(plan)[1]
    assert whys(section) == ["“一”是从图片认出来的，请对照“第 1 页第 6 行”的图片"]
    assert whys(first) == ["“1.”是从图片认出来的，请对照“第 2 页第 1 行”的图片"]
    assert "“98%”是从图片认出来的，请对照“第 2 页第 1 行”的图片" in whys(
        first["items"][0]["targets"][0]
    )
    assert "“三个”是从图片认出来的，请对照“第 2 页第 3 行”的图片" in list(every_why(second))
    (head,) = whys(plan["document"])
    assert head.startswith("“2024、3、2024年、3月、8日”是从图片认出来的")


def test_every_numeral_of_a_scan_is_in_some_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    told = "".join(every_why(drafted(monkeypatch, PLAN[:6], PLAN[6:])))
    for words in ("2024", "3", "3月", "8日", "一", "1.", "98%", "2.", "三个"):
        assert words in told
    assert "进一" not in told


def test_a_text_has_no_such_marks() -> None:
    made, _ = draft("\n".join(PLAN), "x.txt", Say("zh"))
    assert "图片" not in "".join(every_why(made.tasks))


def test_what_was_hardly_recognised_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    told = list(every_why(drafted(monkeypatch, PLAN, sure=70)))
    assert any("认得不清" in why and "市农业农村局负责" in why for why in told)


def test_a_transcript_comes_back_and_may_be_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = engine(monkeypatch, "第一页\n", lines(PLAN, 2))
    paper = paper_of("scan.pdf", RAW)
    written = transcript_of(paper, sha256_of(RAW))
    assert [one.partition(" ")[0] for one in asked] == ["text", "recognise"]
    again = paper_of("scan.pdf", RAW, written.encode())
    assert (again.text, again.seen, again.lines) == (paper.text, paper.seen, paper.lines)
    assert [one.partition(" ")[0] for one in asked[2:]] == ["text"]
    mended = paper_of("scan.pdf", RAW, written.replace("98%", "95%").replace("\n", "\r\n").encode())
    assert "达95%以上" in mended.text


def test_a_picture_with_its_transcript_needs_no_library() -> None:
    paper = made_of(recognised(PLAN[:6], PLAN[6:]))
    written = transcript_of(paper, sha256_of(RAW)).encode()
    assert paper_of("scan.png", RAW, written).text == paper.text


@pytest.mark.parametrize(
    "row", ["甲", "1\t2,3,4,5\t甲", "1\t2,3,4\t99\t甲", "x\t1,2,3,4\t99\t甲", "1\t1,2,3,4\t٣\t甲"]
)
def test_a_torn_transcript_is_refused_by_its_line(row: str) -> None:
    with pytest.raises(TornTranscriptError) as caught:
        read_transcript(f"# recognised {sha256_of(RAW)}\n1\t1,2,3,4\t99\t甲\n{row}\n")
    assert caught.value.line == 3
    text = f"# recognised {sha256_of(RAW)}\n{row}\n"
    assert refusal("scan.png", RAW, text.encode()) == "transcript-torn"


def test_a_transcript_of_something_else_is_refused() -> None:
    paper = made_of(recognised(PLAN))
    assert refusal("s.png", RAW, transcript_of(paper, "0" * 64).encode()) == "transcript-of-other"
    assert refusal("s.png", RAW, "甲".encode("gb18030")) == "document-encoding"
    assert refusal("s.png", RAW, b"#\n") == "transcript-torn"


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    engine(monkeypatch, lines(PLAN))
    assert refusal("scan.png", bytes(MAX_SCAN + 1)) == "document-scan-limits"
    engine(monkeypatch, *[lines(PLAN)] * (MAX_PAGES + 1))
    assert refusal("scan.tif") == "document-scan-limits"
    engine(monkeypatch)
    assert refusal("scan.pdf") == "document-empty"
    engine(monkeypatch, sheet())
    assert refusal("scan.pdf") == "document-empty"


@pytest.mark.parametrize(
    ("refused", "key"),
    [
        ("too-large", "document-scan-limits"),
        ("locked", "document-locked"),
        ("moving", "document-moving"),
        ("broken", "document-broken"),
    ],
)
def test_refusals(refused: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"refused": refused}
    monkeypatch.setattr(scan, "find_spec", lambda name: name)
    monkeypatch.setattr(scan, "lines_bounded", lambda *_: iter([json.dumps(told).encode()]))
    assert refusal("scan.pdf") == key


def test_a_process_that_ran_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def runs_away(*_: object) -> Iterator[bytes]:
        yield json.dumps({"text": "甲", "scan": False, "beside": False}).encode()
        raise RunawayError

    monkeypatch.setattr(scan, "find_spec", lambda name: name)
    monkeypatch.setattr(scan, "lines_bounded", runs_away)
    assert refusal("scan.pdf") == "document-too-hard"


@pytest.mark.parametrize(("name", "extra"), [("x.pdf", "pdf"), ("x.png", "ocr"), ("x.TIF", "ocr")])
def test_without_the_extra(name: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "find_spec", lambda _: None)
    with pytest.raises(UsageError) as caught:
        paper_of(name, RAW)
    assert (caught.value.key, caught.value.facts["extra"]) == ("document-extra", extra)


def test_a_scanned_page_without_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    engine(monkeypatch, "第一页", lines(PLAN, 2))
    monkeypatch.setattr(scan, "find_spec", lambda name: name if name == "pypdfium2" else None)
    with pytest.raises(UsageError) as caught:
        paper_of("x.pdf", RAW)
    assert (caught.value.key, caught.value.facts["extra"]) == ("document-extra", "ocr")


def test_check_recognises_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    engine(monkeypatch, lines(PLAN))
    with pytest.raises(UsageError) as caught:
        paper_of("scan.pdf", RAW, watch=None)
    assert caught.value.key == "document-scan"


def test_only_pages_that_were_recognised_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = engine(monkeypatch, "第一页", lines(PLAN, 2))
    assert Scan("scan.pdf", RAW).pictures([2]) == {2: "AAAA"}
    assert asked == ["show pdf 2"]
    assert Scan("scan.pdf", RAW).pictures([]) == {}


def test_pages_pass_what_watches_them(monkeypatch: pytest.MonkeyPatch) -> None:
    engine(monkeypatch, lines(PLAN), "二", lines(PLAN, 3))
    counts: list[int] = []

    def watch(pages: object, count: int) -> list[Page]:
        counts.append(count)
        return list(pages)  # type: ignore[call-overload, no-any-return]

    paper_of("scan.pdf", RAW, watch=watch)
    assert counts == [2]


def test_a_picture_beside_text_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"text": "甲乙丙", "scan": False, "beside": True}
    monkeypatch.setattr(scan, "find_spec", lambda name: name)
    monkeypatch.setattr(scan, "lines_bounded", lambda *_: iter([json.dumps(told).encode()]))
    assert [doubt.key for doubt in paper_of("x.pdf", RAW).doubts] == ["picture"]


def test_a_sheet_is_as_wide_as_the_tests_think() -> None:
    assert segment("甲", WIDE // 2, HIGH // 2).box[:2] == (500, 500)
