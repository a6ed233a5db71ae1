"""How the cells of a row stand over the columns, and how well each suits its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.labels import ROLE_LABELS
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.parties import read_parties
from foodsafety_ledger.document.table_cells import is_empty, words_of
from foodsafety_ledger.document.table_columns import PAIRED, ROLE_COLUMNS
from foodsafety_ledger.model.plan import Role

_BESIDE: Final = re.compile("（([^（）]+)）|/(.+)$")
"""Those who support others in a column for both."""
_HELPED: Final = re.compile("（([^（）]{2,60}?)(?:予以)?(?:配合|协助|协办|参与|参加)()）")
"""Those in a bracket behind others whom they are said to help."""
_LIST_MARKS: Final = ("、", "，", "；")
_WRAPPED: Final = re.compile(r"[，、；：]\s*$")
"""How a line ends that the next one goes on with."""
_MOST_CELLS: Final = 30
"""In a row of more cells than these nobody knows which belong together."""
_SHORTEST: Final = 3
"""A name of fewer characters is the rest of one."""
_EMPTY: Final = 1
"""What an empty column costs."""
_VALUE: Final = re.compile(r"[^，。；\d]{0,4}\d[^，。；]{0,10}|[—–-]")
"""A cell that says how much is to be reached."""
_UNITS: Final = re.compile("[局委办厅部会](?:、|，|牵头|负责|配合|会同|$)|^.{0,3}[县区市镇]$")
"""What in a line of a task says that it is one of units."""


def rows_of_lines(
    raw: str, lines: Sequence[Place], position: int, heads: list[str]
) -> list[list[Place]]:
    """Rows without numbers whose cells stand a line each.

    Units, days and the values to be reached tell them apart.
    """
    wide, rows = len(heads), list[list[Place]]()
    if sum(head in ROLE_COLUMNS or head in ("due", "value") for head in heads) < 2:
        return []
    while position + wide <= len(lines):
        row = list(lines[position : position + wide])
        under = list(zip(row, heads, strict=True))
        days = [suits(raw, [cell], head) for cell, head in under if head == "due"]
        values = [words_of(raw, cell) for cell, head in under if head == "value"]
        fit = all(day >= 0 for day in days) and all(map(_VALUE.fullmatch, values))
        if not fit or not is_apt(raw, dict(enumerate(row)), heads):
            break
        rows.append(row)
        position += wide
    return rows


def align(
    raw: str, cells: Sequence[Place], heads: list[str]
) -> tuple[dict[int, Place], list[Doubt]]:
    """Each column's position with its cell, and a doubt where the row has more or fewer of them.

    Of cells too many some are parts of one, which what the columns ask for says; of cells too few
    the last are missing, or some before, which a cell over several rows leaves out. Cells that
    stand a line each may be both.
    """
    short = len(heads) - len(cells)
    plain = dict(enumerate(cells))
    by_line = len(cells) > 1 and "\n" in raw[cells[0][1] : cells[1][0]]
    if short == 0 and (not by_line or is_apt(raw, plain, heads)):
        return plain, []
    if len(cells) > _MOST_CELLS or (short > 0 and not by_line):
        gap = max(0, short)
        inner = range(1, len(cells)) if gap and len(cells) <= _MOST_CELLS else ()
        apart = (len(cells), 0, *(at for at in inner if _may_lack(heads, at, at + gap)))
        at = max(apart, key=lambda at: _fit(raw, cells, [*heads[:at], *heads[at + gap :]]))
        found = {i + gap * (i >= at): cell for i, cell in enumerate(cells[: len(heads)])}
        shift = gap if at == 0 else 0
        lost = {head for i, head in enumerate(heads) if i not in found} & {*ROLE_LABELS, "due"}
        numbered = shift and suits(raw, cells[:1], "number") > 0
        apt = short > 0 and not lost and not numbered and is_apt(raw, found, heads)
        return found, [] if apt else [Doubt("cells")]
    _, found = spread(raw, cells, heads, empty=by_line)
    whole = all(
        cell in cells or (heads[i] == "text" and _is_wrapped(raw, cells, cell))
        for i, cell in found.items()
    )
    return found, [] if whole and is_apt(raw, found, heads) else [Doubt("cells")]


def _may_lack(heads: list[str], first: int, behind: int) -> bool:
    """Whether a row may leave out those columns, as it does where a cell spans several rows."""
    texts = heads[:first].count("text") + heads[behind:].count("text")
    return texts > 0 and {"section", "text"}.issuperset(heads[first:behind])


def _is_wrapped(raw: str, cells: Sequence[Place], place: Place) -> bool:
    """Whether each of the cells in a stretch, but the last, ends as a line does that goes on."""
    inside = [cell for cell in cells if place[0] <= cell[0] and cell[1] <= place[1]]
    return all(_WRAPPED.search(raw[slice(*cell)]) for cell in inside[:-1])


def is_apt(raw: str, found: Mapping[int, Place], heads: list[str]) -> bool:
    """Whether the cells of numbers and units are just that."""
    filled = [i for i, cell in found.items() if not is_empty(raw, cell)]
    asked = [i for i in filled if heads[i] == "number" or heads[i] in ROLE_COLUMNS]
    return all(suits(raw, [found[i]], heads[i]) > 0 for i in asked)


def spread(
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
                total = points + (suits(raw, cells[begin:end], head) if own else -_EMPTY)
                if end not in reached or total > reached[end][0]:
                    reached[end] = total, taken | own
        best = reached
    return best.get(len(cells), (-len(cells), dict(enumerate(cells))))


def suits(raw: str, cells: Sequence[Place], head: str) -> int:
    """How well some cells in a row are one cell under that head."""
    lines = [words_of(raw, cell) for cell in cells]
    words = "".join(lines)
    if head == "number":
        return 6 if words.rstrip(".、").isdigit() else -6
    if head in ROLE_COLUMNS:
        named = [
            party
            for role, start, end in roles_in(words, (0, len(words)), head)
            for party in read_parties(words, start, end, role).named
        ]
        odd = [
            (len(one.name) < _SHORTEST and not unit_names.is_group(one.name))
            or unit_names.is_strange(one.name)
            for one in named
        ]
        return -6 if any(odd) or not odd else 7 - len(lines)
    if head == "due":
        return 3 if lexicon.DEADLINES.search(words) and len(lines) < 3 else -3
    return -2 * sum(_UNITS.search(line) is not None for line in lines) - (len(lines) - 1) * (
        head not in ("text", "aside", "remark")
    )


def _fit(raw: str, cells: Sequence[Place], heads: list[str]) -> int:
    """How well some cells suit the columns under which they stand one by one."""
    return sum(suits(raw, [cell], head) for cell, head in zip(cells, heads, strict=False))


def roles_in(flat: str, place: Place, head: str) -> Iterator[tuple[Role, int, int]]:
    """The stretches of a cell that name units, each with the role that its column gives them."""
    start, end = place
    paired = head == PAIRED
    role = Role.LEAD if paired else Role(head)
    for beside in (_BESIDE if paired else _HELPED).finditer(flat, start, end):
        if start < beside.start():
            yield role, start, beside.start()
        yield Role.SUPPORT, *beside.span(1 if beside[1] else 2)
        start = beside.end()
    start += flat[start : start + 1] in _LIST_MARKS and start > place[0]
    if start < end:
        yield role, start, end
