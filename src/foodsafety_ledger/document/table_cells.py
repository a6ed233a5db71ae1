"""The lines of a text as cells of a table, and what a cell says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.folded import INVISIBLE, Document, Place, alike, simple

_PARTED: Final = re.compile(r"\t|(?<![^\S\n])[^\S\n]++[|｜][^\S\n]*|[|｜][^\S\n]*|[ \u3000]{2,}")
_BARS: Final = re.compile(r"\t|\s*+[|｜]\s*+")
"""What parts the cells of a row that begins with a bar: blanks there only set a word in bold."""
_NOTHING: Final = re.compile(f"[/／\\-—–无]{{0,3}}|{lexicon.REPEATED}")
HAN: Final = r"\s*[（(]?(?:[一二三四五六七八九十]+|[甲乙丙丁戊己])"
NUMBERED: Final = (
    rf"(?:{HAN}[、）)\s]|\s*[(（]?(?:[A-Z]|[IVX]{{1,4}})[.)）：:] ?(?=[A-Z][a-z])"
    r"|\s*(?i:Part|Goal|Theme|Thrust|Pillar|Priority|Objective|Outcome|Section|Component|Strand"
    r"|(?:Focus|Priority|Key Result) Area|Work ?stream) (?:\d{1,2}|[A-Z])"
    "(?:[：:.]| ?[–—-]))"
)
"""What a line begins with that heads those below it."""
_PERSON: Final = re.compile(f"[；（]?{lexicon.POST}?(?P<name>[一-鿿]{{2,4}})?）?[；、]?")
"""A person with what they are, or without, in a cell of units."""
_ROW_NUMBER: Final = re.compile("(?:([1-9][0-9]{0,2})|一)[.、]?")
_RULE_LINE: Final = re.compile(r"[\s|｜+：:\-—=]+")


def lines_of(raw: str) -> Iterator[Place]:
    """The lines that say something: not those that only rule a table."""
    start = 0
    for line in raw.split("\n"):
        if line.strip() and _RULE_LINE.fullmatch(line) is None:
            yield start, start + len(line)
        start += len(line) + 1


def cells_of(raw: str, line: Place) -> list[Place]:
    """The cells of a line; the bars at both ends of a line part nothing."""
    text = raw[slice(*line)].rstrip(" |｜\r")
    leading = re.match(r"[ \u3000]*[|｜]?[ \u3000]*(?!\t)", text)
    start = line[0] + (leading.end() if leading and "\t" not in text else 0)
    end = line[0] + len(text)
    parted = _BARS if text.lstrip()[:1] in ("|", "｜") else _PARTED
    marks = [found.span() for found in parted.finditer(raw, start, end)]
    starts = [start, *(behind for _, behind in marks)]
    return list(zip(starts, [*(at for at, _ in marks), end], strict=True))


def fills(raw: str, cells: Sequence[Place], column: int) -> bool:
    """Whether a row has something in that column."""
    return len(cells) > column and not is_empty(raw, cells[column])


def is_empty(raw: str, cell: Place) -> bool:
    """Whether a cell says nothing of its own: a dash, a mark that repeats what is above."""
    return _NOTHING.fullmatch(raw[slice(*cell)].strip()) is not None


def words_of(raw: str, cell: Place) -> str:
    """What a cell says, folded and in simplified characters, without what nobody sees."""
    return _said(raw[slice(*cell)])


@lru_cache(maxsize=4096)
def _said(words: str) -> str:
    seen = "".join(char for char in words if char not in INVISIBLE)
    return simple(re.sub(r"[\s；]", "", alike(seen)))


def row_number(raw: str, cell: Place) -> int:
    """The number of a row, which in part of a longer table begins at another than 1; 0 if none."""
    number = _ROW_NUMBER.fullmatch(raw[slice(*cell)].strip())
    return int(number[1] or 1) if number else 0


def place_of(document: Document, cell: Place) -> Place:
    """Where a cell stands in the folded text."""
    return document.offset(cell[0]), document.offset(cell[1])


def without_persons(document: Document, place: Place) -> list[Place]:
    """The stretches of a cell of units that name no person, who stands apart or in a bracket."""
    start, end = place
    flat = document.flat
    edges = [i for i in range(start + 1, end) if document.gaps[i] or flat[i] in "；（"]
    parts = list(pairwise([start, *edges, end]))
    units = [one for one in parts if not _is_person(flat, one)]
    return units if 0 < len(units) < len(parts) else [place]


def _is_person(flat: str, place: Place) -> bool:
    person = _PERSON.fullmatch(flat, *place)
    name = (person and person["name"]) or ""
    unit = unit_names.ends_like_a_unit(name) or unit_names.is_group(name)
    return person is not None and not unit and unit_names.PREFIX.match(name) is None
