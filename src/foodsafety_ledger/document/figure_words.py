"""The words by which plan documents set figures, as tables: operators, units, rates, verbs.

The patterns are written for folded text (``folded.py``).
"""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.document import date_words
from foodsafety_ledger.document.amount_words import FALLS, GIVES, RISES, SUPPORT
from foodsafety_ledger.document.deed_words import BRINGS_FORTH, BUILDS, CLEARS
from foodsafety_ledger.document.lexicon import WHOLE_PLACE, listed
from foodsafety_ledger.document.number_words import FACTORS_IN_WORDS
from foodsafety_ledger.document.rate_words import RATES
from foodsafety_ledger.model.goal import COUNTERS, QUANTITIES, Operator

_NOT = "(?:[Nn]ot?|[Nn]ever)(?: to)?(?: be| fall| drop| go| rise)? "
_FEWER = "(?:fewer|less|lower|smaller) than"
_MORE = "(?:more|later|greater|higher|longer|larger) than|in excess of"
_NOT_TO = "不[得能应可]?"
ENGLISH_DEEDS: Final = (
    "ensure|cut|close|divert|lift|serve|keep|raise|reduce|increase|limit|hold|publish|train"
    "|replace|inspect|sign|complete|test|answer|respond|recruit|lower|improve|maintain|achieve"
    "|deliver|provide|visit|audit|sample|review|resolve|process|conduct|install|bring|check"
    "|support|open|create|build|grow|halve|double|collect|issue|offer|launch|employ|enrol|equip"
    "|fit|hire|introduce|meet|organi[sz]e|prepare|produce|reach|recycle|register|remove|renew"
    "|repair|report|screen|secure|supply|treat|upgrade|vaccinate"
)
"""Verbs by which an English clause asks for something of its own behind another one."""
NO_LESS: Final = f"{_NOT_TO}(?:低于|少于|小于|短于)"
_NOT_ABOVE = f"{_NOT_TO}(?:超过|高于|大于|多于|长于|超出|突破|逾(?!期))"
NO_MORE: Final = f"(?:{_NOT_ABOVE}|{_NOT_TO}超)"
BEFORE: Final = (
    (
        rf"{NO_LESS}|至少|最低|最少|(?:不|未)?起码|[下底][限线]"
        r"|≥|>=? ?|≧|[Aa]t least |(?:[Aa] )?[Mm]in(?:imum(?: of)?|\.) "
        rf"|{_NOT}(?:{_FEWER}|below|under) |[Nn]o (?:[a-z]+ ){{1,4}}(?:{_FEWER}|below|under) ",
        Operator.AT_LEAST,
    ),
    (
        rf"(?:最长|最多|最高)?{NO_MORE}"
        r"|(?:最[高多]|上限)[一-鿿]{0,4}?(?:提[高升]|调整|增加|放宽|上调)[到至为]"
        r"|≤|<=? ?|≦|上限|封顶|最[长多高](?:(?:可以?|能)达到?)?|至多|控制[在到于]|限制在"
        r"|(?:压减?|压降?|降低?|下降|减[少小]?|缩[短小]|压缩)[到至为]"
        rf"|{_NOT}(?:{_MORE}|above|over|exceed(?:ing)?) |[Aa]t most "
        rf"|[Nn]o(?:ne)? (?:[a-z]+ ){{1,4}}(?:{_MORE}|above|over|exceed(?:ing)?) "
        r"|[Uu]p to |(?:[Aa] )?[Mm]ax(?:imum(?: of)?|\.) "
        r"|(?<![A-Za-z])(?:(?:[Aa]t or )?(?:[Bb]elow|[Uu]nder)|[Ww]ithin|[Ii]nside"
        r"|(?:[Ll]ess|[Ff]ewer|[Ll]ower) than) ",
        Operator.AT_MOST,
    ),
    (r"低于|少于|小于", Operator.AT_MOST),
    (
        r"(?:达到?|提[高升]?[到至]|增[加长]?[到至]|扩[大充增][到至]|上升到|升[到至])了?|超过|突破|高于|大于"
        r"|多于|(?<!商)超|逾(?!期)|(?:稳定|保持|维持|巩固)在?|实现|完成"
        r"|(?<![A-Za-z])(?:(?:[Aa]t or )?(?:[Aa]bove|[Oo]ver)"
        r"|(?:[Mm]ore|greater|higher) than|in excess of"
        r"|[Ee]xceed(?:ing)?|(?:in)?to"
        r"|rate of) ",
        Operator.AT_LEAST,
    ),
)
"""Words before a figure that say how it is compared; tried in this order."""

_GRANTED = (
    f"可|{GIVES}|奖|支持|予以|发[放给]|核[发给]|申[领报请]|享受|限额|贷款|报销|减[免征]|延[期长]"
    "|公示|保留|跑|期限"
)
"""What is given, asked for or put off, and how much of it at most, or at least, is said behind."""
FAR_BEFORE: Final = (
    (rf"{NO_LESS}[一-鿿“”]{{1,12}}$", Operator.AT_LEAST),
    (r"至少[一-鿿]{1,4}$", Operator.AT_LEAST),
    (r"(?:[Cc]ap(?:ped)?|[Ll]imit(?:ed)?|[Ff]r[eo]zen?) (?:[a-z]+ ){0,4}at $", Operator.AT_MOST),
    (
        rf"最[高多长](?:{_GRANTED}){{1,3}}(?:按[一-鿿]{{1,8}}的|[一-鿿]{{1,12}}[金总余]额的?)?$",
        Operator.AT_MOST,
    ),
    (r"最[高多]按[一-鿿]{1,8}的$", Operator.AT_MOST),
    (r"不[迟晚]于(?:[一-鿿“”]{1,16}[之以]?后)?$", Operator.AT_MOST),
    (rf"最[低少短](?:{_GRANTED}){{1,3}}$", Operator.AT_LEAST),
    (
        _NOT_ABOVE + "(?:(?!并|且|完成|达[到成]|实现|给予)[一-鿿“”]){1,20}$",
        Operator.AT_MOST,
    ),
)
"""Words so plain that what is measured may stand between them and the figure."""

LACKS_UNIT: Final = re.compile(
    r"\b(?i:within|rate|share|proportion|percentage)\b[^#]{0,60}#"
    "|# (?:or (?:more|less) )?of (?!them|which|these|those)[A-Za-z]"
    "|[Bb]y #[.]?$"
)
"""What around an English number (``#``) says that a unit is missing: 95 of consignments."""


def _misread(word: str) -> str:
    """The word with one letter taken for another or two, or lost, or a blank within it."""
    wrong = [f"{word[:i]}[^ ]{{0,2}}{word[i + 1 :]}" for i in range(len(word))]
    return "|".join([*wrong, *(f"{word[:i]} {word[i:]}" for i in range(2, len(word) - 1))])


_COMPARING = (
    *("within", "at least", "at most", "minimum", "maximum", "exceed", "exceeding", "below"),
    *("under", "above"),
)
MISSPELT: Final = re.compile(
    "保[恃侍峙诗][一-鿿]{0,20}$|不(?!经|通|错|胜|超)[一-鿿]过[一-鿿]{0,20}$|抵于$|下[低少小高多大]于$"
    "|[不下](?![低少小短高多大长晚迟早]于)[一-鿿]于$|"
    "不(?:[超少高多大小低](?!过|于|量|额)|底|得[^低少超高多])[一-鿿]{0,20}$| [a-z]+ than $"
    + "".join(f"|(?<![A-Za-z])(?!{word} )(?:{_misread(word)}) $" for word in _COMPARING)
)
"""What before a figure may be a word that compares, misspelt."""

DONE: Final = (
    "完[成毕]|办结|办理|上?报|答复|反馈|处[置理]|送达|回复|到达|到场|赶到|出警|出动|响应|核[实查]|回覆"
    "|整改|销号|受理|启动|展开|回应|到位|付款|[支拨兑]付|结算|清偿|缴[纳清]|发放|[开完]工"
    "|立案|公示|公布|公开|上传|录入|备案|救助|移送|移交|告知|作出|[批发]出|[核签]发|补正|[完结]训"
)
"""What is done within a time (3个月内办结)."""
_ACTED = (
    "发[布出]|溯源|分案|公告|追[查踪]|派员|稽查|检[查验测]|调查|复[查验检]|查[明验]|退运|销毁|评核|通[报知]|改善|封存|下架|[回召]收|召回"
    "|提[交出]|出具|采样|送[验检]|更新|审批|批[准核覆]|[发换]牌|转介|覆[检查核]|查察|裁罚|函[复覆]|提报|[回陈]报|汇整|退市|裁处|制[作定]|审[核查]|介入|跟进|复核|解决|恢复|澄清|施行|[下上]线"
)
"""What else is done within hours or days."""
_SOON = "(?!未|已|没|受[过到])(?:向[一-鿿]{1,12}?)?[一-鿿]{0,4}?"
_DONE_SOON = f"{_SOON}(?:{DONE})"
_ACTED_SOON = f"{_SOON}(?:{_ACTED})"
AFTER: Final = (
    (
        "(?:及|或)?(?:以上|之上)的?|\\+(?![0-9A-Za-z])"
        "| (?:or|and) (?:more|above|higher|over|better)"
        "| (?:at (?:the )?(?:least|minimum)|minimum)(?![a-z])",
        Operator.AT_LEAST,
    ),
    (
        "(?:及|或)?(?:以下|之下|以内|之内)|封顶|为限额?|为上限| or (?:less|fewer|below|lower)"
        "| (?:at (?:the )?(?:most|maximum)|maximum)(?![a-z])"
        rf"|内(?=[，。；、）]|{_DONE_SOON})|(?<=[日天时钟周期])内(?={_ACTED_SOON})",
        Operator.AT_MOST,
    ),
    ("左右|上下|(?<=[%‰])[多余](?![数一-鿿])", None),
)
"""Words behind a figure that say the same, or leave it vague; they weigh more than those before."""

CONTRARY: Final = re.compile(f"(?:{NO_LESS}|{NO_MORE}|至少|最[多低高])$")
"""Words before a figure that words behind it may not turn round."""

ABOUT: Final = re.compile("左右|上下|大约|约$|^[多余]$")
"""Words that leave a figure vague."""

ROUGHLY: Final = re.compile(
    "(?:(?:大|(?<![签节条合违制]))约|大概|接近|将近|(?<![远附邻])近)$"
    "|(?<![A-Za-z])(?i:about|around|approximately|approx\\.?|roughly|circa|some|nearly|almost"
    "|c\\.) $"
)
"""Words directly before a figure that leave it vague."""

STRICT: Final = re.compile(
    "(?<!不)(?<!不[得能应可])(?:超过|突破|高于|大于|多于|低于|少于|小于)$|[<>] ?$"
    rf"|(?<![A-Za-z])(?:[Bb]elow|[Uu]nder|[Aa]bove|[Oo]ver|[Ee]xceed(?:ing)?"
    rf"|(?i:{_FEWER}|{_MORE})) $"
)
"""Words that by themselves leave out the figure itself; the goals of a plan include theirs."""

NOT_STRICT: Final = re.compile(
    rf"(?<![A-Za-z])(?:{_NOT}|[Aa]t or |[Nn]o(?:ne)? (?:[a-z]+ ){{0,4}}?)[a-z]+(?: than)? $"
)
"""Words that take the figure itself in again (no more than, not exceeding)."""

EACH_OF_MANY: Final = re.compile(r"(?P<many>[两三四五六七八九十])个(?=\d|百分|$)")
"""What behind names says of how many of them a rate is asked: 培训率、体检率两个100%."""

FILLER: Final = (
    "可以|(?:[将接]|(?<![远附邻最就]))近|进一步|力争|争取|确保|务必|双双|[逐稳]步|严格|继续|每[人天日月年户家次亩]|分别|(?:大|(?<![签节条合违制]))约|总体?"
    "|(?<![每第])[两三四五六七八九十]个(?=$)|(?<=[到至])人均|基本|原则上|全部|(?<![人日月年户平])(?<![^学]生)均|(?<=率)平均|(?<=\\d[年月日])均|都|各|(?<![供反适响相])应|要|须|(?<!供)需|(?<![许认])可|为|在|到|至|了"
)
"""What may stand between such a word and its figure."""

_NOT_BEFORE: Final = {
    word[0]: f"[{word[1:]}]"
    for word in listed(
        "人民工才大社均 天津然 分别局类级支开工担之期批层 条例款件 "
        "日常均报起期至前 月份底末初前至均 米粉面线 "
        "种植养子苗 组织建长成 期间限末满 所有在属 处置理罚于 套餐 只有能要 对于应 "
        "节约日能水假气点 根本据基除治 "
        "支持付队部行 周边年期末岁 批发准复 起来草点步 场所地馆镇 门店户类诊 单位独个 村民级庄"
        " 餐饮馆厅具桌车企厨费补 梯田队级度 校园长外车医内门办友际 辑录 "
        "镇级街 级以及 点位名多 台账帐湾 度假 队伍 类别似 步骤行 位于列居 户籍外 倍增 "
        "次性 间隔接断 店铺面主 站点 例如行 份额 项目 摊贩位点铺 案件例情由 架构桥空设势次子"
    )
} | {
    "年": "以来|[度底末初前至级均来]",
    "个": "[性别]|体(?![育验检能操])|分点|[多来][月小]|批次|人(?![才工民居文])",
    "口": "径|岸|罩|号|碑|腔|袋|粮|头|述|语|味|服|[之的人]|感",
    "眼": "睛|镜|科|[底前光下见]",
    "家": "庭|长(?!期)|[禽畜]|具(?![有备])|电(?![商子力])",
    "名": "[称录单]|优(?![秀质良异])|特(?![级聘岗困殊种约长邀])",
}
"""What behind a word makes it another word than one for what is counted (家庭, 分局)."""

GOES_ON: Final = "[份件羽枚辆匹]|头(?!部)|[套只台](?![餐有能要账帐])"
"""What behind a word for what is counted makes it half of a longer one (头份, 只份), but for 个."""


def _unit_words() -> str:
    """The words of units; those that go on alike share what may not stand behind them.

    Each lookahead costs time when a pattern is made, and this one is part of many. The words that
    end with 次 stand before those that they begin with.
    """
    words = sorted({*COUNTERS, *QUANTITIES}, key=lambda word: (-len(word), word))
    own = {word: f"(?!{_NOT_BEFORE[word]})" for word in words if word in _NOT_BEFORE}
    times = "|".join(f"{word}{own.get(word, '')}" for word in words if word.endswith("次"))
    others = "|".join(f"{word}{own.get(word, '')}" for word in words if word[-1] not in "次个")
    return f"(?:{times})(?!{GOES_ON})|(?:{others})(?!次|{GOES_ON})|个{own['个']}(?!次)"


UNIT_WORDS: Final = _unit_words()
"""Words for what is counted or measured."""

SPANS: Final = ("日", "天", "小时", "分钟", "秒", "月", "周", "年")
"""What the units of time end with."""

_LONGEST: Final = sorted(QUANTITIES, key=len, reverse=True)

_HEADS: Final = "(?:10{0,2}(?=万)|1|[十百](?=万))?[万千百]"

UNITS: Final = (
    rf"%|‰|[万千百十]?[人户家批场条件份个起辆所名项]（次）|/(?:{_HEADS}人?|10{{2,5}}人)|(?:[万亿千百十]{{0,4}}(?:{UNIT_WORDS}))"
    rf"(?:/(?:{_HEADS}人|(?:10{{2,5}})?人|[年月天日亩户项个家件场例台辆头只]|万?(?:{'|'.join(_LONGEST)}))|每(?:立方米|升))?"
    "|(?:working |business |calendar )?"
    "(?:days?|h(?:ou)?rs?|min(?:ute)?s?|seconds?|weeks?|months?|years?)"
    r"(?![a-z]|-[a-z])"
    r"|out of \d{1,3}(?=[，；。.）]|$| (?:in|on|by|for|at|or|and|from|across|before|with) )"
    r"|[uµμ]g/m[3³]|mg/L"
    r"|(?:micro|milli|kilo)?grams?(?: per lit(?:re|er))?(?![a-z])"
    r"|(?:percentage points?|tonnes?|kg|mg(?!/)|ml|g|km|hectares?|litres?|points?)(?![a-z])"
    "|周岁|个批次"
    r"|times(?! (?:the|as|that|more|higher)(?![a-z]))(?![a-z])"
    rf"|(?:per ?cent|pct|{FACTORS_IN_WORDS})(?![a-z])"
)
"""Units that a figure may bear; a factor may stand before one (3千家)."""

_GRAMS: Final = (("micro", "微克"), ("milli", "毫克"), ("kilo", "公斤"), ("", "克"))
ENGLISH_UNITS: Final = (
    ("per cent", "%"),
    ("percentage point", "个百分点"),
    ("percent", "%"),
    ("pct", "%"),
    ("working day", "个工作日"),
    ("business day", "个工作日"),
    ("day", "天"),
    ("hour", "小时"),
    ("hr", "小时"),
    ("minute", "分钟"),
    ("min", "分钟"),
    ("second", "秒"),
    ("周岁", "岁"),
    ("个批次", "批次"),
    ("week", "周"),
    ("month", "个月"),
    ("year", "年"),
    ("tonne", "吨"),
    *((f"{size}gram per lit", f"{ours}/升") for size, ours in _GRAMS),
    *((f"{size}grams per lit", f"{ours}/升") for size, ours in _GRAMS),
    *((f"{size}gram", ours) for size, ours in _GRAMS),
    ("kg", "公斤"),
    ("mg/L", "毫克/升"),
    ("mg", "毫克"),
    ("ml", "毫升"),
    ("g", "克"),
    ("km", "公里"),
    ("hectare", "公顷"),
    ("litre", "升"),
    ("point", "分"),
    ("out of ", "分"),
    ("times", "次"),
    ("ug/m", "微克/立方米"),
    ("µg/m", "微克/立方米"),
    ("μg/m", "微克/立方米"),
)
"""English units, and those of goals that mean the same; the first that begins a word holds."""

IN_MYRIADS: Final = (
    r"\d{1,4}亿\d(?:\d{0,3}|,\d{3})(?=[余多]?万)|\d{1,4}(?:,\d{3})?万(?:\d,?\d{3}(?!\d)|\d(?=千))"
)
"""A number of which only the higher part has its myriads written: 1萬5,000, 1亿2000万, 3万5千."""

TENTHS: Final = (
    r"(?:(?<![\d.,])[1-9]|[一两二三四五六七八九])成(?:[半一二三四五六七八九]|(?<=[1-9]成)[1-9](?![\d.%]))?"
    "(?:(?![一-鿿])|(?<=[及和与、].成)(?![功熟立员效人年])|(?=[以之左]|的[一-鿿]|[提上压下][高升至到降减])|(?<=[少低]于.成)|(?<=[过到达少逾].成))"
    r"|(?:(?<![一-鿿])|(?<=[约逾近]))(?:(?<![\d.,])[2-9]|[二三四五六七八九])成"
    "(?:[半一二三四五六七八九](?=[一-鿿])|(?=[一-鿿])(?![功熟立员效人年为品本绩果交套都长分活型材半一二三四五六七八九]))"
)
"""Tenths (六成, 九成五, 9成; 九成个案 where the clause begins with them)."""

COUNTED_NAMES: Final = "(?<=[一-鿿])(?:批次|人次|户次|场次)"
"""What a name ends with that is its unit as well."""
NAMED_UNIT: Final = re.compile(f"(?:（(?:单位：)?|(?={COUNTED_NAMES}$))({UNITS})）?$")
"""A unit that the name before its figure ends with: 检出率（‰）≤2, 监测批次 600."""
FACTORS: Final = re.compile("[十百千万亿]{1,2}(?![一-鿿]*率)")
"""What behind a figure whose unit its name bears still multiplies it: 监测批次达3万."""

IN_CELLS: Final = {"百分比": "%", "百分率": "%", "百分数": "%", "千分比": "‰", "千分率": "‰"}
"""What a cell of a table may call a unit."""

PER_HEADS: Final = (
    r"(?: [a-z]+){0,3}? per (?P<heads>1,?000|10,?000|100,?000|thousand)"
    "(?: (?:people|population|residents|inhabitants|persons|head)|(?![,.]?[0-9]| [a-z]))"
)
"""What behind an English figure says for how many people it is reckoned."""


_CHANGE = (
    f"{FALLS}|下调|上浮|下浮|[Dd]own (?:by|$)|[Uu]p by|[Rr]educe"
    "|[Cc]ut|[Ll]ower|[Ii]ncrease|[Rr]aise"
)
CHANGE: Final = re.compile(_CHANGE)
"""Verbs whose bare figure is by how much something is to change."""

CHANGED: Final = re.compile(f"(?:{RISES}|{FALLS})$")
"""What the name of a rate ends with that says by how much something changes."""

TO_GIVE: Final = re.compile(
    f"给予|返还|(?<!新)增发|(?:{SUPPORT})(?!面|率)|免收|免征|减免|减收|减半|收取|征收|按(?![时期月季周年规要职])|延缓|展期"
    "|延长|延期|缓缴|缓交|缓征|贴息|发放(?!.{0,8}贷款|.{0,4}(?:资料|单|手册|海报|材料|画|册|书|品))|安排贴息|扣减|(?<!转移)(?<!电子)(?<!移动)支付|拨付|兑付"
    f"|{_CHANGE}"
)
"""Verbs whose bare figure is the amount to give or to change by: it is met exactly."""

CHARGED: Final = re.compile(
    "(?<![经消浪])费(?!用)|[税价租息]|利率|保证金|押金|标准|门槛|(?i:fee|charge|tax|rent|price|interest|premium|tariff)"
)
"""What is changed by exactly so much, as it is decided; a change of anything else is reached."""

COMPARED: Final = re.compile(
    r"同比|环比|[较比](?:上|去年|前|20\d\d)|[Cc]ompared|[Rr]elative to|year[ -]on[ -]year"
)
"""What says that a change is one against an earlier time: a goal to reach, no amount to give."""

GIVEN_BY: Final = re.compile(
    f"按照?(?![时期月季周年规要职])(?:[^，。；]*?)(?:{GIVES}|返还|贴息|收取|征收|安排|发放|执行|缴纳|计发)"
)
"""按 … 给予: a share that is given, whatever it is a share of."""

BASE: Final = re.compile(
    "(?:[Uu]p|[Dd]own|(?:ris|fall|increas|decreas)ing) from $|baseline (?:[a-z]+ )?of $"
    "|(?:compared (?:with|to)|against) $"
    "|(?<![A-Za-z])(?i:currently|presently|now|at present|today)(?: (?:at|of|about))?：? ?$"
    "|[比较](?:20\\d\\d年|上年|去年|年初|基线|现状)[末底]?的$"
    "|(?<![自理原缘])[由从](?:原[来先有]?的?|目前的?|现[在有行]?的?|(?:上年|去年|20\\d\\d年)末?底?的?)?$|现行$"
)
"""What before a figure says that it is what another one is compared with."""

IN_YEAR: Final = (
    r"(?:（(?:in )?20\d\d[^（）]{0,10}）| (?:in|at|of|by) [^，。；\d]{0,16}20\d\d(?:[/–-]\d\d)?)?"
)
"""The time of the figure that another one is reached from: from 60% in 2023 to 80%."""

FROM: Final = re.compile(
    "(?:由|从(?![业事严重快优]))[^，。；：、]{0,16}$|[Ff]rom (?:[a-z]+ ){0,5}$"
    "|在(?:(?:20\\d\\d年|上年|去年|原[有来先]?|现[有在]?|目前|年初)度?的?)?(?P<state>$)"
)
STATE: Final = re.compile("[^，。；：、]{0,4}的?(?:基础|基数)上")
"""What behind a figure that something is done in says that it is done from there."""
DOWN: Final = re.compile(
    "(?:[Rr]educ|[Cc]ut|[Ll]ower(?! than)|[Dd]ecreas|[Ll]imit|[Rr]estrict|[Cc]ap |[Ss]horten"
    "|[Dd]own|[Kk]eep (?!.* and ))(?!.*(?:[Rr]ais|[Ii]ncreas|[Ii]mprov|[Ee]xpand|[Ee]xtend| up ))"
)
"""Verbs that make ``to`` a figure to come down to, unless one that asks for more follows them."""
TO: Final = (
    (
        "(?:(?:提[高升]|增[加长至到设为]|上[升调]|扩[大充展增]|倍增|升|拓展|发展|延[长伸])[到至为]?|[提扩][到至])",
        Operator.AT_LEAST,
    ),
    (
        "(?:(?:压[减缩降]|缩[短减小]|降低?|下[降调]|减[少小]?)[到至为]?|[压缩][到至]"
        "|(?:整合|[撤归合]并|精简)[到至为])",
        Operator.AT_MOST,
    ),
    ("(?:调整|放宽|改|变|变更)[到至为]", Operator.EQUAL),
    (f"{IN_YEAR} to ", Operator.AT_LEAST),
)
"""What stands before the first and between both figures of 由 20% 提升至 40%, which is one goal."""

MORE_THAN: Final = re.compile(" (?:more|fewer|less|higher|lower) than ")
"""What behind an English figure says what it is held against (15% more than in 2020)."""

OF_SCOPE: Final = re.compile("[a-z]s (?:over|under|above|below|exceeding|older than|longer than) $")
BOUND_NEXT: Final = re.compile(
    " (?:below|under|above|over|to below|at most|at least|(?:no|not) (?:more|fewer|less)) "
    r"[^，。；]{0,20}\d"
)
"""What stands around the first figure of "debts over 60 days below 3%", which says which debts."""

SO_MANY: Final = re.compile(
    " (?=[a-z])(?!(?:of|or|and|to|per|in|from) )(?!.* (?:is|are|was|were|has|have|had) )"
)
"""What behind a figure that begins an English clause is what is counted, and tells no fact."""

TOLD: Final = re.compile(
    r"(?:近[两二三四五几]年来?(?=累计|[^，。；]{0,8}\d)|(?<![较比与在于])去年(?!度?[^，]{0,3}基础上|同期|水平)"
    r"|以来|共(?:发生|接报|受理)|截至目前|目前[^，。；]{0,6}已|现已)"
    r"(?!.*(?:要|确保|力争|年底|到20\d\d年|下一步|进一步|继续|今年|不[低少]于|至少|以上))"
)
"""What in the sentence before a figure says that it tells what has been done."""

ONLY_WHEN: Final = re.compile(
    r" (?:by|in|before|during) [^，；\d]{0,16}(?:\d{1,2} [A-Z][a-z]+ )?20\d\d[ .]*$"
)
"""English words behind a figure that say by when, and not of what, there are to be so many."""
SO_MANY_IN: Final = re.compile(r" in 20\d\d(?: and |[ .]*$)")
"""The same of the first in a list of years: 8,000 in 2027 and 12,000 in 2028."""

OF_SO_MANY: Final = re.compile(r"\d of (?:the |its |our |all )?$")
"""What before an English figure says that it is of how many: replace 60 of 140 basins."""

HELD_BEFORE: Final = re.compile(
    "现有|共有|有效期|执行期|为期|已有|原有|拥有|已建成|已经|已[达将]|已完成|目前|截至|(?<![较比])(?:去年|上年)(?!.{0,3}基础上)|近年"
    "|连续|涉及|辖区内|上级(?![一-鿿]{0,4}(?:资金|补助|支持))"
)
"""What before a figure, anywhere in its clause, says that it tells how things are."""

WITH_SO_MANY: Final = re.compile("(?<![A-Za-z])(?:with|having|employing|serving|handling) $")
"""What before a figure and ``or more`` behind it says which things are meant."""

OF_WHOM: Final = re.compile(
    "(?<![A-Za-z])(?:[a-z]+ed|with|having|employing|serving|children|people|persons|adults|pupils"
    "|students|residents|patients|men|women|workers|those)"
    " (?:below|above|under|over|(?:more|fewer|less|greater|higher|lower) than) $"
)
"""English words before a figure that say whom something is for (premises rated below 3)."""
OF_SHARE: Final = re.compile(
    r"\d% (?:[a-z-]+ ){0,6}of (?:[a-z-]+ ){0,5}[a-z]+s (?:above|below|over|under) $"
)
"""The same of those of whom a share is told just before: 98% of samples below 50,000."""

OF_WHICH: Final = re.compile(
    "的[一-鿿“”]{2,16}(?:数[目量]|[个家户人件]数|占比|比[例重])(?=[一-鿿]{0,6}\\d)"
)
"""What behind a share says that those are counted of which it is told: 逾一成的小区数目由13个."""

LEVELS: Final = re.compile("[中高]职|[本专]科|[初高]中|中?小学|中学|幼儿园|高校")
"""Levels of schools, whose courses, places or classes are counted."""

CONDITION: Final = re.compile(
    "^(?:并|其中|且|，)?(?:对于?|凡|针对|符合|给(?!予)|向|经|满|获得|首次|年度|未)"
)
"""What a clause begins with that says whom something is for."""

SERVICE: Final = (
    "值守|运作|服务|热线|值班|接听|在线|监控|不间断|开放|自助|应急|轮班|营业|专线|巡查制"
)
"""What 24小时 is a name of, and no time to keep."""

TO_DO: Final = re.compile(
    f"{BUILDS}|{CLEARS}|{BRINGS_FORTH}|"
    "推进|推动(?![一-鿿])|更换|开办|完成|查办|侦破|安排|抽检|抽查|检测|监测|快检|开展|推广|举[办行]|召开"
    "|组织|达到?|实现|确保|争取|力争|培训|发展|认证|认定|引进|选拔|筹建|亮化|扶持|支持|检查|覆盖|修订|制定"
    r"|成立(?!满?\d+(?:年|个?月|周)|以来)|组建|发布|推出|订立|选树|树立|评选|遴选|推荐|申报|曝光|查处|破获|侦办|移送|立案|排查|编制|印发|录制|制作|播[出放]|刊[发播]|安装|购置|销毁|梳理|推送|走访|救助|帮扶|招引|招募|吸[收纳]|聘[请用任]|选聘|邀请|征求|签约"
    "|开工|投产|竣工|升级|选派|筹集|评定|命名|创成|处置|办结|报送|采集|检验|不少于|不低于|至少|每[年月季周个家名]|提[高升]|增[加长]"
    "|修复|修建|维修|开设|编发|调处|约谈|录用|招录|栽植|种植(?!业|养|面积|户|大户|环节|基地|企业|主体|结构|等|技术|模式|[区园地环])|布设|架设|创办|(?<=[都均])建有|扩种|放映|划设|净增|打通|加装|盘活(?!率)|硬化(?!率)|实施(?=[^，。；]{2,20}(?:工程|项目)$)|疏浚|清淤|铺设|敷设|投放|接种"
    "|回收(?!率|企业|站|点)|招聘|更新|稽查|审查|筛查|暗访|巡检|研究|抽验|抽取|采取|化验|巡查|督导|督查|划分|配强|增设|拍摄|制播|张贴|征集|发展|投保|签订|触及|抽测|辅导(?!员)|增聘|汰换|撰[拟写]|归集|检定|交付|翻新|庭审|释放(?=[一-鿿])|发放(?=.{0,8}贷款|.{0,4}(?:资料|手册|海报|材料|画|册|书|品))|巡[河林田]"
    "|新(?:设|上线|备案|接入|认定|注册|入驻)|服务(?=群众|企业|老人|老年人|学生|居民|农户|游客|职工)"
    "|(?i:inspect|train|take|carry out|deliver|hold|complete|publish|open|create"
    "|recruit|sample|test|visit|audit|issue"
    "|shall|must|conduct|run|build|collect|check|review|set up|organise|launch|provide)"
    r"|\b(?i:replace|install|plant|equip|accredit|appoint|vaccinate|reaching|covering|serving|refurbish|upgrade|renovate|procure"
    r"|purchase|distribute|enrol|enroll|register|certify|adopt|reach|achieve|support|employ|screen"
    r"|restore|map|award|establish|host|produce|develop|designate|fit|hire|offer|organize)\b"
)
"""Verbs that make a count something to be reached."""

FACT_BEFORE: Final = re.compile(
    r"(?:在|对|从|围绕|将|把|由|向|(?<!参)与|和|(?<![触惠])及|的|这|该|共|共有|现有|已有|已|原有|其余|上述|以上|目前|(?<!市)辖区内?|前|后"
    rf"|{WHOLE_PLACE}|列出|等|有|第|近|上年度?|满|年满|(?<!商)超)$"
)
"""What before a count says that it tells of the state of things."""

ALL_OF: Final = re.compile(
    "逐[一个家户批人校店村企件案]|全部|全覆盖|全面|一律|均|都|开展|进行|检查|整治|发放|赠送|推送|宣传"
)
"""What behind a number of things says that something is asked of all of them."""

PART_OF: Final = "其中"
"""What begins the parts of a figure given just before."""

STRIVES: Final = (
    "力争|争取(?!到?(?:各[类级项]|[中国上省市部][央家级]|中省|对上|以上|专项|财政|预算内?|地方|政府|政策性?|奖补|补助|无偿|银行|衔接|发展|建设|[、和及])*"
    "(?:资金|债券|补助|奖补|经费|贷款|项目|指标|名额|试点)"
    "(?![^，。；\\d]{0,8}(?:开工|完工|竣工|投产|落地|入[库选围]|获批|通过|建成|完成|率)))"
)
"""What says that something is hoped for; 争取 with money or the like behind it is to win that."""

NOT_BINDING: Final = re.compile(
    rf"{STRIVES}|鼓励|支持(?![率度的]|比[例重]|\d|不[少低]于|至少|起诉|$)|倡导|提倡"
    r"|(?i:\b(?:aim(?:s|ing)? (?:to|for)|striv(?:e|es|ing)|seek(?:s|ing)? to))"
    r"|(?i:\b(?:endeavou?r|aspir|encourag))"
)
"""Words that ask without binding (鼓励, 力争, 支持); so many that are to be supported bind."""

HOPED_BY: Final = re.compile(
    f"(?:(?P<all>力争|争取)|(?:鼓励|倡导)[一-鿿]{{0,8}}?)(?:{date_words.DATES}|“?(?:{'|'.join(date_words.FIVE_YEARS)})”?(?:规划)?|[通经]过"
    r"|[一两二三四五\d]{1,2}(?:年|个?月|天)|[今明本全当]年|年?[底末初内前]|[上下]半年|[到至在于用之以的左右期间]|时间|努力)++"
    "，(?!.*(?:确保|必须|务必))(?(all)|(?!.*；))"
)
"""A clause that says only by when what follows it in its sentence is striven for.

What somebody is encouraged to goes no further than a semicolon.
"""

MANNER: Final = re.compile(
    "除[^，。；]{1,30}外(?=，)|(?:在|以|按照?|依据|依照|根据|遵照|通过|结合|围绕|聚焦|针对|对照|会同|依托|借助|利用|采[取用]|坚持|本着|依法"
    "|对于?(?![接标比])|凡|面向|因地制宜|联合(?!开展|检查|执法))[^，。；]{0,40}(?=，)"
)
"""A clause that says how, where, with or for whom, or but for what the next one's deed is done."""

PASSING: Final = re.compile("暂|免|有效|施行|执行")
"""What a clause with a date says that is in force till then, and not to be done by then."""

DONE_WITHIN: Final = re.compile(f"{_DONE_SOON}|{_ACTED_SOON}")
"""What must be done within a time (在5个工作日内办结)."""

IN_TIME: Final = re.compile(
    "(?:个?工作[日天]|天|个?小时|分钟)?(?:内|全部)?(?:办[结成]|完成|答复|反馈|到场|赶到|响应|送达)(?!率)"
)
"""What behind a time says that something is done in so much of it, or less: 1个工作日办结."""

KEEPING: Final = re.compile("保持|稳定在|维持|巩固")
"""Words that ask for a figure in every period."""
KEPT_AT: Final = re.compile(
    "(?<![A-Za-z])(?:(?i:maintain|sustain)[a-z]*(?: [a-z-]+){0,8}"
    "|(?i:keep|kept|held|hold|remain|stay)[a-z]*(?: [a-z-]+){0,8} at(?: or [a-z]+)?) $"
)
"""The same in English: maintained at 96%, keep pass rates at or above 90%."""

UNCHANGED: Final = re.compile("[^，。；\\d]{0,14}不变(?=[，。；、）]|$)")
"""What behind a figure that is kept says that it is to be neither more nor less."""

NAMES: Final = (
    r"《[^》]{0,200}》|https?：//\S++|[“\"][^”\"，。；%‰]{0,30}[”\"]|[“\"][^”\"，。]{0,60}[”\"]行动"
    r"|〔?（\d{4}）\d{1,9}号"
)
"""Names, whose figures are no figures of the plan."""

CIRCLE: Final = "(?<=分钟|小时|公里)(?=[一-鿿“”]{0,10}圈|范围以?内的)"
"""What follows a time or way that names something or says where: 15分钟生活圈, 3公里范围内的."""

OTHER_NUMBERS: Final = (
    r"(?:Section|Part|Chapter|Table|Item|Type|Category|Tier|Level|Class|Phase|Stage|Goal"
    r"|Priority|Group|Band|Grade) \d{1,3}(?!\d)"
    r"|(?i:Task|Action|Activity|Objective|Outcome|Output|Pillar|Theme|Annex|Appendix|Figure|Step"
    r"|Milestone|Indicator|Recommendation|Article|Regulation|Schedule|Zone|Ward|Measure)"
    r" \d{1,3}(?:\.\d{1,2})?(?![\d%‰]|[.,]\d| [a-z])"
    r"|(?i:class(?:es)?|categor(?:y|ies)|types?|tiers?|phases?|stages?|bands?|groups?|grades?"
    r"|levels?|risk) \d(?:(?:，| and | or |[/–-])\d)*(?![\d%‰]|[.,]\d)"
    r"|(?<=每)\d{1,4}(?:[百千万]?(?:(?:城镇|农村|常住|户籍|服务)?人口|[人名户亩头只羽家所])|个?(?:小时|分钟|工作日|月|天|周|日|年))(?![以之均，。；、）])"
    r"|(?<![A-Za-z])(?:ISO|IEC|EN|BS|CAC|GB)[A-Z/ ]{0,8} \d{2,5}(?:[：-]\d{4})?(?![\d%])"
    r"|(?<= per )[1-9][0-9,]+(?= [a-z])|(?<=every )\d{1,3}(?= [a-z])"
    r"|(?:[Rr]at(?:ed|ing)|grade|level|category)(?: of)? [0-6]"
    r"(?: ?(?:to|or|and|[–-]) ?[0-6])?(?: or (?:above|better|below|lower))?(?!\.?[\d%])"
    r"|\d{1,4}(?:\+(?:\d{1,4}|[A-Z]))+(?![0-9%‰])|（含\d[^（）]{0,8}）"
    r"|\d(?: ?[–-] ?\d)?(?=[ -](?:rated|star)(?![a-z]))|\d{1,3}分(?=[为是]满分)|(?<=满分)\d{1,3}分"
    r"|\d{1,2}(?: ?[–-] ?\d{1,2})?(?=[ -]years?[ -]olds?(?![a-z]))"
    r"|(?:浏览|点击|阅读|访问)(?:次?数|量)?：\d+次?|“?一件事”?(?!故)"
    r"|\d{1,2}·\d{1,2}(?=”?[一-鿿]{0,6}(?:事故|火灾|爆炸|地震|案))"
    r"|(?<=within )\d{1,4}(?= ?(?:miles?|k?m|(?:kilo)?met(?:re|er)s?)(?![a-z]))"
    r"|(?<=[ （]aged )\d{1,2}(?:(?: ?[–-] ?| to | and )\d{1,2})?"
    r"(?: (?:and|or) (?:above|over|older|under|below|younger))?"
    r"|(?<=[近前])[两三四五\d]年(?=平均|均值|同期)"
    r"|(?P<same>\d[起件家])[一-鿿]{1,3}(?P=same)|\d{3,4}[—\-]\d{7,8}|1[3-9]\d{9}|\d{1,9}[×xX*]\d{1,9}小?时?|第\d{1,9}|“\d{1,9}”"
    rf"|\d{{5,12}}(?=政府|热线|平台)|(?<!g/)(?<![A-Za-z])(?![lIoOSBZi]\d)[A-Za-z]++\d{{1,9}}(?![A-Za-z%‰])|24小时(?={SERVICE}|便利店|药[店房]|超市|[实进]行|(?!以?内|之内)[一-鿿]{{1,8}}服务)|(?<![A-Za-z\d.])[2-6]G(?![A-Za-z\d%‰])"
    rf"|\d{{1,3}}(?:分钟|小时|公里){CIRCLE}|最多跑一次(?!的|，|。|；)|一次(?=[一-鿿]{{2,8}}率)|(?<=新)一轮"
    "|(?<=每(?:新增|增加|完成|培育|引进|创建|查处|发现|减少|超过|提高|降低|建成|新建))1(?:[家个项件人户名起次]|个百分点)"
)
"""Telephone numbers, hotlines, ordinals, names with digits."""

BUSINESSES: Final = listed(
    "企业 单位 市场 超市 商超 食堂 店 厨房 学校 机构 医院 商场 小作坊 小餐饮 摊贩 合作社 基地 主体 "
    "公司 平台 屠宰场 幼儿园 经营者 提供者 农场 牧场 林场 养殖场 养殖户 种植户"
)
"""What names of businesses end with: a rate named for several of them is one for each."""

OCCASIONS: Final = tuple(
    (
        rf"{words}|(?<![A-Za-z-])(?i:{often}|(?:once|1 time|(?:one|1)(?: [a-z]+){{1,3}})"
        rf" (?:a|per|each|every) {span}|(?:every|each) {span})"
        "(?![A-Za-z-])",
        often,
    )
    for words, often, span in (
        ("每周|按周|逐周", "weekly", "week"),
        ("每个?月|按月|逐月", "monthly", "month"),
        ("每个?季度?|按季度?|逐季度?", "quarterly", "quarter"),
    )
)
"""How often something is to be done."""

FULL: Final = re.compile(r"全覆盖(?!的?基础|和|与)|实现全覆盖")
NONE_LEFT: Final = re.compile(
    r"消除(?!影响|隐患|风险)|[清归为]零(?!星|散|售)|“清零”|零容忍(?=$)"
    "|(?:实现|确保|做到|保持|达到)[一-鿿]{0,6}“?零(?!的?突破|距离|门槛|跑|接触|成本|收费|费用|材料|等[待候]|时差|障碍|容忍|延迟|证明|[散星售售增工部])[一-鿿]{2,4}"
    "|(?<![清归为])零(?![散星售部工])[一-鿿]{1,6}?(?:事故|中毒|伤亡|案件|投诉|火灾|疫情|上访)"
    "|零(?:发生|事故|[伤死]亡|投诉|违[规法纪]|超标|感染|填埋|直排|差错|舆情|上访|案件|火灾|中毒|积压|遗漏|复发|返贫|欠薪|逾期)"
)
RISING: Final = re.compile(
    rf"(?:提高|提升|增加|扩大|提[高升]了)(?P<what>[^，。；：]{{0,24}}?(?:{RATES})(?<!效率))"
)
FALLING: Final = re.compile(rf"(?:降低|减少|压降|下降)(?P<what>[^，。；：]{{0,24}}?(?:{RATES}))")
KEPT: Final = re.compile(rf"巩固(?:提[高升])?(?P<what>[^，。；：]{{0,80}}?(?:{RATES}))")
"""Goals without a figure."""

EACH_PERIOD: Final = re.compile("每(?:个?(?:半年|学期|学年|季度)|[两二三]?个?[年月季周日天])")
"""What before a figure says that it is for each stretch of time, and due at the end of each."""
