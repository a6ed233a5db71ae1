"""Tables pasted as text: a line of column heads, then a row a line or a cell a line.

A column whose head is not known is kept aside and named; empty cells take what stands above them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.figure_words import NAMED_UNIT, UNITS
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches, simple
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.parties import ROLE_WORDS, read_parties
from foodsafety_ledger.model.plan import Role

_PARTED: Final = re.compile(r"\t|(?<![^\S\n])[^\S\n]++[|｜][^\S\n]*|[|｜][^\S\n]*|[ \u3000]{2,}")
_COLUMNS: Final = {
    name: re.compile(f"(?:{pattern.replace(' ', ' ?')})(?:（[^）]*）|\\([^)]*\\))?")
    for name, pattern in lexicon.COLUMNS.items()
}
_PAIRED: Final = "lead/support"
"""A column with those who lead, and those who support them in brackets behind or behind a bar."""
_ROLES: Final = frozenset({*ROLE_WORDS, _PAIRED})
_MAIN: Final = (Role.LEAD.value, Role.RESPONSIBLE.value, _PAIRED)
"""Roles that somebody always has: where their column is empty, those above have them."""
_KEPT_ASIDE: Final = frozenset({"aside", "person", "assessor"})
_UNIT: Final = re.compile(UNITS)
_MAY_MEASURE: Final = frozenset({"text", "value", "aside", "assessor"})
"""What the head of a column of units of measure may be taken for."""
_TELLING: Final = 4
"""Fewer characters than these are found all over a document."""
_NOTHING: Final = re.compile(f"[/／\\-—–无]{{0,3}}|{lexicon.REPEATED}")
_REPEATED: Final = re.compile(lexicon.REPEATED)
_BARE_FIGURE: Final = re.compile(r"[≥≤<>=]{0,2}\d[\d.,]*[^\d|｜]{0,3}[|｜]?")
"""A cell that says how much, and not of what."""
_NUMBER_ALONE: Final = re.compile(r"[≥≤<>=]{0,2}\d[\d.,]*[|｜]?")
_FIGURE: Final = re.compile(rf"\d[\d.,]*(?:{UNITS})")
_LISTED: Final = re.compile(
    r"(?:\d{1,2}[.、]|（\d{1,2}）|[①-⑳])(?=[一-鿿“])|\d{1,2}(?:\.\d{1,2}){1,2}\.? (?=[A-Z])"
)
"""The number of a list item that a cell begins with."""
_HAN: Final = r"\s*[（(]?(?:[一二三四五六七八九十]+|[甲乙丙丁戊己])"
_NUMBERED: Final = rf"{_HAN}[、）)\s]"
_OWNER: Final = re.compile(
    rf"(?:{_NUMBERED})?\s*(?:(?:{lexicon.LABELS['responsible']})[一二三四五六七八九十]{{0,2}}[：:])?"
    r"\s*(?P<units>[一-鿿、（）()]{3,40}?)\s*(?:[（(]\d{1,3}分[）)])?[：:]?\s*"
)
"""A line that may name the units of the table below it."""
_TALLEST: Final = 100
"""The most lines that a row has whose cells stand a line each."""
_WRAPPED: Final = re.compile(r"[，、；：]\s*$")
"""How a line ends that the next one goes on with."""
_WRAPS: Final = 4
"""So many lines more may the cells of the last row take up."""
_WIDEST: Final = 12
"""The most columns whose heads stand a line each."""
_RULE_LINE: Final = re.compile(r"[\s|｜+：:\-—=]+")
_MOST_CELLS: Final = 30
"""In a row of more cells than these nobody knows which belong together."""
_SHORTEST: Final = 3
"""A name of fewer characters is the rest of one."""
_EMPTY: Final = 1
"""What an empty column costs."""
_UNITS: Final = re.compile("[局委办厅部会](?:、|，|牵头|负责|配合|会同|$)|^.{0,3}[县区市镇]$")
"""What in a line of a task says that it is one of units."""
_LONGEST_HEAD: Final = 12
"""The head of a column is hardly longer."""
_LEAST_ROWS: Final = 3
"""So many lines of three cells and more, without a head that is known, are a table not read."""
_MOST_BLANK: Final = 5_000
"""So many cells may a table have that blanks part."""
_FLATTENED: Final = re.compile(
    "(?:序号|编号)(?:(?:" + "|".join(lexicon.COLUMNS.values()) + ")){2,9}(?=1|一)"
)


@dataclass(slots=True)
class TaskRow:
    """A row that names its responsible units; offsets into the folded text.

    ``texts`` are the cells of the task, ``roles`` those that name units, each with the role of its
    column; ``section`` is the cell or the line above that says what it belongs to; ``stated`` are
    its number, those of list items in its cells, and its deadline; ``measured`` is the cell with
    the unit of its figures, where a column has them; ``phrase`` is the stretch of its
    own cells that name units, or of those above where it has none.
    """

    number: int
    section: Place | None
    texts: list[Place]
    roles: list[tuple[Role, int, int]]
    phrase: Place
    due: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    stated: list[Place] = field(default_factory=list)
    measured: Place | None = None


@dataclass(slots=True)
class TaskTable:
    """A table: where it stands in the folded text, its rows, and the columns kept aside.

    ``rows`` is empty for what looks like a table and could not be read as one; ``aside`` are the
    places of the cells that are not part of the plan, ``unknown`` the heads that no table knows.
    """

    start: int
    end: int
    rows: list[TaskRow] = field(default_factory=list)
    aside: list[Place] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.start, self.end


class RowsByUnits:
    """Rows by the first cell that names their units, which several rows may share."""

    def __init__(self, rows: Iterable[TaskRow]) -> None:
        self._rows: dict[int, list[TaskRow]] = {}
        for row in rows:
            self._rows.setdefault(row.phrase[0], []).append(row)

    def named_at(self, start: int, stop: int) -> TaskRow | None:
        """The last row that begins before ``stop`` of those whose units are named at ``start``."""
        same = self._rows.get(start, [])
        return same[max(0, bisect_left(same, stop, key=_first_text) - 1)] if same else None


def _first_text(row: TaskRow) -> int:
    return row.texts[0][0]


def find_tables(document: Document) -> list[TaskTable]:
    """The tables that have a column of tasks and one of responsible units, and those not read."""
    raw, lines = document.raw, list(_lines(document.raw))
    tables: list[TaskTable] = []
    position = 0
    while position < len(lines):
        owner = _owner(raw, lines[position - 1]) if position else None
        heads, after, cells = _heads(raw, lines, position, owned=owner is not None)
        if not heads:
            labels, values, end = _card(raw, lines, position)
            if labels:
                tables.append(_stretch(document, lines, position, end))
                _read(
                    document,
                    [values],
                    [column_of(_words(raw, one)) for one in labels],
                    tables[-1],
                    labels,
                )
                position = end
                continue
            end = _unread(raw, lines, position)
            if end > position:
                tables.append(_stretch(document, lines, position, end))
            position = max(position + 1, end)
            continue
        rows, end = _rows(raw, lines, after, heads)
        owned = owner is not None and _is_owned(heads)
        table = _stretch(document, lines, position - owned, end)
        _read(document, [[lines[position - 1]]] * owned + rows, heads, table, cells)
        if table.rows and raw[slice(*(lines[end : end + 1] or [(0, 0)])[0])].startswith("  "):
            table.rows[-1].doubts.append(Doubt("cells"))
        tables.append(table)
        position = end
    read = Stretches(table.place for table in tables)
    tables += _of_blanks(document, read)
    read = Stretches(table.place for table in tables)
    flattened = (found.span() for found in _FLATTENED.finditer(document.flat))
    tables += [TaskTable(*place) for place in flattened if not read.touching(*place)]
    return sorted(tables, key=lambda table: table.start)


def loose_heads(document: Document) -> list[int]:
    """Where the head of a table stands whose cells only blanks part, as in the text of a PDF.

    A line may end between two of its cells, or inside one.
    """
    edges = [i for i, gap in enumerate(document.gaps) if gap] + [len(document.flat)]
    found: list[int] = []
    columns: list[str] = []
    first = begin = 0
    for start, end in pairwise(edges):
        name, line = _head_at(document.flat, start, end), document.gaps[start] is Gap.LINE
        whole = _head_at(document.flat, begin, end) if line and columns else "?"
        if whole != "?":
            columns[-1] = whole
        else:
            if line and "?" in (name, *columns):
                columns, first = [], start
            columns.append(name)
            begin = start
        if len(columns) >= _LEAST_ROWS and "?" not in columns and not _ROLES.isdisjoint(columns):
            found.append(first)
    return sorted(set(found))


def _of_blanks(document: Document, read: Stretches) -> Iterator[TaskTable]:
    """The tables whose cells a single blank parts, or the end of a line, where every row is whole.

    Those on one line with all else are numbered; others have a row a line.
    """
    edges = [i for i, gap in enumerate(document.gaps) if gap] + [len(document.flat)]
    names = [_head_at(document.flat, *place) for place in pairwise(edges)]
    cells = [(document.origin[a], document.origin[b - 1] + 1) for a, b in pairwise(edges)]
    first = 0
    while first < len(cells):
        after = first
        while after < len(cells) and names[after] != "?":
            after += 1
        heads = names[first:after]
        if len(heads) >= _LEAST_ROWS and is_head(heads) and not read.holding(edges[first]):
            rows = _whole_rows(document, cells[after : after + _MOST_BLANK], heads)
            after += len(heads) * len(rows)
            if rows:
                table = TaskTable(edges[first], edges[after])
                _read(document, rows, heads, table, cells[first:])
                yield table
        first = max(after, first + 1)


def _whole_rows(document: Document, cells: Sequence[Place], heads: list[str]) -> list[list[Place]]:
    """The rows that some cells behind a line of heads make; none where one of them is not whole.

    What follows the last may not look like one more.
    """
    raw, wide = document.raw, len(heads)
    rows = [list(cells[at : at + wide]) for at in range(0, len(cells) - wide + 1, wide)]
    numbers = [_words(raw, row[0]).rstrip(".、") for row in rows]
    if heads[0] == "number":
        fits = [number == str(at) for at, number in enumerate(numbers, 1)]
    else:
        begins = [document.gaps[document.offset(row[0][0])] is Gap.LINE for row in rows]
        fits = [
            begun and not any("\n" in raw[a[1] : b[0]] for a, b in pairwise(row))
            for begun, row in zip(begins, rows, strict=True)
        ]
    rows = rows[: [*fits, False].index(False)]
    apt = all(_is_apt(raw, dict(enumerate(row)), heads) for row in rows)
    behind = cells[len(rows) * wide :][: 2 * wide]
    if heads[0] == "number":
        ended = all(_words(raw, cell).rstrip(".、") != str(len(rows) + 1) for cell in behind)
    else:
        ended = all("\n" in raw[a[1] : b[0]] for a, b in pairwise(behind[:_LEAST_ROWS]))
    return rows if len(rows) > 1 and apt and ended else []


def _head_at(flat: str, start: int, end: int) -> str:
    """The column that a stretch of text is the head of; ``?`` for other text."""
    words = flat[start : min(end, start + _LONGEST_HEAD + 1)]
    return next((name for name, form in _COLUMNS.items() if form.fullmatch(words)), "?")


def _owner(raw: str, line: Place) -> Place | None:
    """The units that a line names and nothing else, but for its number and a label."""
    found = _OWNER.fullmatch(raw, *line)
    if found is None:
        return None
    words = simple(found["units"])
    named = read_parties(words, 0, len(words), Role.RESPONSIBLE).named
    sure = (lexicon.is_surely_a_unit(one.name) or lexicon.is_group(one.name) for one in named)
    return found.span("units") if named and all(sure) else None


def _is_owned(heads: Sequence[str]) -> bool:
    """Whether a table has no column of units."""
    return _ROLES.isdisjoint(heads) and "assessor" not in heads


def _stretch(document: Document, lines: Sequence[Place], first: int, behind: int) -> TaskTable:
    return TaskTable(document.offset(lines[first][0]), document.offset(lines[behind - 1][1]))


def _card(raw: str, lines: Sequence[Place], position: int) -> tuple[list[Place], list[Place], int]:
    """The labels and the cells behind them of a table of one task, and where it ends.

    Each of its lines has a label and what stands behind it, or two of both. Empty without units or
    a task.
    """
    labels: list[Place] = []
    values: list[Place] = []
    names: dict[str, str] = {}
    end = position
    while end < min(len(lines), position + _WIDEST):
        cells = [cell for cell in _cells(raw, lines[end]) if raw[slice(*cell)].strip()]
        words = [_words(raw, cell).rstrip("：") for cell in cells]
        own = {word: column_of(word) for word in words[0::2]}
        fits = len(cells) in (2, 4) and all(column_of(one).startswith("?") for one in words[1::2])
        if not fits or own.keys() & names or any(one.startswith("?") for one in own.values()):
            break
        labels, values, names = labels + cells[0::2], values + cells[1::2], names | own
        end += 1
    whole = len(names) >= _LEAST_ROWS and is_head(list(names.values()))
    return (labels, values, end) if whole else ([], [], position)


def _unread(raw: str, lines: Sequence[Place], position: int) -> int:
    """Behind the last of the lines that look like rows of a table; ``position`` without any."""
    end = position
    while end < len(lines) and len(_cells(raw, lines[end])) >= _LEAST_ROWS:
        end += 1
        if end < len(lines) and _heads(raw, lines, end, owned=True)[0]:
            break
    tabbed = any(char in raw[slice(*lines[position])] for char in "\t|｜")
    return end if end - position >= _LEAST_ROWS and tabbed else position


def _lines(raw: str) -> Iterator[Place]:
    start = 0
    for line in raw.split("\n"):
        if line.strip() and _RULE_LINE.fullmatch(line) is None:
            yield start, start + len(line)
        start += len(line) + 1


def _cells(raw: str, line: Place) -> list[Place]:
    """The cells of a line; the bars at both ends of a line part nothing."""
    text = raw[slice(*line)].rstrip(" |｜\r")
    leading = re.match(r" *[|｜]? *(?!\t)", text)
    start = line[0] + (leading.end() if leading and "\t" not in text else 0)
    end = line[0] + len(text)
    marks = [found.span() for found in _PARTED.finditer(raw, start, end)]
    starts = [start, *(behind for _, behind in marks)]
    return list(zip(starts, [*(at for at, _ in marks), end], strict=True))


def _heads(
    raw: str, lines: Sequence[Place], position: int, *, owned: bool = False
) -> tuple[list[str], int, list[Place]]:
    """The columns that the line, or the lines from here on, name; where the rows begin; the heads.

    A column whose head is not known bears the head itself, behind a ``?``. A table that is
    ``owned`` by the unit named above it needs no column of units.
    """
    cells = _cells(raw, lines[position])
    if len(cells) > 1:
        two = _in_two_rows(raw, cells, lines[position + 1 : position + 2])
        cells = two or cells
        columns = _columns(raw, cells, owned=owned)
        known = columns if is_head(columns, owned=owned) else []
        return known, position + (2 if two else 1), cells
    counted = _columns(raw, cells) == ["number"]
    after = position
    columns = []
    while after < len(lines) and len(columns) < _WIDEST and not _is_number(raw, lines[after]):
        columns.append(_column(raw, lines[after]))
        if not counted and columns[-1].startswith("?"):
            columns.pop()
            break
        after += 1
    if counted:
        begun = after < len(lines) and _is_number(raw, lines[after])
    else:
        begun = len(_rows_of_lines(raw, lines, after, columns)) > 1
    cells = list(lines[position:after])
    return (columns if begun and is_head(columns) else []), after, cells


def _rows_of_lines(
    raw: str, lines: Sequence[Place], position: int, heads: list[str]
) -> list[list[Place]]:
    """Rows without numbers whose cells stand a line each, where units and days tell them apart."""
    wide, rows = len(heads), list[list[Place]]()
    if sum(head in _ROLES or head == "due" for head in heads) < 2:
        return []
    while position + wide <= len(lines):
        row = list(lines[position : position + wide])
        days = [
            _suits(raw, [cell], head)
            for cell, head in zip(row, heads, strict=True)
            if head == "due"
        ]
        if not _is_apt(raw, dict(enumerate(row)), heads) or any(day < 0 for day in days):
            break
        rows.append(row)
        position += wide
    return rows


def _in_two_rows(raw: str, cells: Sequence[Place], below: Sequence[Place]) -> list[Place]:
    """The heads of the columns where some in a line are parted by the heads in the line below.

    Those stand below their columns, or alone: then they part the one cell that names units, or that
    no table knows. Empty where the line below is none of heads.
    """
    under = _cells(raw, below[0]) if below else []
    filled = {i: cell for i, cell in enumerate(under) if not _is_empty(raw, cell)}
    if len(filled) < 2 or any(_column(raw, cell).startswith("?") for cell in filled.values()):
        return []
    whole = [_column(raw, cell) for cell in cells]
    parted = [i for i, name in enumerate(whole) if name.startswith("?") or name in _ROLES]
    if 0 not in filled and len(under) <= len(cells):
        merged = [filled.get(i, cell) for i, cell in enumerate(cells)]
    elif len(filled) == len(under) and len(parted) == 1:
        merged = [*cells[: parted[0]], *under, *cells[parted[0] + 1 :]]
    else:
        return []
    return merged if is_head(_columns(raw, merged)) else []


def _is_number(raw: str, line: Place) -> bool:
    return raw[slice(*line)].strip().rstrip(".、") in ("1", "一")


def _columns(raw: str, cells: list[Place], *, owned: bool = False) -> list[str]:
    """The columns by their heads; of what is to be reached in several years that of the first.

    Parts of units answer for nothing beside a column of units, nor where one ``owned`` the table.
    """
    columns = [_column(raw, cell) for cell in cells]
    whole = [_words(raw, cell) for cell, one in zip(cells, columns, strict=True) if one in _MAIN]
    if owned or any(map(lexicon.OF_UNITS.search, whole)):
        columns = [
            f"?{_words(raw, cell)}" if lexicon.OF_PARTS.search(_words(raw, cell)) else one
            for cell, one in zip(cells, columns, strict=True)
        ]
    yearly = [
        i
        for i, cell in enumerate(cells)
        if columns[i] == "value" and _words(raw, cell)[:1].isdigit()
    ]
    return [
        f"?{_words(raw, cells[i])}" if i in yearly[1:] else one for i, one in enumerate(columns)
    ]


def _column(raw: str, cell: Place) -> str:
    return column_of(_words(raw, cell))


def column_of(words: str) -> str:
    """What a column with that head is; behind a ``?`` the head itself where no table knows it."""
    known = next((name for name, form in _COLUMNS.items() if form.fullmatch(words)), "")
    return known or f"?{words}"


def is_head(columns: list[str], *, owned: bool = False) -> bool:
    """Whether the columns are those of a table of tasks, most of them known.

    One that is ``owned`` needs none of units.
    """
    known = [name for name in columns if not name.startswith("?")]
    roles = owned or not _ROLES.isdisjoint(known) or "assessor" in known
    short = all(len(name) <= _LONGEST_HEAD * (1 + name.isascii()) for name in columns)
    named = len(columns) - columns.count("?")
    return roles and "text" in known and short and len(known) * 2 > named


def _rows(
    raw: str, lines: Sequence[Place], position: int, heads: list[str]
) -> tuple[list[list[Place]], int]:
    rows: list[list[Place]] = []
    per_line = any(len(_cells(raw, line)) > 1 for line in lines[position : position + 2])
    if not per_line:
        return _rows_by_cell(raw, lines, position, heads)
    while position < len(lines):
        over = _over_lines(raw, lines, position, heads) if heads[0] == "number" else None
        if over:
            rows.append(over[0])
            position = over[1]
            continue
        cells = _cells(raw, lines[position])
        if _in_two_rows(raw, cells, lines[position + 1 : position + 2]):
            break
        filled = [cell for cell in cells if raw[slice(*cell)].strip()]
        owner = _is_owned(heads) and len(filled) == 1 and _owner(raw, filled[0])
        if filled and filled[0] == cells[0] and (owner or _heads_rows(raw, filled)):
            cells = [(filled[0][0], filled[-1][1])]
        heading = len(cells) == 1 and (owner or re.match(_NUMBERED, raw[slice(*cells[0])]))
        if rows and len(cells) == 1 and not heading and _goes_on(raw, rows[-1], cells[0], heads):
            rows[-1][-1] = rows[-1][-1][0], cells[0][1]
            position += 1
            continue
        if len(cells) < max(2, (len(heads) + 1) // 2) and not heading:
            break
        rows.append(cells)
        position += 1
    while rows and len(rows[-1]) == 1:
        rows.pop()
        position -= 1
    return rows, position


def _over_lines(
    raw: str, lines: Sequence[Place], position: int, heads: list[str]
) -> tuple[list[Place], int] | None:
    """A numbered row of which cells go on in the next lines, and where the row behind it begins.

    None where the cells of these lines do not make up a row.
    """
    row = _cells(raw, lines[position])
    number = _words(raw, row[0]).rstrip(".、")
    if not number.isdigit() or "\t" not in raw[slice(*lines[position])]:
        return None
    after, ends, last = position + 1, position + 1, min(len(lines), position + _TALLEST)
    while after < last and not _begins_row(raw, lines[after], int(number) + 1):
        cells = _cells(raw, lines[after])
        titled = len(cells) == 1 and re.match(_NUMBERED, raw[slice(*cells[0])])
        if titled or len(row) + len(cells) - 1 > len(heads):
            break
        row = [*row[:-1], (row[-1][0], cells[0][1]), *cells[1:]]
        after += 1
        ends = after if len(cells) > 1 else ends
    closed = after < last and _begins_row(raw, lines[after], int(number) + 1)
    if not closed or after - ends > _WRAPS:
        after = ends
        row[-1] = row[-1][0], lines[ends - 1][1]
    whole = after > position + 1 and len(row) == len(heads)
    return (row, after) if whole and _is_apt(raw, dict(enumerate(row)), heads) else None


def _begins_row(raw: str, line: Place, number: int) -> bool:
    words = raw[slice(*line)]
    return "\t" in words and words.partition("\t")[0].strip(" .、") == str(number)


def _heads_rows(raw: str, filled: list[Place]) -> bool:
    """Whether the cells of a line are a heading's number and its words, and nothing else."""
    number = re.fullmatch(rf"{_HAN}[、）)]?\s*", raw[slice(*filled[0])]) is not None
    numbered = number or re.match(_NUMBERED, raw[slice(*filled[0])])
    return len(filled) == 1 + number and bool(numbered)


def _goes_on(raw: str, row: list[Place], rest: Place, heads: list[str]) -> bool:
    """Whether a line below a row is the rest of its last cell: of a name, or between bars."""
    last = row[-1]
    between = raw[last[1] : rest[0]]
    if between.count("\n") != 1 or len(row) != len(heads) or "|" in between:
        return False
    parted = _suits(raw, [last, rest], heads[-1]) > 0
    opened = raw.rfind("\n", 0, row[0][0]) + 1
    barred = raw[opened : row[0][0]].strip() == "|"
    whole = _suits(raw, [rest], heads[-1]) > 0
    name = heads[-1] in _ROLES and (whole or lexicon.REST.fullmatch(_words(raw, rest)) is not None)
    return barred or (name and parted)


def _rows_by_cell(
    raw: str, lines: Sequence[Place], position: int, heads: list[str]
) -> tuple[list[list[Place]], int]:
    """Rows whose cells stand a line each: a row begins where the next number does, if they have."""
    rows: list[list[Place]] = []
    if heads[0] != "number":
        rows = _rows_of_lines(raw, lines, position, heads)
        return rows, position + len(heads) * len(rows)
    while position < len(lines) and raw[slice(*lines[position])].strip() == str(len(rows) + 1):
        end, last = position + 1, min(len(lines), position + _TALLEST)
        while end < last and raw[slice(*lines[end])].strip() != str(len(rows) + 2):
            end += 1
        if end == last:
            least = position + len(heads)
            ends = range(min(end, least), min(end, least + _WRAPS) + 1)
            end = max(
                ends,
                key=lambda stop: (_spread(raw, lines[position:stop], heads, empty=True)[0], -stop),
            )
        rows.append(list(lines[position:end]))
        position = end
    return rows, position


def _read(
    document: Document,
    rows: list[list[Place]],
    heads: list[str],
    table: TaskTable,
    headed: Sequence[Place],
) -> None:
    """Fills the table with its rows; a line of heads among them holds for those that follow.

    ``headed`` are the cells of the first heads.
    """
    raw, part, owned = document.raw, list[list[Place]](), _is_owned(heads)
    units = _units_of_heads(document, heads, headed)
    for cells in rows:
        columns = _columns(raw, cells, owned=owned)
        if len(cells) > 1 and is_head(columns, owned=owned):
            titled = part.pop() if part and len(part[-1]) == 1 else None
            _read_part(document, part, heads, table, units)
            heads, part = columns, [titled] if titled else []
            units = _units_of_heads(document, heads, cells)
        elif _adds_up(raw, cells):
            table.aside.append((_place(document, cells[0])[0], _place(document, cells[-1])[1]))
        else:
            part.append(cells)
    _read_part(document, part, heads, table, units)


def _units_of_heads(
    document: Document, heads: Sequence[str], cells: Sequence[Place]
) -> dict[int, Place]:
    """The units of measure with which heads of columns end: 目标值（%）."""
    ends = {
        i: NAMED_UNIT.search(document.flat, *_place(document, cell))
        for i, (head, cell) in enumerate(zip(heads, cells, strict=False))
        if head in ("text", "value")
    }
    return {i: found.span(1) for i, found in ends.items() if found}


def _read_part(
    document: Document,
    rows: list[list[Place]],
    heads: list[str],
    table: TaskTable,
    measures: Mapping[int, Place],
) -> None:
    """Reads the rows under one line of heads; an empty cell takes what stands above it.

    ``measures`` are the units that the heads have for the figures below them.
    """
    raw = document.raw
    heads = _by_their_cells(raw, rows, heads)
    table.unknown += [
        head[1:]
        for i, head in enumerate(heads)
        if head.startswith("?") and (head[1:] or any(_fills(raw, cells, i) for cells in rows))
    ]
    merged, unread = _merged(raw, rows, heads), _unread_units(raw, rows, heads)
    first = min((i for i, head in enumerate(heads) if head in _MAIN), default=-1)
    section: Place | None = None
    owner: Place | None = None
    above: dict[int, Place] = {}
    last, counted = 0, False
    for cells in rows:
        if len(cells) == 1:
            named = _owner(raw, cells[0]) if _is_owned(heads) else None
            owner = _place(document, named) if named else owner
            section = owner if named else _unnumbered(document, _place(document, cells[0]))
            above.clear()
            continue
        if all(not _column(raw, cell).startswith("?") for cell in cells):
            continue
        aligned, doubts = _aligned(raw, cells, heads)
        own = {i: cell for i, cell in aligned.items() if not _is_empty(raw, cell)}
        again = {i: c for i, c in aligned.items() if _REPEATED.fullmatch(_words(raw, c))}
        carried = {*again, *merged, *(() if first in own else above)}
        filled, said = {i: c for i, c in above.items() if i in carried} | own, own | again
        row = _row(document, filled, said, heads, merged, owner)
        broken = len(cells) < len(heads) and not (owner or _names_units(aligned, heads))
        if table.rows and (row is None or broken):
            table.rows[-1].doubts.append(Doubt("cells"))
        if row is None:
            last += 1
            continue
        row.measured = row.measured or _measured(document, aligned, measures)
        row.section = _same(document, row.section or section, table.rows)
        skipped = table.rows and row.number > last + 1 > 1
        _mark_parted(document, table.rows[-1:], row, counted=counted)
        counted = row.number > 0
        row.number = last = row.number or len(table.rows) + 1
        row.doubts = [
            *doubts,
            *[Doubt("skipped")] * bool(skipped),
            *row.doubts,
            *(Doubt("column", name=heads[i][1:]) for i in unread if i in own and not owner),
        ]
        table.rows.append(row)
        table.aside += _aside(document, aligned, heads)
        above = {i: cell for i, cell in filled.items() if heads[i] in _ROLES or i in merged}


def _unread_units(raw: str, rows: list[list[Place]], heads: list[str]) -> list[int]:
    """The columns with a head that is not known of which most cells are units: duties, perhaps."""
    filled = [cells for cells in rows if len(cells) == len(heads)]
    return [
        i
        for i, head in enumerate(heads)
        if head.startswith("?")
        and 2 * sum(_suits(raw, [cells[i]], Role.SUPPORT.value) > 0 for cells in filled)
        > len(filled)
    ]


def _adds_up(raw: str, cells: Sequence[Place]) -> bool:
    """Whether a row's first words say that it adds up the others."""
    said = next(filter(None, (_words(raw, cell) for cell in cells)), "")
    return lexicon.TOTALS.fullmatch(said) is not None


def _names_units(cells: Mapping[int, Place], heads: Sequence[str]) -> bool:
    return any(i in cells for i, head in enumerate(heads) if head in _ROLES)


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


def _by_their_cells(raw: str, rows: list[list[Place]], heads: list[str]) -> list[str]:
    """The heads, each for what the cells below it, or the other columns, show that it is."""
    heads = _with_units_of_measure(raw, rows, _with_numbers(raw, rows, heads))
    heads = _with_names(raw, rows, heads)
    bare = _ROLES.isdisjoint(heads)
    return ["responsible" if head == "assessor" and bare else head for head in heads]


def _with_units_of_measure(raw: str, rows: list[list[Place]], heads: list[str]) -> list[str]:
    """The heads, ``unit`` for a column whose cells, most of them, are units of measure alone."""
    cells = [_aligned(raw, row, heads)[0] for row in rows if len(row) > 1]
    heads = list(heads)
    for i, head in enumerate(heads):
        words = [_words(raw, row[i]) for row in cells if i in row and not _is_empty(raw, row[i])]
        measures = sum(_UNIT.fullmatch(word) is not None for word in words)
        if (head in _MAY_MEASURE or head.startswith("?")) and measures * 2 > len(words):
            heads[i] = "unit"
    return heads


def _with_numbers(raw: str, rows: list[list[Place]], heads: list[str]) -> list[str]:
    """The heads, ``number`` for a first column of tasks that only counts its rows."""
    cells = [_words(raw, row[0]).rstrip(".、") for row in rows if len(row) > 1]
    counted = bool(cells) and cells == [str(at) for at in range(1, len(cells) + 1)]
    texts = heads.count("text") > 1 and heads[0] == "text"
    return ["number", *heads[1:]] if counted and texts else heads


def _with_names(raw: str, rows: list[list[Place]], heads: list[str]) -> list[str]:
    """The heads, ``text`` for a column kept aside that names what the next has the values of."""
    heads = list(heads)
    for i, pair in enumerate(pairwise(heads)):
        cells = [_words(raw, row[i]) for row in rows if i < len(row) and len(row) > 1]
        plain = sum(1 for words in cells if words and not any(map(str.isdigit, words)))
        if pair == ("aside", "value") and plain * 2 > len(cells):
            heads[i] = "text"
    return heads


def _aside(document: Document, cells: dict[int, Place], heads: list[str]) -> list[Place]:
    """The cells that are not part of the plan, those side by side as one.

    One of a few characters, which stand elsewhere too, takes the cell beside it along.
    """
    kept = [i for i, head in enumerate(heads) if head in _KEPT_ASIDE or head.startswith("?")]
    found: list[Place] = []
    last = -1
    for i in (i for i in kept if i in cells and not _is_empty(document.raw, cells[i])):
        start, end = _place(document, cells[i])
        found.append((found.pop()[0] if found and last == i - 1 else start, end))
        last = i
    return [
        place if place[1] - place[0] >= _TELLING else _widened(document, cells, place)
        for place in found
    ]


def _widened(document: Document, cells: dict[int, Place], place: Place) -> Place:
    """A cell's place together with that of the cell beside it: of one without figures, if any."""
    places = sorted(_place(document, cell) for cell in cells.values())
    at = next(i for i, one in enumerate(places) if one[0] >= place[0])
    beside = [*places[max(0, at - 1) : at], *places[at + 1 : at + 2]] or [place]
    other = min(beside, key=lambda one: any(map(str.isdigit, document.flat[slice(*one)])))
    return min(place[0], other[0]), max(place[1], other[1])


def _fills(raw: str, cells: Sequence[Place], column: int) -> bool:
    return len(cells) > column and not _is_empty(raw, cells[column])


def _is_empty(raw: str, cell: Place) -> bool:
    return _NOTHING.fullmatch(raw[slice(*cell)].strip()) is not None


def _merged(raw: str, rows: list[list[Place]], heads: list[str]) -> frozenset[int]:
    """The columns of text, but the last, that are empty in some row: they head several rows."""
    texts = [i for i, name in enumerate(heads) if name == "text"]
    found = {i for i, name in enumerate(heads) if name == "section"}
    for cells in (row for row in rows if len(row) > 1):
        aligned, _ = _aligned(raw, cells, heads)
        found |= {i for i in texts[:-1] if i not in aligned or _is_empty(raw, aligned[i])}
    return frozenset(found)


def _aligned(
    raw: str, cells: Sequence[Place], heads: list[str]
) -> tuple[dict[int, Place], list[Doubt]]:
    """Each column's position with its cell, and a doubt where the row has more or fewer of them.

    Of cells too many some are parts of one, which what the columns ask for says; of cells too few
    the first are missing, or the last. Cells that stand a line each may be both.
    """
    short = len(heads) - len(cells)
    plain = dict(enumerate(cells))
    by_line = len(cells) > 1 and "\n" in raw[cells[0][1] : cells[1][0]]
    if short == 0 and (not by_line or _is_apt(raw, plain, heads)):
        return plain, []
    if len(cells) > _MOST_CELLS or (short > 0 and not by_line):
        shift = max((0, max(0, short)), key=lambda first: _fit(raw, cells, heads[first:]))
        found = {i + shift: cell for i, cell in enumerate(cells[: len(heads)])}
        lost = {head for i, head in enumerate(heads) if i not in found} & {*ROLE_WORDS, "due"}
        numbered = shift and _suits(raw, cells[:1], "number") > 0
        apt = short > 0 and not lost and not numbered and _is_apt(raw, found, heads)
        return found, [] if apt else [Doubt("cells")]
    _, found = _spread(raw, cells, heads, empty=by_line)
    whole = all(
        cell in cells or (heads[i] == "text" and _is_wrapped(raw, cells, cell))
        for i, cell in found.items()
    )
    return found, [] if whole and _is_apt(raw, found, heads) else [Doubt("cells")]


def _is_wrapped(raw: str, cells: Sequence[Place], place: Place) -> bool:
    """Whether each of the cells in a stretch, but the last, ends as a line does that goes on."""
    inside = [cell for cell in cells if place[0] <= cell[0] and cell[1] <= place[1]]
    return all(_WRAPPED.search(raw[slice(*cell)]) for cell in inside[:-1])


def _is_apt(raw: str, found: Mapping[int, Place], heads: list[str]) -> bool:
    """Whether the cells of numbers and units are just that."""
    filled = [i for i, cell in found.items() if not _is_empty(raw, cell)]
    asked = [i for i in filled if heads[i] == "number" or heads[i] in _ROLES]
    return all(_suits(raw, [found[i]], heads[i]) > 0 for i in asked)


def _spread(
    raw: str, cells: Sequence[Place], heads: list[str], *, empty: bool
) -> tuple[int, dict[int, Place]]:
    """The cells over the columns in their order, and how well they suit them.

    ``empty`` allows columns without a cell.
    """
    best: dict[int, tuple[int, dict[int, Place]]] = {0: (0, {})}
    for column, head in enumerate(heads):
        reached: dict[int, tuple[int, dict[int, Place]]] = {}
        for begin, (points, taken) in best.items():
            for end in range(begin + (not empty), len(cells) + 1):
                own = {column: (cells[begin][0], cells[end - 1][1])} if end > begin else {}
                total = points + (_suits(raw, cells[begin:end], head) if own else -_EMPTY)
                if end not in reached or total > reached[end][0]:
                    reached[end] = total, taken | own
        best = reached
    return best.get(len(cells), (-len(cells), dict(enumerate(cells))))


def _suits(raw: str, cells: Sequence[Place], head: str) -> int:
    """How well some cells in a row are one cell under that head."""
    lines = [_words(raw, cell) for cell in cells]
    words = "".join(lines)
    if head == "number":
        return 6 if words.rstrip(".、").isdigit() else -6
    if head in _ROLES:
        named = [
            party
            for role, start, end in _roles_in(words, (0, len(words)), head)
            for party in read_parties(words, start, end, role).named
        ]
        odd = [
            (len(one.name) < _SHORTEST and not lexicon.is_group(one.name))
            or lexicon.is_strange(one.name)
            for one in named
        ]
        return -6 if any(odd) or not odd else 7 - len(lines)
    if head == "due":
        return 3 if lexicon.DEADLINES.search(words) and len(lines) < 3 else -3
    return -2 * sum(_UNITS.search(line) is not None for line in lines) - (len(lines) - 1) * (
        head not in ("text", "aside")
    )


def _fit(raw: str, cells: Sequence[Place], heads: list[str]) -> int:
    """How well some cells suit the columns under which they stand one by one."""
    return sum(_suits(raw, [cell], head) for cell, head in zip(cells, heads, strict=False))


def _words(raw: str, cell: Place) -> str:
    return simple(re.sub(r"[\s；]", "", raw[slice(*cell)]))


def _place(document: Document, cell: Place) -> Place:
    return document.offset(cell[0]), document.offset(cell[1])


def _same(document: Document, section: Place | None, above: Sequence[TaskRow]) -> Place | None:
    """The section of a row: that of the row above, where a merged cell repeats its words."""
    last = above[-1].section if above else None
    again = section and last and document.tidy(*section) == document.tidy(*last)
    return last if again else section


def _unnumbered(document: Document, place: Place) -> Place:
    """The words of a heading without the number before them."""
    start, end = place
    number = re.compile(_NUMBERED).match(document.flat, start, end)
    alone = re.compile(_HAN).match(document.flat, start, end)
    apart = alone and alone.end() < end and document.gaps[alone.end()]
    return number.end() if number else alone.end() if alone and apart else start, end


def _texts(
    flat: str, places: dict[int, Place], heads: list[str], merged: frozenset[int]
) -> list[Place]:
    """The cells of the task; a cell with the value to be reached goes on with the one before it.

    One of a number alone, whose unit is elsewhere, stands for itself; one that repeats a figure of
    the cell before it is none of them.
    """
    texts: list[Place] = []
    for i, place in places.items():
        bare = _BARE_FIGURE.fullmatch(flat, *place) is not None
        value = heads[i] == "value" or (heads[i] == "text" and bare)
        behind = bool(texts) and value and heads[i - 1] in ("text", "value")
        if behind and bare and _says_again(flat, texts[-1], place):
            continue
        if behind and not _NUMBER_ALONE.fullmatch(flat, *place):
            texts[-1] = (texts[-1][0], place[1])
        elif (heads[i] == "text" and i not in merged) or (texts and value):
            texts.append(place)
    return texts


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
    bare = [i for i, cell in cells.items() if _BARE_FIGURE.fullmatch(flat, *_place(document, cell))]
    known = [units[i] for i in bare if i in units]
    return known[0] if known and len({flat[slice(*one)] for one in known}) == 1 else None


def _roles_in(flat: str, place: Place, head: str) -> Iterator[tuple[Role, int, int]]:
    """The stretches of a cell that name units, each with the role that its column gives them."""
    if head != _PAIRED:
        yield from ((Role(head), *place) for _ in range(place[0] < place[1]))
        return
    start, end = place
    for beside in _BESIDE.finditer(flat, start, end):
        if start < beside.start():
            yield Role.LEAD, start, beside.start()
        yield Role.SUPPORT, *beside.span(1 if beside[1] else 2)
        start = beside.end()
    if start < end:
        yield Role.LEAD, start, end


_BESIDE: Final = re.compile("（([^（）]+)）|/(.+)$")
"""Those who support others in a column for both."""


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
    places = {i: _place(document, cell) for i, cell in sorted(filled.items())}
    roles = [
        one
        for i, place in places.items()
        if heads[i] in _ROLES
        for one in _roles_in(document.flat, place, heads[i])
    ] or ([(Role.RESPONSIBLE, *owner)] if owner else [])
    texts = _texts(document.flat, places, heads, merged)
    listed = [_LISTED.match(document.flat, *place) for place in texts]
    numbers = [number.span() for number in listed if number]
    texts = [(n.end() if n else p[0], p[1]) for n, p in zip(listed, texts, strict=True)]
    heading = [places[i] for i in merged if i in places]
    sections = [_unnumbered(document, place) for place in heading]
    numbers += [(p[0], s[0]) for p, s in zip(heading, sections, strict=True) if p[0] < s[0]]
    words = {heads[i]: document.flat[slice(*p)] for i, p in reversed(places.items())}
    if not roles or not texts:
        return None
    carried = any(heads[i] in _ROLES and own.get(i) != filled[i] for i in filled)
    cells = [_place(document, cell) for i, cell in own.items() if heads[i] in _ROLES]
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
