"""Ledgers and plans as commits have them: what history is compared by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from foodsafety_ledger.check.reading import read_plan_of
from foodsafety_ledger.check.recorded import raw_id
from foodsafety_ledger.files.committed import Commit
from foodsafety_ledger.files.git import Repository
from foodsafety_ledger.files.gitlog import sizes_of
from foodsafety_ledger.files.located import LocatedList, LocatedMap
from foodsafety_ledger.files.opening import Trouble
from foodsafety_ledger.files.source import load_yaml
from foodsafety_ledger.files.text import MAX_BYTES, decode
from foodsafety_ledger.files.workspace import DATA, DEPARTMENTS, LEDGERS, TASKS
from foodsafety_ledger.files.yaml import Reading, read_yaml
from foodsafety_ledger.ledgers.reading import read_ledger
from foodsafety_ledger.ledgers.shapes import HEADER
from foodsafety_ledger.ledgers.values import Entry, Ledger
from foodsafety_ledger.plan.values import Plan

SHORT: Final = 12
"""How many digits of a commit's id are shown."""

_AT_ONCE: Final = 16 * 1024 * 1024
"""Bytes of ledgers that are fetched before they are read."""


@dataclass(frozen=True, slots=True)
class Version:
    """A workspace as a commit has it.

    ``unreadable`` are the files that do not read whole, or stand where one cannot: each is there,
    or was to be. Nothing at all is read of a commit that has no workspace here.
    """

    source: Commit
    plan: Plan | None
    ledgers: tuple[Ledger, ...]
    unreadable: tuple[str, ...]

    @property
    def commit(self) -> str:
        """The id of the commit."""
        return self.source.commit

    @property
    def is_empty(self) -> bool:
        """Whether the commit has no workspace at all."""
        return self.plan is None and not self.ledgers and not self.unreadable

    @property
    def entries(self) -> Iterator[Entry]:
        """Every entry, in the order of files and lines."""
        return (entry for ledger in self.ledgers for entry in ledger.entries)


def read_version(source: Commit) -> Version:
    """The workspace that a commit has, read like the one of now."""
    odd = [one for one in (DATA, LEDGERS) if _is_odd(source.names(one))]
    paths = source.ledger_paths()
    if not (odd or paths or source.exists(TASKS) or source.exists(DEPARTMENTS)):
        return Version(source, None, (), ())
    plan, _ = read_plan_of(source)
    ledgers = []
    for path in paths:
        reading, _ = load_yaml(source, path)
        ledger = read_ledger(path, reading)[0] if reading else None
        if ledger is not None:
            ledgers.append(ledger)
        if reading is None or not _reads_whole(reading, ledger):
            odd.append(path)
    if plan is None or plan.unread:
        odd += [TASKS, DEPARTMENTS]
    return Version(source, plan, tuple(ledgers), tuple(odd))


def _is_odd(names: list[str] | Trouble) -> bool:
    """Whether a link, a submodule or a file stands where a folder belongs."""
    return isinstance(names, Trouble) and names is not Trouble.MISSING


def _reads_whole(reading: Reading, ledger: Ledger | None) -> bool:
    """Whether nothing of a file could be an entry that nobody saw: under another key, as a text."""
    if not isinstance(reading.data, LocatedMap) or ledger is None:
        return reading.complete and reading.data is None  # an empty file has nothing to lose
    entries = reading.data.get("entries")
    listed = isinstance(entries, LocatedList) or not entries
    return ledger.complete and listed and reading.data.keys() <= set(HEADER)


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
        if not self._prints.get(blob, True):
            return {}
        read = _entries(path, self._take(blob))
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
