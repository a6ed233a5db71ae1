"""The one object that every ``--format json`` prints (design 6)."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from foodsafety_ledger import __version__
from foodsafety_ledger.model.inert import inert_json

if TYPE_CHECKING:
    from foodsafety_ledger.formats import Screen
    from foodsafety_ledger.views.findings import Findings
    from foodsafety_ledger.views.view import View

FORMAT: Final = 1
"""The version of the object; raised when a key changes its meaning or goes away."""


def write(shown: View | Findings, _: Screen) -> str:
    """The data in its envelope, Chinese unescaped; keys in a fixed order."""
    origin = shown.origin
    commit, dirty = origin.state()
    whole = {
        "format": FORMAT,
        "tool": f"foodsafety-ledger {__version__}",
        "plan": origin.plan,
        "as_of": origin.as_of,
        "rev": origin.rev,
        "commit": commit,
        "dirty": dirty,
        "data": shown.data(),
    }
    return inert_json(json.dumps(whole, ensure_ascii=False, indent=2, default=_text))


def _text(value: object) -> str:
    """A date, or an exact decimal, as text: JSON has neither."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value))
