"""Plain questions on a terminal: one line each, no arrow keys, the same over ssh.

A wrong answer is asked again with the reason. Ctrl-C and Ctrl-D leave everything as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from foodsafety_ledger.cli.printing import print_page
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.render.page import Block, Paragraph, line
from foodsafety_ledger.values.failure import LedgerError
from foodsafety_ledger.values.nearest import nearest

PROMPT = "> "
KEEP_NOTHING = "-"
"""The answer that empties what would else be kept."""


class WrongAnswerError(Exception):
    """An answer that cannot be used; the message says why, ready to be shown."""


class Option(NamedTuple):
    """One answer to choose: what it stands for, and the words that mean it."""

    value: str
    words: tuple[str, ...]


Understand = Callable[[str], str]
"""What an answer means; raises WrongAnswerError, or a LedgerError that says why it is none."""


class Asker:
    """Asks the person at the terminal, in the session's language."""

    def __init__(self, session: Session, read: Callable[[str], str] | None = None) -> None:
        self.session = session
        self.say = session.say
        self._read = read or _read_line

    def show(self, *blocks: Block) -> None:
        """Shows something to read before answering."""
        print_page(self.session, blocks)

    def tell(self, text: str, indent: int = 0) -> None:
        """Shows one line of text, broken where the terminal ends."""
        self.show(Paragraph((line(text),), indent))

    def ask(self, question: str, understand: Understand) -> str:
        """The answer as ``understand`` reads it; asked again, with the reason, while it cannot."""
        self.tell(question)
        while True:
            try:
                return understand(self._answer())
            except WrongAnswerError as wrong:
                self.tell(self.say("asking.again", reason=str(wrong)), 1)
            except LedgerError as failure:
                reason = self.say(f"failures.{failure.key}", **failure.facts)
                self.tell(self.say("asking.again", reason=reason), 1)

    def required(self, question: str, understand: Understand = str) -> str:
        """As ``ask``; an empty answer is asked again."""

        def understood(answer: str) -> str:
            if not answer:
                raise WrongAnswerError(self.say("asking.empty"))
            return understand(answer)

        return self.ask(question, understood)

    def choose(self, question: str, options: Sequence[Option]) -> str:
        """One of ``options``, by its number counted from 1 or by any of its words."""
        return self.required(question, lambda answer: self.chosen(answer, options))

    def agree(self, question: str) -> bool:
        """Whether the person says yes; Enter alone means yes."""

        def understood(answer: str) -> str:
            word = answer.lower()
            if word in _YES | _NO | {""}:
                return "" if word in _NO else "yes"
            raise WrongAnswerError(self.say("asking.yes-or-no"))

        return bool(self.ask(question, understood))

    def _answer(self) -> str:
        try:
            answer = self._read(PROMPT).strip()
        except (EOFError, KeyboardInterrupt):
            self.session.err("\n" + self.say("failures.interrupted"))
            raise KeyboardInterrupt from None
        if not answer.isascii() and any("\ud800" <= sign <= "\udfff" for sign in answer):
            raise WrongAnswerError(self.say("asking.not-text"))
        return answer

    def chosen(self, answer: str, options: Sequence[Option]) -> str:
        """The value of the option that ``answer`` means; WrongAnswerError if there is none."""
        found = pick(answer, options)
        if found:
            return found
        near = nearest(answer, [word for option in options for word in option.words])
        key = "asking.no-such-but" if near else "asking.no-such"
        raise WrongAnswerError(self.say(key, answer=answer, nearest=near or ""))


_YES = frozenset({"y", "yes", "是", "好"})
_NO = frozenset({"n", "no", "否", "不"})


def pick(answer: str, options: Sequence[Option]) -> str:
    """The value of the option that ``answer`` names or numbers; empty if there is none."""
    for option in options:
        if answer.casefold() in map(str.casefold, option.words):
            return option.value
    number = int(answer) if answer.isdecimal() and len(answer) < 4 else 0
    return options[number - 1].value if 1 <= number <= len(options) else ""


def numbered(words: Iterable[str]) -> str:
    """``1 未启动  2 推进中``: short options in one line."""
    return "  ".join(f"{number} {word}" for number, word in enumerate(words, 1))


def _read_line(prompt: str) -> str:
    """A line from the terminal, with editing where the system offers it."""
    with suppress(ImportError):
        import readline  # noqa: F401 - importing it is what gives input() line editing

    return input(prompt)
