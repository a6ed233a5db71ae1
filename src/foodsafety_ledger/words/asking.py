"""What the questions on a terminal say around their answers."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "again": ("  × {reason}，请重新输入", "  × {reason}; please try again"),
    "empty": ("这一项必须填写", "an answer is needed"),
    "no-such": ("没有“{answer}”", "there is no “{answer}”"),
    "no-such-but": (
        "没有“{answer}”，是否想写“{nearest}”",
        "there is no “{answer}”; did you mean “{nearest}”",
    ),
    "yes-or-no": ("请回答 y（是）或 n（否）", "answer y or n"),
    "reason": ("{reason}", "{reason}"),
    "reason-and-hint": ("{reason}（{hint}）", "{reason} ({hint})"),
    "answer": ("回答", "the answer"),
    "several-lines": (
        "一次来了 {count} 行，都没有采用：这里只要一行",
        "{count} lines came at once and none was taken: this wants a single line",
    ),
    "pasted": ("一次来了 {count} 行，作为一条回答：", "{count} lines came at once, as one answer:"),
    "keep-pasted": (
        "按 Enter 采用；重新输入则代替它",
        "press Enter to take it, or type what shall stand instead",
    ),
}
