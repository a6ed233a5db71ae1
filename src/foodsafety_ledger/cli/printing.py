"""Prints a page where it goes: laid out for the terminal, or whole lines for a pipe."""

from __future__ import annotations

import sys
from shutil import get_terminal_size

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.render.by import Format
from foodsafety_ledger.render.page import Page, text_of


def print_page(session: Session, page: Page, format_: Format = Format.TABLE) -> None:
    """Writes the page to stdout; only a terminal has a width, and only colour needs rich."""
    if format_ is Format.MD:
        from foodsafety_ledger.render.markdown import write_markdown

        session.data(write_markdown(page))
        return
    from foodsafety_ledger.render.layout import lay_out

    lines = lay_out(page, terminal_width())
    if session.colours():
        from foodsafety_ledger.render.paint import paint

        texts = paint(lines)
    else:
        texts = map(text_of, lines)
    for text in texts:
        session.out(text)


def terminal_width() -> int | None:
    """How many cells a line of stdout may take; None where it is no terminal."""
    return get_terminal_size((80, 24)).columns if sys.stdout.isatty() else None
