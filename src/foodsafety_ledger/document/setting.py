"""A figure with the words around it in its clause, by which it is judged and named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final

from foodsafety_ledger.document import figure_words, lexicon
from foodsafety_ledger.document.amount_words import GIVES
from foodsafety_ledger.document.deed_words import PUNISHES
from foodsafety_ledger.document.figures import LIST_MARKS, Figure, is_alike, without_operator
from foodsafety_ledger.document.folded import Place

HAN: Final = re.compile("[一-鿿]|[A-Za-z]{2}")
_RELATIVE: Final = re.compile("(?:每\\d*[十百千万]+|^[千万])名?(?:常住|户籍|老年?)?人口?(?!次)")
RATIOS: Final = ("%", "‰")
SHORTEST: Final = 3
"""What of a clause is shorter says nothing."""
LONGEST_SENTENCE: Final = 600
"""So far before a clause stands what its sentence says of it."""
_OF_WHOM: Final = re.compile(r"(?:（[^（）]*）)?的(?![^\d，]*(?:给予|予以))[^\d，]+$")
_GIVEN_NEXT: Final = re.compile(
    rf"，(?:再|另|均|都|可|分别|一次性|由[^，。；\d]{{1,12}}?|每[家个次名户])*(?:{GIVES}|予以|{PUNISHES})"
    "(?!期|标准|资金|对象|时间|总?额|比例|办法|政策|方式|范围)"
)
"""What ends a clause that says who they are to whom the next one gives something, or does it."""
_PEOPLE: Final = ("人", "名", "人次", "户")
_LONGEST_LABEL: Final = 60
_FOR_THOSE: Final = re.compile(
    "(?:对于?|凡|向)[^，。；]*的(?:[一-鿿]{0,8}(?:企业|人员|个人|单位|项目|者|户|机构|主体|店))?"
)
_GRANTED: Final = re.compile(f"，[^，。；]{{0,20}}?(?:{GIVES}|返还|减免)")
"""A clause on those to whom something is granted, and how the next one goes on."""
_IN_ROW: Final = re.compile(f"(?:{'|'.join(LIST_MARKS)})?")
_CAME_OUT: Final = re.compile(
    r"[，、（](?:其中|检出|发现)*(?:不合格|不达标|超标|问题样[品本]|阳性)(?:样[品本]|产品|食品)?"
    r"\d+(?:批次|[批份件个])(?=[，。；、）]|$)"
)
"""A number of what came out bad, which tells what has been done."""
_WHOSE_SHARE: Final = re.compile("）的?(?:人数|人口|人群|家庭|单位)(?:比[例重]|占比)")
"""What behind a bracket is the share of those whom it describes."""
_MEASURED: Final = re.compile(f"{lexicon.MEASURED} ?$")
"""A label in English that says by what something is measured, and needs no verb."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A figure with the words around it in its clause.

    ``head`` goes back to the figure before, ``before`` to the clause's beginning; ``alone`` is true
    where nothing stands before it, as in a cell of a table that says only how much; ``listed``
    where a clause before it in its sentence says what is to be done, ``falls`` where it is what
    its sentence comes down to (reduce deaths by a third, to 4.5), ``hoped`` where a clause before
    it says that it is only striven for.
    """

    figure: Figure
    head: str
    tail: str
    clause: str
    before: str
    shared: bool = False
    bracketed: bool = False
    alone: bool = False
    told: bool = False
    listed: bool = False
    falls: bool = False
    hoped: bool = False

    @property
    def binds(self) -> bool:
        """Whether no word asks for it without binding; 支持创业20人 asks for so many people."""
        weak = [*figure_words.NOT_BINDING.finditer(self.before)]
        helped = len(weak) == 1 and weak[0][0] == "支持" and self.tail == ""
        helped = helped and self.figure.unit.endswith(_PEOPLE)
        firm = helped and not figure_words.TO_DO.search(self.before, weak[0].end())
        return not self.hoped and (not weak or firm)

    @property
    def bare(self) -> str:
        """Its clause without the figure and the words that compare it."""
        return without_operator(self.before) + self.tail

    @property
    def relative(self) -> str:
        """For how many people each it is reckoned (每万人); empty where it is not."""
        found = _RELATIVE.search(self.head)
        return found[0] if found else ""


def settings(flat: str, clause: Place, figures: list[Figure], within: Place) -> Iterator[Setting]:
    """Each figure of a clause with the words around it."""
    begin, end = clause
    start = within[0]
    first = flat[begin : opening(figures[0])] if figures else ""
    ends = ((a.end, opening(b) if opening(b) > a.end else b.start) for a, b in pairwise(figures))
    between = {flat[slice(*words)] for words in ends}
    listing = between <= set(LIST_MARKS) and all(is_alike(a, b) for a, b in pairwise(figures))
    row = _length_of_row(flat, figures)
    row = row if row > 1 and ("分别" in first or listing) else 0
    bracketed = flat[begin - 1 : begin] == "（" and begin > start
    near = max(start, begin - LONGEST_SENTENCE)
    sentence = max(near - 1, *(flat.rfind(stop, near, begin) for stop in "。；")) + 1
    told = figure_words.TOLD.search(flat[sentence:end]) is not None
    listed = _deeds(flat).within(sentence, begin - 1)
    goes_on = bracketed and flat.startswith("）", end) and HAN.match(flat, end + 1) is not None
    behind = flat[figures[-1].end : end] if figures else ""
    told = told or (_OF_WHOM.match(behind) and _GIVEN_NEXT.match(flat, end)) is not None
    told = (
        told or (_FOR_THOSE.fullmatch(flat, begin, end) and _GRANTED.match(flat, end)) is not None
    )
    told = told or _CAME_OUT.search(flat, max(start, begin - 1), end) is not None
    told = told or _CAME_OUT.match(flat, end) is not None
    told = told or _says_who(flat, sentence, clause)
    alike = row > 0 and listing
    for position, figure in enumerate(figures):
        opens, tail = opening(figure), behind if alike else flat[figure.end : end]
        shared = position < row
        head = first if shared else flat[figures[position - 1].end if position else begin : opens]
        alone = begin == opens == start and within[1] - end < SHORTEST
        alone = alone or (
            begin == opens
            and _MEASURED.search(flat, max(near, begin - _LONGEST_LABEL), begin) is not None
        )
        aside = told or (goes_on and figure.unit not in RATIOS)
        words = flat[begin:end], flat[begin:opens]
        falls = flat.endswith("to ", begin, opens) and _comes_down(flat, sentence, begin, opens)
        hoped = is_hoped(flat, near, opens)
        yield Setting(
            figure, head, tail, *words, shared, bracketed, alone, aside, listed, falls, hoped
        )


def _says_who(flat: str, sentence: int, clause: Place) -> bool:
    """Whether a clause is one of a bracket that says whose share is told behind it.

    So it is of 经常锻炼（每周3次以上，每次30分钟以上）人数比例.
    """
    opened = flat.rfind("（", sentence - 1 if sentence else 0, clause[0])
    if opened < 0 or flat.find("）", opened, clause[0]) >= 0:
        return False
    closed = flat.find("）", clause[1], clause[1] + LONGEST_SENTENCE)
    return closed >= 0 and _WHOSE_SHARE.match(flat, closed) is not None


def _length_of_row(flat: str, figures: Sequence[Figure]) -> int:
    """How many of a clause's first figures only list marks part, and words that compare them."""
    behind = (without_operator(flat[a.end : opening(b)]) for a, b in pairwise(figures))
    return 1 + len([*takewhile(_IN_ROW.fullmatch, behind)])


def is_hoped(flat: str, start: int, end: int) -> bool:
    """Whether a clause of a sentence says that what stands behind it is only striven for."""
    begin = max(start, flat.rfind("。", start, end) + 1)
    return figure_words.HOPED_BY.search(flat, begin, end) is not None


_GOES_ON_TO: Final = re.compile("(?:and |then |further |down )*to ")
"""All that an English clause says before a figure that the deed of the one before comes to."""


def _comes_down(flat: str, sentence: int, clause: int, opens: int) -> bool:
    """Whether the English words before a figure ask for less of something.

    A clause with a deed of its own (and respond to 92% of complaints) asks for what that does.
    """
    goes_on = _GOES_ON_TO.fullmatch(flat[clause:opens].lstrip())
    begin = max(sentence if goes_on else clause, flat.rfind(". ", sentence, opens))
    return figure_words.DOWN.search(flat, begin, opens) is not None


class _Deeds:
    """Where the verbs of a text stand that make a count something to be reached: looked for once.

    Of a long row of brackets each begins a clause, and has the same sentence before it.
    """

    def __init__(self, flat: str) -> None:
        spans = [found.span() for found in figure_words.TO_DO.finditer(flat)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def within(self, start: int, end: int) -> bool:
        """Whether any of them stands between two offsets."""
        first = bisect_left(self._starts, start)
        return first < len(self._ends) and self._ends[first] <= end


@lru_cache(maxsize=2)
def _deeds(flat: str) -> _Deeds:
    return _Deeds(flat)


def opening(figure: Figure) -> int:
    """Where the words before a figure end: of a change, where those before its first figure do."""
    return figure.since.start if figure.since else figure.start
