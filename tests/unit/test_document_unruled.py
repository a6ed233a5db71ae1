"""Tables on pages whose columns only white space parts."""

from __future__ import annotations

import pytest

from foodsafety_ledger.document.paper import Segment
from foodsafety_ledger.document.reading_order import lines_behind, lines_of
from scans import segment, sheet

LEFT = (50, 150, 450, 700)
HEADS = ("序号", "工作任务", "牵头单位", "完成时限")
PITCH = 40


def row(top: int, *cells: str) -> list[Segment]:
    """The pieces of a line of print, one a column."""
    return [segment(words, at, top) for words, at in zip(cells, LEFT, strict=False) if words]


ROWS = [
    *row(100, *HEADS),
    *row(150, "1", "检查学校食堂，", "县教育局", "9月底前"),
    *row(190, "", "检查率达到100%"),
    *row(230, "2", "抽检200批次", "县市场监", "12月底前"),
    *row(270, "", "", "管局"),
]
READ = [
    "序号\t工作任务\t牵头单位\t完成时限",
    "1\t检查学校食堂，检查率达到100%\t县教育局\t9月底前",
    "2\t抽检200批次\t县市场监管局\t12月底前",
]


def texts(*segments: Segment, rules: list[tuple[int, int, int, int]] | None = None) -> list[str]:
    """The lines of a page with these pieces."""
    return [line.text for line in lines_of(sheet(*segments, rules=rules or []))]


def test_rows_begin_where_their_numbers_do() -> None:
    assert texts(*ROWS) == READ


def test_text_before_and_behind_is_no_part_of_it() -> None:
    before = segment("附件：任务分解表", 50, 40)
    behind = segment("联系人：王某，电话见通讯录", 50, 330)
    assert texts(before, *ROWS, behind) == ["附件：任务分解表", *READ, "联系人：王某，电话见通讯录"]


MIDDLE = [
    *row(100, *HEADS),
    *row(150, "", "检查学校食堂，"),
    *row(170, "1", "", "县教育局", "9月底前"),
    *row(190, "", "检查率达到100%"),
    *row(250, "2", "抽检200批次", "县市场监", "12月底前"),
    *row(290, "", "", "管局"),
]


def test_rows_with_room_between_them_may_have_their_numbers_in_the_middle() -> None:
    assert texts(*MIDDLE) == READ


def test_rules_across_end_rows() -> None:
    close = [one._replace(top=one.top - 20, bottom=one.bottom - 20) for one in MIDDLE[-5:]]
    pieces = [*MIDDLE[:-5], *close]
    rules = [(40, y, 900, y + 2) for y in (95, 140, 225, 320)]
    assert texts(*pieces, rules=rules) == READ
    assert "\t" not in "".join(texts(*pieces))


def test_a_head_of_several_columns_is_a_line_above_theirs() -> None:
    heads = [
        *row(60, "序号", "工作任务", "", ""),
        segment("责任分工", 450, 60),
        *row(100, "", "", "牵头单位", "配合单位"),
    ]
    rest = [
        *row(150, "1", "抽检", "县教育局", "各乡镇"),
        *row(190, "2", "培训", "县公安局", "县民政局"),
    ]
    assert texts(*heads, *rest) == [
        "责任分工",
        "序号\t工作任务\t牵头单位\t配合单位",
        "1\t抽检\t县教育局\t各乡镇",
        "2\t培训\t县公安局\t县民政局",
    ]


def test_headings_among_rows_stand_by_themselves() -> None:
    pieces = [*row(60, *HEADS), segment("一、强化监管", 50, 100), *ROWS[4:]]
    assert texts(*pieces) == [READ[0], "一、强化监管", *READ[1:]]


def test_it_goes_on_below_the_heads_of_the_next_page_or_without_them() -> None:
    first, last = lines_behind(sheet(*ROWS, segment("— 1 —", 450, 1300)), None)
    assert [line.text for line in first] == [*READ, "— 1 —"]
    rest = [*row(60, "", "以上"), *row(110, "3", "培训5次", "县民政局", "6月底前")]
    heads = [one._replace(top=20, bottom=50) for one in row(20, *HEADS)]
    told = ["\t以上\t\t", "3\t培训5次\t县民政局\t6月底前"]
    assert [line.text for line in lines_behind(sheet(*rest), last)[0]] == told
    again = [line.text for line in lines_behind(sheet(*heads, *rest), last)[0]]
    assert again == [READ[0], *told]


@pytest.mark.parametrize(
    "wrong",
    [
        [*ROWS[:8], *row(230, "4", "抽检", "县公安局", "5月底前")],
        [*ROWS[:8], segment("县市场监管局和县公安局与各乡镇", 300, 190)],
        [one._replace(text=one.text.replace("牵头单位", "谁")) for one in ROWS],
    ],
    ids=["a number is missing", "over two columns", "nobody answers"],
)
def test_what_is_not_certain_is_no_table(wrong: list[Segment]) -> None:
    assert not any("县市场监管局\t" in line for line in texts(*wrong))
    assert texts(*wrong)[-1].count("\t") == 0
