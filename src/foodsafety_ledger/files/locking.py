"""One writer at a time in a workspace; whoever waits is told for whom.

Two locks are taken together. One is on the workspace's folder itself: every process of a computer
reaches that, whoever runs it, whether or not git is found, and needs no file that somebody else
had to make. The other is on a file: for Windows, where folders have no locks, for computers that
share the folder over a network, and for the holder's name.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.files.atomic import (
    MOVED_WHILE_OPEN,
    host_name,
    let_in,
    remove_dead_temporaries,
    shared_mode,
    try_to_hold,
)
from foodsafety_ledger.files.hosting import git_folder
from foodsafety_ledger.files.workspace import DATA, EVIDENCE, LEDGERS, repository_top
from foodsafety_ledger.model.failure import OperatingError

WAIT_SECONDS: Final = 60
"""How long a command waits for another one to finish writing."""

LOCK: Final = ".ledger-lock"
"""The lock's file in a workspace without git."""

_PAUSE: Final = 0.03
_NAME_BYTES: Final = 1024
_FOLDER: Final = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_FILE: Final = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


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
    root: Path, seconds: float | None = None, waiting: Callable[[Holder], None] | None = None
) -> Iterator[None]:
    """Holds the workspace's lock; the system frees it even if the process is killed.

    Removes what killed processes have left. Calls ``waiting`` once, before it waits at all. Raises
    ``OperatingError`` after ``seconds`` (of ``None``, ``WAIT_SECONDS``), or where no lock can be
    taken.
    """
    path = lock_path(root)
    with _acquire(root, path, WAIT_SECONDS if seconds is None else seconds, waiting):
        _clean(root, path)
        yield


def lock_path(root: Path) -> Path:
    """The file of a workspace's lock: among git's own files, else in the workspace.

    The same for every process: git, which refuses some users, is not asked.
    """
    real, top = Path(os.path.realpath(root)), repository_top(root)
    folder = git_folder(top) if top else None
    if top is None or folder is None:
        return real / LOCK
    inside = os.fsencode(real.relative_to(top).as_posix())
    return folder / f"foodsafety-ledger-{hashlib.sha256(inside).hexdigest()[:12]}.lock"


def holder_of(lock: Path) -> Holder:
    """Who holds a lock, as far as that process could write it down."""
    try:
        handle = os.open(lock, os.O_RDONLY | _FILE)
        try:
            lines = os.read(handle, _NAME_BYTES).decode().split("\n")
        finally:
            os.close(handle)
    except (OSError, UnicodeDecodeError):
        return Holder()
    plain = len(lines) == len(Holder._fields) and "".join(lines).isprintable()
    return Holder(*lines) if plain else Holder()


def _holder(root: Path, path: Path) -> Holder:
    """Who holds the lock: as it wrote down, else as the system lists it, where it does."""
    holder = holder_of(path)
    if holder.pid:
        return holder
    with suppress(OSError, ValueError):
        folder = root.stat()
        device = f"{os.major(folder.st_dev):02x}:{os.minor(folder.st_dev):02x}"
        for line in Path("/proc/locks").read_text("utf-8").splitlines():
            _, kind, _, _, pid, place, *_ = line.split()
            if (kind, place) == ("FLOCK", f"{device}:{folder.st_ino}"):
                user = _name_of(os.stat(f"/proc/{pid}").st_uid)  # noqa: PTH116 - of a process
                return Holder(user, host_name(), pid)
    return holder


def _acquire(
    root: Path, path: Path, seconds: float, waiting: Callable[[Holder], None] | None
) -> ExitStack:
    """Takes the lock; what gives it back."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            held = _take(root, path)
        except OSError as error:
            what = error.strerror or type(error).__name__
            raise OperatingError("lock-impossible", path=str(path), what=what) from None
        if held is not None:
            return held
        if waiting is not None:
            waiting(_holder(root, path))
            waiting = None
        if time.monotonic() >= deadline:
            holder = str(_holder(root, path))
            raise OperatingError("lock-held", seconds=f"{seconds:g}", holder=holder)
        time.sleep(_PAUSE)


def _take(root: Path, path: Path) -> ExitStack | None:
    """Both locks, the folder's first; None where somebody else has one of them.

    A folder that has no lock is passed over; so is a file that this user may not open, where the
    folder's lock is held. Raises ``OSError`` where that leaves none.
    """
    with ExitStack() as held:
        has_folder = _hold_folder(root, held)
        if has_folder is False:
            return None
        try:
            handle = _open_lock(root, path)
        except FileExistsError:  # made by another process just now
            return None
        except OSError:
            if not has_folder:
                raise
            return held.pop_all()
        held.callback(os.close, handle)
        if not try_to_hold(handle) or not _is_at(handle, path):
            return None
        held.callback(_remove, handle, path)
        _say_who_holds(handle)
        return held.pop_all()


def _hold_folder(root: Path, held: ExitStack) -> bool | None:
    """Whether the workspace's folder is ours; None where folders cannot be locked."""
    try:
        handle = os.open(root, _FOLDER)
        held.callback(os.close, handle)
        return try_to_hold(handle) and _is_at(handle, root)
    except OSError:
        return None


def _open_lock(root: Path, path: Path) -> int:
    """The lock's file, made if it is not there.

    Never opened with leave to make it where it is: in a folder of everybody's, systems refuse that
    for another user's file. To be held it need not be written.
    """
    try:
        handle = os.open(path, os.O_RDWR | _FILE)
    except PermissionError:
        handle = os.open(path, os.O_RDONLY | _FILE)
    except FileNotFoundError:
        handle = _new_lock(root, path)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "not a plain file")
    return handle


def _new_lock(root: Path, path: Path) -> int:
    """Makes the lock's file, open to whoever may write ledgers from its first moment on."""
    ledgers = root / LEDGERS
    like = (ledgers if ledgers.is_dir() else root).stat()
    umask = os.umask(0)
    try:
        mode = 0o666 & ~umask | shared_mode(like)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _FILE, mode)
    finally:
        os.umask(umask)
    let_in(handle, like)
    return handle


def _is_at(handle: int, path: Path) -> bool:
    """Whether what is open is still what stands there: somebody may have removed it meanwhile."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))  # noqa: PTH116 - beside fstat
    except FileNotFoundError:
        return False


def _remove(handle: int, path: Path) -> None:
    """Removes the lock's file while it is held; whoever has opened it looks for it anew."""
    with suppress(OSError):
        if MOVED_WHILE_OPEN and _is_at(handle, path):
            path.unlink()


def _say_who_holds(handle: int) -> None:
    with suppress(OSError):
        if os.fstat(handle).st_nlink == 1:  # else it is some other file as well
            lines = (_user(), host_name(), str(os.getpid()))
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, "\n".join(lines).encode("utf-8", "replace"))
            os.ftruncate(handle, os.lseek(handle, 0, os.SEEK_CUR))


def _user() -> str:
    """Who runs this process: its account, for the environment may still name another one."""
    if not hasattr(os, "geteuid"):
        return os.environ.get("USERNAME") or "?"
    return _name_of(os.geteuid())


def _name_of(account: int) -> str:
    from pwd import getpwuid  # noqa: PLC0415 - not on every system

    try:
        return getpwuid(account).pw_name
    except KeyError:
        return str(account)


def _clean(root: Path, lock: Path) -> None:
    """Removes what killed processes left; a lock from before the workspace had git as well."""
    folders = [root, root / DATA, root / LEDGERS, root / EVIDENCE]
    with suppress(OSError), os.scandir(root / EVIDENCE) as below:
        folders += [Path(one) for one in below if one.is_dir(follow_symlinks=False)]
    remove_dead_temporaries(*folders)
    if lock.name != LOCK:
        with suppress(OSError):
            (root / LOCK).unlink()
