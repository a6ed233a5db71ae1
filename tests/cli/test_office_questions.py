"""Each of the office's questions is answered by the one command that docs/office.md names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from viewer import Viewer

PAGE = (Path(__file__).parents[2] / "docs" / "office.md").read_text("utf-8")
ASKED = dict(re.findall(r"(?m)^\| .* · (.*) \| `ledger (.*)` \|$", PAGE))

ANSWERS = {
    "哪些单位没报": "西街道",
    "催办名单": "逾期",
    "哪些指标没达标、差多少": "指标",
    "为什么红": "企业自查率",
    "和上季度比": "与 2021Q3 相比",
    "受阻和存在问题": "人手不足",
    "待复核": "20211012-000000a3",
}


@pytest.mark.parametrize("question", ANSWERS)
def test_the_command_answers(viewer: Viewer, question: str) -> None:
    seen = viewer(*ASKED[question].split())
    assert seen.code == 0
    assert ANSWERS[question] in seen.out


def test_no_question_is_left_out() -> None:
    assert ASKED.keys() == ANSWERS.keys()
