"""Where a responsibility phrase may stand: in brackets, behind a label or behind a dash.

What might be one is only cut out of the text here, to where it ends; ``judging.py`` says which are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.folded import HAN_CHARACTER, Document, Gap, Place, bracket_pairs
from foodsafety_ledger.document.labels import BULLET, BULLET_END, LABEL, ROLE_LABELS, label_at
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.parties import are_units
from foodsafety_ledger.document.segments import FULL_STOP

LONGEST: Final = 600
_SHORTEST: Final = 3
"""A name of fewer characters at a line's end was broken there (各 and 各乡)."""
_LONGEST_RUN: Final = 3000
NEAR: Final = 40
"""A deadline or a person's name with its label is not longer."""
_MOST_INSIDE: Final = 20
LONGEST_GUESS: Final = 60
"""A bracket of more characters that nothing speaks for is prose."""
SENTENCE_ENDS: Final = "。；！？"
LEADS: Final = re.compile(
    f"(?:{lexicon.ROLE_STEMS}|统筹)(?:{lexicon.BESIDE})?$|会同[^，。；]+$|负责(?:组织)?(?:落实|实施)$"
)
"""Words of a role that a sentence may go on from; 督促学校落实制度 names nobody."""
_SEVERAL: Final = re.compile("(?:部门|单位|小组|专班|机构|机关|队伍|地区|等)$")
"""What a bracket behind it only spells out."""
_DASH: Final = re.compile("(?<=.)[—–]{2}(?=.)")
_BARE: Final = re.compile(lexicon.BARE_LABELS)
_LABELS: Final = re.compile(
    f"{LABEL.pattern.replace('?P<', '?P<any_')}|{lexicon.BARE_LABELS}"
    f"|(?=[A-Z]){lexicon.ENGLISH_BY.replace('?P<', '?P<by_')}"
)
_LIKE_LABEL: Final = re.compile(
    "(?!报送|抄送|主送|发送|联系|填报|编制|印发|起草|成员|有关|相关|各级|[省市区县镇])"
    f"[一-鿿]{{2}}(?:(?:单位|部门)[：；。]?|(?:单|部)[一-鿿]：)(?=[{lexicon.PLACES}][一-鿿])"
)
_LONGEST_UNIT: Final = 20
_LONGEST_SIGN: Final = 4
INNER_MARKS: Final = tuple("、，“《%‰")
"""What may stand before a label inside a sentence; behind any other mark one begins."""
_IMPRINT: Final = re.compile(
    "(?:主办|承办|协办)(?:单位)?：[^。；]{0,200}?(?:ICP备|公网安备|网站标识码|版权所有)"
)
"""Who runs a web page, at its foot."""
_NAME: Final = re.compile(f"[^、，；。：]{{2,{_LONGEST_UNIT}}}")
_SIGNED: Final = re.compile("[0-9〇零○一二三四五六七八九]{4}年|：")
_LIST_MARKS: Final = "、，；：）"
_ANEW: Final = re.compile("[‧·•●◆■▪➢✓]|[一-鿿]{2,4}[一二三四五六七八九十1-9]{1,2}：")
"""What a line begins with that goes on with no list of names: a bullet, 范畴二：."""
_GOES_ON: Final = re.compile(f"[{_LIST_MARKS}]|{lexicon.ENDING_STEMS}|落实|等|按(?:职责|分工)")
"""What begins a line that goes on with the names of the line before."""
_REST_ENDS: Final = f"{_LIST_MARKS}。（"
_CONTACT: Final = re.compile("（联系(?:人|电话)|抄[送报]：|主题词：|附件：")
"""What a line begins with that says whom to ask about the whole paper, or who else has it."""
_REST_OF_NUMBER: Final = re.compile(
    r"(?<=\d)[年月日]|(?<=年)\d{1,2}月|(?<=月)(?:\d{1,2}日|[底末])|(?<=[底末日])前"
)
"""What a line begins with that goes on with the day at the end of the line before."""


_CLOSING: Final = re.compile(
    r"[一-鿿]{4,40}(?:20\d\d|[二〇零○一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,2}月[\d一二三四五六七八九十]{1,3}日.{0,40}"
)
"""Who issued a paper, and when: what stands behind the last of its tasks."""


class BracketPlace(Enum):
    """Where a bracket stands in its sentence."""

    BEHIND = "behind the stop"
    BEFORE = "before the stop"
    LAST = "last of its line or list item"
    CLAUSE = "last of its clause"
    INSIDE = "inside the sentence"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a phrase, ``start`` to ``end``, with what is around them."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    doubts: tuple[Doubt, ...] = ()
    spot: BracketPlace = BracketPlace.LAST
    leads: bool = False
    named: bool = False


def find_brackets(document: Document, marks: Mapping[int, int]) -> Iterator[Candidate]:
    """Brackets within one list item; one that is not closed ends where the next such one opens."""
    flat, borders = document.flat, [*sorted(marks), len(document.flat)]
    opens = [found.start() for found in re.finditer("（", flat)]
    closing, unclosed, bodies = bracket_pairs(flat), len(flat), set(marks.values())
    for position, opened in reversed(list(enumerate(opens))):
        start = opened + 1
        if opened in marks:
            continue
        border = borders[min(bisect_right(borders, start), len(borders) - 1)]
        limit = min(start + LONGEST, border)
        closed = closing.get(opened, limit)
        if closed < limit:
            if bisect_left(opens, closed) - position <= _MOST_INSIDE:
                leads = opened in bodies and document.gaps[closed + 1] is not Gap.LINE
                spot = BracketPlace.BEHIND if leads else _spot(document, opened, closed + 1, marks)
                yield Candidate(start, closed, opened, closed + 1, spot=spot, leads=leads)
            continue
        limit = min(limit, unclosed)
        end = flat.find("。", start, limit)
        end = limit if end < 0 else end
        spot = _spot(document, opened, end, marks)
        yield Candidate(start, end, opened, end, (Doubt("unclosed"),), spot)
        unclosed = opened


def _spot(document: Document, start: int, end: int, marks: Mapping[int, int]) -> BracketPlace:
    """Where the words from ``start`` to ``end`` stand in their sentence."""
    flat = document.flat
    before = flat[start - 1 : start]
    goes_on = HAN_CHARACTER.match(flat, end) is not None
    quoted = before == "”" and (flat[start - 2] in SENTENCE_ENDS or not goes_on)
    if quoted or before in (*SENTENCE_ENDS, "") or (before == "." and document.gaps[start]):
        return BracketPlace.BEHIND
    last = end >= len(flat) or end in marks or document.gaps[end] is Gap.LINE
    if last or _CLOSING.fullmatch(flat, end):
        return BracketPlace.LAST
    stopped = flat[end] == "." and not flat[end + 1 : end + 2].isalnum()
    if stopped or flat[end] in (*SENTENCE_ENDS, "：") or before == "）":
        return BracketPlace.BEFORE
    listed = _SEVERAL.search(flat, max(0, start - NEAR), start)
    return BracketPlace.CLAUSE if flat[end] == "，" and not listed else BracketPlace.INSIDE


def find_labels(document: Document, marks: Mapping[int, int]) -> list[Candidate]:
    """Runs of labelled names without brackets, to the end of their lines.

    Where the first begins with a role and no other does, what stands before theirs is the end of
    the task above: by when, or whom to ask.
    """
    flat = document.flat
    runs = list(_label_runs(document, marks))
    roles = [
        label and label.lastgroup in ROLE_LABELS
        for label in (LABEL.match(flat, r.start) for r in runs)
    ]
    if len(runs) < 2 or not roles[0] or any(roles[1:]):
        return runs
    return [runs[0], *(_from_role(flat, run) for run in runs[1:])]


def _from_role(flat: str, run: Candidate) -> Candidate:
    labels = LABEL.finditer(flat, run.start, run.end)
    start = next((label.start() for label in labels if label.lastgroup in ROLE_LABELS), run.start)
    return replace(run, start=start, outer_start=start)


def _label_runs(document: Document, marks: Mapping[int, int]) -> Iterator[Candidate]:
    flat, end, bodies = document.flat, -1, set(marks.values())
    for label in _LABELS.finditer(flat):
        start = label.start()
        begins = start in bodies or _begins(document, start) or _ends_a_sentence(flat, start)
        if start < end or not begins or not label_at(flat, start, len(flat)):
            continue
        doubts: list[Doubt] = []
        end = _end_of_labels(document, start, marks, doubts)
        if _IMPRINT.match(flat, start):
            continue
        shut = flat[start - 1 : start] == "（" and flat[label.end() - 1] == "）"
        stray = flat[end : end + 1] == "）" and not shut
        doubts += [Doubt("unclosed")] if stray else []
        sign = BULLET_END.search(flat, max(0, start - shut - _LONGEST_SIGN), start - shut)
        line = sign and start not in bodies and document.gaps[sign.start()] is Gap.LINE
        outer = sign.start() if sign and line else start - shut
        behind = end + (flat[end : end + 1] == "." or stray)
        yield Candidate(start - shut, end, outer, behind, tuple(doubts))


def _begins(document: Document, start: int) -> bool:
    before = document.flat[start - 1 : start]
    return bool(document.gaps[start]) or not (before.isalnum() or before in INNER_MARKS)


def _ends_a_sentence(flat: str, start: int) -> bool:
    """Whether a label has a comma before it and a unit behind it: 改造食堂，责任单位：甲局."""
    label = label_at(flat, start, len(flat)) if flat[start - 1 : start] == "，" else None
    if label is None or label.lastgroup not in ROLE_LABELS:
        return False
    name = _NAME.match(flat, label.end())
    return name is not None and are_units(flat, *name.span())


def find_dashes(document: Document, marks: Mapping[int, int]) -> Iterator[Candidate]:
    """Units behind a dash, to the end of their line or sentence."""
    for dash in _DASH.finditer(document.flat):
        doubts: list[Doubt] = []
        end = _end_of_labels(document, dash.end(), marks, doubts)
        if are_units(document.flat, dash.end(), end):
            yield Candidate(dash.end(), end, dash.start(), end, tuple(doubts))


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
        line = offset > begun and offset in document.lines
        anew = flat[offset - 1] not in _LIST_MARKS and _ANEW.match(flat, offset)
        if line and (anew or _CONTACT.match(flat, offset)):
            return offset
        if line and (_REST_OF_NUMBER.match(flat, offset) or _in_number(document, offset)):
            continue
        if line and _is_complete(flat, start, offset):
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


def _in_number(document: Document, offset: int) -> bool:
    """Whether a line ends within a number, and the next begins with no number of a list."""
    flat, end = document.flat, offset
    while flat[end : end + 1].isdigit() and (end == offset or end not in document.lines):
        end += 1
    listed = end not in document.lines and flat[end : end + 1] in (*".、）", "")
    before = flat[max(0, offset - 2) : offset].rstrip(" ")[-1:]
    return end > offset and (before.isdigit() or before == "-") and not listed


def _ends_sentence(document: Document, offset: int) -> bool:
    """Whether a sentence of units ends at ``offset`` before its line does, no label behind it."""
    flat = document.flat
    if flat[offset] == "." and FULL_STOP.match(flat, offset - 2):
        goes_on = document.gaps[offset + 2 : offset + 3] == (Gap.SPACE,)
        return goes_on and not LABEL.match(flat, offset + 2)
    return flat[offset] == "。" and not LABEL.match(flat, offset + 1)


def _units_behind(document: Document, start: int) -> list[Doubt]:
    """A mark for units that the rest of a line names, though a full stop stands before it."""
    end = next((at for at in range(start, start + LONGEST_GUESS) if at in document.lines), start)
    if not are_units(document.flat, start, end):
        return []
    return [Doubt("strange-name", names=document.flat[start:end])]


def _is_line_of_names(document: Document, start: int) -> bool:
    """Whether the line at ``start`` is nothing but units, and no signature above its date."""
    flat, end = document.flat, start + 1
    while end < len(flat) and end not in document.lines and end - start <= LONGEST_GUESS:
        end += 1
    return are_units(flat, start, end) and not _SIGNED.match(flat, end)


def _wrapped_name(document: Document, start: int, offset: int) -> str:
    """The name whose rest begins the line at ``offset`` (区公安↵分局); empty if none does."""
    flat, end = document.flat, offset + 1
    while end < len(flat) and flat[end] not in _REST_ENDS and end not in document.lines:
        end += 1
    if not unit_names.REST.fullmatch(flat, offset, end):
        return ""
    before = re.split("[、，；：）]", flat[max(start, offset - unit_names.LONGEST_NAME) : offset])[
        -1
    ]
    name = before + flat[offset:end]
    endings = unit_names.UNIT_ENDINGS if before.startswith("各") else lexicon.SURE_ENDINGS
    whole = unit_names.ends_like_a_unit(name, endings) or LEADS.search(name)
    return name if whole else ""


def _is_complete(flat: str, start: int, end: int) -> bool:
    """Whether a run of labelled names may end here, at the end of a line."""
    last = flat[max(start, end - unit_names.LONGEST_NAME - 1) : end]
    name = re.split("[、，；：）]", last)[-1]
    labels = [label.lastgroup for label in LABEL.finditer(flat, max(start, end - NEAR), end)]
    if labels and labels[-1] in ("due", "person"):
        return last[-1:] not in "、，；："
    if last[-1:] != "）" and len(name) < _SHORTEST and not unit_names.is_group(name):
        return False
    return (
        end > start
        and last[-1] not in "、，；："
        and bool(unit_names.is_unit(name) or name[-1:] in "底前月日）")
    )


def like_labels(document: Document) -> Iterator[Place]:
    """What begins like a label with a unit behind it, whatever a scan or a typist made of it."""
    flat, gaps = document.flat, document.gaps
    for found in _LIKE_LABEL.finditer(flat):
        start, name = found.start(), found.end()
        if gaps[start] is Gap.LINE or flat[start - 1] in "。；（—":
            stops = range(name + 1, min(len(flat), name + _LONGEST_UNIT))
            end = next((i for i in stops if flat[i] in "、，。；）" or gaps[i] is Gap.LINE), name)
            if unit_names.ends_like_a_unit(flat[name:end]):
                yield start, end
