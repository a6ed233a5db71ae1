"""Whether the data says what a quote tells: each telling word, not only the figure of the goal.

A word is said by the goal, the day or the kind of a target with that quote, by its name or what it
counts, or is one that a person confirmed to ask for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from foodsafety_ledger.document import second_days, second_figures, telling
from foodsafety_ledger.document.anchors import compact
from foodsafety_ledger.document.deadlines import parse_deadline
from foodsafety_ledger.document.figure_words import PART_OF, SPANS
from foodsafety_ledger.document.folded import Place, Stretches, simple
from foodsafety_ledger.document.gathered import Verification
from foodsafety_ledger.document.second_figures import Numeral
from foodsafety_ledger.document.telling import (
    CHANGES,
    Word,
    is_since,
    is_year,
    shown,
    telling_words,
)
from foodsafety_ledger.model.goal import FREQUENCIES, GoalKind
from foodsafety_ledger.model.plan import Across, Item, Target

_YEAR: Final = re.compile(r"(\d{4})年度?")
_NEXT: Final = 6
"""So far from its numeral a word that compares may stand."""
_OF_WHAT: Final = re.compile("[一-鿿]{2,16}的")
"""What may part the two where a figure is a share of something: 不少于职工总数的15%."""


_SUMMED: Final = re.compile("均|累计|[总合]计|总共|(?i:in total)")
"""What says of a time that all of it is counted together."""


class Quoted(NamedTuple):
    """A quote's place, its figures, and the targets that have it."""

    place: Place
    figures: Sequence[Numeral]
    targets: Sequence[Target]


def check_stated(
    item: Item, quotes: Sequence[Quoted], excused: Stretches, findings: Verification
) -> None:
    """Finds words of quotes that tell something and that nothing in the data says (FL705).

    ``excused`` is what a person confirmed to ask for nothing.
    """
    flat, goals = findings.document.flat, dict[str, set[Fraction]]()
    for goal in (one.goal for one in item.targets if one.goal.kind is GoalKind.BOUND):
        goals.setdefault(goal.unit, set()).add(goal.bound)
    for quoted in quotes:
        says = _Says(flat, quoted, goals, findings)
        words = telling_words(flat, *quoted.place)
        left = [word for word in words if not (excused.holding(word.start) or says.word(word))]
        pooled = next((one for one in quoted.targets if _is_pooled(one)), None)
        if left or pooled:
            target = pooled or quoted.targets[0]
            told = [*shown(findings.document, left), *([pooled.goal.unit] if pooled else [])]
            facts = {"goal": "、".join(told), "text": target.quote, "target": target.ref}
            findings.of_plan("FL705", target.quote_at, quoted.place, "unused", **facts)


def _is_pooled(target: Target) -> bool:
    """Whether the time that each is to take, or to last, is added up for all of them."""
    goal = target.goal
    timed = goal.kind is GoalKind.BOUND and goal.unit.endswith(SPANS)
    pooled = timed and target.across is Across.POOLED
    return pooled and _SUMMED.search(target.quote) is None


class _Says:
    """What the targets of a quote say; the ``goals`` are those of all targets of the item."""

    def __init__(
        self,
        flat: str,
        quoted: Quoted,
        goals: Mapping[str, set[Fraction]],
        findings: Verification,
    ) -> None:
        self._flat, self._goals = flat, goals
        self._figures, self._targets = quoted.figures, quoted.targets
        self._place = quoted.place
        self._parted = self._parts()
        plan = findings.plan
        self._years = range(plan.start.year, plan.end.year + 1)
        days = second_days.days_in(flat, *quoted.place, plan.end.year, plan.start.year)
        self._days = Stretches((start, end) for _, start, end in days)
        self._due = {one.due for one in quoted.targets}
        self._named = _key("".join(f"{one.name.zh} {one.counts.zh} " for one in quoted.targets))

    def word(self, word: Word) -> bool:
        """Whether the name, what is counted, or another key of a target says what a word tells."""
        says: dict[str, Callable[[Word], bool]] = {
            telling.NUMERAL: self._numeral,
            telling.BOUND: self._compares,
            telling.DAY: self._day,
            telling.OFTEN: self._often,
            telling.AGAINST: self._against,
        }
        named = _key(self._words(word)) in self._named
        return named or says.get(word.kind, self._of_all)(word)

    def _words(self, word: Word) -> str:
        return self._flat[word.start : word.end]

    def _compares(self, word: Word) -> bool:
        """Whether a word that compares stands beside a figure, or a day, which is held with it."""
        near = range(word.start - _NEXT, word.end + _NEXT)
        by_day = self._days.holding(word.end) is not None
        of_what = _OF_WHAT.match(self._flat, word.end)
        share = of_what.end() if of_what else word.end
        return by_day or any(
            one.start in near or one.end in near or one.start == share for one in self._figures
        )

    def _day(self, word: Word) -> bool:
        """Whether a day is a deadline, the plan's year, or when a figure was what it was."""
        bases = [one for one in self._figures if second_figures.is_base(one)]
        base = any(one.start < word.start or one.start - word.end < _NEXT for one in bases)
        due = self._days.touching(word.start, word.end) is not None
        day = parse_deadline(self._words(word), self._years[-1])
        due = due or not self._due.isdisjoint((day, self._last_day(word)))
        return base or due or is_since(self._flat, word) or is_year(self._words(word), self._years)

    def _last_day(self, word: Word) -> date | None:
        """The last day of a year that stands by itself (2021年、2022年、2023年分别达到)."""
        named = _YEAR.fullmatch(self._words(word))
        return date(int(named[1]), 12, 31) if named else None

    def _often(self, word: Word) -> bool:
        often = (one.goal for one in self._targets if one.goal.kind in FREQUENCIES)
        known = any(second_figures.is_said(goal, self._words(word)) for goal in often)
        return known or is_year(self._words(word), self._years)

    def _against(self, _word: Word) -> bool:
        """Whether what is held against something earlier changes."""
        return CHANGES.search(self._flat, *self._place) is not None

    def _parts(self) -> int:
        """Where the parts begin that add up to a goal of the quote; -1 where none do."""
        at = self._flat.find(PART_OF, *self._place)
        sums = sum(one.value for one in self._figures if one.start > at)
        bounds = {one.goal.bound for one in self._targets if one.goal.kind is GoalKind.BOUND}
        return at if sums in bounds else -1

    def _of_all(self, word: Word) -> bool:
        """Whether the targets say that something holds for all, for none, or for each."""
        goals, kind = [one.goal for one in self._targets], word.kind
        whole = any(one.kind is GoalKind.BOUND and one.bound == one.scale > 1 for one in goals)
        if kind == telling.EACH:
            apart = len(goals) > 1 or any(one.across is Across.EACH for one in self._targets)
            relative = any("/" in one.unit for one in goals if one.kind is GoalKind.BOUND)
            part = self._words(word) in (PART_OF, "of which", "of them")  # its figures are held
            return apart or relative or whole or part
        if kind == telling.NONE:
            return any(one.kind is GoalKind.BOUND and one.bound == 0 for one in goals)
        if kind == telling.ALL:
            return whole or any(one.kind is GoalKind.DONE for one in goals)
        return False

    def _numeral(self, word: Word) -> bool:
        """Whether a numeral is a goal's, an occasion's, or one that another rises or falls from."""
        found = [one for one in self._figures if one.start < word.end and word.start < one.end]
        often = any(one.goal.kind in FREQUENCIES for one in self._targets)
        timed = self._days.holding(word.start) is not None
        return timed or (
            bool(found)
            and all(
                second_figures.is_base(one)
                or -1 < self._parted < one.start
                or (often and one.value == 1)
                or any(one.is_in(u) and one.in_unit(u) in self._goals[u] for u in self._goals)
                for one in found
            )
        )


def _key(words: str) -> str:
    return simple(compact(words)).lower()
