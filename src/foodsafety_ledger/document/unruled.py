"""Tables on a page whose columns are parted by nothing but white space.

The heads say how many columns there are, and every piece of text below stands in one of them. Where
a row ends rules across say, or the numbers of the rows, or the space between them. What is not
certain is no table: its lines are read like others, and the draft marks them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from foodsafety_ledger.document.paper import Box, Segment
from foodsafety_ledger.document.table_columns import column_of, is_head

_LEAST: Final = 3
"""Fewer columns are no table."""
_LONGEST: Final = 12
"""The words of a head are hardly longer."""
_HEAD_LINES: Final = 3
"""Heads stand on no more lines."""
_NUMBER: Final = re.compile(r"(\d{1,3})[.、]?")
_FOOTER: Final = re.compile(r"[-—–－·\s]*(?:第\s*)?\d{1,3}[-—–－·\s]*(?:页.*|/\s*\d{1,3})?")
_CHAPTER: Final = re.compile("[（(]?[一二三四五六七八九十]{1,3}[、）)].{2,}")
"""A row that is the heading of those below it."""
_CLEAR: Final = 1.2
"""The space between rows is so many times that between the lines of a cell."""
_ACROSS: Final = 0.6
"""A rule over so much of a table's width goes across it."""


class GridColumn(NamedTuple):
    """A column: what its head says it is, and from where to where its text reaches."""

    name: str
    left: int
    right: int


class Grid(NamedTuple):
    """A table: its rows, each with the pieces of each column, and how many lines they stand on.

    ``number`` is that of its last row; ``ended`` says whether text follows it on its page.
    """

    columns: list[GridColumn]
    rows: list[list[list[Segment]]]
    height: int
    number: int
    ended: bool


def may_hold_heads(text: str) -> bool:
    """Whether a page's text has heads of columns that stand by themselves."""
    words = (word for word in text.split() if len(word) <= _LONGEST)
    return sum(not column_of(word).startswith("?") for word in words) > 1


def find_grids(
    lines: Sequence[Sequence[Segment]], rules: Sequence[Box], above: Grid | None = None
) -> list[Grid]:
    """The tables that some lines of print hold; ``above`` is that which the page before ends with.

    Only one whose rows are numbered is known to go on; others are none where the page ends with
    them.

    The first row of a grid is that of its heads, but where it goes on from the page ``above``.
    """
    grids: list[Grid] = []
    lines, at = _without_footer(lines), 0
    counted = above and above.number and not above.ended
    open_ = above if above and counted else Grid([], [], 0, 0, ended=True)
    headed = not open_.columns or _heads(lines[:_HEAD_LINES])[0]
    for first in () if headed else (0, 1):
        grid = _grid(lines[first:], rules, open_.columns, open_.number)
        if grid:
            grids.append(grid)
            at = first + grid.height
            break
    while at < len(lines):
        columns, heads, height = _heads(lines[at : at + _HEAD_LINES])
        later = _heads(lines[at + 1 : at + 1 + _HEAD_LINES])[0]
        if columns and len(later) < len(columns):
            below = lines[at + height :]
            grid = _grid(below, rules, columns, 0)
            if not grid and [c.name for c in columns] == [c.name for c in open_.columns]:
                grid = _grid(below, rules, columns, open_.number)
            if grid:
                height += grid.height
                grids.append(grid._replace(rows=[heads, *grid.rows]))
            at += height
        else:
            at += 1
    return grids


def _without_footer(lines: Sequence[Sequence[Segment]]) -> Sequence[Sequence[Segment]]:
    """The lines of a page without its number at its end."""
    last = lines[-1] if len(lines) > 1 else []
    if len(last) != 1 or not _FOOTER.fullmatch(last[0].text):
        return lines
    apart = last[0].top - max(one.bottom for one in lines[-2]) > last[0].bottom - last[0].top
    return lines[:-1] if apart or not last[0].text.isdigit() else lines


def _heads(
    lines: Sequence[Sequence[Segment]],
) -> tuple[list[GridColumn], list[list[Segment]], int]:
    """The columns that the first of some lines are the heads of, their pieces, how many lines."""
    best: tuple[int, list[GridColumn], list[list[Segment]], int] = (0, [], [], 0)
    for height in range(1, len(lines) + 1):
        pieces = [one for line in lines[:height] for one in line]
        leaves = [one for one in pieces if len(_below(one, pieces)) < 2]
        cells = [_undermost(cell) for cell in _stacked(leaves)]
        names = [column_of("".join(one.text for one in cell)) for cell in cells]
        unknown = sum(name.startswith("?") for name in names)
        points = len(names) - 3 * unknown
        if len(names) >= _LEAST and is_head(names) and points > best[0]:
            columns = [
                GridColumn(name, min(one.left for one in cell), max(one.right for one in cell))
                for name, cell in zip(names, cells, strict=True)
            ]
            best = points, columns, cells, height
    return best[1:]


def _undermost(cell: list[Segment]) -> list[Segment]:
    """The head of a column without that of several, if such a one stands above it."""
    known = [not column_of("".join(one.text for one in cell[i:])).startswith("?") for i in (0, -1)]
    return cell[-1:] if known == [False, True] else cell


def _below(above: Segment, pieces: Iterable[Segment]) -> list[Segment]:
    return [
        one
        for one in pieces
        if one.top >= above.bottom and one.left < above.right and one.right > above.left
    ]


def _stacked(pieces: Sequence[Segment]) -> list[list[Segment]]:
    """Pieces that stand one above the other, from left to right."""
    cells: list[list[Segment]] = []
    right = 0
    for one in sorted(pieces, key=lambda piece: piece.left):
        if cells and one.left < right:
            cells[-1].append(one)
            right = max(right, one.right)
        else:
            cells.append([one])
            right = one.right
    return [sorted(cell, key=lambda piece: piece.top) for cell in cells]


def _grid(
    lines: Sequence[Sequence[Segment]], rules: Sequence[Box], columns: list[GridColumn], number: int
) -> Grid | None:
    """The rows below some heads, of which the last before them has that number."""
    placed, columns = _placed(lines, columns)
    if not placed:
        return None
    bands = next(
        (
            bands
            for ends in (
                _by_rules(placed, columns, rules),
                _by_numbers(placed) if columns[0].name == "number" else None,
                _by_space(placed),
            )
            if ends is not None and (bands := _bands(placed, ends, columns, number)) is not None
        ),
        None,
    )
    if bands is None:
        return None
    rows = [
        [[one for line in band for at, one in line if at == i] for i in range(len(columns))]
        if band[0][0][0] >= 0
        else [[one for _, one in band[0]]]
        for band in bands
    ]
    last, ended = _last_number(bands) or number, len(placed) < len(lines)
    return Grid(columns, rows, len(placed), last, ended) if last or ended else None


_Line = list[tuple[int, Segment]]
"""The pieces on a line of print, each with the number of its column; -1 is a heading's."""


def _placed(
    lines: Sequence[Sequence[Segment]], columns: list[GridColumn]
) -> tuple[list[_Line], list[GridColumn]]:
    """The lines, up to one with a piece that is of no single column; and the columns' reaches."""
    columns = list(columns)
    numbered = columns[0].name == "number"
    placed: list[_Line] = []
    for line in lines:
        words = "".join(one.text for one in line)
        if _CHAPTER.fullmatch(words) and line[-1].right < columns[2].left:
            placed.append([(-1, one) for one in line])
            continue
        found: _Line = []
        for one in line:
            over = [i for i, c in enumerate(columns) if one.left < c.right and one.right > c.left]
            at = over[0] if len(over) == 1 else _nearest(one, columns) if not over else -1
            if at < 0 or (numbered and at == 0 and not _NUMBER.fullmatch(one.text)):
                return placed, columns
            found.append((at, one))
        for at, one in found:
            name, left, right = columns[at]
            columns[at] = GridColumn(name, min(left, one.left), max(right, one.right))
        placed.append(found)
    while placed and placed[-1][0][0] < 0:
        placed.pop()
    return placed, columns


def _nearest(one: Segment, columns: Sequence[GridColumn]) -> int:
    """The column beside which a piece stands clearly; -1 where two are as near."""
    room = sorted((max(c.left - one.right, one.left - c.right), i) for i, c in enumerate(columns))
    return room[0][1] if 2 * room[0][0] < room[1][0] else -1


def _by_rules(
    placed: Sequence[_Line], columns: Sequence[GridColumn], rules: Sequence[Box]
) -> list[int] | None:
    """The lines above which a rule goes across; None without any."""
    wide = (columns[-1].right - columns[0].left) * _ACROSS
    lying = [(rule[1] + rule[3]) // 2 for rule in rules if rule[2] - rule[0] >= wide]
    ends = [
        i
        for i, (before, line) in enumerate(pairwise(placed), 1)
        if any(_middle(before) < y < _middle(line) for y in lying)
    ]
    return ends or None


def _middle(line: _Line) -> float:
    return sum(one.top + one.bottom for _, one in line) / (2 * len(line))


def _by_numbers(placed: Sequence[_Line]) -> list[int] | None:
    """The lines that begin with a number; None where a cell begins below the number of its row."""
    ends = [i for i, line in enumerate(placed) if line[0][0] == 0]
    alone = [i for i, line in enumerate(placed) if line[0][0] < 0]
    starts = {0, *ends, *alone, *(i + 1 for i in alone)}
    for start, end in pairwise([*sorted(starts), len(placed)]):
        first = {at for at, _ in placed[start]}
        rest = {at for line in placed[start + 1 : end] for at, _ in line}
        if not rest <= first:
            return None
    return [i for i in ends if i]


def _by_space(placed: Sequence[_Line]) -> list[int] | None:
    """The lines above which there is clearly more room than within a cell; None without any."""
    high = max((one.bottom - one.top for line in placed for _, one in line), default=0)
    last: dict[int, int] = {}
    closest, reached, pitches = 1 << 30, 0, dict[int, int]()
    for i, line in enumerate(placed):
        pitches[i] = min(one.top for _, one in line) - reached + high
        for at, one in line:
            closest = min(closest, one.top - last.get(at, one.top - closest))
            last[at] = one.bottom
        reached = max(one.bottom for _, one in line)
    least = (closest + high) * _CLEAR
    wider = [i for i, pitch in pitches.items() if i and pitch > least]
    between = [closest + high, *(pitch for i, pitch in pitches.items() if i and pitch <= least)]
    clear = wider and max(between) * 1.1 < min(pitches[i] for i in wider)
    return wider if clear else None


def _bands(
    placed: Sequence[_Line], ends: Sequence[int], columns: Sequence[GridColumn], number: int
) -> list[Sequence[_Line]] | None:
    """The lines of each row; None where they are not each a row: with its number, or a duty."""
    alone = [i for i, line in enumerate(placed) if line[0][0] < 0]
    every = {*ends, *alone, *(i + 1 for i in alone)}
    bands = [placed[a:b] for a, b in pairwise([0, *sorted(every - {0}), len(placed)])]
    rows = [band for band in bands if band[0][0][0] >= 0]
    if columns[0].name == "number":
        numbers = [[one.text for line in band for at, one in line if at == 0] for band in rows]
        rest = number > 0 and not numbers[0]
        wanted = number + 1
        for found in numbers[rest:]:
            if len(found) != 1 or found[0].rstrip(".、") != str(wanted):
                return None
            wanted += 1
        return bands
    whole = {
        i for i, column in enumerate(columns) if column.name in ("text", "lead", "responsible")
    }
    filled = [{at for line in band for at, _ in line} for band in rows]
    return bands if len(rows) > 1 and all(whole <= one for one in filled) else None


def _last_number(bands: Sequence[Sequence[_Line]]) -> int:
    """The number of the last row that has one; 0 without any."""
    numbers = [one.text for band in bands for line in band for at, one in line if at == 0]
    found = _NUMBER.fullmatch(numbers[-1]) if numbers else None
    return int(found[1]) if found else 0
