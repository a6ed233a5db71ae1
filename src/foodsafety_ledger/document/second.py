"""A second, simpler reading of a phrase and of a quote, for holding data against.

It shares the words of roles with ``draft`` and none of its grammar: a phrase is known units, words
of roles and marks, and whatever else it holds is reported; a quote's figures are what stands
directly before and behind each numeral.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from math import ceil
from typing import Final, NamedTuple

from foodsafety_ledger.document import figure_words, lexicon
from foodsafety_ledger.document.anchors import compact
from foodsafety_ledger.document.figure_words import GOES_ON
from foodsafety_ledger.document.figures import CHARS, PLACES, parse_any, parse_english
from foodsafety_ledger.document.folded import simple
from foodsafety_ledger.model.goal import Goal, GoalKind, Operator
from foodsafety_ledger.model.plan import Department, Group, Plan, Role

_ORDER: Final = list(Role)
_LABEL: Final = re.compile(
    "(?:"
    + "|".join(f"(?P<{k}>{words.replace(' ', ' ?')})" for k, words in lexicon.LABELS.items())
    + f"){lexicon.TWIN}(?:：|）：?)"
)
_BY: Final = re.compile(lexicon.ENGLISH_BY.replace(" ", " ?"))
_BARE: Final = re.compile(f"(?P<bare>{lexicon.BARE_LABELS})(?:为|是)?(?=[^、，。；：）])")
_ROLES: Final = (
    *((re.compile(f"(?:{words})"), role) for words, role in lexicon.ROLE_WORDS),
    *(
        (re.compile(f"(?<=（)(?:{words.replace(' ', ' ?')})(?=）)"), role)
        for role, words in lexicon.ENGLISH_ROLES.items()
    ),
)
_OPEN: Final = re.compile(lexicon.CLOSERS)
_RULE: Final = re.compile(
    f"(?:{lexicon.FIRST_LEADS.pattern})|{lexicon.EVERYWHERE.pattern}|{lexicon.ALSO_BELOW.pattern}"
)
_ITEM: Final = re.compile(r"\d{1,2}[.、]|（\d{1,2}）|[①-⑳]|[^\w、，。；：（）]{1,2}")
"""A list number or a sign; before a label or a unit it says nothing."""
_KIND: Final = re.compile("(?:单位|部门)(?=）)")
_SHUT: Final = re.compile("[、，；。（）]|$")
_OBJECT: Final = re.compile(
    f"(?![^、，；。：（）]*(?:{'|'.join(lexicon.SURE_ENDINGS)}))[^、，；。：（）]{{1,20}}(?=[、，；。）]|$)"
)
"""What behind a word of a role it is about: no unit, and to the end of its clause."""
_WITH: Final = re.compile(
    "会同|联同|(?<=，)(?:联合|协同)(?!(?:配合|落实|负责))"
    "|(?P<helped>(?<=，)(?:supported|assisted)by(?:the)?"
    "|with(?:the)?(?:(?:support|help|assistance)(?:of|from)(?:the)?)?(?=[A-Z]))"
)
"""What parts those who lead from those who help them."""
_DEADLINE: Final = re.compile(
    r"(?:\d{4}年|\d{1,2}月|年底|年内|长期|持续|常态|全年|第?[一二三四]季度|每个?(?:月|季度?|年|半年)|[上下]半年)[^、，；。]{0,14}(?:前|底|完成|坚持|推进|开展|实施)?(?=[、，；。）]|$)"
)
_JOINTS: Final = re.compile(
    r"（\d+[项条]）|[、，；。：/|｜·（） \t—\\-●•]|以及?|和|及|与|并|由|主要|共同"
    r"|and(?:the)?(?=[A-Z])|&"
    "|(?:暂?无|(?i:none|nil))(?=[，；。）]|$)|(?:此项|该项|本项|各项)?(?:工作|任务|措施)?(?=由)|\\.(?=[A-Z]|$)"
)


class Named(NamedTuple):
    """A unit that a phrase names, and the role it gives it there."""

    unit: str
    role: Role


@dataclass(slots=True)
class PhraseReading:
    """What a phrase says: units with their roles, words that are neither, and whether it is open.

    ``rule`` is true where it says that the first one leads, ``below`` where that holds for what
    follows too; ``always`` are the words for more units that have a part in what follows.
    """

    named: list[Named] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    open: bool = False
    rule: bool = False
    below: bool = False
    always: str = ""

    @property
    def strongest(self) -> dict[str, Role]:
        """Each unit's strongest role (design 2)."""
        ranked = sorted(self.named, key=lambda one: _ORDER.index(one.role), reverse=True)
        return dict(ranked)

    @property
    def supports(self) -> bool:
        """Whether everybody named only supports."""
        return bool(self.named) and all(one.role is Role.SUPPORT for one in self.named)

    def led(self, groups: Container[str]) -> PhraseReading:
        """The same by the rule that the first unit leads; a group leads nobody."""
        leads = any(one.role is Role.LEAD for one in self.named)
        if leads or not self.named or self.named[0].unit in groups:
            return self
        return replace(self, named=[Named(self.named[0].unit, Role.LEAD), *self.named[1:]])


class Units:
    """The names and aliases of a plan's units, longest first by their first character.

    Traditional characters and simplified ones are the same in them.
    """

    def __init__(self, plan: Plan) -> None:
        self.groups = frozenset(plan.groups)
        units: list[Department | Group] = [*plan.departments.values(), *plan.groups.values()]
        named = {_key(alias): unit.id for unit in reversed(units) for alias in unit.aliases}
        self.ids: Mapping[str, str] = named | {
            _key(unit.name.zh): unit.id for unit in reversed(units)
        }
        self._by_first: dict[str, list[str]] = {}
        for name in sorted(filter(None, self.ids), key=len, reverse=True):
            self._by_first.setdefault(name[0], []).append(name)

    def __contains__(self, name: str) -> bool:
        return bool(name) and _key(name) in self.ids

    def at(self, words: str, start: int) -> str:
        """The longest name that stands at ``start``; empty if none does."""
        known = self._by_first.get(words[start], ())
        return next((name for name in known if words.startswith(name, start)), "")

    def touches(self, words: str) -> bool:
        """Whether any name stands anywhere in ``words``."""
        return any(self.at(words, i) for i in range(len(words)))


def _key(name: str) -> str:
    return simple(compact(name))


def read_phrase(phrase: str, units: Units, column: Role | None = None) -> PhraseReading:
    """What the words of a phrase say; ``column`` is the role that its column of a table gives."""
    words = compact(phrase)
    plain = simple(words)
    reader = _Reader(words, plain, units, column)
    rule, always = _RULE.search(plain), lexicon.EVERYWHERE.search(plain)
    reader.read(_before_rule(plain, rule.start(), units) if rule else len(words))
    reader.said.rule = lexicon.FIRST_LEADS.search(plain) is not None
    reader.said.below = lexicon.ALSO_BELOW.search(plain) is not None
    reader.said.always = always["units"] if always else ""
    return reader.said


def _before_rule(words: str, at: int, units: Units) -> int:
    """Where a rule begins, with the sentence before it that names nobody and says what is what."""
    stop = words.rfind("。", 0, at)
    explains = stop >= 0 and not units.touches(words[stop:at])
    return stop if explains else at


class _Reader:
    def __init__(self, words: str, plain: str, units: Units, column: Role | None) -> None:
        self.said = PhraseReading()
        self._words, self._plain, self._units = words, plain, units
        self._label: str = (column or Role.RESPONSIBLE).value
        self._labelled = column is not None
        self._pending: list[str] = []
        self._earlier = 0
        self._beside: Role | None = None
        self._odd = ""

    def read(self, end: int) -> None:
        at = 0
        while at < end:
            step = self._step(at)
            if step:
                self._flush_odd()
            else:
                self._odd += self._words[at]
            at += step or 1
        self._flush_odd()
        self._settle()

    def _step(self, at: int) -> int:
        """Reads what stands at an offset; how long it is, 0 for what nothing knows."""
        listed = _ITEM.match(self._plain, at)
        behind = listed.end() if listed else len(self._plain)
        if behind < len(self._plain) and (
            self._units.at(self._plain, behind) or _LABEL.match(self._plain, behind)
        ):
            return behind - at
        label = _LABEL.match(self._plain, at) or _BY.match(self._plain, at)
        if label and not (
            label[0].endswith("）") and self._pending and _SHUT.match(self._plain, label.end())
        ):
            self._settle()
            self._label, self._labelled = str(label.lastgroup), True
            return label.end() - at
        if self._label in ("due", "person"):
            return 1
        other = lexicon.other_label(self._plain, at, len(self._plain))
        if other and self._plain[at - 1 : at] in ("", *"，；。"):
            self._settle()
            aids = self.said.named and lexicon.AIDS.search(other["words"])
            self._label = (Role.SUPPORT if aids else Role.RESPONSIBLE).value
            self.said.unknown.append(other["words"])
            return len(other[0])
        name = self._units.at(self._plain, at)
        if name:
            self._pending.append(self._units.ids[name])
            return len(name)
        return self._word(at)

    def _word(self, at: int) -> int:
        bare = _BARE.match(self._plain, at)
        if bare and (not self._pending or self._plain[at - 1] in "，；。"):
            self._settle()
            self._labelled, kinds = True, lexicon.LABELS.items()
            self._label = next(kind for kind, words in kinds if re.fullmatch(words, bare["bare"]))
            return bare.end() - at
        opened = _OPEN.match(self._plain, at)
        if opened:
            self.said.open = True
            return opened.end() - at
        return self._role_word(at) or self._mark(at)

    def _role_word(self, at: int) -> int:
        """Reads a word of a role behind units, or what parts them from those who help them."""
        for pattern, role in _ROLES:
            found = pattern.match(self._plain, at)
            if found and found.end() > at and self._pending:
                return self._take(role, found) - at
            if (
                found
                and found.end() > at
                and self.said.named
                and _SHUT.match(self._plain, found.end())
            ):
                return found.end() - at
        aids = lexicon.AIDS.match(self._plain, at)
        others = self.said.named or self._earlier
        if aids and self._pending and others and _SHUT.match(self._plain, aids.end()):
            self._give(Role.SUPPORT, 0 if self.said.named else self._earlier)
            return aids.end() - at
        joint = _WITH.match(self._plain, at)
        if joint and (self._pending or self.said.named):
            beside = Role.LEAD if self._pending else Role.SUPPORT
            own = self._role is Role.SUPPORT or joint["helped"]
            self._give(self._role if own else Role.LEAD, self._earlier)
            self._beside = beside
            return len(joint[0])
        return 0

    def _take(self, role: Role, found: re.Match[str]) -> int:
        """Gives the units before a word of a role that role; where that and its object end."""
        if self._plain[found.start() - 1] == "（":
            self.said.named.append(Named(self._pending.pop(), role))
            return (_KIND.match(self._plain, found.end()) or found).end()
        helps = self._beside is Role.LEAD and role is not Role.LEAD
        behind = not self._labelled and bool(self.said.named)
        reaches = lexicon.reaches_back(role, self._role, behind=behind)
        self._give(Role.SUPPORT if helps else role, 0 if reaches else self._earlier)
        end = found.end()
        while about := _OBJECT.match(self._plain, end + (end > found.end())):
            if self._units.touches(about[0]) or (end > found.end() and self._plain[end] != "、"):
                break
            end = about.end()
        return end

    def _give(self, role: Role, own: int) -> None:
        """Gives the units a role, but the first ones, who keep that of their label."""
        self.said.named += [Named(unit, self._role) for unit in self._pending[:own]]
        self.said.named += [Named(unit, role) for unit in self._pending[own:]]
        self._clear()

    def _mark(self, at: int) -> int:
        if self._plain[at] in "，；。":
            if self._beside:
                self._settle()
            self._earlier = len(self._pending)
        passed = _DEADLINE.match(self._plain, at) or _JOINTS.match(self._plain, at)
        return passed.end() - at if passed else 0

    def _flush_odd(self) -> None:
        if self._odd and self._pending:
            self._settle()
        if self._odd:
            self.said.unknown.append(self._odd)
        self._odd = ""

    def _settle(self) -> None:
        self._give(self._role, 0)

    def _clear(self) -> None:
        self._pending.clear()
        self._earlier, self._beside = 0, None

    @property
    def _role(self) -> Role:
        """The role that the label, or the column, gives; that of those beside others."""
        if self._beside:
            return Role.SUPPORT
        return Role(self._label) if self._label in set(Role) else Role.RESPONSIBLE


_NUMERAL: Final = re.compile(
    rf"{figure_words.ENGLISH_PARTS}|(?P<digits>(?<![\d.])\d+(?:,\d{{3}})*(?:\.\d+)?)|百分之(?P<percent>[{CHARS}\d.点]+)"
    rf"|(?P<parts>[{CHARS}]+)分之(?P<share>[{CHARS}点]+)|(?P<han>(?!百分[点比])[{CHARS}]+)(?!成)|(?P<half>减半)"
    rf"|(?P<tenths>{figure_words.TENTHS})|{figure_words.ENGLISH_NUMBER}"
)
_DATES: Final = re.compile(figure_words.DATES)
_RANGE: Final = re.compile(
    rf"(?:[%个家年天月元人名]|万元|批次|次)?(?:[—–~至-]| and )(?:\d[\d.]*|[{CHARS}]+)"
)
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
    "不(?:得|能|应)?(?:低于|少于|小于|短于)|至少|最少|最低|[下底][限线]|以上|之上|[达超]|突破"
    "|高于|多于|[≥≧]|>=?|提[高升到至]|增[加长至]|[Aa]t (?:the )?least|[Mm]in(?:imum|\\.)"
    "|[Nn](?:ot?|ever) [a-z ]{0,24}(?:(?:fewer|less|lower|smaller) than|below|under)"
    "|or more|or above"
)
_MOST: Final = re.compile(
    "不(?:得|能|应)?(?:超过|高于|大于|多于|长于|超出|突破)|以内|以下|之内|之下|上限|封顶|为限|至多|最多|最长|最高"
    "|(?:控制|限制)(?![一-鿿]*率)|(?:压[减缩降]?|降低?|下[降调]|减少?|缩短)[到至为]"
    "|低于|少于|小于|[≤≦]|<=?|(?:[Bb]elow|[Uu]nder|[Ww]ithin|[Ii]nside)(?![a-z])|[Uu]p to"
    "|(?:[Ff]ewer|[Ll]ess|[Ll]ower) than"
    "|[Nn](?:ot?|ever) [a-z ]{0,24}(?:(?:more|later|greater|higher|longer|larger) than"
    "|exceed|above|over)"
    "|[Aa]t (?:the )?most|[Mm]ax(?:imum|\\.)|or (?:less|fewer|below|lower)"
)
_NOT_MOST: Final = re.compile(
    "不(?:得|能|应)?(?:低于|少于|小于)"
    "|[Nn](?:ot?|ever) [a-z ]{0,24}(?:(?:fewer|less|lower|smaller) than|below|under)"
)
_BEHIND: Final = re.compile("[以之][上下内]|“[^”]*”")
"""What before a figure says nothing of it: what stands behind another (3级以下的12家), names."""
_NOT_LEAST: Final = re.compile(
    "不(?:得|能|应)?(?:超过|高于|大于|多于|超出|突破)|最[高多]提[高升]?[到至]"
)
_GIVES: Final = re.compile(
    "给予|返还|补助|补贴|补偿|奖励|奖补|资助|免收|减免|减收|减半|收取|按|下调|降低|下降|减少|压减|[延展]期|延|缓|贴息|发放|浮|支付|扣减"
    "|[Dd]own by|[Uu]p by|[Rr]educe|[Ii]ncrease|[Cc]ut"
)
_BOUND: Final = re.compile(
    "[^，。；、）]{0,12}?(?:以上|之上|以下|以内|之内|之下|(?<![境市省县区国体院校室])内|封顶|为限"
    "|or (?:more|above|less|fewer|below)"
    "|at (?:the )?(?:least|most|minimum|maximum)|minimum|maximum)"
)
_GIVEN: Final = re.compile(
    "按[^，。；]*(?:给予|返还|补|贴息|收取|奖)|给予|返还|[补费税价租息标][^，。；]*提[高升](?![到至])"
)
_LOW: Final = re.compile(
    f"(?:{figure_words.LOW_OF})[^，。；率处整查办移]{{0,6}}率|{figure_words.LOW_OTHERS}"
)
_CHANGED: Final = re.compile(
    "^[^，。；]{0,8}(?:提[高升到至]|增|升|扩|压|缩|降|减|调|放宽|改|变|充)"
)
_UNIT_OF_CHANGE: Final = re.compile("^[%‰]?[一-鿿]{0,4}?(?=提|增|升|扩|压|缩|降|减|调|放|改|变)")
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


def _behind(after: str, unit: str) -> int | None:
    """The factor that stands before ``unit`` behind a numeral; None if that unit does not."""
    text, factor = after.lstrip(" ").replace("（次）", "次"), 1
    for word, times in figure_words.ENGLISH_FACTORS.items():
        if text.startswith(word):
            factor, text = times, text[len(word) :].lstrip(" ")
    while text[:1] in PLACES and not text.startswith(unit or "?"):
        factor, text = factor * PLACES[text[0]], text[1:]
    if not unit:
        return factor if not text[:1].isdigit() else None
    if text.startswith(unit):
        more = "[0-9A-Za-z%‰]" if unit in "%‰" else "(?!)" if unit == "个" else GOES_ON
        return None if re.match(more, text[len(unit) :]) else factor
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
    """The numerals of a stretch of text, dates left out; what it read last is kept."""
    return tuple(_figures(flat, start, end))


def _figures(flat: str, start: int, end: int) -> Iterator[Numeral]:
    dates = (range(*found.span()) for found in _DATES.finditer(flat, start, end))
    taken = set(chain.from_iterable(dates))
    for found in _NUMERAL.finditer(flat, start, end):
        at, stop = found.span()
        value = _value(found)
        none = (value == 0 and found["han"]) or figure_words.EACH_OF_MANY.match(flat, at)
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
        upper = after[ranged.end() :] if ranged and not named else after
        signed = flat[at - 1 : at] in ("-", "−") and flat[at - 2 : at - 1] not in _DIGIT_ENDS
        value = -value if signed else value
        if found["times"]:
            after = f" times{after}"
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
        whole, part = parse_any(found["parts"]), parse_any(found["share"])
        return None if not whole or part is None else _in_percent(part / whole)
    if words := found["part"] or found["few"]:
        whole, part = parse_any(found["many"] or "1"), parse_any(words)
        return None if not whole or part is None else _in_percent(part / whole)
    if words := found["counted"] or found["times"]:
        return parse_english(words)
    return parse_any(found["digits"] or found["percent"] or found["han"])


def _in_percent(share: Fraction) -> Fraction:
    """A share in percent, rounded up to two places."""
    return Fraction(ceil(share * 10_000), 100)


def operators_of(figure: Numeral, clause: str) -> set[Operator]:
    """How a figure may be compared, by the words next to it, else by those of its clause."""
    behind = _BOUND.match(figure.after)
    tail = behind[0] if behind and not re.search(r"\d|率", behind[0]) else ""
    if figure.value == 0:
        return {Operator.EQUAL, Operator.AT_MOST}
    capped = figure.before.endswith(" at ") and re.search("[Cc]ap|[Ll]imit|[Ff]r[eo]ze", clause)
    falls = figure.before.endswith(" to ") and (figure_words.DOWN.search(clause) or _falls(figure))
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
    return {Operator.AT_LEAST}


def _falls(figure: Numeral) -> bool:
    """Whether the figure is less than the one that it is reached from (from 55% to 45%)."""
    since = re.search(r"[Ff]rom (\d[\d,]*(?:\.\d+)?)[^，。；\d]*$", figure.before)
    first = parse_any(since[1]) if since else None
    return first is not None and figure.value < first


def is_low(clause: str) -> bool:
    """Whether a clause is about a rate that should be low."""
    return _LOW.search(clause) is not None


_RATE_NAME: Final = re.compile("[一-鿿]{2}(?:率|度|占比|比例|比重)")
_TIMED: Final = re.compile(
    rf"[到至全每]?\d{{0,4}}年[底末内前]?|每(?:个?[月季周日天](?:度|末)?|[人户家校村亩])"
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
        least = _LEAST.sub(lambda word: word[0] if word[0] == "超" else "，", clause)
        own = _TIMED.sub("，", _MOST.sub("，", least))
        said = {found[1] for found in _HAN_PAIR.finditer(own)}
        pairs = {found[1] for found in _HAN_PAIR.finditer(_TIMED.sub("，", name))}
        return not pairs or not said or not pairs.isdisjoint(said)
    figures = [one for one in figures if not one.after.startswith(("小时", "分钟", "日", "天"))]
    if len(rates) == len(figures) > 1:
        rates = [rate for rate, figure in zip(rates, figures, strict=True) if figure in equal]
    return not set(rates).isdisjoint(named)


_REACHED: Final = re.compile(f"[%‰]?(?: [a-z]+){{0,2}}{figure_words.IN_YEAR} to ")


def is_base(figure: Numeral) -> bool:
    """Whether a figure is what another one rises or falls from (由 20% 提升至 40%)."""
    if figure.before.endswith(("from ", "From ")):
        return _REACHED.match(figure.after) is not None
    changed = _CHANGED.match(_UNIT_OF_CHANGE.sub("", figure.after)) is not None
    return changed and figure_words.FROM.search(figure.before) is not None


_NUMERAL_OF_DATE: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_ATOM: Final = re.compile(
    r"(?P<year>(?<!\d)(?:1[01]\d|(?:19|20)\d\d|[〇零○一二三四五六七八九]{4})年度?)|[今本当]年"
    rf"|(?P<next>[次翌]年)|(?P<month>{_NUMERAL_OF_DATE}月份?)|(?P<day>{_NUMERAL_OF_DATE}[日号])"
    r"|(?P<third>[上中下]旬)|第?(?P<quarter>[一二三四1-4首]季)度?|(?P<half>[上下])半年|(?P<whole>全年)"
    r"|(?P<last>年?[底末])|(?P<to>(?:起|开始)?[至到—–~\-]+)|(?P<before>或?[之以]?前(?![后提]))"
    r"|即日|[一-鿿]{0,6}之日|(?<!\d)\d{1,2}(?=[至到—–~\-]+\d{1,2}月)"
)
"""A word of a date; words that stand side by side are one."""
_FIRM: Final = re.compile(
    "[^，。；]{0,4}?(?:完成|达|实现|建成|全部)"
    r"|(?:[、和及](?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[底末])?)+前[^，。；]{0,12}?分别"
)
_STATES: Final = re.compile("(?:完成[时期][间限][为是]|不[迟晚]于|最[迟晚][在于]?)$")
_SOME: Final = re.compile(r"[^，。；]{0,24}\d")
_WHEN: Final = re.compile(
    r"(?:[Bb]y|[Nn]ot? later than|[Oo]n or before|[Ff]rom [A-Z0-9][A-Za-z0-9 ]{0,18} to"
    r"|[Bb]etween [A-Z0-9][A-Za-z0-9 ]{0,18} and|(?:[Ii]n|[Dd]uring)(?= (?:the )?(?:Q|[a-z]+ q))"
    rf"|[Bb]efore(?= \d{{1,2}}\D| {figure_words.MONTH} \d{{1,2}}(?!\d)))(?: the)?"
    r" (?:end[ -](?:of )?(?:the )?)?"
    r"(?:Q(?P<fourth>[1-4])|(?P<nth>first|second|third|fourth) quarter|(?=20\d\d)"
    rf"|(?:(?P<date>\d{{1,2}}){figure_words.NTH}(?: of)? )?"
    rf"(?P<name>{'|'.join(figure_words.MONTHS)})"
    rf"{figure_words.MONTH_ENDS}(?: (?P<behind>\d{{1,2}}){figure_words.NTH}(?!\d))?)"
    r"(?:(?: of)?(?:，| )?(?P<of>20\d\d))?(?! (?:each|every|per) year| annually)"
)
"""English words for a day that something is due by."""
_NOT_DUE: Final = re.compile("(?:到期|期满|登记|注册|成立|发生)[^，。；\\d]{0,6}的|到期|期满|已|的")
_ABOUT_WHOM: Final = re.compile("(?:[对凡每逐]|作为)[^，。；：]*$")


def days_in(
    flat: str, start: int, end: int, year: int, first: int = 0
) -> list[tuple[date, int, int]]:
    """The days by which a stretch says that something is due, each with its place.

    ``year`` is that of days without one, ``first`` the first of several that the plan is for.
    """
    said = [*_runs(flat, start, end), *([one] for one in _WHEN.finditer(flat, start, end))]
    found = []
    for run in sorted(said, key=lambda words: words[0].start()):
        at, stop = run[0].start(), run[-1].end()
        whom: object = _ABOUT_WHOM.search(flat, max(start, at - 40), at)
        told = flat[max(start, at - 2) : at] in ("明年", "来年")
        if not (whom or told or _NOT_DUE.match(flat, stop, end)):
            day = (
                _day_of_run(flat, run, year, first) if run[0].re is _ATOM else _day_of(run[0], year)
            )
            found += [(day, at, stop)] if day else []
    return found


def _runs(flat: str, start: int, end: int) -> Iterator[list[re.Match[str]]]:
    """Words of dates, those side by side together."""
    run: list[re.Match[str]] = []
    for atom in _ATOM.finditer(flat, start, end):
        if run and atom.start() != run[-1].end():
            yield run
            run = []
        run.append(atom)
    if run:
        yield run


def _day_of_run(flat: str, run: list[re.Match[str]], year: int, first: int) -> date | None:
    """The last day that a run of words for dates names, if the words around say that it is due."""
    said: dict[str, str] = {}
    in_year, month, spans = year, 0, False
    for atom in run:
        key = atom.lastgroup or "begun"
        spans = spans or (key == "to" and atom is not run[0])
        said = {} if key == "to" else {**said, key: atom[key] if atom.lastgroup else ""}
        if key == "year":
            in_year = _number(atom[0]) + (1911 if _number(atom[0]) < 1000 else 0)
        in_year += key == "next"
        month = _number(atom[0]) if key == "month" else month
    one_of = 0 < first < year and in_year in range(first, year + 1)
    if not _is_due(flat, run, said, spans=spans, one_of=one_of):
        return None
    if "quarter" in said:
        month = 3 * _number(said["quarter"].replace("首", "一"))
    elif "half" in said or "month" not in said:
        month = 6 if said.get("half", "") == "上" else month if "day" in said else 12
    try:
        last = monthrange(in_year, month)[1]
        day = _number(said["day"]) if "day" in said else _THIRDS.get(said.get("third", ""), last)
        return date(in_year, month, day)
    except ValueError:
        return None


def _is_due(
    flat: str, run: list[re.Match[str]], said: Mapping[str, str], *, spans: bool, one_of: bool
) -> bool:
    """Whether a run of words for dates, or those around it, say that something is due by then."""
    start, stop = run[0].start(), run[-1].end()
    dated = said.keys() & {"month", "day", "quarter", "half", "third"}
    ends = said.get("last", "").startswith("年") or ("last" in said and (dated or "year" in said))
    if not (dated or ends or said.keys() & {"year", "next", "whole", "begun"}):
        return False
    if "whole" in said or (one_of and said.keys() == {"year"} and not spans):
        return "before" in said or _SOME.match(flat, stop) is not None
    to_year = run[0].lastgroup == "to" and not dated and flat[stop : stop + 1] not in "度期初"
    due = "before" in said or "half" in said or to_year or (spans and dated)
    due = due or (ends and flat[stop : stop + 1] == "，") or ("quarter" in said and "last" in said)
    return bool(
        due
        or ((dated or ends) and _FIRM.match(flat, stop))
        or _STATES.search(flat, max(0, start - 6), start)
    )


def _number(words: str) -> int:
    """The number that the word of a date begins with."""
    return int(parse_any(re.sub("[年月日号季].*", "", words).replace("○", "〇")) or 0)


def _day_of(match: re.Match[str], year: int) -> date | None:
    """The last day that English words for a day name."""
    nth = ("first", "second", "third", "fourth", match["nth"]).index(match["nth"]) + 1
    month = 3 * (nth if match["nth"] else int(match["fourth"] or 4))
    if match["name"]:
        month = 1 + figure_words.MONTHS.index(match["name"])
    in_year, day = int(match["of"] or year), match["date"] or match["behind"]
    try:
        return date(in_year, month, int(day or monthrange(in_year, month)[1]))
    except ValueError:
        return None


_THIRDS: Final = {"上旬": 10, "中旬": 20}


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
NOT_BINDING: Final = re.compile("力争|争取|鼓励|支持|倡导|提倡")
"""Words in a quote that ask without binding; 引导 alone leaves it to the reader."""
KEEPING: Final = re.compile("(?:保持|稳定|维持|巩固)[在于]?$")
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


def units_named(words: str, units: Units) -> Iterable[Named]:
    """The units that a rule for all names, by their names or the beginnings of them."""
    said = read_phrase(words, units)
    if said.named:
        return said.named
    bare = re.sub("^(?:需|须|由|涉及到?)|(?:配合|负责)?(?:落实)?$", "", words)
    role = Role.SUPPORT if "配合" in words else Role.RESPONSIBLE
    return [
        Named(unit, role)
        for piece in filter(None, re.split("[、，]", bare))
        for name, unit in units.ids.items()
        if name.startswith(piece)
    ]
