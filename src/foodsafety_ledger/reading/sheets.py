"""Tables that people send: workbooks and CSV as sheets of cells, every cell with its place.

A person reads what a number format shows. ``0"万"`` shows 3 as 3万, ``0,`` shows 1200 as 1,
``"约"0`` says that nobody counted, ``0!.0000`` puts a point into it, ``;;;`` hides it: such a
number is not taken for the one that stands behind it (design 4.2).
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from importlib.util import find_spec
from io import StringIO
from typing import Final, NamedTuple

from foodsafety_ledger.files.bounded import MAX_CELLS, run_bounded
from foodsafety_ledger.files.text import text_of
from foodsafety_ledger.model.diagnostic import Fact
from foodsafety_ledger.model.failure import UsageError

_QUOTED: Final = re.compile(r"'+[=+\-@\t\r]")
"""What stands in a CSV cell for a text that a spreadsheet would take for a formula."""

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a formula may start with, in one program or another."""


_OTHER_KINDS: Final = ("<", "{")
"""How web pages begin, as some systems export them under the name of .xls; and JSON."""

_LOOKED_AT: Final = 20
"""From how many lines it is told how a CSV file parts its cells."""


class Problem(NamedTuple):
    """What is wrong at a place of a table: ``key`` names its words under ``imports.problem.``."""

    place: str
    key: str
    facts: Mapping[str, Fact] = {}


class Cell(NamedTuple):
    """A cell: its text, what it is, and where.

    ``kind`` is ``f`` for a formula, whose result is not read, ``e`` for an error such as #N/A,
    ``p`` for a number shown as a percentage, ``m`` for one shown otherwise than it is, ``n`` for a
    number, ``x`` for one with more digits than anybody types, ``d`` for a date or time, ``r`` for a
    text of which parts are raised, ``s`` for what is struck out and ``u`` for what is not to be
    seen, whole or in part, empty for other text.
    """

    text: str
    kind: str
    place: str


class Hidden(NamedTuple):
    """What of a sheet its program does not show: rows and columns from 0, or the whole."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    whole: bool = False


class Aside(NamedTuple):
    """What hangs on a cell: its kind as in ``asides.Aside``, and what it says."""

    place: str
    kind: str
    text: str


class Sheet(NamedTuple):
    """A sheet's rows, all of one length; cells that are merged have the text of the first.

    ``spread`` are the cells that got theirs so, row and column from 0, each with the first's.
    ``is_1904`` is whether a day that is kept as a number is counted from 1904.
    """

    name: str
    place: str
    rows: tuple[tuple[Cell, ...], ...]
    spread: Mapping[tuple[int, int], tuple[int, int]]
    hidden: Hidden = Hidden()
    asides: tuple[Aside, ...] = ()
    is_1904: bool = False


def read_sheets(name: str, raw: bytes) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    """The sheets of a file, or why it is not read; UsageError where the library is missing."""
    if raw.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _workbook(name, raw)
    text = text_of(raw)
    if raw.startswith(b"%PDF") or (text or "").lstrip().startswith(_OTHER_KINDS):
        return (), (Problem(name, "kind"),)
    if text is None:
        return (), (Problem(name, "encoding"),)
    rows: list[list[tuple[str, str]]] = []
    try:
        rows += ([(one, "") for one in row] for row in _csv_rows(text))
    except csv.Error:  # a quoted cell without an end has all that follows in it
        return (), (Problem(f"{name}:{len(rows) + 1}", "open-quote"),)
    while rows and not any(text.strip() for text, _ in rows[-1]):
        rows.pop()
    if len(rows) * max(map(len, rows), default=0) > MAX_CELLS:
        return (), (Problem(name, "too-large"),)
    return (_sheet("", name, rows, ()),), ()


def _workbook(name: str, raw: bytes) -> tuple[tuple[Sheet, ...], tuple[Problem, ...]]:
    if find_spec("python_calamine") is None:
        raise UsageError("format-extra", extra="xlsx")
    code, output = run_bounded("foodsafety_ledger.reading.unpacking", "", raw)
    if code != 0:
        return (), (Problem(name, "too-large"),)
    told = json.loads(output)
    if "refused" in told:
        return (), (Problem(name, str(told["refused"])),)
    sheets = (
        _sheet(one["name"], name, one["rows"], one["merged"])._replace(
            hidden=Hidden(
                frozenset(one["hidden"][0]), frozenset(one["hidden"][1]), one["hidden"][2]
            ),
            asides=tuple(
                Aside(_place(f"{name}:{one['name']}", one["name"], row, column), kind, text)
                for row, column, kind, text in one["asides"]
            ),
            is_1904=one["is_1904"],
        )
        for one in told["sheets"]
    )
    return tuple(sheets), ()


def _csv_rows(text: str) -> Iterator[list[str]]:
    """The rows, parted by the sign that the first lines have equally often; a title has none."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    first = plain.split("\n", _LOOKED_AT)[:_LOOKED_AT]

    def ranked(sign: str) -> int:
        often = Counter(filter(None, (one.count(sign) for one in first)))
        return max((times * count for times, count in often.items()), default=0)

    delimiter = max(",\t;", key=ranked)
    csv.field_size_limit(max(csv.field_size_limit(), len(plain)))
    return csv.reader(StringIO(plain, newline=""), delimiter=delimiter, strict=True)


def unquoted(text: str) -> str:
    """A text as it was before a mark was set in front, so that no spreadsheet computes it."""
    return text[1:] if _QUOTED.match(text) else text


def quoted(text: str) -> str:
    """A text that no spreadsheet computes: a mark in front where it could be a formula."""
    is_one = text.startswith(_STARTS) or _QUOTED.match(text)
    return f"'{text}" if is_one else text


def digest_of(rows: Iterable[Sequence[str]]) -> str:
    """The hash of what stands in some rows, however it was saved since."""
    cells = [[one.replace("\r\n", "\n").replace("\r", "\n").strip() for one in row] for row in rows]
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _sheet(
    name: str,
    file: str,
    rows: Sequence[Sequence[Sequence[str]]],
    merged: Sequence[Sequence[int]],
) -> Sheet:
    width = max(map(len, rows), default=0)
    grid = [[*row, *[("", "")] * (width - len(row))] for row in rows]
    spread: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in merged:
        for row in range(top, min(bottom + 1, len(grid))):
            for column in range(left, min(right + 1, width)):
                if (row, column) != (top, left):
                    grid[row][column] = grid[top][left]
                    spread[row, column] = top, left
    place = f"{file}:{name}" if name else file
    cells = tuple(
        tuple(
            Cell(_plain(text, file_is_csv=not name), kind, _place(place, name, r, c))
            for c, (text, kind) in enumerate(row)
        )
        for r, row in enumerate(grid)
    )
    return Sheet(name, place, cells, spread)


def _plain(text: str, *, file_is_csv: bool) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return unquoted(plain) if file_is_csv else plain


def _place(place: str, sheet: str, row: int, column: int) -> str:
    return f"{place}{'!' if sheet else ':'}{address(row, column)}"


def address(row: int, column: int) -> str:
    """``G5``: a cell as spreadsheets call it; row and column from 0."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"


PERCENT: Final = "p"
"""The mark of a number that is shown as a percentage."""

OTHERWISE: Final = "m"
"""The mark of a number that is shown as another, or as one that is not exact."""

RAISED: Final = "r"
"""The mark of a text of which parts are raised or lowered, as a footnote's sign is."""

STRUCK: Final = "s"
"""The mark of what is struck out, whole or in part."""

UNSEEN: Final = "u"
"""The mark of what nobody sees, whole or in part: it is of its cell's colour, or of no format."""

BLACK: Final = "000000"
WHITE: Final = "FFFFFF"
"""Two colours as files write them: what is written in and on, where nothing else is said."""

_NEAR: Final = 16
"""Of 256 steps: colours that differ by fewer in red, green and blue are one to the eye."""

_ASIDE: Final = re.compile(r"\[[^\]]*\]|[_*].")
"""Colours, conditions and locales; a blank as wide as a sign; a sign that fills the cell."""

_WORDS: Final = re.compile(r'"([^"]*)"|[\\!](.)|([^\x00-\x7f])')
_SHOWN: Final = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")
_FACTORS: Final = frozenset("十百千万亿成倍半约近超余多几左右上下内‰+±~～?？0123456789.,")
_NUMBER: Final = re.compile("[0#?@ymdhs]|General|Standard|G/")
_SCALED: Final = re.compile(r"[0#?],+(?![0#?,])")


def mark_of(code: str) -> str:
    """``PERCENT``, ``OTHERWISE``, or nothing where a format shows the number that is there."""
    if "%" in code:
        return PERCENT
    plain = _ASIDE.sub("", code)
    said = "".join(word for found in _WORDS.findall(plain) for word in found)
    shown = _WORDS.sub("", plain)
    hides = bool(code) and _NUMBER.search(shown.split(";")[0]) is None
    changes = hides or _SCALED.search(shown) is not None or not _FACTORS.isdisjoint(said)
    return OTHERWISE if changes else ""


def _shows_text(code: str) -> bool:
    """Whether a format shows a text: its fourth part says how, and may be empty."""
    parts = re.sub(r'"[^"]*"|\\.', "x", code).split(";")
    return len(parts) < 4 or bool(parts[3].strip())


class Uneven(NamedTuple):
    """What is done to parts of a text: a mark, and the colours that they have of their own."""

    mark: str = ""
    inks: frozenset[str] = frozenset()


class Style(NamedTuple):
    """What a style makes of a number and of a text, and the colour that they stand on."""

    of_number: str = ""
    of_text: str = ""
    ground: str = WHITE


def style_of(code: str, mark: str, ink: str, ground: str) -> Style:
    """The style of cells with a format and a font, which may strike out, in a colour on another."""
    whatever = STRUCK if mark == STRUCK else "" if is_seen(ink, ground) else UNSEEN
    of_text = "" if _shows_text(code) else UNSEEN
    return Style(whatever or mark_of(code), whatever or of_text, ground)


def mark_of_text(style: Style, parts: Uneven) -> str:
    """What a text is beside its letters: by its cell's style, or by what parts of it look like."""
    is_unseen = any(not is_seen(ink, style.ground) for ink in parts.inks)
    return style.of_text or (UNSEEN if is_unseen and parts.mark != STRUCK else parts.mark)


def is_seen(ink: str, ground: str) -> bool:
    """Whether a colour is seen on another; one that is not in six digits, on all but itself."""
    try:
        pairs = zip(bytes.fromhex(ink), bytes.fromhex(ground), strict=True)
        return any(abs(one - other) >= _NEAR for one, other in pairs)
    except ValueError:
        return ink != ground


def mark_of_shown(number: str, text: str) -> str:
    """The same, of what a spreadsheet has written down as shown for a number."""
    plain = "".join(text.replace(",", "").split())
    found = [*_SHOWN.finditer(plain)]
    if len(found) != 1 or not _FACTORS.isdisjoint(_SHOWN.sub("", plain)):
        return OTHERWISE
    step = Decimal(1).scaleb(-len(found[0][1] or ""))
    is_it = Decimal(number).quantize(step, ROUND_HALF_UP) == Decimal(found[0][0])
    return "" if is_it else OTHERWISE
