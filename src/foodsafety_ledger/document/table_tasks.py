"""The rows of a table as tasks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from operator import attrgetter
from typing import Final

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.folded import Document, Gap, Place
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.outline import LONGEST_HEADING, Node, title_of
from foodsafety_ledger.document.parties import as_printed, read_parties
from foodsafety_ledger.document.phrases import Phrase
from foodsafety_ledger.document.table_rows import TaskRow, TaskTable
from foodsafety_ledger.document.task_text import ItemDraft, TaskText

_START: Final = attrgetter("start")
_IN_CELL: Final = re.compile(f"（([^（）]{{2,40}}(?:{lexicon.ENDING_STEMS})[^（）]{{0,20}})）")
"""A bracket in a task's own cell that gives somebody a part in it."""


def tasks_of_table(
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
    first = max(0, end - LONGEST_HEADING)
    start = next((i for i in range(end - 1, first - 1, -1) if gaps[i] is Gap.LINE), None)
    words = "" if start is None else document.flat[start:end]
    return (start, end) if start is not None and words and words[-1] not in "。；，" else None


def _above(nodes: Sequence[Node], offset: int) -> Node | None:
    """The innermost of the headings that have begun before ``offset`` and hold it."""
    before = bisect_left(nodes, offset, key=_START)
    if not before or nodes[before - 1].end <= offset:
        return None
    return _above(nodes[before - 1].children, offset) or nodes[before - 1]


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
