"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from foodsafety_ledger.cli import completion
from foodsafety_ledger.formats import EARLIER, FINDING_FORMATS, FORMATS
from foodsafety_ledger.model.failure import UsageError

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

AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="status.as-of")]
Rev = Annotated[str | None, typer.Option("--rev", metavar="REV", help="status.rev")]
OutFile = Annotated[Path | None, typer.Option("-o", metavar="FILE", help="cli.out")]


def _format_option(formats: Mapping[str, object], *more: str) -> Any:  # noqa: ANN401 - typer's own
    """``--format`` with the choices of a table of formats."""

    def known(text: str) -> str:
        name = EARLIER.get(text, text)
        if name in formats or name in more:
            return name
        raise UsageError("no-format", name=text, names=", ".join((*more, *formats)))

    def offered(incomplete: str) -> list[str]:
        return [name for name in (*more, *formats) if name.startswith(incomplete)]

    shown = f"<{'|'.join((*more, *formats))}>"
    return typer.Option(
        "--format", metavar=shown, parser=known, autocompletion=offered, help="cli.format"
    )


ViewFormat = Annotated[str | None, _format_option(FORMATS)]
FindingFormat = Annotated[str, _format_option(FINDING_FORMATS, "auto")]
