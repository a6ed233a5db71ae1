"""The clauses of a text: where the one that holds a character begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from foodsafety_ledger.document import figure_words, lexicon, number_words
from foodsafety_ledger.document.folded import Place, bracket_pairs

_MARKS: Final = re.compile(
    r"。(?!以[内上下](?=[，。；]))|[；！？\t（）•●◆▪]|：(?!(?<=\d：)\d)"
    r"|，(?!(?<=\d，)20\d\d(?![\d年]))|\.(?= [A-Z])"
    rf"| (?={lexicon.TEXT_LABELS})"
    rf"|(?P<deed> )(?=and (?:{figure_words.ENGLISH_DEEDS}) )"
)
_LIST_LETTER: Final = re.compile(r"(?:^|[ 。；：.）])[a-z]$")
"""What before a bracket that nothing opens makes it that of a list: a)."""
STOPS: Final = re.compile(f"[。；]| (?!Strateg|Method|Step){lexicon.TEXT_LABELS}")
"""What ends a sentence in which a deadline or a word holds for every clause.

How something is to be reached, a line below, is for the same day.
"""
_LONGEST_CLAUSE: Final = 200


def clause_of(flat: str, start: int, end: int, at: int) -> Place:
    """The clause of ``flat[start:end]`` that holds ``at``; brackets closed inside it are kept.

    Nobody writes clauses of hundreds of characters: what has no stop for so long is cut.
    """
    clauses = _clauses(flat)
    begin = max(start, clauses.begin(at))
    begin += (at - begin) // _LONGEST_CLAUSE * _LONGEST_CLAUSE
    begin += flat[begin : begin + 1] == " " and begin < at
    return begin, min(end, clauses.end(at), begin + _LONGEST_CLAUSE)


@lru_cache(maxsize=2)
def _clauses(flat: str) -> _Clauses:
    return _Clauses(flat)


_FIGURE: Final = re.compile(
    rf"\d|{number_words.WORDED.pattern}|(?i:an?|one) (?:quarter|third|fifth|tenth)(?![a-z])"
)


def _marks(flat: str) -> Iterator[int]:
    """Where clauses end; before another deed only where there is a figure on both sides."""
    found = [*_MARKS.finditer(flat)]
    last = 0
    for mark, after in pairwise([*found, None]):
        at = mark.start() if mark else 0
        stop = after.start() if after else len(flat)
        apart = _FIGURE.search(flat, last, at) and _FIGURE.search(flat, at, stop)
        if mark and (mark["deed"] is None or apart):
            yield at
            last = at


class _Clauses:
    """Where the clauses of a text begin and end, known at each of its stops and brackets."""

    def __init__(self, flat: str) -> None:
        closing = bracket_pairs(flat)
        opening = {closed: opened for opened, closed in closing.items()}
        self._at = [*_marks(flat)]
        self._begins: list[int] = []
        for at in self._at:
            outside = self.begin(opening.get(at, 0))
            numbers = at not in opening and _LIST_LETTER.search(flat, max(0, at - 4), at)
            self._begins.append(outside if flat[at] == "）" and not numbers else at + 1)
        self._ends = [len(flat)] * (len(self._at) + 1)
        for position, at in reversed(list(enumerate(self._at))):
            outside = self.end(closing.get(at, len(flat)) + 1)
            self._ends[position] = outside if flat[at] == "（" else at

    def begin(self, at: int) -> int:
        """Where the clause before ``at`` begins."""
        before = bisect_left(self._at, at)
        return self._begins[before - 1] if before else 0

    def end(self, at: int) -> int:
        """Where the clause from ``at`` on ends."""
        return self._ends[bisect_left(self._at, at)]
