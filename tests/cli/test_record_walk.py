"""``record DEPARTMENT``, then Enter: everything owed in a round, one report after the other."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from clerk import Clerk
from foodsafety_ledger.check.run import open_workspace
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.files.workspace import shipped_data
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.model.plan import Target
from terminal import Terminal

FIRST = ["2", "118/120", "12", "", "", "", "", "", "李四", ""]
"""What is answered about 1.1: status, three values, texts, evidence, who signs, and to write."""

SECOND = ["2", "10/100", "", "", "", "", "", ""]
"""What is answered about 1.2; whoever signed the report before signs this one too."""


def test_each_is_written_when_it_is_confirmed_and_the_rest_is_for_the_next_time(
    clerk: Clerk,
) -> None:
    said = clerk.asked("record", "区市场局", answers="\n".join(["", *FIRST, "2"]))
    assert said.code == Exit.FINE, "what was written decides"
    assert "区市场局 2021Q3 应报 2 项" in said.out
    assert "第 2 项，共 2 项" in said.out
    assert [entry["item"] for entry in clerk.entries()] == ["1.1"]
    assert said.err.split() == [
        "已中断，已写入的都在：ledgers/market.yaml:4",
        "已经写入，请勿重复填报",
    ], "said once"
    assert "这次填报 1 项\n还有 1 项未报：1.2\n    ledger record market\n" in said.out

    again = clerk.asked("record", "market", answers="\n".join(["", *SECOND]))
    assert "第 1 项，共 1 项" in again.out
    assert "还有" not in again.out
    assert [entry["item"] for entry in clerk.entries()] == ["1.1", "1.2"]


def test_who_signs_is_asked_every_time_and_stays_unless_changed(clerk: Clerk) -> None:
    clerk.asked("record", "market", answers="\n".join(["", *FIRST, *SECOND]))
    assert [entry["approved_by"] for entry in clerk.entries()] == ["李四", "李四"]
    assert [entry["by"] for entry in clerk.entries()] == ["张三", "张三"]


def test_what_rules_remark_on_is_said_in_words_before_it_is_agreed_to(clerk: Clerk) -> None:
    answers = ["2", "12/12", "3", "5/5", "", "", "", "", "", "n"]
    said = clerk.asked("record", "market", "1.1", "--period", "2021Q3", answers="\n".join(answers))
    assert "注意：1.1/self-check 报 12/12，没有佐证材料" in said.out
    assert "--value" not in said.out + said.err, "nobody typed an option"
    assert "FL517" not in said.out + said.err


def test_one_can_be_left_out_or_not_written(clerk: Clerk) -> None:
    said = clerk.asked("record", "market", answers="\n".join(["", "2", ">", *SECOND[:-1], "n"]))
    assert clerk.files() == {}
    assert "这次填报 0 项\n还有 2 项未报：1.1、1.2\n" in said.out
    left = clerk.asked("record", "market", answers="\n".join(["", ">", *SECOND]))
    assert left.code == Exit.FINE
    assert [entry["item"] for entry in clerk.entries()] == ["1.2"]


def test_what_was_returned_comes_first_and_why(clerk: Clerk) -> None:
    for item in ("1.1", "1.2"):
        clerk("record", "market", item, "--status", "blocked", "--problems", "缺人")
    clerk("review", "00000001", "--return", "--reason", "没有\n佐证", "--by", "王主任")
    answers = ["", "", "", "", "", "补好了", "", "", "", "", "按意见改", ""]
    said = clerk.asked("record", "market", answers="\n".join(answers))
    assert said.code == Exit.FINE
    assert "区市场局有 1 份报告被办公室退回，要更正\n" in said.out
    assert "1.1   2021Q3  2021-10-12 王主任退回：没有 佐证\n" in said.out
    assert "已被退回    2021Q3  2021-10-12 王主任退回：没有 佐证\n上报的问题  缺人\n" in said.out
    assert "ledger amend" not in said.out, "the walk does it"
    amended = clerk.entries()[-1]
    assert (amended["amends"], amended["note"]) == (clerk.entries()[0]["id"], "补好了")
    assert "这次填报 1 项\n" in said.out
    assert "被退回" not in clerk.asked("record", "market", answers="").out


def test_an_amendment_that_changes_nothing_is_left_and_the_walk_goes_on(clerk: Clerk) -> None:
    clerk("record", "market", "1.1", "--status", "done")
    clerk("review", "00000001", "--return", "--reason", "没有佐证")
    said = clerk.asked("record", "market", answers="\n".join(["", *[""] * 9, "原因", *SECOND]))
    assert "相比没有任何改动\n" in said.out
    assert "这次填报 1 项\n还有 1 份被退回的没有更正：1.1\n" in said.out


def test_what_was_returned_and_left_is_said_at_the_end(clerk: Clerk) -> None:
    clerk("record", "market", "1.1", "--status", "done")
    clerk("review", "00000001", "--return", "--reason", "没有佐证")
    said = clerk.asked("record", "market", answers="\n".join(["", ">", *SECOND]))
    assert "先更正被退回的 1 份\n" in said.out
    assert "这次填报 1 项\n还有 1 份被退回的没有更正：1.1\n    ledger record market\n" in said.out
    alone = clerk.asked("record", "market", "1.1", answers="n")
    assert "ledger amend 20211012-00000001\n" in alone.out


def test_with_nothing_owed_an_item_is_asked_for(clerk: Clerk) -> None:
    clerk.asked("record", "market", answers="\n".join(["", *FIRST, *SECOND]))
    said = clerk.asked("record", "market", answers="1.1\nn\n2")
    assert "填报哪个分项？输入编号，如 14.1\n" in said.out


def test_a_quarter_takes_few_keystrokes(clerk: Clerk) -> None:
    answers, filed = _quarter(clerk, "education")
    said = clerk.asked("record", "education", answers="".join(answers).removesuffix("\n"))
    assert said.code == Exit.FINE
    assert filed == _filed(clerk, "education") == (3, 2)
    assert sum(map(len, answers)) <= 60


@pytest.mark.beside
def test_that_of_the_largest_bureau_takes_at_most_600_at_a_real_terminal(clerk: Clerk) -> None:
    answers, filed = _quarter(clerk, BUREAU)
    who = {"FOODSAFETY_LEDGER_LANG": "zh", "GIT_CONFIG_GLOBAL": os.environ["GIT_CONFIG_GLOBAL"]}
    terminal = Terminal("record", BUREAU, FOODSAFETY_LEDGER_ROOT=str(clerk.root), **who)
    for answer in answers:
        terminal.expect("\n> ")
        terminal.type(answer)
    assert "这次填报 27 项" in terminal.rest()
    assert terminal.end() == Exit.FINE
    assert filed == _filed(clerk, BUREAU) == (27, 41)
    assert sum(map(len, answers)) <= 600


BUREAU = "market-regulation"


def _quarter(clerk: Clerk, department: str) -> tuple[list[str], tuple[int, int]]:
    """What a department of the shipped plan types in a quarter, each answer with its Enter.

    Beside it how many reports and how many values that makes.
    """
    for path, content in shipped_data().items():
        clerk.write(path, content)
    plan = open_workspace(WorkTree(clerk.root)).plan
    assert plan is not None
    owing = [
        one for one in plan.items.values() if department in one.owing and one.first == plan.first
    ]
    asked = [[one for one in item.targets if department in one.owed_by] for item in owing]
    answers = [f"{answer}\n" for targets in asked for answer in _quick(targets)]
    return ["\n", *answers], (len(owing), sum(map(len, asked)))


def _filed(clerk: Clerk, department: str) -> tuple[int, int]:
    """The reports in a department's ledger, and the values in them."""
    entries = clerk.entries(department)
    return len(entries), sum(len(one.get("values", {})) for one in entries)


def _quick(targets: list[Target]) -> Iterator[str]:
    """What a clerk types about an item whose every value is known: status, values, Enter."""
    yield "2"
    yield from map(_value, targets)
    yield from [""] * 6


def _value(target: Target) -> str:
    if target.measure.is_dated:
        return "2021/10/9"
    return "118/120" if target.measure.is_share else "12"
