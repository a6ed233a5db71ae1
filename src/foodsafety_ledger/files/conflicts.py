"""Conflict markers that a merge has left: reported, and the entries they run through left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from foodsafety_ledger.files.findings import Findings
from foodsafety_ledger.files.repair import (
    HOLE_PAIR,
    Draft,
    Region,
    dash_columns,
    indent_of,
    is_content,
    regions,
)
from foodsafety_ledger.values.location import Span

_MAX_LINES_LOOKED_AT: Final = 5_000_000
"""How many lines the search for what conflicts cut through may take; then only they go."""

_SIGNS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?=\s|$)")


class _Block(NamedTuple):
    """The lines of one conflict, from 0, both markers included; stray: a marker by itself."""

    start: int
    end: int
    stray: bool


def may_conflict(text: str) -> bool:
    """Whether a text holds anything that looks like a conflict marker; quick."""
    return any(sign in text for sign in _SIGNS)


def take_out_conflicts(draft: Draft, findings: Findings) -> None:
    """Reports every conflict once, at its first marker (FL110), and takes it out of the draft."""
    blocks = list(_blocks(draft.lines))
    for block in blocks:
        length = len(draft.lines[block.start].rstrip())
        span = Span(block.start + 1, 1, block.start + 1, length + 1)
        findings.add("FL110", span, "stray" if block.stray else "", end=block.end + 1)
    for number, line in enumerate(draft.lines):
        if _MARKER.match(line):
            draft.lines[number] = ""
    for count, block in enumerate(blocks):
        if count * len(draft.lines) < _MAX_LINES_LOOKED_AT and not block.stray:
            draft.take_out(_around(draft.lines, block))
        else:
            draft.blank(block.start, block.end + 1)


def _blocks(lines: list[str]) -> Iterator[_Block]:
    markers = [(n, line[0]) for n, line in enumerate(lines) if _MARKER.match(line)]
    position = 0
    while position < len(markers):
        start, sign = markers[position]
        end = position + 1
        while sign == "<" and end < len(markers) and markers[end][1] in "|=":
            end += 1
        closed = sign == "<" and end < len(markers) and markers[end][1] == ">"
        yield _Block(start, markers[end][0] if closed else start, not closed)
        position = end + 1 if closed else position + 1


def _around(lines: list[str], block: _Block) -> Region:
    """The conflict with whatever it cuts through: the list members that only part of it shows."""
    first = next((n for n in range(block.start, block.end) if is_content(lines[n])), block.start)
    dashes = dash_columns(lines[first])
    if dashes:
        return Region(block.start, _end(lines, block.end, dashes[0]), " " * dashes[0] + "-")
    cut = next((r for r in regions(lines, first) if r.is_member and r.start < block.start), None)
    if cut is None:
        return Region(block.start, block.end + 1, HOLE_PAIR)
    return Region(cut.start, _end(lines, block.end, len(cut.left) - 1), cut.left)


def _end(lines: list[str], number: int, dash: int) -> int:
    """The first line after ``number`` that does not belong to a member at ``dash``."""
    for end in range(number + 1, len(lines)):
        if is_content(lines[end]) and indent_of(lines[end]) <= dash:
            return end
    return len(lines)
