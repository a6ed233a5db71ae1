"""The program in processes of its own, without the start of Python: forked from one that has it.

They have streams, a terminal, an environment and a death of their own. What the start alone shows
(what is imported, the encoding of file names) needs ``python -m foodsafety_ledger`` all the same.
"""

from __future__ import annotations

import io
import locale
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from multiprocessing.forkserver import ensure_running
from multiprocessing.reduction import DupFd, register
from pathlib import Path
from typing import Any, Final, NamedTuple, TextIO

import pytest

from foodsafety_ledger.__main__ import main
from measured import MEASURING

_CONTEXT: Final = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["measured", "loaded", __name__])


class Stream(NamedTuple):
    """An open file that a process gets for one of its streams, by its number here."""

    handle: int


def _sent(stream: Stream) -> tuple[Callable[[Any], Stream], tuple[Any]]:
    return _received, (DupFd(stream.handle),)


def _received(held: Any) -> Stream:  # noqa: ANN401 - as multiprocessing sends it
    return Stream(held.detach())


register(Stream, _sent)


def started(
    args: Sequence[str],
    environment: Mapping[str, str],
    streams: Sequence[Stream | None],
    *,
    first: str = "",
    at_terminal: bool = False,
) -> ForkServerProcess:
    """Starts the program; ``first`` is Python that runs before it begins.

    ``streams`` are for stdin, stdout and stderr, None where one is closed. With ``at_terminal`` the
    first of them is the terminal that the process is at.
    """
    _have_server()
    told = (list(args), dict(environment), list(streams), first, at_terminal)
    process = _CONTEXT.Process(target=_program, args=told)
    process.start()
    return process


@cache
def _have_server() -> None:
    """Starts what processes are forked from; before 3.12 Python does not tell it where to look."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))
        ensure_running()


def ran(
    args: Sequence[str], environment: Mapping[str, str], *, first: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """What became of the program that nobody types anything to, and all that it said."""
    with (
        open(os.devnull, "rb") as nothing,  # noqa: PTH123 - a device
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        streams = [Stream(one.fileno()) for one in (nothing, out, err)]
        process = started(args, environment, streams, first=first)
        process.join()
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(args, process.exitcode or 0, out.read(), err.read())


def _program(
    args: list[str],
    environment: dict[str, str],
    streams: list[Stream | None],
    first: str,
    at_terminal: bool,  # noqa: FBT001 - handed on by multiprocessing
) -> None:
    assert "loaded" in sys.modules, "the server has not loaded the program: it tells nobody so"
    if at_terminal and streams[0]:
        os.login_tty(streams[0].handle)
    for number, stream in enumerate(streams):
        if stream is None:
            os.close(number)
        elif not at_terminal:
            os.dup2(stream.handle, number)
    os.environ.clear()
    os.environ.update(environment)
    locale.setlocale(locale.LC_CTYPE, "")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        opened = _opened(number) if streams[number] else None
        setattr(sys, name, opened)
        setattr(sys, f"__{name}__", opened)
    sys.argv = ["ledger", *args]
    if MEASURING:
        MEASURING.begin_anew()
    try:
        exec(first, {})  # noqa: S102 - the tests' own
        main()
    finally:
        if MEASURING:
            MEASURING.leave()


def _opened(number: int) -> TextIO:
    """A standard stream as Python opens it at its start."""
    encoding, _, errors = os.environ.get("PYTHONIOENCODING", "utf-8").partition(":")
    raw = io.FileIO(number, "wb" if number else "rb", closefd=False)
    if number == 0:
        return io.TextIOWrapper(io.BufferedReader(raw), encoding, errors or "strict")
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding,
        "backslashreplace" if number == 2 else errors or "strict",
        line_buffering=number == 2 or raw.isatty(),
    )
