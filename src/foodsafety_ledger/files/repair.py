"""Makes a text with mistakes readable, so that one mistake never hides the rest.

Nothing here is ever written back: tabs become blanks, and what cannot be read is taken out with
its line numbers kept, on a working copy whose reading is marked as incomplete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from foodsafety_ledger.files.build import HOLE, MAX_DEPTH

_LEAD = re.compile(r" *(?P<dashes>(?:- +)*(?:-(?=\r?$))?)")

WIDE_INDENT = re.compile("[ -]*[\u00a0\u2000-\u200b\u3000]+")
"""An indent made of blanks that are not YAML's: of a Chinese input method, or of a web page."""

_ODD_INDENT = re.compile("[ -]*[\t\u00a0\u2000-\u200b\u3000]+")

_OPENS = re.compile(r":\s*(?:#.*)?$")
HOLE_PAIR: Final = f'{HOLE}: ""'
"""What stands for a pair that was taken out; its value takes in nothing that follows."""


class Region(NamedTuple):
    """Lines from ``start`` up to before ``end`` (from 0) that hold one pair or list member.

    ``left`` is what is left standing on the first line, so that the value around stays what it is.
    """

    start: int
    end: int
    left: str

    @property
    def is_member(self) -> bool:
        """Whether this is a list's member, not a pair."""
        return self.left.endswith("-")


class Draft:
    """The working copy of a text: its lines, and what was done to them.

    ``holes`` are the lines (from 1) on which something was taken out; ``shifts`` by how many
    characters a line's text moved to the right.
    """

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.holes: set[int] = set()
        self.shifts: dict[int, int] = {}
        self._taken: set[tuple[int, str]] = set()

    @property
    def text(self) -> str:
        """The copy as one text."""
        return "\n".join(self.lines)

    def mend(self, number: int) -> bool:
        """Makes another try worth while after an error on a line (from 0).

        Odd blanks that indent it become plain ones; else the smallest part around it goes that was
        not taken out before. False if nothing is left but the whole text.
        """
        lead = _ODD_INDENT.match(self.lines[number])
        if lead is not None:
            narrow = "".join("-" if char == "-" else " " for char in lead[0])
            self.lines[number] = narrow + self.lines[number][lead.end() :]
            return True
        for region in regions(self.lines, number):
            if (region.start, region.left) not in self._taken:
                self.take_out(region)
                return True
        return False

    def take_out(self, region: Region) -> None:
        """Blanks a region but for what is to be left standing."""
        self._taken.add((region.start, region.left))
        self.blank(region.start + 1, region.end)
        longer = len(region.left) - len(self.lines[region.start])
        if longer > 0:  # places on this line stay inside what the file has there
            self.shifts[region.start + 1] = self.shifts.get(region.start + 1, 0) + longer
        self.lines[region.start] = region.left
        self.holes.add(region.start + 1)

    def blank(self, start: int, end: int) -> None:
        """Empties the lines from ``start`` up to before ``end``."""
        self.lines[start:end] = [""] * (end - start)

    def cut_from(self, number: int) -> int:
        """Takes out everything from the outermost list member around a line to the end.

        Returns the line (from 0) at which it begins.
        """
        members = [region for region in regions(self.lines, number) if region.is_member]
        start, left = (members[-1].start, members[-1].left) if members else (number, "")
        self.take_out(Region(start, len(self.lines), left))
        return start


def regions(lines: list[str], number: int) -> Iterator[Region]:
    """The parts of a text around a line, smallest first: its pair, its list members, its key."""
    column = content_column(lines[number])
    yield from _pairs(lines, number, column)
    yield from _members(lines, number, column)
    top = next((n for n in range(number, -1, -1) if _is_top_key(lines[n])), number)
    if top != number:
        yield Region(top, _end_of_pair(lines, top, 0), HOLE_PAIR)


def _pairs(lines: list[str], number: int, column: int) -> Iterator[Region]:
    """What a line begins at ``column``: as a pair there, or where the line above has its own.

    Text that is no pair at all is likelier part of what stands above it.
    """
    line, end = lines[number], _end_of_pair(lines, number, column)
    here = Region(number, end, line[:column] + HOLE_PAIR)
    above = next((n for n in range(number - 1, -1, -1) if is_content(lines[n])), None)
    if above is None or dash_columns(line):
        yield here
        return
    there = Region(number, end, " " * content_column(lines[above]) + HOLE_PAIR)
    yield from (here, there) if ":" in line else (there, here)


def _members(lines: list[str], number: int, column: int) -> Iterator[Region]:
    """The list members that a line is part of, innermost first; it begins at ``column``."""
    for start in range(number, -1, -1):
        line = lines[start]
        if not is_content(line) or (start != number and indent_of(line) >= column):
            continue
        for dash in reversed(dash_columns(line)):
            if dash < column:
                yield Region(start, _end_of_member(lines, start, dash), line[:dash] + "-")
                column = dash
        column = min(column, indent_of(line))
        if column == 0:
            return


def content_column(line: str) -> int:
    """The column (from 0) of what stands after a line's indent and list signs."""
    match = _LEAD.match(line)
    return match.end() if match else 0


def indent_of(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip(" "))


def is_content(line: str) -> bool:
    """Whether a line holds anything but blanks and a comment."""
    bare = line.strip()
    return bool(bare) and not bare.startswith("#")


def dash_columns(line: str) -> list[int]:
    """The columns (from 0) of the list signs that a line begins with; not more than may nest."""
    match = _LEAD.match(line)
    if match is None:
        return []
    signs = (n for n in range(match.start("dashes"), match.end("dashes")) if line[n] == "-")
    return list(islice(signs, MAX_DEPTH))


def _end_of_member(lines: list[str], start: int, dash: int) -> int:
    """The line before which the list member ends whose sign stands at ``dash`` of ``start``."""
    for number in range(start + 1, len(lines)):
        if is_content(lines[number]) and indent_of(lines[number]) <= dash:
            return number
    return len(lines)


def _end_of_pair(lines: list[str], start: int, column: int) -> int:
    opens = _OPENS.search(lines[start]) is not None
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if not is_content(line) or indent_of(line) > column:
            continue
        if indent_of(line) < column or not (opens and dash_columns(line)):
            return number
    return len(lines)


def _is_top_key(line: str) -> bool:
    return is_content(line) and line[:1] not in (" ", "-")
