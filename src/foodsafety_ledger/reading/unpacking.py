"""A workbook's cells, read in a process of its own: ``python -m`` this module, bytes in, JSON out.

What could harm or mislead is refused before anything is unpacked: archives that are larger inside
than any form, macros, links to other files, passwords. A cell that shows something else than its
value says so: a formula, an error, a percentage, a number in a format of its own, what is raised,
struck out or not to be seen.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from io import BytesIO
from itertools import chain, product
from string import ascii_letters
from struct import error as StructError  # noqa: N812 - the library's own name says nothing
from typing import Any, Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from foodsafety_ledger.files.bounded import MAX_CELLS, bound_this_process
from foodsafety_ledger.reading.asides import Aside, every, local, ods_asides, xlsx_asides
from foodsafety_ledger.reading.biff import read_comments, read_hidden, read_marks, read_streams
from foodsafety_ledger.reading.sheets import (
    BLACK,
    OTHERWISE,
    PERCENT,
    RAISED,
    STRUCK,
    UNSEEN,
    WHITE,
    Style,
    Uneven,
    mark_of_shown,
    mark_of_text,
    style_of,
)

MAX_UNPACKED: Final = 64 << 20
_MAX_FILES: Final = 2000
_COLUMNS: Final = 1 << 14
"""How many columns a sheet can have."""

_MAX_ASIDES: Final = 200
"""So many comments and pictures are told of a sheet: nobody reads more."""

_DIGITS: Final = 15
"""Excel keeps 15 digits of a number; where there are more, nobody typed it."""

_TEXTS: Final = "xl/sharedStrings.xml"
_TRUE: Final = frozenset({"1", "true"})
_MACROS: Final = ("xl/vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")
_LINKS: Final = ("xl/externallinks/",)
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


class _Beside(NamedTuple):
    """What a sheet has beside its values.

    ``cells`` are what cells are: one of the kinds of ``sheets.Cell``. ``hidden`` are the rows and
    columns that its program does not show, and whether it shows none of it. ``merged`` are cells by
    their first row and column and their last, from 0, where the reader does not tell it.
    """

    cells: Mapping[tuple[int, int], str] = {}
    hidden: tuple[Sequence[int], Sequence[int], bool] = ((), (), False)
    asides: Sequence[Aside] = ()
    merged: Sequence[tuple[int, int, int, int]] = ()


class _Looked(NamedTuple):
    """What stands in a file beside its values, by sheet: its name, or of old workbooks its number.

    ``is_1904`` is whether its days are counted from 1904.
    """

    sheets: Mapping[str | int, _Beside]
    is_1904: bool = False


class _RefusedError(Exception):
    """The file is not read; the argument says why."""


def main() -> int:
    """Reads the one, writes the other; always exit code 0 unless the process is stopped."""
    bound_this_process()
    raw, out = sys.stdin.buffer.read(), sys.stdout
    try:
        told: Mapping[str, object] = {"sheets": list(_sheets(raw))}
    except _RefusedError as refused:
        told = {"refused": str(refused)}
    except MemoryError:
        told = {"refused": "too-large"}
    except BaseException as error:  # noqa: BLE001 - whatever the libraries make of a broken file
        told = {"refused": "encrypted" if type(error).__name__ == "PasswordError" else "damaged"}
    json.dump(told, out)
    return 0


def _sheets(raw: bytes) -> Iterator[dict[str, object]]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - an extra

    looked = _looked_through(raw)
    book = CalamineWorkbook.from_filelike(BytesIO(raw))
    cells = 0
    if len(set(book.sheet_names)) < len(book.sheet_names):
        raise _RefusedError("damaged")  # the second would be the first once more
    for number, name in enumerate(book.sheet_names):
        sheet = book.get_sheet_by_name(name)
        end = sheet.end or (-1, -1)
        beside = looked.sheets.get(name) or looked.sheets.get(number) or _Beside()
        ranges = [(*a, *b) for a, b in sheet.merged_cell_ranges or ()] or beside.merged
        cells += (end[0] + 1) * (end[1] + 1) + sum(_merged(one, *end) for one in ranges)
        if cells > MAX_CELLS:
            raise _RefusedError("too-large")
        rows = [
            [_cell(value, beside.cells.get((r, c), "")) for c, value in enumerate(row)]
            for r, row in enumerate(sheet.to_python(skip_empty_area=False))
        ]
        told = {"name": name, "rows": rows, "merged": ranges, "is_1904": looked.is_1904}
        yield {**told, "hidden": beside.hidden, "asides": beside.asides[:_MAX_ASIDES]}


def _merged(span: tuple[int, ...], last_row: int, last_column: int) -> int:
    """How many cells of a sheet a merged range covers; at least one, for it is gone through."""
    top, left, bottom, right = span
    rows, columns = min(bottom, last_row) - top + 1, min(right, last_column) - left + 1
    return max(1, rows) * max(1, columns)


def _cell(value: Any, mark: str) -> tuple[str, str]:  # noqa: ANN401 - of any type that cells have
    """A cell's text and what it is; nothing for text as it is."""
    if mark in {"f", "e", STRUCK, UNSEEN}:
        return _cell(value, "")[0] if mark in {STRUCK, UNSEEN} else "", mark
    match value:
        case bool():
            return str(value).upper(), ""
        case int() | float():
            return _number(value, mark)
        case datetime():
            whole = value.time() == time()
            return value.date().isoformat() if whole else value.isoformat(" "), "d"
        case date():
            return value.isoformat(), "d"
        case _:
            return str(value), mark.strip("pm") if isinstance(value, str) else "d"


def _number(value: float, mark: str) -> tuple[str, str]:
    exact = Decimal(repr(value))
    if mark == PERCENT:
        return f"{(exact * 100).normalize():f}%", mark
    if mark == OTHERWISE:
        return f"{exact.normalize():f}", mark
    if exact == exact.to_integral_value() and abs(exact) < 10**_DIGITS:
        return str(int(exact)), "n"
    text = f"{exact:f}"
    return text, "n" if len(exact.normalize().as_tuple().digits) <= _DIGITS else "x"


def _looked_through(raw: bytes) -> _Looked:
    """What stands in the file beside its values; refuses what must not be read."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        return _old(raw)
    try:
        archive = ZipFile(BytesIO(raw))
    except BadZipFile:
        raise _RefusedError("damaged" if raw.startswith(b"PK") else "kind") from None
    with archive:
        _require_harmless(archive)
        names = set(archive.namelist())
        if "mimetype" in names and archive.read("mimetype").startswith(_ODS):
            return _ods(archive)
        if "xl/workbook.xml" not in names:
            raise _RefusedError("kind")
        return _xlsx(archive)


def _old(raw: bytes) -> _Looked:
    try:
        streams = read_streams(raw)
        marks, hidden = read_marks(streams.workbook), read_hidden(streams.workbook)
        comments = read_comments(streams.workbook)
    except (StructError, IndexError):
        raise _RefusedError("damaged") from None
    if "EncryptedPackage" in streams.names:
        raise _RefusedError("encrypted")
    if not streams.workbook:
        raise _RefusedError("kind")
    if streams.names & {"_VBA_PROJECT_CUR", "VBA", "Macros"}:
        raise _RefusedError("macros")
    if marks.refused:
        raise _RefusedError(marks.refused)
    asides = ([(*one, "comment-unread", "") for one in each] for each in comments)
    sheets = map(_Beside, marks.cells, hidden, asides)
    return _Looked(dict(enumerate(sheets)), marks.is_1904)


def _require_harmless(archive: ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > _MAX_FILES or sum(one.file_size for one in entries) > MAX_UNPACKED:
        raise _RefusedError("too-large")
    if any(one.flag_bits & 1 for one in entries):
        raise _RefusedError("encrypted")
    names = [one.filename.lower() for one in entries]
    if len(set(names)) < len(names):
        raise _RefusedError("damaged")  # each reader would take another one of the two
    if any(name.startswith(_MACROS) for name in names):
        raise _RefusedError("macros")
    if any(name.startswith(_LINKS) for name in names):
        raise _RefusedError("links")
    if "meta-inf/manifest.xml" in names and b"encryption-data" in archive.read(
        "META-INF/manifest.xml"
    ):
        raise _RefusedError("encrypted")


def _parsed(archive: ZipFile, name: str) -> Any:  # noqa: ANN401 - an element
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - bounded; no document type is taken

    class Builder(ET.TreeBuilder):
        """Refuses what defines words of its own: each reader would make something else of them."""

        def doctype(self, *_: object) -> None:
            raise _RefusedError("damaged")

    return ET.fromstring(archive.read(name), ET.XMLParser(target=Builder()))  # noqa: S314 - see above


def _xlsx(archive: ZipFile) -> _Looked:
    names = set(archive.namelist())
    styles = _styles(_parsed(archive, "xl/styles.xml")) if "xl/styles.xml" in names else ()
    texts = _parsed(archive, _TEXTS) if _TEXTS in names else ()
    uneven = {str(number): look for number, one in enumerate(texts) if any(look := _uneven(one))}
    places = {
        one.get("Id"): str(one.get("Target"))
        for one in every(_parsed(archive, "xl/_rels/workbook.xml.rels"), "Relationship")
    }
    sheets: dict[str | int, _Beside] = {}
    workbook = _parsed(archive, "xl/workbook.xml")
    is_1904 = any(one.get("date1904") in _TRUE for one in every(workbook, "workbookPr"))
    for sheet in every(workbook, "sheet"):
        relation = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
        place = places.get(relation, "")
        path = place.lstrip("/") if place.startswith("/") else f"xl/{place}"
        if path not in names:  # a reader that found it all the same would take formulas for values
            raise _RefusedError("damaged")
        content = _parsed(archive, path)
        rows = [number for number, line in _numbered(content) if _is_hidden(line, "ht")]
        columns = (one for one in every(content, "col") if _is_hidden(one, "width"))
        spans = (range(int(o.get("min")) - 1, min(int(o.get("max")), _COLUMNS)) for o in columns)
        sheets[str(sheet.get("name"))] = _Beside(
            dict(_marked_cells(content, styles, uneven)),
            (rows, sorted(chain(*spans)), sheet.get("state", "visible") != "visible"),
            xlsx_asides(path, names, partial(_parsed, archive), _place),
        )
    return _Looked(sheets, is_1904)


def _is_hidden(line: Any, size: str) -> bool:  # noqa: ANN401 - an element
    """Whether a row or column of a sheet is hidden, or has nothing to be seen in."""
    return line.get("hidden") in _TRUE or float(line.get(size, 1)) == 0


def _numbered(sheet: Any) -> Iterator[tuple[int, Any]]:  # noqa: ANN401 - an element
    """The rows of a sheet with their numbers from 0: one without goes on from the last."""
    row = -1
    for line in every(sheet, "row"):
        row = int(line.get("r", row + 2)) - 1
        yield row, line


def _styles(styles: Any) -> tuple[Style, ...]:  # noqa: ANN401 - an element
    """What each style that a cell may have does."""
    codes = {9: "%", 10: "%"}
    codes |= {
        int(one.get("numFmtId")): str(one.get("formatCode")) for one in every(styles, "numFmt")
    }
    fonts = [*next(every(styles, "fonts"), ())]
    looks = [(_uneven(one).mark, _colour(one, "color", BLACK)) for one in fonts]
    grounds = [_ground(one) for one in next(every(styles, "fills"), ())]
    found: list[Style] = []
    for one in next(every(styles, "cellXfs"), ()):
        code, font, fill = (int(one.get(key, 0)) for key in ("numFmtId", "fontId", "fillId"))
        mark, ink = looks[font] if font < len(looks) else ("", BLACK)
        ground = grounds[fill] if fill < len(grounds) else WHITE
        found.append(style_of(codes.get(code, ""), mark, ink, ground))
    return tuple(found)


def _ground(fill: Any) -> str:  # noqa: ANN401 - an element
    """The colour of a cell that is filled so; empty for a pattern of several."""
    for one in every(fill, "patternFill"):
        if one.get("patternType", "none") == "none":
            return WHITE
        if one.get("patternType") == "solid":
            return _colour(one, "fgColor", BLACK)
    return ""


_NAMED: Final[Mapping[tuple[str, str], int]] = {
    **{("theme", str(number)): 1 - number for number in (0, 1)},
    **{("indexed", str(number)): number % 8 for number in (0, 1, 8, 9)},
    **{("indexed", str(number)): number - 64 for number in (64, 65)},
}
"""The colours without a code that are black, 0, or white, 1."""


def _colour(within: Any, name: str, usual: str) -> str:  # noqa: ANN401 - an element
    """A colour that is said somewhere, in six digits or by its number; ``usual`` for none."""
    one = next(every(within, name), None)
    if one is None or one.get("auto") in _TRUE:
        return usual
    if rgb := one.get("rgb"):
        return str(rgb)[-6:]
    tint = float(one.get("tint", 0))
    kind = "theme" if one.get("theme") else "indexed"
    number = str(one.get(kind, ""))
    if (kind, number) not in _NAMED:
        return f"{kind} {number} {tint}"
    light = _NAMED[kind, number]
    shade = round(255 * (light * (1 + tint) if tint < 0 else light * (1 - tint) + tint))
    return f"{shade:02X}" * 3


def _uneven(text: Any) -> Uneven:  # noqa: ANN401 - an element
    """What is done to parts of a text: struck out, like a 3 undone, or raised, like a footnote."""
    told = [(local(one), one.get("val")) for one in text.iter()]
    parts = [part for part in every(text, "r") if "".join(part.itertext()).strip()]
    inks = frozenset(ink for part in parts if (ink := _colour(part, "color", "")))
    if any(name == "strike" and (val is None or val in _TRUE) for name, val in told):
        return Uneven(STRUCK, inks)
    is_raised = any(name == "vertAlign" and val != "baseline" for name, val in told)
    return Uneven(RAISED * is_raised, inks)


def _marked_cells(
    sheet: Any,  # noqa: ANN401 - an element
    styles: Sequence[Style],
    uneven: Mapping[str, Uneven],
) -> Iterator[tuple[tuple[int, int], str]]:
    seen: set[tuple[int, int]] = set()
    for row, line in _numbered(sheet):
        column = -1
        for cell in line:
            column = _column(cell.get("r", "")) if cell.get("r") else column + 1
            if (row, column) in seen:
                raise _RefusedError("damaged")  # each reader would take another one of the two
            seen.add((row, column))
            mark = _mark(cell, styles, uneven)
            if mark:
                yield (row, column), mark
    for one in every(sheet, "f"):
        if one.get("ref") and one.get("t") in {"array", "dataTable"}:
            yield from ((place, "f") for place in _places(str(one.get("ref"))))


def _mark(
    cell: Any,  # noqa: ANN401 - an element
    styles: Sequence[Style],
    uneven: Mapping[str, Uneven],
) -> str:
    if any(local(one) == "f" for one in cell):
        return "f"
    kind, number = cell.get("t", "n"), int(cell.get("s", 0))
    style = styles[number] if number < len(styles) else Style()
    match kind:
        case "e":
            return "e"
        case "n":
            return style.of_number
        case "s":
            text = next((one.text for one in every(cell, "v")), "")
            return mark_of_text(style, uneven.get(text, Uneven()))
        case _:
            return mark_of_text(style, _uneven(cell))


def _place(reference: str) -> tuple[int, int]:
    """The row and column of a cell such as ``G6``."""
    return next(iter(_places(reference)))


def _places(reference: str) -> Iterator[tuple[int, int]]:
    """The cells of a range such as ``B2:C9``; RefusedError of one larger than any form."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = (
        (int(one.lstrip(ascii_letters)) - 1, _column(one)) for one in (first, last or first)
    )
    if (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
        raise _RefusedError("too-large")
    return product(range(top, bottom + 1), range(left, right + 1))


def _column(reference: str) -> int:
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter.upper()) - 64
    return number - 1


def _ods(archive: ZipFile) -> _Looked:
    """Formulas, percentages, what is raised or struck out, merged cells, and what is hidden."""
    sheets: dict[str | int, _Beside] = {}
    content = _parsed(archive, "content.xml")
    if any(next(content.iter(one), None) is not None for one in _ODS_LINKS):
        raise _RefusedError("links")
    common = ["styles.xml"] if "styles.xml" in archive.namelist() else []
    looks = _ods_looks([content, *(_parsed(archive, one) for one in common)])
    hiding = {
        style.get(f"{_STYLE}name")
        for style in content.iter(f"{_STYLE}style")
        if any(one.get(f"{_TABLE}display") == "false" for one in style)
    }
    for table in content.iter(f"{_TABLE}table"):
        cells, spans = dict[tuple[int, int], str](), list[tuple[int, int, int, int]]()
        shapes = table.find(f"{_TABLE}shapes")
        asides = [] if shapes is None else [*ods_asides(shapes)]
        for at, (rows, columns), cell, style in _ods_cells(table):
            if mark := _ods_mark(cell, looks, style):
                if rows * columns > MAX_CELLS:
                    raise _RefusedError("too-large")
                row, column = at
                places = product(range(row, row + rows), range(column, column + columns))
                cells.update(dict.fromkeys(places, mark))
            asides += ods_asides(cell, *at)
            down, across = (
                int(cell.get(f"{_TABLE}number-{which}-spanned", 1)) - 1
                for which in ("rows", "columns")
            )
            if down or across:
                spans.append((*at, at[0] + down, at[1] + across))
        whole = table.get(f"{_TABLE}style-name") in hiding
        hidden = _hidden(table, "row"), _hidden(table, "column"), whole
        beside = _Beside(cells, hidden, asides, spans)
        sheets.setdefault(str(table.get(f"{_TABLE}name")), beside)  # one within another has no own
    return _Looked(sheets)


def _ods_cells(
    table: Any,  # noqa: ANN401 - an element
) -> Iterator[tuple[tuple[int, int], tuple[int, int], Any, str | None]]:
    """The cells of a table: where, over how many rows and columns repeated, in which style."""
    row, of_column = 0, _ods_columns(table)
    for line in table.iter(f"{_TABLE}table-row"):
        column, rows = 0, int(line.get(f"{_TABLE}number-rows-repeated", 1))
        for cell in line:
            columns = int(cell.get(f"{_TABLE}number-columns-repeated", 1))
            style = cell.get(_CELL_STYLE) or line.get(_DEFAULT) or of_column.get(column)
            yield (row, column), (rows, columns), cell, style
            column += columns
        row += rows


_ODS_LINKS: Final = (f"{_TABLE}table-source", f"{_TABLE}cell-range-source")
_CELL_STYLE: Final = f"{_TABLE}style-name"
_DEFAULT: Final = f"{_TABLE}default-cell-style-name"


def _ods_columns(table: Any) -> dict[int, str]:  # noqa: ANN401 - an element
    """The style of each column's cells that have none of their own."""
    found: dict[int, str] = {}
    at = 0
    for one in table.iter(f"{_TABLE}table-column"):
        count = int(one.get(f"{_TABLE}number-columns-repeated", 1))
        if style := one.get(_DEFAULT):
            found |= dict.fromkeys(range(at, min(at + count, _COLUMNS)), style)
        at += count
    return found


class _Look(NamedTuple):
    """What a style says of a text: whether it is struck out or raised, its colour, its cell's."""

    mark: str | None = None
    ink: str = ""
    ground: str = ""


def _ods_looks(parts: Sequence[Any]) -> dict[str, _Look]:
    """What each style says, with what it has of those that it was made after."""
    own: dict[str, _Look] = {}
    parents: dict[str, str] = {}
    for style in chain(*(part.iter(f"{_STYLE}style") for part in parts)):
        name = str(style.get(f"{_STYLE}name"))
        parents[name] = str(style.get(f"{_STYLE}parent-style-name"))
        own[name] = _ods_look(style)
    found: dict[str, _Look] = {}
    for name in parents:
        above, seen, look = name, set[str](), _Look()
        while above in parents.keys() - seen:
            seen.add(above)
            said = own[above]
            mark = said.mark if look.mark is None else look.mark
            look = _Look(mark, look.ink or said.ink, look.ground or said.ground)
            above = parents[above]
        found[name] = look
    return found


def _ods_look(style: Any) -> _Look:  # noqa: ANN401 - an element
    """What a style says by itself."""
    mark, ink, ground = None, "", ""
    for one in style.iter(f"{_STYLE}text-properties"):
        lines = {one.get(f"{_STYLE}text-line-through-{kind}") for kind in ("style", "type")}
        is_raised = not one.get(f"{_STYLE}text-position", "0%").startswith("0%")
        if lines - {None} or is_raised:
            is_struck = "none" not in lines and lines != {None}
            mark = STRUCK if is_struck else RAISED * is_raised
        is_usual = one.get(f"{_STYLE}use-window-font-color") in _TRUE
        ink = BLACK if is_usual else str(one.get(f"{_FO}color", "")).lstrip("#")
    for one in style.iter(f"{_STYLE}table-cell-properties"):
        told = str(one.get(f"{_FO}background-color", "")).lstrip("#")
        ground = WHITE if told == "transparent" else told
    return _Look(mark, ink, ground)


def _ods_mark(cell: Any, looks: Mapping[str, _Look], style: str | None) -> str:  # noqa: ANN401
    """What a cell is beside its value, where it has one."""
    if cell.get(f"{_TABLE}formula") is not None:
        return "f"
    if "error" in (value for key, value in cell.items() if key.endswith("}value-type")):
        return "e"
    paragraphs = cell.findall(f"{_TEXT}p")
    parts = _ods_parts(paragraphs, looks, looks.get(str(style), _Look()))
    if parts in {STRUCK, UNSEEN}:
        return parts
    number = cell.get(f"{_OFFICE}value")
    shown = "\n".join("".join(one.itertext()) for one in paragraphs)
    match cell.get(f"{_OFFICE}value-type"):
        case "percentage":
            return PERCENT
        case "float" | "currency" if number is not None:
            return mark_of_shown(number, shown)
        case _:
            return parts


def _ods_parts(paragraphs: Sequence[Any], looks: Mapping[str, _Look], whole: _Look) -> str:
    """What a cell's text is beside its letters, by its cell's style and those of its parts."""
    told = [
        looks.get(str(one.get(f"{_TEXT}style-name")), _Look())
        for one in chain(*(one.iter(f"{_TEXT}span") for one in paragraphs))
        if "".join(one.itertext()).strip()
    ]
    marks = {one.mark for one in told}
    if not paragraphs:
        return ""
    mark = STRUCK if STRUCK in {*marks, whole.mark} else RAISED * (RAISED in marks)
    bare = (text for one in paragraphs for text in (one.text, *(part.tail for part in one)))
    told += [whole] if any(text and text.strip() for text in bare) else []
    inks = frozenset(one.ink or whole.ink or BLACK for one in told)
    return mark_of_text(Style(ground=whole.ground or WHITE), Uneven(mark, inks))


def _hidden(table: Any, kind: str) -> list[int]:  # noqa: ANN401 - an element
    """The rows or columns of an OpenDocument table that are hidden, folded or filtered out."""
    folded = {
        one
        for group in table.iter(f"{_TABLE}table-{kind}-group")
        if group.get(f"{_TABLE}display") == "false"
        for one in group.iter(f"{_TABLE}table-{kind}")
    }
    found: list[int] = []
    at = 0
    for one in table.iter(f"{_TABLE}table-{kind}"):
        count = int(one.get(f"{_TABLE}number-{kind}s-repeated", 1))
        if one in folded or one.get(f"{_TABLE}visibility", "visible") != "visible":
            found += range(at, min(at + count, MAX_CELLS))
        at += count
    return found


if __name__ == "__main__":
    sys.exit(main())
