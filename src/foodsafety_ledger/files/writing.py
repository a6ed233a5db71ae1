"""Writes files so that there is always either the old one or the new one, whole."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from foodsafety_ledger.files.hashing import sha256_of
from foodsafety_ledger.values.failure import OperatingError

_SUFFIX: Final = ".ledger-tmp"

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class ChangedOnDiskError(OperatingError):
    """The file is no longer what was read: read it again and do the work anew."""


def replace_file(path: Path, content: bytes, expected_sha256: str) -> None:
    """Puts ``content`` in the place of a file that still has the hash it was read with.

    Mode and, where allowed, owner are kept. Raises ``ChangedOnDiskError``; on any refusal of the
    system an ``OperatingError``, with the old file as it was. Call it while holding the lock.
    """
    target = Path(os.path.realpath(path))
    with refusals(path):
        old = os.stat(target)  # noqa: PTH116 - a path without links
        if not stat.S_ISREG(old.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        if sha256_of(target.read_bytes()) != expected_sha256:
            raise ChangedOnDiskError("changed-on-disk", path=str(path))
        with temporary_beside(target) as (temporary, file):
            file.write(content)
            _keep_mode(file.fileno(), old)
            settle(file)
            temporary.replace(target)
        flush_folder(target.parent)


def write_new_file(path: Path, content: bytes) -> None:
    """Writes a file that must not be there yet, and the folders above it.

    Raises ``OperatingError`` if it is there, or where the system refuses; then there is no file.
    """
    with refusals(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary_beside(path) as (temporary, file):
            file.write(content)
            settle(file)
            put_in_place(temporary, path)
        flush_folder(path.parent)


@contextmanager
def temporary_beside(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file next to ``path``, open for writing; gone afterwards unless it was moved."""
    stem = path.name.encode("utf-8", "surrogateescape")[:150].decode("utf-8", "ignore")
    temporary = path.with_name(f".{stem}.{secrets.token_hex(6)}{_SUFFIX}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            yield temporary, file
    finally:
        with suppress(OSError):
            temporary.unlink()


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
    """Removes what killed processes left behind; call it only while holding the lock.

    Returns the files removed. A folder that is not there or not ours to clean is passed over.
    """
    removed = []
    for folder in folders:
        with suppress(OSError):
            for entry in sorted(folder.iterdir()):
                if is_temporary(entry.name):
                    entry.unlink()
                    removed.append(entry)
    return removed


def is_temporary(name: str) -> bool:
    """Whether a file name is one that ``temporary_beside`` gives."""
    return name.startswith(".") and name.endswith(_SUFFIX)


def settle(file: BinaryIO) -> None:
    """Puts what was written on the disk and closes the file, so that it can be moved anywhere."""
    file.flush()
    os.fsync(file.fileno())
    file.close()


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turns what the system refuses into the operator's situation."""
    try:
        yield
    except FileExistsError:
        raise OperatingError("already-there", path=str(path)) from None
    except OSError as error:
        raise _refusal(error, path) from None


def _refusal(error: OSError, path: Path) -> OperatingError:
    """What to tell the operator about a write that the system refused."""
    if error.errno in _FULL:
        return OperatingError("disk-full", path=str(path))
    if error.errno in _READ_ONLY:
        return OperatingError("read-only", path=str(path))
    return OperatingError("write-failed", path=str(path), what=error.strerror or str(error))


def _keep_mode(handle: int, old: os.stat_result) -> None:
    if hasattr(os, "fchown") and (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(OSError):  # only the superuser may give files away
            os.fchown(handle, old.st_uid, old.st_gid)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, stat.S_IMODE(old.st_mode))


def flush_folder(folder: Path) -> None:
    """Puts a folder's names on the disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
