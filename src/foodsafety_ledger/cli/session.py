"""What every command is given: the language, the streams, colour, and the workspace."""

from __future__ import annotations

import os
import sys
from codecs import lookup
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum
from pathlib import Path
from shlex import quote
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from foodsafety_ledger.cli.language import choose_language, option_in
from foodsafety_ledger.cli.streams import obeys_nothing, shows_chinese, tell
from foodsafety_ledger.files.source import Watched
from foodsafety_ledger.formats import FINDING_FORMATS, FORMATS, OTHERWISE, Format, Screen
from foodsafety_ledger.model.failure import (
    Exit,
    UsageError,
)
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.words import Say, Typed

if TYPE_CHECKING:
    from foodsafety_ledger.files.locking import Holder

T = TypeVar("T")


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

    ``written`` is empty until the command has written what it was asked to write; ``watched`` is
    the work tree that it looks at, where its answer may be kept; ``told`` is all that was said.
    ``pager`` is whether what is longer than the screen may go through one; ``most_lines`` how many
    are shown of it at most.
    """

    say: Say
    folder: Path | None = None
    color: Color = Color.AUTO
    written: list[Written] = field(default_factory=list)
    watched: list[Watched] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    pager: bool = True
    most_lines: int | None = None

    def out(self, text: str) -> None:
        """Writes text for people to stdout, with a newline."""
        self._tell("out", text)

    def show(self, text: str) -> None:
        """Writes what a command has to show to stdout, through a pager where it is long."""
        if self.most_lines is not None:
            lines = text.split("\n")
            kept = lines[: max(1, self.most_lines - 1)]
            left = len(lines) - len(kept)
            text = "\n".join([*kept, self.say("cli.more-lines", count=left)] if left > 1 else lines)
        self._tell("page" if self.pager and self.most_lines is None else "out", text)

    def data(self, text: str) -> None:
        """Writes data to stdout, with a newline: UTF-8, whatever people's texts are written in."""
        self._tell("data", text)

    def err(self, text: str) -> None:
        """Writes words about the data to stderr, with a newline."""
        self._tell("err", text)

    def notify(self, key: str, **facts: object) -> None:
        """Says a text of the catalogue on stderr."""
        self.err(self.say(key, **facts))

    def _tell(self, where: str, text: str) -> None:
        tell(where, text)
        self.told.append((where, text))

    def watch(self, root: Path) -> Watched:
        """The work tree of a command that looks at nothing else, so that its answer may be kept."""
        self.watched.append(Watched(root, self.folder))
        return self.watched[-1]

    def looked_elsewhere(self) -> None:
        """Says that the answer is made from more than the work tree: it is not kept."""
        self.watched.clear()

    def elsewhere(self, look: Callable[[Path], T], root: Path) -> Callable[[], T]:
        """What ``look`` finds out about a workspace from more than its files, once asked for it."""

        def looked() -> T:
            self.looked_elsewhere()
            return look(root)

        return looked

    def wrote(self, path: str, code: int = Exit.FINE) -> None:
        """Says that all is written: from here on nothing that happens changes the exit code."""
        self.written.append(Written(path, code))

    def interrupted(self) -> None:
        """Says that the person stopped the command; what it has written is told at its end."""
        if not self.written:
            self.notify("failures.interrupted")

    def waiting(self, holder: Holder) -> None:
        """Says on stderr for whose lock the command waits."""
        self.notify("failures.waiting-for-lock", holder=str(holder))

    def within(self, file: Path | None) -> Session:
        """The session for what a file says, whose commands are typed in the workspace."""
        return self if file is None else replace(self, say=Say(self.say.lang))

    def words_of(self, form: Format[Any]) -> Say:
        """The words of an answer in a format; data is the same wherever it is asked for."""
        return self.say if form.for_people else Say(self.say.lang)

    @property
    def interactive(self) -> bool:
        """Whether a person sits at both ends."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    def colours(self) -> bool:
        """Whether stdout takes colour: ``--color``, ``NO_COLOR``, then whether it is a terminal."""
        if self.color is not Color.AUTO:
            return self.color is Color.ALWAYS
        if os.environ.get("NO_COLOR") or obeys_nothing(os.environ):
            return False
        return sys.stdout.isatty()

    def screen(self) -> Screen:
        """Stdout: only a terminal has a width."""
        width = terminal_width()
        wide = width is not None and ambiguous_is_wide(sys.stdout.encoding, os.environ)
        return Screen(width, self.colours(), wide, self.say.lang)


def open_session(arguments: Sequence[str]) -> Session:
    """The session of a command line, in the language that it and its streams call for."""
    language = choose_language(arguments, os.environ)
    streams = (sys.stdout, sys.stderr)
    if _is_for_people(arguments) and not all(shows_chinese(one.encoding) for one in streams):
        language = "en"
    return Session(Say(language, _typed(arguments)))


def _typed(arguments: Sequence[str]) -> Typed:
    """What of a command line every command carries that it prints."""
    said = ((name, option_in(arguments, name)) for name in ("-C", "--lang"))
    return Typed(*(f"{name} {quote(given)} " if given else "" for name, given in said))


def _is_for_people(arguments: Sequence[str]) -> bool:
    """Whether people read the answer on their stream: it is no data, and no file takes it."""
    name = option_in(arguments, "--format")
    form = FORMATS.get(OTHERWISE.get(name, name)) or FINDING_FORMATS.get(name)
    suffix = Path(option_in(arguments, "-o")).suffix.lower()
    if any(suffix in known.suffixes for known in FORMATS.values()):
        return False
    return form.for_people if form else name in {"", "auto"}


def terminal_width() -> int | None:
    """How many cells a line of stdout may take; None where it is no terminal."""
    return get_terminal_size((80, 24)).columns if sys.stdout.isatty() else None


_DOUBLE_BYTE: Final = frozenset(
    {"gb2312", "gbk", "gb18030", "hz", "big5", "big5hkscs", "cp950", "euc_kr", "cp949", "euc_jp"}
)
"""Encodings whose terminals give two cells to each character that takes two bytes."""

_AMBIGUOUS: Final = "FOODSAFETY_LEDGER_AMBIGUOUS"


def ambiguous_is_wide(encoding: str, environment: Mapping[str, str]) -> bool:
    """Whether a terminal gives two cells to characters whose width Unicode leaves open.

    The environment says 1 or 2, else the encoding does. UsageError for anything else.
    """
    told = environment.get(_AMBIGUOUS)
    if told not in {None, "", "1", "2"}:
        raise UsageError("bad-ambiguous", name=_AMBIGUOUS, text=told)
    return told == "2" if told else lookup(encoding).name in _DOUBLE_BYTE
