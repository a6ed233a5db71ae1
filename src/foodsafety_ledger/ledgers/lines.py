"""Three-way merging of lines: comments of both sides are kept, anything else must not collide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_REMARK = re.compile(r"\s*(?:#.*)?\s*")

_MARKER: Final = 7

OPENING: Final = "<" * _MARKER + " ours"
"""The line that a conflict begins with."""


class Hunk(NamedTuple):
    """Lines that the two sides changed differently; ``base`` is what both started from."""

    base: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


Piece = str | Hunk


def split_lines(text: str) -> list[str]:
    """The lines of a text, each with its line feed."""
    return _LINE.findall(text)


def is_remark(line: str) -> bool:
    """Whether a line is blank or a comment."""
    return _REMARK.fullmatch(line) is not None


def merge_lines(
    base: Sequence[str] | None, ours: Sequence[str], theirs: Sequence[str]
) -> list[Piece]:
    """The lines of both sides, merged; a Hunk wherever they collide.

    Where both sides only changed or added comments, ours' stand first and theirs' follow. With
    ``base`` None the lines that both sides share are taken for it.
    """
    if base is None:
        base = [ours[i] for i in _matches(ours, theirs)]
    pieces: list[Piece] = []
    for b, o, t in _regions(base, ours, theirs):
        merged = _merge_region(tuple(b), tuple(o), tuple(t))
        pieces += [merged] if isinstance(merged, Hunk) else merged
    return pieces


def conflict_lines(hunk: Hunk, newline: str = "\n") -> list[str]:
    """A hunk between git's conflict markers, with the base where there is one."""
    marked = [OPENING + newline, *hunk.ours]
    if hunk.base:
        marked += ["|" * _MARKER + " base" + newline, *hunk.base]
    return [*marked, "=" * _MARKER + newline, *hunk.theirs, ">" * _MARKER + " theirs" + newline]


def whole_hunk(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[Piece]:
    """The lines that all sides begin and end with, and one Hunk of everything between.

    For texts nothing is known about: no line of one side is put among lines of the other.
    """
    sides = (base, ours, theirs) if base else (ours, theirs)
    start = _common(sides)
    rest = [tuple(side[start:]) for side in (base, ours, theirs)]
    used = rest if base else rest[1:]
    end = _common([side[::-1] for side in used])
    hunk = Hunk(*(side[: len(side) - end] for side in rest))
    return [*ours[:start], hunk, *ours[len(ours) - end :]]


def _common(sides: Sequence[Sequence[str]]) -> int:
    count = 0
    for lines in zip(*sides, strict=False):
        if len(set(lines)) > 1:
            break
        count += 1
    return count


def _merge_region(
    base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]
) -> list[str] | Hunk:
    if ours in (base, theirs):
        return list(theirs)
    if theirs == base:
        return list(ours)
    if all(map(is_remark, (*ours, *theirs))):
        return [*ours, *(line for line in theirs if line not in ours and line not in base)]
    return Hunk(base, ours, theirs)


def _regions(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """The stretches between lines that all three share, and those lines themselves."""
    in_ours, in_theirs = _matches(base, ours), _matches(base, theirs)
    shared = [i for i in in_ours if i in in_theirs]
    b = o = t = 0
    for i in shared:
        yield base[b:i], ours[o : in_ours[i]], theirs[t : in_theirs[i]]
        yield (base[i : i + 1],) * 3
        b, o, t = i + 1, in_ours[i] + 1, in_theirs[i] + 1
    yield base[b:], ours[o:], theirs[t:]


def _matches(first: Sequence[str], second: Sequence[str]) -> dict[int, int]:
    """For each line of ``first`` that ``second`` has too: its index there."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only two changed texts need it

    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return {
        a + offset: b + offset
        for a, b, length in matcher.get_matching_blocks()
        for offset in range(length)
    }
