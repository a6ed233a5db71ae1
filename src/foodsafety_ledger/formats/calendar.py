"""Due dates as an iCalendar file (RFC 5545): the same dates and stamp give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

_LONGEST: Final = 73
"""Octets of a line before it is folded, its break left out."""


class Due(NamedTuple):
    """A day on which something is due: ``id`` stays the same whenever the file is written."""

    id: str
    day: date
    summary: str


def calendar(days: Iterable[Due], stamp: date, remind_days: int) -> bytes:
    """The whole file, stamped with the as-of date; days are announced ``remind_days`` before."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//foodsafety-ledger//dispatch//ZH"]
    for one in days:
        lines += _event(one, stamp, remind_days)
    folded = (piece for text in (*lines, "END:VCALENDAR") for piece in _folded(text))
    return "".join(f"{piece}\r\n" for piece in folded).encode()


def _event(one: Due, stamp: date, remind_days: int) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{one.id}@foodsafety-ledger"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(one.summary)}"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(one.summary)}"
    yield f"TRIGGER:-P{remind_days}D"
    yield "END:VALARM"
    yield "END:VEVENT"


def _text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n").replace("\r", "")


def _folded(text: str) -> Iterator[str]:
    """The line in pieces that no reader cuts, none inside a character."""
    piece, size = "", 0
    for character in text:
        width = len(character.encode())
        if size + width > _LONGEST:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + width
    yield piece
