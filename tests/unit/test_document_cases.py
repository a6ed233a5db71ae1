"""Every layout under ``tests/documents`` is read as a careful reader would, and drafts soundly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damages import Confirmed
from draft_cases import HERE, case_names, draft_once, outcome
from foodsafety_ledger.check.rules import rule_of
from foodsafety_ledger.document.draft import Draft, draft
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.diagnostic import Severity
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.reading.plan import read_plan
from foodsafety_ledger.words import Say
from sampled import one_in

WORDS = """\
（ ） 责任单位： 牵头单位： 、 ， 。 ； 1. 2. 一、 （一） ① 3家 100% 以上 不超过 区教育局 各街道
等 负责 牵头 配合 按职责分工负责 2021年11月15日前 每周 三分之二 百分之九十 “ ” 《 》 0.5个百分点
1—3个月 # ： 和 其中 分别 " ' \\ { } 9999年13月40日 0 99999999999999999999家 & * yes | 抽检
合格率 达到 120% 列第一位者为牵头单位，下同"""
PIECES = st.sampled_from(
    [*WORDS.split(), "\n", "\n\n", "\t", "\u200b", "\f", " ", "序号\t任务\t责任单位\n"]
)


def _errors(drafted: Draft) -> list[str]:
    readings = [read_yaml(*file) for file in drafted.files(Say("zh")).items()]
    tasks, departments = (reading.data for reading in readings)
    assert isinstance(tasks, LocatedMap)
    assert isinstance(departments, LocatedMap)
    plan, found = read_plan(tasks, departments)
    assert plan is not None
    found = [*found, *(d for reading in readings for d in reading.diagnostics)]
    return [d.code for d in found if rule_of(d.code).severity is Severity.ERROR]


@pytest.mark.parametrize("name", case_names())
def test_layout(name: str) -> None:
    assert outcome(name) == (HERE / f"{name}.expected").read_text("utf-8")


@pytest.mark.parametrize("name", one_in(4, case_names()))
def test_a_draft_has_no_errors(name: str) -> None:
    drafted, _ = draft_once((HERE / f"{name}.txt").read_text("utf-8"))
    assert _errors(drafted) == []


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_whatever_the_text_the_draft_has_no_errors(text: str) -> None:
    drafted, _ = draft(text, "文件.txt", Say("zh"))
    assert _errors(drafted) == []


@pytest.mark.parametrize("name", ["everyday", "phrase-after-title", "broken-brackets"])
def test_full_and_half_width_forms_read_alike(name: str, tmp_path: Path) -> None:
    text = (HERE / f"{name}.txt").read_text("utf-8")
    wide = text.translate({ord(char): ord(char) + 0xFEE0 for char in "0123456789%"})
    narrow = text.translate(str.maketrans("（）：；", "():;"))
    plain, _ = draft(text, "x.txt", Say("zh"))
    for other in (wide, narrow):
        drafted, _ = draft(other, "x.txt", Say("zh"))
        assert drafted.departments == plain.departments
        assert drafted.table([]) == plain.table([])


def test_what_names_nobody_is_listed_with_its_place() -> None:
    text = (HERE / "one-flat-line.txt").read_text("utf-8")
    _, left = draft(text, "plan.txt", Say("zh"))
    figures = [d for d in left if d.code == "FL722"]
    assert [d.facts["text"] for d in figures] == [
        "主要农产品抽检合格率稳定在97%以上",
        "不合格样品检出率不超过3%",
    ]
    start = text.index("主要农产品") + 1
    assert str(figures[0].location) == f"plan.txt:1:{start}"


@pytest.mark.parametrize("name", ["table-below-a-list", "table-of-blanks-below-a-list"])
def test_an_item_above_a_table_is_no_chapter_of_it(name: str) -> None:
    """Its words would be the title of two things, and the next chapter would not be found."""
    text = (HERE / f"{name}.txt").read_text("utf-8")
    rows, foot = text.rstrip("\n").rpartition("11月30日")[:2]
    behind = "\n二、强化监管\n（一）抽检300批次。（县市场监管局负责）\n"
    assert Confirmed(f"{rows}{foot}{behind}").found == {}
