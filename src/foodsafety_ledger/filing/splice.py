"""A ledger's text taken apart, and added to: every line that was there stays, byte for byte.

The place of what is new in a list comes from the parser, the text from ``drafting``, and the result
is parsed again: unless it says exactly what the old text said and what is new, nothing is handed
back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from foodsafety_ledger.files.text import split_lines
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.files.yaml_repair import indent_of
from foodsafety_ledger.filing.drafting import Draft, entry_lines, written
from foodsafety_ledger.model.diagnostic import Span
from foodsafety_ledger.model.failure import FindingsError
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.located import LocatedList, LocatedMap, Reading


@dataclass(frozen=True, slots=True)
class Block:
    """One entry's lines: the comments above it, its own lines, and what they say."""

    lead: str
    body: str
    meaning: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Blocks:
    """A ledger's text in parts; put together again they are the text.

    ``head`` ends with the line of the key ``entries``, written without ``[]``. ``top`` is what the
    ledger says beside its entries. ``column`` is how far the dashes are indented.
    """

    head: str
    blocks: Mapping[str, Block]
    tail: str
    top: Mapping[str, Any]
    column: int | None

    def moved_to(self, column: int) -> Blocks:
        """The same with the dashes at ``column``."""
        if self.column is None or self.column == column:
            return self
        by = column - self.column
        moved = {
            key: replace(b, lead=_indented(b.lead, by), body=_indented(b.body, by))
            for key, b in self.blocks.items()
        }
        return replace(self, blocks=moved, column=column)


def split_blocks(text: str, document: LocatedMap) -> Blocks | None:
    """The parts of a ledger's text; ``document`` is what the reader made of it.

    None where an entry has no lines of its own (flow style), has no id, or shares its id.
    """
    entries = document.get("entries")
    if document.flow or not isinstance(entries, LocatedList) or (entries and entries.flow):
        return None
    lines = split_lines(text)
    if not lines[-1].endswith("\n"):
        lines[-1] += "\r\n" if lines[0].endswith("\r\n") else "\n"
    top = {key: value for key, value in document.items() if key != "entries"}
    if not entries:
        return _split_empty(lines, document, top)
    starts = [_dash_line(lines, span) for span in entries.spans]
    column = _dash_column(lines, starts, document)
    if column is None or len({*starts}) < len(starts):
        return None
    head_end = done = document.key_spans["entries"].line
    blocks: dict[str, Block] = {}
    for entry, span, start in zip(entries, entries.spans, starts, strict=True):
        id_ = entry.get("id") if isinstance(entry, LocatedMap) else None
        if not isinstance(id_, str) or id_ in blocks:
            return None
        end = _with_remarks(lines, last_line(entry, span), column)
        blocks[id_] = Block("".join(lines[done:start]), "".join(lines[start:end]), entry)
        done = end
    return Blocks("".join(lines[:head_end]), blocks, "".join(lines[done:]), top, column)


def join_blocks(head: str, blocks: list[str], tail: str) -> str:
    """A ledger's text from its parts; without entries ``entries`` is written as ``[]``."""
    if blocks:
        return "".join([head, *blocks, tail])
    lines = split_lines(head)
    stripped = lines[-1].rstrip("\r\n")
    code, sharp, remark = stripped.partition(" #")
    end = lines[-1][len(stripped) :]
    return "".join([*lines[:-1], code.rstrip(), " []", sharp, remark, end, tail])


def last_line(value: object, span: Span) -> int:
    """The index of the line after the last one that says something of ``value``.

    A block's own span runs on over blank lines and comments to whatever comes next.
    """
    if isinstance(value, LocatedMap) and value and not value.flow:
        key = next(reversed(value))
        return last_line(value[key], value.value_spans[key])
    if isinstance(value, LocatedList) and value and not value.flow:
        return last_line(value[-1], value.spans[-1])
    return span.end_line - 1 if span.end_column == 1 else span.end_line


def _split_empty(lines: list[str], document: LocatedMap, top: Mapping[str, Any]) -> Blocks | None:
    span = document.value_spans["entries"]
    if span.line != span.end_line or span.line != document.key_spans["entries"].line:
        return None
    line = lines[span.line - 1]
    before, after = line[: span.column - 1].rstrip(), line[span.end_column - 1 :]
    head = "".join([*lines[: span.line - 1], before + after])
    return Blocks(head, {}, "".join(lines[span.line :]), top, None)


def _dash_line(lines: list[str], span: Span) -> int:
    """The index of the line with an entry's dash: its first, or one above where that is alone."""
    line = span.line - 1
    while line > 0 and not lines[line].lstrip(" ").startswith("-"):
        line -= 1
    return line


def _dash_column(lines: list[str], starts: list[int], document: LocatedMap) -> int | None:
    """Where the dashes stand; None where they do not stand below each other on their own lines."""
    columns = {indent_of(lines[i]) for i in starts}
    own_lines = starts[0] >= document.key_spans["entries"].line
    return columns.pop() if own_lines and len(columns) == 1 else None


def _with_remarks(lines: list[str], end: int, column: int) -> int:
    """The end of an entry's lines with the comments below it that are indented under its dash."""
    while end < len(lines) and lines[end].lstrip(" ").startswith("#"):
        if indent_of(lines[end]) <= column:
            break
        end += 1
    return end


def _indented(text: str, by: int) -> str:
    """Every line that is not blank moved by ``by`` columns, as far left as it can go."""
    if by > 0:
        return "".join(" " * by + line if line.strip() else line for line in split_lines(text))
    return "".join(line[min(-by, indent_of(line)) :] for line in split_lines(text))


class Spliced(NamedTuple):
    """A file's text with more in its list, and what the reader makes of it."""

    text: str
    reading: Reading


class Addition(NamedTuple):
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
    added = [Addition(written(draft), partial(entry_lines, draft)) for draft in drafts]
    return splice_list(path, text, document, "entries", added)


def splice_list(
    path: str, text: str, document: LocatedMap, key: str, added: Sequence[Addition]
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


def _insert(lines: list[str], place: _Place, added: Iterable[Addition]) -> str:
    before, after = lines[: place.line], lines[place.line :]
    newline = "\r\n" if any(line.endswith("\r\n") for line in before[-2:]) else "\n"
    if not before[-1].endswith("\n"):
        before[-1] += newline
    made = (line for one in added for line in one.lines(place.dash, place.indent))
    return "".join([*before, *(line + newline for line in made), *after])
