"""What a view hands to a format: the same thing as a page, as records and as data.

Each is made when a format asks for it, so that no format pays for another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.inert import spelled

if TYPE_CHECKING:
    from foodsafety_ledger.model.diagnostic import Location
    from foodsafety_ledger.views.page import Block, Page

Field = str | int | Decimal | date | bool | None
"""A typed cell of a record; a light, verdict or status is the text of its enumeration."""

_FIELDS = (str, int, Decimal, date)

Record = Mapping[str, Field]
"""A row for programs; a key that it lacks is an empty cell."""

Json = Mapping[str, object]
"""An object of the JSON form; dates and decimals in it are still themselves."""


class Records(NamedTuple):
    """A table for programs and spreadsheets: its columns' keys, never translated, and its rows."""

    keys: tuple[str, ...]
    rows: Iterable[Record]


def fields_of(data: Json) -> dict[str, Field]:
    """An object as a record: a list of words in one cell, a name in two, other nests left out."""
    fields: dict[str, Field] = {}
    for key, one in data.items():
        if one is None or isinstance(one, _FIELDS):
            fields[key] = one
        elif isinstance(one, dict) and one.keys() == {"zh", "en"}:
            fields |= {f"{key}_{lang}": text for lang, text in one.items()}
        elif isinstance(one, tuple | list) and all(isinstance(word, str) for word in one):
            fields[key] = " ".join(one)
    return fields


def place_data(place: Location, *keys: str) -> dict[str, str | int | None]:
    """A place: its path, and what ``keys`` say of its span; None where it is a whole file."""
    return {"path": spelled(place.path), **{key: getattr(place.span, key, None) for key in keys}}


class State(NamedTuple):
    """The commit that files stand on, and whether they differ from it; None where nobody knows."""

    commit: str | None = None
    dirty: bool | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """What a view was made from; all of it may be unknown. Only ``state`` and ``prefix`` ask git.

    ``prefix`` is the way from the repository's own folder to the workspace, ``/`` at its end.
    """

    plan: str | None = None
    as_of: date | None = None
    rev: str | None = None
    state: Callable[[], State] = State
    title: str = ""  # the plan's, in the reader's language
    prefix: Callable[[], str] = str

    @property
    def day(self) -> date:
        """The date that a file bears: never the one on which it was written."""
        return self.as_of or date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class View:
    """What a command shows, before anything decides how.

    ``page`` is for people, in their language; ``records`` for tables of any program; ``data`` is
    the ``data`` of the JSON form (design 6). ``nothing`` is said where the page is empty. ``brief``
    is what a terminal shows of a page that may be longer than a screen: the heaviest, the rest
    counted, with the command that shows it all.
    """

    origin: Origin
    page: Callable[[], Page]
    records: Callable[[], Records]
    data: Callable[[], object]
    nothing: str = ""
    brief: Callable[[], Page] | None = None

    def paper(self) -> list[Block]:
        """The page as a document of its own: under its title, or else under the plan's."""
        from foodsafety_ledger.views.page import Heading, line  # noqa: PLC0415 - JSON needs neither

        blocks = list(self.page())
        title = self.origin.title or self.origin.plan
        if not title or any(isinstance(one, Heading) and one.level == 1 for one in blocks):
            return blocks
        return [Heading(line(title), 1), *blocks]
