"""``ledger problems``: whose, since when, in their own words, and what the office returned."""

from __future__ import annotations

import json

import pytest

from clerk import Clerk
from viewer import Viewer


def test_blocked_hindered_and_returned_stand_latest_first(viewer: Viewer) -> None:
    seen = viewer("problems")
    assert seen.code == 0
    assert [line.split()[:3] for line in seen.out.splitlines()[2:]] == [
        ["2021-10-14", "1.1", "2021Q3"],
        ["2021-10-13", "1.1", "2021Q3"],
        ["2021-10-12", "1.2", "2021Q3"],
    ]
    for words in ("被办公室退回：未到九成五", "存在问题：人手不足", "下步计划：年底前查完", "受阻"):
        assert words in seen.out
    assert "ledger amend 20211014-000000b1" in seen.out


def test_only_what_is_asked_for_and_known_then(viewer: Viewer) -> None:
    assert "1.1" not in viewer("problems", "1.2").out
    before = viewer("problems", "beta", "--as-of", "2021-10-14")
    assert (before.out, before.err) == ("", "没有受阻、存在问题或被退回的分项\n")


@pytest.mark.parametrize("said", ["无", "暂无。", "/", " 无 "])
def test_a_cell_that_says_none_is_no_problem(viewer: Viewer, said: str) -> None:
    viewer.change("ledgers/alpha.yaml", "problems: 人手不足", f'problems: "{said}"')
    viewer.change("ledgers/alpha.yaml", "next: 年底前查完", f'next: "{said}"')
    told = viewer("problems").out, viewer("report", "quarter", "2021Q3").out
    assert not any("存在问题：" in one or "下步计划：" in one for one in told)


def test_a_problem_is_as_old_as_the_first_report_of_it(clerk: Clerk) -> None:
    for date, status in (
        ("2021-10-02", "done"),
        ("2021-10-05", "blocked"),
        ("2021-10-09", "blocked"),
    ):
        clerk("record", "market", "1.1", "--status", status, "--date", date, "--period", "2021Q3")
    (one,) = json.loads(clerk("problems", "--format", "json").out)["data"]["problems"]
    assert (one["since"], one["date"], one["status"]) == ("2021-10-05", "2021-10-09", "blocked")


@pytest.mark.parametrize(
    "command",
    ["status", "status alpha", "status 1.2", "why 1.2", "why alpha", "dispatch 2021Q3", "show 1.2"],
)
@pytest.mark.parametrize("how", ["table", "json"])
def test_why_work_is_blocked_is_said_in_the_departments_own_words(
    viewer: Viewer, command: str, how: str
) -> None:
    told = "  problems: |\n    证人不到场\n    鉴定未出\n"
    blocked = "status: blocked\n"
    viewer.change("ledgers/alpha.yaml", blocked, blocked + told)
    shown = viewer(*command.split(), "--format", how).out
    if command.startswith("dispatch") and how == "table":  # whose it is stands before it
        assert "甲局；工作受阻：证人不到场 鉴定未出" in shown
    else:
        assert "甲局（证人不到场 鉴定未出）" in shown


def test_a_reason_beside_its_departments_name_keeps_its_own_brackets(viewer: Viewer) -> None:
    told = "  problems: （甲）场地停用（见附件二）\n"
    viewer.change("ledgers/alpha.yaml", "status: blocked\n", "status: blocked\n" + told)
    assert "甲局；工作受阻：（甲）场地停用（见附件二）" in viewer("dispatch", "2021Q3").out
