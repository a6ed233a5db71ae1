"""Whether what is due is due on the day that the document says (FL706)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice, pairwise
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document import lexicon, second_days, title_years
from foodsafety_ledger.document.anchors import compact
from foodsafety_ledger.document.clauses import STOPS
from foodsafety_ledger.document.deadlines import Deadline, parse_deadline
from foodsafety_ledger.document.figure_words import SPANS
from foodsafety_ledger.document.folded import Gap, Place
from foodsafety_ledger.document.gathered import Verification
from foodsafety_ledger.document.placing import Placement, Spot
from foodsafety_ledger.document.table_owner import rows_by_day
from foodsafety_ledger.document.table_rows import RowsByUnits
from foodsafety_ledger.document.verify_goals import figures_of, stands_at
from foodsafety_ledger.model.goal import FREQUENCIES, Goal
from foodsafety_ledger.model.plan import Holds, Item, Plan, Target

_START: Final = attrgetter("start")
_DAY: Final = attrgetter("day")
_NEAR: Final = 300
"""What is farther from a quote is not of its sentence, nor a heading of its item."""
_CELL: Final = 20
"""A cell that says by when is not longer."""
_DUE: Final = re.compile(f"(?:{lexicon.LABELS['due']})：(?P<day>[^；]{{2,40}})")
_BROKEN: Final = re.compile(
    r"(?!Q[1-4](?![0-9])|Y20)[A-Za-z][0-9]"
    r"|[0-9][^\d年月日季.\-/—至前 ]|[月日][^\d底末初中上下旬份之以]前"
    r"|[底末][^前之以，、；完]$"
)
"""What a misread character leaves of a date in a cell: 1O月, 10月低前."""
_HEADS: Final = re.compile(
    "(?:[，。；：、（）. ]|最[迟晚]|力争|争取|务必|确保)(?:[并且要须应请在于到至自从]|截至)*$"
)
"""What stands before a deadline that heads its clause."""
_LEAST_HEADING: Final = 4
"""What stands between two tasks is a heading if it is longer."""


def check_dues(
    placement: Placement,
    rows: RowsByUnits,
    places: dict[str, list[Place]],
    findings: Verification,
) -> None:
    """Finds deadlines that the data lacks, and due days that are not stated (FL706)."""
    flat, end = findings.document.flat, findings.plan.end.year
    titled = title_years.years_in(compact(findings.plan.title.zh))
    year = max(titled, default=findings.plan.start.year)
    first, excused = findings.plan.start.year, findings.confirmed
    above, shared = _days_above(placement, findings, year), rows_by_day(findings.document)
    below = [*_days_below(flat, year, first)]
    for spot in placement.spots:
        if spot.reach is None:
            continue
        stated = [spot.reach, *([spot.phrase] if spot.carried and spot.phrase else [])]
        said = [
            Deadline(_in_term(findings.plan, day, flat[at:stop]), at, stop)
            for one in stated
            for day, at, stop in second_days.days_in(flat, *one, year, first)
        ]
        deadlines = sorted((d for d in said if not excused.holding(d.start)), key=_START)
        _check_stated(spot.item, deadlines, places, findings)
        dated = _check_bound(spot.item, deadlines, places, findings)
        words = flat[slice(*spot.phrase)] if spot.phrase else ""
        day = parse_deadline(words, year)
        row = rows.named_at(spot.phrase[0], spot.reach[1]) if spot.phrase else None
        stop = spot.reach[1] if spot.carried or not spot.outer else spot.outer[1]
        label = _DUE.search(words) or _DUE.search(flat, spot.reach[0], stop)
        own = row.due if row else label["day"] if label else words
        own_day = parse_deadline(own, year) or _day_apart(own, year)
        own_day = _in_term(findings.plan, own_day, own) if own_day else None
        if row and own_day == spot.item.due and not _BROKEN.search(row.due):
            cells = (place for place in row.stated if flat[slice(*place)] == row.due)
            findings.cover_all(cells, "number", "")
        whole = year == end or not titled or spot.item.ongoing or findings.plan.start.month != 1
        last = findings.plan.end if whole else date(year, 12, 31)
        days = {day, own_day, last, *(deadline.day for deadline in said), *above[spot.item.id]}
        days |= {day for day, at in below if at >= spot.reach[0]}
        for (start, stop), cell in shared:
            if spot.phrase and start <= spot.phrase[0] < stop:
                days |= _cell_days(findings, cell)
        _check_days(spot, days, places, findings)
        latest = max(deadlines, key=_DAY, default=None)
        final = {latest.day} if latest else above[spot.item.id]
        if own_day:
            _check_item_day(spot, {own_day}, spot.phrase, findings)
        elif dated and final and not spot.item.ongoing:
            near = (latest.start, latest.end) if latest else spot.phrase
            _check_item_day(spot, final, near, findings)


_OF_PLAN: Final = re.compile("Q([1-4])[ ,]+(?:of )?(?:the )?(?:FY|f(?:inancial|iscal) )")
"""A quarter that is counted from the beginning of such a plan."""
_YEAR: Final = re.compile("[0-9]{3,4}|[〇零○一二三四五六七八九]{3,4}年")


def _in_term(plan: Plan, day: date, words: str) -> date:
    """A day without a year where a plan from spring to spring has it; its year's end is the last.

    Other plans have it in the year that it is read in.
    """
    if plan.start.month == 1:
        return day
    if words.startswith(("全年", "年内")):
        return plan.end
    if quarter := _OF_PLAN.search(words):
        months = 12 * plan.start.year + plan.start.month - 1 + 3 * int(quarter[1])
        return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
    if plan.start <= day <= plan.end or _YEAR.search(words):
        return day
    years = (date(year, day.month, 1) for year in (plan.start.year, plan.end.year))
    days = (first + (day - day.replace(day=1)) for first in years)
    return next((one for one in days if plan.start <= one <= plan.end), day)


def _day_apart(words: str, year: int) -> date | None:
    """The last day of a year that stands between the marks of a phrase by itself."""
    days = (parse_deadline(part, year) for part in re.split("；", words))
    return next(filter(None, days), None)


def _days_above(
    placement: Placement, findings: Verification, year: int
) -> dict[str, frozenset[date]]:
    """The days that headings above each item name, which stand between one task and the next."""
    flat = findings.document.flat
    heads = [*placement.sections.values(), *placement.tasks.values()]
    last = min((head.start for head in heads), default=0)
    above, found = frozenset[date](), {}
    for spot in placement.spots:
        start, end = spot.reach or (last, last)
        if start - last > _LEAST_HEADING:
            stretch = flat[max(last, start - _NEAR) : start]
            days = (parse_deadline(words, year) for words in re.split("[（）。；]", stretch))
            above = frozenset(day for day in days if day and day != findings.plan.document.issued)
        found[spot.item.id], last = above, max(last, end)
    return found


_ALL_ABOVE: Final = re.compile("(?:以上|上述|前述)[一-鿿]{0,4}(?:任务|工作|事项|措施|项目|目标)")
"""What a sentence begins with that says of all above it by when it is due."""


def _days_below(flat: str, year: int, first: int) -> Iterator[tuple[date, int]]:
    """The days that sentences name for all that stands above them, and where each does so."""
    for found in _ALL_ABOVE.finditer(flat):
        stop = STOPS.search(flat, found.end())
        end = min(stop.start() if stop else len(flat), found.end() + _NEAR)
        for day, *_ in second_days.days_in(flat, found.end(), end, year, first):
            yield day, found.start()


def _check_bound(
    item: Item, deadlines: list[Deadline], places: dict[str, list[Place]], findings: Verification
) -> bool:
    """Holds each target's due day against the deadline that its words have, or stand behind.

    Of as many deadlines in a quote as there are targets of it, each is that of one of them.
    Returns whether every target has one.
    """
    dated, sharing = True, dict[str, list[Goal]]()
    for target in item.targets:
        sharing.setdefault(target.quote, []).append(target.goal)
    for target in item.targets:
        for place in places[target.ref][:1]:
            begin, end = (bisect_left(deadlines, at, key=_START) for at in place)
            own = [one for one in deadlines[begin:end] if one.end <= place[1]]
            near = [] if own else _before(deadlines, begin, place, findings)
            loose = not near or _is_loose(target, near[0], findings.document.flat)
            allowed = _paired(target.goal, sharing[target.quote], place, own, findings)
            if not own:
                behind = _in_sentence(deadlines[end : end + 1], place, findings)
                allowed = {one.day for one in near or behind} | ({item.due} if loose else set())
            if ends := _ends_of_years(places[target.ref], findings):
                allowed, loose = ends, False
            dated = dated and (bool(own) or not loose)
            if allowed and target.due not in allowed:
                facts = {"item": target.ref, "due": target.due.isoformat()}
                facts["says"] = min(allowed).isoformat()
                findings.of_plan("FL706", target.quote_at, place, **facts)
    return dated


def _ends_of_years(places: Sequence[Place], findings: Verification) -> set[date]:
    """The ends of the years below whose heads a table's cells hold one of the places."""
    held = (findings.yearly.holding(start) for start, _ in places)
    return {date(findings.by_year[cell], 12, 31) for cell in held if cell}


def _before(
    deadlines: list[Deadline], begin: int, place: Place, findings: Verification
) -> list[Deadline]:
    """The last deadline before a place in its sentence; the whole year only where it is alone."""
    near = _in_sentence(deadlines[max(0, begin - 1) : begin], place, findings)
    if near and findings.document.flat.startswith("全年", near[0].start):
        return _in_sentence(deadlines[max(0, begin - 2) : begin - 1], place, findings) or near
    return near


def _in_sentence(near: list[Deadline], place: Place, findings: Verification) -> list[Deadline]:
    """The deadline beside a place, if both stand in one sentence."""
    ends = sorted((*place, *(at for one in near for at in (one.start, one.end))))[1:3]
    apart = not near or ends[1] - ends[0] > _NEAR
    return [] if apart or STOPS.search(findings.document.flat, *ends) else near


_OWN_TIME: Final = re.compile(r"每|全年|(?<!\d)年内")
"""Words of a quote that give it a time of its own."""


def _is_loose(target: Target, near: Deadline, flat: str) -> bool:
    """Whether a target need not have the deadline before it: it is done, or holds, all the time."""
    always = target.goal.kind in FREQUENCIES or target.holds is Holds.EVERY_PERIOD
    timed = _OWN_TIME.search(target.quote) is not None or target.goal.unit.endswith(SPANS)
    return always or timed or not _HEADS.search(flat, max(0, near.start - 8), near.start)


def _check_item_day(
    spot: Spot, days: Collection[date], near: Place | None, findings: Verification
) -> None:
    """Finds an item that is due on none of the days that its label, cell or words name last.

    ``near`` is where the document says that one, or else the item's phrase.
    """
    item = spot.item
    if spot.phrase and item.due not in days and max(days) >= findings.plan.start:
        at = findings.in_item(item.id, item.phrase_at, "due", "phrase")
        facts = {"item": item.id, "due": item.due.isoformat(), "says": max(days).isoformat()}
        findings.of_plan("FL706", at, near, **facts)


def _paired(
    goal: Goal, goals: list[Goal], place: Place, own: list[Deadline], findings: Verification
) -> set[date]:
    """The day of the deadline in a quote that stands as the goal's figure does among others."""
    if len(own) < 2 or len(goals) != len(own):
        return set()
    figures = list(figures_of(findings, place))
    stands = [stands_at(one, figures) for one in goals]
    if -1 in stands or len(set(stands)) != len(own):
        return set()
    return {own[sorted(stands).index(stands[goals.index(goal)])].day}


def _check_stated(
    item: Item, deadlines: list[Deadline], places: dict[str, list[Place]], findings: Verification
) -> None:
    """Holds each deadline of the text against the targets whose quotes hold it, or the item."""
    dues = {item.due, *(target.due for target in item.targets)}
    quoted = _quoting(item, deadlines, places)
    days: dict[str, set[date]] = {}
    for deadline, targets in quoted.items():
        for ref in targets:
            days.setdefault(ref, set()).add(deadline.day)
    for deadline in deadlines:
        quoting = quoted[deadline].values()
        if deadline.day in dues:
            findings.cover((deadline.start, deadline.end), "number", "")
        taken = any(t.due == deadline.day for t in quoting)
        wrong = [
            (t.ref, t.due, t.quote_at)
            for t in quoting
            if t.due != deadline.day
            and not (taken and t.due in days[t.ref])
            and not (len(quoting) == 1 and t.due == max(days[t.ref]))
        ]
        if not quoting and deadline.day not in dues and not _is_step(deadline, item, deadlines):
            at = findings.in_item(item.id, item.phrase_at, "due", "phrase")
            wrong = [(item.id, item.due, at)]
        for ref, due, at in wrong:
            facts = {"item": ref, "due": due.isoformat(), "says": deadline.day.isoformat()}
            findings.of_plan("FL706", at, (deadline.start, deadline.end), **facts)


def _is_step(deadline: Deadline, item: Item, deadlines: list[Deadline]) -> bool:
    """Whether a day is that of a step towards what is due on the last day of an item's text.

    Its numbers are still to be accounted for (FL713). Where a day of the data does not stand there,
    it may be that one, misquoted.
    """
    days = {one.day for one in deadlines}
    dues = {item.due, *(target.due for target in item.targets)}
    return dues <= days and deadline.day < item.due == max(days)


def _quoting(
    item: Item, deadlines: list[Deadline], places: dict[str, list[Place]]
) -> dict[Deadline, dict[str, Target]]:
    """The targets whose quotes hold each deadline; deadlines stand in the text's order."""
    quoting: dict[Deadline, dict[str, Target]] = {deadline: {} for deadline in deadlines}
    for target in item.targets:
        for start, end in places[target.ref]:
            first = bisect_left(deadlines, start, key=_START)
            for deadline in islice(deadlines, first, None):
                if deadline.end > end:
                    break
                quoting[deadline][target.ref] = target
    return quoting


def _check_days(
    spot: Spot, days: set[date | None], places: dict[str, list[Place]], findings: Verification
) -> None:
    """Finds due days of the data, other than the plan's last day, that the text does not state."""
    item, reach = spot.item, spot.reach
    cells = days | _cell_days(findings, reach)
    if item.due not in cells:
        at = findings.in_item(item.id, item.phrase_at, "due", "phrase")
        due = item.due.isoformat()
        findings.of_plan("FL706", at, reach, "not-stated", due=due, item=item.id)
    for target in item.targets:
        own = parse_deadline(compact(target.quote), findings.plan.start.year)
        ends = _ends_of_years(places[target.ref], findings)
        if target.due != item.due and target.due not in days | {own} | ends:
            near = places[target.ref][0] if places[target.ref] else reach
            facts = {"due": target.due.isoformat(), "item": target.ref}
            findings.of_plan("FL706", target.quote_at, near, "not-stated", **facts)


def _cell_days(findings: Verification, reach: Place | None) -> set[date]:
    """The days that cells of a table, or lines, in an item's stretch name and nothing else."""
    document, year = findings.document, findings.plan.end.year
    if reach is None:
        return set()
    days: set[date] = set()
    flat, gaps = document.flat, document.gaps
    parted = (i for i in range(*reach) if gaps[i] is Gap.LINE or (gaps[i] and flat[i - 1] != " "))
    starts = sorted({*parted, *(i for i in range(*reach) if flat[i - 1] in "|｜")})
    for start, end in pairwise([*starts, reach[1]]):
        words = flat[start:end].strip("|｜ ")
        plain = end - start < _CELL and not _BROKEN.search(words)
        day = parse_deadline(words, year) if plain else None
        if day:
            days.add(day)
            findings.cover((start, end), "number", "")
    return days
