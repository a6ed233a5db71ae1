"""Which language to speak: ``--lang``, ``FOODSAFETY_LEDGER_LANG``, then the locale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from foodsafety_ledger.values.name import Lang

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Chinese unless something says English; an unknown word counts as not said."""
    for said in (_option(arguments), environment.get("FOODSAFETY_LEDGER_LANG", "")):
        if said.lower().startswith(("zh", "en")):
            return "en" if said.lower().startswith("en") else "zh"
    for variable in _LOCALE_VARIABLES:
        if environment.get(variable):
            return "en" if environment[variable].lower().startswith("en") else "zh"
    return "zh"


def _option(arguments: Sequence[str]) -> str:
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return ""
