"""The rows of a table as those of tasks: empty cells take what stands above them.

A column whose head is not known is kept aside and named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.figure_names import is_rate, without_lead_in
from foodsafety_ledger.document.figure_words import NAMED_UNIT, UNITS
from foodsafety_ledger.document.figures import without_operator
from foodsafety_ledger.document.folded import Document, Place, Stretches
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.table_below import (
    by_their_cells,
    measured_columns,
    merged_columns,
    unread_units,
    with_more_values,
)
from foodsafety_ledger.document.table_cells import (
    HAN,
    NUMBERED,
    fills,
    is_empty,
    place_of,
    without_persons,
    words_of,
)
from foodsafety_ledger.document.table_columns import (
    MAIN,
    ROLE_COLUMNS,
    column_at,
    columns_of,
    is_head,
)
from foodsafety_ledger.document.table_fit import align, roles_in
from foodsafety_ledger.document.table_owner import is_owned, owner_of
from foodsafety_ledger.document.table_rows import TaskRow, TaskTable
from foodsafety_ledger.document.table_years import yearly_columns
from foodsafety_ledger.model.plan import Role

_KEPT_ASIDE: Final = frozenset({"aside", "person", "assessor"})
_TALLEST: Final = 30
"""A merged cell spans no more rows."""
_TELLING: Final = 4
"""Fewer characters than these are found all over a document."""
_HEADING: Final = re.compile("[一-鿿]{2}|[A-Za-z]{3}")
_REPEATED: Final = re.compile(lexicon.REPEATED)
_BARE_FIGURE: Final = re.compile(r"[≥≤<>=]{0,2}\d[\d.,]*[^\d|｜]{0,3}[|｜]?")
"""A cell that says how much, and not of what."""
_NUMBER_ALONE: Final = re.compile(r"[≥≤<>=]{0,2}\d[\d.,]*[|｜]?")
_YEAR: Final = re.compile(r"20\d\d(?!\d)")
_WORDED: Final = re.compile("[^一-鿿]*[a-z]{3}[^一-鿿]*")
"""A cell in English that says how much of what."""
_FIGURE: Final = re.compile(rf"\d[\d.,]*(?:{UNITS})")
_BEFORE_FIGURE: Final = re.compile(r"[^\d，。；：]+(?=\d)")
_OWN_NAME: Final = re.compile("(?!其中|全|各|每(?![周日天月])|较|比)[一-鿿“”、]{4,}")
"""What before a figure is long enough to name what it is of."""
_AMOUNT: Final = re.compile("(?!其|[总合]计|全)[一-鿿]{2}[额值量]")
_SEVERAL: Final = re.compile(r"[^，；]*\d[^，；]*[，；][^，；]*\d")
"""A cell of several goals, of which the first, too, is named there: 交易额达12亿元，仓容45万吨."""
_LISTED: Final = re.compile(
    r"\*?(?:\d{1,2}[.、]|（\d{1,2}）|[①-⑳]|\d{1,2}(?:\.\d{1,2}){2,3}[.、]?"
    rf"|\d{{1,2}}\.\d{{1,2}}(?!{UNITS}|[十百千万亿倍成]))(?=[一-鿿“《]|{lexicon.HOTLINE})"
    r"|\d{1,2}(?:\.\d{1,2}){1,2}\.? (?=[A-Z])"
)
"""The number of a list item that a cell begins with."""


def read_rows(
    document: Document,
    rows: list[list[Place]],
    heads: list[str],
    table: TaskTable,
    headed: Sequence[Place],
) -> None:
    """Fills the table with its rows; a line of other heads among them holds for those that follow.

    ``headed`` are the cells of the first heads. The same heads again are those of a new page: what
    stands above them goes on.
    """
    raw, part, owned = document.raw, list[list[Place]](), is_owned(heads)
    told = _told_by(document, heads, headed)
    for cells in rows:
        words = [words_of(raw, cell) for cell in cells]
        if words == told.titles:
            continue
        columns = columns_of(raw, cells, owned=owned)
        if len(cells) > 1 and is_head(columns, owned=owned):
            titled = part.pop() if part and len(part[-1]) == 1 else None
            _read_part(document, part, heads, table, told)
            heads, part = columns, [titled] if titled else []
            told = _told_by(document, heads, cells)
        elif _adds_up(raw, cells):
            table.aside.append((place_of(document, cells[0])[0], place_of(document, cells[-1])[1]))
        else:
            part.append(cells)
    _read_part(document, part, heads, table, told)


def _heads_rows(raw: str, cells: Sequence[Place], heads: Sequence[str]) -> bool:
    """Whether a row has words in its first cell alone, below a head of numbers or of sections."""
    alone = all(is_empty(raw, cell) for cell in cells[1:])
    return (
        alone
        and heads[0] in ("number", "section")
        and _HEADING.search(words_of(raw, cells[0])) is not None
    )


class _Told(NamedTuple):
    """What the heads of columns say of what stands below them.

    ``measures`` are the units of the figures, ``by`` the end of the year of the first values, if
    heads name them; ``titles`` are the words of the heads, ``peopled`` the columns of units in
    which persons are named beside them.
    """

    measures: Mapping[int, Place]
    by: str
    titles: list[str]
    peopled: Sequence[int]


def _told_by(document: Document, heads: Sequence[str], cells: Sequence[Place]) -> _Told:
    """What the ``cells`` that are the heads of columns say of what stands below them."""
    said = [words_of(document.raw, cell) for cell in cells[: len(heads)]]
    values = (words for head, words in zip(heads, said, strict=False) if head == "value")
    found = (_YEAR.match(words) for words in values)
    by = next((f"{year[0]}年底" for year in found if year), "")
    columns = enumerate(zip(heads, said, strict=False))
    peopled = [i for i, (head, words) in columns if head in ROLE_COLUMNS and "人" in words]
    return _Told(_units_of_heads(document, heads, cells), by, said, peopled)


def _units_of_heads(
    document: Document, heads: Sequence[str], cells: Sequence[Place]
) -> dict[int, Place]:
    """The units of measure with which heads of columns end: 目标值（%）."""
    ends = {
        i: NAMED_UNIT.search(document.flat, *place_of(document, cell))
        for i, (head, cell) in enumerate(zip(heads, cells, strict=False))
        if head in ("text", "value")
    }
    return {i: found.span(1) for i, found in ends.items() if found}


def _read_part(
    document: Document,
    rows: list[list[Place]],
    heads: list[str],
    table: TaskTable,
    told: _Told,
) -> None:
    """Reads the rows under one line of heads; an empty cell takes what stands above it.

    What the heads have ``told`` is said of the figures and the units below them.
    """
    raw = document.raw
    heads = by_their_cells(raw, rows, heads)
    table.unknown += [
        head[1:]
        for i, head in enumerate(heads)
        if head.startswith("?") and (head[1:] or any(fills(raw, cells, i) for cells in rows))
    ]
    tasks, doubtful = (
        with_more_values(raw, rows, heads),
        _doubtful(raw, rows, heads, told.titles),
    )
    merged = merged_columns(raw, [cells for cells, _ in tasks], heads)
    first = min((i for i, head in enumerate(heads) if head in MAIN), default=-1)
    section: Place | None = None
    owner: Place | None = None
    above: dict[int, Place] = {}
    last, counted = 0, False
    for cells, more in tasks:
        if len(cells) == 1 or _heads_rows(raw, cells, heads):
            named = owner_of(raw, cells[0]) if is_owned(heads) else None
            owner = place_of(document, named) if named else owner
            section = owner if named else _unnumbered(document, place_of(document, cells[0]))
            above = {}
            continue
        if all(not column_at(raw, cell).startswith("?") for cell in cells):
            continue
        aligned, doubts = align(raw, cells, heads)
        own = {i: cell for i, cell in aligned.items() if not is_empty(raw, cell)}
        again = {i: c for i, c in aligned.items() if _REPEATED.fullmatch(words_of(raw, c))}
        kept = {*again, *merged, *(() if first in own else above)}
        filled = {i: c for i, c in above.items() if i in kept} | own
        row = _row(document, filled, own | again, heads, merged, owner)
        broken = len(cells) < len(heads) and not (owner or _names_units(aligned, heads))
        _mark_broken(table.rows[-1:] if row is None or broken else ())
        if row is None:
            last += 1
            continue
        _add_values(document, more, heads, row)
        _take_from_heads(document, row, filled, heads, told)
        row.section = _same(document, row.section or section, table.rows)
        _mark_parted(document, table.rows[-1:], row, counted=counted)
        row.doubts = [
            *doubts,
            *[Doubt("skipped")] * (bool(table.rows) and row.number > last + 1 > 1),
            *row.doubts,
            *(doubt for i, doubt in doubtful.items() if i in own and not owner),
            *_undated(raw, aligned, heads, row, table.rows[-_TALLEST:]),
        ]
        counted = row.number > 0
        row.number = last = row.number or len(table.rows) + 1
        table.rows.append(row)
        _keep_aside(document, table, aligned, heads)
        above = {i: cell for i, cell in filled.items() if heads[i] in ROLE_COLUMNS or i in merged}


def _undated(
    raw: str,
    cells: Mapping[int, Place],
    heads: Sequence[str],
    row: TaskRow,
    above: Sequence[TaskRow],
) -> list[Doubt]:
    """The doubt of a row whose deadline may be that of a row ``above``, in a merged cell."""
    blank = any(
        head == "due" and i in cells and not raw[slice(*cells[i])].strip()
        for i, head in enumerate(heads)
    )
    told = any(doubt.key == "carried-down" for doubt in row.doubts)
    last = next((one.due for one in reversed(above) if one.due), "") if blank and not told else ""
    return [Doubt("due-empty", words=last)] if last else []


def _doubtful(
    raw: str, rows: list[list[Place]], heads: list[str], titles: Sequence[str]
) -> dict[int, Doubt]:
    """The columns of units that no known head says the role of, or that only look on."""
    unread = {i: Doubt("column", name=heads[i][1:]) for i in unread_units(raw, rows, heads)}
    return unread | {
        i: Doubt("oversees", words=words)
        for i, (head, words) in enumerate(zip(heads, titles, strict=False))
        if head in ROLE_COLUMNS and lexicon.OVERSEES.match(words)
    }


def _mark_broken(above: Sequence[TaskRow]) -> None:
    """Marks the last row where the one below it may be the rest of it."""
    for row in above:
        row.doubts.append(Doubt("cells"))


def _add_values(
    document: Document, rows: Sequence[list[Place]], heads: list[str], row: TaskRow
) -> None:
    """Adds to a row what the ``rows`` below it say that its task is measured by, too."""
    own = measured_columns(heads)
    for cells in rows:
        places = {i: place_of(document, cell) for i, cell in enumerate(cells)}
        values = {i: place for i, place in places.items() if i in own}
        row.texts += _texts(document.flat, values, heads, frozenset())
        row.stated += [place for i, place in places.items() if i not in own]


def _take_from_heads(
    document: Document,
    row: TaskRow,
    cells: Mapping[int, Place],
    heads: Sequence[str],
    told: _Told,
) -> None:
    """Gives a row the unit and the years of its figures that only the heads above them say.

    Where they say that persons stand beside the units, those are none of them.
    """
    peopled = Stretches(place_of(document, cells[i]) for i in told.peopled if i in cells)
    row.roles = [
        (role, *units)
        for role, start, end in row.roles
        for units in (
            without_persons(document, (start, end)) if peopled.holding(start) else [(start, end)]
        )
    ]
    row.measured = row.measured or _measured(document, cells, told.measures)
    row.by = told.by
    row.due = row.due or told.by
    row.yearly = {
        year: place_of(document, cells[i])
        for i, year in yearly_columns(heads, told.titles).items()
        if i in cells
    }


def _adds_up(raw: str, cells: Sequence[Place]) -> bool:
    """Whether a row's first words say that it adds up the others."""
    said = next(filter(None, (words_of(raw, cell) for cell in cells)), "")
    return lexicon.TOTALS.fullmatch(said) is not None


def _names_units(cells: Mapping[int, Place], heads: Sequence[str]) -> bool:
    return any(i in cells for i, head in enumerate(heads) if head in ROLE_COLUMNS)


def _mark_parted(document: Document, rows: list[TaskRow], row: TaskRow, *, counted: bool) -> None:
    """Marks the last of the ``rows`` and the next one where a page's end may have parted them.

    That begins with a small letter, or has no number where the one above is ``counted``.
    """
    if not rows:
        return
    above = rows[-1]
    ends = document.origin[above.texts[0][1] - 1], document.origin[row.texts[0][1] - 1]
    small = document.flat[slice(*row.texts[0])].lstrip(" ")[:1].islower()
    before, here = (bisect_left(document.pages, at) for at in ends)
    if before < here and (small or (counted and not row.number)):
        above.doubts.append(Doubt("row-parted"))
        row.doubts.append(Doubt("row-parted"))


def _keep_aside(
    document: Document, table: TaskTable, cells: dict[int, Place], heads: list[str]
) -> None:
    """Notes the cells of a row that are not part of the plan, and those of remarks."""
    apart = [head in _KEPT_ASIDE or head.startswith("?") for head in heads]
    table.aside += _aside(document, cells, apart)
    table.remarks += _aside(document, cells, [head == "remark" for head in heads])


def _aside(document: Document, cells: dict[int, Place], columns: Sequence[bool]) -> list[Place]:
    """The cells of some ``columns`` that are not part of the plan, those side by side as one.

    One of a few characters, which stand elsewhere too, takes the cell beside it along.
    """
    kept = [i for i, aside in enumerate(columns) if aside]
    found: list[Place] = []
    last = -1
    for i in (i for i in kept if i in cells and not is_empty(document.raw, cells[i])):
        start, end = place_of(document, cells[i])
        found.append((found.pop()[0] if found and last == i - 1 else start, end))
        last = i
    return [
        place if place[1] - place[0] >= _TELLING else _widened(document, cells, place)
        for place in found
    ]


def _widened(document: Document, cells: dict[int, Place], place: Place) -> Place:
    """A cell's place together with that of the cell beside it: of one without figures, if any."""
    places = sorted(place_of(document, cell) for cell in cells.values())
    at = next(i for i, one in enumerate(places) if one[0] >= place[0])
    beside = [*places[max(0, at - 1) : at], *places[at + 1 : at + 2]] or [place]
    other = min(beside, key=lambda one: any(map(str.isdigit, document.flat[slice(*one)])))
    return min(place[0], other[0]), max(place[1], other[1])


def _same(document: Document, section: Place | None, above: Sequence[TaskRow]) -> Place | None:
    """The section of a row: that of the row above, where a merged cell repeats its words."""
    last = above[-1].section if above else None
    again = section and last and document.tidy(*section) == document.tidy(*last)
    return last if again else section


def _unnumbered(document: Document, place: Place) -> Place:
    """The words of a heading without the number before them."""
    start, end = place
    number = re.compile(NUMBERED).match(document.flat, start, end) or _LISTED.match(
        document.flat, start, end
    )
    alone = re.compile(HAN).match(document.flat, start, end)
    apart = alone and alone.end() < end and document.gaps[alone.end()]
    return number.end() if number else alone.end() if alone and apart else start, end


def _texts(
    flat: str, places: dict[int, Place], heads: list[str], merged: frozenset[int]
) -> list[Place]:
    """The cells of the task; a cell with the value to be reached goes on with the one before it.

    One of a number alone, whose unit is elsewhere, stands for itself, and so does one that says
    itself of what it is; one that repeats a figure of the cell before it is none of them.
    """
    texts: list[Place] = []
    for i, place in places.items():
        bare = _BARE_FIGURE.fullmatch(flat, *place) is not None
        value = heads[i] == "value" or (heads[i] == "text" and bare)
        behind = bool(texts) and value and heads[i - 1] in ("text", "value")
        if behind and bare and _says_again(flat, texts[-1], place):
            continue
        worded = _WORDED.fullmatch(flat, *place) or _names_itself(flat, place)
        if behind and not (worded or _NUMBER_ALONE.fullmatch(flat, *place)):
            texts[-1] = (texts[-1][0], place[1])
        elif (heads[i] == "text" and i not in merged) or (texts and value):
            texts.append(place)
    return texts


def _names_itself(flat: str, cell: Place) -> bool:
    """Whether a cell says of what it is before how much: 集中采购率不低于95%."""
    said = _BEFORE_FIGURE.match(flat, *cell)
    name = without_lead_in(without_operator(said[0])) if said else ""
    amount = _AMOUNT.fullmatch(name) and _SEVERAL.match(flat, *cell)
    return bool(is_rate(name) or _OWN_NAME.fullmatch(name) or amount)


def _says_again(flat: str, before: Place, place: Place) -> bool:
    """Whether a figure with its unit stands in the cell before it, too."""
    figure = _FIGURE.search(flat, *place)
    return figure is not None and any(
        found[0] == figure[0] for found in _FIGURE.finditer(flat, *before)
    )


def _measured(
    document: Document, cells: Mapping[int, Place], units: Mapping[int, Place]
) -> Place | None:
    """The unit in the head above the bare figures of a row, if it is the same for all of them."""
    flat = document.flat
    bare = [
        i for i, cell in cells.items() if _BARE_FIGURE.fullmatch(flat, *place_of(document, cell))
    ]
    known = [units[i] for i in bare if i in units]
    return known[0] if known and len({flat[slice(*one)] for one in known}) == 1 else None


def _unit_named(flat: str, texts: list[Place]) -> Place | None:
    """The unit that a name ends with in a bracket, where its figure stands in another cell."""
    named = NAMED_UNIT.search(flat, *texts[-2]) if len(texts) > 1 else None
    return named.span(1) if named else None


def _row(
    document: Document,
    filled: dict[int, Place],
    own: dict[int, Place],
    heads: list[str],
    merged: frozenset[int],
    owner: Place | None,
) -> TaskRow | None:
    """A row by its cells, ``filled`` with what stands above; None where it names nobody.

    ``owner`` is where a heading names the units of a table that has no column of them.
    """
    places = {i: place_of(document, cell) for i, cell in sorted(filled.items())}
    roles = [
        one
        for i, place in places.items()
        if heads[i] in ROLE_COLUMNS
        for one in roles_in(document.flat, place, heads[i])
    ] or ([(Role.RESPONSIBLE, *owner)] if owner else [])
    texts = _texts(document.flat, places, heads, merged)
    listed = [_LISTED.match(document.flat, *place) for place in texts]
    numbers = [number.span() for number in listed if number]
    texts = [(n.end() if n else p[0], p[1]) for n, p in zip(listed, texts, strict=True)]
    heading = [places[i] for i in sorted(merged) if i in places]
    sections = [_unnumbered(document, place) for place in heading]
    numbers += [(p[0], s[0]) for p, s in zip(heading, sections, strict=True) if p[0] < s[0]]
    words = {heads[i]: document.flat[slice(*p)] for i, p in reversed(places.items())}
    if not roles or not texts:
        return None
    carried = any(heads[i] in ROLE_COLUMNS and own.get(i) != filled[i] for i in filled)
    cells = [place_of(document, cell) for i, cell in own.items() if heads[i] in ROLE_COLUMNS]
    cells = cells or [(start, end) for _, start, end in roles]
    first = document.flat[slice(*numbers[0])] if listed[0] else ""
    stated = words.get("number", first).strip("、.（）")
    turned = len(texts) > 1 and _BARE_FIGURE.fullmatch(document.flat, *texts[0]) is not None
    return TaskRow(
        int(stated) if re.fullmatch("[1-9][0-9]{0,3}", stated) else 0,
        sections[0] if sections else None,
        texts,
        roles,
        (min(start for start, _ in cells), max(end for _, end in cells)),
        words.get("due", ""),
        [Doubt("carried-down")] * carried
        + [Doubt("cells")] * turned
        + [Doubt("carried-to")] * bool(owner),
        [*numbers, *(place for i, place in places.items() if heads[i] in ("number", "due"))],
        next((place for i, place in places.items() if heads[i] == "unit"), None)
        or _unit_named(document.flat, texts),
    )
