"""Colours lines for a terminal. Only here is rich's console loaded; layout never depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import TYPE_CHECKING, Final

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
