"""Merging two versions of a ledger by entry id, on the text: no entry is ever lost or rewritten.

Entries that only one side has are kept, ours in their order and then theirs by id; an entry that
one side changed takes that change; one that both changed differently is a conflict, marked around
that entry alone, and so are reports of one day that differ where the latest counts. The result is
read again, and unless it says exactly what it should, all of the text that differs is a conflict:
loud, and never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.files.text import split_lines
from foodsafety_ledger.filing.blocks import (
    OPENING,
    Blocks,
    Hunk,
    Piece,
    conflict_lines,
    join_blocks,
    merge_lines,
    whole_hunk,
)
from foodsafety_ledger.filing.merge_entry import (
    AddsUp,
    MergedEntry,
    Rivals,
    Sides,
    merge_entries,
    read_document,
    removed_entries,
    split_text,
    three_way,
)
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Span
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.name import in_a_row
from foodsafety_ledger.reading.source import read_plan_of


class ConflictKind(StrEnum):
    """What collides: one entry, reports of one day, the other lines, or texts as a whole.

    Each is the code of its finding.
    """

    ENTRY = "FL901"
    RIVALS = "FL905"
    FRAME = "FL902"
    WHOLE = "FL903"


class Conflict(NamedTuple):
    """One collision; ``entry`` is the id where it is an entry's, ``rivals`` are two sides' ids."""

    kind: ConflictKind
    entry: str = ""
    rivals: Rivals | None = None


@dataclass(frozen=True, slots=True)
class MergeResult:
    """The merged text, with conflict markers where ``conflicts`` says so, in the text's order.

    ``added`` are the entries that ours lacked; ``kept`` those of the base that one side had
    removed: they stay, for a ledger's entries are only ever added to.
    """

    text: str
    conflicts: tuple[Conflict, ...] = ()
    added: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    def places(self) -> list[tuple[Conflict, int]]:
        """Each conflict with the line (from 1) of its first marker."""
        lines = split_lines(self.text)
        markers = [n for n, line in enumerate(lines, 1) if line.rstrip("\r\n") == OPENING]
        return [*zip(self.conflicts, markers, strict=True)]

    def findings(self, path: str) -> Iterator[Diagnostic]:
        """The conflicts of a merge at their markers, and what it kept against one side (FL904)."""
        for conflict, line in self.places():
            at = Location(path, Span(line, 1, line, 1))
            facts: dict[str, Fact] = {"id": conflict.entry} if conflict.entry else {}
            if conflict.rivals is not None:
                sides = conflict.rivals._asdict()
                facts = {side: in_a_row(ids) for side, ids in sides.items()}
            yield Diagnostic(conflict.kind, at, facts)
        for entry in self.kept:
            yield Diagnostic("FL904", Location(path), {"id": entry})


def nothing_adds_up(item: str, target: str) -> bool:  # noqa: ARG001 - whichever it is
    """What is safe to say of a target about which nothing is known: the latest value counts."""
    return False


def adding_up(root: Path) -> AddsUp:
    """Of which targets the values add up, by the plan of a workspace as it stands.

    The plan is read when that is first asked. Of a target that it does not have the latest counts,
    as far as anybody knows.
    """

    @cache
    def known() -> frozenset[tuple[str, str]]:
        plan, _ = read_plan_of(WorkTree(root))
        targets = plan.targets.values() if plan else ()
        return frozenset((one.item, one.id) for one in targets if one.adds_up)

    return lambda item, target: (item, target) in known()


def merge_ledgers(
    base: str | None, ours: str, theirs: str, *, adds_up: AddsUp = nothing_adds_up
) -> MergeResult:
    """Merges two versions of a ledger; ``base`` is the version both began from, if there is one.

    ``adds_up`` says of which targets the values of several entries add up.
    """
    if ours == theirs:
        return MergeResult(ours)
    sides = Sides.of(base, ours, theirs)
    return _merge(sides, adds_up) or _give_up(sides)


class _Frame(NamedTuple):
    """What stands before and after the entries, and what it says on either side of a conflict."""

    head: list[Piece]
    tail: list[Piece]
    as_ours: Mapping[str, Any]
    as_theirs: Mapping[str, Any]

    def says(self, side: int) -> Mapping[str, Any]:
        return self.as_ours if side == 1 else self.as_theirs

    @property
    def conflicts(self) -> bool:
        return any(isinstance(piece, Hunk) for piece in (*self.head, *self.tail))


def _merge(sides: Sides, adds_up: AddsUp) -> MergeResult | None:
    ours, theirs = split_text(sides.ours), split_text(sides.theirs)
    base = None if sides.base is None else split_text(sides.base)
    if ours is None or theirs is None:
        return None
    base, ours, theirs = _aligned(base, ours, theirs)
    frame, entries = _merge_frames(base, ours, theirs), merge_entries(base, ours, theirs, adds_up)
    if not _reads_as_meant(frame, entries):
        return None
    removed = removed_entries(base, ours, theirs)
    return MergeResult(
        sides.restore(_render(frame, entries.values())),
        tuple(_conflicts(frame, entries)),
        tuple(key for key in entries if key not in ours.blocks and key not in removed),
        tuple(key for key in removed if not entries[key].conflicts),
    )


def _give_up(sides: Sides) -> MergeResult:
    """One conflict around all that differs, for texts that are not two readable ledgers."""
    if sides.base is not None and sides.base in (sides.ours, sides.theirs):
        return MergeResult(sides.restore(three_way(sides.base, sides.ours, sides.theirs)))
    lines = [split_lines(_ended(text)) for text in (sides.base or "", sides.ours, sides.theirs)]
    text = "".join(_marked(whole_hunk(*lines)))
    return MergeResult(sides.restore(text), (Conflict(ConflictKind.WHOLE),))


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _aligned(
    base: Blocks | None, ours: Blocks, theirs: Blocks
) -> tuple[Blocks | None, Blocks, Blocks]:
    """All with their dashes in the same column: where one side moved them, else where ours are."""
    column = ours.column
    if column is None or (base and base.column == column and theirs.column is not None):
        column = theirs.column
    if column is None:
        return base, ours, theirs
    return base and base.moved_to(column), ours.moved_to(column), theirs.moved_to(column)


def _merge_frames(base: Blocks | None, ours: Blocks, theirs: Blocks) -> _Frame:
    head = _merge_texts(base.head if base else None, ours.head, theirs.head)
    tail = _merge_texts(base.tail if base else None, ours.tail, theirs.tail)
    frame = _Frame(head, tail, ours.top, theirs.top)
    if frame.conflicts:
        return frame
    top = _merge_tops(base.top if base else {}, ours.top, theirs.top)
    return frame._replace(as_ours=top, as_theirs=top)


def _merge_texts(base: str | None, ours: str, theirs: str) -> list[Piece]:
    lines = None if base is None else split_lines(base)
    return merge_lines(lines, split_lines(ours), split_lines(theirs))


def _merge_tops(
    base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> Mapping[str, Any]:
    keys = {**ours, **theirs}
    merged = {key: three_way(base.get(key), ours.get(key), theirs.get(key)) for key in keys}
    return {key: value for key, value in merged.items() if value is not None}


def _reads_as_meant(frame: _Frame, entries: Mapping[str, MergedEntry]) -> bool:
    """Whether the result, with every conflict given to either side, says what it should."""
    for side in (1, 2) if any(_conflicts(frame, entries)) else (1,):
        there = [entry for entry in entries.values() if entry.says(side)]
        document = read_document(_render(frame, there, side))
        said = [one for entry in there for one in entry.says(side)]
        if document is None or dict(document) != {**frame.says(side), "entries": said}:
            return False
    return True


def _render(frame: _Frame, entries: Iterable[MergedEntry], side: int | None = None) -> str:
    """The text with conflict markers, or with every conflict given to side 1, ours, or 2."""
    head, tail = ("".join(_marked(pieces, side)) for pieces in (frame.head, frame.tail))
    return join_blocks(head, ["".join(_marked(entry.pieces, side)) for entry in entries], tail)


def _marked(pieces: Iterable[Piece], side: int | None = None) -> Iterator[str]:
    for piece in pieces:
        if not isinstance(piece, Hunk):
            yield piece
        elif side is None:
            yield from conflict_lines(piece)
        else:
            yield from piece[side]


def _conflicts(frame: _Frame, entries: Mapping[str, MergedEntry]) -> Iterator[Conflict]:
    """One for each hunk, in the order of the text."""
    for piece in frame.head:
        if isinstance(piece, Hunk):
            yield Conflict(ConflictKind.FRAME)
    for key, entry in entries.items():
        if entry.rivals:
            yield Conflict(ConflictKind.RIVALS, rivals=entry.rivals)
        elif entry.conflicts:
            yield Conflict(ConflictKind.ENTRY, key)
    for piece in frame.tail:
        if isinstance(piece, Hunk):
            yield Conflict(ConflictKind.FRAME)
