"""What was recognised on a page as lines in the order in which a person reads them.

Cells of a ruled table come out a row a line, parted by tabs; columns of text one behind the other;
what stands on one line of print stands on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from foodsafety_ledger.document.paper import Box, Line, PageLayout, Segment
from foodsafety_ledger.document.unruled import Grid, find_grids
from foodsafety_ledger.document.word import on_one_line

_LEAST: Final = 5
"""Columns of fewer lines are none."""
_FULL: Final = 0.85
"""A line that goes over so much of its column fills it."""
_STROKES: Final = 5
"""Strokes of letters side by side look like a rule not longer than so many letters."""
_ALONG: Final = 0.8
"""A rule that goes along so much of a cell's side is its border."""


def lines_of(sheet: PageLayout) -> list[Line]:
    """The lines of a page, and at its end its marks, as lines without text."""
    return lines_behind(sheet, None)[0]


def lines_behind(sheet: PageLayout, above: Grid | None) -> tuple[list[Line], Grid | None]:
    """The same, and the unruled table that the page ends with.

    ``above`` is that which the page before ends with.
    """
    texts = [one for one in sheet.segments if one.text]
    marks = [Line(sheet.page, mark, 0, "") for mark in sheet.marks]
    if not texts:
        return marks, None
    high = int(median(one.bottom - one.top for one in texts))
    cells = _Cells(sheet.rules, high)
    tabled = [one for one in texts if cells.of(one) is not None]
    free = [one for one in texts if cells.of(one) is None]
    grids = find_grids(_rows(free, high), sheet.rules, above)
    held = {id(one) for grid in grids for row in grid.rows for cell in row for one in cell}
    free = [one for one in free if id(one) not in held]
    placed = [
        *_free_lines(sheet, free, high),
        *_tables(sheet.page, tabled, cells, high),
        *(line for grid in grids for line in _unruled(sheet.page, grid, high)),
    ]
    lines = [line for _, line in sorted(placed, key=lambda one: one[0])]
    last = grids[-1] if grids and not grids[-1].ended and not tabled else None
    return lines + marks, last


_Placed = tuple[tuple[float, int, float], Line]
"""A line with what it is ordered by: where its block begins, its column, where it stands."""


def _line(page: int, members: Sequence[Segment], text: str) -> Line:
    boxes = [one.box for one in members]
    box = (
        min(one[0] for one in boxes),
        min(one[1] for one in boxes),
        max(one[2] for one in boxes),
        max(one[3] for one in boxes),
    )
    return Line(page, box, min(one.sure for one in members), text)


def _free_lines(sheet: PageLayout, texts: Sequence[Segment], high: int) -> Iterable[_Placed]:
    """The lines outside of tables; those of two columns are the first's, then the second's."""
    gutter = _gutter(texts)
    beside = [] if gutter is None else [one for one in texts if _is_beside(one, gutter)]
    top = min((one.top for one in beside), default=0)
    for one in _rows([t for t in texts if t not in beside], high):
        yield _in_row(sheet.page, one, high, (one[0].top, 0, one[0].top))
    for column, right in enumerate((False, True)):
        members = [t for t in beside if gutter is not None and (t.left >= gutter) is right]
        for one in _rows(members, high):
            yield _in_row(sheet.page, one, high, (top, column, one[0].top))


def _in_row(
    page: int, row: Sequence[Segment], high: int, order: tuple[float, int, float]
) -> _Placed:
    text = row[0].text
    for before, one in pairwise(row):
        both = before.text[-1:] + one.text[:1]
        least = high // 6 if _WORDS.search(both) and not both.isdigit() else high // 2
        text += (" " if one.left - before.right > least else "") + one.text
    return order, _line(page, row, _GLUED.sub(" ", text))


_GLUED: Final = re.compile(r"(?<=^\d[.．])(?=20\d\d年)|(?<=^\d\d[.．])(?=20\d\d年)")
"""Where a list number ends that a year follows: the engine tells no blanks."""


def _rows(texts: Iterable[Segment], high: int) -> list[list[Segment]]:
    """Segments by the lines of print that they stand on, each from left to right."""
    rows: list[list[Segment]] = []
    for one in sorted(texts, key=lambda t: t.top + t.bottom):
        middle = (one.top + one.bottom) / 2
        before = rows[-1][0] if rows else None
        if before and middle - (before.top + before.bottom) / 2 < high * 0.5:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [sorted(row, key=lambda t: t.left) for row in rows]


def _gutter(texts: Sequence[Segment]) -> int | None:
    """Where the page is parted into two columns of text; None where it is not."""
    if len(texts) < 2 * _LEAST:
        return None
    left, right = min(t.left for t in texts), max(t.right for t in texts)
    middle = [left + (right - left) * share // 100 for share in range(35, 66)]
    crossed = {x: sum(t.left < x < t.right for t in texts) for x in middle}
    gutter = min(middle, key=lambda x: (crossed[x], abs(2 * x - left - right)))
    first = [t for t in texts if t.right <= gutter]
    second = [t for t in texts if t.left >= gutter]
    if crossed[gutter] * 4 > len(texts) or min(len(first), len(second)) < _LEAST:
        return None
    return gutter if _is_text(first) and _is_text(second) else None


def _is_text(column: Sequence[Segment]) -> bool:
    """Whether lines go on from one to the next, as they do in a column of text."""
    start = min(t.left for t in column)
    wide = sorted(t.right - start for t in column)[len(column) * 3 // 4]
    return sum(t.right - start >= wide * _FULL for t in column) * 2 >= len(column)


def _is_beside(one: Segment, gutter: int) -> bool:
    return one.right <= gutter or one.left >= gutter


class _Cell(NamedTuple):
    """A cell by the rules around it."""

    left: int
    top: int
    right: int
    bottom: int


class _Cells:
    """The cells that the rules of a page make."""

    def __init__(self, rules: Sequence[Box], high: int) -> None:
        lying = [r for r in rules if r[2] - r[0] >= r[3] - r[1]]
        standing = [r for r in rules if r[2] - r[0] < r[3] - r[1]]
        self._room = high // 2
        across = [r for r in lying if self._bounds(r, standing, 0, high)]
        down = [r for r in standing if self._bounds(r, lying, 1, high)]
        self.rows = _gathered([(r[1] + r[3]) // 2 for r in across], self._room)
        self.columns = _gathered([(r[0] + r[2]) // 2 for r in down], self._room)
        self._across = [(self._near(self.rows, (r[1] + r[3]) // 2), r[0], r[2]) for r in across]
        self._down = [(self._near(self.columns, (r[0] + r[2]) // 2), r[1], r[3]) for r in down]

    def _bounds(self, rule: Box, others: Sequence[Box], axis: int, high: int) -> bool:
        """Whether a rule is no stroke of letters: long, or from one of the others to another."""
        ends = rule[axis], rule[axis + 2]
        return ends[1] - ends[0] >= high * _STROKES or all(
            any(o[axis] - self._room <= end <= o[axis + 2] + self._room for o in others)
            for end in ends
        )

    def is_crossed(self, one: Segment) -> bool:
        """Whether a segment goes over a border between columns: parts of it are of two cells."""
        y, room = (one.top + one.bottom) // 2, self._room
        return any(
            one.left + room < place < one.right - room and first <= y <= last
            for place, first, last in self._down
        )

    @staticmethod
    def _near(places: Sequence[int], at: int) -> int:
        return min(places, key=lambda one: abs(one - at))

    def of(self, one: Segment) -> _Cell | None:
        """The cell in which a segment stands; None where it is not ruled on all sides."""
        x, y = (one.left + one.right) // 2, (one.top + one.bottom) // 2
        beside = self._around(self._down, x, y, y)
        if beside is None:
            return None
        above = self._around(self._across, y, *beside)
        if above is None or self._around(self._down, x, *above) != beside:
            return None
        return _Cell(beside[0], above[0], beside[1], above[1])

    def columns_along(self, top: int, bottom: int) -> list[int]:
        """Where the columns begin of the table that has a row between two places."""
        beside = [rule for rule in self._down if rule[1] < bottom and rule[2] > top]
        above, below = min(rule[1] for rule in beside), max(rule[2] for rule in beside)
        sides = {place for place, first, last in self._down if first < below and last > above}
        last = max(place for place, _, _ in beside)
        return [at for at in self.columns if at in sides and min(beside)[0] <= at < last]

    def _around(
        self, rules: Sequence[tuple[int, int, int]], at: int, start: int, end: int
    ) -> tuple[int, int] | None:
        """The nearest rules before and behind a place that go along most of a side."""
        room = self._room
        along = [
            place
            for place, first, last in rules
            if min(last + room, end) - max(first - room, start) >= (end - start) * _ALONG
        ]
        before = max((place for place in along if place < at), default=None)
        behind = min((place for place in along if place >= at), default=None)
        return None if before is None or behind is None else (before, behind)


def _gathered(places: Iterable[int], room: int) -> list[int]:
    """Places in their order, those that are nearly the same as one."""
    gathered: list[int] = []
    for place in sorted(places):
        if not gathered or place - gathered[-1] > room:
            gathered.append(place)
    return gathered


def _tables(page: int, texts: Sequence[Segment], cells: _Cells, high: int) -> Iterable[_Placed]:
    """The rows of every table; a cell that goes over several rows has its text in each."""
    members: dict[_Cell, list[Segment]] = {}
    for one in texts:
        cell = cells.of(one)
        if cell is not None:
            members.setdefault(cell, []).append(one)
    for top, bottom in pairwise(cells.rows):
        inside = {c: m for c, m in members.items() if c.top <= top and c.bottom >= bottom}
        if not inside:
            continue
        columns = cells.columns_along(top, bottom)
        words = {cell.left: _cell_text(cell, held, high) for cell, held in inside.items()}
        row = [one for held in inside.values() for one in held]
        text = "\t".join(words.get(at, "") for at in columns)
        line = _line(page, row, text)
        mixed = any(map(cells.is_crossed, row))
        yield (top, 0, top), line._replace(sure=0) if mixed else line


def _unruled(page: int, grid: Grid, high: int) -> Iterable[_Placed]:
    """The rows of a table without rules."""
    for row in grid.rows:
        pieces = [one for cell in row for one in cell]
        reaches = [_Cell(c.left, 0, c.right, 0) for c in grid.columns]
        words = [
            _cell_text(*cell, high) if cell[1] else "" for cell in zip(reaches, row, strict=False)
        ]
        top = min(one.top for one in pieces)
        yield (top, 0, top), _line(page, pieces, "\t".join(words))


_WORDS: Final = re.compile("[0-9A-Za-z,;][0-9A-Za-z]|[%).:'’&][A-Za-z]")
"""What two English words have where a line ends between them."""


def in_one(words: str, more: str, parted: str = "") -> str:
    """A line of a cell and what goes on below it; between others than English words ``parted``."""
    return words + (" " if _WORDS.search(words[-1:] + more[:1]) else parted) + more


def _cell_text(cell: _Cell, members: Sequence[Segment], high: int) -> str:
    """A cell's lines as one; one that ends where the next word had room was ended on purpose."""
    text = ""
    room = cell.right
    for row in _rows(members, high):
        word = re.match("[!-~]*", row[0].text)
        wide = len(word[0]) * high // 2 if word else 0
        parted = "\n" if room > 2 * high + wide else ""
        words = " ".join(one.text for one in row)
        text = in_one(text, words, parted)
        room = cell.right - row[-1].right
    return on_one_line(text.strip("\n"))
