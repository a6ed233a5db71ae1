"""The ``data`` of ``ledger check --format json`` (design 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from foodsafety_ledger.model.diagnostic import Location
from foodsafety_ledger.views.findings import Finding, count
from foodsafety_ledger.views.page import Step, text_of

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


def derivation_data(steps: Iterable[Step]) -> dict[str, object]:
    """The ``data`` of ``ledger why --format json``."""
    return {"derivation": [_step(step) for step in steps]}


def _step(step: Step) -> dict[str, object]:
    return {
        "kind": step.kind,
        "text": text_of(step.line),
        **step.facts,
        "below": [_step(inner) for inner in step.below],
    }
