"""A name in Chinese and English."""

from __future__ import annotations

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
