"""A ledger with an entry more, held against every rule before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from foodsafety_ledger.check.reading import Records, apply_errors
from foodsafety_ledger.check.rules import error_rules, is_error, remark_rules
from foodsafety_ledger.check.scene import Scene
from foodsafety_ledger.files.disk import Trouble
from foodsafety_ledger.files.source import Overlay
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.drafting import Draft
from foodsafety_ledger.filing.splice import splice_entry
from foodsafety_ledger.model.diagnostic import Diagnostic, sort_diagnostics
from foodsafety_ledger.model.entry import Entry, Ledger
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.reading.ledger import read_ledger

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


def judge(proposal: Proposal, records: Records, today: date) -> Judgement:
    """What the workspace would be with the proposal; ``records`` is the workspace now.

    Only the one ledger is read again, and only the new entry's evidence is hashed.
    """
    document = read_yaml(proposal.path, proposal.text).data
    assert isinstance(document, LocatedMap)  # noqa: S101 - a ledger that does not read is refused
    text, reading = splice_entry(proposal.path, proposal.text, document, proposal.draft)
    ledger, found = read_ledger(proposal.path, reading)
    assert ledger is not None  # noqa: S101 - the splice has been read back
    entry = ledger.entries[-1]
    scene = _scene_with(ledger, found, records, Overlay(records.scene.source, proposal.files))
    scene.today = today
    after = [*found, *apply_errors(scene)]
    fit = ({e.key for e in records.entries} | {entry.key}) - scene.broken
    return Judgement(
        text=text,
        entry=entry,
        errors=tuple(sort_diagnostics(_added(after, records.diagnostics))),
        remarks=tuple(sort_diagnostics(_remarks(scene, ledger, entry))),
        entries=tuple(e for e in scene.entries if e.key in fit),
    )


def _scene_with(
    ledger: Ledger, found: Iterable[Diagnostic], records: Records, source: Overlay
) -> Scene:
    """The scene with ``ledger`` in the place of the one of that path."""
    before = records.scene
    others = (one for one in before.ledgers if one.path != ledger.path)
    ledgers = tuple(sorted((*others, ledger), key=lambda one: one.path))
    by_reading = (d for d in records.diagnostics if d.code not in error_rules())
    elsewhere = (d for d in by_reading if d.location.path != ledger.path)
    broken = {d.entry for d in (*elsewhere, *found) if d.entry is not None and is_error(d)}
    scene = Scene(before.plan, ledgers, source, broken, before.complete)
    known = before.faults
    new = Scene(before.plan, (replace(ledger, entries=ledger.entries[-1:]),), source)
    scene.faults = known | new.faults
    return scene


def _added(after: Iterable[Diagnostic], before: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The errors of ``after`` that were not there before, by rule, wording and place."""
    known = {(d.code, d.variant, d.location) for d in before}
    for diagnostic in after:
        at = diagnostic.code, diagnostic.variant, diagnostic.location
        if is_error(diagnostic) and at not in known:
            yield diagnostic


def _remarks(scene: Scene, ledger: Ledger, entry: Entry) -> Iterator[Diagnostic]:
    alone = Scene(scene.plan, (replace(ledger, entries=(entry,)),), scene.source, scene.broken)
    for code, rule in remark_rules().items():
        if code not in _UNASKED:
            ground = alone if code in _ON_FILES else scene
            yield from (d for d in rule(ground) if _is_about(d, entry))


def _is_about(diagnostic: Diagnostic, entry: Entry) -> bool:
    span = diagnostic.location.span
    inside = span is not None and entry.span.line <= span.line <= entry.span.end_line
    return diagnostic.location.path == entry.path and inside
