"""A clause, what stands before it, and the figure in it whose name it may not say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.amount_words import FALLS, RISES
from foodsafety_ledger.document.clauses import clause_of
from foodsafety_ledger.document.deeds import BATCH, PLACES, SIZE, counted, lacks_deed
from foodsafety_ledger.document.demands import TargetReading, occasions_in
from foodsafety_ledger.document.figure_names import name_of
from foodsafety_ledger.document.figures import TIMES, Figure, without_operator
from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.setting import Setting
from foodsafety_ledger.model.goal import parse_goal

CHANGED: Final = re.compile(
    rf"(?:[较比](?:上年|去年|20\d\d年)(?:同期)?)?(?:每(?:年|个?月|季度?)|逐[年月季]|年均?)?(?:同比|环比)?(?:新增|[再净]?(?:{RISES}|{FALLS}))$"
)
"""What a name ends with by how much something changes, and what it comes to is told next."""
_THAN_OTHERS: Final = re.compile(
    "(?:[高低优多少]于|不[高低]于|超过|达到)(?:上年|去年|[^，。；\\d]{0,6}平均)[^，。；\\d]{0,6}$"
)
"""What a clause ends with by which something is compared, and in the next with a figure."""
_LABEL: Final = re.compile("(?:[工主年重][作要度点])?(?:目标|任务|指标|内容)(?:任务|要求)?$")
"""What stands behind a title, on a line of its own, before a colon."""
_NEAR: Final = 4
"""So many targets before a clause may be the number that it tells parts of."""


@dataclass(frozen=True, slots=True)
class Before:
    """A clause of a text and what stands before it ``within`` the stretch that is read.

    ``given`` is the target just before it, ``whole`` that or the one whose clause has it in
    brackets, ``targets`` are the last before it.
    """

    flat: str
    clause: Place
    within: Place
    given: TargetReading | None
    whole: TargetReading | None
    targets: Sequence[TargetReading] = ()

    @classmethod
    def of(cls, flat: str, clause: Place, within: Place, found: Sequence[TargetReading]) -> Before:
        """A clause with the last of the targets that were ``found`` before it.

        They are told apart from those that it goes on from.
        """
        begin, last = clause[0], found[-1] if found else None
        given = last if last and last.end == begin - 1 else None
        whole = last if last and last.at < begin <= last.end else given
        return cls(flat, clause, within, given, whole, found[-_NEAR:])

    def holding(self, unit: str, total: Fraction) -> TargetReading | None:
        """The last target of its sentence of which it may count so many in a unit."""
        for one in reversed(self.targets):
            goal = parse_goal(one.goal)
            if re.search("[。；]", self.flat[one.end : self.clause[0]]):
                return None
            if goal and goal.unit == unit and goal.bound >= total:
                return one
        return None

    @property
    def follows(self) -> bool:
        """Whether a comma parts it from the clause before."""
        begin = self.clause[0]
        return self.flat[begin - 1 : begin] == "，"

    @property
    def has_text(self) -> bool:
        """Whether something of what is read stands before it."""
        return self.clause[0] > self.within[0]

    @property
    def is_aside(self) -> bool:
        """Whether a bracket opens before it."""
        begin = self.clause[0]
        return self.has_text and self.flat[begin - 1 : begin] == "（"

    @property
    def said(self) -> str:
        """What the clause before speaks of: its target's name, or where it has none its words."""
        if self.given:
            whole, _, part = self.given.name.rpartition("，")
            name = whole if whole and _is_part(part) else self.given.name
            return CHANGED.sub("", name) or name
        return CHANGED.sub("", self.text) or self.text

    @property
    def text(self) -> str:
        """The words of the clause before, but for those that only compare."""
        start, end = self.within[0], self.clause[0] - 1
        said = self.flat[slice(*clause_of(self.flat, start, end, end))] if start <= end else ""
        return _LABEL.sub("", _THAN_OTHERS.sub("", said)) or said


def _is_part(name: str) -> bool:
    """Whether a name says only which part of something it is, or where, and not of what."""
    return (BATCH.fullmatch(name) or PLACES.fullmatch(name)) is not None


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A figure of a clause, by whose own words alone it may not be known what it is of.

    ``between`` are all words since the ``last`` figure of its clause, of which the head of the
    setting leaves out what that counts; ``own`` are those before the clause's first figure.
    """

    before: Before
    setting: Setting
    between: str
    own: str
    last: Figure | None

    @property
    def head(self) -> str:
        """The words before the figure."""
        return self.setting.head

    @property
    def bare(self) -> str:
        """The same without those that compare it."""
        return without_operator(self.head)

    @property
    def first(self) -> str:
        """The words before its clause's first figure without those that compare that."""
        return without_operator(self.own)

    @property
    def ends(self) -> bool:
        """Whether nothing of its own stands behind it."""
        return self.setting.tail[:1] in ("", "、")


def goes_on(head: str, setting: Setting, given: TargetReading | None) -> bool:
    """Whether the clause before a figure's own says what is done, or with what it is done.

    Where that has figures, and so the target ``given``, its deed is that of others who do it so
    many times, and not of what else is counted: 自查率达100%，监督抽考安全员200人次.
    """
    figure = setting.figure
    often = occasions_in(head) if figure.unit in TIMES and figure.number == "1" else ""
    goal = often or figure.unit
    name = name_of(head, setting.tail, figure)
    alike = given is None or counted(given.goal) == counted(goal)
    alike = alike or goal.endswith(figure_words.SPANS) or head.startswith("其中")
    of_it = given is None or SIZE.fullmatch(given.name.rpartition("，")[2]) is None
    return (alike and lacks_deed(name, goal)) or (of_it and SIZE.fullmatch(name) is not None)
