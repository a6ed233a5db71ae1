"""How many cells of a terminal a text takes.

Unicode leaves it open for some characters (“ ” … — · × ① and more). Terminals of Chinese encodings
show them as wide as a Chinese character, others as narrow as a Latin one; ``measured`` says which.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from rich import cells

if TYPE_CHECKING:
    from foodsafety_ledger.formats import Screen

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
