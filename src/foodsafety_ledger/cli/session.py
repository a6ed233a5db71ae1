"""What every command is given: the language, the streams, colour, and the workspace."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from foodsafety_ledger.words import Say


class Color(StrEnum):
    """When to colour: on a terminal, always, or never."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Session:
    """The invocation's settings; ``folder`` is where ``-C`` points, or None."""

    say: Say
    folder: Path | None = None
    color: Color = Color.AUTO

    def out(self, text: str) -> None:
        """Writes data to stdout, with a newline."""
        sys.stdout.write(text + "\n")

    def err(self, text: str) -> None:
        """Writes words about the data to stderr, with a newline."""
        sys.stderr.write(text + "\n")

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
