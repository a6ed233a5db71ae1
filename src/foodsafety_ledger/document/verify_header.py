"""Whether title, number, issuer, date and year are those of the document (FL707)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from foodsafety_ledger.document import lexicon, printed_dates, second_days, title_years, unit_names
from foodsafety_ledger.document.anchors import compact
from foodsafety_ledger.document.date_words import FIVE_YEARS, MONTH_ENDS, MONTHS, NTH, REPUBLIC
from foodsafety_ledger.document.edges import Edges
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches
from foodsafety_ledger.document.gathered import Verification
from foodsafety_ledger.document.paper_number import printed_number
from foodsafety_ledger.document.placing import Placement
from foodsafety_ledger.document.table_rows import TaskTable
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.model.plan import NOT_STATED, Plan

_FIGURE: Final = re.compile(
    r"\d[\d.]*(?:[%％‰]|(?=[一-鿿]{1,3}以[上下内]))|(?:[不没][少低高多超]|至少)[^，。；]{0,3}?\d[\d.]*"
)
"""What in a title says how much is asked for, and no year or number of a paper."""


def _without_figures(flat: str, place: Place) -> Iterator[Place]:
    """The stretches of a title that ask for nothing: a figure in it is a goal all the same."""
    start, end = place
    for figure in _FIGURE.finditer(flat, *place):
        yield start, figure.start()
        start = figure.end()
    yield start, end


def check_header(
    placement: Placement, tables: Sequence[TaskTable], edges: Edges, findings: Verification
) -> None:
    """Finds what the plan says of the document and the document does not (FL707)."""
    plan, document = findings.plan, findings.plan.document
    _check_words("number", document.number, edges, findings)
    _check_words("issuer", document.issuer, edges, findings)
    tabled = Stretches(table.place for table in tables)
    tasks = Stretches(spot.reach for spot in placement.spots if spot.reach)
    printed = [
        (day, place)
        for day, place in printed_dates.printed_days(findings.document)
        if not tabled.holding(place[0])
        and (not tasks.holding(place[0]) or printed_dates.signs(findings.document, place))
    ]
    days = [one for one in printed if _is_own(findings.document, one[1])] or printed
    if document.issued is None:
        days = [one for one in days if printed_dates.signs(findings.document, one[1])]
    mine = [place for day, place in days if day == document.issued]
    findings.cover_all(mine, "header", "issued")
    if not mine and (days or document.issued is not None):
        says = days[0][0].isoformat() if days else ""
        issued = document.issued.isoformat() if document.issued else NOT_STATED
        _report_header("issued", issued, says, findings)
    signers = (_signer(findings.document, edges, place) for _, place in days)
    if document.issuer in NOT_STATED and (signer := next(filter(None, signers), "")):
        _report_header("issuer", document.issuer, signer, findings)
    title = plan.title.zh
    places = findings.anchors.places(title)
    flat = findings.document.flat
    parts = (part for place in places for part in _without_figures(flat, place))
    findings.cover_all(parts, "header", "title")
    if all(edges.cuts_name(place) for place in findings.anchors.every_place(title)):
        findings.of_plan("FL707", findings.in_plan("title", "zh"), None, "title", text=title)
    said = _period(plan).finditer(findings.document.flat)
    findings.cover_all((found.span() for found in said), "header", "period")
    years = title_years.years_in(compact(title))
    begins = _names_years(plan, findings)
    if years:
        begins = plan.start.year == years[0] and plan.end.year >= years[-1]
    if not begins or not _ends_then(plan, years, findings):
        period = f"{plan.start.isoformat()} – {plan.end.isoformat()}"
        says = "、".join(map(str, years))
        findings.of_plan("FL707", findings.in_plan("period"), None, "year", text=period, says=says)


_TILL: Final = "(?:[到至和及、—–~-]|(?i:to|until|by|through|end of) )"
"""What before a year says that something goes on till its end."""


def _names_years(plan: Plan, findings: Verification) -> bool:
    """Whether a document without a year in its title names those of the plan, if it names any.

    The year of its issue needs no other word, nor that behind it at the end of one.
    """
    flat, issued = findings.document.flat, plan.document.issued
    fifth = [last for words, last in FIVE_YEARS.items() if words in flat]
    named = {*title_years.years_in(flat), *fifth, *(last - 4 for last in fifth)}
    if issued:
        named |= {issued.year, (issued + _LATE).year}
    goes_on = _GOES_ON.search(flat) is not None
    return not named or (
        plan.start.year in named and (goes_on or plan.end.year in {*named, plan.start.year})
    )


_LATE: Final = timedelta(days=92)
"""A plan that is issued so long before the end of a year may be for the next."""
_GOES_ON: Final = re.compile(
    r"[明次翌来]年|(?<!\d)[两二三四五2-5]年(?!级)|(?i:next|following) year"
)
"""Words for a year that bears no number."""


def _ends_then(plan: Plan, years: Sequence[int], findings: Verification) -> bool:
    """Whether a plan ends with the last year of its title, or on a day that the document says.

    A plan from spring to spring, and one without a year in its title, end as their makers say; one
    with a day in a later year may end with that.
    """
    across = len(years) > 1 and years[-1] - years[0] == 1
    if not years or across or plan.start.month != 1 or plan.end == date(years[-1], 12, 31):
        return True
    flat = findings.document.flat
    if plan.end == date(plan.end.year, 12, 31) and re.search(f"{_TILL}{plan.end.year}", flat):
        return True
    days = (day for day, *_ in second_days.days_in(flat, 0, len(flat), years[-1], years[0]))
    return plan.end in days or _period(plan).search(flat) is not None


def _period(plan: Plan) -> re.Pattern[str]:
    """How a document may write the first and the last day of the plan, one behind the other."""
    first, last = (_written(day) for day in (plan.start, plan.end))
    return re.compile(f"(?:{first})起? ?(?:[至到]|[—–~～-]{{1,2}}|to|until|through) ?(?:{last})")


def _written(day: date) -> str:
    """How a document may write a day; of the first or last of a month that month says enough."""
    month = MONTHS[day.month - 1]
    alone = "|[份底末初]?(?![0-9])" if 1 in (day.day, (day + timedelta(days=1)).day) else ""
    return (
        f"(?:{day.year}|{day.year - REPUBLIC})年0?{day.month}月(?:0?{day.day}日{alone})"
        f"|0?{day.day}{NTH} {month}{MONTH_ENDS},? {day.year}"
    )


def _signer(document: Document, edges: Edges, day: Place) -> str:
    """The unit that has the line above a date to itself, or issues then; empty where none is."""
    at = day[0]
    if issued := _ISSUED.search(document.flat, max(0, at - _FAR), at):
        return issued["name"]
    name = edges.before(at - 1) + document.flat[at - 1] if document.gaps[at] is Gap.LINE else ""
    alone = document.gaps[at - len(name)] is Gap.LINE
    return name if alone and unit_names.ends_like_a_unit(name, lexicon.SURE_ENDINGS) else ""


_ISSUED: Final = re.compile("(?:[Ii]ssued|[Pp]ublished) by (?:the )?(?P<name>[A-Z][^，。；]+) on $")
_FAR: Final = 120


def _is_own(document: Document, place: Place) -> bool:
    """Whether a date stands by itself, or behind words that say what it is."""
    flat, (start, end) = document.flat, place
    before = flat[max(0, start - 2) : start]
    return (bool(document.gaps[start]) or before.endswith(("：", "中华", "on "))) and flat[
        end : end + 1
    ] not in ("前", "起", "至")


def _check_words(key: str, words: str, edges: Edges, findings: Verification) -> None:
    """Holds the number or the issuer against the document: not what it cites in brackets."""
    flat, gaps = findings.document.flat, findings.document.gaps
    printed = printed_number(findings.document) if key == "number" else ""
    found = findings.anchors.places(words)
    own = compact(printed) == compact(words)
    cites = [
        p for p in found if flat[p[0] - 1] in "（《" and not printed_dates.is_dated(flat, p[1])
    ]
    places = [p for p in found if own or p not in cites]
    alone = [place for place in places if gaps[place[0]] or flat[place[0] - 1] == "："]
    findings.cover_all(alone or places, "header", key)
    every = findings.anchors.every_place(words)
    whole = words.endswith("号") or any(not edges.cuts_name(place) for place in every)
    stated = whole and bool(alone or (places and (own or not printed)))
    if not (stated or words in NOT_STATED):
        _report_header(key, words, printed, findings)


def _report_header(key: str, value: Name | str, says: str, findings: Verification) -> None:
    at = findings.in_plan("document", key)
    near = next(iter(findings.anchors.places(says)), None) if says else None
    findings.of_plan("FL707", at, near, key, text=value, says=says or NOT_STATED)
