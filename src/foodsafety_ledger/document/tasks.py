"""Tasks and items: which stretch of a document each responsibility phrase answers for.

An item is the text before its phrase, back to the phrase before it or the head of its task. A task
is the numbered heading or list item that a phrase stands under. A heading that names who answers
for what follows, and a section's own phrase, are carried to each of the tasks below.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.demands import TargetReading
from foodsafety_ledger.document.figures import breaks_unit
from foodsafety_ledger.document.folded import Document, Gap, Place, Stretches
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.outline import Node, title_of
from foodsafety_ledger.document.parties import BULLET, LABEL, as_printed, read_parties
from foodsafety_ledger.document.phrases import Phrase
from foodsafety_ledger.document.table_rows import TaskRow, TaskTable
from foodsafety_ledger.document.tables import loose_heads
from foodsafety_ledger.document.targets import Fact
from foodsafety_ledger.document.units import same_unit
from foodsafety_ledger.model.plan import Role

_OUTER_START: Final = attrgetter("outer_start")
_START: Final = attrgetter("start")
_LEAST: Final = 6
_SECTION_FORMS: Final = ("part", "capital", "han", "roman")
"""Numbers of chapters: what they name stands for each task below."""
_INLINE: Final = ("circled", "half-bracketed", "bracketed")
"""Numbers of lists that run on within a paragraph."""
_LONGEST_HEADING: Final = 40
_LONGEST_TITLE_LINE: Final = 20
_NO_TITLE: Final = re.compile(r"[，；：]|[。、\d]$")
"""What in a line, or at its end, says that it is no title but goes on in the next."""
_OF_PROJECT: Final = re.compile("(?:项目|工程|行动)(?:（[^（）]{1,10}）)?$")
"""What a line ends with that is the name of what is to be done, however long."""
_ENGLISH_TITLE: Final = re.compile(
    "[A-Z][A-Za-z' &-]*[a-z](?<! of)(?<! the)(?<! and)(?<! for)(?<! in)(?<! to)(?<! with)(?<! by)"
    "(?<! or)(?<! on)(?<! at)(?<! from) ?"
)
"""A line in English that may be a title: none that goes on in the next one."""
_LONGEST_NUMBER: Final = 5
"""The number before a title is not longer."""
_REST: Final = re.compile(f"{unit_names.REST.pattern}(?=：)")
"""What before a colon may be the rest of a heading that a line broke."""
_DUTY: Final = re.compile("：(?:主要)?(?:负责|牵头|承担|做好|组织|开展)")
"""What behind a heading says that it is who does it."""
_TEXT: Final = re.compile("[，。；：]")
_MEASURED: Final = re.compile(lexicon.MEASURED)
_ASKS_ALL: Final = re.compile(
    r"(?:请各|各[一-鿿、（）]{1,20}[请要应须]?于)[^。；]{0,30}\d{1,2}[月日][^。；]{0,40}报"
)
"""A line behind the last task by which all that the document goes to report what they have done."""
_NUMBERED: Final = re.compile("^(?:1[.、，]|（[一1]）|一、|①)")


@dataclass(slots=True)
class ItemDraft:
    """An item as read: its phrase, the stretches of text it answers for, what it asks, by when.

    ``dated`` is where its text says so; ``measured`` the cell that has the unit of its figures;
    ``left`` are telling words beside its targets that nothing was read from; ``by_year`` are cells
    of what is to be reached by the end of a year.
    """

    phrase: Phrase
    ranges: list[Place]
    targets: list[TargetReading] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    due: date | None = None
    ongoing: bool = False
    dated: list[Place] = field(default_factory=list)
    left: list[Place] = field(default_factory=list)
    measured: Place | None = None
    by_year: Mapping[Place, int] = field(default_factory=dict)

    @property
    def dues(self) -> list[date]:
        """Every deadline that the item or one of its targets has."""
        found = [self.due, *(target.due for target in self.targets)]
        return [due for due in found if due is not None]


@dataclass(slots=True)
class TaskText:
    """A task: its numbers from the top of the outline down, its title and items."""

    numbers: tuple[int, ...]
    section: Place | None
    section_numbers: tuple[int, ...]
    title: Place
    start: int
    end: int
    items: list[ItemDraft]
    doubts: list[Doubt] = field(default_factory=list)
    id: str = ""

    @property
    def named(self) -> Place:
        """What it is called by: its title; where nothing stands before its phrase, the phrase."""
        phrase = self.items[0].phrase
        return self.title if self.title[0] < self.title[1] else (phrase.start, phrase.end)


def find_tasks(
    document: Document, tops: Sequence[Node], phrases: Sequence[Phrase], tables: Sequence[TaskTable]
) -> list[TaskText]:
    """The tasks in document order, each with its id."""
    tasks = [task for top in tops for task in _branch(document, top, phrases)]
    inside = {item.phrase.outer_start for task in tasks for item in task.items}
    if not tasks:
        left = [p for p in phrases if p.outer_start not in inside and p.parties]
        tasks = list(_paragraphs(document, left))
    _part_titles(document, tasks)
    filled, taken = [table for table in tables if table.rows], {task.start for task in tasks}
    loose = loose_heads(document)
    for item in (item for task in tasks for item in task.items):
        item.ranges = _before_tables(item.ranges, [*(one.start for one in filled), *loose])
    for index, table in enumerate(filled, 1):
        tasks += _of_table(document, table, tops, index if len(filled) > 1 else 0, taken)
    tasks.sort(key=lambda task: task.start)
    _number(tasks)
    return tasks


def _before_tables(ranges: list[Place], tables: Sequence[int]) -> list[Place]:
    """The stretches of an item without a table that begins in them, whose rows are not its own."""
    cut = [
        (start, min([end, *(table for table in tables if start <= table < end)]))
        for start, end in ranges
    ]
    return [place for place in cut if place[0] < place[1]] or ranges[:1]


def duties_beside(flat: str, item: ItemDraft) -> list[Doubt]:
    """A doubt for each unit that the text of an item lets do something, and its phrase does not.

    One that the phrase lets only support another is not let do it there.
    """
    named = [same_unit(one.name) for one in item.phrase.parties if one.role is not Role.SUPPORT]
    found = [
        words["name"]
        for pattern in (lexicon.SUBJECT, lexicon.ENGLISH_SUBJECT)
        for place in item.ranges
        for words in pattern.finditer(flat, *place)
        if pattern is lexicon.SUBJECT or unit_names.ENGLISH_ENDINGS.search(words["name"])
    ]
    units = {same_unit(name): name for name in found}
    others = (
        name
        for key, name in units.items()
        if not any(key.endswith(one) or one.endswith(key) for one in named)
    )
    goes_on = _GOES_ON.match(flat, item.phrase.outer_end)
    left = [*others, *([goes_on["names"]] if goes_on else [])]
    doubts = [Doubt("beside", words=name) for name in left]
    refers = _REFERS.match(flat, *item.ranges[0]) if item.phrase.heads else None
    return [*doubts, Doubt("refers", words=refers[0])] if refers else doubts


_GOES_ON: Final = re.compile(
    "(?:，?(?:会同|联合|协同)"
    f"|：?(?=[^，。；：（）]{{2,40}}(?:{'|'.join(lexicon.SURE_ENDINGS)})(?:{lexicon.ENDING_STEMS}|参加)))"
    "(?P<names>[省市区县镇乡各][^，。；：（）]{2,60})"
)
"""Units directly behind a phrase that were not read as its own: 由甲局牵头，会同乙居."""
_REFERS: Final = re.compile(
    f"：?(?:{lexicon.ROLE_STEMS}|承担|落实|完成)*"
    r"(?:第?[\d一二三四五六七八九十]{1,3}(?:[、，和及至~—-]第?[\d一二三四五六七八九十]{1,3}){0,30}[项条款点]"
    r"|(?i:actions?|tasks?|items?) \d)"
)
"""The numbers of the tasks that a unit has, in place of any text."""


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
    waits = [node for node in begins if first - node.body > _LONGEST_HEADING]
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
        colon = document.flat.find("：", start, min(end, start + _LONGEST_HEADING))
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
    first = max(0, start - _LONGEST_HEADING)
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
                for phrase in _between(phrases, node.start, node.end)
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
    if not 2 - like < stop - start <= _LONGEST_HEADING:
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


def _branch(document: Document, top: Node, phrases: Sequence[Phrase]) -> list[TaskText]:
    found = list(_task_nodes(document, top, phrases))
    level = max(1, min((len(node.path()) for node, _, _ in found), default=1) - 1)
    return [_task(document, node, own, end, level) for node, own, end in found]


def _task_nodes(
    document: Document, node: Node, phrases: Sequence[Phrase]
) -> Iterator[tuple[Node, list[Phrase], int]]:
    """The nodes that are tasks, each with its phrases and where its text ends."""
    inside = _between(phrases, node.start, node.end)
    own = _between(phrases, node.start, node.own_end)
    carrying = [c for c in node.children if _between(phrases, c.start, c.end)]
    if _is_carried(document, node, own, some=bool(carrying)):
        for child in node.children:
            if child in carrying:
                for task, phrases_of, end in _task_nodes(document, child, phrases):
                    every = len(carrying) == len(node.children)
                    yield task, [_led(own[0], one, every=every) for one in phrases_of], end
            else:
                carried = [*own[0].doubts, Doubt("carried-to")]
                yield child, [replace(own[0], doubts=carried)], child.end
        return
    if inside and (not carrying or _closes_all(node, own, inside)):
        yield node, inside, node.end
        return
    if own:
        yield node, own, node.own_end
    for child in node.children:
        yield from _task_nodes(document, child, phrases)


def _led(head: Phrase, phrase: Phrase, *, every: bool) -> Phrase:
    """A phrase that names only who supports, with those who answer by the heading above.

    Where ``every`` task below has a phrase, who leads by the heading leads in them all.
    """
    leads = any(party.role is Role.LEAD for party in phrase.parties)
    above = [one for one in head.parties if phrase.supports or (every and one.role is Role.LEAD)]
    if leads or not above:
        return phrase
    doubts = [*phrase.doubts, Doubt("carried-to")]
    return replace(phrase, parties=[*above, *phrase.parties], doubts=doubts)


def _is_carried(document: Document, node: Node, own: list[Phrase], *, some: bool) -> bool:
    """Whether the phrase of a heading is that of each task below, of which ``some`` have one."""
    if len(own) != 1 or not node.children:
        return False
    heads = own[0].outer_start <= node.body or node.form == "unit" or own[0].heads
    titled = some and document.flat[own[0].outer_start - 1] not in "。；."
    titled = titled or node.form in _SECTION_FORMS
    section = titled and own[0].outer_start - node.body <= _LONGEST_HEADING
    at_end = node.own_end - own[0].outer_end <= 2
    return (heads or section) and at_end


def _between(phrases: Sequence[Phrase], start: int, end: int) -> list[Phrase]:
    """The phrases that name units, which are in document order, that begin in a stretch."""
    first, behind = (bisect_left(phrases, at, key=_OUTER_START) for at in (start, end))
    return list(phrases[first:behind])


def _closes_all(node: Node, own: list[Phrase], inside: list[Phrase]) -> bool:
    """Whether one phrase at the end of the last list item speaks for the whole list."""
    last = node.children[-1]
    return (
        not own
        and len(inside) == 1
        and len(node.children) > 1
        and not any(child.children for child in node.children)
        and last.start < inside[0].start
        and (node.parent is not None or inside[0].alone or last.form in _INLINE)
    )


def _task(document: Document, node: Node, own: list[Phrase], end: int, level: int) -> TaskText:
    path = node.path()
    section = path[:level] if len(path) > level else []
    above = len(section)
    while len(section) > 1 and section[-1].form == "unit":
        section = section[:-1]
    carried = own[0].outer_start < node.start or own[0].heads
    end = _closing(document, node.body, end) if carried else end
    title = title_of(document, node.body, end if carried else min(end, own[0].outer_start))
    closes_all = not carried and bool(node.children) and own[0].outer_start >= node.own_end
    doubts = [Doubt("closes-all")] if closes_all else []
    return TaskText(
        numbers=_numbers(document, node, above),
        section=_heading_of(document, section[-1]) if section else None,
        section_numbers=tuple(n.number for n in section),
        title=title,
        start=node.start,
        end=end,
        items=_items(document, node, end, own, title, carried=carried),
        doubts=doubts + ([Doubt(node.doubt)] if node.doubt else []),
    )


def _closing(document: Document, start: int, end: int) -> int:
    """Where the text of a task without a phrase ends: before a line that asks all to report."""
    lines = (i for i in range(start, end) if i in document.lines)
    return next((i for i in lines if _ASKS_ALL.match(document.flat, i, end)), end)


def _numbers(document: Document, node: Node, above: int) -> tuple[int, ...]:
    """The numbers of a task below its section; a dotted one without a heading above says all."""
    if node.form == "lettered":
        letter, named = document.flat[node.start], document.flat[node.start + 1].islower()
        return (node.number,) if named else (ord(letter) - ord("A") + 1, node.number)
    if node.parent is None and node.form.startswith("dotted"):
        return tuple(map(int, re.findall(r"\d+", document.flat[node.start : node.body])))
    return tuple(one.number for one in node.path()[above:])


def _heading_of(document: Document, node: Node) -> Place:
    if node.form == "unit":
        return node.start, node.body
    start, end = title_of(document, node.body, node.own_end)
    bracket = document.flat.find("（", start + 2, end)
    ends_in_it = bracket > 0 and document.flat.find("）", bracket, end - 1) < 0
    return (start, bracket) if ends_in_it and node.children else (start, end)


def _items(
    document: Document,
    node: Node,
    end: int,
    own: list[Phrase],
    title: Place,
    *,
    carried: bool,
) -> list[ItemDraft]:
    items, start, below = [], node.body, list(node.walk())
    if carried:
        return [ItemDraft(own[0], _pieces(below, start, end))]
    ends = [*(phrase.outer_start for phrase in own[1:]), end]
    for phrase, behind in zip(own, ends, strict=True):
        phrase.doubts += _heads_below(document, phrase, node.body)
        ahead, after = (start, phrase.outer_start), (phrase.end, behind)
        lone = len(own) == 1 and phrase.leads and ahead[1] - title[1] > _LEAST
        words = [ahead, after] if lone else [after if phrase.leads else ahead]
        stop = _measured_until(document, phrase, (start, behind))
        words += [(phrase.outer_end, stop)] if phrase.outer_end < stop else []
        items.append(ItemDraft(phrase, [p for place in words for p in _pieces(below, *place)]))
        start = behind if phrase.leads else stop
    before = document.flat[own[0].outer_start - 2 : own[0].outer_start].rstrip(" ")[-1:]
    closed = before in ("。", "；", ".") and Gap.LINE in document.gaps[start : start + 2]
    names_first = len(own) == 1 and own[0].outer_start - title[1] <= 2 and not closed
    if names_first and end - start > _LEAST:
        items[0].ranges += _pieces(below, start, end)
    return items


def _heads_below(document: Document, phrase: Phrase, body: int) -> Iterator[Doubt]:
    """A doubt where a phrase ends a line, behind the stop of the one above, that may be a heading.

    What stands above it then belongs to somebody else.
    """
    flat, lines, opened = document.flat, document.lines, phrase.outer_start
    near = range(opened - 1, max(body, opened - _LONGEST_HEADING), -1)
    line = next((i for i in near if i in lines), None)
    ends = phrase.outer_end in lines or phrase.outer_end == len(flat)
    if line and ends and flat[line - 1] in "。；" and _HEAD_WORDS.fullmatch(flat, line, opened):
        yield Doubt("heads-below", words=document.verbatim(line, opened))


_HEAD_WORDS: Final = re.compile("[一-鿿“”、]{4,20}")


def _measured_until(document: Document, phrase: Phrase, within: Place) -> int:
    """Where the labelled lines end directly behind a phrase that say by what it is measured.

    Where such a label stands before the phrase, those behind it are of the next item.
    """
    flat, lines, at = document.flat, document.lines, phrase.outer_end
    label = _MEASURED.match(flat, at, within[1])
    if phrase.leads or not label or _MEASURED.search(flat, within[0], phrase.outer_start):
        return at
    stop = min([within[1], *(start for start, _ in phrase.dated if start > at)])
    while at < stop and (_MEASURED.match(flat, at, stop) or flat[at].islower()):
        at = next((i for i in range(at + 1, stop) if i in lines), stop)
    return at


def _part_titles(document: Document, tasks: Sequence[TaskText]) -> None:
    """Keeps titles out of the text of their items, where most of the tasks have a line for them."""
    lines = [_title_line(document, task.title) for task in tasks]
    if 2 * sum(map(bool, lines)) > len(lines) > 1:
        for task, at in zip(tasks, lines, strict=True):
            for item in task.items:
                item.ranges = _parted(item.ranges, at)


def _title_line(document: Document, title: Place) -> int:
    """Where a title ends that has its line for itself; 0 where it has not.

    The line behind it is longer, as those of a text that a page's width wraps are not, and no
    number or unit is broken between them.
    """
    (start, end), flat, lines = title, document.flat, document.lines
    long = flat[start:end].isascii() or _OF_PROJECT.search(flat, start, end)
    if end not in lines or end - start > _LONGEST_TITLE_LINE * (2 if long else 1):
        return 0
    if flat[start:end].isascii() and not _ENGLISH_TITLE.fullmatch(flat, start, end):
        return 0
    goes_on = flat[end : end + 1].isdigit() or breaks_unit(flat, end, end)
    if goes_on or _NO_TITLE.search(flat, start, end):
        return 0
    most = range(end + 1, min(len(flat), end + _LONGEST_HEADING + 1))
    below = next((i for i in most if i in lines), most.stop) - end
    return end if below > end - start + _LONGEST_NUMBER else 0


def _parted(places: list[Place], at: int) -> list[Place]:
    """Stretches of text, the one that holds ``at`` in two."""
    found = [[(a, at), (at, b)] if a < at < b else [(a, b)] for a, b in places]
    return [place for both in found for place in both]


def _pieces(nodes: Sequence[Node], start: int, end: int) -> list[Place]:
    """A stretch of text without the numbers of the list items in it."""
    first, behind = (bisect_left(nodes, at, key=_START) for at in (start, end))
    inside = nodes[first:behind]
    starts = [start, *(node.body for node in inside)]
    ends = [*(node.start for node in inside), end]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if a < b] or [(start, end)]


def _head_paragraphs(document: Document, phrases: Sequence[Phrase]) -> bool:
    """Whether phrases on lines of their own stand above their text: it follows the last of them.

    No sentence ends directly before the first.
    """
    if phrases and all(phrase.leads for phrase in phrases):
        return True
    if not phrases or not all(phrase.alone for phrase in phrases):
        return False
    if all(phrase.heads for phrase in phrases):
        return True
    flat, first, last = document.flat, phrases[0].outer_start, phrases[-1].outer_end
    return (
        flat[first - 1 : first] not in ("。", "；") and re.search("[。；]", flat[last:]) is not None
    )


def _paragraphs(document: Document, phrases: Sequence[Phrase]) -> Iterator[TaskText]:
    """Without any numbering, every phrase closes a task of its own, or all of them head theirs."""
    if _head_paragraphs(document, phrases):
        ends = [*(phrase.outer_start for phrase in phrases[1:]), len(document.flat)]
        for number, (phrase, end) in enumerate(zip(phrases, ends, strict=True), 1):
            phrase.heads = True
            place = phrase.outer_end, end
            title, item = title_of(document, *place), ItemDraft(phrase, [place])
            doubts = [Doubt("no-numbering")]
            yield TaskText((number,), None, (), title, phrase.outer_start, end, [item], doubts)
        return
    start = 0
    for number, phrase in enumerate(phrases, 1):
        lines = [i for i in range(start, phrase.start) if document.gaps[i] is Gap.LINE]
        begin = max([start, *lines[-1:]]) if number == 1 or lines else start
        if begin >= phrase.outer_start:
            begin = max([start, *lines[-2:-1]])
        yield TaskText(
            numbers=(number,),
            section=None,
            section_numbers=(),
            title=title_of(document, begin, phrase.outer_start),
            start=begin,
            end=phrase.outer_end,
            items=[ItemDraft(phrase, [(begin, phrase.outer_start)])],
            doubts=[Doubt("no-numbering")],
        )
        start = phrase.outer_end


def _of_table(
    document: Document, table: TaskTable, tops: Sequence[Node], index: int, taken: Container[int]
) -> Iterator[TaskText]:
    """Each row of a table as a task; its chapter is the heading that the table stands under.

    ``index`` is the table's own number, 0 where it is the only one. Where a task of the text is
    ``taken``, the table is not part of it, and stands under the line between them, if there is one.
    """
    above = _above(tops, table.start)
    caption = _caption(document, table.start)
    if above and above.start in taken:
        caption = caption if caption and caption[0] > above.start else None
        above, index = None, index or 1
    headed = index or (tops and tops[0].start < table.start)
    caption = caption if headed and not above else None
    numbers = (above.number,) if above else (index,) if index else ()
    for row in table.rows:
        phrase = _row_phrase(document, row)
        section = row.section or caption
        if section is None and above:
            section = title_of(document, above.body, above.own_end)
        yield TaskText(
            numbers=(row.number,),
            section=section,
            section_numbers=numbers,
            title=title_of(document, *row.texts[0], over_lines=True),
            start=row.texts[0][0],
            end=max(phrase.end, row.texts[-1][1]),
            items=[ItemDraft(phrase, row.texts, measured=row.measured, by_year=row.by_year)],
        )


def _caption(document: Document, end: int) -> Place | None:
    """The line directly above a table, if it is no sentence."""
    gaps = document.gaps
    first = max(0, end - _LONGEST_HEADING)
    start = next((i for i in range(end - 1, first - 1, -1) if gaps[i] is Gap.LINE), None)
    words = "" if start is None else document.flat[start:end]
    return (start, end) if start is not None and words and words[-1] not in "。；，" else None


def _above(nodes: Sequence[Node], offset: int) -> Node | None:
    """The innermost of the headings that have begun before ``offset`` and hold it."""
    before = bisect_left(nodes, offset, key=_START)
    if not before or nodes[before - 1].end <= offset:
        return None
    return _above(nodes[before - 1].children, offset) or nodes[before - 1]


_IN_CELL: Final = re.compile(f"（([^（）]{{2,40}}(?:{lexicon.ENDING_STEMS})[^（）]{{0,20}})）")
"""A bracket in a task's own cell that gives somebody a part in it."""


def _row_phrase(document: Document, row: TaskRow) -> Phrase:
    flat, gaps = document.flat, document.gaps
    read = [read_parties(flat, start, end, role, gaps) for role, start, end in row.roles]
    start, end = row.phrase
    named = [party for parties in read for party in as_printed(document, parties)]
    doubts = [*row.doubts, *(doubt for parties in read for doubt in parties.doubts)]
    others = (found[1] for text in row.texts for found in _IN_CELL.finditer(flat, *text))
    doubts += [Doubt("beside", words=words) for words in others]
    is_open = any(parties.open for parties in read)
    return Phrase(start, end, start, end, named, is_open, row.due, doubts=doubts)


def _tell_apart(paths: list[tuple[int, ...]]) -> bool:
    """Whether no id is another one, or the beginning of another one."""
    beginnings = Counter(path[:length] for path in paths for length in range(1, len(path) + 1))
    return all(beginnings[path] == 1 for path in paths)


def _number(tasks: list[TaskText]) -> None:
    """Ids: the document's own numbers; with the chapter's before them where they restart."""
    sections: dict[object, int] = {}
    for task in tasks:
        sections.setdefault((task.section, task.section_numbers), len(sections) + 1)
    candidates = (
        lambda t: t.numbers,
        lambda t: (*t.section_numbers[:1], *t.numbers),
        lambda t: (*t.section_numbers[-1:], *t.numbers),
        lambda t: (sections[t.section, t.section_numbers], *t.numbers),
    )
    for candidate in candidates:
        paths = [candidate(task) for task in tasks]
        if _tell_apart(paths):
            break
    else:
        paths = [(number,) for number in range(1, len(tasks) + 1)]
    for task, path in zip(tasks, paths, strict=True):
        task.id = "-".join(map(str, path))
