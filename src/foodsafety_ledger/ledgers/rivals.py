"""Reports of one day that two sides of a merge add, where nothing says which is the latest.

Ids tell the order of what one clone has recorded on a day; between two clones they tell nothing.
Where the latest counts (a running total, a snapshot, a verdict on an entry) and the two say
different things, a merge must not let chance decide.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

AddsUp = Callable[[str, str], bool]
"""Whether the values of an item's target add up over entries, so that none has to be the latest."""

_Meanings = Mapping[str, Mapping[str, Any]]


class Rivals(NamedTuple):
    """Entries that ours added and entries that theirs added, by id."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]


class _About(NamedTuple):
    """What an entry says something about: a target in a period, or another entry; on a day."""

    day: str
    item: str = ""
    target: str = ""
    period: str = ""
    entry: str = ""


class _Word(NamedTuple):
    id: str
    said: Any


def find_rivals(
    old: Collection[str], ours: _Meanings, theirs: _Meanings, adds_up: AddsUp
) -> list[Rivals]:
    """The rivals among what both sides added to the entries ``old``; none stands in two of them.

    Of each side only the latest word on a value of a period and day counts, less what was amended
    or voided.
    """
    both = (*ours.values(), *theirs.values())
    out = {_text(entry, key) for entry in both for key in ("amends", "voids")}
    out |= {*old, *(ours.keys() & theirs.keys())}
    mine = _last_words({id_: entry for id_, entry in ours.items() if id_ not in out})
    other = _last_words({id_: entry for id_, entry in theirs.items() if id_ not in out})
    pairs = [
        (mine[about].id, other[about].id)
        for about in mine.keys() & other.keys()
        if mine[about].said != other[about].said and not _may_differ(about, adds_up)
    ]
    places = [{id_: n for n, id_ in enumerate(side)} for side in (ours, theirs)]
    return [
        Rivals(*(tuple(sorted(group & place.keys(), key=place.__getitem__)) for place in places))
        for group in _groups(pairs)
    ]


def _last_words(entries: _Meanings) -> dict[_About, _Word]:
    """The word of the entry with the highest id on each thing."""
    in_order = sorted(entries.items())
    return {about: _Word(id_, said) for id_, entry in in_order for about, said in _words(entry)}


def _words(entry: Mapping[str, Any]) -> Iterator[tuple[_About, Any]]:
    values, day = entry.get("values"), _text(entry, "date")
    if "reviews" in entry:
        yield _About(day, entry=_text(entry, "reviews")), entry.get("verdict")
    elif isinstance(values, Mapping):
        for target, value in values.items():
            yield _About(day, _text(entry, "item"), target, _text(entry, "period")), value


def _may_differ(about: _About, adds_up: AddsUp) -> bool:
    return not about.entry and adds_up(about.item, about.target)


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _groups(pairs: Iterable[tuple[str, str]]) -> Iterator[set[str]]:
    """The pairs put together where they share a member."""
    groups: dict[str, set[str]] = {}
    for pair in pairs:
        joined = {*pair}.union(*(groups.get(one, ()) for one in pair))
        groups |= dict.fromkeys(joined, joined)
    yield from {id(group): group for group in groups.values()}.values()
