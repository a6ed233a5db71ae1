"""A due day of the data that its document does not give is reported, whatever it was changed to."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from damages import Confirmed
from draft_cases import HERE
from foodsafety_ledger.document.draft import Draft, draft
from foodsafety_ledger.document.verify import verify
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.reading.plan import read_plan
from foodsafety_ledger.words import Say

DENSE = """\
2025年某县食品安全重点工作安排
某县食品安全委员会
2025年2月28日
一、第一阶段（3月底前）
1.召开动员会1次。（县食安办负责）
二、任务
2.3月底前登记主体120个，6月底前登记率达到80%，年底前达到100%。（县农业农村局负责）
3.4月至9月抽检300批次。（县农业农村局负责）
4.6月底、12月底前培训率分别达到50%、95%。（县卫健局负责）
5.9月30日前新建快检室5个，12月10日前验收。（县市场监管局负责）
6.上半年培训400人次，下半年培训300人次。（县人社局负责）
7.检查超市60家，整改率100%，10月底前完成。（县市场监管局负责）
8.不迟于11月15日报送总结；自即日起至12月15日，排查60家。（县市场监管局负责）
"""
DOCUMENTS = {
    "dense": DENSE,
    **{
        name: (HERE / f"{name}.txt").read_text("utf-8")
        for name in ("leaders-and-deadlines", "from-day-to-day", "table-with-tabs")
    },
}


def _told(plan: Draft, text: str) -> Counter[str]:
    """What reading and verifying a plan find."""
    tasks, departments = (read_yaml(*file).data for file in plan.files(Say("zh")).items())
    assert isinstance(tasks, LocatedMap)
    assert isinstance(departments, LocatedMap)
    whole, found = read_plan(tasks, departments)
    assert whole is not None
    found = [*found, *verify(whole, "x.txt", text, tasks).diagnostics]
    return Counter(f"{one.code}{one.variant}{one.facts}" for one in found)


def _dated(plan: Draft) -> Iterator[dict[str, Any]]:
    for section in plan.tasks["sections"]:
        for item in (item for task in section["tasks"] for item in task["items"]):
            yield from (one for one in (item, *item.get("targets", ())) if "due" in one)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    ends = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if ends else min(day.day, last))


def _changes(plan: Draft) -> Iterator[tuple[str, Draft]]:
    """The plan with one due day a month or a year off, gone, or another of the plan's."""
    days = sorted({one["due"] for one in _dated(plan)})
    for index, one in enumerate(_dated(plan)):
        day = one["due"]
        others = [_months_on(day, months) for months in (1, -1, 12)]
        for other in (*others, None, *(other for other in days if other != day)):
            changed = deepcopy(plan)
            (*_, node) = (node for at, node in enumerate(_dated(changed)) if at == index)
            if other is None:
                del node["due"]
            else:
                node["due"] = other
            yield f"{one.get('quote', one['id'])}: {day} → {other}", changed


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.beside)])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_due_day_changed_in_the_data_is_reported(name: str, every: int) -> None:
    text = DOCUMENTS[name]
    plan, _ = draft(text, "x.txt", Say("zh"))
    said = _told(plan, text)
    changes = list(_changes(plan))[::every]
    assert len(changes) > 1
    assert [what for what, changed in changes if not _told(changed, text) - said] == []


def test_the_due_days_of_a_draft_are_those_of_its_document() -> None:
    assert not [one for one in Confirmed(DENSE).found if one.startswith("FL706")]
    assert (
        sum(len(list(_changes(draft(t, "x.txt", Say("zh"))[0]))) for t in DOCUMENTS.values()) > 99
    )


@pytest.mark.parametrize("misread", ["10月低前", "10月底煎", "1O月底前"])
def test_a_misread_day_in_a_cell_is_reported(misread: str) -> None:
    table = "2025年任务表\n序号\t工作任务\t责任单位\t完成时限\n1\t检查超市60家\t区商务局\t{}\n"
    plan = Confirmed(table.format("10月底前"))
    assert plan.told(table.format(misread)) - plan.found
