"""What of a document was recognised in a picture and is not safe: numerals, signs, list numbers.

A wrong letter of a name is a name that nobody knows; a wrong figure is another figure. So each
carries a mark with its page and line, until a person has held it against the picture.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document.figure_words import UNITS
from foodsafety_ledger.document.folded import Document, Place, Stretches
from foodsafety_ledger.document.gathered import Cover, Verification
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.numerals import CHARS
from foodsafety_ledger.document.paper import Seen, numbers
from foodsafety_ledger.files.workspace import TASKS
from foodsafety_ledger.model.diagnostic import Location
from foodsafety_ledger.model.located import LocatedList, LocatedMap
from foodsafety_ledger.model.name import Name
from foodsafety_ledger.words import in_both

_SURE: Final = 90
"""A line of which the engine is less sure, in percent, is hardly read."""
_WORDS: Final = 12
_SHOWN: Final = 40
_SIGNS: Final = r"0-9%‰℃①-⑳㈠-㈩⑴-⒇≥≤±×＋"
_NUMERAL: Final = re.compile(
    rf"[A-Za-z.,:/+~—–\-]*[{_SIGNS}][{_SIGNS}A-Za-z.,:/+~—–\-]*(?:{UNITS})?"
    rf"|第?(?<![进同统])[{CHARS}]+(?:分之[{CHARS}]+|(?:{UNITS})|(?=[、年月日号时点章条项款）]))"
    rf"|[{CHARS}]{{2,}}|减半|翻番"
    r"|(?<![A-Za-z ])[lIiOoDSsZzBbgq]{1,4}(?![A-Za-z ])"
)
"""A numeral in digits or in words, a sign of a unit, a list number, with what clings to it.

What looks like digits is one too.
"""


def numerals_in(document: Document, places: Iterable[Place]) -> Iterator[tuple[Place, Seen]]:
    """The numerals, signs and list numbers in stretches of ``flat`` that were recognised."""
    if not document.seen:
        return
    for start, end in sorted(places):
        for found in _NUMERAL.finditer(document.flat, start, end):
            seen = _seen_at(document, found.start())
            if seen is not None:
                yield found.span(), seen


def _seen_at(document: Document, offset: int) -> Seen | None:
    """The recognised line that holds an offset of ``flat``."""
    raw = document.origin[offset]
    before = bisect_left(document.seen, raw + 1, key=attrgetter("start")) - 1
    seen = document.seen[before] if before >= 0 else None
    return seen if seen is not None and raw < seen.end else None


def seen_doubts(
    document: Document, places: Sequence[Place], but: Iterable[Place] = ()
) -> list[Doubt]:
    """The marks of stretches: of their numerals, and of lines that were hardly recognised.

    ``but`` are parts of them that have marks of their own.
    """
    if not document.seen:
        return []
    apart = Stretches(place for place in but if place[0] < place[1])
    found = [one for one in numerals_in(document, places) if not apart.holding(one[0][0])]
    doubts = []
    if found:
        where = where_of(seen for _, seen in found)
        doubts.append(Doubt("recognised", words=words_of(document, found), where=where))
    dim = [seen for seen in _lines_in(document, places) if seen.sure < _SURE]
    if dim:
        words = "、".join(document.raw[one.start : one.end][:_SHOWN] for one in dim)
        doubts.append(Doubt("dim", words=words, where=where_of(dim)))
    return doubts


def words_of(document: Document, found: Sequence[tuple[Place, Seen]]) -> str:
    """Numerals as a document has them, each once."""
    words = list(dict.fromkeys(document.verbatim(*place) for place, _ in found))
    return "、".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")


def where_of(seen: Iterable[Seen]) -> Name:
    """The pages and lines of what was recognised, as a person looks for them."""
    lines = sorted({(one.page, one.line) for one in seen})
    pages = [
        in_both("document.printed.page", page=page, line=numbers(line for _, line in members))
        for page, members in groupby(lines, key=lambda one: one[0])
    ]
    return Name("，".join(one.zh for one in pages), "; ".join(one.en for one in pages))


def _lines_in(document: Document, places: Iterable[Place]) -> Iterator[Seen]:
    for start, end in places:
        if start < end:
            first, last = document.origin[start], document.origin[end - 1]
            at = bisect_left(document.seen, first, key=attrgetter("end"))
            while at < len(document.seen) and document.seen[at].start <= last:
                yield document.seen[at]
                at += 1


def check_recognised(findings: Verification) -> None:
    """Finds what was recognised where a review mark says that nobody has confirmed it (FL715).

    What nothing in the plan accounts for is found elsewhere.
    """
    document, node = findings.document, findings.node
    if not document.seen or node is None:
        return
    marks = dict(_marks(node, ""))
    found = list(numerals_in(document, [(0, len(document.flat))]))
    unconfirmed: dict[str, list[tuple[Place, Seen]]] = {}
    for one, refs in zip(found, _holders(findings, [place[0] for place, _ in found]), strict=True):
        if refs and all(ref in marks for ref in refs):
            unconfirmed.setdefault(refs[0], []).append(one)
    for ref, members in unconfirmed.items():
        at = Location(TASKS, marks[ref].span_at("review"))
        where = where_of(seen for _, seen in members)
        findings.of_plan("FL715", at, members[0][0], text=words_of(document, members), place=where)


_OF_HEAD: Final = "document"
_OF_CHAPTERS: Final = "sections"


def _holders(findings: Verification, offsets: Sequence[int]) -> list[list[str]]:
    """For each offset, in their order, the parts of the plan that account for what stands there.

    An item answers for what no cover of its own holds; what only a draft ignores, nobody.
    """
    held: list[list[str]] = [[] for _ in offsets]
    stretches = [((c.start, c.end), _ref(c)) for c in findings.covers if c.kind != "open"]
    for within in (stretches, findings.reaches):
        free = [not refs for refs in held]
        for (start, end), ref in within:
            for at in range(bisect_left(offsets, start), bisect_left(offsets, end)):
                if ref and free[at]:
                    held[at].append(ref)
    return [refs or [_OF_CHAPTERS] for refs in held]


def _ref(cover: Cover) -> str:
    """The part of the plan that a cover is of; what is ignored on purpose is one of its own."""
    return {"header": _OF_HEAD, "ignored": "ignored"}.get(cover.kind, cover.ref)


def _marks(node: LocatedMap, item: str) -> Iterator[tuple[str, LocatedMap]]:
    """The nodes of a plan that bear review marks, by what covers call them."""
    for key, value in node.items():
        for part in value if isinstance(value, LocatedList) else [value]:
            if not isinstance(part, LocatedMap):
                continue
            id_ = str(part.get("id", ""))
            ref = {_OF_HEAD: _OF_HEAD, _OF_CHAPTERS: _OF_CHAPTERS}.get(key, id_)
            ref = f"{item}/{id_}" if key == "targets" else ref
            if "review" in part and key != "ignored":
                yield ref, part
            yield from _marks(part, id_)
