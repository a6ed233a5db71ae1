"""Whose a table is that has no column of units: those named in the line above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.folded import Place, simple
from foodsafety_ledger.document.parties import read_parties
from foodsafety_ledger.document.table_cells import NUMBERED
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
    sure = (lexicon.is_surely_a_unit(one.name) or lexicon.is_group(one.name) for one in named)
    return found.span("units") if named and all(sure) else None


def is_owned(heads: Sequence[str]) -> bool:
    """Whether a table has no column of units."""
    return ROLE_COLUMNS.isdisjoint(heads) and "assessor" not in heads
