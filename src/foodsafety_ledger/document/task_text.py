"""Tasks and their items, as they are read of a text or a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from foodsafety_ledger.document.demands import TargetReading
from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.phrases import Phrase
from foodsafety_ledger.document.targets import Fact


@dataclass(slots=True)
class ItemDraft:
    """An item as read: its phrase, the stretches of text it answers for, what it asks, by when.

    ``dated`` is where its text says so; ``measured`` the cell that has the unit of its figures;
    ``left`` are telling words beside its targets that nothing was read from; ``by_year`` are cells
    of what is to be reached by the end of a year.
    """

    phrase: Phrase
    ranges: list[Place]
    targets: list[TargetReading] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    due: date | None = None
    ongoing: bool = False
    dated: list[Place] = field(default_factory=list)
    left: list[Place] = field(default_factory=list)
    measured: Place | None = None
    by_year: Mapping[Place, int] = field(default_factory=dict)

    @property
    def dues(self) -> list[date]:
        """Every deadline that the item or one of its targets has."""
        found = [self.due, *(target.due for target in self.targets)]
        return [due for due in found if due is not None]


@dataclass(slots=True)
class TaskText:
    """A task: its numbers from the top of the outline down, its title and items."""

    numbers: tuple[int, ...]
    section: Place | None
    section_numbers: tuple[int, ...]
    title: Place
    start: int
    end: int
    items: list[ItemDraft]
    doubts: list[Doubt] = field(default_factory=list)
    id: str = ""

    @property
    def named(self) -> Place:
        """What it is called by: its title; where nothing stands before its phrase, the phrase."""
        phrase = self.items[0].phrase
        return self.title if self.title[0] < self.title[1] else (phrase.start, phrase.end)
