"""A marked section at the end of somebody's file: ours to write anew, every other line is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")


@dataclass(frozen=True, slots=True)
class Section:
    """The lines between two markers; comments in the file's own language."""

    begin: str
    end: str

    def put(self, text: str, lines: list[str]) -> str:
        """``text`` with ``lines`` as its section, at the end; without lines, without a section."""
        newline = "\r\n" if "\r\n" in text else "\n"
        kept = self.without(text)
        if not lines:
            return kept
        if kept and not kept.endswith("\n"):
            kept += newline
        return kept + "".join(line + newline for line in (self.begin, *lines, self.end))

    def without(self, text: str) -> str:
        """``text`` without the section."""
        all_lines = _LINE.findall(text)
        found = self.find(text)
        if found is None:
            return text
        first, last = found
        return "".join(all_lines[:first] + all_lines[last + 1 :])

    def find(self, text: str) -> tuple[int, int] | None:
        """The indexes of the section's first and last line: its first alone if its end is lost."""
        lines = [line.rstrip("\r\n") for line in _LINE.findall(text)]
        if self.begin not in lines:
            return None
        first = lines.index(self.begin)
        return first, lines.index(self.end, first) if self.end in lines[first:] else first
