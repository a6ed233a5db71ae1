"""Pages laid out in terminal cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foodsafety_ledger.formats.terminal import cell_len, lay_out, wrap
from foodsafety_ledger.model.inert import inert
from foodsafety_ledger.views.page import (
    Band,
    Block,
    Column,
    Facts,
    Heading,
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
    text_of,
)


def shown(*blocks: Block, width: int | None = None) -> list[str]:
    return [text_of(one) for one in lay_out(blocks, width)]


TABLE = Table(
    (Column("灯"), Column("数", right=True), Column("内容")),
    (
        (cell("! 红"), cell("7"), cell("食品安全", "还差两家")),
        Band(line("第二章")),
        (cell("x"), cell("128"), cell("plain")),
    ),
)


def test_columns_align_by_cells_and_a_pipe_gets_one_line_a_row() -> None:
    assert shown(TABLE) == [
        "灯     数  内容",
        "----  ---  ------------------",
        "! 红    7  食品安全；还差两家",
        "第二章",
        "x     128  plain",
    ]


def test_a_terminal_breaks_only_the_last_column() -> None:
    wide = Table(
        TABLE.columns, ((cell("! 红"), cell("7"), cell("一二三四五六七八九十十一", "末")),)
    )
    assert shown(wide, width=30) == [
        "灯    数  内容",
        "----  --  --------------------",
        "! 红   7  一二三四五六七八九十",
        "          十一",
        "          末",
    ]


def test_a_last_column_that_would_be_too_narrow_to_read_stands_below() -> None:
    rows = ((cell("! 红"), cell("7"), cell("一二三四五六七八九十十一", "末")), Band(line("带")))
    assert shown(Table(TABLE.columns, rows), width=29) == [
        "灯    数",
        "    内容",
        "----  --",
        "! 红   7",
        "    一二三四五六七八九十十一",
        "    末",
        "带",
    ]
    fits = Table(TABLE.columns, ((cell("! 红"), cell("7"), cell("一二")),))
    assert shown(fits, width=20)[2] == "! 红   7  一二"


def test_titles_of_two_lines_end_on_the_same_line() -> None:
    table = Table(
        (Column("绿/\n分项"), Column("号"), Column("x")), ((cell("1/2"), cell("3"), cell("y")),)
    )
    assert shown(table, width=40)[:3] == ["绿/", "分项  号  x", "----  --  -"]
    assert shown(table)[0] == "绿/分项  号  x"


def test_a_table_that_is_wider_than_the_terminal_is_shown_row_by_row() -> None:
    rows = ((cell("x"), cell("字" * 10)), Band(line("带")), (cell("y"), cell()))
    assert shown(Table((Column("a" * 6), Column("b\nc")), rows), width=16) == [
        *("aaaaaa", "  x", "bc", "  " + "字" * 7, "  " + "字" * 3, "", "带", "", "aaaaaa", "  y"),
    ]


def test_nothing_ends_in_spaces() -> None:
    table = Table((Column("a"), Column("bb")), ((cell("x"), cell()), (cell(), cell("y"))))
    assert shown(table) == ["a  bb", "-  --", "x", "   y"]


def test_facts_steps_and_paragraphs() -> None:
    facts = Facts((("截至", cell("2021-10-20")), ("分项内容", cell("一", "二"))))
    assert shown(facts) == ["截至      2021-10-20", "分项内容  一", "          二"]
    steps = Steps((Step(line("a"), (Step(line("b"), (Step(line("c")),)), Step(line("d")))),))
    assert shown(steps) == ["a", "  b", "    c", "  d"]
    paragraph = Paragraph((line("一二三四五六七八九十一二"), line("短")), indent=1, hang=1)
    assert shown(paragraph, width=20) == ["  一二三四五六七八", "    九十一二", "  短"]


def test_a_bracket_stays_with_what_it_encloses() -> None:
    assert wrap("检查二十三次。【演示】虚构", 16) == ["检查二十三次。", "【演示】虚构"]
    assert wrap("报告（甲局）和“乙”", 6) == ["报告", "（甲", "局）和", "“乙”"]


def test_blocks_stand_apart_but_not_from_their_heading() -> None:
    one = Paragraph((line("x"),))
    assert shown(Heading(line("题"), 1), one, one, Heading(line("y"))) == [
        "题",
        "x",
        "",
        "x",
        "",
        "y",
    ]


def test_broken_lines_keep_their_tones() -> None:
    text = line(strong("一二三四五"), Run("六七八九十", Tone.RED))
    broken = list(lay_out((Paragraph((text,)),), 16))
    assert broken == [
        (Run("一二三四五", Tone.STRONG), Run("六七八", Tone.RED)),
        (Run("九十", Tone.RED),),
    ]


texts = st.text(st.sampled_from("ab 一二，。（）“”‰\x1b\u202e[red]\n"), max_size=60)


@given(texts, texts, st.one_of(st.none(), st.integers(1, 120)))
def test_nothing_is_lost_and_nothing_stands_outside_the_terminal(
    first: str, second: str, width: int | None
) -> None:
    runs = line(first, strong(second))
    lines = list(lay_out((Paragraph((runs,)),), width))
    joined = "".join(text_of(one) for one in lines)
    assert joined.replace(" ", "") == text_of(runs).replace(" ", "")
    assert "\x1b" not in joined
    room = 10**6 if width is None else max(10, width)
    assert all(cell_len(text_of(one).rstrip()) <= room for one in lines)


@given(texts.map(inert), st.integers(-1, 12))
def test_a_line_is_broken_however_narrow_the_terminal(text: str, width: int) -> None:
    broken = wrap(text, width)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(one) <= max(2, width) for one in broken)


@pytest.mark.parametrize("width", [None, 80, 120])
def test_colour_is_no_part_of_the_layout(width: int | None) -> None:
    plain = Table(TABLE.columns, ((cell(Run("! 红")), cell("7"), cell("食品")),))
    toned = Table(
        TABLE.columns, ((cell(Run("! 红", Tone.RED)), cell(strong("7")), cell(strong("食品"))),)
    )
    assert shown(plain, width=width) == shown(toned, width=width)


def test_a_command_is_copied_from_a_narrow_terminal_as_one_line() -> None:
    typed = "ledger -C a/folder/far/away record finance 12.1 --period 2021Q4"
    assert shown(Paragraph((line("    ", command(typed)),)), width=40) == [f"    {typed}"]
