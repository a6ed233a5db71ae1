"""The program: which commands there are, and the one boundary where failures become exit codes."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Final

import typer

from foodsafety_ledger import __version__
from foodsafety_ledger.cli.answers import keep_answer
from foodsafety_ledger.cli.help import AnyCommand, SpokenGroup, TyperContext, spoken, takes_typed
from foodsafety_ledger.cli.language import language_of
from foodsafety_ledger.cli.options import choice_option
from foodsafety_ledger.cli.output import report_failure
from foodsafety_ledger.cli.session import Color, Session, open_session
from foodsafety_ledger.cli.streams import has_left, refusal_of
from foodsafety_ledger.files.cache import NO_CACHE, using_cache
from foodsafety_ledger.model.failure import Exit, LedgerError, OperatingError, UsageError
from foodsafety_ledger.words import Say

_STATES: Final = {
    errno.EBADF: "closed",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
}


def concluded(session: Session, code: int) -> int:
    """The exit code of a command that ended with ``code``.

    What a command has written decides, whatever failed or was interrupted afterwards. Of any other
    ``code`` stays too; only where a command was fine and stdout could not take what it had to show
    is it 4. A reader that left is no failure.
    """
    written = session.written[-1] if session.written else None
    if written and code != written.code:
        key = "interrupted-later" if code == Exit.INTERRUPTED else "written"
        session.notify(f"failures.{key}", path=written.path)
        code = written.code
    refusal = refusal_of(sys.stdout)
    if refusal is not None and not has_left(refusal):
        session.notify("failures.not-shown", what=_state(session, refusal))
        if written:
            session.notify("failures.written", path=written.path)
        else:
            code = code or Exit.ENVIRONMENT
    refusal_of(sys.stderr)
    return code


def _state(session: Session, refusal: OSError) -> str:
    state = _STATES.get(refusal.errno or 0)
    return session.say(f"failures.stream-{state}") if state else refusal.strerror or str(refusal)


COMMANDS: Final = {
    "status": "status",
    "record": "record",
    "check": "check",
    "show": "show",
    "why": "show",
    "log": "show",
    "problems": "show",
    "dispatch": "dispatch",
    "report": "dispatch",
    "amend": "record",
    "void": "review",
    "review": "review",
    "extend": "review",
    "template": "exchange",
    "import": "exchange",
    "export": "exchange",
    "extract": "rollup",
    "rollup": "rollup",
    "plan": "plan",
    "init": "init",
    "demo": "init",
    "schema": "editors",
    "lsp": "editors",
    "doctor": "doctor",
    "resolve": "resolve",
    "merge-driver": "resolve",
}
"""Every command in the order of the help page, and the module of this package that has it."""

_GLOBAL_OPTIONS = ("-C", "--lang", "--color")
_GLOBAL_FLAGS = (NO_CACHE, "--no-pager")


class LedgerGroup(SpokenGroup):
    """The commands, each imported when it is asked for: starting one does not load the others."""

    def list_commands(self, ctx: TyperContext) -> list[str]:  # noqa: ARG002
        """The names in the order of ``COMMANDS``."""
        return list(COMMANDS)

    def get_command(self, ctx: TyperContext, cmd_name: str) -> AnyCommand:
        """The command of that name, imported now."""
        known = cmd_name in COMMANDS
        return load_command(cmd_name) if known else super().get_command(ctx, cmd_name)

    def command_lines(self, ctx: TyperContext, say: Say) -> list[tuple[str, str]]:  # noqa: ARG002
        """Each command's name and what it does, without importing any of them."""
        return [(name, say(f"cli.command.{name}")) for name in COMMANDS]


@cache
def load_command(name: str) -> AnyCommand:
    """The command of that name: the function of its module that is called so, or its ``app``."""
    module = import_module(f"foodsafety_ledger.cli.{COMMANDS[name]}")
    group: typer.Typer | None = getattr(module, "app", None)
    if group is None:
        group = typer.Typer(add_completion=False, rich_markup_mode=None)
        called = name.replace("-", "_")
        function = getattr(module, f"{called}_" if iskeyword(called) else called)
        spoken(group, name, f"cli.command.{name}")(function)
    return typer.main.get_command(group)


app = typer.Typer(
    cls=LedgerGroup, rich_markup_mode=None, pretty_exceptions_enable=False, help="cli.about"
)


def _show_version(ctx: typer.Context, asked: bool) -> bool:
    if asked and not ctx.resilient_parsing:
        ctx.obj.out(f"ledger {__version__}")
        raise typer.Exit
    return asked


def _language(text: str) -> str:
    """What ``--lang`` says; UsageError for a language that there is not."""
    if language_of(text) is None:
        raise UsageError("no-language", name=text)
    return text


@app.callback()
@takes_typed
def settings(
    ctx: typer.Context,
    *,
    folder: Annotated[Path | None, typer.Option("-C", metavar="DIR", help="cli.folder")] = None,
    lang: Annotated[  # noqa: ARG001 - it was read before
        str | None, typer.Option(metavar="zh|en", parser=_language, help="cli.lang")
    ] = None,
    color: Annotated[str, choice_option(list(Color), "--color", help="cli.color")] = Color.AUTO,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="cli.no-pager")] = False,
    no_cache: Annotated[  # noqa: ARG001 - ``run`` has seen it
        bool, typer.Option(NO_CACHE, help="cli.no-cache")
    ] = False,
    version: Annotated[  # noqa: ARG001 - answered as soon as it is read
        bool, typer.Option("--version", help="cli.version", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Keeps the settings that hold for every command; the language was read before this."""
    ctx.obj = replace(ctx.obj, folder=folder, color=Color(color), pager=not no_pager)


def run(arguments: Sequence[str], question: str | None = None) -> int:
    """Runs one command line and returns its exit code; never raises, never shows a traceback.

    ``question`` is the key under which the answer is kept, where it may be kept.
    """
    session, code = open_session(arguments), int(Exit.FINE)
    failed: LedgerError | None = None
    try:
        _require_utf8()
        code = using_cache(NO_CACHE not in arguments, lambda: _invoke(arguments, session))
    except KeyboardInterrupt:
        session.interrupted()
        code = Exit.INTERRUPTED
    except LedgerError as failure:
        failed = failure
    except Exception as error:
        if os.environ.get("FOODSAFETY_LEDGER_DEBUG"):
            raise
        failed = _unforeseen(error)
    else:
        if question is not None:
            keep_answer(question, session, code)
    if failed:  # only now what the command had in memory is let go of: there may be no more
        code = report_failure(session, failed)
    return concluded(session, code)


def _require_utf8() -> None:
    """OperatingError where names of files would be written in another encoding than UTF-8."""
    encoding = sys.getfilesystemencoding()
    if encoding != "utf-8":
        raise OperatingError("names-not-utf8", encoding=encoding)


def _invoke(arguments: Sequence[str], session: Session) -> int:
    program = Path(sys.argv[0]).stem if sys.argv else ""
    name = program if program in {"ledger", "taizhang"} else "ledger"
    try:
        result = whole_program().main(
            hoisted(arguments) or ["--help"], prog_name=name, standalone_mode=False, obj=session
        )
    except SystemExit as leaving:  # completion is done; 1 where it says that it has nothing
        return int(leaving.code or Exit.FINE)
    except typer.Abort:
        session.err("")
        return Exit.INTERRUPTED
    except Exception as error:
        from foodsafety_ledger.cli.help import report_usage

        if not hasattr(error, "format_message"):  # as every error of typer's about usage has
            raise
        report_usage(session, error)
        return Exit.USAGE
    return result if isinstance(result, int) else Exit.FINE


@cache
def whole_program() -> AnyCommand:
    """The whole command line, as typer runs it."""
    return typer.main.get_command(app)


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The arguments with the options that hold for every command moved to the front.

    So ``ledger status --lang en`` works like ``ledger --lang en status``.
    """
    front: list[str] = []
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        if argument == "--":
            return front + rest + [argument, *waiting]
        if argument in _GLOBAL_OPTIONS and waiting:
            front += [argument, waiting.pop(0)]
        elif argument.startswith(("--lang=", "--color=")) or argument in _GLOBAL_FLAGS:
            front.append(argument)
        else:
            rest.append(argument)
    return front + rest


def _unforeseen(error: Exception) -> LedgerError:
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
        return LedgerError("no-memory")
    if getattr(error, "errno", None) in (errno.EMFILE, errno.ENFILE):
        return LedgerError("too-many-files")
    if isinstance(error, OSError):
        return LedgerError(
            "system", what=error.strerror or str(error), path=str(error.filename or "")
        )
    return LedgerError("unforeseen", kind=type(error).__name__, what=str(error))
