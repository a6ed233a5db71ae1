"""Every word a person reads but the rules', Chinese and English side by side.

One module a subject; each holds ``TEXTS``, a mapping from key to ``(Chinese, English)``, written
as ``read_texts`` reads it, or as pairs where blanks at an end or line breaks count. A text's full
key is ``<module>.<key>``; modules are imported when a text of theirs is first asked for.
``{count:file is/files are}`` is the first of both where ``count`` is 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import import_module
from textwrap import dedent
from typing import Final

from foodsafety_ledger.model.inert import inert, inert_lines, spelled
from foodsafety_ledger.model.name import Lang, Name, in_a_row
from foodsafety_ledger.model.period import WITHIN_YEAR, Period, parse_period

__all__ = ["APART", "OF_FILES", "Say", "Text", "Texts", "Typed", "in_both", "read_texts"]

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

    ``folder`` and ``language`` stand before every command, each an option with a blank behind it;
    ``after`` stands behind those that look at a day.
    """

    folder: str = ""
    language: str = ""
    after: str = ""

    @property
    def before(self) -> str:
        """What stands before every command."""
        return self.folder + self.language

    def __call__(self, command: str) -> str:
        """A command line, of what stands behind ``ledger``."""
        looks = command.partition(" ")[0] in LOOKING
        return f"ledger {self.before}{command}{self.after if looks else ''}"


APART: Final[Mapping[Lang, str]] = {"zh": "；", "en": "; "}
"""What parts texts that may hold commas, where they stand in one line."""

_NUMBERED: Final = re.compile(r"\{(\w+):([^{}/]*)/([^{}/]*)\}")


def filled(text: str, told: Mapping[str, object]) -> str:
    """A text of one language with its facts filled in, its nouns and verbs in their number."""
    chosen = _NUMBERED.sub(lambda found: found[2 if str(told[found[1]]) == "1" else 3], text)
    return chosen.format_map(told)


_TIME: Final = re.compile(rf"[0-9]{{4}}(?:(-[0-9]{{2}}-[0-9]{{2}})|{WITHIN_YEAR})")
_BESIDE: Final = re.compile(r"(?<=}) (?=[一-鿿])|(?<=[一-鿿]) (?=\{(\w+)\})")
_AMOUNT: Final = re.compile(r"[\d,.]+ [一-鿿]+")
_TIMES: Final = re.compile(rf"{_TIME.pattern}(?:(?:、|, ){_TIME.pattern})*")


def _between(found: re.Match[str], told: Mapping[str, object]) -> str:
    """What stays between a fact and the Chinese beside it: a blank before what is no number."""
    return " " if found[1] and not str(told[found[1]])[:1].isdigit() else ""


class Say:
    """Says a text of the catalogue in one language: ``say(key, period="2021Q3")``.

    ``typed`` makes the commands that stand in what is said. What ``is_formal`` is for an official
    paper: days and periods are written out, numbers stand close to Chinese letters, and nothing is
    called by an id that is no number.
    """

    __slots__ = ("is_formal", "lang", "typed")

    def __init__(self, lang: Lang, typed: Typed = Typed(), *, is_formal: bool = False) -> None:
        self.lang: Lang = lang
        self.typed = typed
        self.is_formal = is_formal

    def looking(self, after: str) -> Say:
        """The same, whose commands that look at a day carry ``after`` too."""
        return Say(self.lang, replace(self.typed, after=after), is_formal=self.is_formal)

    def formal(self) -> Say:
        """The same for an official paper."""
        return Say(self.lang, self.typed, is_formal=True)

    def time(self, time: date | Period | None) -> str:
        """A day or a period: ``2021Q3``; on paper ``2021年第三季度``; empty for None."""
        if time is None:
            return ""
        if self.is_formal and isinstance(time, Period):
            return self._called("status.period", time)
        return self._spelled(str(time))

    def head(self, period: Period) -> str:
        """What a table calls a period beside others of its year: ``三季度``."""
        return self._called("status.period.head", period)

    def __call__(self, key: str, /, **facts: object) -> str:
        """The text of ``key`` with ``facts`` filled in, harmless to print; names in this one."""
        subject, _, rest = key.partition(".")
        text = _texts(subject)[rest]
        return self.fill(text, facts) if facts else self.choose(text)

    def in_a_row(self, names: Iterable[Name | str]) -> str:
        """Names beside each other, parted as the language parts them; empty for none."""
        return in_a_row(names).in_(self.lang)

    def apart(self, texts: Iterable[str]) -> str:
        """Texts that may hold commas in one line, parted as the language parts them."""
        return APART[self.lang].join(texts)

    def choose(self, text: Text) -> str:
        """A text in this language, its braces as they are; commands in it carry what they must."""
        chosen = text[self.lang == "en"]
        before = self.typed.before.replace("{", "{{").replace("}", "}}")
        return _COMMAND.sub(lambda found: found[0] + before, chosen) if before else chosen

    def fill(self, text: Text, facts: Mapping[str, object]) -> str:
        """A text with its facts filled in, harmless to print."""
        told = {name: self._told(name, fact) for name, fact in facts.items()}
        chosen = self.choose(text)
        if self.is_formal:
            chosen = _BESIDE.sub(lambda found: _between(found, told), chosen)
        return filled(chosen, told)

    def knows(self, key: str) -> bool:
        """Whether the catalogue has a text for ``key``."""
        subject, _, rest = key.partition(".")
        return rest in _texts(subject)

    def _told(self, name: str, fact: object) -> object:
        if isinstance(fact, date | Period):
            return self.time(fact)
        told = fact.in_(self.lang) if isinstance(fact, Name) else fact
        if not isinstance(told, str):
            return told
        return inert(spelled(told)) if name in OF_FILES else inert_lines(self._spelled(told))

    def _spelled(self, text: str) -> str:
        """A text that is nothing but days and periods, or an amount, as a paper has it."""
        if not self.is_formal:
            return text
        if _AMOUNT.fullmatch(text):
            return text.replace(" ", "")
        return _TIME.sub(self._written, text) if _TIMES.fullmatch(text) else text

    def _written(self, found: re.Match[str]) -> str:
        if found[1]:
            year, month, day = map(int, found[0].split("-"))
            return self("status.day", year=year, month=month, day=day)
        period = parse_period(found[0])
        return self.time(period) if period else found[0]

    def _called(self, key: str, period: Period) -> str:
        own = f"status.period.{period.cadence}.{period.number}"
        number = self(own) if self.knows(own) else period.number
        return self(f"{key}.{period.cadence}", year=period.year, number=number)


_CHINESE, _ENGLISH = Say("zh"), Say("en")


def in_both(key: str, /, **facts: object) -> Name:
    """A text in both languages, as a fact for another."""
    return Name(_CHINESE(key, **facts), _ENGLISH(key, **facts))
