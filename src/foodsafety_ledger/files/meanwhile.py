"""A second process that does a part of the work meanwhile, where there is a core for it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import accumulate
from typing import NoReturn, TypeVar

T = TypeVar("T")


def in_two(rows: Sequence[T], size: Callable[[T], int], least: int) -> tuple[Sequence[T], ...]:
    """Rows in two parts of about the same size; all in the first where they are not ``least``."""
    sizes = [*accumulate(map(size, rows))]
    if not sizes or sizes[-1] < least:
        return rows, ()
    half = next(at for at, so_far in enumerate(sizes, 1) if 2 * so_far >= sizes[-1])
    return rows[:half], rows[half:]


@contextmanager
def meanwhile(work: Callable[[], bytes], *, is_some: bool) -> Iterator[Callable[[], bytes]]:
    """What ``work`` gives, done by a second process until somebody asks for it, if it ``is_some``.

    Nothing where there can be none, or it came to its end before its work did: whoever asks does
    the work then, and so comes upon whatever was wrong.
    """
    if not (is_some and _can_fork()):
        yield lambda: b""
        return
    ends: tuple[int, ...] = ()
    try:
        reading, writing = ends = os.pipe()
        child = os.fork()
    except OSError:  # no memory, no more files, or no more processes
        for end in ends:
            os.close(end)
        yield lambda: b""
        return
    if not child:
        os.close(reading)
        _give(work, writing)
    os.close(writing)
    ended: list[int] = []

    def given() -> bytes:
        raw = file.read()
        ended.append(os.waitpid(child, 0)[1])
        return raw if ended == [0] else b""

    with os.fdopen(reading, "rb") as file:
        try:
            yield given
        finally:
            if not ended:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def _can_fork() -> bool:
    """Whether there is a core for it, and no thread that would be missing in it.

    And whether its end is heard of here, and nowhere else.
    """
    return (
        sys.platform == "linux"
        and signal.getsignal(signal.SIGCHLD) is signal.SIG_DFL
        and len(os.sched_getaffinity(0)) > 1
        and len(sys._current_frames()) == 1  # noqa: SLF001 - threading is slow to import
    )


def _give(work: Callable[[], bytes], writing: int) -> NoReturn:
    """Ends the process with what the work gives; whatever goes wrong, nobody else hears of it."""
    code = 1
    with suppress(BaseException):
        raw = work()
        with os.fdopen(writing, "wb") as file:
            file.write(raw)
        code = 0
    os._exit(code)
