"""Runs a module of this package on some bytes in a process of its own, which may not run away.

Libraries that unpack other people's files can be made to fill the memory or never to end; there
they can do no more than end their own process.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from tempfile import TemporaryFile
from threading import Timer
from typing import Final

MAX_CELLS: Final = 400_000
"""No form or ledger has more cells than this, merged ones counted each."""

_SECONDS: Final = 60
_MEMORY: Final = 1 << 30
_PATIENCE: Final = 600


class RunawayError(Exception):
    """The process ran out of bounds, or was ended from outside."""


def run_bounded(module: str, argument: str, given: bytes) -> tuple[int | None, bytes]:
    """What ``python -m module argument`` makes of the bytes it is given on its standard input.

    How it ended, None where it ran out of bounds, and what it wrote.
    The module calls ``bound_this_process`` first. Nothing is imported from the current folder.
    """
    try:
        done = subprocess.run(
            _command(module, argument),
            input=given,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, b""
    return done.returncode if done.returncode >= 0 else None, done.stdout


def lines_bounded(module: str, argument: str, given: bytes, patience: int) -> Iterator[bytes]:
    """The same, line by line as the process writes them, for what takes minutes.

    ``patience``: for how many seconds it may run at all. RunawayError, once every line is given,
    where it did not end well.
    """
    with TemporaryFile() as stream:
        stream.write(given)
        stream.seek(0)
        with subprocess.Popen(
            _command(module, argument),
            stdin=stream,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            timer = Timer(patience, process.kill)
            timer.start()
            try:
                yield from process.stdout or ()
            except GeneratorExit:
                process.kill()
                raise
            finally:
                timer.cancel()
        if process.returncode != 0:
            raise RunawayError


def _command(module: str, argument: str) -> list[str]:
    return [sys.executable, "-P", "-m", module, argument]


def bound_this_process(seconds: int = _SECONDS, memory: int = _MEMORY) -> None:
    """Gives this process so much computing and memory, where the system can bound it."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
