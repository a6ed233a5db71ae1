"""The register of reminder slips as it stands in ``dispatch/<period>.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from foodsafety_ledger.files.disk import Trouble
from foodsafety_ledger.files.source import Source
from foodsafety_ledger.files.workspace import DISPATCH
from foodsafety_ledger.model.diagnostic import Diagnostic, Location
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.model.period import parse_date
from foodsafety_ledger.reading.source import load_yaml

KEYS: Final = ("number", "department", "item", "kind", "level", "opened")
"""The keys of a slip, all required."""

TYPED: Final = frozenset({"level", "opened"})
"""Those of them that are written plain: a whole number and a date."""

NUMBER: Final = re.compile(r"[0-9]{4}(?:-[A-Z]?[0-9]{1,2})?-[0-9]{3,9}")
"""A slip's number, after which its paper is called: year, part of it, serial."""

LEVELS: Final = 3
"""How far a slip escalates: a matter that is still open in the next period goes one higher."""


class SlipKind(StrEnum):
    """What a department is reminded of."""

    OVERDUE = "overdue"
    MISSED = "missed"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Subject:
    """The one matter of a slip: whose, on what, and of which kind."""

    department: str
    item: str
    kind: SlipKind


@dataclass(frozen=True, slots=True)
class Slip:
    """A numbered reminder (督办单); ``opened`` is the day it was first issued on."""

    number: str
    about: Subject
    level: int
    opened: date

    @property
    def serial(self) -> int:
        """Which one of its period it is."""
        return int(self.number.rpartition("-")[2])

    @property
    def told(self) -> dict[str, str]:
        """The slip as the file says it."""
        about = self.about
        texts = self.number, about.department, about.item, about.kind, self.level, self.opened
        return dict(zip(KEYS, map(str, texts), strict=True))


class Register(NamedTuple):
    """The slips of a file that read, and what is wrong with it."""

    slips: tuple[Slip, ...] = ()
    found: tuple[Diagnostic, ...] = ()


def read_register(source: Source, path: str) -> Register:
    """The slips registered in a file; none, and nothing found, where it is not there."""
    if source.read(path) is Trouble.MISSING:
        return Register()
    reading, found = load_yaml(source, path)
    data = reading.data if reading else None
    if reading is None or not reading.complete:
        return Register((), tuple(found))
    told = data.get("slips") if isinstance(data, LocatedMap) and len(data) == 1 else None
    if not isinstance(told, LocatedList):
        return Register((), (*found, Diagnostic("FL420", Location(path), variant="file")))
    slips: list[Slip] = []
    seen: set[str] = set()
    for one, span in zip(told, told.spans, strict=True):
        slip = _slip(one)
        if slip is None:
            found.append(Diagnostic("FL420", Location(path, span)))
            continue
        if slip.number in seen:
            at = Location(path, one.span_at("number"))
            found.append(Diagnostic("FL420", at, {"value": slip.number}, "twice"))
        slips.append(slip)
        seen.add(slip.number)
    return Register(tuple(slips), tuple(found))


def registers(source: Source) -> Iterator[str]:
    """Every register of a workspace."""
    names = source.names(DISPATCH)
    if not isinstance(names, Trouble):
        yield from (f"{DISPATCH}/{name}" for name in sorted(names) if name.endswith(".yaml"))


def _slip(told: object) -> Slip | None:
    if not isinstance(told, LocatedMap) or set(told) != set(KEYS):
        return None
    texts = [str(told[key]) for key in KEYS]
    number, department, item, kind, level, opened = texts
    day = parse_date(opened)
    if day is None or kind not in list(SlipKind) or level not in map(str, range(1, LEVELS + 1)):
        return None
    if NUMBER.fullmatch(number) is None:
        return None
    return Slip(number, Subject(department, item, SlipKind(kind)), int(level), day)
