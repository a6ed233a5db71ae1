"""Writes a page as one HTML file, complete in itself: offline, without a framework, printable.

Whatever comes from the files is escaped by ``Markup.format``; nothing else makes markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Final, assert_never

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from foodsafety_ledger.files.workspace import page_template
from foodsafety_ledger.formats.ink import pieces
from foodsafety_ledger.views.page import (
    Band,
    Bar,
    Block,
    Cell,
    Facts,
    Heading,
    Line,
    Paragraph,
    ParagraphKind,
    Run,
    Step,
    Steps,
    Table,
    Tone,
    text_of,
)
from foodsafety_ledger.views.wording import SIGNS
from foodsafety_ledger.words import Say

if TYPE_CHECKING:
    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.views.view import View

_NOTHING: Final = Markup("")
_BREAK: Final = Markup("<br>")
_WORD_END: Final = Markup("<wbr>")
_TONES: Final = {sign: light.value for light, sign in SIGNS.items()}
"""A light's sign, and the class that draws it as a disc."""

_FILLS: Final = {
    Tone.RED: "#c62828",
    Tone.YELLOW: "#8a6500",
    Tone.GREEN: "#2e7d32",
    Tone.GREY: "#5f6368",
}

_CONTENTS_FROM: Final = 4
"""With so many parts a page has a list of them."""


def write(view: View, screen: Screen) -> str:
    """The view's page as a whole HTML document, without a newline at its end."""
    blocks = view.paper()
    headings = [one for one in blocks if isinstance(one, Heading)]
    title = next((one for one in headings if one.level == 1), None)
    parts = [text_of(one.line) for one in headings if one.level == 2]
    numbers = iter(range(1, len(parts) + 1))
    engine = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    return engine.from_string(page_template("page.html")).render(
        say=Say(screen.lang),
        lang="en" if screen.lang == "en" else "zh-CN",
        title=text_of(title.line) if title else "",
        heading=_unbroken(title.line) if title else _NOTHING,
        as_of=view.origin.as_of,
        lights=list(SIGNS),
        filtered=any(_light_of(row) for row in _rows(blocks)),
        searched=any(True for _ in _rows(blocks)),
        parts=parts if len(parts) >= _CONTENTS_FROM else [],
        body=_joined(_block(one, numbers) for one in blocks if one is not title),
    )


def _rows(blocks: Iterable[Block]) -> Iterator[tuple[Cell, ...]]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (row for row in block.rows if not isinstance(row, Band))


def _light_of(row: tuple[Cell, ...]) -> str:
    """The light that a row shows first; empty where it shows none."""
    signs = (_TONES[run] for held in row for one in held for run in one if run in _TONES)
    return next(signs, "")


def _block(block: Block, numbers: Iterator[int]) -> Markup:
    match block:
        case Heading():
            return _heading(block, numbers)
        case Paragraph():
            return _paragraph(block)
        case Facts():
            pairs = (
                Markup("<dt>{}</dt><dd>{}</dd>").format(name, _cell(held))
                for name, held in block.pairs
            )
            return Markup("<dl>{}</dl>\n").format(_joined(pairs))
        case Steps():
            return Markup('<div class="steps">{}</div>\n').format(_steps(block.steps, opened=True))
        case Table():
            return _table(block)
        case _:
            assert_never(block)


def _heading(block: Heading, numbers: Iterator[int]) -> Markup:
    text = _unbroken(block.line)
    if block.level == 2:
        return Markup('<h2 id="p{}">{}</h2>\n').format(next(numbers), text)
    return Markup("<h{0}>{1}</h{0}>\n").format(block.level, text)


def _unbroken(told: Line) -> Markup:
    """A heading, of which a line ends only between words."""
    parted = ([Run(piece, run.tone) for piece in pieces(run.text)] for run in told)
    return _joined(_WORD_END.join(map(_run, runs)) for runs in parted)


def _paragraph(block: Paragraph) -> Markup:
    """Running text; indented lines as a list, those that begin with spaces below the one before."""
    if block.kind is ParagraphKind.SIGNATURE:
        lines = _BREAK.join(map(_line, block.lines))
        return Markup('<p class="signature">{}</p>\n').format(lines)
    if not block.indent:
        return _joined(Markup("<p>{}</p>\n").format(_line(one)) for one in block.lines)
    points = (
        Markup("<li{}>{}</li>\n").format(
            Markup(' class="below"') if text_of(one).startswith(" ") else _NOTHING, _line(one)
        )
        for one in block.lines
    )
    return Markup("<ul>\n{}</ul>\n").format(_joined(points))


def _steps(steps: Iterable[Step], *, opened: bool = False) -> Markup:
    """A derivation: what rests on something can be opened."""
    return _joined(
        Markup("<details{}><summary>{}</summary>{}</details>").format(
            Markup(" open") if opened else _NOTHING, _line(step.line), _steps(step.below)
        )
        if step.below
        else Markup("<p>{}</p>").format(_line(step.line))
        for step in steps
    )


def _table(table: Table) -> Markup:
    """A table in a frame of its own, which scrolls where the screen is too narrow for it."""
    heads = (
        Markup('<th scope="col" role="columnheader"{}>{}</th>').format(
            Markup(' class="right"') if column.right else _NOTHING, column.name
        )
        for column in table.columns
    )
    frame = Markup(
        '<div class="wide" tabindex="0" role="group" aria-label="{}"><table>\n'
        "<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody></table></div>\n"
    )
    name = " ".join(column.name for column in table.columns)
    rows = (_row(row, number, table) for number, row in enumerate(table.rows))
    return frame.format(name, _joined(heads), _joined(rows))


def _row(row: tuple[Cell, ...] | Band, number: int, table: Table) -> Markup:
    if isinstance(row, Band):
        band = Markup(
            '<tr class="band" role="row"><th colspan="{}" role="rowheader">{}</th></tr>\n'
        )
        return band.format(len(table.columns), _line(row.line))
    more = _bar(table.bars.get(number)) + _folded(table, number)
    cells = (
        Markup('<td role="cell" data-head="{}"{}>{}</td>').format(
            column.name,
            Markup(' class="right"') if column.right else _NOTHING,
            _cell(held) + (more if held is row[-1] else _NOTHING),
        )
        for column, held in zip(table.columns, row, strict=True)
    )
    light = _light_of(row)
    shown = Markup(' data-light="{}"').format(light) if light else _NOTHING
    return Markup('<tr role="row"{}>{}</tr>\n').format(shown, _joined(cells))


def _bar(bar: Bar | None) -> Markup:
    """A bar as plain SVG, for eyes alone; viewers without style sheets find the fill beside it."""
    if bar is None:
        return _NOTHING
    part = Markup('<rect class="bar {}" fill="{}" x="{}" width="{}" height="16"/>')
    starts = accumulate((size for size, _ in bar.parts), initial=0)
    shapes = [
        part.format(tone.value, _FILLS.get(tone, "#5f6368"), start, size)
        for start, (size, tone) in zip(starts, bar.parts, strict=False)
        if size
    ]
    if bar.mark is not None:
        mark = Markup('<rect class="mark" fill="#000000" x="{}" width="4" height="16"/>')
        shapes.append(mark.format(min(bar.mark, 996)))
    frame = Markup(
        '<svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
    )
    return frame.format(_joined(shapes))


def _folded(table: Table, number: int) -> Markup:
    if number not in table.steps:
        return _NOTHING
    folded = Markup("<details><summary>{}</summary>{}</details>")
    return folded.format(table.steps_title, _steps(table.steps[number]))


def _cell(held: Cell) -> Markup:
    return _BREAK.join(_line(one) for one in held)


def _line(runs: Line) -> Markup:
    return _joined(_run(run) for run in runs)


def _run(run: Run) -> Markup:
    if run in _TONES:
        disc = Markup('<span class="disc {}" aria-hidden="true">{}</span>')
        return disc.format(_TONES[run], run.text.strip())
    match run.tone:
        case Tone.PLAIN:
            return Markup("{}").format(run.text)
        case Tone.STRONG:
            return Markup("<strong>{}</strong>").format(run.text)
        case Tone.COMMAND:
            return Markup("<code>{}</code>").format(run.text)
        case Tone.RED | Tone.YELLOW | Tone.GREEN | Tone.GREY | Tone.QUIET:
            return Markup('<span class="{}">{}</span>').format(run.tone.value, run.text)
        case _:
            assert_never(run.tone)


def _joined(made: Iterable[Markup]) -> Markup:
    return _NOTHING.join(made)
