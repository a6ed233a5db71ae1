"""Whose a table is that has no column of units: theirs in the line above, or in its brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.folded import Document, Place, simple
from foodsafety_ledger.document.parties import read_parties
from foodsafety_ledger.document.table_cells import NUMBERED, cells_of, lines_of, place_of, words_of
from foodsafety_ledger.document.table_columns import ROLE_COLUMNS
from foodsafety_ledger.model.plan import Role

_OWNER: Final = re.compile(
    rf"(?:{NUMBERED})?\s*(?:(?:{lexicon.LABELS['responsible']})[一二三四五六七八九十]{{0,2}}[：:])?"
    r"\s*(?P<units>[一-鿿、（）()]{3,40}?)\s*(?:[（(]\d{1,3}分[）)])?[：:]?\s*"
)
"""A line that may name the units of the table below it."""


def owner_of(raw: str, line: Place) -> Place | None:
    """The units that a line names and nothing else, but for its number and a label."""
    found = _OWNER.fullmatch(raw, *line)
    if found is None:
        return None
    words = simple(found["units"])
    named = read_parties(words, 0, len(words), Role.RESPONSIBLE).named
    sure = (unit_names.is_surely_a_unit(one.name) or unit_names.is_group(one.name) for one in named)
    return found.span("units") if named and all(sure) else None


def is_owned(heads: Sequence[str]) -> bool:
    """Whether a table has no column of units."""
    return ROLE_COLUMNS.isdisjoint(heads) and "assessor" not in heads


_BRACKETED: Final = re.compile(r"(?<=[。；])[（(【]([^（()）【】\s]{2,80})[）)】]")
"""What stands in a bracket behind the end of a sentence."""


def says_whose(raw: str, line: Place) -> bool:
    """Whether units stand in brackets behind what they do: such cells are read like text."""
    words = (simple(found[1]) for found in _BRACKETED.finditer(raw, *line))
    named = (read_parties(one, 0, len(one), Role.RESPONSIBLE).named for one in words)
    return any(unit_names.is_surely_a_unit(one.name) for units in named for one in units)


def rows_by_day(document: Document) -> list[tuple[Place, Place]]:
    """The rows that say in brackets whose their deeds are, each with its cell that says by when."""
    raw, found = document.raw, list[tuple[Place, Place]]()
    for line in lines_of(raw):
        cells = cells_of(raw, line) if any(char in raw[slice(*line)] for char in "\t|｜") else []
        days = [cell for cell in cells if lexicon.DEADLINES.search(words_of(raw, cell))]
        if len(days) == 1 and says_whose(raw, line):
            found.append((place_of(document, line), place_of(document, days[0])))
    return found
