"""What an extract holds (design 10): its rows, the types of their columns, its key, its place.

Everything that writes, reads or asks for extracts goes by this module; a change that older readers
would take wrongly raises ``VERSION``.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum, StrEnum
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple, get_type_hints

from foodsafety_ledger.assess.goals import exact_text
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.goal import Goal, GoalKind, parse_goal
from foodsafety_ledger.model.measure import MEASURES, Denominator, Measure
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import Across, Target

VERSION: Final = 1
PLACES: Final = 4
DIGITS: Final = 28
"""Of an exact number in all, ``PLACES`` of them behind the point."""


class RowKind(StrEnum):
    """The four kinds of rows."""

    ITEM = "item"
    TARGET = "target"
    DUTY = "duty"
    VALUE = "value"


class ValueState(StrEnum):
    """What a department's figure of a period is worth."""

    VALUE = "value"
    ZERO = "zero"
    NOT_APPLICABLE = "n/a"
    RETURNED = "returned"
    STALE = "stale"


class Row(NamedTuple):
    """A row of an extract; what a kind of row has nothing to say of is None.

    ``due`` is of an item its due date as extended, of a target and a duty the last day in time
    (4.5). ``reported`` is of a target the day since which its figure stands, of a duty the day on
    which it was first reported. ``days_late`` is how long after it was due a report came or,
    overdue, has not come. ``status`` of an item is ``done`` where all who owe are, ``blocked``
    where any is.
    ``absent`` counts who owe a target's value and gave nothing to judge: none, one that is stale or
    returned, a first one of a trend.
    """

    row: RowKind
    plan: str
    district: str
    year: str
    section: str
    task: str
    item: str
    target: str | None = None
    indicator: str | None = None
    definition: str | None = None
    department: str | None = None
    kind: str | None = None
    period: str | None = None
    state: str | None = None
    duty: str | None = None
    status: str | None = None
    verdict: str | None = None
    light: str | None = None
    entry: str | None = None
    commit: str | None = None
    due: date | None = None
    reported: date | None = None
    value_date: date | None = None
    as_of: date | None = None
    days_late: int | None = None
    absent: int | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    amount: Fraction | None = None
    base_numerator: Fraction | None = None
    base_denominator: Fraction | None = None
    base_amount: Fraction | None = None


class Type(Enum):
    """The type of a column, the last two only of sums, as DuckDB and as Spark spell it."""

    TEXT = ("VARCHAR", "STRING")
    DATE = ("DATE", "DATE")
    INTEGER = ("INTEGER", "INT")
    DECIMAL = (f"DECIMAL({DIGITS},{PLACES})", f"DECIMAL({DIGITS},{PLACES})")
    NUMBER = ("BIGINT", "BIGINT")
    TOTAL = (f"DECIMAL(38,{PLACES})", f"DECIMAL(38,{PLACES})")

    @property
    def duckdb(self) -> str:
        """DuckDB's word for it, which is also the word for what stands in a file's footer."""
        return self.value[0]

    @property
    def spark(self) -> str:
        """Spark's word for it."""
        return self.value[1]


_OF: Final = {
    RowKind: Type.TEXT,
    str: Type.TEXT,
    str | None: Type.TEXT,
    date | None: Type.DATE,
    int | None: Type.INTEGER,
    Fraction | None: Type.DECIMAL,
}
COLUMNS: Final[Mapping[str, Type]] = {name: _OF[hint] for name, hint in get_type_hints(Row).items()}
"""Every column of an extract in order, and its type."""

KEY: Final = ("plan", "row", "item", "target", "department", "period")
"""What no two rows of a file share."""


def key_of(row: Row) -> tuple[str | None, ...]:
    """The row's key."""
    return tuple(getattr(row, name) for name in KEY)


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure of an indicator is, so that it may be added to another's (design 10).

    ``may_exceed`` is not part of it: where it matters, whoever forbids it is heeded least.
    """

    measure: Measure
    goal: Goal
    counts: str
    value_is: str
    denominator: Denominator
    across: Across
    holds: str
    may_exceed: bool = False

    @property
    def parts(self) -> dict[str, str]:
        """What it is made of, by key, in the order in which it is hashed, in NFKC."""
        goal = self.goal
        bound = f"{goal.operator} {exact_text(goal.bound)}"
        parts = {
            "measure": self.measure.name,
            "goal": bound if goal.kind is GoalKind.BOUND else goal.kind,
            "unit": goal.unit,
            "counts": self.counts,
            "value_is": self.value_is,
            "denominator": self.denominator,
            "across": self.across,
            "holds": self.holds,
        }
        return {key: unicodedata.normalize("NFKC", text) for key, text in parts.items()}

    @property
    def is_part_of_its_own(self) -> bool:
        """Whether each gives a part of a whole of its own, which it cannot be above."""
        own = self.denominator is Denominator.OWN and not self.may_exceed
        return own and self.measure.is_share

    @property
    def sha256(self) -> str:
        """The hash that stands for it in extracts."""
        listed = json.dumps([*self.parts.values()], ensure_ascii=False, separators=(",", ":"))
        return sha256(listed.encode()).hexdigest()


def definition_of(target: Target) -> Definition:
    """What a target's figure is."""
    return Definition(
        target.measure,
        target.goal,
        target.counts.zh,
        target.value_is,
        target.denominator,
        target.across,
        target.holds,
        target.may_exceed,
    )


def definition_from(parts: Mapping[str, str], *, may_exceed: bool) -> Definition:
    """The definition that a manifest spells; KeyError or ValueError where it spells none."""
    goal = parse_goal(f"{parts['goal']}{parts['unit']}")
    if goal is None:
        raise ValueError(parts["goal"])
    return Definition(
        MEASURES[parts["measure"]],
        goal,
        parts["counts"],
        parts["value_is"],
        Denominator(parts["denominator"]),
        Across(parts["across"]),
        parts["holds"],
        may_exceed,
    )


class UnfitError(Exception):
    """An extract that does not fit its manifest or its place."""

    def __init__(self, key: str, **facts: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a district says of an extract of its own.

    ``sums`` are its rows that say alike, as one (``alike_rows``), a line each; None where it brings
    none, or another version's.
    """

    plan: str
    district: str
    name: Name
    year: str
    as_of: date
    commit: str | None
    rows: int
    sha256: str
    indicators: Mapping[str, Name]
    definitions: Mapping[str, Definition]
    sums: str | None


def seal_of(sha256_of_rows: str, sums: Iterable[str]) -> str:
    """The hash that ties the sums of a manifest, line by line, to the rows that they are of."""
    return sha256("\n".join((sha256_of_rows, *sums)).encode()).hexdigest()


def place_of(district: str, year: str, plan: str) -> Path:
    """Where the extract of a plan stands below the folder that all are in."""
    return Path(f"year={year}", f"district={district}", f"{plan}.parquet")
