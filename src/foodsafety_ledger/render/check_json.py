"""The ``data`` of ``ledger check --format json`` (design 6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from foodsafety_ledger.render.findings import Finding, count
from foodsafety_ledger.values.location import Location

if TYPE_CHECKING:
    from foodsafety_ledger.check.history import Compared


def check_data(findings: Sequence[Finding], compared: Compared | None = None) -> dict[str, Any]:
    """How many findings of each severity, each finding, and the commits compared with."""
    return {
        "summary": count(findings),
        "diagnostics": [_finding(finding) for finding in findings],
        "base": compared
        and {
            "rev": compared.asked.rev,
            "commits": [{"commit": one.id, "date": one.date} for one in compared.commits],
        },
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        **_place(finding.location),
        "hint": finding.hint or None,
        "related": [
            {"message": place.message, **_place(place.location)} for place in finding.related
        ],
    }


def _place(location: Location) -> dict[str, Any]:
    span = location.span
    return {
        "path": location.path,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
    }
