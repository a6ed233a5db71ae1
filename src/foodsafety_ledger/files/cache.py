"""What was worked out from a file's content before, kept in the user's cache folder.

A value is found again only for the same content and the same program, so a stale one cannot be
served; whatever goes wrong here only costs the time to work it out anew. What somebody else could
have written, or have put a link to, is as good as not there.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import re
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
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
            return _built(marshal.loads(raw[_DIGEST:]))  # noqa: S302 - our own, and whole
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
            raw = marshal.dumps(_plain(value))
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
def _classes() -> Mapping[str, type]:
    """The model's classes by name: nothing else is ever built."""
    return {
        kind.__name__: kind
        for module in _MODELS
        for kind in vars(module).values()
        if isinstance(kind, type) and kind.__module__ == module.__name__
    }


def _plain(value: Any) -> Any:  # noqa: ANN401, PLR0911 - one line a kind of value
    """``value`` as tuples of texts and numbers, each with the name of what it was."""
    kind = type(value).__name__
    if isinstance(value, Enum):
        return ("enum", kind, value.value)
    if value is None or type(value) in (bool, int, str):
        return value
    if isinstance(value, measure.Measure):
        return ("measure", value.name)
    if isinstance(value, date):
        return ("date", value.toordinal())
    if isinstance(value, Fraction):
        return ("fraction", value.numerator, value.denominator)
    if isinstance(value, Mapping):
        return ("mapping", *((_plain(k), _plain(v)) for k, v in value.items()))
    if is_dataclass(value):
        return (kind, *(_plain(getattr(value, field.name)) for field in fields(value)))
    return (kind, *map(_plain, value))


_BUILDERS: Final[Mapping[str, Any]] = {
    "enum": lambda kind, value: _classes()[kind](value),
    "measure": measure.MEASURES.__getitem__,
    "date": date.fromordinal,
    "fraction": Fraction,
}


_SEQUENCES: Final[Mapping[str, Any]] = {"tuple": tuple, "list": list, "frozenset": frozenset}


def _built(plain: Any) -> Any:  # noqa: ANN401 - whatever was kept
    """What ``_plain`` made plain; KeyError for what the model has no class for."""
    if not isinstance(plain, tuple):
        return plain
    kind, *parts = plain
    if kind in _BUILDERS:
        return _BUILDERS[kind](*parts)
    if kind == "mapping":
        return {_built(key): _built(value) for key, value in parts}
    inside = [_built(part) for part in parts]
    return _SEQUENCES[kind](inside) if kind in _SEQUENCES else _classes()[kind](*inside)
