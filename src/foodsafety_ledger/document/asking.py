"""Whether a figure asks for something, or tells how things are, by the words of its clause."""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.document import date_words, figure_words, rate_words
from foodsafety_ledger.document.amount_words import GIVES, SUPPORT
from foodsafety_ledger.document.deed_words import PUNISHES
from foodsafety_ledger.document.figure_names import is_rate
from foodsafety_ledger.document.figures import TIMES, ends_in_verb, without_operator
from foodsafety_ledger.document.lexicon import WHOLE_PLACE
from foodsafety_ledger.document.setting import HAN, RATIOS, Setting
from foodsafety_ledger.model.goal import COUNTERS, Operator

_IMPERATIVE: Final = re.compile(
    "(?:[A-Z]|(?:will|shall|must|should) [a-z])[a-z]+ (?:(?:and|or) [a-z]+ )?"
    "(?:out |up )?(?:all |the |another |a further |an additional ){0,2}"
)
_DEED: Final = re.compile(
    "[A-Z][a-z]+(?: [a-z][a-z'-]*){1,8} (?:in|on|at|across|to|for|with|linking|covering|of) "
    "(?:all |the |up to )?"
)
_ALSO: Final = re.compile(r"[^\d]*[A-Za-z] \d[\d,]*%? [^\d]*[a-z] and ")
_THINGS: Final = re.compile(" (?:[a-z-]+ ){0,2}[a-z-]+s(?![a-z])")
"""An English clause that sets out with a deed, to be done at so many things: on 30 county sites."""
_ONE_OF_LIST: Final = re.compile(r"\d[\d,]*%? in 20\d\d(?:，)? and ")
_ENGLISH_TAIL: Final = re.compile(" [a-z]{2}")
_KNOWN: Final = re.compile(" (?:in|of|at|across|from|for|by|on) (?:all )?the $")
"""English words before a number of things that there are: in the 340 public canteens."""
_AT_RATE: Final = re.compile("(?:/[一-鿿])?的(?:标准|比例|额度|幅度)")
_GIVEN_SUM: Final = re.compile(f"的(?:[一-鿿]{{2,4}})?(?:{SUPPORT})(?=[，。；、）]|$)")
_GIVES: Final = re.compile(
    f"(?:{GIVES}|发放|安排|拨付)(?:每[一-鿿])?(?:(?:最高)?(?:不超过|不高于|最高)[一-鿿]{{1,12}})?$"
)
"""What around a figure says that so much is given (给予不超过5万元的一次性奖励)."""
_WITHIN: Final = re.compile("(?:范围|半径)?以?内的?[一-鿿“]|范围以?内$")
_AROUND: Final = re.compile("(?:周边|周围|附近|方圆|四周|半径|沿线|两侧|门口)$")
"""What before a distance says how far around something a deed goes (周边200米内)."""
_TOWARDS: Final = re.compile(f"[对在向](?:{WHOLE_PLACE}|辖区内?)?$")
_WHOLE: Final = re.compile(WHOLE_PLACE)
_SIZED: Final = re.compile(
    "(?:以[上下])?的?(?:[一-鿿]{0,6}(?:企业|公司|园区|集群|项目|品牌|基地|主体|乡镇|强镇|合作社|单品|大户|农场|[店村]))[一-鿿]{0,4}\\d"
)
"""What behind a sum or size says that it is that of things which are counted next."""
_OF_GRADE: Final = re.compile("级(?!别)(?:以[上下])?的?[一-鿿]")
"""What behind a size says that things of that size are meant: 5000吨级以上冷库."""
_SO_LARGE: Final = re.compile(
    r"的?(?P<things>(?![并且])[一-鿿]{2,12})\d[\d.]*(?:个(?!百分)|家|处|座|片|条|所)"
)
"""Things of a size and more, and how many of them: 1000平方米以上市场3个."""
_OF_BOUNDED: Final = re.compile(
    r"的(?P<things>(?:(?![由从])[一-鿿“”]){2,16})\d[\d.]*(?:个(?!百分)|家|处|座|片|条|所|户|种|款)"
)
"""Things that come to a bound, and how many of them: 年销量超百万件的农产品3个."""
_COUNTED_BEFORE: Final = re.compile(
    rf"\d[\d.]*(?:{'|'.join(sorted(COUNTERS, key=len, reverse=True))})"
    "(?!月|工作日|小时)(?:以上)?[一-鿿]{2,10}$"
)
_OF_SO_LARGE: Final = re.compile("(?:以上)?的(?!目标|要求|任务|水平|标准)[一-鿿“”]{2,16}(?:、.*)?")
"""What around a measure says how large those are that are counted before it: 4个产值超1亿元的."""
_RATE_OF: Final = re.compile(
    rf"[^，、]*?(?:{rate_words.RATES})[^，]*(?:\d|百分之|[一二三四五六七八九]成)"
)
"""What behind a figure says that it is part of a rate's name (24小时报告率100%)."""
_UNMET: Final = re.compile("(?:未达(?:到|标)?|达不到|不足|不满|未满)$")
_THOSE_WHO: Final = re.compile(
    "者，?(?:予以|给予|一律|[列纳]入|列管|[约处]|[通表]|[敘叙]|扣|不得|取消|由|免)"
)
"""What behind a figure says what becomes of those who come to it: 达九成以上者予以表扬."""
_OF_UNMET: Final = re.compile("[一-鿿]{0,6}的[一-鿿]")
"""What around a figure says who they are that do not come to it: 未达1.5%比例的依法征收."""
_AT_MOST_GRANTED: Final = re.compile(f"(?:{GIVES})(?:一次性)?最高$")
"""What before a sum says that no more than it is granted: 给予最高1000万元补助."""
_ONCE_SO: Final = re.compile("时(?![间限段长候点]|，?不[得能])[一-鿿，]")
"""What behind a figure says what is done when it is reached: 涨幅超过10%时启动投放."""
_OF_CLASS: Final = re.compile(
    rf"(?:、\d[\d.]*(?:{figure_words.UNITS}))*(?:以上)?的[一-鿿]{{2,16}}?(?:分别|各|依次)(?:一次性|最高)*(?:{GIVES})"
)
"""What behind a sum says to those of which size so much is given: 1亿元、5亿元的企业分别奖励."""
_OF_RANGE: Final = re.compile(r"、\d[\d.]*[一-鿿]{1,3}以下的[一-鿿]")
"""What behind the lower end of a size says the upper one, and of what: 10桌以上、30桌以下的."""
_SHARE_OF: Final = re.compile(r"的[^\d，。；]+[\d.]+[%‰]")
_TERM_OF_SHARE: Final = re.compile(
    r"的?(?:应缴(?:纳|费)?|实际缴纳|实缴)?[一-鿿]{0,12}(?:费|金|租金?|税|款|工资|薪酬|标准|[数金总]额)的?[\d.]+[%‰]"
)
"""What behind a time is a sum for so long, of which a share is given (3个月租金50%的补贴)."""
_FROM_THEN: Final = re.compile("(?:[一-鿿]期间|即日起|之日起)[到至][^，。；\\d]{0,16}后?$")
"""What before a time says till when something holds: 防控期间至结束后3个月内."""
_INVESTED: Final = re.compile(
    "(?:项目|计划|估算|概算|预算)?(?:总?投资(?:规模|总额|额|估算|概算|金额)?|资金(?:规模|来源|安排))：$"
)
"""A label of what something costs, which is no goal: 投资规模：2600万元."""
_LONGEST_LABEL: Final = 12
_IF: Final = re.compile("(?:如(?![期下实何此东皋意])果?|若(?!干)|倘若|[只但]要是?|一旦)[一-鿿]")
"""What a clause begins with that says when the next one holds."""
_ALLOWED: Final = re.compile("(?:允许|准许).*可(?:[至达以]|放宽)")
"""What before a figure says that so much may be, and need not: 允许股权比例可至100%."""
_IN_YEARS: Final = re.compile("(?<![使费公专信录应利采])用$|[通经]过$")
"""What before a time says in how much of it the goals behind are reached: 用3年时间."""
_DONE_IN_YEARS: Final = re.compile(
    rf"(?:累计|共计?|[再新净])*(?:{figure_words.TO_DO.pattern}|投入|投资).*\d"
)
"""What behind a time is to be reached in so much of it: 3年筹集5000套."""
_IN_PARTS: Final = re.compile("(?<![部成得评计积满打总])分$")
"""What before a time or a number of lots says in how many parts something is done: 分3年拨付."""
"""What behind an amount says that a share of it is given, and not all (6个月的社会保险费的50%)."""
_LISTED_TOO: Final = re.compile(r"^[^，。；、\d]{1,24}[、及和与]$")
_ASKED: Final = re.compile(
    rf"[^\d]{{0,4}}(?:\d{{1,2}}年内)?[^\d]*(?:{figure_words.TO_DO.pattern}|资助)\d"
)
"""What stands before a figure that is asked for beside another one (举办60场讲座及12次展览)."""
_AS_BEFORE: Final = r"(?!其?[在对从将把由向凡为全现共]|[一-鿿]*?[有含])[一-鿿]{1,12}\d[\d.]*"
"""What a clause begins with whose first figure has a verb, though one that is not known."""
_TO_SHARE: Final = re.compile(
    "(?:并|同时|，)*(?:对于?|向|给|为|面向)(?:不[少低]于|至少|(?:辖|本|全)[区市县省州旗镇乡]内?)*"
)
"""What stands before a share of those with whom something is done, and names no rate of theirs."""
_DEALT_WITH: Final = re.compile(
    "的?[一-鿿、（）“”]{2,24}?(?:开展|进行|实施|完成|组织|落实|推行|建立|建档|发放|检查|抽查|培训|改造)"
    f"(?!.{{0,12}}(?:{GIVES}))"
)
"""What behind such a share says what is done."""
_OF_TASK: Final = re.compile("[一-鿿]{0,10}(?:任务|目标)")
_AT_HAND: Final = re.compile("[^，]{0,14}?(?:基础|已|内|以来|[前后中上下](?![一-鿿]))")
_OF_THOSE: Final = re.compile("[一-鿿%‰]的$")
"""What a clause ends with that says of whom the next one speaks (合格率达到98%以上的，给予奖励)."""
_DEDUCTED: Final = re.compile("每[少多低高降缺超增减满]|扣[完除减]?$|得$|满分为?$")
_SCORES: Final = re.compile(r"(?:(?:[加减扣赋计记折]|奖励?)(?:分值?)?)$")
"""What before a number of points says that so many are given or taken, and not to be reached."""
_TAKEN_OFF: Final = re.compile("(?:倒?扣[减除]?|核减)(?!分项)[一-鿿]{0,10}$")
"""What before a number of points says of what so many are taken off."""
_WORTH: Final = re.compile("[各占]$|每[一-鿿]{1,3}各?$")
"""What before a bare number of points says how many each of several things is worth."""
_SCORED: Final = re.compile(
    r"(?:以上)?的?(?:[各即另再]|酌情|直接)*(?:[加减扣计记得奖]|倒扣)[\d.]+分"
)
"""What behind a figure says how many points it brings or costs."""
_PUNISHED: Final = re.compile(f"的[一-鿿]{{0,12}}?(?:{PUNISHES})")
"""What behind a figure says what comes of missing it (低于80分的通报批评)."""
_FINED: Final = re.compile("处[^，。；]{0,20}罚款")
"""A clause that says what those pay who break a rule."""
_FINE: Final = re.compile(r"罚款(?:\d[\d.]*[万千百]?元(?:以上)?)?[^金总额，。；\d]{0,3}$")
"""What before a figure says the same of it."""
_NEVER: Final = re.compile(
    "(?:不再?得?|未|没有?|无)(?:出现|发生|新增|产生|留下?)$|(?:杜绝|防止|避免|严防|严禁|遏制)[一-鿿]{0,4}$"
)
"""What before a figure says that there may not be so much as it."""
_THOSE_MUST: Final = re.compile(
    "的[^，。；\\d]{2,30}?(?:(?<![响供反适相])(?:应当?|必须|一律|不得|严禁)|[为清归]零)"
)
"""What behind a figure says what those do who are of such a size: 面积超过2万平方米的建筑应."""
_MEMBERS: Final = re.compile("(?:成员|组成)(?:单位|部门|人员)$")
"""What before a number says how many a body has: 成员单位17个."""
_MOVES: Final = re.compile(
    "(?:^|[一-鿿]{2}|[，、])(?:引导|指导|督促|帮助|动员|发动|带动|扶持|推动|促进)$"
)
"""What before so many of them says that they are to be moved to something."""
_MOVED: Final = ("家", "户", "所", "名")
_HOURS: Final = ("学时", "课时", "小时", "天")
_TAUGHT: Final = re.compile("的?[一-鿿]{0,10}(?:培训|轮训|实训|教育|教学|学习)")
"""What is held for so many hours."""
_FOR_ALL: Final = re.compile("为(?:(?:全|本)[市区县省州旗镇乡]|辖区)?内?")
_DONE_FOR: Final = re.compile(
    "[^，。；\\d]{1,14}?(?:提供|开展|更换|发放|安装|实施|办理|建立|免费|加装|改造|配备|解决)"
)
"""What behind those for whom something is done says what that is."""
_FIRM: Final = re.compile(f"(?:{figure_words.BEFORE[0][0]}|{figure_words.BEFORE[1][0]})$")
"""Words that compare and tell no fact."""
_GOES_BY: Final = re.compile(
    f"(?:紧[扣盯]|聚焦|瞄准|围绕|对[照标应]|结合|针对|依托)(?!{figure_words.TO_DO.pattern})"
)
"""What a clause begins with that says by what its doers go, and not what they do."""
_DIGIT: Final = re.compile(r"\d")
_BY_A_DAY: Final = re.compile(
    rf"(?:{date_words.DATES}|[上下]半年)(?:[底末]?[之以]?前)?(?:(?:计划|要|须)?(?:完成|达到?)|不[低少]于)?"
)
"""All that a bracket says before a figure: by when so much of what was just told is due."""
_NEXT_OF_BOUND: Final = re.compile(r"不[得能应可]?(?:超过|[高多大]于)\d[\d.]*[^，。；\d]{1,8}、$")
"""What before a time says that it is the second of what something may need: 2个环节、4个工作日."""


def why_fact(setting: Setting) -> str:
    """Why a figure is no target: it is not read whole, its unit is not known, or it tells a fact.

    Or a size, of what is counted. Empty for one that asks for something.
    """
    figure, tail = setting.figure, setting.tail
    if not figure.whole or (figure.since and not figure.since.whole):
        return "broken"
    named = HAN.match(tail) is not None
    english = is_english(setting) or _opens_english(setting) or (setting.alone and tail.isascii())
    english = english or bool(_DEED.fullmatch(setting.before) and _THINGS.match(tail))
    none = figure.number == "0" and setting.head.endswith("为") and tail == ""
    if figure.unit == "" and (named or not figure.operator) and not (english or none):
        return "unit" if named else "fact"
    if _is_size(setting):
        return "size"
    if not (_tells(setting) or _is_scope(setting)):
        return ""
    return "size" if _is_reach(setting) else "fact"


def _is_reach(setting: Setting) -> bool:
    """Whether a distance says how far around something what is counted stands."""
    far = setting.figure.unit.endswith(("米", "公里"))
    return far and _WITHIN.match(setting.tail) is not None


def is_cost(flat: str, begin: int) -> bool:
    """Whether a label before a clause says that it names what something costs."""
    return _INVESTED.search(flat, max(0, begin - _LONGEST_LABEL), begin) is not None


def _is_size(setting: Setting) -> bool:
    """Whether a figure says how large the things are that the next one counts."""
    figure, tail = setting.figure, setting.tail
    firms = figure.unit.endswith(("元", "吨", "亩", "平方米")) and not ends_in_verb(setting.head)
    large = _SO_LARGE.match(tail) if figure.after and figure.unit not in COUNTERS else None
    said = setting.clause[len(setting.before) : len(setting.clause) - len(tail)]
    of = f"的{tail}" if said.endswith("的") else tail
    rated = figure.unit in RATIOS and is_rate(without_operator(setting.head))
    large = large or (_OF_BOUNDED.match(tail) if figure.before or rated else None)
    things = large and not figure_words.TO_DO.search(large["things"])
    counted = (rated or figure.unit not in RATIOS) and _OF_SO_LARGE.fullmatch(of)
    of_counted = (
        counted
        and _COUNTED_BEFORE.search(without_operator(setting.before))
        and not figure_words.TO_GIVE.search(setting.clause)
    )
    return bool((firms and _SIZED.match(tail)) or things or _OF_GRADE.match(tail) or of_counted)


def is_english(setting: Setting) -> bool:
    """Whether English words ask for so much of something, and say of what."""
    if not (setting.tail or setting.figure.unit):
        return False
    asked = figure_words.TO_DO.search(setting.before) or _IMPERATIVE.fullmatch(setting.before)
    also = _ALSO.fullmatch(setting.before) and _THINGS.match(setting.tail)
    return setting.before[-1:] == " " and (asked or also) is not None


def _opens_english(setting: Setting) -> bool:
    """Whether an English clause begins with a number and what there are to be so many of."""
    begins = setting.before in ("", "- ", "all ", "All ", "of which ", "of these ", "including ")
    listed = _ONE_OF_LIST.fullmatch(setting.before) and figure_words.ONLY_WHEN.match(setting.tail)
    by_year = (begins and figure_words.SO_MANY_IN.match(setting.tail)) or listed
    return bool(by_year or (begins and figure_words.SO_MANY.match(setting.tail)))


def _tells(setting: Setting) -> bool:
    """Whether a figure tells how things are, what is deducted, or is part of another's name."""
    figure, tail = setting.figure, setting.tail
    more = figure.operator is None and figure_words.MORE_THAN.match(tail)
    base = figure.since is None and figure_words.BASE.search(setting.before)
    base = base or (figure.unit == "" and figure_words.OF_SO_MANY.search(setting.before))
    base = base or (figure.unit == "" and _KNOWN.search(setting.before))
    if more or base or (figure.since is None and figure_words.STATE.match(tail)):
        return True
    punished = figure.operator is Operator.AT_MOST and _PUNISHED.match(tail)
    part = setting.before.startswith(figure_words.PART_OF)
    told = figure.operator is None or HAN.search(setting.bare) is not None
    told = told and not (setting.bracketed and tail == "" and _BY_A_DAY.fullmatch(setting.before))
    aside = setting.bracketed and told and not (part or _binds_share(setting))
    if (
        aside
        or punished
        or (figure.unit == "分" and _SCORES.search(without_operator(setting.before)))
        or (figure.unit == "分" and _TAKEN_OFF.search(setting.before))
        or (figure.unit == "分" and not figure.operator and _WORTH.search(setting.before))
        or _SCORED.match(tail)
        or setting.told
        or _DEDUCTED.search(setting.before)
        or _NEVER.search(setting.before)
        or _FINED.search(setting.clause)
        or _FINE.search(setting.before)
        or (figure.operator is None and _MEMBERS.search(setting.head))
    ):
        return True
    if figure.after and figure_words.DONE_WITHIN.match(tail) and _RATE_OF.match(tail):
        return True
    if figure.spelled and figure.unit == "年" and figure.after:
        return True
    if figure.spelled:
        english = is_english(setting) or _opens_english(setting)
        asked = figure_words.TO_DO.search(setting.before + tail) or english
        return figure.operator is None and not asked
    given = setting.relative or _OF_TASK.match(tail)
    held = not given and figure_words.HELD_BEFORE.search(setting.before) is not None
    return held and figure.operator is None and figure.since is None and figure.unit != "%"


def _is_share_dealt_with(setting: Setting) -> bool:
    """Whether a figure says with how many of its kind something is done (对30%的店开展检查)."""
    share = setting.figure.unit in RATIOS and _TO_SHARE.fullmatch(without_operator(setting.before))
    return bool(share) and _DEALT_WITH.match(setting.tail) is not None


def _is_taught(setting: Setting) -> bool:
    """Whether so many hours of teaching are held for those named first: 对人员开展40学时的培训."""
    hours = setting.figure.unit.endswith(_HOURS) and ends_in_verb(without_operator(setting.head))
    return hours and _TAUGHT.fullmatch(setting.tail) is not None


def _binds_share(setting: Setting) -> bool:
    """Whether all that a bracket tells is how large a share must be (合格率≥98%)."""
    figure, head = setting.figure, setting.head
    firm = figure.after or _FIRM.search(head)
    rate = is_rate(without_operator(head)) and head == setting.before
    told = figure_words.HELD_BEFORE.search(head) or _DIGIT.search(head)
    return figure.unit in RATIOS and bool(firm and rate and not told and setting.tail == "")


def _is_scope(setting: Setting) -> bool:
    """Whether a figure says whom or what a clause is about (对裁员率不超过20%的企业)."""
    figure, head, tail = setting.figure, setting.head, setting.tail
    scoped = figure_words.OF_SCOPE.search(head) and figure_words.BOUND_NEXT.match(tail)
    scoped = scoped or (_AROUND.search(head) if _is_reach(setting) else None)
    with_many = figure.after and figure.unit == "" and figure_words.WITH_SO_MANY.search(head)
    of_whom = figure_words.OF_WHOM.search(head) or figure_words.OF_SHARE.search(setting.before)
    if scoped or with_many or of_whom:
        return True
    said = setting.clause[len(setting.before) : len(setting.clause) - len(tail)]
    ends = tail.startswith("的") or said.endswith("的")
    sum_given = _AT_RATE.match(tail) or (
        _GIVEN_SUM.match(tail) and _GIVES.search(without_operator(head))
    )
    named = ends and HAN.match(tail.removeprefix("的")) is not None
    if (
        named
        and not sum_given
        and not _is_share_dealt_with(setting)
        and not _is_taught(setting)
        and not figure.unit.endswith(TIMES)
        and figure_words.CONDITION.search(setting.before)
        and not figure_words.GIVEN_BY.search(setting.before)
    ):
        return True
    soon = figure.unit.endswith(figure_words.SPANS) and figure.operator is Operator.AT_MOST
    if (
        (figure.unit == "岁" and HAN.match(tail))
        or ((figure.unit in RATIOS or figure.before) and figure_words.OF_WHICH.match(tail))
        or (figure.after and _OF_RANGE.match(tail))
        or (_UNMET.search(head) and _OF_UNMET.match(tail))
        or _ONCE_SO.match(tail)
        or _THOSE_WHO.match(tail)
        or (figure.unit.endswith("元") and (_OF_CLASS.match(tail) or _AT_MOST_GRANTED.search(head)))
        or _OF_THOSE.search(setting.clause)
        or (_IF.match(setting.clause) and not soon)
        or _ALLOWED.search(setting.before)
        or _is_term(setting)
        or (figure.operator is not None and not figure.after and _THOSE_MUST.match(tail))
    ):
        return True
    relative = setting.relative or figure.unit.startswith("/")
    spelled = figure.spelled and figure.unit not in ("人", "名")
    told = figure.unit in RATIOS or relative or spelled or figure.before
    timed = figure.unit.endswith(figure_words.SPANS)
    in_time = timed and figure.after and figure_words.DONE_WITHIN.match(tail)
    if told or in_time or asks_of_all(setting):
        return False
    listed = _LISTED_TOO.search(head) and (
        _ASKED.match(setting.before) or re.match(_AS_BEFORE + figure.unit, setting.before)
    )
    inner = tail.startswith("内") and figure.unit in COUNTERS
    within = not inner and _WITHIN.match(tail) and not figure_words.DONE_WITHIN.search(tail)
    counted = said.endswith("的") and tail[:1].isdigit()
    moved = _moves(setting)
    scope = figure.after and (HAN.match(tail) or counted) and not moved
    scope = scope and not (ends_in_verb(head) or listed)
    given = figure_words.GIVEN_BY.search(setting.clause) and not _SHARE_OF.match(tail)
    bare = tail.startswith("的") and not (figure.after or given or sum_given)
    last = not tail or (tail[0] == "、" and "的" not in tail)
    ends = figure.after and last and head.endswith(("在", "的"))
    nearly = head.endswith("近") and _is_nearly_asked(setting)
    task = _OF_TASK.match(tail) and figure_words.TO_DO.search(head)
    summed = head.endswith("共") and not tail and figure_words.TO_DO.search(setting.before)
    of_state = figure_words.FACT_BEFORE.search(head) and not (
        ends or task or listed or summed or nearly or _is_for_so_many(setting)
    )
    if within or scope or bare or of_state:
        return True
    asked = figure_words.TO_DO.search(setting.before) or figure_words.TO_GIVE.search(
        setting.before + tail[:6]
    )
    of_rate = figure.unit not in RATIOS and _RATE_OF.match(tail) is not None
    whole = figure.operator is None and _WHOLE.match(setting.before) is not None
    return asked is None and (of_rate or whole)


def _is_nearly_asked(setting: Setting) -> bool:
    """Whether nearly so many are asked for, and 近 tells neither a time nor a way: 近6万份."""
    far = setting.figure.unit.endswith((*figure_words.SPANS, "米", "公里"))
    deeds = figure_words.TO_DO, figure_words.TO_GIVE
    return not far and any(deed.search(setting.before) for deed in deeds)


def _is_term(setting: Setting) -> bool:
    """Whether a time says for how long, since when or in how many parts, and is none to keep."""
    figure, head = setting.figure, setting.before
    timed = figure.unit.endswith(figure_words.SPANS)
    held = figure.operator is Operator.AT_MOST and _FROM_THEN.search(head)
    summed = figure.operator is None and _TERM_OF_SHARE.match(setting.tail)
    parts = (timed or figure.unit in ("批", "期")) and _IN_PARTS.search(head)
    spent = _IN_YEARS.search(head) and figure.unit.endswith(("年", "月"))
    bare = figure.operator is None and figure.unit == "年" and head == ""
    for_goals = bare and _DONE_IN_YEARS.match(setting.tail)
    return bool((timed and (held or summed or spent or for_goals)) or parts)


def asks_of_all(setting: Setting) -> bool:
    """Whether a figure says of how many, all of them, something is asked (对50个基地逐一检查).

    So it may be of so many firms or more; so many of anything else would say which firms are meant.
    """
    figure = setting.figure
    firms = figure.after and figure.unit in ("家", "户", "所") and "的" not in setting.tail
    alone = figure.operator is None and figure.unit not in RATIOS
    named = (alone or firms) and HAN.match(setting.tail) is not None
    of = setting.before == "" or _TOWARDS.search(setting.head) is not None
    tail = setting.tail
    none = figure_words.TO_GIVE.search(tail) or _AT_HAND.match(tail)
    asked = figure_words.ALL_OF.search(tail) or figure_words.TO_DO.search(tail)
    size = figure.after or figure.unit.endswith((*figure_words.SPANS, "米", "公里"))
    rated = size and _RATE_OF.match(tail) is not None
    return bool(named and of and not (none or rated) and asked)


def is_asked(setting: Setting) -> bool:
    """Whether words of its clause, its unit or its kind make a figure one to be reached.

    A measure between two words of a name may be the size of what it names (800万吨炼化项目).
    """
    figure = setting.figure
    told = figure.operator is not None or figure.unit in RATIOS or figure.unit.startswith("/")
    told = told or (setting.listed and setting.tail == "" and figure.unit in COUNTERS)
    of_name = figure.unit not in COUNTERS and HAN.match(setting.tail)
    more = _DIGIT.search(setting.tail) is not None
    size = of_name and (more or not ends_in_verb(setting.head))
    goes_by = _GOES_BY.match(setting.before) and HAN.match(setting.tail)
    asked = (
        figure_words.TO_GIVE.search(setting.before)
        or (not (size or goes_by) and figure_words.TO_DO.search(setting.before))
        or setting.before.startswith(figure_words.PART_OF)
        or in_time(setting)
        or _moves(setting)
        or _is_for_so_many(setting)
    )
    english = is_english(setting) or (setting.alone and _ENGLISH_TAIL.match(setting.tail))
    return bool(told or asked or figure.unit == "分" or figure.spelled or english)


def _is_for_so_many(setting: Setting) -> bool:
    """Whether something is done for so many (为1000名妇女开展免费检查)."""
    many = setting.figure.unit.endswith(("人", "名", "户", "人次"))
    many = many and _FOR_ALL.fullmatch(setting.before) is not None
    return many and _DONE_FOR.match(setting.tail) is not None


def _moves(setting: Setting) -> bool:
    """Whether so many are moved to do something (引导1000名以上毕业生到基层就业)."""
    many = setting.figure.unit in _MOVED and HAN.match(setting.tail) is not None
    return many and _MOVES.search(setting.head) is not None


def in_time(setting: Setting) -> bool:
    """Whether a bare figure is the time in which something is to be done."""
    timed = setting.figure.unit.endswith(("日", "天", "小时", "分钟"))
    done = timed and figure_words.IN_TIME.match(setting.tail)
    again = setting.head.endswith(" in ") or _NEXT_OF_BOUND.search(setting.before)
    return (timed and bool(again)) or (bool(done) and not setting.head.endswith("提前"))
