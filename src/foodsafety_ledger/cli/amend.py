"""``ledger amend``: adds an entry that takes another's place; the old one stays in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from foodsafety_ledger.cli.options import DryRun, EntryId, NoInput, takes_keys_of
from foodsafety_ledger.model.entry import Place


@takes_keys_of(Place.AMEND)
def amend(
    ctx: typer.Context,
    entry: EntryId = None,
    *,
    given: Mapping[str, Any],
    drop_evidence: Annotated[
        bool, typer.Option("--drop-evidence", help="record.help.drop-evidence")
    ] = False,
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> int:
    """Adds an amendment; what is not given is copied from the entry it amends."""
    from foodsafety_ledger.cli.writing import amend_report

    return amend_report(
        ctx.obj, given, entry, dropped=drop_evidence, dry_run=dry_run, no_input=no_input
    )
