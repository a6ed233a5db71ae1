"""Adding to the one list of a file: every line that was there stays as it was, byte for byte.

The place comes from the parser, the text from ``drafting``, and the result is parsed again: unless
it says exactly what the old text said and what is new, nothing is handed back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple

from foodsafety_ledger.files.text import split_lines
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.blocks import last_line
from foodsafety_ledger.filing.drafting import Draft, entry_lines, written
from foodsafety_ledger.model.failure import FindingsError
from foodsafety_ledger.model.located import LocatedList, LocatedMap, Reading


class Spliced(NamedTuple):
    """A file's text with more in its list, and what the reader makes of it."""

    text: str
    reading: Reading


class Member(NamedTuple):
    """What is new in a list: the value as the reader shall return it, and its lines.

    ``lines`` takes what stands before the first of them, and before each of the others.
    """

    value: Any
    lines: Callable[[str, str], Iterable[str]]


class _Place(NamedTuple):
    """Where what is new goes: before the line with index ``line``, in the style of the others."""

    line: int
    dash: str = "- "
    indent: str = "  "


def splice_entries(path: str, text: str, document: LocatedMap, drafts: Iterable[Draft]) -> Spliced:
    """``text`` with ``drafts`` as its last entries: ``splice_list`` for a ledger."""
    added = [Member(written(draft), partial(entry_lines, draft)) for draft in drafts]
    return splice_list(path, text, document, "entries", added)


def splice_list(
    path: str, text: str, document: LocatedMap, key: str, added: Sequence[Member]
) -> Spliced:
    """``text`` with ``added`` as the last of its list ``key``.

    ``document`` is what the reader made of ``text``. Raises FindingsError where the list is written
    in flow style, and where the result would not read as the old text and what is new.
    """
    lines = split_lines(text)
    place = (_place_after if document[key] else _open_block)(path, lines, document, key)
    spliced = _insert(lines, place, added)
    meant = {**document, key: [*document[key], *(one.value for one in added)]}
    reading = read_yaml(path, spliced)
    if reading.data != meant:
        raise FindingsError("splice-unsure", path=path)
    return Spliced(spliced, reading)


def _place_after(path: str, lines: list[str], document: LocatedMap, key: str) -> _Place:
    there: LocatedList = document[key]
    span, last = there.spans[-1], there[-1]
    if there.flow:
        raise FindingsError("flow-list", path=path, name=key, line=there.span.line)
    column = there.span.column - 1
    before = lines[span.line - 1][: span.column - 1]
    dash = before if before.rstrip() == " " * column + "-" else " " * column + "- "
    line = last_line(last, span)
    if _last_text(last).endswith("\n"):
        while line < len(lines) and not lines[line].strip():
            line += 1
    return _Place(line, dash, " " * len(dash))


def _last_text(value: Any) -> str:  # noqa: ANN401 - any value the reader returns
    """The last scalar of a value; one that ends with line breaks owns the blank lines below it."""
    while value and not isinstance(value, str):
        value = value[next(reversed(value))] if isinstance(value, LocatedMap) else value[-1]
    return value or ""


def _open_block(path: str, lines: list[str], document: LocatedMap, key: str) -> _Place:
    """Makes an empty list ``[]`` in ``lines`` open a block, and says where that starts."""
    span = document.value_spans[key]
    if document.flow or span.line != span.end_line:
        raise FindingsError("flow-list", path=path, name=key, line=span.line)
    line = lines[span.line - 1]
    lines[span.line - 1] = line[: span.column - 1].rstrip() + line[span.end_column - 1 :]
    return _Place(span.line)


def _insert(lines: list[str], place: _Place, added: Iterable[Member]) -> str:
    before, after = lines[: place.line], lines[place.line :]
    newline = "\r\n" if any(line.endswith("\r\n") for line in before[-2:]) else "\n"
    if not before[-1].endswith("\n"):
        before[-1] += newline
    made = (line for one in added for line in one.lines(place.dash, place.indent))
    return "".join([*before, *(line + newline for line in made), *after])
