"""What the parser is not sure of: a key of ``words/document.py`` with its facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from foodsafety_ledger.model.diagnostic import Fact
from foodsafety_ledger.words import Say


class Doubt:
    """A mark for a person; its words are ``document.doubt.<key>``."""

    __slots__ = ("facts", "key")

    def __init__(self, key: str, **facts: Fact) -> None:
        self.key = key
        self.facts: Mapping[str, Fact] = facts

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Doubt) and self.key == other.key and dict(self.facts) == other.facts
        )

    def __hash__(self) -> int:
        return hash((self.key, tuple(sorted(self.facts.items(), key=str))))

    def __repr__(self) -> str:
        return f"Doubt({self.key!r}, {dict(self.facts)!r})"


def marks(doubts: Iterable[Doubt], say: Say) -> dict[str, Any]:
    """The ``review`` key for a node; nothing where there is nothing to review."""
    whys = dict.fromkeys(say(f"document.doubt.{doubt.key}", **doubt.facts) for doubt in doubts)
    return {"review": [{"why": why} for why in whys]} if whys else {}
