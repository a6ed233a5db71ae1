"""Forward: deadlines, and what the document says of itself: number, issuer, date, title, year."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document.alignment import Alignment, Pair
from foodsafety_ledger.document.anchors import compact
from foodsafety_ledger.document.dates import Deadline, find_deadlines, parse_deadline
from foodsafety_ledger.document.findings import Findings
from foodsafety_ledger.document.header import Header
from foodsafety_ledger.document.stretches import Place
from foodsafety_ledger.plan.values import Item, Target
from foodsafety_ledger.words.document import TEXTS

_START: Final = attrgetter("start")
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
        deadlines = sorted(found, key=_START)
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
            for deadline in islice(deadlines, bisect_left(deadlines, start, key=_START), None):
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
