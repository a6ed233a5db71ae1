"""Lines and single entries of two ledgers merged: whose stand, or where they collide."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import takewhile
from typing import Any, Final, NamedTuple, TypeVar

from foodsafety_ledger.files.text import split_lines
from foodsafety_ledger.files.yaml import read_yaml
from foodsafety_ledger.filing.splice import Block, Blocks, split_blocks
from foodsafety_ledger.model.diagnostic import Span
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.located import LocatedList, LocatedMap

_REMARK = re.compile(r"\s*(?:#.*)?\s*")

_MARKER: Final = 7

OPENING: Final = "<" * _MARKER + " ours"
"""The line that a conflict begins with."""


class Hunk(NamedTuple):
    """Lines that the two sides changed differently; ``base`` is what both started from."""

    base: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


Piece = str | Hunk


def is_remark(line: str) -> bool:
    """Whether a line is blank or a comment."""
    return _REMARK.fullmatch(line) is not None


def merge_lines(
    base: Sequence[str] | None, ours: Sequence[str], theirs: Sequence[str]
) -> list[Piece]:
    """The lines of both sides, merged; a Hunk wherever they collide.

    Where both sides only changed or added comments, ours' stand first and theirs' follow. With
    ``base`` None the lines that both sides share are taken for it.
    """
    if base is None:
        base = [ours[i] for i in _matches(ours, theirs)]
    pieces: list[Piece] = []
    for b, o, t in _regions(base, ours, theirs):
        merged = _merge_region(tuple(b), tuple(o), tuple(t))
        pieces += [merged] if isinstance(merged, Hunk) else merged
    return pieces


def conflict_lines(hunk: Hunk) -> list[str]:
    """A hunk between git's conflict markers, with the base where there is one."""
    base = ["|" * _MARKER + " base\n", *hunk.base] if hunk.base else []
    end = ["=" * _MARKER + "\n", *hunk.theirs, ">" * _MARKER + " theirs\n"]
    return [f"{OPENING}\n", *hunk.ours, *base, *end]


def whole_hunk(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[Piece]:
    """The lines that all sides begin and end with, and one Hunk of everything between.

    For texts nothing is known about: no line of one side is put among lines of the other.
    """
    sides = [tuple(side) for side in (base, ours, theirs)]
    start = _common(sides if base else sides[1:])
    rest = [side[start:] for side in sides]
    used = rest if base else rest[1:]
    end = _common([side[::-1] for side in used])
    hunk = Hunk(*(side[: len(side) - end] for side in rest))
    return [*ours[:start], hunk, *ours[len(ours) - end :]]


def _common(sides: Sequence[Sequence[str]]) -> int:
    """How many lines all sides begin with."""
    return len([*takewhile(lambda lines: len({*lines}) == 1, zip(*sides, strict=False))])


def _merge_region(
    base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]
) -> list[str] | Hunk:
    if ours in (base, theirs):
        return list(theirs)
    if theirs == base:
        return list(ours)
    if all(map(is_remark, (*ours, *theirs))):
        return [*ours, *(line for line in theirs if line not in ours and line not in base)]
    return Hunk(base, ours, theirs)


def _regions(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """The stretches between lines that all three share, and those lines themselves."""
    in_ours, in_theirs = _matches(base, ours), _matches(base, theirs)
    shared = [i for i in in_ours if i in in_theirs]
    b = o = t = 0
    for i in shared:
        yield base[b:i], ours[o : in_ours[i]], theirs[t : in_theirs[i]]
        yield (base[i : i + 1],) * 3
        b, o, t = i + 1, in_ours[i] + 1, in_theirs[i] + 1
    yield base[b:], ours[o:], theirs[t:]


def _matches(first: Sequence[str], second: Sequence[str]) -> dict[int, int]:
    """For each line of ``first`` that ``second`` has too: its index there."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only two changed texts need it

    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return {
        a + offset: b + offset
        for a, b, length in matcher.get_matching_blocks()
        for offset in range(length)
    }


_SIGN = re.compile(r"(?:^|\s)#")


class LineRemark(StrEnum):
    """What comment a line has: none, nothing but one, or one after something else."""

    NONE = "none"
    ALONE = "alone"
    SHARED = "shared"


def remarks_in(text: str, document: LocatedMap) -> list[LineRemark]:
    """For each line of a text what comment it has; ``document`` is what the reader made of it."""
    lines = split_lines(text)
    bare = list(lines)
    for span in _scalars(document, document.span):
        _blot_out(bare, lines, span)
    return [_remark(line) for line in bare]


def _scalars(value: Any, span: Span) -> Iterator[Span]:  # noqa: ANN401 - any value the reader returns
    if isinstance(value, LocatedMap):
        yield from value.key_spans.values()
        for key, member in value.items():
            yield from _scalars(member, value.value_spans[key])
    elif isinstance(value, LocatedList):
        for member, at in zip(value, value.spans, strict=True):
            yield from _scalars(member, at)
    else:
        yield span


def _blot_out(bare: list[str], lines: list[str], span: Span) -> None:
    """Takes a scalar out; the line with the sign of a block scalar may end in a comment."""
    first = span.line - 1
    is_block = lines[first][span.column - 1 : span.column] in ("|", ">")
    for number in range(first + is_block, min(span.end_line, len(lines))):
        start = span.column - 1 if number == first else 0
        end = span.end_column - 1 if number == span.end_line - 1 else len(lines[number])
        line = bare[number]
        bare[number] = line[:start] + "x" * (end - start) + line[end:]


def _remark(line: str) -> LineRemark:
    sign = _SIGN.search(line)
    if sign is None:
        return LineRemark.NONE
    return LineRemark.SHARED if line[: sign.start()].strip() else LineRemark.ALONE


_MARK: Final = "\ufeff"

_T = TypeVar("_T")


def three_way(base: _T, ours: _T, theirs: _T) -> _T:
    """What one side changed, else ours."""
    return theirs if ours == base else ours


@dataclass(frozen=True, slots=True)
class Sides:
    """Three texts to merge; ``restore`` gives the result the form that the merge calls for."""

    base: str | None
    ours: str
    theirs: str
    mark: bool
    newline: str

    @classmethod
    def of(cls, base: str | None, ours: str, theirs: str) -> Sides:
        """The sides with LF and without byte order mark, unless one mixes line breaks itself."""
        texts = [ours if base is None else base, ours, theirs]
        mark = three_way(*(text.startswith(_MARK) for text in texts))
        bare = [text.removeprefix(_MARK) for text in texts]
        styles = [_newline(text) for text in bare]
        newline = three_way(*styles)
        if "" not in styles:
            bare = [text.replace("\r\n", "\n") for text in bare]
        return cls(None if base is None else bare[0], bare[1], bare[2], mark, newline)

    def restore(self, text: str) -> str:
        """``text`` with the line breaks and the mark that the merged file has."""
        if self.newline == "\r\n":
            text = text.replace("\r\n", "\n").replace("\n", "\r\n")
        return (_MARK if self.mark else "") + text


def _newline(text: str) -> str:
    """The one line break that a text uses; empty where it uses both."""
    breaks, wide = text.count("\n"), text.count("\r\n")
    if wide == 0:
        return "\n"
    return "\r\n" if wide == breaks else ""


AddsUp = Callable[[str, str], bool]
"""Whether the values of an item's target add up over entries, so that none has to be the latest."""

Meaning = Mapping[str, Any]
"""What an entry says."""

_Blocks = Mapping[str, Block]


class Rivals(NamedTuple):
    """Entries that ours added and entries that theirs added, by id."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]


class _About(NamedTuple):
    """What an entry says something about, on a day, and under which key.

    It is a target of an item in a period, another entry, or an item's due date.
    """

    day: str
    key: str
    subject: str
    item: str = ""
    period: str = ""


def _rivals(old: Collection[str], ours: _Blocks, theirs: _Blocks, adds_up: AddsUp) -> list[Rivals]:
    """The rivals among what both sides added to the entries ``old``; none stands in two of them.

    Of each side only the latest word on a value of a period and day counts, less what was amended
    or voided.
    """
    both = (*ours.values(), *theirs.values())
    out = {_text(block.meaning, key) for block in both for key in ("amends", "voids")}
    out |= {*old, *(ours.keys() & theirs.keys())}
    mine, other = _last_words(ours, out), _last_words(theirs, out)
    pairs = [
        (mine[about][0], other[about][0])
        for about in mine.keys() & other.keys()
        if mine[about][1] != other[about][1]
        and not (about.key == "values" and adds_up(about.item, about.subject))
    ]
    places = [{id_: n for n, id_ in enumerate(side)} for side in (ours, theirs)]
    return [
        Rivals(*(tuple(sorted(group & place.keys(), key=place.__getitem__)) for place in places))
        for group in _groups(pairs)
    ]


def _last_words(blocks: _Blocks, out: Container[str]) -> dict[_About, tuple[str, Any]]:
    """On each thing the highest id of an entry that says something, and what it says."""
    told = ((id_, blocks[id_].meaning) for id_ in sorted(blocks) if id_ not in out)
    return {about: (id_, said) for id_, entry in told for about, said in _words(entry)}


def _words(entry: Meaning) -> Iterator[tuple[_About, Any]]:
    values, day = entry.get("values"), _text(entry, "date")
    if "reviews" in entry:
        yield _About(day, "reviews", _text(entry, "reviews")), entry.get("verdict")
    elif "extends" in entry:
        yield _About(day, "extends", _text(entry, "extends")), entry.get("due")
    elif isinstance(values, Mapping):
        item, period = _text(entry, "item"), _text(entry, "period")
        for target, value in values.items():
            yield _About(day, "values", target, item, period), value


def _text(entry: Meaning, key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _groups(pairs: Iterable[tuple[str, str]]) -> Iterator[set[str]]:
    """The pairs put together where they share a member."""
    groups: dict[str, set[str]] = {}
    for pair in pairs:
        joined = {*pair}.union(*(groups.get(one, ()) for one in pair))
        groups |= dict.fromkeys(joined, joined)
    yield from {id(group): group for group in groups.values()}.values()


_OPENING: Final = "entries:\n"


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
    for rivals in _rivals(old, ours.blocks, theirs.blocks, adds_up):
        sides = [ours.blocks[i] for i in rivals.ours], [incoming[i] for i in rivals.theirs]
        merged[rivals.ours[0]] = _facing(*sides)._replace(rivals=rivals)
        for beside in (*rivals.ours[1:], *rivals.theirs):
            del merged[beside]
    return merged


def removed_entries(base: Blocks | None, ours: Blocks, theirs: Blocks) -> tuple[str, ...]:
    """The entries of the base that one side, but not the other, has left out."""
    either = ours.blocks.keys() ^ theirs.blocks.keys()
    return tuple(key for key in base.blocks if key in either) if base else ()


def read_document(text: str) -> LocatedMap | None:
    """What a text says; None where anything in it does not read."""
    reading = read_yaml("", text)
    return reading.data if reading.complete and isinstance(reading.data, LocatedMap) else None


def split_text(text: str) -> Blocks | None:
    """The parts of a ledger's text; None where it does not read, or its entries share lines."""
    document = read_document(text)
    return None if document is None else split_blocks(text, document)


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


def _merge_one_sided(base: Block | None, ours: Block | None, theirs: Block | None) -> MergedEntry:
    """An entry that one side lacks is new or was removed: it stays, unless it was changed too."""
    block = ours or theirs
    assert block is not None  # noqa: S101 - ids are those of either side
    if base is None or base.meaning == block.meaning:
        return MergedEntry([block.lead, block.body], (block.meaning,), (block.meaning,))
    as_ours, as_theirs = ((side.meaning,) if side else () for side in (ours, theirs))
    return MergedEntry([block.lead, _hunk(base, ours, theirs)], as_ours, as_theirs)


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
    if any(remark is LineRemark.SHARED for _, remark in added):
        return None
    remarked = body + "".join(line for line, remark in added if remark is LineRemark.ALONE)
    return remarked if _says(remarked) == meaning else None


def _says(body: str) -> Meaning | None:
    document = read_document(_OPENING + body)
    entries = document.get("entries") if document else None
    return entries[0] if isinstance(entries, list) and len(entries) == 1 else None
