"""What pages are like on paper: signs and tones, and where a title goes on to its next line.

The word beside a sign says what it means, in its colour. In titles (GB/T 9704, 7.3.1) no word is
broken, the lines are as few as they can be, and of like length; which letters are a word budoux
says, by what it has learnt of Chinese texts. Workbooks do without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from foodsafety_ledger.views.page import Tone, width_of
from foodsafety_ledger.views.wording import SIGNS

if TYPE_CHECKING:
    from budoux.parser import Parser

    from foodsafety_ledger.views.page import Line

_SIGNS: Final = frozenset(SIGNS.values())

INK: Final = {
    Tone.RED: "B3261E",
    Tone.YELLOW: "7A5B00",
    Tone.GREEN: "1B6E2C",
    Tone.GREY: "5C6066",
    Tone.QUIET: "444444",
}
"""The colour of each tone that has one, dark enough to be read on white."""


def without_signs(line: Line) -> Line:
    """A line without the signs that stand before the word for a light."""
    return tuple(run for run in line if run not in _SIGNS)


_KEPT = ("食品", "安全")
"""Two words that a title never parts."""

_OPENING, _CLOSING = "《（“(", "》）”)、，。：的"


def title_lines(title: str, room: int) -> tuple[str, ...]:
    """The lines of a title; ``room`` is how many half-width letters one has.

    One that is not Chinese stays one line, for the word processor to break.
    """
    ends = [0, *_ends(title)]
    best: dict[int, tuple[int, int, tuple[str, ...]]] = {0: (0, 0, ())}
    for number, end in enumerate(ends[1:], 1):
        found = [
            (count + 1, uneven + left**2, (*before, title[start:end]))
            for start in ends[:number]
            if start in best and (left := room - width_of(title[start:end])) >= 0
            for count, uneven, before in [best[start]]
        ]
        if found:
            best[end] = min(found)
    return best[len(title)][2] if len(title) in best else (title,)


def pieces(title: str) -> tuple[str, ...]:
    """A title in the pieces between which a line may end."""
    return tuple(title[start:end] for start, end in pairwise((0, *_ends(title))))


def _ends(title: str) -> Iterator[int]:
    """Where a line may end: behind a word, its brackets and its number, and at the very end."""
    end = 0
    for one, following in pairwise((*_parser().parse(title), "")):
        end += len(one)
        if not following or _may_part(one, following):
            yield end


def _may_part(one: str, following: str) -> bool:
    """A single letter is part of a name that the parser has not met, such as 食安委."""
    if len(one) == 1 or len(following) == 1 or one.startswith("第") or one[-1].isascii():
        return False
    if (one, following[:2]) == _KEPT or (one[-2:], following) == _KEPT:
        return False
    return one[-1] not in _OPENING and following[0] not in _CLOSING


@cache
def _parser() -> Parser:
    from budoux.parser import load_default_simplified_chinese_parser  # noqa: PLC0415 - of an extra

    return load_default_simplified_chinese_parser()
