"""Responsibility phrases: where a document says who answers for the words before.

Three forms: words in brackets, a label with its names and no brackets, and a whole sentence that
is nothing but units and roles. ``find_phrases`` finds them all and applies the rules that the
document states once for all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.parties import Parties, Party, read_parties, with_first_leading
from foodsafety_ledger.document.text import Document, Gap, Stretches, bracket_pairs
from foodsafety_ledger.model.plan import Role

_LONGEST: Final = 600
_LONGEST_RUN: Final = 3000
_MOST_INSIDE: Final = 20
_MOST_EVERYWHERE: Final = 30
_LABEL: Final = re.compile("(?:" + "|".join(lexicon.LABELS.values()) + ")：")
_SENTENCE_ENDS: Final = "。；！？"
_RULE: Final = re.compile(lexicon.FIRST_LEADS)


@dataclass(slots=True)
class Phrase:
    """One responsibility phrase: its words (``start`` to ``end``), and its bracket around them."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    parties: list[Party]
    open: bool = False
    due: str = ""
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    outer_start: int
    outer_end: int
    doubts: tuple[Doubt, ...] = ()


def find_phrases(document: Document, marks: frozenset[int]) -> list[Phrase]:
    """The responsibility phrases in document order; ``marks`` are where numbered items start."""
    found: list[tuple[Phrase, Parties]] = []
    taken = -1
    for candidate in sorted(_candidates(document, marks), key=lambda c: (c.outer_start, -c.end)):
        if candidate.outer_start < taken:
            continue
        parties = read_parties(document.flat, candidate.start, candidate.end)
        if _is_phrase(document, candidate, parties, marks):
            found.append((_phrase(candidate, parties), parties))
            taken = candidate.outer_end
    _apply_rules(document, found)
    return [phrase for phrase, _ in found]


def _phrase(candidate: _Candidate, parties: Parties) -> Phrase:
    doubts = [*candidate.doubts, *parties.doubts]
    strange = [p.name for p in parties.named if not _is_unit(p.name)]
    if strange:
        doubts.append(Doubt("strange-name", names="、".join(strange)))
    if not parties.explicit:
        doubts.append(Doubt("bare"))
    return Phrase(
        candidate.start,
        candidate.end,
        candidate.outer_start,
        candidate.outer_end,
        parties.named,
        parties.open,
        parties.due,
        doubts,
    )


def _is_unit(name: str) -> bool:
    return lexicon.ends_like_a_unit(name) or lexicon.is_group(name)


def _is_phrase(
    document: Document, candidate: _Candidate, parties: Parties, marks: frozenset[int]
) -> bool:
    names = [party.name for party in parties.named]
    if not names:
        return False
    if parties.labelled:
        return True
    units = [name for name in names if _is_unit(name)]
    at_end = _ends_sentence(document, candidate, marks)
    if parties.explicit:
        return bool(units) and at_end and len(units) * 2 > len(names)
    sure = [
        name
        for name in names
        if lexicon.ends_like_a_unit(name, lexicon.SURE_ENDINGS) and len(name) > 2
    ]
    return at_end and len(sure) == len(names)


def _ends_sentence(document: Document, candidate: _Candidate, marks: frozenset[int]) -> bool:
    """Whether the words before are a finished sentence, or nothing follows in this item."""
    flat, after = document.flat, candidate.outer_end
    before = flat[candidate.outer_start - 1 : candidate.outer_start]
    if before in (*_SENTENCE_ENDS, "", "”", "）"):
        return True
    line = after < len(flat) and document.gaps[after] is Gap.LINE
    return after >= len(flat) or after in marks or line or flat[after] in _SENTENCE_ENDS


def _candidates(document: Document, marks: frozenset[int]) -> Iterator[_Candidate]:
    yield from _brackets(document, marks)
    yield from _labels(document, marks)
    yield from _sentences(document, marks)


def _brackets(document: Document, marks: frozenset[int]) -> Iterator[_Candidate]:
    """Brackets within one list item; one that is not closed ends where the next such one opens."""
    flat, borders = document.flat, [*sorted(marks), len(document.flat)]
    opens = [found.start() for found in re.finditer("（", flat)]
    closing, unclosed = bracket_pairs(flat), len(flat)
    for position, opened in reversed(list(enumerate(opens))):
        start = opened + 1
        border = borders[min(bisect_right(borders, start), len(borders) - 1)]
        limit = min(start + _LONGEST, border)
        closed = closing.get(opened, limit)
        if closed < limit:
            if bisect_left(opens, closed) - position <= _MOST_INSIDE:
                yield _Candidate(start, closed, opened, closed + 1)
            continue
        limit = min(limit, unclosed)
        end = flat.find("。", start, limit)
        end = limit if end < 0 else end
        yield _Candidate(start, end, opened, end, (Doubt("unclosed"),))
        unclosed = opened


def _labels(document: Document, marks: frozenset[int]) -> Iterator[_Candidate]:
    """Runs of labelled names without brackets, to the end of their lines."""
    flat, end = document.flat, -1
    for label in _LABEL.finditer(flat):
        start = label.start()
        if start < end or not _begins(document, start):
            continue
        end = _end_of_labels(document, start, marks)
        yield _Candidate(start, end, start, end)


def _begins(document: Document, start: int) -> bool:
    before = document.flat[start - 1 : start]
    return bool(document.gaps[start]) or before in (*_SENTENCE_ENDS, "", "）", "：", "”")


def _end_of_labels(document: Document, start: int, marks: frozenset[int]) -> int:
    """The end of the sentence, of the line where the names end, or of the list item."""
    flat, depth = document.flat, 0
    limit = min(len(flat), start + _LONGEST_RUN)
    for offset in range(start, limit):
        depth += (flat[offset] == "（") - (flat[offset] == "）")
        labelled = _LABEL.match(flat, offset) is not None
        if offset in marks or depth < 0:
            return offset
        if flat[offset] == "。" and depth == 0 and not _LABEL.match(flat, offset + 1):
            return offset
        if _ends_line(document, offset) and not labelled and _is_complete(flat, start, offset):
            return offset
    return limit


def _ends_line(document: Document, offset: int) -> bool:
    gap = document.gaps[offset]
    return gap is Gap.LINE or (gap is Gap.SPACE and document.is_one_line)


def _is_complete(flat: str, start: int, end: int) -> bool:
    """Whether a run of labelled names may end here, at the end of a line."""
    last = flat[max(start, end - lexicon.LONGEST_NAME - 1) : end]
    return (
        flat.find("：", start, end) >= 0
        and last[-1] not in "、，；："
        and lexicon.ends_like_a_unit(re.split("[、，；：]", last)[-1])
    )


def _sentences(document: Document, marks: frozenset[int]) -> Iterator[_Candidate]:
    """Sentences that are nothing but units and roles (由区市场监管局牵头，各街道配合)."""
    flat = document.flat
    stops = {i + 1 for i, char in enumerate(flat) if char in _SENTENCE_ENDS + "）"}
    lines = {i for i, gap in enumerate(document.gaps) if gap is Gap.LINE}
    bounds = sorted({0, len(flat), *stops, *lines, *marks})
    for start, after in pairwise(bounds):
        end = after - (flat[after - 1] in "。；）")
        text = flat[start:end]
        if len(text) < _LONGEST // 3 and text.endswith(("负责", "牵头", "配合", "落实", "承办")):
            parties = read_parties(flat, start, end)
            names = [party.name for party in parties.named]
            if names and all(map(lexicon.ends_like_a_unit, names)):
                yield _Candidate(start, end, start, after, (Doubt("sentence"),))


def _apply_rules(document: Document, found: list[tuple[Phrase, Parties]]) -> None:
    """Applies what is said once for all: that the first unit leads, who has a part everywhere."""
    inside = Stretches((phrase.start, phrase.end) for phrase, _ in found)
    first_leads = any(
        inside.holding(rule.start()) is None for rule in _RULE.finditer(document.flat)
    )
    everywhere: list[Party] = []
    for phrase, parties in found:
        first_leads = first_leads or parties.below
        if first_leads or parties.first_leads:
            if len(phrase.parties) == 1 and phrase.parties[0].role is Role.RESPONSIBLE:
                phrase.doubts.append(Doubt("lone-lead"))
            phrase.parties = with_first_leading(phrase.parties)
        if everywhere:
            phrase.doubts.append(
                Doubt("everywhere", names="、".join(party.name for party in everywhere))
            )
        phrase.parties = phrase.parties + everywhere
        more = [_spelled_out(party, phrase.parties) for party in parties.everywhere]
        everywhere = (everywhere + more)[:_MOST_EVERYWHERE]


def _spelled_out(party: Party, named: list[Party]) -> Party:
    """A unit named in short (各县（市、区）) as the phrase before names it in full."""
    for other in named:
        if other.name.startswith(party.name):
            return other._replace(role=party.role)
    return party


def strongest(parties: list[Party]) -> list[Party]:
    """The parties with each name once, in the strongest of its roles (design 2)."""
    order = list(Role)
    best: dict[str, Party] = {}
    for party in parties:
        held = best.get(party.name)
        if held is None or order.index(party.role) < order.index(held.role):
            best[party.name] = party if held is None else held._replace(role=party.role)
    return list(best.values())
