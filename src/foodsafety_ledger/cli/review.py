"""``ledger review``: the office accepts a department's entry, or returns it."""

from __future__ import annotations

from typing import Annotated

import typer

from foodsafety_ledger.cli.options import By, Date, DryRun, EntryId, NoInput, Reason
from foodsafety_ledger.cli.session import Session


def review(
    ctx: typer.Context,
    entry: EntryId = None,
    *,
    accept: Annotated[bool, typer.Option("--accept", help="record.help.accept")] = False,
    send_back: Annotated[bool, typer.Option("--return", help="record.help.return")] = False,
    reason: Reason = None,
    date: Date = None,
    by: By = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> int:
    """Adds a review to the office's ledger; on a terminal asks for whatever is missing."""
    from foodsafety_ledger.cli.marking import Mark, review_entry
    from foodsafety_ledger.model.entry import Verdict
    from foodsafety_ledger.model.failure import UsageError

    session: Session = ctx.obj
    if accept and send_back:
        raise UsageError("accept-and-return")
    verdict = Verdict.ACCEPTED if accept else Verdict.RETURNED if send_back else None
    mark = Mark(entry, reason, date, by, dry_run=dry_run, no_input=no_input)
    return review_entry(session, mark, verdict)
