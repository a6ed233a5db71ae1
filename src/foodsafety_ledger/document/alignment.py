"""Which item of the plan is which responsibility phrase of the document, in document order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Final

from foodsafety_ledger.document.anchors import compact
from foodsafety_ledger.document.draft import Reading
from foodsafety_ledger.document.items import ItemDraft
from foodsafety_ledger.document.stretches import Place
from foodsafety_ledger.document.tasks import ItemText, TaskText
from foodsafety_ledger.plan.values import Item, Plan, Task

_AT_ONCE: Final = 200
"""How many items of one task are compared with one another; comparing all would take too long."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An item and the document's reading of what may be its phrase.

    ``reach`` is the stretch of text that the item answers for, its phrase included. ``same`` is
    true where the phrase says word for word what the plan quotes.
    """

    item: Item
    draft: ItemDraft | None = None
    reach: Place | None = None
    same: bool = False


@dataclass(slots=True)
class Alignment:
    """The plan's items and tasks beside the document's.

    ``tasks`` are the tasks found under their own number; ``missing`` those of the plan that the
    document does not have; ``unmatched`` are phrases of the document that no item quotes.
    """

    pairs: list[Pair] = field(default_factory=list)
    tasks: dict[str, TaskText] = field(default_factory=dict)
    missing: list[Task] = field(default_factory=list)
    unmatched: list[ItemText] = field(default_factory=list)


def align(plan: Plan, reading: Reading) -> Alignment:
    """Holds the plan's items against the phrases of the task with the same number."""
    found = Alignment()
    texts = {text.id: position for position, text in enumerate(reading.tasks)}
    for task in (task for section in plan.sections for task in section.tasks):
        position = texts.pop(task.id, None)
        if position is None:
            found.missing.append(task)
            found.pairs += [Pair(item) for item in task.items]
            continue
        found.tasks[task.id] = reading.tasks[position]
        _align_items(task.items, reading, position, found)
    for position in texts.values():
        found.unmatched += reading.tasks[position].items
    return found


def _align_items(items: Sequence[Item], reading: Reading, position: int, found: Alignment) -> None:
    text, drafts = reading.tasks[position], reading.items[position]
    flat = reading.document.flat
    written = [compact(flat[i.phrase.start : i.phrase.end]) for i in text.items]
    for mine, theirs, same in _matches([compact(item.phrase) for item in items], written):
        if mine is None and theirs is not None:
            found.unmatched.append(text.items[theirs])
        elif mine is not None and theirs is None:
            found.pairs.append(Pair(items[mine]))
        elif mine is not None and theirs is not None:
            reach = reach_of(text, theirs)
            found.pairs.append(Pair(items[mine], drafts[theirs], reach, same))


def _matches(
    mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int | None, int | None, bool]]:
    """The positions that belong together, in order, and whether the words there are the same."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a plan held to its document needs it

    for first in range(0, max(len(mine), len(theirs)), _AT_ONCE):
        end = first + _AT_ONCE
        matcher = SequenceMatcher(None, mine[first:end], theirs[first:end], autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            for i, j in zip_longest(range(first + a, first + b), range(first + c, first + d)):
                yield i, j, tag == "equal"


def reach_of(text: TaskText, position: int) -> Place:
    """The stretch that the ``position``-th phrase of a task answers for, from the last phrase on.

    What follows the last phrase of a task belongs to it as well.
    """
    phrase = text.items[position].phrase
    begin = text.items[position - 1].phrase.outer_end if position else text.start
    end = text.end if position == len(text.items) - 1 else phrase.outer_end
    inside = text.items[position].ranges
    return min([begin, *(a for a, _ in inside)]), max([end, *(b for _, b in inside)])
