"""The lines of a workspace's files, for findings that show where they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from foodsafety_ledger.files.opening import Trouble
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.files.text import decode


def lines_from(source: Source | None) -> Callable[[str], Sequence[str]]:
    """Reads the lines of a file, each file once; none where it has no text, or without a source."""

    @cache
    def lines_of(path: str) -> Sequence[str]:
        raw = source.read(path) if source else Trouble.MISSING
        text = None if isinstance(raw, Trouble) else decode(path, raw)[0]
        return () if text is None else text.split("\n")

    return lines_of
