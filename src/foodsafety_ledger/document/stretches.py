"""Stretches of a document's folded text: which of many hold an offset, which brackets pair.

What is asked for every figure or bracket of a text is looked up here in what was worked out once:
reading takes a time that grows with the text's length and no faster, however it is built.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

Place = tuple[int, int]
"""Where a stretch begins, and the offset behind its last character."""


class Stretches:
    """Stretches of one text, in any order; they may overlap."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = sorted(places)
        self._farthest = list(accumulate(self._places, _ending_last))

    def touching(self, start: int, end: int) -> Place | None:
        """One of them that shares a character with the stretch from ``start`` to ``end``."""
        before = bisect_left(self._places, (end, 0))
        farthest = self._farthest[before - 1] if before else (0, 0)
        return farthest if farthest[1] > start else None

    def holding(self, offset: int) -> Place | None:
        """One of them that holds an offset."""
        return self.touching(offset, offset + 1)

    def between(self, start: int, end: int) -> Place | None:
        """The first of them that begins behind ``start`` and before ``end``."""
        first = bisect_left(self._places, (start + 1, 0))
        return self._places[first] if first < bisect_left(self._places, (end, 0)) else None


def _ending_last(one: Place, other: Place) -> Place:
    return one if one[1] > other[1] else other


def bracket_pairs(flat: str) -> dict[int, int]:
    """The offset of each opening bracket that is closed, with that of the one that closes it."""
    closed: dict[int, int] = {}
    waiting: list[int] = []
    for offset, char in enumerate(flat):
        if char == "（":
            waiting.append(offset)
        elif char == "）" and waiting:
            closed[waiting.pop()] = offset
    return closed
