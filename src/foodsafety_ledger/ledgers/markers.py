"""The versions that a text with git's conflict markers was made of."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from foodsafety_ledger.ledgers.lines import split_lines

_MARKER: Final = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?\n?")

_NEXT: Final = {"": "<", "<": "|=", "|": "=", "=": ">"}
"""Which marker may follow: outside a conflict, in ours, in the base, in theirs."""


class Versions(NamedTuple):
    """What each side of the merge had; ``base`` is None where a conflict does not show it."""

    base: str | None
    ours: str
    theirs: str
    hunks: int


class BrokenMarkersError(ValueError):
    """A marker without its others; ``line`` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def versions_of(text: str) -> Versions:
    """The versions behind a text with any number of conflicts, in git's styles merge and diff3.

    Lines outside the conflicts belong to every version. Raises BrokenMarkersError where a conflict
    is not whole.
    """
    shows_base = True
    sides: dict[str, list[str]] = {"<": [], "|": [], "=": []}
    state, hunks, opened = "", 0, 0
    for number, line in enumerate(split_lines(text), start=1):
        sign = _sign(line, state)
        if sign is None:
            for key, lines in sides.items():
                if state in ("", key):
                    lines.append(line)
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
    base, ours, theirs = ("".join(sides[key]) for key in "|<=")
    return Versions(base if shows_base else None, ours, theirs, hunks)


def _sign(line: str, state: str) -> str | None:
    """Which marker a line is; a row of equals signs is one only inside a conflict."""
    match = _MARKER.fullmatch(line)
    if match is None or (match[1][0] == "=" and state == ""):
        return None
    return match[1][0]
