"""Plain questions on a terminal: one line each, no arrow keys, the same over ssh.

A wrong answer is asked again with the reason. Several lines at once are one answer, or none: they
never run on into the questions that follow. Ctrl-C and Ctrl-D leave everything as it was.
"""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from locale import getencoding
from select import select
from typing import Any, Final, TypeVar

from foodsafety_ledger.cli.output import print_page
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.cli.streams import shows_chinese
from foodsafety_ledger.files.text import code_point, refused_at, variant_of
from foodsafety_ledger.model.entry import FIELDS, FieldKind
from foodsafety_ledger.model.failure import AmbiguousError, LedgerError, UsageError
from foodsafety_ledger.model.name import Name, with_nearest
from foodsafety_ledger.model.number import halved
from foodsafety_ledger.views.page import Block, Paragraph, line
from foodsafety_ledger.words import Say

T = TypeVar("T")
Told = dict[str, Any]
"""What a command is told, by its parameters."""

_PAUSE: Final = 0.05
"""Seconds within which the next piece of a paste arrives; nobody types on that fast."""


def read_answer(prompt: str) -> str:
    """What was typed or pasted, its lines parted by line feeds; with editing where there is any.

    Raises ``EOFError`` where the input ends. A paste comes whole, whether its last line is ended or
    not: what was left waiting would be taken for the answer to the next question.
    """
    # in another encoding than the terminal's, editing loses the characters that it cannot read
    if codecs.lookup(getencoding()).name == "utf-8":
        with suppress(ImportError):
            import readline  # noqa: F401 - importing it is what gives input() line editing
    line = input(prompt)
    more = _waiting()
    text = f"{line}\n{more}" if more else line
    return text.replace("\r\n", "\n").replace("\r", "\n")  # terminals end a paste's lines so


def _waiting() -> str:
    """What the terminal holds behind a line that was read; nothing where it cannot be looked at."""
    try:
        import termios
        import tty
    except ImportError:  # not on this system
        return ""
    if not sys.stdin.isatty():
        return ""
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    held = b""
    try:
        tty.setcbreak(handle, termios.TCSANOW)  # a line that is not ended can be read too
        while select([handle], [], [], _PAUSE)[0]:
            piece = os.read(handle, 4096)
            if not piece:
                break
            held += piece
    finally:
        termios.tcsetattr(handle, termios.TCSANOW, before)
    return held.decode("utf-8", "surrogateescape")


_SHOWN_BEFORE: Final = 12


def typed_text(text: str, encoding: str) -> str | None:
    """The text that was typed, given as Python reads bytes that are UTF-8 or may be anything.

    Bytes that are not UTF-8 are read in the terminal's ``encoding`` if that has Chinese, and so are
    the few Chinese words whose bytes would also make foreign letters in UTF-8. None where the
    bytes are no text in either.
    """
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, which is no byte either
        return None
    utf8 = _decoded(raw, "utf-8")
    if utf8 is not None and (raw.isascii() or any(sign >= "\u0800" for sign in utf8)):
        return utf8
    local = _decoded(raw, encoding) if shows_chinese(encoding) else None
    return local if local is not None else utf8


def require_text(text: str, name: str | Name, encoding: str, say: Say) -> str:
    """The text typed for ``name``; UsageError where it is none, or holds what no ledger may."""
    typed = typed_text(text, encoding)
    if typed is None:
        raise UsageError("not-text", name=name, text=text)
    position = refused_at(typed)
    if position is not None:
        key = "character" if position else "character-first"
        raise UsageError(
            key,
            name=name,
            position=position + 1,
            before=typed[max(0, position - _SHOWN_BEFORE) : position],
            what=say(f"failures.character-is.{variant_of(typed[position])}"),
            char=code_point(typed[position]),
        )
    return typed


def typed_path(path: str, encoding: str) -> str:
    """The name of a file, byte for byte; where there is none of that name, as text in UTF-8."""
    if os.path.lexists(path):
        return path
    return typed_text(path, encoding) or path


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


PROMPT = "> "
KEEP_NOTHING = "-"
"""The answer that empties what would else be kept."""


class WrongAnswerError(Exception):
    """An answer that cannot be used; the message says why, ready to be shown."""


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

        Where only one thing can have been meant, Enter then takes it. ``lines`` where an answer may
        have several; it is shown before it is taken.
        """
        self.tell(question)
        near = ""
        while True:
            try:
                answer, near = self._answer() or near, ""
                return understand(self._kept(answer, lines=lines) if "\n" in answer else answer)
            except WrongAnswerError as wrong:
                self.tell(self.say("record.asking.again", reason=str(wrong)), 1)
            except LedgerError as failure:
                known = failure.facts.get("nearest")
                near = known if isinstance(known, str) else ""
                self.tell(self._reason(failure), 1)

    def _reason(self, failure: LedgerError) -> str:
        """Why an answer is none, and what may have been meant."""
        say, near = self.say, failure.facts.get("nearest")
        key = "again" if near is None else "only" if isinstance(near, str) else "several"
        reason = say(f"failures.{failure.key}", **failure.facts)
        if isinstance(failure, AmbiguousError):
            hint = say(f"failures.{failure.key}.hint", **failure.facts)
            reason = say("record.asking.reason-and-hint", reason=reason, hint=hint)
        return say(f"record.asking.{key}", reason=reason, nearest=near or "")

    def required(self, question: str, understand: Understand = str, *, lines: bool = False) -> str:
        """As ``ask``; an empty answer is asked again."""

        def understood(answer: str) -> str:
            if not answer:
                raise WrongAnswerError(self.say("record.asking.empty"))
            return understand(answer)

        return self.ask(question, understood, lines=lines)

    def agree(self, question: str, *, silently: bool = True) -> bool:
        """Whether the person says yes; Enter alone means yes, unless ``silently`` is false."""
        return self.agree_or(question, silently=silently) is not None

    def agree_or(self, question: str, count: int = 0, *, silently: bool = True) -> int | None:
        """0 where the person says yes; None for no; or which of ``count`` things instead.

        ``<`` is the last of them. Enter alone means yes, unless ``silently`` is false.
        """

        def understood(answer: str) -> str:
            word = halved(answer).lower()
            if word == "<" and count:
                return str(count)
            if word.isdecimal() and 1 <= int(word) <= count:
                return word
            if word in _YES | _NO | {""}:
                return "0" if word in _YES or (silently and not word) else ""
            raise WrongAnswerError(self.say("record.asking.yes-or-no"))

        answer = self.ask(question, understood)
        return int(answer) if answer else None

    def _answer(self) -> str:
        try:
            answer = self._read(PROMPT)
        except (EOFError, KeyboardInterrupt):
            self.session.err("")
            self.session.interrupted()
            raise KeyboardInterrupt from None
        name = self.say("record.asking.answer")
        return require_text(answer, name, sys.stdout.encoding or "utf-8", self.say).strip()

    def _kept(self, answer: str, *, lines: bool) -> str:
        """An answer of several lines, once the person has seen it, or what is typed instead."""
        count = answer.count("\n") + 1
        if not lines:
            raise WrongAnswerError(self.say("record.asking.several-lines", count=count))
        self.tell(self.say("record.asking.pasted", count=count), 1)
        self.show(Paragraph(tuple(line(one) for one in answer.split("\n")), 2))
        self.tell(self.say("record.asking.keep-pasted"), 1)
        instead = self._answer()
        if halved(instead) in ("<", ">"):
            told = self.say("record.asking.not-pasted", count=count)
            if halved(instead) == "<":
                raise WrongAnswerError(told)
            self.tell(told, 1)
        return self._kept(instead, lines=lines) if "\n" in instead else instead or answer


_YES = frozenset({"y", "yes", "是", "好"})
_NO = frozenset({"n", "no", "否", "不"})


_MOST: Final = 30
"""Of more things than fit on a screen nobody chooses one."""


def choose_among(session: Session, several: AmbiguousError, told: Told) -> Told:
    """What a command was told, with the one thing that a person at the terminal says was meant.

    Raises ``several`` itself where nobody can be asked, there are too many to choose from, or what
    was typed is not to be found.
    """
    if not session.interactive or told.get("no_input") or len(several.choices) > _MOST:
        raise several
    asker, ids = Asker(session), [*several.choices]
    asker.tell(session.say(f"failures.{several.key}", **several.facts))
    shown = (
        f"{number:>2}  {id_}  {name.in_(session.say.lang)}".rstrip()
        for number, (id_, name) in enumerate(several.choices.items(), 1)
    )
    asker.show(Paragraph(tuple(map(line, shown))))

    def understood(answer: str) -> str:
        found = by_number(halved(answer), ids) or next((one for one in ids if one == answer), None)
        if found is None:
            raise WrongAnswerError(session.say("record.asking.which-of", count=len(ids)))
        return found

    chosen_ = asker.required(session.say("record.ask.which"), understood)
    meant = _instead(told, str(several.facts["name"]), chosen_)
    if meant == told:  # the same would be asked for ever
        raise several
    return meant


def _instead(told: Told, typed: str, meant: str) -> Told:
    """The same with ``meant`` wherever something of that name is typed; prose stays as it is."""

    def replaced(value: object) -> object:
        if isinstance(value, list):
            return [replaced(one) for one in value]
        text = value.replace("＝", "=", 1) if isinstance(value, str) else ""
        head, sign, rest = text.partition("=")
        return meant + sign + rest if value == typed or (sign and head == typed) else value

    prose = {key for key, one in FIELDS.items() if one.kind in (FieldKind.TEXT, FieldKind.PROSE)}
    return {key: it if key in prose else replaced(it) for key, it in told.items()}


def chosen(answer: str, options: Mapping[str, str]) -> str:
    """The one of ``options`` that an answer numbers from 1, or names by it or its word.

    UsageError if there is none.
    """
    words = {word: one for one, shown in options.items() for word in (one, shown)}
    named = {word.casefold(): one for word, one in words.items()}
    found = named.get(answer.casefold()) or by_number(answer, [*options])
    if found is None:
        raise UsageError("no-answer", name=answer, **with_nearest(answer, words))
    return found


def by_number(answer: str, options: Sequence[T]) -> T | None:
    """The one of ``options`` that a number counted from 1 means; None for any other answer."""
    number = int(answer) if answer.isdecimal() and len(answer) < 4 else 0
    return options[number - 1] if 1 <= number <= len(options) else None


def numbered(options: Mapping[str, str]) -> str:
    """``1 未启动  2 推进中``: short options in one line."""
    return "  ".join(f"{number} {word}" for number, word in enumerate(options.values(), 1))
