"""All that ``ledger check`` finds: the errors that every view sees, and its own remarks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foodsafety_ledger.check.document import check_document
from foodsafety_ledger.check.reading import Records, read_workspace
from foodsafety_ledger.check.table import REMARKS
from foodsafety_ledger.files.findings import MAX_FINDINGS, capped
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.values.diagnostic import Diagnostic, sort_diagnostics
from foodsafety_ledger.values.rules import rules_named


@dataclass(frozen=True, slots=True)
class Checked:
    """A workspace and everything found in it, sorted."""

    records: Records
    diagnostics: tuple[Diagnostic, ...]


def check_workspace(source: Source, today: date) -> Checked:
    """Reads a workspace and looks for everything that can be found in its files alone."""
    records = read_workspace(source)
    records.scene.today = today
    remarks = (found for rule in REMARKS.values() for found in rule(records.scene))
    provenance = check_document(source, records.plan)
    found = sort_diagnostics([*records.diagnostics, *remarks, *provenance])
    return Checked(records, tuple(found))


def chosen(
    diagnostics: Iterable[Diagnostic], select: Iterable[str], ignore: Iterable[str]
) -> list[Diagnostic]:
    """The diagnostics of the rules selected (none named: all) and not ignored.

    A selector is a code, a family (``FL4``) or a rule's name.
    """
    wanted = frozenset().union(*map(rules_named, select))
    unwanted = frozenset().union(*map(rules_named, ignore))
    return [d for d in diagnostics if (not wanted or d.code in wanted) and d.code not in unwanted]


def capped_by_file(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics with at most a hundred a file, and how many more there are (FL119)."""
    by_file: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        by_file[diagnostic.location.path].append(diagnostic)
    shown: list[Diagnostic] = []
    for path, found in by_file.items():
        shown += found if len(found) <= MAX_FINDINGS + 1 else capped(path, found)
    return shown
