"""What every command is given: the language, the streams, colour, and the workspace."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from foodsafety_ledger.values.failure import Exit
from foodsafety_ledger.words import Say


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
