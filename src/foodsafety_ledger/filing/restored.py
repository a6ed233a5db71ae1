"""What an export brings back: the same entries, with the ids they had."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from foodsafety_ledger.filing.desk import Desk
from foodsafety_ledger.filing.form import Form
from foodsafety_ledger.model.entry import FIELDS, Evidence, FieldKind
from foodsafety_ledger.reading.heads import DIGEST, EXPORT_KEYS, MACHINE
from foodsafety_ledger.reading.sheets import Cell, Problem, Sheet, digest_of


class Records(NamedTuple):
    """The rows for programs of an export, and where somebody changed what people see of it."""

    rows: tuple[Mapping[str, Cell], ...]
    problems: tuple[Problem, ...]


class Restored(NamedTuple):
    """What an export would add, how many of its entries are there already, and what is wrong."""

    forms: tuple[Form, ...]
    known: int
    problems: tuple[Problem, ...]


def records_of(sheets: Iterable[Sheet]) -> Records | None:
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
    return Records(made, tuple(problems))


def _edited_sheets(told: Mapping[str, Sheet], machine: Sheet, at: int) -> Iterator[Problem]:
    for row in machine.rows[1:]:
        name, digest = row[at].text, row[at + 1].text if at + 1 < len(row) else ""
        sheet = told.get(name)
        if sheet is not None and digest_of(_texts(sheet.rows[1:])) != digest:
            yield Problem(sheet.place, "edited-export")


def _edited_rows(rows: Sequence[Sequence[Cell]], width: int, digest_at: int) -> Iterator[Problem]:
    for row in rows:
        if digest_of(_texts([row[:width]])) != row[digest_at].text:
            yield Problem(row[0].place, "edited-export")


def _texts(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def restore(records: Records, desk: Desk) -> Restored:
    """The entries of an export as forms; those that the ledgers have already are known."""
    forms: list[Form] = []
    problems = list(records.problems)
    known = 0
    for row in records.rows:
        try:
            form = _form(row, desk)
        except ValueError:
            problems.append(Problem(row["id"].place, "broken-export"))
            continue
        if row["plan"].text != desk.plan.id or form.department not in desk.plan.departments:
            told = {"plan": row["plan"].text, "own": desk.plan.id}
            problems.append(Problem(row["plan"].place, "other-plan", told))
            continue
        there = desk.workspace.by_id.get(form.said["id"])
        if there is None:
            forms.append(form)
        elif all(_same(there.told(key), form.draft().get(key)) for key in FIELDS):
            known += 1
        else:
            problems.append(Problem(row["id"].place, "id-differs", {"id": there.id}))
    return Restored(tuple(forms), known, tuple(problems))


def _same(told: Any, drafted: Any) -> bool:  # noqa: ANN401 - a text, a mapping or a list
    return bool(told == drafted or not (told or drafted))


def _form(row: Mapping[str, Cell], desk: Desk) -> Form:
    """An entry's form; ``ValueError`` where what is several does not read."""
    values: dict[str, str] = {}
    kept: tuple[Evidence, ...] = ()
    said: dict[str, str] = {}
    for key, one in FIELDS.items():
        text = row[key].text
        if one.kind is FieldKind.VALUES:
            values = dict(json.loads(text)) if text else {}
        elif one.kind is FieldKind.EVIDENCE:
            kept = tuple(_evidence(piece) for piece in json.loads(text or "[]"))
        elif text:
            said[key] = text
    cells = {key: cell.place for key, cell in row.items()} | {"": row["id"].place}
    item = desk.plan.items.get(said.get("item", ""))
    return Form(row["department"].text, said, item, values, kept, cells=cells)


def _evidence(piece: Any) -> Evidence:  # noqa: ANN401 - what JSON holds
    try:
        return Evidence(**piece)
    except TypeError:
        raise ValueError(piece) from None
