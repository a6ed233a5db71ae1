"""``docs/commands.md``: every command with its arguments and options, and the formats."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import typer

from foodsafety_ledger.cli.app import COMMANDS, app, load_command
from foodsafety_ledger.cli.help import help_of, spelling
from foodsafety_ledger.formats import FINDING_FORMATS, FORMATS
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.words import Say

PATH: Final = Path(__file__).parents[1] / "docs" / "commands.md"
_CHINESE: Final = Say("zh")
_ENGLISH: Final = Say("en")
_HEAD: Final = """\
# Commands and formats · 命令与格式

Written by `python tests/errors/regenerate.py` from the program; do not edit it. A command says the
same with `--help`. What files and figures mean is on the [other pages](../README.md#more).

本页由程序生成，请勿手改；命令后加 `--help` 说的相同。
"""


def reference() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_commands(), *_formats()])


def _commands() -> Iterator[str]:
    yield from _command("ledger", typer.main.get_command(app), "cli.about")
    for name in COMMANDS:
        command: Any = load_command(name)
        parts = getattr(command, "commands", {})
        yield from _command(f"ledger {name}", command, f"cli.command.{name}")
        for part, one in parts.items():
            yield from _command(f"ledger {name} {part}", one, str(one.help))


def _command(name: str, command: Any, about: str) -> Iterator[str]:  # noqa: ANN401 - typer's
    words = [spelling(one, "en") for one in command.params if one.param_type_name == "argument"]
    yield f"## `{' '.join([name, *words])}`"
    yield ""
    for say in (_ENGLISH, _CHINESE):
        yield from (say(about), "")
    shown = [one for one in command.params if not getattr(one, "hidden", False)]
    if shown:
        yield from ("| option | what | 说明 |", "|---|---|---|")
        yield from (_parameter(one) for one in shown)
        yield ""
    key = f"examples.{'.'.join(name.split()[1:])}"
    if _ENGLISH.knows(key):
        yield f"```text\n{_ENGLISH(key)}\n```\n"


def _parameter(one: Any) -> str:  # noqa: ANN401 - typer's own class is private
    cells = f"`{spelling(one, 'en')}`", help_of(one, _ENGLISH), help_of(one, _CHINESE)
    return f"| {' | '.join(text.replace('|', chr(92) + '|') for text in cells)} |"


def _formats() -> Iterator[str]:
    yield "## Formats of every view · 各视图的格式\n"
    yield from ("| `--format` | `-o FILE` |", "|---|---|")
    for name, form in FORMATS.items():
        yield f"| `{name}` | {', '.join(f'`{suffix}`' for suffix in form.suffixes)} |"
    yield "\n## Formats of `check` and `plan verify` · 检查结果的格式\n"
    yield ", ".join(f"`{name}`" for name in FINDING_FORMATS) + ": see [ci.md](ci.md#formats--格式)."
    yield "\n## Exit codes · 退出码\n"
    yield from (f"- {code.value}: {code.name.lower().replace('_', ' ')}" for code in Exit)
    yield ""
