"""``ledger status``: where the whole plan stands, or the part of it that somebody asks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli.options import (
    AsOf,
    OutFile,
    Refs,
    Rev,
    ViewFormat,
    choice_option,
    listed,
    refs_argument,
)
from foodsafety_ledger.cli.session import Session, show_view
from foodsafety_ledger.model.failure import Exit, UsageError
from foodsafety_ledger.views.status_rows import By

if TYPE_CHECKING:
    from foodsafety_ledger.assess.assessment import Light
    from foodsafety_ledger.cli.opening import Opened
    from foodsafety_ledger.views.choice import Choice
    from foodsafety_ledger.views.status import Earlier


def status(
    ctx: typer.Context,
    refs: Annotated[Refs, refs_argument(help="status.refs")] = None,
    *,
    by: Annotated[str | None, choice_option(list(By), "--by", "status.by", "by")] = None,
    only: Annotated[str | None, typer.Option(metavar="LIGHT,...", help="status.only")] = None,
    as_of: AsOf = None,
    rev: Rev = None,
    against: Annotated[
        str | None, typer.Option(metavar="PERIOD|DATE|REV", help="status.against")
    ] = None,
    format_: ViewFormat = None,
    out: OutFile = None,
    fail_on: Annotated[str | None, typer.Option(metavar="LIGHT,...", help="status.fail-on")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="status.watch")] = False,
) -> int:
    """Prints the compliance tables of a workspace."""
    from foodsafety_ledger.cli.opening import open_view
    from foodsafety_ledger.reading.naming import read_refs
    from foodsafety_ledger.views.choice import choose, select
    from foodsafety_ledger.views.status import status_view

    lights, failing = _lights(only), _lights(fail_on)

    def draw(session: Session) -> int:
        opened = open_view(session.within(out), as_of, rev, alone=True)
        choice = choose(read_refs(refs or (), opened.plan), opened.plan, lights)
        chosen = select(opened.assessment(), choice)
        same = replace(choice, lights=None, items=frozenset(one.item.id for one in chosen.items))
        earlier = _earlier(opened, against, same) if against else None
        kind = By(by) if by else None
        view = status_view(chosen, kind, opened.origin, opened.session.say, earlier)
        show_view(session, view, format_, out)
        if as_of is None and rev is None:
            _tell_over(session, opened)
        failed = any(item.light in (failing or ()) for item in chosen.items)
        return Exit.FINDINGS if failed else opened.exit_code

    if not watch:
        return draw(ctx.obj)
    if format_ or out or rev or fail_on:
        raise UsageError("watch-alone")
    from foodsafety_ledger.cli.watching import keep_drawing

    return keep_drawing(ctx.obj, draw)


def _earlier(opened: Opened, against: str, choice: Choice) -> Earlier:
    """The state that ``--against`` names: at the end of a period's round, on a day, of a revision.

    Another workspace's folder stands for that plan at its end, such as last year's.
    """
    from foodsafety_ledger.cli.opening import closing, open_view
    from foodsafety_ledger.reading.naming import read_refs
    from foodsafety_ledger.reading.typed import typed_date, typed_period
    from foodsafety_ledger.views.choice import select
    from foodsafety_ledger.views.status import Earlier

    period, day = typed_period(against), typed_date(against)
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
    from foodsafety_ledger.cli.opening import closing

    closed = closing(opened.plan)
    if opened.as_of > closed:
        command = session.say.typed(f"status --as-of {closed}")
        session.err(session.say("status.over", end=opened.plan.end, command=command))


def _lights(text: str | None) -> frozenset[Light] | None:
    """The lights that an option lists; None where it is not given.

    UsageError for a word that is no light, and for a list without any: a gate that is handed an
    empty variable must not pass everything.
    """
    from foodsafety_ledger.assess.assessment import Light
    from foodsafety_ledger.reading.typed import spelt_word

    if text is None:
        return None
    typed = list(filter(None, listed([text]))) or [text]
    words = [spelt_word(word, Light, "light") for word in typed]
    for word in words:
        if word not in list(Light):
            raise UsageError("no-light", name=word.strip())
    return frozenset(map(Light, words))
