"""A PDF or a picture as a paper: its text, or of pages without one what is recognised on them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from itertools import pairwise
from typing import Any, Final

from foodsafety_ledger.document.paper import (
    MAX_PAGES,
    SECONDS_A_PAGE,
    TRANSCRIPT,
    Line,
    Page,
    PageLayout,
    Paper,
    Segment,
    TornTranscriptError,
    made_of,
    read_transcript,
)
from foodsafety_ledger.document.reading_order import in_one, lines_of
from foodsafety_ledger.document.unit_names import ends_like_a_unit
from foodsafety_ledger.files.bounded import RunawayError, lines_bounded
from foodsafety_ledger.files.disk import MAX_DOCUMENT, sha256_of
from foodsafety_ledger.model.failure import UsageError

MAX_SCAN: Final = 20 << 20
"""The largest file of which pages are recognised."""
_SCANNING: Final = "foodsafety_ledger.document.scanning"
_LIBRARIES: Final = {"pdf": "pypdfium2", "ocr": "rapidocr"}
"""By what each extra is known to be installed."""

Watch = Callable[[Iterable[Page], int], Iterable[Page]]
"""What pages go through, so many of them, while they are recognised, which takes long."""


def unwatched(pages: Iterable[Page], _count: int) -> Iterable[Page]:
    """The pages as they are."""
    return pages


class Scan:
    """A file of pages, some of which may be pictures."""

    def __init__(self, name: str, raw: bytes, watch: Watch | None = None) -> None:
        self._name, self._raw, self._watch = name, raw, watch
        self._kind = "pdf" if name.lower().endswith(".pdf") else "picture"

    def paper(self, transcript: bytes | None) -> Paper:
        """What the pages say; those that are pictures by their transcript, where there is one."""
        written = None if transcript is None else self._written(transcript)
        if self._kind == "picture" and written is not None:
            return made_of(
                [_page(written.get(n, ())) for n in range(1, max(written, default=0) + 1)]
            )
        self._require("pdf" if self._kind == "pdf" else "ocr")
        told = list(self._answers(f"text {self._kind}", 1))
        if sum(len(one["text"]) for one in told) > MAX_DOCUMENT:
            limit = f"{MAX_DOCUMENT >> 20} MiB"
            raise UsageError("document-too-large", path=self._name, limit=limit)
        scans = [number for number, one in enumerate(told, 1) if one["scan"]]
        found = written if written is not None or not scans else self._recognised(scans)
        texts = [str(one["text"]).replace("\r\n", "\n").split("\n") for one in told]
        for before, behind in pairwise(texts):
            _join_row(before, behind)
        return made_of(
            [
                _page((found or {}).get(number, ()))
                if one["scan"]
                else Page(text, (), one["beside"])
                for number, (one, text) in enumerate(zip(told, texts, strict=True), 1)
            ]
        )

    def pictures(self, pages: Iterable[int]) -> dict[int, str]:
        """Some of the pages as pictures: jpg in base64."""
        wanted = ",".join(map(str, pages))
        if not wanted:
            return {}
        self._require("ocr")
        told = self._answers(f"show {self._kind} {wanted}", wanted.count(",") + 1)
        return {int(one["page"]): str(one["jpg"]) for one in told}

    def _recognised(self, scans: Sequence[int]) -> dict[int, Sequence[Line]]:
        if self._watch is None:
            raise UsageError("document-scan", path=self._name)
        self._require("ocr")
        if len(self._raw) > MAX_SCAN or len(scans) > MAX_PAGES:
            raise self._beyond()
        wanted = f"recognise {self._kind} {','.join(map(str, scans))}"
        pages = (_page(lines_of(_sheet(one))) for one in self._answers(wanted, len(scans)))
        watched = self._watch(pages, len(scans))
        return {n: page.recognised for n, page in zip(scans, watched, strict=True)}

    def _written(self, transcript: bytes) -> Mapping[int, Sequence[Line]]:
        path = self._name + TRANSCRIPT
        try:
            of, pages = read_transcript(transcript.decode("utf-8"))
        except UnicodeDecodeError:
            raise UsageError("document-encoding", path=path) from None
        except TornTranscriptError as torn:
            raise UsageError("transcript-torn", path=path, line=torn.line) from None
        if of != sha256_of(self._raw):
            raise UsageError("transcript-of-other", path=path)
        return pages

    def _require(self, extra: str) -> None:
        if find_spec(_LIBRARIES[extra]) is None:
            raise UsageError("document-extra", path=self._name, extra=extra)

    def _answers(self, wanted: str, pages: int) -> Iterator[Any]:
        """What the process says of the pages; a UsageError where it refuses or is ended."""
        try:
            for line in lines_bounded(_SCANNING, wanted, self._raw, SECONDS_A_PAGE * (pages + 5)):
                told = json.loads(line)
                if "refused" in told:
                    raise self._refused(told["refused"])
                yield told
        except RunawayError:
            raise UsageError("document-too-hard", path=self._name) from None

    def _refused(self, refused: str) -> UsageError:
        if refused == "too-large":
            return self._beyond()
        return UsageError(f"document-{refused}", path=self._name)

    def _beyond(self) -> UsageError:
        limit = f"{MAX_SCAN >> 20} MiB"
        return UsageError("document-scan-limits", path=self._name, limit=limit, pages=MAX_PAGES)


def _join_row(before: list[str], behind: list[str]) -> None:
    """Takes the rest of a table's row that a page began with, under its heads or not, to the row.

    Its first cell is empty, and so are most of the others, or one of them surely is a rest.
    """
    at = next((i for i, line in enumerate(behind[:2]) if line.startswith("\t")), None)
    rest = [] if at is None else behind[at].split("\t")
    rows = [i for i, line in enumerate(before) if len(rest) == line.count("\t") + 1]
    if at is None or not rows:
        return
    cells = list(zip(before[rows[-1]].split("\t"), rest, strict=True))
    if sum(map(bool, rest)) * 2 <= len(rest) or any(_is_cut(*cell) for cell in cells):
        before[rows[-1]] = "\t".join(in_one(cell, more) for cell, more in cells)
        del behind[at]


def _is_cut(cell: str, rest: str) -> bool:
    """Whether a page surely ends within a cell: in a day, or in a unit's name."""
    day = _DAY_CUT.search(f"{cell}\n{rest}") is not None
    name = ends_like_a_unit(cell + rest) and not ends_like_a_unit(cell)
    return bool(cell and rest) and (day or name)


_DAY_CUT: Final = re.compile("[0-9]\n[年月日]|月\n[0-9底]|[年至] ?\n ?[0-9]{1,2} ?月")


def _page(lines: Sequence[Line]) -> Page:
    return Page([line.text for line in lines if line.text], lines)


def _sheet(told: Mapping[str, Any]) -> PageLayout:
    segments = [Segment(*one) for one in told["segments"]]
    return PageLayout(**{**told, "segments": segments})
