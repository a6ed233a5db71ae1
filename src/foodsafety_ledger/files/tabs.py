"""Tabs where YAML wants blanks: reported, and replaced so that the rest of the file is read."""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.files.findings import Findings
from foodsafety_ledger.files.repair import Draft, content_column, dash_columns, indent_of
from foodsafety_ledger.values.location import Span

_SEPARATORS = re.compile(
    r"""\ *(?P<dashes>(?:-[ \t]+)*)
    (?:(?:"[^"]*"|'[^']*'|[^\s"'#\[\]{}-][^:#"']*?)[ \t]*:(?=\s))?
    (?P<gap>[ \t]*)(?=\S)""",
    re.VERBOSE,
)
_BLOCK_SCALAR = re.compile(r".*(?:^|[:-]) +[|>][0-9+-]{0,2} *(?:#.*)?$")
_OPENS = re.compile(r".*(?:[:-]|[|>][0-9+-]{0,2}) *(?:#.*)?$")

_WIDTHS: Final = (2, 4, 8)

_TYPED: Final = 1000
"""Longer lines are not looked into: searching them could take time without end."""


def replace_tabs(draft: Draft, findings: Findings) -> None:
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
            _report(findings, index, lead.index("\t"), len(lead))
            line = " " * state.fitting(lead, member=bare.startswith("-")) + bare  # noqa: PLW2901 - the line as repaired
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

    def fitting(self, lead: str, *, member: bool) -> int:
        """The column that an indent with tabs most likely means, for a key or a list's member."""
        candidates = [*self._keys, *self._deeper, *(self._signs if member else [])]
        widths = [len(lead.expandtabs(width)) for width in _WIDTHS]
        exact = next((width for width in widths if width in candidates), None)
        if exact is not None:
            return exact
        return min(candidates, key=lambda column: abs(column - widths[0]))

    def enter(self, line: str) -> None:
        """Takes note of the levels that a line of keys or members opens."""
        if self._text_above is not None:
            return
        indent, column = indent_of(line), content_column(line)
        self._keys = [*(level for level in self._keys if level < indent), column]
        self._signs = [*(sign for sign in self._signs if sign < indent), *dash_columns(line)]
        self._deeper = [column + 2] if _OPENS.match(line) else []
        if _BLOCK_SCALAR.match(line):
            dashes = dash_columns(line)
            only_dashes = dashes and line[column : column + 1] in ("|", ">")
            self._text_above = dashes[-1] if only_dashes else column


def _separators(draft: Draft, findings: Findings, index: int) -> str:
    """Replaces tabs after list signs and colons; each is one column, so places stay right."""
    line = draft.lines[index]
    match = _SEPARATORS.match(line) if len(line) <= _TYPED else None
    if match is None:
        return line
    for group in ("dashes", "gap"):
        start, end = match.span(group)
        if "\t" in match[group]:
            shift = draft.shifts.get(index + 1, 0)
            first = line.index("\t", start)
            _report(findings, index, first - shift, end - shift)
            line = line[:start] + match[group].replace("\t", " ") + line[end:]
    draft.lines[index] = line
    return line


def _report(findings: Findings, index: int, start: int, end: int) -> None:
    findings.add("FL105", Span(index + 1, start + 1, index + 1, end + 1))
