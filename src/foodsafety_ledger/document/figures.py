"""Figures in a text: their value, unit, and the words that say how they are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import prod
from typing import Final

from foodsafety_ledger.document import date_words, figure_words, number_words
from foodsafety_ledger.document.amount_words import FALLS, RISES
from foodsafety_ledger.document.folded import HAN_CHARACTER, Place, Stretches
from foodsafety_ledger.document.lexicon import BETWEEN
from foodsafety_ledger.document.numerals import (
    CHARS,
    DIGITS,
    PLACES,
    in_percent,
    parse_any,
    parse_english,
    parse_numeral,
    parse_parts,
    written_out,
)
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.goal import COUNTERS, HEADS, QUANTITIES, Operator, is_unit
from foodsafety_ledger.model.number import parse_decimal

_CHINESE = f"[{CHARS}]{{1,12}}(?![{CHARS}])"
_DECIMAL = rf"(?:{figure_words.IN_MYRIADS})|\d{{1,24}}(?:,\d{{3}}){{0,6}}(?:\.\d{{1,24}})?"
_NUMBER: Final = re.compile(
    rf"{number_words.ENGLISH_PARTS}|(?P<tenths>{figure_words.TENTHS})"
    rf"|(?:(?P<both>(?<=[Bb]etween ))?(?P<low>{_DECIMAL})(?:{figure_words.UNITS})?"
    r"(?(both) and |[—–\-~至到])(?=\d))?"
    rf"(?P<number>(?<![\d.])(?<!\d[万亿])(?:百分之)?(?:{_DECIMAL}))"
    rf"(?:(?P<more>[十百千万亿]{{0,2}}[余多](?!年))? ?(?P<unit>{figure_words.UNITS}))?"
    rf"|百分之(?P<percent>{_CHINESE}(?:点{_CHINESE})?)"
    rf"|(?P<parts>{_CHINESE})分之(?P<share>{_CHINESE}(?:点{_CHINESE})?|{_DECIMAL})"
    rf"|(?<![第“十五一二三四六七八九每/])(?:(?P<spelled_low>[{CHARS}]{{1,4}})[至到])?"
    rf"(?P<spelled>[{CHARS}]{{1,6}})(?P<its_unit>{figure_words.UNITS})"
    r"|(?P<half>减半|半数(?=以[上下])|一半(?=以[上下])|(?<=[a-z])一半(?=[a-z])|(?<=[到达至])一半(?=[，。；、]|$))"
    rf"|{number_words.ENGLISH_NUMBER}(?: (?P<english_unit>{figure_words.UNITS}))?"
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
_TO_EACH: Final = "(?:每[人户名]?每?[年月日天]?)?"
"""For whom, and for how long, a change is: 由每月300元提高到每月500元."""
_TO: Final = tuple(
    (
        re.compile(
            f"(?:的|左右|以[上下内]|，|基础上|逐步|分步|阶段性|再|(?P<cap>最[高多]))*{words}了?"
            rf"(?P<bound>{_BOUNDS})?(?:(?:20\d\d|1[01]\d)年(?:度|底|末)?的?)?{_TO_EACH}"
        ),
        operator,
    )
    for words, operator in figure_words.TO
)
_HEAD: Final = 30
"""How far before a figure the words that compare it begin."""
_REGULAR: Final = re.compile("每(?:[两二三四五半]?[年月季周]|学期)|一年|全年|年内")
ODD: Final = r"[□■▢○●◯◎*×_#?|&{}^\\¹²³⁰⁴-⁹₀-₉\u0300-\u06ff\ufffd]"
"""A sign, or a letter of a script that no plan is written in, as it stands for a digit unread.

A stroke or a bracket of a program's is one too: a scan has them for 1, 8 and 3; so are a digit
set above or below the line, and a stroke through one.
"""
_RUN_ON: Final = re.compile(
    rf"[0-9A-Za-z%‰℅…°º˚℃〇丨\u3400-\u4dbf]|{ODD}|[.,·：、，。/] ?[0-9]| [0-9%‰]"
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
_GOES_ON: Final = re.compile(f"/|·(?!年)|[至到—–~\\-][{CHARS}]+分之")
"""What says of words for a number, or of a unit, that more of it follows."""
_STRAY: Final = re.compile(
    "(?: ?[。.，、·…*°'’`] ?| ?[oO0] ?)(?:[以之]内|左右|[以之][上下](?=[，。；、）\n]|$))"
    "|(?: ?[.·…*°'’`] ?| ?[oO0] ?)[以之][上下]"
)
"""A mark between a figure and the words that compare it: the rest of a sign (7.2%。以内 for ‰)."""
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
    f"|之[{CHARS}][至到—–~\\-]$"
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
    return _bounded_alike(flat, _listed(flat, _risen(flat, start, figures)))


TIMES: Final = ("次", "轮", "遍", "场", "期")
"""Words for how often something is done."""
_COUNTED: Final = re.compile("[一-鿿”）](?<![在于至到为过约需按各别期限时间由从均])$")
"""What before a number says that things are counted, and no time is told: 追溯点50个、3个月内."""
_ALTERNATIVES: Final = ("或", "或者")
LIST_MARKS: Final = (*BETWEEN, *_ALTERNATIVES)
"""What stands between the figures of a list."""


def _listed(flat: str, figures: list[Figure]) -> list[Figure]:
    """Figures of a list share the words before the first or behind the last: 25%、20%以上.

    So they do the unit that only the last bears in full: 4个、5个工作日.
    """
    found = list(figures)
    pairs = [(i, i + 1) for i in range(len(found) - 1)]
    for one, other in reversed(pairs):
        between = flat[found[one].end : found[other].start]
        found[one], found[other] = _in_one_unit(flat, found[one], between, found[other])
    for one, other in [*pairs, *((b, a) for a, b in reversed(pairs))]:
        first, second = sorted((one, other))
        between = flat[found[first].end : found[second].start]
        giver, taker = found[one], found[other]
        reaches = giver.before if one < other else giver.after
        bare = not (taker.before or taker.after)
        listed = between in _ALTERNATIVES or (between in LIST_MARKS and is_alike(taker, giver))
        if listed and reaches and bare:
            found[other] = replace(
                taker,
                operator=giver.operator,
                before=giver.before,
                after=giver.after,
                exact=taker.exact and giver.exact,
            )
    return found


_THEN_THINGS: Final = re.compile("(?P<things>[一-鿿]{1,8})[、和及与]")
"""What stands between two figures of which each is said before what it counts."""


def _bounded_alike(flat: str, figures: list[Figure]) -> list[Figure]:
    """The figures, those behind an upper bound on other things bounded by it, too.

    So it is of both in 不得超过3个系列、9种配方.
    """
    found = figures[:1]
    for other in figures[1:]:
        one = found[-1]
        upper = one.before and one.operator is Operator.AT_MOST
        bare = not (other.before or other.after or other.operator)
        between = _THEN_THINGS.fullmatch(flat, one.end, other.start)
        things = between is not None and not figure_words.TO_DO.search(between["things"])
        alike = upper and bare and things and HAN_CHARACTER.match(flat, other.end)
        found.append(replace(other, operator=one.operator, before=True) if alike else other)
    return found


def _in_one_unit(flat: str, one: Figure, between: str, other: Figure) -> tuple[Figure, Figure]:
    """Two figures of a list, of which only the second may bear the unit in full."""
    timed = other.unit.endswith(figure_words.SPANS)
    cut = one.unit == "个" and other.unit.startswith("个") and between in LIST_MARKS
    if cut and not (timed and _COUNTED.search(flat, max(0, one.opens - _HEAD), one.opens)):
        one = replace(one, unit=other.unit)
    joined = between in ("、", "和", "及")
    if joined and not one.unit and _is_each(flat, one, other):
        other = replace(other, whole=True)
        one = replace(one, unit=other.unit, whole=True, exact=False)
    return one, other


def is_alike(one: Figure, other: Figure) -> bool:
    """Whether two figures may be a list that shares its words, as a time and a rate are none.

    Of 处置率100%、3个月内办结 the second alone is to be kept within.
    """
    units = (one.unit, other.unit)
    timed = [unit.endswith(figure_words.SPANS) for unit in units]
    return "" in units or timed[0] == timed[1]


def _is_each(flat: str, taker: Figure, giver: Figure) -> bool:
    """Whether bare numbers before one of something are each for another: 分别不超过5、3、2个."""
    counted = giver.unit in COUNTERS or giver.unit in QUANTITIES or giver.unit == "个百分点"
    return counted and "分别" in flat[max(0, taker.start - _HEAD) : taker.start]


def _risen(flat: str, start: int, figures: list[Figure]) -> list[Figure]:
    """The figures, those of a list that others rise or fall from taken into these.

    从574元、271元分别提高到609元、300元 are two changes.
    """
    found: list[Figure] = []
    position = 0
    while position < len(figures):
        one = figures[position]
        change = _EACH_TO.fullmatch(flat, found[-1].end, one.start) if found else None
        many = _length_of_list(flat, found, found[-1].unit) if change else 0
        ahead = figures[position : position + many]
        first = found[-many].start if many > 1 else 0
        since = _SINCE_EACH.search(flat, max(start, first - _HEAD), first)
        if many < 2 or not since or _length_of_list(flat, ahead, ahead[-1].unit) < many:
            found.append(one)
            position += 1
            continue
        own = Operator.AT_MOST if change and change["down"] else Operator.AT_LEAST
        found[-many:] = [
            replace(last, operator=last.operator or own, before=True, since=base)
            for base, last in zip(found[-many:], ahead, strict=True)
        ]
        position += many
    return found


def _length_of_list(flat: str, figures: Sequence[Figure], unit: str) -> int:
    """How many of the last figures are a list in one unit, borne by the last alone in full."""
    count = 0
    for position, one in enumerate(reversed(figures)):
        behind = figures[len(figures) - position].start if position else one.end
        alike = one.unit == unit or (position and one.unit == "个" and unit.startswith("个"))
        if not alike or flat[one.end : behind] not in ("", *LIST_MARKS):
            break
        count += 1
    return count


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


_EACH_TO: Final = re.compile(
    f"的?(?:分别)?(?:(?P<down>{FALLS}|下调|降|压[缩减]|缩[短减])|{RISES}|上调|调整)[到至为]{_TO_EACH}"
)
"""What stands between a list of figures and another that each of them rises or falls to."""
_SINCE_EACH: Final = re.compile(f"(?:由|从)(?:目前|现在|现行|原来?)?的?(?:平均)?{_TO_EACH}$")
_PER: Final = re.compile(r"[^，。；：\d]{1,3}/")
"""A unit that is not known, per something: that of the figure's name is another."""


def _figure(flat: str, start: int, end: int, match: re.Match[str]) -> Figure | None:
    value, unit, exact = _value(match)
    before, at = operator_before(flat, start, match.start())
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
    stray = _STRAY.match(flat, last) is not None
    signed = flat[first - 1] in _SIGNS and (
        first - 1 <= start or flat[first - 2] not in _DIGIT_ENDS
    )
    if stray or signed or flat[last : last + 1] in ("↑", "↓", "→"):
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


@lru_cache(maxsize=1024)
def is_bound(value: str) -> bool:
    """Whether a number can stand in a goal: a plain decimal of a usual length."""
    return parse_decimal(value) is not None


def _value(match: re.Match[str]) -> tuple[str, str, bool]:
    """The number, its unit, and whether it is exactly what the document says."""
    if match["number"]:
        plain = _plain(match["number"])
        if plain.startswith("百分之"):
            return plain.removeprefix("百分之"), "%", True
        factor = (match["more"] or "")[:-1]
        return *_in_full(plain, factor + (match["unit"] or "")), not match["more"]
    if match["percent"]:
        whole, point, places = match["percent"].partition("点")
        digits = "".join(str(DIGITS.get(char, "")) for char in places)
        return _spelled(whole) + point.replace("点", ".") + digits, "%", len(digits) == len(places)
    if match["parts"]:
        return _share(parse_parts(match["parts"]), parse_any(match["share"]))
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
    return re.sub(r"^(\D*)0+(?=\d)", r"\1", written_out(number.replace(",", "")))


def _in_full(number: str, unit: str) -> tuple[str, str]:
    """A number and its unit as goals write them: 3千家 is 3000家, 5批次/1000人 is 5批次/千人."""
    for word, ours in figure_words.ENGLISH_UNITS:
        if unit.removeprefix("calendar ").startswith(word):
            return number, ours
    if unit in number_words.ENGLISH_FACTORS:
        return f"{(Decimal(number) * number_words.ENGLISH_FACTORS[unit]).normalize():f}", ""
    unit = re.sub(
        "/(?:1(0*))?([十百千万]*)人?$", _heads, unit.replace("（次）", "次").replace("每", "/")
    )
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


def _share(whole: Fraction | int | None, part: Fraction | None) -> tuple[str, str, bool]:
    """三分之二 in percent, and whether that tells it exactly."""
    if not whole or part is None or part > whole:
        return "", "%", False
    percent = in_percent(part / whole)
    text = f"{(Decimal(percent.numerator) / percent.denominator).normalize():f}"
    return text, "%", percent == 100 * part / whole


_THINGS: Final = frozenset("个座条家所处支间名项台辆套")
"""What one thing is counted in, behind its name: 示范街一条."""
_ONE_EACH: Final = re.compile("一[一-鿿]{1,3}$")
"""Before 一所: as many as there are of another, which is no number (一镇一所)."""


def _counts(flat: str, match: re.Match[str], operator: Operator | None) -> bool:
    """Whether a number in Chinese characters counts something (至少两次), as most do not (一批)."""
    numeral, unit = match["spelled"], match["its_unit"]
    if numeral[0] in "万亿" or not parse_numeral(numeral) or unit == "级":
        return False
    if figure_words.EACH_OF_MANY.match(flat, match.start()):
        return False
    head = flat[max(0, match.start() - _HEAD) : match.start()]
    clause = re.split("[，。；：）]", head)[-1]
    behind = flat[match.end() : match.end() + 1]
    ends = behind in ("", *"，。；、）") and re.search("[一-鿿]$", head) is not None
    one_thing = numeral == "一" and ends and unit in _THINGS and _is_one_thing(clause)
    if operator is not None or figure_words.MISSPELT.search(head):
        return numeral != "一" or "次" in unit or one_thing
    if len(numeral) > 1 and (parse_numeral(numeral) or 0) >= 10:
        return unit not in ("年", "个")
    if ends and figure_words.TO_DO.search(clause):
        return numeral != "一" or one_thing or unit in ("次", "场", "期", "轮", "遍")
    asked = ends_in_verb(head)
    regular = asked or _REGULAR.search(clause) is not None
    things = one_thing or (asked and numeral != "一" and unit in COUNTERS - {"个"})
    return things or (regular and unit.endswith(TIMES))


def _is_one_thing(clause: str) -> bool:
    """Whether one behind a clause's words counts what they name: 建成示范街一条, 每村一个."""
    built = figure_words.TO_DO.search(clause) is not None and not ends_in_verb(clause)
    return _ONE_EACH.search(clause) is None and (built or "每" in clause)


def operator_before(flat: str, start: int, end: int) -> tuple[Operator | None, int]:
    """How words from ``start`` on compare a figure that begins at ``end``, and where they begin."""
    begin = max(start, end - _HEAD)
    tried = ((pattern.search(flat[begin:end]), operator) for pattern, operator in _BEFORE)
    return next(((op, begin + found.start()) for found, op in tried if found), (None, end))


def _operator_after(flat: str, end: int) -> tuple[Operator | None, int]:
    aside = _INCLUDED.match(flat, end)
    end = aside.end() if aside else end
    tried = ((pattern.match(flat, end), operator) for pattern, operator in _AFTER)
    return next(((op, found.end()) for found, op in tried if found), (None, end))


_VERBS: Final = re.compile(f"(?:{figure_words.TO_DO.pattern}|{figure_words.TO_GIVE.pattern})$")
OPERATORS: Final = "|".join(words for words, _ in figure_words.BEFORE)
"""Words before a figure by which it is compared."""
_OPERATOR_WORDS: Final = re.compile(f"(?:{OPERATORS}|{figure_words.FILLER})++$")


def ends_in_verb(head: str) -> bool:
    """Whether a figure's verb stands directly before it."""
    return _VERBS.search(head) is not None


@lru_cache(maxsize=1024)
def without_operator(head: str) -> str:
    """The words before a figure without those that compare it."""
    return _OPERATOR_WORDS.sub("", head)
