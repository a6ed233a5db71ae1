"""A ledger with an entry more, held against every rule before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.check.rules import is_error, remark_rules
from foodsafety_ledger.check.run import find_errors
from foodsafety_ledger.files.disk import Trouble, evidence_limit, read_inside
from foodsafety_ledger.files.evidence import Placement, as_found, place_evidence
from foodsafety_ledger.files.source import Overlay
from foodsafety_ledger.files.text import decode, form_of
from foodsafety_ledger.files.workspace import ledger_path
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.drafting import Draft, ledger_text, new_id
from foodsafety_ledger.filing.form import Form
from foodsafety_ledger.filing.lookup import Desk
from foodsafety_ledger.filing.splice import splice_entry
from foodsafety_ledger.model.diagnostic import Diagnostic, Location, sort_diagnostics
from foodsafety_ledger.model.entry import FIELDS, Entry, Ledger
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.model.period import parse_date
from foodsafety_ledger.reading.ledger import read_ledger
from foodsafety_ledger.reading.workspace import Workspace

_UNASKED: Final = frozenset({"FL412", "FL606"})
"""Remarks that ``record`` makes in its own words, or that are about what is not recorded."""

_ON_FILES: Final = frozenset({"FL516"})
"""Remarks for which evidence is read; only the new entry's is."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What would be: the ledger's new text, the entry in it, and what the rules say.

    ``errors`` are those that are not there now, wherever they are; ``remarks`` the warnings and
    notes about the new entry. ``workspace`` is what it would be.
    """

    text: str
    entry: Entry
    errors: tuple[Diagnostic, ...]
    remarks: tuple[Diagnostic, ...]
    workspace: Workspace


def verify(
    path: str, text: str, draft: Draft, files: Mapping[str, bytes | Trouble], now: Workspace
) -> Verification:
    """What the workspace would be with ``draft`` in the ledger at ``path``, whose text is ``text``.

    ``files`` are the evidence about to be copied, by the path it will have; ``now`` is the
    workspace as it is. Only the one ledger is read again, and only new evidence is hashed.
    """
    document = read_yaml(path, text).data
    assert isinstance(document, LocatedMap)  # noqa: S101 - a ledger that does not read is refused
    spliced, reading = splice_entry(path, text, document, draft)
    ledger, found = read_ledger(path, reading)
    assert ledger is not None  # noqa: S101 - the splice has been read back
    entry = ledger.entries[-1]
    source = Overlay(now.source, files)
    then = find_errors(now.with_ledger(ledger, found, source))
    return Verification(
        text=spliced,
        entry=entry,
        errors=tuple(_added(then.found, now.found)),
        remarks=tuple(sort_diagnostics(_remarks(then, ledger, entry))),
        workspace=then,
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


class Preview(NamedTuple):
    """A form held against the rules: the ledger as it was read, and what would become of it."""

    form: Form
    raw: bytes | None
    placements: tuple[Placement, ...]
    verified: Verification

    @property
    def path(self) -> str:
        """The ledger's path."""
        return self.verified.entry.path

    @property
    def content(self) -> bytes:
        """The ledger's new bytes, in the form of the old ones."""
        return form_of(self.raw or b"").encode(self.verified.text)

    def as_typed(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Findings, those about the new entry placed at the options that say it."""
        command = f"ledger {self.form.place}"
        return [replace(d, location=_option_of(d, self.verified.entry, command)) for d in found]


def preview(desk: Desk, form: Form) -> Preview:
    """The form held against the rules, with an id for its entry; nothing is written.

    The id follows from what the ledger holds now: where that changes, it is to be previewed anew.
    """
    path = ledger_path(form.department)
    found = desk.source.read(path)
    raw = None if isinstance(found, Trouble) else found
    text = ledger_text(desk.plan.id, form.department) if raw is None else decode(path, raw)[0]
    placements = tuple(_placed(desk, form))
    files = {
        placement.path: _content(file)
        for file, placement in zip(form.files, placements, strict=True)
        if not placement.present
    }
    draft = form.draft(placements)
    ledger = (e for one in desk.workspace.ledgers if one.path == path for e in one.entries)
    day = parse_date(draft["date"]) or desk.today
    id_ = new_id(draft, day, ledger, desk.workspace.by_id)
    verified = verify(path, text or "", {**draft, "id": id_}, files, desk.workspace)
    return Preview(form, raw, placements, verified)


def faults_at(desk: Desk, form: Form, places: Collection[Sequence[str | int]]) -> list[Diagnostic]:
    """What rules have against some of a form's values, the rest of it being as it may."""
    seen = preview(desk, form)
    entry = seen.verified.entry
    wanted = {entry.place(*place) for place in places if place[0] in entry.source}
    return seen.as_typed(d for d in seen.verified.errors if d.location in wanted)


def _placed(desk: Desk, form: Form) -> Iterator[Placement]:
    taken: dict[str, Placement] = {}
    for file in form.files:
        placement = place_evidence(desk.root, form.department, file)
        first = taken.setdefault(as_found(placement.path), placement)
        if first.sha256 != placement.sha256:
            raise UsageError("same-evidence-name", path=str(file), name=file.name)
        yield first


def _content(file: Path) -> bytes | Trouble:
    real = file.resolve()
    return read_inside(real.parent, real.name, evidence_limit())


def _option_of(diagnostic: Diagnostic, entry: Entry, command: str) -> Location:
    """Where a finding about a new entry is: the option that says it, as it was typed.

    ``command`` for the entry as a whole; places elsewhere stay what they are.
    """
    at = diagnostic.location
    if not _is_about(diagnostic, entry):
        return at
    return Location(dict(_options(entry)).get(at, command))


def _options(entry: Entry) -> Iterator[tuple[Location, str]]:
    for key, one in FIELDS.items():
        if one.option and isinstance(entry.source.get(key), str):
            yield entry.place(key), f"{one.option} {entry.source[key]}"
    for target, text in entry.values:
        option = f"--value {target}={text}"
        yield entry.place("values", target), option
        yield Location(entry.path, entry.source["values"].key_spans[target]), option
    for position, piece in enumerate(entry.evidence):
        for key in ("path", "sha256"):
            yield entry.place("evidence", position, key), f"--evidence {piece.path}"
