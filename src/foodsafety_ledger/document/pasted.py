"""Tables in plain text as other programs write them, with a row a line as elsewhere.

A spreadsheet sets a cell of several lines in quotes, a web page read by a program may have a cell a
line that ends with a bar, and Markdown says ``<br>`` where a line ends within a cell. What is moved
to one line leaves blank ones behind, so that what follows stays on its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from foodsafety_ledger.document.word import on_one_line

_QUOTED: Final = re.compile(r'(?:^|(?<=\t))"((?:[^"\t]|"")*)"(?=\t|\n|\Z)', re.MULTILINE)
"""A cell in quotes, which are doubled inside."""
_BREAK: Final = re.compile(r"\s*<br ?/?>\s*", re.IGNORECASE)
_BAR: Final = "|｜"
_ALONE: Final = re.compile(r"[^|｜]*[^|｜\s][ \t]*[|｜]\s*")
"""A line that is a cell with the bar behind it."""
_LEAST: Final = 3
"""Fewer cells are no row."""
_WIDEST: Final = 30
"""No row has more cells."""


def with_rows_on_lines(text: str) -> str:
    """A plain text, the cells of its tables that stand on several lines on one."""
    if '\t"' in text or '"' in text[:1] or '\n"' in text:
        text = _unquoted(text)
    lines = [_unbroken(line) if "<" in line else line for line in text.split("\n")]
    return "\n".join(_joined(lines))


def _unbroken(line: str) -> str:
    return "\t".join(on_one_line(_BREAK.sub("\n", cell)) for cell in line.split("\t"))


def _unquoted(text: str) -> str:
    parts: list[str] = []
    at = owed = 0
    for found in _QUOTED.finditer(text):
        if "\n" not in found[1]:
            continue
        before, ended, rest = text[at : found.start()].partition("\n")
        parts += [before, "\n" * owed if ended else "", ended, rest]
        owed = (0 if ended else owed) + found[1].count("\n")
        parts.append(on_one_line(found[1].strip().replace('""', '"')))
        at = found.end()
    before, ended, rest = text[at:].partition("\n")
    return "".join([*parts, before, "\n" * owed, ended, rest])


def _joined(lines: list[str]) -> Iterator[str]:
    """The lines, those that are each a cell joined up to the bars at the end of their row."""
    at = 0
    while at < len(lines):
        ends = _rows_from(lines, at)
        for end in ends:
            cells = [line.strip().rstrip(_BAR).strip() for line in lines[at:end]]
            yield "\t".join(cells)
            yield from [""] * (end - at)
            at = end + 1
        alone = 0 if ends else _cells_from(lines, at)
        for line in lines[at : at + alone]:
            yield line.rstrip().rstrip(_BAR).rstrip()
        at += alone
        if not (ends or alone):
            yield lines[at]
            at += 1


def _cells_from(lines: list[str], start: int) -> int:
    """How many lines from one on are each a cell with a bar behind it, and none ends a row."""
    at = start
    while at < len(lines) and _ALONE.fullmatch(lines[at]):
        at += 1
    return at - start if at - start >= 2 * _LEAST else 0


def _rows_from(lines: list[str], start: int) -> list[int]:
    """Where the rows end that begin at a line, each with a cell a line and then bars alone.

    A row's cells and the bars behind it are as many in each of them.
    """
    ends: list[int] = []
    begin, width = start, 0
    for at in range(start, len(lines)):
        words = lines[at].strip()
        bars = len(words) if words and not words.strip(_BAR) else 0
        if not words.endswith(tuple(_BAR)) or words[:-1].count("|") > max(bars - 1, 0):
            break
        if bars and (at - begin + bars == width or (not width and at - begin >= _LEAST)):
            width = at - begin + bars
            ends.append(at)
            begin = at + 1
        elif at - begin > _WIDEST:
            break
    return ends
