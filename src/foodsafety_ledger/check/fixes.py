"""What would mend a finding, as edits of its file's text.

``check --fix`` makes those of which only one thing can be meant; code hosts and editors offer the
likely ones too.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from foodsafety_ledger.check.rules import rule_of
from foodsafety_ledger.model.diagnostic import Diagnostic, Span

MARK: Final = Span(1, 0, 1, 1)
"""The place of a byte order mark, which columns do not count."""

_PLAIN: Final = re.compile(r"[\w./+-]+")
"""What YAML takes for itself without quotes."""


class Edit(NamedTuple):
    """What stands in the place of a part of a text."""

    span: Span
    text: str


class Fix(NamedTuple):
    """The edits that mend a finding; ``sure`` where nothing else can be meant."""

    edits: Sequence[Edit]
    sure: bool


def fix_of(found: Diagnostic, lines: Sequence[str]) -> Fix | None:
    """What would mend a finding in a file of these lines, ended by LF; None where nobody knows."""
    whole, sure = _OF_FILES.get(found.code), is_sure(found)
    if whole is not None:
        return Fix(list(whole(lines)), sure)
    meant = found.facts.get("meant" if sure else "nearest")
    span = found.location.span
    if span is None or not isinstance(meant, str) or not (span.line == span.end_line <= len(lines)):
        return None
    there = lines[span.line - 1][span.column - 1 : span.end_column - 1]
    return Fix([Edit(span, meant if there.isspace() else _quoted(meant, there))], sure)


def is_sure(found: Diagnostic) -> bool:
    """Whether ``check --fix`` mends a finding."""
    return rule_of(found.code).mends and (found.code in _OF_FILES or "meant" in found.facts)


def edited(lines: Sequence[str], edits: Iterable[Edit]) -> list[str]:
    """The lines with what the edits say; of two that overlap the first of a line holds."""
    by_line: dict[int, set[Edit]] = defaultdict(set)
    for edit in edits:
        by_line[edit.span.line].add(edit)
    made = list(lines)
    for number, own in by_line.items():
        line, parts, done = made[number - 1], [], 0
        for span, text in sorted(own):
            if span.column - 1 >= done:
                parts += [line[done : span.column - 1], text]
                done = span.end_column - 1
        made[number - 1] = "".join([*parts, line[done:]])
    return made


def _line_feeds(lines: Sequence[str]) -> Iterator[Edit]:
    for number, line in enumerate(lines[:-1], 1):
        if line.endswith("\r"):
            yield Edit(Span(number, len(line), number, len(line) + 1), "")


_OF_FILES: Final[Mapping[str, Callable[[Sequence[str]], Iterable[Edit]]]] = {
    "FL111": lambda _lines: [Edit(MARK, "")],
    "FL112": _line_feeds,
}
"""The rules whose findings are about a file as a whole."""


def _quoted(meant: str, there: str) -> str:
    """``meant`` in the quotes of what is there; in some where YAML would not take it bare."""
    if there[:1] in ("'", '"'):
        return f"{there[0]}{meant}{there[0]}"
    return meant if _PLAIN.fullmatch(meant) else json.dumps(meant, ensure_ascii=False)
