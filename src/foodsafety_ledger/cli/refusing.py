"""Findings on stderr: why a writing command will not write, and what it remarks on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Final

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.ledgers.values import Entry
from foodsafety_ledger.render.findings import Finding
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.location import Location


def show_findings(
    session: Session, findings: Iterable[Finding], source: Source | None = None
) -> None:
    """Writes findings to stderr: with the lines they are in on a terminal, else one line each.

    Without a ``source`` their places are options of the command line, and have no lines.
    """
    from foodsafety_ledger.cli.excerpts import lines_from
    from foodsafety_ledger.render.diagnostics import concise, full

    if sys.stderr.isatty():
        lines = full(findings, session.say, lines_from(source), colour=session.colours())
    else:
        lines = concise(findings, session.say)
    for line in lines:
        session.err(line)


def option_of(diagnostic: Diagnostic, entry: Entry, command: str) -> Location:
    """Where a finding about a new entry is: the option that says it, as it was typed.

    ``command`` for the entry as a whole; places elsewhere stay what they are.
    """
    at = diagnostic.location
    inside = at.span and entry.span.line <= at.span.line <= entry.span.end_line
    if at.path != entry.path or not inside:
        return at
    options = {entry.place(*place): option for place, option in _options(entry)}
    for target, text in entry.values:
        options[Location(entry.path, entry.source["values"].key_spans[target])] = (
            f"--value {target}={text}"
        )
    return Location(options.get(at, command))


def _options(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key, option in _OPTIONS.items():
        if key in entry.source:
            yield (key,), f"{option} {entry.source[key]}"
    for target, text in entry.values:
        yield ("values", target), f"--value {target}={text}"
    for position, piece in enumerate(entry.evidence):
        for key in ("path", "sha256"):
            yield ("evidence", position, key), f"--evidence {piece.path}"


_OPTIONS: Final = {
    "item": "ITEM",
    "amends": "ENTRY",
    "voids": "ENTRY",
    "reviews": "ENTRY",
    **{key: f"--{key}" for key in ("period", "date", "status", "note", "problems", "next", "by")},
    "approved_by": "--approved-by",
    "reason": "--reason",
}
"""How the command line spells an entry's keys."""
