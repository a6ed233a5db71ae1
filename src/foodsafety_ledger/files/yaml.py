"""Reads YAML as texts with places, refuses what a ledger has no use for, and never gives up early.

Every scalar is a text; no type is guessed. Anchors, aliases, tags, merge keys, duplicate keys and
several documents are refused, all findings of a file in one run. Where a part cannot be read it is
left out and the rest is still read; the reading then says that it is not complete.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Any, Final, Protocol, cast

from yaml.error import Mark as YamlMark
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

from foodsafety_ledger.files.text import (
    TextFindings,
    code_point,
    collector_off,
    refuse_characters,
    refused_at,
    shifted,
)
from foodsafety_ledger.files.yaml_repair import (
    HOLE,
    MAX_DEPTH,
    UnreadableError,
    WorkingCopy,
    explain,
    may_conflict,
    replace_tabs,
    take_out_conflicts,
    unreadable,
)
from foodsafety_ledger.model.diagnostic import Location, Related, Span
from foodsafety_ledger.model.located import Data, LocatedList, LocatedMap, Reading


class Event(Protocol):
    """An event of either parser; which of these it has depends on its class."""

    start_mark: YamlMark
    end_mark: YamlMark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool
    tags: dict[str, str] | None


NextEvent = Callable[[], Event | None]
"""Gives the next event of a text; raises ``yaml.MarkedYAMLError`` where it cannot."""


class _PythonParser(Reader, Scanner, Parser):
    """The parser in Python; gives the same events as the one in C, some thirty times slower."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_flow_scalar_non_spaces(
        self,
        double: bool,  # noqa: FBT001 - the base class passes it by position
        start_mark: YamlMark,
    ) -> list[str]:
        """Refuses escapes of what is no character, as the parser in C does."""
        try:
            chunks: list[str] = super().scan_flow_scalar_non_spaces(double, start_mark)
            "".join(chunks).encode()
        except ValueError:
            what = "found invalid Unicode character escape code"
            raise ScannerError(
                "while parsing a quoted scalar", start_mark, what, self.get_mark()
            ) from None
        return chunks


def python_events(text: str) -> NextEvent:
    """The events of a text, from the parser in Python."""
    return cast("NextEvent", _PythonParser(text).get_event)


try:
    from yaml._yaml import CParser
except ImportError:  # a yaml package built without libyaml
    events = python_events
else:

    def events(text: str) -> NextEvent:
        """The events of a text, from the fastest parser there is."""
        return cast("NextEvent", CParser(text).get_event)


MAX_EVENTS: Final = 2_000_000
"""Scalars, mappings and lists of one file; a ledger of fifty thousand entries has fewer."""

_LOST: Final = object()
"""The key or value of a pair that is not kept."""

_ODD_KEYS: Final = frozenset({"<<", HOLE, _LOST})

_new = tuple.__new__
"""Makes a named tuple in half the time that calling its class takes."""

_FIRST: Final = Span(1, 1, 1, 1)


def _span_of(event: Event) -> Span:
    start, end = event.start_mark, event.end_mark
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


class Builder:
    """Builds the values of one text; what YAML allows and a ledger does not goes to ``findings``.

    ``lines`` are the text's lines; ``holes`` are the lines (from 1) on which a list's member or a
    pair was taken out before.
    """

    def __init__(self, lines: list[str], findings: TextFindings, holes: AbstractSet[int]) -> None:
        self._lines = lines
        self._findings = findings
        self._holes = holes
        self._stack: list[tuple[Any, Any, Span, Any]] = []
        self._container: Any = None
        self._key: Any = None
        self._key_span = _FIRST
        self._last = _FIRST
        self._documents = 0
        self.root: Any = None

    def build(self, get: NextEvent) -> None:
        """Takes every event and leaves the value in ``root``; None if the text holds none."""
        handlers: dict[type, Any] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._start,
            SequenceStartEvent: self._start,
            MappingEndEvent: self._end,
            SequenceEndEvent: self._end,
            AliasEvent: self._alias,
        }
        find = handlers.get
        for event in islice(iter(get, None), MAX_EVENTS):
            kind: type = event.__class__
            handle = find(kind)
            if handle is not None:
                handle(event)
            elif kind is DocumentStartEvent and not self._start_document(event):
                return
        if self._stack:
            self._findings.add("FL113", self._last, "values", limit=MAX_EVENTS)
            self.root = None

    def _scalar(self, event: Event) -> None:
        """Puts a scalar in its place: the one step that a file takes a hundred thousand times."""
        start, end = event.start_mark, event.end_mark
        at = _new(Span, (start.line + 1, start.column + 1, end.line + 1, end.column + 1))
        value: Any = event.value
        if event.style or event.anchor is not None or event.tag is not None:
            at = self._examine(event, self._inside(at))
        elif not value:
            at = self._inside(at)
            value = _LOST if at.line in self._holes else value
        self._last = at
        container, key = self._container, self._key
        if container.__class__ is not LocatedMap:
            self._put(value, at)
        elif key is None:
            self._key, self._key_span = value, at
            if value in container or value in _ODD_KEYS:
                self._doubt_key(container, value, at, plain=not event.style)
        else:
            self._key = None
            if key is not _LOST and value is not _LOST:
                container[key] = value
                container.key_spans[key] = self._key_span
                container.value_spans[key] = at

    def _put(self, value: object, at: Span) -> None:
        container = self._container
        if container is None:
            self.root = value
        elif container.__class__ is LocatedList:
            if value is not _LOST:
                container.put(value, at)
        elif self._key is None:
            self._key, self._key_span = value, at
            self._doubt_key(container, value, at, plain=False)
        else:
            key, self._key = self._key, None
            if key is not _LOST and value is not _LOST:
                container.put(key, self._key_span, value, at)

    def _doubt_key(self, container: LocatedMap, value: object, at: Span, *, plain: bool) -> None:
        """Decides on a key that is not simply a new text: it stays, or its pair is lost."""
        self._key = _LOST
        if value is _LOST or (value == HOLE and at.line in self._holes):
            container.torn = True
        elif not isinstance(value, str):
            self._findings.add("FL104", at, "complex-key")
        elif value in container:
            first = Location(self._findings.path, container.key_spans[value])
            self._findings.add("FL106", at, related=(Related(first, "first"),), key=value)
        elif value == "<<" and plain:
            container.torn = True
            self._findings.add("FL109", at)
        else:
            self._key = value

    def _start(self, event: Event) -> None:
        mark = event.start_mark
        if len(self._stack) >= MAX_DEPTH:
            raise UnreadableError("depth", mark.line, mark.column)
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        at = Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1)
        self._stack.append((self._container, self._key, self._key_span, at))
        kind: type = event.__class__
        made = LocatedMap if kind is MappingStartEvent else LocatedList
        self._container, self._key, self._last = made(flow=bool(event.flow_style)), None, at

    def _end(self, event: Event) -> None:
        done = self._container
        self._container, self._key, self._key_span, at = self._stack.pop()
        if done.flow:
            mark = event.end_mark
            end_line, end_column = mark.line + 1, mark.column + 1
        else:
            end_line, end_column = self._last.end_line, self._last.end_column
        done.span = self._last = Span(at.line, at.column, end_line, end_column)
        self._put(done, done.span)

    def _alias(self, event: Event) -> None:
        self._last = _span_of(event)
        self._findings.add("FL107", self._last, "alias", name=f"*{event.anchor}")
        if self._container.__class__ is LocatedMap:
            self._container.torn = True
        self._put(_LOST, self._last)

    def _start_document(self, event: Event) -> bool:
        """Whether this is the first document; a second one is reported and left unread."""
        at = _span_of(event)
        self._documents += 1
        if self._documents > 1:
            self._findings.add("FL114", at)
        elif event.tags:
            self._findings.add("FL108", at, "directive", name="%TAG")
        return self._documents == 1

    def _inside(self, at: Span) -> Span:
        """The place of an empty value; at the text's end the parser may put it a line below."""
        if at.line <= len(self._lines):
            return at
        line, column = len(self._lines), len(self._lines[-1]) + 1
        return Span(line, column, line, column)

    def _examine(self, event: Event, at: Span) -> Span:
        """The span of a scalar that is not plain; refuses what it should not be or hold."""
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if event.style in ("|", ">"):
            return self._without_blank_end(at)
        if at.end_line != at.line:
            self._require_indent(at)
        refused = refused_at(event.value) if event.style == '"' else None
        if refused is not None:
            self._findings.add("FL103", at, "written", char=code_point(event.value[refused]))
        return at

    def _require_indent(self, at: Span) -> None:
        """Refuses a quoted text that runs on over lines outside its own block.

        YAML asks for the indent and the parser does not: without it a forgotten quotation mark
        swallows the following keys up to the next one.
        """
        inside_block = self._container is not None and not self._container.flow
        least = self._stack[-1][3].column if inside_block else 0
        for line in self._lines[at.line : at.end_line]:
            bare = line.lstrip(" ")
            if bare.strip() and len(line) - len(bare) < least:
                since = at.line - 1, at.column - 1
                raise UnreadableError("unclosed-quote", at.end_line - 1, at.end_column - 1, since)

    def _without_blank_end(self, at: Span) -> Span:
        """A block scalar's span up to the end of its last line that is not blank."""
        lines, last = self._lines, min(at.end_line, len(self._lines))
        if at.end_column == 1:
            last -= 1
        while last > at.line and not lines[last - 1].strip():
            last -= 1
        return Span(at.line, at.column, last, len(lines[last - 1].rstrip("\r")) + 1)

    def _refuse_properties(self, event: Event) -> None:
        """Reports the anchor and the tag of a node, each at its own place."""
        mark = event.start_mark
        line = self._lines[mark.line]
        for code, sign, name in (("FL107", "&", event.anchor), ("FL108", "!", event.tag)):
            if name is not None:
                column = max(line.find(sign, mark.column), mark.column)
                word = line[column:].split()[0].rstrip(",]}") if line[column:].split() else sign
                at = Span(mark.line + 1, column + 1, mark.line + 1, column + len(word) + 1)
                self._findings.add(code, at, "anchor" if sign == "&" else "", name=word)


MAX_LINES: Final = 2_000_000
"""The lines of one file; memory for a line is many times that of its characters."""

MAX_RETRIES: Final = 50
"""How often a file with syntax errors is tried again, each time with one more part left out."""

MAX_LINES_READ_AGAIN: Final = 500_000
"""How many lines all tries together may take: seconds, whatever the file is like."""


def read_yaml(path: str, text: str, backend: Callable[[str], NextEvent] = events) -> Reading:
    """The located value of a text, and every finding of the file and YAML rules in it.

    Never raises for what the text holds. ``complete`` is false as soon as there is any finding:
    something of the file is then not, or not surely, in ``data``.
    """
    findings = TextFindings(path)
    if text.count("\n") > MAX_LINES:
        findings.add("FL113", None, "lines", limit=MAX_LINES)
        return Reading(None, findings.report(), complete=False)
    with collector_off():
        draft = WorkingCopy(refuse_characters(text, findings))
        if "\t" in text:
            replace_tabs(draft, findings)
        findings.shifts = draft.shifts
        if may_conflict(text):
            take_out_conflicts(draft, findings)
        data = _read(draft, findings, backend)
        if draft.shifts:
            _move_back(data, draft.shifts)
    return Reading(data, findings.report(), complete=not findings.found)


def _read(draft: WorkingCopy, findings: TextFindings, backend: Callable[[str], NextEvent]) -> Data:
    """Reads the draft, leaving out part after part until what is left can be read."""
    lines_read = retries = 0
    while True:
        try:
            return _build(draft, findings, backend)
        except UnreadableError as error:
            lines_read += error.line + len(draft.lines) // 10
            number = _report(error, draft, findings)
        retries += 1
        if retries == MAX_RETRIES or lines_read > MAX_LINES_READ_AGAIN:
            return _read_up_to(number, draft, findings, backend)
        if not draft.mend(number):
            return None


def _read_up_to(
    number: int, draft: WorkingCopy, findings: TextFindings, backend: Callable[[str], NextEvent]
) -> Data:
    """Reads what stands before a line (from 0); there are too many mistakes to go on."""
    start = draft.cut_from(number)
    findings.add("FL104", Span(start + 1, 1, start + 1, 1), "rest")
    try:
        return _build(draft, findings, backend)
    except UnreadableError:
        return None


def _report(error: UnreadableError, draft: WorkingCopy, findings: TextFindings) -> int:
    """Reports a syntax error unless something was taken out there; the line (from 0) to blame."""
    mistake = explain(error, draft.lines)
    if mistake.span.line not in draft.holes:
        findings.add(mistake.code, mistake.span, mistake.variant, what=mistake.what)
    return mistake.span.line - 1


def _build(draft: WorkingCopy, findings: TextFindings, backend: Callable[[str], NextEvent]) -> Data:
    builder = Builder(draft.lines, findings, draft.holes)
    try:
        builder.build(backend(draft.text))
    except MarkedYAMLError as error:
        raise unreadable(error, draft.lines) from None
    data: Data = builder.root
    return data


def _move_back(data: Data, shifts: Mapping[int, int]) -> None:
    """Puts every span of a value where the file has it, after tabs were widened to blanks."""
    waiting: list[Any] = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, LocatedMap):
            value.span = shifted(value.span, shifts)
            value.key_spans = {k: shifted(at, shifts) for k, at in value.key_spans.items()}
            value.value_spans = {k: shifted(at, shifts) for k, at in value.value_spans.items()}
            waiting.extend(value.values())
        elif isinstance(value, LocatedList):
            value.span = shifted(value.span, shifts)
            value.spans = [shifted(at, shifts) for at in value.spans]
            waiting.extend(value)
