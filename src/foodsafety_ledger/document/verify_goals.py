"""Whether each goal is the one that its quote sets, and each figure of a quote taken (FL705)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from foodsafety_ledger.document import date_words, figure_words, second_figures
from foodsafety_ledger.document.anchors import compact
from foodsafety_ledger.document.edges import Edges
from foodsafety_ledger.document.folded import Place
from foodsafety_ledger.document.gathered import Verification
from foodsafety_ledger.document.placing import Placement, Spot
from foodsafety_ledger.document.second_figures import Numeral
from foodsafety_ledger.document.stated import Quoted, check_stated
from foodsafety_ledger.model.goal import SHARES, Goal, GoalKind, Operator
from foodsafety_ledger.model.plan import Across, Holds, Item, Target

_UNIT: Final = re.compile(f"(?:{figure_words.UNITS})")
_CHANGE: Final = re.compile("[较比与]|[同环]比|再?(?:[提增降减]|上升|下降)")
"""What a quote begins with that may say only how much something changes."""
_PART: Final = re.compile(
    "第?[一二三四]批|首批|新[增建]|改[造建]|扩建|提升|完成|(?:其中)?每(?:个?(?:半年|学[期年]|季度?)|个?[年月周])"
)
"""What it begins with where its sentence may say before of what it is a part."""
_SENTENCE: Final = 200
"""So far before the words for how often those may stand for what."""
_BEGINS: Final = re.compile("[，。；！？：]")


def check_goals(
    placement: Placement, places: dict[str, list[Place]], edges: Edges, findings: Verification
) -> None:
    """Finds goals that their quotes do not set, and quoted figures that no goal takes (FL705).

    ``places`` are where each target's quote stands; a quote that stands nowhere is found already.
    """
    excused = findings.confirmed
    check = _GoalCheck(placement, places, edges, findings)
    for spot in placement.spots:
        wrong = check.wrong(spot)
        if spot.phrase and not wrong:
            by_place: dict[Place, list[Target]] = {}
            for target in spot.item.targets:
                for place in places[target.ref]:
                    by_place.setdefault(place, []).append(target)
            quotes = [Quoted(at, [*figures_of(findings, at)], by_place[at]) for at in by_place]
            check_stated(spot.item, quotes, excused, findings)


class _GoalCheck:
    """Holds the goals of a plan's items against their quotes, and against one another."""

    def __init__(
        self,
        placement: Placement,
        places: dict[str, list[Place]],
        edges: Edges,
        findings: Verification,
    ) -> None:
        self._places, self._edges, self._findings = places, edges, findings
        self._tasks = placement.tasks
        self._variants: dict[tuple[object, ...], str] = {}
        self._named: dict[str, list[Target]] = {}
        self._quoted: dict[str, set[str]] = {}
        parts = 0
        for target in (target for spot in placement.spots for target in spot.item.targets):
            self._named.setdefault(target.name.zh, []).append(target)
            place = next(iter(places[target.ref]), None)
            parts += place is not None and edges.cuts_quote(place, parts=False)
        self._parts = parts >= _MANY

    def wrong(self, spot: Spot) -> bool:
        """Reports the item's goals that are not what their quotes say; whether there are any."""
        quoting: dict[str, list[Target]] = {}
        for target in spot.item.targets:
            quoting.setdefault(target.quote, []).append(target)
        again = self._again(spot.item.targets)
        right = [self._is_right(target, spot, quoting, again) for target in spot.item.targets]
        return not all(right)

    def _is_right(
        self,
        target: Target,
        spot: Spot,
        quoting: Mapping[str, list[Target]],
        again: Container[str],
    ) -> bool:
        """Whether the quote sets the goal, at one of its places; else what is wrong is reported.

        What an erratum explains may be a direction only, without a word for it. ``quoting`` are
        the item's targets by their quotes, ``again`` those that another says before them.
        """
        item, findings, places = spot.item, self._findings, self._places[target.ref]
        fine = {"", "binding"} if _is_explained(target, item) else {""}
        variant = self._variant(target, places[0]) if places else ""
        right = any(self._variant(target, place) in fine for place in places)
        beside = quoting[target.quote][:_MOST] if places else ()
        swapped = any(_turns(target, one, places[0], findings) for one in beside)
        if right and (
            swapped or _is_anothers(target, quoting) or self._is_of_another(target, spot)
        ):
            right, variant = False, "subject"
        if right and target.ref in again:
            right, variant = False, "again"
        findings.counts["goals"].count(covered=right)
        if places and not right:
            flat = findings.document.flat
            clause = flat[slice(*_widened(flat, places[0]))]
            goals = [_as_goal(flat, figure, clause) for figure in figures_of(findings, places[0])]
            facts = {"goal": target.goal_text, "text": target.quote, "target": target.ref}
            facts["says"] = "、".join(dict.fromkeys(goals)) or "—"
            findings.of_plan("FL705", target.goal_at, places[0], variant, **facts)
        return right

    def _variant(self, target: Target, place: Place) -> str:
        """What is wrong with a target, as a variant of FL705; empty if nothing is."""
        key = (place, target.goal, target.name, target.across, target.holds, target.binding)
        if key not in self._variants:
            cut = "cut" if self._edges.cuts_quote(place, parts=self._parts) else ""
            self._variants[key] = _wrong(target, place, self._edges, self._findings) or cut
        return self._variants[key]

    def _is_of_another(self, target: Target, spot: Spot) -> bool:
        """Whether a target bears the name of one of another item, whose quote alone has it."""
        name, flat = target.name.zh, self._findings.document.flat
        head, reach = self._tasks.get(spot.item.task), spot.reach
        if self._quoted_by(name) <= {target.item} or not (head and reach):
            return False
        own = f"{flat[slice(*head.title)]}，{flat[slice(*reach)]}"
        return not second_figures.has_words(name, own)

    def _quoted_by(self, name: str) -> AbstractSet[str]:
        """The items of targets of one name whose quotes have it."""
        if name not in self._quoted:
            having = (one for one in self._named[name] if second_figures.has_words(name, one.quote))
            self._quoted[name] = {one.item for one in having}
        return self._quoted[name]

    def _again(self, targets: Sequence[Target]) -> set[str]:
        """Those that are one before them once more, whose figure does not stand so often."""
        alike: dict[tuple[object, ...], list[Target]] = {}
        for one in targets:
            key = (one.quote, one.goal, one.due, one.name, one.goal_text)
            alike.setdefault(key, []).append(one)
        again: set[str] = set()
        for same in (group for group in alike.values() if len(group) > 1):
            places = self._places[same[0].ref]
            figures = (f for place in places for f in figures_of(self._findings, place))
            equal = sum(stands_at(same[0].goal, [figure]) >= 0 for figure in figures)
            if len(same) > max(len(places), equal):
                again.update(one.ref for one in same[1:])
        return again


_MANY: Final = 2
"""Where so many quotes are parts of their clauses, the office quotes so."""


def _turns(target: Target, other: Target, place: Place, findings: Verification) -> bool:
    """Whether two targets of one quote have each the name of the other's figure."""
    if target.quote != other.quote or target.goal == other.goal or target.name == other.name:
        return False
    figures = list(figures_of(findings, place))
    at, its = (stands_at(one.goal, figures) for one in (target, other))
    first, second = (target, other) if at < its else (other, target)
    names = first.name.zh, second.name.zh
    return -1 < min(at, its) != max(at, its) and second_figures.are_swapped(target.quote, *names)


def stands_at(goal: Goal, figures: Sequence[Numeral]) -> int:
    """Where the figure of a goal stands among those of a quote; -1 where none does."""
    if goal.kind is not GoalKind.BOUND:
        return -1
    return next(
        (f.start for f in figures if f.is_in(goal.unit) and f.in_unit(goal.unit) == goal.bound), -1
    )


_NAMES_NOTHING: Final = re.compile(
    rf"(?:{date_words.DATES}|[上下]半年|[一二三四]季度|[年月底末之前]|完成|实现|达到?|新?建成?)+"
    r"\d[\d.]*[一-鿿]{1,2}"
)
"""A quote of nothing but a number by a day, whose thing a later clause names."""
_MOST: Final = 8
"""With so many targets of one quote the name of another is compared."""


def _is_anothers(target: Target, quoting: Mapping[str, Sequence[Target]]) -> bool:
    """Whether a target bears the name of what another one's quote is about.

    What only changes may bear that of what is told in its unit, in points that of a share.
    """
    units = (*SHARES, target.goal.unit) if _CHANGE.match(target.quote) else ()
    return any(
        second_figures.is_anothers(target.name.zh, target.quote, other)
        for other, its in quoting.items()
        if target.quote not in other and any(one.goal.unit not in units for one in its)
    )


def _as_goal(flat: str, figure: Numeral, clause: str) -> str:
    """A figure as the goal that its words set."""
    unit = _UNIT.match(figure.after)
    number = flat[figure.start : figure.end] + (unit[0] if unit else "")
    return f"{min(second_figures.operators_of(figure, clause))} {number}"


def _is_explained(target: Target, item: Item) -> bool:
    """Whether an erratum of the item says how the target's words are read, and why."""
    words = compact(target.quote)
    quotes = [compact(erratum.quote) for erratum in item.errata]
    return any(quote in words or words in quote for quote in quotes)


def _wrong(target: Target, place: Place, edges: Edges, findings: Verification) -> str:
    """What is wrong with a target, as a variant of FL705; empty if nothing is."""
    flat, goal = findings.document.flat, target.goal
    words = flat[slice(*place)]
    figures = [
        figure for figure in figures_of(findings, place) if not second_figures.is_base(figure)
    ]
    equal = [f for f in figures if f.is_in(goal.unit) and f.in_unit(goal.unit) == goal.bound]
    if equal and not goal.unit and _column_unit(findings, equal[0]):
        equal = []
    clause = flat[slice(*_widened(flat, place))]
    variant = _wrong_goal(goal, figures, equal, clause)
    before = edges.before(place[0])
    late = before and second_figures.lacks_words(target.name.zh, words, f"{before}{words}")
    if not variant and (late or any(_is_cut(flat, figure, place[1]) for figure in equal)):
        variant = "words"
    if not variant and not _is_named(target, figures, equal, flat, place):
        variant = "subject"
    far = max(0, place[0] - _SENTENCE)
    begin = max(far, flat.rfind("。", far, place[0]) + 1)
    at = equal[0].start if equal else place[0]
    hoped = figure_words.HOPED_BY.search(flat, begin, at) is not None
    variant = variant or _wrong_kind(target, equal, words, clause, hoped=hoped)
    begin = max(begin, flat.rfind("；", far, place[0]) + 1)
    before = _ASIDE.sub("，", flat[begin : place[0]])
    return variant or ("not-each" if _is_pooled(target, before + words) else "")


def _is_named(
    target: Target, figures: list[Numeral], equal: list[Numeral], flat: str, place: Place
) -> bool:
    """Whether the target's name can be that of its figure, or of what is asked without one.

    The words for how often may stand far behind those for what, how much something changes behind
    what it comes to, and the parts of something behind its name.
    """
    kind, name = target.goal.kind, target.name.zh
    far = max(0, place[0] - _SENTENCE)
    begin = max(far, flat.rfind("。", far, place[0]) + 1)
    if kind is GoalKind.BOUND:
        clause = flat[slice(*_widened(flat, place))]
        if not equal or second_figures.is_about(name, figures, equal, clause):
            return True
        rest = flat[place[1] : flat.find("。", place[1], place[1] + _SENTENCE)]
        if _NAMES_NOTHING.fullmatch(flat, *place) and flat[place[1] : place[1] + 1] == "，":
            return second_figures.shares_words(name, rest)
        behind = flat[place[0] - 1] == "，"
        if behind and _PART.match(flat, place[0]):
            return second_figures.shares_words(name, flat[begin : place[0]])
        before = flat[slice(*_widened(flat, (place[0] - 1, place[0] - 1)))]
        changes = behind and _CHANGE.match(flat, place[0]) is not None
        return changes and second_figures.shares_words(name, before)
    sentence = flat[begin : place[1]]
    return kind is GoalKind.DONE or second_figures.shares_words(name, sentence)


def _wrong_kind(
    target: Target, equal: list[Numeral], words: str, clause: str, *, hoped: bool
) -> str:
    """What is wrong with when a goal is to hold, and whether it binds; empty if nothing is.

    ``hoped`` is whether a clause before says that it is only striven for.
    """
    always = target.holds is Holds.EVERY_PERIOD
    keeps = any(second_figures.KEEPING.search(figure.before) for figure in equal)
    bare = not (hoped or second_figures.NOT_BINDING.search(clause) or "引导" in clause)
    asks = hoped or second_figures.NOT_BINDING.search(words)
    found = (
        (keeps and not always, "holds"),
        (always and not (_HELD.search(clause) or target.goal.bound == 0), "not-held"),
        (target.binding and asks, "not-binding"),
        (not target.binding and bare, "binding"),
    )
    return next((variant for wrong, variant in found if wrong), "")


_ASIDE: Final = re.compile("（[^（）]*）")
_EACH: Final = re.compile(
    "每(?!(?:个|[半两二三四五六]|\\d){0,2}(?:季度?|学[年期]|[年月周日天旬次轮批期]))"
    "|各(?![项类种])|逐(?![年月季步])|(?<![年月日平])均(?!衡)|分别"
    "|(?i:(?:each|every|per)(?! (?:[a-z]+ )?(?:day|week|month|quarter|term|year))|all|any|both)"
    "(?![a-z])"
)
"""Words that ask for something of each, and not only each time."""


def _is_pooled(target: Target, sentence: str) -> bool:
    """Whether a goal that is to be reached by each is asked of all together."""
    goal = target.goal
    counted = goal.kind is GoalKind.BOUND and not goal.unit.endswith(figure_words.SPANS)
    return counted and target.across is Across.EACH and _EACH.search(sentence) is None


_HELD: Final = re.compile(
    "保持|稳定|维持|巩固|始终|一直|长期|持续|常年|常态"
    r"|(?i:maintain|keep|kept|remain(?!\w* (?:open|outstanding|to be|un))|sustain|hold|always)"
)
"""Words that keep a goal up; what remains open, or undone, is only what is left on its day."""
_TAIL: Final = re.compile("(?:及|或)?(?:[以之][上下]|[以之]?内(?!部))")


def _is_cut(flat: str, figure: Numeral, end: int) -> bool:
    """Whether a quote ends within the unit of its figure, or the words behind that compare it."""
    unit = _UNIT.match(flat, figure.end)
    stop = unit.end() if unit else figure.end
    tail = _TAIL.match(flat, stop)
    return figure.end <= end < (tail.end() if tail else stop)


def _column_unit(findings: Verification, figure: Numeral) -> str:
    """The unit that a column of its own has for a figure; empty where the figure's cell has one."""
    flat, cell = findings.document.flat, findings.cells.holding(figure.start)
    unit = findings.measured.get(cell) if cell else None
    own = cell and _UNIT.match(flat, figure.end, cell[1])
    words = flat[slice(*unit)] if unit and not own else ""
    return figure_words.IN_CELLS.get(words, words)


def figures_of(findings: Verification, place: Place) -> Iterator[Numeral]:
    """The figures of a quote, each with its unit behind it, wherever that stands."""
    flat = findings.document.flat
    for figure in second_figures.figures_in(flat, *place):
        unit = _column_unit(findings, figure)
        bare = figure._replace(after=f"{unit}{figure.after}", percent=unit == "%")
        yield bare if unit else figure


def _widened(flat: str, place: Place) -> Place:
    """A place back to where its clause begins, or the one before where it only says to what."""
    start = place[0]
    if flat.startswith("to ", start):
        start = max(0, flat.rfind("，", 0, start))
    stops = [found.end() for found in _BEGINS.finditer(flat, max(0, start - 60), start)]
    return (stops[-1] if stops else max(0, start - 60)), place[1]


def _wrong_goal(goal: Goal, figures: list[Numeral], equal: list[Numeral], clause: str) -> str:
    if goal.kind is GoalKind.BOUND and equal:
        allowed = set[Operator]().union(
            *(second_figures.operators_of(figure, clause) for figure in equal)
        )
        if second_figures.is_low(clause) and Operator.AT_LEAST in allowed:
            allowed.add(Operator.AT_MOST)
        ends = [end for pair in pairwise(figures) if pair[0].ranged for end in pair]
        ranged = all(figure in ends for figure in equal)
        right = _is_range(goal, figures) if ranged else goal.operator in allowed
        return "" if right else "operator"
    if second_figures.is_said(goal, clause):
        return ""
    return "number" if goal.kind is GoalKind.BOUND and figures else "words"


def _is_range(goal: Goal, figures: list[Numeral]) -> bool:
    """Whether a goal is an end of a range (3—5个): at least the lower, at most the upper one."""
    ends = {Operator.AT_LEAST: 0, Operator.AT_MOST: 1}
    return goal.operator in ends and any(
        pair[0].ranged and pair[ends[goal.operator]].in_unit(goal.unit) == goal.bound
        for pair in pairwise(figures)
    )
