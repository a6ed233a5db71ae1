"""The units of a document: the whole name of each, and each unit once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from foodsafety_ledger.document import lexicon, unit_names
from foodsafety_ledger.document.folded import simple
from foodsafety_ledger.document.marks import Doubt
from foodsafety_ledger.document.parties import with_ends
from foodsafety_ledger.document.party_names import Party
from foodsafety_ledger.document.shared_ends import is_plain

_PLACE: Final = re.compile(
    r"([一-鿿]{2,3}?)(?:综合实验区|新区|高新区|经开区|自治[州县]|[省市区县州])"
)
_OF_ZONE: Final = re.compile("管(?:理)?委(?:员)?会")
"""What behind the name of a zone is all of its government, of which other bureaus are no part."""
_OPENING: Final = 400
"""The beginning of a document, where the place that it is about is named, is not longer."""
_STATIONS: Final = ("所", "站", "队")
_SHORTEST: Final = 2
"""Names of places have as many characters, or more: of 年云台区 the last are one too."""


@dataclass(slots=True)
class Unit:
    """A department or group as the draft will list it."""

    id: str
    name: str
    kind: str
    group: bool
    selective: bool
    aliases: list[str] = field(default_factory=list)


def whole_names(
    lists: Sequence[Sequence[Party]], flat: str
) -> list[tuple[list[Party], list[Doubt]]]:
    """The parties of each phrase with prefixes carried over, and the doubts about that."""
    attested = {party.name for parties in lists for party in parties}
    firsts = {parties[0].name for parties in lists if parties}
    named = [found[1] for found in _PLACE.finditer(flat[:_OPENING])]
    places = {*named, *(name[-_SHORTEST:] for name in named)}
    heads = Counter(_prefix(parties[0].name) for parties in lists if parties)
    usual = max(heads, key=heads.__getitem__, default="")
    return [_carry(flat, parties, attested, firsts, places, usual) for parties in lists]


def _carry(
    flat: str,
    parties: Sequence[Party],
    attested: set[str],
    firsts: set[str],
    places: set[str],
    usual: str,
) -> tuple[list[Party], list[Doubt]]:
    """The parties of one phrase, each name with the prefix that the names before it bear.

    Where none bears one, names get the one usual in the document that they bear elsewhere.
    Behind a bureau of several areas they are of these areas.
    """
    own_names = [party.name for party in parties]
    parties = with_ends(parties)
    ended = [
        (name, party.name, after.name)
        for name, party, after in zip(own_names, parties, parties[1:], strict=False)
        if name != party.name and not is_plain(party.name)
    ]
    places = places.union(*({name, after[:_SHORTEST]} for name, _, after in ended))
    prefixes = [_prefix(party.name) for party in parties]
    whole: list[Party] = []
    doubts = [
        Doubt("carried", name=name, full=full) for name, full, _ in ended if full not in attested
    ]
    prefix, areas = "", None
    last = parties[0] if parties else None
    for party, own in zip(parties, prefixes, strict=True):
        beside = last is not None and flat[last.end : party.start] in lexicon.BETWEEN
        areas = unit_names.OF_AREAS.fullmatch(party.name) or (areas if beside else None)
        last = party
        if areas and not own and _is_in_areas(areas, party.name, places):
            full = _prefixed(areas["areas"], party.name)
            doubts += [Doubt("carried", name=party.name, full=full)] if party.name in firsts else []
            whole.append(party._replace(name=full))
            continue
        prefix = own or prefix
        full = "" if own or not prefix else _prefixed(prefix, party.name)
        of_unit = _of_last(party.name, whole)
        full = of_unit or full
        known = full in attested and not (areas or party.name.startswith("各"))
        if not (own or prefix) and usual and usual + party.name in attested:
            full = usual + party.name
            doubts.append(Doubt("carried", name=party.name, full=full))
        elif not known and (
            not full or party.name in firsts or not (of_unit or _takes_prefix(party.name, places))
        ):
            full = party.name
        elif not known:
            doubts.append(Doubt("carried", name=party.name, full=full))
        whole.append(party._replace(name=full))
    return whole, doubts


def _of_last(name: str, before: Sequence[Party]) -> str:
    """The whole name of a part of the unit whose part was named last; empty for other names."""
    part = unit_names.PART_OF_UNIT.fullmatch(simple(before[-1].name)) if before else None
    if part is None or not unit_names.BARE_PART.fullmatch(simple(name)):
        return ""
    return before[-1].name[: part.end("unit")] + name


def _prefix(name: str) -> str:
    found = unit_names.PREFIX.match(simple(name))
    if (
        found is None
        or unit_names.is_group(name)
        or _OF_ZONE.fullmatch(name, found.end())
        or not unit_names.ends_like_a_unit(name[found.end() :])
    ):
        return ""
    return found[0]


def _is_in_areas(areas: re.Match[str], name: str, places: Iterable[str]) -> bool:
    """Whether a name behind a bureau, or a station, of several areas is of one of theirs, too."""
    if areas["bureau"]:
        return _takes_prefix(name, places)
    return name.endswith(_STATIONS) and not (
        unit_names.is_group(name) or unit_names.PREFIX.match(name)
    )


def _prefixed(prefix: str, name: str) -> str:
    if (len(prefix) == 1 or prefix.startswith("各")) and name.endswith(
        tuple(unit_names.PARTY_ORGANS)
    ):
        name = name.removeprefix(prefix).removeprefix("委")
        return f"{prefix}委{name}"
    return prefix + name


def _takes_prefix(name: str, places: Iterable[str]) -> bool:
    return (
        unit_names.ends_like_a_unit(name, unit_names.BUREAU_ENDINGS)
        and not unit_names.is_group(name)
        and not unit_names.PREFIX.match(name)
        and not name.startswith((*places, *unit_names.OWN_HEADS))
        and not unit_names.OWN_PLACE.match(name)
    )


def list_units(lists: Sequence[Sequence[Party]], written: Iterable[Iterable[Party]]) -> list[Unit]:
    """Every unit once, in the order of first mention; ``written`` are the names as they stand.

    Where no name bears the prefix of a larger place, 街道宣传科 is one office: the subdistrict's.
    """
    spellings: dict[str, Counter[str]] = {}
    aliases: dict[str, list[str]] = {}
    for whole, plain in zip(lists, written, strict=True):
        for party, as_written in zip(whole, plain, strict=True):
            key = same_unit(party.name)
            spellings.setdefault(key, Counter())[party.name] += 1
            aliases.setdefault(key, []).extend((party.name, as_written.name))
    ids: Counter[str] = Counter()
    plural = any(_prefix(party.name) for parties in lists for party in parties)
    return [
        _unit(names.most_common(1)[0][0], aliases[key], ids, plural=plural)
        for key, names in spellings.items()
    ]


@lru_cache(maxsize=4096)
def same_unit(name: str) -> str:
    """A key that is equal for all spellings of one unit."""
    name = simple(name)
    for spelling, short in unit_names.SAME_WORDS:
        name = name.replace(spelling, short)
    return name


def _unit(name: str, spellings: list[str], ids: Counter[str], *, plural: bool) -> Unit:
    group = unit_names.is_group(name) and (plural or not unit_names.OFFICE_OF_ONE.match(name))
    stem = _stem(simple(name))
    ids[stem] += 1
    stem, number = stem or ("group" if group else "department"), ids[stem]
    kind = next((kind for words, kind in unit_names.KINDS if re.search(words, name)), "unit")
    telling = stem in unit_names.ENGLISH.values() or name.isascii()
    return Unit(
        id=stem if number == 1 and telling else f"{stem}-{number}",
        name=name,
        kind="group" if group else kind,
        group=group,
        selective=group and lexicon.SELECTIVE.search(name) is not None,
        aliases=[other for other in dict.fromkeys(spellings) if other != name],
    )


def _stem(name: str) -> str:
    """The English stem of an id; empty for a name without a known word."""
    if name.isascii():
        return re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
    return unit_names.longest_known(name.replace("人民政府", "政府"), unit_names.ENGLISH)
