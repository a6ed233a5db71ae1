"""What a command shows, before anything decides how: blocks of lines made of toned runs of text.

A page knows neither width nor colour nor format.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from enum import Enum
from typing import Final, NamedTuple

from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.inert import inert
from foodsafety_ledger.words import Say


class Tone(Enum):
    """What a run of text is, which a terminal may show by colour or weight."""

    PLAIN = ""
    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"
    STRONG = "strong"
    QUIET = "quiet"
    COMMAND = "command"


class Run(NamedTuple):
    """A piece of a line in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


Line = tuple[Run, ...]
"""One line of text; a layout may break it where the terminal ends."""

Cell = tuple[Line, ...]
"""A cell of a table: one line, or several that a pipe shows beside each other."""


Cells = tuple[Cell, ...]
"""A cell for each column of a table."""


def line(*parts: str | Run | Line) -> Line:
    """A line of these parts, each made harmless to print; empty parts vanish."""
    return tuple(Run(inert(run.text), run.tone) for run in _runs(parts) if run.text)


def _runs(parts: Iterable[str | Run | Line]) -> Iterator[Run]:
    for part in parts:
        if isinstance(part, str):
            yield Run(part)
        elif isinstance(part, Run):
            yield part
        else:
            yield from part


def cell(*lines: str | Run | Line) -> Cell:
    """A cell of these lines; empty lines vanish."""
    return tuple(made for one in lines if (made := line(one)))


Held = str | int | date | Run | Line | Cell
"""What a table's cell may be made of."""


def row(*cells: Held) -> Cells:
    """A row of these cells; what is no cell yet becomes one of a single line."""
    return tuple(map(_as_cell, cells))


def _as_cell(held: Held) -> Cell:
    if not isinstance(held, tuple):
        return cell(str(held))
    if isinstance(held, Run):
        return cell(held)
    runs = tuple(one for one in held if isinstance(one, Run))
    return cell(runs) if runs else tuple(one for one in held if not isinstance(one, Run))


def strong(text: str) -> Run:
    """``text`` as something that leads the eye."""
    return Run(text, Tone.STRONG)


def quiet(text: str) -> Run:
    """``text`` as something that stands back: ids, explanations."""
    return Run(text, Tone.QUIET)


def command(text: str) -> Run:
    """``text`` as something to type."""
    return Run(text, Tone.COMMAND)


def label(text: str) -> str:
    """``text`` as a label: with a capital letter where the script has any."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title: level 1 for the page's, 2 for its parts, 3 for theirs."""

    line: Line
    level: int = 2


class ParagraphKind(Enum):
    """What a paragraph is on paper: running text, to whom it goes, what is enclosed, who signs."""

    TEXT = "text"
    ADDRESS = "address"
    ENCLOSED = "enclosed"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of running text, ``indent`` steps in; what is broken off hangs ``hang`` further in.

    The lines of a signature (落款) are who signs and the date.
    """

    lines: tuple[Line, ...]
    indent: int = 0
    hang: int = 0
    kind: ParagraphKind = ParagraphKind.TEXT


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what they hold, one below the other."""

    pairs: tuple[tuple[str, Cell], ...]


def labelled(pairs: Iterable[tuple[str, Held]]) -> Facts:
    """Labels and what they hold; what is no cell yet becomes one of a single line."""
    return Facts(tuple((name, _as_cell(held)) for name, held in pairs))


@dataclass(frozen=True, slots=True)
class Step:
    """A node of a derivation: what is said, and what it rests on, indented below it.

    ``kind`` and ``facts`` say the same to programs.
    """

    line: Line
    below: tuple[Step, ...] = ()
    kind: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Steps:
    """A derivation: each step rests on the steps below it."""

    steps: tuple[Step, ...]

    def walk(self) -> Iterator[tuple[int, Step]]:
        """Every step from the top down, and how deep it stands."""
        for step in self.steps:
            yield 0, step
            yield from ((depth + 1, inner) for depth, inner in Steps(step.below).walk())


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title. Numbers stand right; running text belongs in the last column.

    Characters whose width terminals disagree about then shift nothing that follows them.
    """

    title: str
    right: bool = False

    @property
    def name(self) -> str:
        """The title on one line."""
        return self.title.replace("\n", "")


def columns(say: Say, subject: str, keys: str) -> tuple[Column, ...]:
    """A column for each of ``keys`` in the words of a subject; numbers under ``>key``.

    What a subject has no word of its own for is called as in ``status``.
    """
    titled = ((key.lstrip(">"), key.startswith(">")) for key in keys.split())
    return tuple(Column(title_of(say, subject, key), right) for key, right in titled)


def title_of(say: Say, subject: str, key: str) -> str:
    """What a column of a subject's tables is called, else as in those of the status."""
    own = f"{subject}.column.{key}"
    return say(own if say.knows(own) else f"status.column.{key}")


@dataclass(frozen=True, slots=True)
class Band:
    """A line across a table that heads the rows after it."""

    line: Line


class Bar(NamedTuple):
    """What a row says, drawn: parts in thousandths of the whole, each in a tone, and a mark.

    The row says it in words as well: only a format that can draw shows the bar.
    """

    parts: tuple[tuple[int, Tone], ...]
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns; a row has a cell for each column.

    ``steps`` are the derivations of rows, by their number from 0, called by ``steps_title``: a
    format that can fold them away shows them. ``bars`` are the bars of rows, likewise.
    """

    columns: tuple[Column, ...]
    rows: tuple[Cells | Band, ...]
    steps: Mapping[int, tuple[Step, ...]] = field(default_factory=dict)
    steps_title: str = ""
    bars: Mapping[int, Bar] = field(default_factory=dict)


def table(say: Say, subject: str, keys: str, rows: Iterable[Sequence[Held] | Band]) -> Table:
    """A table with a column for each of ``keys``."""
    made = (one if isinstance(one, Band) else row(*one) for one in rows)
    return Table(columns(say, subject, keys), tuple(made))


Block = Heading | Paragraph | Facts | Steps | Table
Page = Iterable[Block]


def text_of(runs: Line) -> str:
    """The line's text without its tones."""
    return "".join(run.text for run in runs)


def shares(wanted: Sequence[int], room: int) -> list[int]:
    """What columns get of a room: what they want while there is room; the widest share the rest.

    Where more is left the last one gets it.
    """
    if sum(wanted) <= room:
        return [*wanted[:-1], room - sum(wanted[:-1])]
    cap, left, rest = 0, sorted(wanted), room
    while left and (cap := rest // len(left)) >= left[0]:
        rest -= left.pop(0)
    widths = [min(one, cap) for one in wanted]
    widths[widths.index(max(widths))] += room - sum(widths)
    return widths


def width_of(text: str) -> int:
    """How many half-width letters of a font a text takes: Chinese ones are twice as wide."""
    return sum(1 if letter.isascii() else 2 for letter in text)


_UNFINISHED: Final = re.compile(r"[0-9A-Za-z_./@-]+$")
_BETWEEN: Final = " 、,，;；"
_LETTERS: Final = 8
"""How many letters are looked at for each that there is room for; some take none."""


def shortened(text: str, most: int, size: Callable[[str], int] = len) -> str:
    """A text of at most ``most``, cut between the words and ids of a row, never inside one.

    ``size`` is how it is measured. One word alone that is too long is cut where it must be.
    """
    if size(text) <= most:
        return text
    looked_at = range(1, min(len(text), _LETTERS * most))
    end = bisect_right(looked_at, most - size("…"), key=lambda count: size(text[:count]))
    begun = _UNFINISHED.search(text, 0, end) if _UNFINISHED.match(text[end]) else None
    if begun is not None and begun.start() > end // 2:
        end = begun.start()
    return f"{text[:end].rstrip(_BETWEEN)}…"


def beside(held: Cell, gap: str = "  ") -> Line:
    """The cell's lines as one."""
    runs: list[Run] = []
    for one in held:
        runs += (Run(gap), *one) if runs else one
    return tuple(runs)


def rest(say: Say, count: int, typed: str) -> Block:
    """How many lines are not shown, where that is not said above, and the command that does."""
    said = say("cli.more", count=count) if count else say("cli.all")
    return Paragraph((line(said), line("    ", command(say.typed(typed)))))


def brief_table(made: Table, room: int, say: Say, typed: str) -> Iterator[Block]:
    """The first rows of a table, and how to see the rest."""
    yield replace(made, rows=made.rows[:room])
    if hidden := len(made.rows[room:]):
        yield rest(say, hidden, typed)
