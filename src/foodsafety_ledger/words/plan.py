"""The words of ``ledger plan list``."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "list": (
        "列出章、任务、分项（责任原文、期限）和指标",
        "List sections, tasks, items with their phrases and due dates, and targets",
    ),
    "column.item": ("分项", "Item"),
    "column.first": ("起报", "From"),
    "column.due": ("期限", "Due"),
    "column.what": ("责任原文；指标与目标", "Phrase; targets and goals"),
    "ongoing": ("持续", "ongoing"),
    "optional": ("（鼓励性）", "(not binding)"),
}
