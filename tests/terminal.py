"""Somebody at a real terminal: a process behind a pseudo-terminal, and what it shows."""

from __future__ import annotations

import os
import subprocess
import sys
from codecs import getincrementaldecoder
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from select import select

import pytest

from clerk import TODAY
from processes import Stream, started

pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
termios = pytest.importorskip("termios", reason="no pseudo-terminals on this system")

PATIENCE = 1200
"""Seconds within which a process does something, however busy the machine is."""

COMMAND = [sys.executable, "-m", "foodsafety_ledger"]


def environment(**more: str) -> dict[str, str]:
    """What a process is told: a plain terminal and the clerk's day, beside ``more``."""
    kept = {key: os.environ[key] for key in ("PATH", "XDG_CACHE_HOME") if key in os.environ}
    return {**kept, "LC_ALL": "C.UTF-8", "FOODSAFETY_LEDGER_TODAY": TODAY, "TERM": "dumb", **more}


class Terminal:
    """A process at a pseudo-terminal, with what it has shown so far."""

    def __init__(self, *args: str, **settings: str) -> None:
        rows = int(settings.pop("rows", "0"))
        self._handle, terminal = pty.openpty()
        if rows:
            termios.tcsetwinsize(terminal, (rows, 100))
        self._process = _at(terminal, args, environment(**settings))
        os.close(terminal)
        self.shown = self._all = ""
        self._decoder = getincrementaldecoder("utf-8")("replace")

    def expect(self, text: str) -> None:
        """Waits until ``text`` is shown."""
        while text not in self.shown and self._read():
            pass
        assert text in self.shown, self.shown
        self.shown = self.shown.partition(text)[2]

    def to_the_end(self) -> str:
        """All that is shown until the process ends, its lines ended as in files."""
        while self._read():
            pass
        return self._all.replace("\r\n", "\n")

    def _read(self) -> bool:
        """Takes what has come; false where the process has ended."""
        ready, _, _ = select([self._handle], [], [], PATIENCE)
        assert ready, self.shown
        try:
            more = os.read(self._handle, 4096)
        except OSError:
            return False
        read = self._decoder.decode(more)
        self.shown, self._all = self.shown + read, self._all + read
        return bool(more)

    def type(self, text: str) -> None:
        self.type_bytes(text.encode())

    def type_bytes(self, keys: bytes) -> None:
        os.write(self._handle, keys)

    def answer(self, asked: str, text: str) -> None:
        """Types once a question is asked and the prompt behind it stands."""
        self.expect(asked)
        self.expect("> ")
        self.type(text)

    def press(self, key: str) -> None:
        """Presses a key when the process waits for one: pressed just after a prompt it is lost."""
        while not _is_asleep(self._process.pid or 0):
            select([], [], [], 0.01)
        self.type(key)

    def rest(self) -> str:
        """All that is shown from here until the process ends."""
        self.to_the_end()
        return self.shown

    def end(self) -> int:
        """The exit code."""
        if isinstance(self._process, ForkServerProcess):
            self._process.join()
            return self._process.exitcode or 0
        return self._process.wait()


def _at(
    terminal: int, args: tuple[str, ...], told: dict[str, str]
) -> ForkServerProcess | subprocess.Popen[bytes]:
    """The program at a terminal; started anew where Python's own start is told something."""
    if "PYTHONUTF8" not in told:
        return started(args, told, [Stream(terminal)] * 3, at_terminal=True)
    return subprocess.Popen(
        [*COMMAND, *args],
        env=told,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )


def _is_asleep(pid: int) -> bool:
    """Whether a process waits for something, as far as the system says what it does."""
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text("utf-8").rpartition(")")[2].split()[0] == "S"
