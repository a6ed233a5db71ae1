"""What was worked out from a file's content before, kept in the user's cache folder.

A value is found again only for the same content and the same program, so a stale one cannot be
served; whatever goes wrong here only costs the time to work it out anew.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from foodsafety_ledger import __version__
from foodsafety_ledger.files.writing import temporary_beside

_KEPT: Final = 16
_PACKAGE: Final = Path(__file__).resolve().parents[1]
_OUTSIDE: Final = frozenset(
    {("datetime", "date"), ("fractions", "Fraction"), ("builtins", "frozenset")}
)


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the user's programs keep what they can do without."""
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if environment.get(variable):
            return Path(environment[variable]) / "foodsafety-ledger"
    return Path.home() / ".cache" / "foodsafety-ledger"


def content_key(*contents: bytes) -> str:
    """The key of what is worked out from these contents by this very program."""
    digest = hashlib.sha256(f"{__version__}/{_program_state()}".encode())
    for content in contents:
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def recall(name: str, key: str) -> Any:  # noqa: ANN401 - whatever was kept under the key
    """The value kept under ``key``, or None. Only our own frozen values are ever brought back."""
    path = cache_folder() / f"{name}-{key[:40]}"
    with suppress(Exception):
        if not hasattr(os, "geteuid") or path.stat().st_uid == os.geteuid():
            return _Unpickler(io.BytesIO(path.read_bytes())).load()
    return None


def keep(name: str, key: str, value: object) -> None:
    """Keeps ``value`` under ``key`` and drops the oldest beyond a handful of others."""
    folder = cache_folder()
    with suppress(Exception):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"{name}-{key[:40]}"
        with temporary_beside(path) as (temporary, file):
            pickle.dump(value, file, pickle.HIGHEST_PROTOCOL)
            file.close()
            temporary.replace(path)
        kept = sorted(folder.glob(f"{name}-*"), key=lambda old: old.stat().st_mtime)
        for old in kept[:-_KEPT]:
            old.unlink()


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


_MEASURE: Final = ("foodsafety_ledger.model.measure", "measure_named")
"""The only function that a kept value may call: it finds a measure by its name."""


class _Unpickler(pickle.Unpickler):
    """Brings back our own values, dates and fractions, and refuses everything else."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - pickle's own signature
        found = (
            getattr(import_module(module), name)
            if module.startswith("foodsafety_ledger.") or (module, name) in _OUTSIDE
            else None
        )
        if not isinstance(found, type) and (module, name) != _MEASURE:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found
