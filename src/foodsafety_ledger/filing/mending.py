"""``check --fix``: what can only be meant in one way is put in the place of what stands there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.check.fixes import MARK, edited, fix_of, is_sure
from foodsafety_ledger.check.rules import is_error
from foodsafety_ledger.check.run import check, open_workspace
from foodsafety_ledger.files.atomic import ChangedOnDiskError, replace_file
from foodsafety_ledger.files.disk import Trouble, sha256_of
from foodsafety_ledger.files.locking import Holder, locked
from foodsafety_ledger.files.source import Overlay, Snapshot, Source
from foodsafety_ledger.files.text import BOM, decode
from foodsafety_ledger.filing.submit import ATTEMPTS, text_diff
from foodsafety_ledger.model.diagnostic import Diagnostic
from foodsafety_ledger.model.failure import OperatingError

_ROUNDS: Final = 50
"""How often a file that was mended is looked at again: a mended line shows what it had hidden."""


class Mended(NamedTuple):
    """A file's bytes before and after, and how many findings of each rule were mended."""

    path: str
    before: bytes
    after: bytes
    counts: Mapping[str, int]

    def diff(self) -> Iterator[str]:
        """The unified diff of its text; of line ends and marks, which nobody sees, says nothing."""
        texts = ((decode(self.path, raw)[0] or "") for raw in (self.before, self.after))
        yield from text_diff(self.path, *(text.replace("\r\n", "\n") for text in texts))


def mend(
    root: Path,
    day: date,
    rules: frozenset[str],
    *,
    waiting: Callable[[Holder], None],
    written: Callable[[Mended], None],
) -> None:
    """Mends what can be of the findings of some rules, while holding the workspace's lock.

    Each file is replaced whole, and ``written`` told of it at once. ``waiting`` is told who holds
    the lock. Raises ``OperatingError`` where the system refuses, or other programs keep changing a
    file.
    """
    with locked(root, waiting=waiting):
        for _ in range(ATTEMPTS):
            try:
                for one in would_mend(root, day, rules):
                    replace_file(root / one.path, one.after, sha256_of(one.before))
                    written(one)
            except ChangedOnDiskError as changed:
                last: OperatingError = changed
            else:
                return
    raise last


def would_mend(root: Path, day: date, rules: frozenset[str]) -> list[Mended]:
    """What ``mend`` would do; a file that would read worse than before is left out."""
    source = Snapshot(root)
    now: dict[str, bytes] = {}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    first = found = check(open_workspace(Overlay(source, now), day)).found
    for _ in range(_ROUNDS):
        better = list(_better(Overlay(source, now), found, rules))
        for path, content, codes in better:
            now[path] = content
            counts[path].update(codes)
        if not better:
            break
        found = check(open_workspace(Overlay(source, now), day)).found
    worse = _unsound(found) - _unsound(first)
    before = {path: source.read(path) for path in now if path not in worse}
    return [
        Mended(path, raw, now[path], counts[path])
        for path, raw in sorted(before.items())
        if not isinstance(raw, Trouble)
    ]


def _better(
    source: Source, found: Iterable[Diagnostic], rules: frozenset[str]
) -> Iterator[tuple[str, bytes, list[str]]]:
    """The files of which something can be mended: what they would be, and by which rules."""
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in found:
        if one.code in rules and is_sure(one):
            by_path[one.location.path].append(one)
    for path, own in by_path.items():
        raw = source.read(path)
        text = None if isinstance(raw, Trouble) else decode(path, raw)[0]
        if isinstance(raw, Trouble) or text is None:
            continue
        lines = text.split("\n")
        fixes = [(one.code, fix) for one in own if (fix := fix_of(one, lines))]
        edits = [edit for _, fix in fixes for edit in fix.edits]
        mark = BOM if raw.startswith(BOM) and MARK not in {edit.span for edit in edits} else b""
        inside = (edit for edit in edits if edit.span != MARK)
        content = mark + "\n".join(edited(lines, inside)).encode()
        if content != raw:
            yield path, content, [code for code, _ in fixes]


def _unsound(found: Iterable[Diagnostic]) -> Counter[str]:
    """How many errors of files there are, by path."""
    return Counter(d.location.path for d in found if d.code.startswith("FL1") and is_error(d))
