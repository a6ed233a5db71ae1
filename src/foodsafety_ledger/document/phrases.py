"""Responsibility phrases: where a document says who answers for which words.

First what might be one is cut out of the text: words in brackets, a label with its names, a whole
sentence of units and roles. Then each is judged by what speaks for and against it. What is surely
one is a phrase; a bracket at a sentence's end that is neither that nor known to be an aside is one
with a review mark, for otherwise its text would pass to the next unit. What names units or roles
elsewhere is left, and listed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain, pairwise
from typing import Final, NamedTuple

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches, bracket_pairs
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.parties import (
    BULLET,
    BULLET_END,
    FULL_STOP,
    LABEL,
    ROLE_WORDS,
    UNKNOWN_ROLES,
    Parties,
    Party,
    as_printed,
    label_at,
    read_parties,
)
from foodsafety_ledger.model.plan import Role

_LONGEST: Final = 600
_SHORTEST: Final = 3
"""A name of fewer characters at a line's end was broken there (各 and 各乡)."""
_LONGEST_RUN: Final = 3000
_NEAR: Final = 40
"""A deadline or a person's name with its label is not longer."""
_LONGEST_WORD: Final = 30
_MOST_INSIDE: Final = 20
_MOST_EVERYWHERE: Final = 30
_LONGEST_GUESS: Final = 60
"""A bracket of more characters that nothing speaks for is prose."""
_SENTENCE_ENDS: Final = "。；！？"
_PROSE: Final = re.compile(r"\d|的|了|要|[《“]")
_BEHIND: Final = re.compile(
    f"[、，]|{lexicon.ROLE_STEMS}|参与|落实|等|按|分工|人民政府|政府|委员会|管委会"
)
"""What behind a bracket says that it is part of a name."""
_SMALL: Final = re.compile(
    "(?:(?<=[A-Za-z])|(?<=[A-Za-z]-)) (?P<rest>(?!(?:and|of|for|the|in|to|with|on|at|or|by) )"
    "[a-z]+)"
)
"""An English word that begins as no name does, and may be the rest of a broken one."""
_FULL_LINE: Final = 20
"""A line of fewer characters was ended, not wrapped."""
_NAMING: Final = "(?:[^。；：！？0-9]|1[12][0-9]{1,3}(?=[一-鿿]))"
"""A character of units and roles, or the number of a hotline (12345热线中心)."""
_OPENING: Final = re.compile(
    f"[^。；：！？0-9]{{2,60}}?会同[^。；：！？0-9]{{2,60}}?(?:{'|'.join(lexicon.SURE_ENDINGS)})"
    f"(?!(?:负责|组织|共同|具体)?(?:组织|实施|落实)[。；，])(?={lexicon.DOES}|，)"
    f"|[^。；：！？0-9]{{2,60}}?(?:{'|'.join(lexicon.SURE_ENDINGS)})(?={lexicon.OUGHT})"
    f"|{_NAMING}{{2,100}}?(?:{lexicon.ROLE_STEMS}|落实|参与|参加|实施|承建|组织(?:开展|(?=实施))?(?=[。；，实])"
    f"|抓总|(?:{lexicon.ROLES_BESIDE})(?=[，；。])"
    "|[为是](?:总?牵头|责任|主责|配合|协办|协助|参与)(?:单位|部门))+"
)
"""Units, with the words of a role behind them, or beside them."""
_CLAUSE: Final = re.compile("，[^，。；]*")
_LEADS: Final = re.compile(f"(?:{lexicon.ROLE_STEMS}|统筹)(?:{lexicon.BESIDE})?$|会同[^，。；]+$")
"""Words of a role that a sentence may go on from; 督促学校落实制度 names nobody."""
_OUGHT: Final = re.compile(lexicon.OUGHT)
_BY: Final = re.compile("，(?=由)")
"""What a sentence may end with: …，由甲局负责。"""
_BY_UNSTOPPED: Final = re.compile(
    f"(?<=[一-鿿》”）])(?=由[一-鿿]{{2,16}}?(?:{'|'.join(lexicon.SURE_ENDINGS)})牵头，)"
)
"""What follows a heading that has no stop: 一、推动方案获批由区经发局牵头，成立专班."""
_BESIDE: Final = re.compile(lexicon.BESIDE)
_BY_WHEN: Final = re.compile(
    r"，(?:并?[于在])?(?=\d{3,4}年|\d{1,2}月|[年月]底|年[内末])[^，。；：]{2,16}完成(?=[。；]|$)"
)
"""By when, at the end of a sentence of units and roles: 由甲局负责，6月底前完成。"""
_STARTS_NAME: Final = re.compile("(?:.*[。；！？])?(?:[省市区县镇乡州旗各]|[区县各][一-鿿]{1,3})")
"""A short line that is no title: a name begins at its end."""
_LEAD_IN: Final = re.compile("(?:(?:此项|该项|本项|各项)(?:工作|任务|措施)?)(?=由)")


class BracketPlace(Enum):
    """Where a bracket stands in its sentence."""

    BEHIND = "behind the stop"
    BEFORE = "before the stop"
    LAST = "last of its line or list item"
    CLAUSE = "last of its clause"
    INSIDE = "inside the sentence"


@dataclass(slots=True)
class Phrase:
    """One responsibility phrase: its words (``start`` to ``end``), and its bracket around them.

    ``dated`` is where a label behind its text says by when.
    ``alone`` is true where it has its lines for itself, ``leads`` where a sentence begins with it,
    ``heads`` where the document names its units before their tasks.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    parties: list[Party]
    open: bool = False
    due: str = ""
    dated: list[Place] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    labelled: bool = False
    alone: bool = False
    leads: bool = False
    heads: bool = False

    @property
    def outer(self) -> Place:
        """The place of its bracket."""
        return self.outer_start, self.outer_end

    @property
    def supports(self) -> bool:
        """Whether all that it names only support."""
        return bool(self.parties) and all(party.role is Role.SUPPORT for party in self.parties)


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    outer_start: int
    outer_end: int
    doubts: tuple[Doubt, ...] = ()
    spot: BracketPlace = BracketPlace.LAST
    leads: bool = False
    named: bool = False


class _Judged(NamedTuple):
    candidate: _Candidate
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
    every = (_brackets, _labels, _dashes, _sentences, _english_sentences)
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
    _apply_rules(document, found)
    _say_once([phrase for phrase, _ in found])
    phrases = _joined(phrase for phrase, _ in found)
    _doubt_unpaired(document.flat, marks, phrases)
    taken = Stretches(phrase.outer for phrase in phrases)
    left += chain(_like_labels(document), _unread_rules(document.flat))
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


def _like_labels(document: Document) -> Iterator[Place]:
    """What begins like a label with a unit behind it, whatever a scan or a typist made of it."""
    flat, gaps = document.flat, document.gaps
    for found in _LIKE_LABEL.finditer(flat):
        start, name = found.start(), found.end()
        if gaps[start] is Gap.LINE or flat[start - 1] in "。；（—":
            stops = range(name + 1, min(len(flat), name + _LONGEST_UNIT))
            end = next((i for i in stops if flat[i] in "、，。；）" or gaps[i] is Gap.LINE), name)
            if lexicon.ends_like_a_unit(flat[name:end]):
                yield start, end


def _unread_rules(flat: str) -> Iterator[Place]:
    """What says of the first unit of each list something that is not understood."""
    for found in lexicon.FIRST_PLACE.finditer(flat):
        if _KINDS.search(found[0]) and not lexicon.FIRST_LEADS.search(found[0]):
            yield found.span()


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
            or _goes_on(flat, candidate.start, candidate.end)
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
    within = candidate.spot is BracketPlace.INSIDE
    aside = lexicon.ASIDES.search(flat[slice(*place)]) or (
        within and lexicon.ELSE_CALLED.fullmatch(flat, *place)
    )
    if not parties.explicit and (aside or parties.first_leads):
        return False
    if _says_what_is_included(document, judged):
        return False
    ends = candidate.spot is not BracketPlace.INSIDE
    is_unit = lexicon.is_unit if ends else lexicon.is_surely_a_unit
    units = any(len(party.name) > 2 and is_unit(party.name) for party in parties.named)
    return (parties.explicit and bool(parties.named)) or units


def _judge(document: Document, candidate: _Candidate) -> _Judged:
    """What speaks for a candidate, less what speaks against it, in points."""
    flat, (start, end) = document.flat, (candidate.start, candidate.end)
    parties = read_parties(flat, start, end, gaps=document.gaps)
    names = [party.name for party in parties.named]
    told = parties.explicit and not any(one.key in UNKNOWN_ROLES for one in parties.doubts)
    adopted = not told and lexicon.ADOPTED.search(flat[max(start, end - _NEAR) : end])
    if adopted or (not names and not (parties.labelled and parties.due)):
        return _Judged(candidate, parties, 0)
    parties.explicit = parties.explicit or candidate.named
    if parties.labelled or candidate.named:
        return _Judged(candidate, parties, _SURE)
    named = parties.named
    within = (named[0].start, named[-1].end) if parties.due else (start, end)
    words = flat[within[0] : min(within[1], start + _LONGEST)]
    points = _points_of_names(names) + (4 if parties.explicit else 0)
    points += -4 if candidate.spot is BracketPlace.INSIDE else 2
    if candidate.spot is BracketPlace.CLAUSE:
        points = min(points - 3, _SURE - 1)
    english = all(map(str.isascii, names))
    units = english and all(map(lexicon.is_surely_a_unit, names))
    spelled = candidate.spot in _STOPPED and all(map(_CAPITALS.fullmatch, names))
    aside = not (units or spelled) and lexicon.ASIDES.search(words)
    long = len(words) > _LONGEST_GUESS * (3 if english else 1)
    including = _says_what_is_included(document, _Judged(candidate, parties, points))
    if including or (not parties.explicit and (aside or long)):
        points -= 6
    return _Judged(candidate, parties, points)


def _says_what_is_included(document: Document, judged: _Judged) -> bool:
    """Whether a bracket inside a sentence only tells what a word before it takes in."""
    candidate, parties = judged.candidate, judged.parties
    told = parties.labelled or not any(one.key in UNKNOWN_ROLES for one in parties.doubts)
    inside = candidate.spot in (BracketPlace.INSIDE, BracketPlace.CLAUSE)
    words = lexicon.INCLUDING.match(document.flat, candidate.start, candidate.end)
    return inside and words is not None and not (parties.explicit and told)


def _points_of_names(names: list[str]) -> int:
    """3 if all are surely units, 2 if all end like some, 1 if most do, 0 if none does."""
    sure = [lexicon.is_surely_a_unit(name) for name in names]
    like = [lexicon.is_unit(name) for name in names]
    if all(sure):
        return 3
    if all(like):
        return 2 if all(len(name) > 1 for name in names) else 0
    if sum(like) * 2 > len(names):
        return 1
    return -1 if any(like) else -2 if any(map(_PROSE.search, names)) else 0


def doubts_of(phrase: Phrase) -> list[Doubt]:
    """What is odd about those whom a phrase names: their names, or that all only support."""
    strange = [party.name for party in phrase.parties if lexicon.is_strange(party.name)]
    doubts = [Doubt("strange-name", names="、".join(strange))] if strange else []
    doubts += [] if phrase.parties else [Doubt("no-unit-named")]
    return [*doubts, *([Doubt("support-only")] if phrase.supports else [])]


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


def _broken_words(document: Document, candidate: _Candidate) -> Iterator[Doubt]:
    """A doubt for each small letter that begins a line in or behind the names.

    A word may end before.
    """
    end = candidate.end + _LONGEST_WORD
    for word in _SMALL.finditer(document.flat, candidate.start, end):
        at = word.start("rest")
        if document.gaps[at] is Gap.LINE and word.start() <= candidate.end:
            name = document.verbatim(max(candidate.start, at - _NEAR // 2), word.end())
            yield Doubt("wrapped-name", name=name)


def _joined(phrases: Iterable[Phrase]) -> list[Phrase]:
    """The phrases, brackets that stand side by side with a label each as one.

    So are sentences of which the second says only who supports: 甲局牵头。乙局配合。
    """
    joined: list[Phrase] = []
    for phrase in phrases:
        last = joined[-1] if joined else phrase
        beside = last is not phrase and last.outer_end == phrase.outer_start
        helped = phrase.supports and not last.supports and not phrase.labelled
        if beside and (helped or (last.labelled and phrase.labelled)):
            opened = last.outer_end > last.end or last.start == last.outer_start
            bracketed = opened and phrase.outer_end > phrase.end
            joined[-1] = Phrase(
                last.outer_start if bracketed else last.start,
                phrase.outer_end if bracketed else phrase.end,
                last.outer_start,
                phrase.outer_end,
                last.parties + phrase.parties,
                last.open or phrase.open,
                last.due + phrase.due,
                doubts=last.doubts + phrase.doubts,
                labelled=last.labelled,
            )
        else:
            joined.append(phrase)
    return joined


def with_deadlines(phrases: Sequence[Phrase], marks: Mapping[int, int]) -> list[Phrase]:
    """The phrases, each with the deadline that a label alone gives behind its text.

    ``marks`` are the starts of items' numbers: none of them stands between.
    """
    starts, kept = sorted(marks), list[Phrase]()
    for phrase in phrases:
        last = kept[-1] if kept else phrase
        same = bisect_right(starts, last.start) == bisect_right(starts, phrase.start)
        alone = phrase.labelled and phrase.due and not phrase.parties
        if (
            last is not phrase
            and same
            and alone
            and last.labelled
            and last.parties
            and not last.due
        ):
            last.due, last.dated = phrase.due, [phrase.outer]
            last.doubts += phrase.doubts
        else:
            kept.append(phrase)
    return kept


def _spot(document: Document, start: int, end: int, marks: Mapping[int, int]) -> BracketPlace:
    """Where the words from ``start`` to ``end`` stand in their sentence."""
    flat = document.flat
    before = flat[start - 1 : start]
    if before in (*_SENTENCE_ENDS, "", "”") or (before == "." and document.gaps[start]):
        return BracketPlace.BEHIND
    if end >= len(flat) or end in marks or document.gaps[end] is Gap.LINE:
        return BracketPlace.LAST
    stopped = flat[end] == "." and not flat[end + 1 : end + 2].isalnum()
    if stopped or flat[end] in (*_SENTENCE_ENDS, "：") or before == "）":
        return BracketPlace.BEFORE
    listed = _SEVERAL.search(flat, max(0, start - _NEAR), start)
    return BracketPlace.CLAUSE if flat[end] == "，" and not listed else BracketPlace.INSIDE


_SEVERAL: Final = re.compile("(?:部门|单位|小组|专班|机构|机关|队伍|地区|等)$")
"""What a bracket behind it only spells out."""


def _brackets(document: Document, marks: Mapping[int, int]) -> Iterator[_Candidate]:
    """Brackets within one list item; one that is not closed ends where the next such one opens."""
    flat, borders = document.flat, [*sorted(marks), len(document.flat)]
    opens = [found.start() for found in re.finditer("（", flat)]
    closing, unclosed, bodies = bracket_pairs(flat), len(flat), set(marks.values())
    for position, opened in reversed(list(enumerate(opens))):
        start = opened + 1
        if opened in marks:
            continue
        border = borders[min(bisect_right(borders, start), len(borders) - 1)]
        limit = min(start + _LONGEST, border)
        closed = closing.get(opened, limit)
        if closed < limit:
            if bisect_left(opens, closed) - position <= _MOST_INSIDE:
                leads = opened in bodies and document.gaps[closed + 1] is not Gap.LINE
                spot = BracketPlace.BEHIND if leads else _spot(document, opened, closed + 1, marks)
                yield _Candidate(start, closed, opened, closed + 1, spot=spot, leads=leads)
            continue
        limit = min(limit, unclosed)
        end = flat.find("。", start, limit)
        end = limit if end < 0 else end
        spot = _spot(document, opened, end, marks)
        yield _Candidate(start, end, opened, end, (Doubt("unclosed"),), spot)
        unclosed = opened


def _labels(document: Document, marks: Mapping[int, int]) -> list[_Candidate]:
    """Runs of labelled names without brackets, to the end of their lines.

    Where the first begins with a role and no other does, what stands before theirs is the end of
    the task above: by when, or whom to ask.
    """
    flat = document.flat
    runs = list(_label_runs(document, marks))
    roles = [
        label and label.lastgroup in ROLE_WORDS
        for label in (LABEL.match(flat, r.start) for r in runs)
    ]
    if len(runs) < 2 or not roles[0] or any(roles[1:]):
        return runs
    return [runs[0], *(_from_role(flat, run) for run in runs[1:])]


def _from_role(flat: str, run: _Candidate) -> _Candidate:
    labels = LABEL.finditer(flat, run.start, run.end)
    start = next((label.start() for label in labels if label.lastgroup in ROLE_WORDS), run.start)
    return replace(run, start=start, outer_start=start)


def _label_runs(document: Document, marks: Mapping[int, int]) -> Iterator[_Candidate]:
    flat, end, bodies = document.flat, -1, set(marks.values())
    for label in _LABELS.finditer(flat):
        start = label.start()
        begins = start in bodies or _begins(document, start) or _ends_a_sentence(flat, start)
        if start < end or not begins or not label_at(flat, start, len(flat)):
            continue
        doubts: list[Doubt] = []
        end = _end_of_labels(document, start, marks, doubts)
        if _IMPRINT.match(flat, start, end):
            continue
        shut = flat[start - 1 : start] == "（" and flat[label.end() - 1] == "）"
        stray = flat[end : end + 1] == "）" and not shut
        doubts += [Doubt("unclosed")] if stray else []
        sign = BULLET_END.search(flat, max(0, start - shut - _LONGEST_SIGN), start - shut)
        line = sign and start not in bodies and document.gaps[sign.start()] is Gap.LINE
        outer = sign.start() if sign and line else start - shut
        behind = end + (flat[end : end + 1] == "." or stray)
        yield _Candidate(start - shut, end, outer, behind, tuple(doubts))


def _dashes(document: Document, marks: Mapping[int, int]) -> Iterator[_Candidate]:
    """Units behind a dash, to the end of their line or sentence."""
    for dash in _DASH.finditer(document.flat):
        doubts: list[Doubt] = []
        end = _end_of_labels(document, dash.end(), marks, doubts)
        if _are_units(document.flat, dash.end(), end):
            yield _Candidate(dash.end(), end, dash.start(), end, tuple(doubts))


_DASH: Final = re.compile("(?<=.)[—–]{2}(?=.)")
_BARE: Final = re.compile(lexicon.BARE_LABELS)
_LABELS: Final = re.compile(
    f"{LABEL.pattern.replace('?P<', '?P<any_')}|{lexicon.BARE_LABELS}"
    f"|(?=[A-Z]){lexicon.ENGLISH_BY.replace('?P<', '?P<by_')}"
)


_LIKE_LABEL: Final = re.compile(
    "(?!报送|抄送|主送|发送|联系|填报|编制|印发|起草|成员|有关|相关|各级|[省市区县镇])"
    "[一-鿿]{2}(?:(?:单位|部门)[：；。]?|(?:单|部)[一-鿿]：)(?=[省市区县镇州旗][一-鿿])"
)
_KINDS: Final = re.compile("单位|部门")
_LONGEST_UNIT: Final = 20
_LONGEST_SIGN: Final = 4
_INNER_MARKS: Final = tuple("、，“《%‰")
"""What may stand before a label inside a sentence; behind any other mark one begins."""


_IMPRINT: Final = re.compile(
    "(?:主办|承办|协办)(?:单位)?：[^。；]{0,200}?(?:ICP备|公网安备|网站标识码|版权所有)"
)
"""Who runs a web page, at its foot."""


def _begins(document: Document, start: int) -> bool:
    before = document.flat[start - 1 : start]
    return bool(document.gaps[start]) or not (before.isalnum() or before in _INNER_MARKS)


def _ends_a_sentence(flat: str, start: int) -> bool:
    """Whether a label has a comma before it and a unit behind it: 改造食堂，责任单位：甲局."""
    label = label_at(flat, start, len(flat)) if flat[start - 1 : start] == "，" else None
    if label is None or label.lastgroup not in ROLE_WORDS:
        return False
    name = _NAME.match(flat, label.end())
    return name is not None and _are_units(flat, *name.span())


_NAME: Final = re.compile(f"[^、，；。：]{{2,{_LONGEST_UNIT}}}")


def _end_of_labels(
    document: Document, start: int, marks: Mapping[int, int], doubts: list[Doubt]
) -> int:
    """The end of the sentence, of the line where the names end, or of the list item.

    A name that may end with its line, and whose rest begins the next, adds to the ``doubts``.
    """
    flat = document.flat
    limit = min(len(flat), start + _LONGEST_RUN)
    closing = LABEL.match(flat, start)
    label = closing or _BARE.match(flat, start)
    begun = label.end() if label else start
    depth = 1 if closing and flat[start - 1 : start] == "（" and "）" in closing[0] else 0
    for offset in range(start, limit):
        depth += (flat[offset] == "（") - (flat[offset] == "）")
        if offset in marks or depth < 0:
            return offset
        if depth == 0 and _ends_sentence(document, offset):
            doubts += _units_behind(document, offset + 1)
            return offset
        anew = offset in document.lines and flat[offset - 1] not in _LIST_MARKS
        if anew and offset > begun and _ANEW.match(flat, offset):
            return offset
        if offset > begun and offset in document.lines and _is_complete(flat, start, offset):
            bullet = BULLET.match(flat, offset)
            if _GOES_ON.match(flat, offset) or LABEL.match(
                flat, bullet.end() if bullet else offset
            ):
                continue
            name = _wrapped_name(document, start, offset)
            if not name and not _is_line_of_names(document, offset):
                return offset
            doubts += [Doubt("wrapped-name", name=name)] if name else []
    return limit


def _ends_sentence(document: Document, offset: int) -> bool:
    """Whether a sentence of units ends at ``offset`` before its line does, no label behind it."""
    flat = document.flat
    if flat[offset] == "." and FULL_STOP.match(flat, offset - 2):
        goes_on = document.gaps[offset + 2 : offset + 3] == (Gap.SPACE,)
        return goes_on and not LABEL.match(flat, offset + 2)
    return flat[offset] == "。" and not LABEL.match(flat, offset + 1)


def _units_behind(document: Document, start: int) -> list[Doubt]:
    """A mark for units that the rest of a line names, though a full stop stands before it."""
    end = next((at for at in range(start, start + _LONGEST_GUESS) if at in document.lines), start)
    if not _are_units(document.flat, start, end):
        return []
    return [Doubt("strange-name", names=document.flat[start:end])]


def _is_line_of_names(document: Document, start: int) -> bool:
    """Whether the line at ``start`` is nothing but units, and no signature above its date."""
    flat, end = document.flat, start + 1
    while end < len(flat) and end not in document.lines and end - start <= _LONGEST_GUESS:
        end += 1
    return _are_units(flat, start, end) and not _SIGNED.match(flat, end)


_SIGNED: Final = re.compile("[0-9〇○二]{4}年|：")


def _wrapped_name(document: Document, start: int, offset: int) -> str:
    """The name whose rest begins the line at ``offset`` (区公安↵分局); empty if none does."""
    flat, end = document.flat, offset + 1
    while end < len(flat) and flat[end] not in _REST_ENDS and end not in document.lines:
        end += 1
    if not lexicon.REST.fullmatch(flat, offset, end):
        return ""
    before = re.split("[、，；：）]", flat[max(start, offset - lexicon.LONGEST_NAME) : offset])[-1]
    name = before + flat[offset:end]
    endings = lexicon.UNIT_ENDINGS if before.startswith("各") else lexicon.SURE_ENDINGS
    whole = lexicon.ends_like_a_unit(name, endings) or _LEADS.search(name)
    return name if whole else ""


_LIST_MARKS: Final = "、，；：）"
_ANEW: Final = re.compile("[‧·•●◆■▪➢✓]|[一-鿿]{2,4}[一二三四五六七八九十1-9]{1,2}：")
"""What a line begins with that goes on with no list of names: a bullet, 范畴二：."""
_GOES_ON: Final = re.compile(f"[{_LIST_MARKS}]|{lexicon.ROLE_STEMS}|参与|落实|等|按(?:职责|分工)")
"""What begins a line that goes on with the names of the line before."""
_REST_ENDS: Final = f"{_LIST_MARKS}。（"


def _is_complete(flat: str, start: int, end: int) -> bool:
    """Whether a run of labelled names may end here, at the end of a line."""
    last = flat[max(start, end - lexicon.LONGEST_NAME - 1) : end]
    name = re.split("[、，；：）]", last)[-1]
    labels = [label.lastgroup for label in LABEL.finditer(flat, max(start, end - _NEAR), end)]
    if labels and labels[-1] in ("due", "person"):
        return last[-1:] not in "、，；："
    if last[-1:] != "）" and len(name) < _SHORTEST and not lexicon.is_group(name):
        return False
    return (
        end > start
        and last[-1] not in "、，；："
        and bool(lexicon.is_unit(name) or name[-1:] in "底前月日）")
    )


def _sentences(document: Document, marks: Mapping[int, int]) -> Iterator[_Candidate]:
    """Units and roles that a sentence begins with: all that it is, or what it goes on from."""
    flat, gaps = document.flat, document.gaps
    inside = Stretches(bracket_pairs(flat).items())
    lines = {i for i, gap in enumerate(gaps) if gap is Gap.LINE}
    stops = {
        i + 1
        for i, char in enumerate(flat)
        if char in _SENTENCE_ENDS or (char == "）" and not _BEHIND.match(flat, i + 1))
    }
    begun = pairwise(sorted({*lines, *marks, *marks.values()}))
    titles = (b for a, b in begun if b - a < _FULL_LINE and not _STARTS_NAME.fullmatch(flat, a, b))
    borders = sorted({*marks, *(b for b in titles if flat[b - 1] not in "、，")})
    ends = {found.end() for by in (_BY, _BY_UNSTOPPED) for found in by.finditer(flat)}
    begins = {*lines, *marks.values()} - ends
    for start in sorted({0, *lines, *stops, *ends, *marks.values()} - marks.keys()):
        begin, end = _units_and_roles(flat, start)
        titled = not flat.startswith("由", begin)
        parted = bisect_right(borders, begin) < bisect_left(borders, end)
        if end == begin or (titled and parted) or inside.holding(start) or inside.holding(end - 1):
            continue
        behind = flat[end : end + 1]
        stopped = behind in (*_SENTENCE_ENDS, *"）", "") or gaps[end] is Gap.LINE or end in marks
        leads = behind != "、" and _goes_on(flat, begin, end)
        ought = start in begins and flat[begin] != "各" and _OUGHT.match(flat, end)
        if stopped or leads or ought:
            outer = end + (stopped and behind in ("。", "；", "）"))
            others = _others(flat, end)
            beside = (Doubt("beside", words=others),) if others else ()
            doubts = (Doubt("sentence"), *beside)
            yield _Candidate(begin, end, begin, outer, doubts, leads=not stopped)


def _english_sentences(document: Document, marks: Mapping[int, int]) -> Iterator[_Candidate]:
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
        if lexicon.ENGLISH_ENDINGS.search(subject["name"])
        or (" " in subject["name"] and subject.start() < subject.start("name"))
    ]
    ends = sorted({*marks, *(subject.start() for subject in found), len(flat)})
    for subject in found:
        end = ends[bisect_right(ends, subject.start())]
        others = lexicon.ENGLISH_BESIDE.finditer(flat, subject.end("name"), end)
        doubts = (Doubt("beside", words=other[0]) for other in others)
        start, behind = subject.span("name")
        outer = subject.start(), behind
        yield _Candidate(
            start, behind, *outer, (Doubt("sentence"), *doubts), leads=True, named=True
        )


_ENDS_DUTY: Final = tuple("，；、。！？）")
"""What ends a clause that says what units beside the first do: 乙局落实，… and not 落实制度."""


def _goes_on(flat: str, begin: int, end: int) -> bool:
    """Whether a sentence may go on from units and roles.

    Where it does behind a comma, any of their clauses may say so: 甲局牵头，乙局参加，检查20家.
    """
    if flat[end : end + 1] != "，":
        return _LEADS.search(flat, begin, end) is not None
    return any(map(_LEADS.search, re.split("[，；]", flat[begin:end])))


def _units_and_roles(flat: str, start: int) -> Place:
    """How far from ``start`` on there is nothing but units and roles."""
    lead_in = _LEAD_IN.match(flat, start)
    begin = end = last = lead_in.end() if lead_in else start
    while role := _OPENING.match(flat, end + (end > begin)):
        ends = flat.startswith(_ENDS_DUTY, role.end()) or _LEADS.search(role[0])
        if (end > begin and not ends) or not _are_units(flat, end + (end > begin), role.end()):
            break
        last, end = end, role.end()
        beside = _BESIDE.match(flat, end)
        if beside and _are_units(flat, *beside.span("beside")):
            end = beside.end()
        if flat[end : end + 1] not in ("，", "；", "、"):
            break
    whole = flat[end : end + 1] in (*_INNER_MARKS, *_SENTENCE_ENDS, "")
    end = max(end, _those_beside(flat, end if whole else last)) if end > begin else end
    by_when = _BY_WHEN.match(flat, end) if end > begin else None
    return begin, by_when.end() if by_when else end


def _those_beside(flat: str, end: int) -> int:
    """Where the clauses end that begin at ``end`` with units too, and say what those do."""
    while clause := _UNITS_DO.match(flat, end):
        named = read_parties(flat, clause.start() + 1, clause.end()).named
        sure = all(map(lexicon.is_surely_a_unit, (party.name for party in named)))
        if not named or not sure or named[-1].end == clause.end():
            break
        end = clause.end()
    return end


_UNITS_DO: Final = re.compile("，[省市区县镇乡州旗各][^，。；：！？（）0-9]{3,60}(?=[，。；]|$)")


_OTHERS: Final = re.compile(
    "[一-鿿]{0,2}[，.：](?P<words>[省市区县镇乡州旗各][^，。；：！？0-9]{3,40})(?=[，。；]|$)"
)
"""What stands behind the units of a sentence that were read, and may name more of them."""


def _others(flat: str, end: int) -> str:
    """The words behind the units of a sentence that end it, or that name a unit themselves."""
    found = _OTHERS.match(flat, end)
    if found is None or (flat[end] == "，" and flat[found.end() : found.end() + 1] != "，"):
        return found["words"] if found else ""
    pieces = found["words"].split("、")
    named = any(lexicon.ends_like_a_unit(piece) for piece in pieces[:-1])
    return found["words"] if named or _HELPS.search(found["words"]) else ""


_HELPS: Final = re.compile("(?:配合|协助|协办|参加|参与|协同|指导|协作|支持)$")
"""What units do who help, and are perhaps misread."""


def _are_units(flat: str, start: int, end: int) -> bool:
    """Whether a stretch is nothing but units and roles."""
    parties = read_parties(flat, start, end)
    names = [party.name for party in parties.named]
    cut = any(doubt.key.startswith("role-word") for doubt in parties.doubts)
    closed = parties.open and all(len(name) <= lexicon.LONGEST_STEM for name in names)
    plain = all((closed or lexicon.ends_like_a_unit(one)) and "由" not in one for one in names)
    return bool(names) and not cut and plain


def _apply_rules(document: Document, found: list[tuple[Phrase, Parties]]) -> None:
    """Applies what is said once for all: that the first unit leads, who has a part everywhere."""
    inside = Stretches((phrase.start, phrase.end) for phrase, _ in found)
    first_leads, others_help = (
        any(inside.holding(said.start()) is None for said in rule.finditer(document.flat))
        for rule in (lexicon.FIRST_LEADS, lexicon.OTHERS_HELP)
    )
    everywhere: list[Party] = []
    for phrase, parties in found:
        first_leads = first_leads or parties.below
        others_help = others_help or (parties.below and parties.others_help)
        if first_leads or parties.first_leads:
            _lead_by_order(phrase, others_help=others_help or parties.others_help)
        phrase.parties = phrase.parties + everywhere
        more = [_spelled_out(party, phrase.parties) for party in parties.everywhere]
        everywhere = (everywhere + more)[:_MOST_EVERYWHERE]
        if more:
            names = "、".join(party.name for party in more)
            phrase.doubts.append(Doubt("everywhere", names=names))


def _lead_by_order(phrase: Phrase, *, others_help: bool) -> None:
    """Lets the first unit of a list lead where none does; a group leads nobody.

    The others support it where the rule says so, but for what they are said to do themselves.
    """
    parties = phrase.parties
    if not parties or any(party.role is Role.LEAD for party in parties):
        return
    first = parties[0]
    if lexicon.is_group(first.name):
        phrase.doubts.append(Doubt("no-lead", name=first.name))
        return
    if len(parties) == 1 and first.role is Role.RESPONSIBLE:
        phrase.doubts.append(Doubt("lone-lead"))
    plain = Role.RESPONSIBLE if others_help else None
    helped = [p._replace(role=Role.SUPPORT) if p.role is plain else p for p in parties[1:]]
    phrase.parties = [first._replace(role=Role.LEAD), *helped]


def _spelled_out(party: Party, named: list[Party]) -> Party:
    """A unit named in short (各县（市、区）) as the phrase before names it in full."""
    full = next((other for other in named if other.name.startswith(party.name)), party)
    return full._replace(role=party.role)


def strongest(parties: list[Party]) -> list[Party]:
    """The parties with each name once, in the strongest of its roles (design 2)."""
    order = list(Role)
    best: dict[str, Party] = {}
    for party in parties:
        held = best.get(party.name)
        if held is None or order.index(party.role) < order.index(held.role):
            best[party.name] = party if held is None else held._replace(role=party.role)
    return list(best.values())
