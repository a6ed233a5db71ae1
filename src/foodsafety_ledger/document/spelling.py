"""Names of units that a scan or a typist may have got wrong: 市教肓局 beside 市教育局.

A document names most of its units more than once. Where two of its names differ in one character,
which in one of them belongs to a word that names of units have and in the other to none, the other
is doubtful; so is one that lacks such a character or has one more, the rest of a name that was cut
within such a word, and a name that is one character off a long such word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.folded import simple

_LONGEST: Final = 20
"""Longer names are not compared."""
_LONG: Final = lexicon.listed(
    "市场监管 市场监督管理 农业农村 卫生健康 生态环境 自然资源 交通运输 住房城乡建设 发展改革 "
    "应急管理 人力资源社会保障 退役军人 街道办事处"
)
"""Words so long that no other word of a unit differs from them in one character."""
_WORDS: Final = sorted({*lexicon.ENGLISH, *lexicon.FIELDS, *_LONG}, key=len, reverse=True)
_KNOWN: Final = re.compile(f"(?=({'|'.join(map(re.escape, _WORDS))}))")
_PLACES: Final = frozenset("省市区县州旗镇乡盟国团")
_MORE: Final = frozenset("分总支大原各老和与新")
"""Characters that a name may have more than another one."""
_WORD: Final = f"(?:{'|'.join(_LONG)})"


def _off(word: str) -> Iterator[str]:
    """Patterns for a word with one character wrong, gone from within or too many."""
    for i in range(len(word)):
        yield f"{word[:i]}[一-鿿]{word[i + 1 :]}"
        if i > 0:
            yield f"{word[:i]}(?![和与市])[一-鿿]{word[i:]}"
        if 1 < i < len(word) - 1:
            yield f"{word[:i]}{word[i + 1 :]}"


_NEARLY: Final = re.compile(f"(?!{_WORD}|住房城乡建委)(?:{'|'.join(chain(*map(_off, _LONG)))})")
_HEADED: Final = re.compile(f"(?![{''.join(_PLACES)}各原总])[一-鿿](?={_WORD})")
"""One character before such a word that says no place."""


def misspelt(names: Iterable[str]) -> Iterator[str]:
    """Those of a document's names that are likely to be others with a character gone wrong."""
    units = [name for name in dict.fromkeys(names) if 2 < len(name) <= _LONGEST]
    plain = {simple(name): name for name in units if not name.isascii()}
    known = {name: _known(name) for name in plain}
    odd: dict[tuple[str, str], list[str]] = {}
    doubtful = {name for name in plain if _NEARLY.search(name) or _HEADED.match(name)}
    for name, places in known.items():
        for i in set(range(len(name))) - places:
            odd.setdefault((name[:i], name[i + 1 :]), []).append(name)
            if name[:i] + name[i + 1 :] in plain and name[i] not in _MORE:
                doubtful.add(name)
    for name, places in known.items():
        for i in places:
            doubtful.update(odd.get((name[:i], name[i + 1 :]), ()))
            doubtful.update(_without(name, i, known))
    return (plain[name] for name in plain if name in doubtful)


def _without(name: str, at: int, known: dict[str, set[int]]) -> Iterator[str]:
    """The names that are this one without a character, or from there on, so that a word is broken.

    What is left of the word at that place belongs to none. One that lacks its place, as many do
    in a list (省政务和数据局、政务和数据局), is no such name.
    """
    rests = [(name[:at] + name[at + 1 :], {max(0, at - 1), at})] if at else []
    rests += [] if name[at - 1] in _PLACES else [(name[at:], {0})]
    for other, beside in rests:
        beside &= set(range(len(other)))
        if other != name and other in known and not known[other].issuperset(beside):
            yield other


def _known(name: str) -> set[int]:
    """Where in a name the characters stand that words of units explain."""
    places = {i for i, char in enumerate(name) if char in _PLACES}
    for found in _KNOWN.finditer(name):
        places.update(range(found.start(), found.start() + len(found[1])))
    ending = next((end for end in lexicon.UNIT_ENDINGS if name.endswith(end)), "")
    return places | set(range(len(name) - len(ending), len(name)))
