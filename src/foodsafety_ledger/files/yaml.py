"""Reads YAML as texts with places, refuses what a ledger has no use for, and never gives up early.

Every scalar is a text; no type is guessed. Anchors, aliases, tags, merge keys, duplicate keys and
several documents are refused, all findings of a file in one run. Where a part cannot be read it is
left out and the rest is still read; the reading then says that it is not complete.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from yaml.error import MarkedYAMLError

from foodsafety_ledger.files.text import TextFindings, collector_off, refuse_characters, shifted
from foodsafety_ledger.files.yaml_build import Builder, NextEvent, UnreadableError, events
from foodsafety_ledger.files.yaml_mistakes import explain, unreadable
from foodsafety_ledger.files.yaml_repair import (
    WorkingCopy,
    may_conflict,
    replace_tabs,
    take_out_conflicts,
)
from foodsafety_ledger.model.diagnostic import Span
from foodsafety_ledger.model.located import Data, LocatedList, LocatedMap, Reading

MAX_LINES: Final = 2_000_000
"""The lines of one file; memory for a line is many times that of its characters."""

MAX_RETRIES: Final = 50
"""How often a file with syntax errors is tried again, each time with one more part left out."""

MAX_LINES_READ_AGAIN: Final = 500_000
"""How many lines all tries together may take: seconds, whatever the file is like."""


def read_yaml(path: str, text: str, backend: Callable[[str], NextEvent] = events) -> Reading:
    """The located value of a text, and every finding of the file and YAML rules in it.

    Never raises for what the text holds. ``complete`` is false as soon as there is any finding:
    something of the file is then not, or not surely, in ``data``.
    """
    findings = TextFindings(path)
    if text.count("\n") > MAX_LINES:
        findings.add("FL113", None, "lines", limit=MAX_LINES)
        return Reading(None, findings.report(), complete=False)
    with collector_off():
        draft = WorkingCopy(refuse_characters(text, findings))
        if "\t" in text:
            replace_tabs(draft, findings)
        findings.shifts = draft.shifts
        if may_conflict(text):
            take_out_conflicts(draft, findings)
        data = _read(draft, findings, backend)
        if draft.shifts:
            _move_back(data, draft.shifts)
    return Reading(data, findings.report(), complete=not findings.found)


def _read(draft: WorkingCopy, findings: TextFindings, backend: Callable[[str], NextEvent]) -> Data:
    """Reads the draft, leaving out part after part until what is left can be read."""
    lines_read = retries = 0
    while True:
        try:
            return _build(draft, findings, backend)
        except UnreadableError as error:
            lines_read += error.line + len(draft.lines) // 10
            number = _report(error, draft, findings)
        retries += 1
        if retries == MAX_RETRIES or lines_read > MAX_LINES_READ_AGAIN:
            return _read_up_to(number, draft, findings, backend)
        if not draft.mend(number):
            return None


def _read_up_to(
    number: int, draft: WorkingCopy, findings: TextFindings, backend: Callable[[str], NextEvent]
) -> Data:
    """Reads what stands before a line (from 0); there are too many mistakes to go on."""
    start = draft.cut_from(number)
    findings.add("FL104", Span(start + 1, 1, start + 1, 1), "rest")
    try:
        return _build(draft, findings, backend)
    except UnreadableError:
        return None


def _report(error: UnreadableError, draft: WorkingCopy, findings: TextFindings) -> int:
    """Reports a syntax error unless something was taken out there; the line (from 0) to blame."""
    mistake = explain(error, draft.lines)
    if mistake.span.line not in draft.holes:
        findings.add(mistake.code, mistake.span, mistake.variant, what=mistake.what)
    return mistake.span.line - 1


def _build(draft: WorkingCopy, findings: TextFindings, backend: Callable[[str], NextEvent]) -> Data:
    builder = Builder(draft.lines, findings, draft.holes)
    try:
        builder.build(backend(draft.text))
    except MarkedYAMLError as error:
        raise unreadable(error, draft.lines) from None
    data: Data = builder.root
    return data


def _move_back(data: Data, shifts: Mapping[int, int]) -> None:
    """Puts every span of a value where the file has it, after tabs were widened to blanks."""
    waiting: list[Any] = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, LocatedMap):
            value.span = shifted(value.span, shifts)
            value.key_spans = {k: shifted(at, shifts) for k, at in value.key_spans.items()}
            value.value_spans = {k: shifted(at, shifts) for k, at in value.value_spans.items()}
            waiting.extend(value.values())
        elif isinstance(value, LocatedList):
            value.span = shifted(value.span, shifts)
            value.spans = [shifted(at, shifts) for at in value.spans]
            waiting.extend(value)
