"""Who signed a paper and when: below it, below its title, or as a line says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from foodsafety_ledger.document import unit_names
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches, simple
from foodsafety_ledger.document.head_lines import (
    HAN_NAME,
    LONGEST_SIGNER,
    NOTHING,
    Found,
    ends_at,
    line_end,
    named,
    run_start,
)
from foodsafety_ledger.document.paper_number import REFERENCE, STATED, decree_of
from foodsafety_ledger.document.printed_dates import (
    DATE,
    ENGLISH_DATE,
    LED_BY,
    SIGNED_BY,
    day_of,
    english_day,
    is_dated,
)
from foodsafety_ledger.document.title import CIRCULATED

_SEALED: Final = re.compile("（[代盖印签]章）$")
"""What behind the name of a unit says whose seal is beside it."""
_SEAL_OF: Final = re.compile("（[一-鿿]{2,30}[代盖]章）")
"""A line that says whose seal stands for that of the unit above."""
_ADOPTED: Final = re.compile(f"（{DATE.pattern}[^（）]{{2,40}}(?:通过|批准|同意)）")
_TITLE_BEGINS: Final = 8
"""So many characters tell the title that is circulated from other words."""
_GLUED_SIGNATURE: Final = re.compile(rf"(?<=[。；》）])(?P<signer>[一-鿿]{{4,30}}){DATE.pattern}")
_AGREED: Final = ("核定", "核准", "备查")
_ISSUED: Final = re.compile(
    rf"(?P<how>Issued|Approved|Adopted|Published|Released|Endorsed|Agreed) by (?:the )?"
    rf"(?P<issuer>[A-Z][^，。.]{{3,60}}?)(?:，|：| on|，? dated) ?{ENGLISH_DATE.pattern}"
)
_DATED: Final = re.compile(
    "(?i:(?:date(?:d)?(?: of (?:issue|approval|adoption))?|issued|published|approved|adopted"
    "|endorsed|released)(?: on)?)：? ?"
)
"""What before a day on its line says that the paper was issued then."""
_TAIL: Final = 300
"""A date that stands alone so near to the end of a document is that of its issue."""


def read_signature(
    document: Document, first_heading: int, without: Stretches
) -> tuple[Found, date | None, Place, bool]:
    """The issuer and the date under the circular, or the first date that stands alone.

    What a page's labels say of both stands behind a signature.
    Also the date's place, and whether a unit signed it, or it stands at the head or the end.
    """
    flat = document.flat
    if told := _told(document, first_heading):
        return told
    stated = STATED.search(flat, 0, first_heading or _TAIL)
    if stated and document.gaps[stated.start()] and ends_at(document, stated.end()):
        key = "signer" if stated["signer"] else "issuer"
        who = Found(document.words[slice(*stated.span(key))], stated.span(key))
        return who if stated[key] else NOTHING, day_of(stated), stated.span(), True
    if signed := _signed(document, without):
        return signed
    alone = _alone(document, without) or _english_date_apart(document, first_heading or _TAIL)
    if alone is None:
        return NOTHING, None, (0, 0), True
    at = alone[1][0]
    return NOTHING, *alone, at < first_heading or at > len(flat) - _TAIL


def adopted(document: Document, first_heading: int) -> tuple[date | None, Place]:
    """The day on which a meeting adopted the paper, and the bracket below its title with it."""
    for found in _ADOPTED.finditer(document.flat, 0, first_heading or _TAIL):
        if found.start() in document.lines:
            return day_of(found), found.span()
    return None, (0, 0)


def _signed(
    document: Document, without: Stretches
) -> tuple[Found, date | None, Place, bool] | None:
    """The unit that signed a paper and the day; else what the labels of its page say of both."""
    of_page: tuple[Found, date, Place, bool] | None = None
    for found, day, start in _dates_apart(document, without):
        signs = run_start(document, start)
        label = SIGNED_BY.match(document.flat, signs, start)
        signs += len(label[0]) if label else 0
        signer = document.words[signs:start]
        labelled = "：" in signer or len(signer) >= LONGEST_SIGNER
        if labelled or not unit_names.ends_like_a_unit(simple(signer)):
            continue
        who = _signers(document, signs, start, without)
        place = min(start, found.start()), found.end()
        if label:
            of_page = of_page or (who, day, place, True)
        elif _is_parted(document, who.place[0]):
            return who, day, place, True
    return of_page


def _alone(document: Document, without: Stretches) -> tuple[date, Place] | None:
    """The first day that stands by itself."""
    flat = document.flat
    for found, day, start in _dates_apart(document, without):
        issues = found.end() + 2 if is_dated(flat, found.start()) else found.end()
        ends = ends_at(document, issues) or flat[issues] == "（"
        if ends and _is_parted(document, start):
            return day, found.span()
    return None


def _glued_signature(
    document: Document, first_heading: int
) -> tuple[Found, date | None, Place, bool] | None:
    """A unit and the day that stand before the first heading, and no gap between them.

    Pasted text has them so behind a sentence or the name of what is attached, and the title of
    what is circulated may follow.
    """
    circulated = [one for rule in CIRCULATED for one in rule.finditer(document.flat[:1500])]
    for found in _GLUED_SIGNATURE.finditer(document.flat, 0, first_heading):
        end = found.end()
        title = document.flat[end : end + _TITLE_BEGINS]
        begins = any(found["title"].startswith(title) for found in circulated)
        ends = begins or ends_at(document, end) or document.flat[end] == "（"
        start, stop = found.span("signer")
        several = any(document.gaps[start + 1 : stop])
        if ends and not several and unit_names.ends_like_a_unit(simple(found["signer"])):
            who = named(document, start, stop)
            return who, day_of(found), (found.end("signer"), end), True
    return None


def _told(document: Document, first_heading: int) -> tuple[Found, date | None, Place, bool] | None:
    """The same as a line says it: Issued by A on 1 May 2026, or by which paper it was sent out.

    Else as it is glued to a sentence.
    """
    issued = _ISSUED.search(document.flat)
    if issued:
        who = Found(issued["issuer"], issued.span("issuer"))
        own = issued["how"] in ("Issued", "Published", "Released")
        return who if own else NOTHING, english_day(issued), issued.span(), own
    decreed = decree_of(document, max(first_heading, _TAIL))
    if decreed is None:
        return _glued_signature(document, first_heading or _TAIL)
    return NOTHING, day_of(decreed), decreed.span(), decreed["how"] not in _AGREED


def _english_date_apart(document: Document, end: int) -> tuple[date, Place] | None:
    """The day at the head in English that has a line to itself, or stands behind a reference.

    So it does behind a word that says that the paper is of that day.
    """
    flat = document.flat
    for found in ENGLISH_DATE.finditer(flat, 0, end):
        start = next(i for i in range(found.start(), -1, -1) if document.gaps[i] is Gap.LINE)
        alone = start == found.start() or REFERENCE.match(flat, start)
        alone = alone or _DATED.fullmatch(flat, start, found.start())
        last = line_end(document, found.end()) <= found.end() + 1
        if alone and last and (day := english_day(found)):
            return day, found.span()
    return None


def _dates_apart(
    document: Document, without: Stretches
) -> Iterator[tuple[re.Match[str], date, int]]:
    """The dates behind a gap that are no deadlines, each with its day and where it begins.

    That is where the line before it does that says whose seal is beside it.
    """
    flat = document.flat
    for found in DATE.finditer(flat):
        day, start = day_of(found), found.start()
        led = LED_BY.search(flat, max(0, start - 12), start)
        start = led.start() if led else start
        parted = start > 0 and document.gaps[start] and flat[start - 1] != "："
        bounds = flat[found.end() : found.end() + 1] in ("前", "起", "至", "之")
        sealed = run_start(document, start) if start > 0 else start
        start = sealed if _SEAL_OF.fullmatch(document.words[sealed:start]) else start
        if day and parted and not bounds and not without.holding(start):
            yield found, day, start


def _is_parted(document: Document, at: int) -> bool:
    """Whether what stands at an offset begins a line, or follows a sentence or a number of a paper.

    A cell of a row does not.
    """
    return at in document.lines or document.flat[at - 1] in "。；号"


def _signers(document: Document, start: int, end: int, without: Stretches) -> Found:
    """The unit that signs at ``start``, with those that sign before it: a notice of several.

    A cell of one of the tables (``without``) signs nothing.
    """
    words = [_SEALED.sub("", document.words[start:end])]
    while start > 0:
        before = run_start(document, start)
        run = document.words[before:start]
        one = HAN_NAME.fullmatch(run) and not unit_names.is_group(run)
        one = one and not without.holding(before)
        if not one or not unit_names.ends_like_a_unit(simple(run)):
            break
        start, words = before, [run, *words]
    return Found(" ".join(words), (start, end))
