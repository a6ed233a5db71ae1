"""One entry of two ledgers merged: whose lines stand, what they must say, or where they collide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from foodsafety_ledger.files.located import LocatedMap
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.ledgers.blocks import Block, Blocks
from foodsafety_ledger.ledgers.lines import Hunk, Piece, merge_lines, split_lines
from foodsafety_ledger.ledgers.remarks import Remark, remarks_in
from foodsafety_ledger.ledgers.rivals import AddsUp, Rivals, find_rivals

_OPENING: Final = "entries:\n"

Meaning = Mapping[str, Any]
"""What an entry says."""


class MergedEntry(NamedTuple):
    """An entry of the result: its lines, and what it says if every conflict goes to one side.

    Of ``rivals`` it is all of them, between the markers of one conflict.
    """

    pieces: list[Piece]
    as_ours: tuple[Meaning, ...]
    as_theirs: tuple[Meaning, ...]
    rivals: Rivals | None = None

    def says(self, side: int) -> tuple[Meaning, ...]:
        """What it says if every conflict goes to side 1, ours, or 2, theirs: any entries at all."""
        return self.as_ours if side == 1 else self.as_theirs

    @property
    def conflicts(self) -> bool:
        """Whether both sides changed it differently."""
        return any(isinstance(piece, Hunk) for piece in self.pieces)


def merge_entries(
    base: Blocks | None, ours: Blocks, theirs: Blocks, adds_up: AddsUp
) -> dict[str, MergedEntry]:
    """Every entry of either side by id: ours in their order, then those only theirs has by id.

    Rivals stand together at the place of the first of ours, by its id.
    """
    old = base.blocks if base else {}
    order = [*ours.blocks, *sorted(theirs.blocks.keys() - ours.blocks.keys())]
    incoming = _without_old_tail(base, ours, theirs)
    merged = {key: _merge(old.get(key), ours.blocks.get(key), incoming.get(key)) for key in order}
    for rivals in find_rivals(old, _meanings(ours), _meanings(theirs), adds_up):
        sides = [ours.blocks[i] for i in rivals.ours], [incoming[i] for i in rivals.theirs]
        merged[rivals.ours[0]] = _facing(*sides)._replace(rivals=rivals)
        for other in (*rivals.ours[1:], *rivals.theirs):
            del merged[other]
    return merged


def removed_entries(base: Blocks | None, ours: Blocks, theirs: Blocks) -> tuple[str, ...]:
    """The entries of the base that one side, but not the other, has left out."""
    either = ours.blocks.keys() ^ theirs.blocks.keys()
    return tuple(key for key in base.blocks if key in either) if base else ()


def read_document(text: str) -> LocatedMap | None:
    """What a text says; None where anything in it does not read."""
    reading = read_yaml("", text)
    return reading.data if reading.complete and isinstance(reading.data, LocatedMap) else None


def _without_old_tail(base: Blocks | None, ours: Blocks, theirs: Blocks) -> Mapping[str, Block]:
    """Theirs, where comments that ended the old file have not become a new entry's twice over."""
    tail = base.tail if base else ""
    if not tail.strip() or tail in (ours.tail, theirs.tail):
        return theirs.blocks
    return {
        key: replace(block, lead=block.lead.removeprefix(tail)) if key not in ours.blocks else block
        for key, block in theirs.blocks.items()
    }


def _merge(base: Block | None, ours: Block | None, theirs: Block | None) -> MergedEntry:
    if ours is None or theirs is None:
        return _merge_one_sided(base, ours, theirs)
    lead = _merge_leads(base, ours, theirs)
    old = base.meaning if base else None
    apart = MergedEntry([lead, _hunk(base, ours, theirs)], (ours.meaning,), (theirs.meaning,))
    if ours.meaning != theirs.meaning and old not in (ours.meaning, theirs.meaning):
        return apart
    meaning = theirs.meaning if ours.meaning == old else ours.meaning
    body = _merge_bodies(base, ours, theirs, meaning)
    return apart if body is None else MergedEntry([lead, body], (meaning,), (meaning,))


def _facing(ours: Sequence[Block], theirs: Sequence[Block]) -> MergedEntry:
    """Entries of ours against entries of theirs, each with the comments above it."""
    lines = [tuple(split_lines("".join(b.lead + b.body for b in side))) for side in (ours, theirs)]
    as_ours, as_theirs = (tuple(block.meaning for block in side) for side in (ours, theirs))
    return MergedEntry([Hunk((), *lines)], as_ours, as_theirs)


def _meanings(blocks: Blocks) -> dict[str, Meaning]:
    return {id_: block.meaning for id_, block in blocks.blocks.items()}


def _merge_one_sided(base: Block | None, ours: Block | None, theirs: Block | None) -> MergedEntry:
    """An entry that one side lacks is new or was removed: it stays, unless it was changed too."""
    block = ours or theirs
    assert block is not None  # noqa: S101 - ids are those of either side
    if base is None or base.meaning == block.meaning:
        return MergedEntry([block.lead, block.body], (block.meaning,), (block.meaning,))
    hunk = _hunk(base, ours, theirs)
    return MergedEntry([block.lead, hunk], _said_by(ours), _said_by(theirs))


def _said_by(block: Block | None) -> tuple[Meaning, ...]:
    return (block.meaning,) if block else ()


def _hunk(base: Block | None, ours: Block | None, theirs: Block | None) -> Hunk:
    return Hunk(*(tuple(split_lines(b.body)) if b else () for b in (base, ours, theirs)))


def _merge_leads(base: Block | None, ours: Block, theirs: Block) -> str:
    """The comments above an entry: those of both sides."""
    old = base.lead if base else ""
    merged = merge_lines(split_lines(old), split_lines(ours.lead), split_lines(theirs.lead))
    both = ((p,) if isinstance(p, str) else (*p.ours, *p.theirs) for p in merged)
    return "".join(line for lines in both for line in lines)


def _merge_bodies(base: Block | None, ours: Block, theirs: Block, meaning: Meaning) -> str | None:
    """The lines of an entry whose meaning is settled; None where a comment would be lost."""
    old = base.body if base else None
    if ours.body in (old, theirs.body):
        return theirs.body
    if theirs.body == old:
        return ours.body
    lines = None if old is None else split_lines(old)
    merged = merge_lines(lines, split_lines(ours.body), split_lines(theirs.body))
    body = "".join(piece for piece in merged if isinstance(piece, str))
    if not any(isinstance(piece, Hunk) for piece in merged) and _says(body) == meaning:
        return body
    winner, other = (ours, theirs) if ours.meaning == meaning else (theirs, ours)
    return _with_remarks_of(other.body, winner.body, old or "", meaning)


def _with_remarks_of(other: str, body: str, old: str, meaning: Meaning) -> str | None:
    """``body`` with the comments that ``other`` has added; None where one shares a line."""
    text = _OPENING + other
    document = read_document(text)
    assert document is not None  # noqa: S101 - it is a part of a text that has been read
    known = {*split_lines(old), *split_lines(body)}
    pairs = zip(split_lines(text), remarks_in(text, document), strict=True)
    added = [(line, remark) for line, remark in pairs if line not in known]
    if any(remark is Remark.SHARED for _, remark in added):
        return None
    remarked = body + "".join(line for line, remark in added if remark is Remark.ALONE)
    return remarked if _says(remarked) == meaning else None


def _says(body: str) -> Meaning | None:
    document = read_document(_OPENING + body)
    entries = document.get("entries") if document else None
    return entries[0] if isinstance(entries, list) and len(entries) == 1 else None
