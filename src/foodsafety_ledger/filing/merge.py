"""Merging two versions of a ledger by entry id, on the text: no entry is ever lost or rewritten.

Entries that only one side has are kept, ours in their order and then theirs by id; an entry that
one side changed takes that change; one that both changed differently is a conflict, marked around
that entry alone, and so are reports of one day that differ where the latest counts. The result is
read again, and unless it says exactly what it should, all of the text that differs is a conflict:
loud, and never a guess.

A conflicted text is merged from git's exact sides, or those of its markers. A text merge puts lines
of both sides together wherever they do not touch, so what stands around and between markers may be
an entry that nobody wrote. Where git still has the sides, they count; what a person has done to the
file since is kept as far as it is plain what it was, and otherwise nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from foodsafety_ledger.files.source import WorkTree
from foodsafety_ledger.files.text import split_lines
from foodsafety_ledger.filing.merge_entry import (
    OPENING,
    AddsUp,
    Hunk,
    Meaning,
    MergedEntry,
    Piece,
    Rivals,
    Sides,
    conflict_lines,
    merge_entries,
    merge_lines,
    read_document,
    removed_entries,
    split_text,
    three_way,
    whole_hunk,
)
from foodsafety_ledger.filing.splice import Blocks, join_blocks
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Span
from foodsafety_ledger.model.failure import FindingsError
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


USUAL_SIZE: Final = 7
"""How long a marker is, unless the attribute ``conflict-marker-size`` says otherwise."""

_NEXT: Final = {"": "<", "<": "|=", "|": "=", "=": ">"}
"""Which marker may follow: outside a conflict, in ours, in the base, in theirs."""


class Versions(NamedTuple):
    """What each side of the merge had; ``base`` is None where a conflict does not show it."""

    base: str | None
    ours: str
    theirs: str
    hunks: int


class SideLine(NamedTuple):
    """A line of one version; ``hunk`` is the line at which its conflict begins, 0 outside one."""

    text: str
    hunk: int


class UnclearError(FindingsError):
    """It cannot be told what was merged, because of what stands at the fact ``line``, from 1.

    A marker without its others, a conflict that runs through an entry, or a line that neither side
    has.
    """


def versions_of(text: str, size: int = USUAL_SIZE) -> Versions:
    """The versions behind a text with any number of conflicts, in git's styles merge and diff3.

    Lines outside the conflicts belong to every version. Raises UnclearError where a conflict is
    not whole.
    """
    lines, hunks, shows_base = _taken_apart(text, size)
    base, ours, theirs = ("".join(line.text for line in lines[key]) for key in "|<=")
    return Versions(base if shows_base else None, ours, theirs, hunks)


def is_marked(text: str, size: int = USUAL_SIZE) -> bool:
    """Whether a conflict begins anywhere in a text."""
    return any(sign == "<" for _, sign in _signed(text, size))


def _signed(text: str, size: int) -> Iterator[tuple[str, str]]:
    """Each line of a text, and the sign that it is a marker of; empty where it looks like none."""
    signs = "|".join(f"{re.escape(sign)}{{{size}}}" for sign in "<|=>")
    pattern = re.compile(f"({signs})(?: .*)?\r?\n?")
    for line in split_lines(text):
        match = pattern.fullmatch(line)
        yield line, match[1][0] if match else ""


def _taken_apart(text: str, size: int) -> tuple[Mapping[str, list[SideLine]], int, bool]:
    """The lines of each version, how many conflicts there are, and whether all show the base."""
    shows_base = True
    sides: dict[str, list[SideLine]] = {"<": [], "|": [], "=": []}
    state, hunks, opened = "", 0, 0
    for number, (line, sign) in enumerate(_signed(text, size), start=1):
        if not sign or (sign == "=" and not state):  # a row of equals signs may be anything
            for key, lines in sides.items():
                if state in ("", key):
                    lines.append(SideLine(line, opened if state else 0))
            continue
        if sign not in _NEXT[state]:
            raise UnclearError("broken-markers", line=number)
        if sign == "<":
            hunks, opened = hunks + 1, number
        if sign == "=" and state == "<":
            shows_base = False
        state = "" if sign == ">" else sign
    if state:
        raise UnclearError("broken-markers", line=opened)
    return sides, hunks, shows_base


class Stages(NamedTuple):
    """The sides of a merge as git has them; without ``base`` both sides began the file."""

    base: str | None
    ours: str
    theirs: str


class Resolved(NamedTuple):
    """A merge of what was behind a conflicted text, and how many conflicts that text had."""

    result: MergeResult
    hunks: int


def resolve_text(
    text: str, stages: Stages | None, adds_up: AddsUp, size: int = USUAL_SIZE
) -> Resolved | None:
    """The merge of a conflicted text; None where there is nothing left to merge.

    ``size`` is how long its markers are. Raises UnclearError.
    """
    if stages is None or None in (split_text(stages.ours), split_text(stages.theirs)):
        return _by_markers(text, stages.base if stages else None, adds_up, size)
    return _by_stages(text, _in_form_of(text, stages), adds_up, size)


def _by_markers(text: str, base: str | None, adds_up: AddsUp, size: int) -> Resolved | None:
    versions = versions_of(text, size)
    if not versions.hunks:
        return None
    lines, _, shows_base = _taken_apart(text, size)
    for key in "|<=" if shows_base else "<=":
        _require_whole_entries(lines[key])
    old = versions.base if base is None else base
    merged = merge_ledgers(old, versions.ours, versions.theirs, adds_up=adds_up)
    return Resolved(merged, versions.hunks)


def _by_stages(text: str, stages: Stages, adds_up: AddsUp, size: int) -> Resolved | None:
    """Merges the exact sides; a person's own hand in the text is kept where it is plain."""
    exact = merge_ledgers(*stages, adds_up=adds_up)
    strange = _strange_line(text, stages, size)
    try:
        versions = versions_of(text, size)
    except UnclearError:
        if strange:
            raise
        return Resolved(exact, 1)
    if text not in stages and _are_sides_of(stages, versions):
        merged = merge_ledgers(stages.base, versions.ours, versions.theirs, adds_up=adds_up)
        return Resolved(merged, versions.hunks) if versions.hunks else None
    if strange and (versions.hunks or exact.conflicts):
        raise UnclearError("edited-since", line=strange)
    if strange:
        exact = merge_ledgers(stages.base, text, exact.text, adds_up=adds_up)
    return Resolved(exact, versions.hunks)


def _are_sides_of(stages: Stages, versions: Versions) -> bool:
    """Whether the versions have every entry of the sides, and none in words that no side has."""
    sides = [blocks for side in stages if side is not None and (blocks := split_text(side))]
    shown = [split_text(text) for text in (versions.ours, versions.theirs)]
    said: dict[str, list[Meaning]] = {}
    for blocks in sides:
        for id_, block in blocks.blocks.items():
            said.setdefault(id_, []).append(block.meaning)
    there: set[str] = set()
    for blocks in shown:
        if blocks is None or all(blocks.top != side.top for side in sides):
            return False
        if any(b.meaning not in said.get(i, (b.meaning,)) for i, b in blocks.blocks.items()):
            return False
        there |= blocks.blocks.keys()
    return all(side.blocks.keys() <= there for side in sides[-2:])


def _strange_line(text: str, stages: Stages, size: int) -> int:
    """The first line, from 1, that no side has and that is no marker; 0 where there is none."""
    known = {_bare(line) for side in stages if side for line in split_lines(side)}
    for number, (line, sign) in enumerate(_signed(text, size), start=1):
        if _bare(line) not in known and line.strip() and not sign:
            return number
    return 0


def _bare(line: str) -> str:
    return line.rstrip("\r\n").removeprefix("\ufeff")


def _require_whole_entries(lines: Sequence[SideLine]) -> None:
    """UnclearError where an entry stands partly in a conflict and partly outside, or in two."""
    blocks = split_text("".join(line.text for line in lines))
    at = len(split_lines(blocks.head)) if blocks else 0
    for block in blocks.blocks.values() if blocks else ():
        at += len(split_lines(block.lead))
        end = at + len(split_lines(block.body))
        hunks = {line.hunk for line in lines[at:end]}
        if len(hunks) > 1:
            raise UnclearError("markers-cut-entry", line=max(hunks))
        at = end


def _in_form_of(text: str, stages: Stages) -> Stages:
    """The sides with the line breaks of the text, where git converts them on the way."""
    if "\r\n" not in text or any("\r\n" in side for side in stages if side):
        return stages
    base, *sides = (side and side.replace("\n", "\r\n") for side in stages)
    return Stages(base, sides[0] or "", sides[1] or "")
