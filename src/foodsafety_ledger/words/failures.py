"""What is said when a command cannot do its work, and the way out."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "label": ("错误", "error"),
    "hint-label": ("办法", "hint"),
    "no-workspace": (
        "这里没有台账工作区：{folder} 及其上级文件夹中都没有 data/tasks.yaml",
        "no ledger workspace here: no data/tasks.yaml in {folder} or the folders above it",
    ),
    "no-workspace.hint": (
        "进入工作区再运行，或用 -C 指定文件夹；新建请用 ledger init，看示例请用 ledger demo",
        "go to a workspace, or name one with -C; ledger init starts one, ledger demo shows one",
    ),
    "system": ("系统不允许：{what} {path}", "the system refused: {what} {path}"),
    "unforeseen": (
        "程序出了未预料的错误（{kind}：{what}），文件未写坏",
        "something unforeseen went wrong ({kind}: {what}); no file was damaged",
    ),
    "unforeseen.hint": (
        "设 FOODSAFETY_LEDGER_DEBUG=1 再运行一次，把输出发给维护者",
        "run again with FOODSAFETY_LEDGER_DEBUG=1 and send the output to the maintainers",
    ),
    "no-command": ("没有命令 {name}", "no such command: {name}"),
    "no-command.hint": ("是否想用 ledger {nearest}？", "did you mean ledger {nearest}?"),
    "interrupted": ("已中断，文件未改动", "interrupted, no file was changed"),
}
