"""Figures in a text: their value, unit, and the words that say how they are compared."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, prod
from typing import Final

from foodsafety_ledger.document import date_words, figure_words, lexicon
from foodsafety_ledger.document.folded import Place, Stretches, bracket_pairs
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.goal import COUNTERS, HEADS, QUANTITIES, Operator, is_unit
from foodsafety_ledger.model.number import parse_decimal

_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "〇": 0,
}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"万": 10_000, "亿": 100_000_000}

PLACES: Final = _PLACES | _MYRIADS
"""What a digit before a character is multiplied by."""

CHARS: Final = "".join((*_DIGITS, *_PLACES, *_MYRIADS))
"""Every character that a Chinese numeral is made of."""


def parse_numeral(text: str) -> int | None:
    """The number that ``text`` spells in Chinese characters; None if it spells none.

    Characters without a place among them are read digit by digit (二〇二一 is 2021).
    """
    if not text or any(char not in CHARS for char in text):
        return None
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _PLACES:
            section, digit = section + (digit or 1) * _PLACES[char], 0
        else:
            total, section, digit = (total + section + digit) * _MYRIADS[char], 0, 0
    return total + section + digit


_IN_MYRIADS: Final = re.compile(r"(?P<high>\d+)(?:万(?P<thousands>\d)(?!\d)|[万亿](?P<rest>\d+))")


def _written_out(number: str) -> str:
    """A number of which only the higher part has its myriads written, as digits."""
    return _IN_MYRIADS.sub(
        lambda found: str(
            10 * int(found["high"]) + int(found["thousands"])
            if found["thousands"]
            else 10_000 * int(found["high"]) + int(found["rest"])
        ),
        number,
    )


def parse_any(text: str) -> Fraction | None:
    """The value of a decimal in digits, or of a numeral in words; None if it is neither."""
    plain = _written_out(text.replace(",", "").replace("点", "."))
    if plain.replace(".", "", 1).isascii() and plain.replace(".", "", 1).isdigit():
        return Fraction(plain)
    if in_english := parse_english(text):
        return in_english
    whole, _, places = text.partition("点")
    spelled, digits = parse_numeral(whole), [_DIGITS.get(char) for char in places]
    if spelled is None or None in digits:
        return None
    tenths = (Fraction(digit or 0, 10**at) for at, digit in enumerate(digits, 1))
    return sum(tenths, Fraction(spelled))


def parse_english(words: str) -> Fraction | None:
    """The number, or the share of a whole, that English words say; None if they say none."""
    said = words.lower().replace("-", " ")
    said = "one" if said in ("a", "an") else said
    return figure_words.ENGLISH_NUMERALS.get(said)


_CHINESE = f"[{CHARS}]{{1,12}}(?![{CHARS}])"
_DECIMAL = rf"(?:{figure_words.IN_MYRIADS})|\d{{1,24}}(?:,\d{{3}}){{0,6}}(?:\.\d{{1,24}})?"
_NUMBER: Final = re.compile(
    rf"{figure_words.ENGLISH_PARTS}|(?P<tenths>{figure_words.TENTHS})"
    rf"|(?:(?P<both>(?<=[Bb]etween ))?(?P<low>{_DECIMAL})(?:{figure_words.UNITS})?"
    r"(?(both) and |[—–\-~至到])(?=\d))?"
    rf"(?P<number>(?<![\d.])(?<!\d[万亿])(?:百分之)?(?:{_DECIMAL}))"
    rf"(?: ?(?P<unit>{figure_words.UNITS}))?"
    rf"|百分之(?P<percent>{_CHINESE}(?:点{_CHINESE})?)"
    rf"|(?P<parts>{_CHINESE})分之(?P<share>{_CHINESE}(?:点{_CHINESE})?)"
    rf"|(?<![第“十五一二三四六七八九每/])(?:(?P<spelled_low>[{CHARS}]{{1,4}})[至到])?"
    rf"(?P<spelled>[{CHARS}]{{1,6}})(?P<its_unit>{figure_words.UNITS})"
    r"|(?P<half>减半)"
    rf"|{figure_words.ENGLISH_NUMBER}(?: (?P<english_unit>{figure_words.UNITS}))?"
)
_SKIPPED: Final = re.compile(
    "|".join((figure_words.NAMES, date_words.DATES, figure_words.OTHER_NUMBERS))
)
_BEFORE: Final = (
    *(
        (re.compile(f"(?:{words})(?:{figure_words.FILLER})*$"), operator)
        for words, operator in figure_words.BEFORE
    ),
    *((re.compile(words), operator) for words, operator in figure_words.FAR_BEFORE),
)
_INCLUDED: Final = re.compile("（[^（）]{1,10}）(?=[以之])")
"""What may stand between a figure and the words behind it: 90分（含90分）以上."""
_AFTER: Final = tuple((re.compile(words), operator) for words, operator in figure_words.AFTER)
_HEADS: Final = {heads: word for word, heads in HEADS.items()}
_BOUNDS: Final = "|".join(words for words, _ in figure_words.BEFORE[:-1])
_TO: Final = tuple(
    (
        re.compile(
            f"(?:的|左右|以[上下内]|，|基础上|逐步|分步|阶段性|再|(?P<cap>最[高多]))*{words}了?"
            rf"(?P<bound>{_BOUNDS})?(?:(?:20\d\d|1[01]\d)年(?:度|底|末)?的?)?"
        ),
        operator,
    )
    for words, operator in figure_words.TO
)
_HEAD: Final = 30
"""How far before a figure the words that compare it begin."""
_REGULAR: Final = re.compile("每(?:[两二三四五半]?[年月季周]|学期)|一年|全年|年内")
ODD: Final = r"[□■▢○●◯◎*×_#?|&{}^\\\u0370-\u06ff\ufffd]"
"""A sign, or a letter of a script that no plan is written in, as it stands for a digit unread.

A stroke or a bracket of a program's is one too: a scan has them for 1, 8 and 3.
"""
_RUN_ON: Final = re.compile(
    rf"[0-9A-Za-z%‰℅…°º˚℃〇丨¹²³⁰⁴-⁹]|{ODD}|[.,·：、，。/] ?[0-9]| [0-9%‰]"
    r"|(?:[^\s，。；：、）]|（[^（）]{1,10}）)[%‰]"
)
_HALF: Final = re.compile(
    "(?<=[批人户])(?![次份内外起等止上下多整吗的以组队班数])[一-鿿](?=[，。；、）|]|$)"
)
"""A single character behind a unit, which may be the rest of a longer one misread (批吹)."""
_APART: Final = frozenset("、，。：·…*¹²³⁰⁴⁵⁶⁷⁸⁹")
"""What may stand directly behind a figure's unit: a mark before the next numeral, a footnote's."""
_PER_HEADS: Final = re.compile(figure_words.PER_HEADS)
_LONGEST_UNIT: Final = 10
_LONGEST_NAME: Final = 60
_SHORTEST: Final = 2
_GOES_ON: Final = re.compile("/|·(?!年)")
_OF_OTHER: Final = re.compile(f"[一-鿿]{{1,5}}/[万千百]*(?:人|{'|'.join(QUANTITIES)})")
"""More of a unit that is not known (0.5吨标准煤/万元)."""
_RUN_UP: Final = re.compile(
    rf"(?:[0-9A-Za-z%‰.↑↓→〇丨〡丁专]|{ODD}|(?<=[一-鿿])！)$|[0-9] ?[.,·：、，。] ?$"
    "|(?:[0-9]|(?<![A-Za-z])[lIO]) $"
)
"""What around a numeral says that it was cut out of something else, or its sign not read whole."""
_NOUGHT: Final = re.compile("0[0-9]")
_CUT: Final = re.compile(
    "(?<![第初高大小周期统单唯之进专其万同逐])[一二三四五六七八九零]$|(?<=[一-鿿])[—~～]$"
)
"""A nought or another sign that a numeral begins with, in place of its first digit."""
_YEAR_BEFORE: Final = re.compile(r"(?:[A-Z][a-z]+(?: \d{1,2}，)?|[Bb]y|[Ii]n|Q[1-4]) ?20\d\d， ?$")
"""A year, and the mark behind it, at the head of an English sentence: By June 30, 2026, 90% of."""
_TITLE: Final = re.compile("[.] (?:[A-Z][a-z]+ )+$")
_NEW_SENTENCE: Final = re.compile("[.] [A-Z]")
"""An English heading and a sentence: the number between them may be that of a list item."""
_SIGNS: Final = frozenset("-−±+")
_DIGIT_ENDS: Final = frozenset("0123456789%‰")
"""A sign of a number, but behind these: of a range that is not read as one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit: ``start`` to ``end`` with the words behind it that compare.

    Those before it begin at ``opens``.
    ``low`` is the lower end of a range. ``operator`` is None where no words compare; ``before`` and
    ``after`` say on which side they stand. ``exact`` is false where the words are vague, leave
    out the bound itself or contradict one another, or where the value had to be rounded; ``whole``
    where the numeral runs into characters that are no known unit, sign or end. ``since`` is the
    figure that it rises or falls from (由 20% 提升至 40%).
    """

    start: int
    end: int
    number: str
    unit: str
    low: str = ""
    operator: Operator | None = None
    before: bool = False
    after: bool = False
    exact: bool = True
    spelled: bool = False
    whole: bool = True
    since: Figure | None = None
    opens: int = 0

    @property
    def words(self) -> Place:
        """Where all stands that it was read from."""
        return (self.since or self).opens, self.end


def find_figures(flat: str, start: int, end: int) -> list[Figure]:
    """The figures of a stretch of text; dates, names, document and telephone numbers are none."""
    skipped = Stretches(m.span() for m in _SKIPPED.finditer(flat, start, end))
    figures: list[Figure] = []
    for match in _NUMBER.finditer(flat, start, end):
        if skipped.touching(*match.span()):
            continue
        figure = _figure(flat, start, end, match)
        rise = _rises_from(flat, start, figures[-1], figure) if figures and figure else None
        if rise:
            figures[-1] = rise
        elif figure:
            figures.append(figure)
    return _listed(flat, figures)


TIMES: Final = ("次", "轮", "遍", "场", "期")
"""Words for how often something is done."""

LIST_MARKS: Final = ("、", "和", "及", "与", "或", "或者")
"""What stands between the figures of a list."""


def _listed(flat: str, figures: list[Figure]) -> list[Figure]:
    """Figures of a list share the words before the first or behind the last: 25%、20%以上.

    So they do the unit that only the last bears in full: 4个、5个工作日.
    """
    found = list(figures)
    pairs = [(i, i + 1) for i in range(len(found) - 1)]
    for one, other in [*pairs, *((b, a) for a, b in reversed(pairs))]:
        first, second = sorted((one, other))
        between = flat[found[first].end : found[second].start]
        giver, taker = found[one], found[other]
        reaches = giver.before if one < other else giver.after
        bare = not (taker.before or taker.after)
        if taker.unit == "个" and giver.unit.startswith("个") and between in LIST_MARKS:
            found[other] = taker = replace(taker, unit=giver.unit)
        joined = between in ("、", "和", "及")
        if one > other and not taker.unit and joined and _is_each(flat, taker, giver):
            found[one] = giver = replace(giver, whole=True)
            found[other] = taker = replace(taker, unit=giver.unit, whole=True, exact=False)
        if between in LIST_MARKS and reaches and bare:
            found[other] = replace(
                taker,
                operator=giver.operator,
                before=giver.before,
                after=giver.after,
                exact=taker.exact and giver.exact,
            )
    return found


def _is_each(flat: str, taker: Figure, giver: Figure) -> bool:
    """Whether bare numbers before one of something are each for another: 分别不超过5、3、2个."""
    counted = giver.unit in COUNTERS or giver.unit in QUANTITIES or giver.unit == "个百分点"
    return counted and "分别" in flat[max(0, taker.start - _HEAD) : taker.start]


def _rises_from(flat: str, start: int, first: Figure, second: Figure) -> Figure | None:
    """The second figure, where both are the two ends of one change; else None."""
    between = flat[first.end : second.start]
    since = figure_words.FROM.search(flat, max(start, first.start - _HEAD), first.start)
    if len(between) > _HEAD or first.since or not since:
        return None
    if since["state"] is not None and not figure_words.STATE.match(between):
        return None
    first = replace(first, opens=min(first.opens, since.start()))
    for pattern, operator in _TO:
        change = pattern.fullmatch(between)
        if change:
            head = flat[max(start, first.start - 4 * _HEAD) : first.start]
            less = is_bound(first.number) and Fraction(second.number) < Fraction(first.number)
            falls = between.endswith(" to ") and (less or figure_words.DOWN.search(head))
            said = second.after or change["bound"]
            down = falls or change["cap"]
            own = Operator.AT_MOST if down else second.operator if said else operator
            beyond = second.unit == "%" and is_bound(first.number) and Fraction(first.number) > 100
            alike = first.unit == second.unit or (first.unit == "" and not beyond)
            exact = second.exact and alike
            return replace(second, operator=own, before=True, since=first, exact=exact)
    return None


_PER: Final = re.compile(r"[^，。；：\d]{1,3}/")
"""A unit that is not known, per something: that of the figure's name is another."""


def _figure(flat: str, start: int, end: int, match: re.Match[str]) -> Figure | None:
    value, unit, exact = _value(match)
    before, at = _operator_before(flat, start, match.start())
    named = (
        figure_words.NAMED_UNIT.search(flat, max(start, at - _LONGEST_UNIT), at)
        if match["number"]
        else None
    )
    behind = match.end()
    if named and not unit and not _PER.match(flat, behind, end):
        factor = figure_words.FACTORS.match(flat, behind, end)
        behind = factor.end() if factor else behind
        value, unit = _in_full(value, flat[match.end() : behind] + named[1])
    heads = _PER_HEADS.match(flat, behind, end)
    if heads and not unit:
        unit = _per(int(heads["heads"].replace("thousand", "1000").replace(",", "")))
    after, stop = _operator_after(flat, behind)
    in_english = match["counted"] or match["times"]
    spelled = (match["spelled"] or in_english) is not None
    if not is_bound(value) or (match["spelled"] and not _counts(flat, match, before or after)):
        return None
    head = flat[max(start, match.start() - _HEAD) : match.start()]
    contrary = (
        after is not None
        and before not in (None, after)
        and figure_words.CONTRARY.search(flat, at, match.start())
    )
    return Figure(
        start=match.start(),
        end=stop,
        number=value,
        unit=unit,
        low=_lower_end(match),
        operator=after or before,
        opens=at,
        before=before is not None,
        after=stop > behind,
        exact=exact
        and not contrary
        and not figure_words.ABOUT.search(flat[behind:stop] or flat[at : match.start()])
        and not figure_words.ROUGHLY.search(head)
        and (after is not None or before is None or not _is_strict(head)),
        spelled=spelled,
        whole=spelled or _is_whole(flat, start, end, match),
    )


def _is_strict(head: str) -> bool:
    strict = figure_words.STRICT.search(head) is not None
    return strict and figure_words.NOT_STRICT.search(head) is None


def _is_whole(flat: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether nothing beside a numeral in digits says that it, or its sign, was not read whole."""
    first, last = match.start(), match.end()
    run_up = _RUN_UP.search(flat, max(start, first - 4), first)
    run_up = None if _YEAR_BEFORE.search(flat, max(start, first - _HEAD), first) else run_up
    if run_up and not (match["low"] is None and flat[first - 1] in "。，" and first - 2 < start):
        return False
    if _NOUGHT.match(flat, first, last) or _CUT.search(flat, max(start, first - 3), first):
        return False
    signed = flat[first - 1] in _SIGNS and (
        first - 1 <= start or flat[first - 2] not in _DIGIT_ENDS
    )
    if signed or flat[last : last + 1] in ("↑", "↓", "→"):
        return False
    if "一" <= flat[last - 1] <= "鿿":
        others = _GOES_ON, _OF_OTHER, _HALF
        return not any(pattern.match(flat, last, end) for pattern in others)
    listed = last - first < 3 and _NEW_SENTENCE.match(flat, last, end)
    head = flat[max(start, first - _HEAD) : first]
    if listed and _TITLE.search(f". {head}" if first - start < _HEAD else head):
        return False
    run_on = _RUN_ON.match(flat, last, end)
    return run_on is None or (match["unit"] is not None and run_on[0][0] in _APART)


def _lower_end(match: re.Match[str]) -> str:
    if match["spelled_low"]:
        return _spelled(match["spelled_low"])
    low = _plain(match["low"] or "")
    number = _in_full(low, match["unit"] or "")[0] if is_bound(low) else ""
    return number if is_bound(number) else ""


def is_bound(value: str) -> bool:
    """Whether a number can stand in a goal: a plain decimal of a usual length."""
    return parse_decimal(value) is not None


def _value(match: re.Match[str]) -> tuple[str, str, bool]:
    """The number, its unit, and whether it is exactly what the document says."""
    if match["number"]:
        plain = _plain(match["number"])
        if plain.startswith("百分之"):
            return plain.removeprefix("百分之"), "%", True
        return *_in_full(plain, match["unit"] or ""), True
    if match["percent"]:
        whole, point, places = match["percent"].partition("点")
        digits = "".join(str(_DIGITS.get(char, "")) for char in places)
        return _spelled(whole) + point.replace("点", ".") + digits, "%", len(digits) == len(places)
    if match["parts"]:
        return _share(parse_numeral(match["parts"]), parse_any(match["share"]))
    if match["spelled"]:
        return *_in_full(_spelled(match["spelled"]), match["its_unit"]), True
    return _in_words(match)


def _in_words(match: re.Match[str]) -> tuple[str, str, bool]:
    """The same of tenths, and of numbers in English words."""
    if words := match["part"] or match["few"]:
        return _share(parse_any(match["many"] or "1"), parse_any(words))
    if words := match["counted"] or match["times"]:
        unit = "times" if match["times"] else match["english_unit"] or ""
        return *_in_full(str(parse_english(words)), unit), True
    said = (match["tenths"] or "五").replace("成", "点").replace("半", "五")
    return str(10 * (parse_any(said) or 0)), "%", True


def _plain(number: str) -> str:
    return re.sub(r"^(\D*)0+(?=\d)", r"\1", _written_out(number.replace(",", "")))


def _in_full(number: str, unit: str) -> tuple[str, str]:
    """A number and its unit as goals write them: 3千家 is 3000家, 5批次/1000人 is 5批次/千人."""
    for word, ours in figure_words.ENGLISH_UNITS:
        if unit.removeprefix("calendar ").startswith(word):
            return number, ours
    if unit in figure_words.ENGLISH_FACTORS:
        return f"{(Decimal(number) * figure_words.ENGLISH_FACTORS[unit]).normalize():f}", ""
    unit = re.sub("/(?:1(0*))?([十百千万]*)人?$", _heads, unit.replace("（次）", "次"))
    factor = 1
    while unit and number and not is_unit(unit):
        factor, unit = factor * PLACES[unit[0]], unit[1:]
    return number if factor == 1 else f"{(Decimal(number) * factor).normalize():f}", unit


def _heads(match: re.Match[str]) -> str:
    return _per(10 ** len(match[1] or "") * prod(PLACES[char] for char in match[2]))


def _per(heads: int) -> str:
    return f"/{_HEADS.get(heads, '')}人"


def _spelled(text: str) -> str:
    number = parse_numeral(text)
    return "" if number is None else str(number)


_MOST_PLACES: Final = 10**6
"""What divides this has so many decimal places at most, or fewer."""


def _share(whole: Fraction | int | None, part: Fraction | None) -> tuple[str, str, bool]:
    """三分之二 in percent, and whether that tells it exactly."""
    if not whole or part is None or part > whole:
        return "", "%", False
    percent = in_percent(part / whole)
    text = f"{(Decimal(percent.numerator) / percent.denominator).normalize():f}"
    return text, "%", percent == 100 * part / whole


def in_percent(share: Fraction) -> Fraction:
    """A share in percent, rounded up to two places where no few of them tell it exactly."""
    percent = 100 * share
    few = _MOST_PLACES % percent.denominator == 0
    return percent if few else Fraction(ceil(percent * 100), 100)


def _counts(flat: str, match: re.Match[str], operator: Operator | None) -> bool:
    """Whether a number in Chinese characters counts something (至少两次), as most do not (一批)."""
    numeral = match["spelled"]
    if numeral[0] in "万亿" or not parse_numeral(numeral) or match["its_unit"] == "级":
        return False
    if figure_words.EACH_OF_MANY.match(flat, match.start()):
        return False
    if operator is not None or figure_words.MISSPELT.search(
        flat, max(0, match.start() - _HEAD), match.start()
    ):
        return numeral != "一" or "次" in match["its_unit"]
    if len(numeral) > 1 and (parse_numeral(numeral) or 0) >= 10:
        return match["its_unit"] not in ("年", "个")
    head = flat[max(0, match.start() - _HEAD) : match.start()]
    ends = flat[match.end() : match.end() + 1] in ("", *"，。；、）") and re.search(
        "[一-鿿]$", head
    )
    if ends and figure_words.TO_DO.search(re.split("[，。；：）]", head)[-1]):
        return numeral != "一" or match["its_unit"] in ("次", "场", "期", "轮", "遍")
    asked = ends_in_verb(head)
    regular = asked or _REGULAR.search(re.split("[，。；：）]", head)[-1]) is not None
    things = asked and numeral != "一" and match["its_unit"] in COUNTERS - {"个"}
    return things or (regular and match["its_unit"].endswith(TIMES))


def _operator_before(flat: str, start: int, end: int) -> tuple[Operator | None, int]:
    begin = max(start, end - _HEAD)
    tried = ((pattern.search(flat[begin:end]), operator) for pattern, operator in _BEFORE)
    return next(((op, begin + found.start()) for found, op in tried if found), (None, end))


def _operator_after(flat: str, end: int) -> tuple[Operator | None, int]:
    aside = _INCLUDED.match(flat, end)
    end = aside.end() if aside else end
    tried = ((pattern.match(flat, end), operator) for pattern, operator in _AFTER)
    return next(((op, found.end()) for found, op in tried if found), (None, end))


_MARKS: Final = re.compile(
    r"[。；！？\t（）•●◆▪]|：(?!(?<=\d：)\d)|，(?!(?<=\d，)20\d\d(?![\d年]))|\.(?= [A-Z])"
    rf"| (?={lexicon.TEXT_LABELS})"
)
_LIST_LETTER: Final = re.compile(r"(?:^|[ 。；：.）])[a-z]$")
"""What before a bracket that nothing opens makes it that of a list: a)."""
STOPS: Final = re.compile(f"[。；]| (?!Strateg|Method|Step){lexicon.TEXT_LABELS}")
"""What ends a sentence in which a deadline or a word holds for every clause.

How something is to be reached, a line below, is for the same day.
"""
_LONGEST_CLAUSE: Final = 200
_RATE: Final = re.compile(f"(?:{figure_words.RATES})”?$")
_SO_MANY: Final = re.compile(f"{figure_words.EACH_OF_MANY.pattern}$")
_VERBS: Final = re.compile(f"(?:{figure_words.TO_DO.pattern}|{figure_words.TO_GIVE.pattern})$")
_OPERATOR_WORDS: Final = re.compile(
    "(?:" + "|".join(words for words, _ in figure_words.BEFORE) + f"|{figure_words.FILLER})++$"
)
_MEASURED: Final = re.compile(
    "(?<=等)[一-鿿]+$|(?:[一-鿿]{2}化率|(?:综合|平均|有效|(?:例行)?监测|(?:监督)?抽[检样查])?[一-鿿]{2}率"
    "|(?:[排用产销存]|排放|销售|使用|施用|消耗|播种|种植)[量额]|[一-鿿]{2}(?:面积|比[例重]|人数|起数)|(?:(?:常住)?居民)?(?:人均)?(?:可支配|纯)?收入|产值|[单总]?价)$"
)
"""What a name in a list ends with that is measured of the others, too."""
_SAID_OF_EACH: Final = re.compile(
    "(?<=等)[一-鿿]+$|(?<=..)(?:(?:生产|加工|经营|销售|批发|零售|流通|种植|养殖|屠宰|配送|服务)*"
    f"(?:{'|'.join(figure_words.BUSINESSES)})|病虫害|全年|每[年月季周]|专题|{figure_words.TO_DO.pattern}).*$"
)
"""What the last name of a list says of the others, too, from a kind of business or a deed on."""
_BASE_YEAR: Final = re.compile(r"(?:[较比]|与)(?:上年|去年|20\d\d年)(?:同期|相比)?$")
"""What a change is one against."""
_ASIDE: Final = re.compile("（[^（）]*）")
_WITHIN_WORD: Final = re.compile(f"(?<=[一-鿿])（(?!{figure_words.UNITS})([一-鿿])）(?=[一-鿿])")
"""A bracket round one character of a word that may be said with or without it: 专（兼）职."""
_STRAY: Final = re.compile(
    r"^.*[（）]|^(?:\d{1,2}(?:、|\.(?!\d))|[①-⑳])|^.* \d{1,2}\.\d{1,2} (?=[A-Z])"
)
_NO_NAME: Final = re.compile(r"^(?:[、且并和及与·]|(?:and|or) )|[一-鿿].*\d")
"""What of the words behind a figure tells of another one."""
_BESIDE: Final = re.compile(
    r"(?P<own>[一-鿿]{2,10})\d[\d.]*(?:"
    + "|".join(sorted(COUNTERS, key=len, reverse=True))
    + ")(?![一-鿿]{0,2}的|及?以|之|内|工作|小?时|月|百分)"
)
"""Words behind a figure, and another figure beside them: 10个乡镇27个村."""
_QUALIFIED: Final = re.compile(r"[一-鿿]{0,12}\d[\d.]*[一-鿿]{1,12}的[一-鿿]{1,20}")
"""Words behind a figure that say with a figure which things are counted: 营收5亿元以上的企业."""
_HAN: Final = re.compile("[一-鿿“]")
_NO_MORE: Final = re.compile("^(?:以[上下内]|左右|之间)?的?(?:目标|要求|水平|任务|指标)?(?:任务)?$")
"""Words behind a figure that name nothing more."""
_GIVEN: Final = re.compile(
    rf"(?:[由从]\d[\d.]*(?:{figure_words.UNITS}))?(?:提[高升]|增[长加]|上升|下降|减少|降低)?[到至了]?"
    rf"\d[\d.]*(?:{figure_words.UNITS})(?:以[上下内])?$"
)
"""Another figure that a name from the clause before ends with."""
_BY_WHEN: Final = re.compile(
    r"(?:[，.]| (?:by|before|in|during|within|between|compared|relative|below) "
    r"| and (?=[a-z]+ \d)| and (?=\d{1,3} (?:a|per|each|every|at|in|for|from|of) )"
    r"| and (?!.{0,40} within )(?=[a-z\d][^\d]{0,40}(?:\d| (?:twice|two|three|four|five|six) ))).*$"
)
EACH_TIME: Final = (
    "(?:全年|[人户年月日]均|每(?:个?(?:学期|学年|半年|季度?)|[两二三]?个?[年月周天日次]))"
)
"""What tells how often something is done, and not what."""
_DOES_ONLY: Final = re.compile(
    f"(?:{EACH_TIME}|{figure_words.TO_DO.pattern}|{figure_words.TO_GIVE.pattern}"
    f"|{figure_words.FILLER}|全[年面力]|[再新共]|至[少多]|积极|大力|重点|继续|累计|推动|吸收|进行|联合)++"
)
"""Verbs that say nothing of what they are done with."""
_BRINGS_FORTH: Final = re.compile(
    f"至[少多]|新[建增]|{EACH_TIME}|{figure_words.TO_GIVE.pattern}|{figure_words.FILLER}|全[年面力]"
    "|[再新共]|积极|大力|重点|继续|累计|推动|吸收|进行|联合|建设|建成|建立|设[立置]|增设|增[加长]|成立|培[育养]"
    "|打造|创[建成]|发展|提[高升]|完成|达到?|实现|确保|争取|开展|推进|举办|召开|组织|安排|推出|推广|配[备齐强]"
    "|扶持|支持|树立|认定|制定|编制|印发|发布|申报|覆盖|每[年月季周个家名]|不少于|不低于"
)
"""What leaves so many things behind, and is no part of their name: 建成8个站, not 关闭8个站."""
_NEXT: Final = re.compile(
    rf"(?:(?:、|和|及|与|以及)(?:{EACH_TIME})?"
    rf"|(?:、|并|(?:和|及|以及)(?={figure_words.TO_DO.pattern}))"
    r"[^、，\d]{1,16})(?=\d).*$"
)
"""Words behind a figure from those on that count something else."""
_TRAILING: Final = re.compile(
    rf"(?<=[^一二三四五六七八九十两几\d])(?:在?(?:{date_words.DATES})[底末]?前?|[上下]半年|第?[一二三四]季度[底末]?|[今本当]?年(?:内|[底末]前?)|(?:按照?)?{EACH_TIME})$"
)
_LEADING: Final = re.compile(
    rf"^(?:{date_words.DATES}|[上下]半年|“?(?:{'|'.join(date_words.FIVE_YEARS)})”?(?:期[间内]|时期)"
    "|[春秋]季学期(?:开学|结束)前|By |将|把(?![关控握])|[底末]?前|(?<=月)初前?|(?<=年)起"
    "|(?<=月)[底末]|[上中下]旬|[今本]?年[底末]前?|截至|[‧·•●◆■▪➢✓]|于(?=\\d|第|年)|第?[一二三四]季度?内?"
    r"|到(?!位)|其中|同时(?!段)|并|且|确保|力争|争取|实现|[一二三四五六七八九十]是"
    r"|(?:\d{1,2}|[两三四五六七八九十])年内，?|全[年区市县]|[一本]?年内?(?=$|，)|一年|计划(?!生)|持续|要(?!素)|使(?!用)|对(?![口外])|在(?![校岗职册园库建线])|，)+"
)


def clause_of(flat: str, start: int, end: int, at: int) -> Place:
    """The clause of ``flat[start:end]`` that holds ``at``; brackets closed inside it are kept.

    Nobody writes clauses of hundreds of characters: what has no stop for so long is cut.
    """
    clauses = _clauses(flat)
    begin = max(start, clauses.begin(at))
    begin += (at - begin) // _LONGEST_CLAUSE * _LONGEST_CLAUSE
    begin += flat[begin : begin + 1] == " " and begin < at
    return begin, min(end, clauses.end(at), begin + _LONGEST_CLAUSE)


@lru_cache(maxsize=2)
def _clauses(flat: str) -> _Clauses:
    return _Clauses(flat)


class _Clauses:
    """Where the clauses of a text begin and end, known at each of its stops and brackets."""

    def __init__(self, flat: str) -> None:
        closing = bracket_pairs(flat)
        opening = {closed: opened for opened, closed in closing.items()}
        self._at = [found.start() for found in _MARKS.finditer(flat)]
        self._begins: list[int] = []
        for at in self._at:
            outside = self.begin(opening.get(at, 0))
            numbers = at not in opening and _LIST_LETTER.search(flat, max(0, at - 4), at)
            self._begins.append(outside if flat[at] == "）" and not numbers else at + 1)
        self._ends = [len(flat)] * (len(self._at) + 1)
        for position, at in reversed(list(enumerate(self._at))):
            outside = self.end(closing.get(at, len(flat)) + 1)
            self._ends[position] = outside if flat[at] == "（" else at

    def begin(self, at: int) -> int:
        """Where the clause before ``at`` begins."""
        before = bisect_left(self._at, at)
        return self._begins[before - 1] if before else 0

    def end(self, at: int) -> int:
        """Where the clause from ``at`` on ends."""
        return self._ends[bisect_left(self._at, at)]


def is_rate(name: str) -> bool:
    """Whether a name ends as names of rates do."""
    return _RATE.search(name) is not None


def ends_in_verb(head: str) -> bool:
    """Whether a figure's verb stands directly before it."""
    return _VERBS.search(head) is not None


def without_operator(head: str) -> str:
    """The words before a figure without those that compare it."""
    return _OPERATOR_WORDS.sub("", head)


_SUMMED: Final = re.compile("(?<!公)共$")
_SINCE: Final = re.compile(
    "(?:由|从(?![业事严重快优]))[^由从]*$| from (?:[a-z]+ ){0,5}$|在[^在]{0,8}$"
)
"""What before a figure says that something is reached from it."""


def without_lead_in(clause: str) -> str:
    """A clause without the dates and particles that begin it."""
    return _LEADING.sub("", clause)


_EDGES: Final = re.compile(
    "^(?:[、，和的 ]|and |及(?![格时早]))+|(?:[、，和的 ]|(?<![触普涉惠])及)+$"
)
"""What joins a name to the words before and behind it."""


_OF_NEXT: Final = re.compile("(?!(?:at|in|on|for|by|among|within|across) )[^ ]")
"""English words behind a figure that go on with the ``of`` before it."""


def name_of(head: str, tail: str, figure: Figure) -> str:
    """What the figure is about: the words before it and behind it.

    What is only done with the things behind it is left out (建设2个便民圈).
    """
    head = _STRAY.sub("", _ASIDE.sub("", _WITHIN_WORD.sub(r"\1", head)))
    head = _SINCE.sub("", head) if figure.since else head
    before = _SUMMED.sub("", without_lead_in(without_operator(head)))
    those = before.endswith("的")
    before = _EDGES.sub("", _TRAILING.sub("", before))
    before = without_lead_in(before) or before
    behind = _STRAY.sub("", _ASIDE.sub("", re.sub("^的|不变$", "", tail)))
    behind = _NEXT.sub("", _BY_WHEN.sub("", behind)).strip(" .")
    before = before if those else _GIVEN.sub("", before) or before
    beside = None if before and not _only_says_do(before) else _BESIDE.match(behind)
    behind = beside["own"] if beside else behind
    whole = _only_says_do(before) and _QUALIFIED.fullmatch(behind)
    other = bool(before) and not whole and _NO_NAME.search(behind)
    behind = "" if other else _first_words(_NO_MORE.sub("", behind))
    before = before if _OF_NEXT.match(behind) else before.removesuffix(" of")
    behind = behind if figure.operator is Operator.AT_MOST else behind.removeprefix("of ")
    if len(behind) < _SHORTEST or (figure.unit == "分" and len(before) >= _SHORTEST):
        return _last_words(before) or behind
    if len(before) < _SHORTEST or _only_says_do(before):
        done = _BRINGS_FORTH.sub("", before)
        done = done if ends_in_verb(done) and not done.isascii() else ""
        return f"{done}{behind.removeprefix('of ')}"
    if before.endswith(behind):
        return _last_words(before)
    apart = "" if _HAN.match(behind) else " "
    return f"{_last_words(before)}{apart}{behind}"


def counts_behind(head: str) -> bool:
    """Whether the words before a figure leave it to those behind it to say what is counted."""
    before = without_lead_in(without_operator(head)).strip("、，和及的 ")
    return len(before) < _SHORTEST or _only_says_do(before)


def from_next(between: str) -> str:
    """The words between two figures from those on that are about the second: …站、培训."""
    found = _NEXT.search(f"{between}0")
    return between[found.start() :] if found else between


def _only_says_do(words: str) -> bool:
    """Whether words before a figure tell what is done, and nothing of what it is done with."""
    if words.isascii():
        return words.isalpha() or (words.count(" ") < _SHORTEST and ends_in_verb(words))
    return _DOES_ONLY.fullmatch(words) is not None


def _first_words(words: str) -> str:
    """The beginning of the words behind a figure, in English up to the end of a word."""
    first = words[:_LONGEST_NAME]
    if first == words:
        return words
    return first.rpartition(" ")[0] or first if words.isascii() else f"{first}…"


def _last_words(words: str) -> str:
    """The end of the words before a figure, in English from the beginning of a word on."""
    last = words[-_LONGEST_NAME:]
    if last == words:
        return words
    return last.partition(" ")[2] or last if words.isascii() else f"…{last}"


def split_names(name: str, head: str) -> list[str]:
    """One name for each rate (立案率、处置率) or business (超市、食堂参保率) that is listed.

    ``head`` may say how many things are named: 保安、报警、护学岗三个100%.
    """
    many, listed = so_many(head), re.split("、|和|及|与", name)
    if many == len(listed):
        return listed
    pieces = re.split("(、|和|及|与|(?<=”)(?=“))", name)
    others: list[str] = []
    while len(pieces) > 2 and is_rate(pieces[-1]) and is_rate(pieces[-3]):
        others.insert(0, pieces[-1])
        del pieces[-2:]
    first = "".join(pieces)
    if others:
        people = figure_words.OF_PEOPLE.fullmatch(first)
        subject = people["people"] if people else _subject(first)
        return [first, *(f"{subject}{rate}" for rate in others)]
    return _split_businesses(name.split("、")) or [name]


def so_many(head: str) -> int:
    """Of how many things the words before a rate say that it is asked; 0 where they do not."""
    said = _SO_MANY.search(head)
    return (parse_numeral(said["many"]) or 0) if said else 0


def _subject(rate: str) -> str:
    """The business at the head of a rate's name; empty if there is none."""
    ends = [rate.rfind(word) + len(word) for word in figure_words.BUSINESSES if word in rate]
    return rate[: max(ends)] if ends else ""


def _split_businesses(pieces: list[str]) -> list[str]:
    subject = _subject(pieces[-1])
    rate = pieces[-1][len(subject) :]
    if not subject or figure_words.PEOPLE.search(rate) or not is_rate(rate):
        return []
    if len(pieces) < 2 or not all(piece.endswith(figure_words.BUSINESSES) for piece in pieces[:-1]):
        return []
    place = next(word for word in figure_words.BUSINESSES if subject.endswith(word))
    its = place if subject.removesuffix(place).endswith(figure_words.BUSINESSES) else ""
    named = [piece if piece.endswith(its) else piece + its for piece in pieces[:-1]]
    return [f"{piece}{rate}" for piece in (*named, subject)]


def apportioned(
    name: str, head: str, position: int, count: int, *, shared: bool
) -> tuple[str, bool]:
    """The name for the ``position``-th of several figures given 分别 to a list of names.

    So it is, without that word, of a list of figures that have the words before them in common.
    What the last of them ends with, or what stands behind 分别, is said of each, and so is the noun
    of words that end alike before it (新建、改建食堂); of the years in a list all that is
    (2022年、2023年覆盖率). The second is whether nothing else may be, as well.
    """
    said, apart, rest = without_lead_in(without_operator(head)).partition("分别")
    whole, part, said = said.rpartition(f"，{figure_words.PART_OF}")
    base = _BASE_YEAR.search(said)
    said, rest = (said[: base.start()], base[0] + rest) if base else (said, rest)
    pieces = re.split("、|和(?!谐)", _TRAILING.sub("", without_operator(said)))
    if not ("分别" in head or shared) or count < 2 or len(pieces) != count:
        return name, True
    words, sure = _own_words(pieces, position, _ACCORDING.sub("", rest) if apart else "")
    return f"{whole}{part}{words}", sure


def _own_words(pieces: list[str], position: int, rest: str) -> tuple[str, bool]:
    """One piece of a list with the ``rest``, and what else is said of it; and whether surely so."""
    piece, last = pieces[position], pieces[-1]
    if not any(map(without_lead_in, pieces[:-1])):
        return without_lead_in(last) + rest, True
    if not any(map(without_lead_in, pieces[1:])):
        return f"{_TRAILING.sub('', pieces[0])}{rest}", True
    if piece is last:
        return f"{piece}{rest}", True
    common = _common(piece, last)
    longer = len(last) - len(common) - max(map(len, pieces[:-1])) >= _LONGER
    sure = rest or not longer or figure_words.TO_DO.search(piece)
    return f"{piece}{common}{rest}", bool(sure)


_LONGER: Final = 3
"""So much longer than all others, the last of a list says more than who or what it is."""


def _common(piece: str, last: str) -> str:
    """What the last of a list ends with that is said of another ``piece`` of it, too."""
    subject = _subject(last)
    if subject and piece.endswith(figure_words.BUSINESSES):
        return last[len(subject) :]
    tried = ((form.search(last), form.search(piece)) for form in (_SAID_OF_EACH, _MEASURED))
    said = [found[0] for found, own in tried if found and not own]
    alike = len(piece) > 1 and last[len(piece) - 1 : len(piece)] == piece[-1]
    noun = last[len(piece) :].removeprefix("等") if alike else ""
    return max(*said, noun, "", key=len)


_ACCORDING: Final = re.compile("按照?$")
"""What before a figure only says that it goes by it."""
