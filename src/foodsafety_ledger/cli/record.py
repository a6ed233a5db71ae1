"""``ledger record``: adds an entry to a department's ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from foodsafety_ledger.cli import completion
from foodsafety_ledger.cli.options import DryRun, NoInput, takes_keys_of
from foodsafety_ledger.model.entry import Place


@takes_keys_of(Place.RECORD)
def record(
    ctx: typer.Context,
    department: Annotated[
        str | None,
        typer.Argument(
            metavar="DEPARTMENT",
            help="record.help.department",
            autocompletion=completion.departments,
        ),
    ] = None,
    item: Annotated[
        str | None,
        typer.Argument(metavar="ITEM", help="record.help.item", autocompletion=completion.items),
    ] = None,
    *,
    given: Mapping[str, Any],
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> int:
    """Adds an entry; on a terminal asks for whatever is missing."""
    from foodsafety_ledger.cli.writing import record_report

    named = department, item
    return record_report(ctx.obj, given, named, dry_run=dry_run, no_input=no_input)
