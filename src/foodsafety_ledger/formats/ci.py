"""The formats of findings that services understand: GitHub, GitLab, JUnit, and SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from foodsafety_ledger import __version__
from foodsafety_ledger.check.fixes import MARK, fix_of
from foodsafety_ledger.check.rules import Rule, added_families, rule_of
from foodsafety_ledger.files.text import BOM
from foodsafety_ledger.files.workspace import documentation
from foodsafety_ledger.formats.findings import concise_line, told_with_hint
from foodsafety_ledger.model.diagnostic import Severity
from foodsafety_ledger.model.inert import inert, inert_json, spelled
from foodsafety_ledger.words import Text

if TYPE_CHECKING:
    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.model.diagnostic import Location, Span
    from foodsafety_ledger.views.findings import Finding, Findings

_GITHUB: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_GITLAB: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}

SHOWN: Final = 10
"""How many annotations of a kind GitHub shows of a step; fifty of a job."""


def github(findings: Findings, _: Screen) -> str:
    """Workflow commands: GitHub shows each beside its line, errors first.

    It shows no more than ``SHOWN`` of a kind: what is left is counted in the last, and stands
    below on lines of the log.
    """
    kinds = groupby(findings.by_weight(), lambda finding: finding.severity)
    lines = (line for severity, found in kinds for line in _github_lines(severity, found, findings))
    return "\n".join(lines)


def _github_lines(
    severity: Severity, found: Iterable[Finding], findings: Findings
) -> Iterator[str]:
    every = list(found)
    most = SHOWN if len(every) <= SHOWN else SHOWN - 1
    yield from (_github_command(finding, findings) for finding in every[:most])
    rest = every[most:]
    if rest:
        more = findings.say("check.more-in-log", count=len(rest))
        yield f"::{_GITHUB[severity]} title=ledger check::{_data(more)}"
    yield from (concise_line(finding, findings.say) for finding in rest)


def _github_command(finding: Finding, findings: Findings) -> str:
    path = findings.within(finding.location.path)
    properties = {"file": inert(spelled(path)), "title": finding.title}
    if finding.span:
        properties["line"] = str(finding.span.line)
        properties["col"] = str(finding.span.column)
        properties["endLine"] = str(finding.span.end_line)
        properties["endColumn"] = str(finding.span.end_column)
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_GITHUB[finding.severity]} {told}::{_data(told_with_hint(finding, findings.say))}"


def gitlab(findings: Findings, _: Screen) -> str:
    """A code-quality report; a fingerprint stays the same when lines move, in either language."""
    known = findings.fingerprints()
    report = [_quality(one, key, findings) for one, key in islice(known, len(findings.found))]
    return inert_json(json.dumps(report, ensure_ascii=False, indent=2))


def _quality(finding: Finding, fingerprint: str, findings: Findings) -> dict[str, Any]:
    return {
        "description": told_with_hint(finding, findings.say),
        "check_name": finding.title,
        "fingerprint": fingerprint,
        "severity": _GITLAB[finding.severity],
        "location": {
            "path": spelled(findings.within(finding.location.path)),
            "lines": {"begin": finding.span.line if finding.span else 1},
        },
    }


def junit(findings: Findings, _: Screen) -> str:
    """A test report: an error is a failed test, what is waived a skipped one, the rest passed."""
    return "\n".join(_junit_lines(findings))


def _junit_lines(findings: Findings) -> Iterator[str]:
    found = findings.by_weight()
    failures = sum(finding.severity is Severity.ERROR for finding in found)
    skipped = len(findings.waived)
    tests = max(1, len(found) + skipped)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    counts = f'tests="{tests}" failures="{failures}" skipped="{skipped}"'
    yield f'<testsuites><testsuite name="ledger check" {counts}>'
    if not found and not skipped:
        yield '  <testcase classname="ledger" name="check"/>'
    for finding in found:
        tag = "failure" if finding.severity is Severity.ERROR else "system-out"
        message = f" message={quoteattr(finding.title)}" if tag == "failure" else ""
        inner = f"<{tag}{message}>{escape(told_with_hint(finding, findings.say))}</{tag}>"
        yield from _testcase(finding, inner, findings)
    for one in findings.waived:
        yield from _testcase(one.finding, f"<skipped message={quoteattr(one.why)}/>", findings)
    yield "</testsuite></testsuites>"


def _testcase(finding: Finding, inner: str, findings: Findings) -> Iterator[str]:
    place = quoteattr(str(finding.location))
    file = quoteattr(inert(spelled(findings.within(finding.location.path))))
    yield f"  <testcase classname={quoteattr(finding.title)} name={place} file={file}>"
    yield f"    {inner}"
    yield "  </testcase>"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LANGUAGES: Final = {"zh": "zh-CN", "en": "en-GB"}


def sarif(findings: Findings, _: Screen) -> str:
    """One run: the rules that were broken, in both languages, and a result for every finding.

    What the plan waives is among them, as suppressed, with the reason.

    Columns are characters, as ``columnKind`` says, and an end is behind the last of them.
    """
    reasons = (*(None for _ in findings.found), *(one.why for one in findings.waived))
    known = [*zip(findings.fingerprints(), reasons, strict=True)]
    codes = sorted({finding.code for (finding, _), _ in known})
    driver = {
        "name": "foodsafety-ledger",
        "version": __version__,
        "rules": [_rule(rule_of(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "language": _LANGUAGES[findings.say.lang],
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [
            {
                "ruleIndex": codes.index(finding.code),
                **_result(finding, key, findings),
                **({"suppressions": [{"kind": "external", "justification": why}]} if why else {}),
            }
            for (finding, key), why in known
        ],
    }
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return inert_json(json.dumps(whole, ensure_ascii=False, indent=2))


def _rule(rule: Rule) -> dict[str, Any]:
    is_added = rule.code[:3] in added_families()
    page = None if is_added else documentation("docs/diagnostics.md")
    anchor = f"{rule.code}-{rule.name}--{rule.severity}".lower()
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _both(rule.why)},
        "help": {
            "text": "\n".join(_help(rule)),
            "markdown": "\n".join((f"**{rule.code}** `{rule.name}`", "", *_help(rule, "- "))),
        },
        **({"helpUri": f"{page}#{anchor}"} if page else {}),
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _help(rule: Rule, bullet: str = "") -> Iterator[str]:
    """Why there is such a rule, all that it says, and each way out, in both languages."""
    yield from (*rule.why, "")
    for variant, said in rule.messages.items():
        yield bullet + _both(said)
        hint = rule.hint(variant)
        if hint:
            yield f"  → {_both(hint)}"


def _both(text: Text) -> str:
    return " | ".join(text)


def _result(finding: Finding, fingerprint: str, findings: Findings) -> dict[str, Any]:
    others = enumerate(finding.related, 1)
    fixes = list(_fixes(finding, findings))
    return {
        "ruleId": finding.code,
        "level": finding.severity.value,
        "message": {"text": told_with_hint(finding, findings.say)},
        "locations": [_place(finding.location, findings)],
        "partialFingerprints": {"finding/v1": fingerprint},
        "relatedLocations": [
            {"id": n, "message": {"text": at.message}, **_place(at.location, findings)}
            for n, at in others
        ],
        **({"fixes": fixes} if fixes else {}),
    }


def _place(at: Location, findings: Findings) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _file(at.path, findings)}
    if at.span:
        place["region"] = _region(at.span)
    return {"physicalLocation": place}


def _file(path: str, findings: Findings) -> dict[str, str]:
    return {"uri": quote(findings.within(path), errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, int]:
    if span == MARK:
        return {"byteOffset": 0, "byteLength": len(BOM)}
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fixes(finding: Finding, findings: Findings) -> Iterator[dict[str, Any]]:
    """What was meant, or probably meant, in the place of what stands there."""
    lines = findings.lines_of(finding.location.path)
    fix = fix_of(finding.told, lines) if finding.told and lines else None
    if fix is not None:
        change = {
            "artifactLocation": _file(finding.location.path, findings),
            "replacements": [
                {"deletedRegion": _region(one.span), "insertedContent": {"text": one.text}}
                for one in fix.edits
            ],
        }
        yield {"description": {"text": finding.hint}, "artifactChanges": [change]}
