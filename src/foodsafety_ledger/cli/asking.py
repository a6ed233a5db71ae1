"""Plain questions on a terminal: one line each, no arrow keys, the same over ssh.

A wrong answer is asked again with the reason. Several lines at once are one answer, or none: they
never run on into the questions that follow. Ctrl-C and Ctrl-D leave everything as it was.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from foodsafety_ledger.cli.printing import print_page
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.cli.terminal import read_answer
from foodsafety_ledger.cli.typed import require_text
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
        self._read = read or read_answer

    def show(self, *blocks: Block) -> None:
        """Shows something to read before answering."""
        print_page(self.session, blocks)

    def tell(self, text: str, indent: int = 0) -> None:
        """Shows one line of text, broken where the terminal ends."""
        self.show(Paragraph((line(text),), indent))

    def ask(self, question: str, understand: Understand, *, lines: bool = False) -> str:
        """The answer as ``understand`` reads it; asked again, with the reason, while it cannot.

        ``lines`` where an answer may have several; it is shown before it is taken.
        """
        self.tell(question)
        while True:
            try:
                answer = self._answer()
                return understand(self._kept(answer, lines=lines) if "\n" in answer else answer)
            except WrongAnswerError as wrong:
                self.tell(self.say("asking.again", reason=str(wrong)), 1)
            except LedgerError as failure:
                reason = self.say(f"failures.{failure.key}", **failure.facts)
                self.tell(self.say("asking.again", reason=reason), 1)

    def required(self, question: str, understand: Understand = str, *, lines: bool = False) -> str:
        """As ``ask``; an empty answer is asked again."""

        def understood(answer: str) -> str:
            if not answer:
                raise WrongAnswerError(self.say("asking.empty"))
            return understand(answer)

        return self.ask(question, understood, lines=lines)

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
            answer = self._read(PROMPT)
        except (EOFError, KeyboardInterrupt):
            self.session.err("\n" + self.say("failures.interrupted"))
            raise KeyboardInterrupt from None
        name = self.say("asking.answer")
        return require_text(answer, name, sys.stdout.encoding or "utf-8", self.say).strip()

    def _kept(self, answer: str, *, lines: bool) -> str:
        """An answer of several lines, once the person has seen it, or what is typed instead."""
        count = answer.count("\n") + 1
        if not lines:
            raise WrongAnswerError(self.say("asking.several-lines", count=count))
        self.tell(self.say("asking.pasted", count=count), 1)
        self.show(Paragraph(tuple(line(one) for one in answer.split("\n")), 2))
        self.tell(self.say("asking.keep-pasted"), 1)
        instead = self._answer()
        return self._kept(instead, lines=lines) if "\n" in instead else instead or answer

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
