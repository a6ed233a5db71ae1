"""What is wrong with one of the plan's files, collected while it is read."""

from __future__ import annotations

from collections.abc import Iterable

from foodsafety_ledger.values.diagnostic import Diagnostic, Fact, Related
from foodsafety_ledger.values.location import Location, Span
from foodsafety_ledger.values.nearest import with_nearest


class Findings:
    """The findings in one file; ``found`` grows as reading goes on."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Diagnostic] = []

    def add(
        self, code: str, span: Span, variant: str = "", /, *related: Related, **facts: Fact
    ) -> None:
        """Adds a finding of the rule ``code``; ``facts`` fill its words."""
        self.found.append(Diagnostic(code, Location(self.path, span), facts, variant, related))

    def add_unknown(self, span: Span, variant: str, unit: str, known: Iterable[str]) -> None:
        """Adds an FL207: ``unit`` is nothing that may be named here; ``known`` is what may be."""
        self.add("FL207", span, variant, value=unit, **with_nearest(unit, known))
