"""What is measured of the first of a row, and so of the others: 食品抽检3000批次、药品200批次."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.deed_words import LOOKS_INTO
from foodsafety_ledger.document.deeds import DOER, counted
from foodsafety_ledger.document.demands import TargetReading, is_counted
from foodsafety_ledger.document.figure_names import is_rate, without_lead_in
from foodsafety_ledger.document.figures import without_operator
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.setting import RATIOS

_GOODS: Final = (
    "(?:食品|农产品|药[品物]|化妆品|保健品|医疗器械|药械|疫苗|中药材|中药饮片|蔬菜|水果|果蔬|蔬果|食用菌|畜禽|畜牧|畜产品"
    "|畜禽产品|禽蛋|鲜蛋|水产|水产品|肉类|肉品|生猪|粮食|粮油|原粮|食用油|茶叶|食盐|餐具|餐饮具|饲料|农药|兽药|肥料|种子|农资|消费品|工业品|工业产品)"
)
"""What the names of goods end with that are sampled, tested and reported on."""
_THING: Final = re.compile(
    f"[一-鿿\\d]{{0,10}}?(?:{_GOODS}|{'|'.join(figure_words.BUSINESSES)})|[一-鿿]{{0,10}}(?:人员|干部|教师|店员|管理员)"
)
"""A name of goods, businesses or people, and of nothing that is measured of them."""
_KINDS: Final = (
    re.compile(f"{_GOODS}$"),
    re.compile(f"(?:{'|'.join(figure_words.BUSINESSES)})$"),
    DOER,
)
"""Of which kind a name is: of two that are alike the same is measured."""
_ACT: Final = (
    "(?:监督|评价性?|定[量性]|专项|例行|风险|集中)*"
    f"(?:{LOOKS_INTO}|抽样|采样|培训|考试|宣传|演练|再?就业|参保)"
)
_ENDS_IN_ACT: Final = re.compile(f"(?P<act>{_ACT})(?:样[品本]|总?[量数])?$")
"""A deed, behind the things with which it is done: 药品评价性抽验."""
_REPORTED: Final = re.compile("(?:不良(?:反应|事件)(?:监测)?|病例|监测)(?:报告)?(?:总?[量数])?$")
_ONLY_NAMES: Final = re.compile(
    f"(?!.*(?:{figure_words.TO_DO.pattern}|{figure_words.CHANGE.pattern}|{figure_words.CHANGED.pattern}))"
    "[一-鿿]{2,8}(?<![率度速额量数值比重积])"
)
"""Words that do not say what is measured of those whom they name."""
_DEVICES: Final = re.compile("器械|设备")
"""What has adverse events where drugs and cosmetics have adverse reactions."""
_QUOTED: Final = re.compile("“[^“”]+”")
_FIGURE: Final = re.compile(
    rf"\d[\d.,]*(?:{figure_words.UNITS})(?:/[一-鿿·]+)?(?:及?以[上下内]|左右)?"
)
_PARTED: Final = re.compile("[，、]|[和及与]|以及|，(?=力争|争取)")
_BESIDE: Final = 2
"""So many characters at the end of two names say that they are of one kind: 红色等级, 黄色等级."""


def with_what_is_measured(flat: str, targets: Iterable[TargetReading]) -> Iterator[TargetReading]:
    """The targets, each that only names things with what is measured of those before it."""
    first: TargetReading | None = None
    before: TargetReading | None = None
    for one in targets:
        thing = _thing_behind(flat, before, one) if before else ""
        if first is None or before is None or not thing:
            first, before = one, one
            yield one
            continue
        before = one
        named = _measured_of(first, thing)
        if named:
            yield _named(one, named)
        elif _is_measured(first) and _ONLY_NAMES.fullmatch(thing) and not _is_measured(one):
            yield _doubted(one, flat)
        else:
            first = one
            yield one


def _thing_behind(flat: str, before: TargetReading, one: TargetReading) -> str:
    """All that is said between two figures of one unit; empty where it is more than a name."""
    alike = before.measure is one.measure and counted(before.goal) == counted(one.goal)
    compared = before.goal.split(" ")[0] == one.goal.split(" ")[0]
    near = before.start == one.start or one.start == before.end + 1
    figure = _FIGURE.match(flat, before.at) if alike and compared and near else None
    parted = _PARTED.match(flat, figure.end()) if figure else None
    if parted is None or before.at >= one.at:
        return ""
    said = without_lead_in(without_operator(flat[parted.end() : one.at]))
    return said if said == one.name else ""


def _measured_of(first: TargetReading, thing: str) -> str:
    """What is measured of the ``first`` of a row, of another ``thing``; empty if unsure."""
    name, share = first.name, first.goal.endswith(RATIOS)
    if _QUOTED.fullmatch(thing) and share and is_rate(name):
        return _QUOTED.sub(thing, name) if len(_QUOTED.findall(name)) == 1 else ""
    if share and not is_rate(name):
        return ""
    ends = name.rfind(thing[-_BESIDE:]) + _BESIDE
    if _BESIDE < ends < len(name) and _ONLY_NAMES.fullmatch(thing) and not _THING.search(thing):
        rest = name[ends:]
        measured = is_rate(rest) if share else _ENDS_IN_ACT.search(rest)
        return f"{thing}{rest}" if measured else ""
    whose = _whose(name, share=share)
    alike = any(kind.search(whose) and kind.search(thing) for kind in _KINDS)
    if not (whose and alike and _THING.fullmatch(thing)):
        return ""
    measure = name[len(whose) :]
    measure = measure if _DEVICES.search(thing) else measure.replace("不良事件", "不良反应")
    return f"{thing}{measure}"


def _whose(name: str, *, share: bool) -> str:
    """The things that a name says first, before what is measured of them; empty if it does not."""
    if share:
        found = [one for one in _THING.finditer(name) if one.end() < len(name)]
        return name[: found[-1].end()] if found and found[0].start() == 0 else ""
    measured = _ENDS_IN_ACT.search(name) or _REPORTED.search(name)
    whose = name[: measured.start()] if measured else ""
    return whose if _THING.search(whose) else ""


def _is_measured(one: TargetReading) -> bool:
    """Whether a name ends with what is done with the things that it names, or with their rate."""
    if one.goal.endswith(RATIOS):
        return is_rate(one.name)
    return bool(_ENDS_IN_ACT.search(one.name) or _REPORTED.search(one.name))


def _named(one: TargetReading, name: str) -> TargetReading:
    """A target with another name, and only the doubts that it leaves."""
    settled = {"subject", *(["counts"] if is_counted(name) else [])}
    return replace(one, name=name, doubts=tuple(d for d in one.doubts if d.key not in settled))


def _doubted(one: TargetReading, flat: str) -> TargetReading:
    """A target of which it is not said what is measured."""
    if any(doubt.key == "subject" for doubt in one.doubts):
        return one
    return replace(one, doubts=(*one.doubts, Doubt("subject", words=flat[one.start : one.end])))
