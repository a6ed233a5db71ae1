"""``ledger void``: adds an entry that takes another out of the figures; it stays in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer

from foodsafety_ledger.cli.options import DryRun, EntryId, NoInput, takes_keys_of
from foodsafety_ledger.model.entry import Kind, Place


@takes_keys_of(Place.VOID)
def void(
    ctx: typer.Context,
    entry: EntryId = None,
    *,
    given: Mapping[str, Any],
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> int:
    """Adds a void; on a terminal asks for whatever is missing."""
    from foodsafety_ledger.cli.writing import mark_entry

    return mark_entry(ctx.obj, Kind.VOID, given, entry, dry_run=dry_run, no_input=no_input)
