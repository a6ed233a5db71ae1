"""``ledger record``: adds an entry to a department's ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from foodsafety_ledger.cli import completion
from foodsafety_ledger.cli.options import (
    ApprovedBy,
    By,
    Date,
    DryRun,
    EvidenceFiles,
    Next,
    NoInput,
    Note,
    Period,
    Problems,
    Status,
    Values,
)
from foodsafety_ledger.cli.session import Session


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
    period: Period = None,
    date: Date = None,
    status: Status = None,
    value: Values = None,
    note: Note = None,
    problems: Problems = None,
    next_: Next = None,
    evidence: EvidenceFiles = None,
    by: By = None,
    approved_by: ApprovedBy = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> int:
    """Adds an entry; on a terminal asks for whatever is missing."""
    from foodsafety_ledger.cli.form import Given
    from foodsafety_ledger.cli.recording import record_report

    session: Session = ctx.obj
    given = Given(
        period=period,
        date=date,
        status=status,
        values=value or (),
        note=note,
        problems=problems,
        next=next_,
        evidence=evidence or (),
        by=by,
        approved_by=approved_by,
    )
    return record_report(session, given, (department, item), dry_run=dry_run, no_input=no_input)
