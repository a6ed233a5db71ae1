"""Names in Chinese and English, and the right word for a typing slip."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import chain
from typing import Final, Literal, NamedTuple

Lang = Literal["zh", "en"]


class Name(NamedTuple):
    """What something is called: the document's own wording, and a translation that may be empty."""

    zh: str
    en: str = ""

    def in_(self, lang: Lang) -> str:
        """The name in ``lang``; the Chinese one where no translation is given."""
        return self.en if lang == "en" and self.en else self.zh


NO_NAME: Final = Name("")


def is_line(text: str) -> bool:
    """Whether a text stands in one line, as a name does: tables and logs have no room for more."""
    return not ("\n" in text or "\t" in text) or not text.strip()


LONGEST: Final = 80
"""A longer text is no slip of an id or a keyword; comparing it would only cost time."""


def nearest(word: str, words: Iterable[str], *, surely: bool = False) -> str | None:
    """The member of ``words`` that ``word`` was probably meant to be, or None.

    ``surely`` where each of them is a thing of its own, as districts' offices are: one Chinese
    character of four is then no slip any more.
    """
    close = _CLOSE if not surely else _CLOSER if word.isascii() else _CLOSEST
    return _nearest(word, tuple(words), close) if 0 < len(word) <= LONGEST else None


@lru_cache(maxsize=512)
def _nearest(word: str, words: tuple[str, ...], close: float) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415 - needed only where something is wrong

    found = get_close_matches(word.lower(), words, cutoff=close)
    return next((one for one in found if _may_be_slip(word.lower(), one)), None)


def _may_be_slip(word: str, other: str) -> bool:
    """Whether one word may have come of typing another: it says no other number, nor the opposite.

    Of a long one, as ids of entries are, a digit may be wrong.
    """
    same = _digits(word) == _digits(other) or len(other) >= _LONG
    return same and not _are_opposite(word, other)


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


_LONG: Final = 16
_CLOSE: Final = 0.6
_CLOSER: Final = 0.7
_CLOSEST: Final = 0.76
_DENIAL: Final = re.compile(r"(?:not|non|isn't|never)[ _-]*|[未不没无非]有?|尚未|还没有?")
_UN: Final = re.compile("un-?")


def _are_opposite(word: str, other: str) -> bool:
    """Whether one of two words denies what the other says: ``not done`` is no slip of ``done``."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - as above

    typed, meant = _DENIAL.match(word) or _UN.match(word), _DENIAL.match(other)
    if typed and not (meant or _UN.match(other)):
        word = word[typed.end() :]
    elif meant and not typed:
        other = other[meant.end() :]
    else:
        return False
    return SequenceMatcher(None, word, other).ratio() >= _CLOSE


def with_nearest(word: str, words: Iterable[str]) -> dict[str, str]:
    """The fact ``nearest`` for a diagnostic, or no fact where nothing comes near."""
    found = nearest(word, words)
    return {} if found is None else {"nearest": found}


_BUDGET: Final = 2_000_000


class Suggestions:
    """The right words for the slips of one run, as far as a quarter of a second goes.

    A person mends slips by the dozen; thousands of them among thousands of words are another
    mistake, of which no word is a slip.
    """

    def __init__(self) -> None:
        self._left = _BUDGET

    def fact(self, word: str, *known: Collection[str]) -> dict[str, str]:
        """The fact ``nearest`` for a word that is none of those known, as ``with_nearest``."""
        cost = len(word) ** 2 * sum(map(len, known))
        if len(word) > LONGEST or cost > self._left:
            return {}
        self._left -= cost
        return with_nearest(word, chain(*known))


_ROW: Final = 100
"""The characters of a row of names; a message's facts are cut a little beyond."""


def in_a_row(names: Iterable[Name | str]) -> Name:
    """Names, or what is the same in both languages, parted as each language parts them."""
    held = [Name(one) if isinstance(one, str) else one for one in names]
    return Name("、".join(one.zh for one in held), ", ".join(one.in_("en") for one in held))


def enumerated(names: Iterable[Name], count: int) -> Name:
    """``count`` names in a row: those that fit into a message, and how many more there are."""
    fitting: list[Name] = []
    length = 0
    for name in names:
        length += max(len(name.zh), len(name.in_("en"))) + 2
        if fitting and length > _ROW:
            break
        fitting.append(name)
    chinese, english = in_a_row(fitting)
    rest = count - len(fitting)
    if not rest:
        return Name(chinese, english)
    return Name(f"{chinese}等，另有 {rest} 个", f"{english} and {rest} more")
