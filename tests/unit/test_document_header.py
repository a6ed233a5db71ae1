"""What a document says about itself: as it is printed, or marked."""

from __future__ import annotations

from typing import Any

import pytest

from draft_cases import Keys
from foodsafety_ledger.document.draft import draft

CHINESE = "一、任务\n1.检查企业30家。（县市场监管局负责）\n2.合格率达到98%。（县农业农村局负责）\n"
ENGLISH = "1. Inspect 30 plants. (Lead: Inspection Division)\n2. Train 20. (Lead: Food Division)\n"


def _plan(head: str, foot: str = "") -> dict[str, Any]:
    body = CHINESE if any(char > "一" for char in head) else ENGLISH
    return draft(f"{head}{body}{foot}", "plan.txt", Keys("zh"))[0].tasks


def _marks(plan: dict[str, Any]) -> set[str]:
    nodes = (plan, plan["document"])
    return {mark["why"] for node in nodes for mark in node.get("review", ())}


@pytest.mark.parametrize(
    ("head", "title", "issuer"),
    [
        (
            "檔　　號：\n某市政府食品藥物安全處 函\n發文日期：中華民國114年1月15日\n"
            "主旨：檢送「114年度稽查計畫」1份，請查照。\n114年度稽查計畫\n",
            "114年度稽查計畫",
            "某市政府食品藥物安全處",
        ),
        ("食物安全署\n二〇二五年度監察計劃\n", "二〇二五年度監察計劃", "食物安全署"),
        (
            "市教育局 市公安局 市卫生健康委\n关于开展2025年春季检查的通知\n",
            "关于开展2025年春季检查的通知",
            "市教育局 市公安局 市卫生健康委",
        ),
        ("首页 > 公开 > 规划计划\n某区2025年工作计划\n", "某区2025年工作计划", "未注明"),
        (
            "发布机构：某县人民政府办公室\n名 称：某县关于印发2025年工作要点的通知\n",
            "2025年工作要点",
            "某县人民政府办公室",
        ),
        (
            "发布时间：2024-03-06 10:00\n信息来源：县府办\n2024年某县民生实事登记表\n",
            "2024年某县民生实事登记表",
            "未注明",
        ),
        ("2. 某市创建任务分解表\n附件 2\n", "某市创建任务分解表", "未注明"),
        ("各镇街，县直各部门：\n2024年某县工作方案\n", "2024年某县工作方案", "未注明"),
        ("某县2024年任务（某食安办〔2024〕2号）\n", "某县2024年任务", "未注明"),
        (
            "中共某县委办公室 某县政府办公室印发《关于加强监管的若干措施》\n（2024年3月1日）\n",
            "关于加强监管的若干措施",
            "中共某县委办公室某县政府办公室",
        ),
        ("附件：2024年某县考核评分细则\n", "2024年某县考核评分细则", "未注明"),
        (
            "各镇街：\n根据《省政府关于印发净土行动方案的通知》要求，县食安办编制了"
            "《2024年某县责任清单》，现印发给你们。\n",
            "2024年某县责任清单",
            "未注明",
        ),
        ("Food Plan: 2024 to 2026\nPublished 3 March 2024\n", "Food Plan: 2024 to 2026", "未注明"),
        ("FOOD PLAN 2024\nAdopted by Cabinet on 14 May 2024\n", "FOOD PLAN 2024", "未注明"),
        (
            "City Council\nFood Plan for Schools, 2024\n",
            "Food Plan for Schools, 2024",
            "City Council",
        ),
        ("Action plan 2025\n", "Action plan 2025", "未注明"),
    ],
)
def test_title_and_issuer_are_as_printed(head: str, title: str, issuer: str) -> None:
    plan = _plan(head)
    assert plan["title"]["zh"] == title
    assert plan["document"]["issuer"] == issuer
    assert issuer != "未注明" or "no-head" in _marks(plan)


@pytest.mark.parametrize(
    ("head", "foot", "start", "end", "mark"),
    [
        ("Food Plan: 2024 to 2026\n", "", "2024-01-01", "2026-12-31", ""),
        ("", "民國114年1月15日\n", "2025-01-01", "2025-12-31", "title"),
        ("某县2024年冬春季整治方案\n", "", "2024-01-01", "2024-12-31", "across"),
        ("二〇二五至二六年度行動計劃\n", "", "2025-01-01", "2025-12-31", "across"),
        ("监察计划\n（二〇二五年一月二十日公布）\n", "", "2025-01-01", "2025-12-31", ""),
    ],
)
def test_the_period_is_that_of_the_title_or_the_date(
    head: str, foot: str, start: str, end: str, mark: str
) -> None:
    body = CHINESE if not head.isascii() or foot else ""
    plan = _plan(head + body, foot)
    assert (str(plan["period"]["start"]), str(plan["period"]["end"])) == (start, end)
    assert not mark or mark in _marks(plan)


def test_who_adopted_a_paper_did_not_issue_it() -> None:
    plan = _plan("FOOD PLAN 2024\nAdopted by Cabinet on 14 May 2024\n")
    assert str(plan["document"]["issued"]) == "2024-05-14"
    assert "issued" in _marks(plan)
    plan = _plan("FOOD PLAN 2024\nIssued by the Food Control Authority on 14 May 2024\n")
    assert plan["document"]["issuer"] == "Food Control Authority"
    assert "issued" not in _marks(plan)


@pytest.mark.parametrize(
    "head",
    [
        "各市人民政府：\n为落实《国务院关于印发净土行动计划的通知》，提出如下意见。\n",
        "2024年共有12项任务，内容涉及出行、养老、住房等方面。\n",
    ],
)
def test_what_is_cited_and_a_sentence_are_no_title(head: str) -> None:
    plan = _plan(head)
    assert "净土" not in plan["title"]["zh"]
    assert "title" in _marks(plan)


def test_a_bar_is_no_part_of_a_number() -> None:
    head = "成文日期： | 2024-09-01 |\n发文字号： | 某政办函〔2024〕39号 |\n某市2024年工作方案\n"
    assert _plan(head)["document"]["number"] == "某政办函〔2024〕39号"


def test_whose_seal_stands_beside_a_name_is_no_part_of_it() -> None:
    plan = _plan("某县2024年工作方案\n", "某县食品安全委员会办公室（代章）\n2024年3月1日\n")
    assert plan["document"]["issuer"] == "某县食品安全委员会办公室"


def test_a_number_in_brackets_behind_the_title_is_the_papers() -> None:
    plan = _plan("某县2024年工作方案（某政办〔2024〕2号）\n")
    assert plan["document"]["number"] == "某政办〔2024〕2号"
