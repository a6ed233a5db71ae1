"""``ledger log``: entries in time order."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from foodsafety_ledger.cli import completion
from foodsafety_ledger.cli.options import AsOf, OutFile, Rev, ViewFormat
from foodsafety_ledger.cli.session import Session


def log(
    ctx: typer.Context,
    refs: Annotated[
        list[str] | None,
        typer.Argument(metavar="REF", help="log.refs", autocompletion=completion.refs),
    ] = None,
    *,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="log.since")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="log.until")] = None,
    as_of: AsOf = None,
    rev: Rev = None,
    format_: ViewFormat = None,
    out: OutFile = None,
) -> int:
    """Prints the entries of a workspace."""
    from foodsafety_ledger.cli.opening import open_view, read_day
    from foodsafety_ledger.cli.output import show_view
    from foodsafety_ledger.views.log import choose_entries, log_view

    session: Session = ctx.obj
    first = read_day(since, "--since") or date.min
    last = read_day(until, "--until") or date.max
    opened = open_view(session, as_of, rev)
    history, plan = opened.history(), opened.plan
    chosen = choose_entries(refs or (), history, plan)
    entries = [one for one in chosen if one.date is None or first <= one.date <= last]
    show_view(session, log_view(entries, history, plan, opened.origin, session.say), format_, out)
    return opened.exit_code
