"""What a document says about itself: title, number, issuer, date of issue, year."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from foodsafety_ledger.document.folded import Document, Place, Stretches, simple
from foodsafety_ledger.document.letterhead import head_issuer
from foodsafety_ledger.document.paper_number import document_number
from foodsafety_ledger.document.signature import adopted, read_signature
from foodsafety_ledger.document.term import Term, stated_term
from foodsafety_ledger.document.title import KIND_OF_TITLE, read_title
from foodsafety_ledger.document.title_years import stated_years, year_astride, years_of
from foodsafety_ledger.model.frozen import dataclass

_PRINTED: Final = "印发"
"""What behind a date says that the paper was printed then, by the office of whom it is from."""
_SHORTEST_BODY: Final = 4
_LAST_MONTH: Final = 12


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of the document; None and empty where it does not say.

    ``first`` and ``last`` are the years that the plan is for, ``across`` is the title's year
    where it is none of the calendar; ``issued_is_sure`` is false where a date stands alone
    without the unit that signed it; ``term`` is from when to when it says that it is for;
    ``places`` are where all this stands.
    """

    title: str
    number: str
    issuer: str
    issued: date | None
    first: int
    last: int
    year_is_known: bool
    across: str
    issued_is_sure: bool
    title_is_sure: bool
    term: Term | None
    places: tuple[Place, ...]

    @property
    def is_astride(self) -> bool:
        """Whether the plan's year is none of the calendar."""
        return self.term.end.month < _LAST_MONTH if self.term else bool(self.across)


def _is_of(body: str, printer: str) -> bool:
    """Whether the one who printed a paper is the office of the body that its letterhead names."""
    return len(body) >= _SHORTEST_BODY and printer.startswith(body)


def read_header(document: Document, first_heading: int, tables: Stretches) -> Header:
    """Reads the head of a document, before its first heading, and its signature and date.

    What stands in ``tables`` is no signature.
    """
    title = read_title(document, first_heading)
    number = document_number(document, first_heading)
    signed, issued, dated, sure = read_signature(document, first_heading, tables)
    day, noted = adopted(document, first_heading)
    issued, dated = (day, noted) if issued is None and day else (issued, dated)
    printed = document.flat.startswith(_PRINTED, dated[1]) and dated[1] > 0
    issuer = signed
    if not signed.words or printed:
        above = head_issuer(document, first_heading, title.place)
        issuer = above if not signed.words or _is_of(above.words, signed.words) else signed
    years = years_of(document, title.words, issued)
    term = stated_term(document, range(years[0], years[-1] + 1))
    titles = re.finditer(re.escape(document.words[slice(*title.place)]) or "(?!)", document.words)
    own = (number.place, issuer.place, signed.place, dated, noted, term.place if term else (0, 0))
    places = (*(found.span() for found in titles), *own)
    return Header(
        title.words,
        number.words,
        issuer.words,
        issued,
        term.start.year if term else years[0],
        term.end.year if term else years[-1],
        bool(stated_years(document, title.words)) or issued is not None,
        year_astride(title.words, years),
        sure,
        KIND_OF_TITLE.search(simple(title.words)) is not None,
        term,
        tuple(place for place in places if place[1] > place[0]),
    )
