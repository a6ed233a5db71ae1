"""The command line's own words: help texts of the program, labels of help pages, usage errors."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "about": (
        "食品安全重点工作安排的落实台账：一次记录，处处取用，每个数字都有出处。",
        "The implementation ledger of a food-safety plan: record once, render everywhere.",
    ),
    "usage": ("用法：", "Usage: "),
    "options": ("选项", "Options"),
    "arguments": ("参数", "Arguments"),
    "commands": ("命令", "Commands"),
    "help": ("显示本帮助", "Show this help"),
    "folder": (
        "工作区文件夹（默认从当前文件夹向上查找）",
        "The workspace (default: searched upwards)",
    ),
    "lang": ("界面语言：zh 或 en", "Language of words: zh or en"),
    "color": ("何时用颜色：auto、always、never", "When to colour: auto, always, never"),
    "version": ("显示版本", "Show the version"),
    "format": ("输出格式", "How it is written"),
    "out": (
        "写入文件，不写则输出到屏幕；格式看后缀，或由 --format 指定",
        "Write to this file; its suffix says the format, or --format does",
    ),
    "written": ("已写入 {path}", "written: {path}"),
    "error": ("用法错误：{message}", "usage error: {message}"),
    "error.hint": ("见 {command} --help", "see {command} --help"),
    "NoSuchOption": ("没有选项 {name}", "no such option: {name}"),
    "MissingParameter": ("缺少 {name}", "missing {name}"),
    "BadOptionUsage": ("选项 {name} 用法不对", "option {name} is used wrongly"),
    "BadParameter": ("{name} 的值不能用：{message}", "bad value for {name}: {message}"),
    "UsageError": ("{message}", "{message}"),
    "install": ("为当前 shell 安装命令补全", "Install completion for the current shell"),
    "show": ("打印当前 shell 的补全脚本", "Print the completion script of the current shell"),
    "last-holds": (
        "{option} 给了不止一次，以最后一个为准：{text}",
        "{option} is given more than once; the last holds: {text}",
    ),
}
