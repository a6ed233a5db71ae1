"""``record DEPARTMENT``, then Enter: everything owed in a round, one report after the other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from clerk import Clerk
from foodsafety_ledger.check.run import open_workspace
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.files.workspace import shipped_data
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.model.plan import Target

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
    assert "已中断，已写入的都在" in said.err
    assert "这次填报 1 项\n还有 1 项未报：1.2\n    ledger record market\n" in said.out

    again = clerk.asked("record", "market", answers="\n".join(["", *SECOND]))
    assert "第 1 项，共 1 项" in again.out
    assert "还有" not in again.out
    assert [entry["item"] for entry in clerk.entries()] == ["1.1", "1.2"]


def test_who_signs_is_asked_every_time_and_stays_unless_changed(clerk: Clerk) -> None:
    clerk.asked("record", "market", answers="\n".join(["", *FIRST, *SECOND]))
    assert [entry["approved_by"] for entry in clerk.entries()] == ["李四", "李四"]
    assert [entry["by"] for entry in clerk.entries()] == ["张三", "张三"]


def test_one_can_be_left_out_or_not_written(clerk: Clerk) -> None:
    said = clerk.asked("record", "market", answers="\n".join(["", "2", ">", *SECOND[:-1], "n"]))
    assert clerk.files() == {}
    assert "这次填报 0 项\n还有 2 项未报：1.1、1.2\n" in said.out
    left = clerk.asked("record", "market", answers="\n".join(["", ">", *SECOND]))
    assert left.code == Exit.FINE
    assert [entry["item"] for entry in clerk.entries()] == ["1.2"]


def test_with_nothing_owed_an_item_is_asked_for(clerk: Clerk) -> None:
    clerk.asked("record", "market", answers="\n".join(["", *FIRST, *SECOND]))
    said = clerk.asked("record", "market", answers="1.1\nn\n2")
    assert "填报哪个分项？输入编号，如 14.1\n" in said.out


@pytest.mark.parametrize(
    ("department", "reports", "keystrokes"),
    [
        ("education", 3, 60),
        pytest.param("market-regulation", 27, 600, marks=pytest.mark.beside, id="the largest"),
    ],
)
def test_a_quarter_takes_few_keystrokes(
    clerk: Clerk, department: str, reports: int, keystrokes: int
) -> None:
    for path, content in shipped_data().items():
        clerk.write(path, content)
    plan = open_workspace(WorkTree(clerk.root)).plan
    assert plan is not None
    owing = [
        one for one in plan.items.values() if department in one.owing and one.first == plan.first
    ]
    targets = [one for item in owing for one in item.targets if department in one.owed_by]
    answers = [""] + [
        answer
        for item in owing
        for answer in _quick([one for one in item.targets if department in one.owed_by])
    ]
    said = clerk.asked("record", department, answers="\n".join(answers))
    assert said.code == Exit.FINE
    entries = clerk.entries(department)
    given = sum(len(entry.get("values", {})) for entry in entries)
    assert (len(entries), given) == (len(owing), len(targets))
    assert len(owing) == reports
    assert sum(len(answer) + 1 for answer in answers) <= keystrokes


def _quick(targets: list[Target]) -> Iterator[str]:
    """What a clerk types about an item whose every value is known: status, values, Enter."""
    yield "2"
    yield from map(_value, targets)
    yield from [""] * 6


def _value(target: Target) -> str:
    if target.measure.is_dated:
        return "2021/10/9"
    return "118/120" if target.measure.is_share else "12"
