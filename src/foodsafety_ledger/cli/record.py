"""``ledger record``, ``amend``, ``void``, ``review`` and ``extend``: each adds an entry.

On a terminal they ask for whatever is missing. What they amend or void stays in the file.
"""

from __future__ import annotations

from typing import Annotated

import typer

from foodsafety_ledger.cli.options import (
    EntryId,
    EntryIds,
    ItemId,
    Order,
    department_argument,
    takes_keys_of,
)
from foodsafety_ledger.model.entry import Kind, Place, Verdict
from foodsafety_ledger.model.failure import UsageError


@takes_keys_of(Place.RECORD)
def record(
    order: Order,
    department: Annotated[str | None, department_argument(help="record.help.department")] = None,
    item: ItemId = None,
) -> int:
    """Adds an entry; on a terminal asks for whatever is missing."""
    from foodsafety_ledger.cli.submission import record_report

    return record_report(order, department, item)


@takes_keys_of(Place.AMEND)
def amend(
    order: Order,
    entry: EntryId = None,
    *,
    drop_evidence: Annotated[
        bool, typer.Option("--drop-evidence", help="record.help.drop-evidence")
    ] = False,
) -> int:
    """Adds an amendment; what is not given is copied from the entry it amends."""
    from foodsafety_ledger.cli.submission import amend_report

    return amend_report(order, entry, dropped=drop_evidence)


@takes_keys_of(Place.VOID)
def void(order: Order, entry: EntryId = None) -> int:
    """Adds a void; on a terminal asks for whatever is missing."""
    from foodsafety_ledger.cli.review import mark_entry

    return mark_entry(order, Kind.VOID, entry)


@takes_keys_of(Place.REVIEW)
def review(
    order: Order,
    entries: EntryIds = None,
    *,
    accept: Annotated[bool, typer.Option("--accept", help="record.help.accept")] = False,
    send_back: Annotated[bool, typer.Option("--return", help="record.help.return")] = False,
) -> int:
    """Adds reviews to the office's ledger; without an entry, what waits for one is listed."""
    from foodsafety_ledger.cli.review import review_entries

    if accept and send_back:
        raise UsageError("accept-and-return")
    verdict = Verdict.ACCEPTED if accept else Verdict.RETURNED if send_back else None
    return review_entries(order, entries or (), verdict)


@takes_keys_of(Place.EXTEND)
def extend(order: Order, item: ItemId = None) -> int:
    """Adds an extension of an item's due date to the office's ledger."""
    from foodsafety_ledger.cli.review import extend_item

    return extend_item(order, item)
