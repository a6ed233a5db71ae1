"""A workspace as it would be with some files more: what a command is about to write."""

from __future__ import annotations

from collections.abc import Mapping

from foodsafety_ledger.files.hashing import sha256_of
from foodsafety_ledger.files.opening import Trouble
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.files.text import MAX_BYTES


class Overlay:
    """Another source with the content of some paths, or the trouble with them, put before it."""

    def __init__(self, below: Source, files: Mapping[str, bytes | Trouble]) -> None:
        self._below = below
        self._files = files

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes | Trouble:
        """The bytes of a file, or why it cannot be read."""
        if path not in self._files:
            return self._below.read(path, limit)
        raw = self._files[path]
        return Trouble.TOO_LARGE if not isinstance(raw, Trouble) and len(raw) > limit else raw

    def exists(self, path: str) -> bool:
        """Whether there is anything at ``path``."""
        return path in self._files or self._below.exists(path)

    def sha256(self, path: str) -> str | Trouble:
        """The hash of a file, or why it has none."""
        if path not in self._files:
            return self._below.sha256(path)
        raw = self._files[path]
        return raw if isinstance(raw, Trouble) else sha256_of(raw)

    def names(self, folder: str) -> list[str] | Trouble:
        """The names in a folder, those that are about to be written too."""
        below = self._below.names(folder)
        added = [path[len(folder) + 1 :] for path in self._files if path.startswith(f"{folder}/")]
        own = {name.partition("/")[0] for name in added}
        if isinstance(below, Trouble):
            return sorted(own) if own else below
        return sorted({*below, *own})

    def ledger_paths(self) -> list[str]:
        """The ledgers, sorted."""
        added = [path for path in self._files if path.startswith("ledgers/")]
        return sorted({*self._below.ledger_paths(), *added})
