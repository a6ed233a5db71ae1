"""The goals that a figure, or words alone, set: of what, how much, and what of it is doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from foodsafety_ledger.document import figure_words, rate_words
from foodsafety_ledger.document.amount_words import RISES, SUPPORT
from foodsafety_ledger.document.asking import asks_of_all, in_time, is_asked, is_english
from foodsafety_ledger.document.clauses import clause_of
from foodsafety_ledger.document.figure_names import (
    is_rate,
    name_of,
    so_many,
    split_names,
    without_lead_in,
)
from foodsafety_ledger.document.figures import TIMES, Figure, find_figures, without_operator
from foodsafety_ledger.document.folded import HAN_CHARACTER, Place, Stretches
from foodsafety_ledger.document.lexicon import WHOLE_PLACE
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.setting import (
    HAN,
    LONGEST_SENTENCE,
    RATIOS,
    SHORTEST,
    Setting,
    is_hoped,
)
from foodsafety_ledger.model.goal import COUNTERS, WHOLE, Operator, parse_goal, rate_of, scale_of
from foodsafety_ledger.model.measure import (
    COUNT,
    OCCASIONS,
    RATIO,
    SCORE,
    Denominator,
    Measure,
)
from foodsafety_ledger.model.plan import Across, Holds, ValueIs

_FORMS: Final = (
    (figure_words.FULL, ">= 100%", RATIO),
    (figure_words.NONE_LEFT, "= 0", COUNT),
    (figure_words.KEPT, "kept", RATIO),
    (figure_words.RISING, "rising", RATIO),
    (figure_words.FALLING, "falling", RATIO),
    *((re.compile(words), goal, OCCASIONS) for words, goal in figure_words.OCCASIONS),
)
_OFTEN: Final = _FORMS[-len(figure_words.OCCASIONS) :]
OFTEN_GOALS: Final = tuple(goal for _, goal, _ in _OFTEN)
_ABOUT: Final = re.compile("(?:及|或|之)?以[^上下内外后前及来便，。]")
"""What before or behind a figure may be a word that compares, misspelt."""
_LASTS: Final = re.compile(
    " [a-z]{3,8}s['’] (?:stock|notice|suppl|leave|work|delay|grace|training|cover|pay)"
)
"""A word that stands for a time, and is none that is known: 20 clays' stock."""
_PEOPLE_NEXT: Final = re.compile(r"\d+[人名]")
"""What directly behind a figure says that both are the two sides of a ratio: 40店1人."""
_SHORT: Final = re.compile("(?![和与及或并至到、])(?!检查|抽检|培训|合格)[一-鿿]{1,2}")
"""So little between two figures leaves it open whether they are two goals: 1个环节0.5个工作日."""
_UNKNOWN_UNIT: Final = re.compile(r"\d(?![年月日季号])[一-鿿]{1,3}$")
"""What stands directly before a figure may be another one, of a unit that is not known: 25校1人."""
_SUBJECTS: Final = re.compile(r"、|[和及与](?!谐|时|会|\d|上年|去年)")
"""What stands between several things."""
_BOUND_NEXT: Final = re.compile("(?:不[少低]于|不超过|至少)\\d")
"""What behind a figure, without a mark, bounds another one: a page's number may stand before it."""
_AT_LEAST: Final = re.compile(f"(?:{figure_words.BEFORE[0][0]})(?:{figure_words.FILLER})*$")
"""Words that ask for no less, whatever the name is of (不合格率不低于3%)."""
_RATE_NAMES: Final = re.compile("[一-鿿]{2}率")
"""The ends of names of rates, whose verbs give nothing (许可证发放率提高2个百分点)."""
_THOUSANDS: Final = re.compile(r"\d{1,3}\.\d{3}")
"""A number whose point may stand where thousands are parted (2.400 samples)."""
_BARE: Final = re.compile(r"[<>]?= [\d.]+")
"""A goal without a unit."""
_SIGN: Final = re.compile(r" ?[A-Za-z]{0,4}[/µμ°$£&@]| ?per ?c[a-z]* ")
"""What behind an English figure is a unit that is not known."""
_ONLY: Final = re.compile("(?:实现|做到|[只仅][需要]|开办|办理|审批)$")
_STEPS: Final = re.compile("环节|步骤|程序|材料")
"""What there are few of where it is done well: 实现1个环节."""
_GIVEN_SHARE: Final = re.compile(
    f"(?:返还|{SUPPORT}|贴息|减免|缴[存费纳]|报销|收费|征收)[一-鿿]{{0,6}}(?:比例|标准|[费税利]率)$"
)
"""What a share is called that is given or paid as it is told: 奖补比例为0.5%."""
_SET_ASIDE: Final = re.compile(
    "(?:安排|设立|落实|筹[集措]|列支|投入|预算)[^，。；]{0,20}(?:资金|经费|基金|预算)$"
)
"""What before a sum says that so much is set aside, which is then given: 安排奖励资金60万元."""
_IN_ALL: Final = re.compile("^(?:全年|累计|[合总]计)+[^，。；]*(?:资金|贷款|金额|总额)$")
"""What before a sum says that it is of all that is given: 累计发放返还资金2亿元."""
_RISES: Final = re.compile(f"(?:{RISES})$")
_PERCENT: Final = 100
_LONGEST_KEPT: Final = 80
_MUCH: Final = 30
"""More thousandths than this may be a sign for hundredths misread."""
_TERMS: Final = ("工作日", "分钟", "秒", "月", "周", "年")
"""What the units end with of times that something lasts; hours and days may be spent and added."""
_STOCKS: Final = ("能力", "保有量", "存量", "库容", "仓容", "床位", "床位数")
"""What names end with of things that are there on a day, and do not add up over a year."""


@dataclass(frozen=True, slots=True)
class TargetReading:
    """A target as the document's words read: ``start`` to ``end`` are its quote.

    ``at`` is where its figure stands.
    """

    start: int
    end: int
    name: str
    measure: Measure
    goal: str
    value_is: ValueIs | None = None
    denominator: Denominator = Denominator.OWN
    across: Across = Across.POOLED
    holds: Holds = Holds.AT_DUE
    binding: bool = True
    may_exceed: bool = False
    due: date | None = None
    doubts: tuple[Doubt, ...] = ()
    at: int = 0


def goals_in_words(
    flat: str, start: int, end: int, taken: list[Place], rates: list[Place], read: list[Place]
) -> Iterator[TargetReading]:
    """The goals in words of a stretch of text.

    ``taken`` are clauses that already set a goal, and is added to, as the words that they are
    ``read`` from are; only ``rates`` keep a clause from asking for full coverage as well.
    """
    last = (start, start)
    for pattern, goal, measure in _FORMS:
        others = Stretches(rates if pattern is figure_words.FULL else taken)
        for match in pattern.finditer(flat, start, end):
            quote = clause_of(flat, start, end, match.start())
            again = last[0] < quote[1] and quote[0] < last[1]
            part = _own_part(flat, quote, match.span()) if goal == "= 0" else ""
            if again or (others.touching(*quote) and not part):
                continue
            what = match.groupdict().get("what")
            if what is not None and len(what) < SHORTEST:
                continue
            taken.append(quote)
            read.append((match.start(), match.start("what") if what else match.end()))
            last, clause = quote, flat[slice(*quote)]
            often = clause[: match.end() - quote[0]] if measure is OCCASIONS else ""
            first = often.isascii() and clause.startswith(f"{often} and ")
            named = what or part or (often if first else without_lead_in(clause)) or clause
            yield in_words(flat, quote, named, measure, goal)


def _own_part(flat: str, quote: Place, words: Place) -> str:
    """The part of a clause that asks for something in words alone, behind one with a figure."""
    begin = flat.rfind("、", quote[0], words[0])
    end = flat.find("、", words[1], quote[1])
    part = flat[begin + 1 : end if end > 0 else quote[1]]
    return "" if begin < 0 or any(map(str.isdigit, part)) else part


def in_words(flat: str, quote: Place, name: str, measure: Measure, goal: str) -> TargetReading:
    """A target that words alone set; ``quote`` is where they stand."""
    return TargetReading(
        *quote,
        name[:40],
        measure,
        goal,
        value_is=ValueIs.SNAPSHOT if measure in (RATIO, COUNT) else None,
        binding=figure_words.NOT_BINDING.search(flat[slice(*quote)]) is None
        and not is_hoped(flat, max(0, quote[0] - LONGEST_SENTENCE), quote[0]),
        doubts=(Doubt("words-only"),),
    )


def goals_of(setting: Setting) -> list[TargetReading]:
    """The targets that one figure sets: one for each rate or business that it is named for."""
    figure, unit = setting.figure, setting.figure.unit
    name = name_of(setting.head, setting.tail, figure)
    own = figure_words.EACH_PERIOD.search(setting.head) is not None
    regular = occasions_in(setting.head if own else setting.clause)
    if regular and unit in TIMES and figure.number == "1":
        doubts = (Doubt("vague", figure=f"1{unit}"),) if _is_misspelt(setting) else ()
        return [TargetReading(0, 0, name, OCCASIONS, regular, doubts=doubts)]
    operator, lower = _operator(setting)
    if _stays(setting) or (not Fraction(figure.number) and operator is Operator.AT_LEAST):
        operator = Operator.EQUAL
    measure, common = _measure(figure, name), scale_of(unit) > _PERCENT
    keeps = figure_words.KEEPING.search(setting.head[-6:])
    keeps = keeps or figure_words.KEPT_AT.search(setting.head[-_LONGEST_KEPT:])
    names = [name] if setting.shared else split_names(name, setting.head)
    uneven = so_many(setting.head) not in (0, len(names)) or (figure.since and len(names) > 1)
    lower += [Doubt("vague", figure=f"{figure.number}{unit}")] if uneven else []
    found = [
        TargetReading(
            start=0,
            end=0,
            name=one.removesuffix("“"),
            measure=measure,
            goal=f"{operator} {figure.number}{unit}",
            value_is=_value_is(measure, one, unit),
            denominator=Denominator.COMMON if common else Denominator.OWN,
            across=_across(measure, unit),
            holds=Holds.EVERY_PERIOD if keeps else Holds.AT_DUE,
            binding=setting.binds,
            may_exceed=common or _above_whole(figure),
            doubts=(*_doubts(setting, name), *lower),
        )
        for one in names
    ]
    return [end for reading in found for end in _both_ends(reading, figure)]


def _stays(setting: Setting) -> bool:
    """Whether a figure is to stay as it is (保持6%的税率不变)."""
    kept = figure_words.KEEPING.search(setting.head) is not None
    return kept and figure_words.UNCHANGED.match(setting.tail) is not None


def measured_in(words: str, target: TargetReading, about: str) -> TargetReading:
    """A target without a unit, in the one of the cell beside it; marked where none is known.

    ``about`` names it where its own words do not.
    """
    if not _BARE.fullmatch(target.goal):
        return target
    words = figure_words.IN_CELLS.get(words, words)
    figures = find_figures(f"1{words}", 0, 1 + len(words))
    unit = figures[0].unit if figures and figures[0].whole else ""
    others = tuple(doubt for doubt in target.doubts if doubt.key not in ("no-unit", "no-verb"))
    operator, number = target.goal.split(" ")
    factor = Decimal(figures[0].number) if unit else Decimal(0)
    number = number if factor == 1 else f"{(Decimal(number) * factor).normalize():f}"
    bound = f"{operator} {number}{unit}" if unit else ""
    if not parse_goal(bound):
        return replace(target, doubts=(*others, Doubt("no-unit")))
    name = target.name if HAN.search(target.name) else about
    measure = _measure(replace(figures[0], number="0"), name)
    common = scale_of(unit) > _PERCENT
    more = (
        *([Doubt("per", unit=unit)] if _is_per(unit) else []),
        *([Doubt("counts")] if _is_uncounted(unit, name) else []),
    )
    return replace(
        target,
        name=name,
        measure=measure,
        goal=bound,
        value_is=_value_is(measure, name, unit),
        across=_across(measure, unit),
        denominator=Denominator.COMMON if common else Denominator.OWN,
        may_exceed=common,
        doubts=(*others, *more),
    )


def is_counted(name: str) -> bool:
    """Whether the name of a rate says what is divided by what."""
    return any(word in name for word in rate_words.COUNTED_BY)


def occasions_in(words: str) -> str:
    """How often words say that something is done, as a goal; empty where they do not."""
    return next((goal for form, goal, _ in _OFTEN if form.search(words)), "")


def _both_ends(reading: TargetReading, figure: Figure) -> list[TargetReading]:
    """A range as two targets, its lower and its upper end."""
    if not figure.low:
        return [reading]
    doubts = (*reading.doubts, Doubt("range", low=figure.low, high=figure.number))
    ends = ((Operator.AT_LEAST, figure.low), (Operator.AT_MOST, figure.number))
    return [
        replace(reading, goal=f"{operator} {number}{figure.unit}", doubts=doubts)
        for operator, number in ends
    ]


def _is_misspelt(setting: Setting) -> bool:
    """Whether words before a figure may be some that compare it, misspelt."""
    said = setting.figure.operator is not None
    return not said and figure_words.MISSPELT.search(setting.before) is not None


_STRAY: Final = re.compile(
    "(?<=[率度量])(?!保持|稳定|维持|巩固|控制|限制|[达提增升扩降减压缩]|上升|下[降调]|全[部年]|总体"
    f"|{WHOLE_PLACE}|均|都|分别|[要应须]|力争|争取)[一-鿿]{{1,2}}[在到]$|(?<=率)达[列倒刭]$|提[高升][列倒刭]$"
    "|不[于过]?$|达不到?$|不过超$|(?<=.)[①-⑳]$"
)
"""What stands before a figure as one of the words that compare it, and may be one misread.

So does a list number that something stands before: it may be that of a note.
"""


_ELIDED: Final = re.compile("(?:an?|per|each|every|at|in|for|from|by) [a-z]")
"""What an English name begins with that leaves out what is counted: … and 1 per year."""
_ALL_SO_MANY: Final = re.compile(r"(?<![A-Za-z])[Aa]ll (?:the |its |our )?\d")
_ELIDED_SHARE: Final = re.compile(
    "(?:it|them|these|those|they)(?![a-z])"
    "|(?:hold|have|are|meet|pass|comply|receive|attend|display|attain) "
)
"""What the name of an English share begins with that leaves out of what it is one."""


_SHARE_BEFORE: Final = re.compile(
    "(?<!100)(?<!100 )(?:[%‰]|per ?cent)(?P<of>(?! of)(?!.* and )[a-zA-Z /-]*$)?"
)
"""An English share of less than all, and all behind it where that names nothing else."""
_SHARE_BEHIND: Final = re.compile(
    r" (?:at|to|in|for) (?:[a-z]+ ){0,3}(?!100)\d[\d.]* ?(?:%|per ?cent)"
)
"""What behind an English time says of what share it is kept."""


def _is_time_of_share(setting: Setting, name: str) -> bool:
    """Whether an English time is one to keep for some of several: 95% of ratings within 14 days."""
    if not (setting.before.isascii() and setting.figure.unit.endswith(figure_words.SPANS)):
        return False
    share = _SHARE_BEFORE.search(setting.before)
    apart = share is None and any(map(str.isdigit, setting.before))
    of_some = name.startswith("of ") and not apart
    return of_some or bool(share and share["of"]) or _SHARE_BEHIND.match(setting.tail) is not None


_MANY_HOURS: Final = 100
_KEPT: Final = re.compile("保存|留存|存储|储存|留样|保留")
"""Words of times for which something is kept, which each place keeps by itself."""
_BOUND_ALONE: Final = re.compile(
    r"[^，]{0,4}以[上下内]|[^，]*\d+个?(?:工作日|小时|分钟|天|日)内|全覆盖|[A-D甲乙丙丁]级"
)
"""What a share is named that says from which rank on, or in what time, and not of what."""


def _is_elided(unit: str, name: str) -> bool:
    """Whether a name leaves out what is counted, or of what a share is one."""
    alone = unit in RATIOS and _BOUND_ALONE.fullmatch(name) is not None
    alone = alone or (unit in RATIOS and _ELIDED_SHARE.match(name) is not None)
    return alone or (unit == "" and _ELIDED.match(name) is not None)


def _is_for_heads(unit: str) -> bool:
    """Whether a unit counts one thing for so many people (批次/千人), and can be reckoned."""
    rate = rate_of(unit)
    return rate is not None and rate.heads > 1 and rate.above != ""


def _is_per(unit: str) -> bool:
    """Whether a unit is one of each of something else, by which nothing is divided."""
    return "/" in unit and not _is_for_heads(unit)


def _is_uncounted(unit: str, name: str) -> bool:
    """Whether a person has to say what is divided by what."""
    return _is_for_heads(unit) or (unit == "%" and not is_counted(name))


def _is_much(figure: Figure) -> bool:
    """Whether a figure in thousandths is one that only hundredths usually reach."""
    return figure.unit == "‰" and Fraction(figure.number) > _MUCH


def _doubts(setting: Setting, name: str) -> list[Doubt]:
    figure, unit = setting.figure, setting.figure.unit
    half = unit in WHOLE and "." in figure.number and not setting.relative
    half = half or (unit == "" and _THOUSANDS.fullmatch(figure.number) is not None)
    odd = unit[:1] in "万亿" and unit.endswith(figure_words.SPANS)
    told = figure.operator or figure.since or in_time(setting)
    loose = is_english(setting) and unit.endswith(figure_words.SPANS) and not told
    sure = figure.exact and not (
        half
        or odd
        or loose
        or _is_misspelt(setting)
        or _is_much(figure)
        or _runs_on(setting)
        or _ABOUT.match(setting.tail)
    )
    relative = setting.relative
    of_whom = figure.after and HAN.match(setting.tail)
    uncounted = _is_uncounted(unit, name)
    per = relative or _is_per(unit)
    full = figure_words.FULL.search(setting.tail) and not unit.endswith(TIMES)
    all_of = asks_of_all(setting) or bool(full)
    stray = _STRAY.search(setting.before)
    found = (
        (stray is not None, Doubt("left", words=stray[0] if stray else "")),
        (not sure, Doubt("vague", figure=f"{figure.number}{unit}")),
        (not (all_of or is_asked(setting)), Doubt("no-verb")),
        (
            unit == ""
            and (
                not setting.before.isascii()
                or _SIGN.match(setting.tail)
                or figure_words.LACKS_UNIT.search(setting.before + "#" + setting.tail)
            ),
            Doubt("no-unit"),
        ),
        (_is_elided(unit, name), Doubt("subject", words=name)),
        (
            figure.spelled and (figure.operator is None or of_whom) and not _is_once_each(setting),
            Doubt("spelled"),
        ),
        (_is_time_of_share(setting, name), Doubt("time-of-share", words=name)),
        (bool(per), Doubt("per", unit=relative + unit)),
        (_is_mean(setting), Doubt("per", unit=f"平均{figure.number}{unit}")),
        (_above_whole(figure), Doubt("above-whole")),
        (all_of, Doubt("all-of")),
        (uncounted, Doubt("counts")),
        (
            _of_several(setting, name) or _is_long(setting) or _is_for_all(setting),
            Doubt("each", words=name),
        ),
    )
    return [doubt for holds, doubt in found if holds]


def _is_once_each(setting: Setting) -> bool:
    """Whether something is done once in each stretch of time (每半年开展一次)."""
    once = setting.figure.number == "1" and setting.figure.unit in TIMES
    return once and figure_words.EACH_PERIOD.search(setting.before) is not None


def _runs_on(setting: Setting) -> bool:
    """Whether what stands directly beside a figure may be part of it, or a ratio's other side."""
    unit, before, tail = setting.figure.unit, setting.before, setting.tail
    return bool(
        (unit and _BOUND_NEXT.match(tail))
        or (unit == "" and _LASTS.match(tail))
        or (setting.figure.number == "1" and _UNKNOWN_UNIT.search(before))
        or _PEOPLE_NEXT.match(tail)
        or (setting.figure.after and tail[:1].isdigit())
        or (
            before.endswith(setting.head)
            and before != setting.head
            and _SHORT.fullmatch(setting.head)
        )
        or (setting.head == "" and not before.isascii())
    )


def _of_several(setting: Setting, name: str) -> bool:
    """Whether one change is said of several things: that of each, or of all together."""
    changes = setting.figure.unit == "%" and figure_words.CHANGED.search(name)
    apart = "分别" in setting.clause or len(split_names(name, setting.head)) > 1
    return bool(changes and not apart and _SUBJECTS.search(name))


def _is_long(setting: Setting) -> bool:
    """Whether so many hours may be all together (飞行时间不少于2600小时), and no time to keep."""
    figure = setting.figure
    many = figure.unit == "小时" and Fraction(figure.number) >= _MANY_HOURS
    return many and figure.operator is Operator.AT_LEAST and not _KEPT.search(setting.before)


def _is_for_all(setting: Setting) -> bool:
    """Whether English words ask so often for each of so many: inspect all 46 outlets twice."""
    return setting.figure.unit in TIMES and _ALL_SO_MANY.search(setting.before) is not None


def _is_mean(setting: Setting) -> bool:
    """Whether a time is the mean of many, which those of departments do not add up to."""
    timed = setting.figure.unit.endswith(figure_words.SPANS)
    return timed and "平均" in setting.before


def _above_whole(figure: Figure) -> bool:
    """Whether a percentage is one that only growth can reach."""
    return figure.unit == "%" and Fraction(figure.number) > 100


def _operator(setting: Setting) -> tuple[Operator, list[Doubt]]:
    """How a figure is compared: as the words around it say, else as its kind usually is."""
    figure, bare = setting.figure, without_operator(setting.head)
    low = rate_words.LOWER_IS_BETTER.search(bare) is not None and figure.unit != "个百分点"
    if setting.falls and not figure.since:
        return Operator.AT_MOST, []
    if _ONLY.search(setting.head) and _STEPS.match(setting.tail):
        return Operator.AT_MOST, [Doubt("lower-is-better")]
    said = figure.after or not low or figure.operator is Operator.AT_MOST
    if figure.operator is not None and said:
        return figure.operator, []
    if low and _AT_LEAST.search(setting.head):
        return Operator.AT_LEAST, [Doubt("vague", figure=f"{figure.number}{figure.unit}")]
    if low:
        return Operator.AT_MOST, [Doubt("lower-is-better")]
    return _bare_operator(setting, bare)


def _bare_operator(setting: Setting, bare: str) -> tuple[Operator, list[Doubt]]:
    """How a figure without words that compare it is met: exactly, where an amount is given.

    Things counted one by one are given up to a number, and more.
    """
    clause = setting.clause
    if in_time(setting):
        return Operator.AT_MOST, []
    if figure_words.GIVEN_BY.search(clause) or _GIVEN_SHARE.search(bare):
        return Operator.EQUAL, []
    reached = is_rate(bare) or figure_words.COMPARED.search(clause)
    words = setting.before if not HAN_CHARACTER.search(clause) else _RATE_NAMES.sub("", clause)
    given = figure_words.TO_GIVE.search(words)
    sum_of_all = (_SET_ASIDE.search(bare) or _IN_ALL.search(bare)) is not None
    if setting.figure.operator or reached or sum_of_all or not given:
        return Operator.AT_LEAST, []
    if _RISES.search(bare) and not figure_words.CHARGED.search(clause):
        return Operator.AT_LEAST, []
    change = figure_words.CHANGE.search(setting.before)
    if change and not figure_words.CHARGED.search(clause):
        return Operator.AT_LEAST, [Doubt("change", words=change[0])]
    counted = setting.figure.unit in COUNTERS
    return Operator.AT_LEAST if counted else Operator.EQUAL, []


def _measure(figure: Figure, name: str) -> Measure:
    if scale_of(figure.unit) > 1:
        return RATIO
    scored = bool(figure.unit) or re.search("(?:得分|评分|分值)$", name)
    return SCORE if scored and SCORE.bears(figure.unit, Fraction(0)) else COUNT


def _across(measure: Measure, unit: str) -> Across:
    """Times do not add up over departments: two that keep a paper six months keep none twelve."""
    lasts = measure is COUNT and unit.endswith(figure_words.SPANS)
    return Across.EACH if lasts else Across.POOLED


def _value_is(measure: Measure, name: str, unit: str) -> ValueIs:
    if measure is COUNT:
        stands = unit.endswith(_TERMS) or name.endswith(_STOCKS)
        return ValueIs.SNAPSHOT if stands else ValueIs.RUNNING_TOTAL
    later = measure is RATIO and rate_words.FOLLOWING.search(name)
    return ValueIs.RUNNING_TOTAL if later else ValueIs.SNAPSHOT
