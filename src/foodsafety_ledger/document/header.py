"""What a document says about itself: title, number, issuer, date of issue, year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from foodsafety_ledger.document import figures as numerals
from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.text import Document
from foodsafety_ledger.model.period import YEARS, parse_date

_KINDS = "(?:安排|方案|计划|要点|意见|措施|办法|规划|清单|行动|分工|任务|决定|通知)"
_CIRCULATED: Final = (
    re.compile(rf"印发《?(?P<title>[^。；]{{4,80}}?{_KINDS}(?:（[^）]{{1,12}}）)?)》?的通知"),
    re.compile("《(?P<title>[^》]{4,80})》(?:已经|已由|业经)"),
    re.compile("现将《(?P<title>[^》]{4,80})》印发"),
)
_NUMBER: Final = re.compile(r"[一-鿿]{2,16}（\d{4}）第?\d+号")
_DATE: Final = re.compile(
    r"(?P<year>\d{4}|[〇零一二三四五六七八九]{4})年(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_ISSUER_IN_TITLE: Final = re.compile("^(?P<issuer>[一-鿿]{3,30}?)(?:印发)?关于")
_LETTERHEAD: Final = re.compile("^(?P<issuer>[一-鿿]{3,30})文件$")
_YEAR: Final = re.compile(r"(20\d{2})年")


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of the document; None and empty where it does not say."""

    title: str
    number: str
    issuer: str
    issued: date | None
    year: int
    year_is_known: bool


def read_header(document: Document, first_heading: int) -> Header:
    """Reads the head of a document, before its first heading, and its signature and date."""
    title = _title(document, first_heading)
    issuer, issued = _signature(document)
    if not issuer:
        opening = document.flat[: first_heading or 80]
        found = _ISSUER_IN_TITLE.match(opening[_past_letterhead(document, opening) :])
        issuer = found["issuer"] if found else _letterhead(document, opening)
    year, known = _year(document, title, issued)
    return Header(title, _document_number(document), issuer, issued, year, known)


def _title(document: Document, first_heading: int) -> str:
    head = document.flat[: first_heading or 1500][:1500]
    found = [match for pattern in _CIRCULATED for match in [pattern.search(head)] if match]
    if found:
        first = min(found, key=lambda match: match.start())
        return document.tidy(first.start("title"), first.end("title"))
    start = _past_letterhead(document, head)
    for end in range(start + 4, min(len(head), start + 120) + 1):
        if _ends_at(document, end) and re.search(f"{_KINDS}$", head[start:end]):
            return document.tidy(start, end)
    end = next((i for i in range(start + 2, len(head)) if document.gaps[i]), len(head))
    return document.tidy(start, min(end, start + 60))


def _ends_at(document: Document, end: int) -> bool:
    return end >= len(document.flat) or bool(document.gaps[end])


def _letterhead(document: Document, head: str) -> str:
    """Who the letterhead says the paper is from: ``某某委员会文件`` on a line of its own."""
    end = next((i for i in range(1, len(head)) if document.gaps[i]), 0)
    found = _LETTERHEAD.match(head[:end])
    return found["issuer"] if found and lexicon.ends_like_a_unit(found["issuer"]) else ""


def _past_letterhead(document: Document, head: str) -> int:
    """Where the title may begin: behind a letterhead and the document's number under it."""
    letterhead = _letterhead(document, head)
    start = len(letterhead) + len("文件") if letterhead else 0
    number = _NUMBER.match(head, start)
    return number.end() if number else start


def _document_number(document: Document) -> str:
    for found in _NUMBER.finditer(document.flat[:3000]):
        start = _run_start(document, found.end())
        start = max(start, found.start())
        if document.flat[start - 1 : start] not in ("（", "》") and document.gaps[start]:
            return document.verbatim(start, found.end())
    return ""


def _run_start(document: Document, end: int) -> int:
    """Where the run of text without white space that ends at ``end`` begins."""
    start = end - 1
    while start > 0 and not document.gaps[start]:
        start -= 1
    return start


def _signature(document: Document) -> tuple[str, date | None]:
    """The issuer and the date under the circular, or the first date that stands alone."""
    alone: date | None = None
    for found in _DATE.finditer(document.flat):
        day = _day(found)
        if day is None or not document.gaps[found.start()]:
            continue
        if found.start() == 0:
            continue
        signer = document.flat[_run_start(document, found.start()) : found.start()]
        if len(signer) < 40 and lexicon.ends_like_a_unit(signer):
            return signer, day
        alone = alone or day
    return "", alone


def _day(found: re.Match[str]) -> date | None:
    values = [numerals.parse_any(found[part]) for part in ("year", "month", "day")]
    year, month, day = (int(value or 0) for value in values)
    return parse_date(f"{year:04d}-{month:02d}-{day:02d}")


def _year(document: Document, title: str, issued: date | None) -> tuple[int, bool]:
    """The year of the plan: the title's, else that of the date of issue, else the likeliest."""
    in_title = _YEAR.search(title)
    if in_title:
        return int(in_title[1]), True
    if issued is not None:
        return issued.year, True
    years = Counter(_YEAR.findall(document.flat))
    return (int(years.most_common(1)[0][0]) if years else 2000), False


_YEAR_DATES = r"(?:(?P<year>\d{4})年)?"
_BEFORE = "(?:之前|以前|前)"
_FORMS: Final = (
    re.compile(rf"{_YEAR_DATES}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?P<before>{_BEFORE})?"),
    re.compile(rf"{_YEAR_DATES}(?P<month>\d{{1,2}})月(?:份|底|末)?(?P<before>{_BEFORE})?"),
    re.compile(rf"(?:(?P<year>\d{{4}})年|年)年?(?:底|末)(?P<before>{_BEFORE})?"),
    re.compile(r"到(?P<year>\d{4})年(?:底|末)?(?P<before>)(?=，)"),
    re.compile(r"(?P<before>上半年)"),
)
_LEAD_IN: Final = re.compile(r"(?:^|[，。；：、])(?:力争|争取|确保|要|须|应|在|于|到|至|截至)*$")
_SCOPE: Final = re.compile("(?:到期|期满|登记|注册|成立|发生|已|的)")


class Deadline(NamedTuple):
    """A deadline and where it stands; the day itself is included (design 3)."""

    day: date
    start: int
    end: int


def find_deadlines(flat: str, start: int, end: int, year: int) -> list[Deadline]:
    """The deadlines of a stretch of text, each at the head of its clause; ``year`` is the plan's.

    ``对2020年6月30日前到期的`` and the like say whom a clause is about and are left out.
    """
    found: dict[int, Deadline] = {}
    taken: set[int] = set()
    for form in _FORMS:
        for match in form.finditer(flat, start, end):
            inside = match.start() in taken
            if inside or match["before"] is None or not _heads_clause(flat, start, match):
                continue
            day = read_day(match, year)
            if day:
                found[match.start()] = Deadline(day, match.start(), match.end())
                taken.update(range(*match.span()))
    return [found[offset] for offset in sorted(found)]


def parse_deadline(text: str, year: int) -> date | None:
    """The last day that the words of a deadline name (2021年12月, 12月底前); None if none."""
    for form in _FORMS:
        match = form.search(text)
        if match:
            return read_day(match, year)
    return None


def read_day(match: re.Match[str], year: int) -> date | None:
    """The day of a match: the day itself, or the last of the month or year it names."""
    parts = match.groupdict()
    in_year = int(parts.get("year") or year)
    month = int(parts.get("month") or (6 if parts.get("before") == "上半年" else 12))
    if not (1 <= month <= 12 and in_year in YEARS):
        return None
    last = monthrange(in_year, month)[1]
    day = int(parts.get("day") or last)
    return date(in_year, month, day) if 1 <= day <= last else None


def _heads_clause(flat: str, start: int, match: re.Match[str]) -> bool:
    head = flat[max(start, match.start() - 8) : match.start()]
    return _LEAD_IN.search(head) is not None and _SCOPE.match(flat, match.end()) is None
