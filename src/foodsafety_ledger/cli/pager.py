"""What is longer than the screen goes through the user's pager, as git does it; else ``less``.

Colours are kept, what fits is printed as it is, and what was read stays on the screen.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from contextlib import suppress
from shlex import split
from typing import TYPE_CHECKING, Final

from foodsafety_ledger.cli.streams import obeys_nothing

if TYPE_CHECKING:
    from subprocess import Popen

_VARIABLES: Final = ("FOODSAFETY_LEDGER_PAGER", "PAGER")
_LESS: Final = "-FRX -PsSPACE / b / q"
"""Quits where all fits, keeps colours, leaves the text on the screen; its prompt names the keys."""


def pager_of(environment: Mapping[str, str], encoding: str) -> list[str]:
    """The pager's command line; empty where there is none to be used.

    That is so where it is set to ``cat``, is not there, or would not show this
    encoding; and on a terminal that cannot go back.
    """
    own = next(filter(None, map(environment.get, _VARIABLES)), "less")
    try:
        words = split(own)
    except ValueError:  # a quotation mark that is never closed
        words = []
    if not words or words[0] == "cat" or shutil.which(words[0]) is None:
        return []
    dumb = obeys_nothing(environment)
    return [] if dumb or encoding.lower().replace("-", "") != "utf8" else words


def page(text: str) -> bool:
    """Shows a text in the pager and waits until the reader is done; False if it is not shown.

    That is so where the pager says that it failed, or has not looked at the text at all. It is
    given a file: of one, unlike a pipe, can be told how far it was read.
    """
    command = pager_of(os.environ, sys.stdout.encoding)
    if not command:
        return False
    from subprocess import Popen
    from tempfile import TemporaryFile

    sys.stdout.flush()
    sys.stderr.flush()
    settings = {"LESS": _LESS, "LESSCHARSET": "utf-8", "LV": "-c"}
    try:
        with TemporaryFile() as held:
            held.write(f"{text}\n".encode("utf-8", "backslashreplace"))
            held.seek(0)
            code = _wait(Popen(command, stdin=held, env={**settings, **os.environ}))
            return code <= 0 and os.lseek(held.fileno(), 0, os.SEEK_CUR) > 0
    except OSError:
        return False


def _wait(shown: Popen[bytes]) -> int:
    """Waits for the pager, which is interrupted together with us and goes on."""
    while True:
        with suppress(KeyboardInterrupt):
            return shown.wait()
