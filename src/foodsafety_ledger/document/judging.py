"""Which candidates are responsibility phrases.

Each is judged by what speaks for and against it. What is surely one is a phrase; a bracket at a
sentence's end that is neither that nor known to be an aside is one with a review mark, for
otherwise its text would pass to the next unit. What names units or roles elsewhere is left, and
listed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Final, NamedTuple

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.candidates import (
    LONGEST,
    LONGEST_GUESS,
    NEAR,
    BracketPlace,
    Candidate,
    find_brackets,
    find_dashes,
    find_labels,
    like_labels,
)
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches, bracket_pairs
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.parties import as_printed, read_parties
from foodsafety_ledger.document.party_names import UNKNOWN_ROLES, Parties
from foodsafety_ledger.document.phrases import Phrase, joined
from foodsafety_ledger.document.sentences import find_english_sentences, find_sentences, goes_on
from foodsafety_ledger.document.standing_rules import apply_rules, unread_rules

_LONGEST_WORD: Final = 30
_PROSE: Final = re.compile(r"\d|的|了|要|[《“]")
_SMALL: Final = re.compile(
    "(?:(?<=[A-Za-z])|(?<=[A-Za-z]-)) (?P<rest>(?!(?:and|of|for|the|in|to|with|on|at|or|by) )"
    "[a-z]+)"
)
"""An English word that begins as no name does, and may be the rest of a broken one."""


class _Judged(NamedTuple):
    candidate: Candidate
    parties: Parties
    points: int


_BRACKET: Final = re.compile("（|(?<![0-9A-Za-z])）")
"""A bracket that has another half; the one behind a list number (1）) needs none."""
_STOPPED: Final = (BracketPlace.BEHIND, BracketPlace.BEFORE, BracketPlace.LAST)
_CAPITALS: Final = re.compile("[A-Z][a-z]+(?:(?: | and | & | of | for )[A-Z][a-z]+){0,5}")
"""An English name of which every word is written out, whatever it ends with."""
_MOST_BARE: Final = 3
"""So many brackets of a text that name nothing but units, if others are fewer, are its way."""
_SURE: Final = 5
_LIKELY: Final = 2
"""A candidate of so many points is a phrase; of at least so many, one with a review mark."""


def find_phrases(document: Document, marks: Mapping[int, int]) -> tuple[list[Phrase], list[Place]]:
    """The responsibility phrases in document order, and the brackets left that name somebody.

    ``marks`` are where the numbers of items start, each with where its text does.
    """
    every = (
        find_brackets,
        find_labels,
        find_dashes,
        find_sentences,
        find_english_sentences,
    )
    candidates = (find(document, marks) for find in every)
    judged = [_judge(document, candidate) for candidate in chain(*candidates)]
    usual = {one.candidate.spot for one in judged if one.points >= _SURE}
    kept: list[_Judged] = []
    left: list[Place] = []
    for one in sorted(
        judged, key=lambda j: (j.candidate.outer_start, -min(j.points, _SURE), -j.candidate.end)
    ):
        candidate = one.candidate
        if kept and candidate.outer_start < kept[-1].candidate.outer_end:
            continue
        if one.points >= _SURE or _is_likely(one, usual):
            kept.append(one)
        elif _names_somebody(document, one):
            left.append((candidate.outer_start, candidate.outer_end))
    leading = sum(one.candidate.leads for one in kept)
    if leading * 2 <= len(kept):
        kept = list(_without_leading(document.flat, kept, sorted(marks)))
    found = [(_phrase(document, one), one.parties) for one in kept]
    apply_rules(document, found)
    _say_once([phrase for phrase, _ in found])
    phrases = joined(phrase for phrase, _ in found)
    _doubt_unpaired(document.flat, marks, phrases)
    taken = Stretches(phrase.outer for phrase in phrases)
    left += chain(like_labels(document), unread_rules(document.flat))
    return phrases, [place for place in left if not taken.touching(*place)]


def _say_once(phrases: Sequence[Phrase]) -> None:
    """Says at the first bracket that names nothing but units that most are such, not at each."""
    bare = [phrase for phrase in phrases if _is_bare(phrase)]
    if len(bare) < _MOST_BARE or len(bare) * 2 <= len(phrases):
        return
    for phrase in bare:
        phrase.doubts = [doubt for doubt in phrase.doubts if doubt.key != "bare"]
    bare[0].doubts.append(Doubt("bare-throughout", count=len(bare)))


def _is_bare(phrase: Phrase) -> bool:
    return any(doubt.key == "bare" for doubt in phrase.doubts)


def _without_leading(
    flat: str, kept: Sequence[_Judged], starts: Sequence[int]
) -> Iterator[_Judged]:
    """Those that no sentence goes on from, and 甲局负责，… where its list item has no other."""
    inside = Counter(bisect_right(starts, one.candidate.outer_start) for one in kept)
    for one in kept:
        candidate = one.candidate
        lone = inside[bisect_right(starts, candidate.outer_start)] == 1 and starts
        told = (
            candidate.named
            or candidate.outer_start < candidate.start
            or goes_on(flat, candidate.start, candidate.end)
        )
        if not candidate.leads or (lone and told):
            yield one


def _doubt_unpaired(flat: str, marks: Mapping[int, int], phrases: Sequence[Phrase]) -> None:
    """Adds a doubt to each phrase in or before which a bracket stands without its other half.

    It may have been that of another phrase, whose item then went to this one. Those of the list
    numbers (``marks``) are no halves.
    """
    borders = [0, *chain(*sorted(marks.items())), len(flat)]
    texts = [flat[start:end] for start, end in pairwise(borders)]
    plain = "".join(re.sub("[（）]", " ", text) if i % 2 else text for i, text in enumerate(texts))
    closing = bracket_pairs(plain)
    paired = {*closing, *closing.values()}
    ends = [phrase.outer_end for phrase in phrases]
    for found in _BRACKET.finditer(plain):
        at = bisect_right(ends, found.start())
        if found.start() not in paired and at < len(phrases):
            phrases[at].doubts.append(Doubt("unclosed"))


def _is_likely(judged: _Judged, usual: set[BracketPlace]) -> bool:
    """Whether a bracket is read with a mark: always behind a full stop, else where others stand."""
    spot = judged.candidate.spot
    stands = spot in usual or (spot is BracketPlace.CLAUSE and BracketPlace.INSIDE not in usual)
    return judged.points >= _LIKELY and (spot is BracketPlace.BEHIND or stands)


def _names_somebody(document: Document, judged: _Judged) -> bool:
    parties, candidate = judged.parties, judged.candidate
    flat, place = document.flat, (candidate.start, candidate.end)
    aside = lexicon.ASIDES.search(flat[slice(*place)])
    if lexicon.EXPLAINS.search(flat[slice(*place)]):
        return False
    if not parties.explicit and (aside or parties.first_leads):
        return False
    if _says_what_is_included(document, judged):
        return False
    ends = candidate.spot is not BracketPlace.INSIDE
    is_unit = unit_names.is_unit if ends else unit_names.is_surely_a_unit
    units = any(len(party.name) > 2 and is_unit(party.name) for party in parties.named)
    return (parties.explicit and bool(parties.named)) or units


def _judge(document: Document, candidate: Candidate) -> _Judged:
    """What speaks for a candidate, less what speaks against it, in points."""
    flat, (start, end) = document.flat, (candidate.start, candidate.end)
    parties = read_parties(flat, start, end, gaps=document.gaps)
    names = [party.name for party in parties.named]
    told = parties.explicit and not any(one.key in UNKNOWN_ROLES for one in parties.doubts)
    last = flat[max(start, end - NEAR) : end]
    adopted = lexicon.EXPLAINS.search(last) or (not told and lexicon.ADOPTED.search(last))
    if adopted or (not names and not (parties.labelled and parties.due)):
        return _Judged(candidate, parties, 0)
    parties.explicit = parties.explicit or candidate.named
    if parties.labelled or candidate.named:
        return _Judged(candidate, parties, _SURE)
    named = parties.named
    within = (named[0].start, named[-1].end) if parties.due else (start, end)
    words = flat[within[0] : min(within[1], start + LONGEST)]
    points = _points_of_names(names) + (4 if parties.explicit else 0)
    points += -4 if candidate.spot is BracketPlace.INSIDE else 2
    if candidate.spot is BracketPlace.CLAUSE:
        points = min(points - 3, _SURE - 1)
    english = all(map(str.isascii, names))
    units = english and all(map(unit_names.is_surely_a_unit, names))
    spelled = candidate.spot in _STOPPED and all(map(_CAPITALS.fullmatch, names))
    aside = not (units or spelled) and lexicon.ASIDES.search(words)
    long = len(words) > LONGEST_GUESS * (3 if english else 1)
    including = _says_what_is_included(document, _Judged(candidate, parties, points))
    if including or (not parties.explicit and (aside or long)):
        points -= 6
    return _Judged(candidate, parties, points)


def _says_what_is_included(document: Document, judged: _Judged) -> bool:
    """Whether a bracket inside a sentence tells what a word before it takes in or is called."""
    candidate, parties = judged.candidate, judged.parties
    told = parties.labelled or not any(one.key in UNKNOWN_ROLES for one in parties.doubts)
    inside = candidate.spot in (BracketPlace.INSIDE, BracketPlace.CLAUSE)
    place = candidate.start, candidate.end
    words = lexicon.INCLUDING.match(document.flat, *place)
    words = words or lexicon.ELSE_CALLED.fullmatch(document.flat, *place)
    return inside and words is not None and not (parties.explicit and told)


def _points_of_names(names: list[str]) -> int:
    """3 if all end like units and half surely are, 2 if all end like some, 1 if most do, else 0."""
    sure = [unit_names.is_surely_a_unit(name) for name in names]
    like = [unit_names.is_unit(name) for name in names]
    if all(sure) or (all(like) and sum(sure) * 2 >= len(names)):
        return 3
    if all(like):
        return 2 if all(len(name) > 1 for name in names) else 0
    if sum(like) * 2 > len(names):
        return 1
    return -1 if any(like) else -2 if any(map(_PROSE.search, names)) else 0


def _phrase(document: Document, judged: _Judged) -> Phrase:
    candidate, parties = judged.candidate, judged.parties
    gaps, behind = document.gaps, document.gaps[candidate.outer_end : candidate.outer_end + 1]
    doubts = [*candidate.doubts, *parties.doubts, *_broken_words(document, candidate)]
    if judged.points < _SURE:
        doubts.append(Doubt("unread", words=document.verbatim(candidate.start, candidate.end)))
    if not parties.explicit and judged.points >= _SURE:
        doubts.append(Doubt("bare"))
    return Phrase(
        candidate.start,
        candidate.end,
        candidate.outer_start,
        candidate.outer_end,
        as_printed(document, parties),
        parties.open,
        parties.due,
        doubts=doubts,
        labelled=parties.labelled,
        alone=gaps[candidate.outer_start] is Gap.LINE and behind in ((), (Gap.LINE,)),
        leads=candidate.leads,
    )


def _broken_words(document: Document, candidate: Candidate) -> Iterator[Doubt]:
    """A doubt for each small letter that begins a line in or behind the names.

    A word may end before.
    """
    end = candidate.end + _LONGEST_WORD
    for word in _SMALL.finditer(document.flat, candidate.start, end):
        at = word.start("rest")
        if document.gaps[at] is Gap.LINE and word.start() <= candidate.end:
            name = document.verbatim(max(candidate.start, at - NEAR // 2), word.end())
            yield Doubt("wrapped-name", name=name)
