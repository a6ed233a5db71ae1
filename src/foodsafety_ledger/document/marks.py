"""Review marks: doubts in words, as a node of the plan carries them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from foodsafety_ledger.document.doubt import Doubt
from foodsafety_ledger.words import Say


def marks(doubts: Iterable[Doubt], say: Say) -> dict[str, Any]:
    """The ``review`` key for a node; nothing where there is nothing to review."""
    whys = dict.fromkeys(say(f"document.doubt.{doubt.key}", **doubt.facts) for doubt in doubts)
    return {"review": [{"why": why} for why in whys]} if whys else {}
