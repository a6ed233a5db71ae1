"""The comments among an entry's own lines; a ``#`` inside a value is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from foodsafety_ledger.files.located import LocatedList, LocatedMap
from foodsafety_ledger.ledgers.lines import split_lines
from foodsafety_ledger.values.location import Span

_SIGN = re.compile(r"(?:^|\s)#")


class Remark(StrEnum):
    """What comment a line has: none, nothing but one, or one after something else."""

    NONE = "none"
    ALONE = "alone"
    SHARED = "shared"


def remarks_in(text: str, document: LocatedMap) -> list[Remark]:
    """For each line of a text what comment it has; ``document`` is what the reader made of it."""
    lines = split_lines(text)
    bare = list(lines)
    for span in _scalars(document, document.span):
        _blot_out(bare, lines, span)
    return [_remark(line) for line in bare]


def _scalars(value: Any, span: Span) -> Iterator[Span]:  # noqa: ANN401 - any value the reader returns
    if isinstance(value, LocatedMap):
        yield from value.key_spans.values()
        for key, member in value.items():
            yield from _scalars(member, value.value_spans[key])
    elif isinstance(value, LocatedList):
        for member, at in zip(value, value.spans, strict=True):
            yield from _scalars(member, at)
    else:
        yield span


def _blot_out(bare: list[str], lines: list[str], span: Span) -> None:
    """Takes a scalar out; the line with the sign of a block scalar may end in a comment."""
    first = span.line - 1
    is_block = lines[first][span.column - 1 : span.column] in ("|", ">")
    for number in range(first + is_block, min(span.end_line, len(lines))):
        start = span.column - 1 if number == first else 0
        end = span.end_column - 1 if number == span.end_line - 1 else len(lines[number])
        line = bare[number]
        bare[number] = line[:start] + "x" * (end - start) + line[end:]


def _remark(line: str) -> Remark:
    sign = _SIGN.search(line)
    if sign is None:
        return Remark.NONE
    return Remark.SHARED if line[: sign.start()].strip() else Remark.ALONE
