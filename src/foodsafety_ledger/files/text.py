"""Bytes to text and back: UTF-8 only, with the exact place of whatever is not plain text."""

from __future__ import annotations

import gc
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Final

from foodsafety_ledger.files.disk import MAX_BYTES
from foodsafety_ledger.model.diagnostic import (
    Diagnostic,
    Fact,
    Location,
    Related,
    Span,
    sort_diagnostics,
)

MAX_FINDINGS: Final = 100
"""Findings shown for one file; what is beyond is only counted (FL119)."""

_KEPT: Final = 20 * MAX_FINDINGS


class TextFindings:
    """The findings of one file; however many are added, memory stays bounded.

    ``shifts`` says by how many characters a line's text was moved right of where the file has it.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: dict[tuple[str, Span | None, str], Diagnostic] = {}
        self.uncounted = 0
        self.shifts: Mapping[int, int] = {}

    def add(
        self,
        code: str,
        span: Span | None = None,
        variant: str = "",
        related: tuple[Related, ...] = (),
        **facts: Fact,
    ) -> None:
        """Adds one finding of the rule ``code``, once a place; ``facts`` fill its words."""
        at = self._in_the_file(span)
        if (code, at, variant) in self.found:
            return
        if len(self.found) < _KEPT:
            place = Location(self.path, at)
            self.found[code, at, variant] = Diagnostic(
                code, place, facts, variant, tuple(map(self._moved_back, related))
            )
        else:
            self.uncounted += 1

    def report(self) -> list[Diagnostic]:
        """The findings in the file's order; past the cap one FL119 says how many more there are."""
        return capped(self.path, self.found.values(), self.uncounted)

    def _in_the_file(self, span: Span | None) -> Span | None:
        return shifted(span, self.shifts) if span and self.shifts else span

    def _moved_back(self, related: Related) -> Related:
        place = Location(self.path, self._in_the_file(related.location.span))
        return related._replace(location=place)


def shifted(span: Span, shifts: Mapping[int, int]) -> Span:
    """A span of a text whose lines were widened by ``shifts``, in the text as it was."""
    start = max(span.column - shifts.get(span.line, 0), 1)
    end = max(span.end_column - shifts.get(span.end_line, 0), 1)
    return Span(span.line, start, span.end_line, end)


def capped(path: str, found: Iterable[Diagnostic], uncounted: int = 0) -> list[Diagnostic]:
    """``found`` sorted, at most ``MAX_FINDINGS`` of them, with an FL119 for the rest."""
    ordered = sort_diagnostics(found)
    rest = len(ordered) - MAX_FINDINGS + uncounted
    if rest <= 0:
        return ordered
    first_left_out = ordered[min(MAX_FINDINGS, len(ordered) - 1)].location
    shown = [d for d in ordered[:MAX_FINDINGS] if d.code != "FL119"]
    return [*shown, Diagnostic("FL119", Location(path, first_left_out.span), {"count": rest})]


BOM: Final = b"\xef\xbb\xbf"

REPLACEMENT: Final = "\ufffd"
"""What stands for a character that was refused, so that columns stay right."""

_START: Final = Span(1, 1, 1, 1)

_NEWLINE = re.compile("\n")
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_UNDECODED = re.compile("[\udc80-\udcff]+")

_REFUSED = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]+"
    "|\r(?!\n)"
)

_VARIANTS: Final = {
    "\0": "nul",
    "\r": "carriage-return",
    "\x1b": "escape",
    "\x9b": "escape",
    "\x85": "line-break",
    "\u2028": "line-break",
    "\u2029": "line-break",
    "\ufeff": "mark",
    **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "direction"),
}


def encoded(text: str, like: bytes) -> bytes:
    """A text as a file's bytes, with a byte order mark where the file had one.

    Line breaks are left as they are.
    """
    return (BOM if like.startswith(BOM) else b"") + text.encode("utf-8")


def decode(path: str, raw: bytes, limit: int = MAX_BYTES) -> tuple[str | None, list[Diagnostic]]:
    """The text of a file, and what is wrong with its bytes.

    A byte order mark is left out of the text; line breaks stay as they are. Bytes that are not
    UTF-8 are each reported (FL102) and stand as U+FFFD; the text is None where the whole file is
    too large (FL113) or plainly in another encoding.
    """
    findings = TextFindings(path)
    if len(raw) > limit:
        findings.add("FL113", None, limit=f"{limit // 1024 // 1024} MiB")
        return None, findings.report()
    if _is_utf16(raw):
        findings.add("FL102", _START, "utf-16")
        return None, findings.report()
    if raw.startswith(BOM):
        findings.add("FL111", _START)
        raw = raw[len(BOM) :]
    text = _decode_utf8(raw, findings)
    if text is not None and "\r\n" in text:
        offset = text.index("\r\n")
        findings.add("FL112", Places(text).span(offset, offset))
    return text, findings.report()


def text_of(raw: bytes) -> str | None:
    """The text of a file that somebody else wrote: in UTF-8 or GB18030, or in UTF-16 by its mark.

    None for what is no text.
    """
    is_wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = raw.decode(encoding)
            return None if "\0" in text else text.removeprefix("\ufeff")
    return None


def refuse_characters(text: str, findings: TextFindings) -> str:
    """The text with every character that has no business in a plain text file replaced.

    Each is reported (FL103): control and terminal escape characters, line breaks that some
    programs see and others do not, marks that turn the direction of writing, lone surrogates.
    """
    if is_printable(text) or _REFUSED.search(text) is None:
        return text
    places = Places(text)
    for match in islice(_REFUSED.finditer(text), 2 * MAX_FINDINGS):
        span = places.span(match.start(), match.end())
        findings.add("FL103", span, variant_of(match[0][0]), char=code_point(match[0][0]))
    clean, count = _REFUSED.subn(_replacement, text)
    findings.uncounted += max(0, count - 2 * MAX_FINDINGS)
    return clean


def refused_at(value: str) -> int | None:
    """Where a value has the first character that FL103 refuses; None if there is none."""
    match = None if value.isprintable() else _REFUSED.search(value)
    return match.start() if match else None


def code_point(char: str) -> str:
    """``U+001B``."""
    return f"U+{ord(char):04X}"


def split_lines(text: str) -> list[str]:
    """The lines of a text, each with its line feed."""
    return _LINE.findall(text)


class Places:
    """Turns offsets of a text into lines and columns."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _NEWLINE.finditer(text))]

    def span(self, start: int, end: int) -> Span:
        """The span from one offset to another."""
        return Span(*self._place(start), *self._place(end))

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _is_utf16(raw: bytes) -> bool:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = raw[:200]
    return len(head) > 3 and not (any(head[1::2]) and any(head[::2])) and any(head)


def _decode_utf8(raw: bytes, findings: TextFindings) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "surrogateescape")
    shown, left_out = _UNDECODED.sub(_replaced, text), 0
    places = Places(shown)
    for number, run in enumerate(islice(_UNDECODED.finditer(text), 2 * MAX_FINDINGS)):
        start, length = run.start() - left_out, len(_replaced(run))
        left_out += len(run[0]) - length
        span = places.span(start, start + length)
        if number == 0 and _is_gb18030(raw, text):
            findings.add("FL102", span, "gb18030")
            return None
        first = run[0][:4].encode("utf-8", "surrogateescape")
        findings.add("FL102", span, bytes=first.hex(" ").upper())
    return shown


def _replaced(run: re.Match[str]) -> str:
    """What stands for bytes that are no UTF-8: as many U+FFFD as any editor shows for them."""
    return run[0].encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_gb18030(raw: bytes, text: str) -> bool:
    """Whether most of what is not ASCII fails as UTF-8 and all of it reads as GB18030."""
    beyond_ascii = len(raw) - len(raw.translate(None, bytes(range(128, 256))))
    undecoded = sum(len(run[0]) for run in _UNDECODED.finditer(text))
    if undecoded * 2 < beyond_ascii:
        return False
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def is_printable(text: str) -> bool:
    """Whether a quick look already tells that nothing is refused; true of nearly every text."""
    return text.replace("\n", "").replace("\u3000", "").isprintable()


def variant_of(char: str) -> str:
    """Which kind of refused character it is; empty for any control character."""
    return _VARIANTS.get(char, "")


def _replacement(match: re.Match[str]) -> str:
    return " " if match[0] == "\r" else REPLACEMENT * len(match[0])


@contextmanager
def collector_off() -> Iterator[None]:
    """The garbage collector switched off: it costs more than the reading, and finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
