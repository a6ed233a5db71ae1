"""Goals (design 4.1): what a target must reach, as the plan's ``goal`` spells it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.number import parse_decimal
from foodsafety_ledger.model.period import Cadence

SHARES: Final = {"%": 100, "‰": 1000}
"""Parts of a whole, and what a plain quotient is multiplied by to be in them."""

_SINGLE: Final = (
    "家户人名位个件起宗例条项份批次场期所处座台辆艘只头匹羽枚粒株棵张块片幅本册篇部封页则门类种款轮遍间支组队村镇乡"
    "站点店摊单车栋幢班桌餐根节盏笔堂梯校辑架"
)

COUNTERS: Final = frozenset(
    (
        *_SINGLE,
        *(one + "次" for one in _SINGLE if one != "次"),
        "街道",
        "社区",
        "口",
        "眼",
        "课时",
        "学时",
    )
)
"""Words that count things one by one (家, 人次): the number is the same with whichever of them."""

WHOLE: Final = COUNTERS - {"课时", "学时"}
"""Words for what there is no half of."""

_IN_ENGLISH: Final = {
    "yuan": "元",
    "US dollars": "美元",
    "tonnes": "吨 公吨",
    "kg": "公斤 千克",
    "g": "克",
    "mg": "毫克",
    "μg": "微克",
    "jin": "斤",
    "litres": "升",
    "ml": "毫升",
    "m": "米",
    "km": "公里 千米",
    "mu": "亩",
    "mu treated": "亩次",
    "ha": "公顷",
    "m²": "平方 平方米",
    "km²": "平方公里 平方千米",
    "m³": "立方米",
    "kW": "千瓦",
    "MW": "兆瓦",
    "kWh": "千瓦时 度",
    "years": "年 岁",
    "quarters": "季度 个季度",
    "months": "月 个月",
    "weeks": "周 星期 个星期",
    "days": "日 天 个自然日",
    "working days": "工作日 个工作日 工作天 个工作天",
    "hours": "小时 个小时",
    "minutes": "分钟",
    "seconds": "秒",
    "points": "分",
    "grades": "级",
    "steps": "步",
    "times": "倍",
    "percentage points": "百分点 个百分点",
    "basis points": "基点 个基点",
    "sets": "套",
    "pairs": "对 双",
    "cases": "箱",
    "boxes": "盒",
    "bottles": "瓶",
    "bags": "袋",
    "barrels": "桶",
}

QUANTITIES: Final = {word: en for en, words in _IN_ENGLISH.items() for word in words.split()}
"""Words that measure, and what they are in English; 元, 亩 and the like come by 万 too (万元)."""

HEADS: Final = {"百万": 1_000_000, "十万": 100_000, "万": 10_000, "千": 1000, "百": 100}
"""How many a rate is reckoned for (批次/千人)."""

_MYRIADS: Final = {"万": "10,000", "亿": "100 million"}
_WORDS_UNIT: Final = COUNTERS | {m + word for m in ("", *_MYRIADS) for word in QUANTITIES}
_COUNTED: Final = {"人": "people", "户": "households", "家": "businesses", "批次": "batches"}


class Rate(NamedTuple):
    """A unit of so many of one for so many of another: ``批次/千人`` is 批次, 1000, 人."""

    above: str
    heads: int
    below: str


def is_unit(text: str) -> bool:
    """Whether ``text`` is a unit: ``%``, ``家``, ``万元``, ``批次/千人``, ``次/年``."""
    return text in SHARES or text in _WORDS_UNIT or rate_of(text) is not None


def rate_of(text: str) -> Rate | None:
    """The rate that ``text`` spells; None for any other text. ``/千人`` does not say of what."""
    above, slash, below = text.partition("/")
    if not slash or (above and above not in _WORDS_UNIT):
        return None
    for head, heads in HEADS.items():
        if below.startswith(head) and below.removeprefix(head) in COUNTERS:
            return Rate(above, heads, below.removeprefix(head))
    return Rate(above, 1, below) if below in _WORDS_UNIT else None


@lru_cache(maxsize=64)
def scale_of(unit: str) -> int:
    """What a plain quotient is multiplied by to be in the unit: 100 for ``%``, else mostly 1."""
    rate = rate_of(unit)
    return rate.heads if rate else SHARES.get(unit, 1)


def amount_of(number: str, unit: str) -> Name:
    """A number with its unit, as people read it: ``3 家`` and ``3``, ``0 亩`` and ``0 mu``.

    English leaves out a word that only counts: what is counted, the target's name says.
    """
    if unit in SHARES or not unit:
        return Name(number + unit)
    return Name(f"{number} {unit}", f"{number} {_english(unit)}".rstrip())


def goal_name(text: str, unit: str) -> Name:
    """A goal as people write it in Chinese, and with its unit in English."""
    told = text.replace(">=", "≥").replace("<=", "≤")
    return Name(told, amount_of(text.removesuffix(unit).rstrip(), unit).in_("en"))


def _english(unit: str) -> str:
    """The English for a unit; empty for a word that only counts."""
    rate = rate_of(unit)
    if rate is not None:
        above, below = (_COUNTED.get(one) or _english(one) for one in (rate.above, rate.below))
        many = f"{rate.heads:,} {below}" if rate.heads > 1 else below.removesuffix("s")
        return f"{above} per {many or rate.below}".lstrip()
    if unit[:1] in _MYRIADS:
        return f"x {_MYRIADS[unit[0]]} {_english(unit[1:])}"
    return QUANTITIES.get(unit, "")


def pattern() -> str:
    """A regular expression for every unit, for readers that know no better."""
    words, heads = _any_of(_WORDS_UNIT), _any_of(HEADS)
    return f"(?:[%‰]|{words}|{words}?/(?:{heads}{_any_of(COUNTERS)}|{words}))"


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


class GoalKind(StrEnum):
    """What sort of goal it is; the values are the words of ``goal`` for goals without a bound."""

    BOUND = "bound"
    RISING = "rising"
    FALLING = "falling"
    KEPT = "kept"
    DONE = "done"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"

    @property
    def interval(self) -> Cadence:
        """How often an occasion is asked for; a week is part of a month. KeyError for others."""
        return FREQUENCIES[self].interval

    @property
    def spelling(self) -> str:
        """How a goal of this kind is written: a word, or the operators of a bound."""
        return ">= <= =" if self is GoalKind.BOUND else self.value


class Operator(StrEnum):
    """How a value compares with a bound."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="


TRENDS: Final = frozenset({GoalKind.RISING, GoalKind.FALLING, GoalKind.KEPT})
"""Goals that compare a value with a baseline."""


class Frequency(NamedTuple):
    """In which ``interval`` an occasion is asked for, and the ``unit`` that counts them."""

    interval: Cadence
    unit: str


FREQUENCIES: Final = {
    GoalKind.WEEKLY: Frequency(Cadence.MONTH, "周"),
    GoalKind.MONTHLY: Frequency(Cadence.MONTH, "个月"),
    GoalKind.QUARTERLY: Frequency(Cadence.QUARTER, "个季度"),
}
"""Goals that ask for an occasion in each week, month or quarter."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A parsed goal.

    For ``BOUND``: ``bound`` is the number in the goal's own unit (95 for ``>= 95%``), ``unit`` the
    unit (``%``, ``家``, empty without one), ``places`` how many decimals the goal is written with.
    """

    kind: GoalKind
    operator: Operator = Operator.AT_LEAST
    bound: Fraction = Fraction(0)
    unit: str = ""
    places: int = 0

    @property
    def scale(self) -> int:
        """What a plain quotient is multiplied by to be in the goal's unit: 100, 1000 or 1."""
        return scale_of(self.unit)  # 6 批次/千人 is 6‰ (13th five-year food-safety plan)

    def holds(self, value: Fraction) -> bool:
        """Whether ``value``, in the goal's unit, meets the bound. Only for ``BOUND`` goals."""
        if self.operator is Operator.AT_LEAST:
            return value >= self.bound
        if self.operator is Operator.AT_MOST:
            return value <= self.bound
        return value == self.bound


_BOUND = re.compile(r"(>=|<=|=) *([0-9.]+) *([^ 0-9.].*)?")
_WORDS = {kind.value: kind for kind in GoalKind if kind is not GoalKind.BOUND}


def parse_goal(text: str) -> Goal | None:
    """The goal that ``>= 95%``, ``= 0家``, ``rising`` or ``done`` spells; None if it is none."""
    if text in _WORDS:
        return Goal(_WORDS[text])
    match = _BOUND.fullmatch(text)
    bound = parse_decimal(match[2]) if match else None
    if match is None or bound is None:
        return None
    unit = match[3] or ""
    if unit and not is_unit(unit):
        return None
    places = len(match[2].partition(".")[2])
    return Goal(GoalKind.BOUND, Operator(match[1]), bound, unit, places)


def strange_unit(text: str) -> str:
    """What stands where a goal has its unit and is none; empty where the unit is not at fault."""
    match = _BOUND.fullmatch(text)
    unit = match[3] if match and parse_decimal(match[2]) is not None else None
    return unit if unit and not is_unit(unit) else ""
