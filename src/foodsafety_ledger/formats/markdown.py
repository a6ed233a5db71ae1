"""Writes a page as Markdown, for a document or a web page; data never becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from foodsafety_ledger.assess.assessment import Light
from foodsafety_ledger.views.page import (
    Band,
    Block,
    Cell,
    Facts,
    Heading,
    Line,
    Page,
    Paragraph,
    Run,
    Steps,
    Table,
    Tone,
    text_of,
)
from foodsafety_ledger.views.wording import SIGNS

if TYPE_CHECKING:
    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.views.view import View

_MARKS: Final = re.compile(r"[\\`*_\[\]<>|~&]")
_DISCS: Final = {
    SIGNS[Light.RED]: "🔴 ",
    SIGNS[Light.YELLOW]: "🟡 ",
    SIGNS[Light.GREEN]: "🟢 ",
    SIGNS[Light.GREY]: "⚪ ",
}
"""The lights' signs in a document, which has colour only where a character brings its own."""

_LINE_START: Final = re.compile(r"^(\s*(?:\d+(?=[.)]\s)|(?=#|[-+]\s)))")
"""What would make a list or a heading of a line."""


def write(view: View, _: Screen) -> str:
    """The view's page as Markdown."""
    return page_text(view.page())


def page_text(page: Page) -> str:
    """A page as Markdown, a blank line between blocks, without a newline at its end."""
    return "\n\n".join("\n".join(_block(block)) for block in page)


def _block(block: Block) -> Iterable[str]:
    match block:
        case Heading():
            return ["#" * block.level + " " + _line(block.line, strong=False)]
        case Paragraph():
            return _paragraph(block)
        case Facts():
            return [f"- **{_escaped_text(label)}** {_cell(held)}" for label, held in block.pairs]
        case Steps():
            return ("  " * depth + "- " + _line(step.line) for depth, step in block.walk())
        case Table():
            return _table(block)


def _paragraph(block: Paragraph) -> Iterator[str]:
    """Running text; indented lines as a list, those that begin with spaces below the one before."""
    for one in block.lines:
        text = _line(one)
        if block.indent:
            yield ("  - " if text_of(one).startswith(" ") else "- ") + text
        else:
            yield _LINE_START.sub(r"\1\\", text) + ("  " if one is not block.lines[-1] else "")


def _table(table: Table) -> Iterator[str]:
    yield _row([_escaped_text(column.name) for column in table.columns])
    yield _row(["---:" if column.right else "---" for column in table.columns])
    for row in table.rows:
        if isinstance(row, Band):
            blank = [""] * (len(table.columns) - 1)
            yield _row([*blank, f"**{_escaped_text(text_of(row.line))}**"])
        else:
            yield _row([_cell(held) for held in row])


def _row(texts: Sequence[str]) -> str:
    return "| " + " | ".join(texts) + " |"


def _cell(held: Cell) -> str:
    return "<br>".join(_line(one) for one in held)


def _line(runs: Line, *, strong: bool = True) -> str:
    return "".join(_run(run, strong=strong) for run in runs).strip()


def _run(run: Run, *, strong: bool) -> str:
    if run in _DISCS:
        return _DISCS[run]
    if run.tone is Tone.COMMAND:
        return f"`{run.text.replace('`', ' ')}`"
    if strong and run.tone is Tone.STRONG and run.text.strip():
        return f"**{_escaped_text(run.text.strip())}**"
    return _escaped_text(run.text)


def _escaped_text(text: str) -> str:
    """The text with Markdown's own characters taken as themselves."""
    return _MARKS.sub(lambda match: "\\" + match[0], text)
