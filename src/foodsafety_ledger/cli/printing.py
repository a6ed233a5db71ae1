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

        session.out(write_markdown(page))
        return
    from foodsafety_ledger.render.layout import lay_out

    width = get_terminal_size((80, 24)).columns if sys.stdout.isatty() else None
    lines = lay_out(page, width)
    if session.colours():
        from foodsafety_ledger.render.paint import paint

        paint(lines, sys.stdout)
        return
    for one in lines:
        session.out(text_of(one))
