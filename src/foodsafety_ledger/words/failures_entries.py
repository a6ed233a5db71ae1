"""What is said when an entry cannot be written as asked; part of ``failures``."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "in-the-way": (
        "以上问题解决之前不能写入",
        "nothing can be written before this is mended",
    ),
    "in-the-way.hint": (
        "改好文件再运行；ledger check 列出全部问题",
        "mend the files and run it again; ledger check lists everything",
    ),
    "refused-after-change": (
        "{path} 刚被别人改过，这条记录与新内容冲突，没有写入",
        "{path} was changed just now and the entry no longer fits; nothing was written",
    ),
    "flow-entries": (
        "{path} 第 {line} 行的 entries 写在方括号里，不能添加记录",
        "entries on line {line} of {path} is written in brackets, so nothing can be added",
    ),
    "flow-entries.hint": (
        "改成每条记录以“- id: …”开头、各占几行的写法",
        "write each entry on lines of its own, beginning with “- id: …”",
    ),
    "splice-unsure": (
        "在 {path} 中添加记录后读出来不一样，没有写入",
        "{path} would not read as its entries and the new one; nothing was written",
    ),
    "splice-unsure.hint": (
        "检查文件末尾的写法是否特殊；并请把文件发给维护者",
        "look for something unusual at the end of the file, and tell the maintainers",
    ),
    "missing-options": ("缺少：{names}", "missing: {names}"),
    "missing-options.hint": (
        "在命令里补上；在终端上不加 --no-input 运行会逐项询问",
        "give them on the command line; on a terminal without --no-input they are asked for",
    ),
    "unknown-department": ("没有单位“{name}”", "there is no department “{name}”"),
    "unknown-department.hint": (
        "data/departments.yaml 列出全部单位；代号、名称、别名都可以用",
        "data/departments.yaml lists them; ids, names and aliases all do",
    ),
    "unknown-department-but": ("没有单位“{name}”", "there is no department “{name}”"),
    "unknown-department-but.hint": ("是否想写“{nearest}”？", "did you mean “{nearest}”?"),
    "unknown-item": ("没有分项“{name}”", "there is no item “{name}”"),
    "unknown-item.hint": ("ledger plan list 列出全部分项", "ledger plan list lists the items"),
    "unknown-item-but": ("没有分项“{name}”", "there is no item “{name}”"),
    "unknown-item-but.hint": ("是否想写“{nearest}”？", "did you mean “{nearest}”?"),
    "task-for-item": (
        "{name} 是任务，有几个分项：{items}",
        "{name} is a task of several items: {items}",
    ),
    "task-for-item.hint": ("写明其中一个分项", "name one of them"),
    "unknown-target": ("这个分项没有指标“{name}”", "the item has no target “{name}”"),
    "unknown-target.hint": ("它的指标是：{targets}", "it has these: {targets}"),
    "unknown-target-but": ("这个分项没有指标“{name}”", "the item has no target “{name}”"),
    "unknown-target-but.hint": ("是否想写“{nearest}”？", "did you mean “{nearest}”?"),
    "item-without-targets": (
        "分项 {item} 没有指标，不填数值",
        "item {item} has no targets and takes no values",
    ),
    "item-without-targets.hint": ("进展写在 --note", "say what was done with --note"),
    "value-without-target": (
        "--value {text} 没有写明是哪个指标",
        "--value {text} does not say for which target",
    ),
    "value-without-target.hint": (
        "写成 --value 指标=118/120；ledger show {item} 列出指标",
        "write --value TARGET=118/120; ledger show {item} lists the targets",
    ),
    "value-twice": ("指标 {target} 给了两次", "target {target} is given twice"),
    "value-twice.hint": ("只留一个 --value {target}=…", "keep one --value {target}=…"),
    "value-empty": ("指标 {target} 没有填数", "no value is given for target {target}"),
    "value-empty.hint": (
        "写成 --value {target}=118/120；没有数就不写这个选项",
        "write --value {target}=118/120, or leave the option out",
    ),
    "unknown-entry": ("没有记录“{name}”", "there is no entry “{name}”"),
    "unknown-entry.hint": (
        "ledger log 列出全部记录；至少写 4 个字符",
        "ledger log lists the entries; give 4 characters or more",
    ),
    "unknown-entry-but": ("没有记录“{name}”", "there is no entry “{name}”"),
    "unknown-entry-but.hint": ("是否想写“{nearest}”？", "did you mean “{nearest}”?"),
    "ambiguous-entry": (
        "“{name}”有 {count} 条记录符合：{entries}",
        "{count} entries fit “{name}”: {entries}",
    ),
    "ambiguous-entry.hint": ("多写几位", "give more of the id"),
    "entry-is-void": ("{id} 是作废记录，不能再改", "{id} is a void and cannot be changed"),
    "entry-is-review": ("{id} 是复核记录", "{id} is a review"),
    "entry-is-review.hint": (
        "复核有误就作废它（ledger void），再重新复核",
        "to undo a review, void it (ledger void) and review again",
    ),
    "already-amended": (
        "{id} 已经更正过，现行的是 {end}",
        "{id} was amended before; what stands now is {end}",
    ),
    "already-amended.hint": ("改用 {end}", "use {end} instead"),
    "already-voided": (
        "{id} 已经作废（{end}），不能再改",
        "{id} was voided by {end} and cannot be changed",
    ),
    "already-voided.hint": (
        "确需再报，用 ledger record 重新填一条",
        "to report again, use ledger record",
    ),
    "amend-without-item": (
        "{id} 的分项 {item} 不在工作安排里，不能更正",
        "{id} is on item {item}, which the plan does not have; it cannot be amended",
    ),
    "amend-without-item.hint": (
        "先作废（ledger void），再用 ledger record 填在正确的分项上",
        "void it (ledger void) and record it on the right item",
    ),
    "no-id-left": (
        "{day} 已有编号最大的 {id}，当天再记的排不到它后面",
        "{id} has the last number of {day}: nothing of that day can come after it",
    ),
    "no-id-left.hint": (
        "填另一天（--date）；或先作废它（ledger void {id} --reason …），再把它的内容重记一遍",
        "give another day (--date); or take it out first (ledger void {id} --reason …) and record "
        "anew what it said",
    ),
    "nothing-amended": (
        "与 {id} 相比没有任何改动",
        "nothing would differ from {id}",
    ),
    "nothing-amended.hint": (
        "用 --value、--status、--note 等写明改什么",
        "say what changes with --value, --status, --note and so on",
    ),
    "date-to-come": (
        "日期 {date} 还没有到（今天是 {today}），没有写入任何文件",
        "{date} is still to come (today is {today}); nothing was written",
    ),
    "date-to-come.hint": (
        "多半是年份或月份写错了；确实如此，就在终端上不加 --no-input 运行，确认后再写入",
        "the year or month is probably wrong; if it is meant, run it on a terminal and confirm it",
    ),
    "accept-and-return": (
        "--accept 与 --return 只能用一个",
        "--accept and --return exclude each other",
    ),
}
