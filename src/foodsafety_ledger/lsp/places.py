"""What stands at a place of a text that may be half written, so that no parser would read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from foodsafety_ledger.model.diagnostic import Span

_WORD: Final = re.compile(r"[\w./-]+")
_KEY: Final = re.compile(r"(?P<indent>[ ]*)(?:- +)*(?:\{ *)?(?P<key>[\w-]+) *:(?= |$)")
_ENTRY: Final = re.compile(r"[ ]*- +(?:\{ *)?id *:")
_PAIR: Final = re.compile(r"(?:^|[,{\[]) *(?P<key>[\w-]+) *: *[^,{\[]*$")
_ITEM: Final = re.compile(r"(?:^|[ {,])item *: *[\"']?(?P<item>[\w.-]+)")


class Place(NamedTuple):
    """A place in a text: the word there, and what it stands for.

    ``key`` is the key whose value the word is or belongs to, empty where the word is itself a key,
    and ``parent`` the key above that. ``item`` is the item that the entry around is about, and
    ``keys`` are those that the entry has. ``quoted`` is whether the word stands in quotes.
    """

    word: str
    span: Span
    key: str
    parent: str
    item: str
    keys: frozenset[str]
    quoted: bool


def place_at(lines: Sequence[str], line: int, column: int) -> Place:
    """The place before the character at a line and column, both from 0."""
    text = lines[line] if line < len(lines) else ""
    words = _WORD.finditer(text)
    found = next((one for one in words if one.start() <= column <= one.end()), None)
    start, end = found.span() if found else (column, column)
    key, parent = _keys(lines, line, start, text[end:])
    block = _entry_around(lines, line)
    item = next((one["item"] for one in map(_ITEM.search, block) if one), "")
    return Place(
        word=text[start:end],
        span=Span(line + 1, start + 1, line + 1, end + 1),
        key=key,
        parent=parent,
        item=item,
        keys=frozenset(one["key"] for one in map(_KEY.match, block) if one),
        quoted=text[:start].endswith(("'", '"')),
    )


def _keys(lines: Sequence[str], line: int, start: int, behind: str) -> tuple[str, str]:
    """The key whose value begins at a place, and the one above it."""
    before = lines[line][:start] if line < len(lines) else ""
    own = _KEY.match(before)
    opened = max(before.rfind("{", own.end() if own else 0), before.rfind("["))
    if own and opened > max(before.rfind("}"), before.rfind("]")):
        pair = _PAIR.search(before[opened:])
        if before[opened] == "[":
            return own["key"], ""
        return (pair["key"], own["key"]) if pair else ("", own["key"])
    indent = len(before) - len(before.lstrip(" -")) if not own else len(own["indent"])
    above = _key_above(lines, line, indent)
    if own:
        return own["key"], above
    return ("", above) if re.match(r" *(:|$)", behind) else (above, "")


def _key_above(lines: Sequence[str], line: int, indent: int) -> str:
    """The key of the nearest line above that stands further left and has nothing behind it."""
    for text in reversed(lines[:line]):
        found = _KEY.match(text)
        if found and len(found["indent"]) < indent:
            return found["key"] if not text[found.end() :].strip() else ""
    return ""


def _entry_around(lines: Sequence[str], line: int) -> Sequence[str]:
    """The lines of the entry that a line belongs to; none above the first."""
    first = next(
        (n for n in range(min(line, len(lines) - 1), -1, -1) if _ENTRY.match(lines[n])), None
    )
    if first is None:
        return ()
    after = range(first + 1, len(lines))
    return lines[first : next((n for n in after if _ENTRY.match(lines[n])), len(lines))]
