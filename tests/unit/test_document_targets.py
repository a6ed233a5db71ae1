"""Figures and words that ask for something, and those that do not."""

from __future__ import annotations

from datetime import date

import pytest

from foodsafety_ledger.document.deadlines import (
    Dates,
    is_read_whole,
    parse_deadline,
    read_dates,
)
from foodsafety_ledger.document.folded import read_document
from foodsafety_ledger.document.numerals import parse_numeral
from foodsafety_ledger.document.second_days import days_in
from foodsafety_ledger.document.targets import Readings, read_targets
from foodsafety_ledger.model.goal import parse_goal
from foodsafety_ledger.model.plan import Across, ValueIs


def _read(text: str) -> Readings:
    flat = read_document("x", text).flat
    return read_targets(flat, 0, len(flat), _dates(flat).deadlines)


def _dates(flat: str) -> Dates:
    return read_dates(flat, 0, len(flat), 2024)


@pytest.mark.parametrize(
    "words", ["热线1个工作日内响应、□个工作日内办结。", "抽检批次≥□批次/千人。"]
)
def test_a_sign_for_a_digit_behind_another_figure_or_sign_is_told(words: str) -> None:
    found = _read(words)
    assert [fact.doubt.key for fact in found.facts] == ["figure-broken"]


@pytest.mark.parametrize("words", ["300头份", "120批份", "50只份", "8台件", "1000头只"])
def test_half_a_measure_word_is_no_unit(words: str) -> None:
    found = _read(f"开展检测不少于{words}。")
    assert found.targets == []
    assert [fact.doubt.key for fact in found.facts] == ["figure-unit"]


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("抽检合格率达97%以上。", [">= 97%"]),
        ("抽检合格率达到 100％。", [">= 100%"]),
        ("自查率不低于60%，", [">= 60%"]),
        ("好评率不得低于98%。", [">= 98%"]),
        ("覆盖率 100%，合格率达 95%以上。", [">= 100%", ">= 95%"]),
        ("检出率控制在5%以内。", ["<= 5%"]),
        ("不合格样品检出率稳定在5%。", ["<= 5%"]),
        ("不合格食品处置率100%。", [">= 100%"]),
        ("抽检量达6‰以上。", [">= 6‰"]),
        ("综合考核达 90 分以上。", [">= 90分"]),
        ("培育食品小作坊3家。", [">= 3家"]),
        ("一旦发现问题产品24小时内报告。", ["<= 24小时"]),
        ("给予经营者3个月租金50%的减免。", ["= 50%"]),
        ("按每户每年9000元为限额扣减税费。", ["<= 9000元"]),
        ("新增10家以上示范企业、30家以上示范店。", [">= 10家", ">= 30家"]),
        ("由20%以上阶段性提高至30%以上。", [">= 30%"]),
        ("Inspect kitchens at least twice a year.", [">= 2次"]),
        ("Visit each school three times a year.", [">= 3次"]),
        ("Cut complaints by half.", [">= 50%"]),
        ("Train two thirds of the cooks.", [">= 66.67%"]),
        ("Accredit five laboratories.", [">= 5"]),
        ("Close the file within one working day.", ["<= 1个工作日"]),
        ("Review the plan every 18 months.", []),
        ("Raise the share of clean kitchens from 78% in 2025 to 90%.", [">= 90%"]),
        ("Appoint inspectors, one per 20,000 people.", []),
        ("Accredit laboratories to ISO/IEC 17025.", []),
        ("Replace 60 of 140 basins.", [">= 60"]),
        ("Vaccinate four in five nurses.", [">= 80%"]),
        ("Reach 40 per cent of adults and raise awareness.", [">= 40%"]),
        ("Collect waste from 9 out of 10 households.", [">= 90%"]),
        ("Reduce waste in the 340 canteens.", []),
        ("推動不少於九成的超級市場及八成濕貨檔位。", [">= 90%", ">= 80%"]),
        ("參與學生逾5萬人次。", [">= 50000人次"]),
        ("社區衛教240場、里民參與1.2萬人次。", [">= 240场", ">= 12000人次"]),
        ("Expand checks to 80% of hospitals and 25 farms.", [">= 80%", ">= 25"]),
        ("通關時間不超過20分鐘。", ["<= 20分钟"]),
        ("Cut emissions 40% below 2015 levels.", [">= 40%"]),
        ("Reduce salt intake by 30% relative to 2020.", [">= 30%"]),
        ("厨余回收量每年不低于5,000公吨。", [">= 5000公吨"]),
        ("115年应完成120家次。", [">= 120家次"]),
        ("不合格案件应于7日内追查源头。", ["<= 7日"]),
        ("全年举办不少于60场讲座及12次展览。", [">= 60场", ">= 12次"]),
        ("推广有机肥0.4万亩。", [">= 0.4万亩"]),
        ("全年抽检1,200批次。", [">= 1200批次"]),
        ("全年培训3千人次以上。", [">= 3000人次"]),
        ("推广店3.5万家。", [">= 35000家"]),
        ("完成投资3百万元。", [">= 300万元"]),
        ("使用有机肥3千克以上。", [">= 3千克"]),
        ("抽检量达到5批次/1000人以上。", [">= 5批次/千人"]),
        ("发病率控制在4/10万以下。", ["<= 4/十万人"]),
        ("建成示范店3—5千家。", [">= 3000家", "<= 5000家"]),
        ("贴息期限不超过1年。", ["<= 1年"]),
        ("可延缓3个月支付。", ["= 3个月"]),
        ("按不超过每人每天100元的标准发放。", ["<= 100元"]),
        ("返还失业保险费的50%；", ["= 50%"]),
        ("租金减半。", ["= 50%"]),
        ("发放宣传折页5000份。", [">= 5000份"]),
        ("发放补贴2000元。", ["= 2000元"]),
        ("覆盖率达百分之九十五以上。", [">= 95%"]),
        ("四分之三以上的学校达标。", [">= 75%"]),
        ("开展检查不少于两次。", [">= 2次"]),
        ("在5个工作日内办结。", ["<= 5个工作日"]),
        ("建成示范店5—8家。", [">= 5家", "<= 8家"]),
        ("按6个月的应缴纳社会保险费的50%确定。", ["= 50%"]),
        ("按3个月的工资的80%发放。", ["= 80%"]),
        ("举报线索2个工作日内核查。", ["<= 2个工作日"]),
        ("民眾陳情案件於7日內回覆。", ["<= 7日"]),
        ("每季度开展1次演练。", ["quarterly"]),
        ("30日内完成处办率达百分之九十八。", [">= 98%"]),
        ("区级每季度巡查1次、镇级每周1次。", ["quarterly", "weekly"]),
        ("立案率、处置率达100%。", [">= 100%", ">= 100%"]),
        ("大型超市、集中交易市场、养老院食堂参保率达80%。", [">= 80%"] * 3),
        ("种植、收获机械化率分别达到65%和55%。", [">= 65%", ">= 55%"]),
        ("建成基地2个，其中蔬菜1个、畜禽1个。", [">= 2个"]),
        ("实现培训考核全覆盖。", [">= 100%"]),
        ("消除“一般”等级食堂。", ["= 0"]),
        ("提高问题发现率。", ["rising"]),
        ("巩固提高参保覆盖率。", ["kept"]),
        ("每周组织核酸检测。", ["weekly"]),
        ("Publish quarterly inspection results.", ["quarterly"]),
        ("Check every food bank once a month.", ["monthly"]),
        ("Train 60 managers every quarter.", [">= 60"]),
        ("Hold bi-weekly talks.", []),
        ("2024年6月底前完成登记。", ["done"]),
        ("用气报装不超过2个环节、4个工作日。", ["<= 2个", "<= 4个工作日"]),
        ("改造后生产效率平均提升15%、运营成本平均降低10%。", [">= 15%", ">= 10%"]),
        ("担保业务降费奖补比例为0.5%。", ["= 0.5%"]),
    ],
)
def test_goals(text: str, goals: list[str]) -> None:
    found = _read(text).targets
    assert [target.goal for target in found] == goals
    assert all(parse_goal(target.goal) for target in found)


@pytest.mark.parametrize(
    "text",
    [
        "在13家企业已纳入平台的基础上，继续推进。",
        "做好全区20个监测点的采样工作。",
        "300平方以上餐饮单位投保。",
        "到达本市前14日内，主动报告。",
        "年营业额500万元以上企业开展自查。",
        "在学校食堂全覆盖的基础上。",
        "落实《办法》（2018）27号要求。",
        "拨打12345热线，提供7×24小时服务。",
        "开展“昆仑2024”行动。",
        "第二、三、四季度通报。",
        "打造一批品牌，查处一起案件。",
        "联系电话：0731—58225116。",
        "报告数不低于900份/亿人。",
        "“四有”、“两机”各2分。",
        "每项10分，扣完为止。",
        "补助资金分2年拨付。",
        "如当月停业天数超过当月天数的50%，停收管理费。",
        "节日期间至活动结束后2个月内，免收摊位费。",
        "用3年时间，完善监管体系。",
        "为从业人员提供24小时法律咨询等服务。",
    ],
)
def test_no_goals(text: str) -> None:
    assert _read(text).targets == []


def test_a_fact_is_listed() -> None:
    text = "在13家企业已纳入的基础上，新增3家。"
    found = _read(text)
    assert [text[fact.start : fact.end] for fact in found.facts] == ["13家"]
    assert [target.goal for target in found.targets] == [">= 3家"]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (
            "县级河长每月巡河不少于1次，村级河长每周不少于1次",
            ["县级河长每月巡河", "村级河长巡河"],
        ),
        (
            "县级河长每年巡河不少于4次，村级河长每周不少于1次",
            ["县级河长每年巡河", "村级河长巡河"],
        ),
        (
            "自查率、自查报告率均达100%，监督抽考安全员不少于200人次",
            ["自查率", "自查报告率", "监督抽考安全员"],
        ),
        ("抽检合格率达到98%，村级网格员每周不少于1次", ["抽检合格率", "村级网格员"]),
        ("培训安全员300人次，监督抽考安全员不少于200人次", ["培训安全员", "监督抽考安全员"]),
        ("检查食品企业20家，约谈企业不少于5次", ["检查食品企业", "约谈企业"]),
        ("建成示范店20家，监管员不少于200人次", ["建成示范店", "监管员"]),
        ("对重大隐患挂牌督办，3个月内办结", ["重大隐患挂牌督办办结"]),
        ("举报线索2小时内响应，5日内办结", ["举报线索响应", "举报线索响应办结"]),
        ("3年内完成100家市场的改造", ["完成100家市场的改造", "市场的改造"]),
        ("对全部128家食品企业的风险评估", ["食品企业的风险评估"]),
        ("安排水产品监督抽检30个样品", ["安排水产品监督抽检样品"]),
        ("抽检经费按每批次不低于800元标准落实", ["抽检经费按每批次标准落实"]),
        ("每个社区（村）至少1名信息员", ["每个社区、村信息员"]),
        ("建设2个便民圈", ["便民圈"]),
        ("每季度开展1次联合检查、每月1次夜查", ["联合检查", "夜查"]),
        ("举办不少于60场讲座及12次展览", ["讲座", "展览"]),
        ("检查合格率达到98%以上的目标", ["检查合格率"]),
        ("2021年底绿色食品认证率达到60%", ["绿色食品认证率"]),
        ("评价得分高于全市平均值，不低于80分", ["评价得分"]),
        ("检查学校周边200米内食品店不少于300家次", ["检查学校周边200米内食品店"]),
        ("查处货值5万元以上的不少于3起", ["查处货值5万元以上"]),
        ("立案30件，案值5万元以上的3件", ["立案", "案值5万元以上"]),
        ("2021年底数据核对率达到60%", ["数据核对率"]),
        ("年底绿色食品认证率达到60%", ["绿色食品认证率"]),
        ("6月底绿色食品认证率达到60%", ["绿色食品认证率"]),
        (
            "Close or upgrade all 37 non-compliant abattoirs",
            ["Close or upgrade all non-compliant abattoirs"],
        ),
        ("Adopt 40 standards and review 25% of codes", ["standards", "codes"]),
        (
            "乳粉、肉制品、食用油追溯码覆盖率分别达到100%、90%、85%。",
            ["乳粉追溯码覆盖率", "肉制品追溯码覆盖率", "食用油追溯码覆盖率"],
        ),
        ("家庭农场、农民合作社分别发展到1200家、800家。", ["家庭农场发展", "农民合作社发展"]),
        ("开工建设绿化项目65个，年内完成53个。", ["开工建设绿化项目", "完成绿化项目"]),
        (
            "低保水平从每人每月570元、270元分别提高到每人每月600元、300元，补贴从20元、30元提高到50元、60元。",
            ["低保水平", "低保水平", "补贴", "补贴"],
        ),
        (
            "负责人、安全员年度培训时间分别不少于20学时、40学时。",
            ["负责人年度培训时间", "安全员年度培训时间"],
        ),
        (
            "检查频次为甲类企业每季度1次，乙类企业每月1次。",
            ["检查频次为甲类企业", "检查频次为乙类企业"],
        ),
        ("到期贷款收回率保持在98%以上。", ["到期贷款收回率"]),
        (
            "公办园幼儿占比、普惠性幼儿园覆盖率达到50%、90%。",
            ["公办园幼儿占比", "普惠性幼儿园覆盖率"],
        ),
        ("食堂A级比例达到60%、B级及以上达到95%。", ["食堂A级比例", "食堂B级及以上比例"]),
        ("退货率控制在2%以内并逐季下降0.1个百分点。", ["退货率", "退货率逐季下降"]),
        ("支农比例不低于30%，以后每年提高5个百分点。", ["支农比例", "支农比例每年提高"]),
        ("软件收入突破20亿元，年均增速15%以上。", ["软件收入", "软件收入年均增速"]),
        (
            "机械化率年均提高1个百分点，2025年达到68%（其中玉米、水稻分别达到60%和80%）。",
            ["机械化率年均提高", "机械化率", "机械化率，其中玉米", "机械化率，其中水稻"],
        ),
        ("20桌以上、50桌以下的备案率不低于95%。", ["20桌以上、50桌以下的备案率"]),
        ("含磷浓度高于2mg/L的水厂占比达到90%以上。", ["含磷浓度高于2mg/L的水厂占比"]),
        ("将整治成效纳入年度考核，权重不低于5%。", ["整治成效在年度考核中权重"]),
        ("省外务工与省内务工分别不低于4万人、3万人。", ["省外务工", "省内务工"]),
        (
            "果蔬、肉类冷链流通率分别提高到25%、45%，腐损率分别降至12%、8%。",
            ["果蔬冷链流通率", "肉类冷链流通率", "果蔬腐损率", "肉类腐损率"],
        ),
        (
            "油料面积21万亩、油料产量4万吨，2025年分别达到22万亩、5万吨。",
            ["油料面积", "油料产量", "油料面积", "油料产量"],
        ),
        (
            "豇豆、韭菜两个品种抽检合格率分别达到97%、98%。",
            ["豇豆抽检合格率", "韭菜抽检合格率"],
        ),
        ("建成快检室12个，其中上半年5个、下半年7个。", ["建成快检室"] * 3),
        ("每月调度、每季度通报一次。", ["每季度通报"]),
        ("培训覆盖率不低于95%，每人不少于6学时。", ["培训覆盖率", "培训"]),
        ("转化率提高2个百分点、达到72%。", ["转化率提高", "转化率"]),
        ("生猪出栏6.5万头、存栏3.6万头。", ["生猪出栏", "生猪存栏"]),
        (
            "新增主体1.2万户，其中企业不少于3000户，每千人拥有主体数达到105户。",
            ["新增主体", "新增主体，其中企业", "每千人拥有主体数"],
        ),
        ("示范单位达到260家，较上年净增60家。", ["示范单位", "示范单位较上年净增"]),
        (
            "明厨单位占比达到90%，城区达到95%、乡镇达到85%。",
            ["明厨单位占比", "明厨单位占比，城区", "明厨单位占比，乡镇"],
        ),
        ("用药量下降5%以上（其中果园下降8%以上）。", ["用药量下降", "用药量，其中果园下降"]),
        ("对A、B两级企业每年分别检查1次、2次。", ["A级企业检查", "B级企业检查"]),
        (
            "责任险投保学校占比100%、养老机构占比不低于80%。",
            ["责任险投保学校占比", "责任险投保养老机构占比"],
        ),
        ("未达1.5%比例的依法征收。", []),
        (
            "明厨亮灶率：大中型餐饮2020年达到90%，学校食堂2021年达到100%。",
            ["明厨亮灶率，大中型餐饮", "明厨亮灶率，学校食堂"],
        ),
        ("每年公布案例不少于4批40件。", ["每年公布案例", "每年公布案例"]),
        ("完成率低于90%的，扣减年度绩效5分。", []),
        ("物价涨幅超过10%时启动投放。", []),
        ("500米站点覆盖率100%。", ["500米站点覆盖率"]),
        ("新开公交线路6条、优化9条。", ["新开公交线路", "优化公交线路"]),
        ("A级食堂占比达到45%、C级食堂清零。", ["A级食堂占比", "C级食堂清零"]),
        (
            "对年产值突破1亿元、5亿元的企业分别奖励50万元、100万元。",
            ["年产值突破1亿元的企业奖励", "5亿元的企业奖励"],
        ),
        ("满意度逐年提升，2025年不低于85分。", ["满意度"]),
        (
            "高血压、糖尿病规范管理率分别不低于65%、63%。",
            ["高血压规范管理率", "糖尿病规范管理率"],
        ),
        (
            "车间吸纳就业560人（其中脱贫人口不少于三成）。",
            ["车间吸纳就业", "车间吸纳就业，其中脱贫人口"],
        ),
        ("企业检查覆盖率100%、每季度不少于1次。", ["企业检查覆盖率", "企业检查"]),
        ("学校食堂检查覆盖率100%且每学期不少于1次。", ["学校食堂检查覆盖率", "学校食堂检查"]),
    ],
)
def test_a_name_holds_every_word_that_says_of_what_so_much_is_asked(
    words: str, names: list[str]
) -> None:
    found = read_targets(words, 0, len(words)).targets
    assert [target.name for target in found] == names


def test_how_often_behind_another_rate_is_marked() -> None:
    text = "蔬菜抽检合格率达到98%、每月不少于1次。"
    _, often = read_targets(text, 0, len(text)).targets
    assert [doubt.key for doubt in often.doubts] == ["subject"]


def test_names_and_quotes() -> None:
    text = "食品企业自查率和自查报告率达到100%，学校食堂自查率100%。"
    found = _read(text).targets
    assert [target.name for target in found] == [
        "食品企业自查率",
        "食品企业自查报告率",
        "学校食堂自查率",
    ]
    assert text[found[1].start : found[1].end] == "食品企业自查率和自查报告率达到100%"


def test_each_of_several_businesses_has_the_rate() -> None:
    found = _read("大型超市、养老院食堂参保覆盖率达100%。").targets
    assert [target.name for target in found] == ["大型超市参保覆盖率", "养老院食堂参保覆盖率"]


def test_people_in_several_businesses_are_one_group() -> None:
    assert len(_read("企业、学校食堂管理人员抽考覆盖率100%。").targets) == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("总动力稳定在11亿千瓦左右。", "vague"),
        ("总量突破50亿元。", "vague"),
        ("新建示范店3.5家。", "vague"),
        ("三分之二的学校达标。", "vague"),
        ("发生率控制在4/10万以下。", "per"),
        ("培训从业人员三千人次。", "spelled"),
        ("产值增长120%。", "above-whole"),
        ("提高满意度。", "words-only"),
    ],
)
def test_doubts(text: str, key: str) -> None:
    (target,) = _read(text).targets
    assert key in {doubt.key for doubt in target.doubts}


def test_what_is_said_plainly_carries_no_doubt() -> None:
    assert [target.doubts for target in _read("抽检合格率达97%以上，建成示范店3家。").targets] == [
        (),
        (),
    ]


@pytest.mark.parametrize(
    ("text", "binding"),
    [
        ("力争创建示范店3家，培育企业2家。", [False, True]),
        ("引导种植户不少于150户。", [True]),
    ],
)
def test_encouragement_does_not_bind(text: str, binding: list[bool]) -> None:
    assert [target.binding for target in _read(text).targets] == binding


@pytest.mark.parametrize(
    ("text", "value_is"),
    [
        ("晨检记录保存不少于12个月。", ValueIs.SNAPSHOT),
        ("投诉15个工作日内办结。", ValueIs.SNAPSHOT),
        ("人均培训不少于40小时。", ValueIs.RUNNING_TOTAL),
    ],
)
def test_times_do_not_add_up_over_departments(text: str, value_is: ValueIs) -> None:
    (target,) = _read(text).targets
    assert (target.across, target.value_is) == (Across.EACH, value_is)


def test_what_is_asked_of_the_whole_year_has_no_day_of_another_clause() -> None:
    first, second = _read("9月底前检查重点企业20家，其余企业全年至少检查1次。").targets
    assert (first.due, second.due) == (date(2024, 9, 30), None)


def test_a_share_that_comes_out_even_is_exact() -> None:
    (target,) = _read("发病率不超过十万分之三。").targets
    assert target.goal == "<= 0.003%"
    assert "vague" not in {doubt.key for doubt in target.doubts}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年11月15日前报告情况", date(2024, 11, 15)),
        ("11月15日之前报告情况", date(2024, 11, 15)),
        ("2024年2月底前完成登记", date(2024, 2, 29)),
        ("年底前完成登记", date(2024, 12, 31)),
        ("2025年底前，建成体系", date(2025, 12, 31)),
        ("到2025年，基本建成", date(2025, 12, 31)),
        ("力争在6月底前完成", date(2024, 6, 30)),
        ("其余11月底前全部完成", date(2024, 11, 30)),
        ("9月底，完成改造", date(2024, 9, 30)),
        ("10月中旬前复查", date(2024, 10, 20)),
        ("第二季度完成制定", date(2024, 6, 30)),
        ("2025年上半年完成验收", date(2025, 6, 30)),
        ("到2026年覆盖率达到95%", date(2026, 12, 31)),
        ("全年完成3家", date(2024, 12, 31)),
        ("2月至5月检查3轮", date(2024, 5, 31)),
        ("9月20日至25日办活动", date(2024, 9, 25)),
        ("4月1日—10月31日检查", date(2024, 10, 31)),
        ("自即日起至12月15日，排查60家", date(2024, 12, 15)),
        ("11月至次年1月查处30件", date(2025, 1, 31)),
        ("不迟于2025年3月31日完成改造", date(2025, 3, 31)),
        ("方案于3月底前印发", date(2024, 3, 31)),
        ("6月底前登记率达到80%", date(2024, 6, 30)),
        ("From April to October 2024, verify 120 firms", date(2024, 10, 31)),
        ("In the first quarter of 2025, train 120", date(2025, 3, 31)),
        ("by end-2025", date(2025, 12, 31)),
        ("by year-end reach 3 sites", date(2024, 12, 31)),
        ("By the end of the year, reach 3 sites", date(2024, 12, 31)),
        ("9月30日完成验收", date(2024, 9, 30)),
        ("9月上旬完成排查", date(2024, 9, 10)),
        ("9月上中旬检查5家", date(2024, 9, 20)),
        ("2月份，检查3次", date(2024, 2, 29)),
        ("2月份完成摸底", date(2024, 2, 29)),
        ("6月开展评估1次", date(2024, 6, 30)),
        ("二季度检查60家", date(2024, 6, 30)),
        ("第四季度开展评估", date(2024, 12, 31)),
        ("2024年底合格率达到60%", date(2024, 12, 31)),
        ("截至2024年底，覆盖率达到100%", date(2024, 12, 31)),
        ("10月底投入使用", date(2024, 10, 31)),
        ("8月15日下班前报送总结", date(2024, 8, 15)),
        ("8月15日12时前报送总结", date(2024, 8, 15)),
        ("检查5家，完成时限：9月30日", date(2024, 9, 30)),
        ("检查5家；完成时间2024年11月底", date(2024, 11, 30)),
        ("到“十四五”末，满意度达到85%", date(2025, 12, 31)),
        ("2023年—2025年培训300人次", date(2025, 12, 31)),
    ],
)
def test_deadlines(text: str, day: date) -> None:
    found = _dates(text)
    assert [deadline.day for deadline in found.deadlines] == [day]
    assert [one[0] for one in days_in(text, 0, len(text), 2024)] == [day]
    assert found.unread == []


@pytest.mark.parametrize(
    "text",
    [
        "国庆节前巡查2轮",
        "争取2025年建成",
        "本月底前整改",
        "中秋、国庆前抽检40批次",
        "两会前排查35处",
        "秋粮收购开始前检查12个库点",
        "第一学期末前接入率达到90%",
        "用两年时间建成1个平台",
        "至明年6月底，再创建15家",
        "自印发之日起30日内制定方案",
        "于2025/26年度内办讲座60场",
        "11月至3月检查5家",
        "6月前后抽检4批",
        "11月初前抽检4批",
        "2025年初前建成",
        "3月检查发现的5个问题",
        "一季度抽检不合格的产品",
        "印发之日起一个月内制定方案",
        "次月5日前报送",
        "每年12月底前报送",
        "3月15日举办活动1场",
        "by mid-2024 register 90 vendors",
        "survey 3 towns before the holiday season",
        "clear 60 cases by Easter",
        "by the financial year-end reach 3 sites",
        "By 30 June each year publish 4 reports",
        "reach 5% by the end of the plan",
        "complete 2 reviews prior to the 2026 budget cycle",
        "report no later than two months after the end of the year",
        "每年6月底、9月底前报告",
        "before October 2024 train 8 people",
    ],
)
def test_what_seems_a_deadline_is_told(text: str) -> None:
    assert _dates(text).unread


@pytest.mark.parametrize(
    "text",
    [
        "2024年食品安全抽检3批",
        "每月25日前报送1次",
        "按季度调度",
        "各季度末抽查",
        "自2022年以来共检查3家",
        "较上学年降低3个百分点",
        "落实《2023年10月方案》要求",
        "一月一次巡查",
        "作为年底前考核的内容",
        "对2023年不合格企业复查1次",
        "兑现时限由30日压缩到15日",
        "做好中高考期间保障",
        "24小时内报告",
        "三个月内办结",
        "report within 5 days of the end of each quarter",
        "in 2024 train 5 people",
    ],
)
def test_moments_of_another_use_are_no_deadlines_and_not_told(text: str) -> None:
    assert _dates(text) == ([], [])


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2024年新增3家", date(2024, 12, 31)),
        ("2025年新增4家", date(2025, 12, 31)),
        ("2026年新增5家", date(2026, 12, 31)),
        ("2023年新增5家", None),
        ("2024年在建的5家", None),
    ],
)
def test_what_is_asked_in_one_of_several_years_is_due_at_its_end(
    text: str, last: date | None
) -> None:
    found = read_dates(text, 0, len(text), 2026, first=2024).deadlines
    assert [one.day for one in found] == ([last] if last else [])
    assert read_dates(text, 0, len(text), 2026).deadlines == []


def test_a_year_of_several_in_which_something_was_done_is_no_deadline() -> None:
    """What is told of it asks for nothing by its end."""
    for told in ("2024年已将17种药纳入目录", "2024年我市已改造市场12家"):
        assert read_dates(told, 0, len(told), 2026, first=2024).deadlines == []
    asked = "2024年改造市场12家"
    assert len(read_dates(asked, 0, len(asked), 2026, first=2024).deadlines) == 1


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("12月底前完成", True),
        ("2024年9月底", True),
        ("30 June 2024.", True),
        ("6月底前，并长期坚持", True),
        ("6月底前完成20家，11月底前全部完成", False),
        ("6月、9月", False),
        ("春季开学前", False),
        ("6月底前完成初稿", False),
    ],
)
def test_whether_a_stated_deadline_is_read_whole(words: str, *, whole: bool) -> None:
    assert is_read_whole(words, 2024) is whole


@pytest.mark.parametrize(
    "text",
    ["对2024年6月30日前到期的企业续保", "2024年9月27日", "作为年底前报告的内容", "2024年2月31日前"],
)
def test_no_deadlines(text: str) -> None:
    assert _dates(text).deadlines == []


def test_a_deadline_in_a_column() -> None:
    assert parse_deadline("2024年6月", 2023) == date(2024, 6, 30)
    assert parse_deadline("12月底", 2024) == date(2024, 12, 31)
    assert parse_deadline("长期坚持", 2024) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年3月至10月", date(2024, 10, 31)),
        ("3月1日起至11月30日", date(2024, 11, 30)),
        ("2024年4月1日—10月31日", date(2024, 10, 31)),
        ("2024年9月—2025年3月", date(2025, 3, 31)),
        ("2024.3-2024.10", date(2024, 10, 31)),
        ("2024-03-01至2024-09-30", date(2024, 9, 30)),
        ("第二季度至第四季度", date(2024, 12, 31)),
        ("Q2 2024 to Q3 2024", date(2024, 9, 30)),
        ("2024.3-10", None),
        ("3月1日至15日", date(2024, 3, 15)),
        ("11月至3月", None),
        ("2024年7月1日起执行", None),
        ("3月开始", None),
        ("6月后", None),
        ("次年1月底", None),
    ],
)
def test_of_a_span_in_a_column_the_last_day_is_the_deadline(text: str, day: date | None) -> None:
    assert parse_deadline(text, 2024) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("三千", 3000),
        ("两", 2),
        ("一万二千", 12000),
        ("三亿", 300_000_000),
        ("二〇二一", 2021),
        ("零", 0),
        ("", None),
        ("家", None),
    ],
)
def test_numerals(text: str, number: int | None) -> None:
    assert parse_numeral(text) == number
