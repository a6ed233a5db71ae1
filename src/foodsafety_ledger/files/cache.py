"""What was worked out from a file's content before, kept in the user's cache folder.

A value is found again only for the same content and the same program, so a stale one cannot be
served; whatever goes wrong here only costs the time to work it out anew. What somebody else could
have written, or have put a link to, is as good as not there.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from foodsafety_ledger import __version__
from foodsafety_ledger.files.atomic import temporary_beside
from foodsafety_ledger.files.disk import Trouble, open_plain
from foodsafety_ledger.model import diagnostic, goal, measure, name, number, period, plan

_KEPT: Final = 16
_PACKAGE: Final = Path(__file__).resolve().parents[1]
_MODELS: Final[tuple[ModuleType, ...]] = (diagnostic, goal, measure, name, number, period, plan)
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH
_MODEL_NAMES: Final = frozenset(module.__name__ for module in _MODELS)
_DIGEST: Final = hashlib.sha256().digest_size


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the user's programs keep what they can do without; RuntimeError without a home."""
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        folder = Path(environment.get(variable, ""))
        if folder.is_absolute():
            return folder / "foodsafety-ledger"
    return Path.home() / ".cache" / "foodsafety-ledger"


def content_key(*contents: bytes) -> str:
    """The key of what is worked out from these contents by this very program."""
    digest = hashlib.sha256(f"{__version__}/{_program_state()}".encode())
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def recall(name: str, key: str) -> Any:  # noqa: ANN401 - whatever was kept under the key
    """The value kept under ``key``, or None.

    A file that is not whole is not looked into; from one that is, only the model's own frozen
    values are built, by their constructors.
    """
    with suppress(Exception):
        raw = _own_bytes(cache_folder(), f"{name}-{key[:40]}")
        if hashlib.sha256(raw[_DIGEST:]).digest() == raw[:_DIGEST]:
            return _Unpickler(BytesIO(raw[_DIGEST:])).load()
    return None


def _own_bytes(folder: Path, name: str) -> bytes:
    """The bytes of a file in a folder, where both are the user's own; else none."""
    opened = open_plain(folder / name) if _is_own(folder.lstat()) else Trouble.DENIED
    if isinstance(opened, Trouble):
        return b""
    with opened:
        return opened.read() if _is_own(os.fstat(opened.fileno())) else b""


def keep(name: str, key: str, value: object) -> None:
    """Keeps ``value`` under ``key`` and drops the oldest beyond a handful of others."""
    with suppress(Exception):
        folder = cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_own(folder.lstat()):
            return
        path = folder / f"{name}-{key[:40]}"
        with temporary_beside(path) as (temporary, file):
            pickled = BytesIO()
            _Pickler(pickled, pickle.HIGHEST_PROTOCOL).dump(value)
            raw = pickled.getvalue()
            file.write(hashlib.sha256(raw).digest() + raw)
            file.close()
            temporary.chmod(0o600)
            temporary.replace(path)
        called = re.compile(rf"{re.escape(name)}-[0-9a-f]{{40}}")
        kept = [old for old in folder.iterdir() if called.fullmatch(old.name)]
        for old in sorted(kept, key=lambda one: one.lstat().st_mtime)[:-_KEPT]:
            old.unlink()


def _is_own(found: os.stat_result) -> bool:
    """Whether a file or folder, itself and no link, is the user's and nobody else can write it."""
    if stat.S_ISLNK(found.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # Windows keeps each user's folder to that user
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & _OTHERS_WRITE


def _program_state() -> str:
    """Changes whenever the program's own modules do, so that a checkout never serves old values."""
    folders = (_PACKAGE / "model", _PACKAGE / "reading", _PACKAGE / "files")
    with suppress(OSError):
        entries = (entry for folder in folders for entry in os.scandir(folder))
        stamps = sorted(
            f"{entry.name}:{entry.stat().st_mtime_ns}"
            for entry in entries
            if entry.name.endswith(".py")
        )
        return "/".join(stamps)
    return ""


@cache
def _classes() -> Mapping[tuple[str, str], type]:
    """The model's classes, and what they are made of, by module and name."""
    kinds = (kind for module in _MODELS for kind in vars(module).values())
    classes = [one for one in kinds if isinstance(one, type) and one.__module__ in _MODEL_NAMES]
    return {(one.__module__, one.__name__): one for one in (*classes, date, Fraction, frozenset)}


class _Pickler(pickle.Pickler):
    def persistent_id(self, value: object) -> str | None:
        """A measure by its name: it is one object, and made of functions."""
        return value.name if isinstance(value, measure.Measure) else None


class _Unpickler(pickle.Unpickler):
    """Calls nothing but the constructors of the model's own values."""

    def find_class(self, module: str, name: str) -> type:
        """One of these classes; KeyError for any other, and for functions."""
        return _classes()[module, name]

    def persistent_load(self, name: str) -> measure.Measure:
        """The measure of that name."""
        return measure.MEASURES[name]
