"""One writer at a time in a workspace; whoever waits is told for whom."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.files.cache import cache_folder
from foodsafety_ledger.files.git import repository
from foodsafety_ledger.values.failure import OperatingError

WAIT_SECONDS: Final = 60
"""How long a command waits for another one to finish writing."""


class Holder(NamedTuple):
    """Who holds the lock, as that process wrote it down; empty texts if it could not."""

    user: str = ""
    host: str = ""
    pid: str = ""

    def __str__(self) -> str:
        """``zhang@office-3 (12345)``, in either language; ``?`` if nobody knows."""
        return f"{self.user}@{self.host} ({self.pid})" if self.pid else "?"


@contextmanager
def locked(
    root: Path,
    seconds: float = WAIT_SECONDS,
    waiting: Callable[[Holder], None] | None = None,
) -> Iterator[None]:
    """Holds the workspace's lock; the system frees it even if the process is killed.

    Calls ``waiting`` once, before it waits at all. Raises ``OperatingError`` after ``seconds``,
    or where no lock can be taken.
    """
    path = lock_path(root)
    release = _acquire(path, seconds, waiting)
    try:
        _say_who_holds(path)
        yield
    finally:
        with suppress(OSError):
            _holder_path(path).unlink()
        release()


def lock_path(root: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """The lock of a workspace: among git's own files, else in the user's cache; never in it."""
    real = os.path.realpath(root)
    name = f"foodsafety-ledger-{hashlib.sha256(os.fsencode(real)).hexdigest()[:12]}.lock"
    found = repository(root)
    return found.git_path(name) if found else cache_folder(environment) / name


def holder_of(lock: Path) -> Holder:
    """Who holds a lock, as far as that process could write it down."""
    try:
        lines = _holder_path(lock).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return Holder()
    return Holder(*lines) if len(lines) == len(Holder._fields) else Holder()


def _acquire(
    path: Path, seconds: float, waiting: Callable[[Holder], None] | None
) -> Callable[[], None]:
    """Takes the lock and returns what gives it back."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only writing commands need it

    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if waiting is not None:
                waiting(holder_of(path))
            lock.acquire(timeout=seconds)
    except Timeout:
        holder = str(holder_of(path))
        raise OperatingError("lock-held", seconds=f"{seconds:g}", holder=holder) from None
    except (OSError, NotImplementedError) as error:
        what = getattr(error, "strerror", None) or type(error).__name__
        raise OperatingError("lock-impossible", path=str(path), what=what) from None
    return lock.release


def _say_who_holds(lock: Path) -> None:
    user = os.environ.get("USER") or os.environ.get("USERNAME") or "?"
    with suppress(OSError, ValueError):
        lines = (user, socket.gethostname(), str(os.getpid()))
        _holder_path(lock).write_text("\n".join(lines), "utf-8")


def _holder_path(lock: Path) -> Path:
    return lock.with_suffix(".holder")
