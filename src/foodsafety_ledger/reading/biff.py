"""What of an old workbook (.xls) its reader does not tell: formulas, percentages, looks, macros.

A compound file holds streams; the workbook's is a row of records, each with a number and a length
([MS-CFB] and [MS-XLS] of Microsoft's open specifications).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from struct import iter_unpack, unpack, unpack_from
from typing import Final, NamedTuple

from foodsafety_ledger.reading.sheets import (
    BLACK,
    RAISED,
    STRUCK,
    WHITE,
    Style,
    Uneven,
    mark_of_text,
    style_of,
)

_END: Final = 0xFFFFFFFA
"""Sector numbers from here on mark the end of a chain, or no sector."""

_BOF, _FORMAT, _XF, _SUPBOOK, _FILEPASS = 0x0809, 0x041E, 0x00E0, 0x01AE, 0x2F
_FORMULA, _MULRK, _ERROR = 0x0006, 0x00BD, 0x0205
_NUMBERS: Final = frozenset({0x0203, 0x027E})
_DATEMODE: Final = 0x0022
_FONT, _TEXTS, _GOES_ON, _TEXT = 0x0031, 0x00FC, 0x003C, 0x00FD
_IN_TWO_BYTES, _HAS_MORE, _IS_RICH, _IS_STRUCK = 1, 4, 8, 8
_INTERNAL: Final = frozenset({0x0401, 0x3A01})
_SHEET, _MACRO_SHEET = 0x0010, 0x0040
_BOUNDSHEET, _ROW, _COLINFO, _NOTE = 0x0085, 0x0208, 0x007D, 0x001C


class Streams(NamedTuple):
    """A compound file: the names of its streams, and its workbook's content if it has one."""

    names: frozenset[str]
    workbook: bytes


class Marks(NamedTuple):
    """What is refused of a workbook, empty for nothing; and by sheet and cell what else it is.

    A cell is its row and column from 0; what it is, one of the kinds of ``sheets.Cell``.
    ``is_1904`` is whether days are counted from 1904.
    """

    refused: str
    cells: tuple[Mapping[tuple[int, int], str], ...]
    is_1904: bool = False


def read_streams(raw: bytes) -> Streams:
    """The streams of a compound file; ``struct.error`` or ``IndexError`` where it is damaged."""
    size = 1 << unpack_from("<H", raw, 30)[0]
    table = _allocation(raw, size)
    directory = _chained(raw, size, table, unpack_from("<I", raw, 48)[0])
    found: dict[str, tuple[int, int]] = {}
    for start in range(0, len(directory) - 127, 128):
        length = unpack_from("<H", directory, start + 64)[0]
        name = directory[start : start + max(0, length - 2)].decode("utf-16-le", "replace")
        found[name] = unpack_from("<II", directory, start + 116)
    first, length = found.get("Workbook") or found.get("Book") or (_END, 0)
    if length < unpack_from("<I", raw, 56)[0]:
        short = _chained(raw, size, table, unpack_from("<I", raw, 60)[0])
        small = _chained(raw, size, table, found["Root Entry"][0])
        size = 1 << unpack_from("<H", raw, 32)[0]
        table = [one for (one,) in iter_unpack("<I", short)]
        raw = bytes(size) + small  # its sectors are counted from its own beginning
    return Streams(frozenset(found), _chained(raw, size, table, first)[:length])


def _allocation(raw: bytes, size: int) -> list[int]:
    sectors = [one for (one,) in iter_unpack("<I", raw[76:512])]
    following = unpack_from("<I", raw, 68)[0]
    for _ in range(len(raw) // size):
        if following >= _END:
            break
        more = [one for (one,) in iter_unpack("<I", _sector(raw, size, following))]
        sectors += more[:-1]
        following = more[-1]
    used = [one for one in sectors if one < _END]
    return [one for at in used for (one,) in iter_unpack("<I", _sector(raw, size, at))]


def _sector(raw: bytes, size: int, number: int) -> bytes:
    return raw[(number + 1) * size : (number + 2) * size]


def _chained(raw: bytes, size: int, table: list[int], first: int) -> bytes:
    parts: list[bytes] = []
    at = first
    while at < _END and len(parts) <= len(table):
        parts.append(_sector(raw, size, at))
        at = table[at]
    return b"".join(parts)


def read_marks(workbook: bytes) -> Marks:
    """What stands in the records of a workbook's stream."""
    sheets: list[dict[tuple[int, int], str]] = []
    kind, looks, is_1904 = 0, _read_looks(workbook), False
    for number, body in _records(workbook):
        if number == _BOF:
            kind = unpack_from("<H", body, 2)[0]
            if kind == _MACRO_SHEET:
                return Marks("macros", ())
            if kind == _SHEET:
                sheets.append({})
        elif number == _DATEMODE:
            is_1904 = body[:1] == b"\1"
        elif number in _REFUSED and _REFUSED[number][1](body):
            return Marks(_REFUSED[number][0], ())
        elif sheets and kind == _SHEET:
            sheets[-1].update((at, mark) for at, mark in _cells(number, body, looks) if mark)
    return Marks("", tuple(sheets), is_1904)


class _Looks(NamedTuple):
    """What each style does to what stands in its cells, and what parts of each text look like."""

    styles: Sequence[Style]
    texts: Mapping[int, Uneven]

    def style(self, number: int) -> Style:
        """The style of that number."""
        return self.styles[number] if number < len(self.styles) else Style()


def _read_looks(workbook: bytes) -> _Looks:
    codes, fonts = {9: "%", 10: "%"}, list[_Font]()
    styles, texts, before = list[tuple[int, int, str]](), list[bytes](), 0
    for number, body in _records(workbook):
        if number == _FORMAT:
            letters = "utf-16-le" if body[4] & 1 else "latin-1"
            codes[unpack_from("<H", body)[0]] = body[5:].decode(letters, "replace")
        elif number == _XF:
            styles.append((*unpack_from("<HH", body), _ground(body)))
        elif number == _FONT:
            options, colour, script = unpack_from("<HHxxH", body, 2)  # [MS-XLS] 2.4.122
            mark = STRUCK if options & _IS_STRUCK else RAISED * bool(script)
            fonts.append(_Font(mark, _colour(colour, BLACK)))
        elif number == _TEXTS or (number == _GOES_ON and before == _TEXTS):
            texts.append(body)
        before = before if number == _GOES_ON else number
    shown = [
        style_of(codes.get(code, ""), font.mark, font.ink, ground)
        for at, code, ground in styles
        for font in [_of_font(fonts, at)]
    ]
    return _Looks(shown, dict(_uneven_texts(texts, fonts)))


class _Font(NamedTuple):
    """Whether a font strikes out or raises, and in which colour it writes."""

    mark: str = ""
    ink: str = BLACK


def _ground(style: bytes) -> str:
    """The colour that a style fills its cells with ([MS-XLS] 2.5.20); empty for a pattern."""
    borders, colours = unpack_from("<IH", style, 14)
    pattern = borders >> 26
    return WHITE if not pattern else _colour(colours & 0x7F, BLACK) if pattern == 1 else ""


def _colour(number: int, usual: str) -> str:
    """The colour of a number of the palette; black and white are taken to be where they are."""
    if number in _USUAL:
        return usual
    return {0: BLACK, 1: WHITE, 8: BLACK, 9: WHITE, 65: WHITE}.get(number, f"palette {number}")


_USUAL: Final = frozenset({64, 0x7FFF})
"""What writes in the colour of windows' text ([MS-XLS] 2.5.161)."""


def read_hidden(workbook: bytes) -> list[tuple[list[int], list[int], bool]]:
    """The rows and columns of each sheet that are hidden, and whether the sheet is as a whole."""
    found: list[tuple[list[int], list[int], bool]] = []
    states: list[bool] = []
    for number, body in _records(workbook):
        if number == _BOUNDSHEET and body[5] == 0:
            states.append(body[4] & 3 != 0)
        elif number == _BOF and unpack_from("<H", body, 2)[0] == _SHEET:
            found.append(([], [], any(states[len(found) : len(found) + 1])))
        elif number == _ROW and body[12] & 0x20:
            found[-1][0].extend(unpack_from("<H", body))
        elif number == _COLINFO and body[8] & 1:
            first, last = unpack_from("<HH", body)
            found[-1][1].extend(range(first, last + 1))
    return found


def read_comments(workbook: bytes) -> list[list[tuple[int, int]]]:
    """The cells of each sheet that have a comment ([MS-XLS] 2.4.179)."""
    found: list[list[tuple[int, int]]] = []
    for number, body in _records(workbook):
        if number == _BOF and unpack_from("<H", body, 2)[0] == _SHEET:
            found.append([])
        elif number == _NOTE and found:
            found[-1].append(unpack_from("<HH", body))
    return found


_REFUSED: Final[Mapping[int, tuple[str, Callable[[bytes], bool]]]] = {
    _FILEPASS: ("encrypted", bool),
    _SUPBOOK: ("links", lambda body: unpack_from("<H", body, 2)[0] not in _INTERNAL),
}
"""Records for which a workbook is refused, and why."""


def _of_font(fonts: Sequence[_Font], number: int) -> _Font:
    """What the font of a number does: there is none with number 4 ([MS-XLS] 2.5.129)."""
    at = number - (number > 4)
    return fonts[at] if at < len(fonts) else _Font()


def _uneven_texts(parts: Sequence[bytes], fonts: Sequence[_Font]) -> Iterator[tuple[int, Uneven]]:
    """What parts of the whole workbook's texts look like, by their number."""
    if not parts:
        return
    read = _Parts(parts)
    _, count = unpack("<II", read.bytes(8))
    for number in range(count):
        length, options = unpack("<HB", read.bytes(3))
        runs = unpack("<H", read.bytes(2))[0] if options & _IS_RICH else 0
        more = unpack("<I", read.bytes(4))[0] if options & _HAS_MORE else 0
        read.skip_letters(length, options)
        used = [_of_font(fonts, font) for _, font in iter_unpack("<HH", read.bytes(4 * runs))]
        read.bytes(more)
        if used:
            marks = {one.mark for one in used}
            mark = STRUCK if STRUCK in marks else RAISED * (RAISED in marks)
            yield number, Uneven(mark, frozenset(one.ink for one in used))


class _Parts:
    """A record that goes on in others: letters that do say anew how wide they are."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._later = iter(parts)
        self._left = b""

    def bytes(self, count: int) -> bytes:
        """The next bytes; fewer where there are no more."""
        while len(self._left) < count and (more := next(self._later, b"")):
            self._left += more
        taken, self._left = self._left[:count], self._left[count:]
        return taken

    def skip_letters(self, count: int, options: int) -> None:
        """Goes behind so many letters of a text."""
        while count:
            width = 1 + (options & _IN_TWO_BYTES)
            here = min(count, len(self._left) // width)
            self._left = self._left[here * width :]
            count -= here
            if count:
                part = next(self._later, b"")
                options, self._left = part[0], part[1:]


def _cells(number: int, body: bytes, looks: _Looks) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells of a record, each with what it is; empty for no more than its value."""
    if number == _FORMULA:
        yield unpack_from("<HH", body), "f"
    elif number == _ERROR and body[7]:
        yield unpack_from("<HH", body), "e"
    elif number in _NUMBERS:
        row, column, style = unpack_from("<HHH", body)
        yield (row, column), looks.style(style).of_number
    elif number == _TEXT:
        row, column, style, text = unpack_from("<HHHI", body)
        yield (row, column), mark_of_text(looks.style(style), looks.texts.get(text, Uneven()))
    elif number == _MULRK:
        row, column = unpack_from("<HH", body)
        for position, (style, _) in enumerate(iter_unpack("<HI", body[4:-2])):
            yield (row, column + position), looks.style(style).of_number


def _records(workbook: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(workbook):
        number, length = unpack_from("<HH", workbook, at)
        yield number, workbook[at + 4 : at + 4 + length]
        at += 4 + length
