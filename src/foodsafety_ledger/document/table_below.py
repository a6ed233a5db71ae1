"""What the cells below the heads of a table show of its columns."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from foodsafety_ledger.document.figure_words import UNITS
from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.table_cells import is_empty, words_of
from foodsafety_ledger.document.table_columns import ROLE_COLUMNS
from foodsafety_ledger.document.table_fit import align, suits
from foodsafety_ledger.model.plan import Role

_UNIT: Final = re.compile(UNITS)
_MEASURED: Final = re.compile(rf"\d ?(?:[%‰]|{UNITS})")
_MAY_MEASURE: Final = frozenset({"text", "value", "aside", "remark", "assessor"})
"""What the head of a column of units of measure may be taken for."""


def unread_units(raw: str, rows: list[list[Place]], heads: list[str]) -> list[int]:
    """The columns with a head that is not known of which most cells are units: duties, perhaps."""
    filled = [cells for cells in rows if len(cells) == len(heads)]
    return [
        i
        for i, head in enumerate(heads)
        if head.startswith("?")
        and 2 * sum(suits(raw, [cells[i]], Role.SUPPORT.value) > 0 for cells in filled)
        > len(filled)
    ]


def by_their_cells(raw: str, rows: list[list[Place]], heads: list[str]) -> list[str]:
    """The heads, each for what the cells below it, or the other columns, show that it is."""
    heads = _with_units_of_measure(raw, rows, _with_numbers(raw, rows, heads))
    heads = _with_names(raw, rows, heads)
    bare = ROLE_COLUMNS.isdisjoint(heads)
    return ["responsible" if head == "assessor" and bare else head for head in heads]


def _with_units_of_measure(raw: str, rows: list[list[Place]], heads: list[str]) -> list[str]:
    """The heads, ``unit`` for a column whose cells, most of them, are units of measure alone."""
    cells = [align(raw, row, heads)[0] for row in rows if len(row) > 1]
    heads = list(heads)
    for i, head in enumerate(heads):
        words = [words_of(raw, row[i]) for row in cells if i in row and not is_empty(raw, row[i])]
        measures = sum(_UNIT.fullmatch(word) is not None for word in words)
        if (head in _MAY_MEASURE or head.startswith("?")) and measures * 2 > len(words):
            heads[i] = "unit"
    return heads


def _with_numbers(raw: str, rows: list[list[Place]], heads: list[str]) -> list[str]:
    """The heads, ``number`` for a first column of tasks that only counts its rows."""
    cells = [words_of(raw, row[0]).rstrip(".、") for row in rows if len(row) > 1]
    counted = bool(cells) and cells == [str(at) for at in range(1, len(cells) + 1)]
    texts = heads.count("text") > 1 and heads[0] == "text"
    return ["number", *heads[1:]] if counted and texts else heads


def _with_names(raw: str, rows: list[list[Place]], heads: list[str]) -> list[str]:
    """The heads, ``text`` for a column kept aside that names what the next has the values of."""
    heads = list(heads)
    for i, pair in enumerate(pairwise(heads)):
        cells = [words_of(raw, row[i]) for row in rows if i < len(row) and len(row) > 1]
        plain = sum(1 for words in cells if words and not any(map(str.isdigit, words)))
        if pair == ("aside", "value") and plain * 2 > len(cells):
            heads[i] = "text"
    return heads


def measured_columns(heads: list[str]) -> set[int]:
    """The columns of figures, and those before them that say what they are of."""
    values = {i for i, head in enumerate(heads) if head == "value"}
    return values | {i - 1 for i in values if i and heads[i - 1] == "text"}


def with_more_values(
    raw: str, rows: list[list[Place]], heads: list[str]
) -> list[tuple[list[Place], list[list[Place]]]]:
    """The rows, each with those below it that only say by what else its task is measured.

    They have the number and the words of that row, or none, but in the columns of figures with
    their unit, and of what those are of.
    """
    own = measured_columns(heads)
    shared = [i for i in range(len(heads)) if i not in own]
    found: list[tuple[list[Place], list[list[Place]]]] = []
    for row in rows:
        above = found[-1][0] if found else []
        whole = own and heads[0] == "number" and len(row) == len(above) == len(heads)
        same = whole and all(
            is_empty(raw, row[i]) or words_of(raw, row[i]) == words_of(raw, above[i])
            for i in shared
        )
        measured = same and any(_MEASURED.search(words_of(raw, row[i])) for i in own)
        if measured and not is_empty(raw, above[0]):
            found[-1][1].append(row)
        else:
            found.append((row, []))
    return found


def merged_columns(raw: str, rows: list[list[Place]], heads: list[str]) -> frozenset[int]:
    """The columns of text, but the last, that head several rows.

    In some row they are empty, or say what they say in the row above.
    """
    texts = [i for i, name in enumerate(heads) if name == "text"]
    found = {i for i, name in enumerate(heads) if name == "section"}
    above: dict[int, str] = {}
    for cells in (row for row in rows if len(row) > 1):
        aligned, _ = align(raw, cells, heads)
        said = {i: words_of(raw, aligned[i]) for i in texts[:-1] if i in aligned}
        found |= {i for i, words in said.items() if words == above.get(i)}
        above = said
        found |= {i for i in texts[:-1] if i not in aligned or is_empty(raw, aligned[i])}
    return frozenset(found)
