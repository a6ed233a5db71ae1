"""Clauses that are each read right alone are read right together, whatever joins them."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from foodsafety_ledger.document.draft import draft
from foodsafety_ledger.words import Say

CLAUSES = {
    "抽检合格率达到98%以上": [">= 98%"],
    "问题整改率100%": [">= 100%"],
    "3个月内办结率90%以上": [">= 90%"],
    "24小时内上报率100%": [">= 100%"],
    "检查食品生产企业不少于300家次": [">= 300家次"],
    "完成抽检1200批次": [">= 1200批次"],
    "举办培训班3期": [">= 3期"],
    "新建农产品追溯点50个": [">= 50个"],
    "事故发生率控制在0.5‰以内": ["<= 0.5‰"],
    "重大食品安全事故不超过1起": ["<= 1起"],
    "突发事件2小时内报告": ["<= 2小时"],
    "公众满意度80分以上": [">= 80分"],
    "覆盖率由60%提高到75%": [">= 75%"],
    "检验能力由3000批次提升至5000批次": [">= 5000批次"],
    "每季度开展风险会商1次": ["quarterly"],
    "建成示范街2条、示范店30家": [">= 2条", ">= 30家"],
    "蔬菜、水产品合格率分别达到97%、96%": [">= 97%", ">= 96%"],
    "食品抽检量达到4批次/千人": [">= 4批次/千人"],
    "药品不良反应报告不少于500份/百万人": [">= 500份/百万人"],
    "受理时限压缩至5个工作日以内": ["<= 5个工作日"],
    "对不少于20%的生产企业开展体系检查": [">= 20%"],
    "确保80%以上的乡镇建成快检室": [">= 80%"],
    "力争创建省级示范单位5家": [">= 5家"],
    "6月底前完成摸底100家": [">= 100家"],
    "超标率不高于2%": ["<= 2%"],
    "群众知晓率提高5个百分点": [">= 5个百分点"],
    "检查商户900多户": [">= 900户"],
    "发送提示短信3万余条": [">= 30000条"],
    "新建3个、改造6个农贸市场": [">= 3个", ">= 6个"],
}


def read(sentences: list[str]) -> Iterator[list[tuple[str, str]]]:
    """The goals of each sentence, each with its target's name."""
    tasks = (f"{n}.{one}。（责任单位：区市场监管局）" for n, one in enumerate(sentences, 1))
    text = "\n".join(["2025年全区重点工作方案", "一、重点任务", *tasks])
    drafted, _ = draft(text, "x.txt", Say("zh"))
    for section in drafted.tasks["sections"]:
        for item in (item for task in section["tasks"] for item in task["items"]):
            yield [(one["goal"], one["name"]["zh"]) for one in item.get("targets", ())]


def is_of(name: str, clause: str) -> bool:
    """Whether a name is made of a clause's characters, in their order."""
    left = iter(clause)
    return all(character in left for character in name)


@pytest.mark.parametrize("joint", "、，；")
def test_clauses_are_read_together_as_they_are_alone(joint: str) -> None:
    rng = random.Random(joint)
    # what is given 分别 goes on over the mark of a list, so that nobody adds another thing there
    fit = [clause for clause in CLAUSES if joint != "、" or "分别" not in clause]
    several = [rng.sample(fit, rng.choice((2, 3))) for _ in range(25)]
    found = list(read([joint.join(clauses) for clauses in several]))
    assert len(found) == len(several)
    for clauses, goals in zip(several, found, strict=True):
        expected = sorted(goal for clause in clauses for goal in CLAUSES[clause])
        assert sorted(goal for goal, _ in goals) == expected, (clauses, goals)
        for goal, name in goals:
            own = [clause for clause in clauses if goal in CLAUSES[clause]]
            assert any(is_of(name, clause) for clause in own), (clauses, goal, name)


PLACES = {
    "a label's line": "（一）加强监管\n工作目标：{}。\n责任单位：区市场监管局",
    "behind other clauses": "1.强化管控。落实责任，{}，保障群众健康。（责任单位：区市场监管局）",
    "in a list of measures": "1.加强监管。一是健全制度；二是{}。（责任单位：区市场监管局）",
    "where the sentence names its unit": "1.加强监管。{}，由区市场监管局负责。",
    "a row of a table": "序号\t工作任务\t责任单位\n1\t{}\t区市场监管局",
}


@pytest.mark.parametrize("place", PLACES)
def test_clauses_are_read_alike_wherever_they_stand(place: str) -> None:
    for clause, goals in CLAUSES.items():
        text = f"2025年全区重点工作方案\n一、重点任务\n{PLACES[place].format(clause)}\n"
        drafted, _ = draft(text, "x.txt", Say("zh"))
        tasks = (task for section in drafted.tasks["sections"] for task in section["tasks"])
        found = [one for task in tasks for item in task["items"] for one in item.get("targets", ())]
        assert sorted(one["goal"] for one in found) == sorted(goals), clause
        assert all(is_of(one["name"]["zh"], clause) for one in found), clause
