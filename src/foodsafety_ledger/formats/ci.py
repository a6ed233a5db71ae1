"""The formats of diagnostics that continuous integration understands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from foodsafety_ledger import __version__
from foodsafety_ledger.model.diagnostic import Severity
from foodsafety_ledger.model.inert import inert, inert_json, spelled

if TYPE_CHECKING:
    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.views.findings import Finding, Findings

_GITHUB: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_GITLAB: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def github(findings: Findings, _: Screen) -> str:
    """Workflow commands: GitHub shows each beside its line."""
    return "\n".join(map(_github_command, findings.found))


def _github_command(finding: Finding) -> str:
    properties = {"file": inert(spelled(finding.location.path)), "title": finding.title}
    if finding.span:
        properties["line"] = str(finding.span.line)
        properties["col"] = str(finding.span.column)
        properties["endLine"] = str(finding.span.end_line)
        properties["endColumn"] = str(finding.span.end_column)
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_GITHUB[finding.severity]} {told}::{_data(_text(finding))}"


def gitlab(findings: Findings, _: Screen) -> str:
    """A code-quality report; a fingerprint stays the same when lines move."""
    seen: dict[str, int] = {}
    report = []
    for finding in findings.found:
        path = spelled(finding.location.path)
        key = f"{finding.code}\0{path}\0{finding.message}"
        seen[key] = seen.get(key, 0) + 1
        report.append(
            {
                "description": _text(finding),
                "check_name": finding.title,
                "fingerprint": sha256(f"{key}\0{seen[key]}".encode()).hexdigest(),
                "severity": _GITLAB[finding.severity],
                "location": {
                    "path": path,
                    "lines": {"begin": finding.span.line if finding.span else 1},
                },
            }
        )
    return _json(report)


def sarif(findings: Findings, _: Screen) -> str:
    """SARIF 2.1.0, which code hosts and editors read."""
    rules = {finding.code: finding.name for finding in findings.found}
    driver = {
        "name": "foodsafety-ledger",
        "version": __version__,
        "rules": [{"id": code, "name": name} for code, name in sorted(rules.items())],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(finding) for finding in findings.found],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return _json({"$schema": schema, "version": "2.1.0", "runs": [run]})


def junit(findings: Findings, _: Screen) -> str:
    """A test report: every error is a failed test, anything else a passed one that says so."""
    return "\n".join(_junit_lines(findings.found))


def _junit_lines(findings: Sequence[Finding]) -> Iterator[str]:
    failures = sum(finding.severity is Severity.ERROR for finding in findings)
    tests = max(1, len(findings))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites><testsuite name="ledger check" tests="{tests}" failures="{failures}">'
    if not findings:
        yield '  <testcase classname="ledger" name="check"/>'
    for finding in findings:
        place = quoteattr(str(finding.location))
        tag = "failure" if finding.severity is Severity.ERROR else "system-out"
        message = f" message={quoteattr(finding.title)}" if tag == "failure" else ""
        yield f"  <testcase classname={quoteattr(finding.title)} name={place}>"
        yield f"    <{tag}{message}>{escape(_text(finding))}</{tag}>"
        yield "  </testcase>"
    yield "</testsuite></testsuites>"


def _text(finding: Finding) -> str:
    return f"{finding.message} ({finding.hint})" if finding.hint else finding.message


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _json(value: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    return inert_json(json.dumps(value, ensure_ascii=False, indent=2))


def _sarif_result(finding: Finding) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "level": finding.severity.value,
        "message": {"text": _text(finding)},
        "locations": [_sarif_place(finding)],
    }


def _sarif_place(finding: Finding) -> dict[str, Any]:
    uri = quote(finding.location.path, errors="surrogateescape")
    place: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if finding.span:
        place["region"] = {
            "startLine": finding.span.line,
            "startColumn": finding.span.column,
            "endLine": finding.span.end_line,
            "endColumn": finding.span.end_column,
        }
    return {"physicalLocation": place}
