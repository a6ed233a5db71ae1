"""The words by which plan documents say who is responsible, as tables.

What the parser knows about the wording of responsibility stands here, what it knows about figures
in ``figure_words.py``; the modules beside them hold only grammar. The patterns are written for
folded text (``folded.py``): full-width punctuation, one kind of round bracket, no spaces inside
Chinese.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from foodsafety_ledger.model.plan import Role


def listed(words: str) -> tuple[str, ...]:
    """The words of a table that are written with spaces between them."""
    return tuple(words.split())


HOW: Final = (
    "(?:做好|总|双|属地|共同|联合|协同|协助|分别|分头|具体|各自|积极|密切|主动|全力|予以|给予|负责|组织|全面|主要|统筹"
    "|直接|结合实际|(?:督促|指导|督导)|(?:抓好|推进|贯彻))"
)
"""How somebody does a part."""

_ALSO_DO = (
    "(?:负责|落实|抓总|组织|实施|推[进动]|办理|督导|督促|督办|指导|协调|统筹"
    "|抓好|做好|完成|开展|执行|汇总)"
)
"""What else somebody does who leads or supports: 牵头督导, 配合落实."""

_BY_DUTY = (
    "(?:按照?|依照?|依据|根据|结合)?(?:各自|部门|工作)*"
    "(?:职[责能](?:和任务)?|(?<=各自)(?:行业)?(?:领域|职权|范围))(?:分工|分别|共同)*"
)


BETWEEN: Final = ("、", "和", "及", "与")
"""What stands between two of one list."""
PLACES: Final = "省市区县镇乡州旗"
"""The kinds of places, with which the names of their units begin."""
NAME_BEGINS: Final = f"[{PLACES}各]"
"""What a unit's name begins with that says of which place it is, or that it is several."""
WHOLE_PLACE: Final = f"(?<!安)全[国{PLACES}]"
"""All of the place that a plan is of, or of one around it: 全区."""


class _Stem(NamedTuple):
    """What a word of a role is made of, the role that it gives, and where it says so.

    ``states`` is true where any sentence that has it states a duty, ``ends`` where only a list of
    units that ends with it does; ``labels`` where 单位 behind it makes a label so plain that it
    needs no colon; ``governs`` where what it is about may follow it: 各区负责本辖区.
    """

    words: str
    role: Role
    states: bool = False
    ends: bool = False
    labels: bool = False
    governs: bool = False


_STEMS: Final = (
    _Stem("牵头", Role.LEAD, states=True, labels=True, governs=True),
    _Stem("主办", Role.LEAD, states=True, labels=True, governs=True),
    _Stem("主责", Role.LEAD, states=True),
    _Stem("主抓", Role.LEAD),
    _Stem("主政", Role.LEAD),
    _Stem("负责(?!人)", Role.RESPONSIBLE, states=True, governs=True),
    _Stem("承办", Role.RESPONSIBLE, states=True, labels=True, governs=True),
    _Stem("责任", Role.RESPONSIBLE, labels=True),
    _Stem("配合", Role.SUPPORT, states=True, labels=True, governs=True),
    _Stem("协助", Role.SUPPORT, states=True, labels=True, governs=True),
    _Stem("(?<!政)协办", Role.SUPPORT, states=True, labels=True, governs=True),
    _Stem("参与", Role.SUPPORT, ends=True, labels=True, governs=True),
    _Stem("参加", Role.SUPPORT),
    _Stem("协同", Role.SUPPORT, governs=True),
    _Stem("协抓", Role.SUPPORT),
    _Stem("支援", Role.SUPPORT),
)
_LEADS, _SUPPORTS = (
    "|".join(stem.words for stem in _STEMS if stem.role is role)
    for role in (Role.LEAD, Role.SUPPORT)
)
_LEADERS = f"(?:第[一二三]|总)?(?:{_LEADS})"
ROLE_STEMS: Final = "|".join(stem.words for stem in _STEMS if stem.states)
"""What words of a role are made of, by which a sentence that states one is known."""
ENDING_STEMS: Final = "|".join(stem.words for stem in _STEMS if stem.states or stem.ends)
"""Those, and what only a list of units ends with."""
GOVERNING_STEMS: Final = "|".join(stem.words for stem in _STEMS if stem.governs)
"""Those that may be followed by what they are about."""
BARE_LABELS: Final = (
    f"(?:{'|'.join(stem.words for stem in _STEMS if stem.labels)})(?:单位|部门|[处科股]室)"
)
"""Labels so plain that they need no colon."""

ROLE_WORDS: Final = (
    (
        rf"(?:{HOW}|{_BY_DUTY})*(?:{_LEADS})(?:{_ALSO_DO})*|为主"
        rf"|统筹(?:{_ALSO_DO})*|负主责"
        rf"|(?:为|作为|是)(?:{_LEADERS}|第一责任|主要责任)(?:单位|部门)",
        Role.LEAD,
    ),
    (
        rf"(?:{HOW}|{_BY_DUTY})*(?:{_SUPPORTS})(?:{_ALSO_DO}|配合)*|为辅"
        rf"|(?<![员协])会办|会同(?=[，；。）]|$)|(?:为|作为|是)(?:{_SUPPORTS})(?:单位|部门)",
        Role.SUPPORT,
    ),
    (
        rf"{_BY_DUTY}(?:{_ALSO_DO}|协作)*|按?照?分工(?:负责|落实|协作)"
        r"|(?:按照?[一-鿿]{2,6})?(?:分别|分头|各自)(?:负责|落实|承担|实施)|共同(?:负责|落实)|各(?:负其责|司其职)",
        Role.SHARED,
    ),
    (
        rf"{HOW}*(?:负责(?:{_ALSO_DO})*|(?:狠?抓好?)?落实|承办|承担|承建|办理|实施|(?<=属地)管理|包干|兜底|组织(?:实施|开展|落实)?)|负总责"
        "|负(?:主体|直接|属地|监管|领导|管理|行业|具体){1,2}责任"
        r"|(?:为|作为|是)(?:具体|共同|次要|第[二三四])?(?:责任|落实|实施|承办|业主|建设)(?:单位|部门)",
        Role.RESPONSIBLE,
    ),
)
"""What a list of units ends with, and the role it gives them; tried in this order."""

ENGLISH_ROLES: Final = {
    Role.LEAD: "(?i:(?:co-?|joint )?lead(?:ing|er)?|co-?ordinat(?:or|ing|ion))(?: [a-z]+)?",
    Role.SUPPORT: "(?i:(?:in )?support(?:ing|s)?|partner|assist(?:ing|s)?|contribut(?:or|ing))"
    "(?: [a-z]+)?",
    Role.SHARED: "(?i:shared|joint(?:ly)?)(?: [a-z]+)?",
    Role.RESPONSIBLE: "(?i:responsible|owner|implement(?:ing|er))(?: [a-z]+)?",
}
"""What stands in brackets behind an English name and gives it its role."""

ROLES_BESIDE: Final = "统筹|指导|督导|协[调同作]|支[持援]|监督|督办|(?:做好)?保障"
"""Words of a role only at the end of a clause of units: 乙局协同，… and not 乙局协同推进."""

SURE_ENDINGS: Final = listed(
    "局 委 办 厅 署 机关 政府 办公室 委员会 管委会 办事处 中心 街道 乡镇 海关 分局 支队 大队 "
    "单位 部门 小组 公司 集团 支行 法院 检察院 部"
)
"""Endings that by themselves make a name of a unit likely, used where no word of a role stands."""

OUGHT: Final = "[要应须](?!求|急|用|对|届)"
"""What behind a unit says that its sentence is about what it has to do."""

DOES: Final = (
    "(?:联合|共同|定期)?(?:开展|组织|推[进动]|制定|加强|建立|健全|完善|做好|实施|研究|抓好|出台"
    "|强化|落实|督促|指导|检查)"
)
"""What a sentence goes on with behind the units that it begins with."""

SUBJECT: Final = re.compile(
    f"(?:(?<![一-鿿])|(?<=由))(?P<name>(?:[{PLACES}](?![场域级直容])|各)[一-鿿]{{1,12}}?"
    f"(?:{'|'.join(SURE_ENDINGS)}))"
    f"(?={OUGHT}|{DOES}|{ROLE_STEMS}|会同|按(?:职责|照?各自|分工)|具体|承担)"
)
"""A unit that a clause begins with, and that is to do what it says."""

AIDS: Final = re.compile("(?:跟踪|业务|监督|检查){0,2}(?:指导|督导|督促|督办|支持|保障|监督)")
"""What those do who are named behind others and answer for nothing themselves."""

OVERSEES: Final = re.compile("(?:业务|行业|跟踪)?(?:督办|督导|督查|督促|指导|监督|验收)")
"""Labels of those who look on at what others do, and may have no part in it."""

BESIDE: Final = "，(?:会同|联[合同]|协同)(?P<beside>(?:[^，。；：（）]|（[^（）]{1,10}）){2,60})"
"""Units beside the first, who need no word of a role: 由甲局牵头，会同乙局."""

ASIDES: Final = re.compile(
    r"^(?:此[件文](?!项)|主动公开|依申请公开|不予公开|试行|暂行|草案|征求意见|修订|下同|以下|上述|简称|(?:具体)?(?:见|详见|参见)|含|不含|包括|包含|除|其中|如|即|指|例如|等|附|略"
    r"|注：|单位：(?![^、，]*[局委办])|截至|截止|满分|按|约|共|或|及|\d|第|《|“|https?)"
    r"|(?:前|[月年季度][底末初])(?:全部|全面|基本)?(?:完成|办结|到位|落实|建成)(?:任务|到位)?$"
    "|^[一-鿿]{1,8}(?:项目?|事项|任务|指标|工程)$"
    r"|(?:号|年|版|以上|以下|左右|以内|前|%|‰)$|^[A-Za-z0-9&.·+\- ]+$|^[一二三四五六七八九十]+$"
)
"""What is said in brackets by the way and names nobody."""

INCLUDING: Final = re.compile("(?:包括|包含|不?含|除|例?如|即|指)(?!.*[：])")
"""What a bracket inside a sentence begins with that says what a word before it takes in."""

ELSE_CALLED: Final = re.compile(
    "(?:(?:[镇乡村县区市州旗]|街道|社区|办事处|管委会|功能区|(?:工业|产业)?园区|开发区)[、，/]?)+"
)
"""What a bracket within a name says that else it is called: 乡（镇、街道）, 办事处（管委会）."""

ADOPTED: Final = re.compile(
    "(?:会议?|审议|讨论|审查)通过$|(?:修[正订]|[制订]定|核定|备查|函[颁送])(?:发布|实施)?$"
    r"|\d日[一-鿿]{0,30}(?:印发|[发公]布)$"
)
"""What a bracket ends with that says when and by whom a plan was adopted, and names nobody."""

EXPLAINS: Final = re.compile("(?:负责|进行)解释$")
"""What words end with that say who explains the paper, which is no task of it."""

_UNIT_WORD = (
    "(?:(?:责任)?(?:单位|部[门会]|局处|组别|[处科股]室?|站所|机构|机关|主体|实体|地区)"
    "(?:[/／、及或和](?:单位|部门|机构|机关|团体|组织))?)"
)
_WORK = "(?:责任|权责|负责|落实|实施|承办|承担|执行|包保|经办|主管|监管|推进|组织|整改|建设)"
_AND = "(?:[及和与、/]|以及)?"
_ALSO_WORK = f"(?:{_WORK}|督导|督办|指导|协调|统筹|抓总|配合|参与)"
_OR = "(?:（[一-鿿]{1,4}）)?"
_BODY = (
    "(?i: ?(?:agency|agencies|body|bodies|department|organi[sz]ation|partner|unit|officer|team"
    "|service|authority|authorities|section|contact|ministry|ministries|division|institution|office|person"
    "|part(?:y|ie)|directorate|branch|entity|entities|lead|role)s?)?"
)
_CALLS = "(?:办公|联系|投诉|举报|咨询|监督|服务)*(?:电话|手机|热线|传真)"
_LEVEL = "(?:(?:[省市县区镇乡州]|乡镇|镇街)[级直]|(?:省|市|县区?|区县?|乡镇|镇街)(?=[牵责配主]))?"
_PERSONS = "(?:[及和、与](?:主要|直接)?(?:责任|负责|联系)人)?"
_WHEN = (
    r"(?:the )?(?:end |early |mid|late |on-?going|continu|Q[1-4]|\d|20\d\d"
    "|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* 20)"
)
LABELS: Final = {
    "lead": rf"{_LEVEL}(?:{_LEADERS}|第一责任|首要责任|主导|统筹){_OR}"
    rf"(?:{_AND}{_ALSO_WORK}){{0,2}}"
    rf"{_UNIT_WORD}?{_OR}{_PERSONS}"
    rf"|Lead(?:ing|s)?{_BODY}|(?:Main|Primary|Principal)(?= [A-Za-z]){_BODY}|Led by"
    rf"|Co-?ordinat(?:ing|or|ed by){_BODY}",
    "support": rf"{_LEVEL}(?:{_SUPPORTS}|协作|协力|会办){_OR}"
    rf"(?:{_AND}{_ALSO_WORK}){{0,2}}{_UNIT_WORD}?{_OR}{_PERSONS}"
    rf"|(?:技术|业务|行业)?(?:支持|支援|支撑|保障|督办|督导|督查|督促|指导|监督|验收){{1,2}}{_UNIT_WORD}"
    "|(?:Support|Partner|Participat|Collaborat|Co-?operat|Contribut|Assist)"
    rf"(?:ing|ion|ors?|s|ed by)?{_BODY}|Consult(?:ed|ing)?{_BODY}|(?:[Aa]lso )?[Ii]nvolved"
    r"|(?:(?:Key|Delivery|Other) )?(?i:partner|stakeholder)s?"
    r"|(?:(?:Working|[Ii]n (?:partnership|collaboration|co-?operation|consultation)) )?[Ww]ith",
    "responsible": rf"{_LEVEL}"
    "(?:[主次]要|具体|直接|共同|第[二三四]|主体|属地|行业|部门|管理|其他|工作|任务){0,2}"
    rf"{_WORK}{{1,2}}{_OR}{_UNIT_WORD}?{_OR}{_PERSONS}|(?<![按照])(?:责任|职责|任务|工作)分工"
    rf"|Responsib(?:le|ility|ilities){_BODY}|Who|(?:(?:Business|Cost) )?Unit|Directorate"
    rf"|Action by(?!：? ?(?i:{_WHEN}))"
    "|(?:Action |Task |Lead )?[Oo]wners?|(?:Project )?Team(?: members?)?"
    rf"|Competent{_BODY}"
    rf"|(?:Implement|Deliver)(?:ing|ed by|ation){_BODY}|Accountable{_BODY}",
    "due": "(?:计划|完成|办结|办理|整改|推进|推动|工作|落实|目标|责任|预[定计]|执行|实施){0,2}"
    "(?:(?:时限|时间|期限|节点)(?:要求|安排|节点|表)?|(?:进度|节点)(?:要求|安排|节点))|(?:办理|执行|实施|推动|完成|预[定计]){0,2}期程"
    "|(?:计划|截[止至]|预定|目标|应)?(?:完成|截[止至]|目标|办结)日期?"
    "|(?i:due(?: date| by)?|deadline|schedule|(?:by )?when|timing"
    "|time(?: ?line| ?frame| ?scale|table)s?"
    "|(?:target |planned )?(?:completion|delivery|target) date"
    "|(?:to be )?(?:completed?|done|achieved?|finished|in place) by"
    rf"|action by(?=：? ?{_WHEN}))",
    "person": "(?:[省市县区][级委]?|项目|工作|部门|单位)?(?:第一|主要|直接|具体)?"
    "(?:(?:责任|牵头|分管|包[保抓联]|挂[包点钩]|联系|督[办导])"
    "(?:人|领导|[市县区局]领导|负责人|电话|副?[区市县]长)|负责人)|[省市县区镇]级?领导"
    f"|(?<![一-鿿]){_CALLS}",
}
"""What stands before a colon and says what the words after it are; roles bear their own names."""

ENGLISH_BY: Final = (
    "(?:(?P<lead>(?:[Jj]ointly |[Cc]o-?)?(?:[Ll]ed|[Cc]o-?ordinated))"
    "|(?P<support>[Ss]upported|[Aa]ssisted)"
    "|(?P<responsible>[Dd]elivered|[Ii]mplemented|[Oo]wned|[Oo]verseen|[Rr]un))"
    " by (?:the )?(?=[A-Z])"
)
"""Labels that need no colon either."""

TWIN: Final = "(?:(?<=[一-鿿])[ /]?[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ '/-]{1,40})?"
"""The same label in the other language of a place that writes in two."""

_TEXT = (
    r"(?!.{0,6}(?:时限|时间|期限|进度|责任(?!事项|内容|目标|任务)|分|季度|半年))(?:\d{4}年度?)?[一-鿿]{0,6}?"
    "(?:任务|内容|事项|措施|要求|举措|目标|项目|指标|职责|清单|工作|规模|实事|策略|作法)"
    "(?:名称|内容|要求|措施|清单)?"
)
_DEEDS = (
    "(?:(?:Key|Main|Planned|Proposed|Specific|Priority) )?(?i:Action|Task|Activit(?:y|ie)"
    "|Initiative|Commitment|Intervention)s?|Work (?:item|area)s?"
)
_MEASURES = (
    "(?:(?:Key|Main|Planned|Proposed|Specific|Priority) )?(?i:Deliverable|Output|Milestone|Target"
    "|Measure)s?"
    "|(?:Success (?:measure|criteri)|Measures? of success)[a-z]*"
    "|How (?:we (?:will )?|will we |it is )?measured?(?: (?:it|success|progress))?"
)
_OF_YEAR = r" (?:for )?(?:FY ?)?\d{4}(?:[/–-]\d\d)?"
_VALUES = (
    "(?:(?:Key|Output|Outcome) )?(?:KPI|[Ii]ndicator|[Pp]erformance (?:indicator|measure))s?"
    rf"(?:{_OF_YEAR})?|(?:Annual |\d{{4}} |Performance )[Tt]argets?|Targets?{_OF_YEAR}"
)
MEASURED: Final = (
    rf"(?=[A-Z])(?:{_MEASURES}|{_VALUES}|(?:Means of )?[Vv]erification"
    r"|(?:Expected )?(?:[Oo]utcome|[Rr]esult)s?)(?: \d{1,2}(?:\.\d{1,2})*)?："
)
"""Labels in English of lines that say by what something is measured."""

TEXT_LABELS: Final = (
    rf"(?:{MEASURED}|(?=[A-Z])(?:{_DEEDS}|Strateg(?:y|ies)|Objectives?|Methods?|Steps?)"
    r"(?: \d{1,2}(?:\.\d{1,2})*)?：)"
)
"""Those, and labels of lines that say what is to be done."""

NARROWS: Final = re.compile("含|包括|除|仅|只|限|其中|为准|为主|口径|[大中小]型|[一二三四]级")
"""What a remark beside a task has that says which of the things named there are meant."""

COLUMNS: Final = {
    "number": r"序号|项次|编号|项目号|(?:S|Sl|Sr)[./]? ?No?\.?|No.?|#|Ref.?|ID",
    "section": "(?:任务|项目|工作|目标|措施)?(?:类别|分类|板块)|(?:重点|工作)?领域|一级指标|环节"
    "|(?:专项)?行动(?:名称)?|(?:报告|所属|所在)?章节"
    "|(?:(?:Strategic|Key|Focus|Work) )?"
    "(?:(?i:Objective|Goal|Theme|Area|Outcome|Pillar|Work ?stream)s?|[Pp]riorit(?:y|ies))"
    "|Priority area|Categor(?:y|ies)|Programmes?",
    "value": r"(?:\d{3,4}年度?|年度|计划|考核)?(?:目标|指标|任务|计划)(?:值|数|量)"
    r"|(?:[一-鿿]{2,4})?(?:[件家户人场]次?|样本)数"
    r"|\d{4}年度?(?:目标|计划)|数[量值]|(?:(?:Annual|Target) )?(?:[Tt]arget )?value"
    rf"|{_VALUES}",
    "text": rf"{_TEXT}(?:(?:[及和与、/]|以及){_TEXT})*"
    "|任务分解|工作要点|[一-鿿]{0,4}(?:计划|计画|专案|方案|工程)名称"
    "|(?:具体|执行|推动|实施)?(?:[作做]法|策略)|(?:工作|完成|任务|质量)标准|(?:预期|工作)(?:成效|成果|效果)"
    rf"|{_DEEDS}|{_MEASURES}|What(?: we(?:[’']ll| will| plan to)?| will be)? (?:do|deliver|done)",
    **LABELS,
    "lead/support": f"主[（/、]?协）?[办责]{_UNIT_WORD}",
    "responsible": f"{LABELS['responsible']}|考[核评]对象|主体"
    "|被(?:考[核评]|评价|评议|督查)(?:单位|部门|对象)",
    "due": f"{LABELS['due']}|By|Date",
    "assessor": "(?:考核|考评|评分|评价|赋分)(?:单位|部门|主体)|(?:成员)?(?:部门|单位)(?:名称)?",
    "aside": r"(?:第?[一二三四1-4]季度|[上下]半年)[一-鿿]{0,6}"
    r"|(?:\d{4}年度?)?(?:完成|基期|基准|现状|实际)(?:值|数|情况)"
    r"|\d{4}年度?(?:完成|实际|基数)"
    "|分值|权重|(?:标准)?(?:得)?分数?"
    "|(?:评分|计分|扣分|考[核评])(?:标准|办法|方法|方式|细则|依据)"
    "|评价(?:标准|方法|方式)|(?:工作)?(?:进展|进度|完成|落实)(?:情况|程度)?|存在问题|下步(?:打算|计划)|经费|资金(?:来源)?|(?:计划|估算|概算)?总?投资额?"
    "|数据来源|填报(?:部门|单位|人)|自评(?:得分)?|依据|政策依据|联系(?:人|电话|方式)"
    "|Informed|Status|Progress|(?:Estimated )?(?:[Bb]udget|[Cc]osts?)"
    "|Resources?|Score|Funding(?: source)?|Means of verification|Risks?|RAG(?: (?:rating|status))?"
    "|Start(?: date)?|(?:启动|开始|起始|开工)(?:时间|日期)"
    r"|(?:Baseline|Actual|Current)(?: \d{4})?",
    "remark": "备注|说明|Notes?|Remarks?|Comments?",
}
"""The heads of a table's columns; what stands under an ``aside`` is kept out of the plan.

So is a ``remark``, which may say anything and is listed whatever it says.
"""

OF_UNITS: Final = re.compile("单位|部[门会]|局处|机关")
OF_DOERS: Final = re.compile(
    "(?!计量|度量|货币|数量|统计|抽样|填[报表]|报送|抄送|制表|审核|验收|评[价议]|考[核评])[一-鿿]{2,4}(?:单位|部门)"
)
"""Heads of units that say in any words what those do; they answer where no other column says."""

OF_PARTS: Final = re.compile("[科股处]室?$")
"""Heads of units, and of their divisions, which answer for nothing themselves beside them."""

WHOLE_FIGURE: Final = (
    r"(?:\d{2,4}(?:小时|分钟|个?工作日|[日天]内|家|户|名|批次|人次|(?:米|公里)(?:范围)?以?内)|100%"
    r"|\d{1,3}周?岁|\d{1,2}[—–至到-]\d{1,2}(?:月|周?岁)|\d[SDGT](?=[一-鿿])|\d(?:\+[\dA-Z])+)"
)
"""What behind a number and its stop is whole, and no decimals of it: 4.24小时内上报."""
HOTLINE: Final = "12[0-9]{3}[一-鿿]{0,8}(?:热线|平台|投诉|举报|工单|诉求|[一-鿿]率)"
"""A service named by its telephone number, which is no part of a number before it."""

POST: Final = (
    "(?:党[委组]?(?:副?书记)?[、兼]?)?(?:常务)?副?"
    "(?:[局处科股部会院校所站队县区市镇乡组]长|主任|书记|理事长|总?经理)"
)
"""What a person is whose name stands beside that of a unit."""

TOTALS: Final = re.compile("(?:小|合|总|共)计|总分|(?i:(?:sub)?total)")
"""What the first cell of a row says that adds up the others."""

REPEATED: Final = '同上|〃|″|”|"'
"""What a cell says that repeats the one above it."""

CLOSERS: Final = (
    "等[^、，；。）]{2,8}(?:成员单位|部门|单位|机构|企业|协会)"
    r"|等(?:\d{1,4}|[一二三四五六七八九十]{1,4})?个?(?:有关|相关|各有关|各相关|各|其他)?"
    r"(?:[省市区县州镇]直|[省市区县州]级)?(?:有关|相关)?(?:部门和单位|部门单位|成员单位|部门|单位|部委)?"
)
"""What leaves a list open: 等, 等部门, 等6个部门, 等有关单位."""

SELECTIVE: Final = re.compile("有关|相关|(?i:relevant)")
"""Names of groups that do not say which of their members are meant."""

FIRST_LEADS: Final = re.compile(
    r"(?:列|排|排名|名列|所列|以列)?在?(?:首位|第一[位个]?|第1[位个]?|首个|(?<![一-鿿])前者)(?:的|者)?(?:单位|部门|责任单位|责任部门)?"
    rf"(?:的|者)?(?:均?为|是)(?:工作)?(?:{_LEADERS}|主要责任)(?:责任)?(?:单位|部门)(?:[或和及](?:汇总|总责)单位)?"
)
"""列第一位者为牵头单位, in its many wordings."""

OTHERS_HELP: Final = re.compile(
    f"(?:{FIRST_LEADS.pattern})[，、；。]?(?:其他|其余|其它|后面|之后|后者)的?(?:责任)?(?:单位|部门|者)?均?(?:为|是)"
    f"(?:{_SUPPORTS})(?:责任)?(?:单位|部门)"
)
"""列第一位者为牵头单位，其余为配合单位: what the others are, too."""

EACH_DOES: Final = re.compile("分别负责的?[为是指][^，。；（）]{0,24}")
EACH_LEADS: Final = re.compile(r"分别负责的?[为是指][^，。；（）]{0,20}?分别牵头")
"""分别负责为各部门根据职责分别牵头: what 分别负责 means of those before it, beside such a rule.

Where what it means is not in the second, it was not understood.
"""

APART: Final = re.compile("分别负责(?!的?[为是指])")
"""What says of the units before it that each answers for a part."""

FIRST_PLACE: Final = re.compile("[^，。；（）]{0,4}(?:首位|第一位)[^，。；（）]{0,9}")
"""What speaks of who stands first; where ``FIRST_LEADS`` is not in it, it was not understood."""

_EXPLAINED: Final = re.compile(
    "暂?无|待[定补议]|不适用|从缺|(?i:none|n/a|nil)|.+(?<![作局委办厅署会院府部心道镇乡队所站])[为是].{0,6}(?:单位|部门)"
    "|(?:按照?|根据|依据)[一-鿿]{2,20}(?:要求|规定|部署|安排)"
)
"""What says which units are which, or by what rule, and is none: 逗号前为省级责任单位."""

TELEPHONE: Final = re.compile(rf"(?:{_CALLS})?(?:\d{{3,4}}[—-])?\d{{5,11}}(?![\d一-鿿])")
"""By which number those named beside it are called."""

ALSO_BELOW: Final = re.compile(r"(?:以)?下[0-9]{0,2}(?:均|皆)?同")
"""下同: the rule holds for what follows as well, also where a page's number came between."""

CALLED: Final = re.compile("(?:以?下|后文)?[简统合]称为?[^、，；。：]{1,20}")
"""以下统称各镇街: what the units just named are called from here on."""

EVERYWHERE: Final = re.compile(
    r"(?:以下|下列|上述|以上|本方案|具体)?(?:各项|各条|所有|全部)?(?:重点|工作|政策|改革){0,3}"
    r"(?:任务|措施|工作|事项|政策|条款|举措)?(?:的?(?:责任|落实)单位)?(?:均|都)(?:需要?|须|由|要|应|包括|含)?(?P<involves>涉及(?:到)?)?(?P<units>[^，。；]{1,100}?)(?:，[^，。；]{2,24}的，由[^，。；]{2,30})?，(?:以下)?不再(?:单独|一一|另行|逐一|重复|[做作]|[0-9]{1,3}){0,4}"
    r"(?:列出|单列|列明|列示|列举|注明|标注|分工|赘述)"
)
"""以下均需各片区配合, 不再列出: units that have a part in every item from here on."""

ATTACHED: Final = re.compile(
    "附[件表录](?:[0-9一二三四五六七八九十]|：)|(?:Annex|Appendix|Attachment) [A-Z0-9]"
)
"""What begins the line that heads an attachment."""

DEADLINES: Final = re.compile(
    r"^(?:分别)?[于在]?(?:\d{3,4}年|\d{1,2}月|年底|年内|长期|持续|常态|全年|第?[一二三四]季度|每个?(?:月|季度?|年|半年)|[上下]半年)[^、]{0,14}"
    r"(?:前|底|完成|坚持|推进|开展|实施|月|年|内)?$"
    r"|^(?:0?[1-9]|1[0-2])\.[0-3]?\d日?[之以]?前$"
    r"|^(?:(?:completed? |due )?(?:by|before|until|from|no later than) |due )[^，；]*\d"
    r"|^(?:Q[1-4]|(?:FY ?)?20\d\d)[^A-Za-z一-鿿]*$"
)
"""A member of a list of units that is no unit but says by when."""

_ENGLISH_NAME: Final = (
    "[A-Z][A-Za-z&'’-]+(?: (?:(?:(?:of|for|and)(?: the)?|&) )?[A-Z][A-Za-z'’-]+){0,9}"
)
ENGLISH_OUGHT: Final = (
    "(?: |，[^，。]{3,80}，)"
    "(?:will|shall|must|should|is to|are to|is responsible for|are responsible for) "
)
"""What behind an English unit says that its sentence is about what it has to do."""

ENGLISH_SUBJECT: Final = re.compile(f"(?:The )?(?P<name>{_ENGLISH_NAME}){ENGLISH_OUGHT}")
"""What an English sentence begins with that says who is to do something."""

ENGLISH_BESIDE: Final = re.compile(
    "(?:(?i:supported|led|assisted) by|(?:support|help|assistance) (?:of|from)"
    "|(?i:together|jointly|partnership|collaboration|co-?operation|consultation|conjunction"
    f"|co-?ordination|liaison|working|along) with)(?: the)? {_ENGLISH_NAME}"
)
"""Those whom an English sentence names beside the one who is to do something."""

THIS_WORK: Final = (
    "(?:(?:此项|该项|本项|各项|[以如]上(?:各项)?|上述(?:各项)?)(?:工作|任务|措施|内容)?"
    "|工作|任务|措施)"
)
"""What a phrase or a sentence says first of the task that somebody is to do: 以上任务由甲局负责."""


BY_PERSONS: Final = (
    "(?:同志|副?[省市区县州镇乡]长|副?书记|副?主任)"
    "(?:总?牵头|挂帅|主抓|分管|负总责|负责)(?:抓总|督办|推进)?，"
)
"""What says that persons lead, before the units that answer for it: 由某同志牵头，甲局负责."""
BY_PRINCIPLE: Final = (
    "(?:按照?|依照|依据|根据|遵循|本着)[^，；。：（）]{2,24}?(?:原则|要求|规定|方式|体制|规则)"
)
"""By what somebody does a part: 各镇按照属地管理原则负责."""
OF_ALL: Final = re.compile("[^、，；。：（）]{0,10}?[均都](?:需要?|须|由|请)(?=[^、，；。：（）])")
"""What a phrase says of a unit that has a part in other tasks, too: 以上均需各镇配合."""


def is_remark(words: str) -> bool:
    """Whether words among names are none of them: 下同, 逗号前为省级责任单位, 电话85551234."""
    forms = (ALSO_BELOW, CALLED, TELEPHONE, _EXPLAINED)
    return any(form.fullmatch(words) for form in forms)


def reaches_back(role: Role, own: Role, *, behind: bool) -> bool:
    """Whether words of a role speak for the clauses before theirs too: A，B按职责分工负责.

    Those that 配合 do ``behind`` units that have a role (A牵头，B，C配合); those that 牵头 do not,
    nor any where the label of the names gives them their ``own``.
    """
    if role is Role.SUPPORT and behind:
        return True
    return role is own or (role not in (Role.SUPPORT, Role.LEAD) and own is Role.RESPONSIBLE)
