"""In which language a command line is answered; no more is imported than Python has loaded."""

from __future__ import annotations

TYPE_CHECKING = False  # typing's own costs more than all the rest
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from foodsafety_ledger.model.name import Lang

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(word: str) -> Lang | None:
    """The language that a word asks for (``zh``, ``en``, ``zh-CN``, ``en_GB.UTF-8``), if one."""
    match word.lower().translate({ord("_"): "-", ord("."): "-"}).partition("-")[0]:
        case "zh" | "en" as known:
            return known
        case _:
            return None


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Chinese unless something says English; an unknown word counts as not said."""
    for said in (option_in(arguments, "--lang"), environment.get("FOODSAFETY_LEDGER_LANG", "")):
        language = language_of(said)
        if language:
            return language
    for variable in _LOCALE_VARIABLES:
        if environment.get(variable):
            return "en" if environment[variable].lower().startswith("en") else "zh"
    return "zh"


def option_in(arguments: Sequence[str], name: str) -> str:
    """What an option is given on a command line; empty where it is not there."""
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == name and position + 1 < len(arguments):
            return arguments[position + 1]
        joined = f"{name}=" if name.startswith("--") else name
        if argument.startswith(joined):
            return argument.removeprefix(joined)
    return ""
