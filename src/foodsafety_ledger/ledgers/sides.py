"""The versions a merge begins with, brought to one form: without byte order mark, ending in LF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

_MARK: Final = "\ufeff"

_T = TypeVar("_T")


def three_way(base: _T, ours: _T, theirs: _T) -> _T:
    """What one side changed, else ours."""
    return theirs if ours == base else ours


@dataclass(frozen=True, slots=True)
class Sides:
    """Three texts to merge; ``restore`` gives the result the form that the merge calls for."""

    base: str | None
    ours: str
    theirs: str
    mark: bool
    newline: str

    @classmethod
    def of(cls, base: str | None, ours: str, theirs: str) -> Sides:
        """The sides with LF and without byte order mark, unless one mixes line breaks itself."""
        texts = [ours if base is None else base, ours, theirs]
        mark = three_way(*(text.startswith(_MARK) for text in texts))
        bare = [text.removeprefix(_MARK) for text in texts]
        styles = [_newline(text) for text in bare]
        newline = three_way(*styles)
        if "" not in styles:
            bare = [text.replace("\r\n", "\n") for text in bare]
        return cls(None if base is None else bare[0], bare[1], bare[2], mark, newline)

    def restore(self, text: str) -> str:
        """``text`` with the line breaks and the mark that the merged file has."""
        if self.newline == "\r\n":
            text = text.replace("\r\n", "\n").replace("\n", "\r\n")
        return (_MARK if self.mark else "") + text


def _newline(text: str) -> str:
    """The one line break that a text uses; empty where it uses both."""
    breaks, wide = text.count("\n"), text.count("\r\n")
    if wide == 0:
        return "\n"
    return "\r\n" if wide == breaks else ""
