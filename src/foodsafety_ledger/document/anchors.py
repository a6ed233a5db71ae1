"""Finds the plan's verbatim words in its document.

White space and full- and half-width forms are bridged, and nothing else is: what a number, a sign
or a bracket is cut out of is not the same number, sign or bracket.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from foodsafety_ledger.document.folded import Document, Gap, Place, read_document
from foodsafety_ledger.document.lexicon import HOTLINE, WHOLE_FIGURE

_PAIRS: Final = {"（": "）", "《": "》", "“": "”", "‘": "’", "「": "」"}
_ENOUGH: Final = 20
_CLOSING: Final = frozenset(_PAIRS.values())
_PARTED: Final = re.compile("[0-9] [0-9]")
"""A space within a number: what the plan quotes without it is another number."""
_WHOLE: Final = re.compile(rf"\d{{1,2}}月|\d{{3,4}}年|{WHOLE_FIGURE}|{HOTLINE}")
"""What makes the dot before it that of a list number: 2.6月底前, 4.114年, 2.24小时内."""
_SIGNS: Final = re.compile("[0-9%‰][0-9A-Za-z%‰]")


_MINUS: Final = re.compile("(?:^|[^0-9A-Za-z%‰一-鿿])[-−]$|^[-−]$")
"""A sign of a number, but not that of a range, nor a hyphen."""


@lru_cache(maxsize=4096)
def compact(words: str) -> str:
    """Words folded as a document is, without white space."""
    return _fold(words).words.replace(" ", "")


def is_balanced(words: str) -> bool:
    """Whether every bracket and quotation mark in ``words`` has its other half there."""
    waiting: list[str] = []
    for char in compact(words):
        if char in _PAIRS:
            waiting.append(_PAIRS[char])
        elif char in _CLOSING and (not waiting or waiting.pop() != char):
            return False
    return not waiting


@lru_cache(maxsize=4096)
def _fold(words: str) -> Document:
    """``words`` as a document; the line break keeps a leading ``#`` from reading as a remark."""
    return read_document("", "\n" + words)


class Anchors:
    """Where words stand in one document.

    Words that were learned are all looked for in one go through the text, however many they are.
    """

    def __init__(self, document: Document, learned: Iterable[str] = ()) -> None:
        self.document = document
        self._at = [i for i, char in enumerate(document.words) if char != " "]
        self._text = "".join(document.words[i] for i in self._at)
        self._positions: dict[str, list[int]] = {compact(words): [] for words in learned}
        self._known: dict[tuple[str, int, int | None], list[Place]] = {}
        self._learn()

    def _learn(self) -> None:
        lengths: dict[str, set[int]] = {}
        for needle in self._positions:
            lengths.setdefault(needle[:2], set()).add(len(needle))
        text, found = self._text, self._positions
        for at in range(len(text)):
            for start in (text[at : at + 1], text[at : at + 2]):
                for length in lengths.get(start, ()) if len(start) == 2 or start in found else ():
                    needle = text[at : at + length]
                    if needle in found:
                        found[needle].append(at)

    def places(self, words: str, start: int = 0, end: int | None = None) -> list[Place]:
        """The places of ``words`` that lie between two offsets of the folded text.

        What stands there dozens of times points at nothing: the first of them are enough.
        """
        key = (words, start, end)
        if key not in self._known:
            self._known[key] = [*islice(self.every_place(words, start, end), _ENOUGH)]
        return self._known[key]

    def every_place(self, words: str, start: int = 0, end: int | None = None) -> Iterator[Place]:
        """Every place of ``words`` between two offsets, none of them inside another."""
        begin = bisect_left(self._at, start)
        stop = len(self._at) if end is None else bisect_left(self._at, end)
        return self._whole(words, self._found(compact(words), begin, stop), apart=True)

    def some_places(self, words: str, first: int, count: int) -> Iterator[Place]:
        """Of the places of learned words, so many from a certain one on."""
        positions = self._positions.get(compact(words), [])
        return self._whole(words, positions[first : first + count])

    def last_place(self, words: str, end: int) -> Place | None:
        """The last place of learned words before an offset."""
        positions = self._positions.get(compact(words), [])
        last = bisect_left(positions, bisect_left(self._at, end))
        before = reversed(positions[max(0, last - _ENOUGH) : last])
        return next((place for place in self._whole(words, before) if place[1] <= end), None)

    def _whole(
        self, words: str, positions: Iterable[int], *, apart: bool = False
    ) -> Iterator[Place]:
        """The places at those positions that cut no number, sign or bracket in two.

        With ``apart`` those that begin inside another one are left out.
        """
        folded, length = _fold(words), len(compact(words))
        kinds, bridged = _kinds(folded), _PARTED.search(folded.words) is not None
        behind = 0
        for position in positions:
            place = self._at[position], self._at[position + length - 1] + 1
            if position >= behind and self._is_whole(place, kinds, bridged=bridged):
                behind = position + length if apart else 0
                yield place

    def _found(self, needle: str, begin: int, stop: int) -> Iterator[int]:
        """The positions of a needle that lie wholly between two others."""
        if needle in self._positions:
            positions = self._positions[needle]
            for i in range(bisect_left(positions, begin), len(positions)):
                if positions[i] + len(needle) > stop:
                    return
                yield positions[i]
            return
        position = self._text.find(needle, begin, stop) if needle else -1
        while position >= 0:
            yield position
            position = self._text.find(needle, position + 1, stop)

    def _is_whole(self, place: Place, kinds: list[str], *, bridged: bool) -> bool:
        """Whether no number or sign is cut in two, and the brackets are of the same kind."""
        words, (start, end) = self.document.words, place
        cut_before = words[start].isdecimal() and (
            self._runs_on(start, -1) or self._is_signed(start)
        )
        cut_behind = words[end - 1].isdecimal() and self._runs_on(end - 1, 1)
        run_on = _SIGNS.match(words, end - 1) and self.document.gaps[end] is Gap.NONE
        parted = _PARTED.search(words, start, end) is not None and not bridged
        return not (cut_before or cut_behind or run_on or parted) and kinds == [
            kind_of(self.document, i) for i in range(start, end) if words[i] in "（）"
        ]

    def _is_signed(self, start: int) -> bool:
        """Whether a minus stands directly before a number, and is none of a range or a list."""
        words, gaps = self.document.words, self.document.gaps
        signed = _MINUS.search(words, max(0, start - 2), start)
        heads = words[start - 1 : start] in ("-", "−") and gaps[start - 1] is not Gap.NONE
        return (signed is not None or heads) and gaps[start] is Gap.NONE

    def _runs_on(self, offset: int, step: int) -> bool:
        """Whether the digit at ``offset`` belongs to a number that goes on that way."""
        words = self.document.words
        near = words[offset + step : offset + step + 1] if offset + step >= 0 else ""
        far = words[offset + 2 * step : offset + 2 * step + 1] if offset + 2 * step >= 0 else ""
        apart = self.document.gaps[offset if step < 0 else min(offset + 1, len(words) - 1)]
        if apart is not Gap.NONE:
            return False
        listed = step < 0 and near == "." and _WHOLE.match(words, offset) is not None
        return near.isdecimal() or (near in {".", ","} and far.isdecimal() and not listed)


def kind_of(document: Document, offset: int) -> str:
    """The bracket that the document has at an offset, as its half-width form."""
    return unicodedata.normalize("NFKC", document.raw[document.origin[offset]])


def _kinds(folded: Document) -> list[str]:
    """The brackets of folded words, each as its half-width form."""
    return [kind_of(folded, i) for i, char in enumerate(folded.words) if char in "（）"]
