"""What a text is mended of before it is parsed, and what a syntax error in it really is.

Tabs and conflict markers are mended, each mend a finding; the parser's message is turned into our
kinds, places and hints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Final, NamedTuple

from yaml.error import MarkedYAMLError

from foodsafety_ledger.files.text import TextFindings
from foodsafety_ledger.model.diagnostic import Span

MAX_DEPTH: Final = 50
"""Mappings and lists inside each other; a plan needs nine."""

HOLE: Final = "\ue000"
"""The key that the repair of a text leaves where a pair was taken out; unassigned in Unicode."""

_LEAD = re.compile(r" *(?P<dashes>(?:- +)*(?:-(?=\r?$))?)")

WIDE_INDENT = re.compile("[ -]*[\u00a0\u2000-\u200b\u3000]+")
"""An indent made of blanks that are not YAML's: of a Chinese input method, or of a web page."""

_ODD_INDENT = re.compile("[ -]*[\t\u00a0\u2000-\u200b\u3000]+")

_OPENS = re.compile(r":\s*(?:#.*)?$")
HOLE_PAIR: Final = f'{HOLE}: ""'
"""What stands for a pair that was taken out; its value takes in nothing that follows."""


class UnreadableError(Exception):
    """The text cannot be read past a place: what kind of mistake, and where.

    ``line`` and ``column`` count from 0; ``since`` is where the construct began that broke there,
    as far as the parser tells.
    """

    def __init__(
        self, kind: str, line: int, column: int, since: tuple[int, int] | None = None
    ) -> None:
        super().__init__(kind, line, column)
        self.kind = kind
        self.line = line
        self.column = column
        self.since = since or (line, column)


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


_KINDS: Final = (
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "no-colon"),
    ("unexpected end of stream", "unclosed-quote"),
    ("unexpected document", "unclosed-quote"),
    ("sequence entries are not allowed", "dash"),
    ("tab character", "tab"),
    ("while scanning a block scalar", "start"),
    ("quoted scalar", "escape"),
    ("while parsing a flow", "bracket"),
    ("cannot start any token", "start"),
    ("mapping keys are not allowed", "start"),
    ("node content", "start"),
    ("while parsing a block", "indent"),
    ("while scanning a", "start"),
    ("tag", "start"),
)
"""What the two parsers' messages have in common, first match first."""

_PAIR = re.compile(
    r"""\ *(?:-\ +)*                                # indent, list signs
    (?P<key>"[^"]*"|'[^']*'|[^\s#"'][^#]*?)\ *:     # the first colon that can end a key
    (?=\s|$)\s*
    (?P<value>.*?)\s*$""",
    re.VERBOSE,
)
"""A line that holds a key, and what stands after its colon."""

_FULL_WIDTH_COLON = re.compile(r" *(?:- +)*[^\s:：]+：")
_GLUED_COLON = re.compile(r""" *(?:- +)*(?:"[^"]*"|'[^']*'|[^\s:#"']+):(?=\S)""")


class Mistake(NamedTuple):
    """A finding that explains why a text cannot be read; ``what`` is the sign or key meant."""

    code: str
    variant: str
    span: Span
    what: str = ""


def unreadable(error: MarkedYAMLError, lines: list[str]) -> UnreadableError:
    """The parser's error as one of our kinds, at a place inside the text."""
    message = f"{error.problem or ''} {error.context or ''}"
    kind = next((kind for words, kind in _KINDS if words in message), "other")
    mark, context = error.problem_mark, error.context_mark
    since = _inside(context.line, context.column, lines) if context is not None else None
    line, column = _inside(mark.line, mark.column, lines) if mark is not None else (0, 0)
    return UnreadableError(kind, line, column, since)


def explain(error: UnreadableError, lines: list[str]) -> Mistake:
    """What the person who typed the line most likely did, and where exactly."""
    if error.kind in ("indent", "start", "colon") and WIDE_INDENT.match(lines[error.line]):
        return _wide_space(error.line, lines)
    return _EXPLANATIONS[error.kind](error, lines)


def _colon(error: UnreadableError, lines: list[str]) -> Mistake:
    """A second colon on a line, or a key on a line that continues the value above it."""
    number = error.line
    pair = _pair(lines[number])
    if pair is not None and pair.start("value") <= error.column:
        span = _part(number, pair.start("value"), pair.end("value"))
        return Mistake("FL104", "colon", span, pair["key"])
    above = number - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    if above >= 0 and _pair(lines[above]) is None:
        return _no_colon(above, lines)
    return Mistake("FL104", "indent", _whole(number, lines))


def _wide_space(number: int, lines: list[str]) -> Mistake:
    wide = WIDE_INDENT.match(lines[number])
    return Mistake("FL104", "wide-space", _part(number, 0, wide.end() if wide else 1))


def _no_colon(number: int, lines: list[str]) -> Mistake:
    line = lines[number]
    if WIDE_INDENT.match(line):
        return _wide_space(number, lines)
    full_width = _FULL_WIDTH_COLON.match(line)
    if full_width is not None:
        return Mistake("FL104", "full-width-colon", _part(number, full_width.end() - 1))
    glued = _GLUED_COLON.match(line)
    if glued is not None:
        return Mistake("FL104", "glued-colon", _part(number, glued.end() - 1))
    return Mistake("FL104", "no-colon", _whole(number, lines))


def _start(error: UnreadableError, lines: list[str]) -> Mistake:
    """A text that begins with a sign that means something in YAML."""
    number, column = error.since
    span = _from(number, column, lines)
    char = lines[number][column : column + 1]
    if char == "\t":
        return Mistake("FL105", "", _part(number, column))
    return Mistake("FL104", "sign" if char else "", span, char)


def _indent(error: UnreadableError, lines: list[str]) -> Mistake:
    """Something where the block above wants its next key: text after a closed value, or a slip."""
    number, line = error.line, lines[error.line]
    pair = _pair(line)
    start, end = (pair.start("value"), pair.end("value")) if pair else (0, 0)
    opening = line[start : start + 1]
    if pair is not None and start < error.column and opening in ('"', "'"):
        return Mistake("FL104", "after-quote", _part(number, start, end))
    if pair is not None and start < error.column and opening in ("[", "{"):
        return Mistake("FL104", "sign", _part(number, start, end), opening)
    if line[error.column : error.column + 1] in ("]", "}"):
        return Mistake("FL104", "bracket", _part(number, error.column), line[error.column])
    return Mistake("FL104", "indent", _whole(number, lines))


def _bracket(error: UnreadableError, lines: list[str]) -> Mistake:
    """A flow list or mapping that is not closed, or broken inside."""
    number, (opened, column) = error.line, error.since
    line = lines[opened]
    if line[column : column + 1] not in ("[", "{"):  # libyaml: the first thing in a bracket
        column = max(line.rfind("[", 0, column), line.rfind("{", 0, column), 0)
    char = line[column : column + 1]
    deeper = number == opened or indent_of(lines[number]) > indent_of(line)
    if deeper and error.column < len(lines[number].rstrip()):
        return Mistake("FL104", "bracket", _part(number, error.column), char)
    return Mistake("FL104", "unclosed-bracket", _from(opened, column, lines), char)


def _escape(error: UnreadableError, lines: list[str]) -> Mistake:
    line = lines[error.line]
    column = max(line.rfind("\\", 0, error.column + 1), 0)
    span = _part(error.line, column, min(column + 2, len(line)))
    return Mistake("FL104", "escape", span, line[column : column + 2])


_EXPLANATIONS: Final[Mapping[str, Callable[[UnreadableError, list[str]], Mistake]]] = {
    "colon": _colon,
    "no-colon": lambda error, lines: _no_colon(error.since[0], lines),
    "unclosed-quote": lambda error, lines: Mistake(
        "FL104", "unclosed-quote", _from(*error.since, lines)
    ),
    "dash": lambda error, lines: Mistake("FL104", "dash", _from(error.line, error.column, lines)),
    "tab": lambda error, lines: Mistake(
        "FL105", "", _part(error.line, max(lines[error.line].find("\t"), 0))
    ),
    "escape": _escape,
    "bracket": _bracket,
    "start": _start,
    "indent": _indent,
    "depth": lambda error, lines: Mistake(
        "FL115", "", _from(error.line, error.column, lines), str(MAX_DEPTH)
    ),
    "other": lambda error, lines: Mistake("FL104", "", _whole(error.line, lines)),
}


def _pair(line: str) -> re.Match[str] | None:
    """The key and value on a line that a person could have typed."""
    return _PAIR.match(line) if len(line) <= TYPED else None


def _inside(line: int, column: int, lines: list[str]) -> tuple[int, int]:
    """A place of the parser's; one below the last line with a text becomes that line's end."""
    last = next((n for n in reversed(range(len(lines))) if lines[n].strip()), 0)
    if line > last:
        return last, len(lines[last])
    return line, min(column, len(lines[line]))


def _part(number: int, start: int, end: int | None = None) -> Span:
    """A part of one line; ``number``, ``start`` and ``end`` count from 0."""
    return Span(number + 1, start + 1, number + 1, (start + 1 if end is None else end) + 1)


def _from(number: int, column: int, lines: list[str]) -> Span:
    """A line from ``column`` to its last character that is not blank."""
    return _part(number, column, max(len(lines[number].rstrip()), column))


def _whole(number: int, lines: list[str]) -> Span:
    line = lines[number]
    return _from(number, len(line) - len(line.lstrip()) if line.strip() else 0, lines)
