"""The formats of diagnostics for people: one line each, or with the line of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from foodsafety_ledger.model.diagnostic import Severity, Span
from foodsafety_ledger.model.inert import inert

if TYPE_CHECKING:
    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.views.findings import Finding, Findings
    from foodsafety_ledger.words import Say

_COLOURS: Final = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_WIDEST: Final = 160
_BEFORE: Final = 40


def concise(findings: Findings, _: Screen) -> str:
    """One line a finding: ``path:line:column: error[FL401 unknown-item] message (hint)``."""
    return "\n".join(concise_line(finding, findings.say) for finding in findings.found)


def concise_line(finding: Finding, say: Say) -> str:
    """A finding on one line."""
    told = told_with_hint(finding, say)
    return f"{finding.location}: {finding.severity}[{finding.title}] {told}"


def told_with_hint(finding: Finding, say: Say) -> str:
    """What is found and, in brackets, the way out."""
    if not finding.hint:
        return finding.message
    return say("check.concise", message=finding.message, hint=finding.hint)


def full(findings: Findings, screen: Screen) -> str:
    """The finding, the line it is in with the place marked, other places, and the way out."""
    from foodsafety_ledger.formats.terminal import measured  # noqa: PLC0415 - only it draws marks

    with measured(screen):
        lines = [text for found in findings.found for text in _lines(found, findings, screen)]
    return "\n".join(lines)


def _lines(finding: Finding, findings: Findings, screen: Screen) -> Iterator[str]:
    say = findings.say
    label = f"{finding.severity}[{finding.title}]"
    if screen.colour:
        label = f"\x1b[1;{_COLOURS[finding.severity]}m{label}\x1b[0m"
    yield f"{finding.location}: {label} {finding.message}"
    if finding.span:
        yield from _excerpt(finding.span, findings.lines_of(finding.location.path))
    for place in finding.related:
        yield f"   = {say('check.related', message=place.message, place=place.location)}"
    if finding.hint:
        yield f"   = {say('check.hint', hint=finding.hint)}"
    yield ""


def _excerpt(span: Span, lines: Sequence[str]) -> Iterator[str]:
    from foodsafety_ledger.formats.terminal import cell_len  # noqa: PLC0415 - only it draws marks

    if span.line > len(lines):
        return
    before, marked, after = _cut(lines[span.line - 1].rstrip("\r\n"), span)
    number = str(span.line)
    margin = " " * len(number)
    yield f"{margin} |"
    yield f"{number} | {before}{marked}{after}"
    yield f"{margin} | {' ' * cell_len(before)}{'^' * max(1, cell_len(marked))}"


def _cut(line: str, span: Span) -> tuple[str, str, str]:
    """What is shown of a line: before the place, the place itself, after it."""
    column = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    start, stop = 0, len(line)
    if stop > _WIDEST:
        start = max(0, column - _BEFORE)
        stop = min(stop, start + _WIDEST)
    end = min(end, stop)
    before = ("…" if start else "") + inert(line[start:column])
    after = inert(line[end:stop]) + ("…" if stop < len(line) else "")
    return before, inert(line[column:end]), after
