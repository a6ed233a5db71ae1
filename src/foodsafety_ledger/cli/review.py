"""``ledger review``: the office accepts a department's entry, or returns it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from foodsafety_ledger.cli.options import DryRun, EntryId, NoInput, takes_keys_of
from foodsafety_ledger.model.entry import Kind, Place, Verdict
from foodsafety_ledger.model.failure import UsageError


@takes_keys_of(Place.REVIEW)
def review(
    ctx: typer.Context,
    entry: EntryId = None,
    *,
    accept: Annotated[bool, typer.Option("--accept", help="record.help.accept")] = False,
    send_back: Annotated[bool, typer.Option("--return", help="record.help.return")] = False,
    given: Mapping[str, Any],
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> int:
    """Adds a review to the office's ledger; on a terminal asks for whatever is missing."""
    from foodsafety_ledger.cli.writing import mark_entry

    if accept and send_back:
        raise UsageError("accept-and-return")
    verdict = Verdict.ACCEPTED if accept else Verdict.RETURNED if send_back else None
    return mark_entry(
        ctx.obj, Kind.REVIEW, given, entry, verdict, dry_run=dry_run, no_input=no_input
    )
