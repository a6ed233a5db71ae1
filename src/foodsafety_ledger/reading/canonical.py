"""Ledgers in exactly the form that the program writes, read without a YAML parser.

One pattern takes an entry: keys in their order, each value in the ways in which ``drafting.py``
writes it. Whatever else a file holds, if only one blank, it is not read here but by the full reader
(``ledger.py``): what this one reads is what that one would, places too, and nothing in it is wrong.
A property test and a fuzzer hold the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any, Final, NamedTuple

from foodsafety_ledger.files.text import is_printable
from foodsafety_ledger.model.diagnostic import Span
from foodsafety_ledger.model.entry import (
    FIELDS,
    SHAPES,
    Entry,
    Evidence,
    FieldKind,
    Kind,
    Ledger,
    Status,
    Verdict,
    required_keys,
)
from foodsafety_ledger.model.located import NOWHERE, LocatedList, LocatedMap
from foodsafety_ledger.model.period import WITHIN_YEAR, parse_date, parse_period
from foodsafety_ledger.reading.ledger import ENTRY_ID, SHA256, department_of, kind_of

_MOST: Final = 1_900_000
"""Values of a file beyond which the full reader may find it too large."""

_ID: Final = ENTRY_ID.pattern
_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NAME: Final = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_QUOTED: Final = r'"(?=[^"\\\n]*[^\s"\\])[^"\\\n]*"'
_FIRST: Final = r"[^\x00-/:-@\[-`{-\x7f\u3000]"
_PLAIN: Final = _FIRST + r"[^\n:#]*(?:(?::(?![ \n])|(?<! )#)[^\n:#]*)*(?<! )"
_LITERAL: Final = r"\|-(?:\n    (?=\S)[^\n]*(?:\n+    [^\n]*)*(?<=\S))"
_LINE: Final = f"{_QUOTED}|{_PLAIN}"
_FIGURE: Final = rf'{_NAME}: (?:n/a|[0-9][0-9/.-]*|"[0-9][0-9/.-]*")'
_PATH: Final = _FIRST + r"[^\s,:\[\]{}?#\"'&*!|>%@`\\]*"
_PIECE: Final = (
    rf"\{{path: {_PATH}, sha256: {SHA256.pattern}(?:, of: {_NAME})?(?:, valid_until: {_DAY})?\}}"
)
_FORMS: Final[Mapping[FieldKind, str]] = {
    FieldKind.ID: f" ({_ID})",
    FieldKind.REFERENCE: f" ({_ID})",
    FieldKind.TEXT: f" ({_LINE})",
    FieldKind.PROSE: f" ({_LINE}|{_LITERAL})",
    FieldKind.DATE: f" ({_DAY})",
    FieldKind.PERIOD: rf' ([0-9]{{4}}(?:{WITHIN_YEAR})|"[0-9]{{4}}")',
    FieldKind.STATUS: f" ({'|'.join(Status)})",
    FieldKind.VERDICT: f" ({'|'.join(Verdict)})",
    FieldKind.VALUES: rf"( \{{{_FIGURE}(?:, {_FIGURE})*\}}|(?:\n    {_FIGURE})+)",
    FieldKind.EVIDENCE: rf"( \[{_PIECE}\]|(?:\n  - {_PIECE})+)",
}
"""How the value of a key may stand behind its colon; the group is what is read of it."""


@cache
def _entry() -> re.Pattern[str]:
    """What takes one entry; made when there is one to read."""
    forms = {k: _FORMS[one.kind].replace("(", f"(?P<{k}>", 1) for k, one in FIELDS.items()}
    rest = "".join(f"(?:  {key}:{form}\n)?" for key, form in forms.items() if key != "id")
    return re.compile(f"- id:{forms['id']}\n{rest}")


_HEAD: Final = re.compile(
    rf"(?:#[^\n]*\n)*plan: ({_NAME})\ndepartment: ({_NAME})\nentries:(?: \[\]\n|\n(?=-))"
)
_PAIR: Final = re.compile(r'([a-z0-9_-]+): "?([^\s",{}\[\]]+)"?')
_PIECES: Final = re.compile(r"\{[^}\n]*\}")


class _NotCanonicalError(Exception):
    """Something is not as the program writes it."""


def read_canonical(path: str, text: str) -> Ledger | None:
    """The ledger that a text holds in the program's own form; None for any other text."""
    head = _HEAD.match(text)
    if head is None or head[2] != department_of(path) or not is_plain(text):
        return None
    try:
        whole = head.end() == len(text)  # a pattern is not made for no entries
        first = Piece(text, head.end(), 0, text.count("\n", 0, head.end()) + 1)
        entries = () if whole else tuple(read_pieces(path, [first]))
    except _NotCanonicalError:
        return None
    return Ledger(path, head[2], head[1], entries)


def is_plain(text: str) -> bool:
    """Whether a text has neither characters that are refused nor more values than are read."""
    return is_readable(text) and is_printable(text)


def is_readable(text: str) -> bool:
    """Whether a text cannot have more values than are read."""
    values = 2 * text.count(":") + 2 * text.count("{") + 2 * text.count("[") + 4 * text.count("\n-")
    return values < _MOST


def read_piece(path: str, text: str, position: int, line: int) -> tuple[Entry, ...] | None:
    """The entries in a piece of a ledger's text, as if read with it; None for any other text.

    ``position`` is the number of entries before them, ``line`` the one on which the piece begins.
    """
    try:
        return tuple(read_pieces(path, [Piece(text, 0, position, line)]))
    except _NotCanonicalError:
        return None


class Piece(NamedTuple):
    """A stretch of a ledger's text that holds whole entries, from an offset on.

    ``position`` is the number of entries before them, ``line`` the one on which the first begins.
    """

    text: str
    start: int
    position: int
    line: int


def read_pieces(path: str, pieces: Iterable[Piece]) -> Iterator[Entry]:
    """The entries in pieces of a ledger in the program's own form."""
    department, take = department_of(path), _entry().match
    for piece in pieces:
        text, start, position, line = piece
        size = len(text)
        while start < size:
            match = take(text, start)
            if match is None:
                raise _NotCanonicalError
            end = match.end()
            groups = match.groups()
            form = _form(tuple([raw is None for raw in groups]))
            told = {key: read(groups[number]) for number, key, read in form.readers}
            if not (form.is_whole or told.keys() >= set(required_keys(form.kind, told))):
                raise _NotCanonicalError
            lines = text.count("\n", start, end)
            width = end - text.rfind("\n", start, end - 1) - 1
            span = Span(line, 3, line + lines - 1, width)
            yield Entry(
                kind=form.kind,
                department=department,
                path=path,
                position=position,
                span=span,
                located=partial(_located, text, start, span),
                **told,
            )
            start, line, position = end, line + lines, position + 1


class _Form(NamedTuple):
    """What entries with the same keys have in common: their kind, and how each key is read.

    ``is_whole`` is whether they have all that their kind must have, whatever they say.
    """

    kind: Kind
    readers: tuple[tuple[int, str, Callable[[str], Any]], ...]
    is_whole: bool


@cache
def _form(lacking: tuple[bool, ...]) -> _Form:
    """The form of entries that lack some of the keys; refused where they have any too many."""
    there = [(n, key) for n, key in enumerate(FIELDS) if not lacking[n]]
    keys = {key: None for _, key in there}
    kind = kind_of(keys)
    shape = SHAPES[kind]
    if not keys.keys() <= shape.allowed:
        raise _NotCanonicalError
    readers = tuple((n, key, _READ[key]) for n, key in there)
    return _Form(kind, readers, keys.keys() >= shape.required_keys)


def _text(raw: str) -> str:
    if raw[0] == '"':
        return raw[1:-1]
    if raw.startswith("|-\n"):
        return "\n".join(line[4:] for line in raw[3:].split("\n"))
    return raw


@lru_cache(maxsize=4096)
def _shared(raw: str) -> str:
    """A text that many entries have, kept once."""
    return _text(raw)


def _or_refused(read: Callable[[str], Any]) -> Callable[[str], Any]:
    @lru_cache(maxsize=4096)
    def known(raw: str) -> Any:  # noqa: ANN401 - whatever it reads as
        value = read(raw.strip('"'))
        if value is None:
            raise _NotCanonicalError
        return value

    return known


_day: Final[Callable[[str], date]] = _or_refused(parse_date)


def _values(raw: str) -> tuple[tuple[str, str], ...]:
    pairs = tuple(_PAIR.findall(raw))
    if len(pairs) > 1 and len(dict(pairs)) < len(pairs):
        raise _NotCanonicalError
    return pairs


def _evidence(raw: str) -> tuple[Evidence, ...]:
    return tuple(_piece(dict(_PAIR.findall(one))) for one in _PIECES.findall(raw))


def _piece(told: Mapping[str, str]) -> Evidence:
    until = told.get("valid_until")
    return Evidence(
        told["path"], told["sha256"], told.get("of", ""), _day(until) if until else None
    )


_READERS: Final[Mapping[FieldKind, Callable[[str], Any]]] = {
    FieldKind.ID: str,
    FieldKind.REFERENCE: str,
    FieldKind.TEXT: _shared,
    FieldKind.PROSE: _text,
    FieldKind.DATE: _day,
    FieldKind.PERIOD: _or_refused(parse_period),
    FieldKind.STATUS: {one.value: one for one in Status}.__getitem__,
    FieldKind.VERDICT: {one.value: one for one in Verdict}.__getitem__,
    FieldKind.VALUES: _values,
    FieldKind.EVIDENCE: _evidence,
}
_READ: Final = {key: _READERS[one.kind] for key, one in FIELDS.items()}


def _located(text: str, start: int, span: Span, only: str | None) -> LocatedMap:
    """The entry that begins at ``start``, with its places; of one key alone where it is named.

    It is made when somebody asks for a place, and most have to do with one key. For None there are
    no places.
    """
    node, match = LocatedMap(span), _entry().match(text, start)
    assert match is not None  # noqa: S101 - it was read from there
    place = _nowhere if only is None else partial(_span, text, start, span.line)
    for key, raw in match.groupdict().items():
        if raw is None or (only and only != key):
            continue
        begins, end = match.span(key)
        name = begins - len(key) - (1 if raw[0] in " \n" else 2)
        begins += len(raw) - len(raw.lstrip(" \n"))
        read = _PARTS.get(FIELDS[key].kind)
        value = read(text, begins, end, place) if read else _text(raw)
        node.put(key, place(name, name + len(key)), value, place(begins, end))
    return node


def in_same_words(one: Entry, other: Entry) -> bool:
    """Whether two entries stand in the program's own form in the same words: they say the same."""
    words = _words(one.located)
    return words is not None and words == _words(other.located)


def _words(located: Callable[[str | None], LocatedMap]) -> str | None:
    """The text of an entry that was read here; None of any other."""
    if not (isinstance(located, partial) and located.func is _located):
        return None
    text, start, _ = located.args
    end = text.find("\n-", start)
    return str(text[start:end] if end >= 0 else text[start:]).rstrip("\n")


_Place = Callable[[int, int], Span]


def _nowhere(_start: int, _end: int) -> Span:
    return NOWHERE


def _span(text: str, first: int, line: int, start: int, end: int) -> Span:
    """The span between two offsets; ``first`` is where the line of that number begins."""
    begins = max(text.rfind("\n", first, start) + 1, first)
    down = text.count("\n", first, start)
    last = max(text.rfind("\n", first, end) + 1, first)
    below = down + text.count("\n", start, end)
    return Span(line + down, start - begins + 1, line + below, end - last + 1)


def _pairs(text: str, start: int, end: int, place: _Place) -> LocatedMap:
    node = LocatedMap(place(start, end), flow=text[start] == "{")
    for pair in _PAIR.finditer(text, start, end):
        value = place(pair.end(1) + 2, pair.end())
        node.put(pair[1], place(*pair.span(1)), pair[2], value)
    return node


def _members(text: str, start: int, end: int, place: _Place) -> LocatedList:
    members = LocatedList(place(start, end), flow=text[start] == "[")
    for piece in _PIECES.finditer(text, start, end):
        members.put(_pairs(text, *piece.span(), place), place(*piece.span()))
    return members


_PARTS: Final = {FieldKind.VALUES: _pairs, FieldKind.EVIDENCE: _members}
