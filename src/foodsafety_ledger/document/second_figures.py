"""A second, simpler reading of a quote's figures: what stands directly before and behind each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from foodsafety_ledger.document import date_words, figure_words, number_words, rate_words
from foodsafety_ledger.document.anchors import compact
from foodsafety_ledger.document.figure_words import GOES_ON
from foodsafety_ledger.document.folded import simple
from foodsafety_ledger.document.numerals import (
    CHARS,
    PLACES,
    in_percent,
    parse_any,
    parse_english,
    parse_parts,
)
from foodsafety_ledger.model.goal import Goal, GoalKind, Operator

_NUMERAL: Final = re.compile(
    rf"{number_words.ENGLISH_PARTS}|(?P<tenths>{figure_words.TENTHS})|(?P<digits>{figure_words.IN_MYRIADS}|(?<![\d.])\d+(?:,\d{{3}})*(?:\.\d+)?)|百分之(?P<percent>[{CHARS}\d.点]+)"
    rf"|(?P<parts>[{CHARS}]+)分之(?P<share>[{CHARS}点]+|\d[\d.]*)|(?P<half>减半|半数|(?<![另对])一半)|(?P<han>(?!百分[点比])[{CHARS}]+)(?!成)"
    rf"|{number_words.ENGLISH_NUMBER}"
)
_NO_FIGURES: Final = re.compile(
    rf"{date_words.DATES}|{figure_words.NAMES}|\d{{5,12}}(?=热线|平台|政府)"
)
"""Dates, names and telephone numbers."""
_RANGE: Final = re.compile(rf"(?:{figure_words.UNITS})?(?:[—–~至到-]| and )(?:\d[\d.]*|[{CHARS}]+)")
_OF_HEADS: Final = re.compile(r"/\d+[千万]?人")
_LISTED: Final = re.compile(r"^个(?:[、和及与或]\d+个)+")
"""Figures of a list, whose unit the last bears for all: 4个、5个工作日."""
_EACH: Final = re.compile(rf"(?:、\d+)+(?={figure_words.UNITS})")
"""The same of bare numbers: 分别不超过5、3、2个工作日."""
_NAMED_UNIT: Final = re.compile(
    f"(?:（|(?={figure_words.COUNTED_NAMES}))({figure_words.UNITS})）?[^（），。；\\d]{{0,6}}$"
)
_UNITED: Final = re.compile(figure_words.UNITS)
"""A unit in a bracket before its figure, and one behind it."""
_LEAST: Final = re.compile(
    "不[得能应可]?(?:低于|少于|小于|短于)|至少|最少|最低|[下底][限线]|以上|之上|达|(?<!商)超|突破"
    "|高于|多于|[≥≧]|>=?|提[高升到至]|增[加长至]|[Aa]t (?:the )?least|[Mm]in(?:imum|\\.)"
    "|[Nn](?:ot?|ever) [a-z ]{0,24}(?:(?:fewer|less|lower|smaller) than|below|under)"
    "|or more|or above"
)
_MOST: Final = re.compile(
    "不[得能应可]?(?:超过?|高于|大于|多于|长于|超出|突破|逾(?!期))|以内|以下|之内|之下|上限|封顶|为限|至多|最多|最长|最高"
    "|不[迟晚]于|(?:整合|[撤归合]并|精简)[到至为]|(?:控制|限制)(?![一-鿿]*率)|(?:压[减缩降]?|降低?|下[降调]|减[少小]?|缩[短小])[到至为]"
    "|低于|少于|小于|[≤≦]|<=?|(?:[Bb]elow|[Uu]nder|[Ww]ithin|[Ii]nside)(?![a-z])|[Uu]p to"
    "|(?:[Ff]ewer|[Ll]ess|[Ll]ower) than"
    "|[Nn](?:ot?|ever) [a-z ]{0,24}(?:(?:more|later|greater|higher|longer|larger) than"
    "|exceed|above|over)"
    "|[Aa]t (?:the )?most|[Mm]ax(?:imum|\\.)|or (?:less|fewer|below|lower)"
)
_NOT_MOST: Final = re.compile(
    "不[得能应可]?(?:低于|少于|小于)"
    "|[Nn](?:ot?|ever) [a-z ]{0,24}(?:(?:fewer|less|lower|smaller) than|below|under)"
)
_BEHIND: Final = re.compile(
    "[Ww]ithin (?:[a-z]+|[0-9]+) (?:[a-z]+ )?(?:minute|hour|day|week|month|year)s? "
    "|[以之][上下内]|“[^”]*”"
)
"""What before a figure says nothing of it: what stands behind another (3级以下的12家), names."""
_NOT_LEAST: Final = re.compile(
    "不[得能应可]?(?:超过?|高于|大于|多于|超出|突破)|最[高多]提[高升]?[到至]"
)
_GIVES: Final = re.compile(
    "给予|返还|补助|补贴|补偿|奖励|奖补|资助|免收|减免|减收|减半|收取|按|下调|降低|下降|减少|压减|[延展]期|延|缓|贴息|发放|浮|支付|扣减"
    "|[Dd]own by|[Uu]p by|[Rr]educe|[Ii]ncrease|[Cc]ut"
)
_BOUND: Final = re.compile(
    "[^，。；、）]{0,12}?(?:以上|之上|以下|以内|之内|之下|(?<![境市省县区国体院校室条处座户家])内|封顶|为限"
    "|or (?:more|above|less|fewer|below)"
    "|at (?:the )?(?:least|most|minimum|maximum)|minimum|maximum)"
)
_GIVEN: Final = re.compile(
    "按[^，。；]*(?:给予|返还|补|贴息|收取|奖)|给予|返还|[补费税价租息标][^，。；]*(?:提[高升]|增加)(?![到至])"
)
_LOW: Final = re.compile(
    f"(?:{rate_words.LOW_OF})[^，。；率处整查办移]{{0,6}}率|{rate_words.LOW_OTHERS}"
)
_CHANGED: Final = re.compile(
    "^[^，。；]{0,8}(?:提[高升到至]|增|升|扩|压|缩|降|减|调|放宽|改|变|充|延[长伸]|整合|[撤归合]并|精简)"
)
_UNIT_OF_CHANGE: Final = re.compile(
    "^[%‰]?[一-鿿]{0,4}?(?=提|增|升|扩|压|缩|降|减|调|放|改|变|延[长伸]|整合|[撤归合]并|精简)"
)
_CLAUSE: Final = re.compile("[，。；！？：]")
_NEAR: Final = 32
_PERCENT: Final = re.compile("%(?![0-9A-Za-z%‰])| (?:per ?cent|pct)(?![a-z])")


class Numeral(NamedTuple):
    """A numeral: its value, and the words of its clause around it.

    ``ranged`` is true for the lower end of a range, whose unit stands behind the upper one.
    """

    start: int
    end: int
    value: Fraction
    percent: bool
    spelled: bool
    before: str
    after: str
    ranged: bool = False

    def is_in(self, unit: str) -> bool:
        """Whether the unit, and nothing else, stands behind the numeral."""
        if unit == "%":
            return self.percent
        return not self.percent and _behind(self.after, unit) is not None

    def in_unit(self, unit: str) -> Fraction:
        """The value in that unit: 3千家 are 3000."""
        return self.value * (_behind(self.after, unit) or 1)


_MORE: Final = re.compile("^([十百千万亿]{0,2})[余多](?=(?!年)[一-鿿%‰])")
"""What says between a number and its unit that there are more: 3000余家."""


def _behind(after: str, unit: str) -> int | None:
    """The factor that stands before ``unit`` behind a numeral; None if that unit does not."""
    text, factor = _MORE.sub(r"\1", after.lstrip(" ").replace("（次）", "次")), 1
    for word, times in number_words.ENGLISH_FACTORS.items():
        if text.startswith(word):
            factor, text = times, text[len(word) :].lstrip(" ")
    while text[:1] in PLACES and not text.startswith(unit or "?"):
        factor, text = factor * PLACES[text[0]], text[1:]
    whole = _UNITED.match(text)
    if not unit:
        return None if text[:1].isdigit() or (whole and not whole[0].isascii()) else factor
    if text.startswith(unit):
        more = "[0-9A-Za-z%‰]" if unit in "%‰" else "(?!)" if unit == "个" else GOES_ON
        longer = whole is not None and len(whole[0]) > len(unit)
        return None if longer or re.match(more, text[len(unit) :]) else factor
    above, slash, below = unit.partition("/")
    other = f"{above}/(?:{_HEADS[below]})" if slash and below in _HEADS else _ENGLISH.get(unit)
    in_english = _IN_FIGURES.get(below) if slash and not above else None
    if in_english and re.match(f" ?[a-z ]*per (?:{in_english})(?![,.]?[0-9])", after):
        return 1
    return factor if other and re.match(f"(?:{other})", text) else None


_HEADS: Final = {
    "千人": "1000人|千人",
    "万人": "10000人|1万人?|万",
    "十万人": "10万人?|100000人|十万",
}
_IN_FIGURES: Final = {"千人": "1,?000|thousand", "万人": "10,?000", "十万人": "100,?000"}
"""Other ways to write what a rate is of."""
_ENGLISH: Final = {
    unit: "|".join(f"{word}s?" for word, ours in figure_words.ENGLISH_UNITS if ours == unit)
    for _, unit in figure_words.ENGLISH_UNITS
} | {"天": "(?:calendar )?days?"}
"""English units by those of goals that mean the same."""


@lru_cache(maxsize=64)
def figures_in(flat: str, start: int, end: int) -> tuple[Numeral, ...]:
    """The numerals of a stretch of text, dates and names left out; what it read last is kept."""
    return tuple(_figures(flat, start, end))


def _figures(flat: str, start: int, end: int) -> Iterator[Numeral]:
    others = (range(*found.span()) for found in _NO_FIGURES.finditer(flat, start, end))
    taken = set(chain.from_iterable(others))
    for found in _NUMERAL.finditer(flat, start, end):
        at, stop = found.span()
        value = _value(found)
        none = (value == 0 and found["han"]) or figure_words.EACH_OF_MANY.match(flat, at)
        none = none or (flat[max(start, at - 7) : at] == "out of " and found["digits"])
        none = none or (found["han"] in PLACES and flat[at - 1 : at].isdigit())
        if at in taken or value is None or none or _OF_HEADS.match(flat, at - 1):
            continue
        before, after = flat[max(start, at - _NEAR) : at], flat[stop : stop + _NEAR]
        ranged = _RANGE.match(after)
        after = _LISTED.sub("个", after)
        each = _EACH.match(after) if "分别" in before else None
        after = after[each.end() :] if each else after
        ranged = ranged if ranged and ("a" not in ranged[0] or before[-8:-1] == "between") else None
        named = None if _UNITED.match(after) else _NAMED_UNIT.search(before)
        factor = figure_words.FACTORS.match(after) if named else None
        many = factor[0] if factor else ""
        after = f"{many}{named[1]}{after[len(many) :]}" if named else after
        after = f" times{after}" if found["times"] else after
        upper = after[ranged.end() :] if ranged and not named else after
        signed = flat[at - 1 : at] in ("-", "−") and flat[at - 2 : at - 1] not in _DIGIT_ENDS
        value = -value if signed else value
        counted = found["digits"] or found["han"] or found["counted"] or found["times"]
        percent = not counted or _PERCENT.match(after) or (ranged and upper.startswith("%"))
        clause, spelled = _CLAUSE.split(before)[-1], not found["digits"]
        yield Numeral(at, stop, value, bool(percent), spelled, clause, upper, ranged is not None)


_DIGIT_ENDS: Final = frozenset("0123456789%‰")
"""Behind these a sign is that of a range."""


def _value(found: re.Match[str]) -> Fraction | None:
    if found["half"]:
        return Fraction(50)
    if found["tenths"]:
        said = found["tenths"].replace("成", "点").replace("半", "五")
        return 10 * (parse_any(said) or Fraction(0))
    if found["parts"]:
        parts, part = parse_parts(found["parts"]), parse_any(found["share"])
        return None if not parts or part is None else in_percent(part / parts)
    if words := found["part"] or found["few"]:
        whole, part = parse_any(found["many"] or "1"), parse_any(words)
        return None if not whole or part is None else in_percent(part / whole)
    if words := found["counted"] or found["times"]:
        return parse_english(words)
    return parse_any(found["digits"] or found["percent"] or found["han"])


def operators_of(figure: Numeral, clause: str) -> set[Operator]:
    """How a figure may be compared, by the words next to it, else by those of its clause."""
    behind = _BOUND.match(figure.after)
    tail = behind[0] if behind and not re.search(r"\d|率", behind[0]) else ""
    same = _KEPT.search(figure.before) and _SAME.match(figure.after)
    if figure.value == 0 or same:
        return {Operator.EQUAL, *([] if same else [Operator.AT_MOST])}
    capped = figure.before.endswith(" at ") and re.search("[Cc]ap|[Ll]imit|[Ff]r[eo]ze", clause)
    upto = clause[: clause.find(figure.before) + len(figure.before)] or clause
    to_what = f" {figure.before}".endswith(" to ")
    falls = to_what and (figure_words.DOWN.search(upto) or _falls(figure))
    in_time = figure_words.IN_TIME.match(figure.after) and not figure.before.endswith("提前")
    timed = figure.before.endswith(" in ") and re.match(
        " (?:[a-z]+ )?(?:day|hour|minute)", figure.after
    )
    if in_time or tail.endswith("内") or capped or falls or timed:
        return {Operator.AT_MOST}
    for words in filter(None, (tail, _BEHIND.sub("", figure.before))):
        least = _LEAST.search(_NOT_LEAST.sub("", words))
        most = _MOST.search(_NOT_MOST.sub("", words)) or _NOT_LEAST.search(words)
        if most and (not least or most.start() > least.start() or _NOT_LEAST.search(words)):
            return {Operator.AT_MOST}
        if least:
            return {Operator.AT_LEAST, *([Operator.EQUAL] if _GIVEN.search(clause) else [])}
    if _GIVES.search(clause):
        return {Operator.EQUAL, *([] if _GIVEN.search(clause) else [Operator.AT_LEAST])}
    return {Operator.AT_LEAST, *([Operator.AT_MOST] if _FEW_STEPS.match(figure.after) else [])}


_FEW_STEPS: Final = re.compile("个(?:环节|步骤)")
"""What there are few of where something is done well: 企业开办1个环节."""
_KEPT: Final = re.compile("(?:保持|维持|稳定|巩固)[^，。；]*$")
_SAME: Final = re.compile("[^，。；]{0,20}不变")
"""What stands around a figure that is to stay as it is."""


def _falls(figure: Numeral) -> bool:
    """Whether the figure is less than the one that it is reached from (from 55% to 45%)."""
    since = re.search(r"[Ff]rom (\d[\d,]*(?:\.\d+)?)[^，。；\d]*$", figure.before)
    first = parse_any(since[1]) if since else None
    return first is not None and figure.value < first


def is_low(clause: str) -> bool:
    """Whether a clause is about a rate that should be low."""
    return _LOW.search(clause) is not None


_RATE_NAME: Final = re.compile("[一-鿿]{2}(?:率|(?<![季年月])度|占比|比例|比重)")
_TIMED: Final = re.compile(
    rf"[到至全每]?\d{{0,4}}年[底末内前]?|第?[一二三四]季度[底末]?|[上下]半年|每(?:个?[月季周日天](?:度|末)?|[人户家校村亩])"
    rf"|[{CHARS}\d.]+(?:{figure_words.UNITS})|个?月|小时|工作日|左右|上下|力争|争取| within "
)
_HAN_PAIR: Final = re.compile("(?=([一-鿿]{2}|[A-Za-z]{4}))")


def is_about(name: str, figures: Sequence[Numeral], equal: Sequence[Numeral], clause: str) -> bool:
    """Whether a target's name can be that of a figure of the clause.

    A rate that it names stands there, the one of the figure where each figure has its own; any
    other name has two characters in a row with the clause in common.
    """
    name, clause = simple(compact(name)), simple(compact(clause))
    rates, named = _RATE_NAME.findall(clause), _RATE_NAME.findall(name)
    if not (rates and named):
        return shares_words(name, clause)
    shares = all(one.percent for one in equal)
    figures = [one for one in figures if one.percent or not shares]
    figures = [one for one in figures if not one.after.startswith(("小时", "分钟", "日", "天"))]
    if len(rates) == len(figures) > 1:
        rates = [rate for rate, figure in zip(rates, figures, strict=True) if figure in equal]
    return not set(rates).isdisjoint(named)


_DEEDS: Final = re.compile("全年|完成|达到?|实现|确保|开展|组织|加强")
"""Words that stand in quotes of anything."""


def shares_words(name: str, clause: str) -> bool:
    """Whether a name has two characters in a row with a clause in common, if both say anything."""
    least = _LEAST.sub(lambda word: word[0] if word[0] == "超" else "，", simple(compact(clause)))
    said, pairs = _pairs(_MOST.sub("，", least)), _pairs(simple(compact(name)))
    return not pairs or not said or not pairs.isdisjoint(said)


def is_anothers(name: str, own: str, other: str) -> bool:
    """Whether all of a name stands in another quote, and a part of it alone in its own."""
    pairs, said = _pairs(simple(compact(name))), _pairs(_DEEDS.sub("，", simple(compact(own))))
    partly = not pairs.isdisjoint(said) and not pairs <= _pairs(simple(compact(own)))
    return partly and len(pairs) > 1 and pairs <= _pairs(simple(compact(other)))


def has_words(name: str, words: str) -> bool:
    """Whether every two characters in a row of a name stand so in some words."""
    pairs = _pairs(simple(compact(name)))
    return bool(pairs) and pairs <= _pairs(simple(compact(words)))


_FEW: Final = 8
"""No more characters are cut off the beginning of a clause by a slip."""


def lacks_words(name: str, quote: str, clause: str) -> bool:
    """Whether words of a name stand in the quote's clause before the quote begins, and not in it.

    ``clause`` ends with the quote. Where those are few, they were cut off; of others a person may
    have left some out, but not all.
    """
    before, named = clause[: len(clause) - len(quote) + 1], _pairs(simple(compact(name)))
    said = _pairs(simple(compact(quote)))
    left = not named.isdisjoint(_pairs(simple(compact(before))) - said)
    return left and (len(before) <= _FEW or named.isdisjoint(said))


def are_swapped(quote: str, first: str, second: str) -> bool:
    """Whether the names of two figures, as these stand in their quote, stand there turned round.

    What both names say tells nothing.
    """
    words, (a, b) = (
        simple(compact(quote)),
        (_pairs(simple(compact(one))) for one in (first, second)),
    )
    own, other = ([words.find(pair) for pair in one if pair in words] for one in (a - b, b - a))
    return bool(own and other) and min(own) > max(other)


def _pairs(words: str) -> set[str]:
    return {found[1] for found in _HAN_PAIR.finditer(_TIMED.sub("，", words))}


_REACHED: Final = re.compile(f"[%‰]?(?: [a-z]+){{0,2}}{figure_words.IN_YEAR} to ")


_FROM: Final = re.compile("[Ff]rom (?:[a-z]+ ){0,5}$")


def is_base(figure: Numeral) -> bool:
    """Whether a figure is what another one rises or falls from (由 20% 提升至 40%)."""
    if _FROM.search(figure.before):
        return _REACHED.match(figure.after) is not None
    changed = _CHANGED.match(_UNIT_OF_CHANGE.sub("", figure.after)) is not None
    since = figure_words.FROM.search(figure.before) if changed else None
    state = since is not None and since["state"] is not None
    return since is not None and not (state and not figure_words.STATE.match(figure.after))


_FULL: Final = re.compile(
    "全覆盖|全面|全部|全区|全市|全县|全域|全员|所有|一律|必检|每[个家户批]|逐[个家户批]|均"
)
_NONE: Final = re.compile("消除|退出|不得|严禁|杜绝|禁止|零|无")
_WORDS: Final = {
    GoalKind.RISING: re.compile("提[高升]|增[加长强]|扩大|加大|发展|支持|鼓励|推广|新增"),
    GoalKind.FALLING: re.compile("减[少量]|降低|压[降减]|下降"),
    GoalKind.KEPT: re.compile("巩固|保持|维持|稳定"),
    GoalKind.WEEKLY: re.compile("每周|按周|逐周|(?i:week)"),
    GoalKind.MONTHLY: re.compile("每个?月|按月|逐月|(?i:month)"),
    GoalKind.QUARTERLY: re.compile("每个?季度?|按季度?|逐季度?|(?i:quarter)"),
}
NOT_BINDING: Final = re.compile(
    r"(?i:\b(?:aim(?:s|ing)? (?:to|for)|striv(?:e|es|ing)|seek(?:s|ing)? to))"
    r"|(?i:\b(?:endeavou?r|aspir|encourag))"
    r"|力争|争取(?!(?:(?!开工|建成|完成|达|实现|年|\d)[^，。；]){0,12}(?:资金|债券|补助|经费|贷款|项目|指标|名额|试点)"
    r"(?![^，。；\d]{0,8}(?:[开完竣]工|投产|落地|入[库选围]|获批|通过|建成|完成|率)))"
    r"|鼓励|倡导|提倡|支持(?![率度的]|比[例重]|\d|不[少低]于|至少|起诉"
    r"|(?:(?!引|培|新增|建|创建|开展|发展|申)[^，。；\d]){2,12}\d[\d.]*万?(?:人|名|人次|户)(?:$|[，。；]))"
)
"""Words in a quote that ask without binding, but for 支持 of so many people (支持创业20人).

引导 alone leaves it to the reader.
"""
KEEPING: Final = re.compile(
    "(?:保持|稳定|维持|巩固)[在于]?$"
    "|(?i:maintain|sustain)[a-z]* (?:[a-z-]+ )*$"
    "|(?i:keep|kept|held|hold|remain|stay)[a-z]* (?:[a-z-]+ )*at (?:or [a-z]+ )?$"
)
"""What stands before a figure that is to hold in every period."""


def is_said(goal: Goal, words: str) -> bool:
    """Whether ``words``, which hold no figure that counts, can mean the goal.

    ``done`` needs no word of its own: any piece of work can be done.
    """
    if goal.kind is not GoalKind.BOUND:
        return goal.kind is GoalKind.DONE or _WORDS[goal.kind].search(words) is not None
    if goal.bound == 0:
        return goal.operator is not Operator.AT_LEAST and _NONE.search(words) is not None
    full = goal.bound == goal.scale and goal.scale > 1
    return full and goal.operator is not Operator.AT_MOST and _FULL.search(words) is not None
