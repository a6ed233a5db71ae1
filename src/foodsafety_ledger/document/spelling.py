"""Names of units that a scan or a typist may have got wrong: 市教肓局 beside 市教育局.

A document names most of its units more than once. Where two of its names differ in one character,
which in one of them belongs to a word that names of units have and in the other to none, the other
is doubtful; so is a name that is one character off a long such word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from foodsafety_ledger.document import lexicon
from foodsafety_ledger.document.folded import simple

_LONGEST: Final = 20
"""Longer names are not compared."""
_LONG: Final = lexicon.listed(
    "市场监管 市场监督管理 农业农村 卫生健康 生态环境 自然资源 交通运输 住房城乡建设 发展改革 "
    "应急管理 人力资源社会保障 退役军人"
)
"""Words so long that no other word of a unit differs from them in one character."""
_WORDS: Final = sorted({*lexicon.ENGLISH, *lexicon.FIELDS, *_LONG}, key=len, reverse=True)
_KNOWN: Final = re.compile(f"(?=({'|'.join(map(re.escape, _WORDS))}))")
_PLACES: Final = frozenset("省市区县州旗镇乡盟国团")
_WORD: Final = f"(?:{'|'.join(_LONG)})"
_NEARLY: Final = re.compile(
    f"(?!{_WORD})(?:"
    + "|".join(f"{word[:i]}[一-鿿]{word[i + 1 :]}" for word in _LONG for i in range(len(word)))
    + ")"
)
_HEADED: Final = re.compile(f"(?![{''.join(_PLACES)}各原总])[一-鿿](?={_WORD})")
"""One character before such a word that says no place."""


def misspelt(names: Iterable[str]) -> Iterator[str]:
    """Those of a document's names that are likely to be others with a character gone wrong."""
    units = [name for name in dict.fromkeys(names) if 2 < len(name) <= _LONGEST]
    plain = {simple(name): name for name in units if not name.isascii()}
    known = {name: _known(name) for name in plain}
    odd: dict[tuple[str, str], list[str]] = {}
    for name, places in known.items():
        for i in set(range(len(name))) - places:
            odd.setdefault((name[:i], name[i + 1 :]), []).append(name)
    doubtful = {name for name in plain if _NEARLY.search(name) or _HEADED.match(name)}
    for name, places in known.items():
        for i in places:
            doubtful.update(odd.get((name[:i], name[i + 1 :]), ()))
    return (plain[name] for name in plain if name in doubtful)


def _known(name: str) -> set[int]:
    """Where in a name the characters stand that words of units explain."""
    places = {i for i, char in enumerate(name) if char in _PLACES}
    for found in _KNOWN.finditer(name):
        places.update(range(found.start(), found.start() + len(found[1])))
    ending = next((end for end in lexicon.UNIT_ENDINGS if name.endswith(end)), "")
    return places | set(range(len(name) - len(ending), len(name)))
