"""What a figure is a part of, or one of several, as what stands before it says."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from foodsafety_ledger.document import figure_words, rate_words
from foodsafety_ledger.document.before import Before, Unsaid, goes_on
from foodsafety_ledger.document.deeds import says_deed
from foodsafety_ledger.document.figure_names import PLACE, is_rate, without_asides
from foodsafety_ledger.document.figures import find_figures, without_operator
from foodsafety_ledger.document.setting import LONGEST_SENTENCE, RATIOS, Setting
from foodsafety_ledger.model.goal import parse_goal
from foodsafety_ledger.model.measure import COUNT

OF_THEM: Final = re.compile(
    r"(?:\d\d岁)?[^，。；：\d]{2,24}(?<![率速额量数值比度重积])(?<!时[间长限])"
)
"""Some of several, whom a clause that begins with 其中 names, and no more."""
WHOM: Final = re.compile("(?:其中)?[一-鿿A-D“”（）、]{2,20}")
"""What before a share may say only of whom it is."""
_BY_YEAR: Final = re.compile(r"[在到]?20\d\d年[底末]?前?$")
"""By when, behind those whose share it is: 学校食堂2020年达到100%."""
_RATE_BEFORE: Final = re.compile(
    rf"(?P<rate>[^，。；：.\d]{{2,40}}?(?:{rate_words.RATES}))(?:分别)?(?:[应要须]?达到?|[应要须]?为)?："
    r"(?:[^，。；：\d]{2,14}(?:20\d\d年[^，。；：\d]{0,6})?\d[\d.]*[%‰](?:以[上下内])?[，；、])*$"
)
"""A rate, a colon, and the shares of others than the next."""


_IN_PLACE: Final = re.compile(f"^(?:{PLACE.pattern})+")
"""Where that is which a name is of."""


def elsewhere(unsaid: Unsaid) -> str | None:
    """The rate of a place, behind that of another kind: 城市清扫率达到70%，县城达到60%."""
    before, setting = unsaid.before, unsaid.setting
    whom = unsaid.bare.lstrip("、和及与")
    alone = setting.figure.unit in RATIOS and not setting.tail and PLACE.fullmatch(whom)
    if not (alone and before.follows and before.given):
        return None
    name = before.given.name
    whole, _, last = name.rpartition("，")
    if is_rate(whole) and PLACE.fullmatch(last):
        return f"{whole}，{whom}"
    rate = _IN_PLACE.sub("", name)
    return f"{whom}{rate}" if rate != name and is_rate(rate) else None


def of_whole(unsaid: Unsaid) -> str | None:
    """The words of a whole, a comma, and those of its part; None where it is none of a whole."""
    said = unsaid.head.lstrip("、，和及与")
    for form, is_part in _WHOLES:
        if whole := form(unsaid.before, unsaid.setting):
            named = is_part and not said.startswith(figure_words.PART_OF)
            return f"{whole}，{figure_words.PART_OF if named else ''}{said}"
    return None


def _rate_of_part(before: Before, setting: Setting) -> str:
    """The rate that a share is of, where its clause says only of whom; empty where it says more.

    It stands before a colon (覆盖率：村达到60%，镇达到80%), or is that of the whole just before.
    """
    begin, given = before.clause[0], before.whole
    whom = _BY_YEAR.sub("", without_operator(setting.head).lstrip("、和及与"))
    behind = setting.tail.partition("、")[0]
    said = is_rate(without_asides(whom)) or figure_words.TO_DO.search(whom) or behind
    if setting.figure.unit not in RATIOS or said or not WHOM.fullmatch(whom):
        return ""
    rate = _RATE_BEFORE.search(before.flat, max(before.within[0], begin - LONGEST_SENTENCE), begin)
    if rate:
        return rate["rate"]
    part = setting.before.startswith(figure_words.PART_OF)
    placed = before.follows and PLACE.fullmatch(whom) is not None
    listed = given is not None and (part or placed or "，其中" in given.name)
    whole = given.name.partition("，其中")[0] if given and listed else ""
    return whole if is_rate(whole) else ""


def _of_change(before: Before, setting: Setting) -> str:
    """What changes, where a part of it does so as the whole does; else empty."""
    change = figure_words.CHANGED.search(before.whole.name) if before.whole else None
    own = without_operator(setting.head)
    alike = change and own.startswith(figure_words.PART_OF) and own.endswith(change[0])
    return change.string[: change.start()] if change and alike else ""


def _of_share(before: Before, setting: Setting) -> str:
    """What a share or time is told of just before that of some of those; else empty."""
    share = before.given if before.follows else before.whole if before.is_aside else None
    return share.name.partition("，")[0] if share and _is_for_a_part(setting) else ""


def _of_those(before: Before, setting: Setting) -> str:
    """What is counted just before of which a share is dealt with: 招120名，其中80%以上到乡村."""
    share = setting.before == figure_words.PART_OF and setting.figure.unit in RATIOS
    given = before.given if share and before.follows and setting.tail else None
    return given.name if given and given.measure is COUNT else ""


def _is_for_a_part(setting: Setting) -> bool:
    """Whether a share or time is that of some of those whom the clause before speaks of."""
    if not setting.before.startswith(figure_words.PART_OF):
        return False
    whom = without_operator(setting.head).lstrip("、和及与").removeprefix(figure_words.PART_OF)
    told = is_rate(whom) or figure_words.TO_DO.search(whom) or setting.tail.partition("、")[0]
    alike = setting.figure.unit.endswith((*RATIOS, *figure_words.SPANS))
    return alike and not told and OF_THEM.fullmatch(whom) is not None


def _whole_of_part(before: Before, setting: Setting) -> str:
    """What some are counted of that a clause names: 抽检食品500批次，其中餐饮食品200批次.

    So it is of those named next, and in a bracket. Empty where they are of another unit, more than
    the whole, or have a deed of their own.
    """
    given, figure = before.given or before.whole, setting.figure
    named = f"，{figure_words.PART_OF}"
    part = setting.before.startswith(figure_words.PART_OF)
    beside = find_figures(before.flat, *before.clause)
    total = sum((Fraction(one.number) for one in beside if one.unit == figure.unit), Fraction(0))
    if part and before.follows:
        given = before.holding(figure.unit, total) or given
    if given is None or not (part or named in given.name) or not figure.unit or setting.relative:
        return ""
    whole = parse_goal(given.goal)
    ratio = figure.unit.endswith((*RATIOS, *figure_words.SPANS))
    if ratio or whole is None or whole.unit != figure.unit:
        return ""
    goes_on = before.follows and not part
    most = _left_of_whole(before, figure.unit) if goes_on else whole.bound
    words = without_operator(setting.head).replace(figure_words.PART_OF, "") + setting.tail
    deed = says_deed(words)
    return given.name.partition(named)[0] if total <= most and not deed else ""


def _left_of_whole(before: Before, unit: str) -> Fraction:
    """What of a number the parts before a clause leave: 位5000个，其中甲420个，乙4580个."""
    flat, begin = before.flat, before.clause[0]
    start = max(before.within[0], begin - LONGEST_SENTENCE)
    parts = flat.rfind(figure_words.PART_OF, start, begin)
    cut = max(start, flat.rfind("。", start, parts), flat.rfind("；", start, parts))
    given = find_figures(flat, cut, parts) if parts > 0 else []
    taken = sum(Fraction(one.number) for one in find_figures(flat, parts, begin))
    return Fraction(given[-1].number) - taken if given and given[-1].unit == unit else Fraction(-1)


def _of_clause(before: Before, setting: Setting) -> str:
    """The words of the clause before, where it has no figure and this one goes on with it."""
    if before.whole:
        return ""
    own = setting.head.removeprefix(figure_words.PART_OF)
    aside = before.is_aside and goes_on(own, setting, None)
    return before.text if aside or (before.follows and _is_for_a_part(setting)) else ""


_WHOLES: Final = (
    (_rate_of_part, False),
    (_of_those, True),
    (_of_change, False),
    (_of_share, True),
    (_whole_of_part, True),
    (_of_clause, False),
)
"""What says of which whole a figure is, the surest first; and whether it is a part of several."""
