"""How the columns of forms and of an office's own tables are headed."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

MACHINE: Final = "_ledger"
"""The sheet that says for programs what a form is about; found by its name, hidden or not."""

FORM_VERSION: Final = "1"
"""What the machine's sheet says of how forms are laid out."""


class Column(StrEnum):
    """A column that means something here; those named after a key of an entry hold its text."""

    ITEM = "item"
    TASK = "task"
    ROLE = "role"
    TARGET = "target"
    GOAL = "goal"
    LAST = "last"
    DONE = "done"
    TOTAL = "total"
    STATUS = "status"
    NOTE = "note"
    PROBLEMS = "problems"
    NEXT = "next"
    DATE = "date"
    BY = "by"
    APPROVED_BY = "approved_by"
    RETURNED = "returned"


FORM_HEADS: Final = {
    Column.ITEM: "分项",
    Column.TASK: "重点任务",
    Column.ROLE: "责任",
    Column.TARGET: "指标",
    Column.GOAL: "目标和口径",
    Column.LAST: "上次值",
    Column.DONE: "完成数",
    Column.TOTAL: "总数",
    Column.STATUS: "状态",
    Column.NOTE: "进展情况",
    Column.PROBLEMS: "存在问题",
    Column.NEXT: "下步计划",
    Column.DATE: "填报日期",
    Column.BY: "填报人",
    Column.APPROVED_BY: "审签人",
    Column.RETURNED: "退回原因",
}
"""What a form's columns are headed, in their order: in Chinese whatever the language of words."""

FOR_ALL: Final = (Column.DATE, Column.BY, Column.APPROVED_BY)
"""What a form says once above its table, for every row that does not say it itself."""
