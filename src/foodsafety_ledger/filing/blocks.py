"""A ledger's text taken apart: what stands before the entries, each entry's own lines, the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any, Final, NamedTuple

from foodsafety_ledger.files.text import split_lines
from foodsafety_ledger.files.yaml_repair import indent_of
from foodsafety_ledger.model.diagnostic import Span
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.located import LocatedList, LocatedMap

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


def conflict_lines(hunk: Hunk) -> list[str]:
    """A hunk between git's conflict markers, with the base where there is one."""
    base = ["|" * _MARKER + " base\n", *hunk.base] if hunk.base else []
    end = ["=" * _MARKER + "\n", *hunk.theirs, ">" * _MARKER + " theirs\n"]
    return [f"{OPENING}\n", *hunk.ours, *base, *end]


def whole_hunk(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[Piece]:
    """The lines that all sides begin and end with, and one Hunk of everything between.

    For texts nothing is known about: no line of one side is put among lines of the other.
    """
    sides = [tuple(side) for side in (base, ours, theirs)]
    start = _common(sides if base else sides[1:])
    rest = [side[start:] for side in sides]
    used = rest if base else rest[1:]
    end = _common([side[::-1] for side in used])
    hunk = Hunk(*(side[: len(side) - end] for side in rest))
    return [*ours[:start], hunk, *ours[len(ours) - end :]]


def _common(sides: Sequence[Sequence[str]]) -> int:
    """How many lines all sides begin with."""
    return len([*takewhile(lambda lines: len({*lines}) == 1, zip(*sides, strict=False))])


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


@dataclass(frozen=True, slots=True)
class Block:
    """One entry's lines: the comments above it, its own lines, and what they say."""

    lead: str
    body: str
    meaning: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Blocks:
    """A ledger's text in parts; put together again they are the text.

    ``head`` ends with the line of the key ``entries``, written without ``[]``. ``top`` is what the
    ledger says beside its entries. ``column`` is how far the dashes are indented.
    """

    head: str
    blocks: Mapping[str, Block]
    tail: str
    top: Mapping[str, Any]
    column: int | None

    def moved_to(self, column: int) -> Blocks:
        """The same with the dashes at ``column``."""
        if self.column is None or self.column == column:
            return self
        by = column - self.column
        moved = {
            key: replace(b, lead=_indented(b.lead, by), body=_indented(b.body, by))
            for key, b in self.blocks.items()
        }
        return replace(self, blocks=moved, column=column)


def split_blocks(text: str, document: LocatedMap) -> Blocks | None:
    """The parts of a ledger's text; ``document`` is what the reader made of it.

    None where an entry has no lines of its own (flow style), has no id, or shares its id.
    """
    entries = document.get("entries")
    if document.flow or not isinstance(entries, LocatedList) or (entries and entries.flow):
        return None
    lines = split_lines(text)
    if not lines[-1].endswith("\n"):
        lines[-1] += "\r\n" if lines[0].endswith("\r\n") else "\n"
    top = {key: value for key, value in document.items() if key != "entries"}
    if not entries:
        return _split_empty(lines, document, top)
    starts = [_dash_line(lines, span) for span in entries.spans]
    column = _dash_column(lines, starts, document)
    if column is None or len({*starts}) < len(starts):
        return None
    head_end = done = document.key_spans["entries"].line
    blocks: dict[str, Block] = {}
    for entry, span, start in zip(entries, entries.spans, starts, strict=True):
        id_ = entry.get("id") if isinstance(entry, LocatedMap) else None
        if not isinstance(id_, str) or id_ in blocks:
            return None
        end = _with_remarks(lines, last_line(entry, span), column)
        blocks[id_] = Block("".join(lines[done:start]), "".join(lines[start:end]), entry)
        done = end
    return Blocks("".join(lines[:head_end]), blocks, "".join(lines[done:]), top, column)


def join_blocks(head: str, blocks: list[str], tail: str) -> str:
    """A ledger's text from its parts; without entries ``entries`` is written as ``[]``."""
    if blocks:
        return "".join([head, *blocks, tail])
    lines = split_lines(head)
    stripped = lines[-1].rstrip("\r\n")
    code, sharp, remark = stripped.partition(" #")
    end = lines[-1][len(stripped) :]
    return "".join([*lines[:-1], code.rstrip(), " []", sharp, remark, end, tail])


def last_line(value: object, span: Span) -> int:
    """The index of the line after the last one that says something of ``value``.

    A block's own span runs on over blank lines and comments to whatever comes next.
    """
    if isinstance(value, LocatedMap) and value and not value.flow:
        key = next(reversed(value))
        return last_line(value[key], value.value_spans[key])
    if isinstance(value, LocatedList) and value and not value.flow:
        return last_line(value[-1], value.spans[-1])
    return span.end_line - 1 if span.end_column == 1 else span.end_line


def _split_empty(lines: list[str], document: LocatedMap, top: Mapping[str, Any]) -> Blocks | None:
    span = document.value_spans["entries"]
    if span.line != span.end_line or span.line != document.key_spans["entries"].line:
        return None
    line = lines[span.line - 1]
    before, after = line[: span.column - 1].rstrip(), line[span.end_column - 1 :]
    head = "".join([*lines[: span.line - 1], before + after])
    return Blocks(head, {}, "".join(lines[span.line :]), top, None)


def _dash_line(lines: list[str], span: Span) -> int:
    """The index of the line with an entry's dash: its first, or one above where that is alone."""
    line = span.line - 1
    while line > 0 and not lines[line].lstrip(" ").startswith("-"):
        line -= 1
    return line


def _dash_column(lines: list[str], starts: list[int], document: LocatedMap) -> int | None:
    """Where the dashes stand; None where they do not stand below each other on their own lines."""
    columns = {indent_of(lines[i]) for i in starts}
    own_lines = starts[0] >= document.key_spans["entries"].line
    return columns.pop() if own_lines and len(columns) == 1 else None


def _with_remarks(lines: list[str], end: int, column: int) -> int:
    """The end of an entry's lines with the comments below it that are indented under its dash."""
    while end < len(lines) and lines[end].lstrip(" ").startswith("#"):
        if indent_of(lines[end]) <= column:
            break
        end += 1
    return end


def _indented(text: str, by: int) -> str:
    """Every line that is not blank moved by ``by`` columns, as far left as it can go."""
    if by > 0:
        return "".join(" " * by + line if line.strip() else line for line in split_lines(text))
    return "".join(line[min(-by, indent_of(line)) :] for line in split_lines(text))
