"""Where a workspace's files are read from: the folder as it is, or a commit (``committed.py``)."""

from __future__ import annotations

import os
from pathlib import Path

from foodsafety_ledger.files.disk import (
    MAX_BYTES,
    Trouble,
    leads_through_link,
    names_inside,
    read_inside,
    sha256_of,
)
from foodsafety_ledger.files.workspace import DEPARTMENTS, KEPT, LEDGERS, TASKS, repository_top

TYPE_CHECKING = False  # typing's own costs more than all the rest
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Protocol, TypeVar

    from foodsafety_ledger.files.last_commit import LastCommit
    from foodsafety_ledger.files.surroundings import Surroundings

    T = TypeVar("T")
else:
    Protocol = object


class Source(Protocol):
    """The files of a workspace at one moment; paths are relative to it, with ``/``."""

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes | Trouble:
        """The bytes of a file of at most ``limit`` bytes, or why it cannot be read."""

    def exists(self, path: str) -> bool:
        """Whether there is anything at ``path``, of whatever kind."""

    def names(self, folder: str) -> list[str] | Trouble:
        """The names of what stands directly in a folder, sorted."""

    def ledger_paths(self) -> list[str]:
        """The ledgers: ``ledgers/*.yaml``, sorted; names with a leading dot are left out.

        None where ``ledgers/`` is absent or cannot be listed.
        """
        names = self.names(LEDGERS)
        listed = [] if isinstance(names, Trouble) else names
        return [f"{LEDGERS}/{one}" for one in listed if one.endswith(".yaml") and one[0] != "."]


class WorkTree(Source):
    """The workspace on the disk now; of its own folders no link is read, nor is from a commit."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes | Trouble:
        """The bytes of a file; never waits on a pipe, never leaves the workspace."""
        return read_inside(self.root, path, limit, through_links=not _is_kept(path))

    def exists(self, path: str) -> bool:
        """Whether there is anything at ``path``, a broken link too."""
        try:
            return os.path.lexists(self.root / path)
        except ValueError:  # a NUL in the path
            return False

    def names(self, folder: str) -> list[str] | Trouble:
        """The names in a folder, sorted."""
        if _is_kept(folder) and leads_through_link(self.root, folder):
            return Trouble.LINK
        return names_inside(self.root, folder)

    def around(self) -> Surroundings:
        """What stands around and beside the ledgers, git's settings among it."""
        from foodsafety_ledger.files.surroundings import surroundings  # noqa: PLC0415 - few need git

        return surroundings(self.root, self.ledger_paths())

    def last_commit(self) -> LastCommit | None:
        """What the last commit has that is not so here; None outside a repository."""
        if repository_top(self.root) is None:
            return None
        from foodsafety_ledger.files.last_commit import last_commit  # noqa: PLC0415 - as above

        return last_commit(self.root, self.read)


def _is_kept(path: str) -> bool:
    return path.partition("/")[0] in KEPT


class Snapshot(WorkTree):
    """The workspace in which what was read, or listed, once stays as it was then."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._read: dict[tuple[str, int], bytes | Trouble] = {}
        self._listed: dict[str, list[str] | Trouble] = {}
        self._known: dict[str, frozenset[str]] = {}

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes | Trouble:
        """The bytes of a file, the same however often it is asked for."""
        if (path, limit) not in self._read:
            folder, _, name = path.rpartition("/")
            came_later = folder in self._known and name not in self._known[folder]
            self._read[path, limit] = Trouble.MISSING if came_later else super().read(path, limit)
        return self._read[path, limit]

    def names(self, folder: str) -> list[str] | Trouble:
        """The names in a folder, the same however often they are asked for."""
        if folder not in self._listed:
            names = self._listed[folder] = super().names(folder)
            if not isinstance(names, Trouble) or names is Trouble.MISSING:
                self._known[folder] = frozenset(() if isinstance(names, Trouble) else names)
        return self._listed[folder]

    def changed(self) -> str:
        """A file of the plan, or a ledger, that is not what was read any more; empty for none."""
        now = WorkTree(self.root)
        paths = (TASKS, DEPARTMENTS, *self.ledger_paths(), *now.ledger_paths())
        return next((path for path in paths if now.read(path) != self.read(path)), "")


class Watched(WorkTree):
    """The work tree of a command whose answer is kept: what was asked, and what was answered.

    ``named`` is the folder that the command line names, if it does. ``seen`` has the hash of each
    answer by the question (a method's name) and what it was about; ``steady`` is false once the
    same question was answered in two ways.
    """

    def __init__(self, root: Path, named: Path | None = None) -> None:
        super().__init__(root)
        self.named = named
        self.seen: dict[tuple[str | int, ...], str] = {}
        self.steady = True

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes | Trouble:
        """The bytes of a file."""
        return self._noted(super().read(path, limit), "read", path, limit)

    def exists(self, path: str) -> bool:
        """Whether there is anything at ``path``."""
        return self._noted(super().exists(path), "exists", path)

    def names(self, folder: str) -> list[str] | Trouble:
        """The names in a folder."""
        return self._noted(super().names(folder), "names", folder)

    def around(self) -> Surroundings:
        """What stands around and beside the ledgers."""
        return self._noted(super().around(), "around")

    def last_commit(self) -> LastCommit | None:
        """What the last commit has that is not so here."""
        return self._noted(super().last_commit(), "last_commit")

    def _noted(self, answer: T, *asked: str | int) -> T:
        raw = answer if isinstance(answer, bytes) else repr(answer).encode()
        told = f"{type(answer).__name__} {sha256_of(raw)}"
        if self.seen.setdefault(asked, told) != told:
            self.steady = False
        return answer

    def answers(self, seen: Iterable[tuple[Any, ...]]) -> bool:
        """Whether all these questions are answered as they were when they were seen.

        Each is a key of ``seen`` with its value behind it.
        """
        for question, *about, answer in seen:
            getattr(self, question)(*about)
            if self.seen[question, *about] != answer:
                return False
        return True


class Overlay(Source):
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

    def names(self, folder: str) -> list[str] | Trouble:
        """The names in a folder, those that are about to be written too."""
        below = self._below.names(folder)
        added = [path[len(folder) + 1 :] for path in self._files if path.startswith(f"{folder}/")]
        own = {name.partition("/")[0] for name in added}
        if isinstance(below, Trouble):
            return sorted(own) if own else below
        return sorted({*below, *own})
