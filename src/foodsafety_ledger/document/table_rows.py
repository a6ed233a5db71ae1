"""What is read of a table: its rows, each with the cells of the task and those that name units."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.model.plan import Role


@dataclass(slots=True)
class TaskRow:
    """A row that names its responsible units; offsets into the folded text.

    ``texts`` are the cells of the task, ``roles`` those that name units, each with the role of its
    column; ``section`` is the cell or the line above that says what it belongs to; ``stated`` are
    its number, those of list items in its cells, and its deadline; ``measured`` is the cell with
    the unit of its figures, where a column has them; ``phrase`` is the stretch of its
    own cells that name units, or of those above where it has none. ``by`` is the end of the year
    that the head above its first value names, ``yearly`` are the cells below those of several
    years, ``by_year`` those of them that are among its texts.
    """

    number: int
    section: Place | None
    texts: list[Place]
    roles: list[tuple[Role, int, int]]
    phrase: Place
    due: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    stated: list[Place] = field(default_factory=list)
    measured: Place | None = None
    by: str = ""
    yearly: dict[int, Place] = field(default_factory=dict)
    by_year: dict[Place, int] = field(default_factory=dict)


@dataclass(slots=True)
class TaskTable:
    """A table: where it stands in the folded text, its rows, and the columns kept aside.

    ``rows`` is empty for what looks like a table and could not be read as one; ``aside`` are the
    places of the cells that are not part of the plan, ``remarks`` of those that may say anything,
    ``unknown`` the heads that no table knows.
    """

    start: int
    end: int
    rows: list[TaskRow] = field(default_factory=list)
    aside: list[Place] = field(default_factory=list)
    remarks: list[Place] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.start, self.end


class RowsByUnits:
    """Rows by the first cell that names their units, which several rows may share."""

    def __init__(self, rows: Iterable[TaskRow]) -> None:
        self._rows: dict[int, list[TaskRow]] = {}
        for row in rows:
            self._rows.setdefault(row.phrase[0], []).append(row)

    def named_at(self, start: int, stop: int) -> TaskRow | None:
        """The last row that begins before ``stop`` of those whose units are named at ``start``."""
        same = self._rows.get(start, [])
        return same[max(0, bisect_left(same, stop, key=_first_text) - 1)] if same else None


def _first_text(row: TaskRow) -> int:
    return row.texts[0][0]
