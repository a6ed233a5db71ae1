"""Who a document means: names made whole, spellings of one unit brought together, ids given.

``区环土局、农发局`` carries the first name's prefix over; ``区食安委各成员单位`` and
``区食品安全委员会成员单位`` are one group. What is only probable carries a doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.doubt import Doubt
from foodsafety_ledger.document.parties import Party

_PREFIX: Final = re.compile(lexicon.PREFIX)
_PLACE: Final = re.compile(
    r"([一-鿿]{2,3}?)(?:综合实验区|新区|高新区|经开区|自治[州县]|[省市区县州])"
)


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
    lists: Sequence[Sequence[Party]], opening: str
) -> list[tuple[list[Party], list[Doubt]]]:
    """The parties of each phrase with prefixes carried over, and the doubts about that.

    ``opening`` is the beginning of the document, where the place it is about is named.
    """
    attested = {party.name for parties in lists for party in parties}
    firsts = {parties[0].name for parties in lists if parties}
    places = {found[1] for found in _PLACE.finditer(opening)}
    return [_carry(parties, attested, firsts, places) for parties in lists]


def _carry(
    parties: Sequence[Party], attested: set[str], firsts: set[str], places: set[str]
) -> tuple[list[Party], list[Doubt]]:
    """The parties of one phrase, each name with the prefix that the names before it bear."""
    prefixes = [_prefix(party.name) for party in parties]
    whole: list[Party] = []
    doubts: list[Doubt] = []
    prefix = ""
    for party, own in zip(parties, prefixes, strict=True):
        prefix = own or prefix
        full = "" if own or not prefix else _prefixed(prefix, party.name)
        known = full in attested
        if not known and (
            not full or party.name in firsts or not _takes_prefix(party.name, places)
        ):
            full = party.name
        elif not known:
            doubts.append(Doubt("carried", name=party.name, full=full))
        whole.append(party._replace(name=full))
    return whole, doubts


def _prefix(name: str) -> str:
    found = _PREFIX.match(name)
    if found is None or lexicon.is_group(name) or not lexicon.ends_like_a_unit(name[found.end() :]):
        return ""
    return found[0]


def _prefixed(prefix: str, name: str) -> str:
    if len(prefix) == 1 and name.endswith(tuple(lexicon.PARTY_ORGANS)) and name[0] != "委":
        return f"{prefix}委{name}"
    return prefix + name


def _takes_prefix(name: str, places: Iterable[str]) -> bool:
    return (
        name.endswith(tuple(lexicon.BUREAU_ENDINGS))
        and not lexicon.is_group(name)
        and not name.startswith((*places, *lexicon.OWN_HEADS))
    )


def list_units(lists: Iterable[Iterable[Party]], written: Iterable[Iterable[Party]]) -> list[Unit]:
    """Every unit once, in the order of first mention; ``written`` are the names as they stand."""
    spellings: dict[str, Counter[str]] = {}
    aliases: dict[str, list[str]] = {}
    for whole, plain in zip(lists, written, strict=True):
        for party, as_written in zip(whole, plain, strict=True):
            key = same_unit(party.name)
            spellings.setdefault(key, Counter())[party.name] += 1
            aliases.setdefault(key, []).extend((party.name, as_written.name))
    ids: Counter[str] = Counter()
    return [
        _unit(names.most_common(1)[0][0], aliases[key], ids) for key, names in spellings.items()
    ]


def same_unit(name: str) -> str:
    """A key that is equal for all spellings of one unit."""
    for spelling, short in lexicon.SAME_WORDS:
        name = name.replace(spelling, short)
    return name


def _unit(name: str, spellings: list[str], ids: Counter[str]) -> Unit:
    group = lexicon.is_group(name)
    stem = _stem(name)
    ids[stem] += 1
    stem, number = stem or ("group" if group else "department"), ids[stem]
    return Unit(
        id=stem if number == 1 and stem in lexicon.ENGLISH.values() else f"{stem}-{number}",
        name=name,
        kind="group" if group else _kind(name),
        group=group,
        selective=group and re.search(lexicon.SELECTIVE, name) is not None,
        aliases=[other for other in dict.fromkeys(spellings) if other != name],
    )


def _stem(name: str) -> str:
    """The English stem of an id; empty for a name without a known word."""
    plain = name.replace("人民政府", "政府")
    known = [word for word in lexicon.ENGLISH if word in plain]
    return lexicon.ENGLISH[max(known, key=len)] if known else ""


def _kind(name: str) -> str:
    return next((kind for words, kind in lexicon.KINDS if re.search(words, name)), "unit")
