"""Where something stands: a file and a span in it, counted in characters from 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a text: 1-based lines and columns in characters, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: path relative to the workspace with ``/``, and a span if it has one."""

    path: str
    span: Span | None = None

    def __str__(self) -> str:
        """``path:line:column``, the form editors jump to."""
        if self.span is None:
            return self.path
        return f"{self.path}:{self.span.line}:{self.span.column}"
