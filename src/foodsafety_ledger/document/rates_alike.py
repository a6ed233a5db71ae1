"""Rates of one thing of which only the first says of what: 装置安装率、使用率均达到100%."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from foodsafety_ledger.document.demands import TargetReading
from foodsafety_ledger.document.lexicon import listed
from foodsafety_ledger.model.measure import RATIO

_RATE: Final = re.compile(
    "(?P<what>.*?)(?:按[时期]|及时|规范|定期|使用|生长)?(?P<done>[一-鿿]{2})率"
)
_OF_ONE: Final = tuple(
    frozenset(listed(words))
    for words in (
        "安装 使用 完好 在线 联网 接入 运行 配备 配置 开通 启用 更换 在用",
        "处置 办结 公示 回访 满意 反馈 回复 受理 初查 核查 移送 立案 结案 查处 整改 销号 破案",
        "开工 竣工 完工 投产 验收 交付 复工",
        "筛查 管理 治疗 随访 建档 安置 帮扶 探访 体检 回访",
        "自查 报告 参保 投保 入网 备案 亮证 公示 签约 签订 履约",
        "知晓 支持 参与 满意",
        "检验 检定 登记",
        "迟缓 贫血 超重 肥胖 近视 死亡 患病 发病",
    )
)
"""What is done with things of one kind, or ails people: two such side by side are of the same."""
_OF_ANYTHING: Final = frozenset(listed("覆盖 合格 参与 参训 通过 完成 达标 优秀 优良"))
"""What is said of anything, and so of the same only within one clause."""


_OUTPUT: Final = re.compile(
    "(?:单位|每?[万亿]元)(?:GDP|(?:地区|国内)生产总值|(?:规上)?工业增加值|[农工]?业?产值|产品)"
)
"""What consumption is reckoned for, said before the first of a row."""
_CONSUMED: Final = re.compile("(?:能耗|[电水煤]耗|用[水电能]量|(?:二氧化)?碳排放)")


def with_what_they_are_of(flat: str, targets: Iterable[TargetReading]) -> Iterator[TargetReading]:
    """The targets, each rate that only says what is done with what the one before it is of."""
    before: TargetReading | None = None
    for one in targets:
        named = f"{_of_what(flat, before, one)}{one.name}" if before else one.name
        before = replace(one, name=named)
        yield before


def _of_what(flat: str, before: TargetReading, rate: TargetReading) -> str:
    """What the rate just before is of, where a rate says only what is done with it; else empty."""
    if not (before.measure is rate.measure is RATIO):
        return ""
    beside = before.start == rate.start
    if (output := _OUTPUT.match(before.name)) and beside and _CONSUMED.match(rate.name):
        return output[0]
    first, own = _RATE.fullmatch(before.name), _RATE.fullmatch(rate.name)
    if not (first and own) or own["what"] or (first["done"] == own["done"] and not beside):
        return ""
    follows = rate.start == before.end + 1 and flat[before.end] in "，、"
    kinds = (*_OF_ONE, _OF_ANYTHING) if beside else _OF_ONE if follows else ()
    alike = any({first["done"], own["done"]} <= kind for kind in kinds)
    alike = alike or first["done"] == own["done"]
    return first["what"] if alike else ""
