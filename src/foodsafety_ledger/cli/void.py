"""``ledger void``: adds an entry that takes another out of the figures; it stays in the file."""

from __future__ import annotations

import typer

from foodsafety_ledger.cli.options import By, Date, DryRun, EntryId, NoInput, Reason
from foodsafety_ledger.cli.session import Session


def void(
    ctx: typer.Context,
    entry: EntryId = None,
    *,
    reason: Reason = None,
    date: Date = None,
    by: By = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> int:
    """Adds a void; on a terminal asks for whatever is missing."""
    from foodsafety_ledger.cli.marking import Mark, void_entry

    session: Session = ctx.obj
    mark = Mark(entry, reason, date, by, dry_run=dry_run, no_input=no_input)
    return void_entry(session, mark)
