"""Signs and tones on paper: the word beside a sign says what it means, in its colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foodsafety_ledger.views.page import Tone
from foodsafety_ledger.views.wording import SIGNS

if TYPE_CHECKING:
    from foodsafety_ledger.views.page import Line

_SIGNS: Final = frozenset(SIGNS.values())

INK: Final = {
    Tone.RED: "B3261E",
    Tone.YELLOW: "7A5B00",
    Tone.GREEN: "1B6E2C",
    Tone.GREY: "5C6066",
    Tone.QUIET: "444444",
}
"""The colour of each tone that has one, dark enough to be read on white."""


def without_signs(line: Line) -> Line:
    """A line without the signs that stand before the word for a light."""
    return tuple(run for run in line if run not in _SIGNS)
