"""What a scan or a typist lost is marked where it stood."""

from __future__ import annotations

import pytest

from damages import drafted, drafted_once
from draft_cases import HERE


@pytest.mark.parametrize(
    ("name", "words", "other", "mark"),
    [
        ("english-actions", "95% of", "95℅ of", "前后连着不认识的符号"),
        ("other-verbs", "报告率100%", "报告率10\x020%", "前后连着不认识的符号"),
        ("chapters-above-labels", "牵头单位：县工信局", "奉头单位：县工信局", "像是单位或责任"),
        ("labels-for-a-chapter", "责任单位：县总工会", "责任单位县总工会", "不像单位名称"),
        ("divisions-of-a-bureau", "（五）", "（六）", "缺了一个编号"),
        ("assignment-table", "\n3\t", "\n5\t", "缺了一个编号"),
        ("table-with-figures-apart", "局 | 生态环境分局", "局生态环境分局", "不像单位名称"),
    ],
)
def test_what_was_lost_is_marked(name: str, words: str, other: str, mark: str) -> None:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    assert words in text
    assert not any(mark in one for one in drafted_once(text).marks)
    assert any(mark in one for one in drafted(text.replace(words, other)).marks)
