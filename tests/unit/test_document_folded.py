"""Folding a text and finding the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foodsafety_ledger.document.folded import Gap, read_document


@pytest.mark.parametrize(
    ("raw", "flat"),
    [
        ("达 到 １００ ％", "达到100%"),
        ("提\n\n优生", "提优生"),
        ("〔2018〕[甲]", "（2018）（甲）"),
        ("甲,乙;丙:丁", "甲，乙；丙：丁"),
        ("1,200批次", "1,200批次"),
        ("1. 2021年", "1. 2021年"),
        ("甲\n— 3 —\n乙", "甲乙"),
        ("甲\n第 3 页 共 9 页\n乙", "甲乙"),
        ("# 来源 http://x\n正文", "正文"),
        ("# 甲方案\n正文", "甲方案正文"),
        ("# 甲：2024\n\n## 一、乙\n\n- **1. 丙** 丁\n* 戊", "甲：2024一、乙1.丙丁*戊"),
        ("1.甲。\n2.12家乙。\n3.300批次丙。", "1.甲。2. 12家乙。3. 300批次丙。"),
        ("1.甲。\n3.12家乙。", "1.甲。3.12家乙。"),
        ("1.甲降到\n2.5%。", "1.甲降到2.5%。"),
        ("5*3 ** 4", "5*3** 4"),
        ("甲\u200b乙", "甲乙"),
        ("甲\u200e9\u202c5%", "甲95%"),
        ("⻝品⼯作", "食品工作"),
        ("巿教育局､区", "市教育局、区"),
        ("9\x025%", "9\ufffd5%"),
    ],
)
def test_folding(raw: str, flat: str) -> None:
    assert read_document("x", raw).flat == flat


def test_gaps_remember_spaces_and_lines() -> None:
    document = read_document("x", "甲 乙\n丙丁")
    assert document.gaps == (Gap.LINE, Gap.SPACE, Gap.LINE, Gap.NONE)


def test_a_blank_in_the_title_of_a_paper_begins_no_line() -> None:
    document = read_document("x", "按照《中共甲市委 甲市政府意见》落实。 二、乙")
    assert sorted(document.lines) == [0, document.flat.index("二")]


def test_what_word_writes_as_controls_ends_cells_and_lines() -> None:
    document = read_document("x", "甲\x07乙\x0b丙")
    assert document.gaps == (Gap.LINE, Gap.SPACE, Gap.LINE)
    assert document.raw == "甲\t乙\n丙"


def test_verbatim_keeps_the_words_and_drops_the_line_breaks() -> None:
    document = read_document("x", "率达到 100%。所有的关键项\n\n均符合")
    assert document.verbatim(0, len(document.flat)) == "率达到 100%。所有的关键项均符合"
    assert document.tidy(0, 7) == "率达到100%"


def test_a_page_number_is_no_part_of_the_words_around_it() -> None:
    document = read_document("x", "市市\n— 2 —\n场监管局")
    assert document.verbatim(0, len(document.flat)) == "市市场监管局"


def test_spans_count_from_the_file() -> None:
    document = read_document("x", "# 说明：\n 甲乙\n丙")
    assert tuple(document.span(1, 3)) == (2, 3, 3, 2)


@given(st.text(alphabet="甲乙（(）)1,.，％% \n\t—-第页#", max_size=60))
def test_every_folded_character_comes_from_its_origin(raw: str) -> None:
    document = read_document("x", raw)
    assert len(document.flat) == len(document.origin) == len(document.gaps)
    assert list(document.origin) == sorted(document.origin)
    assert all(0 <= offset < len(raw) for offset in document.origin)
