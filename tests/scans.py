"""What an engine would say of a page, for tests that need none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

import pytest

from foodsafety_ledger.document import scan
from foodsafety_ledger.document.paper import Box, PageLayout, Segment

WIDE, HIGH = 1000, 1400
_LETTER, _LINE = 25, 30


def segment(text: str, left: int, top: int, sure: int = 99) -> Segment:
    """Text of a usual size at a place of a page."""
    box = left, top, left + _LETTER * len(text), top + _LINE
    return Segment(*box, sure, text, tuple_of(box))


def tuple_of(box: Sequence[int]) -> Box:
    """A box in thousandths of the page."""
    left, top, right, bottom = box
    return left * 1000 // WIDE, top * 1000 // HIGH, right * 1000 // WIDE, bottom * 1000 // HIGH


def sheet(
    *segments: Segment, page: int = 1, rules: Sequence[Box] = (), marks: Sequence[Box] = ()
) -> PageLayout:
    """A page with what was found on it."""
    return PageLayout(page, WIDE, HIGH, list(segments), list(rules), list(marks))


def lines(texts: Iterable[str], page: int = 1, sure: int = 99) -> PageLayout:
    """A page of plain lines."""
    found = (segment(text, 100, 100 + 40 * n, sure) for n, text in enumerate(texts))
    return sheet(*found, page=page)


def engine(monkeypatch: pytest.MonkeyPatch, *pages: PageLayout | str) -> list[str]:
    """Has pages recognised as these, and those that are texts read; gives what was asked for."""
    asked: list[str] = []

    def answers(_module: str, wanted: str, _raw: bytes, _patience: int) -> Iterator[bytes]:
        asked.append(wanted)
        mode, _, rest = wanted.partition(" ")
        chosen = [int(n) for n in rest.partition(" ")[2].split(",") if n]
        told: Iterable[object] = [
            {"text": one, "scan": False, "beside": False}
            if isinstance(one, str)
            else {"text": "", "scan": True, "beside": False}
            for one in pages
        ]
        if mode == "recognise":
            wanted_pages = [pages[n - 1] for n in chosen]
            told = [one._asdict() for one in wanted_pages if isinstance(one, PageLayout)]
        elif mode == "show":
            told = [{"page": n, "jpg": "AAAA"} for n in chosen]
        return (json.dumps(one).encode() for one in told)

    monkeypatch.setattr(scan, "lines_bounded", answers)
    monkeypatch.setattr(scan, "find_spec", lambda name: name)
    return asked
