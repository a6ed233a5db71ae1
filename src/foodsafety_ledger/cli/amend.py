"""``ledger amend``: adds an entry that takes another's place; the old one stays in the file."""

from __future__ import annotations

from typing import Annotated

import typer

from foodsafety_ledger.cli.options import (
    ApprovedBy,
    By,
    Date,
    DryRun,
    EntryId,
    EvidenceFiles,
    Next,
    NoInput,
    Note,
    Period,
    Problems,
    Reason,
    Status,
    Values,
)
from foodsafety_ledger.cli.session import Session


def amend(
    ctx: typer.Context,
    entry: EntryId = None,
    *,
    reason: Reason = None,
    period: Period = None,
    date: Date = None,
    status: Status = None,
    value: Values = None,
    note: Note = None,
    problems: Problems = None,
    next_: Next = None,
    evidence: EvidenceFiles = None,
    drop_evidence: Annotated[
        bool, typer.Option("--drop-evidence", help="record.help.drop-evidence")
    ] = False,
    by: By = None,
    approved_by: ApprovedBy = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> int:
    """Adds an amendment; what is not given is copied from the entry it amends."""
    from foodsafety_ledger.cli.form import Given
    from foodsafety_ledger.cli.recording import amend_report

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
        reason=reason,
    )
    return amend_report(
        session, given, entry, dropped=drop_evidence, dry_run=dry_run, no_input=no_input
    )
