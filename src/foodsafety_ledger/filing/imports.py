"""From files that people send to forms of entries: what is new, what amends, what is known.

An export brings back the same entries, with the ids they had; any other table is a report.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any, Final, NamedTuple

from foodsafety_ledger.assess.standing import standing_at
from foodsafety_ledger.filing.desk import Desk
from foodsafety_ledger.filing.form import Form, amending
from foodsafety_ledger.filing.reported import (
    About,
    FormsRow,
    Gathered,
    Gatherer,
    Report,
    all_reports,
)
from foodsafety_ledger.model.diagnostic import Fact
from foodsafety_ledger.model.entry import FIELDS, Entry, Evidence, FieldKind, Kind
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.name import in_a_row
from foodsafety_ledger.model.period import parse_date
from foodsafety_ledger.reading.heads import (
    DIGEST,
    EXPORT_KEYS,
    FORM_HEADS,
    FORM_VERSION,
    MACHINE,
    OF_ITEM,
    SAID,
    FormKey,
    headed,
    is_card,
    read_table,
)
from foodsafety_ledger.reading.sheets import STRUCK, Cell, Problem, Sheet, digest_of, read_sheets

_CONTENT: Final = (*OF_ITEM, FormKey.BY, FormKey.APPROVED_BY)
"""What a report says beside its values; with them, all that makes it the same as another."""

_KEYS: Final = frozenset(FormKey)
"""What tables have columns for: of anything else an amendment says what it amends said."""

_FORMS_OWN: Final = frozenset({FormKey.ITEM, FormKey.TARGET, FormKey.DONE, FormKey.TOTAL, *SAID})
"""The columns without which a form would lose what was filled in."""


class ImportOptions(NamedTuple):
    """What the command line says of an import: ``day`` is the day of import, ``said`` if given.

    ``by`` fills in what a table without such a column cannot say, ``columns`` further heads.
    """

    day: date
    said: bool = False
    department: str = ""
    period: str = ""
    reason: str = ""
    by: str = ""
    columns: Mapping[str, FormKey] = {}


@dataclass
class Import:
    """What files would add.

    ``known`` counts the reports, and the entries of exports, that are recorded already.
    ``problems`` stop everything; ``passed`` is what was not taken over; ``unexplained`` are the
    reports that would change an entry, for which no reason is given: their forms may be previewed,
    and not written.
    """

    forms: list[Form] = field(default_factory=list)
    known: int = 0
    problems: list[Problem] = field(default_factory=list)
    passed: list[Problem] = field(default_factory=list)
    unexplained: list[Report] = field(default_factory=list)


def read_files(files: Iterable[tuple[str, bytes]], desk: Desk, given: ImportOptions) -> Import:
    """What the files, by name, would add to the ledgers."""
    gathered: list[Gathered] = []
    exports: list[Import] = []
    unmatched = {headed(head): head for head in given.columns}
    for name, raw in files:
        sheets, problems = read_sheets(name, raw)
        if unmatched:
            words = {headed(one.text) for sheet in sheets for row in sheet.rows for one in row}
            unmatched = {word: head for word, head in unmatched.items() if word not in words}
        gathered.append(Gathered(problems=problems))
        records = records_of(sheets)
        if records is not None:
            exports.append(restore(records, desk))
            gathered.append(Gathered(passed=tuple(chain(*map(_beside, sheets)))))
        elif sheets:
            gathered += _file(name, sheets, desk, given)
    if unmatched:
        raise UsageError("map-unmatched", head=in_a_row(unmatched.values()))
    together = all_reports(gathered)
    found = Import(problems=[*together.problems], passed=[*together.passed])
    matcher = _Matcher(desk, given, found)
    for report in together.reports:
        matcher.match(report)
    for one in exports:
        found.known += one.known
        found.problems += one.problems
        found.forms += one.forms
    return found


class ExportedRows(NamedTuple):
    """The rows for programs of an export, and where somebody changed what people see of it."""

    rows: tuple[Mapping[str, Cell], ...]
    problems: tuple[Problem, ...]


def records_of(sheets: Iterable[Sheet]) -> ExportedRows | None:
    """The rows for programs of a file that is an export; None for any other."""
    told = {sheet.name: sheet for sheet in sheets}
    machine = told.get(MACHINE) or (next(iter(told.values())) if len(told) == 1 else None)
    if machine is None or not machine.rows:
        return None
    heads = [cell.text for cell in machine.rows[0]]
    if not {*EXPORT_KEYS, DIGEST} <= set(heads):
        return None
    first = heads.index(EXPORT_KEYS[0])
    places = {key: heads.index(key, first) for key in EXPORT_KEYS}
    id_at = places["id"]
    rows = [row for row in machine.rows[1:] if row[id_at].text]
    if machine.name == MACHINE:
        problems = _edited_sheets(told, machine, places[EXPORT_KEYS[-1]] + 1)
    else:
        problems = _edited_rows(rows, first, heads.index(DIGEST))
    made = tuple({key: row[at] for key, at in places.items()} for row in rows)
    return ExportedRows(made, tuple(problems))


def _edited_sheets(told: Mapping[str, Sheet], machine: Sheet, at: int) -> Iterator[Problem]:
    for row in machine.rows[1:]:
        name, digest = row[at].text, row[at + 1].text if at + 1 < len(row) else ""
        sheet = told.get(name)
        if sheet is None:
            continue
        struck = any(cell.kind == STRUCK for row in sheet.rows for cell in row if cell.text)
        if struck or digest_of(_texts(sheet.rows[1:])) != digest:
            yield Problem(sheet.place, "edited-export")


def _edited_rows(rows: Sequence[Sequence[Cell]], width: int, digest_at: int) -> Iterator[Problem]:
    for row in rows:
        if digest_of(_texts([row[:width]])) != row[digest_at].text:
            yield Problem(row[0].place, "edited-export")


def _texts(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def restore(records: ExportedRows, desk: Desk) -> Import:
    """The entries of an export as forms; those that the ledgers have already are known."""
    found = Import(problems=[*records.problems])
    for row in records.rows:
        try:
            form = _restored(row, desk)
        except (ValueError, TypeError):
            found.problems.append(Problem(row["id"].place, "broken-export"))
            continue
        if row["plan"].text != desk.plan.id or form.department not in desk.plan.departments:
            told = {"plan": row["plan"].text, "own": desk.plan.id}
            found.problems.append(Problem(row["plan"].place, "other-plan", told))
            continue
        there, drafted = desk.workspace.by_id.get(form.said["id"]), form.draft()
        if there is None:
            found.forms.append(form)
        elif all((there.told(key) or None) == (drafted.get(key) or None) for key in FIELDS):
            found.known += 1
        else:
            found.problems.append(Problem(row["id"].place, "id-differs", {"id": there.id}))
    return found


def _restored(row: Mapping[str, Cell], desk: Desk) -> Form:
    """An export's entry; ValueError or TypeError where what is several does not read."""
    values: dict[str, str] = {}
    kept: tuple[Evidence, ...] = ()
    said: dict[str, str] = {}
    for key, one in FIELDS.items():
        text = row[key].text
        if one.kind is FieldKind.VALUES:
            values = dict(json.loads(text)) if text else {}
        elif one.kind is FieldKind.EVIDENCE:
            kept = tuple(Evidence(**piece) for piece in json.loads(text or "[]"))
        elif text:
            said[key] = text
    cells = {key: cell.place for key, cell in row.items()} | {"": row["id"].place}
    item = desk.plan.items.get(said.get("item", ""))
    return Form(row["department"].text, said, item, values, kept, cells=cells)


def _beside(sheet: Sheet) -> Iterator[Problem]:
    """What hangs on the cells of a sheet, which is not read."""
    return (Problem(one.place, one.kind, {"text": one.text}) for one in sheet.asides)


def _file(
    name: str, sheets: Iterable[Sheet], desk: Desk, given: ImportOptions
) -> Iterator[Gathered]:
    """What each sheet of a file reports."""
    told = {sheet.name: sheet for sheet in sheets}
    machine, rows = _machine(told.pop(MACHINE, None))
    department = machine.get("department") or given.department
    problems = tuple(_foreign(name, machine, department, desk, given))
    yield Gathered(problems=problems)
    if problems:
        return
    about = About(department, machine.get("period") or given.period, given.by, rows)
    tables, gathered = 0, list[Gathered]()
    for sheet in told.values():
        yield Gathered(passed=tuple(_beside(sheet)))
        table, found = read_table(sheet, given.columns)
        if table is not None and sheet.hidden.whole:
            yield Gathered(passed=(Problem(sheet.place, "hidden-sheet"),))
            continue
        tables += table is not None
        yield Gathered(problems=found)
        if table is not None:
            missing = _FORMS_OWN - table.columns if machine else ()
            lost = (
                Problem(table.heads, "head-missing", {"head": head, "key": one})
                for one, head in FORM_HEADS.items()
                if one in missing
            )
            yield Gathered(problems=tuple(lost))
            reported = Gatherer(table, about, desk).gather()
            kept = tuple(one for one in reported.problems if one.facts.get("key") not in missing)
            gathered.append(reported._replace(problems=kept))
        elif _is_filled(sheet):
            yield Gathered(passed=(Problem(sheet.place, "card" if is_card(sheet) else "no-heads"),))
    yield from gathered
    filled = {report.item.id for one in gathered for report in one.reports}
    items = dict.fromkeys(item for (item, _), row in rows.items() if not row.stands)
    blank = [item for item in items if item not in filled]
    if filled and blank and not any(one.problems for one in gathered):
        yield Gathered(passed=(Problem(name, "left-blank", {"items": in_a_row(blank)}),))
    if not tables:
        key = "no-table" if any(map(_is_filled, told.values())) else "nothing-there"
        yield Gathered(problems=(Problem(name, key),))


def _is_filled(sheet: Sheet) -> bool:
    return any(cell.text.strip() for row in sheet.rows for cell in row)


def _machine(sheet: Sheet | None) -> tuple[dict[str, str], dict[tuple[str, str], FormsRow]]:
    """What a form's sheet for programs says, by key, and of its rows by item and target."""
    rows = [[cell.text for cell in row] for row in sheet.rows] if sheet else []
    told = {row[0]: row[1] for row in rows if row[0] != "row" and len(row) > 1}
    of_targets = (row for row in rows if row[0] == "row" and len(row) > 3)
    return told, {(row[1], row[2]): FormsRow(*row[3:6]) for row in of_targets}


def _foreign(
    name: str, told: Mapping[str, str], department: str, desk: Desk, given: ImportOptions
) -> Iterator[Problem]:
    """What shows that a form is not of this plan or program, or not of whom and when is given."""
    if told and told.get("plan") != desk.plan.id:
        yield Problem(name, "other-plan", {"plan": told.get("plan", ""), "own": desk.plan.id})
    if told and told.get("form") != FORM_VERSION:
        yield Problem(name, "other-version", {"version": told.get("form", "")})
    for key, own in (("department", given.department), ("period", given.period)):
        if own and told.get(key, own) != own:
            yield Problem(name, f"{key}-given", {"text": told[key], "given": own})
    if department and department not in desk.plan.departments:
        yield Problem(name, "failures.unknown-department", {"name": department})


class _Matcher:
    """Holds reports against what the ledgers have."""

    def __init__(self, desk: Desk, given: ImportOptions, found: Import) -> None:
        self._desk, self._given, self._found = desk, given, found
        self._every = _by_key(desk.workspace.entries)
        self._live = _by_key(standing_at(desk.workspace.fit).live)
        self._taken = set(desk.workspace.by_id)

    def match(self, report: Report) -> None:
        """Puts a report where it belongs: new, amending, known, or a problem."""
        report.said.setdefault("by", self._given.by)
        every, same = self._every.get(report.key, ()), self._live.get(report.key, ())
        if len(same) == 1:
            report.go_on_from(same[0])
        equal = [entry for entry in every if _content(entry) == _told(report)]
        earlier = equal[0] if equal else None
        if any(entry in same for entry in equal):
            self._found.known += 1
        elif report.stands and report.stands not in {entry.id for entry in same}:
            self._problem(report, "", "form-overtaken", id=report.stands)
        elif len(same) > 1:
            ids = in_a_row(entry.id for entry in same)
            self._problem(report, "", "several-live", ids=ids)
        elif same:
            self._amend(report, same[0], earlier)
        else:
            self._add(report, earlier)

    def _problem(self, report: Report, key: str, name: str, **facts: Fact) -> None:
        """A problem of what a report says under a key, or of the whole."""
        place = report.cells.get(key, report.whole)
        self._found.problems.append(Problem(place, name, facts))

    def _add(self, report: Report, earlier: Entry | None) -> None:
        """A new report; ``earlier`` is an entry that said the same and was replaced or voided."""
        if earlier is not None and not self._given.reason:
            self._found.passed.append(_replaced(report, earlier, "-"))
            self._found.unexplained.append(report)
        day = report.said.get("date") or str(self._given.day)
        if self._is_to_come(day):
            today = str(self._desk.today)
            self._problem(report, "date", "date-to-come", date=day, today=today)
            return
        taken = day if earlier is None else str(self._given.day)
        self._found.forms.append(self._form(report, taken))

    def _is_to_come(self, day: str) -> bool:
        found = parse_date(day)
        latest = max(self._desk.today, self._given.day) if self._given.said else self._desk.today
        return found is not None and found > latest

    def _amend(self, report: Report, entry: Entry, earlier: Entry | None) -> None:
        """A report that differs from the one that stands."""
        day = parse_date(report.said.get("date", ""))
        if day is not None and day < entry.day:
            facts = {"date": str(day), "id": entry.id, "entry": str(entry.day)}
            self._problem(report, "date", "older-form", **facts)
            return
        if earlier is not None:
            self._found.passed.append(_replaced(report, earlier, entry.id))
        if not self._given.reason:
            self._found.unexplained.append(report)
        form = self._form(report, str(self._given.day))
        stays = {k: v for k, v in amending(entry, report.item).said.items() if k not in _KEYS}
        form.said |= {**stays, "reason": self._given.reason or "-"}
        form.kept = entry.evidence
        self._found.forms.append(form)

    def _form(self, report: Report, day: str) -> Form:
        content, tried = [self._desk.plan.id, *report.key, *_told(report)], 0
        prefix = str(parse_date(day) or self._given.day).replace("-", "")
        id_ = f"{prefix}-{_digits(content)}"
        while id_ in self._taken:
            tried += 1
            id_ = f"{prefix}-{_digits([*content, tried])}"
        self._taken.add(id_)
        own = {"id": id_, "item": report.item.id, "period": report.period, "date": day}
        values = dict(report.values)
        return Form(report.department, report.said | own, report.item, values, cells=report.cells)


def _replaced(report: Report, earlier: Entry, stands: str) -> Problem:
    """That an entry which said the same does not stand any more."""
    return Problem(report.whole, "replaced", {"id": earlier.id, "stands": stands})


def _digits(content: list[Any]) -> str:
    """The first 8 digits of the sha256 of what is reported, as compact JSON."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _by_key(entries: Iterable[Entry]) -> dict[tuple[str, str, str], list[Entry]]:
    """The reports among entries, by what they are about."""
    found: dict[tuple[str, str, str], list[Entry]] = {}
    for one in entries:
        if one.kind is Kind.REPORT:
            found.setdefault((one.department, one.item, str(one.period)), []).append(one)
    return found


def _told(report: Report) -> list[Any]:
    """All that a report says, beside its date."""
    return [*(report.said.get(key, "") for key in _CONTENT), report.values]


def _content(entry: Entry) -> list[Any]:
    """All that an entry reports, beside its date and evidence."""
    return [*(entry.told(key) for key in _CONTENT), dict(entry.values)]


def chosen_columns(texts: Iterable[str]) -> dict[str, FormKey]:
    """What ``HEAD=KEY`` options say; UsageError for a key that no column has, or a head twice."""
    chosen: dict[str, FormKey] = {}
    for text in texts:
        head, sign, key = text.replace("＝", "=").rpartition("=")
        if not sign or key not in _KEYS:
            known = in_a_row(FormKey)
            raise UsageError("bad-map", text=text, known=known)
        if headed(head) in map(headed, chosen):
            raise UsageError("map-twice", head=head)
        chosen[head] = FormKey(key)
    return chosen
