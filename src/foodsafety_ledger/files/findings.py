"""What reading one file finds: collected in any order, capped, handed out in the file's order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from foodsafety_ledger.values.diagnostic import Diagnostic, Fact, Related, sort_diagnostics
from foodsafety_ledger.values.location import Location, Span

MAX_FINDINGS: Final = 100
"""Findings shown for one file; what is beyond is only counted (FL119)."""

_KEPT: Final = 20 * MAX_FINDINGS


class Findings:
    """The findings of one file; however many are added, memory stays bounded.

    ``shifts`` says by how many characters a line's text was moved right of where the file has it.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: dict[tuple[str, Span | None, str], Diagnostic] = {}
        self.uncounted = 0
        self.shifts: Mapping[int, int] = {}

    def add(
        self,
        code: str,
        span: Span | None = None,
        variant: str = "",
        related: tuple[Related, ...] = (),
        **facts: Fact,
    ) -> None:
        """Adds one finding of the rule ``code``, once a place; ``facts`` fill its words."""
        at = self._in_the_file(span)
        if (code, at, variant) in self.found:
            return
        if len(self.found) < _KEPT:
            place = Location(self.path, at)
            self.found[code, at, variant] = Diagnostic(
                code, place, facts, variant, tuple(map(self._moved_back, related))
            )
        else:
            self.uncounted += 1

    @property
    def full(self) -> bool:
        """Whether there are more findings than will be shown."""
        return len(self.found) > MAX_FINDINGS

    def report(self) -> list[Diagnostic]:
        """The findings in the file's order; past the cap one FL119 says how many more there are."""
        return capped(self.path, self.found.values(), self.uncounted)

    def _in_the_file(self, span: Span | None) -> Span | None:
        return shifted(span, self.shifts) if span and self.shifts else span

    def _moved_back(self, related: Related) -> Related:
        place = Location(self.path, self._in_the_file(related.location.span))
        return replace(related, location=place)


def shifted(span: Span, shifts: Mapping[int, int]) -> Span:
    """A span of a text whose lines were widened by ``shifts``, in the text as it was."""
    start = max(span.column - shifts.get(span.line, 0), 1)
    end = max(span.end_column - shifts.get(span.end_line, 0), 1)
    return Span(span.line, start, span.end_line, end)


def capped(path: str, found: Iterable[Diagnostic], uncounted: int = 0) -> list[Diagnostic]:
    """``found`` sorted, at most ``MAX_FINDINGS`` of them, with an FL119 for the rest."""
    ordered = sort_diagnostics(found)
    rest = len(ordered) - MAX_FINDINGS + uncounted
    if rest <= 0:
        return ordered
    first_left_out = ordered[min(MAX_FINDINGS, len(ordered) - 1)].location
    shown = [d for d in ordered[:MAX_FINDINGS] if d.code != "FL119"]
    return [*shown, Diagnostic("FL119", Location(path, first_left_out.span), {"count": rest})]
