"""What a syntax error really is: the parser's message turned into our kinds, places and hints."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from yaml.error import MarkedYAMLError

from foodsafety_ledger.files.yaml_build import MAX_DEPTH, UnreadableError
from foodsafety_ledger.files.yaml_repair import TYPED, WIDE_INDENT, indent_of
from foodsafety_ledger.model.diagnostic import Span

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
