"""What a verification gathers: findings with both places, and what of the document is covered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from foodsafety_ledger.document.anchors import Anchors
from foodsafety_ledger.document.folded import Document, Place
from foodsafety_ledger.files.workspace import TASKS
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Related
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.model.plan import Plan

KINDS: Final = ("sections", "tasks", "phrases", "numbers", "quotes", "goals")
"""What is counted, in the order of the coverage lines."""

_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Cover:
    """A stretch of the document that the plan accounts for.

    ``kind`` is ``phrase``, ``quote``, ``erratum``, ``ignored``, ``header`` or ``number``; ``ref``
    the item, task or document field it belongs to, and ``why`` the reason of what is ignored.
    """

    start: int
    end: int
    kind: str
    ref: str
    why: str = ""


@dataclass(slots=True)
class Tally:
    """How many of a kind there are, and how many of them are accounted for."""

    covered: int = 0
    total: int = 0

    def count(self, *, covered: bool) -> None:
        """Counts one more."""
        self.total += 1
        self.covered += covered


@dataclass
class Findings:
    """Gathers findings, covers and counts; knows both files' places."""

    plan: Plan
    anchors: Anchors
    node: LocatedMap | None = None
    found: list[Diagnostic] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    gaps: list[tuple[Place, str]] = field(default_factory=list)
    counts: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    _items: dict[str, LocatedMap] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._items = {str(node.get("id")): node for node in _item_nodes(self.node)}

    @property
    def document(self) -> Document:
        """The document."""
        return self.anchors.document

    def in_document(self, place: Place) -> Location:
        """Where a stretch of folded text stands in the document's file."""
        return Location(self.document.name, self.document.span(*place))

    def in_plan(self, *keys: str) -> Location:
        """Where a key of the plan stands in ``data/tasks.yaml``."""
        return (
            self.plan.location if self.node is None else Location(TASKS, self.node.span_at(*keys))
        )

    def in_item(self, item: str, fallback: Location, *keys: str) -> Location:
        """Where a key of an item stands; ``fallback`` where the item does not have it."""
        node = self._items.get(item)
        key = next((key for key in keys if node is not None and key in node), None)
        return fallback if node is None or key is None else Location(TASKS, node.span_at(key))

    def of_plan(
        self, code: str, at: Location, near: Place | None, variant: str = "", **facts: Fact
    ) -> None:
        """A finding about the plan's data; ``near`` is where the document says otherwise."""
        related = () if near is None else (Related(self.in_document(near), "document"),)
        line = 0 if near is None else self.anchors.line(near[0])
        facts = {**facts, "line": line}
        self.found.append(Diagnostic(code, at, facts, variant, related))

    def of_document(
        self, code: str, place: Place, near: Location | None, variant: str = "", **facts: Fact
    ) -> None:
        """A finding about the document's text; ``near`` is where the plan would account for it."""
        related = () if near is None else (Related(near, "plan"),)
        start, end = place
        text = self.document.verbatim(start, min(end, start + _SHOWN))
        facts = {"text": f"{text}…" if end - start > _SHOWN else text, **facts}
        facts["near"] = "" if near is None else f" ({near})"
        self.found.append(Diagnostic(code, self.in_document(place), facts, variant, related))
        self.gaps.append((place, code))

    def cover(self, place: Place, kind: str, ref: str, why: str = "") -> None:
        """Accounts for a stretch of the document."""
        self.covers.append(Cover(*place, kind, ref, why))


def _item_nodes(node: LocatedMap | None) -> Iterator[LocatedMap]:
    nodes = [] if node is None else [node]
    for key in ("sections", "tasks", "items"):
        lists = [one.get(key) for one in nodes]
        nodes = [
            member
            for listed in lists
            if isinstance(listed, LocatedList)
            for member in listed
            if isinstance(member, LocatedMap)
        ]
    yield from nodes
