"""Whether a line ends within what is read as one: a number with its unit."""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.document import figure_words

_UNIT_BEHIND: Final = re.compile(rf"[\d.](?P<unit>{figure_words.UNITS})")
_NEAR: Final = 12


def breaks_unit(text: str, end: int, begin: int) -> bool:
    """Whether a unit, or a number with its unit, goes over from a line's end to the next line."""
    head, tail = text[max(0, end - _NEAR) : end], text[begin : begin + _NEAR]
    return any(
        found.start("unit") <= len(head) < found.end()
        for found in _UNIT_BEHIND.finditer(head + tail)
    )
