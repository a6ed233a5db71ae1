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
    "not-text": (
        "输入的不是有效的 UTF-8 文字",
        "that is not valid UTF-8 text",
    ),
}
