"""The words by which plan documents set figures, as tables: operators, units, rates, verbs, dates.

The patterns are written for folded text (``text.py``).
"""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.document.lexicon import listed
from foodsafety_ledger.model.goal import Goal, GoalKind, Operator

BEFORE: Final = (
    (
        r"(?:不得?|不能|不应|不)(?:低于|少于|小于|短于)|至少|最低|最少|(?:不|未)?起码",
        Operator.AT_LEAST,
    ),
    (
        (
            r"(?:最长|最多|最高)?(?:不得?|不能|不应|不)(?:超过|高于|大于|多于|长于|超出|突破)"
            r"|最长|最多|最高|至多|控制[在到]|限制在|(?:压减?|压降?|降低?|下降|减少?|缩短|压缩)[到至]"
        ),
        Operator.AT_MOST,
    ),
    (r"低于|少于|小于", Operator.AT_MOST),
    (
        (
            r"(?:达到?|提[高升][到至]|增[加长][到至]|扩大到|上升到|升[到至])了?|超过|突破|高于|大于"
            r"|多于|超|(?:稳定|保持|维持|巩固)在?|实现|完成"
        ),
        Operator.AT_LEAST,
    ),
)
"""Words before a figure that say how it is compared; tried in this order."""

AFTER: Final = (
    ("(?:及|或)?(?:以上|之上)|左右|上下|以上的?", Operator.AT_LEAST),
    ("(?:及|或)?(?:以下|之下|以内|之内)|内(?=[，。；、）]|完成|办结|报)", Operator.AT_MOST),
)
"""Words behind a figure that say the same; they weigh more than those before."""

ABOUT: Final = "左右|上下|大约|约$"
"""Words that leave a figure vague."""

STRICT: Final = "(?<!不)(?<!不[得能应])(?:超过|突破|高于|大于|多于|低于|少于|小于)$"
"""Words that by themselves leave out the figure itself; the goals of a plan include theirs."""

FILLER: Final = (
    "每[人天日月年户家次亩]|分别|大?约|总体?|基本|全部|均|都|各|应|要|须|需|可|为|在|到|至|了"
)
"""What may stand between such a word and its figure."""

UNIT_WORDS: Final = (
    "平方米|平方公里|平方千米|立方米|平方|千瓦时|千瓦|兆瓦|公里|公顷|公斤|千克|千米|毫克|微克|克|吨|亩|米"
    "|批次|人次|车次|户次|家次|例次|场次|课时|学时|小时|分钟|个工作日|工作日|个自然日|个月|个季度|个小时|个百分点|个"
    "|元|家|户|人|名|位|份|例|件|起|宗|条|座|处|所|场|期|篇|册|台|套|辆|艘|只|头|门|项|类|种|批|次|轮|遍"
    "|间|幅|块|张|支|对|组|村|镇|街道|社区|年|天|日|周|分|倍|级|度|步|站|点|店|单"
)
"""Words for what is counted or measured."""

_HEADS: Final = "(?:1|10(?=万)|十(?=万))?[万千百]"

UNITS: Final = (
    rf"%|‰|/(?:{_HEADS}人?|10{{2,5}}人)|(?:千瓦时|千瓦|千克|千米|[万亿千百十]{{0,4}}(?:{UNIT_WORDS}))"
    rf"(?:/(?:{_HEADS}人|(?:10{{2,5}})?人|[年月天日亩户]))?"
)
"""Units that a figure may bear; a factor may stand before one (3千家)."""

RATES: Final = "率|占比|比例|比重|满意度|知晓度|覆盖面|达标度|知晓率"
"""What names of rates end with."""

LOWER_IS_BETTER: Final = (
    "不(?:合格|达标)(?:样品|产品|食品)?(?:的)?(?:检出)?率$"
    "|(?:检出|超标|发病|死亡|病死|发生|违法|违规|投诉|事故|损耗|逾期)率$"
)
"""Names of rates that should be low."""

TO_GIVE: Final = (
    "给予|返还|补助|补贴|奖励|奖补|资助|免收|免征|减免|减收|减半|收取|征收|按|下调|降低|下降|减少|压减|延缓|展期"
    "|延长|延期|缓缴|缓交|缓征|贴息|发放|安排贴息|扣减|上浮|下浮|支付|拨付|兑付"
)
"""Verbs whose bare figure is the amount to give or to change by: it is met exactly."""

TO_DO: Final = (
    "培育|建设|建成|新建|改建|扩建|改造|创建|打造|新增|完成|查办|侦破|安排|抽检|抽查|检测|监测|快检|开展|推广|举办|召开"
    "|组织|达到?|实现|确保|争取|力争|培训|发展|认证|认定|建立|设立|设置|配备|配齐|引进|扶持|支持|检查|覆盖|治理|整治|修订|制定"
    "|发布|推出|选树|树立|评选|遴选|推荐|申报|关闭|取缔|淘汰|搬迁|曝光|查处|破获|侦办|移送|立案|化解|排查|清理|拆除|编制|印发|录制|刊发|推送|走访|救助|帮扶|招引|签约"
    "|开工|投产|竣工|升级|培养|选派|评定|命名|创成|处置|办结|报送|采集|检验|不少于|不低于|至少|每[年月季周个家名]|提[高升]|增[加长]"
)
"""Verbs that make a count something to be reached."""

FACT_BEFORE: Final = (
    r"(?:在|对|从|将|把|由|向|与|和|及|的|这|该|共|共有|现有|已有|已|原有|其余|上述|以上|目前|全[区市县省国镇乡州]|辖区内?|前|后"
    r"|列出|等|有|第|近|上年度?|满|年满|超)$"
)
"""What before a count says that it tells of the state of things."""

PART_OF: Final = "其中"
"""What begins the parts of a figure given just before."""

NOT_BINDING: Final = "力争|争取|鼓励|支持|倡导|提倡|引导"
"""Words that ask without binding (鼓励, 力争, 支持)."""

PASSING: Final = "暂|免|有效|施行|执行"
"""What a clause with a date says that is in force till then, and not to be done by then."""

DONE_WITHIN: Final = "完成|办结|办理|报|答复|反馈|处[置理]|送达|回复"
"""What must be done within a time (在5个工作日内办结)."""

KEEPING: Final = "保持|稳定在|维持|巩固"
"""Words that ask for a figure in every period."""

FOLLOWING: Final = "整改|处置|立案|查处|办结|完成率|回复|处理"
"""Rates whose numerator follows later: running totals (design 4.2)."""

NAMES: Final = (
    r"《[^》]{0,200}》|https?：//\S++|[“\"][^”\"，。]{0,60}[”\"]行动|〔?（\d{4}）\d{1,9}号"
)
"""Names, whose figures are no figures of the plan."""

DATES: Final = (
    r"\d{4}[—\-~至]\d{4}年|\d{4}年(?:度|以来)?(?:\d{1,2}月(?:\d{1,2}日|份|底|末|初)?)?|\d{1,2}月\d{1,2}日|\d{1,2}月(?:份|底|末|初|前)"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}：\d{2}"
)
"""Dates and times of day."""

OTHER_NUMBERS: Final = (
    r"\d{3,4}[—\-]\d{7,8}|1[3-9]\d{9}|\d{1,9}[×xX*]\d{1,9}小?时?|第\d{1,9}|“\d{1,9}”"
    r"|\d{5,12}(?=政府|热线|平台)|(?<![A-Za-z])[A-Za-z]++\d{1,9}"
)
"""Telephone numbers, hotlines, ordinals, names with digits."""

COUNTED_BY: Final = {
    "自查报告率": "已提交自查报告数/应提交自查报告数",
    "自查率": "已自查数/应自查数",
    "合格率": "合格数/检验总数",
    "检出率": "检出数/检验总数",
    "覆盖率": "已覆盖数/应覆盖总数",
    "参保率": "已参保数/应参保总数",
    "整改率": "已整改数/应整改数",
    "处置率": "已处置数/应处置数",
    "处理率": "已处理数/应处理数",
    "立案率": "已立案数/应立案数",
    "查处率": "已查处数/应查处数",
    "完成率": "已完成数/应完成数",
    "办结率": "已办结数/应办结数",
    "报告率": "已报告数/应报告数",
    "达标率": "达标数/总数",
    "满意度": "满意人数/受访人数",
    "知晓率": "知晓人数/受访人数",
    "培训率": "已培训数/应培训数",
}
"""What is divided by what, for rates whose name says it."""

IDS: Final = {
    "自查报告率": "self-check-reports",
    "自查率": "self-check",
    "合格率": "pass-rate",
    "检出率": "detection-rate",
    "覆盖率": "coverage",
    "整改率": "rectification",
    "处置率": "disposal",
    "处理率": "follow-up",
    "立案率": "case-filing",
    "查处率": "enforcement",
    "完成率": "completion",
    "报告率": "reporting",
    "达标率": "compliance",
    "满意度": "satisfaction",
    "知晓率": "awareness",
    "抽检": "sampling",
}
"""English stems for the ids of targets."""

BUSINESSES: Final = listed(
    "企业 单位 市场 超市 食堂 店 厨房 学校 机构 医院 商场 小作坊 摊贩 合作社 基地 主体 公司 平台 "
    "屠宰场 幼儿园 经营者 提供者"
)
"""What names of businesses end with: a rate named for several of them is one for each."""

PEOPLE: Final = "人员|样品|产品|批次|群众|居民|学生|师生"
"""Other things a rate may be about; a list before them is not a list of what is measured."""

OCCASIONS: Final = (
    ("每周|按周|逐周", "weekly"),
    ("每月|按月|逐月", "monthly"),
    ("每季度?|按季度?|逐季度?", "quarterly"),
)
"""How often something is to be done."""

FULL: Final = r"全覆盖(?!的?基础|和|与)|实现全覆盖"
NONE_LEFT: Final = r"消除(?!影响|隐患|风险)|清零|“清零”|零发生|零容忍(?=$)"
RISING: Final = rf"(?:提高|提升|增加|扩大|提[高升]了)(?P<what>[^，。；：]{{0,24}}?(?:{RATES}))"
FALLING: Final = rf"(?:降低|减少|压降|下降)(?P<what>[^，。；：]{{0,24}}?(?:{RATES}))"
KEPT: Final = rf"巩固(?:提[高升])?(?P<what>[^，。；：]{{0,80}}?(?:{RATES}))"
"""Goals without a figure."""


_FULL: Final = re.compile(
    "全覆盖|全面|全部|全区|全市|全县|全域|全员|所有|一律|必检|每[个家户批]|逐[个家户批]|均"
)
_NONE: Final = re.compile("消除|退出|不得|严禁|杜绝|禁止|清零|零发生|零容忍|无")
_WORDS: Final = {
    GoalKind.RISING: re.compile("提[高升]|增[加长强]|扩大|加大|发展|支持|鼓励|推广|新增"),
    GoalKind.FALLING: re.compile("减[少量]|降低|压[降减]|下降"),
    GoalKind.KEPT: re.compile("巩固|保持|维持|稳定"),
}
_OCCASIONS: Final = {GoalKind(goal): re.compile(words) for words, goal in OCCASIONS}

NOT_BINDING_WORDS: Final = re.compile("力争|争取|鼓励|支持|倡导|提倡")
"""Words in a quote that ask without binding; 引导 alone leaves it to the reader."""


def is_said(goal: Goal, words: str) -> bool:
    """Whether ``words``, which hold no figure that counts, can mean the goal.

    ``done`` needs no word of its own: any piece of work can be done.
    """
    if goal.kind is GoalKind.BOUND:
        return _is_bound_said(goal, words)
    pattern = _WORDS.get(goal.kind) or _OCCASIONS.get(goal.kind)
    return pattern is None or pattern.search(words) is not None


def _is_bound_said(goal: Goal, words: str) -> bool:
    if goal.bound == 0:
        return goal.operator is not Operator.AT_LEAST and _NONE.search(words) is not None
    full = goal.bound == goal.scale and goal.scale > 1
    return full and goal.operator is not Operator.AT_MOST and _FULL.search(words) is not None
