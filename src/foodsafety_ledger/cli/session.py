"""What every command is given: the language, the streams, colour, and the workspace."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Final, NamedTuple

from foodsafety_ledger.cli.streams import shows_chinese
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.model.name import Lang
from foodsafety_ledger.words import Say

if TYPE_CHECKING:
    from foodsafety_ledger.files.source import Source
    from foodsafety_ledger.views.findings import Finding
    from foodsafety_ledger.views.page import Page
    from foodsafety_ledger.views.status import Format


class Color(StrEnum):
    """When to colour: on a terminal, always, or never."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Written(NamedTuple):
    """What a command wrote, and the exit code that this decides."""

    path: str
    code: int


@dataclass(frozen=True, slots=True)
class Session:
    """The invocation's settings; ``folder`` is where ``-C`` points, or None.

    ``written`` is empty until the command has written what it was asked to write.
    """

    say: Say
    folder: Path | None = None
    color: Color = Color.AUTO
    written: list[Written] = field(default_factory=list)

    def out(self, text: str) -> None:
        """Writes text for people to stdout, with a newline."""
        sys.stdout.write(text + "\n")

    def data(self, text: str) -> None:
        """Writes data to stdout, with a newline: UTF-8, whatever people's texts are written in."""
        bytes_ = getattr(sys.stdout, "buffer", None)
        if bytes_ is None:  # somebody catches the text as it is
            sys.stdout.write(text + "\n")
            return
        sys.stdout.flush()
        bytes_.write(f"{text}\n".encode("utf-8", "backslashreplace"))

    def err(self, text: str) -> None:
        """Writes words about the data to stderr, with a newline."""
        sys.stderr.write(text + "\n")

    def wrote(self, path: str, code: int = Exit.FINE) -> None:
        """Says that all is written: from here on nothing that happens changes the exit code."""
        self.written.append(Written(path, code))

    @property
    def interactive(self) -> bool:
        """Whether a person sits at both ends."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    def colours(self) -> bool:
        """Whether stdout takes colour: ``--color``, ``NO_COLOR``, then whether it is a terminal."""
        if self.color is not Color.AUTO:
            return self.color is Color.ALWAYS
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return False
        return sys.stdout.isatty()


_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_FOR_PEOPLE: Final = frozenset({"", "auto", "table", "tree", "text", "full", "concise"})
"""What ``--format`` may say, or not say, where people read the answer on their stream."""


def open_session(arguments: Sequence[str]) -> Session:
    """The session of a command line, in the language that it and its streams call for."""
    language = choose_language(arguments, os.environ)
    streams = (sys.stdout, sys.stderr)
    if _option(arguments, "--format") in _FOR_PEOPLE and not all(
        shows_chinese(stream.encoding) for stream in streams
    ):
        language = "en"
    return Session(Say(language))


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Chinese unless something says English; an unknown word counts as not said."""
    for said in (_option(arguments, "--lang"), environment.get("FOODSAFETY_LEDGER_LANG", "")):
        if said.lower().startswith(("zh", "en")):
            return "en" if said.lower().startswith("en") else "zh"
    for variable in _LOCALE_VARIABLES:
        if environment.get(variable):
            return "en" if environment[variable].lower().startswith("en") else "zh"
    return "zh"


def _option(arguments: Sequence[str], name: str) -> str:
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == name and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith(f"{name}="):
            return argument.removeprefix(f"{name}=")
    return ""


def show_findings(
    session: Session, findings: Iterable[Finding], source: Source | None = None
) -> None:
    """Writes findings to stderr: with the lines they are in on a terminal, else one line each.

    Without a ``source`` their places are options of the command line, and have no lines.
    """
    from foodsafety_ledger.formats.text import concise, full

    if sys.stderr.isatty():
        lines = full(findings, session.say, lines_from(source), colour=session.colours())
    else:
        lines = concise(findings, session.say)
    for line in lines:
        session.err(line)


def lines_from(source: Source | None) -> Callable[[str], Sequence[str]]:
    """Reads the lines of a file, each file once; none where it has no text, or without a source."""
    from foodsafety_ledger.files.disk import Trouble
    from foodsafety_ledger.files.text import decode

    @cache
    def lines_of(path: str) -> Sequence[str]:
        raw = source.read(path) if source else Trouble.MISSING
        text = None if isinstance(raw, Trouble) else decode(path, raw)[0]
        return () if text is None else text.split("\n")

    return lines_of


def print_page(session: Session, page: Page, format_: Format | None = None) -> None:
    """Writes the page to stdout; only a terminal has a width, and only colour needs rich."""
    from foodsafety_ledger.views.page import text_of

    if format_ == "md":
        from foodsafety_ledger.formats.markdown import write_markdown

        session.data(write_markdown(page))
        return
    from foodsafety_ledger.formats.terminal import lay_out

    lines = lay_out(page, terminal_width())
    if session.colours():
        from foodsafety_ledger.formats.terminal import paint

        texts = paint(lines)
    else:
        texts = map(text_of, lines)
    for text in texts:
        session.out(text)


def terminal_width() -> int | None:
    """How many cells a line of stdout may take; None where it is no terminal."""
    return get_terminal_size((80, 24)).columns if sys.stdout.isatty() else None
