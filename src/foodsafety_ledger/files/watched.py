"""The work tree of a command whose answer is kept: what was asked, and whether that still holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from foodsafety_ledger.files.disk import MAX_BYTES, Trouble, sha256_of
from foodsafety_ledger.files.source import WorkTree

if TYPE_CHECKING:
    from foodsafety_ledger.files.surroundings import Surroundings

T = TypeVar("T")


class Watched(WorkTree):
    """The work tree, which keeps in mind what it was asked and what it answered.

    ``named`` is the folder that the command line names, if it does. ``seen`` has the hash of each
    answer by the question and what it was about; ``steady`` is false once the same question was
    answered in two ways.
    """

    def __init__(self, root: Path, named: Path | None = None) -> None:
        super().__init__(root)
        self.named = named
        self.seen: dict[tuple[str, str, int], str] = {}
        self.steady = True

    def read(self, path: str, limit: int = MAX_BYTES) -> bytes | Trouble:
        """The bytes of a file."""
        return self._noted("read", path, limit, super().read(path, limit))

    def exists(self, path: str) -> bool:
        """Whether there is anything at ``path``."""
        return self._noted("exists", path, 0, super().exists(path))

    def sha256(self, path: str) -> str | Trouble:
        """The hash of a file."""
        return self._noted("sha256", path, 0, super().sha256(path))

    def names(self, folder: str) -> list[str] | Trouble:
        """The names in a folder."""
        return self._noted("names", folder, 0, super().names(folder))

    def around(self) -> Surroundings:
        """What stands around and beside the ledgers."""
        return self._noted("around", "", 0, super().around())

    def _noted(self, question: str, path: str, limit: int, answer: T) -> T:
        raw = answer if isinstance(answer, bytes) else repr(answer).encode()
        told = f"{type(answer).__name__} {sha256_of(raw)}"
        if self.seen.setdefault((question, path, limit), told) != told:
            self.steady = False
        return answer

    def answers(self, seen: Iterable[tuple[str, str, int, str]]) -> bool:
        """Whether all these questions are answered as they were when they were seen."""
        for question, path, limit, answer in seen:
            match question:
                case "read":
                    self.read(path, limit)
                case "exists":
                    self.exists(path)
                case "sha256":
                    self.sha256(path)
                case "names":
                    self.names(path)
                case "around":
                    self.around()
            if self.seen.get((question, path, limit)) != answer:
                return False
        return True
