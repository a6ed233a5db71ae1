"""From files that people send to forms of entries: what is new, what amends, what is known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from foodsafety_ledger.assess.standing import standing_at
from foodsafety_ledger.filing.desk import Desk
from foodsafety_ledger.filing.form import Form
from foodsafety_ledger.filing.reported import SAID, About, Gathered, Report, all_reports, gather
from foodsafety_ledger.filing.restored import Restored, records_of, restore
from foodsafety_ledger.model.entry import Entry, Kind
from foodsafety_ledger.model.failure import UsageError
from foodsafety_ledger.model.period import parse_date
from foodsafety_ledger.reading.heads import FORM_HEADS, FORM_VERSION, MACHINE, Column, read_table
from foodsafety_ledger.reading.naming import find_department
from foodsafety_ledger.reading.sheets import Problem, Sheet, read_sheets

_CONTENT: Final = ("status", "note", "problems", "next", "by", "approved_by")
"""What a report says beside its values; with them, all that makes it the same as another."""


_FORMS_OWN: Final = frozenset({Column.ITEM, Column.TARGET, Column.DONE, Column.TOTAL, *SAID})
"""The columns without which a form would lose what was filled in."""


class Given(NamedTuple):
    """What the command line says of an import: ``day`` is the day of import, ``said`` if given.

    ``by`` fills in what a table without such a column cannot say, ``columns`` further heads.
    """

    day: date
    said: bool = False
    department: str = ""
    period: str = ""
    reason: str = ""
    by: str = ""
    columns: Mapping[str, Column] = {}


@dataclass
class Import:
    """What files would add.

    ``known`` are reports that are recorded already, with their entries; ``restored`` counts the
    entries of exports that are.
    ``problems`` stop everything; ``passed`` is what was not taken over; ``unexplained`` are the
    reports that would change an entry, for which no reason is given: their forms may be previewed,
    and not written.
    """

    forms: list[Form] = field(default_factory=list)
    restored: int = 0
    known: list[tuple[Report, Entry]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    passed: list[Problem] = field(default_factory=list)
    unexplained: list[Report] = field(default_factory=list)


def read_files(files: Mapping[str, bytes], desk: Desk, given: Given) -> Import:
    """What the files, by name, would add to the ledgers."""
    gathered: list[Gathered] = []
    exports: list[Restored] = []
    for name, raw in files.items():
        sheets, problems = read_sheets(name, raw)
        gathered.append(Gathered((), problems, ()))
        records = records_of(sheets)
        if records is not None:
            exports.append(restore(records, desk))
        elif sheets:
            gathered += _file(name, sheets, desk, given)
    together = all_reports(gathered)
    found = Import(problems=[*together.problems], passed=[*together.passed])
    matcher = _Matcher(desk, given, found)
    for report in together.reports:
        matcher.match(report)
    for one in exports:
        found.restored += one.known
        found.problems += one.problems
        found.forms += one.forms
    return found


def _file(name: str, sheets: Iterable[Sheet], desk: Desk, given: Given) -> Iterator[Gathered]:
    """What each sheet of a file reports."""
    told = {sheet.name: sheet for sheet in sheets}
    machine = _machine(told.pop(MACHINE, None))
    problems = tuple(_foreign(name, machine, desk))
    yield Gathered((), problems, ())
    about, differs = _about(name, machine, desk, given)
    yield Gathered((), differs, ())
    if problems or differs:
        return
    tables = 0
    for sheet in told.values():
        table, found = read_table(sheet, given.columns)
        tables += table is not None
        yield Gathered((), found, ())
        if table is not None:
            missing = _FORMS_OWN - table.columns if machine.told else ()
            heads = [FORM_HEADS[one] for one in FORM_HEADS if one in missing]
            lost = (Problem(sheet.place, "head-missing", {"head": head}) for head in heads)
            yield Gathered((), tuple(lost), ())
            yield gather(table, about, desk)
        elif any(cell.text.strip() for row in sheet.rows for cell in row):
            yield Gathered((), (), (Problem(sheet.place, "no-heads"),))
    if not tables:
        yield Gathered((), (Problem(name, "no-table"),), ())


class _Machine(NamedTuple):
    """What a form's sheet for programs says."""

    told: Mapping[str, str]
    totals: Mapping[tuple[str, str], str]


def _machine(sheet: Sheet | None) -> _Machine:
    rows = [[cell.text for cell in row] for row in sheet.rows] if sheet else []
    totals = {
        (row[1], row[2]): row[3] for row in rows if row[0] == "row" and len(row) > 3 and row[3]
    }
    return _Machine({row[0]: row[1] for row in rows if row[0] != "row" and len(row) > 1}, totals)


def _foreign(name: str, machine: _Machine, desk: Desk) -> Iterator[Problem]:
    """What shows that a form is not of this plan, or of another version of this program."""
    told = machine.told
    if told and told.get("plan") != desk.plan.id:
        yield Problem(name, "other-plan", {"plan": told.get("plan", ""), "own": desk.plan.id})
    if told and told.get("form") != FORM_VERSION:
        yield Problem(name, "other-version", {"version": told.get("form", "")})


def _about(
    name: str, machine: _Machine, desk: Desk, given: Given
) -> tuple[About, tuple[Problem, ...]]:
    """Of whom and when a file is: what it says itself, else what is given for it."""
    told, problems = machine.told, []
    for key, own in (("department", given.department), ("period", given.period)):
        if own and told.get(key, own) != own:
            problems.append(Problem(name, f"{key}-given", {"text": told[key], "given": own}))
    department = told.get("department") or given.department
    if department and department not in desk.plan.departments:
        problems.append(Problem(name, "failures.unknown-department", {"name": department}))
    about = About(department, told.get("period") or given.period, machine.totals)
    return about, tuple(problems)


def department_given(text: str | None, desk: Desk) -> str:
    """The id of the department that an option names; empty where it is not given."""
    return find_department(text, desk.plan).id if text else ""


class _Matcher:
    """Holds reports against what the ledgers have."""

    def __init__(self, desk: Desk, given: Given, found: Import) -> None:
        self._desk, self._given, self._found = desk, given, found
        self._live = standing_at(desk.workspace.fit).live
        self._taken = set(desk.workspace.by_id)

    def match(self, report: Report) -> None:
        """Puts a report where it belongs: new, amending, known, or a problem."""
        report.said.setdefault("by", self._given.by)
        same = [entry for entry in self._live if _is_about(entry, report)]
        equal = next((entry for entry in same if _content(entry) == _told(report)), None)
        if equal is not None:
            self._found.known.append((report, equal))
        elif len(same) > 1:
            ids = ", ".join(entry.id for entry in same)
            self._found.problems.append(Problem(report.whole, "several-live", {"ids": ids}))
        elif same:
            self._amend(report, same[0])
        else:
            self._add(report)

    def _earlier(self, report: Report) -> Entry | None:
        """An entry that said the same and was replaced or voided."""
        every = self._desk.workspace.entries
        return next(
            (e for e in every if _is_about(e, report) and _content(e) == _told(report)), None
        )

    def _add(self, report: Report) -> None:
        earlier = self._earlier(report)
        if earlier is not None and not self._given.reason:
            told = {"id": earlier.id, "stands": "-"}
            self._found.passed.append(Problem(report.whole, "replaced", told))
            self._found.unexplained.append(report)
        day = report.said.get("date") or str(self._given.day)
        if self._is_to_come(day):
            place = report.cells.get("date", report.whole)
            told = {"date": day, "today": str(self._desk.today)}
            self._found.problems.append(Problem(place, "date-to-come", told))
            return
        self._found.forms.append(
            self._form(report, day if earlier is None else str(self._given.day))
        )

    def _is_to_come(self, day: str) -> bool:
        found = parse_date(day)
        latest = max(self._desk.today, self._given.day) if self._given.said else self._desk.today
        return found is not None and found > latest

    def _amend(self, report: Report, entry: Entry) -> None:
        day = parse_date(report.said.get("date", ""))
        if day is not None and day < entry.day:
            told = {"date": str(day), "id": entry.id, "entry": str(entry.day)}
            place = report.cells.get("date", report.whole)
            self._found.problems.append(Problem(place, "older-form", told))
            return
        earlier = self._earlier(report)
        if earlier is not None:
            told = {"id": earlier.id, "stands": entry.id}
            self._found.passed.append(Problem(report.whole, "replaced", told))
        if not self._given.reason:
            self._found.unexplained.append(report)
        form = self._form(report, str(self._given.day))
        form.said |= {"amends": entry.id, "reason": self._given.reason or "-"}
        form.kept = entry.evidence
        self._found.forms.append(form)

    def _form(self, report: Report, day: str) -> Form:
        plan = self._desk.plan.id
        content = [plan, *report.key, *_told(report)]
        digits, tried = _digits(content), 0
        while f"{day.replace('-', '')}-{digits}" in self._taken:
            tried += 1
            digits = _digits([*content, tried])
        id_ = f"{day.replace('-', '')}-{digits}"
        self._taken.add(id_)
        said = report.said | {
            "id": id_,
            "item": report.item.id,
            "period": report.period,
            "date": day,
        }
        return Form(report.department, said, report.item, dict(report.values), cells=report.cells)


def _digits(content: list[Any]) -> str:
    """The first 8 digits of the sha256 of what is reported, as compact JSON."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _is_about(entry: Entry, report: Report) -> bool:
    """Whether an entry reports on a report's item and period."""
    about = entry.department, entry.item, str(entry.period)
    return entry.kind is Kind.REPORT and about == report.key


def _told(report: Report) -> list[Any]:
    """All that a report says, beside its date."""
    return [*(report.said.get(key, "") for key in _CONTENT), report.values]


def _content(entry: Entry) -> list[Any]:
    """All that an entry reports, beside its date and evidence."""
    return [*(entry.told(key) for key in _CONTENT), dict(entry.values)]


def chosen_columns(texts: Iterable[str]) -> dict[str, Column]:
    """What ``COLUMN=KEY`` options say; UsageError for a key that no column has."""
    chosen: dict[str, Column] = {}
    for text in texts:
        head, sign, key = text.replace("＝", "=").rpartition("=")
        if not sign or key not in set(Column):
            known = ", ".join(Column)
            raise UsageError("bad-map", text=text, known=known)
        chosen[head] = Column(key)
    return chosen
