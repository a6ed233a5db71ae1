"""Runs a module of this package on some bytes in a process of its own, which may not run away.

Libraries that unpack other people's files can be made to fill the memory or never to end; there
they can do no more than end their own process.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from typing import Final

_SECONDS: Final = 60
_MEMORY: Final = 1 << 30
_PATIENCE: Final = 600


def run_bounded(module: str, argument: str, given: bytes) -> tuple[int | None, bytes]:
    """What ``python -m module argument`` makes of the bytes it is given on its standard input.

    How it ended, None where it ran out of bounds, and what it wrote.
    The module calls ``bound_this_process`` first. Nothing is imported from the current folder.
    """
    command = [sys.executable, "-P", "-m", module, argument]
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return None, b""
    return done.returncode if done.returncode >= 0 else None, done.stdout


def bound_this_process() -> None:
    """Gives this process a minute of computing and a GiB of memory, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
