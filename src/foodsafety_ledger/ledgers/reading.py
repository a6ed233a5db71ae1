"""A ledger file, located, as entries: our own fast reader, without pydantic.

It takes what the models of ``model.py`` take and nothing else, which a test holds; every finding
of every entry in one run, each at its place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from foodsafety_ledger.files.located import LocatedList, LocatedMap
from foodsafety_ledger.files.yaml import Reading
from foodsafety_ledger.ledgers.entries import read_entry
from foodsafety_ledger.ledgers.shapes import HEADER
from foodsafety_ledger.ledgers.values import Entry, Ledger
from foodsafety_ledger.values.diagnostic import Diagnostic, EntryKey
from foodsafety_ledger.values.location import Location, Span
from foodsafety_ledger.values.nearest import nearest, with_nearest

LEDGERS: Final = "ledgers"

_OF_ONE_ENTRY: Final = frozenset({"FL103", "FL105", "FL106", "FL107", "FL108", "FL109"})
"""Mistakes in the text that spoil only the entry they stand in; others spoil the file."""


def department_of(path: str) -> str:
    """The department that a ledger's file name stands for."""
    return path.rpartition("/")[2].removesuffix(".yaml")


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
        facts = {"value": value, "expected": department_of(path)}
        yield Diagnostic("FL312", at, facts)


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
