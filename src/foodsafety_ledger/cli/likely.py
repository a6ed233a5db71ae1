"""What somebody probably meant who typed a command or an option that there is not.

Commands and options are English words; people try others of either language, Chinese dashes, one
dash for two. What is meant is only said, never done.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from foodsafety_ledger.model.name import nearest
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.words import Say

COMMAND_WORDS: Final[Mapping[str, str]] = {
    "status": "状态 看 查看 情况 进度 概况 完成情况 落实情况 overview summary state list ls",
    "record": "填报 上报 报送 报 填 记 录入 记录 新增 添加 add new report-in submit enter fill",
    "check": "检查 校验 核对 验证 validate verify lint test",
    "show": "详情 显示 明细 view get info display cat",
    "why": "为什么 来历 出处 依据 溯源 explain trace reason",
    "log": "历史 日志 记录列表 history entries journal",
    "problems": "问题 存在问题 困难 受阻 issues blocked",
    "dispatch": "调度 催报 通报 督办 季度调度 round remind reminders",
    "report": "报告 总结 汇报 季报 年报 account",
    "amend": "更正 修改 改 改正 edit correct change update fix modify",
    "void": "作废 删除 删 撤销 delete remove rm cancel undo",
    "review": "复核 审核 审批 销号 认可 退回 accept return approve",
    "extend": "延期 postpone delay",
    "template": "表 表格 模板 填报表 空表 form forms",
    "import": "导入 读入 load read",
    "export": "导出 台账 下载 save dump download",
    "extract": "上报数据 提取",
    "rollup": "汇总 合计 aggregate merge-up sum",
    "plan": "安排 计划 任务 重点任务 tasks items",
    "init": "新建 初始化 建立 create start setup",
    "demo": "演示 示例 例子 example sample",
    "schema": "模式 schemas",
    "doctor": "诊断 体检 环境 diagnose env",
    "resolve": "解决冲突 冲突 合并 conflict conflicts merge",
    "--help": "帮助 用法 help",
    "--version": "版本 version",
}
"""What people call each command, beside its name."""

OPTION_WORDS: Final[Mapping[str, str]] = {
    "-o": "output out file save 输出 文件",
    "--as-of": "today at on 截至 日期",
    "--date": "day on 日期 填报日期",
    "--period": "quarter month 季度 报告期 期 月份",
    "--status": "state progress 状态 进展",
    "--only": "filter light state 灯色 只看 筛选",
    "--by": "group group-by sort author user 填报人 姓名 按",
    "--note": "comment message text m 说明 备注 进展情况",
    "--reason": "why because m 原因 理由",
    "--value": "values number 数值 指标",
    "--approved-by": "signed approver 审签人 审核人",
    "--problems": "problem issues 存在问题 问题",
    "--next": "plan 下步计划",
    "--evidence": "file attach attachment 佐证 附件 材料",
    "--format": "json csv md type 格式",
    "--lang": "language locale l 语言",
    "--color": "colour no-color 颜色",
    "--yes": "y force f 确认",
    "--dry-run": "n preview 试 预览",
    "--department": "dept unit 单位 部门",
    "--help": "h 帮助",
    "--version": "V 版本",
    "--verbose": "v all 详细 全部",
    "--due": "deadline until 期限 时限",
    "--base": "against diff 比较",
}

_ARGUMENTS: Final = (
    "ref item task target section department dept unit quarter period month entry id file dir kind "
    "单位 部门 任务 分项 指标 章 季度 报告期 记录 编号 文件 种类"
)
"""What is written without an option."""

_DASHES: Final = re.compile("[-－—–―−]+")

_THING: Final = re.compile(r"(?:fl)?[0-9]+(?:\.[0-9]+)?")
"""A task, an item or a rule, which people name as if it were a command."""


def likely_command(word: str, names: Collection[str]) -> str:
    """The command that a word means or is a slip of, or else whose words hold it; or nothing."""
    told = _plain(word)
    if "show" in names and _THING.fullmatch(told):
        return f"show {told.upper()}"
    for command, words in COMMAND_WORDS.items():
        if told in words.split() and (command in names or command.startswith("-")):
            return command
    near = nearest(told, names)
    return near or _by_words(told, ((one, f"cli.command.{one}") for one in names))


def likely_option(word: str, options: Mapping[str, str]) -> str:
    """The same of an option; ``options`` have the key of what is said of each, arguments too."""
    told = _bare(word)
    options = {one: key for one, key in options.items() if one.startswith("-")}
    spelt = {one.lstrip("-"): one for one in options}
    if told in spelt and len(told) > 1:
        return spelt[told]
    for option, words in OPTION_WORDS.items():
        if told in words.lower().split() and option in options:
            return option
    near = nearest(told, spelt)
    return spelt[near] if near else "" if names_argument(word) else _by_words(told, options.items())


def names_argument(word: str) -> bool:
    """Whether an option that there is not is called after what commands take without one."""
    return _bare(word) in _ARGUMENTS.split()


def misspelt_dash(word: str) -> bool:
    """Whether a word begins with the dashes of a text, as an option never does."""
    dashes = _DASHES.match(word)
    return bool(dashes and dashes[0].strip("-") and word[dashes.end() :][:1].isalpha())


def _by_words(told: str, known: Iterable[tuple[str, str]]) -> str:
    """The one thing in whose help, in either language, a word stands, if it is one alone."""
    if len(told) < (4 if told.isascii() else 2):
        return ""
    say = Say("en" if told.isascii() else "zh")
    found = [one for one, key in known if say.knows(key) and told in say(key).lower()]
    return found[0] if len(found) == 1 else ""


def _bare(word: str) -> str:
    """An option's name without its dashes and its value."""
    return _DASHES.sub("", _plain(word).partition("=")[0], count=1)


def _plain(word: str) -> str:
    return halved(word).lower()
