"""Which language to speak: ``--lang``, ``FOODSAFETY_LEDGER_LANG``, then the locale.

English where the streams cannot show Chinese, except for data, which is UTF-8 everywhere.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.cli.streams import shows_chinese
from foodsafety_ledger.values.name import Lang
from foodsafety_ledger.words import Say

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_FOR_PEOPLE: Final = frozenset({"", "auto", "table", "tree", "text", "full", "concise"})
"""What ``--format`` may say, or not say, where people read the answer on their stream."""


def open_session(arguments: Sequence[str]) -> Session:
    """The session of a command line, in the language that it and its streams call for."""
    language = choose_language(arguments, os.environ)
    streams = (sys.stdout, sys.stderr)
    if _option(arguments, "--format") in _FOR_PEOPLE and not all(
        shows_chinese(stream.encoding) for stream in streams
    ):
        language = "en"
    return Session(Say(language))


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Chinese unless something says English; an unknown word counts as not said."""
    for said in (_option(arguments, "--lang"), environment.get("FOODSAFETY_LEDGER_LANG", "")):
        if said.lower().startswith(("zh", "en")):
            return "en" if said.lower().startswith("en") else "zh"
    for variable in _LOCALE_VARIABLES:
        if environment.get(variable):
            return "en" if environment[variable].lower().startswith("en") else "zh"
    return "zh"


def _option(arguments: Sequence[str], name: str) -> str:
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == name and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith(f"{name}="):
            return argument.removeprefix(f"{name}=")
    return ""
