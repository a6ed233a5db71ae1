"""Ledgers with entries more, held against every rule before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from foodsafety_ledger.check.rules import is_added, is_error, looking
from foodsafety_ledger.check.run import find_errors_near
from foodsafety_ledger.files.disk import Trouble, read_inside
from foodsafety_ledger.files.evidence import PlacedFile, as_found, evidence_limit, place_evidence
from foodsafety_ledger.files.source import Overlay
from foodsafety_ledger.files.text import decode, encoded, variant_of
from foodsafety_ledger.files.workspace import SCHEMA, ledger_path, modeline, schema_name
from foodsafety_ledger.filing.desk import Desk
from foodsafety_ledger.filing.drafting import Draft, entry_lines, ledger_text, new_id, written
from foodsafety_ledger.filing.form import Form
from foodsafety_ledger.model.diagnostic import Diagnostic, Location, sort_diagnostics
from foodsafety_ledger.model.entry import FIELDS, REFERENCES, Entry, Ledger, subject_id
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.located import LocatedMap
from foodsafety_ledger.reading.canonical import is_plain, is_readable, read_piece
from foodsafety_ledger.reading.workspace import Workspace

_UNASKED: Final = frozenset({"FL412", "FL606"})
"""Remarks that ``record`` makes in its own words, or that are about what is not recorded."""

_ANYWHERE: Final = frozenset({"FL518"})
"""Remarks that come of entries on whatever other item."""

_ON_FILES: Final = frozenset({"FL516"})
"""Remarks for which evidence is read; only the new entry's is."""


class NewLedger(NamedTuple):
    """What would become of a ledger.

    Its bytes as they were read, None where there is none yet, its new text, and what reads of it;
    the last ``added`` entries are new. ``is_quick`` is whether they were appended to a file in the
    program's own form, which it is still.
    """

    raw: bytes | None
    text: str
    ledger: Ledger
    added: int
    is_quick: bool = False

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
        return encoded(self.text, self.raw or b"")


class Placed(NamedTuple):
    """A file that is evidence of a new entry, and where it goes in the workspace."""

    department: str
    file: Path
    placement: PlacedFile


@dataclass(frozen=True, slots=True)
class Preview:
    """Forms held against the rules, and what would become of the ledgers they are for.

    The forms stand in the order of the new entries. ``errors`` are those that are not there now,
    wherever they are; ``remarks`` the warnings and notes about new entries. ``workspace`` is what
    it would be.
    """

    forms: tuple[Form, ...]
    placed: tuple[Placed, ...]
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

    def as_typed(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Findings, those about a new entry placed at what was typed to say it."""
        forms = dict(zip((entry.key for entry in self.new), self.forms, strict=True))
        placed = []
        for d in found:
            entry = _subject(d, self.new)
            at = _typed_at(d, entry, forms[entry.key]) if entry else d.location
            placed.append(replace(d, location=at, variant=_as_typed(d) if entry else d.variant))
        return placed


def preview(desk: Desk, forms: Sequence[Form]) -> Preview:
    """Forms held against every rule together, each with an id for its entry; nothing is written.

    The ids follow from what the ledgers hold now: where those change, it is to be previewed anew.
    Only what is on the same items is read, and only new evidence is hashed.
    """
    placed = [[*_placed(desk, form)] for form in forms]
    now = desk.about(_touched(desk, forms, placed))
    drafts: dict[str, list[tuple[Form, Draft]]] = {}
    for form, own in zip(forms, placed, strict=True):
        draft = _with_id(desk, now, form, form.draft(one.placement for one in own))
        drafts.setdefault(form.department, []).append((form, draft))
    every = tuple(chain(*placed))
    files = {one.placement.path: _content(one.file) for one in every if not one.placement.present}
    ledgers = []
    source, then = Overlay(now.source, files), now
    for department, pairs in drafts.items():
        ledger, found = _with_entries(desk, now, department, [draft for _, draft in pairs])
        ledgers.append(ledger)
        then = then.with_ledger(ledger.ledger, found, source)
    then = find_errors_near(then, now, (e for one in ledgers for e in one.entries))
    return Preview(
        forms=tuple(form for pairs in drafts.values() for form, _ in pairs),
        placed=every,
        ledgers=tuple(ledgers),
        errors=tuple(_added(then.found, now.found)),
        remarks=tuple(sort_diagnostics(_remarks(then, ledgers))),
        workspace=then,
    )


def _touched(
    desk: Desk, forms: Iterable[Form], placed: Iterable[Iterable[Placed]]
) -> Iterator[str]:
    """The items that new entries are about, and those with evidence that may be called alike."""
    for form in forms:
        yield from filter(None, (form.said.get("item"), form.said.get("extends")))
        named = (form.said.get(key, "") for key in REFERENCES)
        known = (desk.by_id[id_] for id_ in named if id_ in desk.by_id)
        yield from (subject_id(entry, desk.by_id) for entry in known)
    yield from desk.catalogue.with_evidence_like({o.placement.path for own in placed for o in own})


def _with_entries(
    desk: Desk, now: Workspace, department: str, drafts: Sequence[Draft]
) -> tuple[NewLedger, list[Diagnostic]]:
    """A department's ledger with entries more, and what is found in it."""
    path = ledger_path(department)
    found = desk.source.read(path)
    raw = None if isinstance(found, Trouble) else found
    appended = _appended(desk, now, path, drafts)
    if appended is not None:
        return appended, []
    from foodsafety_ledger.files.yaml import read_yaml  # noqa: PLC0415 - slow, and seldom needed
    from foodsafety_ledger.filing.splice import splice_entries  # noqa: PLC0415 - likewise
    from foodsafety_ledger.reading.ledger import read_ledger  # noqa: PLC0415 - likewise

    text = _new_ledger(desk, department) if raw is None else decode(path, raw)[0] or ""
    document = read_yaml(path, text).data
    assert isinstance(document, LocatedMap)  # noqa: S101 - else it is refused
    spliced, reading = splice_entries(path, text, document, drafts)
    ledger, wrong = read_ledger(path, reading)
    assert ledger is not None  # noqa: S101 - the splice has been read back
    return NewLedger(raw, spliced, ledger, len(drafts)), wrong


def _appended(desk: Desk, now: Workspace, path: str, drafts: Sequence[Draft]) -> NewLedger | None:
    """What ``_with_entries`` makes of a file in the program's own form: its end alone is read.

    None where it is in another form, or would be then.
    """
    filed = desk.catalogue.filed(path)
    before = next((one for one in now.ledgers if one.path == path), None)
    if filed is None or before is None or not filed.is_quick or not filed.lines:
        return None
    assert isinstance(filed.raw, bytes)  # noqa: S101 - it was read
    text = filed.raw.decode()
    added = "".join(f"{line}\n" for draft in drafts for line in entry_lines(draft))
    new = read_piece(path, added, len(filed.lines), text.count("\n") + 1)
    is_sure = new is not None and [one.source for one in new] == [*map(written, drafts)]
    if new is None or not is_sure or not is_plain(added) or not is_readable(text + added):
        return None
    ledger = replace(before, entries=(*before.entries, *new))
    return NewLedger(filed.raw, text + added, ledger, len(new), is_quick=True)


def _new_ledger(desk: Desk, department: str) -> str:
    """A ledger without entries; it names its schema where the workspace has one."""
    schema = desk.source.read(f"{SCHEMA}/{schema_name('ledger')}")
    named = "" if isinstance(schema, Trouble) else modeline("ledger")
    return named + ledger_text(desk.plan.id, department)


def _added(after: Iterable[Diagnostic], before: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The errors of ``after`` that were not there before, by rule, wording and place."""
    known = {(d.code, d.variant, d.location) for d in before}
    for diagnostic in after:
        at = diagnostic.code, diagnostic.variant, diagnostic.location
        if is_error(diagnostic) and at not in known:
            yield diagnostic


def _remarks(then: Workspace, ledgers: Sequence[NewLedger]) -> Iterator[Diagnostic]:
    new = tuple(replace(one.ledger, entries=one.entries) for one in ledgers)
    entries = [entry for one in ledgers for entry in one.entries]
    alone = replace(then, ledgers=new, looked=then.faults)
    near = then.about({*map(then.subject, entries)})
    for code, look in looking(errors=False).items():
        if code not in _UNASKED:
            anywhere = code in _ANYWHERE or is_added(code)
            ground = alone if code in _ON_FILES else then if anywhere else near
            yield from (d for d in look(ground) if _subject(d, entries) is not None)


def _subject(diagnostic: Diagnostic, entries: Iterable[Entry]) -> Entry | None:
    """Which of ``entries`` a finding stands in."""
    path, span = diagnostic.location.path, diagnostic.location.span
    for entry in entries if span else ():
        if span and path == entry.path and entry.span.line <= span.line <= entry.span.end_line:
            return entry
    return None


def _as_typed(diagnostic: Diagnostic) -> str:
    """The finding's variant: nobody typed the escapes by which a draft holds odd characters."""
    if (diagnostic.code, diagnostic.variant) != ("FL103", "written"):
        return diagnostic.variant
    return variant_of(chr(int(str(diagnostic.facts["char"]).removeprefix("U+"), 16)))


def _with_id(desk: Desk, now: Workspace, form: Form, draft: Draft) -> Draft:
    """The draft with the id that it brings, or a new one."""
    if draft.get("id"):
        return draft
    path = ledger_path(form.department)
    ledger = (e for one in now.ledgers if one.path == path for e in one.entries)
    return {**draft, "id": new_id(draft, desk.today, ledger, desk.by_id)}


def faults_at(desk: Desk, form: Form, places: Collection[Sequence[str | int]]) -> list[Diagnostic]:
    """What rules have against some of a form's values, the rest of it being as it may."""
    seen = preview(desk, [form])
    entry = seen.entry
    wanted = {entry.place(*place) for place in places if place[0] in entry.source}
    return seen.as_typed(d for d in seen.errors if d.location in wanted)


def _placed(desk: Desk, form: Form) -> Iterator[Placed]:
    taken: dict[str, PlacedFile] = {}
    for file, _ in form.files:
        placement = place_evidence(desk.root, form.department, file)
        first = taken.setdefault(as_found(placement.path), placement)
        if first.sha256 != placement.sha256:
            raise UsageError("same-evidence-name", path=str(file), name=file.name)
        yield Placed(form.department, file, first)


def _content(file: Path) -> bytes | Trouble:
    real = file.resolve()
    return read_inside(real.parent, real.name, evidence_limit())


def _typed_at(diagnostic: Diagnostic, entry: Entry, form: Form) -> Location:
    """Where a finding about a new entry is: what says it, as it was typed.

    Its cell or its option; the form or command itself for the entry as a whole.
    """
    cells = form.cells or _options(entry)
    places: dict[Location, str] = {}
    for key in FIELDS:
        if key in cells and key in entry.source:
            places[entry.place(key)] = cells[key]
    for target, _ in entry.values:
        at = cells.get(f"values/{target}", cells[""])
        places[entry.place("values", target)] = at
        places[Location(entry.path, entry.source["values"].key_spans[target])] = at
    for position, piece in enumerate(entry.evidence):
        for key in piece.told:
            at = cells.get(f"evidence/{piece.path}", cells[""])
            places[entry.place("evidence", position, key)] = at
    return Location(places.get(diagnostic.location, cells[""]))


def _options(entry: Entry) -> dict[str, str]:
    """The options that say what an entry does, as ``Form.cells`` has the cells of a table."""
    held, marks = entry.source, ("amends", "voids", "reviews", "extends")
    command = next((key[:-1] for key in marks if getattr(entry, key)), "record")
    keys = [key for key, one in FIELDS.items() if one.option and isinstance(held.get(key), str)]
    return {
        "": f"ledger {command}",
        **{key: f"{FIELDS[key].option} {held[key]}" for key in keys},
        **{f"values/{target}": f"--value {target}={text}" for target, text in entry.values},
        **{f"evidence/{piece.path}": f"--evidence {piece.path}" for piece in entry.evidence},
    }
