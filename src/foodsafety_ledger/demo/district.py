"""The invented district: how many of what there are, what each department says and when.

One thing has one number, wherever it is counted. Every figure of the shipped plan has its row here;
a key is a target, or a target and the department that gives it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import floor
from typing import Final, NamedTuple

CANTEENS: Final = 38
PRODUCERS: Final = 46
DAIRIES: Final = 4
MEAL_SUPPLIERS: Final = 3
CATERERS: Final = 1_240
LOTS_IN: Final = 64
FAILED: Final = 21


class Course(NamedTuple):
    """A figure at the year's beginning and at its end; of a ratio with what it is a part of."""

    start: int
    end: int
    of: int | None = None

    def at(self, share: Fraction) -> int:
        """How far it is when that share of the year has gone by."""
        return self.start + floor((self.end - self.start) * share)


def _all(number: int) -> Course:
    return Course(0, number, number)


NONE: Final = Course(0, 0)

FIGURES: Final[Mapping[str, Course]] = {
    "1.1/sampling-volume": Course(0, 1_012, 160_390),
    "1.1/problem-detection@market-regulation": Course(9, 12, 400),
    "1.1/case-filing": _all(FAILED),
    "1.1/disposal": _all(FAILED),
    "1.1/on-time-completion": _all(FAILED),
    "1.1/food-related-products": _all(3),
    "1.2/routine-monitoring-pass@agriculture-rural": Course(0, 297, 300),
    "1.2/routine-monitoring-pass@forestry-marine": Course(0, 98, 100),
    "1.4/grain-samples@economic-development": Course(96, 120),
    "2.1/model-workshops": Course(0, 3),
    "3.1/canteen-inspection": _all(CANTEENS),
    "3.1/caterer-inspection": _all(MEAL_SUPPLIERS),
    "3.1/nearby-shop-inspection": _all(187),
    "3.1/online-kitchens@market-regulation": Course(29, 36, CANTEENS),
    "3.2/fair-canteens": Course(4, 1),
    "5.1/chains-and-central-kitchens@market-regulation": Course(52, 57),
    "5.1/training-and-assessment": _all(CATERERS),
    "5.1/risk-grading": Course(900, CATERERS, CATERERS),
    "8.1/pesticide-use@agriculture-rural": Course(21_400, 20_650),
    "8.1/pesticide-use@forestry-marine": Course(3_200, 3_050),
    "8.1/veterinary-drug-use@agriculture-rural": Course(860, 815),
    "8.1/veterinary-drug-use@forestry-marine": Course(140, 132),
    "11.1/grain-on-controlled-land": NONE,
    "12.1/intake-inspection": _all(LOTS_IN),
    "12.1/unfit-grain-stored": NONE,
    "12.1/untested-grain-released": NONE,
    "12.3/unsafe-grain-in-market": NONE,
    "12.4/cadmium-intake": _all(LOTS_IN),
    "12.4/cadmium-release": _all(51),
    "13.1/certificate-use@agriculture-rural": Course(180, 286, 286),
    "13.1/certificate-use@forestry-marine": Course(61, 94, 94),
    "14.1/enterprise-self-check": _all(PRODUCERS),
    "14.1/enterprise-self-check-report": _all(PRODUCERS),
    "14.1/canteen-self-check": _all(CANTEENS),
    "14.1/manager-exam-coverage": _all(PRODUCERS + CANTEENS),
    "14.1/manager-exam-pass": Course(0, 81, PRODUCERS + CANTEENS),
    "15.1/dairy-rectification": _all(17),
    "15.1/dairy-pass": _all(120),
    "15.1/dairy-self-check": _all(DAIRIES),
    "15.1/dairy-risk-reports": _all(6),
    "15.1/seller-risk-grading": Course(1_500, 2_105, 2_105),
    "21.2/sampling-data-quality@market-regulation": Course(470, 486, 500),
    "22.2/assessment-score": Course(86, 92),
    "22.2/key-items": Course(18, 24, 24),
    "25.1/pilot-scheme": _all(9),
    "25.1/large-producers@market-regulation": Course(5, 5, 5),
    "25.1/meat-egg-dairy-liquor@market-regulation": Course(7, 9, DAIRIES + 5),
    "25.1/wholesale-markets@market-regulation": Course(2, 2, 2),
    "25.1/school-canteens@education": Course(35, CANTEENS, CANTEENS),
    "25.1/central-kitchens@market-regulation": Course(2, 2, 2),
    "25.1/meal-caterers@market-regulation": Course(2, MEAL_SUPPLIERS, MEAL_SUPPLIERS),
    "25.1/rural-banquets@subdistrict-xugou": Course(7, 9, 10),
    "25.1/rural-banquets@subdistrict-lianyun": Course(3, 5, 6),
    "25.1/rural-banquets@subdistrict-yunshan": Course(33, 35, 36),
    "25.1/rural-banquets@subdistrict-banqiao": Course(47, 49, 50),
    "25.1/rural-banquets@subdistrict-liandao": Course(1, 3, 4),
    "25.1/rural-banquets@subdistrict-xuwei": Course(21, 23, 24),
    "25.1/rural-banquets@subdistrict-haizhouwan": Course(5, 7, 8),
    "25.1/rural-banquets@subdistrict-sucheng": Course(17, 19, 20),
    "25.1/rural-banquets@subdistrict-gaogongdao": Course(0, 0, 0),
    "25.1/supermarkets": Course(4, 6, 6),
    "25.1/produce-markets": Course(6, 8, 8),
    "25.1/care-home-canteens": Course(9, 11, 11),
    "25.1/major-producers": Course(7, 10, 14),
    "25.1/large-restaurants": Course(38, 45, 62),
}

REACHED: Final[Mapping[str, date]] = {
    "1.1/annual-sampling-plan": date(2021, 2, 25),
    "1.3/monitoring-scheme": date(2021, 3, 31),
    "2.1/processing-zone": date(2021, 11, 24),
    "3.1/spring-inspection": date(2021, 3, 19),
    "3.1/autumn-inspection": date(2021, 9, 17),
    "3.1/summer-renovation": date(2021, 8, 27),
    "12.1/release-inspection-system": date(2021, 5, 20),
    "13.1/field-demonstration": date(2021, 10, 21),
    "13.1/model-cases": date(2021, 11, 18),
    "13.1/model-firms": date(2021, 12, 3),
    "15.2/care-home-rating": date(2021, 6, 18),
    "18.1/major-case": date(2021, 8, 26),
    "23.1/publicity-week": date(2021, 6, 15),
    "24.1/legal-education-plan": date(2021, 11, 25),
    "24.2/expert-lecture": date(2021, 9, 14),
    "24.2/science-outreach": date(2021, 11, 6),
    "28.2/ledgers-set-up": date(2021, 10, 8),
    "28.2/year-end-report": date(2021, 12, 22),
}
"""When each milestone was reached; of one without a row, the day of its report."""

EXPECTED: Final[Mapping[str, Mapping[str, str]]] = {
    "1.1": {
        "plan-file": "{zh: 年度抽检计划, en: The year's sampling plan}",
        "analysis": "{zh: 抽检结果分析, en: What the samples show}",
    },
    "15.1": {"pledges": "{zh: 放心超市承诺书, en: Pledges of safe supermarkets}"},
}
"""What the office wants to see of an item: its id and its names."""

HANDED_IN: Final[Mapping[str, Mapping[str, str]]] = {
    "1.1": {"of": "plan-file"},
    "15.1": {"of": "pledges", "valid_until": "2021-12-31"},
}
"""What of it the item's first report brought, and until when that is good."""

SAID: Final[Mapping[str, str]] = {
    "1.1": "约谈和检查检验机构 {} 次",
    "1.2": "监督抽查农产品 {} 份，问题已溯源",
    "1.3": "汇总风险监测数据 {} 条，已发各单位共用",
    "1.4": "到收购和储存现场查看 {} 次",
    "1.5": "采集林产品和土壤样品 {} 份",
    "2.1": "上门指导小作坊 {} 家次",
    "3.1": "督促整改校园食品问题 {} 个",
    "3.2": "走访学校食堂 {} 家次，督促校长陪餐",
    "4.1": "检查农村经营户 {} 户次",
    "5.1": "举办餐饮培训 {} 场",
    "6.1": "检查保健食品经营者 {} 户次",
    "6.2": "检查校园周边和养老机构周边商户 {} 户次",
    "7.1": "检查母婴店和商超 {} 家次",
    "8.1": "培训种养户 {} 人次，检查农资店",
    "9.1": "核对冷链追溯记录 {} 条",
    "10.1": "组织相关人员核酸检测 {} 人次",
    "11.1": "推广安全利用技术 {} 亩",
    "11.2": "排查企业 {} 家次，更新清单",
    "11.3": "抽检重金属残留样品 {} 份",
    "12.1": "检查粮食收储环节 {} 次",
    "12.2": "抽检大米和粮食制品 {} 批次",
    "12.3": "检查库点 {} 次，没有发现污染粮食外流",
    "12.4": "查看库点检验室 {} 次",
    "13.1": "发放合格证样张 {} 份",
    "14.1": "随机抽查并公开结果 {} 次",
    "15.1": "检查重点食品，签订放心超市承诺 {} 份",
    "15.2": "检查养老机构食堂 {} 家次",
    "16.1": "归集公示信用信息 {} 条",
    "16.2": "检查民宿和饭店 {} 家次",
    "17.1": "摸排线索 {} 条",
    "17.2": "移送和会商案件 {} 件",
    "18.1": "办理食品案件 {} 件",
    "19.1": "录入监管信息 {} 条",
    "20.1": "走访企业 {} 家，征集技术需求",
    "20.2": "整理创新做法 {} 条",
    "21.1": "收集标准执行意见 {} 条",
    "21.2": "核查抽检数据 {} 条",
    "22.1": "报送评价指数数据 {} 项",
    "22.2": "对照标准自查 {} 次",
    "23.1": "活动发放资料 {} 份",
    "23.2": "刊发报道 {} 篇",
    "24.1": "开展普法活动 {} 场",
    "24.2": "组织志愿者 {} 人次",
    "24.3": "举办健康讲座 {} 场",
    "25.1": "走访动员投保 {} 家次",
    "26.1": "会商研判 {} 次",
    "26.2": "发布风险提示 {} 条",
    "27.1": "走访基层食安办 {} 家次",
    "28.1": "全年工作总结已报，列事项 {} 条",
    "28.2": "通报和提醒各单位 {} 次",
}
"""What was done for each item, in a sentence with one number."""
