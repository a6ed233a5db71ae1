"""Writes files so that there is always either the old one or the new one, whole."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from foodsafety_ledger.files.disk import Trouble, real_path, sha256_of
from foodsafety_ledger.files.workspace import is_kept
from foodsafety_ledger.model.failure import OperatingError, UsageError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_BEYOND: Final = 0x7FFF0000
"""A byte that nobody reads: what Windows has locked there cannot be read by others."""


def try_to_hold(handle: int) -> bool:
    """Whether an open file is ours alone from now on, until it is closed; never waits.

    Raises ``OSError`` where the system has no locks.
    """
    if sys.platform == "win32":
        os.lseek(handle, _BEYOND, os.SEEK_SET)
        with suppress(PermissionError):
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            return True
    else:
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    return False


MOVED_WHILE_OPEN: Final = os.name != "nt"
"""Whether this system moves and removes files that are open."""

_SUFFIX: Final = ".ledger-tmp"
_ACCESS_LIST: Final = "system.posix_acl_access"
_MADE_ON: Final = re.compile(r"\.([0-9a-f]{8})" + re.escape(_SUFFIX) + r"\Z")
_OLD_SECONDS: Final = 24 * 60 * 60

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class ChangedOnDiskError(OperatingError):
    """The file is no longer what was read: read it again and do the work anew."""


def replace_file(path: Path, content: bytes, expected_sha256: str) -> None:
    """Puts ``content`` in the place of a file that still has the hash it was read with.

    Its mode is kept, and where that is allowed its owner and group. Raises
    ``ChangedOnDiskError``; ``OperatingError`` on any refusal of the system, and where somebody
    would no longer get at the file; then the old one is as it was. Call it while holding the lock.
    """
    target = Path(os.path.realpath(path))
    with refusals(path):
        old = os.stat(target)  # noqa: PTH116 - a path without links
        if not stat.S_ISREG(old.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        if sha256_of(target.read_bytes()) != expected_sha256:
            raise ChangedOnDiskError("changed-on-disk", path=str(path))
        with temporary_beside(target) as (temporary, file):
            _keep_access(file.fileno(), target, old)
            file.write(content)
            settle(file)
            temporary.replace(target)
        flush_folder(target.parent)


def write_new_file(path: Path, content: bytes, root: Path | None = None) -> None:
    """Writes a file that must not be there yet, and the folders above it.

    With the ``root`` of the workspace that it belongs to, it goes nowhere else, and is open to
    whoever may write there. Raises ``OperatingError`` if it is there already, leads elsewhere, or
    where the system refuses; then there is no file.
    """
    with new_file(path, root) as file:
        file.write(content)


@contextmanager
def new_file(path: Path, root: Path | None = None) -> Iterator[BinaryIO]:
    """The same for content that is written piece by piece: there once all of it is written."""
    with refusals(path):
        make_folder(path.parent, root)
        with temporary_beside(path) as (temporary, file):
            yield file
            if root is not None:
                let_in(file.fileno(), path.parent.stat())
            settle(file)
            put_in_place(temporary, path)
        flush_folder(path.parent)


def make_folder(folder: Path, root: Path | None) -> None:
    """Makes a folder and those above it; those below a workspace's ``root`` are shared like it.

    Raises ``OperatingError`` where a link leads out of the workspace, or a file is in the way.
    """
    if folder.is_dir():
        inside = folder.relative_to(root).as_posix() if root is not None else ""
        if root is not None and isinstance(real_path(root, inside), Trouble):
            raise OperatingError("leads-outside", path=str(folder))
        return
    make_folder(folder.parent, root if folder != root else None)
    try:
        folder.mkdir()
    except FileExistsError:
        if not folder.is_dir():
            raise OperatingError("not-a-folder", path=str(folder)) from None
    else:
        if root is not None and folder != root:
            let_in(folder, folder.parent.stat())


def shared_mode(folder: os.stat_result) -> int:
    """What a folder's own mode says that others may do with files in it, as bits of their mode."""
    group = 0o060 if folder.st_mode & stat.S_IWGRP else 0
    return group | (0o006 if folder.st_mode & stat.S_IWOTH else 0)


def let_in(new: int | Path, folder: os.stat_result) -> None:
    """Lets whoever may write in a folder write a new file or folder in it, whatever the umask.

    What root makes is the folder's owner's. As far as the system allows: what stays closed is
    refused when somebody else writes.
    """
    bits = shared_mode(folder)
    if not hasattr(os, "geteuid") or not (bits or os.geteuid() == 0):
        return
    own = os.stat(new)  # noqa: PTH116 - a handle, or a path
    if stat.S_ISDIR(own.st_mode):
        bits |= bits >> 1 & 0o011
    with suppress(OSError):
        os.chown(new, folder.st_uid if os.geteuid() == 0 else -1, folder.st_gid)
    with suppress(OSError):
        os.chmod(new, stat.S_IMODE(own.st_mode) | bits)  # noqa: PTH101 - a handle, or a path


def put_file(path: Path, content: bytes) -> None:
    """Puts what is shown at ``path``, whole, in the place of the file that may be there.

    Raises ``UsageError`` where that is a workspace's own or git's, ``OperatingError`` where the
    system refuses; then what was there still is.
    """
    if is_kept(path):
        raise UsageError("kept-there", path=str(path))
    if path.is_file():
        with refusals(path):
            expected = sha256_of(path.read_bytes())
        replace_file(path, content, expected)
    else:
        write_new_file(path, content)


def add_to_file(path: Path, content: bytes) -> None:
    """Adds to the end of a file that another program keeps, or starts it.

    Raises ``UsageError`` where that is a workspace's own or git's, ``OperatingError`` where the
    system refuses.
    """
    if is_kept(path):
        raise UsageError("kept-there", path=str(path))
    with refusals(path), path.open("ab") as file:
        file.write(content)


@contextmanager
def temporary_beside(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file next to ``path``, open for writing; gone afterwards unless it was moved."""
    temporary, handle = _new_temporary(path)
    try:
        with os.fdopen(handle, "wb") as file:
            yield temporary, file
    finally:
        with suppress(OSError):
            temporary.unlink()


def _new_temporary(path: Path) -> tuple[Path, int]:
    """A temporary file, held for as long as it is open, so that nobody takes it for a dead one."""
    stem = path.name.encode("utf-8", "surrogateescape")[:150].decode("utf-8", "ignore")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    while True:
        name = f".{stem}.{os.urandom(6).hex()}.{_this_host()}{_SUFFIX}"
        handle = os.open(path.with_name(name), flags, 0o666)
        if not MOVED_WHILE_OPEN:
            return path.with_name(name), handle
        with suppress(OSError):  # a file system without locks: then only age tells
            if not try_to_hold(handle) or not os.fstat(handle).st_nlink:
                os.close(handle)  # taken for dead in the instant before it was held
                continue
        return path.with_name(name), handle


def put_in_place(temporary: Path, path: Path) -> None:
    """Gives a temporary file its name, never over another file (``FileExistsError``)."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # no hard links on this file system
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        temporary.replace(path)


def remove_dead_temporaries(*folders: Path) -> list[Path]:
    """Removes what killed processes left; gives the files back. Call it while holding the lock."""
    found: list[Path] = []
    for folder in folders:
        with suppress(OSError):
            found += sorted(one for one in folder.iterdir() if is_temporary(one.name))
    removed = []
    for path in found:
        with suppress(OSError):  # gone meanwhile, or not ours to remove
            if _is_dead(path):
                path.unlink()
                removed.append(path)
    return removed


def is_temporary(name: str) -> bool:
    """Whether a file name is one that ``temporary_beside`` gives."""
    return name.startswith(".") and name.endswith(_SUFFIX)


def _is_dead(path: Path) -> bool:
    """Whether no process works on a temporary file any more.

    Whoever does so holds it. Where that cannot be asked, or does not reach the computer it was made
    on, only a file that has not been written for a day is dead.
    """
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, os.O_RDWR | flags)
    except PermissionError:
        handle = os.open(path, os.O_RDONLY | flags)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            return False
        is_old = time.time() - found.st_mtime > _OLD_SECONDS
        try:
            is_free = try_to_hold(handle)
        except OSError:
            return is_old
        made = _MADE_ON.search(path.name)
        return is_free and (is_old or made is None or made.group(1) == _this_host())
    finally:
        os.close(handle)


def host_name() -> str:
    """What this computer is called."""
    import socket  # noqa: PLC0415 - what only reads has no use for it

    return socket.gethostname()


def _this_host() -> str:
    """A short sign for this computer, as it stands in the names of temporary files."""
    return sha256_of(host_name().encode("utf-8", "surrogateescape"))[:8]


def settle(file: BinaryIO) -> None:
    """Puts what was written on the disk, and closes the file where an open one cannot be moved."""
    file.flush()
    os.fsync(file.fileno())
    if not MOVED_WHILE_OPEN:
        file.close()


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turns what the system refuses into the operator's situation."""
    try:
        yield
    except FileExistsError as error:
        there = error.filename2 or error.filename or path  # it may be in the place of a folder
        raise OperatingError("already-there", path=str(there)) from None
    except OSError as error:
        raise _refusal(error, path) from None


def _refusal(error: OSError, path: Path) -> OperatingError:
    """What to tell the operator about a write that the system refused."""
    if error.errno in _FULL:
        return OperatingError("disk-full", path=str(path))
    with suppress(OSError):  # in a sticky folder, people replace only files of their own
        mode = Path(os.path.realpath(path)).parent.stat().st_mode
        if error.errno == errno.EPERM and mode & stat.S_ISVTX:
            return OperatingError("sticky-folder", path=str(path), folder=str(path.parent))
    if error.errno in _READ_ONLY:
        return OperatingError("read-only", path=str(path))
    return OperatingError("write-failed", path=str(path), what=error.strerror or str(error))


def _keep_access(handle: int, path: Path, old: os.stat_result) -> None:
    """Keeps a file's mode, group and owner for its successor; OperatingError where it cannot."""
    if not hasattr(os, "fchown"):
        return
    for owner in (old.st_uid, -1):  # only the superuser may give files away
        with suppress(OSError):
            os.fchown(handle, owner, old.st_gid)
            break
    with suppress(OSError):
        os.fchmod(handle, stat.S_IMODE(old.st_mode))
    if not _keep_list(handle, path) or _shuts_out(os.fstat(handle), old, path.parent.stat()):
        raise OperatingError("access-lost", path=str(path))


def _keep_list(handle: int, path: Path) -> bool:
    """Gives a file's successor its access control list; whether what it had could be kept."""
    try:
        kept = os.getxattr(path, _ACCESS_LIST)
    except (AttributeError, OSError):  # the system, or the file, has none
        return True
    with suppress(OSError):
        os.setxattr(handle, _ACCESS_LIST, kept)
        return True
    return False


def _shuts_out(new: os.stat_result, old: os.stat_result, folder: os.stat_result) -> bool:
    """Whether somebody who has the old file, and may work in its folder, has not the new one."""
    if (new.st_mode ^ old.st_mode) & 0o777:
        return True
    ours = folder.st_mode & stat.S_IWGRP and new.st_gid == folder.st_gid
    if new.st_gid == old.st_gid or ours or folder.st_mode & stat.S_IWOTH:
        return False
    return bool(old.st_mode >> 3 & ~old.st_mode & 0o7)


def flush_folder(folder: Path) -> None:
    """Puts a folder's names on the disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
