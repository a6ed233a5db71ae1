"""The demonstration: one district, the same on every machine, marked, sound, worth looking at."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from foodsafety_ledger.assess.assess import assess
from foodsafety_ledger.assess.assessment import Assessment, DutyState, Light, TargetVerdict
from foodsafety_ledger.check.rules import rule_of
from foodsafety_ledger.check.run import open_workspace
from foodsafety_ledger.cli.app import run
from foodsafety_ledger.demo.district import FIGURES, REACHED, SAID
from foodsafety_ledger.demo.files import RECEIVED
from foodsafety_ledger.demo.story import MARK, TURNS
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.model.diagnostic import Severity
from foodsafety_ledger.model.entry import Kind, Status
from foodsafety_ledger.model.failure import Exit
from foodsafety_ledger.model.period import Cadence
from foodsafety_ledger.model.plan import Plan
from foodsafety_ledger.reading.workspace import Workspace
from sampled import one_in

YEAR_END = date(2022, 1, 20)


def _demo(folder: Path, *options: str) -> Path:
    assert run(["demo", str(folder), *options]) == Exit.FINE
    return folder


def _git(folder: Path, *args: str) -> str:
    done = subprocess.run(["git", *args], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _demo(tmp_path_factory.mktemp("demo") / "district")


@pytest.fixture(scope="module")
def records(folder: Path) -> Workspace:
    return open_workspace(WorkTree(folder))


@pytest.fixture(scope="module")
def plan(records: Workspace) -> Plan:
    assert records.plan is not None
    return records.plan


@pytest.fixture(scope="module")
def year_end(records: Workspace, plan: Plan) -> Assessment:
    return assess(records, YEAR_END)


@pytest.mark.parametrize("every", one_in(2, list(Cadence)))
def test_it_has_no_errors_and_no_warnings_however_often_reports_are_owed(
    tmp_path: Path, every: Cadence
) -> None:
    found = open_workspace(WorkTree(_demo(tmp_path / "district", "--every", every)))
    assert {d.code for d in found.found if rule_of(d.code).severity is not Severity.NOTE} == set()
    assert found.left_out.count == 0
    assert found.plan is not None
    assert found.plan.cadence is every
    assert len(found.fit) > 250


def test_every_item_and_target_of_the_shipped_plan_has_its_row(plan: Plan) -> None:
    targets = [target for item in plan.items.values() for target in item.targets]
    figures = {target.ref for target in targets if target.measure.is_figure}
    dated = {target.ref for target in targets if target.measure.is_dated}
    assert set(SAID) == set(plan.items)
    assert {key.partition("@")[0] for key in FIGURES} == figures
    assert set(REACHED) == dated - {"28.1/annual-report"}
    assert all(department in plan.items[item].owing for item, department in TURNS)


def test_what_is_one_thing_has_one_number_everywhere(records: Workspace) -> None:
    """At the year's end, by who counts what: 38 canteens are 38 wherever they are counted."""
    last = {
        f"{entry.item}/{target}": text.partition("/")[2]
        for entry in sorted(records.fit, key=lambda entry: entry.stamp)
        for target, text in entry.values
    }
    canteens = ["3.1/canteen-inspection", "3.1/online-kitchens", "14.1/canteen-self-check"]
    producers = ["14.1/enterprise-self-check", "14.1/enterprise-self-check-report"]
    assert {last[ref] for ref in [*canteens, "25.1/school-canteens"]} == {"38"}
    assert {last[ref] for ref in ["3.1/caterer-inspection", "25.1/meal-caterers"]} == {"3"}
    assert {last[ref] for ref in producers} == {"46"}
    assert last["14.1/manager-exam-coverage"] == last["14.1/manager-exam-pass"] == str(46 + 38)
    assert {last[f"5.1/{one}"] for one in ("training-and-assessment", "risk-grading")} == {"1240"}
    assert last["25.1/pilot-scheme"] == "9"
    assert last["15.1/dairy-self-check"] == "4"
    assert last["12.1/intake-inspection"] == last["12.4/cadmium-intake"]
    failed = ["1.1/case-filing", "1.1/disposal", "1.1/on-time-completion"]
    assert len({last[ref] for ref in failed}) == 1


def test_campaigns_are_held_in_their_season() -> None:
    months = {ref: reached.month for ref, reached in REACHED.items()}
    assert months["3.1/spring-inspection"] in range(2, 6)
    assert months["3.1/summer-renovation"] in range(7, 9)
    assert months["3.1/autumn-inspection"] in range(9, 12)
    assert months["23.1/publicity-week"] == 6


def test_figures_never_shrink_that_pile_up(records: Workspace, plan: Plan) -> None:
    seen: dict[tuple[str, str], Fraction] = {}
    targets = {target.ref: target for item in plan.items.values() for target in item.targets}
    for entry in sorted(records.fit, key=lambda entry: entry.stamp):
        for name, text in entry.values:
            ref = f"{entry.item}/{name}"
            if targets[ref].value_is.value == "running-total":
                amount = Fraction(text.partition("/")[0])
                assert amount >= seen.get((entry.department, ref), 0), (entry.id, text)
                seen[entry.department, ref] = amount


def test_it_says_everywhere_that_it_is_invented(
    folder: Path,
    records: Workspace,
    plan: Plan,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert all(MARK in e.note for e in records.fit if e.kind is Kind.REPORT)
    assert all("演示" in e.reason for e in records.fit if e.kind is not Kind.REPORT)
    assert all("演示" in e.by for e in records.fit)
    written = [*folder.glob("*/*.yaml"), *folder.glob("evidence/*/*"), folder / "README.md"]
    assert len(written) > 60
    assert all(MARK in path.read_text("utf-8") for path in written)
    assert "虚构数据" in plan.title.zh
    assert "Invented" in plan.title.en
    capsys.readouterr()
    run(["-C", str(folder), "--lang", "zh", "status", "--as-of", str(YEAR_END)])
    assert "虚构数据" in capsys.readouterr().out.splitlines()[0]
    for words in (["status"], ["why", "3.2"], ["show", "14.1"], ["log", "16.2"]):
        page = tmp_path / "page.html"
        run(["-C", str(folder), "--lang", "zh", *words, "-o", str(page)])
        assert "虚构数据" in page.read_text("utf-8").partition("</h1>")[0]
        page.unlink()
    capsys.readouterr()
    run(["-C", str(folder), "status", "--as-of", str(YEAR_END), "--format", "json"])
    assert json.loads(capsys.readouterr().out)["plan"].startswith("demo-")


def test_every_light_verdict_and_duty_has_its_example(year_end: Assessment) -> None:
    lights = {item.light for item in year_end.items}
    verdicts = {target.verdict for item in year_end.items for target in item.targets}
    duties = {duty.state for department in year_end.departments for duty in department.duties}
    statuses = {part.status for item in year_end.items for part in item.parts}
    assert lights == {Light.RED, Light.YELLOW, Light.GREEN}
    assert sum(item.light is Light.GREEN for item in year_end.items) > len(year_end.items) / 2
    assert verdicts >= {TargetVerdict.MET, TargetVerdict.MISSED}
    assert duties == {DutyState.REPORTED, DutyState.LATE, DutyState.OVERDUE}
    assert statuses >= set(Status)


def test_in_the_autumn_figures_are_short_and_reports_pending(
    records: Workspace, plan: Plan
) -> None:
    autumn = assess(records, date(2021, 10, 12))
    assert {t.verdict for i in autumn.items for t in i.targets} >= {TargetVerdict.SHORT}
    assert {i.light for i in autumn.items} >= {Light.YELLOW}
    assert DutyState.PENDING in {d.state for s in autumn.departments for d in s.duties}


def test_entries_are_amended_voided_returned_and_accepted(records: Workspace) -> None:
    assert any(e.amends for e in records.fit)
    assert {e.kind for e in records.fit} >= {Kind.REPORT, Kind.VOID, Kind.REVIEW}
    assert {str(e.verdict) for e in records.fit if e.verdict} == {"accepted", "returned"}


def test_it_grew_commit_by_commit_and_the_same_way_each_time(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = _demo(tmp_path / "elsewhere")
    assert _git(again, "rev-parse", "HEAD") == _git(folder, "rev-parse", "HEAD")
    assert _git(folder, "status", "--porcelain") == ""
    told = _git(folder, "log", "--format=%an|%ae|%as|%s").splitlines()
    authors, emails, days, subjects = zip(*(one.split("|") for one in told), strict=True)
    assert len(set(authors)) >= 5
    assert all("演示" in text for text in (*authors, *subjects))
    assert all(email.endswith("@demo.invalid") for email in emails)
    assert list(days) == sorted(days, reverse=True)
    assert len(set(days)) > 20
    capsys.readouterr()
    assert run(["-C", str(folder), "--lang", "en", "check", "--base", "HEAD~50"]) == Exit.FINE
    assert not re.search(r"(error|warning)\[", capsys.readouterr().out)


def test_inside_a_repository_that_does_not_ignore_it_no_other_is_made(tmp_path: Path) -> None:
    _git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("build/\n", "utf-8")
    assert not (_demo(tmp_path / "demo") / ".git").exists()
    assert (_demo(tmp_path / "build") / ".git").exists()


def test_it_never_overwrites_a_workspace(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "ledgers" / "education.yaml").read_bytes()
    assert run(["demo", str(folder)]) == Exit.USAGE
    assert "data/tasks.yaml" in capsys.readouterr().err
    assert (folder / "ledgers" / "education.yaml").read_bytes() == before


def test_a_province_is_invented_marked_and_agrees_with_each_of_its_districts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("one", "other"):
        assert run(["demo", "--districts", "2", str(tmp_path / folder)]) == Exit.FINE
    files = sorted((tmp_path / "one").rglob("*.*"))
    assert len(files) == 4
    for file in files:
        other = tmp_path / "other" / file.relative_to(tmp_path / "one")
        assert file.read_bytes() == other.read_bytes()
    assert run(["demo", "--districts", "2", str(tmp_path / "one")]) == Exit.USAGE
    capsys.readouterr()
    assert run(["rollup", str(tmp_path / "one"), "--verify", "--format", "json"]) == Exit.FINE
    told = json.loads(capsys.readouterr().out)["data"]
    assert {one["district"][:2] for one in told["districts"]} == {"99"}
    assert {one["districts"] for one in told["indicators"]} == {2}
    assert len({str(one["lights"]) + str(one["duties"]) for one in told["districts"]}) > 1


def test_the_table_that_waits_brings_in_what_never_came(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "district"
    shutil.copytree(folder, own)
    assert run(["-C", str(own), "import", str(own / RECEIVED), "--yes"]) == Exit.FINE
    now = assess(open_workspace(WorkTree(own)), YEAR_END)
    assert DutyState.OVERDUE not in {duty.state for who in now.departments for duty in who.duties}


def test_some_evidence_is_there_some_has_expired_and_some_is_missing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["report", "evidence", "--as-of", str(YEAR_END), "--lang", "en"]
    assert run(["-C", str(folder), *asked]) == Exit.FINE
    told = capsys.readouterr().out
    assert re.search(r"1\.1 +The year's sampling plan +1\n", told)
    assert re.search(r"1\.1 +What the samples show +not handed in\n", told)
    assert re.search(r"15\.1 +Pledges of safe supermarkets +expired", told)


def test_rolling_up_the_district_alone_gives_its_own_status(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "district"
    shutil.copytree(folder, own)
    tasks = own / "data/tasks.yaml"
    named = re.sub(
        r"(?m)^( +)- id: ([a-z][a-z0-9-]*)\n(?= +name:)",
        r"\g<0>\1  indicator: demo/\2\n",
        tasks.read_text("utf-8"),
    )
    tasks.write_text(named, "utf-8")
    _git(own, "-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qam", "indicators")
    asked = ["-C", str(own), "--lang", "en"]
    assert run([*asked, "extract", str(tmp_path / "all"), "--as-of", str(YEAR_END)]) == Exit.FINE
    capsys.readouterr()
    run([*asked, "status", "--as-of", str(YEAR_END), "--format", "json"])
    status = json.loads(capsys.readouterr().out)["data"]
    assert run(["rollup", str(tmp_path / "all"), "--format", "json"]) == Exit.FINE
    rolled = json.loads(capsys.readouterr().out)["data"]
    keys = ("verdict", "numerator", "denominator", "value")
    theirs = {one["indicator"]: [one[key] for key in keys] for one in rolled["indicators"]}
    ours = {one["indicator"]: [one[key] for key in keys] for one in status["targets"]}
    assert len(ours) > 70
    assert theirs == ours
    (district,) = rolled["districts"]
    assert district["lights"] == status["summary"]["items"]
    assert district["duties"] == status["summary"]["duties"]
