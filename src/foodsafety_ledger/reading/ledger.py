"""A ledger file, located, as entries: our own fast reader, without pydantic.

It takes what the models of ``schema.py`` take and nothing else, which a test holds; every
finding of every entry in one run, each at its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar

from foodsafety_ledger.model.diagnostic import Diagnostic, EntryKey, Fact, Location, Span
from foodsafety_ledger.model.entry import (
    EVIDENCE,
    EVIDENCE_MORE,
    FIELDS,
    HEADER,
    REFERENCES,
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
from foodsafety_ledger.model.located import LocatedList, LocatedMap, Reading
from foodsafety_ledger.model.name import in_a_row, is_line, nearest, with_nearest
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.model.period import Period, parse_date, parse_period, why_no_date

ENTRY_ID: Final = re.compile(r"[0-9]{8}-[0-9a-f]{8}")
SHA256: Final = re.compile(r"[0-9a-f]{64}")
ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_STATUSES: Final = {status.value: status for status in Status}
_VERDICTS: Final = {verdict.value: verdict for verdict in Verdict}
_Word = TypeVar("_Word")


def meant(
    text: str, read: Callable[[str], object | None], kind: FieldKind | None = None
) -> dict[str, str]:
    """The fact ``meant``: what a text is in the spelling of files, if ``read`` takes that.

    Without a ``kind`` only full-width forms are another spelling.
    """
    from foodsafety_ledger.reading.typed import spelt  # noqa: PLC0415 - most files spell it right

    spelling = halved(text) if kind is None else spelt(kind, text)
    return {} if read(spelling) is None else {"meant": spelling}


def read_entry(node: LocatedMap, department: str, key: EntryKey, found: list[Diagnostic]) -> Entry:
    """The entry that ``node`` holds, blank or None where it does not read, as ``found`` says."""
    read = _Reader(node, key, found)
    allowed = SHAPES[read.kind].allowed
    return Entry(
        kind=read.kind,
        department=department,
        path=key.path,
        position=key.position,
        span=node.span,
        located=lambda _: node,
        **{name: _READ[FIELDS[name].kind](read, name) for name in node if name in allowed},
    )


class _Reader:
    """Reads the keys of one entry; what does not read becomes a finding."""

    __slots__ = ("_found", "_key", "_node", "_shape", "kind")

    def __init__(self, node: LocatedMap, key: EntryKey, found: list[Diagnostic]) -> None:
        self._node = node
        self._key = key
        self._found = found
        self.kind = kind_of(node)
        self._shape = SHAPES[self.kind]
        if not (node.keys() <= self._shape.allowed and node.keys() >= self._shape.required_keys):
            self._check_keys()

    def text(self, key: str) -> str:
        """The text under ``key``; empty if there is none."""
        value = self._node.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self._find("FL303", self._node.value_spans[key], "text", key=key)
            return ""
        if value.strip():
            return value
        if key in required_keys(self.kind, self._node) or key in REFERENCES:
            self._find("FL310", self._node.value_spans[key], key=key)
        return ""

    def line(self, key: str) -> str:
        """The text under ``key``; empty if there is none, or if it is more than a line."""
        text = self.text(key)
        if is_line(text):
            return text
        self._find("FL303", self._node.value_spans[key], "line", key=key)
        return ""

    def id(self, key: str) -> str:
        """The id as written, well-formed or not."""
        text = self.text(key)
        if text and ENTRY_ID.fullmatch(text) is None:
            variant = "capitals" if ENTRY_ID.fullmatch(text.lower()) else ""
            self._find("FL304", self._node.value_spans[key], variant, value=text)
        return text

    def date(self, key: str) -> date | None:
        text = self.text(key)
        day = parse_date(text)
        if text and day is None:
            facts = {"value": text, **meant(text, parse_date, FieldKind.DATE)}
            self._find("FL306", self._node.value_spans[key], why_no_date(text), **facts)
        return day

    def period(self, key: str) -> Period | None:
        text = self.text(key)
        period = parse_period(text)
        if text and period is None:
            facts = {"value": text, **meant(text, parse_period, FieldKind.PERIOD)}
            self._find("FL307", self._node.value_spans[key], **facts)
        return period

    def status(self, key: str) -> Status | None:
        return self._word(key, _STATUSES, "FL305")

    def verdict(self, key: str) -> Verdict | None:
        return self._word(key, _VERDICTS, "FL311")

    def _word(self, key: str, words: Mapping[str, _Word], code: str) -> _Word | None:
        text = self.text(key)
        if text and text not in words:
            sure = meant(text, words.get, FieldKind.STATUS) if code == "FL305" else {}
            likely = sure or with_nearest(text, words)
            span = self._node.value_spans[key]
            self._find(code, span, value=text, choices=in_a_row(words), **likely)
        return words.get(text)

    def values(self, key: str) -> tuple[tuple[str, str], ...]:
        """Target ids with the texts typed for them, the empty and the shapeless left out."""
        listed = self._node[key]
        if not isinstance(listed, LocatedMap):
            if listed != "":
                self._find("FL303", self._node.value_spans[key], "mapping", key=key)
            return ()
        for target, value in listed.items():
            at = listed.value_spans[target]
            if not isinstance(value, str):
                self._find("FL303", at, "text", key=target)
            elif not value.strip():
                self._find("FL310", at, "value", key=target)
        return tuple((t, v) for t, v in listed.items() if isinstance(v, str) and v.strip())

    def evidence(self, key: str) -> tuple[Evidence, ...]:
        listed = self._node[key]
        if not isinstance(listed, LocatedList):
            if listed != "":
                self._find("FL303", self._node.value_spans[key], "list", key=key)
            return ()
        pieces = (self._piece(member, listed.spans[n]) for n, member in enumerate(listed))
        return tuple(piece for piece in pieces if piece is not None)

    def _piece(self, node: Any, at: Span) -> Evidence | None:  # noqa: ANN401 - any part of a file
        if not isinstance(node, LocatedMap):
            self._find("FL308", at, "mapping")
            return None
        before = len(self._found)
        known = (*EVIDENCE, *EVIDENCE_MORE)
        strange = node.keys() - set(known)
        for key in strange:
            self._find("FL308", node.key_spans[key], "key", key=key, **with_nearest(key, known))
        for key in (*EVIDENCE, *(key for key in EVIDENCE_MORE if key in node)):
            self._check_piece(node, key, torn=node.torn or bool(strange))
        if len(self._found) > before or node.torn:
            return None
        until = parse_date(node.get("valid_until", ""))
        return Evidence(node["path"], node["sha256"], node.get("of", ""), until)

    def _check_piece(self, node: LocatedMap, key: str, *, torn: bool) -> None:
        value = node.get(key)
        if value is None:
            if not torn:  # else it may be there, misspelt or unreadable
                self._find("FL308", node.start, "missing", key=key)
        elif not isinstance(value, str) or not value.strip():
            self._find("FL308", node.value_spans[key], "text", key=key)
        elif key == "sha256" and SHA256.fullmatch(value) is None:
            self._find("FL308", node.value_spans[key], "hash", value=value)
        elif key == "of" and ID.fullmatch(value) is None:
            self._find("FL308", node.value_spans[key], "of", value=value)
        elif key == "valid_until" and parse_date(value) is None:
            self._find("FL308", node.value_spans[key], "date", value=value)

    def _check_keys(self) -> None:
        node, shape = self._node, self._shape
        misspelt = set()
        foreign = []
        for key in node:
            if key in shape.allowed:
                continue
            if key in FIELDS:
                foreign.append(key)
                continue
            misspelt.add(nearest(key, FIELDS))
            facts = with_nearest(key, FIELDS)
            self._find("FL302", node.key_spans[key], key=key, **facts)
        if foreign:
            self._find("FL309", node.key_spans[foreign[0]], self.kind.value, key=foreign[0])
        for key in required_keys(self.kind, node):
            if key not in node and key not in misspelt and not node.torn:
                self._find("FL301", node.start, key=key)

    def _find(self, code: str, at: Span, variant: str = "", /, **facts: Fact) -> None:
        location = Location(self._key.path, at)
        self._found.append(Diagnostic(code, location, facts, variant, entry=self._key))


_READ: Final[Mapping[FieldKind, Callable[[_Reader, str], Any]]] = {
    FieldKind.ID: _Reader.id,
    FieldKind.REFERENCE: _Reader.text,
    FieldKind.TEXT: _Reader.line,
    FieldKind.PROSE: _Reader.text,
    FieldKind.DATE: _Reader.date,
    FieldKind.PERIOD: _Reader.period,
    FieldKind.STATUS: _Reader.status,
    FieldKind.VERDICT: _Reader.verdict,
    FieldKind.VALUES: _Reader.values,
    FieldKind.EVIDENCE: _Reader.evidence,
}


def kind_of(node: Mapping[str, Any]) -> Kind:
    """What an entry does that has these keys."""
    if "voids" in node:
        return Kind.VOID
    if "extends" in node:
        return Kind.EXTENSION
    return Kind.REVIEW if "reviews" in node else Kind.REPORT


_OF_ONE_ENTRY: Final = frozenset({"FL103", "FL105", "FL106", "FL107", "FL108", "FL109"})
"""Mistakes in the text that spoil only the entry they stand in; others spoil the file."""

_HARMLESS: Final = frozenset({"FL111", "FL112", "FL117", "FL119"})
"""Remarks on a text that reads all the same."""


def department_of(path: str) -> str:
    """The department that a ledger's file name stands for."""
    return path.rpartition("/")[2].rpartition(".")[0]


def spoils_the_file(diagnostic: Diagnostic) -> bool:
    """Whether a finding about a ledger's text or shape makes all of its entries unusable."""
    return diagnostic.entry is None and diagnostic.code not in _HARMLESS


def read_ledger(
    path: str, reading: Reading, found: Iterable[Diagnostic] | None = None
) -> tuple[Ledger | None, list[Diagnostic]]:
    """The ledger that a file holds, and every finding about its text and shape.

    ``found`` is what was found in the text, by default what the reading says. Every mapping in
    ``entries`` becomes an Entry, with blanks for what does not read; an error in it carries its
    key, and who uses the figures leaves it out. None where the file holds no mapping at all.
    The department is the file name's where the file does not say it.
    """
    node, of_text = reading.data, list(reading.diagnostics if found is None else found)
    if not isinstance(node, LocatedMap):
        if node is not None or not of_text:
            at = Location(path, Span(1, 1, 1, 1))
            of_text.append(Diagnostic("FL303", at, variant="ledger"))
        return None, of_text
    of_shape = list(_check_header(path, node))
    department = _text(node, "department") or department_of(path)
    entries, unread = _read_entries(path, node, department, of_shape)
    ledger = Ledger(
        path=path,
        department=department,
        plan=_text(node, "plan"),
        entries=entries,
        complete=reading.complete and not unread and all(entry.id for entry in entries),
        unread=unread,
    )
    return ledger, [*_attributed(of_text, entries), *of_shape]


def _text(node: LocatedMap, key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""


def _check_header(path: str, node: LocatedMap) -> Iterator[Diagnostic]:
    misspelt = set()
    for key in node.keys() - set(HEADER):
        misspelt.add(nearest(key, HEADER))
        facts = {"key": key, **with_nearest(key, HEADER)}
        yield Diagnostic("FL302", Location(path, node.key_spans[key]), facts, "ledger")
    for key in HEADER:
        if key in node:
            yield from _check_header_value(path, key, node)
        elif key not in misspelt and not node.torn:
            yield Diagnostic("FL301", Location(path, node.start), {"key": key}, "ledger")


def _check_header_value(path: str, key: str, node: LocatedMap) -> Iterator[Diagnostic]:
    value, at = node[key], Location(path, node.span_at(key))
    if key == "entries":
        if not isinstance(value, LocatedList):
            yield Diagnostic("FL303", at, {"key": key}, "list")
    elif not isinstance(value, str):
        yield Diagnostic("FL303", at, {"key": key}, "text")
    elif not value.strip():
        yield Diagnostic("FL310", at, {"key": key})
    elif key == "department" and value != department_of(path):
        yield Diagnostic("FL312", at, {"value": value, "file": f"{department_of(path)}.yaml"})


def _read_entries(
    path: str, node: LocatedMap, department: str, found: list[Diagnostic]
) -> tuple[tuple[Entry, ...], int]:
    listed = node.get("entries")
    if not isinstance(listed, LocatedList):
        return (), 0
    entries = []
    for position, member in enumerate(listed):
        if isinstance(member, LocatedMap):
            entries.append(read_entry(member, department, EntryKey(path, position), found))
        else:
            at = Location(path, listed.spans[position])
            key = EntryKey(path, position)
            found.append(Diagnostic("FL303", at, variant="entry", entry=key))
    return tuple(entries), len(listed) - len(entries)


def _attributed(found: list[Diagnostic], entries: tuple[Entry, ...]) -> Iterator[Diagnostic]:
    """The findings about the text, each with the entry it spoils if it spoils only one."""
    starts = [entry.span.line for entry in entries]
    for diagnostic in found:
        span = diagnostic.location.span
        if span is None or diagnostic.code not in _OF_ONE_ENTRY:
            yield diagnostic
            continue
        at = bisect_right(starts, span.line) - 1
        inside = at >= 0 and span.line <= entries[at].span.end_line
        yield replace(diagnostic, entry=entries[at].key) if inside else diagnostic
