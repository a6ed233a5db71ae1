"""Reads one answer from the terminal: the line that was typed, or all lines of a paste."""

from __future__ import annotations

import codecs
import os
import sys
from contextlib import suppress
from locale import getencoding
from select import select
from typing import Final

_PAUSE: Final = 0.05
"""Seconds within which the next piece of a paste arrives; nobody types on that fast."""


def read_answer(prompt: str) -> str:
    """What was typed or pasted, its lines parted by line feeds; with editing where there is any.

    Raises ``EOFError`` where the input ends. A paste comes whole, whether its last line is ended or
    not: what was left waiting would be taken for the answer to the next question.
    """
    # in another encoding than the terminal's, editing loses the characters that it cannot read
    if codecs.lookup(getencoding()).name == "utf-8":
        with suppress(ImportError):
            import readline  # noqa: F401 - importing it is what gives input() line editing
    line = input(prompt)
    more = _waiting()
    return f"{line}\n{more}" if more else line


def _waiting() -> str:
    """What the terminal holds behind a line that was read; nothing where it cannot be looked at."""
    try:
        import termios
        import tty
    except ImportError:  # not on this system
        return ""
    if not sys.stdin.isatty():
        return ""
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    held = b""
    try:
        tty.setcbreak(handle, termios.TCSANOW)  # a line that is not ended can be read too
        while select([handle], [], [], _PAUSE)[0]:
            piece = os.read(handle, 4096)
            if not piece:
                break
            held += piece
    finally:
        termios.tcsetattr(handle, termios.TCSANOW, before)
    return held.decode("utf-8", "surrogateescape")
