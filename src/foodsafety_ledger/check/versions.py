"""Ledgers and plans as commits have them: what history is compared by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from foodsafety_ledger.check.recorded import raw_id
from foodsafety_ledger.files.committed import Commit
from foodsafety_ledger.files.git import Repository
from foodsafety_ledger.files.gitlog import sizes_of
from foodsafety_ledger.files.located import LocatedMap
from foodsafety_ledger.files.source import Source, load_yaml
from foodsafety_ledger.files.text import MAX_BYTES, decode
from foodsafety_ledger.files.workspace import DEPARTMENTS, TASKS
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.ledgers.reading import read_ledger
from foodsafety_ledger.ledgers.values import Entry, Ledger
from foodsafety_ledger.plan.values import Plan

SHORT: Final = 12
"""How many digits of a commit's id are shown."""

_AT_ONCE: Final = 16 * 1024 * 1024
"""Bytes of ledgers that are fetched before they are read."""


@dataclass(frozen=True, slots=True)
class Version:
    """A workspace as a commit has it. ``unreadable`` are the files that do not read whole."""

    commit: str
    plan: Plan | None
    ledgers: tuple[Ledger, ...]
    unreadable: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the commit has no workspace at all."""
        return self.plan is None and not self.ledgers and not self.unreadable

    @property
    def entries(self) -> Iterator[Entry]:
        """Every entry, in the order of files and lines."""
        return (entry for ledger in self.ledgers for entry in ledger.entries)


def read_version(root: Path, commit: str) -> Version:
    """What a commit has for the workspace at ``root``."""
    source = Commit(root, commit)
    plan, broken = _read_plan(source)
    ledgers = []
    for path in source.ledger_paths():
        reading, _ = load_yaml(source, path)
        ledger = read_ledger(path, reading)[0] if reading else None
        if ledger is not None:
            ledgers.append(ledger)
        if ledger is None or not ledger.complete:
            broken.append(path)
    return Version(commit, plan, tuple(ledgers), tuple(broken))


def _read_plan(source: Source) -> tuple[Plan | None, list[str]]:
    from foodsafety_ledger.plan.reading import read_plan  # noqa: PLC0415 - it imports pydantic

    there = [path for path in (TASKS, DEPARTMENTS) if source.exists(path)]
    data: dict[str, LocatedMap] = {}
    for path in there:
        reading, _ = load_yaml(source, path)
        if reading is not None and isinstance(reading.data, LocatedMap):
            data[path] = reading.data
    plan, _ = read_plan(data.get(TASKS), data.get(DEPARTMENTS))
    return plan, there if plan is None or plan.unread else []


Prints = Mapping[str, bytes]
"""Entries by id, each as a fingerprint of what it says; of two with the same id the first."""


class Contents:
    """The entries in contents of ledgers; what was read is remembered by fingerprint only."""

    def __init__(self, repo: Repository, wanted: Iterable[str]) -> None:
        self._repo = repo
        self._sizes = sizes_of(repo, dict.fromkeys(filter(None, wanted)))
        self._waiting = list(reversed(self._sizes))
        self._raw: dict[str, bytes] = {}
        self._prints: dict[str, Prints] = {"": {}}

    def prints(self, path: str, blob: str) -> Prints:
        """The entries of a content that stands at ``path``; none for no content."""
        if blob not in self._prints:
            self.entries(path, blob)
        return self._prints[blob]

    def entries(self, path: str, blob: str) -> Mapping[str, Entry]:
        """The same as entries, read anew."""
        read = _entries(path, self._take(blob)) if blob else {}
        self._prints[blob] = {id_: fingerprint(entry) for id_, entry in read.items()}
        return read

    def _take(self, blob: str) -> bytes:
        """The bytes of a content, none of one too large; those wanted next are fetched with it."""
        if self._sizes[blob] > MAX_BYTES:
            return b""
        if blob not in self._raw:
            self._raw |= self._repo.contents([blob, *self._next()])
        return self._raw.pop(blob)

    def _next(self) -> Iterator[str]:
        """The contents wanted next, as many as may be held at once."""
        room = _AT_ONCE
        while self._waiting and room > 0:
            blob = self._waiting.pop()
            room -= self._sizes[blob]
            if room > 0:
                yield blob


def fingerprint(entry: Entry) -> bytes:
    """The same for entries that say the same, in whatever order and spelling."""
    says = json.dumps(entry.source, sort_keys=True, ensure_ascii=False)
    return blake2b(says.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _entries(path: str, raw: bytes) -> Mapping[str, Entry]:
    text, _ = decode(path, raw)
    ledger = read_ledger(path, read_yaml(path, text))[0] if text is not None else None
    entries = reversed(ledger.entries) if ledger else ()
    return {raw_id(entry): entry for entry in entries if raw_id(entry)}
