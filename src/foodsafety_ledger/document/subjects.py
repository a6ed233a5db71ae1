"""What a figure is about: the clause it stands in, and the names of what is measured."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import Final

from foodsafety_ledger.document import measures
from foodsafety_ledger.document.figures import Figure
from foodsafety_ledger.document.stretches import Place, bracket_pairs

_MARKS: Final = re.compile("[。；！？，：\t（）]")
_LONGEST_CLAUSE: Final = 200
_RATE: Final = re.compile(f"(?:{measures.RATES})$")
_VERBS: Final = re.compile(f"(?:{measures.TO_DO}|{measures.TO_GIVE})$")
_OPERATOR_WORDS: Final = re.compile(
    "(?:" + "|".join(words for words, _ in measures.BEFORE) + f"|{measures.FILLER})++$"
)
_LEADING: Final = re.compile(
    rf"^(?:{measures.DATES}|前|底前|年底前|到|其中|并|且|确保|力争|争取|实现|全[年区市县]|计划|持续|要|使|对|在|，)+"
)


def clause_of(flat: str, start: int, end: int, at: int) -> Place:
    """The clause of ``flat[start:end]`` that holds ``at``; brackets closed inside it are kept.

    Nobody writes clauses of hundreds of characters: what has no stop for so long is cut.
    """
    clauses = _clauses(flat)
    begin = max(start, clauses.begin(at))
    begin += (at - begin) // _LONGEST_CLAUSE * _LONGEST_CLAUSE
    return begin, min(end, clauses.end(at), begin + _LONGEST_CLAUSE)


@lru_cache(maxsize=2)
def _clauses(flat: str) -> _Clauses:
    return _Clauses(flat)


class _Clauses:
    """Where the clauses of a text begin and end, known at each of its stops and brackets."""

    def __init__(self, flat: str) -> None:
        closing = bracket_pairs(flat)
        opening = {closed: opened for opened, closed in closing.items()}
        self._at = [found.start() for found in _MARKS.finditer(flat)]
        self._begins: list[int] = []
        for at in self._at:
            outside = self.begin(opening.get(at, 0))
            self._begins.append(outside if flat[at] == "）" else at + 1)
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


def is_rate(name: str) -> bool:
    """Whether a name ends as names of rates do."""
    return _RATE.search(name) is not None


def ends_in_verb(head: str) -> bool:
    """Whether a figure's verb stands directly before it."""
    return _VERBS.search(head) is not None


def without_operator(head: str) -> str:
    """The words before a figure without those that compare it."""
    return _OPERATOR_WORDS.sub("", head)


def without_lead_in(clause: str) -> str:
    """A clause without the dates and particles that begin it."""
    return _LEADING.sub("", clause)


def name_of(head: str, tail: str, figure: Figure) -> str:
    """What the figure is about: the words before it, else those behind."""
    before = without_lead_in(without_operator(head)).strip("、，和及的 ")
    behind = re.sub("^的", "", tail)
    if len(before) > 1 and (not ends_in_verb(before) or figure.unit == "分"):
        return before[-60:]
    if len(behind) > 3 or (behind and not before):
        return behind[:40]
    return before or (without_lead_in(head) + tail)[:40] or figure.unit


def split_names(name: str) -> list[str]:
    """One name for each rate (立案率、处置率) or business (超市、食堂参保率) that is listed."""
    pieces = re.split("(、|和|及|与)", name)
    others: list[str] = []
    while len(pieces) > 2 and is_rate(pieces[-1]) and is_rate(pieces[-3]):
        others.insert(0, pieces[-1])
        del pieces[-2:]
    first = "".join(pieces)
    if others:
        return [first, *(f"{_subject(first)}{rate}" for rate in others)]
    return _split_businesses(name.split("、")) or [name]


def _subject(rate: str) -> str:
    """The business at the head of a rate's name; empty if there is none."""
    ends = [rate.rfind(word) + len(word) for word in measures.BUSINESSES if word in rate]
    return rate[: max(ends)] if ends else ""


def _split_businesses(pieces: list[str]) -> list[str]:
    subject = _subject(pieces[-1])
    rate = pieces[-1][len(subject) :]
    if not subject or re.search(measures.PEOPLE, rate) or not is_rate(rate):
        return []
    if len(pieces) < 2 or not all(piece.endswith(measures.BUSINESSES) for piece in pieces[:-1]):
        return []
    return [f"{piece}{rate}" for piece in (*pieces[:-1], subject)]


def apportioned(name: str, head: str, position: int, count: int) -> str:
    """The name for the ``position``-th of several figures given 分别 to a list of names."""
    pieces = re.split("、|和", without_lead_in(without_operator(head)))
    if "分别" not in head or count < 2 or len(pieces) != count:
        return name
    piece, last = pieces[position], pieces[-1]
    rate = re.search("(?:机械化|覆盖|合格|达标|完成|普及|使用|参保)率$", last)
    return piece if rate is None or is_rate(piece) else piece + rate[0]
