"""What an entry more is held against, and no more, finds all that holding everything anew does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pytest

from error_cases import case_names, lay_out
from foodsafety_ledger.assess.assess import assess
from foodsafety_ledger.assess.duties import UNREPORTED
from foodsafety_ledger.check.run import find_errors
from foodsafety_ledger.files.cache import using_cache
from foodsafety_ledger.filing.desk import Desk, open_desk
from foodsafety_ledger.filing.drafting import Draft
from foodsafety_ledger.filing.form import Form, amending
from foodsafety_ledger.filing.preview import preview
from foodsafety_ledger.filing.submit import submit
from foodsafety_ledger.model.entry import Entry, Kind
from foodsafety_ledger.model.failure import LedgerError
from foodsafety_ledger.reading.source import read_workspace
from foodsafety_ledger.reading.workspace import Workspace
from foodsafety_ledger.views.record import outranked, receipt
from foodsafety_ledger.words import Say
from properties.test_canonical import in_full
from sampled import one_in

_VALUES = ("5/4", "1/100", "90/100", "0/0", "n/a", "3", "2021-10-08", "x")
_SAY = Say("zh")
_CHANGED = 4 if os.environ.get("EXPLORE") else 1
"""So many entries of a workspace are voided, reviewed and amended."""


def _forms(desk: Desk, random: Random) -> Iterator[Form]:
    """A report on some item, and a change of some entry in each of the ways there are."""
    day = {"date": str(desk.today), "by": "张三", "reason": "核对"}
    item = random.choice([*desk.plan.items.values()])
    said = {
        "item": item.id,
        "period": str(item.first),
        "status": random.choice(["done", "blocked"]),
    }
    values = {one.id: random.choice(_VALUES) for one in item.targets}
    yield Form(random.choice([*item.holders, *desk.plan.departments]), day | said, item, values)
    entries = random.sample(desk.workspace.entries, min(_CHANGED, len(desk.workspace.entries)))
    for entry in entries:
        yield Form(entry.department, {**day, "voids": entry.id})
        yield Form(desk.plan.office, {**day, "reviews": entry.id, "verdict": "returned"})
        known = desk.plan.items.get(entry.item)
        if entry.kind is Kind.REPORT and known:
            form = amending(entry, known)
            form.said |= day
            form.values |= {one.id: random.choice(_VALUES) for one in known.targets}
            yield form


def _one_id(draft: Draft, *_: object) -> str:
    return f"{draft['date'].replace('-', '')}-deadbeef"


_CASES = [one for one in case_names() if one[:3] in ("FL4", "FL5", "FL6")]


@pytest.mark.parametrize("name", one_in(6, _CASES))
def test_a_preview_finds_what_holding_everything_anew_would(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foodsafety_ledger.filing.preview.new_id", _one_id)
    lay_out(name, tmp_path)
    try:
        desk = open_desk(tmp_path)
    except LedgerError:
        return
    for form in _forms(desk, Random(name)):
        desk, near = open_desk(tmp_path), preview(open_desk(tmp_path), [form])
        with _everything():
            whole = preview(desk, [form])
            told = (*outranked(desk, whole, _SAY), *receipt(desk, whole, _SAY))
        desk = open_desk(tmp_path)
        assert near.errors == whole.errors
        assert near.remarks == whole.remarks
        assert near.workspace.found == whole.workspace.found
        fit = [*map(_in_full, whole.workspace.fit)]
        assert all(_in_full(entry) in fit for entry in near.workspace.fit)
        assert [one.content for one in near.ledgers] == [one.content for one in whole.ledgers]
        assert (*outranked(desk, near, _SAY), *receipt(desk, near, _SAY)) == told


@contextmanager
def _everything() -> Iterator[None]:
    """Nothing is read or held against rules in part."""
    with (
        patch(
            "foodsafety_ledger.filing.preview.find_errors_near",
            lambda then, *_: find_errors(then),
        ),
        patch.object(Desk, "about", lambda self, _: self.workspace),
        patch.object(Workspace, "about", lambda self, _: self),
    ):
        yield


@pytest.mark.parametrize("name", one_in(6, _CASES))
def test_what_is_kept_after_writing_is_what_reading_anew_finds(name: str, tmp_path: Path) -> None:
    lay_out(name, tmp_path)
    try:
        forms = [*_forms(open_desk(tmp_path), Random(name))]
    except LedgerError:
        return
    for form in forms:
        desk = open_desk(tmp_path)
        seen = preview(desk, [form])
        if not seen.errors:
            submit(
                desk,
                seen,
                anew=partial(preview, forms=[form]),
                waiting=lambda _: None,
                written=lambda _: None,
            )
            anew = using_cache(False, partial(open_desk, tmp_path))
            _require_same(open_desk(tmp_path), anew)


def _require_same(kept: Desk, anew: Desk) -> None:
    """That both know the same of the workspace; ``anew`` has nothing of the cache."""
    assert kept.workspace.found == anew.workspace.found
    kept = open_desk(kept.root)
    assert [*kept.by_id] == [*anew.by_id]
    for department in kept.plan.departments:
        owed = using_cache(False, partial(anew.unreported, department, anew.today))
        assert kept.unreported(department, kept.today) == owed
    whole = read_workspace(anew.source, anew.today)
    for item in kept.plan.items:
        near, expected = kept.about([item]), whole.about([item])
        if near.items is not None:
            assert near.items == expected.items
            assert [*map(_in_full, near.entries)] == [*map(_in_full, expected.entries)]


def _in_full(entry: Entry) -> tuple[Entry, Any]:
    return entry, in_full(entry.source)


def test_what_was_read_before_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_out("FL412-repeated-report", tmp_path)
    expected = open_desk(tmp_path).about(["1.1"]).entries
    monkeypatch.delattr("foodsafety_ledger.reading.catalogue.read_file")
    monkeypatch.delattr("foodsafety_ledger.check.run.find_errors")
    assert open_desk(tmp_path).about(["1.1"]).entries == expected


@pytest.mark.parametrize("taken_over", [False, True])
@pytest.mark.parametrize("name", ["FL412-repeated-report", "FL606-missing-report"])
def test_what_a_department_owes_is_what_the_assessment_says(
    *, name: str, taken_over: bool, tmp_path: Path
) -> None:
    lay_out(name, tmp_path)
    file = tmp_path / "data" / "departments.yaml"
    if taken_over:
        heir = "{id: farm, from: 2021-08-01, succeeds: [market],"
        file.write_text(file.read_text("utf-8").replace("{id: farm,", heir), "utf-8")
    desk = open_desk(tmp_path)
    for day in (desk.today, date(2021, 10, 20), date(2022, 1, 20)):
        parts = [part for one in assess(desk.workspace, day).items for part in one.parts]
        for department in desk.plan.departments:
            duties = (d for one in parts if one.department == department for d in one.duties)
            expected = [duty for duty in duties if duty.state in UNREPORTED]
            assert list(desk.unreported(department, day)) == expected
