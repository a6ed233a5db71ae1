"""What the columns of a table are by their heads.

A column whose head is not known bears the head itself, behind a ``?``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.labels import ROLE_LABELS
from foodsafety_ledger.document.table_cells import words_of
from foodsafety_ledger.document.table_years import year_of
from foodsafety_ledger.model.plan import Role

_COLUMNS: Final = {
    name: re.compile(f"(?:{pattern.replace(' ', ' ?')})(?:（[^）]*）|\\([^)]*\\))?")
    for name, pattern in lexicon.COLUMNS.items()
}
PAIRED: Final = "lead/support"
"""A column with those who lead, and those who support them in brackets behind or behind a bar."""
ROLE_COLUMNS: Final = frozenset({*ROLE_LABELS, PAIRED})
MAIN: Final = (Role.LEAD.value, Role.RESPONSIBLE.value, PAIRED)
"""Roles that somebody always has: where their column is empty, those above have them."""
_BESIDE: Final = re.compile(r"^\?(?:20\d\d年度?)?|（[^）]*）$|\([^)]*\)$")
"""What does not count for the length of a head: its year, and its unit in a bracket."""
_LEVELS: Final = re.compile("(?<=[县区市镇乡])（([县区市镇乡街道、]{1,5})）(?=目标|任务|指标|级)")
"""A bracket within a head that names another kind of place: 县（区）目标."""
_LONGEST_HEAD: Final = 12
"""The head of a column is hardly longer."""


def head_at(flat: str, start: int, end: int) -> str:
    """The column that a stretch of text is the head of; ``?`` for other text."""
    return _known(flat[start : min(end, start + _LONGEST_HEAD + 1)]) or "?"


@lru_cache(maxsize=4096)
def _known(words: str) -> str:
    """The column that words are the head of, if any."""
    return next((name for name, form in _COLUMNS.items() if form.fullmatch(words)), "")


def columns_of(raw: str, cells: list[Place], *, owned: bool = False) -> list[str]:
    """The columns by their heads; of what is to be reached in several years that of the first.

    Parts of units answer for nothing beside a column of units, nor where one ``owned`` the table.
    """
    columns = _with_doers(raw, cells, [column_at(raw, cell) for cell in cells])
    whole = [words_of(raw, cell) for cell, one in zip(cells, columns, strict=True) if one in MAIN]
    if owned or any(map(lexicon.OF_UNITS.search, whole)):
        columns = [
            f"?{words_of(raw, cell)}" if lexicon.OF_PARTS.search(words_of(raw, cell)) else one
            for cell, one in zip(cells, columns, strict=True)
        ]
    yearly = [
        i
        for i, cell in enumerate(cells)
        if columns[i] == "value" and words_of(raw, cell)[:1].isdigit()
    ]
    return [
        f"?{words_of(raw, cells[i])}" if i in yearly[1:] else one for i, one in enumerate(columns)
    ]


def _with_doers(raw: str, cells: list[Place], columns: list[str]) -> list[str]:
    """The columns, of units the one that says in other words what those do, where none else is."""
    if not ROLE_COLUMNS.isdisjoint(columns) or "assessor" in columns:
        return columns
    doers = [lexicon.OF_DOERS.fullmatch(words_of(raw, cell)) for cell in cells]
    other = [
        Role.RESPONSIBLE.value if one.startswith("?") and does else one
        for one, does in zip(columns, doers, strict=True)
    ]
    return other if other.count(Role.RESPONSIBLE.value) == 1 else columns


def column_at(raw: str, cell: Place) -> str:
    """What a column is whose head that cell is."""
    return column_of(words_of(raw, cell))


@lru_cache(maxsize=1024)
def column_of(words: str) -> str:
    """What a column with that head is; behind a ``?`` the head itself where no table knows it."""
    return _known(_LEVELS.sub(r"\1", words)) or f"?{words}"


def is_head(columns: list[str], *, owned: bool = False) -> bool:
    """Whether the columns are those of a table of tasks, most of them known, but for further years.

    One that is ``owned`` needs none of units.
    """
    known = [name for name in columns if not name.startswith("?")]
    roles = owned or not ROLE_COLUMNS.isdisjoint(known) or "assessor" in known
    bare = (_BESIDE.sub("", name) for name in columns)
    short = all(len(name) <= _LONGEST_HEAD * (1 + name.isascii()) for name in bare)
    named = sum(name != "?" and not year_of(name.removeprefix("?")) for name in columns)
    return roles and "text" in known and short and len(known) * 2 > named
