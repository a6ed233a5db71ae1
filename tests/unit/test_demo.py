"""The demonstration: the same on every machine, marked, without errors, and worth looking at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foodsafety_ledger.assess.assess import assess
from foodsafety_ledger.assess.assessment import Assessment, DutyState, Light, TargetVerdict
from foodsafety_ledger.check.rules import rule_of
from foodsafety_ledger.check.run import open_workspace
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.demo.story import MARK, invent_entries
from foodsafety_ledger.demo.workspace import demo_files
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.diagnostic import Severity
from foodsafety_ledger.model.entry import Kind, Status
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.reading.workspace import Workspace


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("demo") / "district"
    assert run(["demo", str(place)]) == Exit.FINE
    return place


@pytest.fixture(scope="module")
def records(folder: Path) -> Workspace:
    return open_workspace(WorkTree(folder))


@pytest.fixture(scope="module")
def year_end(records: Workspace) -> Assessment:
    assert records.plan is not None
    return assess(records.plan, records.fit, date(2022, 1, 20), records.left_out)


def test_it_has_no_errors_and_no_warnings(records: Workspace) -> None:
    found = {d.code for d in records.found if rule_of(d.code).severity is not Severity.NOTE}
    assert found == set()
    assert records.left_out.count == 0


def test_it_is_the_same_each_time(records: Workspace) -> None:
    assert records.plan is not None
    assert demo_files(records.plan) == demo_files(records.plan)
    ids = [entry.id for entry in invent_entries(records.plan)]
    assert len(ids) == len(set(ids)) > 300


def test_every_report_and_every_file_says_that_it_is_invented(
    folder: Path, records: Workspace
) -> None:
    assert all(e.note == MARK for e in records.fit if e.kind is Kind.REPORT)
    assert all("演示" in e.reason for e in records.fit if e.kind is not Kind.REPORT)
    written = [*(folder / "ledgers").glob("*.yaml"), *(folder / "evidence").rglob("*.txt")]
    assert len(written) > 30
    assert all(MARK in path.read_text("utf-8") for path in written)


def test_every_light_verdict_and_duty_has_its_example(year_end: Assessment) -> None:
    lights = {item.light for item in year_end.items}
    verdicts = {target.verdict for item in year_end.items for target in item.targets}
    duties = {duty.state for department in year_end.departments for duty in department.duties}
    statuses = {part.status for item in year_end.items for part in item.parts}
    assert lights >= {Light.RED, Light.GREEN}
    assert verdicts >= {TargetVerdict.MET, TargetVerdict.MISSED, TargetVerdict.MISSING}
    assert duties == {DutyState.REPORTED, DutyState.LATE, DutyState.OVERDUE}
    assert statuses >= {Status.DONE, Status.IN_PROGRESS, Status.BLOCKED, None}


def test_in_the_autumn_figures_are_short_and_reports_pending(records: Workspace) -> None:
    assert records.plan is not None
    autumn = assess(records.plan, records.fit, date(2021, 10, 12), records.left_out)
    assert {t.verdict for i in autumn.items for t in i.targets} >= {TargetVerdict.SHORT}
    assert {i.light for i in autumn.items} >= {Light.YELLOW}
    assert DutyState.PENDING in {d.state for s in autumn.departments for d in s.duties}


def test_entries_are_amended_voided_and_reviewed(records: Workspace) -> None:
    assert any(e.amends for e in records.fit)
    assert {e.kind for e in records.fit} == set(Kind)
    assert {e.verdict for e in records.fit if e.verdict} != set()


def test_it_never_overwrites_a_workspace(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "ledgers" / "education.yaml").read_bytes()
    assert run(["demo", str(folder)]) == Exit.USAGE
    assert "data/tasks.yaml" in capsys.readouterr().err
    assert (folder / "ledgers" / "education.yaml").read_bytes() == before
