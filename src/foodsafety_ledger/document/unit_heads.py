"""Lines and headings that are nothing but names of units, and head what stands below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from foodsafety_ledger.document import unit_names
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches
from foodsafety_ledger.document.labels import BULLET, LABEL
from foodsafety_ledger.document.outline import LONGEST_HEADING, Node, title_of
from foodsafety_ledger.document.parties import as_printed, read_parties
from foodsafety_ledger.document.phrases import Phrase, phrases_within

_REST: Final = re.compile(f"{unit_names.REST.pattern}(?=：)")
"""What before a colon may be the rest of a heading that a line broke."""
_DUTY: Final = re.compile("：(?:主要)?(?:负责|牵头|承担|做好|组织|开展)")
"""What behind a heading says that it is who does it."""
_TEXT: Final = re.compile("[，。；：]")
_NUMBERED: Final = re.compile("^(?:1[.、，]|（[一1]）|一、|①)")


def unit_headings(
    document: Document, tops: Sequence[Node], phrases: Sequence[Phrase]
) -> list[Place]:
    """The phrases that head what follows, where the document as a whole is written that way.

    They stand alone on their lines, or before a list number, nothing before the first of them
    waits for one, and what follows the last has none of its own.
    """
    if phrases and all(phrase.heads for phrase in phrases):
        return [phrase.outer for phrase in phrases]
    every = [node for top in tops for node in top.walk()]
    nodes, numbers = [node for node in every if not node.children], {node.start for node in every}
    alone = [
        phrase
        for phrase in phrases
        if phrase.alone
        or (document.gaps[phrase.outer_start] is Gap.LINE and phrase.outer_end in numbers)
    ]
    if not alone or not nodes or len(alone) < len(phrases):
        return []
    first, last = alone[0].outer_start, alone[-1].outer_end
    begins = [node for node in nodes if node.start < first]
    waits = [node for node in begins if first - node.body > LONGEST_HEADING]
    below = [node for node in nodes if node.start >= last]
    single = len(alone) < 2 and len(begins) > 0
    stopped = begins and document.flat[first - 1] in "。；"
    same = begins and below and begins[-1].form == below[-1].form
    if waits or not below or single or stopped or same:
        return []
    return [phrase.outer for phrase in alone]


_UNIT_WITH_DUTY: Final = re.compile(
    "(?=[一-鿿、]{3,30}：(?:主要)?(?:负责|牵头|会同|落实|承担|做好|组织))"
)
"""What in a text without lines a unit is that stands before a colon and what it is to do."""
_CHAPTER_BEFORE: Final = re.compile("[一二三四五六七八九十]、(?P<words>[一-鿿]{2,20})$")


def unit_lines(document: Document, without: Stretches) -> list[Phrase]:
    """The lines that begin with names of units, or are nothing else, where at least two do.

    So do sentences of a text that has no lines, but perhaps a break within one. They stand outside
    the stretches ``without`` (tables). The text behind a colon, or below, has a stop in it, or a
    number before it where the line names groups alone: whom a notice is sent to, and who signed it,
    heads nothing.
    """
    starts = [i for i, gap in enumerate(document.gaps) if gap is Gap.LINE]
    if document.is_one_line:
        flat = document.flat
        whole = (i for i in starts if flat[max(0, i - 1)] in "。：；")
        duties = (found.start() for found in _UNIT_WITH_DUTY.finditer(flat))
        apart = (i for i in duties if flat[max(0, i - 1)] in "。：；" or _is_headed(document, i))
        starts = sorted({0, *whole, *apart})
    found: list[Phrase] = []
    for (start, end), below in pairwise(pairwise([*starts, *[len(document.flat)] * 2])):
        colon = document.flat.find("：", start, min(end, start + LONGEST_HEADING))
        stop = colon if colon > 0 else end
        sign = BULLET.match(document.flat, start, stop)
        if sign and any(map(str.isalnum, sign[0])):
            continue
        begin = sign.end() if sign else start
        phrase = _named_alone(document, begin, min(stop + 1, end), stop)
        sentence = document.flat.find("。", stop, end) if document.is_one_line else -1
        labelled = LABEL.search(document.flat, start, end if sentence < 0 else sentence)
        if phrase is None or labelled or without.holding(start):
            continue
        groups = all(unit_names.is_group(party.name) for party in phrase.parties)
        text = document.flat[phrase.outer_end : end] or document.flat[slice(*below)]
        if (_NUMBERED if groups and phrase.outer_end == end else _TEXT).search(text):
            found.append(replace(phrase, outer_start=start, alone=True))
    return found if len(found) >= 2 else []


def _is_headed(document: Document, start: int) -> bool:
    """Whether a blank alone parts what stands there from a chapter's heading, which has none."""
    first = max(0, start - LONGEST_HEADING)
    heading = _CHAPTER_BEFORE.search(document.flat, first, start)
    gap = document.gaps[start] is Gap.SPACE
    return gap and heading is not None and not any(document.gaps[heading.start("words") : start])


def heading_units(document: Document, tops: Sequence[Node], phrases: list[Phrase]) -> list[Phrase]:
    """Phrases for headings that are nothing but names of units, where at least two are.

    Most headings beside them must be such too, and nothing below may name anybody else. Beside two
    that surely are units those are that end like some (科协, 农商银行).
    """
    found: list[Phrase] = []
    families = [tops, *(node.children for top in tops for node in top.walk())]
    for family in families:
        free = [
            node
            for node in family
            if all(
                phrase.supports or _names_else(document, node, phrase)
                for phrase in phrases_within(phrases, node.start, node.end)
            )
        ]
        sure = sum(_unit_heading(document, node) is not None for node in free)
        named = [
            phrase for node in free if (phrase := _unit_heading(document, node, like=sure >= 2))
        ]
        if len(named) >= 2 and len(named) * 3 >= len(family) * 2:
            found += named
    return found


def _names_else(document: Document, node: Node, phrase: Phrase) -> bool:
    """Whether a phrase is the bracket that ends a heading, and so may be another name of a unit."""
    start, end = title_of(document, node.body, node.own_end)
    return start < phrase.outer_start and phrase.outer_end == end and not phrase.labelled


def _unit_heading(document: Document, node: Node, *, like: bool = False) -> Phrase | None:
    """The phrase that a heading is; None where it is not just names of units.

    With ``like`` names count that only end like those of units.
    """
    start, end = title_of(document, node.body, node.own_end)
    rest = _REST.match(document.flat, end, node.own_end)
    end = rest.end() if rest else end
    return _named_alone(document, start, end, end, like=like)


def _named_alone(
    document: Document, start: int, end: int, stop: int, *, like: bool = False
) -> Phrase | None:
    """The phrase that a line is up to ``stop``; None where it is not just names of units."""
    if not 2 - like < stop - start <= LONGEST_HEADING:
        return None
    parties = read_parties(document.flat, start, stop)
    names = [party.name for party in parties.named]
    told = _DUTY.match(document.flat, end) is not None
    if not names or not all(
        (
            unit_names.is_surely_a_unit(name)
            or unit_names.is_group(name)
            or _is_placed(name, told=told)
            or (like and unit_names.is_unit(name))
        )
        and not unit_names.is_strange(name)
        for name in names
    ):
        return None
    named = as_printed(document, parties)
    return Phrase(start, stop, start, end, named, parties.open, heads=True)


def _is_placed(name: str, *, told: bool) -> bool:
    """Whether a name ends as units' do, and its place before it, or its duty behind it, says so."""
    return (told or unit_names.PREFIX.match(name) is not None) and unit_names.ends_like_a_unit(name)
