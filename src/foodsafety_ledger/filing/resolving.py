"""Which versions of a ledger a conflict is merged from: git's exact ones, or those of its markers.

A text merge puts lines of both sides together wherever they do not touch, so what stands around
and between markers may be an entry that nobody wrote. Where git still has the sides, they count;
what a person has done to the file since is kept as far as it is plain what it was, and otherwise
nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from foodsafety_ledger.files.text import split_lines
from foodsafety_ledger.filing.merge import MergeResult, merge_ledgers
from foodsafety_ledger.filing.merge_entry import AddsUp, Meaning, split_text
from foodsafety_ledger.model.failure import FindingsError

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


class Line(NamedTuple):
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


def _taken_apart(text: str, size: int) -> tuple[Mapping[str, list[Line]], int, bool]:
    """The lines of each version, how many conflicts there are, and whether all show the base."""
    shows_base = True
    sides: dict[str, list[Line]] = {"<": [], "|": [], "=": []}
    state, hunks, opened = "", 0, 0
    for number, (line, sign) in enumerate(_signed(text, size), start=1):
        if not sign or (sign == "=" and not state):  # a row of equals signs may be anything
            for key, lines in sides.items():
                if state in ("", key):
                    lines.append(Line(line, opened if state else 0))
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


def _require_whole_entries(lines: Sequence[Line]) -> None:
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
