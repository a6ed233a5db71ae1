"""Goals in words alone: 全覆盖, 消除, 提高…率, 每周, and days by which to be done."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from foodsafety_ledger.document import measures
from foodsafety_ledger.document.dates import Deadline
from foodsafety_ledger.document.stretches import Place, Stretches
from foodsafety_ledger.document.subjects import clause_of, without_lead_in
from foodsafety_ledger.plan.values import Measure

_FULL: Final = re.compile(measures.FULL)
_FORMS: Final = (
    (_FULL, ">= 100%"),
    (re.compile(measures.NONE_LEFT), "= 0"),
    (re.compile(measures.RISING_SAFE), "rising"),
    (re.compile(measures.KEPT), "kept"),
    (re.compile(measures.RISING), "rising"),
    (re.compile(measures.FALLING), "falling"),
    *((re.compile(words), goal) for words, goal in measures.OCCASIONS),
)
_MEASURES: Final = {
    "= 0": Measure.COUNT,
    "weekly": Measure.OCCASIONS,
    "monthly": Measure.OCCASIONS,
    "quarterly": Measure.OCCASIONS,
}
_SHORTEST: Final = 3


class WordGoal(NamedTuple):
    """A goal in words: the place of its quote, what it is about, and by when."""

    start: int
    end: int
    name: str
    measure: Measure
    goal: str
    due: date | None = None


def how_often(clause: str) -> str:
    """The goal of a clause that says how often (每季度); empty if it does not."""
    return next((goal for words, goal in measures.OCCASIONS if re.search(words, clause)), "")


def goals_in_words(
    flat: str, start: int, end: int, taken: list[Place], rates: list[Place]
) -> list[WordGoal]:
    """The goals in words of a stretch of text.

    ``taken`` are clauses that already set a goal, and is added to; of them only ``rates`` keep
    a clause from asking for full coverage as well.
    """
    found: list[WordGoal] = []
    for pattern, goal in _FORMS:
        others = Stretches(rates if pattern is _FULL else taken)
        for match in pattern.finditer(flat, start, end):
            quote = clause_of(flat, start, end, match.start())
            again = found and found[-1].start < quote[1] and quote[0] < found[-1].end
            if again or others.touching(*quote):
                continue
            taken.append(quote)
            clause = flat[slice(*quote)]
            named = match.groupdict().get("what") or without_lead_in(clause) or clause
            found.append(WordGoal(*quote, named[:40], _MEASURES.get(goal, Measure.RATIO), goal))
    return found


def milestones(
    flat: str, deadlines: list[Deadline], end: int, taken: list[Place]
) -> list[WordGoal]:
    """What must be done by a day, where nothing else says how much of it."""
    found, others = [], Stretches(taken)
    for deadline in deadlines:
        at = deadline.end + (flat[deadline.end : deadline.end + 1] == "，")
        stop = clause_of(flat, at, end, min(at, end))[1]
        passing = re.search(measures.PASSING, flat[deadline.end : stop])
        if passing or stop - at < _SHORTEST or others.touching(deadline.start, stop):
            continue
        name = flat[at:stop][:40]
        found.append(WordGoal(deadline.start, stop, name, Measure.MILESTONE, "done", deadline.day))
    return found
