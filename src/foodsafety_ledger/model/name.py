"""Names in Chinese and English, and the right word for a typing slip."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
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


LONGEST: Final = 80
"""A longer text is no slip of an id or a keyword; comparing it would only cost time."""


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The member of ``words`` that ``word`` was probably meant to be, or None."""
    return _nearest(word, tuple(words)) if 0 < len(word) <= LONGEST else None


@lru_cache(maxsize=512)
def _nearest(word: str, words: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415 - needed only where something is wrong

    found = get_close_matches(word.lower(), words, n=1, cutoff=0.6)
    return found[0] if found else None


def with_nearest(word: str, words: Iterable[str]) -> dict[str, str]:
    """The fact ``nearest`` for a diagnostic, or no fact where nothing comes near."""
    found = nearest(word, words)
    return {} if found is None else {"nearest": found}
