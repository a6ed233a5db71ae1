"""Every word a person reads but the rules', Chinese and English side by side.

One module a subject; each holds ``TEXTS``, a mapping from key to ``(Chinese, English)``, written
as ``read_texts`` reads it, or as pairs where blanks at an end or line breaks count. A text's full
key is ``<module>.<key>``; modules are imported when a text of theirs is first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from textwrap import dedent
from typing import Final

from foodsafety_ledger.model.inert import inert, inert_lines, spelled
from foodsafety_ledger.model.name import Lang, Name

__all__ = ["OF_FILES", "Say", "Text", "Texts", "Typed", "read_texts"]

OF_FILES = frozenset({"path", "file", "folder"})
"""The facts that are names of files, byte for byte as the system has them."""

Text = tuple[str, str]
"""What is said in Chinese and in English; facts stand in braces."""

Texts = Mapping[str, Text]
"""Texts by key."""


def read_texts(words: str) -> dict[str, Text]:
    """Texts by key: the Chinese beside its key, the English after a ``|`` or, indented, below.

    What is indented further goes on with the line above. ValueError where a text is not in both
    languages.
    """
    found: dict[str, list[str]] = {}
    spoken: list[str] = []
    for line in dedent(words).strip().splitlines():
        text = line.lstrip()
        match len(line) - len(text):
            case 0:
                key, _, text = line.partition(": ")
                spoken = found[key] = text.split(" | ")
            case 4:
                spoken.append(text)
            case _:
                spoken[-1] += text if len(spoken) == 1 else f" {text}"
    return {key: (chinese, english) for key, (chinese, english) in found.items()}


@cache
def _texts(subject: str) -> Texts:
    texts: Texts = import_module(f"{__name__}.{subject}").TEXTS
    return texts


LOOKING: Final = ("status", "show", "why", "log", "problems", "dispatch", "report")
"""The commands that look at a day."""

WRITING: Final = (
    *("record", "amend", "void", "review", "extend", "check", "template", "import", "export"),
    *("plan", "resolve", "extract", "doctor"),
)
"""The other commands that are about the workspace one is in or names."""

_COMMAND: Final = re.compile(f"\\bledger (?=(?:{'|'.join(LOOKING + WRITING)})\\b)")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a command that is printed must carry to ask of the same workspace as this one.

    ``before`` stands before every command; ``after`` behind those that look at a day.
    """

    before: str = ""
    after: str = ""

    def __call__(self, command: str) -> str:
        """A command line, of what stands behind ``ledger``."""
        looks = command.partition(" ")[0] in LOOKING
        return f"ledger {self.before}{command}{self.after if looks else ''}"


class Say:
    """Says a text of the catalogue in one language: ``say(key, period="2021Q3")``.

    ``typed`` makes the commands that stand in what is said.
    """

    __slots__ = ("lang", "typed")

    def __init__(self, lang: Lang, typed: Typed = Typed()) -> None:
        self.lang: Lang = lang
        self.typed = typed

    def looking(self, after: str) -> Say:
        """The same, whose commands that look at a day carry ``after`` too."""
        return Say(self.lang, Typed(self.typed.before, after))

    def __call__(self, key: str, /, **facts: object) -> str:
        """The text of ``key`` with ``facts`` filled in, harmless to print; names in this one."""
        subject, _, rest = key.partition(".")
        text = _texts(subject)[rest]
        return self.fill(text, facts) if facts else self.choose(text)

    def choose(self, text: Text) -> str:
        """A text in this language, its braces as they are; commands in it carry what they must."""
        chosen = text[self.lang == "en"]
        before = self.typed.before.replace("{", "{{").replace("}", "}}")
        return _COMMAND.sub(lambda found: found[0] + before, chosen) if before else chosen

    def fill(self, text: Text, facts: Mapping[str, object]) -> str:
        """A text with its facts filled in, harmless to print."""
        told = {name: self._told(name, fact) for name, fact in facts.items()}
        return self.choose(text).format_map(told)

    def knows(self, key: str) -> bool:
        """Whether the catalogue has a text for ``key``."""
        subject, _, rest = key.partition(".")
        return rest in _texts(subject)

    def _told(self, name: str, fact: object) -> object:
        told = fact.in_(self.lang) if isinstance(fact, Name) else fact
        if not isinstance(told, str):
            return told
        return inert(spelled(told)) if name in OF_FILES else inert_lines(told)
