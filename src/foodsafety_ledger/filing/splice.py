"""Adding entries to a ledger's text: every line that was there stays as it was, byte for byte.

The place comes from the parser, the text from ``drafting``, and the result is parsed again: unless
it says exactly what the old text said and the new entries, nothing is handed back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from foodsafety_ledger.files.yaml import Reading, read_yaml
from foodsafety_ledger.filing.blocks import last_line, split_lines
from foodsafety_ledger.filing.drafting import Draft, entry_lines
from foodsafety_ledger.model.entry import FIELDS
from foodsafety_ledger.model.failure import FindingsError
from foodsafety_ledger.model.located import LocatedList, LocatedMap


class Spliced(NamedTuple):
    """A ledger's text with entries more, and what the reader makes of it."""

    text: str
    reading: Reading


class _Place(NamedTuple):
    """Where a new entry goes: before the line with index ``line``, in the style of the others."""

    line: int
    dash: str = "- "
    indent: str = "  "


def splice_entries(path: str, text: str, document: LocatedMap, drafts: Iterable[Draft]) -> Spliced:
    """``text`` with ``drafts`` as its last entries; ``document`` is what the reader made of it.

    Raises FindingsError where ``entries`` is written in flow style, and where the result would not
    read as the old entries and the new ones.
    """
    drafts = tuple(drafts)
    entries = document["entries"]
    lines = split_lines(text)
    place = _place_after(path, lines, entries) if entries else _open_block(path, lines, document)
    spliced = _insert(lines, place, drafts)
    meant = {**document, "entries": [*entries, *map(written, drafts)]}
    reading = read_yaml(path, spliced)
    if reading.data != meant:
        raise FindingsError("splice-unsure", path=path)
    return Spliced(spliced, reading)


def written(draft: Draft) -> dict[str, Any]:
    """The draft as the reader shall return it: what is empty is not written."""
    return {key: draft[key] for key in FIELDS if draft.get(key)}


def _place_after(path: str, lines: list[str], entries: LocatedList) -> _Place:
    span, last = entries.spans[-1], entries[-1]
    if entries.flow:
        raise FindingsError("flow-entries", path=path, line=entries.span.line)
    column = entries.span.column - 1
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


def _open_block(path: str, lines: list[str], document: LocatedMap) -> _Place:
    """Makes ``entries: []`` in ``lines`` open a block, and says where that starts."""
    span = document.value_spans["entries"]
    if document.flow or span.line != span.end_line:
        raise FindingsError("flow-entries", path=path, line=span.line)
    line = lines[span.line - 1]
    lines[span.line - 1] = line[: span.column - 1].rstrip() + line[span.end_column - 1 :]
    return _Place(span.line)


def _insert(lines: list[str], place: _Place, drafts: Iterable[Draft]) -> str:
    before, after = lines[: place.line], lines[place.line :]
    newline = "\r\n" if any(line.endswith("\r\n") for line in before[-2:]) else "\n"
    if not before[-1].endswith("\n"):
        before[-1] += newline
    made = (line for draft in drafts for line in entry_lines(draft, place.dash, place.indent))
    added = (line + newline for line in made)
    return "".join([*before, *added, *after])
