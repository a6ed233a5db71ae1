"""How a command shows: views, findings and failures, and how far it is that takes a while."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from foodsafety_ledger.cli.streams import encoded, obeys_nothing
from foodsafety_ledger.formats import FINDING_FORMATS, FORMATS, Format, Screen
from foodsafety_ledger.model.failure import (
    LedgerError,
    RefusedError,
    SeveralError,
    UsageError,
)
from foodsafety_ledger.model.name import in_a_row

if TYPE_CHECKING:
    from rich.progress import Progress

    from foodsafety_ledger.files.source import Source
    from foodsafety_ledger.views.findings import Finding, Findings
    from foodsafety_ledger.views.page import Page
    from foodsafety_ledger.views.view import View

from foodsafety_ledger.cli.session import Session

T = TypeVar("T")


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


def require_folder(folder: Path) -> None:
    """UsageError where a folder is to be made under the name that a file would have."""
    if folder.suffix.lower() in _OF_FILES and not folder.is_dir():
        raise UsageError("folder-like-file", path=str(folder))


_OF_FILES: Final = (
    *(".csv", ".doc", ".docx", ".html", ".ics", ".json", ".md", ".ods", ".parquet", ".pdf"),
    *(".txt", ".xls", ".xlsx", ".yaml", ".yml"),
)


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


PATIENCE: Final = 1.0
"""Seconds for which nothing is shown."""


def with_progress(session: Session, things: Iterable[T], total: int, key: str) -> Iterator[T]:
    """Gives back each of ``total`` things, showing how many are done once it takes long.

    ``key`` names what is being done. Nothing is shown where stderr is no terminal, and nothing
    stays on it.
    """
    started, bar = time.monotonic(), None
    if not sys.stderr.isatty() or obeys_nothing(os.environ):
        yield from things
        return
    try:
        for done, thing in enumerate(things):
            if bar is None and time.monotonic() - started >= PATIENCE:
                bar = _new_bar(session, key, total)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done, refresh=True)
            yield thing
    finally:
        if bar is not None:
            bar.stop()


def recognising(session: Session) -> Callable[[Iterable[T], int], Iterator[T]]:
    """What shows how far the recognition of a scan's pages is, to whom it goes page by page."""
    return lambda pages, count: with_progress(session, pages, count, "recognising")


def _new_bar(session: Session, key: str, total: int) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(file=sys.stderr, no_color=not session.colours()),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.start()
    bar.add_task(session.say(f"cli.progress.{key}"), total=total)
    return bar
