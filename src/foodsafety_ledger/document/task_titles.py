"""Titles that have a line for themselves, which is no part of what their items say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foodsafety_ledger.document.folded import Document, Place
from foodsafety_ledger.document.line_ends import breaks_unit
from foodsafety_ledger.document.outline import LONGEST_HEADING
from foodsafety_ledger.document.task_text import TaskText

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


def part_titles(document: Document, tasks: Sequence[TaskText]) -> None:
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
    most = range(end + 1, min(len(flat), end + LONGEST_HEADING + 1))
    below = next((i for i in most if i in lines), most.stop) - end
    return end if below > end - start + _LONGEST_NUMBER else 0


def _parted(places: list[Place], at: int) -> list[Place]:
    """Stretches of text, the one that holds ``at`` in two."""
    found = [[(a, at), (at, b)] if a < at < b else [(a, b)] for a, b in places]
    return [place for both in found for place in both]
