"""The number of a paper: at its head, at its end, or in the line that says how it was sent out."""

from __future__ import annotations

import re
from typing import Final

from foodsafety_ledger.document import unit_names
from foodsafety_ledger.document.folded import Document, Gap, Place
from foodsafety_ledger.document.head_lines import (
    ENDED,
    ISSUER_IN_TITLE,
    LONGEST_SIGNER,
    NOTHING,
    TITLE_ENDS,
    Found,
    ends_at,
    line_end,
    named,
    run_start,
)
from foodsafety_ledger.document.printed_dates import DATE, ENGLISH_DATE
from foodsafety_ledger.document.title_years import HAN_REPUBLIC

NUMBER: Final = re.compile(
    r"(?:发文字号|文号|字号)：[|｜]?(?!【?大)(?P<stated>[^，。：|｜]{4,30}?号)"
    r"|第\d{1,4}/[A-Z]{2,8}/\d{4}号(?:公告|批示|通告)?|[一-鿿]{2,16}（\d{4}）第?\d+ ?号"
    r"|[一-鿿]{2,12}字第\d{5,12}号"
)
NUMBER_BEHIND: Final = re.compile(r"（[一-鿿]{2,16}（\d{4}）第?\d+ ?号）")
"""The number of a paper in brackets behind its title."""
REFERENCE: Final = re.compile(
    r"(?:档案编号|文件编号|参考编号)："
    r"|(?i:(?:our |file |document |circular )?(?:ref(?:erence)?|no|number)\.?(?: no\.?)?)(?:：| ) ?"
)
"""What stands before the number of a paper from abroad, which fills the rest of its line."""
STATED: Final = re.compile(
    r"（(?:(?P<number>[一-鿿]{2,16}（\d{4}）第?\d+号)，?)?(?P<signer>[一-鿿]{2,30}?)?"
    rf"{DATE.pattern}(?:，?(?P<issuer>[^），。]{{2,30}}?)?(?:印发|[发公]布))?）"
)
"""A date in brackets below the title, with the unit that circulated the paper, if it is named."""
_DECREED: Final = re.compile(
    rf"(?:(?!中华|民国)[一-鿿]{{2,12}})?(?:(?:中华)?民国)?(?P<republic>1[01]\d|{HAN_REPUBLIC})年"
    r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?P<number>[一-鿿]{2,12}字第\d{5,12}号)"
    "(?:书?函|令)?(?P<how>核定|核准|备查|颁布?|颁行|订定|修正|发布|公告)?"
)
"""A line below a title that says by which paper of which day it was sent out, or agreed to."""


def document_number(document: Document, first_heading: int) -> Found:
    """The number that stands alone at the head or the end; one within a sentence is cited."""
    flat, gaps = document.flat, document.gaps
    near = max(first_heading, 600)
    if place := _stated_number(document, near):
        return named(document, *place)
    if decreed := decree_of(document, near):
        return Found(document.tidy(*decreed.span("number")), decreed.span())
    for found in REFERENCE.finditer(flat, 0, min(near, first_heading or near)):
        end = line_end(document, found.end())
        dated = ENGLISH_DATE.search(flat, found.end(), end)
        end = dated.start() if dated else end
        words = flat[found.end() : end]
        numbered = "/" in words or any(map(str.isdigit, words))
        if gaps[found.start()] is Gap.LINE and numbered and len(words) <= LONGEST_SIGNER:
            return Found(document.verbatim(found.end(), end), (found.start(), end))
    for found in NUMBER.finditer(flat[:3000]):
        if found["stated"]:
            return named(document, *found.span("stated"))
        year = flat.find("（", *found.span())
        run = run_start(document, year if year > 0 else found.end())
        start, end = max(run, found.start()), found.end()
        cited = flat[start - 1 : start] in ("（", "》")
        ends = ends_at(document, end) or (start in document.lines and _heads(flat, end))
        if not cited and gaps[start] and ends and start <= near:
            return named(document, start, end)
    return NOTHING


def _stated_number(document: Document, near: int) -> Place | None:
    """The number that stands in a bracket below the title, before a day, or behind the title."""
    flat = document.flat
    stated = STATED.search(flat, 0, near)
    if stated and stated["number"]:
        return stated.span("number")
    for found in NUMBER_BEHIND.finditer(flat, 0, near):
        titled = TITLE_ENDS.search(flat, 0, found.start()) and not ENDED.search(
            flat, 0, found.start()
        )
        if titled and ends_at(document, found.end()):
            return found.start() + 1, found.end() - 1
    return None


def _heads(flat: str, start: int) -> bool:
    """Whether a title that begins with its unit does so at ``start``: 某局关于."""
    found = ISSUER_IN_TITLE.match(flat, start)
    return found is not None and unit_names.ends_like_a_unit(found["issuer"])


def decree_of(document: Document, near: int) -> re.Match[str] | None:
    """The line at the head that says by which paper the document was sent out."""
    lines = (at for at in range(min(near, len(document.flat))) if document.gaps[at] is Gap.LINE)
    found = (_DECREED.match(document.flat, at) for at in lines)
    return next((one for one in found if one and ends_at(document, one.end())), None)


def printed_number(document: Document) -> str:
    """The document's number as it is printed at its head; empty if there is none."""
    return document_number(document, 0).words
