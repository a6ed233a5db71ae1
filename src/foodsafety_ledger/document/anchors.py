"""Finds the plan's verbatim words in its document.

White space and full- and half-width forms are bridged, and nothing else is: what a number or a
bracket is cut out of is not the same number or bracket.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import Final

from foodsafety_ledger.document.stretches import Place
from foodsafety_ledger.document.text import Document, Gap, read_document

_PAIRS: Final = {"（": "）", "《": "》", "“": "”", "‘": "’", "「": "」"}
_ENOUGH: Final = 20
_CLOSING: Final = frozenset(_PAIRS.values())


def compact(words: str) -> str:
    """Words folded as a document is, without white space."""
    return _fold(words).flat.replace(" ", "")


def is_balanced(words: str) -> bool:
    """Whether every bracket and quotation mark in ``words`` has its other half there."""
    waiting: list[str] = []
    for char in compact(words):
        if char in _PAIRS:
            waiting.append(_PAIRS[char])
        elif char in _CLOSING and (not waiting or waiting.pop() != char):
            return False
    return not waiting


def _fold(words: str) -> Document:
    """``words`` as a document; the line break keeps a leading ``#`` from reading as a remark."""
    return read_document("", "\n" + words)


class Anchors:
    """Where words stand in one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._at = [i for i, char in enumerate(document.flat) if char != " "]
        self._text = "".join(document.flat[i] for i in self._at)
        self._known: dict[tuple[str, int, int | None], list[Place]] = {}

    def places(self, words: str, start: int = 0, end: int | None = None) -> list[Place]:
        """The places of ``words`` that lie between two offsets of the folded text.

        What stands there dozens of times points at nothing: the first of them are enough.
        """
        asked = words, start, end
        if asked not in self._known:
            self._known[asked] = list(islice(self.every_place(*asked), _ENOUGH))
        return self._known[asked]

    def every_place(self, words: str, start: int = 0, end: int | None = None) -> Iterator[Place]:
        """Every place of ``words`` between two offsets, none of them inside another."""
        needle, kinds = compact(words), _kinds(_fold(words))
        begin = bisect_left(self._at, start)
        stop = len(self._at) if end is None else bisect_left(self._at, end)
        position = self._text.find(needle, begin, stop) if needle else -1
        while position >= 0:
            place = self._at[position], self._at[position + len(needle) - 1] + 1
            whole = self._is_whole(place, kinds)
            if whole:
                yield place
            position = self._text.find(needle, position + (len(needle) if whole else 1), stop)

    def line(self, offset: int) -> int:
        """The line of the document that an offset of the folded text is in."""
        return self.document.span(offset, offset + 1).line

    def _is_whole(self, place: Place, kinds: list[str]) -> bool:
        """Whether no number is cut in two, and the brackets are of the same kind."""
        flat, (start, end) = self.document.flat, place
        cut_before = flat[start].isdecimal() and self._runs_on(start, -1)
        cut_behind = flat[end - 1].isdecimal() and self._runs_on(end - 1, 1)
        return not (cut_before or cut_behind) and self._brackets(place) == kinds

    def _runs_on(self, offset: int, step: int) -> bool:
        """Whether the digit at ``offset`` belongs to a number that goes on that way."""
        flat = self.document.flat
        near = flat[offset + step : offset + step + 1] if offset + step >= 0 else ""
        far = flat[offset + 2 * step : offset + 2 * step + 1] if offset + 2 * step >= 0 else ""
        apart = self.document.gaps[offset if step < 0 else min(offset + 1, len(flat) - 1)]
        if apart is not Gap.NONE:
            return False
        return near.isdecimal() or (near in {".", ","} and far.isdecimal())

    def _brackets(self, place: Place) -> list[str]:
        document = self.document
        return [
            unicodedata.normalize("NFKC", document.raw[document.origin[i]])
            for i in range(*place)
            if document.flat[i] in "（）"
        ]


def _kinds(folded: Document) -> list[str]:
    """The brackets of folded words, each as its half-width form."""
    return [
        unicodedata.normalize("NFKC", folded.raw[folded.origin[i]])
        for i, char in enumerate(folded.flat)
        if char in "（）"
    ]
