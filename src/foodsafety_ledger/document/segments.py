"""Lists of units parted at their marks, labels and blanks into stretches of one name or several."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.folded import Gap, Place, Stretches
from foodsafety_ledger.document.labels import BULLET_END, LABEL, label_at

FULL_STOP: Final = re.compile(r"[a-z]{2}\.(?= |$)")
"""The end of an English sentence."""
SEPARATORS: Final = "、，；。/|·→+\t"
JOINTLY: Final = re.compile(
    f"(?:会同|联同)(?=.)|(?<=，)(?:(?:联合|协同)(?={lexicon.NAME_BEGINS}))"
    "|(?P<helped>(?<=，)(?:supported|assisted) by (?:the )?"
    "|(?<=[， ])(?:in (?:partnership|collaboration|co-?operation|conjunction|consultation) )?"
    "with (?:the )?(?:(?:support|help|assistance) (?:of|from) (?:the )?)?"
    "(?=[A-Z]|(?:local|county|district|municipal|other|relevant|all) [a-z]))"
)
"""What stands before units who support those before it: 甲局会同乙局."""
_QUOTED: Final = re.compile("“[^“”（）：]{2,30}”")
_ENGLISH_DAY: Final = re.compile(r"[A-Z][a-z]{2,8} \d{1,2}， ?20\d\d(?!\d)")
_FIELD: Final = "[A-Z][a-z]+(?: [A-Z][a-z]+)?"
_OF_FIELDS: Final = re.compile(
    "(?:Ministry|Department|Directorate|Bureau|Division|Office|Secretariat) (?:of|for) "
    f"(?P<fields>{_FIELD}(?:，{_FIELD}){{1,3}}，? ?and {_FIELD})"
)


def segments(
    flat: str, start: int, end: int, gaps: Sequence[Gap], around: Container[int]
) -> Iterator[Place]:
    """The stretches between list marks; a label begins one of its own, marked off or not.

    At each place ``around`` stands half of a bracket that holds several of them.
    """
    starts = set(_label_starts(flat, start, end, gaps))
    starts |= {found.start() for found in JOINTLY.finditer(flat, start, end)}
    starts.update(_parted_by_blanks(flat, start, end, gaps))
    stops = {found.end() - 1 for found in FULL_STOP.finditer(flat, start, end)}
    whole = Stretches(_with_commas(flat, start, end))
    depth, begin = 0, start
    for offset in range(start, end):
        char = flat[offset]
        if offset in around:
            if offset > begin:
                yield begin, offset
            begin = offset + 1
            continue
        depth += (char == "（") - (char == "）")
        if (
            (char in SEPARATORS or offset in stops)
            and depth <= 0
            and not whole.holding(offset)
            and not _in_areas(flat, (begin, end), offset)
        ):
            yield begin, offset
            begin = offset + 1
        elif offset in starts and offset > begin:
            ahead = BULLET_END.search(flat, begin, offset)
            yield begin, ahead.start() if ahead else offset
            begin = offset
    yield begin, end


def _label_starts(flat: str, start: int, end: int, gaps: Sequence[Gap]) -> Iterator[int]:
    """Where labels begin; one that begins its line is none with the end of the line before it."""
    for found in LABEL.finditer(flat, start, end):
        lines = (i for i in range(found.start() + 1, found.end()) if gaps and gaps[i] is Gap.LINE)
        yield next((i for i in lines if LABEL.match(flat, i, end)), found.start())


def _with_commas(flat: str, start: int, end: int) -> Iterator[Place]:
    """Quotes, English days, names of one department for several fields: all with list marks."""
    yield from (found.span() for found in _QUOTED.finditer(flat, start, end))
    yield from (found.span() for found in _ENGLISH_DAY.finditer(flat, start, end))
    for found in _OF_FIELDS.finditer(flat, start, end):
        if not any(map(unit_names.ENGLISH_ENDINGS.search, re.split("，| and ", found["fields"]))):
            yield found.span()


def _parted_by_blanks(flat: str, start: int, end: int, gaps: Sequence[Gap]) -> Iterator[int]:
    """Where names begin that only a blank parts from the one before, in a list without marks."""
    if not gaps or "、" in flat[start:end]:
        return
    blanks = [at for at in range(start + 1, end) if gaps[at] and not _ends_in_name(gaps, at)]
    for before, at, behind in zip([start, *blanks], blanks, [*blanks[1:], end], strict=False):
        label = label_at(flat, before, behind)
        left, right = (
            flat[label.end() if label else before : at],
            re.split("[，；。：（]", flat[at:behind])[0],
        )
        if unit_names.are_apart(left, right, alone=gaps[at] is Gap.SPACE):
            yield at


def _ends_in_name(gaps: Sequence[Gap], at: int) -> bool:
    """Whether a line ends behind the first character of a name: 县妇联 县↵应急局."""
    return gaps[at] is Gap.LINE and gaps[at - 1] is Gap.SPACE


_JOINED_ALL: Final = ("及各", "和各", "与各")
"""What joins a group of areas to the unit before it: 市财政局及各县、区人民政府."""


def _in_areas(flat: str, within: Place, mark: int) -> bool:
    """Whether a list mark stands inside the name of one group: 各市、州、县人民政府."""
    begin, end = within
    label = label_at(flat, begin, mark) if flat[mark] == "、" else None
    begin = label.end() if label else begin
    if flat[mark] != "、" or mark - begin > unit_names.LONGEST_NAME:
        return False
    begin = max(begin, *(flat.rfind(joint, begin, mark) for joint in _JOINED_ALL))
    listed = unit_names.AREA_LIST.fullmatch(flat, begin, mark) is not None
    following = unit_names.AREA_NEXT.match(flat, mark + 1, end) if listed else None
    levels = unit_names.LEVELS.match(flat, begin, end)
    if levels and levels.end() > mark:
        return True
    organ = flat.startswith("各", begin) and unit_names.ORGAN_NEXT.match(flat, mark + 1, end)
    both = unit_names.COMMITTEES.match(flat, begin, end)
    organ = organ or (both if both and both.start("other") == mark + 1 else None)
    return following is not None or bool(organ)
