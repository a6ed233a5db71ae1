"""Targets: which figures and words of an item ask for something, and what exactly.

A figure is a target if it says how much, how many, how often or how long the named units must do,
give or allow; others (``在13家企业已纳入的基础上``) are facts, and are listed as such.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from operator import attrgetter, lt
from typing import Final, NamedTuple

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.deadlines import Deadline, begins_clause, find_deadlines
from foodsafety_ledger.document.figures import (
    CHARS,
    EACH_TIME,
    LIST_MARKS,
    ODD,
    STOPS,
    TIMES,
    Figure,
    apportioned,
    clause_of,
    ends_in_verb,
    find_figures,
    is_rate,
    name_of,
    so_many,
    split_names,
    without_lead_in,
    without_operator,
)
from foodsafety_ledger.document.folded import Place, Stretches
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.model.goal import COUNTERS, WHOLE, Operator, parse_goal, scale_of
from foodsafety_ledger.model.measure import (
    COUNT,
    MILESTONE,
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
_OFTEN_GOALS: Final = tuple(goal for _, goal, _ in _OFTEN)
_DONE_ALONE: Final = re.compile(f"(?:{figure_words.DONE}|完成|全部|到位|结果|[并和、])+")
"""Names that say what is done, and not with what."""
_DOER: Final = re.compile(
    f"(?:{'|'.join(figure_words.BUSINESSES)}|[级村镇乡县区市户员]|街道|社区|[河湖林田站所校]长|部门)$"
)
"""Names of those who do something, without what they do."""
_DONE_TO: Final = re.compile(
    "抽考|抽测|抽样|约谈|访谈|夜查|查访|回访|随访|轮训|考核|考[评试]|评议|指导|体检|宣传|宣讲|警示|慰问|表彰|处罚"
    "|(?:监督|监管|执法)(?!管理|[员站所局科股队长]|部门|机构|单位)"
)
"""What is done with those who are named behind it."""
_SHORTEST: Final = 3
_CHANGES: Final = re.compile(
    "[、和及并]*(?:同比|环比|[较比](?:上|去|前)[年期季月])?(?:净?增[长加]|提[高升]|下降|减少|降低|增幅)"
)
"""Words between two figures that say of nothing new how the second changes: 突破20亿元、增长25%."""
_LISTING: Final = (*LIST_MARKS[:4], " and", " and ")
"""What the words between two figures end with where those behind the second are its own."""
_DEED_BEHIND: Final = re.compile(rf"^.* and (?={figure_words.TO_DO.pattern})")
"""English words between two figures that belong to the first: another deed follows them."""
_HAN: Final = re.compile("[一-鿿]|[A-Za-z]{2}")
_ABOUT: Final = re.compile("(?:及|或|之)?以[^上下内外后前及来便，。]")
"""What before or behind a figure may be a word that compares, misspelt."""
_BOUND_NEXT: Final = re.compile("(?:不[少低]于|不超过|至少)\\d")
"""What behind a figure, without a mark, bounds another one: a page's number may stand before it."""
_LETTER: Final = re.compile(
    rf"(?:(?<![A-Za-z0-9])[lIOoSBZbgqs丨〡]|(?<=[一-鿿”])(?<![{CHARS}])(?:{ODD}|[xX]))"
    rf"(?=[%‰]|(?:{figure_words.UNITS})(?<![A-Za-z级]))"
    rf"|(?<=[一-鿿])[？…](?=(?:[%‰]|{figure_words.UNITS})(?:[，。；、）]|$))"
    rf"|(?<=[ a-z]){ODD}(?=[%‰])"
)
"""A letter, or a sign, where a digit should stand."""
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
_KNOWN: Final = re.compile(" (?:in|of|at|across|from|for|by|on) (?:all )?the $")
"""English words before a number of things that there are: in the 340 public canteens."""
_WITHIN: Final = re.compile("(?:范围)?以?内的?[一-鿿“]")
_TOWARDS: Final = re.compile("[对在](?:全[区市县省镇乡州]|辖区内?)?$")
_WHOLE: Final = re.compile("全[区市县省国镇乡州]")
_RATE_OF: Final = re.compile(
    rf"[^，、]*?(?:{figure_words.RATES})[^，]*(?:\d|百分之|[一二三四五六七八九]成)"
)
"""What behind a figure says that it is part of a rate's name (24小时报告率100%)."""
_SHARE_OF: Final = re.compile(r"的[^\d，。；]+[\d.]+[%‰]")
"""What behind an amount says that a share of it is given, and not all (6个月的社会保险费的50%)."""
_LISTED_TOO: Final = re.compile("^[一-鿿]{1,12}[及和与]$")
_ASKED: Final = re.compile(rf"[^\d]*(?:{figure_words.TO_DO.pattern})\d")
"""What stands before a figure that is asked for beside another one (举办60场讲座及12次展览)."""
_OF_TASK: Final = re.compile("[一-鿿]{0,10}(?:任务|目标)")
_AT_HAND: Final = re.compile("[^，]{0,14}?(?:基础|已|内|以来|[前后中上下](?![一-鿿]))")
_OF_THOSE: Final = re.compile("[一-鿿]的$")
"""What a clause ends with that says of whom the next one speaks (合格率达到98%以上的，给予奖励)."""
_DEDUCTED: Final = re.compile("每[少多低高降缺超增减满]|扣$|得$|满分为?$")
_PUNISHED: Final = re.compile(
    "的[一-鿿]{0,12}?(?:通报|约谈|取消|[纳列]入|扣[减除分]|问责|追责|追究|处罚|批评|警告|淘汰|[“]?一票否决|不得|不予)"
)
"""What behind a figure says what comes of missing it (低于80分的通报批评)."""
_NEVER: Final = re.compile(
    "(?:不再?得?|未|没有?|无)(?:出现|发生|新增|产生|留下?)$|(?:杜绝|防止|避免|严防|严禁|遏制)[一-鿿]{0,4}$"
)
"""What before a figure says that there may not be so much as it."""
_AT_LEAST: Final = re.compile(f"(?:{figure_words.BEFORE[0][0]})(?:{figure_words.FILLER})*$")
"""Words that ask for no less, whatever the name is of (不合格率不低于3%)."""
_THOUSANDS: Final = re.compile(r"\d{1,3}\.\d{3}")
"""A number whose point may stand where thousands are parted (2.400 samples)."""
_BARE: Final = re.compile(r"[<>]?= [\d.]+")
"""A goal without a unit."""
_EACH_ONLY: Final = re.compile(f"^(?:{EACH_TIME}|每[家户人名所市县区镇乡村校])+")
_RELATIVE: Final = re.compile("每\\d*[十百千万]+名?(?:常住|户籍|老年?)?人口?")
_REGULAR: Final = re.compile("每(?:个?(?:半年|学期|学年|季度)|[年月季周日天])")
"""What before a figure says that it is for each stretch of time, and due at the end of each."""
_SOON: Final = re.compile(r"[\d一-十]+个?(?:工作日|小时|分钟|[日天])内")
"""A time that runs from what has happened (接到报告后2小时内), whatever day is named before."""
_SIGN: Final = re.compile(r" ?[A-Za-z]{0,4}[/µμ°$£&@]| ?per ?c[a-z]* ")
"""What behind an English figure is a unit that is not known."""
_RATIOS: Final = ("%", "‰")
_PERCENT: Final = 100
_DIGIT: Final = re.compile(r"\d")
_LONGEST_SENTENCE: Final = 600
"""So far before a clause stands what its sentence says of it."""
_FAR: Final = 2000
"""So far behind a deadline stands what is due by it."""
_AT: Final = attrgetter("start")
_MOST_FIGURES: Final = 20
"""Of so many figures in one clause, those beyond are left to a person."""


_ALL_YEAR: Final = re.compile(r"全年|(?<!\d)年内")
"""What before a figure says that the whole year is its time, whatever day is named before."""


_TERMS: Final = ("工作日", "分钟", "秒", "月", "周", "年")
"""What the units end with of times that something lasts; hours and days may be spent and added."""


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


def _goals_in_words(
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
            if again or others.touching(*quote):
                continue
            what = match.groupdict().get("what")
            if what is not None and len(what) < _SHORTEST:
                continue
            taken.append(quote)
            read.append((match.start(), match.start("what") if what else match.end()))
            last, clause = quote, flat[slice(*quote)]
            named = what or without_lead_in(clause) or clause
            yield _in_words(flat, quote, named, measure, goal)


def _milestones(
    flat: str, deadlines: list[Deadline], end: int, taken: list[Place]
) -> Iterator[TargetReading]:
    """What must be done by a day, where nothing else says how much of it."""
    others = Stretches(taken)
    for deadline in deadlines:
        at = deadline.end + (flat[deadline.end : deadline.end + 1] == "，")
        stop = clause_of(flat, at, end, min(at, end))[1]
        passing = figure_words.PASSING.search(flat[deadline.end : stop])
        scope = flat.startswith("对", at)
        if not (scope or passing or stop - at < _SHORTEST or others.touching(deadline.start, stop)):
            quote = deadline.start, stop
            yield replace(
                _in_words(flat, quote, flat[at:stop], MILESTONE, "done"), due=deadline.day
            )


def _in_words(flat: str, quote: Place, name: str, measure: Measure, goal: str) -> TargetReading:
    return TargetReading(
        *quote,
        name[:40],
        measure,
        goal,
        value_is=ValueIs.SNAPSHOT if measure in (RATIO, COUNT) else None,
        binding=figure_words.NOT_BINDING.search(flat[slice(*quote)]) is None,
        doubts=(Doubt("words-only"),),
    )


class Fact(NamedTuple):
    """A figure that asks for nothing, or could not be read whole, and what to look at."""

    start: int
    end: int
    doubt: Doubt


@dataclass(slots=True)
class Readings:
    """What a stretch of text asks for, and its figures that ask for nothing.

    ``read`` are the words that both were read from.
    """

    targets: list[TargetReading] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    read: list[Place] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Setting:
    """A figure with the words around it in its clause.

    ``head`` goes back to the figure before, ``before`` to the clause's beginning; ``alone`` is true
    where nothing stands before it, as in a cell of a table that says only how much; ``listed``
    where a clause before it in its sentence says what is to be done.
    """

    figure: Figure
    head: str
    tail: str
    clause: str
    before: str
    shared: bool = False
    bracketed: bool = False
    alone: bool = False
    told: bool = False
    listed: bool = False

    @property
    def bare(self) -> str:
        """Its clause without the figure and the words that compare it."""
        return without_operator(self.before) + self.tail

    @property
    def relative(self) -> str:
        """For how many people each it is reckoned (每万人); empty where it is not."""
        found = _RELATIVE.search(self.head)
        return found[0] if found else ""


def read_targets(flat: str, start: int, end: int, year: int, first: int = 0) -> Readings:
    """The targets of a stretch of text, and the figures in it that are none.

    ``year`` is the plan's, ``first`` the first of several.
    """
    found = Readings()
    grouped: dict[tuple[int, int], list[Figure]] = {}
    for figure in find_figures(flat, start, end):
        members = grouped.setdefault(clause_of(flat, start, end, figure.start), [])
        if len(members) < _MOST_FIGURES:
            members.append(figure)
            found.read.append(figure.words)
    for clause, members in grouped.items():
        if not _take_parts(flat, clause, members, found):
            _read_clause(flat, clause, members, found, (start, end))
    for letter in _LETTER.finditer(flat, start, end):
        words = flat[letter.start() : letter.end() + 2]
        found.facts.append(Fact(*letter.span(), Doubt("figure-broken", figure=words)))
    taken = [(target.start, target.end) for target in found.targets]
    rates = [(t.start, t.end) for t in found.targets if t.measure is RATIO]
    found.targets += _goals_in_words(flat, start, end, taken, rates, found.read)
    deadlines = find_deadlines(flat, start, end, year, first=first)
    figures = {quote: set[int]() for quote in taken}
    for target in found.targets:
        figures.setdefault((target.start, target.end), set()).add(target.at)
    found.targets = [
        _by_when(flat, start, target, deadlines, sorted(figures[target.start, target.end]))
        for target in found.targets
    ]
    found.targets += _milestones(flat, deadlines, end, taken)
    found.targets.sort(key=lambda target: target.start)
    return found


def _by_when(
    flat: str, start: int, target: TargetReading, deadlines: list[Deadline], figures: list[int]
) -> TargetReading:
    """A target with the deadline of its clause, or the last before it in its sentence.

    Of several in its clause each is that of one of its ``figures``, where they stand so. One that
    stands within a clause is for that alone, and what is done, or holds, all the time has none of
    another's.
    """
    first, behind = (bisect_left(deadlines, at, key=_AT) for at in (target.start, target.end))
    own = deadlines[first:behind]
    if not own:
        last = deadlines[behind - 1] if behind else None
        apart = last is None or target.start - last.end > _FAR
        if last is None or apart or STOPS.search(flat, last.end, target.start):
            return target
        english = re.match("[A-Za-z]", flat[last.start])
        heads = english or begins_clause(flat, start, last.start)
        steady = target.measure is OCCASIONS or target.holds is Holds.EVERY_PERIOD
        steady = steady or _REGULAR.search(flat, target.start, target.at) is not None
        steady = steady or _ALL_YEAR.search(flat, target.start, target.at) is not None
        steady = steady or _SOON.search(flat, target.at, target.end) is not None
        return replace(target, due=last.day) if heads and not steady else target
    if len(own) < 2:
        return replace(target, due=own[0].day)
    paired = len(own) == len(figures) and all(map(lt, (one.start for one in own), figures))
    if paired and (own[-1].start > figures[0] or "分别" in flat[own[-1].end : figures[0]]):
        return replace(target, due=own[figures.index(target.at)].day)
    doubt = Doubt("due", words=flat[own[0].start : own[-1].end])
    return replace(target, due=own[-1].day, doubts=(*target.doubts, doubt))


def _read_clause(
    flat: str, clause: Place, figures: list[Figure], found: Readings, within: Place
) -> None:
    begin, end = clause
    start = within[0]
    whys = [(one.figure, _why_fact(one)) for one in _settings(flat, clause, figures, within)]
    found.facts += [_fact(flat, figure, why) for figure, why in whys if why]
    asked = [figure for figure, why in whys if not why]
    given = found.targets[-1] if found.targets and found.targets[-1].end == begin - 1 else None
    for position, setting in enumerate(_settings(flat, clause, asked, within)):
        head = setting.head
        bare, own = without_operator(head), flat[begin : _opening(asked[0])]
        if position and "、" in head and occasions_in(head.rpartition("、")[2]):
            head = head.rpartition("、")[2]
        elif position and (bare.endswith(_LISTING) or not _HAN.search(bare + setting.tail)):
            head = own
        elif position and head.isascii():
            head = _DEED_BEHIND.sub("", head)
        elif position and _CHANGES.fullmatch(bare) and not setting.tail:
            head = without_operator(own) + bare.lstrip("、和及并")
        elif flat[begin - 1 : begin] == "，" and begin > start and _goes_on(head, setting, given):
            head = f"{_said_before(flat, (start, begin - 1), given)}，{head}"
        elif begin > start and not _HAN.search(_EACH_ONLY.sub("", bare) + setting.tail):
            head = _said_before(flat, (start, begin - 1), given) + head
        for reading in _readings(replace(setting, head=head)):
            name = apportioned(reading.name, head, position, len(asked))
            at = setting.figure.start
            found.targets.append(replace(reading, name=name, start=begin, end=end, at=at))


def _goes_on(head: str, setting: _Setting, given: TargetReading | None) -> bool:
    """Whether the clause before a figure's own says what is done, or with what it is done.

    Where that has figures, and so the target ``given``, its deed is that of others who do it so
    many times, and not of what else is counted: 自查率达100%，监督抽考安全员200人次.
    """
    figure = setting.figure
    often = occasions_in(head) if figure.unit in TIMES and figure.number == "1" else ""
    goal = often or figure.unit
    name = name_of(head, setting.tail, figure)
    alike = given is None or _counted(given.goal) == _counted(goal)
    alike = alike or goal.endswith(figure_words.SPANS) or head.startswith("其中")
    return alike and lacks_deed(name, goal)


def _counted(goal: str) -> str:
    """The unit of a goal, one for all that count how often something is done."""
    unit = goal.lstrip("<>= 0123456789.")
    return TIMES[0] if goal in _OFTEN_GOALS or unit in TIMES else unit


def lacks_deed(name: str, goal: str) -> bool:
    """Whether a name says only who does so many times what it does not say, or only what is done.

    ``goal`` ends with the unit, or says how often.
    """
    if goal.endswith(figure_words.SPANS):
        return _DONE_ALONE.fullmatch(name) is not None
    often = goal.endswith(TIMES) or goal in _OFTEN_GOALS
    done = figure_words.TO_DO.search(name) or _DONE_TO.search(name)
    return often and _DOER.search(name) is not None and not done


def _said_before(flat: str, within: Place, given: TargetReading | None) -> str:
    """What the clause before speaks of: the name of its target, or where it has none its words."""
    start, end = within
    if given:
        return given.name
    return flat[slice(*clause_of(flat, start, end, end))]


def _settings(flat: str, clause: Place, figures: list[Figure], within: Place) -> Iterator[_Setting]:
    """Each figure of a clause with the words around it."""
    begin, end = clause
    start = within[0]
    first = flat[begin : _opening(figures[0])] if figures else ""
    between = {flat[a.end : _opening(b)] for a, b in pairwise(figures)}
    shared = len(figures) > 1 and ("分别" in first or between <= set(LIST_MARKS))
    bracketed = flat[begin - 1 : begin] == "（" and begin > start
    near = max(start, begin - _LONGEST_SENTENCE)
    sentence = max(near - 1, *(flat.rfind(stop, near, begin) for stop in "。；")) + 1
    told = figure_words.TOLD.search(flat[sentence:end]) is not None
    listed = figure_words.TO_DO.search(flat, sentence, max(sentence, begin - 1)) is not None
    goes_on = bracketed and flat.startswith("）", end) and _HAN.match(flat, end + 1) is not None
    for position, figure in enumerate(figures):
        opens, tail = _opening(figure), flat[figure.end : end]
        head = first if shared else flat[figures[position - 1].end if position else begin : opens]
        alone = begin == opens == start and within[1] - end < _SHORTEST
        aside = told or (goes_on and figure.unit not in _RATIOS)
        words = flat[begin:end], flat[begin:opens]
        yield _Setting(figure, head, tail, *words, shared, bracketed, alone, aside, listed)


def _opening(figure: Figure) -> int:
    """Where the words before a figure end: of a change, where those before its first figure do."""
    return figure.since.start if figure.since else figure.start


def _fact(flat: str, figure: Figure, why: str) -> Fact:
    words = flat[figure.start : figure.end + 2]
    doubt = Doubt("number") if why == "fact" else Doubt(f"figure-{why}", figure=words)
    return Fact(figure.start, figure.end, doubt)


def _take_parts(flat: str, clause: tuple[int, int], figures: list[Figure], found: Readings) -> bool:
    """Takes ``其中蔬菜1个、畜禽1个`` into the quote of what they add up to, where they do."""
    begin, end = clause
    parts = flat.startswith(figure_words.PART_OF, begin) and not any(
        f.operator or f.unit in _RATIOS or "/" in f.unit or not f.whole for f in figures
    )
    if not parts or not found.targets or found.targets[-1].end != begin - 1:
        return False
    whole = parse_goal(found.targets[-1].goal)
    if whole is None or sum(Fraction(f.number) for f in figures) != whole.bound:
        return False
    found.targets[-1] = replace(found.targets[-1], end=end)
    return True


def _why_fact(setting: _Setting) -> str:
    """Why a figure is no target: it is not read whole, its unit is not known, or it tells a fact.

    Empty for one that asks for something.
    """
    figure, tail = setting.figure, setting.tail
    if not figure.whole or (figure.since and not figure.since.whole):
        return "broken"
    named = _HAN.match(tail) is not None
    english = _is_english(setting) or _opens_english(setting) or (setting.alone and tail.isascii())
    english = english or bool(_DEED.fullmatch(setting.before) and _THINGS.match(tail))
    none = figure.number == "0" and setting.head.endswith("为") and tail == ""
    if figure.unit == "" and (named or not figure.operator) and not (english or none):
        return "unit" if named else "fact"
    return "fact" if _tells(setting) or _is_scope(setting) else ""


def _is_english(setting: _Setting) -> bool:
    """Whether English words ask for so much of something, and say of what."""
    if not (setting.tail or setting.figure.unit):
        return False
    asked = figure_words.TO_DO.search(setting.before) or _IMPERATIVE.fullmatch(setting.before)
    also = _ALSO.fullmatch(setting.before) and _THINGS.match(setting.tail)
    return setting.before[-1:] == " " and (asked or also) is not None


def _opens_english(setting: _Setting) -> bool:
    """Whether an English clause begins with a number and what there are to be so many of."""
    begins = setting.before in ("", "all ", "All ")
    return begins and figure_words.SO_MANY.match(setting.tail) is not None


def _tells(setting: _Setting) -> bool:
    """Whether a figure tells how things are, what is deducted, or is part of another's name."""
    figure, tail = setting.figure, setting.tail
    more = figure.operator is None and figure_words.MORE_THAN.match(tail)
    base = figure.since is None and figure_words.BASE.search(setting.before)
    base = base or (figure.unit == "" and figure_words.OF_SO_MANY.search(setting.before))
    base = base or (figure.unit == "" and _KNOWN.search(setting.before))
    if more or base:
        return True
    punished = figure.operator is Operator.AT_MOST and _PUNISHED.match(tail)
    part = setting.before.startswith(figure_words.PART_OF)
    told = figure.operator is None or _HAN.search(setting.bare) is not None
    aside = setting.bracketed and told and not part
    if (
        aside
        or punished
        or setting.told
        or _DEDUCTED.search(setting.before)
        or _NEVER.search(setting.before)
    ):
        return True
    if figure.after and figure_words.DONE_WITHIN.match(tail) and _RATE_OF.match(tail):
        return True
    if figure.spelled and figure.unit == "年" and figure.after:
        return True
    if figure.spelled:
        english = _is_english(setting) or _opens_english(setting)
        asked = figure_words.TO_DO.search(setting.before + tail) or english
        return figure.operator is None and not asked
    given = setting.relative or _OF_TASK.match(tail)
    held = not given and figure_words.HELD_BEFORE.search(setting.before) is not None
    return held and figure.operator is None and figure.since is None and figure.unit != "%"


def _is_scope(setting: _Setting) -> bool:
    """Whether a figure says whom or what a clause is about (对裁员率不超过20%的企业)."""
    figure, head, tail = setting.figure, setting.head, setting.tail
    scoped = figure_words.OF_SCOPE.search(head) and figure_words.BOUND_NEXT.match(tail)
    if scoped or figure_words.OF_WHOM.search(head):
        return True
    said = setting.clause[len(setting.before) : len(setting.clause) - len(tail)]
    ends = tail.startswith("的") or said.endswith("的")
    of_whom = ends and _HAN.match(tail.removeprefix("的")) is not None
    if (
        of_whom
        and not figure.unit.endswith(TIMES)
        and figure_words.CONDITION.search(setting.before)
        and not figure_words.GIVEN_BY.search(setting.before)
    ):
        return True
    if (figure.unit == "岁" and _HAN.match(tail)) or _OF_THOSE.search(setting.clause):
        return True
    relative = setting.relative or figure.unit.startswith("/")
    told = figure.unit in _RATIOS or relative or figure.spelled or figure.before
    timed = figure.unit.endswith(figure_words.SPANS)
    in_time = timed and figure.after and figure_words.DONE_WITHIN.match(tail)
    if told or in_time or _all_of(setting):
        return False
    within = _WITHIN.match(tail) and not figure_words.DONE_WITHIN.search(tail)
    scope = figure.after and _HAN.match(tail) and not ends_in_verb(head)
    given = figure_words.GIVEN_BY.search(setting.clause) and not _SHARE_OF.match(tail)
    bare = tail.startswith("的") and not (figure.after or given)
    ends = figure.after and not tail and head.endswith(("在", "的"))
    task = _OF_TASK.match(tail) and figure_words.TO_DO.search(head)
    listed = _LISTED_TOO.search(head) and _ASKED.match(setting.before)
    of_state = figure_words.FACT_BEFORE.search(head) and not (ends or task or listed)
    if within or scope or bare or of_state:
        return True
    asked = figure_words.TO_DO.search(setting.before) or figure_words.TO_GIVE.search(
        setting.before + tail[:6]
    )
    of_rate = figure.unit not in _RATIOS and _RATE_OF.match(tail) is not None
    whole = figure.operator is None and _WHOLE.match(setting.before) is not None
    return asked is None and (of_rate or whole)


def _all_of(setting: _Setting) -> bool:
    """Whether a figure says of how many, all of them, something is asked (对50个基地逐一检查)."""
    named = setting.figure.operator is None and _HAN.match(setting.tail) is not None
    of = setting.before == "" or _TOWARDS.search(setting.head) is not None
    tail = setting.tail
    none = figure_words.TO_GIVE.search(tail) or _AT_HAND.match(tail)
    asked = figure_words.ALL_OF.search(tail) or figure_words.TO_DO.search(tail)
    timed = setting.figure.unit.endswith(figure_words.SPANS) and _RATE_OF.match(tail)
    return bool(named and of and not (none or timed) and asked)


def _readings(setting: _Setting) -> list[TargetReading]:
    """The targets that one figure sets: one for each rate or business that it is named for."""
    figure, unit = setting.figure, setting.figure.unit
    name = name_of(setting.head, setting.tail, figure)
    regular = occasions_in(setting.head) or occasions_in(setting.clause)
    if regular and unit in TIMES and figure.number == "1":
        return [TargetReading(0, 0, name, OCCASIONS, regular)]
    operator, lower = _operator(setting)
    if not Fraction(figure.number) and operator is Operator.AT_LEAST:
        operator = Operator.EQUAL
    measure, common = _measure(figure, name), scale_of(unit) > _PERCENT
    keeps = figure_words.KEEPING.search(setting.head[-6:])
    names = [name] if setting.shared else split_names(name, setting.head)
    uneven = so_many(setting.head) not in (0, len(names)) or (figure.since and len(names) > 1)
    lower += [Doubt("vague", figure=f"{figure.number}{unit}")] if uneven else []
    found = [
        TargetReading(
            start=0,
            end=0,
            name=one,
            measure=measure,
            goal=f"{operator} {figure.number}{unit}",
            value_is=_value_is(measure, one, unit),
            denominator=Denominator.COMMON if common else Denominator.OWN,
            across=_across(measure, unit),
            holds=Holds.EVERY_PERIOD if keeps else Holds.AT_DUE,
            binding=figure_words.NOT_BINDING.search(setting.before) is None,
            may_exceed=common or _above_whole(figure),
            doubts=(*_doubts(setting, name), *lower),
        )
        for one in names
    ]
    return [end for reading in found for end in _both_ends(reading, figure)]


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
    name = target.name if _HAN.search(target.name) else about[:40]
    measure = _measure(replace(figures[0], number="0"), name)
    common = scale_of(unit) > _PERCENT
    more = (
        *([Doubt("per", unit=unit)] if "/" in unit else []),
        *([Doubt("counts")] if unit == "%" and not _is_counted(name) else []),
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


def _is_counted(name: str) -> bool:
    """Whether the name of a rate says what is divided by what."""
    return any(word in name for word in figure_words.COUNTED_BY)


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


def _doubts(setting: _Setting, name: str) -> list[Doubt]:
    figure, unit = setting.figure, setting.figure.unit
    misspelt = figure.operator is None and figure_words.MISSPELT.search(setting.before)
    half = unit in WHOLE and "." in figure.number
    half = half or (unit == "" and _THOUSANDS.fullmatch(figure.number) is not None)
    odd = unit[:1] in "万亿" and unit.endswith(figure_words.SPANS)
    told = figure.operator or figure.since or _in_time(setting)
    loose = _is_english(setting) and unit.endswith(figure_words.SPANS) and not told
    run = unit and _BOUND_NEXT.match(setting.tail)
    sure = figure.exact and not (
        half or misspelt or odd or loose or run or _ABOUT.match(setting.tail)
    )
    relative = setting.relative
    of_whom = figure.after and _HAN.match(setting.tail)
    uncounted = unit == "%" and not _is_counted(name)
    per = relative + unit
    full = figure_words.FULL.search(setting.tail) and not unit.endswith(TIMES)
    all_of = _all_of(setting) or bool(full)
    found = (
        (not sure, Doubt("vague", figure=f"{figure.number}{unit}")),
        (not (all_of or _asks(setting)), Doubt("no-verb")),
        (
            unit == ""
            and (
                not setting.before.isascii()
                or _SIGN.match(setting.tail)
                or figure_words.LACKS_UNIT.search(setting.before + "#" + setting.tail)
            ),
            Doubt("no-unit"),
        ),
        (figure.spelled and (figure.operator is None or of_whom), Doubt("spelled")),
        ("/" in per or relative, Doubt("per", unit=per)),
        (_above_whole(figure), Doubt("above-whole")),
        (all_of, Doubt("all-of")),
        (uncounted, Doubt("counts")),
    )
    return [doubt for holds, doubt in found if holds]


def _asks(setting: _Setting) -> bool:
    """Whether words of its clause, its unit or its kind make a figure one to be reached.

    A measure between two words of a name may be the size of what it names (800万吨炼化项目).
    """
    figure = setting.figure
    told = figure.operator is not None or figure.unit in _RATIOS or figure.unit.startswith("/")
    told = told or (setting.listed and setting.tail == "" and figure.unit in COUNTERS)
    of_name = figure.unit not in COUNTERS and _HAN.match(setting.tail)
    more = _DIGIT.search(setting.tail) is not None
    size = of_name and (more or not ends_in_verb(setting.head))
    asked = (
        figure_words.TO_GIVE.search(setting.before)
        or (not size and figure_words.TO_DO.search(setting.before))
        or setting.before.startswith(figure_words.PART_OF)
        or _in_time(setting)
    )
    return bool(told or asked or figure.unit == "分" or figure.spelled or _is_english(setting))


def _above_whole(figure: Figure) -> bool:
    """Whether a percentage is one that only growth can reach."""
    return figure.unit == "%" and Fraction(figure.number) > 100


def _operator(setting: _Setting) -> tuple[Operator, list[Doubt]]:
    """How a figure is compared: as the words around it say, else as its kind usually is."""
    figure, bare = setting.figure, without_operator(setting.head)
    low = figure_words.LOWER_IS_BETTER.search(bare) is not None and figure.unit != "个百分点"
    falls = setting.before.endswith("to ") and figure_words.DOWN.search(setting.before)
    if falls and not figure.since:
        return Operator.AT_MOST, []
    said = figure.after or not low or figure.operator is Operator.AT_MOST
    if figure.operator is not None and said:
        return figure.operator, []
    if low and _AT_LEAST.search(setting.head):
        return Operator.AT_LEAST, [Doubt("vague", figure=f"{figure.number}{figure.unit}")]
    if low:
        return Operator.AT_MOST, [Doubt("lower-is-better")]
    return _bare_operator(setting, bare)


def _bare_operator(setting: _Setting, bare: str) -> tuple[Operator, list[Doubt]]:
    """How a figure without words that compare it is met: exactly, where an amount is given.

    Things counted one by one are given up to a number, and more.
    """
    clause = setting.clause
    if _in_time(setting):
        return Operator.AT_MOST, []
    if figure_words.GIVEN_BY.search(clause):
        return Operator.EQUAL, []
    reached = is_rate(bare) or figure_words.COMPARED.search(clause)
    given = figure_words.TO_GIVE.search(setting.before if clause.isascii() else clause)
    if setting.figure.operator or reached or not given:
        return Operator.AT_LEAST, []
    change = figure_words.CHANGE.search(setting.before)
    if change and not figure_words.CHARGED.search(clause):
        return Operator.AT_LEAST, [Doubt("change", words=change[0])]
    counted = setting.figure.unit in COUNTERS
    return Operator.AT_LEAST if counted else Operator.EQUAL, []


def _in_time(setting: _Setting) -> bool:
    """Whether a bare figure is the time in which something is to be done."""
    timed = setting.figure.unit.endswith(("日", "天", "小时", "分钟"))
    done = timed and figure_words.IN_TIME.match(setting.tail)
    english = timed and setting.head.endswith(" in ")
    return english or (bool(done) and not setting.head.endswith("提前"))


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
        return ValueIs.SNAPSHOT if unit.endswith(_TERMS) else ValueIs.RUNNING_TOTAL
    later = measure is RATIO and figure_words.FOLLOWING.search(name)
    return ValueIs.RUNNING_TOTAL if later else ValueIs.SNAPSHOT
