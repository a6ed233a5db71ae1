"""What the rules about a plan that contradicts itself say (FL2); merged into ``rules``."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "FL211.misfit": ("目标“{goal}”不适用于{noun}", "the goal “{goal}” does not fit {noun}"),
    "FL211.misfit.hint": ("{noun}的目标可以是：{fitting}", "goals that fit {noun}: {fitting}"),
    "FL211.snapshots-only": (
        "目标“{goal}”只能用于 value_is: snapshot",
        "the goal “{goal}” needs value_is: snapshot",
    ),
    "FL211.share-of-count": (
        "数量的目标不能用百分比“{goal}”",
        "a count cannot have a share as its goal, “{goal}”",
    ),
    "FL211.share-of-count.hint": (
        "要用百分比就写 measure: ratio",
        "for a share, write measure: ratio",
    ),
    "FL211.ratio-without-unit": (
        "比率的目标“{goal}”没有写 % 或 ‰",
        "the ratio's goal “{goal}” has no % or ‰",
    ),
    "FL211.above-whole": (
        "目标“{goal}”超过全部，而分子不得大于分母",
        "the goal “{goal}” is above the whole, which no count can exceed",
    ),
    "FL211.above-whole.hint": (
        "分子确实可以大于分母时写 may_exceed: true",
        "write may_exceed: true where the numerator may really be larger",
    ),
    "FL211.common-needs-ratio": ("只有比率才有共同分母", "only a ratio has a common denominator"),
    "FL211.exceed-needs-ratio": ("may_exceed 只用于比率", "may_exceed is for ratios only"),
    "FL211.value-is-needs-figure": (
        "value_is 不用于 {measure}",
        "value_is is not for measure {measure}",
    ),
    "FL211.always-each": (
        "{measure} 总是各单位分别判断，不能 pooled",
        "{measure} is always judged for each department, never pooled",
    ),
    "FL211.milestone-every-period": (
        "节点只完成一次，不能逐期判断",
        "a milestone is reached once and cannot hold every period",
    ),
    "FL211.score-increment": ("得分不能逐期相加", "scores do not add up over entries"),
    "FL211.baseline-needs-trend": (
        "目标“{goal}”用不到基数",
        "the goal “{goal}” has no use for a baseline",
    ),
    "FL211.baseline-not-owed": (
        "{value} 不报此指标，不应有基数",
        "{value} does not report this target and has no baseline in it",
    ),
    "FL211.reporter-without-part": (
        "{value} 在本分项没有责任，却要报数",
        "{value} has no part in this item, yet is to report the target",
    ),
    "FL211.why": (
        "自相矛盾的指标无论怎么报都判断不了；它的数不予采用，直到改正。",
        (
            "A target that contradicts itself cannot be judged whatever is reported; it is "
            "not used until mended."
        ),
    ),
    "FL217.selective-members": (
        "选择性单位组 {group} 不能有固定成员",
        "the selective group {group} cannot have members of its own",
    ),
    "FL217.selective-members.hint": (
        "在用到它的分项写 resolved；成员固定时删去 selective",
        "resolve it in each item; drop selective if its members are always the same",
    ),
    "FL217.not-selective": (
        "{group} 有固定成员，不能在分项另行指定",
        "{group} has members of its own; an item cannot resolve it",
    ),
    "FL217.not-named": (
        "分项 {item} 没有提到 {group}，无从指定",
        "item {item} does not name {group}, so it cannot resolve it",
    ),
    "FL217.why": (
        "“相关”类单位组的成员由分项指定，其他单位组的成员在单位表中；两处都写就不知听谁的。",
        (
            "A selective group is resolved by items, any other has its members in the list; "
            "both at once contradict."
        ),
    ),
}
