"""Tasks and items: which stretch of a document each responsibility phrase answers for.

An item is the text before its phrase, back to the phrase before it or the head of its task. A task
is the numbered heading or list item that a phrase stands under. A heading that names who answers
for what follows, and a section's own phrase, are carried to each of the tasks below.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.folded import Document, Gap, Place
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.outline import LONGEST_HEADING, Node, title_of
from foodsafety_ledger.document.phrases import Phrase, phrases_within
from foodsafety_ledger.document.table_rows import TaskTable
from foodsafety_ledger.document.table_tasks import tasks_of_table
from foodsafety_ledger.document.tables import loose_heads
from foodsafety_ledger.document.task_text import ItemDraft, TaskText
from foodsafety_ledger.document.task_titles import part_titles
from foodsafety_ledger.document.units import same_unit
from foodsafety_ledger.model.plan import Role

_START: Final = attrgetter("start")
_LEAST: Final = 6
_SECTION_FORMS: Final = ("part", "capital", "han", "roman")
"""Numbers of chapters: what they name stands for each task below."""
_INLINE: Final = ("circled", "half-bracketed", "bracketed")
"""Numbers of lists that run on within a paragraph."""
_MEASURED: Final = re.compile(lexicon.MEASURED)
_ASKS_ALL: Final = re.compile(
    r"(?:请各|各[一-鿿、（）]{1,20}[请要应须]?于)[^。；]{0,30}\d{1,2}[月日][^。；]{0,40}报"
)
"""A line behind the last task by which all that the document goes to report what they have done."""


def find_tasks(
    document: Document, tops: Sequence[Node], phrases: Sequence[Phrase], tables: Sequence[TaskTable]
) -> list[TaskText]:
    """The tasks in document order, each with its id."""
    tasks = [task for top in tops for task in _branch(document, top, phrases)]
    inside = {item.phrase.outer_start for task in tasks for item in task.items}
    if not tasks:
        left = [p for p in phrases if p.outer_start not in inside and p.parties]
        tasks = list(_paragraphs(document, left))
    part_titles(document, tasks)
    filled, taken = [table for table in tables if table.rows], {task.start for task in tasks}
    loose = loose_heads(document)
    for item in (item for task in tasks for item in task.items):
        item.ranges = _before_tables(item.ranges, [*(one.start for one in filled), *loose])
    for index, table in enumerate(filled, 1):
        tasks += tasks_of_table(document, table, tops, index if len(filled) > 1 else 0, taken)
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
    f"(?P<names>{lexicon.NAME_BEGINS}[^，。；：（）]{{2,60}})"
)
"""Units directly behind a phrase that were not read as its own: 由甲局牵头，会同乙居."""
_REFERS: Final = re.compile(
    f"：?(?:{lexicon.ROLE_STEMS}|承担|落实|完成)*"
    r"(?:第?[\d一二三四五六七八九十]{1,3}(?:[、，和及至~—-]第?[\d一二三四五六七八九十]{1,3}){0,30}[项条款点]"
    r"|(?i:actions?|tasks?|items?) \d)"
)
"""The numbers of the tasks that a unit has, in place of any text."""


def _branch(document: Document, top: Node, phrases: Sequence[Phrase]) -> list[TaskText]:
    found = list(_task_nodes(document, top, phrases))
    level = max(1, min((len(node.path()) for node, _, _ in found), default=1) - 1)
    return [_task(document, node, own, end, level) for node, own, end in found]


def _task_nodes(
    document: Document, node: Node, phrases: Sequence[Phrase]
) -> Iterator[tuple[Node, list[Phrase], int]]:
    """The nodes that are tasks, each with its phrases and where its text ends."""
    inside = phrases_within(phrases, node.start, node.end)
    own = phrases_within(phrases, node.start, node.own_end)
    carrying = [c for c in node.children if phrases_within(phrases, c.start, c.end)]
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
    parties = [*above, *phrase.parties]
    return replace(phrase, parties=parties, doubts=doubts, above=head.outer_start)


def _is_carried(document: Document, node: Node, own: list[Phrase], *, some: bool) -> bool:
    """Whether the phrase of a heading is that of each task below, of which ``some`` have one."""
    if len(own) != 1 or not node.children:
        return False
    heads = own[0].outer_start <= node.body or node.form == "unit" or own[0].heads
    titled = some and document.flat[own[0].outer_start - 1] not in "。；."
    titled = titled or node.form in _SECTION_FORMS
    section = titled and own[0].outer_start - node.body <= LONGEST_HEADING
    at_end = node.own_end - own[0].outer_end <= 2
    return (heads or section) and at_end


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
    near = range(opened - 1, max(body, opened - LONGEST_HEADING), -1)
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
