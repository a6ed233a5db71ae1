"""The outline of a document: its numbered headings and list items, as a tree.

The level of a form of numbering is where it first appears: a form not yet open opens a level below
the current one, a form already open goes back to it. A number counts only where it continues its
list or starts one, so that ``0.5个百分点`` or ``第二、三季度`` is not taken for an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple

from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches, is_latin
from foodsafety_ledger.document.labels import LABEL
from foodsafety_ledger.document.lexicon import (
    ATTACHED,
    HOTLINE,
    SURE_ENDINGS,
    WHOLE_FIGURE,
    listed,
)
from foodsafety_ledger.document.numerals import parse_numeral
from foodsafety_ledger.document.unit_names import LONGEST_NAME, ends_like_a_unit

_HAN: Final = "[一二三四五六七八九十百]{1,4}"

_ENGLISH_TASK: Final = "(?i:Task|Action|Activity|Measure|Step|Initiative|Commitment|Deliverable)"

_ENGLISH_HEAD: Final = (
    f"(?:{_ENGLISH_TASK}|(?:Specific |Strategic )?"
    "(?i:Objective|Goal|Target|Output|Outcome|Priority))"
)

_NAMES_TASK: Final = "(?:任务|措施|行动|事项|(?:行动|重点|工作)项目|策略|重点|目标|范畴|领域|主题)"

_FORMS: Final = {
    "unit": "(?!)",
    "plain": "(?!)",
    "part": rf"第(?:{_HAN}|\d{{1,3}})[章节编]|第(?:{_HAN}|\d{{1,3}})部分[、，：]?"
    r"|(?:Strategic )?(?i:Section|Part|Chapter|Goal|Objective|Priority|Theme|Thrust|Pillar"
    r"|Outcome|Component|Key Result Area|Work ?stream|(?:Priority|Focus|Action) Area)"
    r" (?:\d{1,2}|[IVX]{1,5}|[A-Z])"
    r"(?:：|\.(?!\d)| ?[-–—](?!\d))",
    "article": rf"第(?:{_HAN}|\d{{1,3}})[条项]",
    "capital": "[壹贰叁参肆伍陆柒捌玖拾]{1,3}、",
    "han": rf"{_HAN}、",
    "bracketed-han": rf"（{_HAN}）[、.]?",
    "named": rf"{_NAMES_TASK}(?:{_HAN}|\d{{1,2}})(?:：|(?=[一-鿿“「《]| 20\d\d年))"
    rf"|（{_NAMES_TASK}(?:{_HAN}|\d{{1,2}})）"
    rf"|{_ENGLISH_TASK} \d{{1,2}}(?:：|\.(?!\d)| ?[-–—])",
    "named-2": rf"{_ENGLISH_HEAD} \d{{1,2}}(?:\.\d{{1,2}}|[A-Z])(?:：|\.(?!\d)| ?[-–—])",
    "dotted-3": r"\d{1,2}\.\d{1,2}\.\d{1,2}\.?(?=[^\d.%‰])",
    "dotted-2": rf"(?!\d{{1,2}}\.{WHOLE_FIGURE})\d{{1,2}}\.\d{{1,2}}\.?(?=[^\d.%‰个万亿月])",
    "roman": r"[IVX]{1,4}\.(?= [A-Z][a-z])",
    "lettered": rf"(?:{_ENGLISH_TASK} |(?i:Objective|Goal|Target|Output) )?"
    r"[A-Z](?:\.\d{1,2}\.?|-?\d{1,2}[.：])(?= ?[A-Z\d])",
    "digit": r"(?:\d{1,2}|[lI]\d?|\d[lIO]) ?"
    rf"(?:\.(?={HOTLINE}|{WHOLE_FIGURE})|\.(?!\d(?!\d{{2,3}}年|\d?月)) ?|、|"
    r"[·：](?=[一-鿿“])"
    r"|(?<!\d\d\d)(?<!\d：\d)(?<!\d：\d\d)(?<![≤≥<>=]\d)(?<![≤≥<>=]\d\d)"
    r"(?<!百分之\d)(?<!百分之\d\d)，(?=\D))",
    "half-bracketed": r"\d{1,2}）[.、]?",
    "bracketed": r"（\d{1,2}）[.、]?",
    "circled": "[①-⑳]",
    "letter": "（[a-z]）",
    "spaced": r"\d{1,2}(?=[|｜一-鿿“])",
}
"""The forms of numbering, and how each is written; ``unit`` is a heading that names who it is for,
which ``read_outline`` is told of, ``plain`` one without a number above a list that begins anew."""

_MARK: Final = re.compile("|".join(f"(?P<f{i}>{form})" for i, form in enumerate(_FORMS.values())))
_NAMES: Final = tuple(_FORMS)
_BEFORE: Final = "。；：！？）”》…"
_DOTTED: Final = ("dotted-3", "dotted-2", "lettered")
_ONLY_AT_LINE: Final = (*_DOTTED, "roman", "named-2", "half-bracketed", "letter", "spaced")
_STOPPED: Final = re.compile("[.。；）]$")
"""What stands before a dotted number that begins no line and is still that of an item."""
_GLUED: Final = dict.fromkeys(("bracketed-han", "digit", "han"), re.compile("[一-鿿“]"))
"""Forms that may follow a word without a gap, as in pasted text, and what then follows them."""
_BEHIND_PHRASE: Final = re.compile(
    f"(?:单位|部门|牵头|责任|配合)：[^。；：]*(?:{'|'.join(SURE_ENDINGS)})$"
    "|(?:时限|时间|期限|节点)：[^，。；：]{2,20}$"
)
"""A label with units or a day, which a number follows that has lost its line break."""
_LISTED: Final = ("digit", "han", "bracketed-han")
"""Forms that surely number something where they stand behind a stop."""
_UNTOLD: Final = ("unit", "plain", "named-2", "dotted-2", "dotted-3", "lettered")
"""Forms of which the first may come again: it says itself what it belongs to."""
_STOP: Final = re.compile("[。；：！？，]")
_TELLING: Final = ("part", "named", "named-2", "dotted-2", "dotted-3")
"""Forms that tell a heading from what goes on in a text without lines."""
_CITING: Final = re.compile(
    "(?:^|[^A-Za-z])(?i:[a-z]{1,2}|see|and|from|with|under|table|annex|section|version|figure) $"
)
_CITED_BEFORE: Final = 12
_CITED: Final = "第附件表图条款项见"
"""What stands before a number that refers to something."""
_HEADS: Final = re.compile("[一-鿿“”、]{2,20}(?:（[^（）]{2,60}）)?")
_ENCLOSED: Final = re.compile("附[件表]：(?=1[.、])")
"""What the list of what is sent with a paper begins with."""
_BEGINS: Final = re.compile("(?![万亿千百个家元倍吨人次])[一-鿿“]")
"""What a heading or a text begins with, and no unit of a figure."""
_LONGEST_ENCLOSED: Final = 60
_LEAST_LISTS: Final = 2
"""Lists of so many headings without a number are told from a list below a title."""
_PLAIN: Final = str.maketrans("壹贰叁参肆伍陆柒捌玖拾", "一二三三四五六七八九十")
_ROMAN: Final = {
    numeral: number
    for number, numeral in enumerate(listed("I II III IV V VI VII VIII IX X XI XII"), 1)
}
_LETTER: Final = re.compile(r"(?:^| )([A-Z]{1,5})(?:\.|：| ?[-–—])$")
"""What numbers in letters: Goal B:, Pillar II:."""
_LETTER_BEHIND: Final = re.compile(r"\d([A-Z])(?:\.|：| ?[-–—])$")
"""What numbers in a letter behind the number of what it belongs to: Action 2B."""
_LETTERS: Final = re.compile("(?<![A-Za-z])[lIO](?![A-Za-z])")
"""Letters that stand for the digits of a number."""
LONGEST_HEADING: Final = 40
"""A line of more characters heads nothing."""
_LONGEST_GAP: Final = 3
"""So many numbers may be missing from a list that goes on."""


class Mark(NamedTuple):
    """What looks like the number of a heading or a list item.

    ``line`` is true where it begins a line, ``apart`` where it stands behind a gap or a stop.
    """

    start: int
    end: int
    form: str
    number: int
    line: bool
    apart: bool


@dataclass(slots=True)
class Node:
    """A numbered heading or list item: its number, its place, and what is numbered under it.

    ``start`` is where its number stands, ``body`` where its text begins, ``end`` where the next
    heading of the same or a higher level does. ``doubt`` says what is odd about the number: it is
    ``glued`` to the words before it, ``restarted`` without a heading above, one of ``numbers`` that
    do not follow on, or there is one ``skipped`` before it.
    """

    form: str
    number: int
    start: int
    body: int
    end: int = 0
    doubt: str = ""
    parent: Node | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list)

    @property
    def own_end(self) -> int:
        """Where the node's own text ends and that of its first child begins."""
        return self.children[0].start if self.children else self.end

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def path(self) -> list[Node]:
        """The nodes from the top down to this one."""
        return [self] if self.parent is None else [*self.parent.path(), self]


def read_outline(document: Document, without: Stretches, units: Sequence[Place] = ()) -> list[Node]:
    """The top level of the outline; each node holds the rest.

    ``without`` are stretches (tables) whose numbers are not part of it; ``units`` are headings
    that name who answers for what follows.
    """
    top: list[Node] = []
    path: list[Node] = []
    latest: dict[str, int] = {}
    headings = [(Node("unit", i, *place), True) for i, place in enumerate(units, 1)]
    marks = [mark for mark in _marks(document) if not without.holding(mark[0].start)]
    marks = list(_without_labels(document, marks))
    headings += [] if units else _plain_headings(document, marks)
    for node, sure in sorted([*marks, *headings], key=lambda mark: mark[0].start):
        depth = next((i for i, open_ in enumerate(path) if open_.form == node.form), None)
        before = latest.get(node.form, 0) if depth is None else path[depth].number
        goes_on = _continues(node, depth, before, sure=sure)
        head = path[-1].body if path else 0
        if not goes_on and not _leaves_out(document, node, before, head):
            if sure and depth is not None:
                path[depth].doubt = "numbers"
            continue
        if depth is not None and node.number == 1 and node.form not in _UNTOLD:
            node.doubt = "restarted"
        elif not goes_on or _is_skipped(node, before):
            node.doubt = "skipped"
        latest[node.form] = node.number
        del path[len(path) if depth is None else depth :]
        node.parent = path[-1] if path else None
        (node.parent.children if node.parent else top).append(node)
        path.append(node)
    _close(top, _annexed(document, max((node.start for node in path), default=0)))
    _trust(top)
    return top


def _trust(nodes: Sequence[Node]) -> None:
    """Takes the doubt from glued numbers that count on from one, or from a sure one: a list."""
    for _, group in groupby(nodes, key=lambda node: node.form):
        listed = list(group)
        first = listed[0].number
        counts = [node.number for node in listed] == [*range(first, first + len(listed))]
        counts = counts and (first == 1 or not listed[0].doubt)
        if counts and len(listed) >= _LEAST_LISTS and listed[0].form in _LISTED:
            for node in listed:
                node.doubt = "" if node.doubt == "glued" else node.doubt
    for node in nodes:
        _trust(node.children)


def _is_skipped(node: Node, before: int) -> bool:
    """Whether a number is missing between that of an item and the one ``before`` in its list."""
    return node.form not in _UNTOLD and node.number > before + 1 > 1


def _plain_headings(
    document: Document, marks: Sequence[tuple[Node, bool]]
) -> list[tuple[Node, bool]]:
    """The lines that head a list each, where all lists of the first form stand below one."""
    firsts = [node for node, sure in marks if sure and node.form == marks[0][0].form]
    places = [_line_above(document, node.start) for node in firsts if node.number == 1]
    words = [document.flat[slice(*place)] for place in places]
    if len(places) < _LEAST_LISTS or not all(map(_HEADS.fullmatch, words)):
        return []
    if any(map(ends_like_a_unit, words)) or any(map(LABEL.match, words)):
        return []
    return [(Node("plain", i, start, start), True) for i, (start, _) in enumerate(places, 1)]


def _line_above(document: Document, start: int) -> Place:
    """The line before one that begins at ``start``; nothing where none does."""
    if start not in document.lines or start == 0:
        return start, start
    return next(i for i in range(start - 1, -1, -1) if i in document.lines), start


def _annexed(document: Document, last: int) -> int:
    """Where the attachments begin behind the last heading; else where the document ends."""
    starts = sorted(line for line in document.lines if line > last)
    return next((i for i in starts if ATTACHED.match(document.flat, i)), len(document.flat))


def _without_labels(
    document: Document, marks: Sequence[tuple[Node, bool]]
) -> Iterator[tuple[Node, bool]]:
    """The numbers without those before a label (3.牵头单位：) in a list that begins with a text.

    Nor those behind one, of a list of units or of the part of a task that is meant (第1项6月底前).
    """
    flat, plain = document.flat, dict[str, bool]()
    ends = {label.end() for label in LABEL.finditer(flat) if label[0].endswith("：")}
    for node, sure in marks:
        if node.form == "article" and node.start in ends:
            continue
        labelled = LABEL.match(flat, node.body) is not None
        if node.number == 1:
            plain[node.form] = not labelled
        listed = _end_of_unit(document, node.body) if node.start in ends else 0
        if listed:
            ends |= {listed, listed + 1}
        elif not (labelled and plain.get(node.form)):
            yield node, sure


def _end_of_unit(document: Document, start: int) -> int:
    """Where a unit's name ends that fills a list item; 0 where none does."""
    limit = min(start + LONGEST_NAME, len(document.flat))
    stops = (
        i
        for i in range(start + 1, limit)
        if i in document.lines or document.flat[i] in "、，；。："
    )
    end = next(stops, limit)
    name = document.flat[start:end]
    named = ends_like_a_unit(name)
    return end if named and document.flat[end : end + 1] != "：" else 0


def find_numbers(document: Document) -> Iterator[Mark]:
    """Everything that is written as numbers of headings are, wherever it stands."""
    flat, gaps = document.flat, document.gaps
    for found in _MARK.finditer(flat):
        start, end = found.span()
        line, number = gaps[start] is Gap.LINE, _number_of(found[0])
        form = _NAMES[int(str(found.lastgroup)[1:])]
        line = line or (document.is_one_line and form in _TELLING and _stands_alone(found))
        words = (
            not line and flat[start - 1 : start] == " " and flat[start - 2 : start - 1].islower()
        )
        if number and (line or found[0][-1] not in "·：") and not words:
            yield Mark(
                start, end, form, number, line, bool(gaps[start] or flat[start - 1] in _BEFORE)
            )


def _stands_alone(number: re.Match[str]) -> bool:
    """Whether an English number in a text without lines heads what follows and cites nothing."""
    flat, (start, end) = number.string, number.span()
    behind = flat[end : end + 2].lstrip(" ")[:1]
    return (
        flat[start - 1 : start] == " "
        and behind.isupper()
        and behind.isascii()
        and _CITING.search(flat[max(0, start - _CITED_BEFORE) : start]) is None
    )


def _marks(document: Document) -> Iterator[tuple[Node, bool]]:
    """The numbers that may be those of headings, each with whether it surely is one."""
    flat, head = document.flat, 0
    marks, dotted = list(find_numbers(document)), None
    enclosed = _enclosed(document, marks)
    for mark in marks:
        start, end, form = mark[:3]
        if start in enclosed:
            continue
        bare = form in ("named", "spaced") and flat[end - 1].isalnum()
        after = end + (flat[end : end + 1] == " ")
        spaced = bare and (document.gaps[after] is Gap.NONE or not mark.line)
        joined = form in _DOTTED and not mark.line and _joins(flat, start, end)
        joined = joined or (document.is_one_line and _below(flat, mark, head, dotted))
        dotted = mark if joined else dotted
        if spaced or (form in _ONLY_AT_LINE and not mark.line and not joined):
            continue
        if mark.apart or _is_glued(flat, form, start, end):
            listed = mark.apart and form in _LISTED and _GLUED["digit"].match(flat, end)
            above, head = head, end
            first = mark.number == 1 and _HEADS.fullmatch(flat, above, start) is not None
            plain = mark.apart or first or _ends_phrase(flat, start)
            doubt = "" if plain and not joined else "glued"
            yield Node(form, mark.number, start, after, doubt=doubt), mark.line or bool(listed)


def _enclosed(document: Document, marks: Sequence[Mark]) -> set[int]:
    """Where the numbers of a list of attachments stand: 附件：1.名单, then 2.统计表 on a line."""
    flat, found = document.flat, set[int]()
    begins = {
        one.end() for one in _ENCLOSED.finditer(flat) if document.gaps[one.start()] is not Gap.NONE
    }
    last: Mark | None = None
    for mark in marks:
        follows = last and mark.form == last.form and mark.number == last.number + 1
        named = flat[last.end : mark.start] if last else ""
        near = len(named) <= _LONGEST_ENCLOSED and not _STOP.search(named.rstrip("；。"))
        if mark.start in begins or (follows and near and mark.start in document.lines):
            found.add(mark.start)
            last = mark
    return found


def _below(flat: str, mark: Mark, head: int, last: Mark | None) -> bool:
    """Whether a dotted number in a text without lines is the first behind a heading, or counts on.

    So it does in 1.强化监管 1.1 抽检食品 1.2 检查食堂.
    """
    if mark.form not in _DOTTED or not mark.apart or not _BEGINS.match(flat, mark.end):
        return False
    if mark.number == 1:
        return _HEADS.fullmatch(flat[head : mark.start].strip()) is not None
    follows = last is not None and last.form == mark.form and last.number + 1 == mark.number
    return follows and last is not None and _chapter(flat, last) == _chapter(flat, mark)


def _chapter(flat: str, mark: Mark) -> str:
    """What a dotted number has before the last of its dots."""
    return flat[mark.start : mark.end].strip(" .、").rpartition(".")[0]


def _joins(flat: str, start: int, end: int) -> bool:
    """Whether a dotted number stands between the end of a sentence and the beginning of one."""
    behind = flat[end : end + 2].lstrip(" ")[:1]
    stopped = _STOPPED.search(flat[max(0, start - 2) : start].rstrip(" ")) is not None
    return stopped and (behind.isupper() or "一" <= behind <= "鿿")


def _is_glued(flat: str, form: str, start: int, end: int) -> bool:
    """Whether a number that directly follows a word may still be that of a heading."""
    follows = _GLUED.get(form)
    before = flat[start - 1]
    return (
        follows is not None
        and follows.match(flat, end) is not None
        and "一" <= before <= "鿿"
        and before not in _CITED
        and (_ends_phrase(flat, start) if form == "han" else flat[end - 1] in "）.")
    )


def _ends_phrase(flat: str, start: int) -> bool:
    """Whether a number directly follows what a label says of who, or of by when."""
    return _BEHIND_PHRASE.search(flat, max(0, start - LONGEST_NAME), start) is not None


def _number_of(mark: str) -> int:
    """The number that is written as one of the forms is."""
    if "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    if mark[0] == "（" and mark[1].islower():
        return ord(mark[1]) - ord("a") + 1
    if letters := _LETTER.search(mark):
        return _ROMAN.get(letters[1], ord(letters[1]) - ord("A") + 1 if len(letters[1]) == 1 else 0)
    if letter := _LETTER_BEHIND.search(mark):
        return ord(letter[1]) - ord("A") + 1
    last = re.findall(
        r"\d+|[一二三四五六七八九十百]+", _LETTERS.sub(_digit, mark.translate(_PLAIN))
    )[-1]
    return int(last) if last.isdigit() else parse_numeral(last) or 0


def _digit(letter: re.Match[str]) -> str:
    return "0" if letter[0] == "O" else "1"


def _continues(node: Node, depth: int | None, before: int, *, sure: bool) -> bool:
    """Whether a number goes on with an open list, starts a new one, or resumes an earlier one.

    ``before`` is the one before it in the list. One that is named (措施5) may leave some out.
    """
    if node.form in ("unit", "plain"):
        return True
    near = sure and before < node.number <= before + _LONGEST_GAP
    if depth is not None:
        return near or node.number == before + 1 or (sure and node.number == 1)
    return node.number in (1, before + 1) or (near and before > 0 and node.form == "named")


def _leaves_out(document: Document, node: Node, before: int, head: int) -> bool:
    """Whether a number begins a paragraph, and is only too far behind the one before of its list.

    So is one of a document that leaves tasks out. A paragraph begins behind a stop or a heading; in
    a text that lost its blanks, too, the heading at ``head``, where only a few numbers are missing.
    """
    flat, start = document.flat, node.start
    if node.form not in _LISTED or node.number <= before:
        return False
    if start in document.lines:
        above = flat[slice(*_line_above(document, start))]
        headed = 0 < len(above) <= LONGEST_HEADING and not _STOP.search(above)
    elif document.is_one_line and before > 0 and node.number <= before + _LONGEST_GAP:
        above = flat[head:start]
        headed = _HEADS.fullmatch(above) is not None
    else:
        return False
    stopped = above[-1:] in _BEFORE and above != ""
    return (headed or stopped) and _GLUED["digit"].match(flat, node.body) is not None


def _close(nodes: list[Node], end: int) -> None:
    for node in reversed(nodes):
        node.end = end
        end = node.start
        _close(node.children, node.end)


def title_of(document: Document, start: int, end: int, *, over_lines: bool = False) -> Place:
    """The heading at ``start``: its line, its first sentence, or failing both its first clause.

    That of a cell may go ``over_lines``.
    """
    flat = document.flat
    when = _WHEN_FIRST.match(flat, start, end)
    english = when or is_latin(flat[start : start + LONGEST_HEADING])
    length = LONGEST_HEADING * (3 if english else 1)
    stop = min(end, start + 3 * LONGEST_HEADING)
    for offset in range(start + 2, stop + 1):
        at_end = offset >= end
        line = not at_end and offset in document.lines
        line = line and not over_lines
        if at_end or flat[offset] in "。；：！？" or (line and offset - start <= length):
            if offset - start <= length:
                return start, offset - (flat[offset - 1] in "，、")
            break
    least = max(start + 6, when.end() if when else 0)
    commas = _COMMA.finditer(flat, least, start + length)
    outside = (one for one in commas if not _OPENED.search(flat, start, one.start()))
    cut = next(outside, None) or _OPENED.search(flat, least, start + length)
    return start, cut.start() if cut else min(end, start + length)


_COMMA: Final = re.compile("(?<![前底末年月日])，")
"""The end of a clause that says more than by when."""
_OPENED: Final = re.compile("（[^）]*$")
"""A bracket that is not closed before a heading has to end."""
_WHEN_FIRST: Final = re.compile(
    r"(?:By|In|From|Before|During|Until) [^，。；]{0,24}\d(?:， ?20\d\d)?，"
)
"""What an English heading says first of when something is due."""
