"""The standard streams as every command finds them: all three there, and none ever refusing.

What was found or done decides the exit code, never whether it could be printed. So nothing that
prints can fail: what the system refuses is kept beside the stream, for the end to look at. What is
longer than the screen goes through the user's pager, as git does it; else ``less``.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys

TYPE_CHECKING = False  # typing's own costs more than all the rest
if TYPE_CHECKING:
    from collections.abc import Mapping
    from subprocess import Popen
    from typing import Any, Final, TextIO

    from _typeshed import ReadableBuffer


_SPELLED: Final = "foodsafety-ledger-spelled"
_ASCII: Final = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "×": "x", "→": "->", "—": "-"}
_GONE: Final = frozenset({errno.EPIPE, errno.ESHUTDOWN, errno.ECONNRESET})

_PAGERS: Final = ("FOODSAFETY_LEDGER_PAGER", "PAGER")
_LESS: Final = "-FRX -PsSPACE / b / q"
"""Quits where all fits, keeps colours, leaves the text on the screen; its prompt names the keys."""


class Outlet(io.RawIOBase):
    """Takes everything and hands it on to ``raw`` for as long as the system takes it.

    ``refusal`` is what the system said when it no longer did; None while it does.
    """

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__()
        self._raw = raw
        self.refusal: OSError | None = None

    def writable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """The number of the stream below."""
        return self._raw.fileno()

    def isatty(self) -> bool:
        """Whether the stream below is a terminal."""
        return self._raw.isatty()

    def write(self, data: ReadableBuffer) -> int:
        """Takes all of ``data``; waits for a slow reader, passes over one that has left."""
        left = memoryview(data).cast("B")
        size = len(left)
        while left and self.refusal is None:
            try:
                taken = self._raw.write(left)
                if taken is None:  # the stream does not wait by itself
                    from select import select

                    select([], [self._raw], [])
            except OSError as error:
                self.refusal = error
            else:
                left = left[taken or 0 :]
        return size


class _Closed(io.FileIO):
    """Keeps the number of a closed stream from any file, and takes nothing."""

    def __init__(self) -> None:
        super().__init__(os.devnull, "w")

    def write(self, _: ReadableBuffer) -> int:
        """Refuses, as the closed stream would."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def hold_streams() -> None:
    """Opens the streams that are closed and makes those for writing unable to fail.

    To be called before any file is opened: it would get the number of a closed stream, and the
    messages meant for that. What is typed is read as bytes, see ``asker.py``.
    """
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(os.devnull)), "utf-8")
    elif isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")
    codecs.register_error(_SPELLED, _spelled)
    sys.stdout = _held(sys.stdout)
    sys.stderr = _held(sys.stderr)


def refusal_of(stream: TextIO) -> OSError | None:
    """Why not everything written to a stream has reached it; None where it has."""
    try:
        stream.flush()
    except OSError as error:
        return error
    outlet = getattr(getattr(stream, "buffer", None), "raw", None)
    return outlet.refusal if isinstance(outlet, Outlet) else None


def tell(where: str, text: str) -> None:
    """Writes a line: ``out`` or ``err``, for people, or ``data``: stdout, always in UTF-8.

    A ``page`` is for people too; where it is longer than the screen it goes through a pager.
    """
    if where == "page" and _is_long(text) and _paged(text):
        return
    bytes_ = getattr(sys.stdout, "buffer", None) if where == "data" else None
    if bytes_ is None:  # or somebody catches the text as it is
        (sys.stderr if where == "err" else sys.stdout).write(text + "\n")
        return
    sys.stdout.flush()
    bytes_.write(encoded(text))


def _is_long(text: str) -> bool:
    """Whether a text does not fit on the terminal that stdout is, if it is one."""
    try:
        lines = os.get_terminal_size(sys.stdout.fileno()).lines if sys.stdout.isatty() else 0
    except (OSError, ValueError):  # somebody catches the text
        return False
    return text.count("\n") + 2 > lines > 0


def pager_of(environment: Mapping[str, str], encoding: str) -> list[str]:
    """The pager's command line; empty where there is none to be used.

    That is so where it is set to ``cat``, is not there, or would not show this
    encoding; and on a terminal that cannot go back.
    """
    import shutil
    from shlex import split

    own = next(filter(None, map(environment.get, _PAGERS)), "less")
    try:
        words = split(own)
    except ValueError:  # a quotation mark that is never closed
        words = []
    if not words or words[0] == "cat" or shutil.which(words[0]) is None:
        return []
    dumb = obeys_nothing(environment)
    return [] if dumb or encoding.lower().replace("-", "") != "utf8" else words


def _paged(text: str) -> bool:
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
    from contextlib import suppress

    while True:
        with suppress(KeyboardInterrupt):
            return shown.wait()


def encoded(text: str) -> bytes:
    """A line of data in UTF-8; what has no place there is spelled."""
    return f"{text}\n".encode("utf-8", "backslashreplace")


def has_left(refusal: OSError) -> bool:
    """Whether a stream is refused because nobody reads it any more."""
    return refusal.errno in _GONE or (os.name == "nt" and refusal.errno == errno.EINVAL)


def obeys_nothing(environment: Mapping[str, str]) -> bool:
    """Whether a terminal takes text alone: it says so, or, where they do, not what it is."""
    kind = environment.get("TERM")
    return kind in ("dumb", "unknown") or (not kind and os.name != "nt")


def shows_chinese(encoding: str | None) -> bool:
    """Whether a stream of that encoding can show what the plan and its ledgers say."""
    try:
        "台账责任单位".encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _held(stream: TextIO | None) -> TextIO:
    if stream is None:
        return io.TextIOWrapper(io.BufferedWriter(Outlet(_Closed())), "utf-8", _SPELLED)
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    stream.flush()
    below: Any = getattr(stream.buffer, "raw", stream.buffer)  # unbuffered, it is the raw one
    return io.TextIOWrapper(
        io.BufferedWriter(Outlet(below)),
        stream.encoding,
        _SPELLED,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


def _spelled(error: UnicodeError) -> tuple[str, int]:
    """What a stream's encoding lacks, spelled in ASCII: never a question mark in its place."""
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - streams are only written with it
    lacking = error.object[error.start : error.end]
    signs = (_ASCII.get(c) or c.encode("ascii", "backslashreplace").decode() for c in lacking)
    return "".join(signs), error.end


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
    import locale
    from contextlib import suppress

    environment = {b"PYTHONIOENCODING": locale.getencoding().encode(), **os.environb}
    command: list[str | bytes] = [sys.executable, "-X", "utf8", *_arguments()[1:]]
    with suppress(OSError):
        os.execve(sys.executable, command, environment)  # noqa: S606 - this program, no shell


def _arguments() -> list[bytes]:
    """The process's arguments, byte for byte: not all bytes survive being read in the locale."""
    from contextlib import suppress
    from pathlib import Path

    with suppress(OSError):
        told = Path("/proc/self/cmdline").read_bytes()
        if told:
            return told.split(b"\0")[:-1]
    return [os.fsencode(argument) for argument in sys.orig_argv]
