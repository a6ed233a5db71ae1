"""What each command does, in one line, for help pages."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "status": (
        "看落实情况：红黄绿灯、指标、谁还没报",
        "Compliance tables: lights, targets, who has not reported",
    ),
    "record": ("填报一条记录", "Add an entry to a department's ledger"),
    "check": ("检查全部文件，只读", "Validate everything; reads only"),
    "show": (
        "查看任务、分项、指标、单位、记录或规则",
        "Show a task, item, target, department, entry or rule",
    ),
    "why": (
        "某个数字或灯色的来历，直到文件行和提交",
        "Where a figure or light comes from, down to file, line and commit",
    ),
    "log": ("按时间列出记录", "Entries in time order"),
    "amend": (
        "更正一条记录（原记录保留）",
        "Replace an entry with a corrected one; the old one stays",
    ),
    "void": (
        "作废一条记录（原记录保留）",
        "Take an entry out of the figures; it stays in the file",
    ),
    "review": ("食安办对记录的复核：认可或退回", "The office accepts or returns an entry"),
    "plan": (
        "工作安排：列出、核对原文、起草、比较",
        "The plan: list, verify against its document, draft, compare",
    ),
    "init": ("新建工作区，或为克隆配置 git", "Start a workspace, or set up git's part"),
    "demo": (
        "生成演示工作区（台账为虚构并已注明）",
        "Write a workspace with invented, clearly marked ledgers",
    ),
    "resolve": ("合并带冲突标记的台账文件", "Merge a ledger file that carries conflict markers"),
    "merge-driver": ("供 git 调用的合并驱动", "The merge driver that git calls"),
}
