"""The outline of a document: its numbered headings and list items, as a tree.

The level of a form of numbering is where it first appears: a form not yet open opens a level below
the current one, a form already open goes back to it. A number counts only where it continues its
list or starts one, so that ``0.5个百分点`` or ``第二、三季度`` is not taken for an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from foodsafety_ledger.document.figures import parse_numeral
from foodsafety_ledger.document.text import Document, Gap, Stretches

_HAN: Final = "[一二三四五六七八九十百]{1,4}"

FORMS: Final = {
    "part": rf"第(?:{_HAN}|\d{{1,3}})[章节编]|第(?:{_HAN}|\d{{1,3}})部分[、，：]?",
    "article": rf"第(?:{_HAN}|\d{{1,3}})条",
    "han": rf"{_HAN}、",
    "bracketed-han": rf"（{_HAN}）[、.]?",
    "dotted-3": r"\d{1,2}\.\d{1,2}\.\d{1,2}(?=[^\d.%‰])",
    "dotted-2": r"\d{1,2}\.\d{1,2}(?=[^\d.%‰个万亿])",
    "digit": r"\d{1,2} ?(?:\.(?!\d(?!\d{3}年)) ?|、|，(?=\D))",
    "half-bracketed": r"\d{1,2}）[.、]?",
    "bracketed": r"（\d{1,2}）[.、]?",
    "circled": "[①-⑳]",
    "spaced": r"\d{1,2}(?=[一-鿿])",
}
"""The forms of numbering, and how each is written."""

_MARK: Final = re.compile("|".join(f"(?P<f{i}>{form})" for i, form in enumerate(FORMS.values())))
_NAMES: Final = tuple(FORMS)
_BEFORE: Final = "。；：！？）”》…"
_ONLY_AT_LINE: Final = ("dotted-3", "dotted-2", "half-bracketed", "spaced")


@dataclass(slots=True)
class Node:
    """A numbered heading or list item: its number, its place, and what is numbered under it.

    ``start`` is where its number stands, ``body`` where its text begins, ``end`` where the next
    heading of the same or a higher level does.
    """

    form: str
    number: int
    start: int
    body: int
    end: int = 0
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


def read_outline(document: Document, without: Stretches) -> list[Node]:
    """The top level of the outline; each node holds the rest.

    ``without`` are stretches (tables) whose numbers are not part of it.
    """
    top: list[Node] = []
    path: list[Node] = []
    latest: dict[str, int] = {}
    for node, sure in _marks(document):
        if without.holding(node.start):
            continue
        depth = next((i for i, open_ in enumerate(path) if open_.form == node.form), None)
        if not _continues(node, path, depth, latest, sure=sure):
            continue
        latest[node.form] = node.number
        del path[len(path) if depth is None else depth :]
        node.parent = path[-1] if path else None
        (node.parent.children if node.parent else top).append(node)
        path.append(node)
    _close(top, len(document.flat))
    return top


def _marks(document: Document) -> Iterator[tuple[Node, bool]]:
    """Everything that looks like a number of a heading, and whether it begins a line."""
    flat, gaps = document.flat, document.gaps
    for found in _MARK.finditer(flat):
        form = _NAMES[int(str(found.lastgroup)[1:])]
        start = found.start()
        line = gaps[start] is Gap.LINE
        if form in _ONLY_AT_LINE and not line:
            continue
        if form == "spaced" and gaps[found.end()] is Gap.NONE:
            continue
        if line or gaps[start] or flat[start - 1] in _BEFORE:
            number = _number(found[0])
            if number:
                yield Node(form, number, start, found.end()), line


def _number(mark: str) -> int:
    if "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    last = re.findall(r"\d+|[一二三四五六七八九十百]+", mark)[-1]
    return int(last) if last.isdigit() else parse_numeral(last) or 0


def _continues(
    node: Node, path: list[Node], depth: int | None, latest: dict[str, int], *, sure: bool
) -> bool:
    """Whether a number goes on with an open list, starts a new one, or resumes an earlier one."""
    if depth is not None:
        before = path[depth].number
        return (
            node.number == before + 1
            or (sure and before < node.number <= before + 3)
            or (sure and node.number == 1)
        )
    return node.number == 1 or node.number == latest.get(node.form, 0) + 1


def _close(nodes: list[Node], end: int) -> None:
    for node in reversed(nodes):
        node.end = end
        end = node.start
        _close(node.children, node.end)
