"""``ledger log``: entries in time order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from foodsafety_ledger.cli import completion
from foodsafety_ledger.cli.session import Session
from foodsafety_ledger.views.status import Format

if TYPE_CHECKING:
    from foodsafety_ledger.cli.opening import Opened
    from foodsafety_ledger.model.entry import Entry
    from foodsafety_ledger.views.log import History


def log(
    ctx: typer.Context,
    refs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REF]...", help="log.refs", autocompletion=completion.refs),
    ] = None,
    *,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="log.since")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="log.until")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="status.as-of")] = None,
    rev: Annotated[str | None, typer.Option(metavar="REV", help="status.rev")] = None,
    format_: Annotated[Format, typer.Option("--format", help="status.format")] = Format.TABLE,
) -> int:
    """Prints the entries of a workspace."""
    from foodsafety_ledger.cli.opening import open_view, read_day

    session: Session = ctx.obj
    first, last = read_day(since, "--since"), read_day(until, "--until")
    opened = open_view(session, as_of, rev)
    history = opened.history()
    chosen = _chooser(refs or (), opened, history)
    entries = [
        entry
        for entry in history.entries
        if (first is None or entry.date is None or entry.date >= first)
        and (last is None or entry.date is None or entry.date <= last)
        and chosen(entry)
    ]
    _print(opened, entries, history, format_)
    return opened.exit_code


def _chooser(texts: Sequence[str], opened: Opened, history: History) -> Callable[[Entry], bool]:
    """Whether an entry is asked for: by its chain, or by what it is about."""
    from foodsafety_ledger.assess.standing import chain_of
    from foodsafety_ledger.cli.refs import choose, read_refs

    by_id = {entry.id: entry for entry in history.entries if entry.id}
    named = [by_id[text] for text in texts if text in by_id]
    chains = {one.id for entry in named for one in chain_of(entry, history.entries)}
    plan = opened.plan
    choice = choose(read_refs([text for text in texts if text not in by_id], plan), plan)
    only_chains = bool(named) and len(named) == len(texts)

    def chosen(entry: Entry) -> bool:
        about, who = history.subject(entry), entry.department
        if about.id in chains or entry.id in chains:
            return True
        return not only_chains and (
            (choice.items is None or about.item in choice.items)
            and (choice.departments is None or bool(choice.departments & {who, about.department}))
            and (choice.periods is None or about.period in choice.periods)
        )

    return chosen


def _print(opened: Opened, entries: Sequence[Entry], history: History, format_: Format) -> None:
    from foodsafety_ledger.views.log import log_csv, log_data, log_table

    session, plan = opened.session, opened.plan
    if format_ is Format.JSON:
        from foodsafety_ledger.views.origin import to_json

        session.data(to_json(log_data(entries, history), opened.full_origin()))
    elif format_ is Format.CSV:
        session.data(log_csv(entries, history, plan, session.say))
    elif entries:
        from foodsafety_ledger.cli.session import print_page

        print_page(session, (log_table(entries, history, plan, session.say),), format_)
    else:
        session.err(session.say("log.nothing"))
