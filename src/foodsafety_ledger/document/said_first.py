"""What is done with the first of a row of numbers, and so with the others: 关闭窑5座、厂3家."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.deed_words import (
    BUILDS,
    CLEARS,
    HANDLES,
    HANDLES_OR_NAMES,
    LOOKS_INTO,
    MENDS,
    SERVES,
)
from foodsafety_ledger.document.deeds import SO_MANY, counted, lacks_deed, says_deed
from foodsafety_ledger.document.demands import TargetReading
from foodsafety_ledger.document.lexicon import listed
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.model.goal import COUNTERS

_DEED: Final = re.compile(
    "(?:(?:累计|全年|重点|计划|完成|组织|再|共)*)"
    f"(?P<deed>(?:(?:{BUILDS}|{MENDS}|{CLEARS}|{LOOKS_INTO}|{SERVES})[、和及]?)+)"
    "(?!基地|中心|报告|机构|[站点组室班员师证品车所]|工程|项目|任务|行动|活动|计划|方案|设[备施]|人员|教师|合格|率|[数总]?量|面积|能力|覆盖)(?=.{2})"
)
"""What a name begins with that changes the things behind it, or is done with them.

What only brings them forth (打造, 培育) is told of the others by their number.
"""
BY_ITSELF: Final = re.compile(
    f"^(?:{figure_words.DONE}|解决|发现|抓获|[打端]掉|捣毁|收[集到缴]|吸引|储备|提供|实施|引才|引育|柔性|加大|加快|推行|落实|保障|兑[现付]|盘活|服务|惠及|带动|争创|入选|获[批评]|投[入放]|净增|[划流]转|处理|保持|稳定|减少|压减|不)"
    "|(?:就业|创业|参保|入[住学职]|落户|[数总产销流存]?[量额]|面积|人数|总数|改造|建设|项目|持证|下架|服务|处置|召回|认证|上岗)$"
)
"""What a name begins or ends with that says more than what there is to be so much of."""
_OTHER_DEED: Final = re.compile(
    f"(?:(?:{HANDLES})(?![区商点站户])|(?:{HANDLES_OR_NAMES})"
    "(?![一-鿿]{0,2}(?:基地|中心|机构|组织|企业|大户|主体|单位|小区|场所|窗口|车间|设施|设备|项目|工程|系统|平台|面积|能手|人员|人才|队伍|产品)"
    "|[站点场厂房室班组员师证车所区园库店社坊户类品业家院队]))(?=.{2})"
)
"""What a name begins with that is done with it, and is no part of it as in 养殖场, 加工企业."""
_ANEW: Final = re.compile("新|改?扩建")
"""Deeds that a comma surely leaves to the next thing; of others it may be of another deed."""
_OTHERS: Final = re.compile(
    f"(?!{figure_words.PART_OF})[一-鿿]{{0,8}}(?:{'|'.join(figure_words.BUSINESSES)}|[人店]员|[安管][^，]?[全理]员|干部|教师|负责人|总监)"
)
"""A name of those whom something is done with, and nothing else."""
_APART: Final = re.compile(rf"\d[\d.,]*(?:{figure_words.UNITS})(?:以上)?[、，和及与]")
"""A figure, and what parts it from the next thing that is counted."""
_ENDS: Final = re.compile(rf"\d[\d.,]*(?:{figure_words.UNITS})(?:以上)?(?=[、，。；（）和及与]|$)")
_THINGS: Final = (*SO_MANY, *listed("件 张 部 盏 株 块 栋 吨 公里 亩 米 公顷"))
_MORE: Final = "新增"
_PROJECTS: Final = "项目"
_BUILDS: Final = re.compile(f"{BUILDS}|{MENDS}")
_PERSONS: Final = ("人", "名")
_PEOPLE: Final = ("人", "名", "户", "人次", "个", "家", "支")


def with_first_deeds(flat: str, targets: Iterable[TargetReading]) -> Iterator[TargetReading]:
    """The targets, those of a row with what is done with the first, where they have no deed."""
    deed, first, before = "", "", None
    for one in map(_done_to_others, [None, *(listed := [*targets])], listed):
        if before and deed and _is_bare(flat, before, one):
            asked = {doubt.key for doubt in before.doubts}
            settled = {"no-verb", "subject"} - asked
            doubts = [doubt for doubt in one.doubts if doubt.key not in settled]
            over_comma = flat.startswith(f"，{one.name}", one.start - 1)
            does = _may_do(deed, first, before.goal, one.goal)
            if not does or (over_comma and not _ANEW.match(deed)):
                doubts.append(Doubt("subject", words=flat[one.start : one.end]))
            yield replace(one, name=f"{deed if does else ''}{one.name}", doubts=(*doubts,))
            before = one
        else:
            found = _DEED.match(one.name)
            deed, first = found["deed"].rstrip("、和及") if found else "", one.name
            before = _asked_by_own_deed(one, before)
            yield before


def _done_to_others(before: TargetReading | None, one: TargetReading) -> TargetReading:
    """A target named for others than those of the clause before, with only what is done with them.

    培训从业人员2000人次，安全员300人次 asks for so many 培训安全员.
    """
    first, _, others = one.name.rpartition("，")
    said = first and before and f"{before.name}，".startswith(f"{first}，")
    said = said and before is not None and counted(before.goal) == counted(one.goal) != "%"
    deed = _DEED.match(first) if said else None
    brief = _OTHERS.fullmatch(others) is not None and not says_deed(others)
    return replace(one, name=f"{deed['deed']}{others}") if deed and brief else one


def _asked_by_own_deed(one: TargetReading, before: TargetReading | None) -> TargetReading:
    """A target whose own verb asks for so many, where that of the clause before it is asked for."""
    if not (before and before.end + 1 == one.start and _OTHER_DEED.match(one.name)):
        return one
    if any(doubt.key == "no-verb" for doubt in before.doubts):
        return one
    return replace(one, doubts=tuple(doubt for doubt in one.doubts if doubt.key != "no-verb"))


def _may_do(deed: str, first: str, goal: str, other: str) -> bool:
    """Whether what is done with what one goal counts may be done with what the other does.

    What is only more than there was may be people as well as things, but no people are built, and
    what is done by people or with money, as ``first`` names it (新增就业), is not done with things.
    """
    built = _BUILDS.match(deed) and not goal.endswith(_PERSONS) and other.endswith(_PERSONS)
    if deed == _MORE:
        return not BY_ITSELF.search(first) or counted(goal) == counted(other)
    return _are_alike(goal, other) and not built


def _are_alike(goal: str, other: str) -> bool:
    """Whether two goals count things, or people, or both in one unit."""
    alike = counted(goal) == counted(other) and goal.endswith(tuple(COUNTERS))
    return (
        any(goal.endswith(units) and other.endswith(units) for units in (_THINGS, _PEOPLE)) or alike
    )


def _is_bare(flat: str, before: TargetReading, target: TargetReading) -> bool:
    """Whether between a figure and the one before it only the name of what is counted stands."""
    name = target.name
    begin = target.at - len(name)
    parted = _APART.fullmatch(flat, before.at, max(begin, before.at))
    alone = flat.startswith(name, begin) and parted and _ENDS.match(flat, target.at)
    done = says_deed(name) or _DEED.match(name) or _OTHER_DEED.match(name)
    own = done or (BY_ITSELF.search(name) and name != _PROJECTS)
    own = own or (lacks_deed(name, target.goal) and not name.endswith(figure_words.BUSINESSES))
    count = all(one.goal.endswith((*_THINGS, *_PEOPLE)) for one in (before, target))
    return bool(alone and (count or _are_alike(before.goal, target.goal)) and not own)
