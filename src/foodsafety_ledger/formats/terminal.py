"""A page as text for a terminal: laid out by cells, in colours.

Unicode leaves it open how many cells some characters take (“ ” … — · × ① and more). Terminals of
Chinese encodings show them as wide as a Chinese character, others as narrow as a Latin one;
``measured`` says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from rich import cells

from foodsafety_ledger.views.page import (
    Band,
    Block,
    Cell,
    Cells,
    Column,
    Facts,
    Heading,
    Line,
    Page,
    Paragraph,
    Run,
    Steps,
    Table,
    Tone,
    beside,
    cell,
    strong,
    text_of,
)
from foodsafety_ledger.words import APART

if TYPE_CHECKING:
    from rich.text import Text

    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.model.name import Lang
    from foodsafety_ledger.views.view import View


__all__ = ["cell_len", "clip", "pad", "wrap"]


def write(view: View, screen: Screen) -> str:
    """The view's page as lines of the screen, without a newline at the end.

    Whatever has no width has no end either, and gets all of it.
    """
    page = view.page if view.brief is None or screen.width is None else view.brief
    return page_text(page(), screen)


def page_text(page: Page, screen: Screen) -> str:
    """A page as lines of the screen; only colour needs all of rich."""
    with measured(screen):
        lines = list(lay_out(page, screen.width, screen.lang))
    return "\n".join(paint(lines) if screen.colour else map(text_of, lines))


def pad(text: str, width: int) -> str:
    """``text`` filled with spaces on the right up to ``width`` cells."""
    return text + " " * max(0, width - cell_len(text))


def clip(text: str, width: int) -> str:
    """``text`` cut to ``width`` cells, with an ellipsis where something is missing."""
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) > width - 2:
        text = text[:-1]
    return f"{text}…"


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` cells, broken at spaces or between wide characters.

    Of at most two where ``width`` is less: a wide character has to fit in.
    """
    width = max(_WIDEST_CHARACTER, width)
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if cell_len(line + piece.rstrip()) <= width or not line:
            line += piece
        else:
            lines.append(line.rstrip())
            line = piece.lstrip()
        while cell_len(line.rstrip()) > width:
            first, *rest = chop_cells(line, width)
            lines.append(first)
            line = "".join(rest)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str) -> Iterator[str]:
    """The smallest parts a line may break after: words with their spaces, single wide characters.

    Opening and closing punctuation stays with what it encloses, as Chinese typesetting asks.
    """
    piece = ""
    for position, character in enumerate(text):
        piece += character
        following = text[position + 1 : position + 2]
        if following in _CLOSING or not following:
            continue
        beside_wide = 2 in (cell_len(character), cell_len(following))
        if character == " " or (beside_wide and character not in _OPENING):
            yield piece
            piece = ""
    if piece:
        yield piece


_WIDEST_CHARACTER = 2
_CLOSING = frozenset("，。、；：？！）》】”’％,.;:?!)]")
_OPENING = frozenset("（《【“‘")


_GAP = 2
_STEP = 2
_LONGEST_RULE = 60
_BELOW = 4
_READABLE = 20
"""Cells that a table's last column needs, if its text is longer, to stand beside the others."""
_NARROWEST = 10
"""Cells that running text needs beside something else; where they are not left it stands below."""


def lay_out(page: Page, width: int | None, lang: Lang = "zh") -> Iterator[Line]:
    """The page's lines, with an empty one before each heading and between blocks.

    Lines of a cell that have to stand beside each other are parted as the language parts them.
    """
    before: Block | None = None
    for block in page:
        if before is not None and not isinstance(before, Heading):
            yield ()
        yield from _block(block, width, APART[lang])
        before = block


def _block(block: Block, width: int | None, between: str) -> Iterable[Line]:
    match block:
        case Heading():
            plain = Tone.PLAIN
            runs = (strong(run.text) if run.tone is plain else run for run in block.line)
            return _broken(tuple(runs), width)
        case Paragraph():
            return _paragraph(block, width)
        case Facts():
            return _facts(block, width)
        case Steps():
            return _steps(block, width)
        case Table():
            return _table(block, width, between)


def _paragraph(block: Paragraph, width: int | None) -> Iterator[Line]:
    first = block.indent * _STEP
    for one in block.lines:
        yield from _hanging(one, first, first + block.hang * _STEP, width)


def _facts(block: Facts, width: int | None) -> Iterator[Line]:
    column = max(cell_len(label) for label, _ in block.pairs) + _GAP
    if width is not None and width - column < _NARROWEST:
        for label, held in block.pairs:
            yield from _broken((Run(label, Tone.QUIET),), width)
            for one in held:
                yield from _hanging(one, _STEP, _STEP, width)
        return
    for label, held in block.pairs:
        lead: Line = (Run(pad(label, column), Tone.QUIET),)
        lines = (part for one in held for part in _broken(one, _left(width, column)))
        yield from _after(lead, column, lines)


def _steps(block: Steps, width: int | None) -> Iterator[Line]:
    for depth, step in block.walk():
        yield from _hanging(step.line, depth * _STEP, (depth + 2) * _STEP, width)


def _table(whole: Table, width: int | None, between: str) -> Iterator[Line]:
    held = (one if isinstance(one, Band) else _flat(one, width, between) for one in whole.rows)
    table = replace(whole, rows=tuple(held))
    rows = [row for row in table.rows if not isinstance(row, Band)]
    heads = list(_heads(table.columns, broken=width is not None))
    widths = [
        max(cell_len(text_of(beside(row[place]))) for row in (*heads, *rows))
        for place in range(len(table.columns))
    ]
    used = sum(widths[:-1]) + _GAP * (len(widths) - 1)
    if width is not None and used + _NARROWEST > width:
        yield from _stacked(whole, width)
        return
    if width is not None and widths[-1] > width - used < _READABLE:
        yield from _with_last_below(table, heads, widths, width)
        return
    last = _left(width, used)
    for head in heads:
        yield from _row(head, table.columns, widths, last)
    widest = min(widths[-1], _LONGEST_RULE if last is None else last)
    yield _rule((*widths[:-1], widest))
    for one in table.rows:
        if isinstance(one, Band):
            yield from _broken(one.line, width)
        else:
            yield from _row(one, table.columns, widths, last)


def _flat(row: Cells, width: int | None, between: str) -> Cells:
    """A row whose cells are a line each; only the last is broken, where there is a screen."""
    whole = row if width is None else row[:-1]
    return (*((beside(held, between),) if held else () for held in whole), *row[len(whole) :])


def _rule(widths: Iterable[int]) -> Line:
    return (Run((" " * _GAP).join("-" * size for size in widths), Tone.QUIET),)


def _with_last_below(
    table: Table, heads: Sequence[Sequence[Cell]], widths: Sequence[int], width: int
) -> Iterator[Line]:
    """A table whose last column would be too narrow to read: it stands below each row."""

    def row(cells: Sequence[Cell]) -> Iterator[Line]:
        *lead, held = cells
        yield from _row((*lead, ()), table.columns, widths, None)
        for one in held:
            yield from _hanging(one, _BELOW, _BELOW + _STEP, width)

    for head in heads:
        yield from _row((*head[:-1], ()), table.columns, widths, None)
    yield from _hanging((strong(table.columns[-1].name),), _BELOW, _BELOW, width)
    yield _rule(widths[:-1])
    for one in table.rows:
        yield from _broken(one.line, width) if isinstance(one, Band) else row(one)


def _stacked(table: Table, width: int) -> Iterator[Line]:
    """A table that the screen is too narrow for: row by row, each cell after its column's title."""
    for place, one in enumerate(table.rows):
        if place:
            yield ()
        if isinstance(one, Band):
            yield from _broken(one.line, width)
        else:
            titled = zip(table.columns, one, strict=False)
            yield from _facts(Facts(tuple((col.name, held) for col, held in titled if held)), width)


def _heads(columns: Sequence[Column], *, broken: bool) -> Iterator[tuple[Cell, ...]]:
    """The titles: where lines are broken, each at its own breaks, ending on the same line."""
    titles = [c.title.split("\n") if broken else [c.name] for c in columns]
    depth = max(len(title) for title in titles)
    for place in range(depth):
        words = (
            title[place - depth :][:1] if len(title) >= depth - place else () for title in titles
        )
        yield tuple(cell(*(strong(word) for word in part)) for part in words)


def _row(
    row: Sequence[Cell], columns: Sequence[Column], widths: Sequence[int], last: int | None
) -> Iterator[Line]:
    lead: list[Run] = []
    for held, column, size in zip(row[:-1], columns, widths, strict=False):
        lead += _aligned(beside(held), size, right=column.right)
        lead.append(Run(" " * _GAP))
    indent = sum(widths[:-1]) + _GAP * (len(widths) - 1)
    yield from _after(tuple(lead), indent, (part for one in row[-1] for part in _broken(one, last)))


def _after(lead: Line, indent: int, lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, the first after ``lead``, the others under it."""
    first = True
    for one in lines:
        yield _trimmed((*(lead if first else (Run(" " * indent),)), *one))
        first = False
    if first:
        yield _trimmed(lead)


def _trimmed(runs: Line) -> Line:
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    return (*runs[:-1], Run(runs[-1].text.rstrip(), runs[-1].tone)) if runs else runs


def _aligned(runs: Line, size: int, *, right: bool) -> list[Run]:
    space = Run(" " * (size - cell_len(text_of(runs))))
    return [space, *runs] if right else [*runs, space]


def _left(width: int | None, used: int) -> int | None:
    return None if width is None else max(_NARROWEST, width - used)


def _hanging(runs: Line, first: int, rest: int, width: int | None) -> Iterator[Line]:
    """The line ``first`` cells in, what is broken off it ``rest`` cells in.

    A command is left to the terminal to break: what is copied from there is still one line.
    """
    typed = any(run.tone is Tone.COMMAND for run in runs)
    if typed or width is None or first + cell_len(text_of(runs)) <= width:
        yield (Run(" " * first), *runs) if first else runs
        return
    broken = list(_broken(runs, max(_NARROWEST, width - max(first, rest))))
    for position, one in enumerate(broken):
        indent = rest if position else first
        yield (Run(" " * indent), *one) if indent else one


def _broken(runs: Line, width: int | None) -> Iterator[Line]:
    """The line in pieces of at most ``width`` cells, each run keeping its tone."""
    text = text_of(runs)
    if width is None or cell_len(text) <= width:
        yield runs
        return
    end = 0
    for piece in wrap(text, width):
        start = text.index(piece, end)
        end = start + len(piece)
        yield _slice(runs, start, end)


def _slice(runs: Line, start: int, end: int) -> Line:
    kept: list[Run] = []
    offset = 0
    for run in runs:
        part = run.text[max(0, start - offset) : max(0, end - offset)]
        kept += [Run(part, run.tone)] if part else []
        offset += len(run.text)
    return tuple(kept)


_STYLES: Final = {
    Tone.PLAIN: "",
    Tone.RED: "bold red",
    Tone.YELLOW: "yellow",
    Tone.GREEN: "green",
    Tone.GREY: "dim",
    Tone.STRONG: "bold",
    Tone.QUIET: "dim",
    Tone.COMMAND: "cyan",
}


def paint(lines: Iterable[Line]) -> Iterator[str]:
    """The lines with the codes of their colours, as text and never as markup."""
    from rich.console import Console  # noqa: PLC0415 - 60 ms that only colour is worth

    console = Console(
        file=StringIO(),  # the caller writes: a closed pipe is its matter
        force_terminal=True,
        color_system="standard",
        no_color=False,  # whether there is colour has been decided already
        highlight=False,
        legacy_windows=False,
    )
    for one in lines:
        with console.capture() as captured:
            console.print(_text(one), soft_wrap=True, end="")
        yield captured.get()


def _text(runs: Line) -> Text:
    from rich.text import Text  # noqa: PLC0415 - loaded with the console

    text = Text()
    for run in runs:
        text.append(run.text, _STYLES[run.tone])
    return text


_WIDE: Final = ContextVar("wide", default=False)


@contextmanager
def measured(screen: Screen) -> Iterator[None]:
    """Within it, texts are measured as the screen shows them; elsewhere as files are laid out."""
    before = _WIDE.set(screen.wide)
    try:
        yield
    finally:
        _WIDE.reset(before)


def cell_len(text: str) -> int:
    """How many cells a text takes."""
    narrow = cells.cell_len(text)
    if text.isascii() or not _WIDE.get():
        return narrow
    return narrow + sum(map(_gains, text))


def chop_cells(text: str, width: int) -> list[str]:
    """The text in parts of at most ``width`` cells."""
    if text.isascii() or not _WIDE.get():
        return cells.chop_cells(text, width)
    parts, part, used = [], "", 0
    for character in text:
        size = cell_len(character)
        if used + size > width:
            parts.append(part)
            part, used = "", 0
        part, used = part + character, used + size
    return [*parts, part]


def _gains(character: str) -> bool:
    """Whether a character is wider on such a screen; what combines with another takes no cell."""
    return east_asian_width(character) == "A" and cells.cell_len(character) == 1
