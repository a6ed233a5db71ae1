"""Columns of what is to be reached in each year of a plan: 2024年目标, 2025年目标."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Final

from foodsafety_ledger.document.folded import Place, Stretches
from foodsafety_ledger.document.table_rows import TaskRow, TaskTable

_OF_YEAR: Final = re.compile(
    r"(?P<year>20\d\d)年?度?(?:(?:工作|计划|预期|年度)?(?:目标|指标|任务|计划)[值数量]?)?"
    r"(?:（[^（）元]*）)?"
)
"""The head of a column of what is to be reached, and not spent, in a year."""
_COST: Final = re.compile(r"元|[\d.]+[ |｜]*$")
_LEAST: Final = 2


def year_of(words: str) -> int:
    """The year that the head of a column names; 0 where it names none, or more than that."""
    found = _OF_YEAR.fullmatch(words)
    return int(found["year"]) if found else 0


def yearly_columns(heads: Sequence[str], titles: Sequence[str]) -> Mapping[int, int]:
    """The columns of several years by their titles, each with its year."""
    columns = enumerate(zip(heads, titles, strict=False))
    said = [(i, words) for i, (head, words) in columns if head == "value" or head[:1] == "?"]
    years = {i: year_of(words) for i, words in said if year_of(words)}
    return years if len({*years.values()}) == len(years) >= _LEAST else {}


def with_years(flat: str, tables: Sequence[TaskTable], years: Container[int]) -> list[TaskTable]:
    """The tables, the cells below years of the plan, where several are, parts of their tasks.

    Other years stay aside; of a table with but one year of the plan only the first is read.
    """
    return [_with_years(flat, table, years) for table in tables]


def _with_years(flat: str, table: TaskTable, years: Container[int]) -> TaskTable:
    named = {year for row in table.rows for year in row.yearly if year in years}
    if len(named) < _LEAST or _are_costs(flat, table):
        return table
    rows = [_by_year(flat, row, named) for row in table.rows]
    cells = Stretches(place for row in rows for place in row.yearly.values())
    return replace(
        table,
        rows=rows,
        unknown=[name for name in table.unknown if year_of(name) not in named],
        aside=[place for place in table.aside if _says_more(flat, place, cells)],
    )


def _are_costs(flat: str, table: TaskTable) -> bool:
    """Whether bare years head what is spent in them: their cells have sums, or one has no unit."""
    places = [place for row in table.rows if not row.measured for place in row.yearly.values()]
    called = any(row.by for row in table.rows)
    return not called and any(_COST.search(flat, *place) for place in places)


def _says_more(flat: str, place: Place, cells: Stretches) -> bool:
    """Whether a stretch has words beside those of some cells."""
    left = "".join(flat[slice(*one)] for one in cells.without(*place))
    return any(map(str.isalnum, left))


def _by_year(flat: str, row: TaskRow, years: Container[int]) -> TaskRow:
    """A row whose cells of years are parted from the text before them, each with its own day."""
    yearly = {year: place for year, place in row.yearly.items() if year in years}
    places = sorted(yearly.values())
    first = places[0][0] if places else 0
    before = [_up_to(flat, place, first) for place in row.texts if place[0] < first]
    if not before:
        return replace(row, yearly=yearly)
    return replace(
        row,
        yearly=yearly,
        texts=[*before, *places],
        by_year={place: year for year, place in yearly.items()},
        due="" if row.due == row.by else row.due,
    )


def _up_to(flat: str, place: Place, end: int) -> Place:
    """A cell's place without that of the next one, where both are read as one."""
    start, stop = place
    return (start, stop) if stop <= end else (start, start + len(flat[start:end].rstrip("|｜ ")))
