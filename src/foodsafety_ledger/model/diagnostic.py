"""Where something stands, and a finding: which rule, where, the facts of its message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import StrEnum
from typing import NamedTuple

from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.inert import inert, spelled
from foodsafety_ledger.model.name import Name


class Span(NamedTuple):
    """A stretch of a text: 1-based lines and columns in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: path relative to the workspace with ``/``, and a span if it has one."""

    path: str
    span: Span | None = None

    def __str__(self) -> str:
        """``path:line:column``, the form editors jump to, harmless to print."""
        path = inert(spelled(self.path))
        return path if self.span is None else f"{path}:{self.span.line}:{self.span.column}"


Fact = str | int | Name


class Severity(StrEnum):
    """How bad a finding is; ``check`` exits 1 only for errors."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class EntryKey(NamedTuple):
    """Which entry of which ledger: the path, and the position in ``entries`` from 0."""

    path: str
    position: int


class Related(NamedTuple):
    """Another place that explains a finding; ``key`` names its words under ``check.related.``."""

    location: Location
    key: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of one rule.

    ``code`` is the rule's (``FL401``), ``variant`` picks one wording among the rule's (empty: the
    only one), ``facts`` fill the message and the hint; the fact ``nearest`` is the right word
    suggested for a typing slip, ``meant`` the only thing that can be meant by what stands there.
    ``entry`` is the ledger entry that an error makes unusable: it is left out of the figures
    (design 4.5).
    """

    code: str
    location: Location
    facts: Mapping[str, Fact] = field(default_factory=dict)
    variant: str = ""
    related: tuple[Related, ...] = ()
    entry: EntryKey | None = None


def sort_diagnostics(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings by path, place and code, each exactly once where two rules saw the same."""
    unique = {(d.location, d.code, d.variant, tuple(d.facts.items())): d for d in found}
    return sorted(unique.values(), key=_sort_key)


def _sort_key(d: Diagnostic) -> tuple[str, tuple[int, ...], str, str, str]:
    span = d.location.span
    return d.location.path, tuple(span) if span else (), d.code, d.variant, str(dict(d.facts))
