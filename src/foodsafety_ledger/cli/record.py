"""``ledger record``, ``amend``, ``void``, ``review`` and ``extend``: each adds an entry.

On a terminal they ask for whatever is missing. What they amend or void stays in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from foodsafety_ledger.cli import completion
from foodsafety_ledger.cli.options import DryRun, EntryId, ItemId, NoInput, takes_keys_of
from foodsafety_ledger.model.entry import Kind, Place, Verdict
from foodsafety_ledger.model.failure import UsageError


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
    item: ItemId = None,
    *,
    given: Mapping[str, Any],
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> int:
    """Adds an entry; on a terminal asks for whatever is missing."""
    from foodsafety_ledger.cli.sitting import record_report

    named = department, item
    return record_report(ctx.obj, given, named, dry_run=dry_run, no_input=no_input)


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
    from foodsafety_ledger.cli.sitting import amend_report

    return amend_report(
        ctx.obj, given, entry, dropped=drop_evidence, dry_run=dry_run, no_input=no_input
    )


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
    from foodsafety_ledger.cli.submission import mark_entry

    return mark_entry(ctx.obj, Kind.VOID, given, entry, dry_run=dry_run, no_input=no_input)


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
    from foodsafety_ledger.cli.submission import mark_entry

    if accept and send_back:
        raise UsageError("accept-and-return")
    verdict = Verdict.ACCEPTED if accept else Verdict.RETURNED if send_back else None
    return mark_entry(
        ctx.obj, Kind.REVIEW, given, entry, verdict, dry_run=dry_run, no_input=no_input
    )


@takes_keys_of(Place.EXTEND)
def extend(
    ctx: typer.Context,
    item: ItemId = None,
    *,
    given: Mapping[str, Any],
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> int:
    """Adds an extension of an item's due date to the office's ledger."""
    from foodsafety_ledger.cli.submission import extend_item

    return extend_item(ctx.obj, given, item, dry_run=dry_run, no_input=no_input)
