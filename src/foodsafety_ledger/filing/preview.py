"""Ledgers with entries more, held against every rule before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.check.rules import is_error, looking
from foodsafety_ledger.check.run import find_errors
from foodsafety_ledger.files.disk import Trouble, evidence_limit, read_inside
from foodsafety_ledger.files.evidence import Placement, as_found, place_evidence
from foodsafety_ledger.files.source import Overlay
from foodsafety_ledger.files.text import decode, form_of
from foodsafety_ledger.files.workspace import ledger_path
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.desk import Desk
from foodsafety_ledger.filing.drafting import Draft, ledger_text, new_id
from foodsafety_ledger.filing.form import Form
from foodsafety_ledger.filing.splice import splice_entries
from foodsafety_ledger.model.diagnostic import Diagnostic, Location, sort_diagnostics
from foodsafety_ledger.model.entry import FIELDS, Entry, Ledger
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.reading.ledger import read_ledger
from foodsafety_ledger.reading.workspace import Workspace

_UNASKED: Final = frozenset({"FL412", "FL606"})
"""Remarks that ``record`` makes in its own words, or that are about what is not recorded."""

_ON_FILES: Final = frozenset({"FL516"})
"""Remarks for which evidence is read; only the new entry's is."""


class NewLedger(NamedTuple):
    """What would become of a ledger.

    Its bytes as they were read, None where there is none yet, its new text, and what reads of it;
    the last ``added`` entries are new.
    """

    raw: bytes | None
    text: str
    ledger: Ledger
    added: int

    @property
    def path(self) -> str:
        """The ledger's path."""
        return self.ledger.path

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The new entries."""
        return self.ledger.entries[-self.added :]

    @property
    def content(self) -> bytes:
        """The ledger's new bytes, in the form of the old ones."""
        return form_of(self.raw or b"").encode(self.text)


@dataclass(frozen=True, slots=True)
class Verification:
    """What would be: the ledgers with the new entries in them, and what the rules say.

    ``errors`` are those that are not there now, wherever they are; ``remarks`` the warnings and
    notes about new entries. ``workspace`` is what it would be.
    """

    ledgers: tuple[NewLedger, ...]
    errors: tuple[Diagnostic, ...]
    remarks: tuple[Diagnostic, ...]
    workspace: Workspace

    @property
    def new(self) -> tuple[Entry, ...]:
        """Every new entry, by ledger."""
        return tuple(entry for one in self.ledgers for entry in one.entries)

    @property
    def entry(self) -> Entry:
        """The first new entry: the only one, where one form was previewed."""
        return self.new[0]


class Addition(NamedTuple):
    """Drafts for one ledger: its path, its bytes as they were read, and what is to be added."""

    path: str
    raw: bytes | None
    text: str
    drafts: tuple[Draft, ...]


def verify(
    additions: Iterable[Addition], files: Mapping[str, bytes | Trouble], now: Workspace
) -> Verification:
    """What the workspace would be with all ``additions``, held against every rule together.

    ``files`` are the evidence about to be copied, by the path it will have; ``now`` is the
    workspace as it is. Only the ledgers that change are read again, and only new evidence is
    hashed.
    """
    source, then, ledgers = Overlay(now.source, files), now, []
    for one in additions:
        document = read_yaml(one.path, one.text).data
        assert isinstance(document, LocatedMap)  # noqa: S101 - else it is refused
        spliced, reading = splice_entries(one.path, one.text, document, one.drafts)
        ledger, found = read_ledger(one.path, reading)
        assert ledger is not None  # noqa: S101 - the splice has been read back
        ledgers.append(NewLedger(one.raw, spliced, ledger, len(one.drafts)))
        then = then.with_ledger(ledger, found, source)
    then = find_errors(then)
    return Verification(
        ledgers=tuple(ledgers),
        errors=tuple(_added(then.found, now.found)),
        remarks=tuple(sort_diagnostics(_remarks(then, ledgers))),
        workspace=then,
    )


def _added(after: Iterable[Diagnostic], before: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The errors of ``after`` that were not there before, by rule, wording and place."""
    known = {(d.code, d.variant, d.location) for d in before}
    for diagnostic in after:
        at = diagnostic.code, diagnostic.variant, diagnostic.location
        if is_error(diagnostic) and at not in known:
            yield diagnostic


def _remarks(then: Workspace, ledgers: Sequence[NewLedger]) -> Iterator[Diagnostic]:
    new = tuple(replace(one.ledger, entries=one.entries) for one in ledgers)
    alone = replace(then, ledgers=new, looked=then.faults)
    entries = [entry for one in ledgers for entry in one.entries]
    for code, look in looking(errors=False).items():
        if code not in _UNASKED:
            ground = alone if code in _ON_FILES else then
            yield from (d for d in look(ground) if _subject(d, entries) is not None)


def _subject(diagnostic: Diagnostic, entries: Iterable[Entry]) -> Entry | None:
    """Which of ``entries`` a finding stands in."""
    path, span = diagnostic.location.path, diagnostic.location.span
    for entry in entries if span else ():
        if span and path == entry.path and entry.span.line <= span.line <= entry.span.end_line:
            return entry
    return None


class Preview(NamedTuple):
    """Forms held against the rules, and what would become of the ledgers they are for.

    ``placements`` are those of each form's files.
    """

    forms: tuple[Form, ...]
    placements: tuple[tuple[Placement, ...], ...]
    verified: Verification

    def as_typed(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Findings, those about a new entry placed at what was typed to say it."""
        new = self.verified.new
        forms = dict(zip((entry.key for entry in new), self._by_ledger(), strict=True))
        placed = []
        for d in found:
            entry = _subject(d, new)
            at = _typed_at(d, entry, forms[entry.key]) if entry else d.location
            placed.append(replace(d, location=at))
        return placed

    def _by_ledger(self) -> list[Form]:
        """The forms in the order of the new entries."""
        order = {one.path: number for number, one in enumerate(self.verified.ledgers)}
        return sorted(self.forms, key=lambda form: order[ledger_path(form.department)])


def preview(desk: Desk, forms: Sequence[Form]) -> Preview:
    """Forms held against the rules together, each with an id for its entry; nothing is written.

    The ids follow from what the ledgers hold now: where those change, it is to be previewed anew.
    """
    placements = tuple(tuple(_placed(desk, form)) for form in forms)
    files = {
        placement.path: _content(file)
        for form, places in zip(forms, placements, strict=True)
        for file, placement in zip(form.files, places, strict=True)
        if not placement.present
    }
    drafts: dict[str, list[Draft]] = {}
    for form, places in zip(forms, placements, strict=True):
        taken = drafts.setdefault(form.department, [])
        taken.append(_with_id(desk, form, form.draft(places)))
    additions = [_addition(desk, one, drafts[one]) for one in drafts]
    return Preview(tuple(forms), placements, verify(additions, files, desk.workspace))


def _addition(desk: Desk, department: str, drafts: Iterable[Draft]) -> Addition:
    path = ledger_path(department)
    found = desk.source.read(path)
    raw = None if isinstance(found, Trouble) else found
    text = ledger_text(desk.plan.id, department) if raw is None else decode(path, raw)[0]
    return Addition(path, raw, text or "", tuple(drafts))


def _with_id(desk: Desk, form: Form, draft: Draft) -> Draft:
    """The draft with the id that it brings, or a new one."""
    if draft.get("id"):
        return draft
    path = ledger_path(form.department)
    ledger = (e for one in desk.workspace.ledgers if one.path == path for e in one.entries)
    return {**draft, "id": new_id(draft, desk.today, ledger, desk.workspace.by_id)}


def faults_at(desk: Desk, form: Form, places: Collection[Sequence[str | int]]) -> list[Diagnostic]:
    """What rules have against some of a form's values, the rest of it being as it may."""
    seen = preview(desk, [form])
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


def _typed_at(diagnostic: Diagnostic, entry: Entry, form: Form) -> Location:
    """Where a finding about a new entry is: what says it, as it was typed.

    Its cell or its option; the form or command itself for the entry as a whole.
    """
    places = dict(_cells(entry, form) if form.cells else _options(entry))
    whole = form.cells.get("", f"ledger {form.place}")
    return Location(places.get(diagnostic.location, whole))


def _cells(entry: Entry, form: Form) -> Iterator[tuple[Location, str]]:
    """The place of each key and value of an entry, and the cell that it was read from."""
    for key in FIELDS:
        if key in form.cells and key in entry.source:
            yield entry.place(key), form.cells[key]
    for target, _ in entry.values:
        cell = form.cells.get(f"values/{target}", form.cells[""])
        yield entry.place("values", target), cell
        yield Location(entry.path, entry.source["values"].key_spans[target]), cell


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
