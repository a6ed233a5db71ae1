"""Help pages and usage errors in the reader's language; what a slip was likely meant to be."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial, wraps
from locale import getencoding
from pathlib import Path
from shutil import get_terminal_size
from typing import Any, Final

from typer import Context, Typer
from typer.core import TyperCommand, TyperGroup

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.model.failure import AmbiguousError, UsageError, together
from foodsafety_ledger.model.name import Lang, Name, nearest
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.words import Say

AnyCommand = Any
"""A command or a group of them as typer has it: what its classes build on is private."""

TyperContext = Any
Parameter = Any
"""The command line that is read, and an option or argument, likewise."""

_COLUMN_LIMIT = 30
_READABLE: Final = 40
"""Cells within which help stands beside its option; else it stands below."""


class SpokenCommand(TyperCommand):
    """A command whose help texts are keys of the catalogue."""

    def parse_args(self, ctx: TyperContext, args: list[str]) -> list[str]:
        """Reads the command line; UsageError where it is not sound, or arguments are left over."""
        require_sound(self, ctx, args)
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise UsageError("unexpected", name=" ".join(rest))
        return rest

    def get_help(self, ctx: TyperContext) -> str:
        """The help page in the session's language."""
        return help_page(ctx)


class SpokenGroup(TyperGroup):
    """A group of commands whose help texts are keys of the catalogue."""

    def parse_args(self, ctx: TyperContext, args: list[str]) -> list[str]:
        """Reads the part of the command line that is the group's own, as a command does.

        Where that is not sound, it is also said if there is no such command.
        """

        def named(words: Sequence[str]) -> None:
            commands = self.list_commands(ctx)
            for about in words[1:2]:
                if about in commands and likely_command(words[0], commands) == "--help":
                    path, group = ctx.command_path, self.get_command(ctx, about)
                    parts = group.list_commands(ctx) if isinstance(group, TyperGroup) else ()
                    of_group = [one for one in words[2:3] if one in parts]
                    told = " ".join((path, about, *of_group, "--help"))
                    raise UsageError("no-command", name=words[0], nearest=told, command=path)
            for word in words[:1]:
                self.get_command(ctx, word)

        require_sound(self, ctx, args, named)
        rest = super().parse_args(ctx, args)
        if not (ctx.resilient_parsing or self.make_parser(ctx).parse_args(args=[*args])[1]):
            raise UsageError("command-missing", command=ctx.command_path)
        return rest

    def get_command(self, ctx: TyperContext, cmd_name: str) -> AnyCommand:
        """The command of that name; a UsageError with the nearest name if there is none."""
        found = super().get_command(ctx, cmd_name)
        if found is None and not ctx.resilient_parsing and not cmd_name.startswith("-"):
            path = ctx.command_path
            likely = likely_command(cmd_name, self.list_commands(ctx))
            nearest = f"{path} {likely}" if likely else ""
            raise UsageError("no-command", name=cmd_name, nearest=nearest, command=path)
        return found

    def get_help(self, ctx: TyperContext) -> str:
        """The help page with a line for each command."""
        return help_page(ctx, self.command_lines(ctx, ctx.obj.say))

    def command_lines(self, ctx: TyperContext, say: Say) -> list[tuple[str, str]]:
        """Each command's name and what it does."""
        named = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [(name, say(str(command.help))) for name, command in named if command is not None]


def spoken(
    group: Typer, name: str, about: str
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Makes a function a command of a group; ``about`` is the key of what it does."""
    registered = group.command(
        name, cls=SpokenCommand, help=about, context_settings={"allow_extra_args": True}
    )
    return lambda command: registered(takes_typed(command))


def takes_typed(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same command, given every text as it was meant and every path byte for byte.

    UsageError, which names the option or argument, where what was typed is no text. Where it may
    mean several things, a person at a terminal is asked which, and the command begins again.
    """

    @wraps(command)
    def typed(ctx: Context, **held: Any) -> Any:  # noqa: ANN401 - of every parameter's type
        names = {one.name: name_of(one) for one in ctx.command.params}
        told = {key: _as_typed(it, names[key], ctx.obj.say) for key, it in held.items()}
        while True:
            try:
                return command(ctx=ctx, **told)
            except AmbiguousError as several:
                from foodsafety_ledger.cli.asker import choose_among

                told = choose_among(ctx.obj, several, told)

    return typed


def help_page(ctx: TyperContext, commands: Sequence[tuple[str, str]] = ()) -> str:
    """Usage, what the command does, its arguments, options and commands, as one text."""
    from foodsafety_ledger.formats.terminal import measured, wrap

    say, command = ctx.obj.say, ctx.command
    records: dict[str, list[tuple[str, str]]] = {"arguments": [], "options": []}
    for parameter in command.get_params(ctx):
        if not getattr(parameter, "hidden", False):
            kind = "arguments" if parameter.param_type_name == "argument" else "options"
            records[kind].append((spelling(parameter, say.lang), help_of(parameter, say)))
    width = min(get_terminal_size((100, 24)).columns, 100)
    with measured(ctx.obj.screen()):
        lines = [_usage(command, ctx, say), ""]
        for paragraph in say(str(command.help)).split("\n"):
            lines += wrap(paragraph, width)
        for kind, rows in (*records.items(), ("commands", list(commands))):
            lines += _section(say(f"cli.{kind}"), rows, width) if rows else []
    return "\n".join(lines + _examples(ctx, say))


def _examples(ctx: TyperContext, say: Say) -> list[str]:
    """The examples under their title."""
    shown = _typed(ctx, say)
    return ["", say("cli.examples"), *(f"  {one}" for one in shown)] if shown else []


def _typed(ctx: TyperContext, say: Say) -> list[str]:
    """What may be typed, whole on a line each, so that it can be copied."""
    key = f"examples.{'.'.join(ctx.command_path.split()[1:])}"
    return say(key).split("\n") if say.knows(key) else []


def _usage(command: AnyCommand, ctx: TyperContext, say: Say) -> str:
    arguments = (one for one in command.params if one.param_type_name == "argument")
    words = [spelling(one, say.lang) for one in arguments]
    if isinstance(command, TyperGroup):
        words = [placeholder("COMMAND").in_(say.lang), placeholder("[ARGS]...").in_(say.lang)]
    options = placeholder("[OPTIONS]").in_(say.lang)
    return say("cli.usage") + " ".join([ctx.command_path, options, *words])


def require_sound(
    command: AnyCommand,
    ctx: TyperContext,
    args: Sequence[str],
    named: Callable[[Sequence[str]], None] = lambda _: None,
) -> None:
    """Failures that name every option or argument given empty, twice, no value or a wrong one.

    Empty where only its absence means something, twice where it has one value. No value where the
    next option stands in its place: nobody means ``--by`` as a note. ``named`` looks at the rest.
    """
    if ctx.resilient_parsing:  # the shell asks how the line might go on
        return
    options = {name: _help_key(one) for one in command.get_params(ctx) for name in one.opts}
    told, rest, order = _parsed(command, ctx, args, options)
    attempts: list[Callable[[], object]] = []
    for parameter in command.params:
        said = told.get(parameter.name or "")
        attempts.append(partial(_take_once, parameter, order.count(parameter), said, ctx.obj))
        for text in said if isinstance(said, list | tuple) else [said]:
            if isinstance(text, str):
                attempts += [partial(_take_text, parameter, text, options)]
    if not any(one.is_eager and one.name in told for one in command.get_params(ctx)):
        attempts.append(partial(named, rest))
    together(attempts)


def _parsed(
    command: AnyCommand,
    ctx: TyperContext,
    args: Sequence[str],
    options: Mapping[str, str],
) -> tuple[dict[str, Any], list[str], list[Parameter]]:
    """What a command line says by parameter, what is left over, and what was said in turn."""
    for word in args:
        if word.startswith("-") and f"-{word}" in options:
            raise _no_option(word, ctx, f"-{word}")
    try:
        told, rest, order = command.make_parser(ctx).parse_args(args=[*args])
    except Exception as error:
        unknown = getattr(error, "option_name", "")
        if unknown and unknown not in options:
            raise _no_option(unknown, ctx, likely_option(unknown, options)) from None
        if getattr(error, "ctx", ctx) is None:  # which command's help page says more
            error.ctx = ctx  # type: ignore[attr-defined]
        raise
    return told, rest, order


def _no_option(name: str, ctx: TyperContext, likely: str) -> UsageError:
    """That there is no such option, and what it may have been: an argument, or a command's own."""
    arguments = [one for one in ctx.command.params if one.param_type_name == "argument"]
    meant = [one for one in arguments if names_argument(name, str(one.metavar))]
    facts = {"name": name, "nearest": likely, "command": ctx.command_path}
    if isinstance(ctx.command, TyperGroup) and not likely:
        return UsageError("option-before-command", **facts)
    if not likely and meant:
        names = [name_of(one) for one in arguments[: arguments.index(meant[0]) + 1]]
        told = Name(" ".join(one.zh for one in names), " ".join(one.en for one in names))
        return UsageError("argument-as-option", argument=told, **facts)
    return UsageError("no-option", **facts)


def _take_text(parameter: Parameter, text: str, options: Mapping[str, str]) -> None:
    if parameter.param_type_name == "argument" and misspelt_dash(text):
        raise UsageError("not-dashes", name=text, nearest=likely_option(text, options))
    if not text.strip() and not _may_be_empty(parameter):
        raise UsageError("option-empty", option=name_of(parameter))
    if text.startswith("-") and text in options and parameter.param_type_name == "option":
        raise UsageError("option-valueless", option=name_of(parameter), text=text)
    reads = getattr(parameter.type, "func", None)  # as those do that know a few words
    if reads is not None:
        reads(text)


_OVERRULED: Final = ("date", "period")
"""What scripts that record for many days give again behind their usual options: the last holds."""


def _take_once(parameter: Parameter, times: int, said: Any, session: Session) -> None:  # noqa: ANN401 - its value
    """Says of an option given twice which value holds; UsageError where it may not be."""
    single = parameter.param_type_name == "option" and not (parameter.multiple or parameter.is_flag)
    if not single or times < 2:
        return
    if parameter.name not in _OVERRULED:
        raise UsageError("option-twice", option=name_of(parameter))
    told = {"option": name_of(parameter), "text": said}
    session.notify("cli.last-holds", **told)


def _may_be_empty(parameter: Parameter) -> bool:
    """Whether an option means something even empty: an amendment takes a text out by it."""
    from foodsafety_ledger.model.entry import FIELDS

    return parameter.name in FIELDS and FIELDS[parameter.name].is_optional_text


def _as_typed(value: Any, name: Name, say: Say) -> Any:  # noqa: ANN401 - of any parameter's type
    from foodsafety_ledger.cli.asker import require_text, typed_path

    if isinstance(value, list):
        return [_as_typed(one, name, say) for one in value]
    if isinstance(value, Path):
        return Path(typed_path(str(value), getencoding()))
    return require_text(value, name, getencoding(), say) if type(value) is str else value


def name_of(parameter: Parameter) -> Name:
    """What a person calls an argument or option."""
    if parameter.param_type_name == "argument":
        return placeholder(parameter.metavar)
    option = max(parameter.opts, key=len)
    return Name(option, option)


def placeholder(metavar: str) -> Name:
    """What stands for a value: ``DEPARTMENT``, 单位."""
    say = Say("zh")

    def chinese(word: re.Match[str]) -> str:
        key = f"cli.placeholder.{word[0]}"
        return say(key) if say.knows(key) else word[0]

    return Name(re.sub("[A-Z]+", chinese, metavar), metavar)


def spelling(parameter: Parameter, lang: Lang) -> str:
    """How an argument or option is written on a help page."""
    value = placeholder(str(parameter.metavar)).in_(lang)
    if parameter.param_type_name == "argument":
        shown = value if parameter.required else f"[{value}]"
        return f"{shown}..." if parameter.nargs == -1 else shown
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    return names if parameter.is_flag else f"{names} {value}"


def help_of(parameter: Parameter, say: Say) -> str:
    """What an option or argument is for; empty where nothing is said of it."""
    key = _help_key(parameter)
    return say(key) if key else ""


def _help_key(parameter: Parameter) -> str:
    own = {"help": "cli.help", "install_completion": "cli.install", "show_completion": "cli.show"}
    return own.get(parameter.name, parameter.help) or ""


def _section(title: str, rows: list[tuple[str, str]], width: int) -> list[str]:
    from foodsafety_ledger.formats.terminal import cell_len, pad, wrap

    column = min(max(cell_len(left) for left, _ in rows), _COLUMN_LIMIT)
    column = column if width - column >= _READABLE else 2
    lines = ["", title]
    for left, right in rows:
        first, *rest = wrap(right, width - column - 6)
        fits = cell_len(left) <= column
        lines += [] if fits else [f"  {left}"]
        lines.append(f"  {pad(left if fits else '', column)}  {first}".rstrip())
        lines += [" " * (column + 4) + line for line in rest]
    return lines


def report_usage(session: Session, error: Any) -> None:  # noqa: ANN401 - typer's classes are private
    """Writes what is wrong with the command line to stderr, and where its help is."""
    say = session.say
    kind = next((c.__name__ for c in type(error).__mro__ if say.knows(f"cli.{c.__name__}")), "")
    parameter = getattr(error, "param", None)
    own: str | Name = name_of(parameter) if parameter else str(error.message)
    name = getattr(error, "option_name", None) or own
    message = say(f"cli.{kind}", name=name, message=error.message) if kind else error.message
    session.notify("cli.error", message=message)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "ledger"
    if kind == "MissingParameter" and context and (shown := _typed(context, say)):
        session.notify("cli.error.example", command=command, example=shown[0])
    else:
        session.notify("cli.error.hint", command=command)


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
    "--install-completion": "补全 bash zsh fish powershell pwsh completion complete",
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

_IN_PLANS: Final = {
    "DEPARTMENT": "department dept unit 单位 部门",
    "ITEM": "item task 分项 任务",
    "PERIOD": "quarter period month 季度 报告期",
    "ENTRY": "entry id 记录 编号",
}
_ARGUMENTS: Final = _IN_PLANS | {
    "REF": f"ref target section 指标 章 {' '.join(_IN_PLANS.values())}",
    "FILE": "file 文件",
    "DIR": "dir folder 文件夹",
    "KIND": "kind 种类",
}
"""What is written without an option, and what people call it."""

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


def names_argument(word: str, metavar: str = "") -> bool:
    """Whether an option that there is not is called after what commands take without one.

    With a ``metavar``, after that argument.
    """
    told = [_ARGUMENTS.get(metavar, "")] if metavar else _ARGUMENTS.values()
    return any(_bare(word) in words.split() for words in told)


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
