"""Whether what a plan quotes begins and ends with a clause, a line, a cell or a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from foodsafety_ledger.document import figure_words
from foodsafety_ledger.document.date_words import DATES
from foodsafety_ledger.document.folded import Document, Gap, Place, is_latin
from foodsafety_ledger.document.placing import Placement
from foodsafety_ledger.document.table_rows import TaskRow

_MARKS: Final = frozenset("，。；：！？、（）|｜\ufffd")
_OPENED: Final = _MARKS | frozenset("《“‘「『")
_CLOSED: Final = _MARKS | frozenset("》”’」』")
"""Marks behind which a clause may begin, and before which one may end."""
_ENGLISH_STOP: Final = re.compile(r"\.(?= |$)")
_NEXT_DEED: Final = re.compile(f" ?and (?:{figure_words.ENGLISH_DEEDS}) ")
"""English words of a clause behind another one, with a deed of its own."""
_STOPS: Final = frozenset(".。；！？：")
_FAR: Final = 80
"""Longer clauses are cut."""
_LETTER: Final = re.compile("[A-Za-z一-鿿%‰《“‘「『》”’」』]")
_IN_A_WORD: Final = re.compile("[A-Za-z]{2}")
_OPENING: Final = re.compile(
    "(?:确保|力争|争取|务必|努力|实现|落实|完成|负责|同时|[且并而于在使应须要到由将均仍]|其余[一-鿿]{0,4})$"
)
"""What of a clause a quote may leave out before what it quotes."""
_CLOSING: Final = re.compile("[并且由]")
"""What it may leave out behind it."""
_DAY: Final = re.compile(DATES)
_DEEDS: Final = re.compile(
    "(?:深入|持续|全面|进一步|配合|推进|实施|开展|加强|落实|完善|做好|抓好|强化|推动|组织|健全|建立|狠抓"
    "|提升|提高|加快|扎实|积极|切实|大力|严格|继续|加大|规范|深化|着力|稳步|统筹|管好|抓实|协同|协助)*"
)
"""What a title may leave out before what is done."""
LONGEST_TITLE: Final = 40
"""Of a longer one the beginning is enough."""
_PAPER: Final = re.compile(
    "(?:^|[（：号日文件印发布实施年]|by(?: the)?|关于|现将) ?$|^(?:中华)?民国.*$"
)
"""What may stand before a name of the head in its line."""
_OF_PAPER: Final = re.compile(
    "关于|文件|印发|发布|制定|函?颁|函?订|的(?:通知|意见|函|决定|公告)|为|表| on |[0-9]"
)
"""What may stand behind one."""


class Edges:
    """The edges of a document's clauses, with the numbers of its lists and the plan's phrases."""

    def __init__(self, document: Document, placement: Placement, rows: Iterable[TaskRow]) -> None:
        self._document = document
        phrases = [spot.outer for spot in placement.spots if spot.outer]
        cells = (place for row in rows for place in (*row.texts, row.phrase, *row.stated))
        parted = {at for place in (*phrases, *cells) for at in place}
        self._ends = placement.ends | parted
        self._starts = placement.starts | parted
        self._before: dict[int, int] = {}
        self._behind: dict[int, int] = {}

    def before(self, at: int) -> str:
        """The words of a clause before an offset."""
        flat, start, known = self._document.flat, at, self._before
        while start not in known and not self._opens(start):
            start -= 1
        opening = known.get(start, start)
        known.update(dict.fromkeys(range(start, at + 1), opening))
        return flat[max(opening, at - _FAR) : at].lstrip()

    def behind(self, at: int) -> str:
        """The words of a clause from an offset on."""
        flat, end, known = self._document.flat, at, self._behind
        while end not in known and not self._closes(end):
            end += 1
        closing = known.get(end, end)
        known.update(dict.fromkeys(range(at, end + 1), closing))
        return flat[at : min(closing, at + _FAR)].rstrip()

    def cuts_quote(self, place: Place, *, parts: bool) -> bool:
        """Whether a quote begins or ends within a clause; ``parts`` may be quoted where many are.

        A word is never cut, nor a clause before its end.
        """
        before, flat, (start, end) = self.before(place[0]), self._document.flat, place
        if flat[start] in "、，；。" or flat[end - 1] == "、" or self._is_in_a_word(place):
            return True
        letter = _LETTER.match(before.rstrip()[-1:])
        left = letter and not (_OPENING.search(before) or _DAY.match(flat, start))
        return self._goes_on(place) or (bool(left) and (len(before) == 1 or not parts))

    def cuts_title(self, place: Place) -> bool:
        """Whether a title leaves out more than what is done before it, or anything behind it."""
        before, latin = self.before(place[0]), is_latin(self._document.flat[slice(*place)])
        short = place[1] - place[0] < LONGEST_TITLE * (3 if latin else 1)
        less = _LETTER.match(before[-1:]) and before[-1:] not in "%‰"
        lost = bool(less) and not _DEEDS.fullmatch(before)
        return self._is_in_a_word(place) or (short and self._goes_on(place)) or lost

    def _goes_on(self, place: Place) -> bool:
        """Whether the clause goes on behind a place: in figures only where no blank parts them."""
        behind, latin = self.behind(place[1]), is_latin(self._document.flat[slice(*place)])
        if self._document.flat[place[1] - 1] in _STOPS:
            return False
        number = (behind.lstrip() if latin else behind)[:1].isdigit()
        return number or (_LETTER.match(behind.lstrip()) is not None and not _CLOSING.match(behind))

    def cuts_name(self, place: Place) -> bool:
        """Whether a name of the head, or its title, goes on before or behind a place.

        Of a text on one line a heading has no end.
        """
        before, behind = self.before(place[0]), self.behind(place[1])
        less = _LETTER.search(before[-1:]) is not None and not _PAPER.search(before)
        more = _LETTER.match(behind.lstrip()) is not None and not _OF_PAPER.match(behind)
        flows = self._document.raw.count("\n") <= _FEW_LINES and behind[:1] == " "
        return self._is_in_a_word(place) or less or (more and not flows)

    def _is_in_a_word(self, place: Place) -> bool:
        """Whether a place begins or ends within a word in Latin letters, on one line."""
        flat, (start, end) = self._document.flat, place
        begins = start > 0 and _IN_A_WORD.match(flat, start - 1) and not self._opens(start)
        return bool(begins) or bool(_IN_A_WORD.match(flat, end - 1) and not self._closes(end))

    def _opens(self, at: int) -> bool:
        """Whether a clause may begin at an offset."""
        flat, said = self._document.flat, at - (self._document.flat[at - 1 : at] == " ")
        stops = flat[said - 1 : said] in _OPENED or _ENGLISH_STOP.match(flat, said - 1)
        stops = stops or _NEXT_DEED.match(flat, at)
        return said <= 0 or at in self._ends or said in self._ends or bool(stops) or self._gap(at)

    def _closes(self, at: int) -> bool:
        """Whether a clause may end at an offset."""
        flat, next_ = self._document.flat, at + (self._document.flat[at : at + 1] == " ")
        stops = flat[next_ : next_ + 1] in _CLOSED or _ENGLISH_STOP.match(flat, at)
        stops = stops or _NEXT_DEED.match(flat, at)
        border = at in self._starts or next_ in self._starts
        return next_ >= len(flat) or border or bool(stops) or self._gap(at) or self._gap(next_)

    def _gap(self, at: int) -> bool:
        """Whether a line ends before an offset, or a blank stands there in Chinese."""
        document = self._document
        apart = document.gaps[at : at + 1] == (Gap.SPACE,) and document.flat[at - 1] != " "
        return apart or document.gaps[at : at + 1] == (Gap.LINE,)


_FEW_LINES: Final = 2
"""A text of so few lines stands on one."""
