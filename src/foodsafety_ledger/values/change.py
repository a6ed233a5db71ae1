"""Values that differ between two states of the same thing, and how they are shown on a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

_LONGEST: Final = 40
_BEFORE: Final = 12
"""How much is shown of what two long texts have in common before they differ."""

_LONGEST_KEY: Final = 20
_NOTHING: Final = "∅"


class Change(NamedTuple):
    """A value that differs: the keys that lead to it, and what it says before and after."""

    keys: tuple[str, ...]
    before: object
    after: object

    def __str__(self) -> str:
        """``date: 2021-10-12 → 2021-10-20``; of sets what came and went: ``lead: -alpha +beta``."""
        where = ".".join(_cut(key, _LONGEST_KEY) for key in self.keys)
        if isinstance(self.before, frozenset) or isinstance(self.after, frozenset):
            return f"{where}: {_cut(' '.join(self._members()), 2 * _LONGEST)}"
        before, after = self.sides()
        start = _parting(before, after) if max(len(before), len(after)) > _LONGEST else 0
        return f"{where}: {_shown(before, start)} → {_shown(after, start)}"

    def sides(self) -> tuple[str, str]:
        """What it says before and after, each on one line; empty where there is nothing."""
        return _text(self.before), _text(self.after)

    def _members(self) -> Iterator[str]:
        before, after = (
            side if isinstance(side, frozenset) else frozenset({_text(side)} - {""})
            for side in (self.before, self.after)
        )
        yield from (f"-{one}" for one in sorted(before - after))
        yield from (f"+{one}" for one in sorted(after - before))


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every value that differs, in the order of the keys; what is missing counts as None."""
    return list(_changes(before, after, ()))


def _changes(
    before: Mapping[str, Any], after: Mapping[str, Any], keys: tuple[str, ...]
) -> Iterator[Change]:
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _changes(old, new, (*keys, key))
        elif old != new:
            yield Change((*keys, key), old, new)


def _text(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_text(inner)}" for key, inner in value.items())
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return "" if value is None else " ".join(str(value).split())


def _parting(one: str, other: str) -> int:
    """From where on two texts are shown: a little before they differ."""
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    return max((min(len(one), len(other)) if common is None else common) - _BEFORE, 0)


def _shown(text: str, start: int) -> str:
    return _cut(("…" if start else "") + text[start:], _LONGEST) if text else _NOTHING


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
