"""What a merge has to say: its conflicts at their places, and what it kept against one side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from foodsafety_ledger.cli.refusing import show_findings
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.source import Source, WorkTree
from foodsafety_ledger.ledgers.merge import ConflictKind, MergeResult
from foodsafety_ledger.ledgers.rivals import AddsUp
from foodsafety_ledger.render.findings import in_words
from foodsafety_ledger.values.diagnostic import Diagnostic, Fact
from foodsafety_ledger.values.location import Location, Span

_CODES = {
    ConflictKind.ENTRY: "FL901",
    ConflictKind.RIVALS: "FL905",
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


def adding_up(root: Path) -> AddsUp:
    """Of which targets the values add up, by the plan of a workspace as it stands.

    The plan is read when that is first asked. Of a target that it does not have the latest counts,
    as far as anybody knows.
    """

    @cache
    def known() -> frozenset[tuple[str, str]]:
        from foodsafety_ledger.check.reading import read_workspace

        plan = read_workspace(WorkTree(root)).plan
        targets = plan.targets.values() if plan else ()
        return frozenset((one.item, one.id) for one in targets if one.adds_up)

    return lambda item, target: (item, target) in known()


def merge_findings(path: str, result: MergeResult) -> Iterator[Diagnostic]:
    """The conflicts of a merge at their markers, and what it kept against one side (FL904)."""
    for conflict, line in result.places():
        at = Location(path, Span(line, 1, line, 1))
        facts: dict[str, Fact] = {"id": conflict.entry} if conflict.entry else {}
        if conflict.rivals is not None:
            facts = {"ours": ", ".join(conflict.rivals.ours)}
            facts |= {"theirs": ", ".join(conflict.rivals.theirs)}
        yield Diagnostic(_CODES[conflict.kind], at, facts)
    for entry in result.kept:
        yield Diagnostic("FL904", Location(path), {"id": entry})
