"""What the shell offers while a command is being typed: at every key, so from tables alone.

The commands with their options, and the words of the plan, are plain tables in the cache, made by
``completion_tables.py`` when they are not there; nothing else of the program is imported. Where
anything goes wrong nothing is offered, and nothing said.
"""

from __future__ import annotations

import os

from foodsafety_ledger.cli.language import choose_language, option_in
from foodsafety_ledger.cli.streams import tell
from foodsafety_ledger.files.cache import content_key, recall
from foodsafety_ledger.files.finding import (
    DEPARTMENTS,
    LEDGERS,
    TASKS,
    NotFoundError,
    workspace_folder,
)

TYPE_CHECKING = False  # typing's own costs more than all the rest
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, Final

    from foodsafety_ledger.cli.completion_tables import Command, Offer

_MOST: Final = 400
_LONGEST: Final = 300
"""More than the line of an entry takes: its id, and a department's that a file is called by."""

_VARIABLES: Final = ("_LEDGER_COMPLETE", "_TAIZHANG_COMPLETE")


def asked_by_shell(environment: Mapping[str, str] = os.environ) -> str:
    """The shell that asks what might be typed (``bash``), empty where none does."""
    said = next(filter(None, map(environment.get, _VARIABLES)), "")
    return said.removeprefix("complete_") if said.startswith("complete_") else ""


def complete(shell: str, environment: Mapping[str, str] = os.environ) -> int:
    """Offers a shell what goes on from what is typed; the exit code is what it takes it by."""
    words, begun = typed(shell, environment)
    offers = offered(words, begun, environment)
    if shell == "fish" and environment.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return 0 if offers else 1
    written = _WRITTEN.get(shell, _bash)(offers)
    if written:
        tell("data", written)
    return 0


def typed(shell: str, environment: Mapping[str, str]) -> tuple[list[str], str]:
    """The whole words behind the program's name, and the beginning of the one being typed."""
    if shell == "bash":
        words = _split(environment.get("COMP_WORDS", ""))
        at = int(environment.get("COMP_CWORD") or 1)
        return words[1:at], "".join(words[at : at + 1])
    line = environment.get("_TYPER_COMPLETE_ARGS", "")
    words = _split(line)[1:]
    if shell in ("powershell", "pwsh"):
        begun = environment.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
        return (words[:-1] if begun else words), begun
    return (words, "") if line.endswith(" ") or not words else (words[:-1], words[-1])


def _split(line: str) -> list[str]:
    """The words of a line as a shell has them; the last may still lack the end of its quotes."""
    if not any(sign in line for sign in "'\"\\"):
        return line.split()
    from shlex import shlex

    lexer = shlex(line, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    words: list[str] = []
    try:
        words.extend(lexer)
    except ValueError:
        words.append(lexer.token)
    return words


def offered(words: Sequence[str], begun: str, environment: Mapping[str, str]) -> list[Offer]:
    """Those that go on from what is begun; names are offered to those who began to type one."""
    try:
        known = _Known(words, begun, environment)
        line = _Line(known.program)
        for word in words:
            line.take(word)
        offers = [
            (word, meaning)
            for word, meaning in line.offers(begun, known)
            if word.startswith(begun) and (begun or word.isascii())
        ]
    except Exception:  # noqa: BLE001 - the shell takes whatever is printed for an offer
        return []
    return offers[:_MOST]


class _Line:
    """A command line as far as its words are whole, and what may stand behind them."""

    def __init__(self, program: Command) -> None:
        self._commands, self._options, self._arguments = program
        self._expected = ""
        self._told: set[str] = set()

    def take(self, word: str) -> None:
        """Goes on by a word; LookupError where it is no command."""
        if self._expected:
            self._expected = self._expected if word == "=" else ""  # which bash takes for a word
        elif self._is_option(word):
            name, joined, _ = word.partition("=")
            self._told.add(name)
            self._expected = "" if joined or name not in self._options else self._options[name][0]
        elif self._commands:
            self._commands, options, self._arguments = self._commands[word][1]
            self._options = {**self._options, **options}
        elif self._arguments and not self._arguments[0].endswith("..."):
            self._arguments = self._arguments[1:]

    def _is_option(self, word: str) -> bool:
        return word.startswith("-") and "--" not in self._told

    def offers(self, begun: str, known: _Known) -> Iterable[Offer]:
        """What may stand where something is begun, the beginning of another word left in."""
        if self._expected:
            return known.of(self._expected)
        name, joined, _ = begun.partition("=")
        if self._is_option(begun) and joined:
            return [(f"{name}={word}", told) for word, told in known.of(self._options[name][0])]
        if self._is_option(begun):
            options = self._options.items()
            return [(name, told) for name, (_, told, many) in options if self._may(name, many)]
        if self._commands:
            return [(name, told) for name, (told, _) in self._commands.items()]
        return known.of(self._arguments[0].removesuffix("...")) if self._arguments else ()

    def _may(self, name: str, many: bool) -> bool:
        return name.isascii() and (many or name not in self._told)


class _Known:
    """What is known of the program and, once it is asked for, of the workspace."""

    def __init__(self, words: Sequence[str], begun: str, environment: Mapping[str, str]) -> None:
        self._words, self._begun, self._environment = words, begun, environment
        self._tables = _kept("commands", choose_language(words, environment))

    @property
    def program(self) -> Command:
        """The commands with their options and arguments."""
        program: Command = self._tables["program"]
        return program

    def of(self, kind: str) -> Iterable[Offer]:
        """The offers of a kind (``items``); behind a ``=`` stand the choices themselves."""
        if kind.startswith("="):
            return [(word, "") for word in kind[1:].split("|")]
        if kind in self._tables:
            return self._tables[kind]  # type: ignore[no-any-return]
        looked = {"entries": self._entries, "items": self._items, "targets": self._targets}
        if kind in looked:
            return looked[kind]()
        if " " in kind:
            return [offer for each in kind.split() for offer in self._if_there(each)]
        return self._plan().get(kind, ())  # type: ignore[no-any-return]

    def _if_there(self, kind: str) -> Iterable[Offer]:
        try:
            return self.of(kind)
        except (OSError, NotFoundError):
            return ()

    def _items(self) -> Iterable[Offer]:
        """Items; those of the department named before, if one is."""
        plan = self._plan()
        who = {plan["called"][word] for word in self._words if word in plan["called"]}
        return [
            (id_, told) for id_, told, held in plan["items"] if not who or not who.isdisjoint(held)
        ]

    def _targets(self) -> Iterable[Offer]:
        """``TARGET=`` for the targets of the item named before, or of all items."""
        every = self._plan()["targets"]
        of = [one for one in every if one[0] in self._words] or every
        return [(word, told) for _, word, told in of]

    def _entries(self) -> Iterable[Offer]:
        """The ids of entries, the latest first, each with its department.

        They stand in order: of a hundred thousand only those that go on from what is begun are
        taken apart.
        """
        root = self._root()
        with os.scandir(os.path.join(root, LEDGERS)) as listed:
            state = sorted((one.name, *_state(one.stat())) for one in listed)
        lines: str = _kept("entries", root, state)
        at = lines.find(f"\n{self._begun}") + 1
        wanted = lines[at : at + _MOST * _LONGEST].splitlines() if at else []
        return [(line[:17], line[18:]) for line in wanted[:_MOST]]

    def _plan(self) -> dict[str, Any]:
        root = self._root()
        files = (os.path.join(root, name) for name in (TASKS, DEPARTMENTS))
        plan: dict[str, Any] = _kept("words", root, [_state(os.stat(one)) for one in files])
        return plan

    def _root(self) -> str:
        return workspace_folder(option_in(self._words, "-C"), self._environment)


def _state(found: os.stat_result) -> tuple[int, int, int]:
    """By what a file is taken for the same: it is only for offers, which decide nothing."""
    return found.st_mtime_ns, found.st_size, found.st_ino


def _kept(name: str, of: str, state: object = None) -> Any:  # noqa: ANN401 - what was kept
    """The table of that name, from the cache if it is there."""
    key = content_key(repr((of, state)).encode())
    table = recall(name, key)
    if table is None:
        from foodsafety_ledger.cli.completion_tables import TABLES
        from foodsafety_ledger.files.cache import keep

        table = TABLES[name](of)
        keep(name, key, table)
    return table


def _bash(offers: Sequence[Offer]) -> str:
    return "\n".join(word for word, _ in offers)


def _fish(offers: Sequence[Offer]) -> str:
    return "\n".join(f"{word}\t{told}" if told else word for word, told in offers)


_ZSH: Final = {ord('"'): '""', ord("'"): "''", ord("$"): r"\$", ord("`"): r"\`", ord(":"): r"\\:"}


def _zsh(offers: Sequence[Offer]) -> str:
    """A call of zsh's own; its files where there is nothing to offer."""
    quoted = ([f'"{part.translate(_ZSH)}"' for part in offer if part] for offer in offers)
    told = "\n".join(map(":".join, quoted))
    return f"_arguments '*: :(({told}))'" if told else "_files"


def _powershell(offers: Sequence[Offer]) -> str:
    return "\n".join(f"{word}:::{told or ' '}" for word, told in offers)


_WRITTEN: Final[Mapping[str, Callable[[Sequence[Offer]], str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
    "powershell": _powershell,
    "pwsh": _powershell,
}
