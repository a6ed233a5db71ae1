"""The one object that every ``--format json`` prints (design 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from foodsafety_ledger import __version__
from foodsafety_ledger.model.inert import inert_json

FORMAT: Final = 1
"""The version of the object; raised when a key changes its meaning or goes away."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a view was made from; all of it may be unknown."""

    plan: str | None = None
    as_of: date | None = None
    rev: str | None = None
    commit: str | None = None
    dirty: bool | None = None


def to_json(data: Any, origin: Origin) -> str:  # noqa: ANN401 - whatever JSON can say
    """``data`` in its envelope, as UTF-8 text with Chinese unescaped; keys in a fixed order."""
    import json  # noqa: PLC0415 - tables name their origin too, and need no JSON

    whole = {
        "format": FORMAT,
        "tool": f"foodsafety-ledger {__version__}",
        "plan": origin.plan,
        "as_of": origin.as_of.isoformat() if origin.as_of else None,
        "rev": origin.rev,
        "commit": origin.commit,
        "dirty": origin.dirty,
        "data": data,
    }
    return inert_json(json.dumps(whole, ensure_ascii=False, indent=2))
