"""What was worked out before, kept in the user's cache folder: plain values by a key.

A value is found again only for the same content and the same program, so a stale one cannot be
served; whatever goes wrong here only costs the time to work it out anew. What somebody else could
have written, or have put a link to, is as good as not there.

The shell asks here at every key: nothing is imported that Python has not loaded anyway.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat

from foodsafety_ledger import __version__
from foodsafety_ledger.files.finding import open_regular

TYPE_CHECKING = False  # typing's own costs as much as all the rest
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Final, TypeVar

    T = TypeVar("T")

_KEPT: Final = 16
_PACKAGE: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH
_DIGEST: Final = hashlib.sha256().digest_size


def cache_folder(environment: Mapping[str, str] = os.environ) -> str:
    """Where the user's programs keep what they can do without; OSError without a home."""
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        folder = environment.get(variable, "")
        if os.path.isabs(folder):
            return os.path.join(folder, "foodsafety-ledger")
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        raise FileNotFoundError(home)
    return os.path.join(home, ".cache", "foodsafety-ledger")


NO_CACHE: Final = "--no-cache"
"""The option with which a command works out everything anew and keeps nothing."""

NO_CACHE_VARIABLE: Final = "FOODSAFETY_LEDGER_NO_CACHE"

_off = [False]


def is_off() -> bool:
    """Whether nothing is recalled or kept: the environment says so, or the command line did."""
    return _off[-1] or bool(os.environ.get(NO_CACHE_VARIABLE))


def using_cache(use: bool, work: Callable[[], T]) -> T:  # noqa: FBT001
    """What ``work`` gives; unless ``use``, nothing is recalled or kept meanwhile."""
    _off.append(not use)
    try:
        return work()
    finally:
        _off.pop()


def content_key(*contents: bytes) -> str:
    """The key of what is worked out from these contents by this very program."""
    digest = hashlib.sha256(_program_state().encode())
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def recall(name: str, key: str) -> Any:  # noqa: ANN401 - whatever was kept under the key
    """The plain value kept under ``key``, or None; only a file that is whole is looked into."""
    try:
        raw = b"" if is_off() else _own_bytes(cache_folder(), f"{name}-{key[:40]}")
        if _seal(name, key, raw[_DIGEST:]) == raw[:_DIGEST]:
            return marshal.loads(raw[_DIGEST:])  # noqa: S302 - our own, and whole
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return None


def _seal(name: str, key: str, raw: bytes) -> bytes:
    """What stands before a value: neither another's bytes nor other bytes have it."""
    return hashlib.sha256(f"{name}-{key}\0".encode() + raw).digest()


def _own_bytes(folder: str, name: str) -> bytes:
    """The bytes of a file in a folder, where both are the user's own; else none."""
    if not _is_own(os.lstat(folder)):
        return b""
    with open_regular(os.path.join(folder, name)) as opened:
        return opened.read() if _is_own(os.fstat(opened.fileno())) else b""


def keep(name: str, key: str, value: Any, most: int = _KEPT) -> None:  # noqa: ANN401 - likewise
    """Keeps a value that ``marshal`` takes and drops the oldest beyond ``most`` of that name.

    The file is there whole or not at all, however many processes write it at once.
    """
    from contextlib import suppress  # noqa: PLC0415 - what is kept is asked for far more often
    from pathlib import Path  # noqa: PLC0415 - likewise

    from foodsafety_ledger.files.atomic import remove_dead_temporaries, temporary_beside  # noqa: PLC0415 - likewise

    if is_off():
        return
    with suppress(Exception):
        folder = Path(cache_folder())
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_own(folder.lstat()):
            return
        path = folder / f"{name}-{key[:40]}"
        with temporary_beside(path) as (temporary, file):
            raw = marshal.dumps(value)
            file.write(_seal(name, key, raw) + raw)
            file.close()
            temporary.chmod(0o600)
            temporary.replace(path)
        remove_dead_temporaries(folder)
        kept = [old for old in folder.iterdir() if _is_called(old.name, name)]
        for old in sorted(kept, key=lambda one: one.lstat().st_mtime)[:-most]:
            old.unlink()


def _is_called(file: str, name: str) -> bool:
    """Whether a file's name is what ``keep`` calls a value of that name."""
    before, _, key = file.rpartition("-")
    return before == name and len(key) == 40 and set(key) <= set("0123456789abcdef")


def _is_own(found: os.stat_result) -> bool:
    """Whether a file or folder, itself and no link, is the user's and nobody else can write it."""
    if stat.S_ISLNK(found.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # Windows keeps each user's folder to that user
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_WRITE


_states: Final[dict[tuple[str, str], str]] = {}


def _program_state() -> str:
    """Changes whenever the program's own modules do, so that a checkout never serves old values.

    Also where something sets their times back, or gives all of them the same. It is looked at once:
    a process goes on with what it has loaded.
    """
    program = (_PACKAGE, __version__)
    if program not in _states:
        _states[program] = _stamps()
    return _states[program]


def _stamps() -> str:
    stamps = [__version__]
    try:
        with os.scandir(_PACKAGE) as listed:
            folders = [_PACKAGE, *(one.path for one in listed if one.is_dir())]
        for folder in sorted(folders):
            with os.scandir(folder) as listed:
                found = [(one.name, one.stat()) for one in listed if one.name.endswith(".py")]
                stamps += sorted(
                    f"{name}:{at.st_size}:{at.st_mtime_ns}:{at.st_ctime_ns}" for name, at in found
                )
    except OSError:
        pass
    return "/".join(stamps)
