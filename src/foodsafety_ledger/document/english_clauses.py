"""What an English clause leaves to the words before it."""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.before import Unsaid
from foodsafety_ledger.document.date_words import MONTH_NAMES
from foodsafety_ledger.document.demands import TargetReading
from foodsafety_ledger.document.figures import Figure
from foodsafety_ledger.document.setting import RATIOS, Setting
from foodsafety_ledger.model.goal import Operator

IN_TOTAL: Final = re.compile(
    "(?:and )?(?:bring|tak|rais|mak|giv)ing (?:[a-z]+ ){0,3}total(?: number)? (?:up )?to "
)
"""All that an English clause says before a sum: bringing the total to 85."""
_OFTEN_SAID: Final = "(?:daily|weekly|monthly|quarterly|yearly|annually)"
DEED_BEHIND: Final = re.compile(
    rf"^.* and (?=(?:{figure_words.TO_DO.pattern})|[a-z]+ ?$"
    "|(?:raise|increase|lift|boost|improve|grow|reduce|cut|lower|keep|limit|bring) )"
    rf"|^.* {_OFTEN_SAID} and $"
    "|^.* (?:to|across|for|in|at|with) "
    "(?=(?:a minimum of|at least|no fewer than|not less than|over) $)"
)
"""English words between two figures that belong to the first: another deed follows them."""
BY_SO_MUCH: Final = re.compile(" by (?:an? (?:further|additional|extra) )?$")
BASE: Final = re.compile(r" from \d[\d.,]*%?$")
"""What an English clause ends with from which the next one says what is reached."""
_AGAIN: Final = re.compile(" and (?:(?:an? )?(?:further|another|additional|extra|more) )?$")
_BY_MONTH: Final = re.compile(f" (?:by|in|before) (?:the end of )?{MONTH_NAMES}[ .]*")
"""What stands around an English figure that is more of the one before it by another day."""
_OFTEN: Final = re.compile(rf" {_OFTEN_SAID}[ .]*")
_OFTEN_AND: Final = re.compile(rf"(?P<what>.*) {_OFTEN_SAID} and ")
"""English words between two figures, of one thing so often and so often."""


def going_on_in_english(unsaid: Unsaid) -> str | None:
    """The words for what an English change comes to, and for what is as often as another thing.

    Raise the share by 15 points to 70% is a share of 70%; 12 bulletins monthly and 4 reports.
    """
    if unsaid.head == " to ":
        return BY_SO_MUCH.sub(" ", unsaid.own)
    often = _OFTEN_AND.fullmatch(unsaid.head)
    if often is None:
        return None
    alone = _OFTEN.fullmatch(unsaid.setting.tail)
    return f"{unsaid.own.rstrip()}{often['what']}" if alone else " "


def shares_time(figure: Figure, setting: Setting) -> bool:
    """Whether a share is of what, as an English clause says first, is done within a time."""
    timed = figure.unit.endswith(figure_words.SPANS) and figure.operator is Operator.AT_MOST
    return timed and setting.figure.unit in RATIOS and setting.head.endswith(" in ")


def name_again(setting: Setting, before: Figure | None, last: TargetReading | None) -> str:
    """The name of the target before, where a figure is of the same by another day; else empty."""
    if before is None or last is None:
        return ""
    listed = _AGAIN.search(setting.head) and setting.figure.unit == before.unit
    tail = setting.tail
    again = listed and (figure_words.ONLY_WHEN.match(tail) or _BY_MONTH.fullmatch(tail))
    return last.name if again else ""
