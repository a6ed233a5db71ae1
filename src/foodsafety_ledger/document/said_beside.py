"""What a figure behind the first of its clause is of: in part as that is, by the words between."""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.before import Unsaid
from foodsafety_ledger.document.deeds import CHANGES_IT, DEED_ALONE, SIZE, SO_MANY, done_with
from foodsafety_ledger.document.demands import occasions_in
from foodsafety_ledger.document.english_clauses import DEED_BEHIND, going_on_in_english, shares_time
from foodsafety_ledger.document.figure_names import EACH_TIME, is_rate
from foodsafety_ledger.document.figures import LIST_MARKS, TIMES
from foodsafety_ledger.document.lexicon import WHOLE_PLACE
from foodsafety_ledger.document.said_of_kind import (
    in_its_place,
    of_another_rank,
    of_its_like,
    of_the_others,
)
from foodsafety_ledger.document.setting import HAN, RATIOS

LISTING: Final = (*LIST_MARKS[:4], " and", " and ")
"""What the words between two figures end with where those behind the second are its own."""
ONLY_OFTEN: Final = re.compile(f"[且并]?(?:{EACH_TIME})+(?:不少于|不低于|至少)?")
"""Words that only say how often."""
WITH_ALL_OF: Final = re.compile(
    rf"对(?:{WHOLE_PLACE})?\d[\d.]*(?:{figure_words.UNITS})[一-鿿]+?(?:[、和及与][一-鿿]{{2,}}?)+"
    f"{figure_words.EACH_PERIOD.pattern}"
)
"""So many of several kinds with whom the deed of a clause is done: 对60户甲、乙每月排查1次."""
_BRIEF: Final = re.compile("[一-鿿]{2,5}")
_RATE_THEN_WHOM: Final = re.compile("(?P<rate>.{2,}(?:率|[占对]比|比[例重]|度))[一-鿿]{2,5}")
"""A rate, and behind it the first of those whose it is: 教师占比中职达到55%、高职达到60%."""
_FROM: Final = ("由", "从")
"""What stands before the figure that something changes from."""
_SHARE_OF: Final = re.compile(
    f"(?P<deed>(?:.*(?:{figure_words.TO_DO.pattern}|参保))?)[一-鿿]{{0,4}}?"
    f"(?:{'|'.join(figure_words.BUSINESSES)})(?:占比|比[例重])"
)
"""A share of businesses, and what those do."""
_RATE_OF_DEED: Final = re.compile(
    rf"(?P<deed>[^，]{{2,}}?(?:{figure_words.TO_DO.pattern}))(?:(?:覆盖|完成|落实|执行)?率|全覆盖)达?到?"
)
"""A rate of what is done, which may be done so often, too: 检查覆盖率100%、每季度不少于1次."""
_FOR_EACH: Final = re.compile("每[^，、每]{1,10}")
_WHAT_EACH: Final = re.compile("(?P<what>[^每]{2,}?)每[^，、每]{1,10}")
"""For each of whom there is so much, and of what before it."""
_MEAN: Final = re.compile("[一-鿿]{1,6}(?P<mean>[人户生班村]均)")
_MEAN_OF: Final = re.compile("[一-鿿]{1,6}(?P<mean>[人户生班村]均)(?P<what>[一-鿿]{2,6})")
"""So much for each of those whom words name, and of what: 小学生均图书25册、初中生均35册."""
_SERVED: Final = re.compile("[、和及并]?(?:可|将|直接)?(?P<how>惠及|受益|涉及|带动|服务|覆盖|辐射)")
"""Words between two figures that say whom the first serves, and not who they are."""
_MARKS: Final = re.compile("[、，和及与并]")
_SAYS_ITSELF: Final = re.compile("的?(?!以[上下内])[一-鿿“”]{4,}")
"""What behind a figure says what it is of: 整改率100%、确保80%以上的乡镇建成快检室."""


def _is_change(unsaid: Unsaid) -> bool:
    """Whether the words between two figures say only how the second changes.

    Of nothing new do they tell in 突破20亿元、增长25%.
    """
    return CHANGES_IT.fullmatch(unsaid.bare.lstrip("、和及并且")) is not None


def _so_often(unsaid: Unsaid) -> str | None:
    """What is done so often: its own words, with those of its like or of a rate of what is done."""
    with_all = WITH_ALL_OF.match(unsaid.setting.before)
    part = unsaid.head if with_all else unsaid.head.rpartition("、")[2]
    often = unsaid.setting.figure.unit in TIMES and figure_words.EACH_PERIOD.search(part)
    if unsaid.setting.shared or _is_change(unsaid) or not (often or occasions_in(part)):
        return None
    rated = _RATE_OF_DEED.fullmatch(unsaid.first) if ONLY_OFTEN.fullmatch(part) else None
    like = of_its_like(unsaid.first, part)
    return like or (f"{rated['deed']}{part.lstrip('且并')}" if rated else part)


def _the_same(unsaid: Unsaid) -> str | None:
    """The first figure's words, where nothing but a list mark stands between.

    Where the words behind a figure of a list say what it is of, and a verb before it asks for it,
    its own.
    """
    setting, bare = unsaid.setting, unsaid.bare
    listed = bare.endswith(LISTING)
    timed = unsaid.last is not None and shares_time(unsaid.last, setting)
    if not (timed or listed or not HAN.search(bare + setting.tail)):
        return None
    asks = listed and _MARKS.split(unsaid.head)[-1]
    return unsaid.head if asks and _SAYS_ITSELF.match(setting.tail) else unsaid.own


def _those_served(unsaid: Unsaid) -> str | None:
    """So many whom what is counted first serves: 改造小区20个、惠及5000户."""
    served = _SERVED.fullmatch(unsaid.bare)
    return f"{unsaid.first}，{served['how']}" if served and unsaid.ends and unsaid.first else None


def _in_english(unsaid: Unsaid) -> str | None:
    """The English words between two figures, but for those that belong to the first."""
    return DEED_BEHIND.sub("", unsaid.head) if unsaid.head.isascii() else None


def _of_rate(unsaid: Unsaid) -> str | None:
    """The first figure's rate, of those that are named next, also where both rise from another."""
    changes = unsaid.setting.figure.since is not None
    first, whom = (
        words[:-1] if changes and words[-1:] in _FROM else words
        for words in (unsaid.first, unsaid.bare.lstrip("、和及"))
    )
    brief = _BRIEF.fullmatch(whom) and not (is_rate(whom) or figure_words.TO_DO.search(whom))
    only = brief and unsaid.ends and unsaid.setting.figure.unit in RATIOS
    rate = _RATE_THEN_WHOM.fullmatch(first) if only else None
    return f"{rate['rate']}{whom}" if rate else None


def _for_each(unsaid: Unsaid) -> str | None:
    """What there is for each of some, too, behind that for each of others: 网点每镇1个、每村2个."""
    own = unsaid.bare.lstrip("、和及")
    if unsaid.setting.tail:
        return None
    if whom := _FOR_EACH.fullmatch(own) and _WHAT_EACH.fullmatch(unsaid.first):
        return f"{whom['what']}{own}"
    has, mean = _MEAN_OF.fullmatch(unsaid.first), _MEAN.fullmatch(own)
    return f"{own}{has['what']}" if has and mean and has["mean"] == mean["mean"] else None


def _share_too(unsaid: Unsaid) -> str | None:
    """The share of those who do something, behind that of others: 投保学校占比、养老机构占比."""
    whom = unsaid.bare.lstrip("、和及")
    first, second = _SHARE_OF.fullmatch(unsaid.first), _SHARE_OF.fullmatch(whom)
    too = first and second and first["deed"] and not second["deed"]
    return f"{first['deed']}{whom}" if first and too else None


def _is_another_deed(unsaid: Unsaid) -> bool:
    """Whether the words between two figures are only what is done with so many."""
    many = unsaid.ends and unsaid.setting.figure.unit.endswith(SO_MANY)
    return many and DEED_ALONE.fullmatch(unsaid.bare.lstrip("、和及并")) is not None


def _another_deed(unsaid: Unsaid) -> str | None:
    """What else is done with the things that are named first: 新建站4家、提升2家."""
    deed = unsaid.bare.lstrip("、和及并")
    return (done_with(unsaid.own, deed) or None) if _is_another_deed(unsaid) else None


def _of_one_thing(unsaid: Unsaid) -> str | None:
    """What else is told of one thing: 改造市场8个、面积2万平方米, 突破20亿元、增长25%."""
    measure = unsaid.bare.lstrip("、和及并")
    if unsaid.setting.tail:
        return None
    if SIZE.fullmatch(measure):
        return f"{unsaid.first}，{measure}"
    changes = _is_change(unsaid) and not _is_another_deed(unsaid)
    return f"{unsaid.first}{measure.removeprefix('且')}" if changes else None


FORMS: Final = (
    going_on_in_english,
    _so_often,
    _those_served,
    _the_same,
    _in_english,
    _for_each,
    of_the_others,
    _of_rate,
    in_its_place,
    _share_too,
    _another_deed,
    of_another_rank,
    _of_one_thing,
)
"""What the words between two figures may leave to the first one's, the surest first."""
