"""How far a command is that takes a while: a bar on stderr, for who waits at a terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final, TypeVar

from foodsafety_ledger.cli.streams import obeys_nothing

if TYPE_CHECKING:
    from rich.progress import Progress

    from foodsafety_ledger.cli.session import Session

T = TypeVar("T")

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
