"""What the parser is not sure of: a key of ``words/document.py`` with its facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from foodsafety_ledger.model.diagnostic import Fact
from foodsafety_ledger.words import Say


class Doubt:
    """A mark for a person; its words are ``document.doubt.<key>``."""

    __slots__ = ("facts", "key")

    def __init__(self, key: str, **facts: Fact) -> None:
        self.key = key
        self.facts: Mapping[str, Fact] = facts


class Why(str):
    """The words of a mark, which still know what kind of doubt they word."""

    __slots__ = ("key",)
    key: str


_COST: Final = (
    "no-tasks",
    *("unread", "no-role", "role-word", "role-word-beside", "bracket-behind", "two-names"),
    *("strange-name", "of-all", "support-only", "unclosed", "bracket", "ink", "picture", "dim"),
    *(
        "heading",
        "heads-below",
        "closes-all",
        "restarted",
        "skipped",
        "glued",
        "cells",
        "row-parted",
    ),
    *(
        "column",
        "carried-down",
        "due-empty",
        "refers",
        "figure-broken",
        "figure-unit",
        "vague",
        "change",
    ),
    *(
        "wrapped",
        "all-of",
        "left",
        "subject",
        "name",
        "each",
        "no-unit",
        "nobody",
        "table",
        "text",
        "recognised",
    ),
    *("scan", "recurring"),
)
"""The kinds of doubt by which a duty or a goal may be lost or wrong, the costliest first."""


def cost_of(key: str) -> int:
    """How early a kind of doubt should be looked at; those that cost little come last."""
    return _COST.index(key) if key in _COST else len(_COST)


def marks(doubts: Iterable[Doubt], say: Say) -> dict[str, Any]:
    """The ``review`` key for a node; nothing where there is nothing to review."""
    whys: dict[str, Why] = {}
    for doubt in doubts:
        why = Why(say(f"document.doubt.{doubt.key}", **doubt.facts))
        why.key = doubt.key
        whys.setdefault(why, why)
    return {"review": [{"why": why} for why in whys.values()]} if whys else {}
