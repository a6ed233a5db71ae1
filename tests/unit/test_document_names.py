"""A name that is not put together in a known way is marked, and says what was not understood."""

from __future__ import annotations

import pytest

from foodsafety_ledger.document.demands import TargetReading
from foodsafety_ledger.document.name_doubts import with_name_doubts
from foodsafety_ledger.model.measure import COUNT, RATIO

DOUBTED = {
    "照规范改造": ("2026年改造40个", ">= 40个", "照"),
    "补贴标准从": ("补贴标准从2100元提高到2200元", ">= 2200元", "从"),
    "务工规模不低于上年": ("务工规模不低于上年的1860人", ">= 1860人", "不低于"),
    "其中市区110公里、县城": ("其中市区110公里、县城70公里", ">= 70公里", "110公里"),
    "公办园占比幼儿园覆盖率": ("公办园占比、民办幼儿园覆盖率达到55%", ">= 55%", "公办园占比"),
    "用电梯检验率": ("在用电梯检验率达到100%", ">= 100%", "在用电梯检验率"),
    "解成功率": ("调解企业新增2家、和解成功率60%", ">= 60%", "和解成功率"),
    "标准的比例": ("公厕达到二类以上标准的比例不低于95%", ">= 95%", "公厕达到二类以上标准的比例"),
    "食品生产企业3自查率": ("食品生产企业3自查率达到100%", ">= 100%", "3"),
    "教育改配建": ("教育改扩建5所、配建3所", ">= 3所", "教育改”“配建"),
}
SURE = {
    "抽检合格率": ("抽检合格率达到98%", ">= 98%"),
    "新建示范店": ("新建20家示范店", ">= 20家"),
    "乡镇、街道建成快检室": ("乡镇（街道）建成快检室12个", ">= 12个"),
    "专兼职协管员": ("专（兼）职协管员不少于40名", ">= 40名"),
    "困难家庭完成评估": ("困难家庭200户完成评估", ">= 200户"),
    "3岁以下婴幼儿入托率": ("3岁以下婴幼儿入托率达到40%", ">= 40%"),
    "全市5A级景区达标率": ("全市5A级景区达标率100%", ">= 100%"),
    "建成3000吨级冷库": ("建成3000吨级冷库2座", ">= 2座"),
    "到货查验率": ("到货查验率100%", ">= 100%"),
    "租金与市场租金之比": ("租金不高于市场租金的85%", "<= 85%"),
}


def target(name: str, clause: str, goal: str, begin: int = 0) -> TargetReading:
    """A target of a clause whose figure stands where the goal's number does."""
    measure = RATIO if goal.endswith("%") else COUNT
    at = begin + clause.rindex(goal.strip("<>= 0123456789.")) - 1
    return TargetReading(begin, begin + len(clause), name, measure, goal, at=at)


@pytest.mark.parametrize("name", DOUBTED)
def test_a_name_in_doubt_is_marked_with_what_was_not_understood(name: str) -> None:
    """The mark quotes the words that do not fit."""
    clause, goal, words = DOUBTED[name]
    (doubt,) = next(with_name_doubts(clause, [target(name, clause, goal)])).doubts
    assert doubt.key == "name"
    assert f"“{words}”" in doubt.facts["why"].zh  # type: ignore[union-attr]


@pytest.mark.parametrize("name", SURE)
def test_a_name_in_a_plain_shape_is_not_marked(name: str) -> None:
    """It stands in its clause, or only its figure or a bracket parts it."""
    clause, goal = SURE[name]
    assert not next(with_name_doubts(clause, [target(name, clause, goal)])).doubts


def test_a_name_may_go_on_from_one_that_was_told() -> None:
    """A part of a whole and the next deed are sure; what nothing tells of is not."""
    flat = "新建水厂2座，其中县级1座，改造3座，乡村医生4座"
    told = [target("新建水厂", "新建水厂2座", ">= 2座")]
    for name, clause in (("新建水厂，其中县级", "其中县级1座"), ("改造水厂", "改造3座")):
        told.append(target(name, clause, f">= {clause[-2:]}", flat.index(clause)))
    assert [len(one.doubts) for one in with_name_doubts(flat, told)] == [0, 0, 0]
    last = target("卫生院医生", "乡村医生4座", ">= 4座", flat.index("乡村医生"))
    assert [len(one.doubts) for one in with_name_doubts(flat, [*told, last])] == [0, 0, 0, 1]


def test_a_row_tells_what_is_done_with_each() -> None:
    """What the one before it says is done is asked of one that lacks it."""
    flat = "更换调压器3200只、软管4000根"
    first = TargetReading(0, len(flat), "更换调压器", COUNT, ">= 3200只", at=flat.index("3200"))
    second = TargetReading(0, len(flat), "软管", COUNT, ">= 4000根", at=flat.index("4000"))
    one, other = with_name_doubts(flat, [first, second])
    assert not one.doubts
    assert "“更换”" in other.doubts[0].facts["why"].zh  # type: ignore[union-attr]
