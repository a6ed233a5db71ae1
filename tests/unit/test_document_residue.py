"""Every telling word of an item is one that something was read from, or its place is marked."""

from __future__ import annotations

import pytest

from damages import Confirmed
from draft_cases import Keys
from foodsafety_ledger.document.draft import draft
from foodsafety_ledger.document.folded import read_document
from foodsafety_ledger.document.telling import telling_words
from foodsafety_ledger.words import Say

CHINESE = """\
2024年甲区食品安全重点工作安排
甲区食安委〔2024〕1号
甲区食品安全委员会
2024年3月1日
一、任务
1.加强管理。{}。（区公安局负责）
2.开展监测。（区教育局负责）
"""
ENGLISH = """\
Food Safety Plan 2024

Issued by the City Council on 1 March 2024

1. Work
1.1 {}. (Lead: Health Bureau)
1.2 Publish results. (Lead: Market Bureau)
"""


def marks_of(words: str) -> tuple[list[str], set[str]]:
    """The goals of an item with these words, and the kinds of marks on them or beside them."""
    form = ENGLISH if words.isascii() else CHINESE
    plan, _ = draft(form.format(words), "plan.txt", Keys("zh"))
    item = plan.tasks["sections"][0]["tasks"][0]["items"][0]
    nodes = [item, *item.get("targets", ()), *plan.tasks["ignored"]]
    kinds = {mark["why"] for node in nodes for mark in node.get("review", ())}
    return [one["goal"] for one in item.get("targets", ())], kinds


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("百人以上聚餐须提前五日申报", "number"),
        ("建设快检室32个，其中2025年12个", "left"),
        ("餐饮从业人员培训率100%且不低于全市平均水平", "left"),
        ("投诉量控制在去年的八成以内", "left"),
        ("除农村教学点外，明厨亮灶覆盖率达到100%", "left"),
        ("明厨亮灶覆盖率达到95%以上（不含托幼机构）", "left"),
        ("年度抽检任务完成率不低于100%且上半年不低于50%", "left"),
        ("参保单位达200家，比去年多50家", "subject"),
        ("村级河长每周不少于1次", "subject"),
        ("加强督办。3个月内办结", "subject"),
        ("抽检合格率达到98%，村级网格员每周不少于1次", "subject"),
        ("Enroll 15 markets in the voucher scheme", "left"),
        ("集体聚餐备案率90%，百人以上聚餐现场指导", "number"),
        ("建成1500平方米检验用房1处", "no-verb"),
        ("学生营养餐每餐次蛋类不少于125克", "each"),
        ("每个网格，不少于1名信息员", "each"),
        ("每季度开展2次检查", "each"),
        ("一类店每半年、二类店每季度检查不少于1次", "each"),
        ("新建、改建食堂验收合格率均达到98%", "each"),
        ("每个行政村明确一名食品安全员", "number"),
        ("每村建设一个宣传栏", "number"),
        ("建成食品安全示范点一处", "spelled"),
        ("培育三个区域公用品牌", "number"),
        ("无重大食品安全事故发生", "number"),
        ("确保不发生重大食品安全事故", "number"),
        ("杜绝过期食品流入校园", "number"),
        ("所有集中交易市场建立快检室", "number"),
        ("满意率较上年有所提升", "number"),
        ("满意率不低于全市平均水平", "number"),
        ("专利拥有量翻一番", "number"),
        ("线上办理占比过半", "number"),
        ("新增违建零增长", "number"),
        ("产值翻倍", "number"),
        ("Double the number of visits", "number"),
        ("Keep fatal accidents at zero", "number"),
        ("Every ward appoints one food safety officer", "number"),
        ("Ensure that no outbreaks occur at festivals", "number"),
        ("Train 40 officers in every district", "each"),
        ("Reduce complaints by 10% unless the budget is cut", "left"),
        ("Inspect 300 shops of which half are restaurants", "left"),
    ],
)
def test_what_nothing_was_read_from_is_marked(words: str, kind: str) -> None:
    assert kind in marks_of(words)[1]


@pytest.mark.parametrize(
    ("words", "goals"),
    [
        ("规模以上食品生产企业追溯率达到100%", [">= 100%"]),
        ("全部12个乡镇快检室完成升级", [">= 12个"]),
        ("立案率、处置率均达到100%", [">= 100%", ">= 100%"]),
        ("各学校食堂自查率均达到100%", [">= 100%"]),
        ("大型食堂、小型食堂规范化率分别达到80%、60%", [">= 80%", ">= 60%"]),
        ("查处案件数较2023年提高两成", [">= 20%"]),
        ("食品类投诉同比下降5%以上", [">= 5%"]),
        ("合格率由96%提升至98%", [">= 98%"]),
        ("9月底前完成改造50家，12月底前完成100家", [">= 50家", ">= 100家"]),
        ("到年底，入场率不低于80%，复查率不低于60%", [">= 80%", ">= 60%"]),
        ("至少每季度开展一次联合检查", ["quarterly"]),
        ("10月底前全部完成整改", ["done"]),
        ("落实“四个最严”要求，办结率不低于99%", [">= 99%"]),
        ("建成基地2个，其中蔬菜1个、畜禽1个", [">= 2个"]),
        ("进一步加大力度，全区新建基地2个", [">= 2个"]),
        ("自查率达到100%，监督抽考安全员不少于200人次", [">= 100%", ">= 200人次"]),
        ("Acknowledge all complaints within 24 hours", ["<= 24小时"]),
        ("At least 95% of premises are inspected", [">= 95%"]),
        ("每1万人抽检量不少于4批次", [">= 4批次"]),
    ],
)
def test_what_was_read_whole_bears_no_mark_of_it(words: str, goals: list[str]) -> None:
    found, kinds = marks_of(words)
    assert found == goals
    assert not kinds & {"left", "each", "number", "due"}


@pytest.mark.parametrize(
    "words",
    [
        "统一部署，进一步落实两个责任，建立一批示范点，一企一档",
        "按照《2021年条例》和第3条的规定，拨打12315热线",
        "零容忍打击零售环节违法行为",
        "十分重视县级以上机关食堂，打造千亿级产业集群",
    ],
)
def test_idioms_and_names_tell_nothing(words: str) -> None:
    flat = read_document("x", words).flat
    assert [flat[word.start : word.end] for word in telling_words(flat, 0, len(flat))] == []


@pytest.mark.parametrize(
    ("words", "name", "told"),
    [
        ("每家企业检查不少于2次", "企业检查", "每家"),
        ("明厨亮灶覆盖率达到95%以上（不含托幼机构）", "明厨亮灶覆盖率", "不含"),
        ("2025年建设快检室12个", "建设快检室", "2025年"),
        ("每月巡查不少于40家", "巡查", "每月"),
        ("各镇创建示范店2家", "创建示范店", "各镇"),
        ("投诉量控制在去年的八成以内", "投诉量", "去年"),
        ("合格率达到98%且不低于全市平均水平", "合格率", "不低于"),
        ("Train 40 officers in every district", "officers", "every"),
        ("Cut complaints by 10% unless the budget is cut", "complaints", "unless"),
    ],
)
def test_verify_finds_words_of_a_quote_that_no_name_and_no_goal_says(
    words: str, name: str, told: str
) -> None:
    form = ENGLISH if words.isascii() else CHINESE
    named = Confirmed(form.format(words)).diagnostics
    assert not [one for one in named if one.code == "FL705"]
    bare = Confirmed(form.format(words), name).diagnostics
    assert told in "".join(str(one.facts["goal"]) for one in bare if one.variant == "unused")


@pytest.mark.parametrize(
    ("words", "name", "told"),
    [
        ("媒体报道每月不少于2篇", "媒体报道", "每月"),
        ("各乡镇党委、政府开展检查2次", "开展检查", "各乡镇党委"),
        ("各成员单位报送信息12条", "报送信息", "各成员单位"),
        ("每家企业检查不少于2次", "检查", "每家企业"),
    ],
)
def test_draft_and_verify_show_a_telling_word_alike_and_cut_no_word_for_units(
    words: str, name: str, told: str
) -> None:
    plan, _ = draft(CHINESE.format(words), "plan.txt", Say("zh"))
    target = plan.tasks["sections"][0]["tasks"][0]["items"][0]["targets"][0]
    assert f"“{told}”" in str(target["review"])
    found = Confirmed(CHINESE.format(words), name).diagnostics
    assert [one.facts["goal"] for one in found if one.variant == "unused"] == [told]


@pytest.mark.parametrize("words", ["每村明确一名信息员", "建成示范点一处", "专利拥有量翻一番"])
def test_verify_finds_numbers_in_words_that_nothing_accounts_for(words: str) -> None:
    known, other = CHINESE.format("加强巡查"), CHINESE.format(f"加强巡查，{words}")
    assert any("FL713" in told for told in Confirmed(known).told(other))
