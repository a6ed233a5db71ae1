"""The parser of the yaml package, in C where it is there: one event at a time, no values made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from yaml.error import Mark as YamlMark
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError


class Mark(Protocol):
    """A place in the text: line and column in characters, from 0."""

    line: int
    column: int


class Event(Protocol):
    """An event of either parser; which of these it has depends on its class."""

    start_mark: Mark
    end_mark: Mark
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
