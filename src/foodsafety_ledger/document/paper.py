"""A document as it was read: its text, its pages, and what of it was recognised in a picture.

What was recognised is kept beside a scan as its transcript (``TRANSCRIPT``): a line of text a line,
which a person mends where the engine went wrong; from then on nothing is recognised anew.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.model.name import Name, in_a_row
from foodsafety_ledger.words import in_both

PAGED: Final = ("pdf", "png", "jpg", "jpeg", "tif", "tiff")
"""What the names of files of pages end with, which are printed on paper or are pictures of it."""

MAX_PAGES: Final = 100
SECONDS_A_PAGE: Final = 60
"""More pages than a notice has, and more computing than a page takes."""

TRANSCRIPT: Final = ".recognised.txt"
"""What the name of a scan's transcript has behind the scan's own."""

PAGE: Final = "\f"
"""What a page of a text ends with."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""


class Segment(NamedTuple):
    """Text that was recognised in one piece.

    The first four are its box in pixels, the page upright; ``box`` is the same in thousandths of
    the page as it lies; ``sure`` is the engine's own opinion in percent.
    """

    left: int
    top: int
    right: int
    bottom: int
    sure: int
    text: str
    box: Box


class PageLayout(NamedTuple):
    """What was found on the picture of a page, from 1; ``marks`` is ink that is no text."""

    page: int
    width: int
    height: int
    segments: list[Segment]
    rules: list[Box]
    marks: list[Box]


class Line(NamedTuple):
    """A recognised line of a page with its box in thousandths; without text, ink that is none."""

    page: int
    box: Box
    sure: int
    text: str


class Seen(NamedTuple):
    """A stretch of a text that was recognised; ``line`` counts those of its page."""

    start: int
    end: int
    page: int
    line: int
    sure: int
    box: Box


class Paper(NamedTuple):
    """A document's text, the stretches of it that were recognised, and doubts about the whole.

    Each page ends with ``PAGE``. ``lines`` is what was recognised, as the transcript has it.
    """

    text: str
    seen: Sequence[Seen] = ()
    doubts: Sequence[Doubt] = ()
    lines: Sequence[Line] = ()


class Page(NamedTuple):
    """A page: its lines, those that were recognised, and whether a picture stands beside its text.

    Of a page that is text ``recognised`` is empty.
    """

    lines: Sequence[str]
    recognised: Sequence[Line] = ()
    beside: bool = False


def made_of(pages: Sequence[Page]) -> Paper:
    """The paper that some pages make; their own numbers and what recurs on them is left out."""
    bare, recurring = _bare([page.lines for page in pages])
    texts: list[str] = []
    seen: list[Seen] = []
    at = 0
    for page, kept in zip(pages, bare, strict=True):
        boxes = [line for line in page.recognised if line.text]
        for number, (text, line) in enumerate(zip(kept, boxes, strict=False), 1):
            seen.append(Seen(at, at + len(text), line.page, number, line.sure, line.box))
            at += len(text) + 1
        texts.append("\n".join(kept) + f"\n{PAGE}")
        at = sum(map(len, texts))
    lines = [line for page in pages for line in page.recognised]
    return Paper("".join(texts), seen, list(_doubts(pages, lines, recurring)), lines)


def _doubts(
    pages: Sequence[Page], lines: Sequence[Line], recurring: Sequence[str]
) -> Iterator[Doubt]:
    """What to look at in the document as a whole."""
    scans = sorted({line.page for line in lines})
    if scans:
        yield Doubt("scan", pages=numbers(scans))
    beside = [number for number, page in enumerate(pages, 1) if page.beside]
    if beside:
        yield Doubt("picture", pages=numbers(beside))
    if recurring:
        yield Doubt("recurring", words="、".join(recurring))
    ink = [line for line in lines if not line.text]
    for page in dict.fromkeys(line.page for line in ink):
        boxes = [line.box for line in ink if line.page == page]
        shares = sorted({(box[1] + box[3]) // 20 for box in boxes})
        told = in_a_row(f"{share}%" for share in shares)
        yield Doubt("ink", where=in_both("document.printed.down", page=page, shares=told))


def numbers(values: Iterable[int]) -> Name:
    """Numbers in their order, those that follow each other as one: ``1–3、5``."""
    runs: list[list[int]] = []
    for value in sorted(set(values)):
        if runs and runs[-1][-1] == value - 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return in_a_row(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


_DASHES: Final = r"[-—–－一_·•.~～\s]"
_NUMBER: Final = re.compile(rf"(?P<before>{_DASHES}*)(?P<number>\d{{1,3}})(?P<behind>{_DASHES}*)")
_COUNTED: Final = re.compile(r"(?:第\s*)?\d{1,3}\s*(?:页|/\s*\d+).*|[Pp]age \d+.*")
_MANY: Final = 3
"""What stands at the edge of so many pages, and of half of all, is no part of the text."""


def _bare(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[str]]:
    """The pages' lines, their numbers and running heads blank; and those heads."""
    bare = [list(page) for page in pages]
    recurring: dict[str, None] = {}
    for last in (False, True):
        places = [_edge(page, last=last) for page in bare]
        edges = [
            "" if at is None else page[at].strip() for page, at in zip(bare, places, strict=True)
        ]
        numbered = [_NUMBER.fullmatch(edge) for edge in edges]
        offsets = Counter(int(m["number"]) - i for i, m in enumerate(numbered) if m)
        heads = Counter(map(_constant, edges))
        for index, (edge, at) in enumerate(zip(edges, places, strict=True)):
            number = numbered[index]
            follows = number and offsets[int(number["number"]) - index] > 1
            dashed = number and number["before"].strip() and number["behind"].strip()
            often = heads[_constant(edge)]
            head = _constant(edge) and often >= max(_MANY, (len(pages) + 1) // 2)
            if at is not None and (follows or dashed or head or _COUNTED.fullmatch(edge)):
                bare[index][at] = ""
                if head:
                    recurring.setdefault(edge)
    return bare, list(recurring)[:_MANY]


def _edge(lines: Sequence[str], *, last: bool) -> int | None:
    """The place of a page's first or last line with text; None for an empty page."""
    order = range(len(lines) - 1, -1, -1) if last else range(len(lines))
    return next((at for at in order if lines[at].strip()), None)


def _constant(line: str) -> str:
    """What of a running head is the same on each page; nothing of what could be a duty."""
    return "" if re.search("[（(【［〔]|[。；%‰]", line) else re.sub(r"[\d\s—–-]", "", line)


_HEAD: Final = "recognised "


def transcript_of(paper: Paper, sha256: str) -> str:
    """What was recognised, as a file that a person mends: page, place, percent and text a line."""
    rows = (
        f"{line.page}\t{','.join(map(str, line.box))}\t{line.sure}\t{line.text}\n"
        for line in paper.lines
    )
    return f"# {_HEAD}{sha256}\n{''.join(rows)}"


class TornTranscriptError(Exception):
    """A transcript does not read; the argument is the number of its line."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def read_transcript(text: str) -> tuple[str, Mapping[int, list[Line]]]:
    """The hash of the scan that a transcript is of, and its lines by page.

    TornTranscriptError where a line is not as ``transcript_of`` writes it.
    """
    head, *rows = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    if not head.lstrip("\ufeff").startswith(f"# {_HEAD}"):
        raise TornTranscriptError(1)
    pages: dict[int, list[Line]] = {}
    for number, row in enumerate(rows, 2):
        found = _ROW.fullmatch(row)
        if found is None:
            raise TornTranscriptError(number)
        left, top, right, bottom = (int(one) for one in found["box"].split(","))
        line = Line(
            int(found["page"]), (left, top, right, bottom), int(found["sure"]), found["text"]
        )
        pages.setdefault(line.page, []).append(line)
    return head.rpartition(" ")[2], pages


_ROW: Final = re.compile(
    r"(?P<page>\d{1,3})\t(?P<box>\d{1,4}(?:,\d{1,4}){3})\t(?P<sure>\d{1,3})\t(?P<text>.*)", re.ASCII
)
