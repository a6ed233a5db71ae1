"""A ledger with an entry more, held against every rule before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from foodsafety_ledger.check.rules import is_error, remark_rules
from foodsafety_ledger.check.run import find_errors
from foodsafety_ledger.files.disk import Trouble
from foodsafety_ledger.files.source import Overlay
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.drafting import Draft
from foodsafety_ledger.filing.splice import splice_entry
from foodsafety_ledger.model.diagnostic import Diagnostic, sort_diagnostics
from foodsafety_ledger.model.entry import Entry, Ledger
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.reading.ledger import read_ledger
from foodsafety_ledger.reading.workspace import Workspace

_UNASKED: Final = frozenset({"FL412", "FL606"})
"""Remarks that ``record`` makes in its own words, or that are about what is not recorded."""

_ON_FILES: Final = frozenset({"FL516"})
"""Remarks for which evidence is read; only the new entry's is."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be added, and what is put beside it.

    ``path`` and ``text`` are the ledger's as it is now; ``files`` the evidence about to be copied,
    by the path it will have.
    """

    path: str
    text: str
    draft: Draft
    files: Mapping[str, bytes | Trouble]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What would be: the ledger's new text, the entry in it, and what the rules say.

    ``errors`` are those that are not there now, wherever they are; ``remarks`` the warnings and
    notes about the new entry. ``entries`` are what figures would be made of.
    """

    text: str
    entry: Entry
    errors: tuple[Diagnostic, ...]
    remarks: tuple[Diagnostic, ...]
    entries: tuple[Entry, ...]


def judge(proposal: Proposal, now: Workspace) -> Judgement:
    """What the workspace would be with the proposal; ``now`` is the workspace as it is.

    Only the one ledger is read again, and only the new entry's evidence is hashed.
    """
    document = read_yaml(proposal.path, proposal.text).data
    assert isinstance(document, LocatedMap)  # noqa: S101 - a ledger that does not read is refused
    text, reading = splice_entry(proposal.path, proposal.text, document, proposal.draft)
    ledger, found = read_ledger(proposal.path, reading)
    assert ledger is not None  # noqa: S101 - the splice has been read back
    entry = ledger.entries[-1]
    source = Overlay(now.source, proposal.files)
    then = find_errors(now.with_ledger(ledger, found, source))
    fit = {e.key for e in now.fit} | {entry.key}
    return Judgement(
        text=text,
        entry=entry,
        errors=tuple(_added(then.found, now.found)),
        remarks=tuple(sort_diagnostics(_remarks(then, ledger, entry))),
        entries=tuple(e for e in then.sound if e.key in fit),
    )


def _added(after: Iterable[Diagnostic], before: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The errors of ``after`` that were not there before, by rule, wording and place."""
    known = {(d.code, d.variant, d.location) for d in before}
    for diagnostic in after:
        at = diagnostic.code, diagnostic.variant, diagnostic.location
        if is_error(diagnostic) and at not in known:
            yield diagnostic


def _remarks(then: Workspace, ledger: Ledger, entry: Entry) -> Iterator[Diagnostic]:
    alone = replace(then, ledgers=(replace(ledger, entries=(entry,)),), looked=then.faults)
    for code, look in remark_rules().items():
        if code not in _UNASKED:
            ground = alone if code in _ON_FILES else then
            yield from (d for d in look(ground) if _is_about(d, entry))


def _is_about(diagnostic: Diagnostic, entry: Entry) -> bool:
    span = diagnostic.location.span
    inside = span is not None and entry.span.line <= span.line <= entry.span.end_line
    return diagnostic.location.path == entry.path and inside
