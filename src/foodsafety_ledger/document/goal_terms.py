"""Words that set a goal without a figure, as a plan read by hand takes them (design 4.1)."""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.document import measures
from foodsafety_ledger.values.goal import Goal, GoalKind, Operator

_FULL: Final = re.compile(
    "全覆盖|全面|全部|全区|全市|全县|全域|全员|所有|一律|必检|每[个家户批]|逐[个家户批]|均"
)
_NONE: Final = re.compile("消除|退出|不得|严禁|杜绝|禁止|清零|零发生|零容忍|无")
_WORDS: Final = {
    GoalKind.RISING: re.compile("提[高升]|增[加长强]|扩大|加大|发展|支持|鼓励|推广|新增"),
    GoalKind.FALLING: re.compile("减[少量]|降低|压[降减]|下降"),
    GoalKind.KEPT: re.compile("巩固(?!提)|保持|维持|稳定"),
}
_OCCASIONS: Final = {GoalKind(goal): re.compile(words) for words, goal in measures.OCCASIONS}

NOT_BINDING: Final = re.compile("力争|争取|鼓励|支持|倡导|提倡")
"""Words in a quote that ask without binding; 引导 alone leaves it to the reader."""


def is_said(goal: Goal, words: str) -> bool:
    """Whether ``words``, which hold no figure that counts, can mean the goal.

    ``done`` needs no word of its own: any piece of work can be done.
    """
    if goal.kind is GoalKind.BOUND:
        return _is_bound_said(goal, words)
    pattern = _WORDS.get(goal.kind) or _OCCASIONS.get(goal.kind)
    return pattern is None or pattern.search(words) is not None


def _is_bound_said(goal: Goal, words: str) -> bool:
    if goal.bound == 0:
        return goal.operator is not Operator.AT_LEAST and _NONE.search(words) is not None
    full = goal.bound == goal.scale and goal.scale > 1
    return full and goal.operator is not Operator.AT_MOST and _FULL.search(words) is not None
