"""Forward: a quote sets the operator, the number and the unit of its target's goal."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, chain, islice
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document.anchors import Alignment, Pair, compact
from foodsafety_ledger.document.figures import Figure, clause_of, find_figures
from foodsafety_ledger.document.findings import Findings
from foodsafety_ledger.document.header import Deadline, Header, find_deadlines, parse_deadline
from foodsafety_ledger.document.measures import NOT_BINDING_WORDS as NOT_BINDING
from foodsafety_ledger.document.measures import is_said
from foodsafety_ledger.document.targets import Reading
from foodsafety_ledger.document.text import Place
from foodsafety_ledger.model.goal import Goal, GoalKind, Operator, parse_goal
from foodsafety_ledger.model.number import parse_decimal
from foodsafety_ledger.model.plan import Holds, Item, Target
from foodsafety_ledger.words.document import TEXTS

_START: Final = attrgetter("start")


Asked = tuple[Reading, Goal]
Size = tuple[Fraction | None, str]
"""A number with its unit."""


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A quote's place with the figures in it, and what they ask for as the grammar takes it."""

    place: Place
    figures: tuple[Figure, ...]
    stated: Mapping[Size, list[Figure]]
    asked: Mapping[Size, list[Asked]]

    def all_asked(self) -> list[Asked]:
        """The readings whose figure stands in the quote itself."""
        return sorted(chain.from_iterable(self.asked.values()), key=_begin)


class _ItemText:
    """What the text of one item says of figures; it is read once, and so is each quote in it."""

    def __init__(self, pair: Pair, findings: Findings) -> None:
        self._figures = find_figures(findings.document.flat, *pair.reach) if pair.reach else []
        readings = pair.draft.targets if pair.draft else []
        goals = [(reading, parse_goal(reading.goal)) for reading in readings]
        self._asked = [(r, goal) for r, goal in goals if goal and goal.kind is GoalKind.BOUND]
        self._ends = list(accumulate((reading.end for reading, _ in self._asked), max))
        self._quotes: dict[Place, _Quoted] = {}

    def quoted(self, place: Place) -> _Quoted:
        """The figures at a place, and the readings whose figure stands there."""
        if place not in self._quotes:
            self._quotes[place] = self._read(*place)
        return self._quotes[place]

    def _read(self, start: int, end: int) -> _Quoted:
        first, behind = (bisect_left(self._figures, at, key=_START) for at in (start, end))
        figures = tuple(self._figures[first:behind])
        stated: dict[Size, list[Figure]] = {}
        for figure in figures:
            for size in _sizes(figure):
                stated.setdefault(size, []).append(figure)
        asked: dict[Size, list[Asked]] = {}
        first, behind = bisect_right(self._ends, start), bisect_left(self._asked, end, key=_begin)
        for reading, goal in self._asked[first:behind]:
            if start < reading.end and _size(goal) in stated:
                asked.setdefault(_size(goal), []).append((reading, goal))
        return _Quoted((start, end), figures, stated, asked)


def check_goals(
    alignment: Alignment, places: Mapping[str, Sequence[Place]], findings: Findings
) -> None:
    """Finds goals that their quotes do not set, and quoted figures that no goal takes (FL705).

    ``places`` are where each target's quote stands; a quote that stands nowhere is found already.
    """
    for pair in alignment.pairs:
        text = _ItemText(pair, findings)
        quotes = {t.ref: [text.quoted(place) for place in places[t.ref]] for t in pair.item.targets}
        wrong = [
            target
            for target in pair.item.targets
            if not _check(
                target, quotes[target.ref], findings, explained=_is_explained(target, pair)
            )
        ]
        if pair.draft is not None and not wrong:
            _check_unused(pair.item, quotes, findings)


def _is_explained(target: Target, pair: Pair) -> bool:
    """Whether an erratum of the item says how the target's words are read, and why."""
    words = compact(target.quote)
    quotes = [compact(erratum.quote) for erratum in pair.item.errata]
    return any(quote in words or words in quote for quote in quotes)


def _check(
    target: Target, quotes: Sequence[_Quoted], findings: Findings, *, explained: bool
) -> bool:
    """Whether the quote sets the goal, at one of its places; else what is wrong is reported.

    A target whose words are ``explained`` may be a direction only, without a word for it.
    """
    found = [_wrong(target, quoted, findings) for quoted in quotes]
    if explained:
        found = ["" if variant == "binding" else variant for variant in found]
    variant, right = next(iter(found), ""), "" in found
    findings.counts["goals"].count(covered=right)
    if quotes and not right:
        facts = {"goal": target.goal_text, "text": target.quote, "target": target.ref}
        facts["says"] = "、".join(dict.fromkeys(_said(quotes[0]))) or "—"
        findings.of_plan("FL705", target.goal_at, quotes[0].place, variant, **facts)
    return right


def _wrong(target: Target, quoted: _Quoted, findings: Findings) -> str:
    """What is wrong with a target, as a variant of FL705; empty if nothing is."""
    flat, place = findings.document.flat, quoted.place
    words = flat[slice(*place)]
    variant = _wrong_goal(target.goal, quoted, words)
    if variant:
        return variant
    equal = [r for r, goal in quoted.asked.get(_size(target.goal), ()) if goal == target.goal]
    if any(r.holds is Holds.EVERY_PERIOD for r in equal) and target.holds is not Holds.EVERY_PERIOD:
        return "holds"
    if target.binding and NOT_BINDING.search(words):
        return "not-binding"
    clause = flat[clause_of(flat, 0, place[0], place[0])[0] : place[1]]
    if not target.binding and not (NOT_BINDING.search(clause) or "引导" in clause):
        return "binding"
    return ""


def _wrong_goal(goal: Goal, quoted: _Quoted, words: str) -> str:
    size = _size(goal)
    if goal.kind is GoalKind.BOUND and size in quoted.stated:
        operators = {found.operator for _, found in quoted.asked.get(size, ())}
        stated = {figure.operator or Operator.AT_LEAST for figure in quoted.stated[size]}
        return "" if goal.operator in (operators or stated) else "operator"
    if goal.kind is GoalKind.BOUND and any(unit == size[1] for _, unit in quoted.asked):
        return "number"
    if goal.kind is GoalKind.BOUND and quoted.asked and not is_said(goal, words):
        return "number"
    return "" if is_said(goal, words) else "words"


def _begin(asked: Asked) -> int:
    return asked[0].start


def _size(goal: Goal) -> Size:
    return goal.bound, _unit(goal.unit)


@lru_cache(maxsize=256)
def _unit(unit: str) -> str:
    return compact(unit)


def _sizes(figure: Figure) -> set[Size]:
    """The number of a figure, or both of a range, each with its unit."""
    numbers = [figure.number, figure.low] if figure.low else [figure.number]
    return {(parse_decimal(number), _unit(figure.unit)) for number in numbers}


def _said(quoted: _Quoted) -> list[str]:
    """The goals that the quote's figures set, for the message; else the bare figures."""
    asked = [reading.goal for reading, _ in quoted.all_asked()]
    return asked or [f"{figure.number}{figure.unit}" for figure in quoted.figures]


def _check_unused(item: Item, quotes: Mapping[str, Sequence[_Quoted]], findings: Findings) -> None:
    """Finds goals that a quoted figure sets and no target of the item has."""
    bounds = [t.goal for t in item.targets if t.goal.kind is GoalKind.BOUND]
    goals = {(goal.operator, _size(goal)) for goal in bounds}
    seen: set[Place] = set()
    for target in item.targets:
        for quoted in quotes[target.ref]:
            asked = [] if quoted.place in seen else quoted.all_asked()
            seen.add(quoted.place)
            for reading, goal in asked:
                if (goal.operator, _size(goal)) not in goals:
                    facts = {"goal": reading.goal, "text": target.quote, "target": target.ref}
                    findings.of_plan("FL705", target.quote_at, quoted.place, "unused", **facts)


_START_VERIFY_DATES: Final = attrgetter("start")
_YEARS: Final = re.compile(r"(20\d{2})(?=年|[-—–~至]20\d{2}年)")
_UNKNOWN: Final = TEXTS["unknown"]
"""What a draft writes where the document does not say."""


def check_dues(
    alignment: Alignment,
    places: Mapping[str, Sequence[Place]],
    year: int,
    findings: Findings,
) -> None:
    """Finds deadlines that the data lacks, and due days that are not stated (FL706)."""
    for pair in alignment.pairs:
        if pair.draft is None or pair.reach is None:
            continue
        flat, ranges = findings.document.flat, pair.draft.text.ranges
        found = [d for place in ranges for d in find_deadlines(flat, *place, year)]
        deadlines = sorted(found, key=_START_VERIFY_DATES)
        _check_stated(pair, deadlines, places, findings)
        _check_days(pair, _days(pair, deadlines, year), places, findings)


def _days(pair: Pair, deadlines: list[Deadline], year: int) -> set[date]:
    """Every day that the item's text or its phrase names as a deadline."""
    days = {deadline.day for deadline in deadlines}
    stated = pair.draft.text.phrase.due if pair.draft else ""
    day = parse_deadline(stated, year) if stated else None
    return days | ({day} if day else set())


def _check_stated(
    pair: Pair,
    deadlines: list[Deadline],
    places: Mapping[str, Sequence[Place]],
    findings: Findings,
) -> None:
    """Holds each deadline of the text against the targets whose quotes hold it, or the item."""
    item = pair.item
    dues = {item.due, *(target.due for target in item.targets)}
    quoted = _quoting(item, deadlines, places)
    for deadline in deadlines:
        quoting = quoted[deadline].values()
        wrong = [(t.ref, t.due, t.quote_at) for t in quoting if t.due != deadline.day]
        if not quoting and deadline.day not in dues:
            at = findings.in_item(item.id, item.phrase_at, "due", "phrase")
            wrong = [(item.id, item.due, at)]
        for ref, due, at in wrong:
            facts = {"item": ref, "due": due.isoformat(), "says": deadline.day.isoformat()}
            findings.of_plan("FL706", at, (deadline.start, deadline.end), **facts)


def _quoting(
    item: Item, deadlines: list[Deadline], places: Mapping[str, Sequence[Place]]
) -> dict[Deadline, dict[str, Target]]:
    """The targets whose quotes hold each deadline; deadlines stand in the text's order."""
    quoting: dict[Deadline, dict[str, Target]] = {deadline: {} for deadline in deadlines}
    for target in item.targets:
        for start, end in places[target.ref]:
            for deadline in islice(
                deadlines, bisect_left(deadlines, start, key=_START_VERIFY_DATES), None
            ):
                if deadline.end > end:
                    break
                quoting[deadline][target.ref] = target
    return quoting


def _check_days(
    pair: Pair, days: set[date], places: Mapping[str, Sequence[Place]], findings: Findings
) -> None:
    """Finds due days of the data, other than the plan's last day, that the text does not state."""
    item = pair.item
    reach = pair.reach
    if item.due not in days | {findings.plan.end}:
        at = findings.in_item(item.id, item.phrase_at, "due", "phrase")
        due = item.due.isoformat()
        findings.of_plan("FL706", at, reach, "not-stated", due=due, item=item.id)
    for target in item.targets:
        stated = target.due in days or target.due in _own_days(target, findings)
        if target.due != item.due and not stated:
            near = places[target.ref][0] if places[target.ref] else reach
            facts = {"due": target.due.isoformat(), "item": target.ref}
            findings.of_plan("FL706", target.quote_at, near, "not-stated", **facts)


def _own_days(target: Target, findings: Findings) -> set[date]:
    day = parse_deadline(compact(target.quote), findings.plan.start.year)
    return {day} if day else set()


def check_header(header: Header, findings: Findings) -> None:
    """Finds what the plan says of the document and the document does not (FL707)."""
    document = findings.plan.document
    _check_words("number", document.number, header.number, findings)
    _check_words("issuer", document.issuer, header.issuer, findings)
    if header.issued != document.issued:
        says = header.issued.isoformat() if header.issued else "—"
        _report("issued", document.issued.isoformat(), says, findings)
    else:
        _cover_date(document.issued, findings)
    title = findings.plan.title.zh
    places = findings.anchors.places(title)
    for place in places:
        findings.cover(place, "header", "title")
    if not places:
        findings.of_plan("FL707", findings.in_plan("title", "zh"), None, "title", text=title)
    _check_years(header, findings)


def _check_words(key: str, words: str, says: str, findings: Findings) -> None:
    """Holds the number or the issuer against what the head of the document says."""
    places = findings.anchors.places(words)
    unstated = not says and words in _UNKNOWN
    if (places and compact(says or words) == compact(words)) or unstated:
        for place in places:
            findings.cover(place, "header", key)
        return
    _report(key, words, says or "—", findings)


def _report(key: str, value: str, says: str, findings: Findings) -> None:
    at = findings.in_plan("document", key)
    places = findings.anchors.places(says) if key != "issued" else []
    near = places[0] if places else None
    findings.of_plan("FL707", at, near, key, text=value, says=says)


def _cover_date(day: date, findings: Findings) -> None:
    for month, number in ((day.month, day.day), (f"{day.month:02}", f"{day.day:02}")):
        for place in findings.anchors.places(f"{day.year}年{month}月{number}日"):
            findings.cover(place, "header", "issued")


def _check_years(header: Header, findings: Findings) -> None:
    """Holds the plan's period against the years in the document's title."""
    plan = findings.plan
    years = [int(year) for year in _YEARS.findall(compact(header.title))]
    if years and not (plan.start.year == years[0] and plan.end.year >= years[-1]):
        period = f"{plan.start.isoformat()} – {plan.end.isoformat()}"
        at = findings.in_plan("period")
        says = "、".join(map(str, years))
        findings.of_plan("FL707", at, None, "year", text=period, says=says)
