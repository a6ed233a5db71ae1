"""Measures: what kind of value a target takes, and everything that follows from it.

One object a measure, in one table. Who needs to know something of a target's measure asks the
object; a measure that leaves an answer out does not type-check. What its questions and labels say
stands here too, so that a measure is one object and its words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final, cast

from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.goal import COUNTERS, FREQUENCIES, TRENDS, GoalKind, scale_of
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.number import (
    MAX_DIGITS,
    Counts,
    parse_counts,
    parse_decimal,
    parse_integer,
)
from foodsafety_ledger.model.period import parse_date, why_no_date

Figure = Counts | Fraction
"""What can be added up and compared with a bound or a baseline."""


class NotApplicable(StrEnum):
    """What a department says of a target that does not apply to it (design 4.2)."""

    NOT_APPLICABLE = "n/a"


NOT_APPLICABLE: Final = NotApplicable.NOT_APPLICABLE

Value = Figure | date | NotApplicable
"""Counts for a ratio; an exact amount for a count, score or occasions; a milestone's date; or n/a
for every measure."""


Far = Callable[[Value], Fraction]
"""How far a value is from its goal."""


class ValueProblem(StrEnum):
    """Why a text is no value of its target."""

    PERCENTAGE = "percentage"
    NOT_COUNTS = "not-counts"
    ZERO_DENOMINATOR = "zero-denominator"
    NOTHING_OF_COMMON = "nothing-of-common"
    NOT_A_NUMBER = "not-a-number"
    NEGATIVE = "negative"
    NOT_WHOLE = "not-whole"
    INDIVISIBLE = "indivisible"
    NOT_A_DATE = "not-a-date"
    NO_SUCH_DAY = "no-such-day"
    CENTURY = "century"
    TOO_LONG = "too-long"
    FULL_WIDTH = "full-width"


class Denominator(StrEnum):
    """Whether each department has a denominator of its own or all share one (design 4.3)."""

    OWN = "own"
    COMMON = "common"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Measure:
    """What kind of value a target takes (design 3 and 4.1).

    ``name`` is the plan's word. ``read`` makes a value of a text, ``read_baseline`` a baseline.
    ``together`` makes one value of the departments', whose denominators are their own or common,
    told how far each is from the goal (4.3). ``goals`` are those that fit, and ``bears`` says
    whether a bound may have a unit, empty where it has none.

    ``is_share``: numerator over denominator, so ``counts`` says of what, and a denominator may be
    common. ``is_figure``: values follow each other in time as ``value_is`` says, and may be pooled.
    ``adds_over_time``: increments of it make sense. ``adds_across``: what every department gives
    is a part of one sum. ``sure_early``: a ``>=`` bound once reached stays reached, whoever is
    still to report. ``by_period``: judged period by period, never over the whole. ``is_dated``:
    its value says itself when it was reached. ``has_next``: there is a least value that is better
    than another.

    ``noun``, ``label``, ``units``, ``question`` (with ``{target}``, ``{counts}``, ``{unit}``) and
    ``method`` are its words: what it is called in a sentence and in a table, which units its goals
    have, how its value is asked for, how departments' values make one.
    """

    name: str
    read: Callable[[str, Denominator], Value | ValueProblem]
    read_baseline: Callable[[str], Figure | None]
    together: Callable[[Sequence[Value], Denominator, Far], Value]
    goals: frozenset[GoalKind]
    bears: Callable[[str, Fraction], bool]
    is_share: bool
    is_figure: bool
    adds_over_time: bool
    adds_across: bool
    sure_early: bool
    by_period: bool
    is_dated: bool
    has_next: bool
    label: Name
    noun: Name
    units: Name
    question: Name
    method: Name

    def __str__(self) -> str:
        """The plan's word."""
        return self.name


def is_nothing(value: Value | None) -> bool:
    """Whether a value is ``0/0`` or n/a: there was nothing to do, or it does not apply."""
    return value is NOT_APPLICABLE or (isinstance(value, Counts) and value.denominator == 0)


def add_counts(counts: Sequence[Counts], denominator: Denominator) -> Counts:
    """Numerators added, and denominators too, unless all share the (last) one."""
    total = sum(one.numerator for one in counts)
    if denominator is Denominator.COMMON:
        return Counts(total, counts[-1].denominator)
    return Counts(total, sum(one.denominator for one in counts))


def add_values(values: Sequence[Value], denominator: Denominator) -> Value:
    """A department's values over time, added; ``0/0`` and n/a drop out; dates do not add (4.2)."""
    counts = [value for value in values if isinstance(value, Counts) and value.denominator]
    amounts = [value for value in values if isinstance(value, Fraction)]
    if not counts and not amounts:
        return values[-1]
    return add_counts(counts, denominator) if counts else sum(amounts, Fraction(0))


def _read_counts(text: str, denominator: Denominator) -> Value | ValueProblem:
    counts = parse_counts(text)
    if counts is None:
        return _why_no_counts(text)
    is_shared = denominator is Denominator.COMMON
    return ValueProblem.NOTHING_OF_COMMON if is_shared and is_nothing(counts) else counts


def _why_no_counts(text: str) -> ValueProblem:
    if text.endswith(("%", "‰")):
        return ValueProblem.PERCENTAGE
    numerator, slash, denominator = text.partition("/")
    if _is_too_long(numerator) or _is_too_long(denominator):
        return ValueProblem.TOO_LONG
    if slash and parse_integer(numerator) is not None and denominator == "0":
        return ValueProblem.ZERO_DENOMINATOR
    return ValueProblem.NOT_COUNTS


def _read_whole(text: str, denominator: Denominator) -> Value | ValueProblem:
    number = parse_integer(text)
    if number is not None:
        return Fraction(number)
    amount = _read_amount(text, denominator)
    return amount if isinstance(amount, ValueProblem) else ValueProblem.NOT_WHOLE


def _read_amount(text: str, _denominator: Denominator) -> Value | ValueProblem:
    amount = parse_decimal(text)
    if amount is None:
        return ValueProblem.TOO_LONG if _is_too_long(text) else ValueProblem.NOT_A_NUMBER
    return ValueProblem.NEGATIVE if text.startswith("-") else amount


def _is_too_long(text: str) -> bool:
    return len(text) > MAX_DIGITS and text.isascii() and text.replace(".", "", 1).isdigit()


def _read_counts_baseline(text: str) -> Figure | None:
    counts = parse_counts(text)
    return counts if counts is not None and counts.denominator else None


def _read_amount_baseline(text: str) -> Figure | None:
    return None if text.startswith("-") else parse_decimal(text)


def _furthest(values: Sequence[Value], _denominator: Denominator, far: Far) -> Value:
    return max(values, key=far)


def _bears_none(unit: str, _bound: Fraction) -> bool:
    return not unit


_FIGURES: Final = TRENDS | {GoalKind.BOUND}
_NO_UNIT: Final = Name("没有", "none")

RATIO: Final = Measure(
    name="ratio",
    read=_read_counts,
    read_baseline=_read_counts_baseline,
    together=lambda values, denominator, _far: add_counts(
        cast("Sequence[Counts]", values), denominator
    ),
    goals=_FIGURES,
    bears=lambda unit, bound: unit not in COUNTERS and bool(unit or not bound),  # 0 bears any unit
    is_share=True,
    is_figure=True,
    adds_over_time=True,
    adds_across=False,
    sure_early=False,
    by_period=False,
    is_dated=False,
    has_next=True,
    label=Name("比率：分子/分母", "ratio: numerator/denominator"),
    noun=Name("比率", "a ratio"),
    units=Name("%、‰，或 批次/千人 这样的率", "%, ‰, or a rate such as 批次/千人"),
    question=Name(
        "{target}：填 {counts}，如 118/120（没有就回车）",
        "{target}: {counts}, such as 118/120 (Enter for none)",
    ),
    method=Name(
        "各单位的分子、分母分别相加", "numerators and denominators of the departments are added"
    ),
)

COUNT: Final = Measure(
    name="count",
    read=_read_amount,
    read_baseline=_read_amount_baseline,
    together=lambda values, _denominator, _far: sum(
        cast("Sequence[Fraction]", values), Fraction(0)
    ),
    goals=_FIGURES,
    bears=lambda unit, _bound: scale_of(unit) == 1,
    is_share=False,
    is_figure=True,
    adds_over_time=True,
    adds_across=True,
    sure_early=True,
    by_period=False,
    is_dated=False,
    has_next=True,
    label=Name("数量", "count"),
    noun=Name("数量", "a count"),
    units=Name(
        "家、件、天等；要用百分比就写 measure: ratio",
        "家, 件, 天, …; for a share, write measure: ratio",
    ),
    question=Name("{target}：填数{unit}（没有就回车）", "{target}: a number (Enter for none)"),
    method=Name("各单位的数相加", "the departments' counts are added"),
)

SCORE: Final = Measure(
    name="score",
    read=_read_amount,
    read_baseline=_read_amount_baseline,
    together=_furthest,
    goals=_FIGURES,
    bears=lambda unit, _bound: unit in ("", "分"),
    is_share=False,
    is_figure=True,
    adds_over_time=False,
    adds_across=False,
    sure_early=False,
    by_period=False,
    is_dated=False,
    has_next=False,
    label=Name("得分", "score"),
    noun=Name("得分", "a score"),
    units=Name(
        "分，或者不写；要用百分比就写 measure: ratio",
        "分, or none; for a share, write measure: ratio",
    ),
    question=COUNT.question,
    method=Name("取各单位中最差的得分", "the worst score counts"),
)

OCCASIONS: Final = Measure(
    name="occasions",
    read=_read_whole,
    read_baseline=_read_amount_baseline,
    together=_furthest,
    goals=frozenset(FREQUENCIES),
    bears=_bears_none,
    is_share=False,
    is_figure=False,
    adds_over_time=True,
    adds_across=False,
    sure_early=False,
    by_period=True,
    is_dated=False,
    has_next=True,
    label=Name("次数", "occasions"),
    noun=Name("频次", "occasions"),
    units=_NO_UNIT,
    question=Name(
        "{target}：本期有几周（月、季）做到了（没有就回车）",
        "{target}: how many of the period's weeks (months) had one (Enter for none)",
    ),
    method=Name(
        "每个单位逐期单独看，同一期的次数相加",
        "each department and period by itself, a period's occasions added",
    ),
)

MILESTONE: Final = Measure(
    name="milestone",
    read=lambda text, _denominator: (
        parse_date(text) or ValueProblem(why_no_date(text) or ValueProblem.NOT_A_DATE)
    ),
    read_baseline=_read_amount_baseline,
    together=_furthest,
    goals=frozenset({GoalKind.DONE}),
    bears=_bears_none,
    is_share=False,
    is_figure=False,
    adds_over_time=False,
    adds_across=False,
    sure_early=False,
    by_period=False,
    is_dated=True,
    has_next=False,
    label=Name("节点：完成的日期", "milestone: the date it was reached"),
    noun=Name("节点", "a milestone"),
    units=_NO_UNIT,
    question=Name(
        "{target}：填完成日期，如 2021-11-15（还没完成就回车）",
        "{target}: the day it was reached, such as 2021-11-15 (Enter if not yet)",
    ),
    method=Name(
        "每个单位都要在期限前完成", "every department must have reached it by the due date"
    ),
)

MEASURES: Final[dict[str, Measure]] = {
    measure.name: measure for measure in (RATIO, COUNT, SCORE, OCCASIONS, MILESTONE)
}
"""Every measure by the plan's word for it."""
