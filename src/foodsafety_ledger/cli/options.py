"""The options that several writing commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from foodsafety_ledger.cli import completion

EntryId = Annotated[
    str | None,
    typer.Argument(metavar="ENTRY", help="record.help.entry", autocompletion=completion.entries),
]
Period = Annotated[
    str | None,
    typer.Option(
        "--period", metavar="2021Q3", help="record.help.period", autocompletion=completion.periods
    ),
]
Date = Annotated[str | None, typer.Option("--date", metavar="2021-10-12", help="record.help.date")]
Status = Annotated[
    str | None,
    typer.Option(
        "--status", metavar="STATUS", help="record.help.status", autocompletion=completion.statuses
    ),
]
Values = Annotated[
    list[str] | None,
    typer.Option(
        "--value",
        metavar="TARGET=118/120",
        help="record.help.values",
        autocompletion=completion.targets,
    ),
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="record.help.note")]
Problems = Annotated[
    str | None, typer.Option("--problems", metavar="TEXT", help="record.help.problems")
]
Next = Annotated[str | None, typer.Option("--next", metavar="TEXT", help="record.help.next")]
EvidenceFiles = Annotated[
    list[Path] | None,
    typer.Option("--evidence", metavar="FILE", help="record.help.evidence"),
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="record.help.by")]
ApprovedBy = Annotated[
    str | None, typer.Option("--approved-by", metavar="NAME", help="record.help.approved_by")
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="record.help.reason")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="record.help.dry-run")]
NoInput = Annotated[bool, typer.Option("--no-input", help="record.help.no-input")]
