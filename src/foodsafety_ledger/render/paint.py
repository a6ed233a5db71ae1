"""Colours lines for a terminal. Only here is rich's console loaded; layout never depends on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TextIO

from foodsafety_ledger.render.page import Line, Tone

if TYPE_CHECKING:
    from rich.text import Text

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


def paint(lines: Iterable[Line], stream: TextIO) -> None:
    """Writes the lines to ``stream`` in colour, as text and never as markup."""
    from rich.console import Console  # noqa: PLC0415 - 60 ms that only colour is worth

    console = Console(file=stream, force_terminal=True, color_system="standard", highlight=False)
    for one in lines:
        console.print(_text(one), soft_wrap=True)


def _text(runs: Line) -> Text:
    from rich.text import Text  # noqa: PLC0415 - loaded with the console

    text = Text()
    for run in runs:
        text.append(run.text, _STYLES[run.tone])
    return text
