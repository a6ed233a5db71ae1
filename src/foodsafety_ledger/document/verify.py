"""Whether a plan says what its document says, held against each other both ways."""

from __future__ import annotations

from dataclasses import dataclass

from foodsafety_ledger.document.alignment import align
from foodsafety_ledger.document.anchors import Anchors
from foodsafety_ledger.document.coverage import check_coverage
from foodsafety_ledger.document.draft import read
from foodsafety_ledger.document.findings import Cover, Findings, Tally
from foodsafety_ledger.document.stretches import Place
from foodsafety_ledger.document.text import Document
from foodsafety_ledger.document.verify_dates import check_dues, check_header
from foodsafety_ledger.document.verify_goals import check_goals
from foodsafety_ledger.document.verify_parties import check_parties
from foodsafety_ledger.document.verify_words import (
    check_ignored,
    check_phrases,
    check_quotes,
    check_tasks,
)
from foodsafety_ledger.files.hashing import sha256_of
from foodsafety_ledger.files.located import LocatedMap
from foodsafety_ledger.plan.reading import TASKS
from foodsafety_ledger.plan.values import Plan
from foodsafety_ledger.values.diagnostic import Diagnostic, sort_diagnostics
from foodsafety_ledger.values.location import Location


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of it: findings, counts by kind, and which words of the document are covered.

    ``reaches`` are the stretches of text that each item answers for; ``gaps`` those that nothing
    in the plan accounts for, with the code of the finding. All are in the document's folded text.
    """

    diagnostics: tuple[Diagnostic, ...]
    counts: dict[str, Tally]
    document: Document
    covers: tuple[Cover, ...]
    reaches: tuple[tuple[Place, str], ...]
    gaps: tuple[tuple[Place, str], ...]


def verify(plan: Plan, name: str, text: str, node: LocatedMap | None = None) -> Verification:
    """Holds a plan against its document's text, both ways.

    ``name`` is the path that findings in the document bear; ``node`` the located
    ``data/tasks.yaml``, for exact places. Where a part of the plan does not read, what the
    document has beyond the rest is not reported.
    """
    reading = read(name, text)
    findings = Findings(plan, Anchors(reading.document), node)
    alignment = align(plan, reading)
    check_header(reading.header, findings)
    check_tasks(alignment, findings)
    check_phrases(alignment, findings)
    places = check_quotes(alignment, findings)
    check_ignored(findings)
    check_parties(alignment, findings)
    check_goals(alignment, places, findings)
    check_dues(alignment, places, reading.header.year, findings)
    if not plan.unread:
        check_coverage(reading, alignment, findings)
    return Verification(
        diagnostics=tuple(sort_diagnostics(findings.found)),
        counts=findings.counts,
        document=reading.document,
        covers=tuple(findings.covers),
        reaches=tuple((pair.reach, pair.item.id) for pair in alignment.pairs if pair.reach),
        gaps=tuple(findings.gaps),
    )


def check_hash(plan: Plan, name: str, raw: bytes, node: LocatedMap | None) -> list[Diagnostic]:
    """The document's bytes against the hash that the plan keeps of them (FL701)."""
    expected, found = plan.document.sha256, sha256_of(raw)
    if not expected or expected == found:
        return []
    at = plan.location if node is None else Location(TASKS, node.span_at("document", "sha256"))
    facts = {"document": name, "expected": expected, "found": found}
    return [Diagnostic("FL701", at, facts)]
