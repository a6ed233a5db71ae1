"""``ledger status``: where the whole plan stands, or the part of it that somebody asks for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size
from time import sleep
from typing import Annotated, Final

import typer

from foodsafety_ledger.assess.assessment import DutyState, Light
from foodsafety_ledger.assess.duties import ASKED_FOR
from foodsafety_ledger.cli.opening import Opened, closing, open_view, read_day
from foodsafety_ledger.cli.options import (
    Look,
    Refs,
    Verbose,
    choice_option,
    listed,
    refs_argument,
    takes_look,
)
from foodsafety_ledger.cli.output import report_failure
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.files.clock import today
from foodsafety_ledger.files.workspace import KEPT, find_workspace
from foodsafety_ledger.model.failure import Exit, LedgerError, UsageError
from foodsafety_ledger.reading.naming import read_refs
from foodsafety_ledger.reading.typed import days_meant, spelt_word, typed_period
from foodsafety_ledger.views.choice import Choice, by_now, choose, select
from foodsafety_ledger.views.status import Earlier, status_view
from foodsafety_ledger.views.status_rows import StatusBy

PAUSE: Final = 1.0
"""Seconds between two looks of ``--watch``."""

_CLEAR: Final = "\x1b[H\x1b[2J\x1b[3J"
_BESIDE: Final = 4
"""Lines kept for what is said beside the table that is drawn."""


@takes_look
def status(
    look: Look,
    refs: Annotated[Refs, refs_argument(help="status.refs")] = None,
    *,
    by: Annotated[
        str | None, choice_option(list(StatusBy), "--by", "status.by", "status.by")
    ] = None,
    only: Annotated[str | None, typer.Option(metavar="LIGHT|STATE,...", help="status.only")] = None,
    against: Annotated[
        str | None, typer.Option(metavar="PERIOD|DATE|REV", help="status.against")
    ] = None,
    fail_on: Annotated[str | None, typer.Option(metavar="LIGHT,...", help="status.fail-on")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="status.watch")] = False,
    verbose: Verbose = False,
) -> int:
    """Prints the compliance tables of a workspace."""
    kept, failing = _kept(only), _lights(fail_on)

    def draw(session: Session) -> int:
        shown = look._replace(session=session)
        opened = shown.open(alone=True, by_item=not against)
        choice = choose(read_refs(refs or (), opened.plan), opened.plan, kept)
        choice = by_now(choice, opened.plan, opened.as_of)
        chosen = select(opened.assessment(), choice)
        same = replace(choice, only=None, items=frozenset(one.item.id for one in chosen.items))
        earlier = _earlier(opened, against, same) if against else None
        kind = StatusBy(by) if by else None
        view = status_view(chosen, kind, opened.origin, opened.session.say, earlier)
        shown.show(view, whole=verbose)
        if look.as_of is None and look.rev is None:
            _tell_over(session, opened)
        failed = any(item.light in (failing or ()) for item in chosen.items)
        return Exit.FINDINGS if failed else opened.exit_code

    if not watch:
        return draw(look.session)
    if look.format_ or look.out or look.rev or fail_on:
        raise UsageError("watch-alone")
    return _keep_drawing(look.session, draw)


def _earlier(opened: Opened, against: str, choice: Choice) -> Earlier:
    """The state that ``--against`` names: at the end of a period's round, on a day, of a revision.

    Another workspace's folder stands for that plan at its end, such as last year's.
    """
    period = typed_period(against, opened.plan)
    day = read_day(against, "--against", opened.plan) if days_meant(against, opened.plan) else None
    held, until = opened, None
    if period in opened.plan.periods:
        until = period
        held = replace(opened, as_of=min(closing(opened.plan, period), opened.as_of))
    elif day is not None:
        if day > opened.as_of:
            raise UsageError("against-later", date=against, as_of=str(opened.as_of))
        held = replace(opened, as_of=day)
    elif Path(against, "data").is_dir():
        last = open_view(replace(opened.session, folder=Path(against)), None, None)
        held = replace(last, as_of=closing(last.plan))
    else:
        if period is not None:  # of another cadence, or of another year
            read_refs([against], opened.plan)
        held = open_view(opened.session, str(opened.as_of), against)
    return Earlier(select(held.assessment(until), choice), against)


def _tell_over(session: Session, opened: Opened) -> None:
    """Says that a plan is over, and how to look at the first day on which all of it was due."""
    closed = closing(opened.plan)
    if opened.as_of > closed:
        command = session.say.typed(f"status --as-of {closed}")
        session.notify("status.over", end=opened.plan.end, command=command)


def _lights(text: str | None) -> frozenset[Light] | None:
    """The lights that an option lists; None where it is not given. UsageError for another word."""
    return None if text is None else frozenset(_light(word, "no-light") for word in _words(text))


def _kept(text: str | None) -> frozenset[Light | DutyState] | None:
    """The lights and states of reports that ``--only`` lists; UsageError for another word.

    ``unreported`` stands for both states in which there is no report.
    """
    if text is None:
        return None
    kept = (
        ASKED_FOR.get(spelt_word(word, ASKED_FOR, "status.duty")) or {_light(word, "no-kind")}
        for word in _words(text)
    )
    return frozenset(one for found in kept for one in found)


def _light(word: str, unknown: str) -> Light:
    name = spelt_word(word, Light, "status.light")
    if name not in list(Light):
        raise UsageError(unknown, name=word.strip())
    return Light(name)


def _words(text: str) -> list[str]:
    """The words of a list; of none the text itself: an empty variable must not pass everything."""
    return list(filter(None, listed([text]))) or [text]


def _keep_drawing(session: Session, draw: Callable[[Session], object]) -> int:
    """Draws, and again whenever something changes, until somebody interrupts it.

    What is wrong with the command line ends it; files that are being edited are only told of.
    """
    root = find_workspace(session.folder, os.environ)
    if not sys.stdout.isatty():
        raise UsageError("watch-needs-terminal")
    seen = None
    try:
        while True:
            now = _state(root)
            if now != seen:
                seen = now
                _draw(session, draw)
            sleep(PAUSE)
    except KeyboardInterrupt:
        session.looked_elsewhere()
        return Exit.FINE


def _draw(session: Session, draw: Callable[[Session], object]) -> None:
    session.looked_elsewhere()
    session.told.clear()
    if session.colours():
        sys.stdout.write(_CLEAR)
        sys.stdout.flush()
    lines = get_terminal_size((80, 24)).lines
    try:
        draw(replace(session, most_lines=max(1, lines - _BESIDE)))
    except UsageError:
        raise
    except LedgerError as failure:
        report_failure(session, failure)
    session.notify("status.watching")


def _state(root: Path) -> object:
    """What a drawing depends on: the files, the day and the size of the screen."""
    files = {}
    for folder, _, names in (one for top in KEPT for one in os.walk(root / top)):
        for name in names:
            path = Path(folder, name)
            try:
                stat = path.stat()
            except OSError:  # it is being replaced
                continue
            files[path] = stat.st_mtime_ns, stat.st_size, stat.st_ino
    return files, today(), get_terminal_size()
