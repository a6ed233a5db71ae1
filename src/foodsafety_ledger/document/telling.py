"""Words by which a sentence says how much, for whom, how often, by when, or but for what: a table.

Whoever reads a sentence accounts for each of them, one by one. The patterns are written for folded
text (``folded.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from foodsafety_ledger.document import date_words, figure_words, number_words
from foodsafety_ledger.document.folded import Document, Stretches
from foodsafety_ledger.document.lexicon import PLACES, WHOLE_PLACE
from foodsafety_ledger.document.numerals import CHARS

NUMERAL, BOUND, AGAINST, NONE, ALL = "numeral", "bound", "against", "none", "all"
EACH, OFTEN, DAY, BUT = "each", "often", "day", "but"
"""The kinds of telling words."""

_ONE_OF: Final = "[名处家次场期所座台辆件份轮遍间户人]"
"""What one of is counted: of most other things 一 is an idiom (一批, 一支, 一张网, 一条龙)."""

_WORDS: Final = {
    AGAINST: (
        "[比较](?:上|去|前)(?:[一二三四五两\\d]?年|期|季度?|月)(?:同期|平均[数值]?)?|同比|环比|(?<![较比])(?:去年|上年)(?!度)(?:同期)?"
        rf"|不[低高少多]于(?={WHOLE_PLACE}|上年|去年|平均|同期|本[{PLACES}]|计划|[近前][两三四五\d]年)"
        "|(?<![A-Za-z])(?i:compared (?:with|to)|relative to|than in|against)(?![A-Za-z])"
    ),
    DAY: (
        r"(?:\d{4}|1[01]\d(?=年[\d底末])|[〇零○一二三四五六七八九]{4})年(?:度|以来)?(?:\d{1,2}月(?:\d{1,2}日|[底末初]|份)?|[底末初])?"
        r"|\d{1,2}月(?:\d{1,2}日)?[至到—–~\-](?:\d{1,2}月(?:\d{1,2}日|[底末])?|\d{1,2}日)"
        r"|(?:\d{1,2}|(?<![一二三四五六七八九十每])[一二三四五六七八九十]{1,2})月"
        r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日|[底末初]|份|[上中下]旬)?(?![以之]?内)"
        r"|[年月季周旬][底末](?![一-鿿]{0,2}考)|年[终中]"
        r"|(?<![每一二三四五六七八九十两\d])[上下]半年|第?[一二三四1-4]季度(?![\d])"
        r"|(?i:by|before|until|from|in|during|since|end of) (?:the )?(?:end of )?"
        rf"(?:{date_words.MONTH}|Q[1-4]|(?:first|second|third|fourth) quarter|20\d\d(?!\d))"
        rf"(?: \d{{1,2}}(?!\d))?(?:，? ?20\d\d)?"
        rf"|\d{{1,2}}{date_words.NTH}(?: of)? {date_words.MONTH_NAMES}"
        rf"|{date_words.MONTH_NAMES}(?<=\d)|(?<=[a-z] )20[0-4]\d(?!\d|,\d| [a-z])"
    ),
    NUMERAL: (
        rf"(?<![\d.,/])(?<!out of )\d[\d,]*(?:\.\d+)?[{CHARS}]*+(?:(?<=[万亿])\d[\d,]*[千百]?万?)?"
        r"|每[^，。；\d每]{1,8}?一个(?![，。；、）]|$)"
        r"|(?<![A-Za-z])(?i:every|each) [a-z ]{1,40}? one(?= )"
        rf"|(?<![第“/\d{CHARS}同统唯专进])(?:一(?={_ONE_OF})|(?!一(?![{CHARS}次]))[{CHARS}]++)(?![余多]?(?:级|[类种]|部门))(?=[余多]?(?:{figure_words.UNITS}))"
        rf"|(?:[居入列在]|达到|保持|位于|跻身)[^，。；：、]{{0,8}}前[{CHARS}]{{1,2}}(?=[名位强，。；、）]|$)"
        rf"|(?<![{CHARS}])[{CHARS}]++分之[{CHARS}]+|{figure_words.TENTHS}|{number_words.WORDED.pattern}"
    ),
    OFTEN: (
        "年度(?=(?:集中|人均|专题)?(?:培训|轮训|抽检|检查|体检|考核|演练|抽查)[^，。；\\d]{0,8}\\d)"
        "|(?:至少)?(?:[按逐隔]|双(?=[月周])|每(?:[个隔一两二三四五六七八九十半]|\\d{1,2}){0,2})个?"
        "(?:年|月|季度?|周|天|日|旬|学期|学年|星期|小时|半年)(?![一-鿿]?前|期)"
        "|每[一-鿿]度|每半[一-鿿]|(?<![祖父字酵分])母(?=[月周年季])"
        "|(?<![每按逐两各本上下前后跨首度一二三四\\d个])(?:季度|学期|学年)(?=[^，。；]{0,12}?[\\d一两二三四](?:次|轮|场|遍))"
        "|(?<![上下])半年|[日周月年]均|一年(?=[一两二三四五六七八九十])"
        "|(?<![A-Za-z-])(?i:daily|weekly|fortnightly|monthly|quarterly|annually|yearly|twice-yearly"
        "|bi-?(?:weekly|monthly|annual(?:ly)?)|half[ -]yearly"
        "|(?<!by )(?:an?|per|each|every) (?:hour|day|week|month|quarter|year|term))(?![A-Za-z-])"
    ),
    BOUND: (
        "(?:不得?|不能|不应)?(?:[低少小短高大多长晚迟早]于|超[过出]|突破)|至[少多]|最[多少高低长短迟晚]"
        "|(?:及|或|之|(?<=[%‰\\d一-鿿]))[以之][上下内外](?![来])|起码|封顶|为限|[上下]限|左右|≥|≤|≧|≦"
        "|(?<![A-Za-z])(?i:at (?:least|most)|(?:more|less|fewer|higher|lower|greater|later) than"
        "|up to|minimum|maximum"
        "|(?:within|exceed(?:s|ing)?|under|below|above|over|about|around|approximately|roughly|nearly|almost)"
        r"(?= (?:an? |the )?\d))(?![A-Za-z-])"
    ),
    NONE: (
        "(?<![清归为\\d一二三四五六七八九])零(?=[一-鿿])|(?:不再?得?|未|没有?)(?:出现|发生|新增|产生)|杜绝"
        "|无(?![牌证照害公抗人线障偿菌理效法主名毒])(?=[一-鿿]{0,8}(?:事故|事件|案件|疫情|投诉|中毒|死亡|超标|违[法规]))"
        "|(?<![A-Za-z])(?i:zero|nil|none)(?![A-Za-z])"
        "|(?<![A-Za-z])[Nn]o (?=[a-z])(?![a-z ]{1,40}(?:below|under|above|over|than|exceed))"
    ),
    ALL: (
        r"全部(?!门|\d)|所有(?!制|权)|全覆盖(?!的?基础|和|与)|全数|逐[一个家户批村镇校人](?!步)|应[一-鿿]尽[一-鿿]|(?<!安)全员"
        "|(?<![A-Za-z])(?i:all(?! \\d)|entire|every one)(?![A-Za-z])"
    ),
    EACH: (
        r"每(?:平方(?:公里|千米|米)|公里|千米)|每(?!逢|(?<=克每)(?:立方米|升))[一-鿿]|每(?=\d)|各(?![类级项种方自位样式别]|有关|相关|环节|地)[一-鿿]|(?<=[一-鿿])各(?=\d)"
        r"|\d[校园家所床班户](?=\d)"
        "|分别|其中|(?<![平年月日周人户])均(?![衡可由需应])"
        "|(?<![成首])都(?![市会江])|[人户亩村]均|单[个点体店栋次期](?!位)"
        "|(?<![A-Za-z])(?i:each|every|per(?! ?cent)|respectively|including"
        "|of (?:which|whom|them|these))(?![A-Za-z])"
    ),
    BUT: (
        "除(?=[^，。；]{1,24}外)|除外|不[包]?含|不包括|不计入?|以外"
        "|(?<![A-Za-z])(?i:except|unless|excluding|other than|apart from|but for)(?![A-Za-z])"
    ),
}

_IDIOMS: Final = re.compile(
    f"{figure_words.OTHER_NUMBERS}"
    r"|(?:规模|限额|良好|合格|重度|中度|较大|重大|一般|国[一二三四五六]|[县市区省镇科]级|[A-D]级|[一二三四五\d]级)[及或]?以[上下]"
    "|一[^一，。；]{1,2}一|[一三]同步|[一二三四五六七八九十两]{1,3}级|[三五]年(?:行动|攻坚|计划|规划)|百日|千家万户"
    "|[两三四五六七八九十]个(?=\\d|百分)|[一两二三四五六七八九十]个(?:责任|最严|必须|专项|规范|统一|方面|层面|环节|阶段|维度|严禁|确保)|十分(?!之)|万分(?!之)|一[年日]一度|一次性"
    "|(?:(?<=超)[十百千]{0,2}[万亿]元?|[十百千]{0,2}[万亿]元及?以上)(?=的?[一-鿿]{0,6}(?:企业|项目|产业|集群|品牌|单品|园区|主体|大户))"
    "|[两三四五六七八九十]个(?:品种|品类)(?=[一-鿿]{2,8}率)"
    "|[年月日]均(?=质量浓度|浓度|值)|万元(?=GDP|国内生产|地区生产|工业增加|产值|增加值)|零(?:就业|售|星|散|部件|食|工|距离|容忍|门槛|接触|成本|时差|障碍|延迟|等待)|周年|个百分点|二次供水"
)
"""Numbers of papers and idioms, in which such words tell nothing."""
_NAMES: Final = re.compile(figure_words.NAMES)

_TELLING: Final = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _WORDS.items()))


class Word(NamedTuple):
    """A telling word: its kind and where it stands."""

    kind: str
    start: int
    end: int


def telling_words(flat: str, start: int, end: int) -> Iterator[Word]:
    """The telling words of a stretch of text, in order."""
    names = Stretches(found.span() for found in _NAMES.finditer(flat, start, end))
    idioms = Stretches(found.span() for found in _IDIOMS.finditer(flat, start, end))
    for found in _TELLING.finditer(flat, start, end):
        kind, at = str(found.lastgroup), found.start()
        if not (names.holding(at) or (kind != DAY and idioms.holding(at))):
            yield Word(kind, *found.span())


_BEHIND: Final = re.compile(
    "(?:(?![不达至应须])[一-鿿%‰]){1,2}(?:(?<=党)委|(?<=政)府|(?<=单)位|(?<=部)门|(?<=街)道|(?<=乡)镇)?"
    "| [a-z]+"
)
"""What directly behind a telling word says what it counts; no half of a word for units."""


def shown(document: Document, words: Sequence[Word]) -> Iterator[str]:
    """Telling words as a reader is shown them: with what stands directly behind them."""
    stops = [*(word.start for word in words[1:]), len(document.flat)]
    for word, stop in zip(words, stops, strict=False):
        behind = _BEHIND.match(document.flat, word.end, max(word.end, stop))
        more = behind is not None and word.kind != OFTEN
        yield document.verbatim(word.start, behind.end() if behind and more else word.end)


_YEARLY: Final = re.compile("一年|年度|(?i:annually|yearly|(?:a|per|each|every) year)|年[底末终]")
"""Words for a plan's year and its end, which say nothing where the plan has one year."""
_YEAR: Final = re.compile(r"(?:[A-Za-z]+ )*(\d{4})年?度?")
CHANGES: Final = re.compile(
    "增[加长幅]|提[高升]|上升|下降|降低|减少|压[减降缩]|缩[短减]|扩大|多\\d|少\\d"
    "|(?i:increas|ris|fall|reduc|decreas|cut|down|up by)"
)
"""Verbs by which something is set against what it was."""


_SINCE: Final = re.compile(
    "[比较自从由]$|(?i:compared (?:with|to)|relative to|than in|since|against|from|on) $"
)
"""What before a year says that something is compared with it."""


def is_since(flat: str, word: Word) -> bool:
    """Whether a year is one that something is compared with."""
    return _SINCE.search(flat, max(0, word.start - 16), word.start) is not None


def is_year(words: str, years: range) -> bool:
    """Whether words name the one year of a plan, or its end."""
    named = _YEAR.fullmatch(words)
    told = int(named[1]) in years if named else _YEARLY.fullmatch(words) is not None
    return told and len(years) == 1
