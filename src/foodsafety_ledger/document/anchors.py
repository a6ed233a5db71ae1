"""Finds the plan's verbatim words in its document.

White space and full- and half-width forms are bridged, and nothing else is: what a number or a
bracket is cut out of is not the same number or bracket.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import Final

from foodsafety_ledger.document.draft import Reading
from foodsafety_ledger.document.items import ItemDraft
from foodsafety_ledger.document.tasks import ItemText, TaskText
from foodsafety_ledger.document.text import Document, Gap, Place, read_document
from foodsafety_ledger.model.plan import Item, Plan, Task

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


_AT_ONCE: Final = 200
"""How many items of one task are compared with one another; comparing all would take too long."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An item and the document's reading of what may be its phrase.

    ``reach`` is the stretch of text that the item answers for, its phrase included. ``same`` is
    true where the phrase says word for word what the plan quotes.
    """

    item: Item
    draft: ItemDraft | None = None
    reach: Place | None = None
    same: bool = False


@dataclass(slots=True)
class Alignment:
    """The plan's items and tasks beside the document's.

    ``tasks`` are the tasks found under their own number; ``missing`` those of the plan that the
    document does not have; ``unmatched`` are phrases of the document that no item quotes.
    """

    pairs: list[Pair] = field(default_factory=list)
    tasks: dict[str, TaskText] = field(default_factory=dict)
    missing: list[Task] = field(default_factory=list)
    unmatched: list[ItemText] = field(default_factory=list)


def align(plan: Plan, reading: Reading) -> Alignment:
    """Holds the plan's items against the phrases of the task with the same number."""
    found = Alignment()
    texts = {text.id: position for position, text in enumerate(reading.tasks)}
    for task in (task for section in plan.sections for task in section.tasks):
        position = texts.pop(task.id, None)
        if position is None:
            found.missing.append(task)
            found.pairs += [Pair(item) for item in task.items]
            continue
        found.tasks[task.id] = reading.tasks[position]
        _align_items(task.items, reading, position, found)
    for position in texts.values():
        found.unmatched += reading.tasks[position].items
    return found


def _align_items(items: Sequence[Item], reading: Reading, position: int, found: Alignment) -> None:
    text, drafts = reading.tasks[position], reading.items[position]
    flat = reading.document.flat
    written = [compact(flat[i.phrase.start : i.phrase.end]) for i in text.items]
    for mine, theirs, same in _matches([compact(item.phrase) for item in items], written):
        if mine is None and theirs is not None:
            found.unmatched.append(text.items[theirs])
        elif mine is not None and theirs is None:
            found.pairs.append(Pair(items[mine]))
        elif mine is not None and theirs is not None:
            reach = reach_of(text, theirs)
            found.pairs.append(Pair(items[mine], drafts[theirs], reach, same))


def _matches(
    mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int | None, int | None, bool]]:
    """The positions that belong together, in order, and whether the words there are the same."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a plan held to its document needs it

    for first in range(0, max(len(mine), len(theirs)), _AT_ONCE):
        end = first + _AT_ONCE
        matcher = SequenceMatcher(None, mine[first:end], theirs[first:end], autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            for i, j in zip_longest(range(first + a, first + b), range(first + c, first + d)):
                yield i, j, tag == "equal"


def reach_of(text: TaskText, position: int) -> Place:
    """The stretch that the ``position``-th phrase of a task answers for, from the last phrase on.

    What follows the last phrase of a task belongs to it as well.
    """
    phrase = text.items[position].phrase
    begin = text.items[position - 1].phrase.outer_end if position else text.start
    end = text.end if position == len(text.items) - 1 else phrase.outer_end
    inside = text.items[position].ranges
    return min([begin, *(a for a, _ in inside)]), max([end, *(b for _, b in inside)])
