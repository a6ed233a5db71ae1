"""What people put on a sheet beside its cells: comments, pictures, text in boxes.

ECMA-376 part 1, 18.7 (comments) and 20.5 (drawings); OpenDocument 1.3, 9.4.10 and 10.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from posixpath import dirname, join, normpath
from typing import Any, Final, TypeAlias

_Node: TypeAlias = Any
"""An element of the XML."""

Aside: TypeAlias = tuple[int, int, str, str]
"""Row and column from 0; ``comment``, ``picture``, ``box`` or ``comment-unread``; what it says."""

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"


def xlsx_asides(
    part: str,
    names: set[str],
    parsed: Callable[[str], _Node],
    place: Callable[[str], tuple[int, int]],
) -> list[Aside]:
    """The asides of the sheet in the file ``part``; ``parsed`` reads one of the archive's files.

    ``place`` tells the row and column of a reference such as ``G6``.
    """
    found: dict[tuple[int, int, str], list[str]] = {}
    for kind, path in _related(part, names, parsed):
        told = _drawn(parsed(path)) if kind == "drawing" else _comments(parsed(path), place)
        for row, column, what, text in told:
            found.setdefault((row, column, what), []).append(text)
    texts = {
        key: [plain for one in several if (plain := _plain(one))] for key, several in found.items()
    }
    return [(*key, "；".join(texts[key])) for key in sorted(texts)]


def _comments(root: _Node, place: Callable[[str], tuple[int, int]]) -> Iterator[Aside]:
    """Comments and their threads; what Excel puts in an old comment for a thread is no words."""
    for comment in root.iter():
        if local(comment) in ("comment", "threadedComment"):
            words = "".join(one.text or "" for one in comment.iter() if local(one) in ("t", "text"))
            if not words.startswith("[Threaded comment]"):
                yield *place(str(comment.get("ref"))), "comment", words


def _related(
    part: str, names: set[str], parsed: Callable[[str], _Node]
) -> Iterator[tuple[str, str]]:
    """The files with what hangs on a sheet: of what kind, and where in the archive."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    for one in every(parsed(relations), "Relationship") if relations in names else ():
        kind, target = str(one.get("Type")).rpartition("/")[2], str(one.get("Target"))
        path = (
            target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
        )
        if kind in ("comments", "threadedComment", "drawing") and path in names:
            yield kind, path


def _drawn(root: _Node) -> Iterator[Aside]:
    """Pictures, and boxes with words in them, by the cell that they begin in."""
    for anchor in root:
        start = next(every(anchor, "from"), ())
        at = {local(one): int(one.text or 0) for one in start if local(one) in ("row", "col")}
        words = "".join(one.text or "" for one in every(anchor, "t"))
        pictures = next(every(anchor, "pic"), None) is not None
        if pictures or words.strip():
            yield at.get("row", 0), at.get("col", 0), "picture" if pictures else "box", words


def ods_asides(node: _Node, row: int = 0, column: int = 0) -> Iterator[Aside]:
    """What hangs on a cell of an OpenDocument table, or on the whole of it (``shapes``)."""
    for note in node.iter(f"{_OFFICE}annotation"):
        yield row, column, "comment", _plain(" ".join(_paragraphs(note)))
    for _image in node.iter(f"{_DRAW}image"):
        yield row, column, "picture", ""
    for box in (one for name in _BOXES for one in node.iter(name)):
        if words := _plain(" ".join(_paragraphs(box))):
            yield row, column, "box", words


_BOXES: Final = (f"{_DRAW}text-box", f"{_DRAW}custom-shape")


def _paragraphs(node: _Node) -> Iterator[str]:
    return ("".join(one.itertext()) for one in node.iter() if local(one) == "p")


def _plain(text: str) -> str:
    return " ".join(text.split())


def local(element: _Node) -> str:
    """What an element is called, in whatever vocabulary."""
    return str(element.tag).rpartition("}")[2]


def every(root: _Node, name: str) -> Iterator[_Node]:
    """The elements of that name, in their order."""
    return (one for one in root.iter() if local(one) == name)
