"""What a verification gathers: findings with both places, and what of the document is covered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from foodsafety_ledger.document.anchors import Anchors
from foodsafety_ledger.document.folded import Document, Place, Stretches
from foodsafety_ledger.files.workspace import TASKS
from foodsafety_ledger.model.diagnostic import Diagnostic, Fact, Location, Related
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.model.name import NO_NAME, Name
from foodsafety_ledger.model.plan import Plan

KINDS: Final = ("sections", "tasks", "phrases", "numbers", "quotes", "goals")
"""What is counted, in the order of the coverage lines."""

CoverKind = Literal["number", "header", "erratum", "open", "ignored", "quote", "phrase"]
"""What a stretch of the document is to the plan, from the weakest to the strongest."""

_SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Cover:
    """A stretch of the document that the plan accounts for.

    ``ref`` is the item, task or document field it belongs to, ``why`` the reason of what is ignored
    and ``at`` where; what is ``open`` a draft ignores, and nobody has confirmed it.
    """

    start: int
    end: int
    kind: CoverKind
    ref: str
    why: Name = NO_NAME
    at: Location | None = None


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
class Verification:
    """Gathers findings, covers and counts; knows both files' places.

    ``covers`` are the stretches of the document's folded text that the plan accounts for,
    ``reaches`` those that each item answers for, and ``gaps`` those that nothing accounts for, with
    the code of the finding. ``measured`` are the cells of tables whose figures have their unit in a
    cell beside them, each with that one; ``cells`` are all of them. ``by_year`` are those that say
    what is to be reached in a year, each with that; ``yearly`` are all of them.
    """

    plan: Plan
    anchors: Anchors
    node: LocatedMap | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    reaches: list[tuple[Place, str]] = field(default_factory=list)
    gaps: list[tuple[Place, str]] = field(default_factory=list)
    counts: dict[str, Tally] = field(default_factory=lambda: {kind: Tally() for kind in KINDS})
    by_year: dict[Place, int] = field(default_factory=dict)
    yearly: Stretches = field(default_factory=lambda: Stretches(()))
    measured: dict[Place, Place] = field(default_factory=dict)
    cells: Stretches = field(default_factory=lambda: Stretches(()))
    _items: dict[str, LocatedMap] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._items = {str(node.get("id")): node for node in _item_nodes(self.node)}

    @property
    def document(self) -> Document:
        """The document."""
        return self.anchors.document

    @property
    def confirmed(self) -> Stretches:
        """The places of what the plan ignores and a person has confirmed."""
        return Stretches((c.start, c.end) for c in self.covers if c.kind == "ignored")

    def in_document(self, place: Place) -> Location:
        """Where a stretch of folded text stands in the document's file."""
        return Location(self.document.name, self.document.span(*place))

    def in_plan(self, *keys: str) -> Location:
        """Where a key of the plan stands in ``data/tasks.yaml``."""
        return key_of(self.plan, self.node, *keys)

    def in_item(self, item: str, fallback: Location, *keys: str) -> Location:
        """Where a key of an item stands; ``fallback`` where the item does not have it."""
        node = self._items.get(item, LocatedMap())
        key = next((key for key in keys if key in node), None)
        return Location(TASKS, node.span_at(key)) if key else fallback

    def of_plan(
        self, code: str, at: Location, near: Place | None, variant: str = "", **facts: Fact
    ) -> None:
        """A finding about the plan's data; ``near`` is where the document says otherwise."""
        related = () if near is None else (Related(self.in_document(near), "document"),)
        printed = NO_NAME if near is None else self.document.printed(near[0])
        facts = {"place": printed, **facts}
        self.diagnostics.append(Diagnostic(code, at, facts, variant, related))

    def of_document(
        self, code: str, place: Place, near: Location | None, variant: str = "", **facts: Fact
    ) -> None:
        """A finding about the document's text; ``near`` is where the plan would account for it."""
        related = () if near is None else (Related(near, "plan"),)
        start, end = place
        text = self.document.verbatim(start, min(end, start + _SHOWN))
        facts = {"text": f"{text}…" if end - start > _SHOWN else text, **facts}
        told = self.document.printed(start) if self.document.pages else NO_NAME
        beside = "" if near is None else str(near)
        facts["near"] = Name(*(_in_brackets(one, beside) for one in told))
        self.diagnostics.append(Diagnostic(code, self.in_document(place), facts, variant, related))
        self.gaps.append((place, code))

    def cover(self, place: Place, kind: CoverKind, ref: str) -> None:
        """Accounts for a stretch of the document."""
        self.covers.append(Cover(*place, kind, ref))

    def cover_all(self, places: Iterable[Place], kind: CoverKind, ref: str) -> None:
        """Accounts for each of the stretches in the same way."""
        for place in places:
            self.cover(place, kind, ref)


def _in_brackets(*words: str) -> str:
    told = ", ".join(filter(None, words))
    return f" ({told})" if told else ""


def key_of(plan: Plan, node: LocatedMap | None, *keys: str) -> Location:
    """Where a key stands in ``data/tasks.yaml``; the plan's own place without its located file."""
    return plan.location if node is None else Location(TASKS, node.span_at(*keys))


def _item_nodes(node: LocatedMap | None) -> list[LocatedMap]:
    nodes = [] if node is None else [node]
    for key in ("sections", "tasks", "items"):
        lists = [listed for one in nodes if isinstance(listed := one.get(key), LocatedList)]
        nodes = [member for listed in lists for member in listed if isinstance(member, LocatedMap)]
    return nodes
