"""What every command is given: the language, the streams, colour, and the workspace."""

from __future__ import annotations

import os
import sys
from codecs import lookup
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from shlex import quote
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from foodsafety_ledger.cli.language import choose_language, option_in
from foodsafety_ledger.cli.streams import encoded, obeys_nothing, shows_chinese, tell
from foodsafety_ledger.files.source import Watched
from foodsafety_ledger.formats import FINDING_FORMATS, FORMATS, OTHERWISE, Format, Screen
from foodsafety_ledger.model.failure import (
    Exit,
    LedgerError,
    RefusedError,
    SeveralError,
    UsageError,
)
from foodsafety_ledger.model.frozen import dataclass
from foodsafety_ledger.model.name import in_a_row
from foodsafety_ledger.words import Say, Typed

if TYPE_CHECKING:
    from foodsafety_ledger.files.locking import Holder
    from foodsafety_ledger.files.source import Source
    from foodsafety_ledger.views.findings import Finding, Findings
    from foodsafety_ledger.views.page import Page
    from foodsafety_ledger.views.view import View

T = TypeVar("T")


class Color(StrEnum):
    """When to colour: on a terminal, always, or never."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Written(NamedTuple):
    """What a command wrote, and the exit code that this decides."""

    path: str
    code: int


@dataclass(frozen=True, slots=True)
class Session:
    """The invocation's settings; ``folder`` is where ``-C`` points, or None.

    ``written`` is empty until the command has written what it was asked to write; ``watched`` is
    the work tree that it looks at, where its answer may be kept; ``told`` is all that was said.
    ``pager`` is whether what is longer than the screen may go through one; ``most_lines`` how many
    are shown of it at most.
    """

    say: Say
    folder: Path | None = None
    color: Color = Color.AUTO
    written: list[Written] = field(default_factory=list)
    watched: list[Watched] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    pager: bool = True
    most_lines: int | None = None

    def out(self, text: str) -> None:
        """Writes text for people to stdout, with a newline."""
        self._tell("out", text)

    def show(self, text: str) -> None:
        """Writes what a command has to show to stdout, through a pager where it is long."""
        if self.most_lines is not None:
            lines = text.split("\n")
            kept = lines[: max(1, self.most_lines - 1)]
            left = len(lines) - len(kept)
            text = "\n".join([*kept, self.say("cli.more-lines", count=left)] if left > 1 else lines)
        self._tell("page" if self.pager and self.most_lines is None else "out", text)

    def data(self, text: str) -> None:
        """Writes data to stdout, with a newline: UTF-8, whatever people's texts are written in."""
        self._tell("data", text)

    def err(self, text: str) -> None:
        """Writes words about the data to stderr, with a newline."""
        self._tell("err", text)

    def notify(self, key: str, **facts: object) -> None:
        """Says a text of the catalogue on stderr."""
        self.err(self.say(key, **facts))

    def _tell(self, where: str, text: str) -> None:
        tell(where, text)
        self.told.append((where, text))

    def watch(self, root: Path) -> Watched:
        """The work tree of a command that looks at nothing else, so that its answer may be kept."""
        self.watched.append(Watched(root, self.folder))
        return self.watched[-1]

    def looked_elsewhere(self) -> None:
        """Says that the answer is made from more than the work tree: it is not kept."""
        self.watched.clear()

    def elsewhere(self, look: Callable[[Path], T], root: Path) -> Callable[[], T]:
        """What ``look`` finds out about a workspace from more than its files, once asked for it."""

        def looked() -> T:
            self.looked_elsewhere()
            return look(root)

        return looked

    def wrote(self, path: str, code: int = Exit.FINE) -> None:
        """Says that all is written: from here on nothing that happens changes the exit code."""
        self.written.append(Written(path, code))

    def interrupted(self) -> None:
        """Says that the person stopped the command; what it has written is told at its end."""
        if not self.written:
            self.notify("failures.interrupted")

    def waiting(self, holder: Holder) -> None:
        """Says on stderr for whose lock the command waits."""
        self.notify("failures.waiting-for-lock", holder=str(holder))

    def within(self, file: Path | None) -> Session:
        """The session for what a file says, whose commands are typed in the workspace."""
        return self if file is None else replace(self, say=Say(self.say.lang))

    def words_of(self, form: Format[Any]) -> Say:
        """The words of an answer in a format; data is the same wherever it is asked for."""
        return self.say if form.for_people else Say(self.say.lang)

    @property
    def interactive(self) -> bool:
        """Whether a person sits at both ends."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    def colours(self) -> bool:
        """Whether stdout takes colour: ``--color``, ``NO_COLOR``, then whether it is a terminal."""
        if self.color is not Color.AUTO:
            return self.color is Color.ALWAYS
        if os.environ.get("NO_COLOR") or obeys_nothing(os.environ):
            return False
        return sys.stdout.isatty()

    def screen(self) -> Screen:
        """Stdout: only a terminal has a width."""
        width = terminal_width()
        wide = width is not None and ambiguous_is_wide(sys.stdout.encoding, os.environ)
        return Screen(width, self.colours(), wide, self.say.lang)


def open_session(arguments: Sequence[str]) -> Session:
    """The session of a command line, in the language that it and its streams call for."""
    language = choose_language(arguments, os.environ)
    streams = (sys.stdout, sys.stderr)
    if _is_for_people(arguments) and not all(shows_chinese(one.encoding) for one in streams):
        language = "en"
    return Session(Say(language, _typed(arguments)))


def _typed(arguments: Sequence[str]) -> Typed:
    """What of a command line every command carries that it prints."""
    said = ((name, option_in(arguments, name)) for name in ("-C", "--lang"))
    return Typed("".join(f"{name} {quote(given)} " for name, given in said if given))


def _is_for_people(arguments: Sequence[str]) -> bool:
    """Whether people read the answer on their stream: it is no data, and no file takes it."""
    name = option_in(arguments, "--format")
    form = FORMATS.get(OTHERWISE.get(name, name)) or FINDING_FORMATS.get(name)
    suffix = Path(option_in(arguments, "-o")).suffix.lower()
    if any(suffix in known.suffixes for known in FORMATS.values()):
        return False
    return form.for_people if form else name in {"", "auto"}


def show_findings(
    session: Session, findings: Iterable[Finding], source: Source | None = None
) -> None:
    """Writes findings to stderr: with the lines they are in on a terminal, else one line each.

    Without a ``source`` their places are options of the command line, and have no lines.
    """
    from foodsafety_ledger.views.findings import Findings

    form = FINDING_FORMATS["full" if sys.stderr.isatty() else "concise"]
    found = Findings(tuple(findings), session.say, lines_from(source))
    text = form.write(found, Screen(colour=session.colours()))
    if text:
        session.err(str(text))


def report_failure(session: Session, failure: LedgerError) -> int:
    """Says on stderr what failed, each of several, and the way out; gives the exit code."""
    if isinstance(failure, SeveralError):
        return max([report_failure(session, one) for one in failure.failures])
    say = session.say
    if isinstance(failure, RefusedError):
        from foodsafety_ledger.views.findings import in_words

        show_findings(session, in_words(failure.found, say), failure.source)
    session.err(say("failures.label") + say(f"failures.{failure.key}", **failure.facts))
    hint = "check.nearest" if failure.facts.get("nearest") else f"failures.{failure.key}.hint"
    if say.knows(hint):
        session.err(say("failures.hint-label") + say(hint, **failure.facts))
    return failure.exit_code


def lines_from(source: Source | None) -> Callable[[str], Sequence[str]]:
    """Reads the lines of a file, each file once; none where it has no text, or without a source."""
    from foodsafety_ledger.files.disk import Trouble
    from foodsafety_ledger.files.text import decode

    @cache
    def lines_of(path: str) -> Sequence[str]:
        raw = source.read(path) if source else Trouble.MISSING
        text = None if isinstance(raw, Trouble) else decode(path, raw)[0]
        return () if text is None else text.split("\n")

    return lines_of


def print_page(session: Session, page: Page) -> None:
    """Writes the page to stdout."""
    from foodsafety_ledger.formats.terminal import page_text

    session.out(page_text(page, session.screen()))


def terminal_width() -> int | None:
    """How many cells a line of stdout may take; None where it is no terminal."""
    return get_terminal_size((80, 24)).columns if sys.stdout.isatty() else None


_DOUBLE_BYTE: Final = frozenset(
    {"gb2312", "gbk", "gb18030", "hz", "big5", "big5hkscs", "cp950", "euc_kr", "cp949", "euc_jp"}
)
"""Encodings whose terminals give two cells to each character that takes two bytes."""

_AMBIGUOUS: Final = "FOODSAFETY_LEDGER_AMBIGUOUS"


def ambiguous_is_wide(encoding: str, environment: Mapping[str, str]) -> bool:
    """Whether a terminal gives two cells to characters whose width Unicode leaves open.

    The environment says 1 or 2, else the encoding does. UsageError for anything else.
    """
    told = environment.get(_AMBIGUOUS)
    if told not in {None, "", "1", "2"}:
        raise UsageError("bad-ambiguous", name=_AMBIGUOUS, text=told)
    return told == "2" if told else lookup(encoding).name in _DOUBLE_BYTE


def show(
    session: Session, shown: T, form: Format[T], file: Path | None = None, nothing: str = ""
) -> None:
    """Writes what is shown to stdout or to a file; ``nothing`` is said where there is no text.

    UsageError for a format that is a file's alone, without a file.
    """
    written = form.write(shown, session.screen() if file is None else Screen(lang=session.say.lang))
    if file is not None:
        from foodsafety_ledger.files.atomic import put_file

        session.looked_elsewhere()  # a file is to be written each time
        content = written if isinstance(written, bytes) else encoded(written)
        put_file(file, form.mark + content)
        session.notify("cli.written", path=str(file))
    elif isinstance(written, bytes):
        raise UsageError("format-needs-file")
    elif written:
        write = session.show if form.for_people else session.data
        write(written)
    elif nothing:
        session.err(nothing)


def show_view(
    session: Session, view: View, name: str | None, file: Path | None, *, whole: bool = True
) -> None:
    """Writes a view in the format of that name; without one, in what suits the file.

    At a terminal its ``whole`` page, or the brief where there is one.
    """
    form = FORMATS[name or "table"] if name or file is None else _suited_to(file)
    show(session, replace(view, brief=None) if whole else view, form, file, view.nothing)


def _suited_to(file: Path) -> Format[View]:
    """The format that a file's name asks for; UsageError where it asks for none."""
    for form in FORMATS.values():
        if file.suffix.lower() in form.suffixes:
            return form
    known = (suffix for form in FORMATS.values() for suffix in form.suffixes)
    raise UsageError("no-suffix", path=str(file), known=in_a_row(known))


def finding_format(name: str) -> Format[Findings]:
    """The format of that name; ``auto`` stands for the one that suits who reads."""
    if name == "auto" and os.environ.get("GITHUB_ACTIONS") == "true":
        return FINDING_FORMATS["github"]
    if name == "auto":
        return FINDING_FORMATS["full" if sys.stdout.isatty() else "concise"]
    return FINDING_FORMATS[name]


def show_check(session: Session, findings: Findings, form: Format[Findings]) -> None:
    """Writes what a check found to stdout.

    On GitHub it goes to the job's summary as well, which has room for what annotations have not.
    """
    show(session, findings, form)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and form is FINDING_FORMATS["github"]:
        session.looked_elsewhere()  # the summary is to be written each time
        _summarize(session, findings, Path(summary))


def _summarize(session: Session, findings: Findings, file: Path) -> None:
    """Adds the findings to a file that GitHub shows; what was found stands even without it."""
    from foodsafety_ledger.files.atomic import add_to_file
    from foodsafety_ledger.formats.markdown import page_text
    from foodsafety_ledger.views.findings import findings_page

    try:
        add_to_file(file, encoded(page_text(findings_page(findings))))
    except LedgerError:
        session.notify("check.no-summary", path=str(file))
