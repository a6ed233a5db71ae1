"""What a merge has to say: its conflicts at their places, and what it kept against one side."""

from __future__ import annotations

from collections.abc import Iterator

from foodsafety_ledger.cli.refusing import show_findings
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.ledgers.merge import ConflictKind, MergeResult
from foodsafety_ledger.render.findings import in_words
from foodsafety_ledger.values.diagnostic import Diagnostic
from foodsafety_ledger.values.location import Location, Span

_CODES = {
    ConflictKind.ENTRY: "FL901",
    ConflictKind.FRAME: "FL902",
    ConflictKind.WHOLE: "FL903",
}


def show_merge(
    session: Session, path: str, result: MergeResult, source: Source | None = None
) -> None:
    """Writes what there is to know about a merge to stderr; nothing about a plain one."""
    found = list(merge_findings(path, result))
    show_findings(session, in_words(found, session.say), source)
    if result.conflicts:
        session.err(session.say("merge.conflicts", path=path, count=len(result.conflicts)))


def merge_findings(path: str, result: MergeResult) -> Iterator[Diagnostic]:
    """The conflicts of a merge at their markers (FL901 to FL903), and what it kept (FL904)."""
    for conflict, line in result.places():
        at = Location(path, Span(line, 1, line, 1))
        facts = {"id": conflict.entry} if conflict.entry else {}
        yield Diagnostic(_CODES[conflict.kind], at, facts)
    for entry in result.kept:
        yield Diagnostic("FL904", Location(path), {"id": entry})
