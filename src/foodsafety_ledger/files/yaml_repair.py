"""What a text is mended of before it is parsed, each mend a finding: tabs, conflict markers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from foodsafety_ledger.files.text import TextFindings
from foodsafety_ledger.files.yaml_build import HOLE, MAX_DEPTH
from foodsafety_ledger.model.diagnostic import Span

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


class WorkingCopy:
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
        """Takes out all from the outermost list member around a line on; the line it begins at."""
        members = [region for region in regions(self.lines, number) if region.is_member]
        start, left = (members[-1].start, members[-1].left) if members else (number, "")
        self.take_out(Region(start, len(self.lines), left))
        return start


def regions(lines: list[str], number: int) -> Iterator[Region]:
    """The parts of a text around a line, smallest first: its pair, its list members, its key."""
    column = content_column(lines[number])
    yield from _pairs(lines, number, column)
    yield from _members(lines, number, column)
    upwards = range(number, -1, -1)
    is_top = (n for n in upwards if is_content(lines[n]) and lines[n][:1] not in (" ", "-"))
    top = next(is_top, number)
    if top != number:
        yield Region(top, _end_of_pair(lines, top, 0), HOLE_PAIR)


def _pairs(lines: list[str], number: int, column: int) -> Iterator[Region]:
    """What a line begins at ``column``: as a pair there, or where the line above has its own.

    Text that is no pair at all is likelier part of what stands above it.
    """
    line, end = lines[number], _end_of_pair(lines, number, column)
    here = Region(number, end, line[:column].removesuffix("-") + HOLE_PAIR)
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
    signs = (n for n in range(indent_of(line), content_column(line)) if line[n] == "-")
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


_SEPARATORS = re.compile(
    r"""\ *(?P<dashes>(?:-[ \t]+)*)
    (?:(?:"[^"]*"|'[^']*'|[^\s"'#\[\]{}-][^:#"']*?)[ \t]*:(?=\s))?
    (?P<gap>[ \t]*)(?=\S)""",
    re.VERBOSE,
)
_BLOCK_SCALAR = re.compile(r".*(?:^|[:-]) +[|>][0-9+-]{0,2} *(?:#.*)?$")
_OPENS_TABS = re.compile(r".*(?:[:-]|[|>][0-9+-]{0,2}) *(?:#.*)?$")

_WIDTHS: Final = (2, 4, 8)

TYPED: Final = 1000
"""Longer lines are not looked into: searching them could take time without end."""


def replace_tabs(draft: WorkingCopy, findings: TextFindings) -> None:
    """Replaces every tab that indents or separates, and reports each line's first (FL105).

    An indent is replaced by the one that fits the lines above best; tabs inside texts stay.
    """
    state = _Levels()
    for index, line in enumerate(draft.lines):
        if state.inside_text(line):
            continue
        bare = line.lstrip(" \t\r")
        if not bare:
            draft.lines[index] = ""
            continue
        lead = line[: len(line) - len(bare)]
        if "\t" in lead:
            column, sure = state.fitting(lead, member=bare.startswith("-"))
            start = lead.index("\t")
            meant = " " * (column - start) if sure and column >= start else None
            _report(findings, index, (start, len(lead)), meant)
            line = " " * column + bare  # noqa: PLW2901 - the line as repaired
            draft.shifts[index + 1] = len(line) - len(bare) - len(lead)
            draft.lines[index] = line
        if "\t" in bare:
            line = _separators(draft, findings, index)  # noqa: PLW2901 - likewise
        state.enter(line)


class _Levels:
    """The columns at which something may go on, as the lines so far have opened them."""

    def __init__(self) -> None:
        self._keys = [0]
        self._signs: list[int] = []
        self._deeper: list[int] = []
        self._text_above: int | None = None

    def inside_text(self, line: str) -> bool:
        """Whether a line is part of a block scalar, in which tabs are only characters."""
        if self._text_above is None:
            return False
        bare = line.strip()
        if not bare or indent_of(line) > self._text_above:
            return True
        if not line.lstrip(" ").startswith("\t"):
            self._text_above = None
        return False

    def fitting(self, lead: str, *, member: bool) -> tuple[int, bool]:
        """The column that an indent with tabs most likely means, for a key or a list's member.

        And whether it means no other, however wide tabs are.
        """
        candidates = [*self._keys, *self._deeper, *(self._signs if member else [])]
        widths = [len(lead.expandtabs(width)) for width in _WIDTHS]
        exact = next((width for width in widths if width in candidates), None)
        if exact is None:
            return min(candidates, key=lambda column: abs(column - widths[0])), False
        levels = {*candidates, *self._signs}  # a key may go on above a list at its own level
        return exact, levels.isdisjoint({*widths} - {exact})

    def enter(self, line: str) -> None:
        """Takes note of the levels that a line of keys or members opens."""
        if self._text_above is not None:
            return
        indent, column = indent_of(line), content_column(line)
        self._keys = [*(level for level in self._keys if level < indent), column]
        self._signs = [*(sign for sign in self._signs if sign < indent), *dash_columns(line)]
        self._deeper = [column + 2] if _OPENS_TABS.match(line) else []
        if _BLOCK_SCALAR.match(line):
            dashes = dash_columns(line)
            only_dashes = dashes and line[column : column + 1] in ("|", ">")
            self._text_above = dashes[-1] if only_dashes else column


def _separators(draft: WorkingCopy, findings: TextFindings, index: int) -> str:
    """Replaces tabs after list signs and colons; each is one column, so places stay right."""
    line = draft.lines[index]
    match = _SEPARATORS.match(line) if len(line) <= TYPED else None
    if match is None:
        return line
    for group in ("dashes", "gap"):
        start, end = match.span(group)
        if "\t" in match[group]:
            shift = draft.shifts.get(index + 1, 0)
            first = line.index("\t", start)
            blanks = line[first:end].replace("\t", " ")
            meant = blanks if group == "gap" else None  # what stands below a sign fits its tab
            _report(findings, index, (first - shift, end - shift), meant)
            line = line[:first] + blanks + line[end:]
    draft.lines[index] = line
    return line


def _report(findings: TextFindings, index: int, place: tuple[int, int], meant: str | None) -> None:
    start, end = place
    span = Span(index + 1, start + 1, index + 1, end + 1)
    if meant is None:
        findings.add("FL105", span)
    else:
        findings.add("FL105", span, meant=meant)


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


def take_out_conflicts(draft: WorkingCopy, findings: TextFindings) -> None:
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
        return Region(
            block.start, _end_of_member(lines, block.end, dashes[0]), " " * dashes[0] + "-"
        )
    cut = next((r for r in regions(lines, first) if r.is_member and r.start < block.start), None)
    if cut is None:
        return Region(block.start, block.end + 1, HOLE_PAIR)
    return Region(cut.start, _end_of_member(lines, block.end, len(cut.left) - 1), cut.left)
