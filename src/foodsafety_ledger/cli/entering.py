"""What comes before everything else: names of files as UTF-8, and streams that hold."""

from __future__ import annotations

import locale
import os
import sys
from contextlib import suppress
from pathlib import Path

from foodsafety_ledger.cli.streams import hold_streams


def enter() -> None:
    """Makes the process independent of the locale; may start the interpreter anew to do so."""
    _use_utf8()
    hold_streams()


def _use_utf8() -> None:
    """Starts Python anew in its UTF-8 mode where it would take names of files for another encoding.

    Paths in ledgers are UTF-8 and so are the names on the disk, whatever the locale. The streams
    keep the encoding they had. Where it cannot be done, the command itself will refuse.
    """
    if sys.getfilesystemencoding() == "utf-8" or getattr(sys, "frozen", False):
        return
    environment = {b"PYTHONIOENCODING": locale.getencoding().encode(), **os.environb}
    command: list[str | bytes] = [sys.executable, "-X", "utf8", *_arguments()[1:]]
    with suppress(OSError):
        os.execve(sys.executable, command, environment)  # noqa: S606 - this program, no shell


def _arguments() -> list[bytes]:
    """The process's arguments, byte for byte: not all bytes survive being read in the locale."""
    with suppress(OSError):
        told = Path("/proc/self/cmdline").read_bytes()
        if told:
            return told.split(b"\0")[:-1]
    return [os.fsencode(argument) for argument in sys.orig_argv]
