"""What a spreadsheet's number format makes of the number that a cell holds.

A person reads what is shown. ``0"万"`` shows 3 as 3万, ``0,`` shows 1200 as 1, ``"约"0`` says that
nobody counted: such a number is not taken for the one that stands behind it (design 4.2).
"""

from __future__ import annotations

import re
from typing import Final

PERCENT: Final = "p"
"""The mark of a number that is shown as a percentage."""

OTHERWISE: Final = "m"
"""The mark of a number that is shown as another, or as one that is not exact."""

RAISED: Final = "r"
"""The mark of a text of which parts are raised or lowered, as a footnote's sign is."""

STRUCK: Final = "s"
"""The mark of what is struck out, whole or in part."""

_ASIDE: Final = re.compile(r"\[[^\]]*\]|[_*].")
"""Colours, conditions and locales; a blank as wide as a sign; a sign that fills the cell."""

_WORDS: Final = re.compile(r'"([^"]*)"|[\\!](.)|([^\x00-\x7f])')
_FACTORS: Final = frozenset("十百千万亿成倍半约近超余多几左右上下内‰+±~～?？")
_SCALED: Final = re.compile(r"[0#?],+(?![0#?,])")


def mark_of(code: str) -> str:
    """``PERCENT``, ``OTHERWISE``, or nothing where a format shows the number that is there."""
    if "%" in code:
        return PERCENT
    plain = _ASIDE.sub("", code)
    said = "".join(word for found in _WORDS.findall(plain) for word in found)
    is_scaled = _SCALED.search(_WORDS.sub("", plain)) is not None
    return OTHERWISE if is_scaled or not _FACTORS.isdisjoint(said) else ""
