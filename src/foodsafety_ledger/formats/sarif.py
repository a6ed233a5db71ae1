"""SARIF 2.1.0, which code hosts and editors read: rules with their help, results, fixes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from foodsafety_ledger import __version__
from foodsafety_ledger.check.fixes import MARK, fix_of
from foodsafety_ledger.check.rules import Rule, added_families, rule_of
from foodsafety_ledger.files.text import BOM
from foodsafety_ledger.files.workspace import documentation
from foodsafety_ledger.formats.ci import text_of
from foodsafety_ledger.model.inert import inert_json
from foodsafety_ledger.words import Text

if TYPE_CHECKING:
    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.model.diagnostic import Location, Span
    from foodsafety_ledger.views.findings import Finding, Findings

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LANGUAGES: Final = {"zh": "zh-CN", "en": "en-GB"}


def write(findings: Findings, _: Screen) -> str:
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
        "message": {"text": text_of(finding)},
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
    return {
        "uri": quote(findings.within(path), errors="surrogateescape"),
        "uriBaseId": "%SRCROOT%",
    }


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
