"""The versions that a text with git's conflict markers was made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from foodsafety_ledger.ledgers.lines import split_lines

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


class BrokenMarkersError(ValueError):
    """A marker without its others; ``line`` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def versions_of(text: str, size: int = USUAL_SIZE) -> Versions:
    """The versions behind a text with any number of conflicts, in git's styles merge and diff3.

    Lines outside the conflicts belong to every version. Raises BrokenMarkersError where a conflict
    is not whole.
    """
    lines, hunks, shows_base = _taken_apart(text, size)
    base, ours, theirs = ("".join(line.text for line in lines[key]) for key in "|<=")
    return Versions(base if shows_base else None, ours, theirs, hunks)


def version_lines(text: str, size: int = USUAL_SIZE) -> tuple[list[Line], ...]:
    """The lines of each version, the base's first; raises what ``versions_of`` does."""
    lines, _, shows_base = _taken_apart(text, size)
    return tuple(lines[key] for key in ("|<=" if shows_base else "<="))


def is_marked(text: str, size: int = USUAL_SIZE) -> bool:
    """Whether a conflict begins anywhere in a text."""
    return re.search(f"^<{{{size}}}(?: .*)?\r?$", text, re.MULTILINE) is not None


def is_marker(line: str, size: int = USUAL_SIZE) -> bool:
    """Whether a line looks like a marker."""
    return _pattern(size).fullmatch(line) is not None


def _taken_apart(text: str, size: int) -> tuple[Mapping[str, list[Line]], int, bool]:
    """The lines of each version, how many conflicts there are, and whether all show the base."""
    shows_base = True
    sides: dict[str, list[Line]] = {"<": [], "|": [], "=": []}
    state, hunks, opened = "", 0, 0
    pattern = _pattern(size)
    for number, line in enumerate(split_lines(text), start=1):
        sign = _sign(pattern.fullmatch(line), state)
        if sign is None:
            for key, lines in sides.items():
                if state in ("", key):
                    lines.append(Line(line, opened if state else 0))
            continue
        if sign not in _NEXT[state]:
            raise BrokenMarkersError(number)
        if sign == "<":
            hunks, opened = hunks + 1, number
        if sign == "=" and state == "<":
            shows_base = False
        state = "" if sign == ">" else sign
    if state:
        raise BrokenMarkersError(opened)
    return sides, hunks, shows_base


def _pattern(size: int) -> re.Pattern[str]:
    signs = "|".join(f"{re.escape(sign)}{{{size}}}" for sign in "<|=>")
    return re.compile(f"({signs})(?: .*)?\r?\n?")


def _sign(match: re.Match[str] | None, state: str) -> str | None:
    """Which marker a line is; a row of equals signs is one only inside a conflict."""
    if match is None or (match[1][0] == "=" and state == ""):
        return None
    return match[1][0]
