"""Widths in terminal cells: Chinese characters take two, so ``len`` never lays anything out."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

__all__ = ["cell_len", "pad", "wrap"]


def pad(text: str, width: int) -> str:
    """``text`` filled with spaces on the right up to ``width`` cells."""
    return text + " " * max(0, width - cell_len(text))


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

    Closing punctuation stays with what it closes, as Chinese typesetting asks.
    """
    piece = ""
    for position, character in enumerate(text):
        piece += character
        following = text[position + 1 : position + 2]
        if following in _CLOSING or not following:
            continue
        after_wide = cell_len(character) == 2 and character not in _OPENING
        if character == " " or after_wide or cell_len(following) == 2:
            yield piece
            piece = ""
    if piece:
        yield piece


_WIDEST_CHARACTER = 2
_CLOSING = frozenset("，。、；：？！）》】”’％,.;:?!)]")
_OPENING = frozenset("（《【“‘")
