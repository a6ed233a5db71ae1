"""What the last of a row of numbers says of the others, too: 完成20个小区、35栋楼改造."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.deed_words import BRINGS_FORTH
from foodsafety_ledger.document.deeds import PLACES
from foodsafety_ledger.document.demands import TargetReading
from foodsafety_ledger.document.figure_names import is_rate, without_lead_in
from foodsafety_ledger.document.figures import Figure, without_operator
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.said_of_kind import noun_of_last
from foodsafety_ledger.document.setting import RATIOS, Setting

_DOES: Final = re.compile("(?:全面|继续|组织|抓好|做好|推进|完成|开展|实施|启动)+")
"""Verbs before the first number that say only with what is behind the last what is done."""
_DEED: Final = re.compile(
    "(?<!参加)(?<!接受)(?<!进行)(?<!开展)(?<!完成)(?:(?:的|食品安全|质量|风险|提升|升级|更新|综合|标准化|规范化|安全|养护)*"
    "(?:改造|整治|治理|救助|帮扶|修缮|维修|修复|创建|建设|迁建|改建|扩建|加固|清淤|绿化|亮化|硬化|养护|验收|评定|认定|排查|检测|检查|筛查|培训|评估|评价|鉴定))"
    "(?:提升|升级)?(?:任务|工程|工作|项目)?$"
)
"""What is done, behind the last of those with whom it is."""
_ONLY_NAME: Final = re.compile(
    rf"\d[\d.,]*(?:{figure_words.UNITS})(?:以上的?)?(?P<name>[一-鿿]{{1,8}}?)(?:不少于|至少)?"
)
"""A figure and what it counts, up to the next figure."""
_MAKES: Final = re.compile(f"(?:新[建增]|{BRINGS_FORTH})(?:不少于|至少)?$")
"""What before a number says that so many things are made: 新建2个市场150个摊位."""
_THEY_DO: Final = re.compile(
    f"(?P<they>.*?(?:{'|'.join(figure_words.BUSINESSES)}))"
    "(?P<does>(?:全[部面])?(?:接入|纳入|建[立成]|配[备齐]|安装|通过|达到?|实现|完成|实施|推行|使用|参加|投保|上线|公示|签订|开展|取得|获得|具备|设[立置]|创建|运行).+)"
)
"""Businesses, and what so many of them do."""
_SIZES: Final = ("米", "公里", "亩", "公顷")
"""What those that are counted before it are measured in, too."""
_SHARE_OF_THEM: Final = re.compile(r"\d[\d.]*[%‰](?:以上)?的(?P<they>[一-鿿]{2,16})[、和及]\d")
_SAID_OF: Final = re.compile(r"(?:实现|达到?|完成|纳入|开展|通过|建立|配备|的?比例)[^，\d]{2,}")
"""What behind the last of several shares is said of each."""


def with_deeds(flat: str, targets: Sequence[TargetReading]) -> Iterator[TargetReading]:
    """The targets, those of a row with the deed that the last of its names ends with."""
    for (start, _), row in groupby(targets, key=lambda one: (one.start, one.end)):
        clause = [*row]
        clause = [*_doing_the_same(flat, clause)]
        deed = _deed_of(flat, start, clause)
        for before, one in zip([*clause[:1], *clause], clause, strict=False):
            again = one is clause[-1] and one.name == deed
            if again and one.goal.endswith(_SIZES):
                yield replace(one, name=f"{before.name}{deed}")
            elif (
                deed
                and not again
                and not (_DEED.search(one.name) or figure_words.TO_DO.search(one.name))
            ):
                yield replace(one, name=f"{one.name}{deed}")
            elif _runs_into_next(flat, one, clause):
                words = flat[one.start : one.end]
                yield replace(one, doubts=(*one.doubts, Doubt("subject", words=words)))
            else:
                yield one


def _doing_the_same(flat: str, row: Sequence[TargetReading]) -> Iterator[TargetReading]:
    """Shares of businesses, each with what those named last do: 60%的商超、80%的市场接入平台."""
    they = _THEY_DO.fullmatch(row[-1].name)
    for one in row:
        alone = they and one is not row[-1] and _SHARE_OF_THEM.match(flat, one.at)
        bare = alone and alone["they"] == one.name and one.name.endswith(figure_words.BUSINESSES)
        yield replace(one, name=f"{one.name}{they['does']}") if they and bare else one


def _runs_into_next(flat: str, one: TargetReading, clause: Sequence[TargetReading]) -> bool:
    """Whether its name alone parts a number from the next, and so does not say what they do.

    Of 4个行业12家企业通过认证 the first are those sectors in which so many firms do.
    """
    behind = min((other.at for other in clause if other.at > one.at), default=one.at)
    parted = _ONLY_NAME.fullmatch(flat, one.at, behind)
    made = _MAKES.search(flat, one.start, one.at) and not PLACES.fullmatch(one.name)
    return parted is not None and parted["name"] == one.name and not made


def _deed_of(flat: str, start: int, row: Sequence[TargetReading]) -> str:
    """The deed that all of a row's numbers stand before; empty where it is not so."""
    last = row[-1]
    before = without_lead_in(flat[start : row[0].at])
    behind = all(flat.find(one.name, one.at, last.end) > one.at for one in row)
    deed = _DEED.search(last.name) if len(row) > 1 and _DOES.fullmatch(before) and behind else None
    return deed[0] if deed else ""


def predicate(setting: Setting, last: Figure, behind: str) -> str:
    """The words behind a figure, or those behind the last that it shares: 食堂100%、餐馆95%达标."""
    if noun := noun_of_last(setting, last, behind):
        return noun
    shares = setting.figure.unit in RATIOS and last.unit in RATIOS and setting.tail[:1] == "、"
    bare = without_operator(setting.head)
    said = bare.endswith("按") or _SAID_OF.fullmatch(behind)
    return behind if shares and not is_rate(bare) and said else setting.tail
