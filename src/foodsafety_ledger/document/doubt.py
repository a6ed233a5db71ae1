"""What the parser is not sure of: a key of ``words/document.py`` with its facts."""

from __future__ import annotations

from collections.abc import Mapping

from foodsafety_ledger.values.diagnostic import Fact


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
