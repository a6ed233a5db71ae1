"""Values that know where they stand: the mappings and lists that the YAML reader returns.

They are plain dicts and lists of texts, equal to ones without places; the places stand beside.
"""

from __future__ import annotations

from typing import Any

from foodsafety_ledger.model.diagnostic import Diagnostic, Span
from foodsafety_ledger.model.frozen import dataclass

NOWHERE = Span(1, 1, 1, 1)


class LocatedMap(dict[str, Any]):
    """A mapping in block or flow style; knows its own span, and each key's and value's.

    ``torn`` is true where a pair could not be read: then a key may be missing that is in the file.
    """

    __slots__ = ("flow", "key_spans", "span", "torn", "value_spans")

    def __init__(self, span: Span = NOWHERE, *, flow: bool = False) -> None:
        super().__init__()
        self.span = span
        self.flow = flow
        self.torn = False
        self.key_spans: dict[str, Span] = {}
        self.value_spans: dict[str, Span] = {}

    def put(self, key: str, key_span: Span, value: object, value_span: Span) -> None:
        """Adds a pair with its places."""
        self[key] = value
        self.key_spans[key] = key_span
        self.value_spans[key] = value_span

    def span_at(self, *keys: str | int) -> Span:
        """The span of the value at a path of keys and indexes, or of the deepest part there is."""
        return _span_at(self, self.span, keys)

    @property
    def start(self) -> Span:
        """Where the mapping begins: its first key, or the whole of an empty one."""
        return next(iter(self.key_spans.values()), self.span)


class LocatedList(list[Any]):
    """A sequence in block or flow style; knows its own span and each member's."""

    __slots__ = ("flow", "span", "spans")

    def __init__(self, span: Span = NOWHERE, *, flow: bool = False) -> None:
        super().__init__()
        self.span = span
        self.flow = flow
        self.spans: list[Span] = []

    def put(self, value: object, span: Span) -> None:
        """Adds a member with its place."""
        self.append(value)
        self.spans.append(span)


def _span_at(top: LocatedMap | LocatedList, span: Span, keys: tuple[str | int, ...]) -> Span:
    value: Any = top
    for key in keys:
        if isinstance(value, LocatedMap) and isinstance(key, str) and key in value:
            value, span = value[key], value.value_spans[key]
        elif isinstance(value, LocatedList) and isinstance(key, int) and key < len(value):
            value, span = value[key], value.spans[key]
        else:
            break
    return span


Data = LocatedMap | LocatedList | str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text holds: the value (None for an empty text), the findings, whether all was read."""

    data: Data
    diagnostics: list[Diagnostic]
    complete: bool
