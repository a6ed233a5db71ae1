"""Tasks and items: which stretch of a document each responsibility phrase answers for.

An item is the text before its phrase, back to the phrase before it or the head of its task. A task
is the numbered heading or list item that a phrase stands under.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.outline import Node
from foodsafety_ledger.document.parties import read_parties
from foodsafety_ledger.document.phrases import Phrase
from foodsafety_ledger.document.tables import Row, Table
from foodsafety_ledger.document.text import Document, Gap

_OUTER_START: Final = attrgetter("outer_start")
_START: Final = attrgetter("start")
_TITLE_LENGTH: Final = 40
_LEAST: Final = 10


@dataclass(slots=True)
class ItemText:
    """A phrase with the stretches of text it answers for."""

    phrase: Phrase
    ranges: list[tuple[int, int]]


@dataclass(slots=True)
class TaskText:
    """A task: its numbers from the top of the outline down, its title and items."""

    numbers: tuple[int, ...]
    section: tuple[int, int] | str
    section_numbers: tuple[int, ...]
    title: tuple[int, int]
    start: int
    end: int
    items: list[ItemText]
    doubts: list[Doubt] = field(default_factory=list)
    id: str = ""


def find_tasks(
    document: Document, tops: Sequence[Node], phrases: Sequence[Phrase], tables: Sequence[Table]
) -> list[TaskText]:
    """The tasks in document order, each with its id."""
    tasks = [task for top in tops for task in _branch(document, top, phrases)]
    inside = {id(item.phrase) for task in tasks for item in task.items}
    if not tasks:
        tasks = list(_paragraphs(document, [p for p in phrases if id(p) not in inside]))
    tasks += [task for table in tables for task in _of_table(document, table, tops)]
    tasks.sort(key=lambda task: task.start)
    _number(tasks)
    return tasks


def _branch(document: Document, top: Node, phrases: Sequence[Phrase]) -> list[TaskText]:
    found = list(_task_nodes(top, phrases))
    level = max(1, min((len(_path(node)) for node, _, _ in found), default=1) - 1)
    return [_task(document, node, own, end, level) for node, own, end in found]


def _task_nodes(node: Node, phrases: Sequence[Phrase]) -> Iterator[tuple[Node, list[Phrase], int]]:
    """The nodes that are tasks, each with its phrases and where its text ends."""
    inside = _between(phrases, node.start, node.end)
    own = _between(phrases, node.start, node.own_end)
    carrying = [c for c in node.children if _between(phrases, c.start, c.end)]
    if inside and (not carrying or _closes_all(node, own, inside)):
        yield node, inside, node.end
        return
    if own:
        yield node, own, node.own_end
    for child in node.children:
        yield from _task_nodes(child, phrases)


def _between(phrases: Sequence[Phrase], start: int, end: int) -> list[Phrase]:
    """The phrases, which are in document order, that begin in a stretch."""
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
        and node.parent is not None
    )


def _path(node: Node) -> list[Node]:
    return [node] if node.parent is None else [*_path(node.parent), node]


def _task(document: Document, node: Node, own: list[Phrase], end: int, level: int) -> TaskText:
    path = _path(node)
    section = path[:level] if len(path) > level else []
    title = title_of(document, node.body, min(end, own[0].outer_start))
    closes_all = bool(node.children) and own[0].outer_start >= node.own_end
    return TaskText(
        numbers=tuple(n.number for n in path[len(section) :]),
        section=title_of(document, section[-1].body, section[-1].own_end) if section else "",
        section_numbers=tuple(n.number for n in section),
        title=title,
        start=node.start,
        end=end,
        items=_items(node, end, own, title),
        doubts=[Doubt("closes-all")] if closes_all else [],
    )


def _items(node: Node, end: int, own: list[Phrase], title: tuple[int, int]) -> list[ItemText]:
    items, start, below = [], node.body, list(node.walk())
    for phrase in own:
        items.append(ItemText(phrase, _pieces(below, start, phrase.outer_start)))
        start = phrase.outer_end
    names_first = len(own) == 1 and own[0].outer_start - title[1] <= 2
    if names_first and end - start > _LEAST:
        items[0].ranges += _pieces(below, start, end)
    return items


def _pieces(nodes: Sequence[Node], start: int, end: int) -> list[tuple[int, int]]:
    """A stretch of text without the numbers of the list items in it."""
    first, behind = (bisect_left(nodes, at, key=_START) for at in (start, end))
    inside = nodes[first:behind]
    starts = [start, *(node.body for node in inside)]
    ends = [*(node.start for node in inside), end]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if a < b] or [(start, end)]


def title_of(document: Document, start: int, end: int) -> tuple[int, int]:
    """The heading at ``start``: its line, its first sentence, or failing both its first clause."""
    flat, gaps = document.flat, document.gaps
    stop = min(end, start + 3 * _TITLE_LENGTH)
    for offset in range(start + 2, stop + 1):
        at_end = offset >= end
        line = not at_end and (gaps[offset] is Gap.LINE or (gaps[offset] and document.is_one_line))
        if at_end or flat[offset] in "。；：！？" or (line and offset - start <= _TITLE_LENGTH):
            if offset - start <= _TITLE_LENGTH:
                return start, offset - (flat[offset - 1] in "，、")
            break
    comma = flat.find("，", start + 6, start + _TITLE_LENGTH)
    return start, comma if comma > 0 else min(end, start + _TITLE_LENGTH)


def _paragraphs(document: Document, phrases: Sequence[Phrase]) -> Iterator[TaskText]:
    """Without any numbering, every phrase closes a task of its own."""
    start = 0
    for number, phrase in enumerate(phrases, 1):
        lines = [i for i in range(start, phrase.start) if document.gaps[i] is Gap.LINE]
        begin = max([start, *lines[-1:]]) if number == 1 or lines else start
        if begin >= phrase.outer_start:
            begin = max([start, *lines[-2:-1]])
        yield TaskText(
            numbers=(number,),
            section="",
            section_numbers=(),
            title=title_of(document, begin, phrase.outer_start),
            start=begin,
            end=phrase.outer_end,
            items=[ItemText(phrase, [(begin, phrase.outer_start)])],
            doubts=[Doubt("no-numbering")],
        )
        start = phrase.outer_end


def _of_table(document: Document, table: Table, tops: Sequence[Node]) -> Iterator[TaskText]:
    """Each row of a table as a task; its chapter is the heading that the table stands under."""
    above = _above(tops, table.start)
    for row in table.rows:
        phrase = _row_phrase(document, row)
        section: tuple[int, int] | str = row.section
        if not row.section and above:
            section = title_of(document, above.body, above.own_end)
        yield TaskText(
            numbers=(row.number,),
            section=section,
            section_numbers=(above.number,) if above else (),
            title=title_of(document, *row.text),
            start=row.text[0],
            end=max(phrase.end, row.text[1]),
            items=[ItemText(phrase, [row.text])],
        )


def _above(nodes: Sequence[Node], offset: int) -> Node | None:
    """The innermost of the headings that have begun before ``offset`` and hold it."""
    before = bisect_left(nodes, offset, key=_START)
    if not before or nodes[before - 1].end <= offset:
        return None
    return _above(nodes[before - 1].children, offset) or nodes[before - 1]


def _row_phrase(document: Document, row: Row) -> Phrase:
    read = [read_parties(document.flat, start, end, role) for role, start, end in row.roles]
    start, end = min(r[1] for r in row.roles), max(r[2] for r in row.roles)
    return Phrase(
        start,
        end,
        start,
        end,
        [party for parties in read for party in parties.named],
        any(parties.open for parties in read),
        row.due,
        [doubt for parties in read for doubt in parties.doubts],
    )


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
