"""Units that a sentence begins with: all that it is, or those whom it tells what to do."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.candidates import INNER_MARKS, LEADS, SENTENCE_ENDS, Candidate
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches, bracket_pairs
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.parties import are_units, read_parties

_BEHIND: Final = re.compile(
    f"[、，]|{lexicon.ENDING_STEMS}|落实|等|按|分工|人民政府|政府|委员会|管委会"
)
"""What behind a bracket says that it is part of a name."""
_FULL_LINE: Final = 20
"""A line of fewer characters was ended, not wrapped."""
_NAMING: Final = "(?:[^。；：！？0-9]|1[12][0-9]{1,3}(?=[一-鿿]))"
"""A character of units and roles, or the number of a hotline (12345热线中心)."""
_OPENING: Final = re.compile(
    f"[^。；：！？0-9]{{2,60}}?会同[^。；：！？0-9]{{2,60}}?(?:{'|'.join(lexicon.SURE_ENDINGS)})"
    f"(?!(?:负责|组织|共同|具体)?(?:组织|实施|落实)[。；，])(?={lexicon.DOES}|，)"
    f"|[^。；：！？0-9]{{2,60}}?(?:{'|'.join(lexicon.SURE_ENDINGS)})(?={lexicon.OUGHT})"
    f"|{_NAMING}{{2,100}}?(?:{lexicon.ENDING_STEMS}|落实|参加|实施|承建|组织(?:开展|(?=实施))?(?=[。；，实])"
    f"|抓总|(?:{lexicon.ROLES_BESIDE})(?=[，；。])"
    "|[为是](?:总?牵头|责任|主责|配合|协办|协助|参与)(?:单位|部门))+"
)
"""Units, with the words of a role behind them, or beside them."""
_OUGHT: Final = re.compile(lexicon.OUGHT)
_BY: Final = re.compile("，(?=由)")
"""What a sentence may end with: …，由甲局负责。"""
_BY_UNSTOPPED: Final = re.compile(
    f"(?<=[一-鿿》”）])(?=由[一-鿿]{{2,16}}?(?:{'|'.join(lexicon.SURE_ENDINGS)})牵头，)"
)
"""What follows a heading that has no stop: 一、推动方案获批由区经发局牵头，成立专班."""
_BY_PERSONS: Final = re.compile(lexicon.BY_PERSONS)
_BESIDE: Final = re.compile(lexicon.BESIDE)
_BY_WHEN: Final = re.compile(
    r"，(?:并?[于在])?(?=\d{3,4}年|\d{1,2}月|[年月]底|年[内末])[^，。；：]{2,16}完成(?=[。；]|$)"
)
"""By when, at the end of a sentence of units and roles: 由甲局负责，6月底前完成。"""
_STARTS_NAME: Final = re.compile(
    f"(?:.*[。；！？])?(?:{lexicon.NAME_BEGINS}|[区县各][一-鿿]{{1,3}})"
)
"""A short line that is no title: a name begins at its end."""
_LEAD_IN: Final = re.compile(f"{lexicon.THIS_WORK}(?=由)")
_ENDS_DUTY: Final = tuple("，；、。！？）")
"""What ends a clause that says what units beside the first do: 乙局落实，… and not 落实制度."""
_UNITS_DO: Final = re.compile(
    f"，{lexicon.NAME_BEGINS}[^，。；：！？（）0-9]{{3,60}}(?=[，。；]|$)"
)
_OTHERS: Final = re.compile(
    f"[一-鿿]{{0,2}}[，.：](?P<words>{lexicon.NAME_BEGINS}[^，。；：！？0-9]{{3,40}}"
    "|[^，。；：！？0-9]{2,30}(?:部门|单位)[^，。；：！？0-9]{1,6})(?=[，。；]|$)"
)
"""What stands behind the units of a sentence that were read, and may name more of them."""
_OF_OTHERS: Final = re.compile(
    "督促|敦促|引导|倒逼|鼓励|推动|(?:指导|督导|监督)(?!中心|委|[组站所处办科股员])"
)
"""What a sentence begins with that says what others are to be made to do: 督促企业落实责任."""
_HELPS: Final = re.compile(f"(?:{lexicon.ENDING_STEMS}|参加|{lexicon.ROLES_BESIDE})$")
"""What units do who help, and are perhaps misread."""


def find_sentences(document: Document, marks: Mapping[int, int]) -> Iterator[Candidate]:
    """Units and roles that a sentence begins with: all that it is, or what it goes on from."""
    flat, gaps = document.flat, document.gaps
    inside = Stretches(bracket_pairs(flat).items())
    lines = {i for i, gap in enumerate(gaps) if gap is Gap.LINE}
    stops = {
        i + 1
        for i, char in enumerate(flat)
        if char in SENTENCE_ENDS or (char == "）" and not _BEHIND.match(flat, i + 1))
    }
    begun = pairwise(sorted({*lines, *marks, *marks.values()}))
    titles = (b for a, b in begun if b - a < _FULL_LINE and not _STARTS_NAME.fullmatch(flat, a, b))
    borders = sorted({*marks, *(b for b in titles if flat[b - 1] not in "、，")})
    ends = {found.end() for by in (_BY, _BY_UNSTOPPED, _BY_PERSONS) for found in by.finditer(flat)}
    begins = {*lines, *marks.values()} - ends
    for start in sorted({0, *lines, *stops, *ends, *marks.values()} - marks.keys()):
        begin, end = _units_and_roles(flat, start)
        titled = not flat.startswith("由", begin)
        parted = bisect_right(borders, begin) < bisect_left(borders, end)
        within = inside.holding(start) or inside.holding(end - 1)
        named = end > begin and not _OF_OTHERS.match(flat, begin)
        if not named or (titled and parted) or within or _is_rule(flat, begin, end):
            continue
        behind = flat[end : end + 1]
        stopped = behind in (*SENTENCE_ENDS, *"）", "") or gaps[end] is Gap.LINE or end in marks
        leads = behind != "、" and goes_on(flat, begin, end)
        ought = start in begins and flat[begin] != "各" and _OUGHT.match(flat, end)
        if stopped or leads or ought:
            outer = end + (stopped and behind in ("。", "；", "）"))
            others = _others(flat, end)
            beside = (Doubt("beside", words=others),) if others else ()
            doubts = (Doubt("sentence"), *beside)
            yield Candidate(begin, end, begin, outer, doubts, leads=not stopped)


def _is_rule(flat: str, begin: int, end: int) -> bool:
    """Whether a sentence says which of the units named elsewhere leads, and names none."""
    return lexicon.FIRST_LEADS.search(flat, begin, end) is not None


def find_english_sentences(document: Document, marks: Mapping[int, int]) -> Iterator[Candidate]:
    """Units that an English sentence begins with, and that are to do what it says."""
    flat, gaps = document.flat, document.gaps
    bodies = set(marks.values())
    found = [
        subject
        for subject in lexicon.ENGLISH_SUBJECT.finditer(flat)
        if subject.start() in bodies
        or gaps[subject.start()] is Gap.LINE
        or flat[max(0, subject.start() - 2) : subject.start()].rstrip(" ")[-1:]
        in tuple(".：。•▪-–*")
        if unit_names.ENGLISH_ENDINGS.search(subject["name"])
        or (" " in subject["name"] and subject.start() < subject.start("name"))
    ]
    ends = sorted({*marks, *(subject.start() for subject in found), len(flat)})
    for subject in found:
        end = ends[bisect_right(ends, subject.start())]
        others = lexicon.ENGLISH_BESIDE.finditer(flat, subject.end("name"), end)
        doubts = (Doubt("beside", words=other[0]) for other in others)
        start, behind = subject.span("name")
        outer = subject.start(), behind
        yield Candidate(start, behind, *outer, (Doubt("sentence"), *doubts), leads=True, named=True)


def goes_on(flat: str, begin: int, end: int) -> bool:
    """Whether a sentence may go on from units and roles.

    Where it does behind a comma, any of their clauses may say so: 甲局牵头，乙局参加，检查20家.
    """
    if flat[end : end + 1] != "，":
        return LEADS.search(flat, begin, end) is not None
    return any(map(LEADS.search, re.split("[，；]", flat[begin:end])))


def _units_and_roles(flat: str, start: int) -> Place:
    """How far from ``start`` on there is nothing but units and roles."""
    lead_in = _LEAD_IN.match(flat, start)
    begin = end = last = lead_in.end() if lead_in else start
    while role := _OPENING.match(flat, end + (end > begin)):
        ends = flat.startswith(_ENDS_DUTY, role.end()) or LEADS.search(role[0])
        if (end > begin and not ends) or not are_units(flat, end + (end > begin), role.end()):
            break
        last, end = end, role.end()
        beside = _BESIDE.match(flat, end)
        if beside and are_units(flat, *beside.span("beside")):
            end = beside.end()
        if flat[end : end + 1] not in ("，", "；", "、"):
            break
    whole = flat[end : end + 1] in (*INNER_MARKS, *SENTENCE_ENDS, "")
    end = max(end, _those_beside(flat, end if whole else last)) if end > begin else end
    by_when = _BY_WHEN.match(flat, end) if end > begin else None
    return begin, by_when.end() if by_when else end


def _those_beside(flat: str, end: int) -> int:
    """Where the clauses end that begin at ``end`` with units too, and say what those do."""
    while clause := _UNITS_DO.match(flat, end):
        named = read_parties(flat, clause.start() + 1, clause.end()).named
        sure = all(map(unit_names.is_surely_a_unit, (party.name for party in named)))
        if not named or not sure or named[-1].end == clause.end():
            break
        end = clause.end()
    return end


def _others(flat: str, end: int) -> str:
    """The words behind the units of a sentence that end it, or that name a unit themselves."""
    found = _OTHERS.match(flat, end)
    if found is None or (flat[end] == "，" and flat[found.end() : found.end() + 1] != "，"):
        return found["words"] if found else ""
    pieces = found["words"].split("、")
    named = any(unit_names.ends_like_a_unit(piece) for piece in pieces[:-1])
    return found["words"] if named or _HELPS.search(found["words"]) else ""
