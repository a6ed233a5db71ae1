"""What is said of things of one rank or kind, and of those of another that are named next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.before import Unsaid
from foodsafety_ledger.document.deeds import BATCH, DEED_ALONE, DOER, counted, lacks_deed, says_deed
from foodsafety_ledger.document.demands import TargetReading, occasions_in
from foodsafety_ledger.document.figure_names import is_rate, name_of
from foodsafety_ledger.document.figures import Figure, without_operator
from foodsafety_ledger.document.setting import HAN, RATIOS, Setting
from foodsafety_ledger.model.goal import COUNTERS
from foodsafety_ledger.model.measure import OCCASIONS

_KIND: Final = 2
"""So many characters at the end of a name say of what kind it is."""
_OF_FREQUENCY: Final = re.compile("[^，]*(?:频[次率]|次数)(?:分别)?(?:达到?)?[为是：]?")
"""What a clause says first of how often things are done with those named behind it."""
RANK: Final = (
    "(?:“?(?:国家|省部|[省市州县区镇乡村十百千万亿]{1,2}|[A-Da-d甲乙丙丁一二三四五])[级类]”?"
    "|[高中低]风险)"
)
_NO_DEED: Final = re.compile("制(?![定作止])")
"""What behind those of a kind makes the name of a system of theirs: 林长制."""
_RANKS: Final = re.compile(f"{RANK}(?:及?以[上下])?")
_SIZES: Final = re.compile(r"\d[\d.]*[一-鿿]{1,4}?以[上下]的?")
"""How large things are of which so many are counted: 10亿元以上的集群5个、100亿元以上的2个."""
_RANKED: Final = re.compile(f"{RANK}$|(?:{BATCH.pattern})(?:{DEED_ALONE.pattern})?$")
_RANK_NEXT: Final = re.compile(f"(?P<rank>(?:{RANK})?)(?=[、和及与])")
"""Of which rank things are, whose noun only the last of a list has: 市级5个、县级3个站点."""


def of_another_rank(unsaid: Unsaid) -> str | None:
    """The first figure's words with another rank or size in its place: 省级店5家、市级9家."""
    said, unit = unsaid.first, unsaid.setting.figure.unit
    rank = unsaid.bare.lstrip("、和及并")
    counts = unit in COUNTERS or (unit in RATIOS and is_rate(said))
    if not counts or unsaid.setting.tail:
        return None
    alike = ((form, form.search(unsaid.own)) for form in (_RANKS, _SIZES) if form.fullmatch(rank))
    return next((form.sub(rank, said, count=1) for form, own in alike if own), None)


def in_its_place(unsaid: Unsaid) -> str | None:
    """The first figure's words, with those who do another so often in their place.

    年度检查A级4次、B级2次 asks for so many 年度检查B级.
    """
    whom, words = unsaid.bare.lstrip("、和及"), unsaid.first
    rank = re.search(f"{RANK}$", words)
    cut = rank.start() if rank else max(0, len(words) - len(whom))
    verbs = (found.span() for found in figure_words.TO_DO.finditer(words))
    deed = words[: next((end for start, end in verbs if start < cut < end < len(words)), cut)]
    done = says_deed(deed)
    figure = unsaid.setting.figure
    alike = done and words[-1:] == whom[-1:]
    lacks = alike and lacks_deed(name_of(whom, unsaid.setting.tail, figure), figure.unit)
    return f"{deed}{whom}" if lacks and HAN.search(whom) else None


def of_its_like(said: str, own: str) -> str:
    """The words before a figure that name whom it is of, with what those of their kind do.

    ``said`` names them before what they do: 甲类企业每半年督导2次，乙类企业每年1次. Else empty.
    """
    whom, *rest = figure_words.EACH_PERIOD.split(without_operator(own), maxsplit=1)
    once = without_operator(figure_words.EACH_PERIOD.sub("", said))
    if re.fullmatch(RANK, whom) and re.search(RANK, once):
        return re.sub(RANK, whom, once, count=1)
    part = whom.startswith(figure_words.PART_OF)
    part = part or HAN.search("".join(rest)) is not None
    doing = says_deed(whom)
    if part or len(whom) < _KIND or doing or is_rate(said):
        return ""
    before, found, deed = said.rpartition(whom[-_KIND:])
    if _NO_DEED.match(deed):
        return ""
    deed = figure_words.EACH_PERIOD.sub("", deed)
    of = _OF_FREQUENCY.match(before)
    if found and not deed and of:
        return f"{of[0]}{own}"
    others, *does = figure_words.EACH_PERIOD.split(without_operator(said), maxsplit=1)
    if not found and does and DOER.search(others) and DOER.search(whom):
        return f"{whom}{without_operator(does[0])}"
    return f"{whom}{deed}{own[len(whom) :]}" if found and deed and "，" not in deed else ""


_OTHERS: Final = re.compile("其[他余它](?:各|的)?(?P<kind>[一-鿿]{1,8})")
"""The others of a kind, of which so much is said as of those that are named before them."""
_EACH: Final = re.compile("^每个?")
_ONE_PLACE: Final = re.compile("[一-鿿]{1,5}?(?:[市县区镇乡村州旗]|街道|园区)(?=..)")


def others_in(words: str) -> str:
    """Of which kind the others are, of whom words say nothing else; empty where they say more."""
    others = _OTHERS.fullmatch(words)
    return others["kind"] if others and not says_deed(words) else ""


def of_the_others(unsaid: Unsaid) -> str | None:
    """What is said of one, of the others of its kind: 甲市新建站点12个，其他城市5个."""
    given, figure = unsaid.before.given, unsaid.setting.figure
    whom = unsaid.bare.lstrip("、和及与")
    kind = others_in(whom)
    said, unit = (unsaid.first, unsaid.last.unit) if unsaid.last else ("", "")
    if given and not unsaid.last and unsaid.before.follows:
        said, unit = given.name, counted(given.goal)
    if not (kind and said and unsaid.ends and unit == counted(figure.unit)):
        return None
    one, found, what = said.rpartition(kind[-_KIND:])
    place = None if found and what else _ONE_PLACE.match(said)
    what = said[place.end() :] if place else what if found else ""
    return f"{whom}{what}" if what and not says_deed(_EACH.sub("", one)) else None


def noun_of_last(setting: Setting, last: Figure, behind: str) -> str:
    """The noun behind the last of a list of ranks, with its own rank; empty of anything else."""
    own, theirs = _RANK_NEXT.match(setting.tail), re.match(RANK, behind)
    if own is None or setting.figure.unit != last.unit or last.unit not in COUNTERS:
        return ""
    before = _RANKED.search(without_operator(setting.head))
    alike = theirs if own["rank"] else before and not theirs
    noun = behind[theirs.end() :] if theirs else behind
    return f"{own['rank']}{noun}" if alike and HAN.match(noun) else ""


_SO_OFTEN: Final = figure_words.EACH_PERIOD.pattern
_EACH_OF_KIND: Final = re.compile(
    rf"(?P<those>(?:[一-鿿A-D]{{1,12}}?{_SO_OFTEN}、)+[一-鿿A-D]{{1,12}}?{_SO_OFTEN})(?P<does>[^、\d]+)"
)
"""Those of several ranks or kinds, each with how often: 市级每季度、县级每月、乡级每周检查."""
_LEVEL: Final = re.compile("[省市县区镇乡村]{1,2}")


def so_often_each(targets: Iterable[TargetReading]) -> Iterator[TargetReading]:
    """The targets, one that those of several kinds meet at different times as one of each kind."""
    for one in targets:
        found = _EACH_OF_KIND.fullmatch(one.name) if one.measure is OCCASIONS else None
        parts = found["those"].split("、") if found else []
        goals = [occasions_in(part) for part in parts]
        kinds = [figure_words.EACH_PERIOD.sub("", part) for part in parts]
        if found and all(goals) and all(map(_is_kind, kinds)) and says_deed(found["does"]):
            for part, goal in zip(parts, goals, strict=True):
                yield replace(one, name=f"{part}{found['does']}", goal=goal)
        else:
            yield one


def _is_kind(words: str) -> bool:
    """Whether words name those of a rank, a level or a kind, and nothing that they do."""
    named = _RANKED.search(words) or DOER.search(words) or _LEVEL.fullmatch(words)
    return named is not None and not says_deed(words)
