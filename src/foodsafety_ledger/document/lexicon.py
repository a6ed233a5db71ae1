"""The words by which plan documents say who is responsible, as tables.

What the parser knows about the wording of responsibility stands here, what it knows about figures
in ``figure_words.py``; the modules beside them hold only grammar. The patterns are written for
folded text (``folded.py``): full-width punctuation, one kind of round bracket, no spaces inside
Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Final

from foodsafety_ledger.document.folded import simple
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
    "(?:按照?|依照?|依据|根据|结合)?(?:各自|部门|工作)*职[责能](?:和任务)?(?:分工|分别|共同)*"
)

ROLE_WORDS: Final = (
    (
        rf"(?:{HOW}|{_BY_DUTY})*(?:牵头|主办|主责|主抓|主政)(?:{_ALSO_DO})*|为主"
        rf"|统筹(?:{_ALSO_DO})*"
        r"|(?:为|作为|是)(?:总?牵头|第一责任|主责|主要责任|主办)(?:单位|部门)",
        Role.LEAD,
    ),
    (
        rf"(?:{HOW}|{_BY_DUTY})*(?:配合|协助|协办|协同|协抓|支援)(?:{_ALSO_DO})*|为辅"
        r"|(?<![员协])会办|会同(?=[，；。）]|$)|(?:为|作为|是)(?:配合|协助|协办|参与|参加)(?:单位|部门)"
        rf"|{HOW}*(?:参与|参加)(?:{_ALSO_DO}|配合)*",
        Role.SUPPORT,
    ),
    (
        rf"{_BY_DUTY}(?:{_ALSO_DO}|协作)*|按?照?分工(?:负责|落实|协作)"
        r"|(?:按照?[一-鿿]{2,6})?(?:分别|分头|各自)(?:负责|落实|承担|实施)|共同(?:负责|落实)|各(?:负其责|司其职)",
        Role.SHARED,
    ),
    (
        rf"{HOW}*(?:负责(?:{_ALSO_DO})*|落实|承办|承担|承建|办理|实施|(?<=属地)管理|包干|兜底|组织(?:实施|开展|落实)?)|负总责"
        r"|(?:为|作为|是)(?:具体|共同)?(?:责任|落实|实施|承办|业主|建设)(?:单位|部门)",
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

ROLE_STEMS: Final = "牵头|负责(?!人)|主责|主办|承办|配合|协助|协办"
"""What words of a role are made of, by which a sentence that states one is known."""

ROLES_BESIDE: Final = "统筹|指导|督导|协[调同作]|支[持援]|监督|督办|(?:做好)?保障"
"""Words of a role only at the end of a clause of units: 乙局协同，… and not 乙局协同推进."""

SURE_ENDINGS: Final = listed(
    "局 委 办 厅 署 机关 政府 办公室 委员会 管委会 办事处 中心 街道 乡镇 海关 分局 支队 大队 "
    "单位 部门 小组 公司 集团 支行 部"
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
    "(?:(?<![一-鿿])|(?<=由))(?P<name>(?:[省市区县镇乡州旗](?![场域级直容])|各)[一-鿿]{1,12}?"
    f"(?:{'|'.join(SURE_ENDINGS)}))"
    f"(?={OUGHT}|{DOES}|{ROLE_STEMS}|会同|按(?:职责|照?各自|分工)|具体|承担)"
)
"""A unit that a clause begins with, and that is to do what it says."""

AIDS: Final = re.compile("(?:跟踪|业务|监督|检查){0,2}(?:指导|督导|督促|督办|支持|保障|监督)")
"""What those do who are named behind others and answer for nothing themselves."""

OVERSEES: Final = re.compile("(?:业务|行业|跟踪)?(?:督办|督导|督查|督促|指导|监督|验收)")
"""Labels of those who look on at what others do, and may have no part in it."""

ALIKE: Final = re.compile(
    "[中小大高]学|中小学校?|幼[儿稚]园|学校|企业|公司|机构|医院|超市|市场|餐馆"
)
"""A kind of unit that, behind a group of others (各中学及小学), is one as well."""

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

_LEVEL = "(?:(?:[省市县区镇乡州]|乡镇|镇街)[级直]|(?:省|市|县区?|区县?|乡镇|镇街)(?=[牵责配主]))?"
_PERSONS = "(?:[及和、与](?:主要|直接)?(?:责任|负责|联系)人)?"

_WHEN = (
    r"(?:the )?(?:end |early |mid|late |on-?going|continu|Q[1-4]|\d|20\d\d"
    "|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* 20)"
)
LABELS: Final = {
    "lead": rf"{_LEVEL}(?:总?牵头|主办|第一责任|首要责任|主责|主[导政]|统筹){_OR}"
    rf"(?:{_AND}{_ALSO_WORK}){{0,2}}"
    rf"{_UNIT_WORD}?{_OR}{_PERSONS}"
    rf"|Lead(?:ing|s)?{_BODY}|(?:Main|Primary|Principal)(?= [A-Za-z]){_BODY}|Led by"
    rf"|Co-?ordinat(?:ing|or|ed by){_BODY}",
    "support": rf"{_LEVEL}(?:配合|协办|协助|协作|协力|协同|参与|参加|会办){_OR}"
    rf"(?:{_AND}{_ALSO_WORK}){{0,2}}{_UNIT_WORD}?{_OR}{_PERSONS}"
    rf"|(?:技术|业务|行业)?(?:支持|支援|支撑|保障|督办|督导|督查|督促|指导|监督|验收){{1,2}}{_UNIT_WORD}"
    "|(?:Support|Partner|Participat|Collaborat|Co-?operat|Contribut|Assist)"
    rf"(?:ing|ion|ors?|s|ed by)?{_BODY}|Consult(?:ed|ing)?{_BODY}|(?:[Aa]lso )?[Ii]nvolved"
    r"|(?:(?:Key|Delivery|Other) )?(?i:partner|stakeholder)s?"
    r"|(?:(?:Working|[Ii]n (?:partnership|collaboration|co-?operation|consultation)) )?[Ww]ith",
    "responsible": rf"{_LEVEL}"
    "(?:主要|具体|直接|共同|第[二三四]|主体|属地|行业|部门|管理|其他|工作|任务){0,2}"
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
    "(?:人|领导|[市县区局]领导|负责人|电话|副?[区市县]长)|负责人)|[省市县区镇]级?领导",
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

BARE_LABELS: Final = "(?:牵头|责任|配合|主办|协办|参与|承办|协助)(?:单位|部门|[处科股]室)"
"""Labels so plain that they need no colon."""

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
    "|(?:专项)?行动(?:名称)?"
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
    "|备注|说明|分值|权重|(?:标准)?(?:得)?分数?"
    "|(?:评分|计分|扣分|考[核评])(?:标准|办法|方法|方式|细则|依据)"
    "|评价(?:标准|方法|方式)|(?:工作)?(?:进展|进度|完成|落实)(?:情况|程度)?|存在问题|下步(?:打算|计划)|经费|资金(?:来源)?|(?:计划|估算|概算)?总?投资额?"
    "|数据来源|填报(?:部门|单位|人)|自评(?:得分)?|依据|政策依据|联系(?:人|电话|方式)"
    "|Notes?|Remarks?|Informed|Comments?|Status|Progress|(?:Estimated )?(?:[Bb]udget|[Cc]osts?)"
    "|Resources?|Score|Funding(?: source)?|Means of verification|Risks?|RAG(?: (?:rating|status))?"
    "|Start(?: date)?|(?:启动|开始|起始|开工)(?:时间|日期)"
    r"|(?:Baseline|Actual|Current)(?: \d{4})?",
}
"""The heads of a table's columns; what stands under an ``aside`` is kept out of the plan."""

OF_UNITS: Final = re.compile("单位|部[门会]|局处|机关")
OF_DOERS: Final = re.compile(
    "(?!计量|度量|货币|数量|统计|抽样|填[报表]|报送|抄送|制表|审核|验收|评[价议]|考[核评])[一-鿿]{2,4}(?:单位|部门)"
)
"""Heads of units that say in any words what those do; they answer where no other column says."""
OF_PARTS: Final = re.compile("[科股处]室?$")
"""Heads of units, and of their divisions, which answer for nothing themselves beside them."""

HOTLINE: Final = "12[0-9]{3}[一-鿿]{0,8}(?:热线|平台)"
"""A service named by its telephone number, which is no part of a number before it."""

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

_TWICE: Final = re.compile(
    "(?:(?<!总)[局厅署].{2,}(?<![分支])[局厅署]|部.{2,}(?<![分支])[局厅])$"
    "|[局厅].{4,}分局$|负责|牵头(?!单位|部门)|做好|[局委办厅部会社院]等|：|^[为是]|(?<![0-9])(?!123(?:45|15|16)(?![0-9]))[0-9]"
    r"|[一-鿿][-./+=﹑]|[局委办厅部会院府心社][丿丨一][各省市区县镇乡]|\ufffd|工作(?:安排|方案|要点)"
    r"|(?<!人)民政府|[局厅][^各本属下直级]?(?:部门|单位)$|单[^位元]$|[^单岗]位$|^[^\w“‘（]"
    r"|^([市区县])\1$|^各[县市区州旗]（(?![市县区旗州盟镇乡、功能新开发园高经]+）)"
)
"""Two bureaus in one name, a label, a sign, a number, the head of a page, or a part misread."""

LONGEST_NAME: Final = 100
"""No unit's name has more characters."""

LONGEST_STEM: Final = 6
"""No more characters has a unit's name without its ending, in a list that 等部门 closes."""

UNIT_ENDINGS: Final = listed(
    "局 委 办 厅 署 部 院 会 社 站 所 队 馆 台 组 处 科 股 室 政府 办公室 中心 公司 集团 司 海关 "
    "公安 街道 乡 镇 街 区 县 市 州 省 村 单位 部门 机构 机关 团体 企业 学校 专班 妇联 残联 工商联 "
    "直属库 粮库 储备库 课 团中央 务段 改良场 试验场 繁殖场 警区 科协 银行 支行 分行 中支 "
    "食堂 校 厂 店 基地 车间 班组 中学 小学 大学 幼儿园"
)
"""What the name of a unit ends with."""

ENGLISH_ENDINGS: Final = re.compile(
    "(?:Team|Unit|Service|Department|Office|Division|Bureaux?|Council|Authorit|Agenc|Section|Board"
    "|Committee|Association|Laborator|Centre|Center|Standard|Group|Manager|Officer|Directorate"
    "|Police|Licensing|Health|Resource|Partnership|College|Institute|Administration|Commission"
    "|Inspectorate|Branche?|Universit|Ministr|Forum|Hub|Network|Chamber|Secretariat|Society|Federation"
    "|Union|Trust|Foundation|School|Hospital|Analyst|Governor|Director|Helpdesk|Co-?ordinator"
    "|Inspector|Compan|Corporation|Minister|Executive|Panel|Task ?[Ff]orce|Treasur|Administrator"
    "|Commissionerate|Commissioner)(?:s|y|ies)?$"
    "|^(?:Ministry|Department|Office|Bureau|Institute|Division|Board|Directorate|City|County|Town"
    "|Township|Borough|Government|(?:[A-Z][a-z]+ ){0,3}(?:Authority|Agency|Commission)"
    "|Chamber|Association|College|School|Faculty|University|Union|Federation|Council|Society"
    "|(?:[A-Z][a-z]+ )?(?:Head|Director|Chief|Minister|Secretary|Manager)) (?:of|for) "
)
"""What English names of units end with, by which ``and`` between two of them is known."""

_BARE_ORGANS: Final = re.compile("(?:人民)?政府|党委|党工委|管委会|委员会|办事处|办公室|中心|公司")
"""What is no unit's name by itself."""

NOT_UNITS: Final = re.compile(
    "谁|作为|^其中|^(?:成立|组建|抽调)|的$|农村$|情况|工作$|试行|下同|简称|以下|年$|^(?!各).*(?:餐厅|食堂)$|园长$|会议$|全部$|大会$|[督承主协交包领]办$|(?<!督)查办$"
)
"""What a name of a unit never has; tells 全部 or 会议 from a 部 or a 会."""

GROUP_NAMES: Final = re.compile(
    r"^各|成员单位|(?:有关|相关|其他|所有|以上|上述).*(?:部门|单位|机构|企业|政府|街道|乡镇)"
    r"|^(?:相关|有关|其他)|[区镇乡道]和.*(?:管委会|政府|办事处)$"
    r"|^(?:乡镇|街道|镇街|[省市区县]直(?!机关))|[府院委]各(?:组成|直属|有关|相关)?(?:部门|单位|机构)$"
    r"|^[省市区县州、]+[两三]级.*(?:部门|单位|政府)$|^(?:中央|国家|部|[省市州区县])[级属直]?、.*(?:单位|部门|企业|机关|机构)$"
    "|^(?i:all|relevant|other|line|local|county|district|municipal|provincial|regional)"
    " (?:[A-Za-z]+ ){0,3}(?i:departments|agencies|ministries|services|units|authorities|partners"
    "|teams|councils|governments|directorates|offices|assemblies|boards|bodies|organi[sz]ations)$"
)
"""Names that stand for several units."""

OFFICE_OF_ONE: Final = re.compile("街道(?!办事处|政府|[^，]*单位)[一-鿿]")
"""Names of several subdistricts' offices, or in a plan of one of them of its own (街道宣传科)."""

SELECTIVE: Final = re.compile("有关|相关|(?i:relevant)")
"""Names of groups that do not say which of their members are meant."""

FIRST_LEADS: Final = re.compile(
    r"(?:列|排|排名|名列|所列|以列)?在?(?:首位|第一位?|第1位?|首个)(?:的|者)?(?:单位|部门|责任单位|责任部门)?"
    r"(?:的|者)?(?:均?为|是)(?:工作)?(?:总?牵头|主办|主要责任)(?:责任)?(?:单位|部门)(?:[或和及](?:汇总|总责)单位)?"
)
"""列第一位者为牵头单位, in its many wordings."""

OTHERS_HELP: Final = re.compile(
    f"(?:{FIRST_LEADS.pattern})[，、；。]?(?:其他|其余|其它|后面|之后)的?(?:责任)?(?:单位|部门|者)?均?(?:为|是)"
    "(?:配合|协办|协助|协同|参与|参加)(?:责任)?(?:单位|部门)"
)
"""列第一位者为牵头单位，其余为配合单位: what the others are, too."""

FIRST_PLACE: Final = re.compile("[^，。；（）]{0,4}(?:首位|第一位)[^，。；（）]{0,9}")
"""What speaks of who stands first; where ``FIRST_LEADS`` is not in it, it was not understood."""

_EXPLAINED: Final = re.compile(
    "暂?无|待[定补议]|不适用|从缺|(?i:none|n/a|nil)|.+(?<!作)[为是].{0,6}(?:单位|部门)"
    "|(?:按照?|根据|依据)[一-鿿]{2,20}(?:要求|规定|部署|安排)"
)
"""What says which units are which, or by what rule, and is none: 逗号前为省级责任单位."""

ALSO_BELOW: Final = re.compile(r"(?:以)?下[0-9]{0,2}(?:均|皆)?同")
"""下同: the rule holds for what follows as well, also where a page's number came between."""

EVERYWHERE: Final = re.compile(
    r"(?:以下|上述|以上|本方案|具体)?(?:各项|所有|全部)?(?:重点|工作){0,3}(?:任务|措施|工作|事项)?(?:均|都)"
    r"(?:需要?|须|由|要)?(?P<involves>涉及(?:到)?)?(?P<units>[^，。；]{1,100}?)(?:，[^，。；]{2,24}的，由[^，。；]{2,30})?，不再(?:单独|一一|另行|逐一|重复|[做作]|[0-9]{1,3}){0,4}"
    r"(?:列出|列明|列示|列举|注明|标注|分工|赘述)"
)
"""以下均需各片区配合, 不再列出: units that have a part in every item from here on."""

ATTACHED: Final = re.compile(
    "附[件表录](?:[0-9一二三四五六七八九十]|：)|(?:Annex|Appendix|Attachment) [A-Z0-9]"
)
"""What begins the line that heads an attachment."""

AREAS: Final = re.compile("[区县市州镇乡]$")
"""Names of areas: units only where 各 stands before them."""

_AREA = (
    "(?:设区市|直辖市|地级(?:以上)?市|县级市|苏木(?:乡?镇)?|嘎查村?|盟市|市州|旗县|县市区?|市县|区县|县区|省|市|自治[州县区]|州|盟|地区|县|区|旗|乡镇|民族乡|乡|镇街?|村|街道|社区|园区|片区"
    "|开发区|高新区|新区|农场|中小学校?|[中小]学|高校|学校|幼儿园|托幼机构)"
    "(?:（[^）]{1,10}）)?"
)
_ALSO: Final = re.compile(
    rf"各?(?:{_AREA}|[区镇街居园场]|功能区|园区)(?:、(?:{_AREA}|[区镇街居园场]))*|[A-Z]{{2,6}}"
    "|(?!.*(?:领|督|责|牵|配合|协[办助同]|主[办抓管]|参与)).+(?:[局委厅署处科室社站院队所部会联心]|政府|海关|公司|集团"
    "|[^督承主协经交包联会领查]办)"
)
"""What in a bracket behind a name is part of it: kinds of areas, another unit, its letters."""
AREA_LIST: Final = re.compile(rf"(?:由|和|及)?(?:各(?:有关|相关)?)?{_AREA}(?:、{_AREA})*")
"""Kinds of areas, and of schools, before a list mark (各市、州)."""
LEVELS: Final = re.compile(
    "(?:中央|国家|部|省|市|州|区|县)(?:级|属|直)?(?:、(?:部|省|市|州|区|县|镇|乡)(?:级|属|直|管)?){1,3}"
    "(?:驻[一-鿿]{1,3})?(?:有关|相关|国有)?(?:单位|部门|企业|机关|机构|企事业单位)"
)
"""Levels of government, and whose units are meant by one name: 中央、省驻海单位."""
ORGAN_NEXT: Final = re.compile(
    "(?:人民政府|政府|党委|党工委|管委会|人大|政协)(?:（[^）]{1,10}）)?(?=[、，；。）和及与负牵配按等分落参承主共协督]|$)"
)
"""An organ of those areas that the name goes on with: 各县（市、区）党委、政府."""
COMMITTEES: Final = re.compile(rf"各(?P<area>{_AREA})委、(?P<other>(?P=area)(?:人民)?政府)")
"""The committees and governments of areas, which one name stands for: 各区委、区政府."""
AREA_NEXT: Final = re.compile(
    rf"{_AREA}(?:[两三]级[一-鿿]{{2,12}}|人民政府|政府|管委会|办事处|党委|党工委|食安委|食安办|委员会)?"
    r"(?:(?<=政府)[一-鿿]{1,6}[局处])?(?:办公室)?(?:（[^）]{1,10}）)?(?=[、，；。）和及与负牵配按等分落参承主共协督]|$)"
)
"""What goes on with them after the mark: 各市、州、县人民政府 is one name."""

PREFIX: Final = re.compile(
    r"^(?:[一-鿿]{2,4}|新(?=区))?(?:[区县省州旗](?!域|直|级|属|街)|市(?!场|监(?![察狱委])|政(?![府务法协研])|容|域|直|级|属|街))"
    r"(?=[一-鿿\d]{2})|^[镇乡](?!街|镇|村)(?=[一-鿿]{2})"
)
"""What says which level or place of government a bureau belongs to: 区, 市, 海州区."""

PARTY_ORGANS: Final = listed(
    "组织部 宣传部 统战部 政法委 网信办 编办 老干部局 党校 党史研究室 政研室"
)
"""Units of the party committee: carried over, their prefix is 区委 and not 区."""

BUREAU_ENDINGS: Final = listed("局 委 办 办公室 厅 中心 社 站 院 会 联 协 部 队")
"""Endings of names to which the first name's prefix is carried over (区环土局、农发局)."""

OWN_HEADS: Final = listed(
    "国家 国网 中国 中铁 中储 武警 驻 人民 人行 各 中央 军 全国 团 "
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 "
    "湖北 湖南 广东 "
    "广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 "
    "园区 街道 社区 片区 开发区 经济技术开发区 经开区 高新区 高新技术 新区 乡镇 镇街 "
    "省 市直 市政府 市委 区委 区政府 区直 县委 县政府 县直 区政 县政"
)
"""What names begin with that take no prefix from others."""

OWN_PLACE: Final = re.compile(
    "(?!国家|[省市区县旗])[一-鿿]{2,3}(?:公安|税务|生态环境|自然资源|供电|电业|海事|出入境检验检疫|银保?监|消防|市场监管|渔政).*(?:分局|局|支队|大队|站)$"
    "|^公安[一-鿿]{2,3}分局$"
)
"""Names that bear their own place: 江北公安分局."""

GLUED_NAMES: Final = re.compile(
    r"(?:(?<=[局委办厅署部会所院队府心司站社校协])|(?<=海关))(?!(?<=[社校])区)(?=各(?!成员|有关|相关|职能|专|分区|部[门委]|单位|组成|直属|工作|科室?|[处股]室?).{1,20}$|市场监[管督]|[省市区县镇乡](?![场级直容域])[^、（]{1,10}?"
    r"(?:局|委|办|厅|心|府|公司|集团|队|室|院|所|站|社|会|部|海关|处|科|位|协|联|校)(?:[各省市区县镇乡]|$))"
)
"""Where a list mark was lost between two names (区教育局区公安局)."""

ORGAN_PARTS: Final = re.compile("分局|[支大]队|办公室|管委会|办事处|委员会|(?:人民)?政府|党委")
"""What after a blank goes on with the name before it, though it ends as names do."""

REST: Final = re.compile("(?!各|.{0,4}[省市区县镇乡])[一-鿿]{1,8}")
"""What may be the rest of a name that a line broke."""

DEADLINES: Final = re.compile(
    r"^(?:分别)?[于在]?(?:\d{3,4}年|\d{1,2}月|年底|年内|长期|持续|常态|全年|第?[一二三四]季度|每个?(?:月|季度?|年|半年)|[上下]半年)[^、]{0,14}"
    r"(?:前|底|完成|坚持|推进|开展|实施|月|年|内)?$"
    r"|^(?:0?[1-9]|1[0-2])\.[0-3]?\d日?[之以]?前$"
    r"|^(?:(?:completed? |due )?(?:by|before|until|from|no later than) |due )[^，；]*\d"
    r"|^(?:Q[1-4]|(?:FY ?)?20\d\d)[^A-Za-z一-鿿]*$"
)
"""A member of a list of units that is no unit but says by when."""

SAME_WORDS: Final = (
    ("食品安全委员会", "食安委"),
    ("食品药品安全委员会", "食药安委"),
    ("食安委办公室", "食安办"),
    ("街道办事处", "街道"),
    ("人民政府", "政府"),
    ("各", ""),
    ("办公室", "办"),
    ("委员会", "委"),
    ("监督管理", "监管"),
)
"""Spellings that name the same unit; read from the first to the last."""

ENGLISH: Final = {
    word: stem
    for stem, words in {
        "food-safety-office": "食安委办公室 食安办 食药安办",
        "market-regulation": "市场监督管理 市场监管",
        "agriculture-rural": "农业农村",
        "agriculture": "农业",
        "agriculture-development": "农发",
        "health": "卫生健康 卫健 卫计",
        "education": "教育",
        "education-sports": "教体",
        "public-security": "公安",
        "finance": "财政 财金",
        "commerce": "商务",
        "civil-affairs": "民政",
        "justice": "司法",
        "science-technology": "科技",
        "science-association": "科协",
        "industry-it": "工业和信息化 工信",
        "economy-it": "经济和信息化",
        "development-reform": "发展改革 发改",
        "economic-development": "经发",
        "human-resources": "人力资源社会保障 人社",
        "housing-construction": "住房城乡建设 住建",
        "transport": "交通运输",
        "natural-resources": "自然资源",
        "ecology-environment": "生态环境",
        "water": "水利",
        "forestry": "林业",
        "culture-tourism": "文化 文旅",
        "culture-sports-tourism": "文体",
        "urban-management": "城市管理 城管",
        "law-enforcement": "综合执法",
        "emergency": "应急管理 应急",
        "taxation": "税务",
        "customs": "海关",
        "grain": "粮食",
        "medical-insurance": "医保",
        "publicity": "宣传部",
        "internet-affairs": "网信",
        "political-legal": "政法委",
        "organization": "组织部",
        "united-front": "统战部",
        "supply-marketing": "供销",
        "state-assets": "国资委",
        "finance-office": "金融",
        "banking-insurance": "银保监",
        "peoples-bank": "人民银行",
        "audit": "审计",
        "statistics": "统计",
        "petitions": "信访",
        "trade-union": "总工会",
        "womens-federation": "妇联",
        "youth-league": "团委",
        "disabled-federation": "残联",
        "ethnic-religious": "民族宗教 民宗",
        "government-services": "政务服务",
        "big-data": "大数据",
        "offices-administration": "机关事务",
        "fire-rescue": "消防",
        "procuratorate": "检察院",
        "court": "法院",
        "subdistricts": "街道",
        "townships": "乡镇",
        "related-members": "相关成员单位",
        "members": "成员单位",
        "related-departments": "相关部门 有关部门",
        "related-units": "相关单位 有关单位",
        "counties": "县区 县市 县（市",
        "areas": "片区",
        "parks": "园区",
        "development-zone": "开发区",
        "governments": "政府",
        "enterprises": "企业",
    }.items()
    for word in listed(words)
}
"""English stems for ids, the longest word in a name first; a name without one gets a number."""

FIELDS: Final = listed(
    "体育 水务 园林 绿化 林草 农机 畜牧 海洋 渔业 渔政 物资 退役军人 医疗保障 "
    "行政审批 招商 投资促进 投促 气象 烟草 邮政 供电 通信 铁路 民航 海事 外事 "
    "档案 史志 文联 社科 红十字 工商 质监 药监 食药 药品 广电 新闻出版 旅游 "
    "文物 公路 港口 港航 城建 规划 国土 房管 住房 公积金 公共资源 盐务 监察 "
    "纪委 人大 政协 武装 少工 数据 科学 知识产权 检验 检测 疾控 疾病 卫生 妇幼 "
    "动物 植保 种子 农技 环保 环境 城投 交投 国投 水投 编制 社会工作 社工 综合 "
    "国防 安监 地震 移民 扶贫 乡村振兴 开发 经信 经济 信息 商业 市政 公用 环卫 "
    "物业 国安 国家安全 医务 金融 保险 证监 监狱 社保 人才 劳动 学校 校园 餐饮 "
    "协调 督查 政研 研究 法制 保密 老龄 关工 侨联 侨办 台办 台联 作协 记协 "
    "机械 化工 纺织 轻工 建材 电力 能源 煤炭 矿业 石油 烟办 双拥 公交 运管 "
    "路政 航道 城乡 工业 体改 城调 税收 营商 法治 网格 安全"
)
"""More words that names of units have."""

KINDS: Final = (
    ("公司|集团|企业", "company"),
    ("公安", "police"),
    ("街道|乡镇|镇$|乡$", "subdistrict"),
    ("政府|管委会|开发区|园区", "government"),
    ("领导小组|指挥部|专班|小组", "leading-group"),
    ("宣传部|组织部|统战部|政法委|网信", "party"),
    ("办公室|办$", "office"),
    ("协会|联合会|妇联|残联|科协|工会|学会|商会", "association"),
    ("部$|总局$|署$", "ministry"),
    ("局|委|厅|中心|海关|院", "bureau"),
)
"""What sort of unit a name is."""


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


def ends_like_a_unit(name: str, endings: tuple[str, ...] = UNIT_ENDINGS) -> bool:
    """Whether ``name``, with a closing remark in brackets left out, ends as names of units do."""
    if len(name) > LONGEST_NAME:
        return False
    bare = re.sub("（[^）]*）?$", "", name)
    return bare.endswith(endings) and NOT_UNITS.search(bare) is None


THIS_WORK: Final = (
    "(?:(?:此项|该项|本项|各项|[以如]上(?:各项)?|上述(?:各项)?)(?:工作|任务|措施|内容)?"
    "|工作|任务|措施)"
)
"""What a phrase or a sentence says first of the task that somebody is to do: 以上任务由甲局负责."""
PART_OF_UNIT: Final = re.compile(
    "(?P<unit>[一-鿿]{2,12}(?:局|厅|委员会|管委会|政府|中心|集团|公司))(?P<part>[一-鿿]{1,8}[处科股室])"
)
"""A unit, and behind it a part of it."""
BARE_PART: Final = re.compile("(?![省市区县镇乡州旗各驻])[一-鿿]{2,6}[处科股室]")
"""A part of a unit that has been named before it: 区经发局农业处、渔业处."""


def is_surely_a_unit(name: str) -> bool:
    """Whether a name by itself is likely to be a unit's, where no word of a role stands."""
    if name.isascii():
        return is_group(name) or (is_english(name) and ENGLISH_ENDINGS.search(name) is not None)
    part = len(name) <= LONGEST_NAME and PART_OF_UNIT.fullmatch(name) is not None
    return part or (len(name) > 2 and ends_like_a_unit(name, SURE_ENDINGS))


_ACCENTED: Final = re.compile(
    "[A-ZÀ-Þ][A-Za-zÀ-ɏ'’.-]+"
    "(?: (?:(?:of|for|and|the|&|na|y|et|d[aeo]s?|d[iu]|l[ae]s?) )*[（A-ZÀ-Þ][A-Za-zÀ-ɏ'’.）-]*)*"
)
"""A name in Latin letters, some of them with accents: of its words only small ones begin small."""
_OTHER_LABEL: Final = re.compile("(?P<words>[一-鿿]{2,8})：(?=.)")


def other_label(flat: str, start: int, end: int) -> re.Match[str] | None:
    """A label in a list of units that no table knows, and that is no unit itself."""
    found = _OTHER_LABEL.match(flat, start, end)
    words = found["words"] if found else ""
    label = OF_UNITS.search(words[-2:]) or not ends_like_a_unit(words)
    return found if label and not is_group(words) else None


def names_too(words: str) -> bool:
    """Whether the words of a bracket behind a unit's name are part of that name."""
    part = is_english(words) and ENGLISH_ENDINGS.search(words) is not None
    return part or is_group(words) or _ALSO.fullmatch(words) is not None


def is_english(name: str) -> bool:
    """Whether ``name`` is written in Latin letters and begins as names do."""
    plain = name.replace("（", "(").replace("）", ")").isascii()
    begun = re.match("[A-Z][A-Za-z]", name) if plain else _ACCENTED.fullmatch(name)
    return len(name) <= LONGEST_NAME and begun is not None


def is_remark(words: str) -> bool:
    """Whether words among names are none of them: 下同, 逗号前为省级责任单位."""
    return (ALSO_BELOW.fullmatch(words) or _EXPLAINED.fullmatch(words)) is not None


def is_bare_organ(name: str) -> bool:
    """Whether a name is that of an organ alone, which goes with the name before it: 党委和政府."""
    return _BARE_ORGANS.fullmatch(name) is not None


def is_group(name: str) -> bool:
    """Whether a name stands for several units (各街道, 成员单位, 有关部门)."""
    return len(name) <= LONGEST_NAME and GROUP_NAMES.search(name) is not None


def reaches_back(role: Role, own: Role, *, behind: bool) -> bool:
    """Whether words of a role speak for the clauses before theirs too: A，B按职责分工负责.

    Those that 配合 do ``behind`` units that have a role (A牵头，B，C配合); those that 牵头 do not,
    nor any where the label of the names gives them their ``own``.
    """
    if role is Role.SUPPORT and behind:
        return True
    return role is own or (role not in (Role.SUPPORT, Role.LEAD) and own is Role.RESPONSIBLE)


def is_unit(name: str) -> bool:
    """Whether ``name`` looks like that of a unit or of several."""
    return ends_like_a_unit(name) or is_group(name) or is_english(name)


_ENGLISH_ODD: Final = re.compile(
    r"^(?:Leads?|Led|Support(?:ed|ing)?|Responsib(?:le|ility)|Owners?|Partners?|With|Due|Deadline)\b"
    r"| (?!(?:of|for|and|the|in|to|with|on|at|or|by|de) )[a-z]+ "
    "|(?:Team|Unit|Department|Division|Bureau|(?<!Local )Authority|Agency|Board|Committee"
    "|Association|Directorate|Ministry|Commission)s? (?:and )?"
    "(?!Lead|Manager|Head|Director|Officer|Secretar|Chair|Chief|Co-?ordinator|Members?$)[A-Z]"
    "|(?:Union|Service|Society|Council)s? and [A-Z]|,"
)
"""What in an English name says that a label, a mark or a letter of it was not read right."""


def are_two(name: str, known: Container[str]) -> bool:
    """Whether an English name is two names without a mark: one that is ``known``, and another."""
    words = name.split(" ") if name.isascii() else []
    halves = ((" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words)))
    return any(
        (a in known and (b in known or (" " in b and ENGLISH_ENDINGS.search(b)))) for a, b in halves
    )


_SIGN: Final = re.compile(r"[^\w（）、“”‘’'&·.,\- ]|[一-鿿]['&.,]")
"""What no unit's name has."""


_LABELLED: Final = re.compile(f"^{BARE_LABELS}$|{BARE_LABELS}[^和及与、]{{2}}")
"""A label that stands for a name, or that a name goes on behind."""


def is_strange(name: str) -> bool:
    """Whether a name is not obviously one unit's, or is only a part of one or more than one."""
    odd = name.isascii() and _ENGLISH_ODD.search(name)
    if odd or _LABELLED.search(simple(name)):
        return True
    part = len(name) < 2 or _BARE_ORGANS.fullmatch(name) is not None
    whole = name.count("（") == name.count("）") and not part
    signs = _SIGN.search(name) is not None
    group = name.startswith("各") or AREA_LIST.match(name) or LEVELS.fullmatch(name)
    listed = "、" in name and not group
    return (
        listed or signs or not (whole and is_unit(simple(name))) or _TWICE.search(name) is not None
    )


def longest_known(name: str, table: Mapping[str, str], otherwise: str = "") -> str:
    """What a table has for the longest of its words that ``name`` holds."""
    known = [word for word in table if word in name]
    return table[max(known, key=len)] if known else otherwise
