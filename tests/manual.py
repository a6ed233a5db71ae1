"""The manual page, in English and in Chinese, of the words that ``--help`` shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import typer

from foodsafety_ledger import __version__
from foodsafety_ledger.cli.app import COMMANDS, app, load_command
from foodsafety_ledger.cli.help import help_of, spelling
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.model.name import Lang
from foodsafety_ledger.words import Say

_DOCS: Final = Path(__file__).parents[1] / "docs" / "man"
PATHS: Final[Mapping[Lang, Path]] = {
    "en": _DOCS / "ledger.1",
    "zh": _DOCS / "zh_CN" / "ledger.1",
}
_HEADS: Final = {
    "en": "NAME|SYNOPSIS|DESCRIPTION|COMMON OPTIONS|COMMANDS|ENVIRONMENT|EXIT STATUS|FILES",
    "zh": "名称|用法|说明|各命令都有的选项|命令|环境变量|退出码|文件",
}
_ENVIRONMENT: Final = {
    "FOODSAFETY_LEDGER_ROOT": ("工作区文件夹", "the workspace"),
    "FOODSAFETY_LEDGER_LANG": ("语言：zh 或 en", "the language: zh or en"),
    "FOODSAFETY_LEDGER_TODAY": ("当作今天的日期", "the date that is taken for today"),
    "FOODSAFETY_LEDGER_PAGER, PAGER": ("分页程序；cat 表示不分页", "the pager; cat for none"),
    "FOODSAFETY_LEDGER_AMBIGUOUS": (
        "终端把“…”画成几格：1 或 2",
        "how many cells the terminal gives to …: 1 or 2",
    ),
    "FOODSAFETY_LEDGER_NO_CACHE": ("不用缓存", "uses no cache"),
    "FOODSAFETY_LEDGER_EVIDENCE_MIB": (
        "佐证材料单个文件的上限（MiB）",
        "the largest file of evidence, in MiB",
    ),
    "FOODSAFETY_LEDGER_DEBUG": ("出内部错误时显示经过", "shows where an internal error came from"),
    "NO_COLOR": ("不用颜色", "no colours"),
}
_EXITS: Final = {
    Exit.FINE: ("正常", "fine"),
    Exit.FINDINGS: ("有问题，或符合 --fail-on", "findings, or what --fail-on names"),
    Exit.USAGE: ("用法不对", "the command line is wrong"),
    Exit.NO_WORKSPACE: ("没有工作区", "there is no workspace"),
    Exit.ENVIRONMENT: (
        "环境问题：没有 git、锁被占用、磁盘已满等",
        "the environment: no git, a lock that is held, a full disk",
    ),
    Exit.INTERRUPTED: ("被中断", "interrupted"),
}
_FILES: Final = {
    "data/tasks.yaml": ("工作安排", "the plan"),
    "data/departments.yaml": ("责任单位", "its departments"),
    "ledgers/<id>.yaml": ("各单位的台账，只增不改", "the ledgers, which are only ever added to"),
    "evidence/": ("佐证材料", "the evidence"),
    "dispatch/": ("督办单的编号", "the numbers of reminder slips"),
}


class _Page(NamedTuple):
    """A page in one language, by the command's own words."""

    lang: Lang

    @property
    def say(self) -> Say:
        return Say(self.lang)

    def of(self, text: tuple[str, str]) -> str:
        return self.say.choose(text)


def manual(lang: Lang) -> str:
    """The page as ``man`` reads it."""
    page = _Page(lang)
    heads = [f".SH {head}" for head in _HEADS[lang].split("|")]
    about, whole = _escaped(page.say("cli.about")), typer.main.get_command(app)
    parts: Iterable[Iterable[str]] = (
        [rf"ledger, taizhang \- {about}"],
        [r"\fBledger\fR [\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGS\fR]..."],
        [about],
        _parameters(whole, page),
        _commands(page),
        _listed({name: page.of(text) for name, text in _ENVIRONMENT.items()}),
        _listed({str(code.value): page.of(_EXITS[code]) for code in Exit}),
        _listed({path: page.of(text) for path, text in _FILES.items()}),
    )
    lines = [rf'.TH LEDGER 1 "" "foodsafety\-ledger {__version__}"', ".nh", ".ad l"]
    for head, part in zip(heads, parts, strict=True):
        lines += [head, *part]
    return "\n".join(lines) + "\n"


def _commands(page: _Page) -> Iterator[str]:
    for name in COMMANDS:
        command: Any = load_command(name)
        yield from _command(name, command, f"cli.command.{name}", page)
        for part, one in getattr(command, "commands", {}).items():
            yield from _command(f"{name} {part}", one, str(one.help), page)


def _command(name: str, command: Any, about: str, page: _Page) -> Iterator[str]:  # noqa: ANN401 - typer's
    words = [
        spelling(one, page.lang) for one in command.params if one.param_type_name == "argument"
    ]
    yield rf".SS \fBledger {_escaped(name)}\fR {_escaped(' '.join(words))}".rstrip()
    yield from (_escaped(line) for line in page.say(about).split("\n"))
    yield from _parameters(command, page)
    key = f"examples.{name.replace(' ', '.')}"
    if page.say.knows(key):
        yield from (".PP", ".nf", ".RS", *map(_escaped, page.say(key).split("\n")), ".RE", ".fi")


def _parameters(command: Any, page: _Page) -> Iterator[str]:  # noqa: ANN401 - typer's
    shown = [one for one in command.params if not getattr(one, "hidden", False)]
    yield from _listed({spelling(one, page.lang): help_of(one, page.say) for one in shown})


def _listed(rows: Mapping[str, str]) -> Iterator[str]:
    for term, text in rows.items():
        yield from (".TP", rf"\fB{_escaped(term)}\fR", _escaped(text) or r"\&")


def _escaped(text: str) -> str:
    """A line that roff takes for what it says."""
    plain = text.replace("\\", r"\e").replace("-", r"\-").replace("\n", " ")
    return rf"\&{plain}" if plain.startswith((".", "'")) else plain
