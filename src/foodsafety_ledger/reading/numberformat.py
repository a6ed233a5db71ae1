"""What a spreadsheet's number format makes of the number that a cell holds.

A person reads what is shown. ``0"万"`` shows 3 as 3万, ``0,`` shows 1200 as 1, ``"约"0`` says that
nobody counted, ``0!.0000`` puts a point into it, ``;;;`` hides it: such a number is not taken for
the one that stands behind it (design 4.2).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
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
_SHOWN: Final = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")
_FACTORS: Final = frozenset("十百千万亿成倍半约近超余多几左右上下内‰+±~～?？0123456789.,")
_NUMBER: Final = re.compile("[0#?@ymdhs]|General|Standard|G/")
_SCALED: Final = re.compile(r"[0#?],+(?![0#?,])")


def mark_of(code: str) -> str:
    """``PERCENT``, ``OTHERWISE``, or nothing where a format shows the number that is there."""
    if "%" in code:
        return PERCENT
    plain = _ASIDE.sub("", code)
    said = "".join(word for found in _WORDS.findall(plain) for word in found)
    shown = _WORDS.sub("", plain)
    hides = bool(code) and _NUMBER.search(shown.split(";")[0]) is None
    changes = hides or _SCALED.search(shown) is not None or not _FACTORS.isdisjoint(said)
    return OTHERWISE if changes else ""


def mark_of_shown(number: str, text: str) -> str:
    """The same, of what a spreadsheet has written down as shown for a number."""
    plain = "".join(text.replace(",", "").split())
    found = [*_SHOWN.finditer(plain)]
    if len(found) != 1 or not _FACTORS.isdisjoint(_SHOWN.sub("", plain)):
        return OTHERWISE
    step = Decimal(1).scaleb(-len(found[0][1] or ""))
    is_it = Decimal(number).quantize(step, ROUND_HALF_UP) == Decimal(found[0][0])
    return "" if is_it else OTHERWISE
