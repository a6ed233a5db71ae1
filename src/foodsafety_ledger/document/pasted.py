"""Tables in plain text as other programs write them, with a row a line as elsewhere.

A spreadsheet sets a cell of several lines in quotes, a web page read by a program may have a cell a
line that ends with a bar, or bars on lines of their own between its cells, and Markdown says
``<br>`` where a line ends within a cell. What is moved to one line leaves blank ones behind, so
that what follows stays on its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.word import on_one_line

_QUOTED: Final = re.compile(r'(?:^|(?<=\t))"((?:[^"\t]|"")*)"(?=\t|\n|\Z)', re.MULTILINE)
"""A cell in quotes, which are doubled inside."""
_BREAK: Final = re.compile(r"\s*<br ?/?>\s*", re.IGNORECASE)
_BAR: Final = "|｜"
_ALONE: Final = re.compile(r"[^|｜]*[^|｜\s][ \t]*[|｜]\s*")
"""A line that is a cell with the bar behind it."""
_Lines = tuple[int, int]
"""The first line of a cell, and the one behind its last."""
_LEAST: Final = 3
"""Fewer cells are no row."""
_COUNTS: Final = re.compile(lexicon.COLUMNS["number"])
_TALLEST: Final = 12
"""A cell between bars on lines of their own has no more lines."""
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
        rows = [] if ends else _rows_between_bars(lines, at)
        for row in rows:
            yield from [""] * (row[0][0] - at)
            yield "\t".join(on_one_line("\n".join(lines[slice(*one)])) for one in row)
            at = row[0][0] + 1
        if rows:
            yield from [""] * (rows[-1][-1][1] - at)
            at = rows[-1][-1][1]
            closed = lines[at : at + 1] and lines[at].strip() in tuple(_BAR)
            yield from [""] * bool(closed)
            at += bool(closed)
            continue
        alone = 0 if ends else _cells_from(lines, at)
        for line in lines[at : at + alone]:
            yield line.rstrip().rstrip(_BAR).rstrip()
        at += alone
        if not (ends or alone):
            yield lines[at]
            at += 1


def _rows_between_bars(lines: list[str], start: int) -> list[list[_Lines]]:
    """The cells that bars on lines of their own part, from a line on: the head and each row.

    Where no column numbers the rows each cell is a row. Empty where no table begins there, with a
    bar or with the head of the rows' numbers.
    """
    cells = _between_bars(lines, start)
    words = ["".join(line.strip() for line in lines[slice(*one)]) for one in cells]
    wide = words.index("1") if "1" in words[: _WIDEST + 1] else 0
    begins, at = [0], wide
    while wide >= _LEAST and at < len(cells):
        begins.append(at)
        number = str(len(begins))
        reach = range(at + wide, at + 1, -1)
        at = next((i for i in reach if words[i : i + 1] == [number]), len(cells))
    if len(begins) > 2:
        ends = [*begins[1:], min(len(cells), begins[-1] + wide)]
        return [cells[first:end] for first, end in zip(begins, ends, strict=True)]
    return [[cell] for cell in cells]


def _between_bars(lines: list[str], start: int) -> list[_Lines]:
    """The lines of each cell from a line on, of which the last has one; see above."""
    barred = [line.strip() in tuple(_BAR) for line in lines[start : start + 2]]
    if not barred[0] and not (barred[1:] == [True] and _COUNTS.fullmatch(lines[start].strip())):
        return []
    at, last = start + barred[0], False
    cells: list[_Lines] = []
    while not last and at < len(lines):
        tall = lines[at : at + _TALLEST + 1]
        end = next((i for i, line in enumerate(tall, at) if line.strip() in tuple(_BAR)), at + 1)
        last = end == len(lines) or lines[end].strip() not in tuple(_BAR)
        if not last or lines[at].strip():
            cells.append((at, end))
        at = end + 1
    return cells if len(cells) >= 2 * _LEAST else []


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
